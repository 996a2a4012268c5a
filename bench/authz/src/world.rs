//! The world that is measured, and the questions asked of it: both drawn, always the same.
use rustc_hash::{FxHashMap, FxHashSet};

use crate::{
    limits::Limits,
    random::{Rng, Zipf},
};

pub const N_PERMS: u32 = 19;
pub const VIEW: u32 = 0;
pub const PAGE: usize = 50;
pub const N_HEALTH: usize = 4; // 0 healthy, 1 degraded, 2 unhealthy, 3 offline

/// Compressed rows: one flat array and offsets.
#[derive(Clone, Default)]
pub struct Csr {
    pub off: Vec<u32>,
    pub items: Vec<u32>,
}
impl Csr {
    pub fn from_pairs(n: usize, pairs: &[(u32, u32)]) -> Csr {
        let mut off = vec![0u32; n + 1];
        for &(k, _) in pairs {
            off[k as usize + 1] += 1;
        }
        for i in 0..n {
            off[i + 1] += off[i];
        }
        let mut cur = off.clone();
        let mut items = vec![0u32; pairs.len()];
        for &(k, v) in pairs {
            items[cur[k as usize] as usize] = v;
            cur[k as usize] += 1;
        }
        for i in 0..n {
            items[off[i] as usize..off[i + 1] as usize].sort_unstable();
        }
        Csr { off, items }
    }
    #[inline]
    pub fn row(&self, i: u32) -> &[u32] {
        &self.items[self.off[i as usize] as usize..self.off[i as usize + 1] as usize]
    }
}

#[derive(Clone, Debug)]
pub enum Scope {
    All,
    Groups(Vec<u32>),
    Rooms(Vec<u32>),
}
impl Scope {
    pub fn kind(&self) -> i32 {
        match self {
            Scope::All => 0,
            Scope::Groups(_) => 1,
            Scope::Rooms(_) => 2,
        }
    }
}
#[derive(Clone)]
pub struct Rel {
    pub partner: u32,
    pub customer: u32,
    pub active: bool,
    pub scope: Scope,
}
/// principal: user u is u, security group g is n_users + g.
#[derive(Clone)]
pub struct Assign {
    pub rel: u32,
    pub principal: u32,
    pub role: u32,
    pub scope: Scope,
}
pub struct World {
    pub label: &'static str,
    pub n_partners: usize,
    pub n_users: usize,
    pub n_sgroups: usize,
    /// rooms of customer c are room_start[c]..room_start[c+1]
    pub room_start: Vec<u32>,
    pub room_customer: Vec<u32>,
    pub room_name: Vec<String>,
    pub room_health: Vec<u8>,
    /// room -> room groups, and back
    pub room_groups: Csr,
    pub group_rooms: Csr,
    pub group_customer: Vec<u32>,
    /// room groups of customer c are group_start[c]..group_start[c+1]
    pub group_start: Vec<u32>,
    pub user_partner: Vec<u32>,
    /// user -> principals (itself and its security groups), sorted
    pub user_principals: Csr,
    pub roles: Vec<u32>,
    pub rels: Vec<Rel>,
    pub customer_rels: Csr,
    pub assigns: Vec<Assign>,
    /// Limits by assignment and by relationship, and blocked people by relationship; empty under the plain rule.
    pub assign_limits: FxHashMap<u32, Limits>,
    pub rel_limits: FxHashMap<u32, Limits>,
    pub blocks: FxHashSet<(u32, u32)>,
    /// Open tickets: one in every tenth room.
    pub tickets: Vec<Ticket>,
}

/// An open ticket of a room.
#[derive(Clone)]
pub struct Ticket {
    pub room: u32,
    /// 0 critical, 1 important, 2 warning, 3 recommended
    pub severity: u8,
    /// seconds after some moment
    pub opened: i64,
}

const CITY: [&str; 40] = [
    "Amsterdam",
    "Athens",
    "Berlin",
    "Bern",
    "Bologna",
    "Boston",
    "Bruges",
    "Cairo",
    "Chicago",
    "Cologne",
    "Dakar",
    "Delhi",
    "Dublin",
    "Geneva",
    "Ghent",
    "Hanoi",
    "Helsinki",
    "Jakarta",
    "Kyiv",
    "Lagos",
    "Lima",
    "Lisbon",
    "London",
    "Lyon",
    "Madrid",
    "Milan",
    "Munich",
    "Nairobi",
    "Oslo",
    "Paris",
    "Porto",
    "Prague",
    "Quito",
    "Riga",
    "Rome",
    "Seoul",
    "Tokyo",
    "Turin",
    "Vienna",
    "Zagreb",
];
const NOUN: [&str; 24] = [
    "Atlas", "Birch", "Canyon", "Delta", "Ember", "Fjord", "Garnet", "Harbor", "Iris", "Juniper", "Kepler",
    "Lagoon", "Maple", "Nova", "Onyx", "Prairie", "Quartz", "River", "Summit", "Tundra", "Umbra", "Vega",
    "Willow", "Zenith",
];

