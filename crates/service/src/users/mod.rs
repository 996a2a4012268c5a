//! People of an organization (decision 16).
