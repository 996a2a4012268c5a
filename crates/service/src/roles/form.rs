//! What makes a role, checked as a whole: all faults at once.

use authz::may_confer;
use domain::{names, permission::PermissionSet, text::Name};
use store::Change;

use crate::{
    assignments::text_faults,
    invitations::refuse,
    refusal::{Code, Fault, Refusal},
    run::Context,
};

/// A role as somebody wrote it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct RoleForm {
    /// Its name, unique in its context.
    pub name: String,
    /// What it is for; empty is possible.
    pub description: String,
    /// The keys of its permissions, or other names of them.
    pub permissions: Vec<String>,
}

/// A role that can be stored.
#[derive(Clone, Debug)]
pub(super) struct Checked {
    pub(super) name: Name,
    pub(super) description: String,
    pub(super) permissions: PermissionSet,
}

/// The permissions of keys or other names, and a fault for each that there is not.
pub(crate) fn named_permissions(keys: &[String]) -> (PermissionSet, Vec<Fault>) {
    let mut faults = Vec::new();
    let mut permissions = PermissionSet::NONE;
    for (index, key) in keys.iter().enumerate() {
        match names::permissions(key) {
            Some(named) => permissions = permissions.or(named),
            None => faults.push(Fault::new(format!("permissions/{index}"), Code::UnknownValue)),
        }
    }
    (permissions, faults)
}

/// The permissions of keys or other names, for a change that is thought of.
pub fn permissions_of_keys(keys: &[String]) -> Result<PermissionSet, Refusal> {
    let (permissions, faults) = named_permissions(keys);
    if faults.is_empty() { Ok(permissions) } else { Err(refuse(faults)) }
}

impl RoleForm {
    /// The role, or everything that is wrong with it; beyond what is wrong, what the caller cannot confer.
    pub(super) fn check(&self, change: &Change, context: &Context<'_>) -> Result<Checked, Refusal> {
        let (name, description, mut faults) = text_faults(&self.name, &self.description);
        let (permissions, unknown) = named_permissions(&self.permissions);
        faults.extend(unknown);
        if self.permissions.is_empty() {
            faults.push(Fault::new("permissions", Code::Required));
        }
        let Some(name) = name.filter(|_| faults.is_empty()) else { return Err(refuse(faults)) };
        if !may_confer(context.facts, change.tenant(), permissions) {
            return Err(Refusal::Denied(Code::ExceedsOwnPermissions, None));
        }
        Ok(Checked { name, description, permissions })
    }
}
