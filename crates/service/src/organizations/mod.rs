//! Organizations, as the operator and their own administrators see them.
