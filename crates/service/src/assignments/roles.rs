//! The built-in roles themselves.

use authz::Action;
use domain::{permission::Permission, role::BuiltInRole};
use store::Change;

use crate::{
    caller::Person,
    refusal::{Code, Refusal},
    run::{Command, Context, Where},
};

/// Renames, describes or deletes a role, or changes what it allows. Every role there is today is built in, so
/// this is always refused.
#[derive(Clone, Debug)]
pub struct ChangeRole {
    /// The key of the role.
    pub role: String,
}

impl Command for ChangeRole {
    type Output = ();
    const NAME: &'static str = "assignments.change_role";

    fn asks(&self, caller: &Person) -> (Action, Where) {
        (Action::UseOwn(Permission::RoleModify), Where::Tenant(caller.organization))
    }

    async fn apply(self, _: &mut Change, _: &Context<'_>) -> Result<(), Refusal> {
        match BuiltInRole::from_key(&self.role) {
            Some(_) => Err(Refusal::Conflict(Code::BuiltInRole, None)),
            None => Err(Refusal::Missing),
        }
    }
}
