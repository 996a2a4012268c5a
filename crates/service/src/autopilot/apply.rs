//! Devices get a profile, or lose it: each with its own result, the denied ones by the name of the rule set, the rest goes on
//! (section 3.8, note 3).

use std::collections::BTreeMap;

use authz::Action;
use domain::{
    agent::AgentRight,
    autopilot::{MOST_AT_ONCE, Outcome, SubmissionKind},
    event::EventKind,
    id::{AutopilotDevice, AutopilotProfile, AutopilotSubmission, Id, Organization},
};
use store::{
    Batch, Change,
    autopilot::{self as rows, DeviceRow, ResultRow, Submitted},
};

use super::{Ground, event, to_change};
use crate::{
    caller::Person,
    refusal::{Code, Fault, Refusal},
    run::{Command, Context, Where},
};

/// What a device is to have.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NewProfile {
    /// The device.
    pub device: Id<AutopilotDevice>,
    /// Its profile; none takes the profile away.
    pub profile: Option<Id<AutopilotProfile>>,
}

/// Gives devices profiles, or takes them away.
#[derive(Clone, Debug)]
pub struct ApplyProfiles {
    /// Whose devices.
    pub tenant: Id<Organization>,
    /// What each is to have.
    pub devices: Vec<NewProfile>,
}

impl Command for ApplyProfiles {
    type Output = Id<AutopilotSubmission>;
    const NAME: &'static str = "autopilot.apply_profiles";
    // Nobody deletes a profile meanwhile.
    const CHANGES_ACCESS: bool = true;

    fn asks(&self, caller: &Person) -> (Action, Where) {
        (to_change(caller, self.tenant, AgentRight::ManageAutopilot), Where::Tenant(self.tenant))
    }

    async fn apply(
        self,
        change: &mut Change,
        context: &Context<'_>,
    ) -> Result<Id<AutopilotSubmission>, Refusal> {
        if self.devices.is_empty() {
            return Err(Refusal::field("devices", Code::Required));
        }
        if self.devices.len() > MOST_AT_ONCE {
            let fault = Fault::new("devices", Code::TooMany).detail(MOST_AT_ONCE);
            return Err(Refusal::Invalid(Code::InvalidValue, vec![fault]));
        }
        let person = &context.caller.person;
        let ground = Ground::of(context.facts, person, context.app.settings.autopilot_rules, self.tenant);
        let ids = self.devices.iter().map(|it| it.device).collect();
        let found: BTreeMap<Id<AutopilotDevice>, DeviceRow> =
            rows::fetch_devices(change, None, ids).await?.into_iter().map(|row| (row.id, row)).collect();
        let named = self.devices.iter().filter_map(|it| it.profile).collect();
        let profiles: BTreeMap<_, _> = rows::fetch_profiles(change, named).await?.into_iter().collect();
        let id: Id<AutopilotSubmission> = change.new_id();
        let kind = SubmissionKind::Profiles;
        let submitted = Submitted { id, kind, batch: None, made_by: person.organization };
        let wanted = self.devices.len();
        let (mut done, mut refused) = (Vec::new(), Vec::new());
        for (it, line) in self.devices.into_iter().zip(1_i64..) {
            let row = found.get(&it.device);
            let profile = it.profile.map(|profile| profiles.get(&profile));
            let mut result = ResultRow {
                line,
                device: Some(it.device),
                serial_number: row.map(|row| row.hardware.serial_number.clone()).unwrap_or_default(),
                product_key: row.map(|row| row.hardware.product_key.clone()).unwrap_or_default(),
                outcome: Outcome::Done,
                rules: None,
            };
            match (row, profile) {
                (None, _) => result.outcome = Outcome::NoDevice,
                (Some(row), _) if !ground.rules_allow(row.added_by).apply => {
                    (result.outcome, result.rules) = (Outcome::NotAllowed, Some(ground.rules()));
                }
                (_, Some(None)) => result.outcome = Outcome::NoProfile,
                (Some(row), profile) => {
                    let after = profile.flatten().map_or("", String::as_str);
                    let before = row.profile.as_ref().map_or("", |(_, name)| name.as_str());
                    let event = event(EventKind::AutopilotDeviceUpdated, row.id.uuid(), row.hardware.name())
                        .changed("profile", before, after);
                    let batch = rows::apply(Batch::of(event), row.id, it.profile);
                    done.push(rows::add_result(batch, id, &result));
                    continue;
                }
            }
            refused.push(result);
        }
        let attempt = event(EventKind::AutopilotDevicesSubmitted, id.uuid(), "")
            .with("devices", wanted)
            .with("refused", refused.len());
        let mut attempt = rows::submit(Batch::of(attempt), &submitted);
        for result in &refused {
            attempt = rows::add_result(attempt, id, result);
        }
        change.write(attempt).await?;
        for batch in done {
            change.write(batch).await?;
        }
        Ok(id)
    }
}
