//! One event: what it is about, and the values that changed.

use uuid::Uuid;

use super::EventKind;

/// What an event is about.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Subject {
    /// The identifier; for things without one, the identifier of the organization.
    pub id: Uuid,
    /// The name at that time.
    pub name: String,
    /// Whether the name is that of a person.
    pub personal: bool,
}

impl Subject {
    /// A thing.
    pub fn thing(id: Uuid, name: impl Into<String>) -> Self {
        Self { id, name: name.into(), personal: false }
    }

    /// A person.
    pub fn person(id: Uuid, name: impl Into<String>) -> Self {
        Self { id, name: name.into(), personal: true }
    }
}

/// One value that changed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FieldChange {
    /// The field, in the words of the API.
    pub field: &'static str,
    /// The value before; none when the thing is new.
    pub before: Option<String>,
    /// The value after; none when the thing ended.
    pub after: Option<String>,
    /// Whether the values name or describe a person.
    pub personal: bool,
}

/// What happened, before `Change` adds who, where, when and the chain.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Event {
    /// What happened.
    pub kind: EventKind,
    /// To what.
    pub subject: Subject,
    /// What changed.
    pub changes: Vec<FieldChange>,
    /// Which part of the event the acting side's own log may hold: without names of the customer's things.
    pub partner: Option<Uuid>,
    /// The part of the subject that it is about, for programs of the partner that are told of it; not written down.
    pub part: Option<Uuid>,
}

impl Event {
    /// An event without values yet.
    pub const fn new(kind: EventKind, subject: Subject) -> Self {
        Self { kind, subject, changes: Vec::new(), partner: None, part: None }
    }

    /// Adds a value that is new.
    pub fn with(self, field: &'static str, after: impl ToString) -> Self {
        self.push(FieldChange { field, before: None, after: Some(after.to_string()), personal: false })
    }

    /// Adds a value that names a person.
    pub fn with_person(self, field: &'static str, after: impl ToString) -> Self {
        self.push(FieldChange { field, before: None, after: Some(after.to_string()), personal: true })
    }

    /// Adds a value if it changed.
    pub fn changed(self, field: &'static str, before: impl ToString, after: impl ToString) -> Self {
        let (before, after) = (before.to_string(), after.to_string());
        if before == after {
            return self;
        }
        self.push(FieldChange { field, before: Some(before), after: Some(after), personal: false })
    }

    /// Adds a value that describes a person, if it changed.
    pub fn changed_person(self, field: &'static str, before: impl ToString, after: impl ToString) -> Self {
        let (before, after) = (before.to_string(), after.to_string());
        if before == after {
            return self;
        }
        self.push(FieldChange { field, before: Some(before), after: Some(after), personal: true })
    }

    /// Adds what was taken away or ended.
    pub fn without(self, field: &'static str, before: impl ToString) -> Self {
        self.push(FieldChange { field, before: Some(before.to_string()), after: None, personal: false })
    }

    /// Adds what names a person and was taken away.
    pub fn without_person(self, field: &'static str, before: impl ToString) -> Self {
        self.push(FieldChange { field, before: Some(before.to_string()), after: None, personal: true })
    }

    /// Says that another organization is concerned as well (the partner of a link), whose own log gets the
    /// event without names of the customer's things.
    pub fn concerning(mut self, organization: Uuid) -> Self {
        self.partner = Some(organization);
        self
    }

    /// Says which part of its subject it is about.
    pub const fn about_part(mut self, part: Uuid) -> Self {
        self.part = Some(part);
        self
    }

    fn push(mut self, change: FieldChange) -> Self {
        self.changes.push(change);
        self
    }
}
