//! Personal access tokens.
