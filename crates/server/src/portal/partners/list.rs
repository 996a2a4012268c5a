//! The partners and invitations of one's own organization.

use askama::Template;
use axum::extract::State;
use domain::organization::Face;
use service::{
    Page, Wanted, ask,
    invitations::{InvitationsSent, SentInvitation},
    links::{ListedLink, Partners},
};

use crate::{
    answer::{PageResult, html},
    caller::Signed,
    form::Fields,
    portal::{
        layout::Frame,
        paging::{after, token},
    },
    web::Web,
};

#[derive(Template)]
#[template(path = "portal/partners/list.html")]
struct ListPage {
    frame: Frame,
    links: Vec<ListedLink>,
    next_links: Option<String>,
    invitations: Vec<SentInvitation>,
    next_invitations: Option<String>,
    sent: bool,
    removed: bool,
}

pub(super) async fn list(State(web): State<Web>, signed: Signed, fields: Fields) -> PageResult {
    let frame = Frame::of(&web, &signed, Face::Rooms, "partners").await?;
    let wanted = Wanted { after: after(&fields, "links")?, ..Wanted::default() };
    let links = ask(&web.app, &signed.caller, &Partners { wanted, count: false }).await?.page;
    let wanted = Wanted { after: after(&fields, "invitations")?, page: Page::of(20), ..Wanted::default() };
    let invitations = ask(&web.app, &signed.caller, &InvitationsSent { wanted, count: false }).await?.page;
    html(&ListPage {
        frame,
        links: links.items,
        next_links: token(links.next.as_ref())?,
        invitations: invitations.items,
        next_invitations: token(invitations.next.as_ref())?,
        sent: fields.text("done") == "sent",
        removed: fields.text("done") == "removed",
    })
}
