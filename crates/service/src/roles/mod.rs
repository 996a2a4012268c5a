//! Roles that an organization makes for its own people, and a partner for its people at one customer.
//!
//! Invariant: a role stays in its context: an own role has no effect at customers, a partner role none at home;
//! nobody puts into a role, or assigns, what they do not hold there.

mod context;
mod create;
mod delete;
mod edit;
mod effect;
mod form;
mod list;
mod site_lead;

pub use context::RoleContext;
pub use create::CreateRole;
pub(crate) use create::make;
pub use delete::{DeletePartnerRole, DeleteRole};
pub use edit::EditRole;
pub use effect::{Assigned, AssignmentEdit, PreviewChange, Proposed};
pub(crate) use form::named_permissions;
pub use form::{RoleForm, permissions_of_keys};
pub use list::{PartnerRoles, Roles, RolesIn};
pub use site_lead::{ChooseSiteLead, SiteLead};
pub use store::roles::RoleRow;
