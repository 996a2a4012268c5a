//! The audit log: list, export, verify.
