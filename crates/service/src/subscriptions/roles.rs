//! Roles on a subscription: given and taken.
//!
//! Invariant: nobody gives or takes more than they hold, or touches a role of another organization's people; the customer's own Global
//! administrators alone take any of them, and let groups of a partner have one (decision 6).

use authz::{Action, Target, fact::SubscriptionRoleFacts, holds};
use domain::{
    agent::Agent,
    directory::Principal,
    event::{Event, EventKind, Subject},
    id::{Id, Organization, SecurityGroup, Subscription, SubscriptionAssignment},
    subscription::{SubscriptionKind, SubscriptionRight, SubscriptionRole, SubscriptionStep},
};
use store::{
    Batch, Change, StoreError,
    subscriptions::{self as rows, NewRole, RoleRow},
};
use uuid::Uuid;

use super::{allows, found};
use crate::{
    caller::Person,
    refusal::{Code, Refusal},
    run::{Command, Context, Where},
};

/// How many roles there are on one subscription at most.
const MOST: usize = 100;

/// Who is to hold a role.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Holder {
    /// Somebody of the caller's own organization: at a partner a security group alone, at the customer a person too.
    Own(Uuid),
    /// Agents of a partner from which the caller's organization buys.
    Agents(Id<Organization>, Agent),
}

/// Gives a role on a subscription.
#[derive(Clone, Copy, Debug)]
pub struct AssignSubscriptionRole {
    /// Whose subscription.
    pub tenant: Id<Organization>,
    /// Which.
    pub subscription: Id<Subscription>,
    /// The role.
    pub role: SubscriptionRole,
    /// To whom.
    pub holder: Holder,
}

impl Command for AssignSubscriptionRole {
    type Output = Id<SubscriptionAssignment>;
    const NAME: &'static str = "subscriptions.assign_role";
    const CHANGES_ACCESS: bool = true;

    fn asks(&self, _: &Person) -> (Action, Where) {
        let action = Action::OnSubscription(SubscriptionRight::AssignRoles);
        (action, Where::Subscription(self.tenant, self.subscription))
    }

    async fn apply(
        self,
        change: &mut Change,
        context: &Context<'_>,
    ) -> Result<Id<SubscriptionAssignment>, Refusal> {
        let row = found(change, self.subscription, None).await?;
        if row.kind != SubscriptionKind::Metered {
            return Err(Refusal::Conflict(Code::InvalidState, Some(row.id.uuid())));
        }
        allows(&row, SubscriptionStep::Rename, change.now())?;
        confers(context, self.tenant, self.subscription, self.role)?;
        let (home, member, name) = self.holder(change, context).await?;
        let there = rows::fetch_roles(change, self.subscription).await?;
        if there.iter().any(|it| it.role == self.role && it.member == member) {
            return Err(Refusal::Conflict(Code::AlreadyExists, None));
        }
        // How many others hold is not told.
        if there.iter().filter(|it| it.home == home).count() >= MOST {
            return Err(Refusal::Conflict(Code::TooMany, None));
        }
        let id = change.new_id();
        let facts = SubscriptionRoleFacts { subscription: self.subscription, role: self.role, home, member };
        let event = event(EventKind::SubscriptionRoleAssigned, (row.id, &row.name), (self.tenant, home))
            .with("role", self.role.key());
        let event = match member {
            Principal::User(_) => event.with_person("member", &name),
            Principal::SecurityGroup(_) => event.with("group", &name),
        };
        let by = context.caller.person.upn.as_str();
        match change.write(rows::add_role(Batch::of(event), NewRole { id, facts }, by)).await {
            Ok(_) => Ok(id),
            Err(StoreError::Constraint(_)) => Err(Refusal::Conflict(Code::AlreadyExists, None)),
            Err(error) => Err(error.into()),
        }
    }
}

