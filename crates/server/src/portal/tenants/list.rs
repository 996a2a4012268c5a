//! The list of tenants: invitations that wait first, then customers by name; and the tenant switch.

use askama::Template;
use axum::extract::State;
use domain::{organization::Face, query::Search};
use service::{
    Page, Wanted, ask,
    invitations::{InvitationsReceived, ReceivedInvitation},
    links::{TenantSeen, Tenants},
};

use crate::{
    answer::{PageResult, html},
    caller::Signed,
    form::Fields,
    i18n::Translator,
    portal::{
        layout::Frame,
        paging::{after, token},
    },
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
    let after = after(&fields, "after")?;
    let invitations = if after.is_some() || !text.is_empty() {
        Vec::new()
    } else {
        let wanted = Wanted { page: Page::of(200), ..Wanted::default() };
        ask(&web.app, &signed.caller, &InvitationsReceived { wanted, count: false }).await?.page.items
    };
    let wanted = Wanted { search: Search::words(&text), after, ..Wanted::default() };
    let tenants = ask(&web.app, &signed.caller, &Tenants { wanted, ..Tenants::default() }).await?.page;
    let done = match fields.text("done") {
        "denied" => "tenants-done-denied",
        "removed" => "tenants-done-removed",
        _ => "",
    };
    let next = token(tenants.next.as_ref())?;
    html(&ListPage { frame, invitations, tenants: tenants.items, next, text, done })
}

#[derive(Template)]
#[template(path = "portal/tenants/switch.html")]
struct Switch {
    t: Translator,
    tenants: Vec<TenantSeen>,
}

pub(super) async fn switch(State(web): State<Web>, signed: Signed, fields: Fields) -> PageResult {
    let shell = ask(&web.app, &signed.caller, &service::shell::ShellOf).await?;
    let wanted = Wanted { search: Search::words(fields.text("q")), page: Page::of(20), ..Wanted::default() };
    let question = Tenants { with_role: true, wanted, count: false };
    let tenants = ask(&web.app, &signed.caller, &question).await?.page.items;
    html(&Switch { t: Translator::new(shell.language, &shell.time_zone), tenants })
}
