//! Which key is current, without its secret.

use authz::{Action, Realm};
use domain::permission::Permission;
use store::{
    View,
    keys::{self, KeyRow},
};

use crate::{
    ask::{Looking, Question},
    caller::Person,
    refusal::Refusal,
};

/// Asks which key is current; none before the first download.
#[derive(Clone, Copy, Debug)]
pub struct AboutKey {
    /// At home or at one customer.
    pub realm: Realm,
}

impl Question for AboutKey {
    type Answer = Option<KeyRow>;
    const NAME: &'static str = "enrolment_key.about";

    fn asks(&self, _: &Person) -> (Action, Realm) {
        (Action::Use(Permission::RoomDownloadKey), self.realm)
    }

    async fn answer(&self, view: &mut View, _: &Looking<'_>) -> Result<Option<KeyRow>, Refusal> {
        Ok(keys::about(view).await?)
    }
}
