//! Pages as answers, and the refusals of pages.

use askama::Template;
use axum::{
    http::StatusCode,
    response::{Html, IntoResponse, Redirect, Response},
};
use service::{Code, Refusal};

use super::refused::Refused;

/// A page handler's answer.
pub type PageResult = Result<Response, PageError>;

/// A refusal on its way to a person; [`super::tell_refusals`] writes the page, in the reader's language.
#[derive(Debug)]
pub struct PageError(Refusal);

impl From<Refusal> for PageError {
    fn from(refusal: Refusal) -> Self {
        Self(refusal)
    }
}

impl From<askama::Error> for PageError {
    fn from(error: askama::Error) -> Self {
        Self(Refusal::Bug(Box::new(error)))
    }
}

impl IntoResponse for PageError {
    fn into_response(self) -> Response {
        Refused::new(self.0).into_response()
    }
}

/// What a page answers to a method that it does not know, as where the address of a form is opened.
pub async fn no_such_page_method() -> PageError {
    Refusal::Denied(Code::MethodNotAllowed, None).into()
}

/// A page as an answer.
pub fn html(page: &impl Template) -> PageResult {
    Ok(Html(page.render()?).into_response())
}

/// The page of a form as an answer: with the status of the refusal where it was refused (see [`super::Faults::status`]).
pub fn form_page(status: u16, page: &impl Template) -> PageResult {
    Ok(with_status(status, html(page)?))
}

/// An answer with another status.
pub fn with_status(status: u16, answer: Response) -> Response {
    (StatusCode::from_u16(status).unwrap_or(StatusCode::OK), answer).into_response()
}

/// Another address as an answer.
pub fn redirect(address: &str) -> PageResult {
    Ok(Redirect::to(address).into_response())
}
