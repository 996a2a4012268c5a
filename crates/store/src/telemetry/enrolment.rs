//! What an enrolment reads and writes, inside the organization of its key.

use domain::{
    id::{Id, Room},
    room::Monitoring,
};

use super::word;
use crate::{
    Change,
    error::StoreError,
    sql::{Fetch, Write},
    values,
};

const ONBOARDING: Fetch = Fetch::new(
    "select count(*) from rooms where tenant_id = {target} and health = 'onboarding' \
     and monitoring = 'onboarding' and key_version = $1",
);

/// How many rooms wait in Onboarding that came with a key.
pub async fn onboarding(change: &mut Change, key_version: i64) -> Result<i64, StoreError> {
    change.find(&ONBOARDING, values![key_version]).await?.map_or(Ok(0), |row| row.get(0))
}

/// The room of a credential the device held before.
#[derive(Clone, Debug)]
pub struct OldRoom {
    /// The room.
    pub room: Id<Room>,
    /// Its name.
    pub name: String,
    /// Whether it is monitored.
    pub monitoring: Monitoring,
}

const OLD_ROOM: Fetch = Fetch::new(
    "select r.room_id, r.name, r.monitoring from rooms r join devices d \
     on d.tenant_id = r.tenant_id and d.room_id = r.room_id \
     where d.credential_hash = $1 and d.tenant_id = {target}{lock}",
);

/// The room of a credential in this organization.
pub async fn old_room(change: &mut Change, credential_hash: [u8; 32]) -> Result<Option<OldRoom>, StoreError> {
    let row = change.find(&OLD_ROOM, values![credential_hash.to_vec()]).await?;
    row.map(|row| {
        Ok(OldRoom { room: row.get(0)?, name: row.get(1)?, monitoring: word(&row, 2, Monitoring::from_key)? })
    })
    .transpose()
}

/// A new room in Onboarding: room, name, name key, the [`Facts`](super::Facts), now, key version.
pub const ADD_ROOM: Write = Write::new(
    "insert into rooms (tenant_id, room_id, name, name_key, place_id, device_type, manufacturer, model, \
     serial_number, host_name, agent_version, app_version, os_version, addresses, network_type, \
     firmware_version, mac_addresses, tpm, credential_protection, missing, account, time_zone, \
     capacity, asset_tag, notes, monitoring, health, has_warning, health_since, health_due_at, last_seen_at, \
     key_version, created_at, change_stamp) \
     select organization_id, $1, $2, $3, null, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, \
     $18, '', time_zone, null, '', '', 'onboarding', 'onboarding', false, $19, null, $19, $20, $19, 1 \
     from organizations where organization_id = {target}",
);

/// The credential of a new device: hash, device, room, key version, now.
pub const ADD_DEVICE: Write = Write::new(
    "insert into devices (credential_hash, device_id, tenant_id, room_id, key_version, report_digest, created_at) \
     select $1, $2, organization_id, $3, $4, $5, $6 from organizations where organization_id = {target}",
);

/// An unenrolled room is contacted again: room, key version, now.
pub const CONTACT_AGAIN: Write = Write::new(
    "update rooms set monitoring = 'onboarding', health = 'onboarding', has_warning = false, health_since = $3, \
     health_due_at = null, last_seen_at = $3, key_version = $2, change_stamp = change_stamp + 1 \
     where room_id = $1 and tenant_id = {target}",
);

/// The device of a room contacted again tells everything anew: room, key version, no digest.
pub const DEVICE_AGAIN: Write = Write::new(
    "update devices set key_version = $2, report_digest = $3 where room_id = $1 and tenant_id = {target}",
);
