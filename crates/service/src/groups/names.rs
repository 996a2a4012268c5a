//! The groups by which a list of rooms can be filtered: their names alone.

use authz::{Action, Realm};
use domain::{
    id::{Id, RoomGroup},
    permission::Permission,
};
use store::{View, groups};

use super::shows_empty;
use crate::{
    ask::{Looking, Question},
    caller::Person,
    refusal::Refusal,
};

/// At most so many groups are offered for choosing.
const CHOICES: i64 = 300;

/// Asks for the names of groups to choose from, by name.
#[derive(Clone, Copy, Debug)]
pub struct GroupNames {
    /// At home or at one customer.
    pub realm: Realm,
    /// To cut a list of what this permission shows: then none are offered to whoever does not see the groups of all of that.
    pub cuts: Option<Permission>,
}

impl Question for GroupNames {
    type Answer = Vec<(Id<RoomGroup>, String)>;
    const NAME: &'static str = "group.names";
    const SHOWS: Option<&'static str> = Some("roomGroups");

    fn asks(&self, _: &Person) -> (Action, Realm) {
        (Action::Use(Permission::GroupView), self.realm)
    }

    async fn answer(&self, view: &mut View, context: &Looking<'_>) -> Result<Self::Answer, Refusal> {
        if let Some(permission) = self.cuts {
            let listed = context.sight(Action::Use(permission), self.realm)?;
            if !view.sight().shows_all_of(&listed) {
                return Ok(Vec::new());
            }
        }
        Ok(groups::choices(view, shows_empty(view, self.realm), CHOICES).await?)
    }
}
