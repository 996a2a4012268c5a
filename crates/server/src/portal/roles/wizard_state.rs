//! What the steps of making a role carry from page to page, in the form itself.

use domain::{
    directory::Principal,
    permission::{Permission, PermissionSet},
    scope::Scope,
};
use service::{
    Code, Fault, Refusal,
    assignments::{AssignmentForm, Period},
    roles::{Assigned, CreateRole, Proposed, RoleContext, RoleForm},
};

use super::mail::MailField;
use crate::{
    form::Form,
    portal::pickers::{fields_of, principals_of, scope_of},
};

/// The steps, in order.
pub(super) const STEPS: [&str; 6] = ["role", "permissions", "assignment", "members", "rooms", "review"];

/// Where the faults of the first assignment stand.
pub(super) const FIRST: &str = "firstAssignment/";

/// Everything typed and chosen so far.
#[derive(Clone, Debug)]
pub(super) struct Draft {
    /// The step shown.
    pub(super) step: usize,
    /// The key of the role it began with, if it is to be like another.
    pub(super) like: String,
    /// The role.
    pub(super) role: RoleForm,
    /// Whether it is assigned at once.
    pub(super) assigns: bool,
    /// The name of its first assignment.
    pub(super) name: String,
    /// The description of that.
    pub(super) description: String,
    /// Whether its members get e-mail.
    pub(super) sends_mail: bool,
    /// Its first day as typed.
    pub(super) from: String,
    /// Its last day as typed.
    pub(super) until: String,
    /// Its members.
    pub(super) members: Vec<Principal>,
    /// Its rooms.
    pub(super) scope: Scope,
    /// What makes sending it twice one request.
    pub(super) once: String,
}

impl Draft {
    /// A draft that begins with a role.
    pub(super) fn new(like: String, role: RoleForm, once: String) -> Self {
        Self { like, role, once, ..Self::read(&Form::default()) }
    }

    /// The draft that a posted form carries.
    pub(super) fn read(form: &Form) -> Self {
        let text = |name: &str| form.text(name).to_owned();
        Self {
            step: STEPS.iter().position(|step| *step == form.text("step")).unwrap_or_default(),
            like: text("like"),
            role: RoleForm {
                name: text("roleName"),
                description: text("roleDescription"),
                permissions: form.all("permission").map(str::to_owned).collect(),
            },
            assigns: form.text("assign") != "later",
            name: text("name"),
            description: text("description"),
            sends_mail: MailField::is_on(form),
            from: text("from"),
            until: text("until"),
            members: principals_of(form),
            scope: scope_of(form),
            once: text("once"),
        }
    }

    /// The key of the step shown.
    pub(super) fn key(&self) -> &'static str {
        STEPS.get(self.step).copied().unwrap_or("role")
    }

    /// Whether a part of the draft is asked on the step shown; if not, the form carries it unseen.
    pub(super) fn asks(&self, step: &str) -> bool {
        self.key() == step
    }

    /// Whether a permission is chosen.
    #[allow(clippy::trivially_copy_pass_by_ref, reason = "templates pass references")]
    pub(super) fn chooses(&self, permission: &Permission) -> bool {
        self.role.permissions.iter().any(|key| key == permission.key())
    }

    /// Goes to the next step, or the one before; a role that is assigned later has no members and rooms.
    pub(super) fn go(&mut self, back: bool) {
        let skips = |step: &str| !self.assigns && matches!(step, "members" | "rooms");
        let found = if back {
            STEPS.iter().take(self.step).rposition(|step| !skips(step))
        } else {
            let later = STEPS.iter().skip(self.step + 1).position(|step| !skips(step));
            later.map(|further| self.step + 1 + further)
        };
        self.step = found.unwrap_or(self.step);
    }

    /// What the step shown asks for and was not given.
    pub(super) fn lacks(&self) -> Option<Refusal> {
        let missing = match self.key() {
            "role" if self.role.name.is_empty() => "displayName".to_owned(),
            "permissions" if self.role.permissions.is_empty() => "permissions".to_owned(),
            "assignment" if self.assigns && self.name.is_empty() => format!("{FIRST}displayName"),
            "members" if self.members.is_empty() => format!("{FIRST}members"),
            "rooms" if self.scope.is_empty() => {
                return Some(Refusal::field(format!("{FIRST}scope"), Code::EmptyScope));
            }
            _ => return None,
        };
        Some(Refusal::field(missing, Code::Required))
    }

    /// The hidden fields that carry what the step shown does not ask.
    pub(super) fn carried(&self) -> Vec<(&'static str, String)> {
        let role =
            vec![("roleName", self.role.name.clone()), ("roleDescription", self.role.description.clone())];
        let permissions = self.role.permissions.iter().map(|key| ("permission", key.clone())).collect();
        let assignment = vec![
            ("assign", if self.assigns { "now" } else { "later" }.to_owned()),
            ("name", self.name.clone()),
            ("description", self.description.clone()),
            ("emailNotifications", if self.sends_mail { "yes" } else { "" }.to_owned()),
            ("from", self.from.clone()),
            ("until", self.until.clone()),
        ];
        let member = |it: &Principal| ("principal", format!("{}:{}", it.kind(), it.uuid()));
        let members = self.members.iter().map(member).collect();
        let parts = [
            ("role", role),
            ("permissions", permissions),
            ("assignment", assignment),
            ("members", members),
            ("rooms", fields_of(&self.scope)),
        ];
        parts.into_iter().filter(|(step, _)| !self.asks(step)).flat_map(|(_, fields)| fields).collect()
    }

    fn first(&self, period: Period) -> AssignmentForm {
        AssignmentForm {
            name: self.name.clone(),
            description: self.description.clone(),
            members: self.members.clone(),
            scope: self.scope.clone(),
            period,
            sends_mail: self.sends_mail,
        }
    }

    /// The role to be made, with its first assignment in a period.
    pub(super) fn command(&self, context: RoleContext, period: Period) -> CreateRole {
        let first = self.assigns.then(|| self.first(period));
        CreateRole { context, form: self.role.clone(), first }
    }

    /// The first assignment as it is thought of.
    pub(super) fn proposed(&self, permissions: PermissionSet, period: Period) -> Proposed {
        Proposed::Assign(Assigned::New(permissions), self.first(period))
    }

    /// Goes to the first step on which something is wrong.
    pub(super) fn return_to(&mut self, refusal: &Refusal, may_confer: bool) {
        let of = |fault: &Fault| match fault.field.strip_prefix(FIRST) {
            None if fault.field.starts_with("permissions") => 1,
            None => 0,
            Some(field) if field.starts_with("members") => 3,
            Some(field) if field.starts_with("scope") => 4,
            Some(_) => 2,
        };
        self.step = match refusal {
            Refusal::Invalid(_, faults) => faults.iter().map(of).min().unwrap_or_default(),
            Refusal::Denied(..) if may_confer => 4,
            Refusal::Denied(..) => 1,
            _ => 0,
        };
    }
}
