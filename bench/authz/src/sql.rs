//! The same schema and the same SQL on SQLite and PostgreSQL.
//! $1.. are parameters; SQLite gets them as ?1..
use crate::world::*;

pub const TABLES: &[(&str, &str)] = &[
    (
        "room",
        "id integer primary key, customer_id integer not null, name text not null, health integer not null",
    ),
    (
        "room_group_member",
        "group_id integer not null, room_id integer not null, primary key (group_id, room_id)",
    ),
    ("app_user", "id integer primary key, partner_id integer not null"),
    (
        "user_principal",
        "user_id integer not null, principal_id integer not null, primary key (user_id, principal_id)",
    ),
    (
        "relationship",
        "id integer primary key, partner_id integer not null, customer_id integer not null, active integer not null, scope_kind integer not null",
    ),
    (
        "relationship_group",
        "rel_id integer not null, group_id integer not null, primary key (rel_id, group_id)",
    ),
    ("relationship_room", "rel_id integer not null, room_id integer not null, primary key (rel_id, room_id)"),
    (
        "assignment",
        "id integer primary key, rel_id integer not null, principal_id integer not null, perms integer not null, scope_kind integer not null",
    ),
    (
        "assignment_group",
        "assignment_id integer not null, group_id integer not null, primary key (assignment_id, group_id)",
    ),
    (
        "assignment_room",
        "assignment_id integer not null, room_id integer not null, primary key (assignment_id, room_id)",
    ),
    (
        "ticket",
        "id integer primary key, customer_id integer not null, room_id integer not null, severity integer not null, opened integer not null",
    ),
];
/// What the full rule needs beside; `of` is 0 for a relationship and 1 for an assignment.
pub const LIMIT_TABLES: &[(&str, &str)] = &[
    ("period", "assignment_id integer primary key, starts integer, ends integer"),
    (
        "left_out_room",
        "of integer not null, id integer not null, room_id integer not null, primary key (of, id, room_id)",
    ),
    (
        "left_out_group",
        "of integer not null, id integer not null, group_id integer not null, primary key (of, id, group_id)",
    ),
    ("block", "rel_id integer not null, user_id integer not null, primary key (rel_id, user_id)"),
];
pub const INDEXES: &[&str] = &[
    "create index room_name on room (name, id)",
    "create index room_health_name on room (health, name, id)",
    "create index room_customer on room (customer_id, health)",
    "create index rgm_room on room_group_member (room_id, group_id)",
    "create index rel_customer on relationship (customer_id)",
    "create index asg_rel on assignment (rel_id)",
    "create index asg_principal on assignment (principal_id)",
    "create index up_principal on user_principal (principal_id)",
    "create index ticket_opened on ticket (opened desc, id desc)",
    "create index ticket_customer on ticket (customer_id)",
    "create index ticket_room on ticket (room_id)",
];

/// Every row of the tables of limits; none stands for null.
pub fn limit_rows(world: &World, table: &str, mut put: impl FnMut(&[Option<i64>])) {
    let limits = [(0, &world.rel_limits), (1, &world.assign_limits)];
    match table {
        "period" => world
            .assign_limits
            .iter()
            .filter(|(_, it)| it.from.is_some() || it.until.is_some())
            .for_each(|(at, it)| put(&[Some(i64::from(*at)), it.from, it.until])),
        "block" => {
            world.blocks.iter().for_each(|(rel, user)| put(&[Some(i64::from(*rel)), Some(i64::from(*user))]))
        }
        _ => {
            for (of, limits) in limits {
                for (at, limits) in limits {
                    let named = if table == "left_out_room" { &limits.but_rooms } else { &limits.but_groups };
                    for id in named {
                        put(&[Some(of), Some(i64::from(*at)), Some(i64::from(*id))]);
                    }
                }
            }
        }
    }
}

