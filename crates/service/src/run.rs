//! The one way to change something: begin, facts, decision, use case, rows and event, commit.

use std::{future::Future, time::Duration};

use authz::{Action, Concerning, Facts, Source, SystemTask, Target, decide, system_permit};
use domain::{
    directory::Principal,
    id::{GranularRelationship, Id, Invitation, Organization, Room, Subscription, Ticket},
};
use store::{CallMeta, Change, Opening, StoreError};

use crate::{
    app::App,
    caller::{Access, Caller, Person},
    idempotency_keys::{self, Repeatable},
    meters::{self, Door},
    observe::Observation,
    refusal::{Code, Refusal},
};

/// Where a command wants to act.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Where {
    /// In an organization as a whole.
    Tenant(Id<Organization>),
    /// On one room of an organization.
    Room(Id<Organization>, Id<Room>),
    /// On the room of a ticket of an organization.
    Ticket(Id<Organization>, Id<Ticket>),
    /// On an invitation, in the organization that sent it.
    Invitation(Id<Invitation>),
    /// On the live link of a customer to the caller's organization.
    LinkOf(Id<Organization>),
    /// On a granular relationship of the caller's organization: at its customer while both sides are bound, else at the organization
    /// itself.
    Granular(Id<GranularRelationship>),
    /// On a subscription of an organization.
    Subscription(Id<Organization>, Id<Subscription>),
    /// On a person or security group of an organization.
    Principal(Id<Organization>, Principal),
}

/// A change somebody wants, as a value.
pub trait Command: Clone + Send + Sync {
    /// What the caller gets.
    type Output: Send + Repeatable;

    /// The name in logs and in refusals that are written down.
    const NAME: &'static str;

    /// Whether it changes access facts, or else must be alone in its organization, so that versions are locked for update
    /// from the start.
    const CHANGES_ACCESS: bool = false;

    /// Whether the right to it ends with it, so that its repetition under the same key cannot ask for that right
    /// again: for answers that tell nothing.
    const ENDS_ITS_RIGHT: bool = false;

    /// What it asks of the engine.
    fn asks(&self, caller: &Person) -> (Action, Where);

    /// Makes the change. Rules of the domain are checked here; rights were decided before.
    fn apply(
        self,
        change: &mut Change,
        context: &Context<'_>,
    ) -> impl Future<Output = Result<Self::Output, Refusal>> + Send;
}

/// What a use case knows beside its door.
pub struct Context<'a> {
    /// The running Steward.
    pub app: &'a App,
    /// Who calls.
    pub caller: &'a Caller,
    /// The facts by which was decided.
    pub facts: &'a Facts,
}

impl Context<'_> {
    /// Whether the same caller may do something to a target: else why not.
    pub fn require(&self, action: Action, target: &Target) -> Result<(), Refusal> {
        let _permit = decide(self.facts, action, target)?;
        Ok(())
    }

    /// A further permit of the same caller, for an organization a change goes on in ([`Change::turn_to`]).
    pub fn permit(&self, action: Action, tenant: Id<Organization>) -> Result<authz::Permit, Refusal> {
        Ok(decide(self.facts, action, &Target::tenant(tenant))?)
    }
}

/// How often a change is tried when the database is busy.
const TRIES: u32 = 6;

/// Runs a command for a person.
pub async fn run<C: Command>(app: &App, caller: &Caller, command: C) -> Result<C::Output, Refusal> {
    if caller.person.access == Access::Read {
        return Err(Refusal::Denied(Code::ReadOnlyToken, None));
    }
    let (mut tries, mut located) = (0, None);
    let outcome = loop {
        tries += 1;
        // What a use case keeps while it runs is much, and many of its callers keep little.
        match Box::pin(try_run(app, caller, command.clone(), &mut located)).await {
            Err(Refusal::Unavailable) if tries < TRIES => {
                meters::busy();
                tokio::time::sleep(Duration::from_millis(5 << tries)).await;
            }
            outcome => break outcome,
        }
    };
    meters::used(Door::Run, C::NAME, &outcome);
    if let Err(refusal) = &outcome {
        note_refusal(app, caller, C::NAME, refusal, (command.asks(&caller.person).1, located));
    }
    outcome
}

async fn try_run<C: Command>(
    app: &App,
    caller: &Caller,
    command: C,
    located: &mut Option<Id<Organization>>,
) -> Result<C::Output, Refusal> {
    let now = app.clock.now();
    let mut opening = app.store.begin_change().await?;
    let answered = idempotency_keys::answered(app, caller, &mut opening).await?;
    if let Some(answer) = answered.as_deref().filter(|_| C::ENDS_ITS_RIGHT) {
        return Ok(C::Output::again(answer)?);
    }
    let (action, place) = command.asks(&caller.person);
    let mut target = locate(&mut opening, &caller.person, place).await?;
    *located = Some(target.tenant);
    opening.lock_versions(vec![caller.person.organization, target.tenant], C::CHANGES_ACCESS).await?;
    if matches!(place, Where::Granular(_)) && locate(&mut opening, &caller.person, place).await? != target {
        // It moved on before the lock: decided where it was, whoever may act where it is would find nothing.
        return Err(Refusal::Unavailable);
    }
    if let Where::Principal(tenant, principal) = place {
        // Looked for once nobody else can give anything any more.
        target.about = opening.principal_facts(tenant, principal).await?;
    }
    // What somebody is told of concerns all of their customers; what a principal holds, those where it does.
    let concerning = match (action, place) {
        (Action::OwnAccount, _) => Concerning::All,
        (Action::ChangeCustomerDirectory(_), _) => Concerning::Directory(target.tenant),
        (_, Where::Principal(_, principal)) => Concerning::Holdings(principal),
        _ => Concerning::One(target.tenant),
    };
    let facts = caller.person.facts(app, &mut opening, now, concerning).await?;
    if matches!(place, Where::Granular(_)) {
        // It is of the caller's organization wherever it is changed: who may not there is told the same in each of its states.
        let _own = decide(&facts, action, &Target::tenant(caller.person.organization))?;
    }
    let permit = decide(&facts, action, &target)?;
    let delegation = match permit.via() {
        Some(Source::DelegatedAdmin { relationship, .. }) => Some(relationship),
        _ => None,
    };
    if let Some(answer) = answered {
        return Ok(C::Output::again(&answer)?);
    }
    let meta = CallMeta {
        now,
        request_id: caller.request_id.clone(),
        address: caller.address.clone(),
        actor_name: caller.person.name().to_owned(),
        program: caller.person.program(),
        seed: app.ids.next(),
    };
    let mut change = opening.change(permit, meta);
    if let Some(relationship) = delegation {
        // What is used by changes alone lies idle no more than what is looked at.
        store::delegation_uses::use_now(&mut change, relationship, caller.person.user).await?;
    }
    let output = command.apply(&mut change, &Context { app, caller, facts: &facts }).await?;
    idempotency_keys::keep(caller, &mut change, &output).await?;
    change.commit().await?;
    Ok(output)
}

