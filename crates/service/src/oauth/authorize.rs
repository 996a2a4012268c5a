//! The request with which an application sends a person to consent (RFC 6749, 4.1.1; RFC 7636), looked at before anybody is asked.

use std::collections::BTreeSet;

use domain::{
    application::ApiPermission,
    id::{Application, Id, Organization},
};

use super::{fault::OAuthFault, redirect::leads_to, scope, tenant};
use crate::{app::App, caller::Person, refusal::Refusal};

/// The request, as it stands in the address.
#[derive(Clone, Debug, Default)]
pub struct Asked {
    /// The organization, by its identifier or domain.
    pub tenant: String,
    /// The application.
    pub client_id: String,
    /// Where the person is to be sent back.
    pub redirect: String,
    /// What is to be answered: a code.
    pub response_type: String,
    /// How it is to be answered: in the query part.
    pub response_mode: String,
    /// What the person is asked for.
    pub scope: String,
    /// What is to come back unchanged.
    pub state: String,
    /// The challenge.
    pub challenge: String,
    /// How the challenge was made: by S256.
    pub challenge_method: String,
    /// Whether the person may be asked at all.
    pub prompt: String,
}

/// What a person is asked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Consent {
    /// The application.
    pub application: Id<Application>,
    /// What people call it.
    pub name: String,
    /// Where the person is sent back to.
    pub redirect: String,
    /// What the person lets it do.
    pub permissions: BTreeSet<ApiPermission>,
    /// The challenge.
    pub challenge: String,
}

/// Why nobody is asked.
#[derive(Debug)]
pub enum Turned {
    /// The application or the address is unknown: the person is sent nowhere.
    Away(Refusal),
    /// The application is told.
    Back(OAuthFault),
}

impl From<Refusal> for Turned {
    fn from(refusal: Refusal) -> Self {
        Self::Away(refusal)
    }
}

/// What the person is asked, if the request is one: of an application of the person's own organization, which sends back to one of its
/// own addresses.
pub async fn look(app: &App, person: &Person, asked: &Asked) -> Result<Consent, Turned> {
    let own = person.organization;
    if tenant(app, &asked.tenant).await? != Some(own) {
        return Err(Refusal::Missing.into());
    }
    meant(app, own, asked).await
}

/// What the application is told at once where nobody is signed in yet: that its request is none, or that nobody may be asked. Nothing
/// where the person signs in first, unknown applications and addresses included.
pub async fn look_before(app: &App, asked: &Asked) -> Result<Option<OAuthFault>, Refusal> {
    let Some(own) = tenant(app, &asked.tenant).await? else { return Ok(None) };
    match meant(app, own, asked).await {
        Err(Turned::Back(OAuthFault::ConsentRequired)) => Ok(Some(OAuthFault::LoginRequired)),
        Err(Turned::Back(fault)) => Ok(Some(fault)),
        Ok(_) | Err(Turned::Away(Refusal::Missing)) => Ok(None),
        Err(Turned::Away(refusal)) => Err(refusal),
    }
}

async fn meant(app: &App, own: Id<Organization>, asked: &Asked) -> Result<Consent, Turned> {
    let application = asked.client_id.parse().map(Id::new).map_err(|_| Refusal::Missing)?;
    let mut opening = app.store.begin_view().await.map_err(Refusal::from)?;
    let known = opening.known_application(own, application).await.map_err(Refusal::from)?;
    let known = known.filter(|known| known.is_enabled).ok_or(Refusal::Missing)?;
    if !known.redirects.iter().any(|registered| leads_to(registered, &asked.redirect, known.is_public)) {
        return Err(Refusal::Missing.into());
    }
    asked.check().map_err(Turned::Back)?;
    let permissions = scope::delegated(&asked.scope, &known.delegated_permissions).map_err(Turned::Back)?;
    Ok(Consent {
        application,
        name: known.name,
        redirect: asked.redirect.clone(),
        permissions,
        challenge: asked.challenge.clone(),
    })
}

impl Asked {
    fn check(&self) -> Result<(), OAuthFault> {
        if self.response_type != "code" {
            return Err(OAuthFault::UnsupportedResponseType);
        }
        if !["", "query"].contains(&self.response_mode.as_str()) {
            return Err(OAuthFault::InvalidRequest("The response mode is query."));
        }
        if self.challenge_method != "S256" || !is_challenge(&self.challenge) {
            return Err(OAuthFault::InvalidRequest("A code_challenge by the method S256 is required."));
        }
        if self.prompt == "none" {
            return Err(OAuthFault::ConsentRequired);
        }
        Ok(())
    }
}

/// A SHA-256 in base64url.
fn is_challenge(text: &str) -> bool {
    text.len() == 43 && text.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"-_".contains(&byte))
}
