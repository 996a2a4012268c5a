//! The two renderings of an answer: JSON for clients, pages for people. Everything a refusal says is said here.

mod api;
mod page;

pub use api::{ApiError, ApiResult, Body, IfMatch, List, created, etag, next_link, no_content};
pub use page::{Faults, PageContext, PageError, PageResult, html, redirect};
