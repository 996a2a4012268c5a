//! Support requests (R-306, R-325, Q24): a partner asks the vendor of a service on behalf of a customer; the operator, who registers the
//! services, answers; the customer reads all of it, writes and ends it.
//!
//! Invariant: a request is open only while the reseller relationship lives that it stands on, and no partner learns of what another asks
//! (decision 17).

mod close;
mod export;
mod form;
mod list;
mod one;
mod open;
mod write;

pub use close::CloseSupportRequest;
pub(crate) use close::close_all;
pub use export::export;
pub use form::{SupportForm, SupportFormOf};
pub use list::{Found, SupportRequests};
pub use one::{MessageShown, OneSupportRequest, RequestDetail, RequestShown};
pub use open::OpenSupportRequest;
pub use store::support_requests::{MessageRow, RequestRow, SCHEMA};
pub use write::WriteSupportMessage;

use authz::{Action, Realm};
use domain::{
    agent::AgentRight,
    event::{Event, EventKind, Subject},
    id::{Id, Organization, SupportRequest},
    support_request::Side,
};
use store::{
    Change,
    notices::{GLOBAL_ADMINISTRATORS, Notice, OPERATORS, SUPPORT_AGENTS},
    support_requests as rows,
};

use crate::{
    caller::Person,
    refusal::{Code, Refusal},
};

/// What a list or a record shows, for the folded view events.
const SHOWS: &str = "supportRequest";

/// What taking part on a side asks of the engine.
const fn to_take_part(side: Side) -> Action {
    match side {
        Side::Partner => Action::ActAsAgent(AgentRight::SupportCustomers),
        Side::Customer => Action::ConsentToPartner,
        Side::Vendor => Action::Operate,
    }
}

/// Where a side finds the requests of an organization.
const fn realm(side: Side, tenant: Id<Organization>) -> Realm {
    match side {
        Side::Partner => Realm::Customer(tenant),
        Side::Customer | Side::Vendor => Realm::Own,
    }
}

/// An event about a request, in the logs of both sides.
fn event(kind: EventKind, request: Id<SupportRequest>, title: &str, partner: Id<Organization>) -> Event {
    Event::new(kind, Subject::thing(request.uuid(), title)).concerning(partner.uuid())
}

/// A request of the change's organization in which somebody takes part on a side, locked. To a partner, what another one asks is not there.
async fn found(
    change: &mut Change,
    person: &Person,
    side: Side,
    request: Id<SupportRequest>,
) -> Result<RequestRow, Refusal> {
    let row = rows::found(change, request).await?.ok_or(Refusal::Missing)?;
    if side == Side::Partner && row.partner != person.organization {
        return Err(Refusal::Missing);
    }
    Ok(row)
}

fn over(request: Id<SupportRequest>) -> Refusal {
    Refusal::Conflict(Code::InvalidState, Some(request.uuid()))
}

/// Tells the sides that did not do it. What stands in the request is not told, so that nobody reads it in a notice whom the customer
/// blocked since.
async fn tell(
    change: &mut Change,
    row: &RequestRow,
    by: Side,
    kinds: &[(Side, &'static str)],
) -> Result<(), Refusal> {
    let about = row.id.uuid();
    let (customer, partner) =
        (("customer", row.customer_name.clone()), ("partner", row.partner_name.clone()));
    for (side, kind) in kinds.iter().copied().filter(|(side, _)| *side != by) {
        match side {
            Side::Partner => {
                let (tenant, audience, parameters) = (row.partner, SUPPORT_AGENTS, vec![customer.clone()]);
                change.notify(Notice { tenant, audience, kind, about, parameters }).await?;
            }
            Side::Customer => {
                let (tenant, audience, parameters) =
                    (row.tenant, GLOBAL_ADMINISTRATORS, vec![partner.clone()]);
                change.notify(Notice { tenant, audience, kind, about, parameters }).await?;
            }
            Side::Vendor => {
                for tenant in rows::vendors(change).await? {
                    let (audience, parameters) = (OPERATORS, vec![customer.clone(), partner.clone()]);
                    change.notify(Notice { tenant, audience, kind, about, parameters }).await?;
                }
            }
        }
    }
    Ok(())
}
