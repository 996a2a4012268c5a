//! Tenant managers.
