//! The list of tenants: invitations that wait first, then customers by name; and the tenant switch.

use askama::Template;
use axum::extract::State;
use domain::organization::Face;
use service::{
    ask,
    invitations::{InvitationsReceived, ReceivedInvitation},
    links::{TenantSeen, Tenants},
};

use crate::{
    answer::{PageResult, html},
    caller::Signed,
    form::Fields,
    i18n::Translator,
    portal::layout::Frame,
    web::Web,
};

#[derive(Template)]
#[template(path = "portal/tenants/list.html")]
struct ListPage {
    frame: Frame,
    invitations: Vec<ReceivedInvitation>,
    tenants: Vec<TenantSeen>,
    next: Option<String>,
    text: String,
    done: &'static str,
}

pub(super) async fn list(State(web): State<Web>, signed: Signed, fields: Fields) -> PageResult {
    let frame = Frame::of(&web, &signed, Face::Partner, "tenants").await?;
    let text = fields.text("q").to_owned();
    let after = Some(fields.text("after").to_owned()).filter(|after| !after.is_empty());
    let invitations = if after.is_some() || !text.is_empty() {
        Vec::new()
    } else {
        let question = InvitationsReceived { size: Some(200), ..InvitationsReceived::default() };
        ask(&web.app, &signed.caller, &question).await?.items
    };
    let question =
        Tenants { text: Some(text.clone()).filter(|text| !text.is_empty()), after, ..Tenants::default() };
    let tenants = ask(&web.app, &signed.caller, &question).await?;
    let done = match fields.text("done") {
        "denied" => "tenants-done-denied",
        "removed" => "tenants-done-removed",
        _ => "",
    };
    html(&ListPage { frame, invitations, tenants: tenants.items, next: tenants.next, text, done })
}

#[derive(Template)]
#[template(path = "portal/tenants/switch.html")]
struct Switch {
    t: Translator,
    tenants: Vec<TenantSeen>,
}

pub(super) async fn switch(State(web): State<Web>, signed: Signed, fields: Fields) -> PageResult {
    let shell = ask(&web.app, &signed.caller, &service::shell::ShellOf).await?;
    let text = Some(fields.text("q").to_owned()).filter(|text| !text.is_empty());
    let question = Tenants { with_role: true, text, size: Some(20), ..Tenants::default() };
    let tenants = ask(&web.app, &signed.caller, &question).await?.items;
    html(&Switch { t: Translator::new(shell.language, &shell.time_zone), tenants })
}
