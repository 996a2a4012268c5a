//! What a change of members would do to the sight of partner people, before it is made (decision 13).

use authz::{Action, Realm};
use domain::{
    id::{Id, RoomGroup},
    permission::Permission,
};
use store::{
    View,
    groups::{self, Effect, MemberChange},
};

use super::shows_empty;
use crate::{
    ask::{Looking, Question},
    caller::Person,
    refusal::Refusal,
};

/// Asks who would gain or lose sight of rooms.
#[derive(Clone, Debug)]
pub struct PreviewMembers {
    /// The group.
    pub group: Id<RoomGroup>,
    /// Who joins and who leaves.
    pub wanted: MemberChange,
}

impl Question for PreviewMembers {
    type Answer = Vec<Effect>;
    const NAME: &'static str = "group.preview";

    fn asks(&self, _: &Person) -> (Action, Realm) {
        // The effects on partners are for the organization's own people alone (decisions 6 and 17).
        (Action::Use(Permission::GroupModify), Realm::Own)
    }

    async fn answer(&self, view: &mut View, context: &Looking<'_>) -> Result<Vec<Effect>, Refusal> {
        groups::detail(view, self.group, shows_empty(view, Realm::Own)).await?.ok_or(Refusal::Missing)?;
        Ok(groups::effects(view, self.group, &self.wanted, context.app.clock.now()).await?)
    }
}
