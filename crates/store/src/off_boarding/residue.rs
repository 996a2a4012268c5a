//! What of a partner is left in a customer although no right is: read before everything is ended, and for the record of it.
//!
//! Invariant: both readings are one text. What the partner added is known by what the thing itself remembers, else by the audit log.

use domain::{
    id::{Id, Organization},
    off_boarding::ResidueKind,
    subscription::SubscriptionStatus,
    time::Time,
};

use crate::{
    change::Change,
    error::StoreError,
    facts::word,
    sql::{Fetch, Query, Read},
    value::{Row, Value},
    values,
    view::View,
};

/// How many things of a kind are named; all of them are counted.
pub const NAMED: usize = 100;

/// Something that is left.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Residue {
    /// What.
    pub kind: ResidueKind,
    /// How many, at least one.
    pub count: i64,
    /// When the last of them came about, or ends; where that says something.
    pub last_at: Option<Time>,
    /// What they are called, where they are called anything; the first [`NAMED`] by name.
    pub names: Vec<String>,
}

/// Declares the two doors of one statement: its columns and tables, the column of the customer, and the rest. Each row has how many there
/// are, the last moment, and a name or an empty text.
macro_rules! left {
    ($fetch:ident, $read:ident, $select:literal, $tenant:literal, $rest:literal) => {
        const $fetch: Fetch = Fetch::new(concat!($select, " where ", $tenant, " = {target} and ", $rest));
        const $read: Read = Read::new(concat!($select, " where {tenant:", $tenant, "} and ", $rest));
    };
}