fn size_of(label: &str) -> (&'static str, usize, usize, usize) {
    match label {
        "S" => ("S", 20, 2_000, 50),
        "M" => ("M", 1_000, 100_000, 2_000),
        _ => ("L", 10_000, 1_000_000, 20_000),
    }
}

impl World {
    pub fn generate(label: &str) -> World {
        let (label, n_c, n_r, n_u) = size_of(label);
        let n_p = 50;
        let mut r = Rng(0xA117_0001 ^ n_r as u64);

        // rooms per customer: a few giants, the rest Pareto-like
        let mut size = vec![0usize; n_c];
        let (giants, giant) = match label {
            "S" => (1, 600),
            "M" => (2, 10_000),
            _ => (4, 20_000),
        };
        for s in size.iter_mut().take(giants) {
            *s = giant;
        }
        let rest = n_r - giants * giant;
        let w: Vec<f64> = (giants..n_c).map(|_| (1.0 / (1.0 - r.f() * 0.999)).powf(1.0 / 1.3)).collect();
        let tw: f64 = w.iter().sum();
        let mut given = 0;
        for (i, wi) in w.iter().enumerate() {
            let s = ((wi / tw * rest as f64) as usize).max(1);
            size[giants + i] = s;
            given += s;
        }
        let mut i = 0;
        while given != rest {
            let c = giants + i % (n_c - giants);
            if given < rest {
                size[c] += 1;
                given += 1;
            } else if size[c] > 1 {
                size[c] -= 1;
                given -= 1;
            }
            i += 1;
        }
        r.shuffle(&mut size);
        let mut room_start = vec![0u32];
        for s in &size {
            room_start.push(room_start[room_start.len() - 1] + *s as u32);
        }

        let mut room_customer = Vec::with_capacity(n_r);
        let mut room_name = Vec::with_capacity(n_r);
        let mut room_health = Vec::with_capacity(n_r);
        let mut group_start = vec![0u32];
        let mut group_customer = vec![];
        let mut rg: Vec<(u32, u32)> = vec![];
        for c in 0..n_c {
            let n = size[c];
            let ng = (n / 25).clamp(1, 400);
            let g0 = group_start[c];
            for _ in 0..ng {
                group_customer.push(c as u32);
            }
            group_start.push(g0 + ng as u32);
            let home = r.below(40);
            for k in 0..n {
                let room = room_customer.len() as u32;
                room_customer.push(c as u32);
                let city = if r.chance(0.6) { home } else { r.below(40) };
                room_name.push(format!(
                    "{} {}{}.{:02} {}",
                    CITY[city],
                    (b'A' + r.below(6) as u8) as char,
                    1 + r.below(12),
                    r.below(60),
                    NOUN[r.below(24)]
                ));
                let x = r.f();
                room_health.push(if x < 0.86 {
                    0
                } else if x < 0.93 {
                    1
                } else if x < 0.97 {
                    2
                } else {
                    3
                });
                let g = g0 + (k * ng / n) as u32;
                rg.push((room, g));
                if ng > 1 && r.chance(0.15) {
                    let g2 = g0 + r.below(ng) as u32;
                    if g2 != g {
                        rg.push((room, g2));
                    }
                }
            }
        }
        let n_groups = group_customer.len();
        let room_groups = Csr::from_pairs(n_r, &rg);
        let inv: Vec<(u32, u32)> = rg.iter().map(|&(a, b)| (b, a)).collect();
        let group_rooms = Csr::from_pairs(n_groups, &inv);
        drop((rg, inv));

        // users and security groups
        let uz = Zipf::new(n_p, 0.7);
        let mut user_partner: Vec<u32> = (0..n_u).map(|_| uz.draw(&mut r) as u32).collect();
        user_partner[0] = 0;
        let mut of_partner: Vec<Vec<u32>> = vec![vec![]; n_p];
        for (u, &p) in user_partner.iter().enumerate() {
            of_partner[p as usize].push(u as u32);
        }
        let mut sgroup_partner = vec![];
        let mut partner_sg: Vec<Vec<u32>> = vec![vec![]; n_p];
        let mut up: Vec<(u32, u32)> = (0..n_u as u32).map(|u| (u, u)).collect();
        for p in 0..n_p {
            let us = &of_partner[p];
            let n = 3 + us.len() / 20;
            for k in 0..n {
                let g = sgroup_partner.len() as u32;
                sgroup_partner.push(p as u32);
                partner_sg[p].push(g);
                let pr = n_u as u32 + g;
                match k {
                    0 => up.extend(us.iter().filter(|_| r.chance(0.30)).map(|&u| (u, pr))),
                    1 => up.extend(us.iter().filter(|_| r.chance(0.95)).map(|&u| (u, pr))),
                    _ => {
                        if !us.is_empty() {
                            let m = 4 + r.below(56).min(us.len());
                            let set: FxHashSet<u32> = (0..m).map(|_| us[r.below(us.len())]).collect();
                            let mut v: Vec<u32> = set.into_iter().collect();
                            v.sort_unstable();
                            up.extend(v.into_iter().map(|u| (u, pr)));
                        }
                    }
                }
            }
        }
        let user_principals = Csr::from_pairs(n_u, &up);

        // roles: built-in ones first; role 0 is view only
        let mut roles = vec![1u32 << VIEW];
        while roles.len() < 24 {
            let k = 2 + r.below(15);
            let mut m = if r.chance(0.92) { 1 << VIEW } else { 0 };
            for _ in 0..k {
                m |= 1 << r.below(N_PERMS as usize);
            }
            roles.push(m);
        }

        // relationships and assignments
        let pz = Zipf::new(n_p, 1.1);
        let mut rels: Vec<Rel> = vec![];
        let mut assigns: Vec<Assign> = vec![];
        let mut cr: Vec<(u32, u32)> = vec![];
        for c in 0..n_c {
            let p1 = pz.draw(&mut r) as u32;
            let mut ps = vec![p1];
            if r.chance(0.12) {
                let p2 = pz.draw(&mut r) as u32;
                if p2 != p1 {
                    ps.push(p2);
                }
            }
            for p in ps {
                let rel = rels.len() as u32;
                let scope = pick_scope(&mut r, c, &room_start, &group_start, 0.6, 0.3, 0.3, 0.8, 200);
                rels.push(Rel { partner: p, customer: c as u32, active: r.chance(0.94), scope });
                cr.push((c as u32, rel));
                let gs = &partner_sg[p as usize];
                let pr = |g: u32| n_u as u32 + g;
                if r.chance(0.8) {
                    let role = r.below(24) as u32;
                    let scope = pick_scope(&mut r, c, &room_start, &group_start, 0.85, 0.15, 0.1, 0.5, 20);
                    assigns.push(Assign { rel, principal: pr(gs[0]), role, scope });
                }
                if r.chance(0.05) {
                    assigns.push(Assign { rel, principal: pr(gs[1]), role: 0, scope: Scope::All });
                }
                for _ in 0..1 + r.below(3) {
                    if gs.len() > 2 {
                        let g = gs[2 + r.below(gs.len() - 2)];
                        let role = r.below(24) as u32;
                        let scope = pick_scope(&mut r, c, &room_start, &group_start, 0.6, 0.3, 0.05, 0.4, 20);
                        assigns.push(Assign { rel, principal: pr(g), role, scope });
                    }
                }
                let us = &of_partner[p as usize];
                if !us.is_empty() {
                    for _ in 0..r.below(3) {
                        let u = us[r.below(us.len())];
                        let role = r.below(24) as u32;
                        let scope = pick_scope(&mut r, c, &room_start, &group_start, 0.4, 0.3, 0.02, 0.3, 10);
                        assigns.push(Assign { rel, principal: u, role, scope });
                    }
                }
            }
        }
        let customer_rels = Csr::from_pairs(n_c, &cr);

        World {
            label,
            n_partners: n_p,
            n_users: n_u,
            n_sgroups: sgroup_partner.len(),
            room_start,
            room_customer,
            room_name,
            room_health,
            room_groups,
            group_rooms,
            group_customer,
            group_start,
            user_partner,
            user_principals,
            roles,
            rels,
            customer_rels,
            assigns,
            assign_limits: FxHashMap::default(),
            rel_limits: FxHashMap::default(),
            blocks: FxHashSet::default(),
            tickets: draw_tickets(n_r),
        }
    }

