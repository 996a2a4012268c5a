//! The message that takes a finalized relationship to the customer: a draft to be sent by oneself.

use askama::Template;
use axum::{extract::State, response::Response};
use domain::{agent::AgentRight, granular_relationship::Status, id::Id};
use fluent_templates::fluent_bundle::FluentValue;
use service::{
    Code, Refusal, Requirement, ask,
    granular_relationships::{GranularRelationshipOf, GranularRow},
};
use uuid::Uuid;

use super::partner_frame;
use crate::{
    answer::{PageError, PageResult, html},
    caller::Signed,
    form::Posted,
    path::PagePath,
    portal::{customers::mailto, layout::Frame},
    web::Web,
};

/// The longest message that is taken, in characters.
const LONGEST: usize = 4000;

#[derive(Template)]
#[template(path = "portal/granular_relationships/message.html")]
struct MessagePage {
    frame: Frame,
    row: GranularRow,
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
    let question = GranularRelationshipOf { relationship: Id::new(id) };
    let shown = ask(&web.app, &signed.caller, &question).await?;
    if !shown.may_request {
        let missing = Requirement::Agent(AgentRight::RequestDelegation);
        return Err(Refusal::Denied(Code::Forbidden, Some(missing)).into());
    }
    let row = shown.row;
    if row.status != Status::ApprovalPending {
        return Err(Refusal::Missing.into());
    }
    let frame = partner_frame(web, signed).await?;
    let t = &frame.t;
    let url = web.app.settings.public_url.trim_end_matches('/');
    let link = format!("{url}/partners/invitation/granularAdminRelationships/{}", row.public_id());
    let edited = typed.is_some();
    let (message, put_back) = match typed {
        Some(typed) if typed.contains(&link) => (typed, false),
        // The link is the request: without it the message asks for nothing.
        Some(typed) => (format!("{}\n\n{link}\n", typed.trim_end()), true),
        None => {
            let values = [
                ("partner", frame.shell.organization.as_str()),
                ("link", link.as_str()),
                ("name", frame.shell.name.as_str()),
            ];
            (t.values("granular-draft", values.map(|(name, value)| (name, FluentValue::from(value)))), false)
        }
    };
    let subject = t.with("granular-draft-subject", "partner", &frame.shell.organization);
    let mail = mailto(&subject, &message);
    html(&MessagePage { frame, row, message, link, mail, put_back, edited })
}
