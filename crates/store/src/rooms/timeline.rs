//! What happened to a room besides what its device said: the turns of its tickets, and jobs.

use domain::{
    id::{Id, Job, Organization, Room, Ticket},
    job::{JobKind, JobState},
    ticket::{TicketKind, TicketState},
    time::Time,
};
use uuid::Uuid;

use crate::{
    error::StoreError,
    facts::{maybe_word, word},
    page::{Page, PageOf},
    sql::{Query, Read},
    values,
    view::View,
};

/// A place in a timeline, from the newest on: the moment, the thing, and which turn of the thing.
pub type Moment = (Time, Uuid, i64);

/// A turn of a ticket.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TicketTurn {
    /// When.
    pub at: Time,
    /// The ticket.
    pub ticket: Id<Ticket>,
    /// Which entry of the ticket it is.
    pub number: i64,
    /// A signal's or a recorded issue.
    pub kind: TicketKind,
    /// The signal; empty for a recorded issue.
    pub signal: String,
    /// Which one of several.
    pub instance: String,
    /// What somebody wrote; empty for a signal.
    pub description: String,
    /// The state before; none where it was opened.
    pub before: Option<TicketState>,
    /// The state after.
    pub after: TicketState,
}

/// A job that somebody asked for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct JobAsked {
    /// When it was asked for.
    pub at: Time,
    /// The job.
    pub job: Id<Job>,
    /// What was asked.
    pub kind: JobKind,
    /// Where it stands.
    pub state: JobState,
}

const TICKETS: Read = Read::new(
    "select e.at, t.ticket_id, e.number, t.kind, t.signal, t.instance, t.description, nullif(e.before, ''), e.after from rooms r \
     join tickets t on t.tenant_id = r.tenant_id and t.room_id = r.room_id \
     join ticket_entries e on e.tenant_id = t.tenant_id and e.ticket_id = t.ticket_id and e.kind = 'state' \
     where {room:r} and r.room_id = $1",
);

const JOBS: Read = Read::new(
    "select j.submitted_at, j.job_id, j.kind, j.state from rooms r \
     join room_jobs j on j.tenant_id = r.tenant_id and j.room_id = r.room_id where {room:r} and r.room_id = $1",
);

/// The turns of the tickets of a room in sight, before a moment, the newest first; to a partner's reader those alone that its own people,
/// the customer's or the system made (decision 17).
pub async fn ticket_turns(
    view: &mut View,
    room: Id<Room>,
    partner: Option<Id<Organization>>,
    before: Option<Moment>,
    page: Page,
) -> Result<PageOf<TicketTurn>, StoreError> {
    let mut query = Query::new(&TICKETS, values![room]);
    if let Some(partner) = partner {
        query.push(
            " and (e.actor_tenant_id is null or e.actor_tenant_id = e.tenant_id or e.actor_tenant_id = ",
        );
        query.bind(partner).push(")");
    }
    if let Some((at, thing, number)) = before {
        query.push(" and (e.at, t.ticket_id, e.number) < (").bind(at).push(", ").bind(thing);
        query.push(", ").bind(number).push(")");
    }
    query.push(" order by e.at desc, t.ticket_id desc, e.number desc limit ").bind(page.limit());
    page.cut(view.rows(query).await?, |row| {
        Ok(TicketTurn {
            at: row.get(0)?,
            ticket: row.get(1)?,
            number: row.get(2)?,
            kind: word(row, 3, TicketKind::from_key)?,
            signal: row.get(4)?,
            instance: row.get(5)?,
            description: row.get(6)?,
            before: maybe_word(row, 7, TicketState::from_key)?,
            after: word(row, 8, TicketState::from_key)?,
        })
    })
}

/// The jobs of a room in sight that were asked for before a moment, the newest first.
pub async fn jobs_asked(
    view: &mut View,
    room: Id<Room>,
    before: Option<Moment>,
    page: Page,
) -> Result<PageOf<JobAsked>, StoreError> {
    let mut query = Query::new(&JOBS, values![room]);
    if let Some((at, thing, _)) = before {
        query.push(" and (j.submitted_at, j.job_id) < (").bind(at).push(", ").bind(thing).push(")");
    }
    query.push(" order by j.submitted_at desc, j.job_id desc limit ").bind(page.limit());
    page.cut(view.rows(query).await?, |row| {
        Ok(JobAsked {
            at: row.get(0)?,
            job: row.get(1)?,
            kind: word(row, 2, JobKind::from_key)?,
            state: word(row, 3, JobState::from_key)?,
        })
    })
}
