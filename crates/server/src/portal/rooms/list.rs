//! The list of rooms with counts by health, search, filters and pages; it looks again when a room stirs.

use askama::Template;
use axum::extract::State;
use domain::{
    health::Health,
    id::{Id, Organization, UpdateRing},
    permission::{Permission, PermissionSet},
    room::DeviceType,
    saved_view::SavedList,
    time::Time,
};
use service::{
    ask,
    rooms::{HealthCounts, ListRooms, RoomRow},
    update_rings::RingChoices,
};

use super::{At, bulk::Step, chosen::Chosen};
use crate::{
    answer::{PageResult, html},
    caller::Signed,
    form::Fields,
    portal::{
        customer_filter::CustomerFilter, cut::Choices, layout::Frame, saved_views::Views,
        update_rings::name_of,
    },
    web::Web,
};

/// The tiles above the list, in the order of R-246.
const TILES: [Health; 5] =
    [Health::Healthy, Health::Unhealthy, Health::Unmonitored, Health::Suppressed, Health::Onboarding];

#[derive(Template)]
#[template(path = "portal/rooms/list.html")]
struct ListPage {
    frame: Frame,
    at: At,
    chosen: Chosen,
    rooms: Vec<RoomRow>,
    counts: HealthCounts,
    shown: i64,
    next: Option<String>,
    choices: Choices,
    /// The rings by which the reader may cut the list.
    rings: Vec<(Id<UpdateRing>, String)>,
    customers: CustomerFilter,
    saved: Views,
    /// What was just done, as the key of its message.
    done: Option<&'static str>,
    /// What the reader may do with some room here.
    may: PermissionSet,
    /// Whether the reader may add a room here.
    may_add: bool,
    now: Time,
}

impl ListPage {
    fn address(&self, room: &RoomRow) -> String {
        self.at.room(room.tenant, room.id)
    }

    fn counted(&self, health: &Health) -> i64 {
        self.counts.of(*health)
    }

    fn seen(&self, at: &Time) -> String {
        self.frame.t.ago(at, self.now)
    }

    fn of_customer(&self, tenant: Option<&Id<Organization>>) -> String {
        let tenant = tenant.map(ToString::to_string).unwrap_or_default();
        format!("{}{}", self.at.list(), self.chosen.with("tenant", tenant))
    }

    fn may(&self, permission: Permission) -> bool {
        self.may.has(permission)
    }

    fn may_enrol(&self) -> bool {
        self.may(Permission::RoomCreate)
    }

    /// What can be done to the rooms that are ticked, beside enrolling.
    fn steps(&self) -> Vec<Step> {
        let may = if self.at == At::Customers { self.frame.shell.at_customers } else { self.may };
        Step::offered(self.at, |permission| may.has(permission))
    }

    /// Whether devices of several rooms may be asked to do something: where one organization is looked at.
    fn may_ask(&self) -> bool {
        self.may(Permission::RoomModify) && self.at != At::Customers
    }

    fn may_choose(&self) -> bool {
        self.may_enrol() || !self.steps().is_empty()
    }

    /// The address below which rooms are added and enrolled; empty where many organizations are looked at.
    fn all(&self) -> String {
        match self.at {
            At::Own(tenant) | At::Customer(tenant) | At::OnBehalf(tenant) => self.at.all_of(tenant),
            At::Customers => String::new(),
        }
    }

    /// Where the key file is downloaded.
    fn key(&self) -> String {
        match self.at {
            At::Customer(tenant) => format!("/partner/tenants/{tenant}/enrolment-key"),
            _ => "/settings/general".to_owned(),
        }
    }
}

/// One's own rooms.
pub async fn own(State(web): State<Web>, signed: Signed, fields: Fields) -> PageResult {
    let at = At::Own(signed.caller.person.organization);
    show(&web, &signed, at, &fields).await
}

/// The rooms of all customers, or of one of them.
pub async fn customers(State(web): State<Web>, signed: Signed, fields: Fields) -> PageResult {
    let at = signed.at_customers(Chosen::read(&fields).tenant);
    show(&web, &signed, at, &fields).await
}

async fn show(web: &Web, signed: &Signed, at: At, fields: &Fields) -> PageResult {
    let chosen = Chosen::read(fields);
    let (cut, choices) = chosen.cut.clone().with_choices(web, signed, at, Permission::RoomView).await?;
    let chosen = Chosen { tenant: at.customer(), cut, ..chosen };
    let question =
        ListRooms { realm: at.realm(), wanted: chosen.wanted()?, health: chosen.health, counts: true };
    let filter = CustomerFilter::question(fields, Permission::RoomView, chosen.tenant);
    let (frame, customers, found) = Frame::with_list(web, signed, at, at.entry(), filter, &question).await?;
    let counts = found.counts.unwrap_or_default();
    let list = if at.is_partner() { SavedList::PartnerRooms } else { SavedList::Rooms };
    let saved = Views::of(web, signed, list, chosen.kept()).await?;
    let next = found.next.as_ref().map(service::cursor::write).transpose()?;
    let rings = ask(&web.app, &signed.caller, &RingChoices { realm: at.realm() }).await?;
    html(&ListPage {
        at,
        rooms: found.rooms,
        shown: chosen.health.map_or(counts.all(), |health| counts.of(health)),
        counts,
        next: next.map(|token| format!("{}{}", at.list(), chosen.with("after", token))),
        choices,
        rings: rings.into_iter().map(|(ring, name)| (ring, name_of(&frame.t, ring, &name))).collect(),
        customers,
        saved,
        done: match fields.text("done") {
            "added-outside" => Some("room-done-added-outside"),
            "imported" => Some("room-done-imported"),
            "nothing" => Some("rooms-none-chosen"),
            "view-saved" => Some("view-done-saved"),
            "view-removed" => Some("view-done-removed"),
            _ => None,
        },
        may: found.may,
        may_add: found.may_add,
        now: web.app.clock.now(),
        chosen,
        frame,
    })
}
