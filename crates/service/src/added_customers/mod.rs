//! Customers that partners add: organizations of their own from their first moment, which are asked for a reseller
//! relationship, and maybe for a granular one.
//!
//! Invariant: who added an organization holds nothing there by that; each relationship begins by its own consent (decision 6). The way to
//! set the first password goes to the customer alone.

mod add;
mod asked;
mod invite;
mod list;
mod tell;
mod tend;
mod withdraw;

pub use add::{AddCustomer, NewCustomer, add};
pub use asked::{Asked, AskedOfUs, DeclineAdded};
pub(crate) use asked::{accepted, waiting_here};
pub use invite::{Invitation, send};
pub use list::{AddedCustomerOf, AddedCustomers, FormOfNew, NewCustomerForm};
pub use store::added_customers::{AddedCustomerRow, SCHEMA};
pub use tend::tend;
pub use withdraw::{InviteAgain, WithdrawCustomer, withdraw};

use authz::Action;
use domain::{
    added_customer::{AddedState, AddedStep},
    event::{Event, EventKind, Subject},
    granular_relationship::Status,
};
use store::{Batch, Change, granular_relationships as granular};

use crate::{
    refusal::{Code, Refusal},
    reseller_requests::ASKS as REQUESTS,
};

/// What adding customers, and seeing and withdrawing what was added, asks of a partner's person: what asking for a relationship does.
const ASKS: Action = REQUESTS;

/// An event about an added customer, under the name that the partner typed.
fn event(kind: EventKind, row: &AddedCustomerRow) -> Event {
    Event::new(kind, Subject::thing(row.customer.uuid(), &row.name))
}

/// Settles what waits by a step, with what is asked for beside the reseller relationship unless the customer accepts.
async fn settle(
    change: &mut Change,
    row: &AddedCustomerRow,
    step: AddedStep,
    event: Event,
) -> Result<(), Refusal> {
    let conflict = || Refusal::Conflict(Code::InvalidState, Some(row.customer.uuid()));
    let state = row.state.after(step).ok_or_else(conflict)?;
    let event = event.changed("state", row.state.key(), state.key());
    change.write(store::added_customers::settle(Batch::of(event), row.customer, row.request, state)).await?;
    if state != AddedState::Accepted {
        take_back_granular(change, row).await?;
    }
    Ok(())
}

/// Takes the granular relationship back that was asked for with it, if the customer did not approve it.
async fn take_back_granular(change: &mut Change, row: &AddedCustomerRow) -> Result<(), Refusal> {
    let Some(id) = row.relationship else { return Ok(()) };
    let Some(asked) = granular::fetch(change, id).await? else { return Ok(()) };
    if asked.status != Status::ApprovalPending {
        return Ok(());
    }
    let event = Event::new(EventKind::GranularCleanedUp, Subject::thing(asked.id.uuid(), &asked.name))
        .without("status", asked.status.key())
        .concerning(asked.partner.uuid());
    change.write(granular::delete(Batch::of(event), asked.id)).await?;
    Ok(())
}
