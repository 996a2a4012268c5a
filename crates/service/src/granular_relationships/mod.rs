//! Granular relationships (GDAP): from the partner's draft to their end, and what they give to groups of the partner (state machines
//! 3.4–3.6, R-380–R-389).
//!
//! Invariant: only a Global administrator of the customer's own directory approves (decision 6); either side ends one at once, and
//! with the commit nobody of the partner holds anything by it any more.

mod approve;
mod assign;
mod decline;
mod draft;
mod edit;
mod extension;
mod for_reseller;
mod granted;
mod lists;
mod proceed;
mod request;
mod tell;
mod terminate;

pub use approve::{ApproveGranular, AskedGranular, OpenGranular};
pub use assign::{AssignAccess, ChangeAccess, EndAccess};
pub use decline::DeclineGranular;
pub(crate) use decline::{decline, tell_declined};
pub use draft::{DiscardGranular, DraftGranular};
pub use edit::EditGranular;
pub use extension::SwitchExtension;
pub use for_reseller::PrepareGranular;
pub use granted::{Granted, GrantedRelationship, GrantedRelationships};
pub use lists::{
    AccessAssignments, AssignmentsOf, DelegatedCustomerOf, DelegatedCustomers, GROUPS_OFFERED,
    GranularOperationOf, GranularOperations, GranularRelationshipOf, GranularRelationships,
    GranularRequestOf, GranularRequests, GroupsToAssign, OneAccessAssignment, ServicesOfCustomer, Shown,
};
pub use proceed::tend;
pub(crate) use proceed::{group_gone, tell_customers};
pub use request::{RequestGranular, lost};
pub use store::granular_relationships::{
    GranularRow,
    assignments::{AccessAssignmentRow, Holder, SCHEMA as ASSIGNMENTS},
    lists::{CUSTOMERS, DelegatedCustomer, GRANTED, RELATIONSHIPS},
    public_id,
    requests::{GranularOperationRow, GranularRequestRow, OPERATIONS, REQUESTS},
};
pub use terminate::TerminateGranted;
pub(crate) use terminate::end_as_customer;

use authz::Requirement;
use domain::{
    event::{Event, EventKind, Subject},
    granular_relationship::{DAYS_TO_ANSWER, Outcome, Status, Step},
    id::{GranularRelationship, Id, Organization},
    role_definition::{self, RoleDefinition},
    time::{DAY, Time},
};
use store::Change;
use uuid::Uuid;

use crate::{
    form::Form,
    refusal::{Code, Refusal},
    run::Context,
};

/// How many relationships of a partner may be drafts or wait for an answer at once.
const MOST_OPEN: i64 = 1000;

/// How many relationships of a partner may wait for the answer of one customer that they name.
const MOST_ASKED: i64 = 10;

/// Refuses whoever the named customer blocks, as a person or by the application through which the call comes: nobody asks it for
/// anything while it does (decision 8).
async fn not_barred(
    change: &mut Change,
    context: &Context<'_>,
    customer: Option<Id<Organization>>,
) -> Result<(), Refusal> {
    let Some(customer) = customer else { return Ok(()) };
    let person = &context.caller.person;
    let application = person.by.as_ref().map(|by| by.application.uuid());
    let who = [Some(person.user.uuid()), application].into_iter().flatten().collect();
    if store::blocks::bars(change, customer, who).await? {
        return Err(Refusal::Denied(Code::Forbidden, Some(Requirement::Unblocked)));
    }
    Ok(())
}

/// Refuses to ask a customer for one more relationship by name where as many wait for its answer as may.
async fn not_too_many(change: &mut Change, customer: Option<Id<Organization>>) -> Result<(), Refusal> {
    let Some(customer) = customer else { return Ok(()) };
    let after = change.now().plus(-DAYS_TO_ANSWER * DAY);
    if store::granular_relationships::count_asked(change, customer, after).await? >= MOST_ASKED {
        return Err(Refusal::Conflict(Code::TooManyAsked, None));
    }
    Ok(())
}

/// An event about a relationship: in the log of the partner, and of the customer once that approved.
fn event(kind: EventKind, row: &GranularRow) -> Event {
    Event::new(kind, Subject::thing(row.id.uuid(), &row.name)).concerning(row.partner.uuid())
}

/// A relationship of a partner, as it was read by the caller; locked until the change is done.
async fn own(
    change: &mut Change,
    partner: Id<Organization>,
    id: Id<GranularRelationship>,
    stamp: Option<i64>,
) -> Result<GranularRow, Refusal> {
    let row = store::granular_relationships::fetch(change, id).await?;
    let row = row.filter(|row| row.partner == partner).ok_or(Refusal::Missing)?;
    if row.place() != change.tenant() {
        // It moved on between the decision and the lock: decided anew, it is another decision.
        return Err(Refusal::Unavailable);
    }
    fresh(row, stamp)
}

/// A relationship that the change's organization approved, as it was read by the caller; locked until the change is done.
async fn approved(
    change: &mut Change,
    id: Id<GranularRelationship>,
    stamp: Option<i64>,
) -> Result<GranularRow, Refusal> {
    let own = change.tenant();
    let row = store::granular_relationships::fetch(change, id).await?;
    let is_own = |row: &GranularRow| row.customer == Some(own) && row.approved_at.is_some();
    fresh(row.filter(is_own).ok_or(Refusal::Missing)?, stamp)
}

fn fresh(row: GranularRow, stamp: Option<i64>) -> Result<GranularRow, Refusal> {
    if stamp.is_some_and(|stamp| stamp != row.stamp) { Err(Refusal::Stale) } else { Ok(row) }
}

/// A relationship whose end has come is as good as over, whether or not anybody wrote that down.
fn not_over(row: &GranularRow, now: Time) -> Result<(), Refusal> {
    let is_over = !row.extends && row.ends_at.is_some_and(|end| end <= now);
    if is_over { Err(Refusal::Conflict(Code::InvalidState, Some(row.id.uuid()))) } else { Ok(()) }
}

/// Where a relationship stands after a step.
fn after(row: &GranularRow, step: Step) -> Result<Status, Refusal> {
    match row.status.after(step) {
        Some(Outcome::Stands(status)) => Ok(status),
        Some(Outcome::Gone) | None => Err(Refusal::Conflict(Code::InvalidState, Some(row.id.uuid()))),
    }
}

/// The roles of some templates: at least one, each published, none twice (§4.3).
fn roles(form: &mut Form, templates: &[Uuid]) -> Vec<&'static RoleDefinition> {
    const FIELD: &str = "accessDetails";
    if templates.is_empty() {
        form.fault(FIELD, Code::Required);
    }
    let mut roles: Vec<&'static RoleDefinition> = Vec::with_capacity(templates.len());
    for template in templates {
        match role_definition::find(*template) {
            None => form.limit(FIELD, Code::UnknownRole, template),
            Some(role) if roles.contains(&role) => form.limit(FIELD, Code::NamedTwice, template),
            Some(role) => roles.push(role),
        }
    }
    roles.sort_unstable_by_key(|role| role.id);
    roles
}

/// Whether some templates are those of these roles, in whatever order.
fn are(roles: &[&'static RoleDefinition], templates: &[Uuid]) -> bool {
    roles.len() == templates.len() && roles.iter().all(|role| templates.contains(&role.id))
}

/// The words of roles, for the log.
pub(crate) fn words(roles: &[&'static RoleDefinition]) -> String {
    let mut words: Vec<_> = roles.iter().map(|role| role.key).collect();
    words.sort_unstable();
    words.join(" ")
}