/// Every row of every table, in table order.
pub fn rows(d: &World, table: &str, mut f: impl FnMut(&[i64], Option<&str>)) {
    let scope_rows = |which: u8, f: &mut dyn FnMut(&[i64], Option<&str>)| {
        let mut put = |i: usize, s: &Scope, k: u8| match (s, k) {
            (Scope::Groups(v), 1) | (Scope::Rooms(v), 2) => {
                v.iter().for_each(|&x| f(&[i as i64, x as i64], None))
            }
            _ => {}
        };
        if which < 10 {
            d.rels.iter().enumerate().for_each(|(i, r)| put(i, &r.scope, which));
        } else {
            d.assigns.iter().enumerate().for_each(|(i, a)| put(i, &a.scope, which - 10));
        }
    };
    match table {
        "room" => (0..d.n_rooms()).for_each(|i| {
            f(&[i as i64, d.room_customer[i] as i64, d.room_health[i] as i64], Some(&d.room_name[i]))
        }),
        "room_group_member" => (0..d.group_customer.len() as u32)
            .for_each(|g| d.group_rooms.row(g).iter().for_each(|&r| f(&[g as i64, r as i64], None))),
        "app_user" => (0..d.n_users).for_each(|u| f(&[u as i64, d.user_partner[u] as i64], None)),
        "user_principal" => (0..d.n_users as u32)
            .for_each(|u| d.user_principals.row(u).iter().for_each(|&p| f(&[u as i64, p as i64], None))),
        "relationship" => d.rels.iter().enumerate().for_each(|(i, r)| {
            f(&[i as i64, r.partner as i64, r.customer as i64, r.active as i64, r.scope.kind() as i64], None)
        }),
        "relationship_group" => scope_rows(1, &mut f),
        "relationship_room" => scope_rows(2, &mut f),
        "assignment" => d.assigns.iter().enumerate().for_each(|(i, a)| {
            f(&[i as i64, a.rel as i64, a.principal as i64, d.mask(a) as i64, a.scope.kind() as i64], None)
        }),
        "assignment_group" => scope_rows(11, &mut f),
        "assignment_room" => scope_rows(12, &mut f),
        "ticket" => d.tickets.iter().enumerate().for_each(|(i, t)| {
            let customer = d.room_customer[t.room as usize];
            f(&[i as i64, customer as i64, t.room as i64, t.severity as i64, t.opened], None)
        }),
        _ => panic!("table {table}"),
    }
}

// $1 user, $2 permission bit
const WHOLE: &str = "select rel.customer_id from user_principal up join assignment a on a.principal_id = up.principal_id
 join relationship rel on rel.id = a.rel_id
 where up.user_id = {U} and (a.perms & {P}) <> 0 and a.scope_kind = 0 and rel.active = 1 and rel.scope_kind = 0";
const FROM: &str = "from user_principal up join assignment a on a.principal_id = up.principal_id join relationship rel on rel.id = a.rel_id";
fn part() -> String {
    let base = "up.user_id = {U} and (a.perms & {P}) <> 0 and rel.active = 1";
    let rel_ok = |room: &str| {
        format!(
            "(rel.scope_kind = 0
   or (rel.scope_kind = 1 and exists (select 1 from relationship_group rg join room_group_member m2 on m2.group_id = rg.group_id where rg.rel_id = rel.id and m2.room_id = {room}))
   or (rel.scope_kind = 2 and exists (select 1 from relationship_room rr where rr.rel_id = rel.id and rr.room_id = {room})))"
        )
    };
    format!(
        "select m.room_id {FROM} join assignment_group ag on ag.assignment_id = a.id join room_group_member m on m.group_id = ag.group_id
 where {base} and a.scope_kind = 1 and {}
union all select ar.room_id {FROM} join assignment_room ar on ar.assignment_id = a.id where {base} and a.scope_kind = 2 and {}
union all select m.room_id {FROM} join relationship_group rg on rg.rel_id = rel.id join room_group_member m on m.group_id = rg.group_id
 where {base} and a.scope_kind = 0 and rel.scope_kind = 1
union all select rr.room_id {FROM} join relationship_room rr on rr.rel_id = rel.id where {base} and a.scope_kind = 0 and rel.scope_kind = 2",
        rel_ok("m.room_id"),
        rel_ok("ar.room_id")
    )
}
fn fill(s: &str, u: &str, p: &str) -> String {
    s.replace("{U}", u).replace("{P}", p)
}

/// $1 user, $2 permission bit, $3 room
pub fn check() -> String {
    "select exists (select 1 from room r
 join relationship rel on rel.customer_id = r.customer_id and rel.active = 1
 join assignment a on a.rel_id = rel.id and (a.perms & $2) <> 0
 join user_principal up on up.principal_id = a.principal_id and up.user_id = $1
 where r.id = $3
 and (rel.scope_kind = 0
   or (rel.scope_kind = 1 and exists (select 1 from relationship_group g join room_group_member m on m.group_id = g.group_id where g.rel_id = rel.id and m.room_id = r.id))
   or (rel.scope_kind = 2 and exists (select 1 from relationship_room x where x.rel_id = rel.id and x.room_id = r.id)))
 and (a.scope_kind = 0
   or (a.scope_kind = 1 and exists (select 1 from assignment_group g join room_group_member m on m.group_id = g.group_id where g.assignment_id = a.id and m.room_id = r.id))
   or (a.scope_kind = 2 and exists (select 1 from assignment_room x where x.assignment_id = a.id and x.room_id = r.id))))"
        .into()
}

/// $1 user, $2 permission bit, $3 room, $4 moment
pub fn check_with_limits() -> String {
    let kept = |of: u32, id: &str| {
        format!(
            " and not exists (select 1 from left_out_room x where x.of = {of} and x.id = {id} and x.room_id = r.id)
 and not exists (select 1 from left_out_group x join room_group_member m on m.group_id = x.group_id where x.of = {of} and x.id = {id} and m.room_id = r.id)"
        )
    };
    let plain = check();
    let open = plain.strip_suffix(')').unwrap_or(&plain);
    format!(
        "{open}{}{} and not exists (select 1 from block b where b.rel_id = rel.id and b.user_id = $1)
 and not exists (select 1 from period p where p.assignment_id = a.id and (p.starts > $4 or p.ends <= $4)))",
        kept(0, "rel.id"),
        kept(1, "a.id")
    )
}

