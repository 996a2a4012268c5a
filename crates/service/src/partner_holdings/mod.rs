//! Everything that partners hold in one's organization, on one page (decision 4): links with their roles, the reseller relationship and
//! what it opens of Windows Autopilot, delegated admin privileges, granular relationships, what waits for an answer, and by which
//! programs it is used.
//!
//! Invariant: nothing is held that is not told here; a test asks the engine.

mod list;
mod one;
mod people;

pub use list::PartnerHoldings;
pub use one::{GranularHolding, Held, HoldingsOf, HoldingsOfPartner, LinkHolding};
pub use people::{HoldingPeople, HoldingPeopleOf};
pub use store::partner_holdings::{
    Clients, HoldingPartner, SCHEMA,
    people::{HoldingPerson, SCHEMA as PEOPLE, Ways},
};
