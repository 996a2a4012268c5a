//! A place renamed, given another kind, or moved with all that lies in it.

use authz::{
    Action, Fact,
    fact::{PlaceParent, Turn},
};
use domain::{
    event::{Event, EventKind, Subject},
    id::{Id, Place},
    permission::Permission,
};
use store::{Batch, Change, groups::Touched, places, values};

use super::{PlaceForm, path};
use crate::{
    caller::Person,
    groups::rule::{Moves, require_every_room},
    refusal::{Code, Refusal},
    run::{Command, Context, Where},
};

/// Changes a place of the caller's organization.
#[derive(Clone, Debug)]
pub struct EditPlace {
    /// The place.
    pub place: Id<Place>,
    /// The version that was read.
    pub stamp: Option<i64>,
    /// What it becomes.
    pub form: PlaceForm,
}

impl Command for EditPlace {
    type Output = ();
    const NAME: &'static str = "place.edit";
    const CHANGES_ACCESS: bool = true;

    fn asks(&self, caller: &Person) -> (Action, Where) {
        (Action::UseOwn(Permission::SettingsModify), Where::Tenant(caller.organization))
    }

    async fn apply(self, change: &mut Change, context: &Context<'_>) -> Result<(), Refusal> {
        let found = places::find(change, self.place).await?.ok_or(Refusal::Missing)?;
        if self.stamp.is_some_and(|stamp| stamp != found.change_stamp) {
            return Err(Refusal::Stale);
        }
        let (name, kind, parent) = self.form.check(change).await?;
        if parent.as_ref().is_some_and(|parent| parent.path.starts_with(&found.path)) {
            return Err(Refusal::field("parentId", Code::PlaceDoesNotFit));
        }
        let within = places::kinds_within(change, self.place).await?;
        if within.iter().any(|inner| !inner.fits_in(Some(kind))) {
            return Err(Refusal::field("kind", Code::PlaceDoesNotFit));
        }
        let id = |place: Option<Id<Place>>| place.map(|place| place.to_string()).unwrap_or_default();
        let event = Event::new(EventKind::PlaceEdited, Subject::thing(self.place.uuid(), &found.name))
            .changed("displayName", &found.name, &name)
            .changed("kind", found.kind.key(), kind.key())
            .changed("parentId", id(found.parent), id(self.form.parent));
        if event.changes.is_empty() {
            return Ok(());
        }
        let values = values![self.place, self.form.parent, kind.key(), name.as_str(), name.key()];
        let mut batch = Batch::of(event).run(&places::EDIT, values);
        if found.parent == self.form.parent {
            change.write(batch).await?;
            return Ok(());
        }
        let new = path(parent.as_ref(), self.place);
        let rest = i64::try_from(found.path.len()).unwrap_or(i64::MAX).saturating_add(1);
        batch = batch.run(&places::MOVE, values![found.path, &new, rest]);
        let at = context.facts.own();
        let way = |place: Option<Id<Place>>| place.map_or(&[][..], |place| at.places.way(place));
        let left = [way(found.parent), way(self.form.parent)].concat();
        let within = |within| Some(PlaceParent { within });
        let parent = Turn::new(within(found.parent), within(self.form.parent));
        let moves_sight = places::named_by_scopes(change, left).await?;
        change.write(batch.fact(Fact::Place { place: self.place, parent })).await?;
        let moves = Moves::after(change, Touched::Within(new)).await?;
        // Its rooms, whichever they are, come into or out of places and groups that a scope names (decision 13).
        if moves_sight || moves.touch_scopes(change).await? {
            require_every_room(context, change.tenant())?;
        }
        moves.write(change).await?;
        Ok(())
    }
}
