//! A collection of the API: its query options are read once here, its page is answered once here.

use axum::{
    Json,
    http::Uri,
    response::{IntoResponse, Response},
};
use domain::query::{Query, Schema};
use serde::Serialize;
use service::{Code, Fault, Listed, Page, Refusal, Wanted, cursor};

use crate::{
    answer::{ApiResult, List, next_link},
    form::Fields,
    web::Web,
};

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
        let token = page.next.as_ref().map(cursor::write).transpose()?;
        let mut value = Vec::with_capacity(page.items.len());
        for item in page.items {
            let mut item = serde_json::to_value(shape(item)).map_err(Refusal::from)?;
            if let (Some(select), Some(object)) = (&self.select, item.as_object_mut()) {
                object.retain(|name, _| name.starts_with('@') || selects(select, name));
            }
            value.push(item);
        }
        let list = List { count, value, next_link: next_link(web, uri, token) };
        Ok(Json(list).into_response())
    }
}

/// Whether a property of an item, or a member of it, is selected.
fn selects(select: &[&str], name: &str) -> bool {
    select.iter().any(|wanted| wanted.split('/').next() == Some(name))
}
