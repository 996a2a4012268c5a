//! What Steward does by itself: what waits too long lapses, and what nobody ever used is removed.

use authz::{Fact, SystemTask, fact::Turn};
use domain::{
    added_customer::{AddedStep, DAYS_TO_ANSWER},
    directory::Principal,
    event::{Event, EventKind, Subject},
    id::{Id, Organization},
    role::DirectoryRole,
    time::DAY,
};
use store::{
    Batch, Change,
    added_customers::{self as rows, removal},
    organizations::REMOVE_DOMAIN,
    sessions::end_all,
    users::{DELETE, DELETE_LINKS, DELETE_READS, DELETE_TOKENS},
    values,
};

use super::{event, settle, tell::tell};
use crate::{
    app::App,
    directory_roles,
    refusal::Refusal,
    run::{perform, perform_alone},
};

/// How many are looked at in one turn at most.
const TOGETHER: i64 = 50;
const TASK: SystemTask = SystemTask::AddedCustomers;

/// Lets what waits too long lapse, and removes what nobody used. Called by the server's clock.
pub async fn tend(app: &App) -> Result<(), Refusal> {
    let until = app.clock.now().plus(-DAYS_TO_ANSWER * DAY);
    let due = app.store.begin_view().await?.lapsed_added_customers(until, TOGETHER).await?;
    // One that fails keeps no other from its end.
    let mut failed = Ok(());
    for (partner, customer) in due {
        let work = async |change: &mut Change| lapse(change, customer).await;
        failed = perform(app, TASK, partner, "", "", work).await.and(failed);
    }
    let unused = app.store.begin_view().await?.unused_added_customers(TOGETHER).await?;
    for (_, customer) in unused {
        failed = remove(app, customer).await.and(failed);
    }
    failed
}

async fn lapse(change: &mut Change, customer: Id<Organization>) -> Result<(), Refusal> {
    let Some(row) = rows::fetch(change, customer).await? else { return Ok(()) };
    if row.state.after(AddedStep::Lapse).is_none() {
        return Ok(());
    }
    let event = event(EventKind::AddedCustomerExpired, &row).concerning(customer.uuid());
    settle(change, &row, AddedStep::Lapse, event).await?;
    let partner = change.tenant();
    tell(change, &row, partner, "added_customer_expired").await
}

/// Removes an organization that a partner added, if what was asked of it is over and nobody ever used it: first its administrator and its
/// domain, as everybody's decisions read of them, then what is left of it.
pub(super) async fn remove(app: &App, customer: Id<Organization>) -> Result<(), Refusal> {
    let empty = async |change: &mut Change| empty(change).await;
    let Some(name) = perform_alone(app, TASK, customer, vec![customer], empty).await? else { return Ok(()) };
    let operator = app.store.begin_view().await?.operator().await?.ok_or(Refusal::Missing)?;
    perform(app, TASK, operator, "", "", async |change| {
        let event = Event::new(EventKind::OrganizationRemoved, Subject::thing(customer.uuid(), &name));
        change.write(removal::remove(Batch::of(event), customer)).await?;
        Ok(())
    })
    .await
}

/// Takes the administrator and the domain out of the change's organization if nobody used it; says its name then.
async fn empty(change: &mut Change) -> Result<Option<String>, Refusal> {
    let Some(unused) = removal::fetch_unused(change).await? else { return Ok(None) };
    if let Some((user, upn, enabled)) = &unused.administrator {
        let member = Principal::User(*user);
        directory_roles::take(change, DirectoryRole::GlobalAdministrator, member, upn).await?;
        let fact = Fact::Person { user: *user, enabled: Turn::ends(*enabled) };
        let subject = Subject::person(user.uuid(), upn);
        let about = || values![*user];
        let batch = end_all(Batch::of(Event::new(EventKind::UserDeleted, subject)), *user)
            .run(&DELETE_TOKENS, about())
            .run(&DELETE_LINKS, about())
            .run(&DELETE_READS, about())
            .run(&DELETE, about())
            .fact(fact);
        change.write(batch).await?;
    }
    if let Some(domain) = &unused.domain {
        let event =
            Event::new(EventKind::DomainRemoved, Subject::thing(change.tenant().uuid(), domain.as_str()));
        change.write(Batch::of(event).run(&REMOVE_DOMAIN, values![domain.as_str()])).await?;
    }
    Ok(Some(unused.name))
}
