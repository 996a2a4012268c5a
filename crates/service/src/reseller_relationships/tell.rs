//! What both sides are told.

use store::{
    Change,
    notices::{CUSTOMER_AGENTS, Notice},
};

use super::ResellerRow;
use crate::refusal::Refusal;

/// Who did it, by account name.
#[derive(Clone, Copy, Debug)]
pub(crate) enum By<'a> {
    /// Somebody of the customer, who is not named to the partner.
    Customer(&'a str),
    /// Somebody of the partner.
    Partner(&'a str),
    /// Steward itself.
    Steward,
}

/// Tells both sides of a relationship what happened. The customer's administrators find it in the portal in any case; by e-mail they
/// are told of it as well if that is wished.
pub(crate) async fn tell(
    change: &mut Change,
    row: &ResellerRow,
    (to_customer, to_partner): (&'static str, &'static str),
    by: By<'_>,
    mails_customer: bool,
) -> Result<(), Refusal> {
    let about = row.id.uuid();
    let mut parameters = vec![("partner", row.partner_name.clone())];
    if let By::Customer(name) | By::Partner(name) = by {
        parameters.push(("by", name.to_owned()));
    }
    let audience = "service_administrators";
    let notice = Notice { tenant: row.tenant, audience, kind: to_customer, about, parameters };
    if mails_customer {
        change.notify(notice).await?;
    } else {
        change.leave(notice).await?;
    }
    let mut parameters = vec![("customer", row.customer_name.clone())];
    if let By::Partner(name) = by {
        parameters.push(("by", name.to_owned()));
    }
    let (tenant, audience) = (row.partner, CUSTOMER_AGENTS);
    // The partner knows its customers by their organization.
    let about = row.tenant.uuid();
    Ok(change.notify(Notice { tenant, audience, kind: to_partner, about, parameters }).await?)
}
