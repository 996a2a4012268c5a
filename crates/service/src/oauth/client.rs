//! Whether an application is the one it says it is.

use authz::SystemTask;
use domain::{
    event::{Event, EventKind, Subject},
    id::{Application, ApplicationSecret, Id, Organization},
};
use store::applications::Known;
use subtle::ConstantTimeEq as _;

use super::{fault::OAuthFault, signed::issuer, tenant};
use crate::{
    app::App,
    refusal::Refusal,
    run::perform,
    sign_in::{Keys, Visit, hash},
};

/// What an application shows of itself.
#[derive(Clone)]
pub struct Presented {
    /// The client id.
    pub client_id: String,
    /// The secret; none of a public client.
    pub secret: Option<String>,
}

impl std::fmt::Debug for Presented {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Presented").field("client_id", &self.client_id).finish_non_exhaustive()
    }
}

/// An application that proved that it is one.
pub(super) struct Client {
    pub(super) tenant: Id<Organization>,
    /// Who issues its tokens at the address that it asked.
    pub(super) issuer: String,
    pub(super) id: Id<Application>,
    pub(super) known: Known,
    /// The secret by which; none of a public client that showed none.
    pub(super) secret: Option<Id<ApplicationSecret>>,
    pub(super) keys: Keys,
}

/// Finds the application of an organization that shows its client id and secret. No such organization, no such application, a disabled
/// one and a wrong secret are one answer after the same steps; attempts that fail are limited and written down.
pub(super) async fn authenticate(
    app: &App,
    tenant_text: &str,
    presented: &Presented,
    visit: &Visit,
) -> Result<Client, OAuthFault> {
    let keys = Keys::of_application(&presented.client_id, &visit.address);
    keys.count(app).await?;
    let tenant = tenant(app, tenant_text).await?;
    let id = presented.client_id.parse().ok().map(Id::<Application>::new);
    let nobody = Id::new(uuid::Uuid::nil());
    let (at, of) = (tenant.unwrap_or(nobody), id.unwrap_or(Id::new(uuid::Uuid::nil())));
    let mut opening = app.store.begin_view().await?;
    let known = opening.known_application(at, of).await?;
    let secrets = opening.live_secrets(at, of, app.clock.now()).await?;
    drop(opening);
    let shown = hash(presented.secret.as_deref().unwrap_or_default());
    let mut secret = None;
    for (id, kept) in secrets {
        if bool::from(shown.as_slice().ct_eq(&kept)) {
            secret = Some(id);
        }
    }
    match (tenant, id, known) {
        (Some(tenant), Some(id), Some(known))
            if known.is_enabled && (secret.is_some() || (known.is_public && presented.secret.is_none())) =>
        {
            Ok(Client { tenant, issuer: issuer(app, tenant_text), id, known, secret, keys })
        }
        (tenant, _, known) => {
            let name = known.map(|known| known.name);
            refused(app, tenant, (of, name.as_deref()), "invalid_client", visit).await?;
            Err(OAuthFault::InvalidClient)
        }
    }
}

/// Writes a failure down in the log of the organization that was named, else in that of the operator.
pub(super) async fn refused(
    app: &App,
    tenant: Option<Id<Organization>>,
    (id, name): (Id<Application>, Option<&str>),
    code: &'static str,
    visit: &Visit,
) -> Result<(), Refusal> {
    let tenant = match tenant {
        Some(tenant) => Some(tenant),
        None => app.store.begin_view().await?.operator().await?,
    };
    let Some(tenant) = tenant else { return Ok(()) };
    perform(app, SystemTask::SignIn, tenant, &visit.request_id, &visit.address, async |change| {
        let subject = Subject::thing(id.uuid(), name.unwrap_or_default());
        Ok(change.refused(Event::new(EventKind::ApplicationSignInFailed, subject).with("code", code))?)
    })
    .await
}
