//! Tickets as people change them.

use domain::{
    id::{Id, Organization, Room, SecurityGroup, Ticket, User},
    signal::Severity,
    ticket::{TicketKind, TicketState},
    time::Time,
};

use crate::{
    change::{Batch, Change},
    error::StoreError,
    facts::word,
    room_days,
    sql::{Fetch, Write},
    values,
};

/// A ticket as a change finds it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FoundTicket {
    /// The room.
    pub room: Id<Room>,
    /// What people call it by.
    pub reference: String,
    /// Who told of the trouble.
    pub kind: TicketKind,
    /// Where it stands.
    pub state: TicketState,
    /// Who takes care of it, with the organization.
    pub owner: Option<(Id<User>, Id<Organization>)>,
    /// With which team it stands, with the organization.
    pub team: Option<(Id<SecurityGroup>, Id<Organization>)>,
    /// Until when it is to be resolved.
    pub due_at: Option<Time>,
    /// Raised by each step.
    pub change_stamp: i64,
}

const FIND: Fetch = Fetch::new(
    "select room_id, reference, kind, state, owner_id, owner_tenant_id, due_at, change_stamp, \
     team_id, team_tenant_id from tickets \
     where tenant_id = {target} and ticket_id = $1{lock}",
);

const PERSON: Fetch = Fetch::new(
    "select u.display_name from users u where u.tenant_id = $1 and u.user_id = $2 and u.enabled and (u.tenant_id = {target} \
     or exists (select 1 from links l where l.tenant_id = {target} and l.partner_id = u.tenant_id \
     and l.state in ('active', 'suspended')))",
);

const TEAM: Fetch = Fetch::new(
    "select g.name from security_groups g where g.tenant_id = $1 and g.group_id = $2 and (g.tenant_id = {target} \
     or exists (select 1 from links l where l.tenant_id = {target} and l.partner_id = g.tenant_id \
     and l.state in ('active', 'suspended')))",
);

/// Opens the ticket of a recorded issue: ticket, room, reference, severity, issue, description, its key, now.
pub const RECORD: Write = Write::new(
    "insert into tickets (tenant_id, ticket_id, room_id, reference, kind, signal, instance, category, severity, state, \
     issue_id, description, description_key, opened_at, changed_at, closure_reason, open_since, is_raised, entries, \
     change_stamp) \
     values ({target}, $1, $2, $3, 'recorded', '', '', 'recorded', $4, 'new', $5, $6, $7, $8, $8, '', $8, false, 0, 1)",
);

/// Adds an entry, numbered after the last: ticket, now, kind, before, after, actor, organization of the actor, its name.
/// [`COUNT`] goes with it.
pub const ADD_ENTRY: Write = Write::new(
    "insert into ticket_entries (tenant_id, ticket_id, number, at, kind, before, after, actor_id, actor_tenant_id, \
     actor_name) select t.tenant_id, t.ticket_id, t.entries + 1, $2, $3, $4, $5, $6, $7, $8 from tickets t \
     where t.tenant_id = {target} and t.ticket_id = $1",
);

/// Counts an entry: ticket, now.
pub const COUNT: Write = Write::new(
    "update tickets set entries = entries + 1, changed_at = $2, change_stamp = change_stamp + 1 \
     where tenant_id = {target} and ticket_id = $1",
);

/// Sets who takes care of it: ticket, person, organization of the person.
pub const SET_OWNER: Write = Write::new(
    "update tickets set owner_id = $2, owner_tenant_id = $3 where tenant_id = {target} and ticket_id = $1",
);

/// Sets with which team it stands: ticket, team, organization of the team.
pub const SET_TEAM: Write = Write::new(
    "update tickets set team_id = $2, team_tenant_id = $3 where tenant_id = {target} and ticket_id = $1",
);

/// Sets until when it is to be resolved: ticket, moment.
pub const SET_DUE: Write =
    Write::new("update tickets set due_at = $2 where tenant_id = {target} and ticket_id = $1");

/// Sets the state: ticket, state.
pub const SET_STATE: Write =
    Write::new("update tickets set state = $2 where tenant_id = {target} and ticket_id = $1");

/// Resolves a recorded issue: ticket, now, reason.
pub const RESOLVE: Write = Write::new(
    "update tickets set state = 'resolved', resolved_at = $2, closure_reason = $3 \
     where tenant_id = {target} and ticket_id = $1",
);

/// Remembers that all tickets of a room end, before [`CLOSE_OF_ROOM`]: room, now.
pub const REMEMBER_CLOSE_OF_ROOM: Write = Write::new(
    "insert into ticket_entries (tenant_id, ticket_id, number, at, kind, before, after, actor_name) \
     select tenant_id, ticket_id, entries + 1, $2, 'state', state, 'closed', '' from tickets \
     where tenant_id = {target} and room_id = $1 and state <> 'closed'",
);

/// Closes all tickets of a room that is not monitored any more (3.11): room, now.
pub const CLOSE_OF_ROOM: Write = Write::new(
    "update tickets set state = 'closed', closed_at = $2, changed_at = $2, closure_reason = 'roomRemoved', \
     is_suppressed = false, entries = entries + 1, change_stamp = change_stamp + 1 \
     where tenant_id = {target} and room_id = $1 and state <> 'closed'",
);

/// Of which open tickets people or teams of a partner take care: partner `$1`.
macro_rules! taken_by {
    ($column:literal) => {
        concat!("t.tenant_id = {target} and t.", $column, " = $1 and t.state in ('new', 'investigating')")
    };
}

