//! Another end or reason of a suppression.

use authz::Action;
use domain::{
    directory::Principal,
    event::EventKind,
    id::{Id, Organization, Room, Suppression},
    permission::Permission,
    suppression::SuppressionTurn,
    time::Time,
};
use store::{Batch, Change, rooms, suppressions::Found};

use super::{
    event, find, form,
    owner::{Told, owner, tell},
};
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
    /// Who answers for it: a person or team of the caller's own organization who may see the room.
    pub owner: Option<Principal>,
}

impl Command for ChangeSuppression {
    type Output = ();
    const NAME: &'static str = "room.change_suppression";

    fn asks(&self, _: &Person) -> (Action, Where) {
        (Action::Use(Permission::RoomModify), Where::Room(self.tenant, self.room))
    }

    async fn apply(self, change: &mut Change, context: &Context<'_>) -> Result<(), Refusal> {
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
        if let Some(wanted) = self.owner.filter(|owner| *owner != before.owner.principal) {
            let found = owner(&mut form, change, context, (self.tenant, room), Some(wanted)).await?;
            after.owner = found.unwrap_or(after.owner);
        }
        form.finish()?;
        if after == before {
            return Ok(());
        }
        let Found { reason, ends_at, .. } = &before;
        let mut event = event(EventKind::RoomSuppressionChanged, room, &of.record.name, id)
            .changed("reason", reason, &after.reason)
            .changed("endDateTime", ends_at, after.ends_at);
        let person = &context.caller.person;
        let is_given = after.owner != before.owner;
        if is_given {
            // Partners never learn of each other (decision 17).
            let is_known = [person.organization, self.tenant].contains(&before.owner.organization);
            let label = if is_known { before.owner.label.as_str() } else { "" };
            event = event.changed_person("owner", label, &after.owner.label);
        }
        let batch = store::suppressions::set(Batch::of(event), room, &after, now);
        let by = Some((person.organization, person.user));
        let entry = (room, change.new_id::<Suppression>().uuid());
        let batch = store::suppressions::enter(batch, entry, SuppressionTurn::Changed, &after, by)?;
        change.write(batch).await?;
        if is_given && after.owner.principal != Principal::User(person.user) {
            tell(change, room, &after, Told::Given).await?;
        }
        Ok(())
    }
}
