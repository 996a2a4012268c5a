//! What relays find of devices that have no agent: whom a relay looks after, and whether what it found still counts (decision 22).

use std::collections::BTreeSet;

use domain::{
    health::Health,
    id::{Id, Organization, Room},
    reachability::{Address, SIGNAL},
    signal::SignalState,
};
use uuid::Uuid;

use super::{Telemetry, word};
use crate::{
    Store,
    error::StoreError,
    feed::{ask, run},
    reachability::address,
    values,
};

/// A room that has a device of its own is looked after by nobody else.
pub(super) const AIMS: &str = "select t.target_id, t.room_id, t.host, t.port, r.health, coalesce(s.state, '') \
     from reachability t join rooms r on r.tenant_id = t.tenant_id and r.room_id = t.room_id \
     left join room_signals s on s.tenant_id = t.tenant_id and s.room_id = t.room_id and s.signal = $3 and s.instance = '' \
     where t.tenant_id = $1 and t.relay_id = $2 and r.monitoring <> 'unenrolled' \
     and not exists (select 1 from devices o where o.tenant_id = t.tenant_id and o.room_id = t.room_id) order by t.room_id";

pub(super) const CHOSEN: &str = "select d.credential_hash, t.room_id, t.target_id from rooms r \
     join reachability t on t.tenant_id = r.tenant_id and t.room_id = r.room_id \
     join devices d on d.tenant_id = t.tenant_id and d.room_id = t.relay_id \
     join rooms y on y.tenant_id = t.tenant_id and y.room_id = t.relay_id and y.monitoring <> 'unenrolled' \
     where r.room_id {in $1} \
     and not exists (select 1 from devices o where o.tenant_id = t.tenant_id and o.room_id = t.room_id)";

const SET_REACHES: &str = "update devices set reaches = $2 where credential_hash = $1";

/// What a relay is asked to reach.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Aim {
    /// The choice; another one is another aim, though it be of the same room.
    pub target: Uuid,
    /// The room whose device it is.
    pub room: Id<Room>,
    /// Where.
    pub address: Address,
    /// The health of the room.
    pub health: Health,
    /// What was found last.
    pub state: Option<SignalState>,
}

impl Store {
    /// What the relay that enrolled as a room is asked to reach.
    pub async fn aims(&self, tenant: Id<Organization>, relay: Id<Room>) -> Result<Vec<Aim>, StoreError> {
        let mut tx = self.db.begin_read().await?;
        let rows = ask(&mut tx, AIMS, values![tenant, relay, SIGNAL]).await?;
        rows.iter()
            .map(|row| {
                Ok(Aim {
                    target: row.get(0)?,
                    room: row.get(1)?,
                    address: address(&row.get::<String>(2)?, row.get(3)?)?,
                    health: word(row, 4, Health::from_key)?,
                    state: SignalState::from_key(&row.get::<String>(5)?),
                })
            })
            .collect()
    }

    /// Writes down whether a device may be asked to reach others.
    pub async fn set_reaches(&self, credential_hash: [u8; 32], reaches: bool) -> Result<(), StoreError> {
        let mut tx = self.db.begin_write().await?;
        run(&mut tx, SET_REACHES, values![credential_hash.to_vec(), reaches]).await?;
        tx.commit().await
    }
}

impl Telemetry {
    /// Whose word counts for rooms that have no device: the credential of the relay, the room and the choice.
    pub async fn chosen_relays(
        &mut self,
        rooms: Vec<Id<Room>>,
    ) -> Result<BTreeSet<(Vec<u8>, Id<Room>, Uuid)>, StoreError> {
        let rows = ask(&mut self.tx, CHOSEN, values![rooms]).await?;
        rows.iter().map(|row| Ok((row.get(0)?, row.get(1)?, row.get(2)?))).collect()
    }
}
