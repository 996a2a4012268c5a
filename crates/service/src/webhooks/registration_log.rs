//! How a partner's registration fares, and what became of its messages.

use authz::{Action, Realm};
use store::{
    View,
    list::{Listed, Wanted},
    webhooks::{self, DeliveryRow, Standing},
};

use super::registration::ASKS;
use crate::{
    ask::{Looking, Question},
    caller::Person,
    refusal::Refusal,
};

/// Asks for the registration of the caller's organization with its log, the newest first unless said otherwise.
#[derive(Clone, Debug, Default)]
pub struct RegistrationLog {
    /// Which messages, in which order, from where.
    pub wanted: Wanted,
}

/// A registration with its log.
#[derive(Clone, Debug)]
pub struct RegistrationLogged {
    /// The registration.
    pub standing: Standing,
    /// The messages.
    pub log: Listed<DeliveryRow>,
}

impl Question for RegistrationLog {
    /// None where nothing is registered.
    type Answer = Option<RegistrationLogged>;
    const NAME: &'static str = "webhook.registration_log";

    fn asks(&self, _: &Person) -> (Action, Realm) {
        (ASKS, Realm::Own)
    }

    async fn answer(&self, view: &mut View, _: &Looking<'_>) -> Result<Self::Answer, Refusal> {
        let Some(standing) = webhooks::standing(view).await? else { return Ok(None) };
        let log = webhooks::list_log(view, standing.registration.id, &self.wanted).await?;
        Ok(Some(RegistrationLogged { standing, log }))
    }
}
