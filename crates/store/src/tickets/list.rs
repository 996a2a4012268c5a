//! The list of tickets and its counts by severity: of one organization, or of all customers in sight.

use domain::{
    id::{Id, Issue, Organization, Room, SecurityGroup, Ticket, User},
    query::{Kind, Order, Property, Schema},
    signal::{Category, Severity},
    ticket::{ClosureReason, TicketKind, TicketState},
    time::Time,
};

use super::{in_memory, owned::OwnedBy};
use crate::{
    error::StoreError,
    facts::word,
    list::{Column, Kept, Key, Listed, Placed, Table, Wanted},
    sql::{Query, Read},
    value::Row,
    values,
    view::View,
};

const SEVERITIES: &[&str] = &["critical", "important", "warning", "recommended"];
const STATES: &[&str] = &["new", "investigating", "watching", "resolved", "closed"];
const KINDS: &[&str] = &["signal", "recorded"];
const CATEGORIES: &[&str] = &[
    "recorded",
    "accountManagement",
    "osFirmwareApps",
    "configurationAndSettings",
    "hardwareAndPeripherals",
    "display",
    "security",
    "connectivity",
    "outage",
];

/// What the list of tickets offers to queries (§5.4).
pub static SCHEMA: Schema = Schema::new(
    &[
        Property::new("id", Kind::Id).filterable(),
        Property::new("reference", Kind::Text).filterable().sortable().searchable(),
        Property::new("tenantId", Kind::Id).filterable(),
        Property::new("tenantDisplayName", Kind::Text).filterable().sortable(),
        Property::new("roomId", Kind::Id).filterable(),
        Property::new("roomDisplayName", Kind::Text).filterable().sortable().searchable(),
        Property::new("kind", Kind::Enum(KINDS)).filterable(),
        Property::new("signal", Kind::Text).filterable().searchable(),
        Property::new("category", Kind::Enum(CATEGORIES)).filterable(),
        Property::new("severity", Kind::Enum(SEVERITIES)).filterable().sortable(),
        Property::new("state", Kind::Enum(STATES)).filterable().sortable(),
        Property::new("description", Kind::Text).searchable(),
        Property::new("issueId", Kind::Id).filterable(),
        Property::new("causeId", Kind::Id).filterable(),
        Property::new("isSuppressed", Kind::Boolean).filterable(),
        Property::new("ownerId", Kind::Id),
        Property::new("teamId", Kind::Id),
        Property::new("dueDateTime", Kind::Time).filterable(),
        Property::new("createdDateTime", Kind::Time).filterable().sortable(),
        Property::new("lastModifiedDateTime", Kind::Time).filterable().sortable(),
        Property::new("placeIds", Kind::List(&Kind::Id)).filterable(),
        Property::new("groupIds", Kind::List(&Kind::Id)).filterable(),
        Property::new("placeDisplayNames", Kind::List(&Kind::Text)).filterable(),
        Property::new("groupDisplayNames", Kind::List(&Kind::Text)).filterable(),
    ],
    300,
);

/// Worst first, not by their words.
const SEVERITY_RANK: &str = "cast(case t.severity when 'critical' then 0 when 'important' then 1 \
     when 'warning' then 2 else 3 end as bigint)";

/// In the order of a ticket's life.
const STATE_RANK: &str = "cast(case t.state when 'new' then 0 when 'investigating' then 1 when 'watching' then 2 \
     when 'resolved' then 3 else 4 end as bigint)";

