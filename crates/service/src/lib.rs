//! Every use case of Steward: one command or question a file, behind two doors, [`run`] and [`ask`].
//!
//! Invariant: no data without a decision of the engine, made inside the transaction that uses it.

pub mod access_checks;
pub mod access_review;
pub mod access_tokens;
pub mod account;
pub mod activity_log;
mod app;
pub mod applications;
mod ask;
pub mod assignments;
pub mod attachments;
pub mod audit_log;
pub mod autopilot;
pub mod bulk_assignments;
mod caller;
mod counted;
pub mod cursor;
pub mod delegated_admin_statistics;
pub mod delegation_migration;
pub mod devices;
pub mod directory_roles;
pub mod enrolment_key;
pub mod explanations;
mod exports;
mod form;
pub mod granular_relationships;
pub mod groups;
pub mod health_watch;
pub mod idempotency_keys;
pub mod invitations;
pub mod jobs;
pub mod links;
pub mod live;
pub mod load;
pub mod maintenance_windows;
mod may;
pub mod meters;
pub mod notices;
pub mod notifications;
pub mod oauth;
pub mod observe;
pub mod off_boarding;
pub mod organizations;
pub mod partner_holdings;
pub mod places;
pub mod previews;
pub mod principals;
pub mod reachability;
mod refusal;
pub mod releases;
pub mod reports;
pub mod reseller_relationships;
pub mod reseller_requests;
pub mod roles;
pub mod rollouts;
pub mod room_events;
pub mod rooms;
mod rsa_keys;
mod run;
pub mod saved_views;
pub mod scopes;
mod sealer;
pub mod security_groups;
pub mod service_portals;
pub mod sessions;
pub mod shell;
pub mod sign_in;
pub mod signals;
pub mod signing_keys;
pub mod subscriptions;
pub mod suppressions;
pub mod tenant_managers;
pub mod tickets;
pub mod update_rings;
pub mod users;
pub mod webhooks;

pub use app::{App, REPORTS_PER_SECOND, Secrets, Settings};
pub use ask::{Both, Looking, Question, ask};
pub use authz::{Action, Facts, Realm, Requirement, Sight};
pub use caller::{Access, ByApplication, Caller, Person};
pub use counted::Counted;
pub use domain;
pub use exports::{Export, Paged};
pub use may::{Manages, May};
pub use refusal::{Code, Fault, Refusal};
pub use run::{Command, Context, Where, perform, run};
pub use sealer::{SealError, Sealed, Sealer};
pub use store::Followed;
pub use store::{
    Store, StoreError,
    list::{Key, Listed, Place, Wanted},
    page::{Page, PageOf},
};
