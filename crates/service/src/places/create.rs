//! A new place.

use authz::{
    Action, Fact,
    fact::{PlaceParent, Turn},
};
use domain::{
    event::{Event, EventKind, Subject},
    id::{Id, Place},
    permission::Permission,
};
use store::{Batch, Change, places, values};

use super::{PlaceForm, path};
use crate::{
    caller::Person,
    refusal::Refusal,
    run::{Command, Context, Where},
};

/// Adds a place to the caller's organization.
#[derive(Clone, Debug)]
pub struct CreatePlace {
    /// The place.
    pub form: PlaceForm,
}

impl Command for CreatePlace {
    type Output = Id<Place>;
    const NAME: &'static str = "place.create";
    const CHANGES_ACCESS: bool = true;

    fn asks(&self, caller: &Person) -> (Action, Where) {
        (Action::UseOwn(Permission::SettingsModify), Where::Tenant(caller.organization))
    }

    async fn apply(self, change: &mut Change, _: &Context<'_>) -> Result<Id<Place>, Refusal> {
        let (name, kind, parent) = self.form.check(change).await?;
        let place: Id<Place> = change.new_id();
        let mut event = Event::new(EventKind::PlaceCreated, Subject::thing(place.uuid(), name.as_str()))
            .with("displayName", &name)
            .with("kind", kind.key());
        if let Some(parent) = &parent {
            event = event.with("parent", &parent.name);
        }
        let path = path(parent.as_ref(), place);
        let values = values![place, self.form.parent, kind.key(), name.as_str(), name.key(), path];
        let parent = Turn::begins(PlaceParent { within: self.form.parent });
        let batch = Batch::of(event).run(&places::CREATE, values).fact(Fact::Place { place, parent });
        change.write(batch).await?;
        Ok(place)
    }
}
