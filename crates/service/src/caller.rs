//! Who is calling.

use authz::Realm;
use domain::{
    id::{Id, Organization, Session, User},
    text::Upn,
};

use crate::{idempotency_keys::IdempotencyKey, refusal::Refusal};

/// What a session or token may be used for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Access {
    /// Reading and changing.
    Write,
    /// Reading alone.
    Read,
}

/// A signed-in person.
#[derive(Clone, Debug)]
pub struct Person {
    /// The person.
    pub user: Id<User>,
    /// The person's organization.
    pub organization: Id<Organization>,
    /// The account name.
    pub upn: Upn,
    /// The session, or none when a token was used.
    pub session: Option<Id<Session>>,
    /// What the session or token may be used for.
    pub access: Access,
}

impl Person {
    /// A customer that the person names: one's own organization is never a customer of oneself.
    pub fn customer(&self, tenant: Id<Organization>) -> Result<Id<Organization>, Refusal> {
        if tenant == self.organization { Err(Refusal::Missing) } else { Ok(tenant) }
    }

    /// Where an organization is, seen from the person.
    pub(crate) fn realm(&self, tenant: Id<Organization>) -> Realm {
        if tenant == self.organization { Realm::Own } else { Realm::Customer(tenant) }
    }
}

/// A person together with the call.
#[derive(Clone, Debug)]
pub struct Caller {
    /// The person.
    pub person: Person,
    /// The identifier of the request.
    pub request_id: String,
    /// The address it came from.
    pub address: String,
    /// The key under which the request may be repeated, if the client gave one.
    pub idempotency_key: Option<IdempotencyKey>,
}
