//! People of an organization's directory, managed by its Global administrators, and at a partner by its User management admins as far as
//! they hold nothing (R-420, decision 16).
//!
//! Invariant: while somebody can sign in as Global administrator, somebody still can after every change; a
//! person who is disabled or deleted has no session and no right with the commit.

mod administrators;
mod create;
mod departure;
mod edit;
mod enable;
mod export;
mod list;
mod password_link;
mod remove;

pub(crate) use administrators::{administrators, keeping_an_administrator};
pub(crate) use create::add_administrator;
pub use create::{CreateUser, NewUser};
pub(crate) use departure::{depart, leave_groups};
pub use edit::EditUser;
pub(crate) use edit::{edit, lock};
pub use enable::SetUserEnabled;
pub use export::{ExportUsers, UserState};
pub use list::{CustomersNaming, GetUser, ListUsers};
pub use password_link::MakePasswordLink;
pub use remove::DeleteUser;
pub use store::users::{SCHEMA, UserRow};
