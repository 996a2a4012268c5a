//! Devices, with who added them and how.

use domain::{
    autopilot::{Channel, Hardware},
    id::{AutopilotBatch, AutopilotDevice, AutopilotProfile, Id, Organization},
    query::{Kind, Order, Property, Schema},
    time::Time,
};

use crate::{
    change::{Batch, Change},
    error::StoreError,
    facts::word,
    list::{Column, Kept, Key, Listed, Placed, Table, Wanted},
    sql::{Fetch, Query, Read, Write},
    value::Row,
    values,
    view::View,
};

/// A device.
#[derive(Clone, Debug)]
pub struct DeviceRow {
    /// The device.
    pub id: Id<AutopilotDevice>,
    /// The organization whose it is.
    pub tenant: Id<Organization>,
    /// What is told of it.
    pub hardware: Hardware,
    /// The organization that added it.
    pub added_by: Id<Organization>,
    /// The name of that organization.
    pub added_by_name: String,
    /// The way by which it was added.
    pub channel: Channel,
    /// The profile it has, with its name.
    pub profile: Option<(Id<AutopilotProfile>, String)>,
    /// When it was added.
    pub added_at: Time,
}

/// What the list of devices offers to queries.
pub static DEVICES: Schema = Schema::new(
    &[
        Property::new("id", Kind::Id).filterable(),
        Property::new("serialNumber", Kind::Text).filterable().sortable().searchable(),
        Property::new("uploadedDate", Kind::Time).filterable().sortable(),
    ],
    300,
);

/// The columns behind [`DEVICES`]; a search looks into all that is told of a device but the hash.
pub static DEVICES_TABLE: Table = Table {
    columns: &[
        Column::new("id", "d.device_id", Kept::Id),
        Column::new("serialNumber", "d.serial_key", Kept::Key),
        Column::new("uploadedDate", "d.added_at", Kept::Time),
        Column::new("told", "d.search_key", Kept::Key),
    ],
    order: &[Order { property: "serialNumber", descending: false }],
    unique: &["id"],
    searched: &["told"],
};

impl Placed for DeviceRow {
    fn key(&self, property: &str) -> Option<Key> {
        Some(match property {
            "id" => Key::Id(self.id.uuid()),
            "serialNumber" => Key::Text(domain::text::key(&self.hardware.serial_number)),
            "uploadedDate" => Key::Integer(self.added_at.micros()),
            _ => return None,
        })
    }
}

/// Who added the devices of a list.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum AddedBy {
    /// The organization whose they are.
    Tenant,
    /// This one.
    One(Id<Organization>),
    /// Neither of both.
    Others(Id<Organization>),
}

/// Which devices a list shows.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Narrowed {
    /// Those of a batch.
    pub batch: Option<Id<AutopilotBatch>>,
    /// Those with a profile, or (`Some(None)`) without any.
    pub profile: Option<Option<Id<AutopilotProfile>>>,
    /// By who added them.
    pub added_by: Option<AddedBy>,
}

impl Narrowed {
    fn push(self, query: &mut Query) {
        if let Some(batch) = self.batch {
            query.push(" and d.batch_id = ").bind(batch);
        }
        match self.profile {
            Some(Some(profile)) => {
                query.push(" and d.profile_id = ").bind(profile);
            }
            Some(None) => {
                query.push(" and d.profile_id is null");
            }
            None => {}
        }
        match self.added_by {
            Some(AddedBy::Tenant) => {
                query.push(" and d.added_by = d.tenant_id");
            }
            Some(AddedBy::One(organization)) => {
                query.push(" and d.added_by = ").bind(organization);
            }
            Some(AddedBy::Others(organization)) => {
                query.push(" and d.added_by <> d.tenant_id and d.added_by <> ").bind(organization);
            }
            None => {}
        }
    }
}

macro_rules! select {
    () => {
        "select d.device_id, d.tenant_id, d.serial_number, d.product_key, d.hardware_hash, d.manufacturer, d.model, d.added_by, \
         o.name, d.channel, d.profile_id, p.name, d.added_at from autopilot_devices d \
         join organizations o on o.organization_id = d.added_by \
         left join autopilot_profiles p on p.tenant_id = d.tenant_id and p.profile_id = d.profile_id where "
    };
}

fn read(row: &Row) -> Result<DeviceRow, StoreError> {
    let profile: Option<Id<AutopilotProfile>> = row.get(10)?;
    let profile_name: Option<String> = row.get(11)?;
    Ok(DeviceRow {
        id: row.get(0)?,
        tenant: row.get(1)?,
        hardware: Hardware {
            serial_number: row.get(2)?,
            product_key: row.get(3)?,
            hardware_hash: row.get(4)?,
            manufacturer: row.get(5)?,
            model: row.get(6)?,
        },
        added_by: row.get(7)?,
        added_by_name: row.get(8)?,
        channel: word(row, 9, Channel::from_key)?,
        profile: profile.zip(profile_name),
        added_at: row.get(12)?,
    })
}

