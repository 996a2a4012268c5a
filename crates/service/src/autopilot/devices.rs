//! The devices of an organization, as the reader sees them (R-361, R-367, section 3.8 note 2).

use authz::{Action, Realm};
use domain::{
    autopilot::{Allowed, Channel, Hardware, Origin},
    id::{AutopilotDevice as DeviceId, AutopilotProfile, Id, Organization},
    time::Time,
};
use store::{
    View,
    autopilot::{self as rows, AddedBy, DeviceRow, Narrowed},
    list::{Listed, Place, Wanted},
};

use super::{Ground, SHOWS, to_see};
use crate::{
    ask::{Looking, Question},
    caller::Person,
    counted::Counted,
    exports::Paged,
    refusal::Refusal,
};

/// A device.
#[derive(Clone, Debug)]
pub struct Device {
    /// The device.
    pub id: Id<DeviceId>,
    /// What is told of it.
    pub hardware: Hardware,
    /// Who added it, as far as the reader may know.
    pub origin: DeviceOrigin,
    /// The way by which it was added.
    pub channel: Channel,
    /// The profile it has, with its name.
    pub profile: Option<(Id<AutopilotProfile>, String)>,
    /// When it was added.
    pub added_at: Time,
    /// What the reader may do with it.
    pub allowed: Allowed,
}

/// Who added a device.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DeviceOrigin {
    /// Seen from the reader.
    pub seen: Origin,
    /// The name of the organization; none where a partner would learn of another one (decision 17).
    pub name: Option<String>,
}

impl Device {
    /// What people call it by: its serial number, else its product key, else its identifier.
    pub fn name(&self) -> String {
        let name = self.hardware.name();
        if name.is_empty() { self.id.to_string() } else { name.to_owned() }
    }

    pub(super) fn seen(row: DeviceRow, ground: &Ground) -> Self {
        let seen = ground.origin(row.added_by);
        let is_known = ground.is_own() || seen != Origin::OtherPartner;
        Self {
            id: row.id,
            hardware: row.hardware,
            origin: DeviceOrigin { seen, name: is_known.then_some(row.added_by_name) },
            channel: row.channel,
            profile: row.profile,
            added_at: row.added_at,
            allowed: ground.allowed(row.added_by),
        }
    }
}

/// The devices of an organization, by serial number unless said otherwise.
#[derive(Clone, Debug)]
pub struct AutopilotDevices {
    /// Whose.
    pub tenant: Id<Organization>,
    /// Those of one batch: its identifier, or the name that the reader's organization gave it.
    pub batch: Option<String>,
    /// Those with one profile, or (`Some(None)`) without any.
    pub profile: Option<Option<Id<AutopilotProfile>>>,
    /// By who added them, seen from the reader.
    pub origin: Option<Origin>,
    /// Which, in which order, from where.
    pub wanted: Wanted,
    /// Whether to count all of them.
    pub count: bool,
}

/// Devices, and what the reader may do there.
#[derive(Clone, Debug)]
pub struct Devices {
    /// The devices.
    pub found: Counted<Device>,
    /// What the reader may do.
    pub ground: Ground,
}

impl Question for AutopilotDevices {
    type Answer = Devices;
    const NAME: &'static str = "autopilot.devices";
    const SHOWS: Option<&'static str> = Some(SHOWS);

    fn asks(&self, caller: &Person) -> (Action, Realm) {
        (to_see(caller, self.tenant), caller.realm(self.tenant))
    }

    async fn answer(&self, view: &mut View, context: &Looking<'_>) -> Result<Devices, Refusal> {
        let person = &context.caller.person;
        let ground = Ground::of(context.facts, person, context.app.settings.autopilot_rules, self.tenant);
        let batch = match &self.batch {
            Some(called) => {
                let row = rows::batch(view, called, person.organization).await?;
                Some(row.ok_or(Refusal::Missing)?.id)
            }
            None => None,
        };
        let added_by = self.origin.map(|origin| match origin {
            Origin::Own => AddedBy::One(person.organization),
            Origin::Customer => AddedBy::Tenant,
            Origin::OtherPartner => AddedBy::Others(person.organization),
        });
        let narrowed = Narrowed { batch, profile: self.profile, added_by };
        let count =
            if self.count { Some(rows::count_devices(view, narrowed, &self.wanted).await?) } else { None };
        let Listed { items, next } = rows::devices(view, narrowed, &self.wanted).await?;
        let items = items.into_iter().map(|row| Device::seen(row, &ground)).collect();
        Ok(Devices { found: Counted { page: Listed { items, next }, count }, ground })
    }
}

impl Paged for AutopilotDevices {
    type Row = Device;
    const LIST: &'static str = "autopilotDevices";

    fn wanted(&mut self) -> &mut Wanted {
        &mut self.wanted
    }

    fn rows(answer: Self::Answer) -> (Vec<Device>, Option<Place>) {
        (answer.found.page.items, answer.found.page.next)
    }
}

/// One device.
#[derive(Clone, Copy, Debug)]
pub struct AutopilotDevice {
    /// Whose.
    pub tenant: Id<Organization>,
    /// Which.
    pub device: Id<DeviceId>,
}

impl Question for AutopilotDevice {
    type Answer = Device;
    const NAME: &'static str = "autopilot.device";
    const SHOWS: Option<&'static str> = Some(SHOWS);

    fn asks(&self, caller: &Person) -> (Action, Realm) {
        (to_see(caller, self.tenant), caller.realm(self.tenant))
    }

    async fn answer(&self, view: &mut View, context: &Looking<'_>) -> Result<Device, Refusal> {
        let row = rows::one_device(view, self.device).await?.ok_or(Refusal::Missing)?;
        let rules = context.app.settings.autopilot_rules;
        let ground = Ground::of(context.facts, &context.caller.person, rules, self.tenant);
        Ok(Device::seen(row, &ground))
    }
}
