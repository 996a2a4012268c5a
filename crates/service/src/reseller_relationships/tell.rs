//! What both sides are told.

use store::{
    Change,
    notices::{CUSTOMER_AGENTS, Notice},
};

use super::ResellerRow;
use crate::refusal::Refusal;

/// Tells both sides of a relationship what happened. The customer's person who did it is not named to the partner.
pub(super) async fn tell(
    change: &mut Change,
    row: &ResellerRow,
    (to_customer, to_partner): (&'static str, &'static str),
    by: &str,
    by_partner: bool,
) -> Result<(), Refusal> {
    let about = row.id.uuid();
    let parameters = vec![("partner", row.partner_name.clone()), ("by", by.to_owned())];
    let audience = "service_administrators";
    change.notify(Notice { tenant: row.tenant, audience, kind: to_customer, about, parameters }).await?;
    let mut parameters = vec![("customer", row.customer_name.clone())];
    if by_partner {
        parameters.push(("by", by.to_owned()));
    }
    let (tenant, audience) = (row.partner, CUSTOMER_AGENTS);
    // The partner knows its customers by their organization.
    let about = row.tenant.uuid();
    Ok(change.notify(Notice { tenant, audience, kind: to_partner, about, parameters }).await?)
}
