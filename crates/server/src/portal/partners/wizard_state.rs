//! What the steps of the wizard carry from page to page, in the form itself.

use domain::scope::Scope;
use service::{
    Fault, Refusal,
    invitations::{NamedUser, PreviewInvitation, SendInvitation, SentDetail, To},
};

use crate::{
    form::Form,
    portal::pickers::{fields_of, scope_of},
};

/// The steps, in order.
pub(super) const STEPS: [&str; 6] = ["partner", "expiry", "control", "rooms", "terms", "review"];

/// Everything typed and chosen so far.
#[derive(Clone, Debug)]
pub(super) struct Draft {
    /// The step shown.
    pub(super) step: usize,
    /// Whether people are named instead of a domain.
    pub(super) by_name: bool,
    /// The domain.
    pub(super) domain: String,
    /// Named people; at least one row for the form.
    pub(super) people: Vec<NamedUser>,
    /// The number of days.
    pub(super) days: String,
    /// The rooms.
    pub(super) scope: Scope,
    /// The version of the terms that were agreed to; empty if they were not.
    pub(super) agreed: String,
}

impl Draft {
    /// An empty draft.
    pub(super) fn new() -> Self {
        Self {
            step: 0,
            by_name: false,
            domain: String::new(),
            people: vec![NamedUser::default()],
            days: "7".to_owned(),
            scope: Scope::NOTHING,
            agreed: String::new(),
        }
    }

    /// A draft that begins with what an earlier invitation had (decision 4: re-issue in one step). The terms are
    /// agreed to anew.
    pub(super) fn again(earlier: &SentDetail) -> Self {
        let row = &earlier.sent.row;
        let person = row.named_upn.clone().map(|upn| NamedUser { name: row.named_name.clone(), upn });
        Self {
            by_name: person.is_some(),
            domain: if person.is_some() { String::new() } else { row.domain.clone() },
            people: vec![person.unwrap_or_default()],
            days: row.valid_days.to_string(),
            scope: earlier.scope.scope(),
            ..Self::new()
        }
    }

    /// The draft that a posted form carries.
    pub(super) fn read(form: &Form) -> Self {
        let step = STEPS.iter().position(|step| *step == form.text("step")).unwrap_or_default();
        let mut people: Vec<NamedUser> = form
            .all("name")
            .zip(form.all("upn"))
            .map(|(name, upn)| NamedUser { name: name.to_owned(), upn: upn.to_owned() })
            .collect();
        if people.is_empty() {
            people.push(NamedUser::default());
        }
        Self {
            step,
            by_name: form.text("kind") == "named",
            domain: form.text("domain").to_owned(),
            people,
            days: form.text("days").to_owned(),
            scope: scope_of(form),
            agreed: form.text("agreed").to_owned(),
        }
    }

    /// The key of the step shown.
    pub(super) fn key(&self) -> &'static str {
        STEPS.get(self.step).copied().unwrap_or("partner")
    }

    /// Whether a part of the draft is asked on the step shown; if not, the form carries it unseen.
    pub(super) fn asks(&self, step: &str) -> bool {
        self.key() == step
    }

    /// The hidden fields that carry its rooms.
    pub(super) fn scope_fields(&self) -> Vec<(&'static str, String)> {
        fields_of(&self.scope)
    }

    /// The invitation to be sent.
    pub(super) fn command(&self) -> SendInvitation {
        let is_typed = |person: &&NamedUser| !(person.name.trim().is_empty() && person.upn.trim().is_empty());
        SendInvitation {
            to: if self.by_name {
                To::NamedUsers(self.people.iter().filter(is_typed).cloned().collect())
            } else {
                To::Domain { domain: self.domain.clone(), valid_days: self.days.clone() }
            },
            scope: self.scope.clone(),
            accepted_terms: Some(self.agreed.clone()),
        }
    }

    /// What it would give, before it is sent.
    pub(super) fn question(&self) -> PreviewInvitation {
        let SendInvitation { to, scope, .. } = self.command();
        PreviewInvitation { to, scope }
    }
}

/// The step on which something that is wrong was asked.
pub(super) fn step_of(fault: &Fault) -> usize {
    match fault.field.as_str() {
        "validDays" => 1,
        "acceptedTerms" => 4,
        field if field.starts_with("scope") => 3,
        _ => 0,
    }
}

/// The first step on which something that is wrong was asked.
pub(super) fn first_step_of(refusal: &Refusal) -> usize {
    match refusal {
        Refusal::Invalid(_, faults) => faults.iter().map(step_of).min().unwrap_or_default(),
        _ => 0,
    }
}
