//! What the partner is told of an answer that it cannot read from the list of its customers: that there will be none.

use domain::id::{Id, Organization};
use store::{
    Change,
    notices::{Notice, REQUEST_AGENTS},
};

use super::AddedCustomerRow;
use crate::refusal::Refusal;

/// Tells those of the partner who add customers, under the name that the partner typed.
pub(super) async fn tell(
    change: &mut Change,
    row: &AddedCustomerRow,
    partner: Id<Organization>,
    kind: &'static str,
) -> Result<(), Refusal> {
    let (audience, about) = (REQUEST_AGENTS, row.customer.uuid());
    let parameters = vec![("customer", row.name.clone())];
    Ok(change.notify(Notice { tenant: partner, audience, kind, about, parameters }).await?)
}
