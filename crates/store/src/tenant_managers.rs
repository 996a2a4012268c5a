//! Tenant managers of a partner.
