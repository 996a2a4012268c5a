//! Deleting a place in which nothing lies.

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

use crate::{
    caller::Person,
    refusal::{Code, Refusal},
    run::{Command, Context, Where},
};

/// Deletes a place of the caller's organization.
#[derive(Clone, Copy, Debug)]
pub struct DeletePlace {
    /// The place.
    pub place: Id<Place>,
    /// The version that was read.
    pub stamp: Option<i64>,
}

impl Command for DeletePlace {
    type Output = ();
    const NAME: &'static str = "place.delete";
    const CHANGES_ACCESS: bool = true;

    fn asks(&self, caller: &Person) -> (Action, Where) {
        (Action::UseOwn(Permission::SettingsModify), Where::Tenant(caller.organization))
    }

    async fn apply(self, change: &mut Change, _: &Context<'_>) -> Result<(), Refusal> {
        let found = places::find(change, self.place).await?.ok_or(Refusal::Missing)?;
        if self.stamp.is_some_and(|stamp| stamp != found.change_stamp) {
            return Err(Refusal::Stale);
        }
        if places::is_in_use(change, self.place).await?
            || places::named_by_scopes(change, vec![self.place]).await?
        {
            return Err(Refusal::Conflict(Code::PlaceInUse, Some(self.place.uuid())));
        }
        let event = Event::new(EventKind::PlaceDeleted, Subject::thing(self.place.uuid(), &found.name))
            .without("displayName", &found.name);
        let parent = Turn::ends(PlaceParent { within: found.parent });
        let fact = Fact::Place { place: self.place, parent };
        change.write(Batch::of(event).run(&places::DELETE, values![self.place]).fact(fact)).await?;
        Ok(())
    }
}
