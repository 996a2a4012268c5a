//! Portals of services: the operator registers a name and a template of an address; partners find them filled in for each
//! customer that buys from them, and whoever holds a directory role by delegation beside the customer that delegated it.
//!
//! Invariant: Steward never calls such an address; a template alone decides the host, no customer does.

mod delete;
mod links;
mod list;
mod set;
mod template;

pub use delete::DeleteServicePortal;
pub use links::ServiceLink;
pub(crate) use links::{beside, filled_in, links};
pub use list::{ListServicePortals, ServicePortalOf};
pub use set::{EditServicePortal, RegisterServicePortal, ServicePortalForm};
pub use store::service_portals::{SCHEMA, ServicePortalRow};

/// How many portals are registered at most.
const MOST: i64 = 50;
