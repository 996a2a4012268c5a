//! People of an organization.
