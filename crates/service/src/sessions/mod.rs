//! Sessions: list, revoke.
