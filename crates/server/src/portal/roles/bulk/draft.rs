//! What the steps carry from page to page, in the form itself.

use std::collections::BTreeSet;

use domain::{
    directory::Principal,
    id::{CustomRole, Id, Organization},
};
use service::{
    Code, Fault, Refusal,
    bulk_assignments::{BulkAssignment, BulkCustomer, RoleAt, ScopeRule},
};

use super::super::{mail::MailField, period::period_of};
use crate::{form::Form, i18n::Translator, portal::pickers::principals_of};

/// The steps, in order.
pub(super) const STEPS: [&str; 5] = ["role", "members", "customers", "rooms", "preview"];

/// Everything typed and chosen so far.
#[derive(Clone, Debug)]
pub(super) struct Draft {
    /// The step shown.
    pub(super) step: usize,
    /// The role, as the value of a box.
    pub(super) role: String,
    /// Whether it is made where it is not.
    pub(super) makes_role: bool,
    /// The name of the assignments.
    pub(super) name: String,
    /// Their description.
    pub(super) description: String,
    /// Who gets the role.
    pub(super) members: Vec<Principal>,
    /// At which customers.
    pub(super) customers: BTreeSet<Id<Organization>>,
    /// Whether for all rooms.
    pub(super) all_rooms: bool,
    /// The names of groups as typed, one a line.
    pub(super) groups: String,
    /// The names of places as typed, one a line.
    pub(super) places: String,
    /// Whether they get e-mail.
    pub(super) sends_mail: bool,
    from: String,
    until: String,
    /// What makes sending it twice one request.
    pub(super) once: String,
}

/// A role as the value of a box.
pub(super) fn value_of(customer: Id<Organization>, role: Id<CustomRole>) -> String {
    format!("{customer}:{role}")
}

impl Draft {
    /// A draft with which it begins.
    pub(super) fn new(once: String) -> Self {
        Self { once, ..Self::read(&Form::default()) }
    }

    /// The draft that a posted form carries.
    pub(super) fn read(form: &Form) -> Self {
        let text = |name: &str| form.text(name).to_owned();
        Self {
            step: STEPS.iter().position(|step| *step == form.text("step")).unwrap_or_default(),
            role: text("role"),
            makes_role: form.text("makesRole") == "yes",
            name: text("name"),
            description: text("description"),
            members: principals_of(form),
            customers: form.ids("tenant").into_iter().map(Id::new).collect(),
            all_rooms: form.text("rooms") != "named",
            groups: text("groups"),
            places: text("places"),
            sends_mail: MailField::is_on(form),
            from: text("from"),
            until: text("until"),
            once: text("once"),
        }
    }

    /// The word of the step shown.
    pub(super) fn key(&self) -> &'static str {
        STEPS.get(self.step).copied().unwrap_or("role")
    }

    /// Whether a part of the draft is asked on the step shown; if not, the form carries it unseen.
    pub(super) fn asks(&self, step: &str) -> bool {
        self.key() == step
    }

    /// Goes to the next step.
    pub(super) fn on(&mut self) {
        self.step = (self.step + 1).min(STEPS.len() - 1);
    }

    /// Goes to the step before.
    pub(super) const fn back(&mut self) {
        self.step = self.step.saturating_sub(1);
    }

    /// The role that is chosen.
    pub(super) fn role_at(&self) -> Option<RoleAt> {
        let (customer, role) = self.role.split_once(':')?;
        Some(RoleAt { customer: Id::new(customer.parse().ok()?), role: Id::new(role.parse().ok()?) })
    }

    /// Chooses all customers that were found, or takes them out again.
    pub(super) fn choose(&mut self, all: bool, found: &[BulkCustomer]) {
        for customer in found {
            if all {
                self.customers.insert(customer.tenant);
            } else {
                self.customers.remove(&customer.tenant);
            }
        }
    }

    /// What the step shown asks for and was not given.
    pub(super) fn lacks(&self) -> Option<Refusal> {
        let mut faults = Vec::new();
        let mut lack = |is_missing: bool, field: &str, code| {
            if is_missing {
                faults.push(Fault::new(field, code));
            }
        };
        match self.key() {
            "role" => lack(self.role_at().is_none(), "roleId", Code::Required),
            "members" => {
                lack(self.name.is_empty(), "displayName", Code::Required);
                lack(self.members.is_empty(), "members", Code::Required);
            }
            "customers" => lack(self.customers.is_empty(), "tenantIds", Code::Required),
            "rooms" => {
                let names_nothing = self.groups.is_empty() && self.places.is_empty();
                lack(!self.all_rooms && names_nothing, "scope", Code::EmptyScope);
            }
            _ => {}
        }
        (!faults.is_empty()).then_some(Refusal::Invalid(Code::InvalidValue, faults))
    }

    /// The hidden fields that carry what the step shown does not ask. On the step of customers the page carries those that are
    /// not shown itself.
    pub(super) fn carried(&self) -> Vec<(&'static str, String)> {
        let member = |it: &Principal| ("principal", format!("{}:{}", it.kind(), it.uuid()));
        let role = vec![
            ("role", self.role.clone()),
            ("makesRole", if self.makes_role { "yes" } else { "no" }.to_owned()),
        ];
        let mut members = vec![("name", self.name.clone()), ("description", self.description.clone())];
        members.extend(self.members.iter().map(member));
        let rooms = vec![
            ("rooms", if self.all_rooms { "all" } else { "named" }.to_owned()),
            ("groups", self.groups.clone()),
            ("places", self.places.clone()),
            ("emailNotifications", if self.sends_mail { "yes" } else { "" }.to_owned()),
            ("from", self.from.clone()),
            ("until", self.until.clone()),
        ];
        let customers = self.customers.iter().map(|it| ("tenant", it.to_string())).collect();
        let parts = [("role", role), ("members", members), ("customers", customers), ("rooms", rooms)];
        parts.into_iter().filter(|(step, _)| !self.asks(step)).flat_map(|(_, fields)| fields).collect()
    }

    /// What is to be assigned.
    pub(super) fn wanted(&self, t: &Translator, form: &Form) -> Result<BulkAssignment, Refusal> {
        let lines = |text: &str| text.lines().map(str::to_owned).collect();
        Ok(BulkAssignment {
            role: self.role_at().ok_or_else(|| Refusal::field("roleId", Code::Required))?,
            makes_role: self.makes_role,
            customers: self.customers.iter().copied().collect(),
            name: self.name.clone(),
            description: self.description.clone(),
            members: self.members.clone(),
            rule: ScopeRule {
                all_rooms: self.all_rooms,
                groups: lines(&self.groups),
                places: lines(&self.places),
            },
            period: period_of(t, form, "")?,
            sends_mail: self.sends_mail,
        })
    }

    /// Goes to the first step on which something is wrong.
    pub(super) fn return_to(&mut self, refusal: &Refusal) {
        let of = |fault: &Fault| match fault.field.split('/').next().unwrap_or_default() {
            "roleId" => 0,
            "displayName" | "description" | "members" => 1,
            "tenantIds" => 2,
            _ => 3,
        };
        if let Refusal::Invalid(_, faults) = refusal {
            self.step = faults.iter().map(of).min().unwrap_or_default();
        }
    }
}
