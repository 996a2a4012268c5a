//! One room: overview, signals, history. It looks again when a room stirs.

use std::borrow::Borrow;

use askama::Template;
use axum::extract::State;
use domain::{
    health::Health,
    id::{Id, RoomGroup, UpdateRing},
    job::JobKind,
    permission::Permission,
    room::Monitoring,
    tag::Tag,
    time::Time,
};
use service::{
    Page, ask,
    jobs::{JobsOf, ShownJob},
    maintenance_windows::ShownWindow,
    rooms::{Happening, Room, RoomTimeline, SignalRow, SignalState, SuppressionTold, TicketTurn},
    suppressions::ShownSuppression,
    tickets::{TicketAtRoom, TicketRow},
};

use super::{At, Named, Opened, called, chosen::Chosen, found, jobs, open, ring, suppress};
use crate::{
    answer::{PageResult, html},
    caller::Signed,
    form::Fields,
    path::PagePath,
    portal::{incidents, layout::Frame, room_events, update_rings},
    web::Web,
};

#[derive(Template)]
#[template(path = "portal/rooms/detail.html")]
struct DetailPage {
    frame: Frame,
    at: At,
    room: Room,
    address: String,
    tab: &'static str,
    timeline: Vec<Happening>,
    /// The open tickets; none for readers who may not see tickets.
    tickets: Vec<TicketRow>,
    /// What its device is, or was, asked to do: the newest.
    jobs: Vec<ShownJob>,
    next: Option<String>,
    done: String,
    now: Time,
}

/// The tabs of a room.
const TABS: [&str; 4] = ["overview", "signals", "jobs", "history"];

/// How many jobs the overview shows.
const NEWEST_JOBS: usize = 5;

impl DetailPage {
    fn may(&self, permission: Permission) -> bool {
        self.room.may.has(permission)
    }

    /// Whether the reader may ask who has access to the room: for whoever sees the roles there (decision 17).
    fn explains(&self) -> bool {
        if self.at.is_partner() { self.may(Permission::RoleView) } else { self.frame.may("role.view") }
    }

    /// Where an issue of this room is recorded.
    fn record(&self) -> String {
        self.at.record(self.room.detail.tenant, self.room.detail.id)
    }

    /// Where its events are.
    fn events(&self) -> String {
        room_events::of_room(self.at, self.room.detail.tenant, self.room.detail.id)
    }

    fn may_record(&self) -> bool {
        self.may(Permission::TicketCreate) && self.room.detail.monitoring == Monitoring::Monitored
    }

    fn ticket(&self, ticket: &TicketRow) -> String {
        self.at.ticket(ticket.tenant, ticket.id)
    }

    fn title(&self, ticket: &TicketRow) -> String {
        incidents::title(&self.frame.t, ticket)
    }

    fn group(&self, group: &Id<RoomGroup>) -> String {
        self.at.group(self.room.detail.tenant, *group)
    }

    /// The rooms of the same organization with a tag.
    fn tagged(&self, tag: &Tag) -> String {
        let tenant = self.at.is_partner().then_some(self.room.detail.tenant);
        let chosen = Chosen { tag: Some(tag.clone()), tenant, ..Chosen::default() };
        format!("{}{}", self.at.list(), chosen.here())
    }

    fn ring(&self, ring: &Id<UpdateRing>) -> String {
        self.at.ring(self.room.detail.tenant, *ring)
    }

    fn ring_name(&self, ring: &Id<UpdateRing>, name: &str) -> String {
        update_rings::name_of(&self.frame.t, *ring, name)
    }

    fn may_move(&self) -> bool {
        ring::may_move(&self.room)
    }

    fn suppressed(&self, told: &SuppressionTold) -> String {
        suppress::told(&self.frame.t, told)
    }

    fn about_suppression(&self, told: &SuppressionTold) -> String {
        suppress::circumstances(&self.frame.t, told)
    }

    fn seen(&self, at: &Time) -> String {
        self.frame.t.ago(at, self.now)
    }

    fn is_onboarding(&self) -> bool {
        self.room.detail.monitoring == Monitoring::Onboarding
    }

    fn is_unenrolled(&self) -> bool {
        self.room.detail.monitoring == Monitoring::Unenrolled
    }

    fn may_enrol(&self) -> bool {
        self.is_onboarding() && self.may(Permission::RoomCreate)
    }

    fn may_suppress(&self) -> bool {
        self.room.is_monitored() && self.may(Permission::RoomModify)
    }

    /// Whether the device may be asked to do something.
    fn may_ask(&self) -> bool {
        self.may_suppress()
    }

    fn standing(&self, job: &ShownJob) -> String {
        jobs::standing(&self.frame.t, job)
    }

    fn what(&self, shown: &ShownSuppression) -> String {
        suppress::what(&self.frame.t, shown)
    }

    fn owner(shown: &ShownSuppression) -> String {
        suppress::owner(shown)
    }

    fn window(&self, window: &ShownWindow) -> String {
        self.at.maintenance_window(window.tenant, window.id)
    }

