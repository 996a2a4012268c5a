//! What would be done at one customer: decided from the facts alone, so that preview and act cannot differ.

use std::collections::BTreeSet;

use authz::{Action, Facts, Realm, Target, decide, fact::AssignmentFacts, may_confer, may_confer_on, sight};
use domain::{
    directory::Principal,
    id::{CustomRole, Id, Organization},
    permission::Permission,
    role::Role,
    scope::{Parts, Scope},
    time::Time,
};
use store::{roles::RoleRow, scopes::SoNamed};

use super::pattern::Pattern;
use crate::{
    assignments::{InSight, Period},
    refusal::{Code, Refusal},
};

/// What would be done.
#[derive(Clone, Debug)]
pub(super) struct Plan {
    /// The role that is given; none if it is made first.
    pub role: Option<Id<CustomRole>>,
    /// On which rooms.
    pub scope: Scope,
    /// To whom: those who do not hold it already. Nobody means that nothing is to be done.
    pub members: Vec<Principal>,
}

/// Plans for one customer, given its role of the same name and its groups and places of the names in the rule.
pub(super) fn plan(
    facts: &Facts,
    customer: Id<Organization>,
    pattern: &Pattern,
    role: Option<&RoleRow>,
    named: &SoNamed,
) -> Result<Plan, Refusal> {
    let _permit = decide(facts, Action::Use(Permission::RoleModify), &Target::tenant(customer))?;
    let permissions = pattern.role.permissions;
    let exceeds = || Refusal::Denied(Code::ExceedsOwnPermissions, None);
    let role = match role {
        Some(role) if role.permissions == permissions => Some(role.id),
        Some(role) => return Err(Refusal::Conflict(Code::RoleDiffers, Some(role.id.uuid()))),
        None if !pattern.makes_role => return Err(Refusal::Conflict(Code::RoleMissing, None)),
        None if !may_confer(facts, customer, permissions) => return Err(exceeds()),
        None => None,
    };
    let scope = scope_at(facts, customer, pattern, named)?;
    if !may_confer_on(facts, customer, permissions, &scope) {
        return Err(exceeds());
    }
    let members = match role {
        Some(role) => lacking(facts, customer, pattern, role, &scope),
        None => pattern.form.members.clone(),
    };
    Ok(Plan { role, scope, members })
}

/// The rooms that the rule means there, among what the caller sees.
fn scope_at(
    facts: &Facts,
    customer: Id<Organization>,
    pattern: &Pattern,
    named: &SoNamed,
) -> Result<Scope, Refusal> {
    let sight = sight(facts, Action::Use(Permission::RoomView), Realm::Customer(customer))?;
    if pattern.all_rooms {
        return Ok(Scope::ALL);
    }
    let at = facts.at(customer).ok_or(Refusal::Missing)?;
    let seen = InSight::of(at, &sight);
    let included = Parts {
        rooms: BTreeSet::new(),
        groups: named.groups.iter().copied().filter(|group| seen.has_group(*group)).collect(),
        places: named.places.iter().copied().filter(|place| seen.has_place(*place)).collect(),
    };
    if included.is_empty() {
        return Err(Refusal::Conflict(Code::NothingSoNamed, None));
    }
    Ok(Scope { included, ..Scope::NOTHING })
}

/// Those of the members to whom the role is not assigned yet on these rooms for that long.
fn lacking(
    facts: &Facts,
    customer: Id<Organization>,
    pattern: &Pattern,
    role: Id<CustomRole>,
    scope: &Scope,
) -> Vec<Principal> {
    let mut members = pattern.form.members.clone();
    let Some(at) = facts.at(customer) else { return members };
    let gives = |given: &AssignmentFacts| {
        let there = at.rights.scope(given.scope);
        given.role == Role::Custom(role)
            && (there.is_all() || *there == *scope)
            && lasts(given, pattern.form.period, facts.now)
    };
    for (id, _) in at.rights.assignments().filter(|(_, given)| gives(given)) {
        let held: BTreeSet<Principal> = at.rights.members_of(id).collect();
        members.retain(|member| !held.contains(member));
    }
    members
}

/// Whether an assignment counts in the whole of a period, as far as that is still to come.
fn lasts(given: &AssignmentFacts, period: Period, now: Time) -> bool {
    let begins = given.from.is_none_or(|from| from <= period.from.unwrap_or(now).max(now));
    let ends = given.until.is_none_or(|until| period.until.is_some_and(|wanted| wanted <= until));
    begins && ends
}
