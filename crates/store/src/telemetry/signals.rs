//! How signals count where rooms are judged, and the rooms that are judged anew because that was changed.

use std::{collections::BTreeMap, sync::Arc};

use domain::{
    id::{Id, Organization, Room},
    room::DeviceType,
    signal::Rules,
    time::{MINUTE, Time},
};
use uuid::Uuid;

use super::{Telemetry, word};
use crate::{
    Store,
    error::StoreError,
    feed::{ask, run},
    signals::{days, rule},
    values,
};

/// When the rooms of a changed signal are judged once more: a report that read the setting before the change may have been
/// written after its room was judged.
const AGAIN: i64 = MINUTE;

pub(super) const RULES: &str = "select tenant_id, device_type, signal, is_enabled, severity, poll, watch \
     from signal_settings where tenant_id {in $1}";

pub(super) const ESCALATIONS: &str = "select tenant_id, days from escalations where tenant_id {in $1}";

pub(super) const ANY_CHANGED: &str = "select 1 from signals_to_judge where due_at <= $1 limit 1";

pub(super) const CHANGED: &str = "select tenant_id, signal, after_room, is_again from signals_to_judge \
     where due_at <= $1 order by due_at limit 1{lock}";

/// Rooms in which the signal is unhealthy, or has a ticket, or is seen by Steward alone because the device is silent.
pub(super) const TROUBLED: &str = "select room_id from room_signals where tenant_id = $1 and signal = $2 \
     and state = 'unhealthy' and room_id > $3 \
     union select room_id from tickets where tenant_id = $1 and signal = $2 and kind = 'signal' and state <> 'closed' \
     and room_id > $3 \
     union select room_id from rooms where tenant_id = $1 and health = 'unmonitored' and $2 = 'room.offline' \
     and room_id > $3 order by room_id limit $4";

const GO_ON: &str = "update signals_to_judge set after_room = $3, due_at = $4, is_again = $5 \
     where tenant_id = $1 and signal = $2";

const DONE: &str = "delete from signals_to_judge where tenant_id = $1 and signal = $2";

impl Store {
    /// Whether rooms are to be judged anew because the setting of a signal changed.
    pub async fn has_changed_signals(&self, now: Time) -> Result<bool, StoreError> {
        let mut tx = self.db.begin_read().await?;
        Ok(!ask(&mut tx, ANY_CHANGED, values![now]).await?.is_empty())
    }
}

impl Telemetry {
    /// The next rooms in which a signal with a changed setting is unhealthy, and notes that they are judged; none when no
    /// change is left.
    pub async fn troubled_rooms(&mut self, limit: i64) -> Result<Option<Vec<Id<Room>>>, StoreError> {
        let found = ask(&mut self.tx, CHANGED, values![self.now]).await?;
        let Some(row) = found.first() else { return Ok(None) };
        let (tenant, signal, after): (Id<Organization>, String, Uuid) =
            (row.get(0)?, row.get(1)?, row.get(2)?);
        let values = values![tenant, &signal, after, limit];
        let rooms: Vec<Id<Room>> = ask(&mut self.tx, TROUBLED, values)
            .await?
            .iter()
            .map(|row| row.get(0))
            .collect::<Result<_, StoreError>>()?;
        let is_again: bool = row.get(3)?;
        let is_full = i64::try_from(rooms.len()).is_ok_and(|count| count >= limit);
        match rooms.last().filter(|_| is_full) {
            Some(last) => {
                let values = values![tenant, &signal, *last, self.now, is_again];
                run(&mut self.tx, GO_ON, values).await?;
            }
            None if is_again => _ = run(&mut self.tx, DONE, values![tenant, &signal]).await?,
            None => {
                let values = values![tenant, &signal, Uuid::nil(), self.now.plus(AGAIN), true];
                run(&mut self.tx, GO_ON, values).await?;
            }
        }
        Ok(Some(rooms))
    }

    /// How signals count in organizations.
    pub(super) async fn rules(
        &mut self,
        tenants: Vec<Id<Organization>>,
    ) -> Result<BTreeMap<Id<Organization>, Arc<Rules>>, StoreError> {
        let mut rules: BTreeMap<Id<Organization>, Rules> = BTreeMap::new();
        for row in ask(&mut self.tx, RULES, values![tenants.clone()]).await? {
            let signal: String = row.get(2)?;
            let device_type = word(&row, 1, DeviceType::from_key)?;
            rules.entry(row.get(0)?).or_default().set(device_type, &signal, rule(&row, 3)?);
        }
        for row in ask(&mut self.tx, ESCALATIONS, values![tenants]).await? {
            rules.entry(row.get(0)?).or_default().escalate_after = days(&row, 1)?;
        }
        Ok(rules.into_iter().map(|(tenant, rules)| (tenant, Arc::new(rules))).collect())
    }
}
