//! The end of a suppression: before its time by a person, by its time by Steward, and with the monitoring of the room. From
//! then on the room is judged as ever.

use authz::{Action, SystemTask};
use domain::{
    event::EventKind,
    id::{Id, Organization, Room, Suppression, User},
    permission::Permission,
    suppression::SuppressionTurn,
};
use store::{
    Batch, Change, rooms,
    suppressions::{Due, Found, enter, fetch, fetch_due, fetch_to_tell_ahead, mark_told_ahead},
};

use super::{
    event, find,
    owner::{Told, tell},
};
use crate::{
    app::App,
    caller::Person,
    refusal::{Code, Refusal},
    run::{Command, Context, Where, perform},
};

/// How many ends are written down in a turn of the watch at most.
const TOGETHER: i64 = 200;

/// Ends a suppression.
#[derive(Clone, Copy, Debug)]
pub struct EndSuppression {
    /// The organization.
    pub tenant: Id<Organization>,
    /// The room.
    pub room: Id<Room>,
    /// The suppression.
    pub suppression: Id<Suppression>,
}

impl Command for EndSuppression {
    type Output = ();
    const NAME: &'static str = "room.unsuppress";

    fn asks(&self, _: &Person) -> (Action, Where) {
        (Action::Use(Permission::RoomModify), Where::Room(self.tenant, self.room))
    }

    async fn apply(self, change: &mut Change, context: &Context<'_>) -> Result<(), Refusal> {
        let of = rooms::find(change, self.room).await?.ok_or(Refusal::Missing)?;
        let found = find(change, self.room, self.suppression).await?;
        let person = &context.caller.person;
        let by = Some((person.organization, person.user));
        end(change, self.room, &of.record.name, &found, by).await
    }
}

/// Ends everything that is suppressed in a room by itself.
#[derive(Clone, Copy, Debug)]
pub struct EndSuppressions {
    /// The organization.
    pub tenant: Id<Organization>,
    /// The room.
    pub room: Id<Room>,
}

impl Command for EndSuppressions {
    type Output = ();
    const NAME: &'static str = "room.unsuppress_all";

    fn asks(&self, _: &Person) -> (Action, Where) {
        (Action::Use(Permission::RoomModify), Where::Room(self.tenant, self.room))
    }

    async fn apply(self, change: &mut Change, context: &Context<'_>) -> Result<(), Refusal> {
        let of = rooms::find(change, self.room).await?.ok_or(Refusal::Missing)?;
        // Maintenance of a group or of all rooms is ended where it was planned.
        if fetch(change, self.room).await?.is_empty() {
            return Err(Refusal::Conflict(Code::InvalidState, Some(self.room.uuid())));
        }
        end_all(change, &context.caller.person, self.room, &of.record.name).await
    }
}

/// Ends everything that is suppressed in a room that is monitored no more.
pub(crate) async fn end_all(
    change: &mut Change,
    person: &Person,
    room: Id<Room>,
    room_name: &str,
) -> Result<(), Refusal> {
    for found in fetch(change, room).await? {
        end(change, room, room_name, &found, Some((person.organization, person.user))).await?;
    }
    Ok(())
}

/// Tells owners of what ends soon by its time, in every organization, some at a time; called by the health watch.
pub(crate) async fn tell_ahead(app: &App) -> Result<(), Refusal> {
    let mut opening = app.store.begin_view().await?;
    let soon = opening.rooms_with_suppressions_to_tell_ahead(app.clock.now(), TOGETHER).await?;
    drop(opening);
    for (tenant, rooms) in soon {
        let tell_those = async |change: &mut Change| {
            for (room, found) in fetch_to_tell_ahead(change, rooms).await? {
                if mark_told_ahead(change, room, found.id).await? {
                    tell(change, room, &found, Told::Ending).await?;
                }
            }
            Ok(())
        };
        perform(app, SystemTask::Expiry, tenant, "", "", tell_those).await?;
    }
    Ok(())
}

/// Writes down what ended by its time, in every organization, some at a time; called by the health watch.
pub(crate) async fn end_due(app: &App) -> Result<(), Refusal> {
    let mut opening = app.store.begin_view().await?;
    let due = opening.rooms_with_due_suppressions(app.clock.now(), TOGETHER).await?;
    drop(opening);
    for (tenant, rooms) in due {
        let write_down = async |change: &mut Change| end_those_due(change, rooms).await;
        perform(app, SystemTask::Expiry, tenant, "", "", write_down).await?;
    }
    Ok(())
}

async fn end_those_due(change: &mut Change, rooms: Vec<Id<Room>>) -> Result<(), Refusal> {
    for Due { found, room, room_name } in fetch_due(change, rooms).await? {
        end(change, room, &room_name, &found, None).await?;
        tell(change, room, &found, Told::Ended).await?;
    }
    Ok(())
}

async fn end(
    change: &mut Change,
    room: Id<Room>,
    room_name: &str,
    found: &Found,
    by: Option<(Id<Organization>, Id<User>)>,
) -> Result<(), Refusal> {
    let event = event(EventKind::RoomUnsuppressed, room, room_name, found.id)
        .without("reason", &found.reason)
        .without("endDateTime", found.ends_at);
    let batch = store::suppressions::end(Batch::of(event), room, found.id, change.now());
    let entry = (room, change.new_id::<Suppression>().uuid());
    let batch = enter(batch, entry, SuppressionTurn::Ended, found, by)?;
    change.write(batch).await?;
    Ok(())
}
