//! The questions asked of a world.

use crate::{
    random::{Rng, Zipf},
    world::{Csr, N_HEALTH, N_PERMS, Scope, VIEW, World},
};

#[derive(Clone, Copy, Debug)]
pub struct Check {
    pub user: u32,
    pub perm: u32,
    pub room: u32,
}
#[derive(Clone, Copy, Debug)]
pub struct List {
    pub user: u32,
    pub health: Option<u8>,
    /// continue after this room (its name and id)
    pub after: Option<u32>,
}

impl World {
    fn user_order(&self) -> Vec<u32> {
        let mut o: Vec<u32> = (0..self.n_users as u32).collect();
        Rng(77).shuffle(&mut o);
        o
    }

    pub fn checks(&self, n: usize) -> Vec<Check> {
        let mut r = Rng(4242);
        let order = self.user_order();
        let uz = Zipf::new(self.n_users, 0.8);
        let mut prels: Vec<Vec<u32>> = vec![vec![]; self.n_partners];
        for (i, rel) in self.rels.iter().enumerate() {
            prels[rel.partner as usize].push(i as u32);
        }
        let mut by_principal: Vec<(u32, u32)> = vec![];
        for (i, a) in self.assigns.iter().enumerate() {
            by_principal.push((a.principal, i as u32));
        }
        let by_principal = Csr::from_pairs(self.n_users + self.n_sgroups, &by_principal);
        (0..n)
            .map(|_| {
                let user = order[uz.draw(&mut r)];
                let perm = if r.chance(0.5) { VIEW } else { r.below(N_PERMS as usize) as u32 };
                let x = r.f();
                let mut room = r.below(self.n_rooms()) as u32;
                if x < 0.45 {
                    let prs = self.user_principals.row(user);
                    let p = prs[r.below(prs.len())];
                    let asg = by_principal.row(p);
                    if !asg.is_empty() {
                        let a = &self.assigns[asg[r.below(asg.len())] as usize];
                        let c = self.rels[a.rel as usize].customer as usize;
                        room = match &a.scope {
                            Scope::Rooms(v) => v[r.below(v.len())],
                            Scope::Groups(v) => {
                                let g = self.group_rooms.row(v[r.below(v.len())]);
                                if g.is_empty() { room } else { g[r.below(g.len())] }
                            }
                            Scope::All => {
                                self.room_start[c]
                                    + r.below((self.room_start[c + 1] - self.room_start[c]) as usize) as u32
                            }
                        };
                    }
                } else if x < 0.9 {
                    let pr = &prels[self.user_partner[user as usize] as usize];
                    if !pr.is_empty() {
                        let c = self.rels[pr[r.below(pr.len())] as usize].customer as usize;
                        room = self.room_start[c]
                            + r.below((self.room_start[c + 1] - self.room_start[c]) as usize) as u32;
                    }
                }
                Check { user, perm, room }
            })
            .collect()
    }

    pub fn lists(&self, n: usize) -> Vec<List> {
        let mut r = Rng(999);
        let order = self.user_order();
        let uz = Zipf::new(self.n_users, 0.8);
        (0..n)
            .map(|_| List {
                user: order[uz.draw(&mut r)],
                health: if r.chance(0.5) { Some(r.below(N_HEALTH) as u8) } else { None },
                after: if r.chance(0.25) { Some(r.below(self.n_rooms()) as u32) } else { None },
            })
            .collect()
    }
}