left!(
    FETCH_ENROLMENT_KEY,
    ENROLMENT_KEY,
    "select count(*), max(e.at), '' from audit_events e join enrolment_keys k on k.tenant_id = e.tenant_id",
    "e.tenant_id",
    "e.kind = 'key.downloaded' and e.actor_tenant_id = $1 and e.result = 'Successful' and e.at >= k.created_at"
);
left!(
    FETCH_COPIES,
    COPIES,
    "select count(*), max(e.at), '' from audit_events e",
    "e.tenant_id",
    "e.category = 'Export' and e.actor_tenant_id = $1 and e.result = 'Successful'"
);
left!(
    FETCH_SUPPRESSIONS,
    SUPPRESSIONS,
    "select count(*), max(s.ends_at), '' from suppressions s",
    "s.tenant_id",
    "s.owner_tenant_id = $1 and s.ends_at > $2"
);
left!(
    FETCH_MAINTENANCE_WINDOWS,
    MAINTENANCE_WINDOWS,
    "select count(*), max(w.ends_at), '' from maintenance_windows w",
    "w.tenant_id",
    "w.owner_tenant_id = $1 and w.ends_at > $2"
);
left!(
    FETCH_RUNNING_JOBS,
    RUNNING_JOBS,
    "select count(*), max(j.started_at), '' from room_jobs j",
    "j.tenant_id",
    "j.owner_tenant_id = $1 and j.state = 'running'"
);
left!(
    FETCH_ROLLOUTS,
    ROLLOUTS,
    "select count(*), max(o.began_at), '' from rollouts o",
    "o.tenant_id",
    "o.owner_tenant_id = $1 and o.ended_at is null"
);
left!(
    FETCH_ROOMS,
    ROOMS,
    "select count(*) over (), max(e.at) over (), r.name from rooms r \
     join audit_events e on e.tenant_id = r.tenant_id and e.subject_id = r.room_id",
    "r.tenant_id",
    "e.actor_tenant_id = $1 and e.kind = 'room.created' and e.result = 'Successful' \
     order by r.name_key, r.room_id limit 100"
);
left!(
    FETCH_ROOM_GROUPS,
    ROOM_GROUPS,
    "select count(*) over (), max(e.at) over (), g.name from room_groups g \
     join audit_events e on e.tenant_id = g.tenant_id and e.subject_id = g.group_id",
    "g.tenant_id",
    "e.actor_tenant_id = $1 and e.kind = 'group.created' and e.result = 'Successful' \
     order by g.name_key, g.group_id limit 100"
);
left!(
    FETCH_PEOPLE,
    PEOPLE,
    "select count(*) over (), max(u.created_at) over (), u.upn from users u",
    "u.tenant_id",
    "(u.unconfirmed_by = $1 or u.user_id in (select e.subject_id from audit_events e where e.tenant_id = u.tenant_id \
     and e.actor_tenant_id = $1 and e.kind = 'user.created' and e.result = 'Successful')) order by u.upn limit 100"
);
left!(
    FETCH_CHANGED_PEOPLE,
    CHANGED_PEOPLE,
    "select count(*) over (), max(c.last_at) over (), c.upn from (select u.tenant_id, u.upn, \
     (select max(e.at) from audit_events e where e.tenant_id = u.tenant_id and e.subject_id = u.user_id and e.actor_tenant_id = $1 \
     and e.kind in ('user.edited', 'user.enabled', 'user.disabled') and e.result = 'Successful') as last_at from users u \
     where (u.unconfirmed_by is null or u.unconfirmed_by <> $1) and not exists (select 1 from audit_events m \
     where m.tenant_id = u.tenant_id and m.actor_tenant_id = $1 and m.kind = 'user.created' and m.subject_id = u.user_id \
     and m.result = 'Successful')) c",
    "c.tenant_id",
    "c.last_at is not null order by c.upn limit 100"
);
left!(
    FETCH_GROUP_MEMBERS,
    GROUP_MEMBERS,
    "select count(*) over (), max(m.added_at) over (), g.name || ': ' || coalesce(u.upn, i.name, '') from security_group_members m \
     join security_groups g on g.tenant_id = m.tenant_id and g.group_id = m.group_id \
     left join users u on u.tenant_id = m.tenant_id and u.user_id = m.member_id \
     left join security_groups i on i.tenant_id = m.tenant_id and i.group_id = m.member_id",
    "m.tenant_id",
    "m.added_by = $1 and not exists (select 1 from audit_events e where e.tenant_id = g.tenant_id and e.actor_tenant_id = $1 \
     and e.kind = 'security_group.created' and e.subject_id = g.group_id and e.result = 'Successful') \
     order by g.name_key, g.group_id, m.member_id limit 100"
);
left!(
    FETCH_RESOURCES,
    RESOURCES,
    "select count(*) over (), max(x.created_at) over (), s.name || ': ' || x.name from subscription_resources x \
     join subscriptions s on s.tenant_id = x.tenant_id and s.subscription_id = x.subscription_id \
     join audit_events e on e.tenant_id = x.tenant_id and e.subject_id = x.resource_id",
    "x.tenant_id",
    "e.actor_tenant_id = $1 and e.kind = 'subscription.resource_created' and e.result = 'Successful' \
     order by s.name_key, x.name_key, x.resource_id limit 100"
);
left!(
    FETCH_LICENCES,
    LICENCES,
    "select count(*) over (), max(n.assigned_at) over (), s.name || ': ' || u.upn from subscription_seats n \
     join subscriptions s on s.tenant_id = n.tenant_id and s.subscription_id = n.subscription_id \
     join users u on u.tenant_id = n.tenant_id and u.user_id = n.user_id",
    "n.tenant_id",
    "n.assigned_by = $1 order by s.name_key, s.subscription_id, u.upn limit 100"
);
left!(
    FETCH_GROUPS,
    GROUPS,
    "select count(*) over (), max(e.at) over (), g.name from security_groups g \
     join audit_events e on e.tenant_id = g.tenant_id and e.subject_id = g.group_id",
    "g.tenant_id",
    "e.actor_tenant_id = $1 and e.kind = 'security_group.created' and e.result = 'Successful' \
     order by g.name_key, g.group_id limit 100"
);
left!(
    FETCH_DEVICES,
    DEVICES,
    "select count(*) over (), max(d.added_at) over (), \
     case when d.serial_number <> '' then d.serial_number else d.product_key end from autopilot_devices d",
    "d.tenant_id",
    "d.added_by = $1 order by d.serial_key, d.device_id limit 100"
);
left!(
    FETCH_PROFILES,
    PROFILES,
    "select count(*) over (), max(e.at) over (), p.name from autopilot_profiles p \
     join audit_events e on e.tenant_id = p.tenant_id and e.subject_id = p.profile_id",
    "p.tenant_id",
    "e.actor_tenant_id = $1 and e.kind = 'autopilot.profile_created' and e.result = 'Successful' \
     order by p.name_key, p.profile_id limit 100"
);
// Whether a subscription runs is a matter of the moment: these rows are gone through one by one.
left!(
    FETCH_SUBSCRIPTIONS,
    SUBSCRIPTIONS,
    "select s.created_at, s.name, s.status, s.starts_at, s.ends_at from subscriptions s",
    "s.tenant_id",
    "s.provisioned_by = $1 and s.status <> 'deleted' order by s.name_key, s.subscription_id"
);

