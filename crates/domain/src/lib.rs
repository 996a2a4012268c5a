//! The nouns and rules of Steward: typed ids, values that cannot be made wrong, state machines, the
//! permission and role vocabulary, and the audit event.
//!
//! Invariant: knows nothing of storage, transport, clocks or randomness; everything here is a pure
//! function of its input.

pub mod access_review;
pub mod activity;
pub mod added_customer;
pub mod agent;
pub mod application;
pub mod assignment;
pub mod attachment;
pub mod autopilot;
pub mod change_control;
pub mod coordinates;
pub mod default_delegation;
pub mod delegated_admin;
pub mod delegated_rooms;
pub mod device;
pub mod directory;
pub mod distribution;
pub mod enrolment;
pub mod event;
pub mod granular_relationship;
pub mod health;
pub mod id;
pub mod invitation;
pub mod job;
pub mod link;
pub mod logo;
pub mod mail_route;
pub mod names;
pub mod network;
pub mod notification;
pub mod off_boarding;
pub mod organization;
pub mod partner_event;
pub mod permission;
pub mod place;
pub mod query;
pub mod reachability;
pub mod record;
pub mod release;
pub mod report;
pub mod reseller_relationship;
pub mod role;
pub mod role_definition;
pub mod rollout;
pub mod room;
pub mod room_event;
pub mod room_group;
pub mod saved_view;
pub mod scope;
pub mod signal;
pub mod subscription;
pub mod support_request;
pub mod suppression;
pub mod tag;
pub mod text;
pub mod ticket;
pub mod time;
pub mod update_ring;
pub mod webhook;
