//! Pages of resources: a hundred on each, and where the next one begins in a header.

use axum::{
    Json,
    extract::FromRequestParts,
    http::{HeaderName, HeaderValue, Uri, request::Parts},
    response::{IntoResponse, Response},
};
use serde::Serialize;
use service::{Listed, Page, Wanted, cursor};
use wire::partner_center::{
    CollectionLinks, LinkHeader, ResourceAttributes, ResourceCollection, ResourceLink,
};

use crate::{
    answer::{ApiError, ApiResult},
    web::Web,
};

/// How many resources a page has.
const PAGE: i64 = 100;
/// Where the next page begins, as it is asked for and told.
const TOKEN: HeaderName = HeaderName::from_static("ms-continuationtoken");

/// The page that a client asks for.
#[derive(Clone, Debug)]
pub(super) struct Paging {
    /// For the store.
    pub(super) wanted: Wanted,
    uri: Uri,
    token: Option<String>,
}

impl FromRequestParts<Web> for Paging {
    type Rejection = ApiError;

    async fn from_request_parts(parts: &mut Parts, _: &Web) -> Result<Self, ApiError> {
        let token = parts.headers.get(TOKEN).and_then(|value| value.to_str().ok()).map(str::to_owned);
        let after = token.as_deref().map(cursor::read).transpose()?;
        let wanted = Wanted { after, page: Page::of(PAGE), ..Wanted::default() };
        Ok(Self { wanted, uri: parts.uri.clone(), token })
    }
}

impl Paging {
    /// The page as an answer.
    pub(super) fn answer<T, S: Serialize>(
        &self,
        page: Listed<T>,
        total_count: i64,
        shape: impl Fn(T) -> S,
    ) -> ApiResult<Response> {
        let next = page.next.as_ref().map(cursor::write).transpose()?;
        let collection = ResourceCollection {
            total_count,
            items: page.items.into_iter().map(shape).collect(),
            links: CollectionLinks {
                this: self.link(self.token.as_deref()),
                next: next.as_deref().map(|token| self.link(Some(token))),
            },
            attributes: ResourceAttributes::of("Collection"),
        };
        let mut response = Json(collection).into_response();
        if let Some(token) = next.as_deref().and_then(|token| HeaderValue::from_str(token).ok()) {
            response.headers_mut().insert(TOKEN, token);
        }
        Ok(response)
    }

    fn link(&self, token: Option<&str>) -> ResourceLink {
        let path = self.uri.path_and_query().map_or("", |it| it.as_str());
        let uri = path.strip_prefix("/v1").unwrap_or(path).to_owned();
        let header =
            |token: &str| LinkHeader { key: "MS-ContinuationToken".to_owned(), value: token.to_owned() };
        ResourceLink { uri, method: "GET".to_owned(), headers: token.map(header).into_iter().collect() }
    }
}
