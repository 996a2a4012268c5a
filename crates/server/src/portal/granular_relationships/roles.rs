//! Directory roles on pages: their published names, and what each opens in Steward.

use domain::{
    directory::DirectoryRight,
    role_definition::{self, RoleDefinition},
};
use uuid::Uuid;

use crate::{form::Form, i18n::Translator};

/// The roles to choose from: those that open something first.
pub(super) fn offered(of: Option<&[&'static RoleDefinition]>) -> Vec<&'static RoleDefinition> {
    let mut roles: Vec<&'static RoleDefinition> = match of {
        Some(roles) => roles.to_vec(),
        None => role_definition::ALL.iter().collect(),
    };
    roles.sort_by_key(|role| (role.opens_nothing(), role.name));
    roles
}

/// What a role opens in Steward at a customer, told to its partner.
pub(super) fn opens(t: &Translator, role: &RoleDefinition) -> String {
    let words = ["granular-opens-people", "granular-opens-within", "granular-opens-rooms"];
    told(t, role, words)
}

/// What a role opens in one's own organization, told to the customer.
pub(super) fn opens_here(t: &Translator, role: &RoleDefinition) -> String {
    let words = ["granular-opens-people-own", "granular-opens-within-own", "granular-opens-rooms-own"];
    told(t, role, words)
}

/// The messages are those that name whose people, rights and rooms they are.
fn told(t: &Translator, role: &RoleDefinition, [people, within, rooms]: [&str; 3]) -> String {
    let mut parts = Vec::new();
    if role.assigns_licences {
        parts.push(t.t("granular-opens-licences"));
    } else if role.reads_people {
        parts.push(t.t(people));
    }
    let changes = [
        (DirectoryRight::ManagePeople, "granular-opens-manage-people"),
        (DirectoryRight::SendPasswordLinks, "granular-opens-password-links"),
        (DirectoryRight::ManageGroups, "granular-opens-groups"),
    ];
    parts.extend(changes.into_iter().filter(|(right, _)| role.may(*right)).map(|(_, key)| t.t(key)));
    if !role.changes.is_empty() {
        parts.push(t.t(within));
    }
    if role.acts_as.is_some() {
        parts.push(t.t(rooms));
    }
    if parts.is_empty() {
        parts.push(t.t("granular-opens-nothing"));
    }
    parts.join(" · ")
}

/// The roles that a form chose.
pub(super) fn chosen(form: &Form) -> Vec<Uuid> {
    form.ids("role")
}
