//! One ticket with its history.

use std::collections::BTreeMap;

use domain::{
    id::{Id, Issue, Organization, Room, Ticket, User},
    time::Time,
};

use super::list::{LIST, TicketRow, row};
use crate::{
    error::StoreError,
    sql::{Query, Read},
    value::Row,
    values,
    view::View,
};

/// Something that happened to a ticket, or was written into it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TicketEntry {
    /// Its number within the ticket, from 1.
    pub number: i64,
    /// When.
    pub at: Time,
    /// `state`, `message`, `owner`, `due`, `severity` or `attachment`.
    pub kind: String,
    /// Before; empty where there was nothing.
    pub before: String,
    /// After; the text of a message.
    pub after: String,
    /// Who did it, with the organization; none where the system did.
    pub actor: Option<(Id<User>, Id<Organization>)>,
    /// The name of that person at the time; empty where the system did it.
    pub actor_name: String,
}

const ENTRIES: Read = Read::new(
    "select e.number, e.at, e.kind, e.before, e.after, e.actor_id, e.actor_tenant_id, e.actor_name from tickets t \
     join rooms r on r.tenant_id = t.tenant_id and r.room_id = t.room_id \
     join ticket_entries e on e.tenant_id = t.tenant_id and e.ticket_id = t.ticket_id \
     where {room:r} and t.ticket_id = $1 and e.number < $2 order by e.number desc limit $3",
);

const HISTORIES: Read = Read::new(
    "select e.number, e.at, e.kind, e.before, e.after, e.actor_id, e.actor_tenant_id, e.actor_name, t.ticket_id, r.host_name \
     from tickets t join rooms r on r.tenant_id = t.tenant_id and r.room_id = t.room_id \
     join ticket_entries e on e.tenant_id = t.tenant_id and e.ticket_id = t.ticket_id \
     where {room:r} and t.tenant_id {in $1} and t.ticket_id {in $2} order by t.ticket_id, e.number",
);

const AT_ROOM: Read = Read::new(
    "select t.ticket_id, t.reference, t.tenant_id, o.name, t.room_id, r.name, t.kind, t.signal, t.instance, t.category, \
     t.severity, t.state, t.issue_id, t.description, t.owner_id, t.owner_tenant_id, u.display_name, t.due_at, t.opened_at, \
     t.changed_at, t.resolved_at, t.closed_at, t.closure_reason, t.change_stamp, t.team_id, t.team_tenant_id, g.name, \
     t.cause_id, (select count(*) from tickets c where c.room_id = t.room_id and c.cause_id = t.ticket_id \
     and c.state <> 'closed'), t.is_suppressed \
     from rooms r join tickets t on t.tenant_id = r.tenant_id and t.room_id = r.room_id \
     join organizations o on o.organization_id = t.tenant_id \
     left join users u on u.tenant_id = t.owner_tenant_id and u.user_id = t.owner_id \
     left join security_groups g on g.tenant_id = t.team_tenant_id and g.group_id = t.team_id \
     where {room:r} and r.room_id = $1 and t.state in ('new', 'investigating', 'watching') \
     order by t.opened_at desc, t.ticket_id limit 50",
);

/// A ticket in sight.
pub async fn find(view: &mut View, ticket: Id<Ticket>) -> Result<Option<TicketRow>, StoreError> {
    let mut query = Query::new(&LIST, values![]);
    query.push(" and t.ticket_id = ").bind(ticket);
    view.rows(query).await?.first().map(row).transpose()
}

/// Entries of a ticket before a number, the newest first.
pub async fn entries(
    view: &mut View,
    ticket: Id<Ticket>,
    before: i64,
    limit: i64,
) -> Result<Vec<TicketEntry>, StoreError> {
    view.rows(Query::new(&ENTRIES, values![ticket, before, limit])).await?.iter().map(entry).collect()
}

/// The histories of tickets of some organizations, each with the host name of its room's device, the oldest entry first.
pub async fn histories(
    view: &mut View,
    tenants: Vec<Id<Organization>>,
    tickets: Vec<Id<Ticket>>,
) -> Result<BTreeMap<Id<Ticket>, (String, Vec<TicketEntry>)>, StoreError> {
    let mut found: BTreeMap<Id<Ticket>, (String, Vec<TicketEntry>)> = BTreeMap::new();
    for row in view.rows(Query::new(&HISTORIES, values![tenants, tickets])).await? {
        let (host_name, entries) = found.entry(row.get(8)?).or_default();
        *host_name = row.get(9)?;
        entries.push(entry(&row)?);
    }
    Ok(found)
}

fn entry(row: &Row) -> Result<TicketEntry, StoreError> {
    let actor: (Option<Id<User>>, Option<Id<Organization>>) = (row.get(5)?, row.get(6)?);
    Ok(TicketEntry {
        number: row.get(0)?,
        at: row.get(1)?,
        kind: row.get(2)?,
        before: row.get(3)?,
        after: row.get(4)?,
        actor: actor.0.zip(actor.1),
        actor_name: row.get(7)?,
    })
}

/// The other tickets of an issue, by the names of their rooms.
pub async fn of_issue(
    view: &mut View,
    issue: Id<Issue>,
    but: Id<Ticket>,
) -> Result<Vec<TicketRow>, StoreError> {
    let mut query = Query::new(&LIST, values![]);
    query.push(" and t.issue_id = ").bind(issue);
    query.push(" and t.ticket_id <> ").bind(but);
    query.push(" order by r.name_key, t.ticket_id limit 200");
    view.rows(query).await?.iter().map(row).collect()
}

/// The open tickets of a room, the newest first.
pub async fn at_room(view: &mut View, room: Id<Room>) -> Result<Vec<TicketRow>, StoreError> {
    view.rows(Query::new(&AT_ROOM, values![room])).await?.iter().map(row).collect()
}
