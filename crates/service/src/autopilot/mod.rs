//! Windows Autopilot at a customer: by its own people, and by agents of its partners as far as the operator's rule set allows
//! (R-360–R-367, section 3.8).
//!
//! Invariant: whoever is of a partner learns of no other partner, only that a device is another's (decision 17).

mod apply;
mod batches;
mod devices;
mod file;
mod ground;
mod profile_form;
mod profiles;
mod remove;
mod submissions;
mod tries;
mod upload;

pub use apply::{ApplyProfiles, NewProfile};
pub use batches::{AutopilotBatches, Batch};
pub use devices::{AutopilotDevice, AutopilotDevices, Device, DeviceOrigin, Devices};
pub use file::{COLUMNS, LARGEST, UploadLine, read};
pub use ground::Ground;
pub use profile_form::ProfileForm;
pub use profiles::{
    AutopilotProfile, AutopilotProfiles, CreateProfile, DeleteProfile, Profile, Profiles, UpdateProfile,
};
pub use remove::RemoveDevice;
pub use store::autopilot::{DEVICES, PROFILES, ProfileRow, ResultRow, SubmissionRow};
pub use submissions::{AutopilotSubmission, AutopilotSubmissions, Submission};
pub use upload::{BatchName, UploadDevices};

use authz::Action;
use domain::{
    agent::AgentRight,
    event::{Event, EventKind, Subject},
    id::{Id, Organization},
    permission::Permission,
};
use uuid::Uuid;

use crate::caller::Person;

/// What a list or a record shows, for the folded view events.
const SHOWS: &str = "autopilot";

/// What reading asks for.
fn to_see(caller: &Person, tenant: Id<Organization>) -> Action {
    if tenant == caller.organization {
        Action::UseOwn(Permission::SettingsView)
    } else {
        Action::ActAsAgent(AgentRight::SeeAutopilot)
    }
}

/// What a change asks for: of one's own people to be Global administrator, of agents a right.
fn to_change(caller: &Person, tenant: Id<Organization>, right: AgentRight) -> Action {
    if tenant == caller.organization { Action::AdministerAutopilot } else { Action::ActAsAgent(right) }
}

fn event(kind: EventKind, id: Uuid, name: &str) -> Event {
    Event::new(kind, Subject::thing(id, name))
}
