//! Security groups: people and groups of an organization under one name (R-114, decision 16).
//!
//! Invariant: no group is inside itself, at any depth.

pub(crate) mod agents;
mod create;
mod edit;
mod export;
mod list;
mod members;
mod remove;

pub use create::CreateSecurityGroup;
pub use edit::EditSecurityGroup;
pub(crate) use edit::lock;
pub use export::ExportSecurityGroups;
pub use list::{GetSecurityGroup, GroupMembers, ListSecurityGroups, SecurityGroup};
pub(crate) use members::members;
pub use members::{AddGroupMember, RemoveGroupMember};
pub use remove::DeleteSecurityGroup;
pub use store::directory::{MEMBERS_SCHEMA, MemberLine, SCHEMA, SecurityGroupRow};
