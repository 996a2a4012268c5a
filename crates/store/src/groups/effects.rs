//! What a change of members does to the sight of partner people (decision 13): who gains rooms, who loses some.

use std::collections::{BTreeMap, BTreeSet};

use domain::{
    id::{Assignment, Id, Organization, Room, RoomGroup, Scope as ScopeKind, User},
    scope::Scope,
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

/// What is counted for one partner.
#[derive(Default)]
struct Counted {
    gain: usize,
    lose: usize,
    gained: BTreeSet<Id<Room>>,
    lost: BTreeSet<Id<Room>>,
}

/// Assignments on active links, with the partner and both scopes.
const ASSIGNMENTS: Read = Read::new(
    "select a.assignment_id, l.partner_id, o.name, a.scope_id, s.whole, l.scope_id, ls.whole, a.starts_at, a.ends_at \
     from assignments a join links l on l.tenant_id = a.tenant_id and l.link_id = a.link_id and l.state = 'active' \
     join organizations o on o.organization_id = l.partner_id and o.is_partner = true \
     join scopes s on s.tenant_id = a.tenant_id and s.scope_id = a.scope_id \
     join scopes ls on ls.tenant_id = l.tenant_id and ls.scope_id = l.scope_id where {tenant:a.tenant_id}",
);
const SCOPE_ROOMS: Read = Read::new(
    "select sr.scope_id, sr.room_id from scope_rooms sr where {tenant:sr.tenant_id} and sr.room_id {in $1}",
);
const SCOPE_GROUPS: Read =
    Read::new("select sg.scope_id, sg.group_id from scope_groups sg where {tenant:sg.tenant_id}");
const GROUPS_OF: Read = Read::new(
    "select m.room_id, m.group_id from room_group_members m where {tenant:m.tenant_id} and m.room_id {in $1}",
);
/// People whom assignments reach, directly or through groups within groups; blocked and disabled ones are not.
const PEOPLE: Read = Read::new(
    "with recursive reached (assignment_id, home_id, member_id) as (\
       select m.assignment_id, m.home_id, m.member_id from assignment_members m where {tenant:m.tenant_id} \
       union select d.assignment_id, d.home_id, g.member_id from reached d \
       join security_group_members g on g.tenant_id = d.home_id and g.group_id = d.member_id) \
     select d.assignment_id, u.user_id from reached d \
     join users u on u.tenant_id = d.home_id and u.user_id = d.member_id and u.enabled = true \
     where not exists (select 1 from link_blocks b where {tenant:b.tenant_id} and b.user_id = u.user_id)",
);

struct Holder {
    partner: Id<Organization>,
    scope: Scope,
    ceiling: Scope,
}

/// What a change of members does to the people of each partner; partners without any effect are left out.
pub async fn effects(
    view: &mut View,
    group: Id<RoomGroup>,
    wanted: &MemberChange,
    now: Time,
) -> Result<Vec<Effect>, StoreError> {
    let rooms: Vec<Id<Room>> = wanted.add.union(&wanted.remove).copied().collect();
    if rooms.is_empty() {
        return Ok(Vec::new());
    }
    let mut scopes: BTreeMap<Id<ScopeKind>, Scope> = BTreeMap::new();
    for row in view.rows(Query::new(&SCOPE_ROOMS, values![rooms.clone()])).await? {
        if let Scope::Some { rooms, .. } = scopes.entry(row.get(0)?).or_insert(Scope::NOTHING) {
            rooms.insert(row.get(1)?);
        }
    }
    for row in view.rows(Query::new(&SCOPE_GROUPS, values![])).await? {
        if let Scope::Some { groups, .. } = scopes.entry(row.get(0)?).or_insert(Scope::NOTHING) {
            groups.insert(row.get(1)?);
        }
    }
    let mut groups_of: BTreeMap<Id<Room>, BTreeSet<Id<RoomGroup>>> = BTreeMap::new();
    for row in view.rows(Query::new(&GROUPS_OF, values![rooms.clone()])).await? {
        groups_of.entry(row.get(0)?).or_default().insert(row.get(1)?);
    }
    let (holders, names) = holders(view, &scopes, now).await?;
    let mut people: BTreeMap<Id<User>, Vec<&Holder>> = BTreeMap::new();
    for row in view.rows(Query::new(&PEOPLE, values![])).await? {
        if let Some(holder) = holders.get(&row.get::<Id<Assignment>>(0)?) {
            people.entry(row.get(1)?).or_default().push(holder);
        }
    }
    let mut counted: BTreeMap<Id<Organization>, Counted> = BTreeMap::new();
    for held in people.values() {
        let Some(first) = held.first() else { continue };
        let (mut gained, mut lost) = (Vec::new(), Vec::new());
        for room in &rooms {
            let before: Vec<_> = groups_of.get(room).into_iter().flatten().copied().collect();
            let mut after = before.clone();
            after.retain(|it| *it != group || !wanted.remove.contains(room));
            if wanted.add.contains(room) {
                after.push(group);
            }
            let sees = |groups: &[Id<RoomGroup>]| {
                held.iter().any(|h| h.scope.covers(*room, groups) && h.ceiling.covers(*room, groups))
            };
            match (sees(&before), sees(&after)) {
                (false, true) => gained.push(*room),
                (true, false) => lost.push(*room),
                _ => {}
            }
        }
        if gained.is_empty() && lost.is_empty() {
            continue;
        }
        let partner = counted.entry(first.partner).or_default();
        partner.gain += usize::from(!gained.is_empty());
        partner.lose += usize::from(!lost.is_empty());
        partner.gained.extend(gained);
        partner.lost.extend(lost);
    }
    let rooms = rooms_in_sight(view, rooms).await?;
    let of = |ids: &BTreeSet<Id<Room>>| rooms.iter().filter(|room| ids.contains(&room.id)).cloned().collect();
    let mut effects: Vec<_> = counted
        .into_iter()
        .map(|(partner, it)| Effect {
            partner,
            name: names.get(&partner).cloned().unwrap_or_default(),
            gain: it.gain,
            lose: it.lose,
            gained: of(&it.gained),
            lost: of(&it.lost),
        })
        .collect();
    effects.sort_by_cached_key(|effect| domain::text::key(&effect.name));
    Ok(effects)
}

type Holders = BTreeMap<Id<Assignment>, Holder>;
type Names = BTreeMap<Id<Organization>, String>;

async fn holders(
    view: &mut View,
    scopes: &BTreeMap<Id<ScopeKind>, Scope>,
    now: Time,
) -> Result<(Holders, Names), StoreError> {
    let scope = |id: Id<ScopeKind>, whole: bool| {
        if whole { Scope::All } else { scopes.get(&id).cloned().unwrap_or(Scope::NOTHING) }
    };
    let (mut holders, mut names) = (Holders::new(), Names::new());
    for row in view.rows(Query::new(&ASSIGNMENTS, values![])).await? {
        let (from, until): (Option<Time>, Option<Time>) = (row.get(7)?, row.get(8)?);
        if from.is_some_and(|from| from > now) || until.is_some_and(|until| until <= now) {
            continue;
        }
        let partner: Id<Organization> = row.get(1)?;
        names.insert(partner, row.get(2)?);
        let holder = Holder {
            partner,
            scope: scope(row.get(3)?, row.get(4)?),
            ceiling: scope(row.get(5)?, row.get(6)?),
        };
        holders.insert(row.get(0)?, holder);
    }
    Ok((holders, names))
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
     where {tenant:sg.tenant_id} and sg.group_id = $1 order by 1, 3, 2",
);

/// The scopes that name a group.
pub async fn uses(view: &mut View, group: Id<RoomGroup>) -> Result<Vec<ScopeUse>, StoreError> {
    let rows = view.rows(Query::new(&USES, values![group])).await?;
    rows.iter().map(|row| Ok(ScopeUse { kind: row.get(0)?, id: row.get(1)?, name: row.get(2)? })).collect()
}
