//! Invitations: send, answer, withdraw, expire.
