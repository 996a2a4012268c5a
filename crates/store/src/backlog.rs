//! How much waits and how busy this node's way to the database is: numbers for whoever runs the server.
//!
//! Invariant: counts and ages over all organizations together, never a row of one; each statement reads a bounded number of
//! rows.

use domain::time::Time;

use crate::{Store, error::StoreError, feed::ask, value::Row, values};

/// How many rows are counted at most.
pub const COUNTED: i64 = 10_000;

/// Things that wait.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Waiting {
    /// How many, up to [`COUNTED`].
    pub count: i64,
    /// Since when the one waits that is due longest; none where nothing is due.
    pub since: Option<Time>,
    /// Since when the one is tried that was tried in vain longest; none where nothing was.
    pub tried_since: Option<Time>,
}

/// What waits in the database, for any node.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Backlog {
    /// Happenings that are not spread to those who are told.
    pub news: Waiting,
    /// What people are to be told by e-mail, digests included.
    pub mails: Waiting,
    /// Messages to webhooks.
    pub deliveries: Waiting,
    /// Jobs that no device has taken yet.
    pub jobs_submitted: i64,
    /// Jobs that devices work on.
    pub jobs_running: i64,
}

/// Connections of this node to the database.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Connections {
    /// How many there are.
    pub open: usize,
    /// How many of them somebody uses now.
    pub in_use: usize,
}

const NEWS: &str = "select count(*), min(due_at), cast(null as bigint) from (select due_at from notifications where due_at <= $1 order by due_at limit $2) w";
const MAILS: &str = "select count(*), min(since), min(tried) from (select case when due_at <= $1 then due_at end as since, \
     case when tries > 0 then at end as tried from mails where outcome is null order by due_at limit $2) w";
const DELIVERIES: &str = "select count(*), min(due), min(tried) from (select case when due_at <= $1 then due_at end as due, \
     case when tries > 0 then since end as tried from webhook_deliveries where outcome is null order by due_at limit $2) w";
const JOBS: &str = "select state, count(*) from (select state from room_jobs where state in ('submitted', 'running') \
     order by expires_at limit $1) w group by state";

impl Store {
    /// What waits in the database at a moment.
    pub async fn backlog(&self, now: Time) -> Result<Backlog, StoreError> {
        let mut tx = self.db.begin_read().await?;
        let news = waiting(&ask(&mut tx, NEWS, values![now, COUNTED]).await?)?;
        let mails = waiting(&ask(&mut tx, MAILS, values![now, COUNTED]).await?)?;
        let deliveries = waiting(&ask(&mut tx, DELIVERIES, values![now, COUNTED]).await?)?;
        let mut backlog = Backlog { news, mails, deliveries, ..Backlog::default() };
        for row in ask(&mut tx, JOBS, values![COUNTED]).await? {
            match row.text(0)? {
                "submitted" => backlog.jobs_submitted = row.get(1)?,
                _ => backlog.jobs_running = row.get(1)?,
            }
        }
        Ok(backlog)
    }

    /// The connections of this node.
    pub fn connections(&self) -> Connections {
        self.db.connections()
    }

    /// How many live pages of this node listen.
    pub fn listeners(&self) -> usize {
        self.stirred.receiver_count()
    }

    /// How many organizations this node has in memory, and how many rooms of theirs changed since lists read them last.
    pub fn in_memory(&self) -> (usize, usize) {
        self.image.size()
    }
}

fn waiting(rows: &[Row]) -> Result<Waiting, StoreError> {
    let Some(row) = rows.first() else { return Ok(Waiting::default()) };
    Ok(Waiting { count: row.get(0)?, since: row.get(1)?, tried_since: row.get(2)? })
}
