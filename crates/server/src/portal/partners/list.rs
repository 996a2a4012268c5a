//! The partners and invitations of one's own organization.

use askama::Template;
use axum::extract::State;
use domain::organization::Face;
use service::{
    ask,
    invitations::{InvitationsSent, SentInvitation},
    links::{ListedLink, Partners},
};

use crate::{
    answer::{PageResult, html},
    caller::Signed,
    form::Fields,
    portal::{
        layout::Frame,
        lists::{Kind, Lists},
    },
    web::Web,
};

const LINKS: Kind =
    Kind { name: "links", sorts: &["displayName", "state", "startedDateTime"], own: "displayName", size: 50 };
const INVITATIONS: Kind = Kind {
    name: "invitations",
    sorts: &["domain", "state", "sentDateTime", "expirationDateTime"],
    own: "-sentDateTime",
    size: 20,
};

#[derive(Template)]
#[template(path = "portal/partners/list.html")]
struct ListPage {
    frame: Frame,
    lists: Lists,
    links: Vec<ListedLink>,
    next_links: Option<String>,
    invitations: Vec<SentInvitation>,
    next_invitations: Option<String>,
    sent: bool,
    removed: bool,
}

pub(super) async fn list(State(web): State<Web>, signed: Signed, fields: Fields) -> PageResult {
    let frame = Frame::of(&web, &signed, Face::Rooms, "partners").await?;
    let lists = Lists::read(&fields, [LINKS, INVITATIONS]);
    let question = Partners { wanted: lists.wanted(LINKS.name)?, count: false };
    let links = ask(&web.app, &signed.caller, &question).await?.page;
    let question = InvitationsSent { wanted: lists.wanted(INVITATIONS.name)?, count: false };
    let invitations = ask(&web.app, &signed.caller, &question).await?.page;
    html(&ListPage {
        frame,
        links: links.items,
        next_links: lists.next(LINKS.name, links.next.as_ref())?,
        invitations: invitations.items,
        next_invitations: lists.next(INVITATIONS.name, invitations.next.as_ref())?,
        lists,
        sent: fields.text("done") == "sent",
        removed: fields.text("done") == "removed",
    })
}
