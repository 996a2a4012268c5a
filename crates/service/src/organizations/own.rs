//! One's own organization, as everybody in it may know it.

use authz::{Action, Realm};
use store::{View, organizations::OwnOrganization};

use crate::{
    ask::{Looking, Question},
    caller::Person,
    refusal::Refusal,
};

/// Asks for one's own organization.
pub struct Own;

impl Question for Own {
    type Answer = OwnOrganization;
    const NAME: &'static str = "own organization";

    fn asks(&self, _: &Person) -> (Action, Realm) {
        (Action::OwnAccount, Realm::Own)
    }

    async fn answer(&self, view: &mut View, _: &Looking<'_>) -> Result<OwnOrganization, Refusal> {
        store::organizations::own(view).await?.ok_or(Refusal::Missing)
    }
}
