//! What makes an assignment, checked as a whole: all faults at once.

use authz::{Action, Realm};
use domain::{permission::Permission, scope::Scope, time::Time};
use store::scopes::Described;

use crate::{
    assignments::in_sight::InSight,
    refusal::{Code, Fault, Refusal},
    roles::RoleContext,
    run::Context,
    scopes::scope_faults,
};

/// An assignment as somebody wrote it.
#[derive(Clone, Debug, Default)]
pub struct AssignmentForm {
    /// Its name.
    pub name: String,
    /// Its description; empty is possible.
    pub description: String,
    /// People and groups of the caller's own organization.
    pub members: Vec<domain::directory::Principal>,
    /// Which rooms.
    pub scope: Scope,
    /// When it begins and ceases to count.
    pub period: Period,
    /// Whether its members get e-mail about the rooms.
    pub sends_mail: bool,
}

/// When an assignment counts.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Period {
    /// Not before this moment; none counts at once.
    pub from: Option<Time>,
    /// Not from this moment on; none has no end.
    pub until: Option<Time>,
}

impl Period {
    /// What is wrong with it: it ends before it begins, or has ended.
    pub(crate) fn faults(self, now: Time) -> Vec<Fault> {
        match (self.from, self.until) {
            (Some(from), Some(until)) if until <= from => vec![Fault::new("endDateTime", Code::EndsTooEarly)],
            (_, Some(until)) if until <= now => vec![Fault::new("endDateTime", Code::EndsTooEarly)],
            _ => Vec::new(),
        }
    }
}

/// The faults of a scope where the caller assigns; what the caller does not see there does not exist.
pub(super) fn faults_of_scope(
    context: &Context<'_>,
    place: RoleContext,
    scope: &Scope,
    named: &Described,
) -> Result<Vec<Fault>, Refusal> {
    let mut faults = scope_faults(scope, named);
    let (realm, tenant) = match place {
        RoleContext::Own => (Realm::Own, context.facts.organization),
        RoleContext::At(customer) => (Realm::Customer(customer), customer),
    };
    let sight = authz::sight(context.facts, Action::Use(Permission::RoomView), realm)?;
    if realm != Realm::Own || !store::rooms::sees_all(&sight) {
        let seen = context.facts.at(tenant).map(|at| InSight::of(at, &sight)).unwrap_or_default();
        faults.extend(seen.faults(&scope.included, ""));
        faults.extend(seen.faults(&scope.excluded, "except/"));
    }
    Ok(faults)
}