    pub fn n_rooms(&self) -> usize {
        self.room_customer.len()
    }
    pub fn n_customers(&self) -> usize {
        self.room_start.len() - 1
    }
    pub fn mask(&self, a: &Assign) -> u32 {
        self.roles[a.role as usize]
    }
}

/// A draw of its own, so that the rest of the world stays as it is.
fn draw_tickets(rooms: usize) -> Vec<Ticket> {
    let mut r = Rng(0x71C8);
    let ticket = |at: usize| Ticket {
        room: (at * 10 + r.below(10)) as u32,
        severity: r.below(4) as u8,
        opened: r.below(365 * 86_400) as i64,
    };
    (0..rooms / 10).map(ticket).collect()
}

#[allow(clippy::too_many_arguments)]
fn pick_scope(
    r: &mut Rng,
    c: usize,
    room_start: &[u32],
    group_start: &[u32],
    p_all: f64,
    p_groups: f64,
    lo: f64,
    hi: f64,
    max_rooms: usize,
) -> Scope {
    let x = r.f();
    if x < p_all {
        return Scope::All;
    }
    if x < p_all + p_groups {
        let frac = lo + r.f() * (hi - lo);
        let mut v: Vec<u32> = (group_start[c]..group_start[c + 1]).filter(|_| r.chance(frac)).collect();
        if v.is_empty() {
            v.push(group_start[c] + r.below((group_start[c + 1] - group_start[c]) as usize) as u32);
        }
        return Scope::Groups(v);
    }
    let n = (room_start[c + 1] - room_start[c]) as usize;
    let k = 1 + r.below(max_rooms.min((n / 5).max(1)));
    let mut v: Vec<u32> = (0..k).map(|_| room_start[c] + r.below(n) as u32).collect();
    v.sort_unstable();
    v.dedup();
    Scope::Rooms(v)
}
