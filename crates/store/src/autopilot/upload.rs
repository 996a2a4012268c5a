//! New devices.
//!
//! Invariant: an identity belongs to one device of one organization, by the index over all of them: whoever comes second, on
//! whichever node, waits for the first and then learns no more than that it is taken. Identities are taken in ascending order, so
//! that two uploads never wait for each other.

use domain::{
    autopilot::{Channel, Hardware, Outcome},
    id::{AutopilotBatch, AutopilotDevice, Id},
};

use super::{ResultRow, Submitted, add_result, submit};
use crate::{change::Batch, sql::Write, values};

/// A device to be added.
#[derive(Clone, Debug)]
pub struct NewDevice {
    /// The device.
    pub id: Id<AutopilotDevice>,
    /// What is told of it.
    pub hardware: Hardware,
    /// Digests of its identities.
    pub identities: Vec<Vec<u8>>,
}

/// Devices to be added.
#[derive(Clone, Debug)]
pub struct Upload {
    /// What was submitted.
    pub submitted: Submitted,
    /// The batch they join.
    pub batch: Id<AutopilotBatch>,
    /// The name of the batch, where it is new.
    pub new_batch: Option<String>,
    /// The way by which they come.
    pub channel: Channel,
    /// The devices.
    pub devices: Vec<NewDevice>,
    /// What becomes of each line, as far as the organization's own devices tell.
    pub results: Vec<ResultRow>,
    /// How many of the lines may be told that another organization has their device; from there on nothing is done and nothing told.
    pub tries: usize,
}

const ADD_BATCH: Write = Write::new(
    "insert into autopilot_batches (tenant_id, batch_id, name, made_by, created_at) values ({target}, $1, $2, $3, {now})",
);
const TAKE: Write = Write::new(
    "insert into autopilot_identities (tenant_id, identity, device_id) values ({target}, $1, $2) on conflict do nothing",
);
const ADD: Write = Write::new(
    "insert into autopilot_devices (tenant_id, device_id, batch_id, serial_number, serial_key, product_key, hardware_hash, \
     manufacturer, model, search_key, added_by, channel, identities, added_at) \
     values ({target}, $1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, {now})",
);
const DROP: Write = Write::new(
    "delete from autopilot_devices where tenant_id = {target} and batch_id = $1 and identities > (select count(*) \
     from autopilot_identities i where i.tenant_id = autopilot_devices.tenant_id and i.device_id = autopilot_devices.device_id)",
);
const RELEASE: Write = Write::new(
    "delete from autopilot_identities where tenant_id = {target} and device_id {in $1} and not exists (select 1 \
     from autopilot_devices d where d.tenant_id = autopilot_identities.tenant_id and d.device_id = autopilot_identities.device_id)",
);
const TELL: Write = Write::new(
    "update autopilot_results set outcome = $2, device_id = null where tenant_id = {target} and submission_id = $1 \
     and outcome = $3 and not exists (select 1 from autopilot_devices d where d.tenant_id = autopilot_results.tenant_id \
     and d.device_id = autopilot_results.device_id)",
);
/// The line of the last device of which it is told that another organization has it.
macro_rules! last_told {
    () => {
        "(select t.line from autopilot_results t where t.tenant_id = {target} and t.submission_id = $1 and t.outcome = $2 \
         order by t.line limit 1 offset $4)"
    };
}
const TAKE_BACK: Write = Write::new(concat!(
    "delete from autopilot_devices where tenant_id = {target} and device_id in (select r.device_id from autopilot_results r \
     where r.tenant_id = {target} and r.submission_id = $1 and r.outcome = $3 and r.line > ",
    last_told!(),
    ")"
));
const TELL_NOTHING: Write = Write::new(concat!(
    "update autopilot_results set outcome = $5, device_id = null where tenant_id = {target} and submission_id = $1 \
     and outcome in ($2, $3) and line > ",
    last_told!()
));

/// Adds the statements that add devices as far as no other organization has them, and keep what became of each.
pub fn upload(batch: Batch, it: Upload) -> Batch {
    let submission = it.submitted.id;
    let mut batch = batch;
    if let Some(name) = &it.new_batch {
        batch = batch.run(&ADD_BATCH, values![it.batch, name, it.submitted.made_by]);
    }
    batch = submit(batch, &it.submitted);
    let mut identities: Vec<(&Vec<u8>, Id<AutopilotDevice>)> = Vec::new();
    for device in &it.devices {
        identities.extend(device.identities.iter().map(|identity| (identity, device.id)));
    }
    identities.sort_unstable();
    for (identity, device) in identities {
        batch = batch.run(&TAKE, values![identity.clone(), device]);
    }
    let devices: Vec<Id<AutopilotDevice>> = it.devices.iter().map(|device| device.id).collect();
    for device in it.devices {
        let identities = i64::try_from(device.identities.len()).unwrap_or(i64::MAX);
        let hardware = device.hardware;
        let told =
            [hardware.serial_number.as_str(), &hardware.product_key, &hardware.manufacturer, &hardware.model];
        let values = values![
            device.id,
            it.batch,
            &hardware.serial_number,
            domain::text::key(&hardware.serial_number),
            &hardware.product_key,
            &hardware.hardware_hash,
            &hardware.manufacturer,
            &hardware.model,
            domain::query::fold(&told.join("\n")),
            it.submitted.made_by,
            it.channel.key(),
            identities,
        ];
        batch = batch.run(&ADD, values);
    }
    for result in &it.results {
        batch = add_result(batch, submission, result);
    }
    let (done, elsewhere) = (Outcome::Done.key(), Outcome::Elsewhere.key());
    // The place of the last one in their order.
    let last = i64::try_from(it.tries.saturating_sub(1)).unwrap_or(i64::MAX);
    let nothing = Outcome::TooManyTries.key();
    batch
        .run(&DROP, values![it.batch])
        .run(&RELEASE, values![devices.clone()])
        .run(&TELL, values![submission, elsewhere, done])
        .run(&TAKE_BACK, values![submission, elsewhere, done, last])
        .run(&RELEASE, values![devices])
        .run(&TELL_NOTHING, values![submission, elsewhere, done, last, nothing])
}