/// What a row-level policy on `room` says, as a predicate on room columns.
pub fn policy(u: &str, p: &str, room: &str, customer: &str) -> String {
    format!("({customer} in ({}) or {room} in ({}))", fill(WHOLE, u, p), fill(&part(), u, p))
}

#[derive(Clone, Copy, PartialEq, Debug)]
pub enum Form {
    /// walk the sort index and test each row
    Walk,
    /// collect what is visible, then sort
    Collect,
    /// walk the sort index and run the whole check for each row (a correlated EXISTS)
    Exists,
}

/// The check as a predicate on a row's room and customer columns; $1 user, $2 permission bit.
fn row_check(room: &str, customer: &str) -> String {
    format!(
        "exists (select 1 from relationship rel
 join assignment a on a.rel_id = rel.id and (a.perms & $2) <> 0
 join user_principal up on up.principal_id = a.principal_id and up.user_id = $1
 where rel.customer_id = {customer} and rel.active = 1
 and (rel.scope_kind = 0
   or (rel.scope_kind = 1 and exists (select 1 from relationship_group g join room_group_member m on m.group_id = g.group_id where g.rel_id = rel.id and m.room_id = {room}))
   or (rel.scope_kind = 2 and exists (select 1 from relationship_room x where x.rel_id = rel.id and x.room_id = {room})))
 and (a.scope_kind = 0
   or (a.scope_kind = 1 and exists (select 1 from assignment_group g join room_group_member m on m.group_id = g.group_id where g.assignment_id = a.id and m.room_id = {room}))
   or (a.scope_kind = 2 and exists (select 1 from assignment_room x where x.assignment_id = a.id and x.room_id = {room}))))"
    )
}

/// $1 user, $2 permission bit, then health if any, then name and id to continue after if any
pub fn list(form: Form, health: bool, after: bool) -> String {
    let mut cond = String::new();
    let mut k = 3;
    if health {
        cond += &format!(" and v.health = ${k}");
        k += 1;
    }
    if after {
        cond += &format!(" and (v.name, v.id) > (${k}, ${})", k + 1);
    }
    match form {
        Form::Walk => format!(
            "select v.id, v.name, v.health from room v where {}{cond} order by v.name, v.id limit 50",
            policy("$1", "$2", "v.id", "v.customer_id")
        ),
        Form::Exists => format!(
            "select v.id, v.name, v.health from room v where {}{cond} order by v.name, v.id limit 50",
            row_check("v.id", "v.customer_id")
        ),
        Form::Collect => format!(
            "select v.id, v.name, v.health from (select r.id, r.name, r.health from room r where r.customer_id in ({}) union select r.id, r.name, r.health from room r where r.id in ({})) v where 1 = 1{cond} order by v.name, v.id limit 50",
            fill(WHOLE, "$1", "$2"),
            fill(&part(), "$1", "$2")
        ),
    }
}
pub fn count(form: Form) -> String {
    match form {
        Form::Walk => format!(
            "select v.health, count(*) from room v where {} group by v.health",
            policy("$1", "$2", "v.id", "v.customer_id")
        ),
        Form::Exists => format!(
            "select v.health, count(*) from room v where {} group by v.health",
            row_check("v.id", "v.customer_id")
        ),
        Form::Collect => format!(
            "select v.health, count(*) from (select r.id, r.health from room r where r.customer_id in ({}) union select r.id, r.health from room r where r.id in ({})) v group by v.health",
            fill(WHOLE, "$1", "$2"),
            fill(&part(), "$1", "$2")
        ),
    }
}

/// The open tickets in sight, as far as a form has to say; $1 user, $2 permission bit
fn tickets(form: Form, columns: &str) -> String {
    match form {
        Form::Walk => {
            format!("ticket v where {}", policy("$1", "$2", "v.room_id", "v.customer_id"))
        }
        Form::Exists => format!("ticket v where {}", row_check("v.room_id", "v.customer_id")),
        Form::Collect => format!(
            "(select {columns} from ticket t where t.customer_id in ({}) union select {columns} from ticket t where t.room_id in ({})) v",
            fill(WHOLE, "$1", "$2"),
            fill(&part(), "$1", "$2")
        ),
    }
}

/// The newest open tickets in sight; $1 user, $2 permission bit
pub fn newest(form: Form) -> String {
    format!(
        "select v.id from {} order by v.opened desc, v.id desc limit {PAGE}",
        tickets(form, "t.id, t.opened")
    )
}

/// How many open tickets are in sight; $1 user, $2 permission bit
pub fn total(form: Form) -> String {
    format!("select count(*) from {}", tickets(form, "t.id"))
}
