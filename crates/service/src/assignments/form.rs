//! What makes an assignment, checked as a whole: all faults at once.

use authz::{Action, Realm, Sight};
use domain::{
    id::{Id, Organization},
    permission::Permission,
    scope::{Parts, Scope},
    time::Time,
};
use store::scopes::Described;

use crate::{
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
    pub(super) fn faults(self, now: Time) -> Vec<Fault> {
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
        faults.extend(outside(context, &sight, tenant, &scope.included, ""));
        faults.extend(outside(context, &sight, tenant, &scope.excluded, "except/"));
    }
    Ok(faults)
}

fn outside(
    context: &Context<'_>,
    sight: &Sight,
    tenant: Id<Organization>,
    parts: &Parts,
    part: &str,
) -> Vec<Fault> {
    let Some(at) = context.facts.at(tenant) else { return Vec::new() };
    let seen: Vec<usize> = (0..at.rooms.len())
        .filter(|position| at.rooms.id(*position).is_some_and(|room| sight.covers(tenant, room)))
        .collect();
    let sees_room = |room: &Id<_>| at.rooms.position(*room).is_some_and(|position| seen.contains(&position));
    let sees_group =
        |group: &Id<_>| seen.iter().any(|position| at.rooms.groups(*position).any(|of| of == *group));
    let sees_place = |place: &Id<_>| seen.iter().any(|position| at.way_to(*position).contains(place));
    let all = [
        ("rooms", parts.rooms.iter().all(sees_room)),
        ("roomGroups", parts.groups.iter().all(sees_group)),
        ("places", parts.places.iter().all(sees_place)),
    ];
    let unknown = |(field, _)| Fault::new(format!("scope/{part}{field}"), Code::UnknownReference);
    all.into_iter().filter(|(_, sees)| !sees).map(unknown).collect()
}
