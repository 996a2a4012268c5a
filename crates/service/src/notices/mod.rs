//! Notices in the portal.
