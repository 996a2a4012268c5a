//! Role assignments.