impl AssignSubscriptionRole {
    /// Who is to hold the role, with their organization and name.
    async fn holder(
        &self,
        change: &mut Change,
        context: &Context<'_>,
    ) -> Result<(Id<Organization>, Principal, String), Refusal> {
        let own = context.caller.person.organization;
        let unknown = || Refusal::field("principalId", Code::UnknownReference);
        match self.holder {
            Holder::Own(id) if self.tenant == own => {
                let (member, name) = rows::fetch_own_principal(change, id).await?.ok_or_else(unknown)?;
                Ok((own, member, name))
            }
            Holder::Own(id) => {
                let group: Id<SecurityGroup> = Id::new(id);
                let name = rows::fetch_group(change, own, group).await?.ok_or_else(unknown)?;
                Ok((own, Principal::SecurityGroup(group), name))
            }
            Holder::Agents(partner, agent) => {
                context.require(Action::ConsentToPartner, &Target::tenant(self.tenant))?;
                let found = rows::agents_group(change, partner, agent).await?;
                let unknown = || Refusal::field("partnerId", Code::UnknownReference);
                let (group, name) = found.ok_or_else(unknown)?;
                Ok((partner, Principal::SecurityGroup(group), name))
            }
        }
    }
}

/// Takes a role on a subscription.
#[derive(Clone, Copy, Debug)]
pub struct RemoveSubscriptionRole {
    /// Whose subscription.
    pub tenant: Id<Organization>,
    /// Which.
    pub subscription: Id<Subscription>,
    /// The role assignment.
    pub assignment: Id<SubscriptionAssignment>,
}

impl Command for RemoveSubscriptionRole {
    type Output = ();
    const NAME: &'static str = "subscriptions.remove_role";
    const CHANGES_ACCESS: bool = true;
    const ENDS_ITS_RIGHT: bool = true;

    fn asks(&self, _: &Person) -> (Action, Where) {
        let action = Action::OnSubscription(SubscriptionRight::AssignRoles);
        (action, Where::Subscription(self.tenant, self.subscription))
    }

    async fn apply(self, change: &mut Change, context: &Context<'_>) -> Result<(), Refusal> {
        let row = rows::fetch_role(change, self.subscription, self.assignment).await?;
        let row = row.ok_or(Refusal::Missing)?;
        let takes_any = holds(context.facts, Action::ConsentToPartner, &Target::tenant(self.tenant));
        if row.home != context.caller.person.organization && !takes_any {
            return Err(Refusal::Missing);
        }
        confers(context, self.tenant, self.subscription, row.role)?;
        end(change, &row).await
    }
}

/// Refuses a role that is more than the caller holds.
fn confers(
    context: &Context<'_>,
    tenant: Id<Organization>,
    subscription: Id<Subscription>,
    role: SubscriptionRole,
) -> Result<(), Refusal> {
    if context.facts.confers_on(tenant, subscription).contains(&role) {
        return Ok(());
    }
    Err(Refusal::Denied(Code::ExceedsOwnPermissions, None))
}

/// Takes one role, and leaves the event.
pub(super) async fn end(change: &mut Change, row: &RoleRow) -> Result<(), Refusal> {
    let about = (row.subscription, row.subscription_name.as_str());
    let event = event(EventKind::SubscriptionRoleRemoved, about, (change.tenant(), row.home))
        .without("role", row.role.key());
    let name = row.member_name.as_deref().unwrap_or_default();
    let event = match row.member {
        Principal::User(_) => event.without_person("member", name),
        Principal::SecurityGroup(_) => event.without("group", name),
    };
    change.write(rows::remove_role(Batch::of(event), row)).await?;
    Ok(())
}

/// Takes every role that people of a partner hold on subscriptions of the change's organization, each with its event; the change must be
/// one that the customer's own Global administrator makes, alone in the organization. Answers what was taken.
pub async fn end_roles_of(change: &mut Change, partner: Id<Organization>) -> Result<Vec<RoleRow>, Refusal> {
    let held = rows::held_by_partner(change, partner).await?;
    for row in &held {
        end(change, row).await?;
    }
    Ok(held)
}

/// Takes the role that somebody who is deleted holds on a subscription of the change's organization.
pub(crate) async fn depart(
    change: &mut Change,
    subscription: Id<Subscription>,
    assignment: Id<SubscriptionAssignment>,
) -> Result<(), Refusal> {
    match rows::fetch_role(change, subscription, assignment).await? {
        Some(row) => end(change, &row).await,
        None => Ok(()),
    }
}

/// An event about a role; in the log of the partner whose people hold it, too.
fn event(
    kind: EventKind,
    (subscription, name): (Id<Subscription>, &str),
    (tenant, home): (Id<Organization>, Id<Organization>),
) -> Event {
    let event = Event::new(kind, Subject::thing(subscription.uuid(), name));
    if home == tenant { event } else { event.concerning(home.uuid()) }
}
