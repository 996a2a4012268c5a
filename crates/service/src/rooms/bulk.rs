//! The same done to many rooms, of one organization or of many customers, each decided and written on its own.

use domain::{
    id::{Id, Issue, Organization, Room, RoomGroup, UpdateRing},
    time::Time,
};
use store::groups::MemberChange;

use super::EnrolRoom;
use crate::{
    app::App,
    caller::Caller,
    groups::ChangeMembers,
    jobs::{JobForm, SubmitJob},
    one_by_one::{Done, one_by_one},
    refusal::Refusal,
    run::run,
    suppressions::{EndSuppressions, Suppress, run_judged},
    tickets::RecordAtRoom,
    update_rings::MoveRooms,
};

/// What is done to each of them.
#[derive(Clone, Debug)]
pub enum RoomAct {
    /// Its monitoring starts.
    Enrol,
    /// It is suppressed as a whole, from now on or for maintenance to come.
    Suppress {
        /// Why.
        reason: String,
        /// From when on; none is now.
        from: Option<Time>,
        /// Until when.
        until: Option<Time>,
    },
    /// Whatever is suppressed of it ends.
    Unsuppress,
    /// An issue is recorded for it; the tickets of one organization are joined by it (R-252, decision 21).
    Record {
        /// What is wrong.
        description: String,
        /// Whether the rooms cannot be used.
        is_high_impact: bool,
    },
    /// It moves to a ring.
    Move(Id<UpdateRing>),
    /// It joins a group.
    Join(Id<RoomGroup>),
    /// It leaves a group.
    Leave(Id<RoomGroup>),
    /// Its device is asked to do something.
    Ask(JobForm),
}

/// The fields of what is wished, as the commands call them.
const WISH: [&str; 8] =
    ["reason", "startDateTime", "endDateTime", "description", "kind", "timing", "settings", "forceReason"];

/// Does the same to rooms, in the order in which they are named, and tells of each what became of it.
pub async fn act_on_rooms(
    app: &App,
    caller: &Caller,
    act: RoomAct,
    rooms: Vec<(Id<Organization>, Id<Room>)>,
) -> Result<Vec<Done<Room>>, Refusal> {
    // What is recorded at one organization is one issue there, and none that goes beyond it.
    let issues: Vec<(Id<Organization>, Id<Issue>)> = match act {
        RoomAct::Record { .. } => {
            let mut tenants: Vec<_> = rooms.iter().map(|(tenant, _)| *tenant).collect();
            tenants.sort_unstable();
            tenants.dedup();
            tenants.into_iter().map(|tenant| (tenant, Id::new(app.ids.next()))).collect()
        }
        _ => Vec::new(),
    };
    let issue = |tenant| issues.iter().find(|(of, _)| *of == tenant).map(|(_, issue)| *issue);
    let one = |caller: Caller, tenant, room| {
        let (act, issue) = (act.clone(), issue(tenant));
        async move { one(app, &caller, act, issue, tenant, room).await }
    };
    one_by_one(caller, "rooms", &WISH, rooms, one).await
}

async fn one(
    app: &App,
    caller: &Caller,
    act: RoomAct,
    issue: Option<Id<Issue>>,
    tenant: Id<Organization>,
    room: Id<Room>,
) -> Result<(), Refusal> {
    let members = |group, wanted| ChangeMembers { tenant, group, stamp: None, wanted };
    match act {
        RoomAct::Enrol => run(app, caller, EnrolRoom { tenant, room }).await.map(|_| ()),
        RoomAct::Suppress { reason, from, until } => {
            let command = Suppress { tenant, room, signals: None, reason, from, until, owner: None };
            run_judged(app, caller, command).await.map(|_| ())
        }
        RoomAct::Unsuppress => run_judged(app, caller, EndSuppressions { tenant, room }).await,
        RoomAct::Record { description, is_high_impact } => {
            run(app, caller, RecordAtRoom { tenant, room, issue, description, is_high_impact }).await
        }
        RoomAct::Move(ring) => run(app, caller, MoveRooms { tenant, ring, rooms: [room].into() }).await,
        RoomAct::Join(group) => {
            let wanted = MemberChange { add: [room].into(), ..MemberChange::default() };
            run(app, caller, members(group, wanted)).await
        }
        RoomAct::Leave(group) => {
            let wanted = MemberChange { remove: [room].into(), ..MemberChange::default() };
            run(app, caller, members(group, wanted)).await
        }
        RoomAct::Ask(form) => run(app, caller, SubmitJob { tenant, room, form }).await.map(|_| ()),
    }
}
