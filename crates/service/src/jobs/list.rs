//! The jobs of a room, for whoever may see the room.

use authz::{Action, Realm};
use domain::{
    id::{Id, Job, Room},
    job::{JobState, pending_detail},
    permission::Permission,
};
use store::{
    View,
    jobs::{self, JobFileRow, JobRow, Who},
    rooms,
};

use crate::{
    ask::{Looking, Question},
    caller::Person,
    refusal::Refusal,
};

/// How many jobs of a room are listed: the newest.
const LISTED: i64 = 50;

/// Asks for the newest jobs of a room.
#[derive(Clone, Copy, Debug)]
pub struct JobsOf {
    /// At home or at one customer.
    pub realm: Realm,
    /// The room.
    pub room: Id<Room>,
}

/// Asks for one job of a room, with what the device gave back.
#[derive(Clone, Copy, Debug)]
pub struct JobOf {
    /// At home or at one customer.
    pub realm: Realm,
    /// The room.
    pub room: Id<Room>,
    /// The job.
    pub job: Id<Job>,
}

/// A job as its reader may see it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ShownJob {
    /// The job. Its reason of force is empty where another partner's person wrote it (decision 17).
    pub row: JobRow,
    /// What it waits for, while it waits.
    pub detail: Option<&'static str>,
    /// Who asked for it.
    pub owner: ShownPerson,
    /// Who took it back.
    pub ender: Option<ShownPerson>,
    /// The files that the device gave back; left out of lists.
    pub files: Vec<JobFileRow>,
}

/// Who did something. Partners never learn of each other (decision 17), so a partner's reader finds its own people alone, and
/// otherwise the customer as such.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ShownPerson {
    /// Name and account name.
    pub name: Option<(String, String)>,
    /// For whom.
    pub organization: String,
}

impl Question for JobsOf {
    type Answer = Vec<ShownJob>;
    const NAME: &'static str = "room.jobs";
    const SHOWS: Option<&'static str> = Some("rooms");

    fn asks(&self, _: &Person) -> (Action, Realm) {
        (Action::Use(Permission::RoomView), self.realm)
    }

    async fn answer(&self, view: &mut View, context: &Looking<'_>) -> Result<Vec<ShownJob>, Refusal> {
        if !rooms::is_in_sight(view, self.room).await? {
            return Err(Refusal::Missing);
        }
        let rows = jobs::of_room(view, self.room, LISTED).await?;
        Ok(rows.into_iter().map(|row| shown(row, self.realm, context)).collect())
    }
}

impl Question for JobOf {
    type Answer = ShownJob;
    const NAME: &'static str = "room.job";
    const SHOWS: Option<&'static str> = Some("rooms");

    fn asks(&self, _: &Person) -> (Action, Realm) {
        (Action::Use(Permission::RoomView), self.realm)
    }

    async fn answer(&self, view: &mut View, context: &Looking<'_>) -> Result<ShownJob, Refusal> {
        let row = jobs::find(view, self.room, self.job).await?.ok_or(Refusal::Missing)?;
        let files = jobs::files(view, self.room, self.job).await?;
        Ok(ShownJob { files, ..shown(row, self.realm, context) })
    }
}

fn shown(mut row: JobRow, realm: Realm, context: &Looking<'_>) -> ShownJob {
    let home = context.caller.person.organization;
    let is_named = |who: &Who| realm == Realm::Own || who.organization == home;
    let person = |who: &Who| ShownPerson {
        name: is_named(who).then(|| (who.name.clone(), who.upn.clone())),
        organization: if is_named(who) { who.organization_name.clone() } else { row.tenant_name.clone() },
    };
    let (owner, ender) = (person(&row.owner), row.ender.as_ref().map(person));
    // What the customer's own people write is for its partners, too; what another partner writes is not.
    if !is_named(&row.owner) && !row.is_by_own_people() {
        row.force_reason.clear();
    }
    let now = context.app.clock.now();
    let waits = row.state == JobState::Submitted;
    let detail = waits.then(|| pending_detail(row.timing, &row.time_zone, now));
    ShownJob { row, detail, owner, ender, files: Vec::new() }
}
