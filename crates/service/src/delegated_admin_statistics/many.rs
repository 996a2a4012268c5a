//! Giving the privileges at several customers back at once, each decided and written on its own.
//!
//! Invariant: a refusal at one customer stops no other, and is the one that it would have been alone.

use authz::Action;
use domain::{
    agent::AgentRight,
    id::{Id, Organization},
};

use crate::{
    app::App,
    ask::ask,
    caller::{Access, Caller},
    may::May,
    refusal::{Code, Fault, Refusal},
    reseller_relationships::ReturnPrivileges,
    run::run,
};

/// At how many customers privileges are given back at once at most.
pub const MOST_AT_ONCE: usize = 200;

/// What became of the privileges at one customer.
#[derive(Debug)]
pub struct Returned {
    /// The customer.
    pub tenant: Id<Organization>,
    /// Nothing, or why they were not given back.
    pub refused: Option<Refusal>,
}

/// Gives the privileges at customers back, in the order in which they are named, and tells of each what became of it. The customers'
/// administrators find a notice in any case; whether they are told by e-mail too is the caller's choice.
pub async fn return_many(
    app: &App,
    caller: &Caller,
    customers: Vec<Id<Organization>>,
    mails_customer: bool,
) -> Result<Vec<Returned>, Refusal> {
    if caller.person.access == Access::Read {
        return Err(Refusal::Denied(Code::ReadOnlyToken, None));
    }
    ask(app, caller, &May(Action::ActAsAgent(AgentRight::RemoveDelegation))).await?;
    if customers.is_empty() {
        return Err(Refusal::field("tenantIds", Code::Required));
    }
    if customers.len() > MOST_AT_ONCE {
        let fault = Fault::new("tenantIds", Code::TooMany).detail(MOST_AT_ONCE);
        return Err(Refusal::Invalid(Code::InvalidValue, vec![fault]));
    }
    let mut told = Vec::with_capacity(customers.len());
    for (part, customer) in customers.into_iter().enumerate() {
        let command = ReturnPrivileges { customer, stamp: None, mails_customer };
        let refused = match run(app, &caller.part(part), command).await {
            Ok(()) => None,
            // These say nothing of a customer.
            Err(refusal @ (Refusal::Unauthenticated(_) | Refusal::Bug(_))) => return Err(refusal),
            Err(refusal) if refusal.code() == Code::IdempotencyKeyReused => return Err(refusal),
            Err(refusal) => Some(refusal),
        };
        told.push(Returned { tenant: customer, refused });
    }
    Ok(told)
}
