//! What a change of people or of the members of a security group would do, in the organization itself and at each customer
//! for which its people work or hold directory roles.
//!
//! Invariant: of a customer its name and numbers are told where a link exists; its rooms are named only in the reader's own
//! sight (decision 17).

use std::{collections::BTreeSet, sync::Arc};

use authz::{
    Action, Fact, Realm,
    fact::Turn,
    image::Directory,
    preview::{
        World,
        changes::{Change, Concerned, changes},
        delegated::{RoleChange, role_changes},
    },
};
use domain::{
    agent::AgentRight,
    directory::Principal,
    id::{Id, Organization, SecurityGroup, User},
    permission::Permission,
};
use store::{View, explanations::Eyes, links::tenants};
use uuid::Uuid;

use super::{DelegatedEffect, Preview, Previewed, Who, name_rooms, named, people_named, worlds};
use crate::{
    ask::{Looking, Question},
    caller::Person,
    refusal::Refusal,
    run::Where,
};

/// A change of the directory that is thought of.
#[derive(Clone, Debug)]
pub enum DirectoryChange {
    /// Some join a security group, and some leave it.
    Members {
        /// The group.
        group: Id<SecurityGroup>,
        /// Who joins.
        join: Vec<Principal>,
        /// Who leaves, by identifier.
        leave: Vec<Uuid>,
    },
    /// A security group is deleted.
    DeleteGroup(Id<SecurityGroup>),
    /// A person is enabled or disabled.
    Enabled(Id<User>, bool),
    /// A person is deleted.
    DeleteUser(Id<User>),
}

/// Asks what a change of the directory would do: in one's own organization first, then at customers by name; only where it
/// does something.
#[derive(Clone, Debug)]
pub struct PreviewDirectory(pub DirectoryChange);

impl Question for PreviewDirectory {
    type Answer = Vec<Previewed>;
    const NAME: &'static str = "directory.preview";

    fn asks(&self, _: &Person) -> (Action, Realm) {
        (Action::AdministerDirectory, Realm::Own)
    }

    async fn answer(&self, view: &mut View, looking: &Looking<'_>) -> Result<Vec<Previewed>, Refusal> {
        let own = looking.facts.own();
        let (facts, people) = self.0.turns(view, &own.directory).await?;
        let customers = customers(view, looking).await?;
        let delegating = delegating(view, looking).await?;
        let places: Vec<_> = std::iter::once(own.id).chain(customers.iter().map(|(id, _)| *id)).collect();
        let known: BTreeSet<_> = places.iter().chain(delegating.iter().map(|(id, _)| id)).copied().collect();
        let known: Vec<_> = known.into_iter().collect();
        let (before, after) = worlds(view.organizations(&known).await?, own.id, &facts);
        let found = found(&before, &after, own.id, &places, &people, looking);

        view.look(looking.sight(Action::AdministerDirectory, Realm::Own)?);
        let named = named(view, Eyes::Own, own.id, found.iter().flat_map(|(_, found)| found)).await?;
        let sees_rooms = |realm| looking.sight(Action::Use(Permission::RoomView), realm).ok();
        let (here, there): (Vec<_>, Vec<_>) = found.into_iter().partition(|(id, _)| *id == own.id);
        let mut shown = name_rooms(view, &before, here, &named, sees_rooms(Realm::Own)).await?;
        shown.extend(name_rooms(view, &before, there, &named, sees_rooms(Realm::AllCustomers)).await?);
        for previewed in &mut shown {
            let name = customers.iter().find(|(id, _)| *id == previewed.tenant);
            previewed.name = name.map(|(_, name)| name.clone()).unwrap_or_default();
        }
        let now = looking.facts.now;
        let roles = |tenant| role_changes(&before, &after, (own.id, tenant), &people, now);
        let roles: Vec<_> =
            delegating.into_iter().map(|(tenant, name)| (tenant, name, roles(tenant))).collect();
        view.look(looking.sight(Action::AdministerDirectory, Realm::Own)?);
        let turned = roles.iter().flat_map(|(_, _, found)| found).map(|change| change.user).collect();
        let named = people_named(view, Eyes::Own, own.id, turned).await?;
        for (tenant, name, found) in roles.into_iter().filter(|(_, _, found)| !found.is_empty()) {
            let delegated = effects(&found, &named);
            match shown.iter_mut().find(|it| it.tenant == tenant) {
                Some(it) => it.delegated = delegated,
                None => shown.push(Previewed { name, delegated, ..Previewed::nothing(tenant) }),
            }
        }
        shown.sort_by_cached_key(|it| (it.tenant != own.id, domain::text::key(&it.name)));
        Ok(shown)
    }
}

