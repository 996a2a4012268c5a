//! What would be left of a partner if everything ended now.

use authz::{Action, Realm};
use domain::id::{Id, Organization};
use store::{
    View,
    off_boarding::residue::{self, Residue},
};

use crate::{
    ask::{Looking, Question},
    caller::Person,
    refusal::Refusal,
};

/// What would be left of a partner in the caller's organization, for whoever may end everything.
#[derive(Clone, Copy, Debug)]
pub struct ResidueOfPartner {
    /// Which partner.
    pub partner: Id<Organization>,
}

impl Question for ResidueOfPartner {
    type Answer = Vec<Residue>;
    const NAME: &'static str = "off_boarding.residue";

    fn asks(&self, _: &Person) -> (Action, Realm) {
        (Action::ConsentToPartner, Realm::Own)
    }

    async fn answer(&self, view: &mut View, context: &Looking<'_>) -> Result<Vec<Residue>, Refusal> {
        Ok(residue::of_partner(view, self.partner, context.facts.now).await?)
    }
}
