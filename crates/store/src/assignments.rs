//! Role assignments: role, members, scope, of the organization's own people and of partners.
