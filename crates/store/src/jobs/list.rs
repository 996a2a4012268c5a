//! Jobs of a room in sight.

use domain::{
    id::{Id, Job, Organization, Room, User},
    job::{DeviceSettings, JobKind, JobReason, JobState, JobTiming},
    time::Time,
};

use super::settings;
use crate::{
    error::StoreError,
    facts::word,
    sql::{Query, Read},
    value::Row,
    values,
    view::View,
};

/// A job with what was said of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct JobRow {
    /// The job.
    pub id: Id<Job>,
    /// What the device is asked to do.
    pub kind: JobKind,
    /// Where it stands.
    pub state: JobState,
    /// When it is to be done.
    pub timing: JobTiming,
    /// Not before.
    pub due_at: Time,
    /// The settings to take.
    pub settings: Option<DeviceSettings>,
    /// Why it is done although the room is in a meeting; empty where it is not.
    pub force_reason: String,
    /// Since when it waits.
    pub submitted_at: Time,
    /// Who asked for it.
    pub owner: Who,
    /// When the device got it.
    pub started_at: Option<Time>,
    /// When it was over.
    pub ended_at: Option<Time>,
    /// Why it ended as it did.
    pub reason: Option<JobReason>,
    /// What the device told while it ran, a line each.
    pub progress: String,
    /// What the device gave back; left out of lists.
    pub output: String,
    /// Who took it back.
    pub ender: Option<Who>,
    /// The room's organization.
    pub tenant: Id<Organization>,
    /// The name of the room's organization.
    pub tenant_name: String,
    /// The time zone of the room.
    pub time_zone: String,
}

impl JobRow {
    /// Whether a person of the room's own organization asked for it.
    pub fn is_by_own_people(&self) -> bool {
        self.owner.organization == self.tenant
    }
}

/// A person of an organization.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Who {
    /// The person's organization.
    pub organization: Id<Organization>,
    /// The name of that organization.
    pub organization_name: String,
    /// The person.
    pub user: Id<User>,
    /// The account name.
    pub upn: String,
    /// The person's name; the account name of somebody who was deleted.
    pub name: String,
}

const LIST: Read = Read::new(
    "select j.job_id, j.kind, j.state, j.timing, j.due_at, j.settings, j.force_reason, j.submitted_at, \
     j.started_at, j.ended_at, j.reason, j.progress, case when $2 then j.output else '' end, t.name, r.time_zone, \
     j.owner_tenant_id, o.name, j.owner_id, j.owner_upn, coalesce(u.display_name, j.owner_upn), \
     j.ender_tenant_id, f.name, j.ender_id, j.ender_upn, coalesce(e.display_name, j.ender_upn), r.tenant_id \
     from rooms r \
     join room_jobs j on j.tenant_id = r.tenant_id and j.room_id = r.room_id \
     join organizations t on t.organization_id = r.tenant_id \
     join organizations o on o.organization_id = j.owner_tenant_id \
     left join users u on u.tenant_id = j.owner_tenant_id and u.user_id = j.owner_id \
     left join organizations f on f.organization_id = j.ender_tenant_id \
     left join users e on e.tenant_id = j.ender_tenant_id and e.user_id = j.ender_id \
     where {room:r} and r.room_id = $1",
);

/// The newest jobs of a room in sight, without what devices gave back.
pub async fn of_room(view: &mut View, room: Id<Room>, limit: i64) -> Result<Vec<JobRow>, StoreError> {
    let mut query = Query::new(&LIST, values![room, false]);
    query.push(" order by j.submitted_at desc, j.job_id desc limit ").bind(limit);
    view.rows(query).await?.iter().map(row).collect()
}

/// A job of a room in sight.
pub async fn find(view: &mut View, room: Id<Room>, job: Id<Job>) -> Result<Option<JobRow>, StoreError> {
    let mut query = Query::new(&LIST, values![room, true]);
    query.push(" and j.job_id = ").bind(job);
    view.rows(query).await?.first().map(row).transpose()
}

fn row(row: &Row) -> Result<JobRow, StoreError> {
    let reason: String = row.get(10)?;
    let ender: Option<Id<Organization>> = row.get(20)?;
    Ok(JobRow {
        id: row.get(0)?,
        kind: word(row, 1, JobKind::from_key)?,
        state: word(row, 2, JobState::from_key)?,
        timing: word(row, 3, JobTiming::from_key)?,
        due_at: row.get(4)?,
        settings: settings(&row.get::<String>(5)?)?,
        force_reason: row.get(6)?,
        submitted_at: row.get(7)?,
        owner: who(row, 15)?,
        started_at: row.get(8)?,
        ended_at: row.get(9)?,
        reason: JobReason::from_key(&reason),
        progress: row.get(11)?,
        output: row.get(12)?,
        ender: ender.map(|_| who(row, 20)).transpose()?,
        tenant: row.get(25)?,
        tenant_name: row.get(13)?,
        time_zone: row.get(14)?,
    })
}

fn who(row: &Row, from: usize) -> Result<Who, StoreError> {
    Ok(Who {
        organization: row.get(from)?,
        organization_name: row.get(from + 1)?,
        user: row.get(from + 2)?,
        upn: row.get(from + 3)?,
        name: row.get(from + 4)?,
    })
}
