//! Scopes in use cases: what can be chosen, what is wrong with one, and how the audit log tells of one.

mod choices;

pub use choices::{Choices, Preview, PreviewScope, ScopeChoices, ScopeUse};
pub use store::scopes::{CoveredRoom, Described, NamedParts};

use crate::refusal::{Code, Fault};
use domain::{event::Event, scope::Scope};

/// What is wrong with a scope: it includes nothing, or names what the organization does not have.
pub(crate) fn scope_faults(scope: &Scope, named: &Described) -> Vec<Fault> {
    if scope.is_empty() {
        return vec![Fault::new("scope", Code::EmptyScope)];
    }
    let (included, excluded) = (&scope.included, &scope.excluded);
    let counts = [
        ("scope/rooms", included.rooms.len(), named.included.rooms.len()),
        ("scope/roomGroups", included.groups.len(), named.included.groups.len()),
        ("scope/places", included.places.len(), named.included.places.len()),
        ("scope/except/rooms", excluded.rooms.len(), named.excluded.rooms.len()),
        ("scope/except/roomGroups", excluded.groups.len(), named.excluded.groups.len()),
        ("scope/except/places", excluded.places.len(), named.excluded.places.len()),
    ];
    counts
        .into_iter()
        .filter(|(_, wanted, known)| known < wanted)
        .map(|(field, ..)| Fault::new(field, Code::UnknownReference))
        .collect()
}

/// Tells a new scope in an event.
pub(crate) fn with_scope(event: Event, scope: &Described) -> Event {
    scope.fields().into_iter().fold(event, |event, (field, names)| event.with(field, names))
}

/// Tells in an event what changed about a scope.
pub(crate) fn changed_scope(event: Event, before: &Described, after: &Described) -> Event {
    let (before, after) = (before.fields(), after.fields());
    let mut fields: Vec<&'static str> = before.iter().chain(&after).map(|(field, _)| *field).collect();
    fields.sort_unstable();
    fields.dedup();
    let of = |fields: &[(&'static str, String)], field: &str| {
        fields.iter().find(|(name, _)| *name == field).map(|(_, names)| names.clone()).unwrap_or_default()
    };
    fields.into_iter().fold(event, |event, field| event.changed(field, of(&before, field), of(&after, field)))
}
