//! Whether the caller may do something in their own organization: what a form asks before it is shown.

use authz::{Action, Realm};
use store::View;

use crate::{
    ask::{Looking, Question},
    caller::Person,
    refusal::Refusal,
};

/// Refused where the caller may not.
#[derive(Clone, Copy, Debug)]
pub struct May(pub Action);

impl Question for May {
    type Answer = ();
    const NAME: &'static str = "may";

    fn asks(&self, _: &Person) -> (Action, Realm) {
        (self.0, Realm::Own)
    }

    async fn answer(&self, _: &mut View, _: &Looking<'_>) -> Result<(), Refusal> {
        Ok(())
    }
}
