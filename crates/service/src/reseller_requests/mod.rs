//! Requests for reseller relationships: links that a partner sends to customers by itself.
//!
//! Invariant: the link **is** the request: whoever has it can show it to a Global administrator, and nothing else of the
//! partner is told by it.

mod link;
mod list;
mod make;
mod open;
mod revoke;

pub use link::RequestLink;
pub(crate) use link::open_secret;
pub use list::{ListResellerRequests, ResellerRequestOf, Shown};
pub use make::MakeResellerRequest;
pub(crate) use make::new_request;
pub(crate) use open::{Asked, asked, fits, hash};
pub use open::{OpenResellerRequest, Opened};
pub use revoke::RevokeResellerRequest;
pub use store::reseller_requests::{OpenedProvider, ResellerRequestRow, SCHEMA};

use authz::Action;
use domain::agent::AgentRight;

/// What making, seeing and revoking requests asks of a partner's person.
pub(crate) const ASKS: Action = Action::ActAsAgent(AgentRight::RequestRelationship);
