//! What a change of members does to the sight of partner people (decision 13): who gains rooms, who loses some.

use std::{collections::BTreeSet, sync::Arc};

use authz::{
    Fact,
    fact::Turn,
    preview::{World, differences},
};
use domain::{
    id::{Id, Organization, Room, RoomGroup},
    permission::Permission,
    time::Time,
};
use uuid::Uuid;

use super::{MemberRow, rooms_in_sight};
use crate::{
    error::StoreError,
    sql::{Query, Read},
    values,
    view::View,
};

/// A change of members of one group.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct MemberChange {
    /// Rooms that join.
    pub add: BTreeSet<Id<Room>>,
    /// Rooms that leave.
    pub remove: BTreeSet<Id<Room>>,
}

/// What a change does to the people of one partner.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Effect {
    /// The partner.
    pub partner: Id<Organization>,
    /// The partner's name.
    pub name: String,
    /// How many of its people see a room they did not see.
    pub gain: usize,
    /// How many of its people no longer see a room they saw.
    pub lose: usize,
    /// The rooms that somebody begins to see, by name, as far as the reader sees them.
    pub gained: Vec<MemberRow>,
    /// The rooms that somebody ceases to see, likewise.
    pub lost: Vec<MemberRow>,
}

const PARTNERS: Read = Read::new(
    "select l.partner_id, o.name from links l join organizations o on o.organization_id = l.partner_id \
     where {tenant:l.tenant_id} and l.state = 'active' order by o.name_key, o.organization_id",
);

/// What a change of members does to the people of each partner; partners without any effect are left out.
pub async fn effects(
    view: &mut View,
    tenant: Id<Organization>,
    group: Id<RoomGroup>,
    wanted: &MemberChange,
    now: Time,
) -> Result<Vec<Effect>, StoreError> {
    let turn = |rooms: &BTreeSet<Id<Room>>, is: Turn<bool>| -> Vec<Fact> {
        rooms.iter().map(|room| Fact::RoomInGroup { room: *room, group, is: is.clone() }).collect()
    };
    let mut facts = turn(&wanted.add, Turn::BEGINS);
    facts.extend(turn(&wanted.remove, Turn::ENDS));
    effects_of(view, tenant, &facts, now).await
}

/// What a change of facts of the organization does to the sight of each partner's people; partners without any effect are
/// left out.
pub async fn effects_of(
    view: &mut View,
    tenant: Id<Organization>,
    facts: &[Fact],
    now: Time,
) -> Result<Vec<Effect>, StoreError> {
    if facts.is_empty() {
        return Ok(Vec::new());
    }
    let mut partners: Vec<(Id<Organization>, String)> = Vec::new();
    for row in view.rows(Query::new(&PARTNERS, values![])).await? {
        partners.push((row.get(0)?, row.get(1)?));
    }
    let concerned: Vec<_> = partners.iter().map(|(partner, _)| *partner).chain([tenant]).collect();
    let before: World =
        view.organizations(&concerned).await?.into_iter().map(|facts| (facts.id, facts)).collect();
    let mut after = before.clone();
    if let Some(changed) = after.get_mut(&tenant) {
        Arc::make_mut(changed).apply(facts);
    }
    let mut effects = Vec::new();
    for (partner, name) in partners {
        let (mut gain, mut lose) = (BTreeSet::new(), BTreeSet::new());
        let (mut gained, mut lost) = (BTreeSet::new(), BTreeSet::new());
        for it in differences(&before, &after, partner, tenant, now) {
            if it.gained.has(Permission::RoomView) {
                gain.insert(it.user);
                gained.insert(it.room);
            }
            if it.lost.has(Permission::RoomView) {
                lose.insert(it.user);
                lost.insert(it.room);
            }
        }
        if gain.is_empty() && lose.is_empty() {
            continue;
        }
        let rooms = rooms_in_sight(view, gained.union(&lost).copied().collect()).await?;
        let of =
            |ids: &BTreeSet<Id<Room>>| rooms.iter().filter(|room| ids.contains(&room.id)).cloned().collect();
        let (gained, lost) = (of(&gained), of(&lost));
        effects.push(Effect { partner, name, gain: gain.len(), lose: lose.len(), gained, lost });
    }
    Ok(effects)
}

/// A scope that names a group, so that a page can tell what a change of the group touches.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ScopeUse {
    /// `link` or `partner_role` (both with the link's identifier), `role` or `invitation`.
    pub kind: String,
    /// What the scope belongs to.
    pub id: Uuid,
    /// Its name: of the partner, of the assignment, or to whom the invitation is addressed.
    pub name: String,
}

const USES: Read = Read::new(
    "select 'link', l.link_id, o.name from scope_groups sg \
     join links l on l.tenant_id = sg.tenant_id and l.scope_id = sg.scope_id \
     and l.state in ('active', 'suspended') join organizations o on o.organization_id = l.partner_id \
     where {tenant:sg.tenant_id} and sg.group_id = $1 \
     union all select 'partner_role', l.link_id, o.name || ' · ' || a.name from scope_groups sg \
     join assignments a on a.tenant_id = sg.tenant_id and a.scope_id = sg.scope_id \
     join links l on l.tenant_id = a.tenant_id and l.link_id = a.link_id \
     join organizations o on o.organization_id = l.partner_id where {tenant:sg.tenant_id} and sg.group_id = $1 \
     union all select 'role', a.assignment_id, a.name from scope_groups sg \
     join assignments a on a.tenant_id = sg.tenant_id and a.scope_id = sg.scope_id and a.link_id is null \
     where {tenant:sg.tenant_id} and sg.group_id = $1 \
     union all select 'invitation', i.invitation_id, coalesce(i.named_upn, i.domain) from scope_groups sg \
     join invitations i on i.tenant_id = sg.tenant_id and i.scope_id = sg.scope_id and i.state = 'pending' \
     and i.link_id is null \
     where {tenant:sg.tenant_id} and sg.group_id = $1 order by 1, 3, 2",
);

/// The scopes that name a group.
pub async fn uses(view: &mut View, group: Id<RoomGroup>) -> Result<Vec<ScopeUse>, StoreError> {
    let rows = view.rows(Query::new(&USES, values![group])).await?;
    rows.iter().map(|row| Ok(ScopeUse { kind: row.get(0)?, id: row.get(1)?, name: row.get(2)? })).collect()
}
