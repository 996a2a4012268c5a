//! Room groups.
