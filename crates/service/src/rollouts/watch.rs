//! What time does to rollouts, called by the server from time to time on every node: whoever comes second finds the row locked, and
//! then nothing due.

use authz::SystemTask;
use domain::id::{Id, Organization, Release};
use store::Change;

use super::{advance::advance, dispatch::PutOff};
use crate::{app::App, refusal::Refusal, run::perform};

/// How many rollouts are moved on in a turn at most.
const TOGETHER: i64 = 100;

/// One turn.
pub async fn watch(app: &App) -> Result<(), Refusal> {
    let mut opening = app.store.begin_view().await?;
    let due = opening.due_rollouts(app.clock.now(), TOGETHER).await?;
    drop(opening);
    let mut outcome = Ok(());
    for (tenant, release) in due {
        // One that cannot be moved on keeps no other back.
        if let Err(refusal) = step(app, tenant, release).await {
            outcome = Err(refusal);
        }
    }
    outcome
}

async fn step(app: &App, tenant: Id<Organization>, release: Id<Release>) -> Result<(), Refusal> {
    let work = async |change: &mut Change| advance(change, release).await;
    let noted = perform(app, SystemTask::Rollouts, tenant, "", "", work).await?;
    if noted.look_again.is_none() && noted.put_off.is_empty() {
        return Ok(());
    }
    let mut tx = app.store.begin_telemetry(app.ids.next(), app.clock.now()).await?;
    for PutOff { room, due_at, reason } in noted.put_off {
        tx.put_room_off(tenant, release, room, due_at, reason).await?;
    }
    if let Some(due_at) = noted.look_again {
        tx.look_at_rollout_again(tenant, release, due_at).await?;
    }
    Ok(tx.commit().await?)
}
