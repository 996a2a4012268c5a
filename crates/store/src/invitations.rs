//! Invitations of partners.
