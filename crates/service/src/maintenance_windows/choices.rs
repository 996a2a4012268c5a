//! The rooms of which somebody may plan maintenance.

use authz::{Action, Realm};
use domain::{
    id::{Id, RoomGroup},
    permission::Permission,
};
use store::{View, groups};

use crate::{
    ask::{Looking, Question},
    caller::Person,
    groups::shows_empty,
    refusal::Refusal,
};

/// At most so many groups are offered for choosing.
const CHOICES: i64 = 300;

/// Asks of which rooms the caller may plan maintenance.
#[derive(Clone, Copy, Debug)]
pub struct RoomsToMaintain {
    /// At home or at one customer.
    pub realm: Realm,
}

/// Those rooms.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct MaintenanceChoices {
    /// Whether every room of the organization can be meant.
    pub all: bool,
    /// The groups that can be, by name.
    pub groups: Vec<(Id<RoomGroup>, String)>,
}

impl MaintenanceChoices {
    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        !self.all && self.groups.is_empty()
    }
}

impl Question for RoomsToMaintain {
    type Answer = MaintenanceChoices;
    const NAME: &'static str = "maintenance.choices";
    const SHOWS: Option<&'static str> = Some("roomGroups");

    fn asks(&self, _: &Person) -> (Action, Realm) {
        (Action::Use(Permission::RoomModify), self.realm)
    }

    async fn answer(&self, view: &mut View, context: &Looking<'_>) -> Result<Self::Answer, Refusal> {
        choices(view, context, self.realm).await
    }
}

/// The rooms of which the reader may plan maintenance: all, and groups in sight whose every member may be modified. The sight of
/// the view is another one afterwards.
pub(super) async fn choices(
    view: &mut View,
    context: &Looking<'_>,
    realm: Realm,
) -> Result<MaintenanceChoices, Refusal> {
    let Ok(modify) = context.sight(Action::Use(Permission::RoomModify), realm) else {
        return Ok(MaintenanceChoices::default());
    };
    let all = store::rooms::sees_all(&modify);
    let whole = groups::whole(view.look(modify)).await?;
    let Ok(look) = context.sight(Action::Use(Permission::GroupView), realm) else {
        return Ok(MaintenanceChoices { all, groups: Vec::new() });
    };
    let view = view.look(look);
    let empty = shows_empty(view, realm);
    let mut groups = groups::choices(view, empty, CHOICES).await?;
    groups.retain(|(group, _)| whole.contains(group));
    Ok(MaintenanceChoices { all, groups })
}
