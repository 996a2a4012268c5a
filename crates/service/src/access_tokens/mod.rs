//! Access tokens: named, for reading or writing, ending within a year, shown once.
//!
//! Invariant: a token can never make a token, nor change a password.

mod create;
mod list;
mod revoke;

pub use create::{CreateAccessToken, NewAccessToken};
pub use list::OwnAccessTokens;
pub use revoke::RevokeAccessToken;
pub use store::access_tokens::{AccessTokenRow, SCHEMA};
