//! What the full rule knows beside the plain one: periods, exclusions, blocks.

use crate::{random::Rng, world::World};

/// The moment of every question.
pub const NOW: i64 = 1_000_000;

/// What the full rule knows beside the plain one: a period, and rooms and groups left out of a scope.
#[derive(Clone, Default)]
pub struct Limits {
    pub from: Option<i64>,
    pub until: Option<i64>,
    pub but_groups: Vec<u32>,
    pub but_rooms: Vec<u32>,
}
impl World {
    /// The same world with periods for a third of the assignments, exclusions in a fifth of the scopes, and one
    /// person in a hundred blocked at each customer.
    pub fn with_limits(mut self) -> World {
        let mut r = Rng(0x11117);
        for at in 0..self.assigns.len() as u32 {
            let customer = self.rels[self.assigns[at as usize].rel as usize].customer;
            let mut limits = Limits::default();
            if r.chance(0.33) {
                match r.below(4) {
                    0 => limits.from = Some(NOW + 1 + r.below(1_000) as i64),
                    1 => limits.until = Some(NOW - r.below(1_000) as i64),
                    2 => limits.until = Some(NOW + 1 + r.below(1_000) as i64),
                    _ => limits.from = Some(NOW - r.below(1_000) as i64),
                }
            }
            if r.chance(0.2) {
                self.leave_out(&mut r, customer, &mut limits);
            }
            self.assign_limits.insert(at, limits);
        }
        let mut of_partner: Vec<Vec<u32>> = vec![vec![]; self.n_partners];
        for (user, partner) in self.user_partner.iter().enumerate() {
            of_partner[*partner as usize].push(user as u32);
        }
        for at in 0..self.rels.len() as u32 {
            let rel = self.rels[at as usize].clone();
            if r.chance(0.2) {
                let mut limits = Limits::default();
                self.leave_out(&mut r, rel.customer, &mut limits);
                self.rel_limits.insert(at, limits);
            }
            let people = &of_partner[rel.partner as usize];
            for _ in 0..people.len() / 100 {
                self.blocks.insert((at, people[r.below(people.len())]));
            }
        }
        self
    }

    fn leave_out(&self, r: &mut Rng, customer: u32, limits: &mut Limits) {
        let c = customer as usize;
        let (rooms, groups) =
            (self.room_start[c]..self.room_start[c + 1], self.group_start[c]..self.group_start[c + 1]);
        if r.chance(0.5) {
            limits.but_groups.push(groups.start + r.below(groups.len()) as u32);
        }
        for _ in 0..1 + r.below(3) {
            limits.but_rooms.push(rooms.start + r.below(rooms.len()) as u32);
        }
        limits.but_rooms.sort_unstable();
        limits.but_rooms.dedup();
    }
}
