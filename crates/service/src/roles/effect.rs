//! What a change of a role or assignment would do, told before it is made: how many people gain or lose what, on how many
//! rooms. The engine answers, asked about the rights as they are and as they would be.
//!
//! Invariant: at a customer it is cut to the rooms in the reader's sight (decision 17); at home whoever manages roles sees
//! the people and rooms of every assignment.

use authz::{
    Action, Fact, Realm,
    fact::{AssignmentFacts, Turn},
    image::Rights,
};
use domain::{
    directory::Principal,
    id::{Assignment, CustomRole, Id, Link, Organization},
    permission::{Permission, PermissionSet},
    role::{BuiltInRole, Role},
    scope::Scope,
};
use store::{View, explanations::Eyes, links::tenants, roles::Whose};
use uuid::Uuid;

use super::RoleContext;
use crate::{
    ask::{Looking, Question},
    assignments::{AssignmentForm, Period},
    caller::Person,
    previews::{Preview, Previewed, Proposal},
    refusal::{Code, Refusal},
    run::Where,
};

/// A change that is thought of.
#[derive(Clone, Debug)]
pub enum Proposed {
    /// A role allows something else.
    EditRole(Id<CustomRole>, PermissionSet),
    /// A role ends with its assignments.
    DeleteRole(Id<CustomRole>),
    /// The customer ends a role that a partner made.
    DeletePartnerRole(Id<CustomRole>),
    /// An assignment has other members, rooms or another period; what is not told stays.
    EditAssignment(Id<Assignment>, AssignmentEdit),
    /// An assignment ends.
    DeleteAssignment(Id<Assignment>),
    /// A role is assigned.
    Assign(Assigned, AssignmentForm),
}

/// What of an assignment would be other.
#[derive(Clone, Debug, Default)]
pub struct AssignmentEdit {
    /// Its members.
    pub members: Option<Vec<Principal>>,
    /// Its rooms.
    pub scope: Option<Scope>,
    /// When it counts.
    pub period: Option<Period>,
}

/// What is assigned.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Assigned {
    /// A role that there is.
    Role(Role),
    /// A role that is made with its first assignment, allowing this.
    New(PermissionSet),
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
    type Answer = Previewed;
    const NAME: &'static str = "roles.preview";

    fn asks(&self, _: &Person) -> (Action, Realm) {
        self.context.modifies()
    }

    async fn answer(&self, view: &mut View, context: &Looking<'_>) -> Result<Previewed, Refusal> {
        let own = context.facts.organization;
        let (tenant, realm) = match self.context {
            RoleContext::Own => (own, Realm::Own),
            RoleContext::At(customer) => (customer, Realm::Customer(customer)),
        };
        let at = context.facts.at(tenant).ok_or(Refusal::Missing)?;
        let rights = &at.rights;
        self.finds_role(view, context).await?;
        let (home, facts) = match &self.proposed {
            Proposed::DeletePartnerRole(role) => {
                let held = |linked: &&authz::image::Linked| {
                    linked.holdings.iter().any(|holding| holding.role == Role::Custom(*role))
                };
                // A role that nobody holds takes nothing from anybody.
                let Some(linked) = rights.linked().iter().find(held) else {
                    return Ok(Previewed::nothing(tenant));
                };
                (linked.partner, ends(rights, |facts| facts.role == Role::Custom(*role)))
            }
            proposed => (own, changed(rights, proposed, self.context, own).ok_or(Refusal::Missing)?),
        };
        let rooms = context.sight(Action::Use(Permission::RoomView), realm).ok();
        let (eyes, (action, asked)) = match self.context {
            RoleContext::Own => (Eyes::Own, self.context.modifies()),
            RoleContext::At(customer) => (Eyes::PartnerAt(customer), (Action::SeeTenants, Realm::Own)),
        };
        let names = context.sight(action, asked)?;
        // What somebody chooses does not exist for them where they do not see it.
        let chooses = match &self.proposed {
            Proposed::EditAssignment(_, edit) => edit.scope.is_some(),
            proposed => matches!(proposed, Proposed::Assign(..)),
        };
        let cut = realm != Realm::Own || chooses;
        let proposal = Proposal { home, tenant, facts: &facts, eyes, names, rooms, cut };
        let mut previewed = proposal.preview(view, context).await?;
        if let RoleContext::At(customer) = self.context {
            view.look(context.sight(Action::SeeTenants, Realm::Own)?);
            let names = tenants::names(view, Some(customer)).await?;
            previewed.name = names.into_iter().next().map(|(_, name)| name).unwrap_or_default();
        }
        Ok(previewed)
    }
}

