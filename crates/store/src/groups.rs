//! Room groups by members.
