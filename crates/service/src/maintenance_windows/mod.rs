//! Maintenance windows: the rooms of a group, or all rooms of an organization, are suppressed together, at a time that is
//! planned, with reason, owner and end (decision 4).
//!
//! Invariant: whoever may modify every room that is meant plans, changes and ends it; for all rooms of an organization that is
//! whoever may modify whatever room comes. Each of that, and the end by time, leaves its event in the same transaction. A
//! room that joins the group meanwhile is under maintenance too: whoever may change the group decides that.

mod bulk;
mod change;
mod choices;
mod end;
mod export;
mod list;
mod plan;

use authz::{Action, Requirement};
use domain::{
    event::{Event, EventKind, Subject},
    id::{Id, MaintenanceWindow, Organization, RoomGroup},
    permission::Permission,
};
use store::{Change, maintenance_windows::Found};

pub use bulk::plan_for_groups;
pub use change::ChangeMaintenance;
pub use choices::{MaintenanceChoices, RoomsToMaintain};
pub use end::EndMaintenance;
pub(crate) use end::{end_due, end_with_group};
pub(crate) use list::of_room;
pub use list::{ListMaintenance, MaintenanceList, MaintenanceOf, RoomsMeant, ShownWindow};
pub use plan::PlanMaintenance;
pub use store::maintenance_windows::SCHEMA;

use crate::{
    app::App,
    caller::Caller,
    groups, health_watch,
    refusal::{Code, Refusal},
    run::{Command, Context, run},
};

/// How many windows an organization has at once.
pub const MOST_AT_ONCE: usize = 200;

/// Runs a change of windows and judges rooms before the answer, so that whoever looks next finds their health; where there
/// are many, or it fails, the health watch goes on with them.
pub async fn run_judged<C: Command>(app: &App, caller: &Caller, command: C) -> Result<C::Output, Refusal> {
    let output = run(app, caller, command).await?;
    if let Err(error) = health_watch::judge_due(app).await {
        tracing::warn!(%error, "rooms are judged later");
    }
    Ok(output)
}

/// The name of the rooms that are meant, for whoever may modify every one of them.
async fn require_rooms(
    change: &mut Change,
    context: &Context<'_>,
    tenant: Id<Organization>,
    group: Option<Id<RoomGroup>>,
) -> Result<String, Refusal> {
    if let Some(group) = group {
        let found = groups::found(change, context, tenant, group).await?;
        let outside = groups::outside(change, context, tenant, Permission::RoomModify, found.members).await?;
        return if outside.is_empty() { Ok(found.name) } else { Err(lacks_modify()) };
    }
    let realm = context.caller.person.realm(tenant);
    let sight = authz::sight(context.facts, Action::Use(Permission::RoomModify), realm)?;
    if !store::rooms::sees_all(&sight) {
        return Err(lacks_modify());
    }
    Ok(store::maintenance_windows::tenant_name(change).await?)
}

/// A window that has not ended, for whoever may modify its rooms.
async fn find(
    change: &mut Change,
    context: &Context<'_>,
    tenant: Id<Organization>,
    window: Id<MaintenanceWindow>,
) -> Result<Found, Refusal> {
    let found = store::maintenance_windows::fetch(change, window).await?.ok_or(Refusal::Missing)?;
    require_rooms(change, context, tenant, found.group).await?;
    Ok(found)
}

const fn lacks_modify() -> Refusal {
    Refusal::Denied(Code::Forbidden, Some(Requirement::Permission(Permission::RoomModify)))
}

/// An event about a window.
fn event(kind: EventKind, window: &Found) -> Event {
    let event = Event::new(kind, Subject::thing(window.id.uuid(), &window.rooms_name));
    match window.group {
        Some(group) => event.with("roomGroupId", group),
        None => event,
    }
}
