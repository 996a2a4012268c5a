//! Following the other nodes of PostgreSQL: what stirred there.

use domain::{
    id::{Id, Room},
    time::{HOUR, Time},
};

use super::Marks;
use crate::{
    Store,
    error::StoreError,
    feed::{Stirred, ask, run},
    sql::Dialect,
    values,
};

const BETWEEN: &str = "select distinct tenant_id, room_id, what from stirred \
     where transaction_id >= $1 and transaction_id < $2";
const FORGET: &str = "delete from stirred where at < $1";

/// Where a node stands in what the other nodes tell.
#[derive(Clone, Copy, Debug, Default)]
pub struct Followed(Option<i64>);

impl Store {
    /// Reads what stirred since the last time, and tells live pages. On SQLite, which has one node
    /// alone, nothing is to be read.
    pub async fn follow(&self, followed: Followed) -> Result<Followed, StoreError> {
        let mut tx = self.db.begin_read().await?;
        if tx.dialect() == Dialect::Lite {
            return Ok(followed);
        }
        // Everything before is finished, and will not become more.
        let oldest = "select txid_snapshot_xmin(txid_current_snapshot())";
        let rows = ask(&mut tx, oldest, values![]).await?;
        let oldest: i64 = rows.first().ok_or(StoreError::Column { index: 0 })?.get(0)?;
        let Followed(Some(from)) = followed else { return Ok(Followed(Some(oldest))) };
        let mut marks = Marks::new();
        let mut stirred = Vec::new();
        for row in ask(&mut tx, BETWEEN, values![from, oldest]).await? {
            let (tenant, room): (_, Option<Id<Room>>) = (row.get(0)?, row.get(1)?);
            stirred.push(Stirred::read(tenant, room, row.text(2)?));
            if let Some(room) = room {
                marks.entry(tenant).or_default().insert(room);
            }
        }
        drop(tx);
        self.image.stir(&marks);
        for stirred in stirred {
            // Nobody listening is no error.
            let _ = self.stirred.send(stirred);
        }
        Ok(Followed(Some(oldest)))
    }

    /// Deletes what every node has long read.
    pub async fn forget_stirred(&self, now: Time) -> Result<u64, StoreError> {
        let mut tx = self.db.begin_write().await?;
        let forgotten = run(&mut tx, FORGET, values![now.plus(-HOUR)]).await?;
        tx.commit().await?;
        Ok(forgotten)
    }
}
