//! One group: what it is for, what chooses its rooms by it, and its members.

use askama::Template;
use axum::extract::State;
use domain::id::{Id, Room};
use service::{
    ask,
    groups::{Group, GroupMembers, MemberList, ShownRule},
};

use super::{Named, Opened, chosen::Chosen, done, open, rule};
use crate::{
    answer::{PageResult, html},
    caller::Signed,
    form::Fields,
    path::PagePath,
    portal::{layout::Frame, rooms::At},
    web::Web,
};

#[derive(Template)]
#[template(path = "portal/groups/detail.html")]
struct DetailPage {
    frame: Frame,
    at: At,
    group: Group,
    address: String,
    chosen: Chosen,
    found: MemberList,
    next: Option<String>,
    done: Option<&'static str>,
}

impl DetailPage {
    fn room(&self, room: &Id<Room>) -> String {
        self.at.room(self.group.row.tenant, *room)
    }

    fn rule(&self, rule: &ShownRule) -> String {
        rule::words(&self.frame.t, Some(rule))
    }

    fn maintain(&self) -> String {
        self.at.plan_maintenance(self.group.row.tenant, self.group.row.id)
    }

    fn count(&self) -> i64 {
        self.found.count.unwrap_or_default()
    }
}

/// Shows a group.
pub(super) async fn show(
    State(web): State<Web>,
    signed: Signed,
    PagePath(named): PagePath<Named>,
    fields: Fields,
) -> PageResult {
    let Opened { frame, at, group } = open(&web, &signed, named).await?;
    let chosen = Chosen { tenant: None, sort: "name".to_owned(), ..Chosen::read(&fields) };
    let question =
        GroupMembers { realm: at.realm(), group: named.group, wanted: chosen.wanted()?, counts: true };
    let found = ask(&web.app, &signed.caller, &question).await?;
    let next = chosen.next(found.next.as_ref())?;
    let done = done(fields.text("done"));
    html(&DetailPage { frame, at, group, address: named.address(&signed), chosen, found, next, done })
}
