//! What is suppressed where rooms are judged.

use std::collections::BTreeMap;

use domain::{
    id::{Id, Room},
    suppression::{Suppressed, Suppression},
};

use super::Telemetry;
use crate::{error::StoreError, feed::ask, suppressions::together, values};

pub(super) const OF_ROOMS: &str = "select s.suppression_id, s.is_whole, s.begins_at, s.ends_at, x.signal, x.instance, \
     s.room_id from rooms r join suppressions s on s.tenant_id = r.tenant_id and s.room_id = r.room_id \
     left join suppressed_signals x on x.tenant_id = s.tenant_id and x.room_id = s.room_id \
     and x.suppression_id = s.suppression_id where r.room_id {in $1} and s.ends_at > $2 order by s.suppression_id";

pub(super) const WINDOWS_OF_ROOMS: &str = "select r.room_id, w.begins_at, w.ends_at from rooms r \
     join maintenance_windows w on w.tenant_id = r.tenant_id where r.room_id {in $1} and w.ends_at > $2 \
     and (w.group_id is null or exists (select 1 from room_group_members m where m.tenant_id = r.tenant_id \
     and m.group_id = w.group_id and m.room_id = r.room_id))";

impl Telemetry {
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