/// The columns behind [`SCHEMA`].
pub static TABLE: Table = Table {
    columns: &[
        Column::new("id", "t.ticket_id", Kept::Id),
        // Both parts are upper case in the column; folded when compared.
        Column::new("reference", "lower(t.reference)", Kept::Ascii),
        Column::new("tenantId", "t.tenant_id", Kept::Id),
        Column::new(
            "tenantDisplayName",
            "(select o.name_key from organizations o where o.organization_id = t.tenant_id)",
            Kept::Key,
        ),
        Column::new("roomId", "t.room_id", Kept::Id),
        Column::new("roomDisplayName", "r.name_key", Kept::Key),
        Column::new("kind", "t.kind", Kept::Word),
        Column::new("signal", "t.signal", Kept::Ascii),
        Column::new("category", "t.category", Kept::Word),
        Column::new("severity", "t.severity", Kept::Word).ranked(SEVERITY_RANK),
        Column::new("state", "t.state", Kept::Word).ranked(STATE_RANK),
        Column::new("description", "t.description_key", Kept::Key),
        Column::new("issueId", "t.issue_id", Kept::Id).nullable(),
        Column::new("causeId", "t.cause_id", Kept::Id).nullable(),
        Column::new("isSuppressed", "t.is_suppressed", Kept::Boolean),
        Column::new("dueDateTime", "t.due_at", Kept::Time).nullable(),
        Column::new("createdDateTime", "t.opened_at", Kept::Time),
        Column::new("lastModifiedDateTime", "t.changed_at", Kept::Time),
        // The place of the room and all places around it.
        Column::new(
            "placeIds",
            "(select c.tenant_id, c.place_id as at_id, a.place_id from places c join places a \
             on a.tenant_id = c.tenant_id and c.path like a.path || '%')",
            Kept::Many {
                on: &[("tenant_id", "r.tenant_id"), ("at_id", "r.place_id")],
                columns: &[Column::new("", "place_id", Kept::Id)],
            },
        ),
        Column::new(
            "groupIds",
            "room_group_members",
            Kept::Many {
                on: &[("tenant_id", "r.tenant_id"), ("room_id", "r.room_id")],
                columns: &[Column::new("", "group_id", Kept::Id)],
            },
        ),
        // The same by their names, for what is named alike at many organizations.
        Column::new(
            "placeDisplayNames",
            "(select c.tenant_id, c.place_id as at_id, a.name_key from places c join places a \
             on a.tenant_id = c.tenant_id and c.path like a.path || '%')",
            Kept::Many {
                on: &[("tenant_id", "r.tenant_id"), ("at_id", "r.place_id")],
                columns: &[Column::new("", "name_key", Kept::Key)],
            },
        ),
        Column::new(
            "groupDisplayNames",
            "(select m.tenant_id, m.room_id, g.name_key from room_group_members m join room_groups g \
             on g.tenant_id = m.tenant_id and g.group_id = m.group_id)",
            Kept::Many {
                on: &[("tenant_id", "r.tenant_id"), ("room_id", "r.room_id")],
                columns: &[Column::new("", "name_key", Kept::Key)],
            },
        ),
    ],
    order: &[
        Order { property: "severity", descending: false },
        Order { property: "createdDateTime", descending: true },
    ],
    unique: &["id"],
    searched: &["reference", "roomDisplayName", "signal", "description"],
};

/// A ticket as lists show it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TicketRow {
    /// The ticket.
    pub id: Id<Ticket>,
    /// What people call it by.
    pub reference: String,
    /// The organization whose room it is about.
    pub tenant: Id<Organization>,
    /// The organization's name.
    pub tenant_name: String,
    /// The room.
    pub room: Id<Room>,
    /// The room's name.
    pub room_name: String,
    /// Who told of the trouble.
    pub kind: TicketKind,
    /// The key of the signal; empty for recorded issues.
    pub signal: String,
    /// Which of several, or empty.
    pub instance: String,
    /// The part of the room.
    pub category: Category,
    /// How bad it is.
    pub severity: Severity,
    /// Where it stands.
    pub state: TicketState,
    /// The issue it belongs to.
    pub issue: Option<Id<Issue>>,
    /// What a person wrote; empty for signals.
    pub description: String,
    /// Who takes care of it, with the organization.
    pub owner: Option<(Id<User>, Id<Organization>)>,
    /// The name of that person; empty without one.
    pub owner_name: String,
    /// With which team it stands, with the organization; none where the team is no more.
    pub team: Option<(Id<SecurityGroup>, Id<Organization>)>,
    /// The name of that team; empty without one.
    pub team_name: String,
    /// The open ticket of the same room whose trouble explains this one.
    pub cause: Option<Id<Ticket>>,
    /// How many tickets this one explains.
    pub related: i64,
    /// Whether its signal or its room is suppressed, by itself or for maintenance.
    pub is_suppressed: bool,
    /// Until when it is to be resolved.
    pub due_at: Option<Time>,
    /// When it was opened.
    pub opened_at: Time,
    /// When something last happened to it.
    pub changed_at: Time,
    /// When it was last resolved.
    pub resolved_at: Option<Time>,
    /// When it was closed.
    pub closed_at: Option<Time>,
    /// Why it was closed or resolved.
    pub closure_reason: Option<ClosureReason>,
    /// Raised by each step.
    pub change_stamp: i64,
}

