//! Another end or reason of a suppression.

use authz::Action;
use domain::{
    event::EventKind,
    id::{Id, Organization, Room, Suppression},
    permission::Permission,
    time::Time,
};
use store::{Batch, Change, rooms, suppressions::Found};

use super::{event, find, form};
use crate::{
    caller::Person,
    form::Form,
    refusal::Refusal,
    run::{Command, Context, Where},
};

/// Changes a suppression; what is none stays.
#[derive(Clone, Debug)]
pub struct ChangeSuppression {
    /// The organization.
    pub tenant: Id<Organization>,
    /// The room.
    pub room: Id<Room>,
    /// The suppression.
    pub suppression: Id<Suppression>,
    /// Why.
    pub reason: Option<String>,
    /// Until when.
    pub until: Option<Time>,
}

impl Command for ChangeSuppression {
    type Output = ();
    const NAME: &'static str = "room.change_suppression";

    fn asks(&self, _: &Person) -> (Action, Where) {
        (Action::Use(Permission::RoomModify), Where::Room(self.tenant, self.room))
    }

    async fn apply(self, change: &mut Change, _: &Context<'_>) -> Result<(), Refusal> {
        let (room, id, now) = (self.room, self.suppression, change.now());
        let of = rooms::find(change, room).await?.ok_or(Refusal::Missing)?;
        let before = find(change, room, id).await?;
        let mut form = Form::default();
        let mut after = before.clone();
        if let Some(typed) = &self.reason {
            after.reason = form::reason(&mut form, typed).unwrap_or_default();
        }
        if self.until.is_some() {
            after.ends_at = form::end(&mut form, self.until, before.begins_at, now).unwrap_or(before.ends_at);
        }
        form.finish()?;
        if after == before {
            return Ok(());
        }
        let Found { reason, ends_at, .. } = &before;
        let event = event(EventKind::RoomSuppressionChanged, room, &of.record.name, id)
            .changed("reason", reason, &after.reason)
            .changed("endDateTime", ends_at, after.ends_at);
        change.write(store::suppressions::set(Batch::of(event), room, &after, now)).await?;
        Ok(())
    }
}
