//! Pages of room groups: those of one's own organization, and those of customers as far as their members are in
//! sight. The same pages under two faces; what they offer is what the reader may do.

mod bulk;
mod chosen;
mod delete;
mod detail;
mod export;
mod form;
mod list;
mod members;
mod picker;
mod rule;

use axum::{
    Router,
    routing::{get, post},
};
use domain::id::{Id, Organization, RoomGroup};
use serde::Deserialize;
use service::{
    Refusal, ask,
    groups::{Group, GroupOf, ScopeUse},
};

pub(super) use chosen::Chosen;
pub(super) use picker::{RoomPicker, rooms_of};

use crate::{
    caller::Signed,
    form::Form,
    portal::{
        layout::Frame,
        rooms::{At, BELOW_CUSTOMER},
    },
    web::Web,
};

/// How many rooms an effect names.
pub(super) const SHOWN: usize = 12;

/// The pages of groups.
pub fn routes() -> Router<Web> {
    Router::new()
        .route("/groups", get(list::own))
        .route("/groups.csv", get(export::own))
        .route("/groups/new", get(form::new).post(form::create))
        .route("/partner/groups", get(list::customers))
        .route("/partner/groups.csv", get(export::customers))
        .route("/partner/groups/new", get(form::new_at_customer).post(form::create_at_customer))
        .route("/pickers/rooms", post(picker::found))
        .route(&format!("{BELOW_CUSTOMER}/groups"), get(list::customers))
        .route(&format!("{BELOW_CUSTOMER}/groups.csv"), get(export::customers))
        .route(
            &format!("{BELOW_CUSTOMER}/groups/new"),
            get(form::new_at_customer).post(form::create_at_customer),
        )
        .route(&format!("{BELOW_CUSTOMER}/pickers/rooms"), post(picker::found))
        .merge(bulk::pages("/groups", true))
        .merge(bulk::pages("/partner/groups", false))
        .merge(bulk::pages(&format!("{BELOW_CUSTOMER}/groups"), false))
        .merge(pages_of_one(&format!("{BELOW_CUSTOMER}/groups/{{group}}")))
        .merge(pages_of_one("/groups/{group}"))
        .merge(pages_of_one("/partner/groups/{tenant}/{group}"))
}

fn pages_of_one(group: &str) -> Router<Web> {
    Router::new()
        .route(group, get(detail::show))
        .route(&format!("{group}/edit"), get(form::edit).post(form::save))
        .route(&format!("{group}/add"), get(members::choose).post(members::ask_add))
        .route(&format!("{group}/remove"), post(members::ask_remove))
        .route(&format!("{group}/members"), post(members::change))
        .route(&format!("{group}/delete"), get(delete::question).post(delete::delete))
}

/// A group as its address names it: of a customer, or one's own.
#[derive(Clone, Copy, Debug, Deserialize)]
struct Named {
    tenant: Option<Id<Organization>>,
    group: Id<RoomGroup>,
}

impl Named {
    fn tenant(self, signed: &Signed) -> Id<Organization> {
        self.tenant.unwrap_or(signed.caller.person.organization)
    }

    fn at(self, signed: &Signed) -> At {
        signed.at(self.tenant)
    }

    fn address(self, signed: &Signed) -> String {
        self.at(signed).group(self.tenant(signed), self.group)
    }
}

/// A group with the frame of its pages.
struct Opened {
    frame: Frame,
    at: At,
    group: Group,
}

async fn open(web: &Web, signed: &Signed, named: Named) -> Result<Opened, Refusal> {
    let at = named.at(signed);
    let mut frame = Frame::of(web, signed, at.face(), at.groups_entry()).await?;
    let group = ask(&web.app, &signed.caller, &GroupOf { realm: at.realm(), group: named.group }).await?;
    if at.is_partner() {
        frame.tenant = Some((group.row.tenant_name.clone(), group.row.tenant.to_string()));
    }
    Ok(Opened { frame, at, group })
}

/// The version that a form was made of; a form without one matches nothing.
fn stamp(form: &Form) -> i64 {
    form.text("stamp").parse().unwrap_or(-1)
}

/// The page of what a scope belongs to, where the reader may open it.
fn page_of(frame: &Frame, used: &ScopeUse) -> Option<String> {
    match used.kind.as_str() {
        "role" => Some(format!("/settings/roles/{}", used.id)),
        _ if !frame.may("settings.view") => None,
        "invitation" => Some(format!("/settings/partners/invitations/{}", used.id)),
        _ => Some(format!("/settings/partners/{}", used.id)),
    }
}

/// What was just done, as the message of a word that the address holds.
fn done(word: &str) -> Option<&'static str> {
    Some(match word {
        "created" => "group-created",
        "saved" => "changes-saved",
        "added" => "group-rooms-added",
        "removed" => "group-rooms-removed",
        "deleted" => "group-deleted",
        "nothing" => "groups-none-chosen",
        _ => return None,
    })
}
