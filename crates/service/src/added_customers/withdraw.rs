//! The partner takes back what it asked, or has the invitation sent again.

use authz::Action;
use domain::{
    added_customer::AddedStep,
    event::EventKind,
    id::{Id, Organization},
    time::{HOUR, SECOND},
};
use store::{Batch, Change, added_customers as rows};

use super::{ASKS, AddedCustomerRow, event, settle, tend::remove};
use crate::{
    app::App,
    caller::{Caller, Person},
    refusal::{Code, Refusal},
    run::{Command, Context, Where, run},
};

/// How often an invitation is sent at most.
const MOST_MAILS: i64 = 5;

/// Takes back what was asked of an added customer. Where nobody ever signed in to it, the organization is removed with its domain.
#[derive(Clone, Copy, Debug)]
pub struct WithdrawCustomer {
    /// Which.
    pub customer: Id<Organization>,
}

/// Takes back what was asked of an added customer, and frees its domain at once where nobody ever signed in.
pub async fn withdraw(app: &App, caller: &Caller, customer: Id<Organization>) -> Result<(), Refusal> {
    run(app, caller, WithdrawCustomer { customer }).await?;
    // It is withdrawn by now; what fails here the clock does again.
    if let Err(error) = remove(app, customer).await {
        tracing::warn!(%customer, ?error, "an unused organization was not removed yet");
    }
    Ok(())
}

impl Command for WithdrawCustomer {
    type Output = ();
    const NAME: &'static str = "added_customers.withdraw";

    fn asks(&self, caller: &Person) -> (Action, Where) {
        (ASKS, Where::Tenant(caller.organization))
    }

    async fn apply(self, change: &mut Change, _: &Context<'_>) -> Result<(), Refusal> {
        let row = waiting(change, self.customer).await?;
        let event = event(EventKind::AddedCustomerWithdrawn, &row).concerning(row.customer.uuid());
        settle(change, &row, AddedStep::Withdraw, event).await
    }
}

/// Sends the invitation to the customer's first administrator again: no sooner than an hour after the last time, and five times at most.
#[derive(Clone, Copy, Debug)]
pub struct InviteAgain {
    /// Which customer's.
    pub customer: Id<Organization>,
}

impl Command for InviteAgain {
    type Output = ();
    const NAME: &'static str = "added_customers.invite_again";

    fn asks(&self, caller: &Person) -> (Action, Where) {
        (ASKS, Where::Tenant(caller.organization))
    }

    async fn apply(self, change: &mut Change, _: &Context<'_>) -> Result<(), Refusal> {
        let row = waiting(change, self.customer).await?;
        if row.mails >= MOST_MAILS {
            return Err(Refusal::special(Code::TooMany, "invitations"));
        }
        let earliest = row.mail_since.max(row.mailed_at.unwrap_or(row.mail_since)).plus(HOUR);
        if earliest > change.now() {
            return Err(Refusal::TooOften((earliest.since(change.now()) / SECOND).max(1)));
        }
        let event = event(EventKind::CustomerInvited, &row).with("by", "again");
        change.write(rows::mail_again(Batch::of(event), row.customer)).await?;
        Ok(())
    }
}

/// A customer that the change's organization added and that may still answer.
async fn waiting(change: &mut Change, customer: Id<Organization>) -> Result<AddedCustomerRow, Refusal> {
    let row = rows::fetch(change, customer).await?.ok_or(Refusal::Missing)?;
    if row.state.after(AddedStep::Withdraw).is_none() {
        return Err(Refusal::Conflict(Code::InvalidState, Some(customer.uuid())));
    }
    Ok(row)
}
