//! By which rings a list of rooms can be cut.

use authz::{Action, Realm};
use domain::{
    id::{Id, UpdateRing},
    permission::Permission,
    update_ring::Preset,
};
use store::{View, update_rings};

use crate::{
    ask::{Looking, Question},
    caller::Person,
    refusal::Refusal,
};

/// Asks by which rings the list of rooms can be cut, in their order: the preset ones alone where many organizations are looked at.
#[derive(Clone, Copy, Debug)]
pub struct RingChoices {
    /// Where the list looks.
    pub realm: Realm,
}

impl Question for RingChoices {
    type Answer = Vec<(Id<UpdateRing>, String)>;
    const NAME: &'static str = "ring.choices";

    fn asks(&self, _: &Person) -> (Action, Realm) {
        (Action::Use(Permission::RoomView), self.realm)
    }

    async fn answer(&self, view: &mut View, context: &Looking<'_>) -> Result<Self::Answer, Refusal> {
        if !sees_rings(view, context, self.realm) {
            return Ok(Vec::new());
        }
        if self.realm == Realm::AllCustomers {
            return Ok(Preset::ALL.map(|preset| (preset.id(), preset.name().to_owned())).to_vec());
        }
        let plan = update_rings::plan(view).await?;
        Ok(plan.rings().iter().map(|ring| (ring.id, ring.name.clone())).collect())
    }
}

/// Whether the reader sees the rings of all rooms in view: else a list cut to a ring would tell what they may not know.
pub(crate) fn sees_rings(view: &View, context: &Looking<'_>, realm: Realm) -> bool {
    let rings = context.sight(Action::Use(Permission::RingView), realm);
    rings.is_ok_and(|rings| rings.shows_all_of(view.sight()))
}
