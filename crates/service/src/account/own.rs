//! One's own record.

use authz::{Action, Realm};
use store::{View, users::UserRow};

use crate::{
    ask::{Looking, Question},
    caller::Person,
    refusal::Refusal,
};

/// Asks for one's own record.
pub struct OwnAccount;

impl Question for OwnAccount {
    type Answer = UserRow;
    const NAME: &'static str = "own account";

    fn asks(&self, _: &Person) -> (Action, Realm) {
        (Action::OwnAccount, Realm::Own)
    }

    async fn answer(&self, view: &mut View, _: &Looking<'_>) -> Result<UserRow, Refusal> {
        store::users::own(view).await?.ok_or(Refusal::Missing)
    }
}
