//! Access review: every person of a partner with a right at the caller's organization, by a link, by delegation or on a subscription, through which
//! chain, and when it was last used.
//!
//! Invariant: only the organization's own people who may see both its partners and its roles read it (decision 6); what
//! it leads to are the controls there are, under their own decisions.

mod chains;
mod delegated;
mod export;
mod list;

pub use chains::{Chain, SubscriptionChain};
pub use delegated::DelegatedChain;
pub use domain::access_review::Standing;
pub use export::ExportReview;
pub use list::{ReviewAccess, Reviewed};
pub use store::access_review::{Relationship, ReviewedPerson, SCHEMA};
