//! Batches of devices, as the reader sees them.

use authz::{Action, Realm};
use domain::{
    autopilot::Origin,
    id::{Id, Organization},
    time::Time,
};
use store::{
    View, autopilot as rows,
    list::{Listed, Wanted},
};

use super::{DeviceOrigin, Ground, SHOWS, to_see};
use crate::{
    ask::{Looking, Question},
    caller::Person,
    counted::Counted,
    refusal::Refusal,
};

/// A batch.
#[derive(Clone, Debug)]
pub struct Batch {
    /// What the reader calls it by: the name that the reader's own organization gave it, or its identifier.
    pub called: String,
    /// Who made it, as far as the reader may know.
    pub origin: DeviceOrigin,
    /// When.
    pub created_at: Time,
    /// How many devices of it there are.
    pub devices: i64,
}

/// The batches of an organization, the newest first.
#[derive(Clone, Debug)]
pub struct AutopilotBatches {
    /// Whose.
    pub tenant: Id<Organization>,
    /// From where.
    pub wanted: Wanted,
}

impl Question for AutopilotBatches {
    type Answer = Counted<Batch>;
    const NAME: &'static str = "autopilot.batches";
    const SHOWS: Option<&'static str> = Some(SHOWS);

    fn asks(&self, caller: &Person) -> (Action, Realm) {
        (to_see(caller, self.tenant), caller.realm(self.tenant))
    }

    async fn answer(&self, view: &mut View, context: &Looking<'_>) -> Result<Counted<Batch>, Refusal> {
        let rules = context.app.settings.autopilot_rules;
        let ground = Ground::of(context.facts, &context.caller.person, rules, self.tenant);
        let Listed { items, next } = rows::batches(view, &self.wanted).await?;
        let seen = |row: rows::BatchRow| {
            let seen = ground.origin(row.made_by);
            let is_known = ground.is_own() || seen != Origin::OtherPartner;
            Batch {
                called: if seen == Origin::Own { row.name } else { row.id.to_string() },
                origin: DeviceOrigin { seen, name: is_known.then_some(row.made_by_name) },
                created_at: row.created_at,
                devices: row.devices,
            }
        };
        let count = rows::count_batches(view).await?;
        let page = Listed { items: items.into_iter().map(seen).collect(), next };
        Ok(Counted { page, count: Some(count) })
    }
}