impl PreviewChange {
    /// Refuses a role that is not one of the context: to a partner, what another partner made does not exist.
    async fn finds_role(&self, view: &mut View, context: &Looking<'_>) -> Result<(), Refusal> {
        let (role, refusal) = match &self.proposed {
            Proposed::EditRole(role, _) | Proposed::DeleteRole(role) | Proposed::DeletePartnerRole(role) => {
                (*role, Refusal::Missing)
            }
            Proposed::Assign(Assigned::Role(role), _) => {
                let refusal = Refusal::field("role", Code::UnknownValue);
                match (role, self.context) {
                    (Role::Custom(role), _) => (*role, refusal),
                    (Role::BuiltIn(BuiltInRole::SiteLead | BuiltInRole::SiteTech), RoleContext::Own) => {
                        return Ok(());
                    }
                    (Role::BuiltIn(_), _) => return Err(refusal),
                }
            }
            _ => return Ok(()),
        };
        let ((action, realm), whose) = match self.context {
            RoleContext::Own if matches!(self.proposed, Proposed::DeletePartnerRole(_)) => {
                (self.context.modifies(), Whose::Partners)
            }
            RoleContext::Own => (self.context.modifies(), Whose::Own),
            RoleContext::At(customer) => ((Action::SeeTenants, Realm::Own), Whose::At(customer)),
        };
        view.look(context.sight(action, realm)?);
        let roles = store::roles::list(view, whose).await?;
        if roles.iter().any(|row| row.id == role) { Ok(()) } else { Err(refusal) }
    }
}

impl Preview for PreviewChange {
    fn recorded(&self, caller: &Person) -> (Action, Where) {
        self.context.asks(caller)
    }

    fn places(answer: Previewed) -> Vec<Previewed> {
        vec![answer]
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
        Proposed::EditAssignment(id, edit) => edited(rights, *id, of_context(*id)?, edit),
        Proposed::Assign(assigned, form) => begins(*assigned, form, link),
    })
}

/// The turns of what of an assignment would be other.
fn edited(
    rights: &Rights,
    assignment: Id<Assignment>,
    before: &AssignmentFacts,
    edit: &AssignmentEdit,
) -> Vec<Fact> {
    let mut facts = Vec::new();
    if let Some(members) = &edit.members {
        let fact = |member: Principal, is| Fact::AssignmentMember { assignment, member, is };
        let stored: Vec<Principal> = rights.members_of(assignment).collect();
        let gone = stored.iter().filter(|member| !members.contains(member));
        let new = members.iter().filter(|member| !stored.contains(member));
        facts.extend(gone.map(|member| fact(*member, Turn::ENDS)));
        facts.extend(new.map(|member| fact(*member, Turn::BEGINS)));
    }
    if let Some(scope) = &edit.scope {
        let stored = Scope::clone(&rights.scope(before.scope));
        let content = Turn::new(Some(stored), Some(scope.clone()));
        facts.push(Fact::Scope { scope: before.scope, content });
    }
    if let Some(Period { from, until }) = edit.period {
        let after = AssignmentFacts { from, until, ..before.clone() };
        facts.push(Fact::Assignment { assignment, is: Turn::new(Some(before.clone()), Some(after)) });
    }
    facts
}

/// The end of the assignments that fit.
fn ends(rights: &Rights, fits: impl Fn(&AssignmentFacts) -> bool) -> Vec<Fact> {
    let fitting = rights.assignments().filter(|(_, facts)| fits(facts));
    fitting.map(|(id, facts)| Fact::Assignment { assignment: id, is: Turn::ends(facts.clone()) }).collect()
}

/// The beginning of an assignment. Nothing of it is stored; in the copy it goes by identifiers that nothing else has.
fn begins(assigned: Assigned, form: &AssignmentForm, link: Option<Id<Link>>) -> Vec<Fact> {
    let (assignment, scope) = (Id::new(Uuid::nil()), Id::new(Uuid::nil()));
    let mut facts = Vec::new();
    let role = match assigned {
        Assigned::Role(role) => role,
        Assigned::New(permissions) => {
            let role = Id::new(Uuid::nil());
            facts.push(Fact::CustomRole { role, permissions: Turn::begins(permissions) });
            Role::Custom(role)
        }
    };
    let Period { from, until } = form.period;
    let is = Turn::begins(AssignmentFacts { link, role, scope, from, until });
    facts.push(Fact::Scope { scope, content: Turn::begins(form.scope.clone()) });
    facts.push(Fact::Assignment { assignment, is });
    let member =
        |member: &Principal| Fact::AssignmentMember { assignment, member: *member, is: Turn::BEGINS };
    facts.extend(form.members.iter().map(member));
    facts
}
