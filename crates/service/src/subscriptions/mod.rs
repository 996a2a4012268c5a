//! Subscriptions (R-340–R-345, §4.8): provisioned by a partner from the operator's catalogue, or added by the customer; roles on them,
//! the resources in them, and licences.
//!
//! Invariant: a partner changes what it sold itself alone, and sees of roles on a subscription those of its own people alone (decision 17);
//! whatever it holds, the customer's own Global administrators see and take (decision 6).

mod edit;
mod export;
mod licences;
mod list;
mod offers;
mod one;
mod provision;
mod resources;
mod roles;

pub use edit::{RenewSubscription, SubscriptionEdit, UpdateSubscription};
pub use export::export;
pub use licences::{AssignLicence, Licences, Licensee, Seats, WithdrawLicence};
pub use list::{Found, SubscriptionShown, Subscriptions};
pub use offers::{DeleteOffer, EditOffer, ListOffers, OfferForm, OfferOf, Offers, OffersFor, RegisterOffer};
pub use one::{OneSubscription, Opened, RoleShown, SubscriptionDetail};
pub use provision::{AddSubscription, ProvisionSubscription};
pub use resources::{ChangeResource, CreateResource, DeleteResource};
pub(crate) use roles::depart;
pub use roles::{AssignSubscriptionRole, Holder, RemoveSubscriptionRole, end_roles_of};
pub use store::subscriptions::{
    OfferRow, ResourceRow, RoleRow, SEATS, SUBSCRIPTIONS, SeatRow, SubscriptionRow,
};

use authz::{Action, Target, holds};
use domain::{
    event::{Event, EventKind, Subject},
    id::{Id, Organization, Subscription},
    subscription::{SubscriptionRight, SubscriptionStep},
    time::Time,
};
use store::Change;

use crate::{
    caller::Person,
    refusal::{Code, Refusal},
    run::Context,
};

/// What a list or a record shows, for the folded view events.
const SHOWS: &str = "subscription";

/// An event about a subscription; in the log of the partner that provisioned it, too.
fn event(kind: EventKind, row: &SubscriptionRow) -> Event {
    let event = Event::new(kind, Subject::thing(row.id.uuid(), &row.name));
    if row.is_existing() { event } else { event.concerning(row.provisioned_by.uuid()) }
}

/// A subscription of the change's organization, as it was read by the caller.
async fn found(
    change: &mut Change,
    id: Id<Subscription>,
    stamp: Option<i64>,
) -> Result<SubscriptionRow, Refusal> {
    let row = store::subscriptions::fetch(change, id).await?.ok_or(Refusal::Missing)?;
    if stamp.is_some_and(|stamp| stamp != row.stamp) { Err(Refusal::Stale) } else { Ok(row) }
}

/// Refuses where the status of a subscription does not allow a step.
fn allows(row: &SubscriptionRow, step: SubscriptionStep, now: Time) -> Result<(), Refusal> {
    match row.status(now).after(step) {
        Some(_) => Ok(()),
        None => Err(Refusal::Conflict(Code::InvalidState, Some(row.id.uuid()))),
    }
}

/// Whether whoever is of an organization sells what a subscription is: the partner that provisioned it, or the customer itself.
fn is_sold_by(row: &SubscriptionRow, person: &Person) -> bool {
    row.provisioned_by == person.organization
}

/// Whether nobody sells a subscription to its organization any more: the relationship by which it was bought is over. It is the
/// customer's own then.
async fn is_left(change: &mut Change, row: &SubscriptionRow) -> Result<bool, Refusal> {
    let seller = store::reseller_relationships::fetch_live(change, row.provisioned_by).await?;
    Ok(!row.is_existing() && seller.is_none())
}

/// Refuses what is not the caller's own to change: of what they see at least by a role that they lack something, else that it is not there.
async fn require_sold(
    change: &mut Change,
    row: &SubscriptionRow,
    context: &Context<'_>,
) -> Result<(), Refusal> {
    let person = &context.caller.person;
    if is_sold_by(row, person) || (row.tenant == person.organization && is_left(change, row).await?) {
        return Ok(());
    }
    let see = Action::OnSubscription(SubscriptionRight::See);
    let sees = row.tenant == person.organization
        || holds(context.facts, see, &Target::subscription(row.tenant, row.id));
    if !sees {
        return Err(Refusal::Missing);
    }
    let right = authz::Requirement::Agent(domain::agent::AgentRight::BuySubscriptions);
    Err(Refusal::Denied(Code::Forbidden, Some(right)))
}

/// What buying and changing a subscription asks for: of one's own people to be Global administrator, of agents their right.
fn to_buy(caller: &Person, tenant: Id<Organization>) -> Action {
    if tenant == caller.organization {
        Action::ConsentToPartner
    } else {
        Action::ActAsAgent(domain::agent::AgentRight::BuySubscriptions)
    }
}
