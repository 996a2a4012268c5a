//! Who could answer for what is suppressed in a room, by name: people and teams whom the engine found.

use domain::id::{Id, Organization, Room, SecurityGroup, User};

use crate::{
    directory::containing,
    error::StoreError,
    sql::{Query, Read},
    tickets::{Taker, Team},
    value::Row,
    values,
    view::View,
};

const PEOPLE: Read = Read::new(
    "select u.user_id, u.display_name, u.upn from rooms r join users u on u.tenant_id = $2 and u.user_id {in $3} \
     where {room:r} and r.room_id = $1 and (u.name_key like $4 escape '\\' or u.upn like $4 escape '\\') \
     order by u.name_key, u.user_id limit $5",
);

const TEAMS: Read = Read::new(
    "select g.group_id, g.name from rooms r join security_groups g on g.tenant_id = $2 and g.group_id {in $3} \
     where {room:r} and r.room_id = $1 and g.name_key like $4 escape '\\' order by g.name_key, g.group_id limit $5",
);

/// Of some people of an organization those whose name or account name has a part, by name; none where the room is not in sight.
pub async fn people(
    view: &mut View,
    room: Id<Room>,
    (home, people): (Id<Organization>, Vec<Id<User>>),
    search: &str,
    most: i64,
) -> Result<Vec<Taker>, StoreError> {
    let values = values![room, home, people, containing(search), most];
    let read = |row: &Row| Ok(Taker { id: row.get(0)?, name: row.get(1)?, upn: row.get(2)? });
    view.rows(Query::new(&PEOPLE, values)).await?.iter().map(read).collect()
}

/// Of some teams of an organization those whose name has a part, by name; none where the room is not in sight.
pub async fn teams(
    view: &mut View,
    room: Id<Room>,
    (home, teams): (Id<Organization>, Vec<Id<SecurityGroup>>),
    search: &str,
    most: i64,
) -> Result<Vec<Team>, StoreError> {
    let values = values![room, home, teams, containing(search), most];
    let read = |row: &Row| Ok(Team { id: row.get(0)?, name: row.get(1)? });
    view.rows(Query::new(&TEAMS, values)).await?.iter().map(read).collect()
}
