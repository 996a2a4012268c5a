//! The place hierarchy.
