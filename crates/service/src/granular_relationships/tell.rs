//! What both sides are told.

use store::{
    Change,
    granular_relationships::GranularRow,
    notices::{DELEGATION_AGENTS, Notice},
};

use crate::refusal::Refusal;

/// Who did it.
#[derive(Clone, Copy)]
pub(super) enum By<'a> {
    /// Somebody of the customer, by account name; the partner is not told who.
    Customer(&'a str),
    /// Somebody of the partner, by account name.
    Partner(&'a str),
    /// Time.
    Time,
}

/// Tells both sides of a relationship what happened.
pub(super) async fn both(
    change: &mut Change,
    row: &GranularRow,
    (to_customer, to_partner): (&'static str, &'static str),
    by: By<'_>,
) -> Result<(), Refusal> {
    let Some(customer) = row.customer else { return Ok(()) };
    let about = row.id.uuid();
    let ends = row.ends_at.map(|at| at.to_string()).unwrap_or_default();
    let mut parameters =
        vec![("partner", row.partner_name.clone()), ("name", row.name.clone()), ("end", ends.clone())];
    if let By::Customer(who) | By::Partner(who) = by {
        parameters.push(("by", who.to_owned()));
    }
    let audience = "service_administrators";
    change.notify(Notice { tenant: customer, audience, kind: to_customer, about, parameters }).await?;
    let called = row.customer_name.clone().unwrap_or_default();
    let mut parameters = vec![("customer", called), ("name", row.name.clone()), ("end", ends)];
    if let By::Partner(who) = by {
        parameters.push(("by", who.to_owned()));
    }
    let (tenant, audience) = (row.partner, DELEGATION_AGENTS);
    Ok(change.notify(Notice { tenant, audience, kind: to_partner, about, parameters }).await?)
}
