//! One update: how far it is, ring by ring, and the rooms that hold it up; before it is rolled out, what the release tells.

use askama::Template;
use axum::extract::State;
use domain::{
    job::{Activity, JobReason},
    rollout::{RingState, RolloutState, RoomState},
};
use service::{
    Page, Refusal, Wanted, ask, cursor,
    releases::{ReleaseOf, ReleaseRow},
    rollouts::{
        RolloutOf, RolloutRoom, RolloutRooms, RoomList, ShownRing, ShownRollout, WaitingList, WaitingRoom,
        WaitingRooms, WhichRooms,
    },
    update_rings::PlanOf,
};

use super::{Named, done, export::which, icon, tone};
use crate::{
    answer::{Faults, PageResult, form_page},
    caller::Signed,
    form::Fields,
    path::PagePath,
    portal::{layout::Frame, rooms::At, update_rings::name_of},
    web::Web,
};

/// How an address asks for the rooms that it has not reached.
const WAITING: &str = "waiting";

#[derive(Template)]
#[template(path = "portal/updates/show.html")]
struct ShowPage {
    frame: Frame,
    at: At,
    address: String,
    release: ReleaseRow,
    rollout: Option<ShownRollout>,
    rooms: RoomList,
    /// Instead of those the rooms that it has not reached, if they were asked for.
    waiting: Option<WaitingList>,
    all: bool,
    next: Option<String>,
    /// Whether the reader may roll it out.
    may_start: bool,
    faults: Faults,
    done: Option<&'static str>,
}

impl ShowPage {
    fn title(&self) -> String {
        self.frame.t.with("update-title", "version", &self.release.release.version)
    }

    fn state(&self, state: &RolloutState) -> (&'static str, &'static str, String) {
        (tone(*state), icon(*state), self.frame.t.word("rollout-", state.key()))
    }

    /// Why it stands still; empty where it does not.
    fn pause(&self, rollout: &ShownRollout) -> String {
        let key = match rollout.row.pause.as_str() {
            "health" => "update-paused-by-health",
            "person" if rollout.is_paused_for_good => "update-paused-for-good",
            "person" => "update-paused-by-person",
            _ => return String::new(),
        };
        self.frame.t.t(key)
    }

    /// That it was given up or made room, by whom and when; empty where it was not.
    fn end(&self, rollout: &ShownRollout) -> String {
        let t = &self.frame.t;
        let row = &rollout.row;
        let Some(at) = row.ended_at.filter(|_| row.state == RolloutState::Deprecated) else {
            return String::new();
        };
        let time = t.time(at);
        match (&rollout.ended_by, &row.ended_by) {
            (Some(name), _) => t.with2("update-ended-by", "name", name, "time", time),
            (None, Some(_)) => t.with("update-ended-at", "time", time),
            (None, None) => t.with("update-replaced-at", "time", time),
        }
    }

    fn ring(&self, ring: &ShownRing) -> String {
        name_of(&self.frame.t, ring.ring.id, &ring.ring.name)
    }

    /// Where it stands in a ring; what was given up goes on in none.
    fn ring_state(&self, rollout: &ShownRollout, ring: &ShownRing) -> String {
        let goes_on = matches!(ring.state, RingState::Scheduled | RingState::InProgress | RingState::Testing);
        if rollout.row.state == RolloutState::Deprecated && goes_on {
            return self.frame.t.t("update-ring-ended");
        }
        self.frame.t.word("rollout-ring-", ring.state.key())
    }

    /// How far a ring is: how many have it, how many need it, and that in words.
    fn progress(&self, ring: &ShownRing) -> (i64, i64, String) {
        let (have, need) = (ring.of(RoomState::Succeeded), ring.needing());
        let (shown, of) = (self.frame.t.number(have), self.frame.t.number(need));
        (have, need.max(1), self.frame.t.with2("update-rooms-of", "done", &shown, "all", &of))
    }

    fn failed(ring: &ShownRing) -> i64 {
        ring.of(RoomState::Failed)
    }

    fn ring_of(&self, room: &RolloutRoom) -> String {
        let rings = self.rollout.iter().flat_map(|rollout| &rollout.rings);
        rings.clone().find(|ring| ring.ring.id == room.ring).map(|ring| self.ring(ring)).unwrap_or_default()
    }

    fn room(&self, room: &RolloutRoom) -> String {
        self.at.room(self.release.tenant, room.room)
    }

    fn room_state(&self, room: &RolloutRoom) -> String {
        self.frame.t.word("rollout-room-", room.state.key())
    }

