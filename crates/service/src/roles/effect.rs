//! What a change of a role or assignment would do, told before it is made: how many people gain or lose what, on how many
//! rooms. The engine answers, asked about the rights as they are and as they would be.
//!
//! Invariant: at a customer it is cut to the rooms in the reader's sight (decision 17); at home whoever manages roles sees
//! the people and rooms of every assignment.

use std::sync::Arc;

use authz::{
    Action, Fact, Realm,
    fact::{AssignmentFacts, Turn},
    image::Rights,
    preview::{World, effect::effect},
};
use domain::{
    directory::Principal,
    id::{Assignment, CustomRole, Id, Organization},
    permission::{Permission, PermissionSet},
    role::Role,
    scope::Scope,
};
use store::View;

use super::RoleContext;
use crate::{
    ask::{Looking, Question},
    caller::Person,
    refusal::Refusal,
};

/// Who gains or loses something.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Share {
    /// How many people.
    pub people: usize,
    /// What, taken together.
    pub permissions: PermissionSet,
    /// On how many rooms.
    pub rooms: usize,
}

/// What a change would do now.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Effect {
    /// What becomes possible.
    pub gained: Share,
    /// What ceases to be.
    pub lost: Share,
}

/// A change that is thought of.
#[derive(Clone, Debug)]
pub enum Proposed {
    /// A role allows something else.
    EditRole(Id<CustomRole>, PermissionSet),
    /// A role ends with its assignments.
    DeleteRole(Id<CustomRole>),
    /// The customer ends a role that a partner made.
    DeletePartnerRole(Id<CustomRole>),
    /// An assignment has other members.
    Members(Id<Assignment>, Vec<Principal>),
    /// An assignment has other rooms.
    Rooms(Id<Assignment>, Scope),
    /// An assignment ends.
    DeleteAssignment(Id<Assignment>),
}

/// Asks what a change would do to the people who hold roles.
#[derive(Clone, Debug)]
pub struct PreviewChange {
    /// Where the role counts; for a role of a partner, in the caller's organization.
    pub context: RoleContext,
    /// The change.
    pub proposed: Proposed,
}

impl Question for PreviewChange {
    type Answer = Effect;
    const NAME: &'static str = "roles.preview";

    fn asks(&self, _: &Person) -> (Action, Realm) {
        self.context.modifies()
    }

    async fn answer(&self, view: &mut View, context: &Looking<'_>) -> Result<Effect, Refusal> {
        let own = context.facts.organization;
        let (tenant, realm) = match self.context {
            RoleContext::Own => (own, Realm::Own),
            RoleContext::At(customer) => (customer, Realm::Customer(customer)),
        };
        let rights = &context.facts.at(tenant).ok_or(Refusal::Missing)?.rights;
        let (home, facts) = match &self.proposed {
            Proposed::DeletePartnerRole(role) => {
                let held = |linked: &&authz::image::Linked| {
                    linked.holdings.iter().any(|holding| holding.role == Role::Custom(*role))
                };
                // A role that nobody holds takes nothing from anybody.
                let Some(linked) = rights.linked().iter().find(held) else { return Ok(Effect::default()) };
                (linked.partner, ends(rights, |facts| facts.role == Role::Custom(*role)))
            }
            proposed => (own, changed(rights, proposed, self.context, own).ok_or(Refusal::Missing)?),
        };
        let before: World =
            view.organizations(&[home, tenant]).await?.into_iter().map(|facts| (facts.id, facts)).collect();
        let mut after = before.clone();
        if let Some(changed) = after.get_mut(&tenant) {
            Arc::make_mut(changed).apply(&facts);
        }
        let now = context.facts.now;
        let found = match realm {
            Realm::Own => effect(&before, &after, home, tenant, now, |_| true),
            realm => match context.sight(Action::Use(Permission::RoomView), realm) {
                Ok(sight) => effect(&before, &after, home, tenant, now, |room| sight.covers(tenant, room)),
                Err(_) => return Ok(Effect::default()),
            },
        };
        let share = |share: &authz::preview::effect::Share| Share {
            people: share.people.len(),
            permissions: share.permissions,
            rooms: share.rooms.len(),
        };
        Ok(Effect { gained: share(&found.gained), lost: share(&found.lost) })
    }
}

/// The facts that a change of a context would turn; none if what it is about is not of that context.
fn changed(
    rights: &Rights,
    proposed: &Proposed,
    context: RoleContext,
    own: Id<Organization>,
) -> Option<Vec<Fact>> {
    let link = match context {
        RoleContext::Own => None,
        RoleContext::At(_) => Some(rights.link_with(own)?.link),
    };
    let of_context = |id: Id<Assignment>| {
        let found = rights.assignments().find(|(assignment, _)| *assignment == id);
        found.map(|(_, facts)| facts).filter(|facts| facts.link == link)
    };
    Some(match proposed {
        Proposed::EditRole(role, permissions) => {
            let Some(before) = rights.custom_role(*role) else { return Some(Vec::new()) };
            let is = Turn::new(Some(before), Some(*permissions));
            vec![Fact::CustomRole { role: *role, permissions: is }]
        }
        Proposed::DeleteRole(role) | Proposed::DeletePartnerRole(role) => {
            ends(rights, |facts| facts.role == Role::Custom(*role) && facts.link == link)
        }
        Proposed::DeleteAssignment(id) => {
            vec![Fact::Assignment { assignment: *id, is: Turn::ends(of_context(*id)?.clone()) }]
        }
        Proposed::Members(id, members) => {
            of_context(*id)?;
            let fact = |member: Principal, is| Fact::AssignmentMember { assignment: *id, member, is };
            let before: Vec<Principal> = rights.members_of(*id).collect();
            let gone = before.iter().filter(|member| !members.contains(member));
            let new = members.iter().filter(|member| !before.contains(member));
            gone.map(|member| fact(*member, Turn::ENDS))
                .chain(new.map(|member| fact(*member, Turn::BEGINS)))
                .collect()
        }
        Proposed::Rooms(id, scope) => {
            let stored = of_context(*id)?.scope;
            let before = Scope::clone(&rights.scope(stored));
            vec![Fact::Scope { scope: stored, content: Turn::new(Some(before), Some(scope.clone())) }]
        }
    })
}

/// The end of the assignments that fit.
fn ends(rights: &Rights, fits: impl Fn(&AssignmentFacts) -> bool) -> Vec<Fact> {
    let fitting = rights.assignments().filter(|(_, facts)| fits(facts));
    fitting.map(|(id, facts)| Fact::Assignment { assignment: id, is: Turn::ends(facts.clone()) }).collect()
}
