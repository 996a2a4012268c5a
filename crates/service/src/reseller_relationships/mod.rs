//! Reseller relationships and the delegated admin privileges that may come with them (state machine 3.7, R-300–R-327).
//!
//! Invariant: only a Global administrator of the customer's own directory lets either begin (decision 6); each side ends the
//! privileges at once.

mod accept;
mod customers;
mod end;
mod partners;
mod people;
mod portals;
mod privileges;
mod roles;
mod tell;

pub use accept::AcceptReseller;
pub use customers::{Customer, Customers, Record};
pub(crate) use end::end_as_customer;
pub use end::{EndReseller, EndResellerAsCustomer};
pub use partners::{PartnerRelationship, PartnerRelationships, Partnership};
pub use people::CustomerPeople;
pub use portals::{CustomerPortals, PortalsOfCustomers};
pub use privileges::{RemovePrivileges, RestorePrivileges, ReturnPrivileges};
pub use roles::{CustomerDirectoryRoles, RoleHolder};
pub use store::reseller_relationships::{CUSTOMERS, DelegatedPerson, PARTNERS, PEOPLE, ResellerRow};
pub(crate) use tell::{By, tell};

use domain::{
    event::{Event, EventKind, Subject},
    id::{Id, Organization, ResellerRelationship},
};
use store::Change;

use crate::refusal::{Code, Refusal};

/// An event about a relationship, in the logs of both sides.
pub(crate) fn event(kind: EventKind, row: &ResellerRow) -> Event {
    Event::new(kind, Subject::thing(row.id.uuid(), &row.partner_name)).concerning(row.partner.uuid())
}

/// A live relationship of the change's organization, as it was read by the caller.
async fn live(
    change: &mut Change,
    id: Id<ResellerRelationship>,
    stamp: Option<i64>,
) -> Result<ResellerRow, Refusal> {
    let row = store::reseller_relationships::fetch(change, id).await?.ok_or(Refusal::Missing)?;
    if row.ended_at.is_some() {
        return Err(Refusal::Conflict(Code::InvalidState, Some(id.uuid())));
    }
    fresh(row, stamp)
}

/// The live relationship of the change's organization with a partner, as it was read by the caller.
async fn live_with(
    change: &mut Change,
    partner: Id<Organization>,
    stamp: Option<i64>,
) -> Result<ResellerRow, Refusal> {
    let row = store::reseller_relationships::fetch_live(change, partner).await?.ok_or(Refusal::Missing)?;
    fresh(row, stamp)
}

fn fresh(row: ResellerRow, stamp: Option<i64>) -> Result<ResellerRow, Refusal> {
    if stamp.is_some_and(|stamp| stamp != row.stamp) { Err(Refusal::Stale) } else { Ok(row) }
}
