//! Who could take care of a ticket, by name: people and teams whom the engine found.

use domain::id::{Id, Organization, SecurityGroup, Ticket, User};

use crate::{
    directory::containing,
    error::StoreError,
    sql::{Query, Read},
    value::Row,
    values,
    view::View,
};

/// A person who could take care of a ticket.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Taker {
    /// The person.
    pub id: Id<User>,
    /// The name.
    pub name: String,
    /// The account name.
    pub upn: String,
}

/// A team with which a ticket could stand.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Team {
    /// The security group.
    pub id: Id<SecurityGroup>,
    /// The name.
    pub name: String,
}

const PEOPLE: Read = Read::new(
    "select u.user_id, u.display_name, u.upn from tickets t \
     join rooms r on r.tenant_id = t.tenant_id and r.room_id = t.room_id \
     join users u on u.tenant_id = $2 and u.user_id {in $3} \
     where {room:r} and t.ticket_id = $1 and (u.name_key like $4 escape '\\' or u.upn like $4 escape '\\') \
     order by u.name_key, u.user_id limit $5",
);

const TEAMS: Read = Read::new(
    "select g.group_id, g.name from tickets t \
     join rooms r on r.tenant_id = t.tenant_id and r.room_id = t.room_id \
     join security_groups g on g.tenant_id = $2 and g.group_id {in $3} \
     where {room:r} and t.ticket_id = $1 and g.name_key like $4 escape '\\' order by g.name_key, g.group_id limit $5",
);

/// Of some people of an organization those whose name or account name has a part, by name; none where the ticket is not in
/// sight.
pub async fn takers(
    view: &mut View,
    ticket: Id<Ticket>,
    (home, people): (Id<Organization>, Vec<Id<User>>),
    search: &str,
    most: i64,
) -> Result<Vec<Taker>, StoreError> {
    let values = values![ticket, home, people, containing(search), most];
    let read = |row: &Row| Ok(Taker { id: row.get(0)?, name: row.get(1)?, upn: row.get(2)? });
    view.rows(Query::new(&PEOPLE, values)).await?.iter().map(read).collect()
}

/// Of some teams of an organization those whose name has a part, by name; none where the ticket is not in sight.
pub async fn teams(
    view: &mut View,
    ticket: Id<Ticket>,
    (home, teams): (Id<Organization>, Vec<Id<SecurityGroup>>),
    search: &str,
    most: i64,
) -> Result<Vec<Team>, StoreError> {
    let values = values![ticket, home, teams, containing(search), most];
    let read = |row: &Row| Ok(Team { id: row.get(0)?, name: row.get(1)? });
    view.rows(Query::new(&TEAMS, values)).await?.iter().map(read).collect()
}
