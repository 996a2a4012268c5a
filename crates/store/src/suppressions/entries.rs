//! What happened to suppressions of rooms: who suppressed what, why and until when, and when it ended.

use domain::{
    id::{Id, Organization, Room, Suppression as Kind, User},
    suppression::{NamedSignal, SuppressionTurn},
    time::Time,
};
use uuid::Uuid;

use super::Found;
use crate::{
    change::Batch,
    error::StoreError,
    facts::word,
    page::{Page, PageOf},
    room_days::STALE_ROOM,
    rooms::Moment,
    sql::{Query, Read, Write},
    values,
    view::View,
};

/// A turn of a suppression.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SuppressionEntry {
    /// Which entry it is.
    pub id: Uuid,
    /// When.
    pub at: Time,
    /// The suppression.
    pub suppression: Id<Kind>,
    /// What happened.
    pub turn: SuppressionTurn,
    /// The signals; none for the whole room.
    pub signals: Vec<NamedSignal>,
    /// Why, from then on.
    pub reason: String,
    /// Until when, from then on.
    pub ends_at: Time,
    /// Who did it, by organization and name; none where it ended by its time. Somebody who was deleted has no name.
    pub actor: Option<(Id<Organization>, Option<String>)>,
    /// The name of that organization.
    pub organization_name: String,
    /// The name of the room's organization.
    pub tenant_name: String,
}

const ADD: Write = Write::new(
    "insert into suppression_entries (tenant_id, room_id, entry_id, suppression_id, at, turn, signals, reason, begins_at, \
     ends_at, actor_tenant_id, actor_id) values ({target}, $1, $2, $3, {now}, $4, $5, $6, $7, $8, $9, $10)",
);

const ENTRIES: Read = Read::new(
    "select e.entry_id, e.at, e.suppression_id, e.turn, e.signals, e.reason, e.ends_at, e.actor_tenant_id, u.display_name, \
     coalesce(o.name, ''), t.name from rooms r \
     join suppression_entries e on e.tenant_id = r.tenant_id and e.room_id = r.room_id \
     join organizations t on t.organization_id = r.tenant_id \
     left join organizations o on o.organization_id = e.actor_tenant_id \
     left join users u on u.tenant_id = e.actor_tenant_id and u.user_id = e.actor_id \
     where {room:r} and r.room_id = $1",
);

/// Writes a turn of a suppression down, by somebody or by its time.
pub fn enter(
    batch: Batch,
    (room, entry): (Id<Room>, Uuid),
    turn: SuppressionTurn,
    found: &Found,
    by: Option<(Id<Organization>, Id<User>)>,
) -> Result<Batch, StoreError> {
    let (organization, person) = by.unzip();
    let signals = serde_json::to_string(&found.signals)?;
    let values = values![
        room,
        entry,
        found.id,
        turn.key(),
        signals,
        &found.reason,
        found.begins_at,
        found.ends_at,
        organization,
        person
    ];
    // Reports tell otherwise of the room from now on.
    Ok(batch.run(&ADD, values).run(&STALE_ROOM, values![room]))
}

/// What happened to the suppressions of a room in sight before a moment, the newest first.
pub async fn entries(
    view: &mut View,
    room: Id<Room>,
    before: Option<Moment>,
    page: Page,
) -> Result<PageOf<SuppressionEntry>, StoreError> {
    let mut query = Query::new(&ENTRIES, values![room]);
    if let Some((at, thing, _)) = before {
        query.push(" and (e.at, e.entry_id) < (").bind(at).push(", ").bind(thing).push(")");
    }
    query.push(" order by e.at desc, e.entry_id desc limit ").bind(page.limit());
    page.cut(view.rows(query).await?, |row| {
        let organization: Option<Id<Organization>> = row.get(7)?;
        let name: Option<String> = row.get(8)?;
        Ok(SuppressionEntry {
            id: row.get(0)?,
            at: row.get(1)?,
            suppression: row.get(2)?,
            turn: word(row, 3, SuppressionTurn::from_key)?,
            signals: serde_json::from_str(row.text(4)?)?,
            reason: row.get(5)?,
            ends_at: row.get(6)?,
            actor: organization.map(|organization| (organization, name)),
            organization_name: row.get(9)?,
            tenant_name: row.get(10)?,
        })
    })
}
