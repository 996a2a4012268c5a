//! The two renderings of an answer: JSON for clients, pages for people. Everything a refusal says is said here.

mod api;
mod body;
mod change;
mod faults;
mod file;
mod labels;
mod page;
mod refused;
mod versions;

pub use api::{
    ApiError, ApiResult, IfMatch, List, Words, created, created_outside, etag, next_link, no_content,
    no_such_method, tell_calls,
};
pub(crate) use api::{WHILE_DOWN, log};
pub use body::{Body, BodyWithFile};
pub(crate) use body::{LARGEST, Members, bytes, malformed, value};
pub(crate) use change::Change;
pub use faults::{Faults, faults_by_line};
pub use file::file;
pub(crate) use labels::label;
pub use page::{PageError, PageResult, form_page, html, no_such_page_method, redirect, with_status};
pub use refused::tell_refusals;
pub use versions::try_versions;

pub(crate) use faults::fault_text;
use faults::told_above;
