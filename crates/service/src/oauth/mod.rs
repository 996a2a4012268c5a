//! OAuth 2.0 for applications (RFC 6749, 7636, 9068): how an application gets a token, by itself or for a person who consents, and how
//! the bearer of one is known.
//!
//! Invariants: a token says who acts and never what may be done: that is looked up for each call, in its transaction. Secrets, codes and
//! tokens are never logged, and compared in constant time.

mod authorize;
mod client;
mod code;
mod fault;
mod identify;
mod key;
mod redirect;
mod scope;
mod signed;
mod token;

pub use authorize::{Asked, Consent, Turned, look, look_before};
pub use client::Presented;
pub use code::ConsentToApplication;
pub use fault::OAuthFault;
pub use identify::identify;
pub use key::{PublicKey, public_keys};
pub use signed::{is_signed, issuer};
pub use token::{Issued, TokenRequest, token};

use domain::{
    id::{Id, Organization},
    text::DomainName,
};

use crate::{app::App, refusal::Refusal};

/// The organization that an address of the token endpoint names, by its identifier or by one of its domains.
async fn tenant(app: &App, text: &str) -> Result<Option<Id<Organization>>, Refusal> {
    let mut opening = app.store.begin_view().await?;
    if let Ok(id) = text.parse() {
        let tenant = Id::new(id);
        return Ok(opening.is_organization(tenant).await?.then_some(tenant));
    }
    let Ok(domain) = DomainName::parse(text) else { return Ok(None) };
    Ok(opening.organization_of(domain.as_str()).await?)
}