impl Placed for TicketRow {
    fn key(&self, property: &str) -> Option<Key> {
        Some(match property {
            "id" => Key::Id(self.id.uuid()),
            "reference" => Key::Text(self.reference.to_ascii_lowercase()),
            "tenantDisplayName" => Key::Text(domain::text::key(&self.tenant_name)),
            "roomDisplayName" => Key::Text(domain::text::key(&self.room_name)),
            "severity" => Key::Integer(rank(&Severity::ALL, &self.severity)),
            "state" => Key::Integer(rank(&TicketState::ALL, &self.state)),
            "createdDateTime" => Key::Integer(self.opened_at.micros()),
            "lastModifiedDateTime" => Key::Integer(self.changed_at.micros()),
            _ => return None,
        })
    }
}

fn rank<T: PartialEq>(all: &[T], one: &T) -> i64 {
    all.iter().position(|it| it == one).and_then(|at| i64::try_from(at).ok()).unwrap_or(i64::MAX)
}

pub(super) const LIST: Read = Read::new(
    "select t.ticket_id, t.reference, t.tenant_id, o.name, t.room_id, r.name, t.kind, t.signal, t.instance, t.category, \
     t.severity, t.state, t.issue_id, t.description, t.owner_id, t.owner_tenant_id, u.display_name, t.due_at, t.opened_at, \
     t.changed_at, t.resolved_at, t.closed_at, t.closure_reason, t.change_stamp, t.team_id, t.team_tenant_id, g.name, \
     t.cause_id, (select count(*) from tickets c where c.room_id = t.room_id and c.cause_id = t.ticket_id \
     and c.state <> 'closed'), t.is_suppressed \
     from tickets t join rooms r on r.tenant_id = t.tenant_id and r.room_id = t.room_id \
     join organizations o on o.organization_id = t.tenant_id \
     left join users u on u.tenant_id = t.owner_tenant_id and u.user_id = t.owner_id \
     left join security_groups g on g.tenant_id = t.team_tenant_id and g.group_id = t.team_id where {room:r}",
);

const COUNTS: Read = Read::new(
    "select t.severity, count(*) from tickets t join rooms r on r.tenant_id = t.tenant_id and r.room_id = t.room_id \
     where {room:r}",
);

/// Which tickets a list is about, by their state.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Among {
    /// Those that need somebody or are watched.
    #[default]
    Open,
    /// Those that are resolved, and closed ones.
    Past,
    /// All.
    All,
}

/// How many tickets there are by severity.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct TicketCounts {
    /// By severity, worst first.
    pub by_severity: [i64; 4],
}

impl TicketCounts {
    /// The tickets of one severity.
    pub fn of(&self, severity: Severity) -> i64 {
        Severity::ALL
            .iter()
            .zip(self.by_severity)
            .find(|(each, _)| **each == severity)
            .map_or(0, |(_, count)| count)
    }

    /// The tickets of every severity.
    pub fn all(&self) -> i64 {
        self.by_severity.iter().sum()
    }
}

/// A page of tickets, of those that somebody takes care of if that is asked.
pub async fn list(
    view: &mut View,
    wanted: &Wanted,
    among: Among,
    owned: &OwnedBy,
) -> Result<Listed<TicketRow>, StoreError> {
    if among == Among::Open
        && *owned == OwnedBy::Anybody
        && let Some(asked) = in_memory::asked(wanted)
        && let Some(listed) = in_memory::list(view, wanted, &asked).await?
    {
        return Ok(listed);
    }
    list_by_statement(view, wanted, among, owned).await
}

/// The same page, asked of the database alone: for rare orders and filters, and to compare with.
pub async fn list_by_statement(
    view: &mut View,
    wanted: &Wanted,
    among: Among,
    owned: &OwnedBy,
) -> Result<Listed<TicketRow>, StoreError> {
    let mut query = Query::new(&LIST, values![]);
    narrow(&mut query, among);
    owned.narrow(&mut query);
    wanted.read(&TABLE, query, view, row).await
}