/// The doors of a kind, and whether its statement looks at the moment.
const fn doors(kind: ResidueKind) -> (&'static Fetch, &'static Read, bool) {
    match kind {
        ResidueKind::EnrolmentKey => (&FETCH_ENROLMENT_KEY, &ENROLMENT_KEY, false),
        ResidueKind::Copies => (&FETCH_COPIES, &COPIES, false),
        ResidueKind::Suppressions => (&FETCH_SUPPRESSIONS, &SUPPRESSIONS, true),
        ResidueKind::MaintenanceWindows => (&FETCH_MAINTENANCE_WINDOWS, &MAINTENANCE_WINDOWS, true),
        ResidueKind::RunningJobs => (&FETCH_RUNNING_JOBS, &RUNNING_JOBS, false),
        ResidueKind::Rollouts => (&FETCH_ROLLOUTS, &ROLLOUTS, false),
        ResidueKind::Rooms => (&FETCH_ROOMS, &ROOMS, false),
        ResidueKind::RoomGroups => (&FETCH_ROOM_GROUPS, &ROOM_GROUPS, false),
        ResidueKind::Subscriptions => (&FETCH_SUBSCRIPTIONS, &SUBSCRIPTIONS, false),
        ResidueKind::Resources => (&FETCH_RESOURCES, &RESOURCES, false),
        ResidueKind::Licences => (&FETCH_LICENCES, &LICENCES, false),
        ResidueKind::People => (&FETCH_PEOPLE, &PEOPLE, false),
        ResidueKind::ChangedPeople => (&FETCH_CHANGED_PEOPLE, &CHANGED_PEOPLE, false),
        ResidueKind::Groups => (&FETCH_GROUPS, &GROUPS, false),
        ResidueKind::GroupMembers => (&FETCH_GROUP_MEMBERS, &GROUP_MEMBERS, false),
        ResidueKind::AutopilotDevices => (&FETCH_DEVICES, &DEVICES, false),
        ResidueKind::AutopilotProfiles => (&FETCH_PROFILES, &PROFILES, false),
    }
}

fn bound(partner: Id<Organization>, now: Time, looks_at_now: bool) -> Vec<Value> {
    if looks_at_now { values![partner, now] } else { values![partner] }
}

fn read(kind: ResidueKind, rows: &[Row], now: Time) -> Result<Option<Residue>, StoreError> {
    if kind == ResidueKind::Subscriptions {
        return running(rows, now);
    }
    let Some(first) = rows.first() else { return Ok(None) };
    let (count, last_at) = (first.get(0)?, first.get(1)?);
    let names = rows.iter().map(|row| row.get(2)).collect::<Result<Vec<String>, _>>()?;
    let names = names.into_iter().filter(|name| !name.is_empty()).collect();
    Ok((count > 0).then_some(Residue { kind, count, last_at, names }))
}

fn running(rows: &[Row], now: Time) -> Result<Option<Residue>, StoreError> {
    let (mut count, mut last_at, mut names) = (0, None, Vec::new());
    for row in rows {
        let status = word(row, 2, SubscriptionStatus::from_key)?;
        if status.at(now, row.get(3)?, row.get(4)?).is_running() {
            count += 1;
            last_at = last_at.max(Some(row.get(0)?));
            names.push(row.get(1)?);
        }
    }
    names.truncate(NAMED);
    Ok((count > 0).then_some(Residue { kind: ResidueKind::Subscriptions, count, last_at, names }))
}

/// What of a partner is left in the change's organization, kind by kind.
pub async fn fetch(change: &mut Change, partner: Id<Organization>) -> Result<Vec<Residue>, StoreError> {
    let now = change.now();
    let mut found = Vec::new();
    for kind in ResidueKind::ALL.iter().copied() {
        let (door, _, looks_at_now) = doors(kind);
        let rows = change.rows(door, bound(partner, now, looks_at_now)).await?;
        found.extend(read(kind, &rows, now)?);
    }
    Ok(found)
}

/// What of a partner would be left in the organization in sight, kind by kind.
pub async fn of_partner(
    view: &mut View,
    partner: Id<Organization>,
    now: Time,
) -> Result<Vec<Residue>, StoreError> {
    let mut found = Vec::new();
    for kind in ResidueKind::ALL.iter().copied() {
        let (_, door, looks_at_now) = doors(kind);
        let rows = view.rows(Query::new(door, bound(partner, now, looks_at_now))).await?;
        found.extend(read(kind, &rows, now)?);
    }
    Ok(found)
}
