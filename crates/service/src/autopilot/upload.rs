//! Devices are added, each line with its own result.

use std::collections::BTreeSet;

use authz::Action;
use domain::{
    agent::AgentRight,
    autopilot::{Channel, LONGEST_BATCH, MOST_AT_ONCE, Outcome, SubmissionKind},
    event::EventKind,
    id::{AutopilotBatch, AutopilotDevice, AutopilotSubmission, Id, Organization},
};
use sha2::{Digest as _, Sha256};
use store::{
    Batch, Change,
    autopilot::{self as rows, NewDevice, ResultRow, Submitted, Upload},
};

use super::{Ground, UploadLine, event, to_change, tries::left};
use crate::{
    caller::Person,
    refusal::{Code, Fault, Refusal},
    run::{Command, Context, Where},
};

/// The batch that devices join.
#[derive(Clone, Debug)]
pub enum BatchName {
    /// A new one, under this name or, where it is empty, under its identifier.
    New(String),
    /// One that there is, of the caller's organization: its name or identifier.
    Known(String),
}

/// Adds devices to an organization.
#[derive(Clone, Debug)]
pub struct UploadDevices {
    /// To which.
    pub tenant: Id<Organization>,
    /// In which batch.
    pub batch: BatchName,
    /// The devices ([`super::read`]).
    pub lines: Vec<UploadLine>,
}

impl Command for UploadDevices {
    type Output = Id<AutopilotSubmission>;
    const NAME: &'static str = "autopilot.upload_devices";
    // What the organization has already is read before more is added.
    const CHANGES_ACCESS: bool = true;

    fn asks(&self, caller: &Person) -> (Action, Where) {
        (to_change(caller, self.tenant, AgentRight::AddAutopilotDevices), Where::Tenant(self.tenant))
    }

    async fn apply(
        self,
        change: &mut Change,
        context: &Context<'_>,
    ) -> Result<Id<AutopilotSubmission>, Refusal> {
        let person = &context.caller.person;
        let ground = Ground::of(context.facts, person, context.app.settings.autopilot_rules, self.tenant);
        if !ground.rules_allow(person.organization).add {
            return Err(ground.refusal());
        }
        if self.lines.is_empty() {
            return Err(Refusal::field("devices", Code::Required));
        }
        if self.lines.len() > MOST_AT_ONCE {
            let fault = Fault::new("devices", Code::TooMany).detail(MOST_AT_ONCE);
            return Err(Refusal::Invalid(Code::InvalidValue, vec![fault]));
        }
        let tries = left(change, person.organization).await?;
        let (batch, new_batch) = joined(change, person, self.batch).await?;
        let (devices, results) = judged(change, self.lines).await?;
        let id: Id<AutopilotSubmission> = change.new_id();
        let submitted =
            Submitted { id, kind: SubmissionKind::Upload, batch: Some(batch), made_by: person.organization };
        let channel = if ground.is_own() { Channel::DeviceManagementPortal } else { Channel::PartnerUpload };
        let kind = match new_batch {
            Some(_) => EventKind::AutopilotDevicesUploaded,
            None => EventKind::AutopilotDevicesAdded,
        };
        let event =
            event(kind, batch.uuid(), "").with("devices", results.len()).with("channel", channel.key());
        let upload = Upload { submitted, batch, new_batch, channel, devices, results, tries };
        change.write(rows::upload(Batch::of(event), upload)).await?;
        Ok(id)
    }
}

/// The batch that devices join, with its name where it is new.
async fn joined(
    change: &mut Change,
    person: &Person,
    batch: BatchName,
) -> Result<(Id<AutopilotBatch>, Option<String>), Refusal> {
    let made_by = person.organization;
    match batch {
        BatchName::Known(called) => {
            let found = rows::fetch_batch(change, &called, made_by).await?;
            let found = found.filter(|(_, of)| *of == made_by);
            found.map(|(id, _)| (id, None)).ok_or(Refusal::Missing)
        }
        BatchName::New(name) => {
            let id: Id<AutopilotBatch> = change.new_id();
            let name = domain::text::line(&name, LONGEST_BATCH)
                .map_err(|_| Refusal::field("batchId", Code::BadCharacters))?;
            let name = if name.is_empty() { id.to_string() } else { name };
            if rows::fetch_batch(change, &name, made_by).await?.is_some() {
                return Err(Refusal::special(Code::AlreadyExists, "batchId"));
            }
            Ok((id, Some(name)))
        }
    }
}

/// What becomes of each line, as far as the organization's own devices tell, and the devices to be added.
async fn judged(
    change: &mut Change,
    lines: Vec<UploadLine>,
) -> Result<(Vec<NewDevice>, Vec<ResultRow>), Refusal> {
    let digest = |text: &str| Sha256::digest(text.as_bytes()).to_vec();
    let mut wanted = Vec::new();
    for UploadLine { line, told } in lines {
        let shown = told.clone().unwrap_or_default();
        let checked = told.and_then(|told| told.checked());
        let identities: Vec<Vec<u8>> = checked.as_ref().map_or_else(
            |_| Vec::new(),
            |device| device.identities().iter().map(|it| digest(it.as_str())).collect(),
        );
        wanted.push((line, shown, checked, identities));
    }
    let all: Vec<Vec<u8>> = wanted.iter().flat_map(|(_, _, _, identities)| identities.clone()).collect();
    let held: BTreeSet<Vec<u8>> = rows::held(change, all).await?.into_iter().collect();
    let serials = wanted.iter().filter_map(|(_, _, checked, _)| checked.as_ref().ok());
    let serials = serials.map(|device| domain::text::key(&device.serial_number)).filter(|it| !it.is_empty());
    let there = rows::of_serials(change, serials.collect()).await?;
    let mut seen = BTreeSet::new();
    let (mut devices, mut results) = (Vec::new(), Vec::new());
    for (line, shown, checked, identities) in wanted {
        let is_any_in = |set: &BTreeSet<Vec<u8>>| identities.iter().any(|identity| set.contains(identity));
        let outcome = match checked {
            Err(outcome) => Err(outcome),
            Ok(_) if is_any_in(&held) => Err(Outcome::AlreadyThere),
            // Named in another way it is the same device still: who added it stays who did.
            Ok(hardware) if there.iter().any(|other| other.may_be(&hardware)) => Err(Outcome::AlreadyThere),
            Ok(_) if is_any_in(&seen) => Err(Outcome::ListedTwice),
            Ok(hardware) => Ok(hardware),
        };
        let mut result = ResultRow {
            line: i64::try_from(line).unwrap_or(i64::MAX),
            device: None,
            serial_number: cut(&shown.serial_number),
            product_key: cut(&shown.product_key),
            outcome: Outcome::Done,
            rules: None,
        };
        match outcome {
            Err(outcome) => result.outcome = outcome,
            Ok(hardware) => {
                seen.extend(identities.iter().cloned());
                let id: Id<AutopilotDevice> = change.new_id();
                result.device = Some(id);
                devices.push(NewDevice { id, hardware, identities });
            }
        }
        results.push(result);
    }
    Ok((devices, results))
}

/// A value as it is shown again beside its line, however long it was.
fn cut(text: &str) -> String {
    text.trim().chars().filter(|c| !c.is_control()).take(128).collect()
}
