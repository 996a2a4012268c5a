//! A collection of the API: its query options are read once here, its page is answered once here, and what it offers
//! is described once, from its schema, so that the description never says something else than the program does.

mod described;

use std::marker::PhantomData;

use axum::{
    Json,
    extract::FromRequestParts,
    http::{Uri, request::Parts},
    response::{IntoResponse, Response},
};
use domain::query::{Query, Schema};
use serde::Serialize;
use service::{Caller, Code, Fault, Listed, Page, Question, Refusal, Wanted, cursor};

use crate::{
    answer::{ApiError, ApiResult, List, next_link},
    caller::Client,
    form::Fields,
    graph::{Here, asked_at},
    web::Web,
};

/// What stands in a collection of the API, and what may be asked of it.
pub trait Item {
    /// Its properties.
    const SCHEMA: &'static Schema;
    /// A filter that says something, for the description; of no use where nothing can be filtered.
    const EXAMPLE: &'static str = "";
}

/// A call of a list, for its handler: who asks, and what of it.
pub struct Asking<T> {
    /// Whom to ask.
    pub web: Web,
    /// Who asks.
    pub caller: Caller,
    /// The fields of the address, with those that are no query options.
    pub fields: Fields,
    asked: Asked,
    uri: Uri,
    here: Here,
    item: PhantomData<fn() -> T>,
}

impl<T: Item> FromRequestParts<Web> for Asking<T> {
    type Rejection = ApiError;

    async fn from_request_parts(parts: &mut Parts, web: &Web) -> Result<Self, ApiError> {
        let Client(caller) = Client::from_request_parts(parts, web).await?;
        let Ok(fields) = Fields::from_request_parts(parts, web).await;
        let asked = Asked::read(&fields, T::SCHEMA)?;
        let uri = asked_at(parts);
        let here = Here::of(web, &uri);
        Ok(Self { web: web.clone(), caller, fields, asked, uri, here, item: PhantomData })
    }
}

impl<T> Asking<T> {
    /// For the store.
    pub fn wanted(&self) -> Wanted {
        self.asked.wanted.clone()
    }

    /// Whether to count all items.
    pub const fn count(&self) -> bool {
        self.asked.count
    }

    /// Whether related things are to come with each item.
    pub fn expands(&self, name: &str) -> bool {
        self.asked.expand.contains(&name)
    }

    /// One thing, or what was selected of it, with the address of its description.
    pub fn one(&self, of: &str, thing: T) -> ApiResult<serde_json::Value>
    where
        T: Serialize,
    {
        let mut shown = self.here.one(&self.asked.context(of), thing)?;
        self.asked.leave_selected(&mut shown);
        Ok(shown)
    }

    /// Asks in the name of the caller.
    pub async fn ask<Q: Question>(&self, question: &Q) -> Result<Q::Answer, Refusal> {
        service::ask(&self.web.app, &self.caller, question).await
    }

    /// The page as an answer.
    pub fn answer<R>(self, page: Listed<R>, count: Option<i64>, shape: impl Fn(R) -> T) -> ApiResult<Response>
    where
        T: Serialize,
    {
        self.asked.answer(&self.web, &self.uri, page, count, shape)
    }

    /// The page as an answer with the address of the description of its things, as Graph has it.
    pub fn answer_within<R>(
        self,
        of: &str,
        page: Listed<R>,
        count: Option<i64>,
        shape: impl Fn(R) -> T,
    ) -> ApiResult<Response>
    where
        T: Serialize,
    {
        let list = self.asked.list(&self.web, &self.uri, page, count, shape)?;
        Ok(Json(self.here.within(&self.asked.context(of), list)?).into_response())
    }
}

/// A call for figures of a list: filter and search alone count.
pub struct Narrowing<T>(pub Asking<T>);

impl<T: Item> FromRequestParts<Web> for Narrowing<T> {
    type Rejection = ApiError;

    async fn from_request_parts(parts: &mut Parts, web: &Web) -> Result<Self, ApiError> {
        Asking::from_request_parts(parts, web).await.map(Self)
    }
}

/// How many items a page has where nobody says.
const PAGE: u32 = 100;

/// What a client asks of a collection.
#[derive(Debug)]
pub struct Asked {
    /// For the store.
    pub wanted: Wanted,
    /// Whether to count all items.
    pub count: bool,
    select: Option<Vec<&'static str>>,
    expand: Vec<&'static str>,
}

impl Asked {
    /// Reads the query options of an address.
    pub fn read(fields: &Fields, schema: &Schema) -> Result<Self, Refusal> {
        let query = Query::parse(fields.fields(), schema).map_err(|error| {
            Refusal::Invalid(Code::BadQuery, vec![Fault::new("query", Code::BadQuery).detail(error)])
        })?;
        let after = query.skip_token.as_deref().map(cursor::read).transpose()?;
        Ok(Self {
            count: query.count && after.is_none(),
            wanted: Wanted {
                filter: query.filter,
                search: query.search,
                order: query.order_by,
                after,
                page: Page::of(query.top.unwrap_or(PAGE.min(schema.top_limit)).into()),
            },
            select: query.select,
            expand: query.expand,
        })
    }

    /// The page as an answer.
    pub fn answer<T, W: Serialize>(
        self,
        web: &Web,
        uri: &Uri,
        page: Listed<T>,
        count: Option<i64>,
        shape: impl Fn(T) -> W,
    ) -> ApiResult<Response> {
        Ok(Json(self.list(web, uri, page, count, shape)?).into_response())
    }

    fn list<T, W: Serialize>(
        &self,
        web: &Web,
        uri: &Uri,
        page: Listed<T>,
        count: Option<i64>,
        shape: impl Fn(T) -> W,
    ) -> ApiResult<List<serde_json::Value>> {
        let token = page.next.as_ref().map(cursor::write).transpose()?;
        let mut value = Vec::with_capacity(page.items.len());
        for item in page.items {
            let mut item = serde_json::to_value(shape(item)).map_err(Refusal::from)?;
            self.leave_selected(&mut item);
            value.push(item);
        }
        Ok(List { count, value, next_link: next_link(web, uri, token) })
    }

    /// The description of what is shown of things.
    fn context(&self, of: &str) -> String {
        match &self.select {
            Some(select) => format!("{of}({})", select.join(",")),
            None => of.to_owned(),
        }
    }

    /// Annotations stay, and what was expanded.
    fn leave_selected(&self, item: &mut serde_json::Value) {
        if let (Some(select), Some(object)) = (&self.select, item.as_object_mut()) {
            let is_kept = |name: &String| {
                name.starts_with('@') || selects(select, name) || self.expand.contains(&name.as_str())
            };
            object.retain(|name, _| is_kept(name));
        }
    }
}

/// Whether a property of an item, or a member of it, is selected.
fn selects(select: &[&str], name: &str) -> bool {
    select.iter().any(|wanted| wanted.split('/').next() == Some(name))
}
