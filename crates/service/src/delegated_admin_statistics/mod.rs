//! How delegated admin privileges are used, and what becomes of those that lie idle.
//!
//! Invariant: a use is that somebody of a partner did or saw something at a customer by a directory role that they hold there by
//! delegation, and nothing else.

mod idle;
mod list;
mod many;

pub use idle::{end_idle, forget};
pub use list::{DelegatedAdminStatistics, Statistics};
pub use many::{MOST_AT_ONCE, Returned, return_many};
pub use store::delegated_admin_statistics::SCHEMA;
