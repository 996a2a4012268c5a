//! Suppressions whose end comes near, of which their owners are told once.

use std::collections::BTreeMap;

use domain::{
    id::{Id, Organization, Room, Suppression},
    time::Time,
};

use super::{Found, found, signals_of};
use crate::{
    change::Change,
    error::StoreError,
    feed::{ask, run},
    opening::Opening,
    sql::Fetch,
    value::Row,
    values,
};

/// Time moves on in every organization at once: the job that tells looks for where it has work.
const ROOMS: &str =
    "select tenant_id, room_id from suppressions where told_ahead_at <= $1 order by told_ahead_at limit $2";

const TO_TELL: Fetch = Fetch::new(concat!(
    found_columns!(),
    "'' from suppressions s where s.tenant_id = {target} and s.room_id {in $1} and s.told_ahead_at <= {now} \
     order by s.room_id, s.suppression_id"
));

const MARK: &str = "update suppressions set told_ahead_at = null where tenant_id = $1 and room_id = $2 \
     and suppression_id = $3 and told_ahead_at is not null";

impl Opening {
    /// Rooms with suppressions whose owners are to be told that they end soon, by organization; at most so many.
    pub async fn rooms_with_suppressions_to_tell_ahead(
        &mut self,
        now: Time,
        limit: i64,
    ) -> Result<BTreeMap<Id<Organization>, Vec<Id<Room>>>, StoreError> {
        super::by_organization(&ask(&mut self.tx, ROOMS, values![now, limit]).await?)
    }
}

/// What ends soon in rooms of the organization of the change, of which its owner is to be told.
pub async fn fetch_to_tell_ahead(
    change: &mut Change,
    rooms: Vec<Id<Room>>,
) -> Result<Vec<(Id<Room>, Found)>, StoreError> {
    let rows = change.rows(&TO_TELL, values![rooms.clone()]).await?;
    let signals = signals_of(change, rooms).await?;
    let read = |row: &Row| Ok((row.get(8)?, found(row, &signals)?));
    rows.iter().map(read).collect()
}

/// Marks the owner as told; false if another node did so meanwhile. That somebody was told something is no change of meaning, so it
/// leaves no event.
pub async fn mark_told_ahead(
    change: &mut Change,
    room: Id<Room>,
    id: Id<Suppression>,
) -> Result<bool, StoreError> {
    let tenant = change.tenant();
    Ok(run(change.tx_mut(), MARK, values![tenant, room, id]).await? > 0)
}
