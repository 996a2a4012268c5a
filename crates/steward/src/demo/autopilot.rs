//! The Autopilot devices of the demonstration: a customer whose partner sets some of them up.

use anyhow::{Context as _, Result};
use domain::id::{Id, Organization};
use service::{
    App, Caller, ask,
    autopilot::{
        ApplyProfiles, AutopilotSubmission, BatchName, CreateProfile, NewProfile, ProfileForm, UploadDevices,
        read,
    },
    run,
};

use super::story::refused;

/// What the partner adds; one line names no device.
const OF_PARTNER: &str =
    "Device Serial Number,Windows Product ID,Hardware Hash,Manufacturer name,Device model
MX-40117,,,Northwind,Room Kit 5
MX-40118,,,Northwind,Room Kit 5
MX-40121,,,Northwind,Room Kit 5
,00330-80000-00000-AA184,,,
MX-40125,,,,Room Kit 5
";
/// What the customer adds itself.
const OWN: &str = "Device Serial Number,Manufacturer name,Device model
LT-7731,Fourth Coffee,Tablet 11
LT-7732,Fourth Coffee,Tablet 11
";

/// The partner adds devices to a customer and gives two of them a profile.
pub(super) async fn set_up(app: &App, by: &Caller, tenant: Id<Organization>) -> Result<()> {
    let form = ProfileForm {
        name: "Meeting rooms".to_owned(),
        description: "Nobody has to answer anything where a room is set up".to_owned(),
        settings: ["oobe_user_not_local_admin", "skip_express_settings", "skip_oem_registration"]
            .map(str::to_owned)
            .to_vec(),
        acknowledged: false,
    };
    let profile = run(app, by, CreateProfile { tenant, form }).await.map_err(refused)?;
    let submission = add(app, by, tenant, OF_PARTNER).await?;
    let shown = ask(app, by, &AutopilotSubmission { tenant, submission }).await.map_err(refused)?;
    let devices: Vec<NewProfile> = shown
        .results
        .iter()
        .filter_map(|result| Some(NewProfile { device: result.device?, profile: Some(profile) }))
        .take(2)
        .collect();
    run(app, by, ApplyProfiles { tenant, devices }).await.map(drop).map_err(refused)
}

/// The customer adds devices itself.
pub(super) async fn add_own(app: &App, by: &Caller) -> Result<()> {
    add(app, by, by.person.organization, OWN).await.map(drop)
}

async fn add(
    app: &App,
    by: &Caller,
    tenant: Id<Organization>,
    file: &str,
) -> Result<Id<domain::id::AutopilotSubmission>> {
    let lines = read(file.as_bytes()).map_err(refused).context("a file of devices")?;
    let upload = UploadDevices { tenant, batch: BatchName::New(String::new()), lines };
    run(app, by, upload).await.map_err(refused)
}
