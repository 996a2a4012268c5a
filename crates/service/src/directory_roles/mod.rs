//! Directory roles: given to people and security groups by Global administrators alone (decision 16).
//!
//! Invariant: while somebody can sign in as Global administrator, somebody still can after every change.

mod export;
mod give;
mod list;

pub use export::ExportDirectoryRoles;
pub use give::{GiveDirectoryRole, TakeDirectoryRole};
pub(crate) use give::{give, take};
pub use list::{DirectoryRoles, ListDirectoryRoles, RoleMembers, RoleWithMembers, SCHEMA};
