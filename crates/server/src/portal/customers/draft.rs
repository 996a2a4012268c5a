//! The message that takes a request to customers: a draft to be sent by oneself.

use askama::Template;
use axum::{extract::State, response::Response};
use domain::{distribution::Asks, id::Id};
use fluent_templates::fluent_bundle::FluentValue;
use service::{
    Refusal, ask,
    reseller_requests::{ResellerRequestOf, Shown},
};
use uuid::Uuid;

use super::frame;
use crate::{
    answer::{PageError, PageResult, html},
    caller::Signed,
    form::Posted,
    path::PagePath,
    portal::layout::Frame,
    web::Web,
};

/// The longest message that is taken, in characters.
const LONGEST: usize = 4000;

#[derive(Template)]
#[template(path = "portal/customers/draft.html")]
struct DraftPage {
    frame: Frame,
    it: Shown,
    message: String,
    /// What the message must hold: it is the request.
    link: String,
    /// The address that opens the message in the mail program.
    mail: String,
    /// Whether the link was missing in what was typed, and put back.
    put_back: bool,
    edited: bool,
}

pub(super) async fn show(State(web): State<Web>, signed: Signed, PagePath(id): PagePath<Uuid>) -> PageResult {
    page(&web, &signed, id, None).await
}

/// Takes the message as it was edited, for the mail program. Nothing is kept.
pub(super) async fn edit(
    State(web): State<Web>,
    signed: Signed,
    PagePath(id): PagePath<Uuid>,
    Posted(form): Posted,
) -> PageResult {
    let typed = form.text("message").replace("\r\n", "\n");
    page(&web, &signed, id, Some(typed.chars().take(LONGEST).collect())).await
}

async fn page(web: &Web, signed: &Signed, id: Uuid, typed: Option<String>) -> Result<Response, PageError> {
    let it = ask(&web.app, &signed.caller, &ResellerRequestOf { request: Id::new(id) }).await?;
    let link = it.link.as_ref().ok_or(Refusal::Missing)?.as_str().to_owned();
    let frame = frame(web, signed).await?;
    let t = &frame.t;
    let edited = typed.is_some();
    let (message, put_back) = match typed {
        Some(typed) if typed.contains(&link) => (typed, false),
        // The link is the request: without it the message asks for nothing.
        Some(typed) => (format!("{}\n\n{link}\n", typed.trim_end()), true),
        None => {
            let body = match (it.row.asks, it.row.with_privileges) {
                (Asks::Partner, _) => "request-draft-partner",
                (Asks::CustomerWith(_), true) => "request-draft-provider-privileges",
                (Asks::CustomerWith(_), false) => "request-draft-provider",
                (Asks::Customer, true) => "request-draft-privileges",
                (Asks::Customer, false) => "request-draft",
            };
            let values = [
                ("provider", it.row.provider_name.as_deref().unwrap_or_default()),
                ("partner", frame.shell.organization.as_str()),
                ("link", link.as_str()),
                ("name", frame.shell.name.as_str()),
            ];
            (t.values(body, values.map(|(name, value)| (name, FluentValue::from(value)))), false)
        }
    };
    let subject = t.with("request-draft-subject", "partner", &frame.shell.organization);
    let mail = mailto(&subject, &message);
    html(&DraftPage { frame, it, message, link, mail, put_back, edited })
}

/// The address that opens a message in the mail program.
pub(in crate::portal) fn mailto(subject: &str, message: &str) -> String {
    format!("mailto:?subject={}&body={}", encoded(subject), encoded(&message.replace('\n', "\r\n")))
}

/// A text as part of a `mailto` address (RFC 6068), where a plus stands for itself.
fn encoded(text: &str) -> String {
    form_urlencoded::byte_serialize(text.as_bytes()).collect::<String>().replace('+', "%20")
}