    fn span(&self, begins_at: impl Borrow<Time>, ends_at: impl Borrow<Time>) -> String {
        let t = &self.frame.t;
        let until = t.with("suppression-until", "time", t.time(ends_at));
        if *begins_at.borrow() <= self.now {
            return until;
        }
        format!("{}, {until}", t.with("suppression-from", "time", t.time(begins_at)))
    }

    /// Whether there is anything that the reader may do with it.
    fn has_commands(&self) -> bool {
        self.may(Permission::RoomModify)
            || self.may_record()
            || self.may_enrol()
            || self.may(Permission::RoomUnenroll)
    }

    /// Whether the reader may have a relay reach its device: own people who set the organization's settings, where no agent speaks.
    fn may_choose_relay(&self) -> bool {
        !self.at.is_partner() && self.frame.may("settings.modify") && !self.room.detail.has_device
    }

    /// Whether its device is not heard, which no device can tell.
    fn is_silent(&self) -> bool {
        (self.room.detail.health == Health::Unmonitored && !self.is_unenrolled())
            || self.tickets.iter().any(|ticket| ticket.signal == "room.offline")
    }

    /// The signals that are not healthy here, worst first, then those that are suppressed and do not count.
    fn trouble(&self) -> Vec<&SignalState> {
        let mut signals: Vec<_> = self
            .room
            .signals
            .iter()
            .flat_map(|group| &group.signals)
            .filter(|signal| signal.row.state == "unhealthy" && signal.is_enabled)
            .collect();
        signals.sort_by_key(|signal| (signal.is_suppressed, signal.severity.is_none(), signal.severity));
        signals
    }

    /// What a signal or fact is called.
    fn called(&self, key: &str) -> String {
        called(&self.frame.t, key)
    }

    fn found(&self, signal: &SignalRow) -> String {
        found(&self.frame.t, signal)
    }

    /// The address of a ticket of the room.
    fn address_of(&self, turn: &TicketTurn) -> String {
        self.at.ticket(self.room.detail.tenant, turn.ticket)
    }

    /// What a ticket is about: its signal, or the first line of what somebody wrote.
    fn about(&self, turn: &TicketTurn) -> String {
        if turn.signal.is_empty() {
            return turn.description.lines().next().unwrap_or_default().to_owned();
        }
        self.called(&turn.signal)
    }

    /// A stored word of the history in the reader's language, where it is one.
    fn said(&self, kind: &str, fact: &str, word: &str) -> String {
        let prefix = match (kind, fact) {
            ("health", _) => "health-",
            ("signal", _) => "signal-state-",
            ("fact", "deviceType") => "device-",
            ("fact", "tpm") => "tpm-",
            ("fact", "credentialProtection") => "protection-",
            ("fact", "missing") => {
                return word.split(", ").map(|what| self.called(what)).collect::<Vec<_>>().join(", ");
            }
            _ => return word.to_owned(),
        };
        if self.frame.t.has(&format!("{prefix}{word}")) {
            self.frame.t.word(prefix, word)
        } else {
            word.to_owned()
        }
    }
}

/// A room of one's own or of a customer.
pub async fn show(
    State(web): State<Web>,
    signed: Signed,
    PagePath(named): PagePath<Named>,
    fields: Fields,
) -> PageResult {
    let Opened { frame, at, room, address, .. } = open(&web, &signed, named).await?;
    let tab = TABS.into_iter().find(|tab| *tab == fields.text("tab")).unwrap_or("overview");
    let after = Some(fields.text("after").to_owned()).filter(|text| !text.is_empty());
    let page = Page::of(if tab == "history" { 50 } else { 5 });
    let question = RoomTimeline { realm: at.realm(), room: named.room, after, page };
    let (timeline, next) = ask(&web.app, &signed.caller, &question).await?;
    let next = next.map(|token| {
        let query = form_urlencoded::Serializer::new(String::new()).append_pair("after", &token).finish();
        format!("?tab=history&{query}")
    });
    let tickets = if tab == "overview" && room.may.has(Permission::TicketView) {
        let question = TicketAtRoom { realm: at.realm(), room: named.room };
        ask(&web.app, &signed.caller, &question).await?
    } else {
        Vec::new()
    };
    let mut jobs = if ["overview", "jobs"].contains(&tab) {
        ask(&web.app, &signed.caller, &JobsOf { realm: at.realm(), room: named.room }).await?
    } else {
        Vec::new()
    };
    if tab == "overview" {
        jobs.truncate(NEWEST_JOBS);
    }
    let done = [
        "saved",
        "added",
        "enrolled",
        "unenrolled",
        "taken-over",
        "suppressed",
        "suppression-saved",
        "unsuppressed",
        "moved",
        "reachability-saved",
        "reachability-removed",
    ];
    let done = done.into_iter().find(|word| *word == fields.text("done")).unwrap_or_default().to_owned();
    html(&DetailPage {
        frame,
        at,
        room,
        address,
        tab,
        timeline,
        tickets,
        jobs,
        next,
        done,
        now: web.app.clock.now(),
    })
}