/// Those of the named tickets that are in sight.
pub async fn named(
    view: &mut View,
    tenants: Vec<Id<Organization>>,
    tickets: Vec<Id<Ticket>>,
) -> Result<Vec<TicketRow>, StoreError> {
    let mut query = Query::new(&LIST, values![]);
    query.push(" and t.tenant_id ").bind_list(tenants);
    query.push(" and t.ticket_id ").bind_list(tickets);
    view.rows(query).await?.iter().map(row).collect()
}

pub(super) fn narrow(query: &mut Query, among: Among) {
    match among {
        Among::Open => _ = query.push(" and t.state in ('new', 'investigating', 'watching')"),
        Among::Past => _ = query.push(" and t.state in ('resolved', 'closed')"),
        Among::All => {}
    }
}

/// Exact counts of the tickets in sight that the pages of a list with the same filter show.
pub async fn counts(
    view: &mut View,
    wanted: &Wanted,
    among: Among,
    owned: &OwnedBy,
) -> Result<TicketCounts, StoreError> {
    if among == Among::Open
        && *owned == OwnedBy::Anybody
        && let Some(asked) = in_memory::asked(&Wanted { order: Vec::new(), after: None, ..wanted.clone() })
        && let Some(counts) = in_memory::counts(view, &asked)
    {
        return Ok(counts);
    }
    counts_by_statement(view, wanted, among, owned).await
}

/// The same counts, asked of the database alone.
pub async fn counts_by_statement(
    view: &mut View,
    wanted: &Wanted,
    among: Among,
    owned: &OwnedBy,
) -> Result<TicketCounts, StoreError> {
    let mut query = Query::new(&COUNTS, values![]);
    narrow(&mut query, among);
    owned.narrow(&mut query);
    wanted.narrow(&TABLE, &mut query)?;
    query.push(" group by t.severity");
    let mut counts = TicketCounts::default();
    for row in view.rows(query).await? {
        let severity = word(&row, 0, Severity::from_key)?;
        for (each, count) in Severity::ALL.iter().zip(&mut counts.by_severity) {
            if *each == severity {
                *count = row.get(1)?;
            }
        }
    }
    Ok(counts)
}

pub(super) fn row(row: &Row) -> Result<TicketRow, StoreError> {
    let owner: (Option<Id<User>>, Option<Id<Organization>>) = (row.get(14)?, row.get(15)?);
    let reason: String = row.get(22)?;
    let team: (Option<Id<SecurityGroup>>, Option<Id<Organization>>) = (row.get(24)?, row.get(25)?);
    let team_name: Option<String> = row.get(26)?;
    Ok(TicketRow {
        id: row.get(0)?,
        reference: row.get(1)?,
        tenant: row.get(2)?,
        tenant_name: row.get(3)?,
        room: row.get(4)?,
        room_name: row.get(5)?,
        kind: word(row, 6, TicketKind::from_key)?,
        signal: row.get(7)?,
        instance: row.get(8)?,
        category: word(row, 9, Category::from_key)?,
        severity: word(row, 10, Severity::from_key)?,
        state: word(row, 11, TicketState::from_key)?,
        issue: row.get(12)?,
        description: row.get(13)?,
        owner: owner.0.zip(owner.1),
        owner_name: row.get::<Option<String>>(16)?.unwrap_or_default(),
        team: team.0.zip(team.1).filter(|_| team_name.is_some()),
        team_name: team_name.unwrap_or_default(),
        cause: row.get(27)?,
        related: row.get(28)?,
        is_suppressed: row.get(29)?,
        due_at: row.get(17)?,
        opened_at: row.get(18)?,
        changed_at: row.get(19)?,
        resolved_at: row.get(20)?,
        closed_at: row.get(21)?,
        closure_reason: ClosureReason::from_key(&reason),
        change_stamp: row.get(23)?,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_property_has_a_column_of_its_kind() {
        assert_eq!(TABLE.lacks(&SCHEMA), Vec::<&str>::new());
    }

    /// §5.2, §5.3, §5.4: queries know every word.
    #[test]
    fn queries_know_every_word() {
        assert_eq!(Severity::ALL.map(Severity::key), SEVERITIES);
        assert_eq!(TicketState::ALL.map(TicketState::key), STATES);
        assert_eq!(TicketKind::ALL.map(TicketKind::key), KINDS);
        assert_eq!(Category::ALL.map(Category::key), CATEGORIES);
    }
}
