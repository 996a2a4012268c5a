//! Every SQL statement of Steward, written once for SQLite and PostgreSQL, behind two doors: a [`View`]
//! reads what a sight of the engine shows, a [`Change`] writes what a permit of the engine allows, together
//! with its audit event.
//!
//! Invariants: only `db.rs` has connections; no rows without a sight or permit, except through the narrow
//! doors `facts` (what the engine must know), `sign_in` (credentials), `applications` (who they are) and `token_keys`, `telemetry` (what devices say),
//! `notifications` and `webhooks` (who is told, before each is decided about), `backlog` (numbers of all organizations together)
//! and `idempotency_keys` (what was answered before).

pub mod access_review;
pub mod access_tokens;
pub mod activity;
pub mod added_customers;
pub mod applications;
pub mod assignments;
pub mod attachments;
pub mod audit;
pub mod autopilot;
pub mod backlog;
pub mod blocks;
mod change;
pub mod confirmation;
mod db;
pub mod delegated_admin_statistics;
pub mod delegating;
pub mod delegation_migration;
pub mod delegation_uses;
pub mod directory;
pub mod distributions;
mod error;
pub mod explanations;
pub mod facts;
pub mod feed;
pub mod granular_relationships;
pub mod groups;
pub mod idempotency_keys;
mod image;
pub mod invitations;
pub mod jobs;
pub mod keys;
pub mod links;
pub mod list;
pub mod logos;
pub mod mail_routes;
pub mod maintenance_windows;
mod migrate;
pub mod notices;
pub mod notifications;
pub mod off_boarding;
pub mod on_behalf;
mod opening;
pub mod organizations;
pub mod orphans;
pub mod page;
pub mod partner_holdings;
pub mod places;
pub mod preferences;
pub mod reachability;
pub mod releases;
pub mod report_subscriptions;
pub mod reports;
pub mod reseller_relationships;
pub mod reseller_requests;
pub mod roles;
pub mod rollouts;
pub mod room_days;
pub mod room_events;
pub mod rooms;
pub mod saved_views;
pub mod scopes;
pub mod seed;
pub mod service_portals;
pub mod sessions;
pub mod shell;
pub mod sign_in;
pub mod signals;
mod sql;
pub mod subscriptions;
pub mod support_requests;
pub mod suppressions;
pub mod telemetry;
pub mod tenant_managers;
pub mod tickets;
pub mod token_keys;
pub mod update_rings;
pub mod users;
mod value;
mod view;
pub mod webhooks;

use std::path::Path;

use domain::time::Time;
use tokio::sync::broadcast;

pub use change::{Batch, Change};
pub use error::StoreError;
pub use image::follow::Followed;
pub use opening::{CallMeta, Opening, Program};
pub use sql::{Fetch, Query, Read, Write};
pub use value::{Row, Value};
pub use view::View;

/// A list of bound values, in the order of `$1`, `$2`, ….
#[macro_export]
macro_rules! values {
    ($($value:expr),* $(,)?) => { vec![$($crate::Value::from($value)),*] };
}

/// The database of one Steward.
#[derive(Clone)]
pub struct Store {
    db: db::Db,
    stirred: broadcast::Sender<feed::Stirred>,
    image: image::NodeImage,
    sends_mail: bool,
}

impl Store {
    /// Opens the embedded database; the file is made if it does not exist.
    pub fn open_sqlite(path: &Path) -> Result<Self, StoreError> {
        Ok(Self::new(db::Db::open_lite(path)?))
    }

    /// Opens a PostgreSQL database, with TLS when roots are given.
    pub fn open_postgresql(url: &str, roots: Option<rustls::RootCertStore>) -> Result<Self, StoreError> {
        Ok(Self::new(db::Db::open_pg(url, roots)?))
    }

    fn new(db: db::Db) -> Self {
        Self {
            db,
            stirred: broadcast::Sender::new(4096),
            image: image::NodeImage::default(),
            sends_mail: false,
        }
    }

    /// The same database, where what happens is also told by e-mail, or not: without a mail server nothing waits for one.
    pub const fn sending_mail(mut self, sends_mail: bool) -> Self {
        self.sends_mail = sends_mail;
        self
    }

    /// Brings the schema up to date; returns the numbers of the migrations applied.
    pub async fn migrate(&self, now: Time) -> Result<Vec<i64>, StoreError> {
        migrate::migrate(&self.db, now).await
    }

    /// Refreshes the statistics by which the database chooses its plans.
    pub async fn optimize(&self) -> Result<(), StoreError> {
        self.db.optimize().await
    }

    /// Begins to read; facts and sight come before the view.
    pub async fn begin_view(&self) -> Result<Opening, StoreError> {
        let began = self.image.mark();
        let tx = self.db.begin_read().await?;
        Ok(Opening::new(tx, self.stirred.clone(), self.image.clone(), began, self.sends_mail))
    }

    /// Begins to change; facts and permit come before the change.
    pub async fn begin_change(&self) -> Result<Opening, StoreError> {
        let began = self.image.mark();
        let tx = self.db.begin_write().await?;
        Ok(Opening::new(tx, self.stirred.clone(), self.image.clone(), began, self.sends_mail))
    }

    /// Reads what decisions and common lists need of every organization into memory; returns how many there are.
    pub async fn warm(&self) -> Result<usize, StoreError> {
        self.image.warm(&self.db).await
    }

    /// What is stirred by committed changes of this node: for live pages.
    pub fn listen(&self) -> broadcast::Receiver<feed::Stirred> {
        self.stirred.subscribe()
    }

    /// Whether the database answers.
    pub async fn is_ready(&self) -> bool {
        match self.db.begin_read().await {
            Ok(mut tx) => tx.query("select count(*) from schema_migrations", &[]).await.is_ok(),
            Err(_) => false,
        }
    }
}
