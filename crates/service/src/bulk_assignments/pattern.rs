//! What is the same at every customer, checked once and as a whole: all faults at once.

use std::collections::{BTreeMap, BTreeSet};

use authz::{Action, Realm, Requirement};
use domain::{
    directory::Principal,
    id::{Id, Organization},
    link::LinkState,
    permission::Permission,
    text,
};
use store::{
    View,
    links::tenants::{NamedTenant, named},
    roles::{RoleRow, Whose},
};

use super::{AtCustomer, BulkAssignment, MOST, Outcome, RoleAt};
use crate::{
    ask::Looking,
    assignments::{AssignmentForm, text_faults},
    invitations::refuse,
    refusal::{Code, Fault, Refusal},
    roles::RoleForm,
};

/// How many groups, places and members are named at most.
const MOST_NAMED: usize = 100;

/// What is the same at every customer.
#[derive(Clone, Debug)]
pub(super) struct Pattern {
    /// The role, as it is at one of them.
    pub role: RoleRow,
    /// Whether it is made where it is not.
    pub makes_role: bool,
    /// The assignment, but for its rooms.
    pub form: AssignmentForm,
    /// Whether it is for all rooms.
    pub all_rooms: bool,
    /// Else for the groups of these names, folded,
    pub groups: Vec<String>,
    /// and for the places of these.
    pub places: Vec<String>,
}

impl Pattern {
    /// The role as it is made where it is not.
    pub(super) fn new_role(&self) -> RoleForm {
        RoleForm {
            name: self.role.name.clone(),
            description: self.role.description.clone(),
            permissions: self.role.permissions.iter().map(|permission| permission.key().to_owned()).collect(),
        }
    }
}

/// The pattern of a bulk assignment, and the customers it is for.
#[derive(Clone, Debug)]
pub(super) struct Checked {
    pub pattern: Pattern,
    customers: Vec<Id<Organization>>,
    seen: BTreeMap<Id<Organization>, NamedTenant>,
}

impl Checked {
    /// The customers in the order in which they were named, each once.
    pub(super) fn customers(&self) -> impl Iterator<Item = Id<Organization>> + use<> {
        self.customers.clone().into_iter()
    }

    /// What happens at a customer, told as far as the caller sees it: one that is in sight is not called missing.
    pub(super) fn tell(&self, customer: Id<Organization>, outcome: Result<Outcome, Refusal>) -> AtCustomer {
        let seen = self.seen.get(&customer);
        let outcome = outcome.unwrap_or_else(|refusal| {
            Outcome::Refused(match (refusal, seen) {
                (Refusal::Missing, Some(seen)) if seen.state == LinkState::Suspended => {
                    Refusal::Conflict(Code::LinkSuspended, None)
                }
                (Refusal::Missing, Some(_)) => nowhere(),
                (refusal, _) => refusal,
            })
        });
        let seen = seen.map(|seen| (seen.name.clone(), seen.default_domain.clone()));
        AtCustomer { customer, seen, outcome }
    }
}

/// Whoever manages no roles, there or anywhere, is told so.
pub(super) fn nowhere() -> Refusal {
    Refusal::Denied(Code::Forbidden, Some(Requirement::Permission(Permission::RoleModify)))
}

/// Checks what was asked for. The view looks with the sight of role management at all customers; whoever has it nowhere is
/// refused before anything else is looked at.
pub(super) async fn check(
    view: &mut View,
    looking: &Looking<'_>,
    wanted: &BulkAssignment,
) -> Result<Checked, Refusal> {
    if view.sight().tenants().is_empty() {
        return Err(nowhere());
    }
    let (_, _, mut faults) = text_faults(&wanted.name, &wanted.description);
    let role = role_at(view, looking, wanted.role).await?;
    if role.is_none() {
        faults.push(Fault::new("roleId", Code::UnknownReference));
    }
    faults.extend(unknown_members(view, looking, wanted).await?);
    let (groups, places) = (folded(&wanted.rule.groups), folded(&wanted.rule.places));
    if !wanted.rule.all_rooms && groups.is_empty() && places.is_empty() {
        faults.push(Fault::new("scope", Code::EmptyScope));
    }
    let mut known = BTreeSet::new();
    let customers: Vec<_> =
        wanted.customers.iter().copied().filter(|customer| known.insert(*customer)).collect();
    if customers.is_empty() {
        faults.push(Fault::new("tenantIds", Code::Required));
    }
    let lengths = [
        ("tenantIds", customers.len(), MOST),
        ("members", wanted.members.len(), MOST_NAMED),
        ("scope/roomGroups", groups.len(), MOST_NAMED),
        ("scope/places", places.len(), MOST_NAMED),
    ];
    let too_many = lengths.into_iter().filter(|(_, length, most)| length > most);
    faults.extend(too_many.map(|(field, _, most)| Fault::new(field, Code::TooMany).detail(most)));
    faults.extend(wanted.period.faults(looking.facts.now));
    let (Some(role), true) = (role, faults.is_empty()) else { return Err(refuse(faults)) };
    view.look(looking.sight(Action::SeeTenants, Realm::Own)?);
    let seen = named(view, &customers).await?.into_iter().map(|it| (it.tenant, it)).collect();
    let form = AssignmentForm {
        name: wanted.name.clone(),
        description: wanted.description.clone(),
        members: wanted.members.clone(),
        period: wanted.period,
        sends_mail: wanted.sends_mail,
        ..AssignmentForm::default()
    };
    let (makes_role, all_rooms) = (wanted.makes_role, wanted.rule.all_rooms);
    Ok(Checked { pattern: Pattern { role, makes_role, form, all_rooms, groups, places }, customers, seen })
}

/// The role that is the pattern, if the caller may view roles there.
pub(super) async fn role_at(
    view: &mut View,
    looking: &Looking<'_>,
    wanted: RoleAt,
) -> Result<Option<RoleRow>, Refusal> {
    let there = Realm::Customer(wanted.customer);
    if looking.sight(Action::Use(Permission::RoleView), there).is_err() {
        return Ok(None);
    }
    view.look(looking.sight(Action::SeeTenants, Realm::Own)?);
    let roles = store::roles::list(view, Whose::At(wanted.customer)).await?;
    Ok(roles.into_iter().find(|role| role.id == wanted.role))
}

async fn unknown_members(
    view: &mut View,
    looking: &Looking<'_>,
    wanted: &BulkAssignment,
) -> Result<Vec<Fault>, Refusal> {
    if wanted.members.is_empty() {
        return Ok(vec![Fault::new("members", Code::Required)]);
    }
    view.look(looking.sight(Action::ReadDirectory, Realm::Own)?);
    let known = store::assignments::named(view, &wanted.members).await?;
    let is_known = |principal: &Principal| known.iter().any(|member| member.principal == *principal);
    let unknown = wanted.members.iter().enumerate().filter(|(_, principal)| !is_known(principal));
    Ok(unknown.map(|(index, _)| Fault::new(format!("members/{index}"), Code::UnknownReference)).collect())
}

/// Names as they are compared, each once; empty ones are none.
fn folded(names: &[String]) -> Vec<String> {
    let names: BTreeSet<String> =
        names.iter().map(|name| text::key(name.trim())).filter(|name| !name.is_empty()).collect();
    names.into_iter().collect()
}