impl Preview for PreviewDirectory {
    fn recorded(&self, caller: &Person) -> (Action, Where) {
        (Action::AdministerDirectory, Where::Tenant(caller.organization))
    }

    fn places(answer: Vec<Previewed>) -> Vec<Previewed> {
        answer
    }
}

impl DirectoryChange {
    /// The facts it would turn, and the people whose rights they can change.
    async fn turns(
        &self,
        view: &mut View,
        directory: &Directory,
    ) -> Result<(Vec<Fact>, BTreeSet<Id<User>>), Refusal> {
        let below = |principals: &[Principal]| -> BTreeSet<Id<User>> {
            principals.iter().flat_map(|principal| directory.people_below(*principal)).collect()
        };
        let is = |user: Id<User>, enabled: Option<bool>| -> Result<_, Refusal> {
            let person = directory.person(user).ok_or(Refusal::Missing)?;
            let enabled = Turn::new(Some(person.enabled), enabled);
            Ok((vec![Fact::Person { user, enabled }], BTreeSet::from([user])))
        };
        let (group, join, leave) = match self {
            Self::Enabled(user, enabled) => return is(*user, Some(*enabled)),
            Self::DeleteUser(user) => return is(*user, None),
            Self::DeleteGroup(group) => (*group, &[][..], None),
            Self::Members { group, join, leave } => (*group, join.as_slice(), Some(leave)),
        };
        store::directory::group(view, group).await?.ok_or(Refusal::Missing)?;
        let members: Vec<Principal> = directory.members_of(group).collect();
        let leaves = |member: &Principal| leave.is_none_or(|leave| leave.contains(&member.uuid()));
        let leaving = members.iter().copied().filter(leaves);
        // Nobody from elsewhere can be a member; who is one already does not join.
        let own = |member: &Principal| {
            let is_person = matches!(member, Principal::User(user) if directory.person(*user).is_some());
            (is_person || matches!(member, Principal::SecurityGroup(_))) && !members.contains(member)
        };
        let joining: Vec<Principal> = join.iter().copied().filter(own).collect();
        let turned: Vec<Principal> = leaving.chain(joining.iter().copied()).collect();
        let fact = |member: &Principal| {
            let is = if joining.contains(member) { Turn::BEGINS } else { Turn::ENDS };
            Fact::GroupMember { group, member: *member, is }
        };
        Ok((turned.iter().map(fact).collect(), below(&turned)))
    }
}

/// Every customer with a live link to the reader's organization, by name; none of an organization that is no partner.
async fn customers(
    view: &mut View,
    looking: &Looking<'_>,
) -> Result<Vec<(Id<Organization>, String)>, Refusal> {
    let Ok(sight) = looking.sight(Action::SeeTenants, Realm::Own) else { return Ok(Vec::new()) };
    view.look(sight);
    Ok(tenants::names(view, None).await?)
}

/// Every customer that delegates directory roles to the reader's organization, by name.
async fn delegating(
    view: &mut View,
    looking: &Looking<'_>,
) -> Result<Vec<(Id<Organization>, String)>, Refusal> {
    let sees = Action::ActAsAgent(AgentRight::SeeCustomers);
    let Ok(sight) = looking.sight(sees, Realm::Own) else { return Ok(Vec::new()) };
    Ok(store::delegating::customers(view.look(sight)).await?)
}

/// Changes with the names of the people, in the order of these.
fn effects(found: &[RoleChange], people: &[Arc<Who>]) -> Vec<DelegatedEffect> {
    let of = |who: &Arc<Who>| {
        let RoleChange { gained, lost, .. } = found.iter().find(|change| who.id == Some(change.user))?;
        Some(DelegatedEffect { who: Arc::clone(who), gained: gained.clone(), lost: lost.clone() })
    };
    people.iter().filter_map(of).collect()
}

/// Where something changes, and what.
fn found(
    before: &World,
    after: &World,
    home: Id<Organization>,
    places: &[Id<Organization>],
    people: &BTreeSet<Id<User>>,
    looking: &Looking<'_>,
) -> Vec<(Id<Organization>, Vec<Change>)> {
    let concerned = |tenant| Concerned { home, tenant, people: Some(people), now: looking.facts.now };
    let at = |tenant: &Id<Organization>| (*tenant, changes(before, after, concerned(*tenant), |_| true));
    places.iter().map(at).filter(|(_, found)| !found.is_empty()).collect()
}
