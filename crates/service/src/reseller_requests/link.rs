//! The address that asks.

use domain::{
    distribution::Asks,
    id::{Id, Organization, ResellerRequest},
};
use store::reseller_requests::ResellerRequestRow;

use crate::{app::App, refusal::Refusal, sealer::Sealed};

/// The address of a request, to be sent to customers.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RequestLink {
    address: String,
    secret: String,
}

impl RequestLink {
    /// The address.
    pub fn as_str(&self) -> &str {
        &self.address
    }

    /// The secret in it, by which the request is found.
    pub fn secret(&self) -> &str {
        &self.secret
    }

    /// The address of a stored request of a partner. What stands behind the question mark is for people who read it: the stored
    /// request decides (decision 24).
    pub(super) fn of(
        app: &App,
        partner: Id<Organization>,
        row: &ResellerRequestRow,
    ) -> Result<Self, Refusal> {
        let secret = open_secret(app, partner, row.id, (&row.key_id, &row.sealed))?;
        let url = app.settings.public_url.trim_end_matches('/');
        let provider = match row.asks {
            Asks::Partner => {
                let address = format!("{url}/partners/invitation/indirectResellerRelationships/{secret}");
                return Ok(Self { address, secret });
            }
            Asks::CustomerWith(provider) => provider.to_string(),
            Asks::Customer => "0".to_owned(),
        };
        let address = format!(
            "{url}/partners/invitation/resellerRelationships/{secret}?invType=ResellerRelationship\
             &partnerId={partner}&msppId={provider}&DAP={}",
            row.with_privileges
        );
        Ok(Self { address, secret })
    }
}

/// The secret of the link of a request, from its sealed form.
pub(crate) fn open_secret(
    app: &App,
    partner: Id<Organization>,
    request: Id<ResellerRequest>,
    (key_id, sealed): (&str, &[u8]),
) -> Result<String, Refusal> {
    let sealed = Sealed { key_id: key_id.to_owned(), bytes: sealed.to_vec() };
    let secret = app
        .sealer
        .open(&context(partner, request), &sealed)
        .map_err(|error| Refusal::Bug(Box::new(error)))?;
    String::from_utf8(secret).map_err(|error| Refusal::Bug(Box::new(error)))
}

/// What the sealed secret of a link is bound to.
pub(super) fn context(partner: Id<Organization>, request: Id<ResellerRequest>) -> Vec<u8> {
    format!("reseller request:{partner}:{request}").into_bytes()
}