/// Has the rooms judged at once of whose open tickets people of a partner take care, before [`RELEASE_OWNERS`]: what nobody takes care of
/// may be neglected. Partner, now.
const JUDGE_OWNED: Write = Write::new(concat!(
    "update rooms set health_due_at = $2 where tenant_id = {target} and room_id in (select t.room_id from tickets t where ",
    taken_by!("owner_tenant_id"),
    ")"
));

/// Remembers that people of a partner take care of open tickets no more, before [`RELEASE_OWNERS`]: partner, now, actor, organization of
/// the actor, its name.
const REMEMBER_OWNERS: Write = Write::new(concat!(
    "insert into ticket_entries (tenant_id, ticket_id, number, at, kind, before, after, actor_id, actor_tenant_id, actor_name) \
     select t.tenant_id, t.ticket_id, t.entries + 1, $2, 'owner', coalesce(u.display_name, ''), '', $3, $4, $5 from tickets t \
     left join users u on u.tenant_id = t.owner_tenant_id and u.user_id = t.owner_id where ",
    taken_by!("owner_tenant_id")
));

/// Takes open tickets from the people of a partner: partner, now.
const RELEASE_OWNERS: Write = Write::new(
    "update tickets set owner_id = null, owner_tenant_id = null, entries = entries + 1, changed_at = $2, \
     change_stamp = change_stamp + 1 where tenant_id = {target} and owner_tenant_id = $1 and state in ('new', 'investigating')",
);

/// The same of teams, before [`RELEASE_TEAMS`].
const REMEMBER_TEAMS: Write = Write::new(concat!(
    "insert into ticket_entries (tenant_id, ticket_id, number, at, kind, before, after, actor_id, actor_tenant_id, actor_name) \
     select t.tenant_id, t.ticket_id, t.entries + 1, $2, 'team', coalesce(g.name, ''), '', $3, $4, $5 from tickets t \
     left join security_groups g on g.tenant_id = t.team_tenant_id and g.group_id = t.team_id where ",
    taken_by!("team_tenant_id")
));

/// Takes open tickets from the teams of a partner: partner, now.
const RELEASE_TEAMS: Write = Write::new(
    "update tickets set team_id = null, team_tenant_id = null, entries = entries + 1, changed_at = $2, \
     change_stamp = change_stamp + 1 where tenant_id = {target} and team_tenant_id = $1 and state in ('new', 'investigating')",
);

/// Adds the statements that take the open tickets of the organization from people and teams of a partner that sees them no more; the history
/// of each tells who did it.
pub fn release(
    batch: Batch,
    partner: Id<Organization>,
    now: Time,
    (user, organization, name): (Id<User>, Id<Organization>, &str),
) -> Batch {
    let told = || values![partner, now, user, organization, name];
    batch
        .run(&JUDGE_OWNED, values![partner, now])
        .run(&room_days::STALE_BY_OWNERS, values![partner])
        .run(&REMEMBER_OWNERS, told())
        .run(&RELEASE_OWNERS, values![partner, now])
        .run(&REMEMBER_TEAMS, told())
        .run(&RELEASE_TEAMS, values![partner, now])
}

const OF_ROOM: Fetch = Fetch::new(
    "select ticket_id, severity from tickets where tenant_id = {target} and room_id = $1 and state <> 'closed'",
);

/// The tickets of a room that are not closed, with how bad they are.
pub async fn of_room(change: &mut Change, room: Id<Room>) -> Result<Vec<(Id<Ticket>, Severity)>, StoreError> {
    let rows = change.rows(&OF_ROOM, values![room]).await?;
    rows.iter().map(|row| Ok((row.get(0)?, word(row, 1, Severity::from_key)?))).collect()
}

/// The ticket, locked for the change.
pub async fn found(change: &mut Change, ticket: Id<Ticket>) -> Result<Option<FoundTicket>, StoreError> {
    let row = change.find(&FIND, values![ticket]).await?;
    row.map(|row| {
        let owner: (Option<Id<User>>, Option<Id<Organization>>) = (row.get(4)?, row.get(5)?);
        let team: (Option<Id<SecurityGroup>>, Option<Id<Organization>>) = (row.get(8)?, row.get(9)?);
        Ok(FoundTicket {
            room: row.get(0)?,
            reference: row.get(1)?,
            kind: word(&row, 2, TicketKind::from_key)?,
            state: word(&row, 3, TicketState::from_key)?,
            owner: owner.0.zip(owner.1),
            team: team.0.zip(team.1),
            due_at: row.get(6)?,
            change_stamp: row.get(7)?,
        })
    })
    .transpose()
}

/// The name of a person who could take care of a ticket here: of the organization, or of a partner with a live link.
pub async fn name_of_owner(
    change: &mut Change,
    organization: Id<Organization>,
    person: Id<User>,
) -> Result<Option<String>, StoreError> {
    change.find(&PERSON, values![organization, person]).await?.map(|row| row.get(0)).transpose()
}

/// The name of a team with which a ticket could stand here: of the organization, or of a partner with a live link.
pub async fn name_of_team(
    change: &mut Change,
    organization: Id<Organization>,
    team: Id<SecurityGroup>,
) -> Result<Option<String>, StoreError> {
    change.find(&TEAM, values![organization, team]).await?.map(|row| row.get(0)).transpose()
}
