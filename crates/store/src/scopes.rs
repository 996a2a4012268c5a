//! Stored scopes: rooms and groups of one organization.