    /// Why a room holds the update up.
    fn why(&self, room: &RolloutRoom) -> String {
        let t = &self.frame.t;
        match (room.state, room.activity, room.reason) {
            (RoomState::Failed, _, reason) => {
                t.word("job-reason-", reason.unwrap_or(JobReason::Failed).key())
            }
            (RoomState::Scheduled, Activity::Unavailable, _) => t.word("job-reason-", "deviceDisconnected"),
            (RoomState::Scheduled, Activity::Busy, _) => t.word("job-reason-", "deviceInMeeting"),
            (RoomState::Scheduled, _, Some(reason)) => t.word("job-reason-", reason.key()),
            (RoomState::Scheduled, _, None) => t.with("update-waits-for", "time", t.time(room.due_at)),
            _ => String::new(),
        }
    }

    /// Where the update of a room is forced; none where it cannot be.
    fn force(&self, room: &RolloutRoom) -> Option<String> {
        let may = self.rollout.as_ref().is_some_and(ShownRollout::may_force);
        let can = matches!(room.state, RoomState::Scheduled | RoomState::Failed);
        (may && can).then(|| format!("{}/rooms/{}/force", self.address, room.room))
    }

    /// Where the update of a room is forced whose ring has not begun; none where it cannot be.
    fn force_early(&self, room: &WaitingRoom, needs: &bool) -> Option<String> {
        let may = self.rollout.as_ref().is_some_and(ShownRollout::may_force);
        (may && *needs).then(|| format!("{}/rooms/{}/force", self.address, room.room))
    }

    fn ring_of_waiting(&self, room: &WaitingRoom) -> String {
        let mut rings = self.rollout.iter().flat_map(|rollout| &rollout.rings);
        rings.find(|ring| ring.ring.id == room.ring).map(|ring| self.ring(ring)).unwrap_or_default()
    }

    fn room_of_waiting(&self, room: &WaitingRoom) -> String {
        self.at.room(self.release.tenant, room.room)
    }

    fn count(&self) -> i64 {
        self.rooms.count.unwrap_or_default()
    }

    fn has_commands(&self) -> bool {
        self.rollout.as_ref().is_some_and(|rollout| {
            rollout.may_pause() || rollout.may_resume() || rollout.may_deprecate() || rollout.may_retry()
        })
    }
}

/// Shows an update.
pub(super) async fn show(
    State(web): State<Web>,
    signed: Signed,
    PagePath(named): PagePath<Named>,
    fields: Fields,
) -> PageResult {
    page(&web, &signed, named, &fields, None).await
}

/// The page, again with what was refused.
pub(super) async fn page(
    web: &Web,
    signed: &Signed,
    named: Named,
    fields: &Fields,
    refused: Option<Refusal>,
) -> PageResult {
    let at = named.at(signed);
    let status = refused.as_ref().map_or(200, Refusal::status);
    let mut frame = Frame::of(web, signed, at.face(), at.updates_entry()).await?;
    let faults = refused.map(|refusal| Faults::of(&frame.t, refusal)).transpose()?.unwrap_or_default();
    let question = ReleaseOf { realm: at.realm(), release: named.release };
    let release = ask(&web.app, &signed.caller, &question).await?;
    let which = which(fields);
    let all = which == WhichRooms::All;
    let after = fields.text("after");
    let after = if after.is_empty() { None } else { Some(cursor::read(after)?) };
    let mut waiting = None;
    let (rollout, rooms, may_start) = if release.rollout.is_some() {
        let question = RolloutOf { realm: at.realm(), release: named.release };
        let rollout = ask(&web.app, &signed.caller, &question).await?;
        let (realm, release) = (at.realm(), named.release);
        let wanted = Wanted { after, page: Page::of(50), ..Wanted::default() };
        let rooms = if fields.text("rooms") == WAITING {
            let question = WaitingRooms { realm, release, wanted };
            let mut found = ask(&web.app, &signed.caller, &question).await?;
            let rooms = RoomList { rooms: Vec::new(), next: found.next.take(), count: Some(found.count) };
            waiting = Some(found);
            rooms
        } else {
            ask(&web.app, &signed.caller, &RolloutRooms { realm, release, which, wanted, counts: true })
                .await?
        };
        (Some(rollout), rooms, false)
    } else {
        let rings = ask(&web.app, &signed.caller, &PlanOf { realm: at.realm() }).await?;
        (None, RoomList { rooms: Vec::new(), next: None, count: None }, rings.may_create())
    };
    if let Some(tenant) = named.tenant {
        let rings = ask(&web.app, &signed.caller, &PlanOf { realm: at.realm() }).await?;
        frame.tenant = Some((rings.tenant_name, tenant.to_string()));
    }
    let address = named.address(signed);
    let next = rooms.next.as_ref().map(cursor::write).transpose()?.map(|after| {
        let mut query = form_urlencoded::Serializer::new(String::new());
        if all || waiting.is_some() {
            query.append_pair("rooms", if all { "all" } else { WAITING });
        }
        format!("{address}?{}", query.append_pair("after", &after).finish())
    });
    let done = done(fields.text("done"));
    let page =
        ShowPage { frame, at, address, release, rollout, rooms, waiting, all, next, may_start, faults, done };
    form_page(status, &page)
}
