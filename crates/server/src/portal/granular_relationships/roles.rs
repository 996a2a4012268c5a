//! Directory roles on pages: their published names, and what each opens in Steward.

use domain::role_definition::{self, RoleDefinition};
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

/// What a role opens in Steward.
pub(super) fn opens(t: &Translator, role: &RoleDefinition) -> String {
    let mut opens = Vec::new();
    if role.assigns_licences {
        opens.push(t.t("granular-opens-licences"));
    } else if role.reads_people {
        opens.push(t.t("granular-opens-people"));
    }
    if role.acts_as.is_some() {
        opens.push(t.t("granular-opens-rooms"));
    }
    if opens.is_empty() {
        opens.push(t.t("granular-opens-nothing"));
    }
    opens.join(" · ")
}

/// The roles that a form chose.
pub(super) fn chosen(form: &Form) -> Vec<Uuid> {
    form.ids("role")
}
