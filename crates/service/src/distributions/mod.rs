//! Distributions: indirect resellers sell through indirect providers.
//!
//! Invariant: an indirect provider asks with a link that it sends by itself; a Global administrator of the other partner agrees; each of the
//! two ends it. It opens nothing at any customer, and what customers agreed to stays as it is.

mod accept;
mod end;
mod list;

pub use accept::{AcceptDistribution, OpenDistribution, OpenedDistribution};
pub use end::EndDistribution;
pub use list::{DistributionOf, Distributions, IndirectProviders, Listed};
pub use store::distributions::{DistributionRow, SCHEMA};
