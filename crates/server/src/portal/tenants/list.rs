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
        lists::{Kind, Lists},
    },
    web::Web,
};

const INVITATIONS: Kind = Kind {
    name: "invitations",
    sorts: &["tenantDisplayName", "sentDateTime", "expirationDateTime"],
    own: "-sentDateTime",
    size: 20,
};
const TENANTS: Kind = Kind {
    name: "tenants",
    sorts: &["displayName", "state", "startedDateTime"],
    own: "displayName",
    size: 50,
};

#[derive(Template)]
#[template(path = "portal/tenants/list.html")]
struct ListPage {
    frame: Frame,
    lists: Lists,
    invitations: Vec<ReceivedInvitation>,
    next_invitations: Option<String>,
    tenants: Vec<TenantSeen>,
    next_tenants: Option<String>,
    done: &'static str,
}

pub(super) async fn list(State(web): State<Web>, signed: Signed, fields: Fields) -> PageResult {
    let frame = Frame::of(&web, &signed, Face::Partner, "tenants").await?;
    let lists = Lists::read(&fields, [INVITATIONS, TENANTS]);
    let question = InvitationsReceived { wanted: lists.wanted(INVITATIONS.name)?, count: false };
    let invitations = ask(&web.app, &signed.caller, &question).await?.page;
    let question = Tenants { wanted: lists.wanted(TENANTS.name)?, ..Tenants::default() };
    let tenants = ask(&web.app, &signed.caller, &question).await?.page;
    let done = match fields.text("done") {
        "denied" => "tenants-done-denied",
        "removed" => "tenants-done-removed",
        _ => "",
    };
    html(&ListPage {
        frame,
        next_invitations: lists.next(INVITATIONS.name, invitations.next.as_ref())?,
        invitations: invitations.items,
        next_tenants: lists.next(TENANTS.name, tenants.next.as_ref())?,
        tenants: tenants.items,
        lists,
        done,
    })
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