const LIST: Read = Read::new(concat!(select!(), "{tenant:d.tenant_id}"));
const COUNT: Read = Read::new("select count(*) from autopilot_devices d where {tenant:d.tenant_id}");

/// A page of the devices of the organization in sight.
pub async fn devices(
    view: &mut View,
    narrowed: Narrowed,
    wanted: &Wanted,
) -> Result<Listed<DeviceRow>, StoreError> {
    let mut query = Query::new(&LIST, values![]);
    narrowed.push(&mut query);
    wanted.read(&DEVICES_TABLE, query, view, read).await
}

/// How many devices a list has on all its pages.
pub async fn count_devices(view: &mut View, narrowed: Narrowed, wanted: &Wanted) -> Result<i64, StoreError> {
    let mut query = Query::new(&COUNT, values![]);
    narrowed.push(&mut query);
    wanted.narrow(&DEVICES_TABLE, &mut query)?;
    view.count(query).await
}

/// One device of the organization in sight.
pub async fn one_device(view: &mut View, id: Id<AutopilotDevice>) -> Result<Option<DeviceRow>, StoreError> {
    let mut query = Query::new(&LIST, values![]);
    query.push(" and d.device_id = ").bind(id);
    view.rows(query).await?.first().map(read).transpose()
}

const FOUND: Fetch = Fetch::new(concat!(select!(), "d.tenant_id = {target} and d.device_id {in $1}"));
const IN_BATCH: Fetch = Fetch::new(
    "select 1 from autopilot_devices where tenant_id = {target} and batch_id = $1 and device_id {in $2}",
);
const HELD: Fetch =
    Fetch::new("select identity from autopilot_identities where tenant_id = {target} and identity {in $1}");

/// Those of these devices that the change's organization has, of one batch alone where it is named.
pub async fn fetch_devices(
    change: &mut Change,
    batch: Option<Id<AutopilotBatch>>,
    ids: Vec<Id<AutopilotDevice>>,
) -> Result<Vec<DeviceRow>, StoreError> {
    if let Some(batch) = batch
        && change.find(&IN_BATCH, values![batch, ids.clone()]).await?.is_none()
    {
        return Ok(Vec::new());
    }
    change.rows(&FOUND, values![ids]).await?.iter().map(read).collect()
}

/// Which of these identities devices of the change's organization have.
pub async fn held(change: &mut Change, identities: Vec<Vec<u8>>) -> Result<Vec<Vec<u8>>, StoreError> {
    change.rows(&HELD, values![identities]).await?.iter().map(|row| row.get(0)).collect()
}

const OF_SERIALS: Fetch = Fetch::new(
    "select serial_number, product_key, hardware_hash, manufacturer, model from autopilot_devices \
     where tenant_id = {target} and serial_key {in $1}",
);

/// What is told of the devices of the change's organization with one of these serial numbers, folded as they are compared.
pub async fn of_serials(change: &mut Change, serials: Vec<String>) -> Result<Vec<Hardware>, StoreError> {
    let rows = change.rows(&OF_SERIALS, values![serials]).await?;
    rows.iter()
        .map(|row| {
            Ok(Hardware {
                serial_number: row.get(0)?,
                product_key: row.get(1)?,
                hardware_hash: row.get(2)?,
                manufacturer: row.get(3)?,
                model: row.get(4)?,
            })
        })
        .collect()
}

const APPLY: Write =
    Write::new("update autopilot_devices set profile_id = $2 where tenant_id = {target} and device_id = $1");
const FORGET: Write =
    Write::new("delete from autopilot_identities where tenant_id = {target} and device_id = $1");
const REMOVE: Write =
    Write::new("delete from autopilot_devices where tenant_id = {target} and device_id = $1");

/// Adds the statement that gives a device a profile, or takes it away.
pub fn apply(batch: Batch, id: Id<AutopilotDevice>, profile: Option<Id<AutopilotProfile>>) -> Batch {
    batch.run(&APPLY, values![id, profile])
}

/// Adds the statements that remove a device, so that any organization can add it again.
pub fn remove(batch: Batch, id: Id<AutopilotDevice>) -> Batch {
    batch.run(&FORGET, values![id]).run(&REMOVE, values![id])
}

#[cfg(test)]
mod tests {
    #[test]
    fn every_property_has_its_column() {
        assert_eq!(super::DEVICES_TABLE.lacks(&super::DEVICES), Vec::<&str>::new());
    }
}
