//! What would happen at each customer, told before it does: the same plan that is carried out, and what the engine says
//! the members gain.
//!
//! Invariant: three statements however many customers there are; nothing is told of rooms out of the reader's sight
//! (decision 17).

use std::{
    collections::{BTreeMap, BTreeSet},
    sync::Arc,
};

use authz::{
    Action, Fact, Realm,
    fact::{AssignmentFacts, Turn},
    preview::{World, effect::effect_on},
};
use domain::{
    directory::Principal,
    id::{CustomRole, Id, Organization, User},
    permission::Permission,
    role::Role,
};
use store::View;

use super::{
    AtCustomer, BulkAssignment, Outcome,
    pattern::{Pattern, check},
    plan::{Plan, plan},
};
use crate::{
    ask::{Looking, Question},
    caller::Person,
    previews::Share,
    refusal::Refusal,
};

/// Asks what a bulk assignment would do, customer by customer.
#[derive(Clone, Debug)]
pub struct PreviewBulk(pub BulkAssignment);

impl Question for PreviewBulk {
    type Answer = Vec<AtCustomer>;
    const NAME: &'static str = "bulk_assignments.preview";

    fn asks(&self, _: &Person) -> (Action, Realm) {
        (Action::Use(Permission::RoleModify), Realm::AllCustomers)
    }

    async fn answer(&self, view: &mut View, looking: &Looking<'_>) -> Result<Self::Answer, Refusal> {
        let checked = check(view, looking, &self.0).await?;
        let pattern = &checked.pattern;
        let roles = store::roles::of_name(view, &pattern.role.name).await?;
        let roles: BTreeMap<Id<Organization>, _> =
            roles.into_iter().map(|role| (role.tenant, role)).collect();
        let mut named = BTreeMap::new();
        if !pattern.all_rooms {
            view.look(looking.sight(Action::Use(Permission::RoomView), Realm::AllCustomers)?);
            named = store::scopes::so_named(view, &pattern.groups, &pattern.places).await?;
        }
        let people = people(looking, &pattern.form.members);
        let at = |customer| {
            let named = named.remove(&customer).unwrap_or_default();
            let outcome =
                plan(looking.facts, customer, pattern, roles.get(&customer), &named).and_then(|plan| {
                    if plan.members.is_empty() {
                        return Ok(Outcome::Held);
                    }
                    let gained = Some(gained(looking, customer, pattern, &plan, &people)?);
                    Ok(Outcome::Given { makes_role: plan.role.is_none(), gained, assignment: None })
                });
            checked.tell(customer, outcome)
        };
        Ok(checked.customers().map(at).collect())
    }
}

/// Whom each member stands for.
fn people(looking: &Looking<'_>, members: &[Principal]) -> BTreeMap<Principal, BTreeSet<Id<User>>> {
    let directory = &looking.facts.own().directory;
    members.iter().map(|member| (*member, directory.people_below(*member))).collect()
}

/// What the members would gain, at the moment from which it counts.
fn gained(
    looking: &Looking<'_>,
    customer: Id<Organization>,
    pattern: &Pattern,
    plan: &Plan,
    people: &BTreeMap<Principal, BTreeSet<Id<User>>>,
) -> Result<Share, Refusal> {
    let own = looking.facts.own();
    let at = looking.facts.at(customer).ok_or(Refusal::Missing)?;
    let link = at.rights.link_with(own.id).ok_or(Refusal::Missing)?.link;
    let fresh = || looking.app.ids.next();
    let (role, scope, assignment) =
        (plan.role.unwrap_or_else(|| Id::<CustomRole>::new(fresh())), Id::new(fresh()), Id::new(fresh()));
    let period = pattern.form.period;
    let given = AssignmentFacts {
        link: Some(link),
        role: Role::Custom(role),
        scope,
        from: period.from,
        until: period.until,
    };
    let mut facts = vec![
        Fact::Scope { scope, content: Turn::begins(plan.scope.clone()) },
        Fact::Assignment { assignment, is: Turn::begins(given) },
    ];
    if plan.role.is_none() {
        facts.push(Fact::CustomRole { role, permissions: Turn::begins(pattern.role.permissions) });
    }
    let begins =
        |member: &Principal| Fact::AssignmentMember { assignment, member: *member, is: Turn::BEGINS };
    facts.extend(plan.members.iter().map(begins));
    let mut then = Arc::clone(at);
    Arc::make_mut(&mut then).apply(&facts);
    let before = World::from([(own.id, Arc::clone(own)), (customer, Arc::clone(at))]);
    let after = World::from([(own.id, Arc::clone(own)), (customer, then)]);
    let gaining: BTreeSet<Id<User>> =
        plan.members.iter().filter_map(|member| people.get(member)).flatten().copied().collect();
    let now = period.from.map_or(looking.facts.now, |from| from.max(looking.facts.now));
    let sight = looking.sight(Action::Use(Permission::RoomView), Realm::Customer(customer))?;
    let sees = |room| sight.covers(customer, room);
    let gained = effect_on(gaining, (&before, &after), own.id, customer, now, sees).gained;
    Ok(Share { people: gained.people.len(), permissions: gained.permissions, rooms: gained.rooms.len() })
}