async fn locate(opening: &mut Opening, person: &Person, place: Where) -> Result<Target, Refusal> {
    Ok(match place {
        Where::Tenant(tenant) => Target::tenant(tenant),
        Where::Room(tenant, room) => Target::room(tenant, room),
        Where::Ticket(tenant, ticket) => {
            let room = opening.ticket_room(tenant, ticket).await?.ok_or(Refusal::Missing)?;
            Target::room(tenant, room)
        }
        Where::Subscription(tenant, subscription) => Target::subscription(tenant, subscription),
        Where::Invitation(id) => {
            let (tenant, about) = opening.invitation_facts(id).await?.ok_or(Refusal::Missing)?;
            Target { tenant, about }
        }
        Where::LinkOf(tenant) => {
            let about = opening.link_facts(tenant, person.organization).await?.ok_or(Refusal::Missing)?;
            Target { tenant, about }
        }
        Where::Granular(id) => {
            let place = opening.granular_place(person.organization, id).await?;
            Target::tenant(place.ok_or(Refusal::Missing)?)
        }
        // What is told of it is looked for under the lock.
        Where::Principal(tenant, _) => Target::tenant(tenant),
    })
}

/// Refusals of authorization are written down (decision 14), after the answer.
fn note_refusal(
    app: &App,
    caller: &Caller,
    command: &'static str,
    refusal: &Refusal,
    (place, located): (Where, Option<Id<Organization>>),
) {
    if !matches!(refusal, Refusal::Denied(..) | Refusal::Missing) {
        return;
    }
    let tenant = match place {
        Where::Tenant(tenant)
        | Where::Room(tenant, _)
        | Where::Ticket(tenant, _)
        | Where::LinkOf(tenant)
        | Where::Subscription(tenant, _)
        | Where::Principal(tenant, _) => Some(tenant),
        // At the customer, where the relationship was found to be one of both.
        Where::Granular(_) => located,
        Where::Invitation(_) => None,
    };
    app.observer.push(app.clock.now(), Observation::refused(caller, command, refusal.code(), tenant));
}

/// Performs one of Steward's own tasks in an organization.
pub async fn perform<T, F>(
    app: &App,
    task: SystemTask,
    tenant: Id<Organization>,
    request_id: &str,
    address: &str,
    work: F,
) -> Result<T, Refusal>
where
    F: AsyncFnOnce(&mut Change) -> Result<T, Refusal>,
{
    let opening = app.store.begin_change().await?;
    Box::pin(perform_in(app, opening, task, tenant, (request_id, address), work)).await
}

/// Performs one of Steward's own tasks that changes access facts: alone in organizations, whose versions are locked for update first.
pub async fn perform_alone<T, F>(
    app: &App,
    task: SystemTask,
    tenant: Id<Organization>,
    alone_in: Vec<Id<Organization>>,
    work: F,
) -> Result<T, Refusal>
where
    F: AsyncFnOnce(&mut Change) -> Result<T, Refusal>,
{
    let mut opening = app.store.begin_change().await?;
    opening.lock_versions(alone_in, true).await?;
    Box::pin(perform_in(app, opening, task, tenant, ("", ""), work)).await
}

/// The same for whoever comes from somewhere: alone in the organization of the task.
pub async fn perform_alone_for<T, F>(
    app: &App,
    task: SystemTask,
    tenant: Id<Organization>,
    of: (&str, &str),
    work: F,
) -> Result<T, Refusal>
where
    F: AsyncFnOnce(&mut Change) -> Result<T, Refusal>,
{
    let mut opening = app.store.begin_change().await?;
    opening.lock_versions(vec![tenant], true).await?;
    Box::pin(perform_in(app, opening, task, tenant, of, work)).await
}

async fn perform_in<T, F>(
    app: &App,
    opening: Opening,
    task: SystemTask,
    tenant: Id<Organization>,
    (request_id, address): (&str, &str),
    work: F,
) -> Result<T, Refusal>
where
    F: AsyncFnOnce(&mut Change) -> Result<T, Refusal>,
{
    let meta = CallMeta {
        now: app.clock.now(),
        request_id: request_id.to_owned(),
        address: address.to_owned(),
        actor_name: String::new(),
        program: None,
        seed: app.ids.next(),
    };
    let mut change = opening.change(system_permit(task, tenant), meta);
    let output = work(&mut change).await?;
    change.commit().await.map_err(|error: StoreError| Refusal::from(error))?;
    Ok(output)
}
