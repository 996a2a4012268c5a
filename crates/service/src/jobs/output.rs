//! What a device gave back, taken away as a file: written down before it leaves (decision 18).

use std::collections::BTreeSet;

use authz::{Action, Realm};
use domain::{
    id::{Id, Job, Organization, Room},
    permission::Permission,
};

use super::{JobOf, ShownJob};
use crate::{app::App, ask::ask, caller::Caller, exports, refusal::Refusal, run::Where};

/// The job whose output a person takes away.
pub async fn take_output(
    app: &App,
    caller: &Caller,
    (realm, tenant): (Realm, Id<Organization>),
    room: Id<Room>,
    job: Id<Job>,
) -> Result<ShownJob, Refusal> {
    let shown = ask(app, caller, &JobOf { realm, room, job }).await?;
    let asked = (Action::Use(Permission::RoomView), Where::Room(tenant, room));
    exports::begin_by(app, caller, asked, BTreeSet::new(), "jobOutput").await?;
    Ok(shown)
}
