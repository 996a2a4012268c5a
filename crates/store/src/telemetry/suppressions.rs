//! What is suppressed where rooms are judged.

use std::collections::{BTreeMap, BTreeSet};

use domain::{
    id::{Id, Organization, Room, Suppression as Kind},
    suppression::{NamedSignal, Suppressed, Suppression, SuppressionTurn},
    time::Time,
};

use super::{Telemetry, word};
use crate::{error::StoreError, feed::ask, suppressions::together, values};

pub(super) const OF_ROOMS: &str = "select s.suppression_id, s.is_whole, s.begins_at, s.ends_at, x.signal, x.instance, \
     s.room_id from rooms r join suppressions s on s.tenant_id = r.tenant_id and s.room_id = r.room_id \
     left join suppressed_signals x on x.tenant_id = s.tenant_id and x.room_id = s.room_id \
     and x.suppression_id = s.suppression_id where r.room_id {in $1} and s.ends_at > $2 order by s.suppression_id";

pub(super) const WINDOWS_OF_ROOMS: &str = "select r.room_id, w.begins_at, w.ends_at from rooms r \
     join maintenance_windows w on w.tenant_id = r.tenant_id where r.room_id {in $1} and w.ends_at > $2 \
     and (w.group_id is null or exists (select 1 from room_group_members m where m.tenant_id = r.tenant_id \
     and m.group_id = w.group_id and m.room_id = r.room_id))";

/// What happened to the suppressions of a room, the last turn of each last.
pub(super) const TURNS: &str = "select suppression_id, at, turn, signals, begins_at, ends_at from suppression_entries \
     where tenant_id = $1 and room_id = $2 order by at, turn";

/// Maintenance of a room that is over.
pub(super) const PAST_WINDOWS: &str = "select begins_at, ends_at from maintenance_times \
     where tenant_id = $1 and room_id = $2 and ends_at > $3";

impl Telemetry {
    /// What was, is or will be suppressed in a room, by itself or in a maintenance window, and had not ended at a moment.
    pub(super) async fn suppressed_since(
        &mut self,
        (tenant, room): (Id<Organization>, Id<Room>),
        since: Time,
    ) -> Result<Vec<Suppression>, StoreError> {
        let mut known: BTreeMap<Id<Kind>, Suppression> = BTreeMap::new();
        for row in ask(&mut self.tx, TURNS, values![tenant, room]).await? {
            let (at, begins_at, ends_at): (Time, Time, Time) = (row.get(1)?, row.get(4)?, row.get(5)?);
            let has_ended = word(&row, 2, SuppressionTurn::from_key)? == SuppressionTurn::Ended;
            let signals: BTreeSet<NamedSignal> = serde_json::from_str(row.text(3)?)?;
            let what = if signals.is_empty() { Suppressed::Room } else { Suppressed::Signals(signals) };
            let ends_at = if has_ended { ends_at.min(at) } else { ends_at };
            known.insert(row.get(0)?, Suppression { what, begins_at, ends_at });
        }
        let mut all: Vec<Suppression> = known.into_values().filter(|of| of.ends_at > since).collect();
        let window = |begins_at, ends_at| Suppression { what: Suppressed::Room, begins_at, ends_at };
        for row in ask(&mut self.tx, PAST_WINDOWS, values![tenant, room, since]).await? {
            all.push(window(row.get(0)?, row.get(1)?));
        }
        for row in ask(&mut self.tx, WINDOWS_OF_ROOMS, values![vec![room], since]).await? {
            all.push(window(row.get(1)?, row.get(2)?));
        }
        Ok(all)
    }

    /// What is suppressed in rooms, by themselves or in a maintenance window, and has not ended.
    pub(super) async fn suppressions(
        &mut self,
        rooms: Vec<Id<Room>>,
    ) -> Result<BTreeMap<Id<Room>, Vec<Suppression>>, StoreError> {
        let rows = ask(&mut self.tx, OF_ROOMS, values![rooms.clone(), self.now]).await?;
        let mut of_rooms: BTreeMap<Id<Room>, Vec<Suppression>> = BTreeMap::new();
        for (_, suppression, row) in together(&rows)? {
            of_rooms.entry(row.get(6)?).or_default().push(suppression);
        }
        for row in ask(&mut self.tx, WINDOWS_OF_ROOMS, values![rooms, self.now]).await? {
            let (begins_at, ends_at) = (row.get(1)?, row.get(2)?);
            let suppression = Suppression { what: Suppressed::Room, begins_at, ends_at };
            of_rooms.entry(row.get(0)?).or_default().push(suppression);
        }
        Ok(of_rooms)
    }
}
