//! Sessions: seen and ended by their owner, and by Global administrators of the organization.
//!
//! Invariant: an ended session is over with the commit; the next request with it is that of nobody.

mod list;
mod revoke;
mod sign_out;

pub use list::{OwnSessions, SessionsOf};
pub use revoke::{RevokeOwnSession, RevokeSession, RevokeSessions};
pub use sign_out::{SignOut, SignOutEverywhere};
pub use store::sessions::{SCHEMA, SessionRow};
