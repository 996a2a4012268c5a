//! What is suppressed in a room, for whoever may see the room.

use authz::{Action, Realm};
use domain::{
    directory::Principal,
    id::{Id, Room, Suppression as Kind},
    permission::Permission,
    suppression::Suppression,
};
use store::{View, rooms, suppressions::SuppressionRow};

use crate::{
    ask::{Looking, Question},
    caller::Person,
    refusal::Refusal,
};

/// Asks what is suppressed in a room, the next to end first.
#[derive(Clone, Copy, Debug)]
pub struct SuppressionsOf {
    /// At home or at one customer.
    pub realm: Realm,
    /// The room.
    pub room: Id<Room>,
}

/// A suppression as its reader may see it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ShownSuppression {
    /// The suppression.
    pub id: Id<Kind>,
    /// What, and when.
    pub suppression: Suppression,
    /// Why.
    pub reason: String,
    /// Who answers for it. Partners never learn of each other (decision 17), so a partner's reader finds its own people alone,
    /// and otherwise the customer as such.
    pub owner: Option<ShownOwner>,
    /// For whom.
    pub organization: String,
}

/// Who answers for what is suppressed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ShownOwner {
    /// The person or team.
    pub principal: Principal,
    /// Their name.
    pub name: String,
    /// The account name of a person; empty for a team.
    pub upn: String,
}

impl Question for SuppressionsOf {
    type Answer = Vec<ShownSuppression>;
    const NAME: &'static str = "room.suppressions";
    const SHOWS: Option<&'static str> = Some("rooms");

    fn asks(&self, _: &Person) -> (Action, Realm) {
        (Action::Use(Permission::RoomView), self.realm)
    }

    async fn answer(&self, view: &mut View, context: &Looking<'_>) -> Result<Vec<ShownSuppression>, Refusal> {
        if !rooms::is_in_sight(view, self.room).await? {
            return Err(Refusal::Missing);
        }
        shown(view, context, self.realm, self.room).await
    }
}

/// What is suppressed in a room in sight.
pub(crate) async fn shown(
    view: &mut View,
    context: &Looking<'_>,
    realm: Realm,
    room: Id<Room>,
) -> Result<Vec<ShownSuppression>, Refusal> {
    let home = context.caller.person.organization;
    let shown = |row: SuppressionRow| {
        let owner = row.owner;
        let names = realm == Realm::Own || owner.organization == home;
        ShownSuppression {
            id: row.id,
            suppression: row.suppression,
            reason: row.reason,
            owner: names.then_some(ShownOwner {
                principal: owner.principal,
                name: owner.name,
                upn: owner.upn,
            }),
            organization: if names { owner.organization_name } else { row.tenant_name },
        }
    };
    let rows = store::suppressions::of_room(view, room, context.app.clock.now()).await?;
    Ok(rows.into_iter().map(shown).collect())
}
