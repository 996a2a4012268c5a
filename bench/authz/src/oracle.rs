//! The rule, written as plainly as possible: what every engine is compared with.

use crate::{
    limits::{Limits, NOW},
    stream::{Check, List},
    world::{N_HEALTH, PAGE, Scope, VIEW, World},
};

fn covers(world: &World, scope: &Scope, limits: Option<&Limits>, room: u32) -> bool {
    let is_in = |groups: &[u32]| world.room_groups.row(room).iter().any(|group| groups.contains(group));
    let included = match scope {
        Scope::All => true,
        Scope::Rooms(rooms) => rooms.contains(&room),
        Scope::Groups(groups) => is_in(groups),
    };
    included && limits.is_none_or(|limits| !limits.but_rooms.contains(&room) && !is_in(&limits.but_groups))
}

/// Assignments of each relationship, so that the plain rule is not hopelessly slow.
pub struct Oracle<'a> {
    world: &'a World,
    assigns: Vec<Vec<u32>>,
}

impl<'a> Oracle<'a> {
    pub fn of(world: &'a World) -> Self {
        let mut assigns = vec![vec![]; world.rels.len()];
        for (at, assign) in world.assigns.iter().enumerate() {
            assigns[assign.rel as usize].push(at as u32);
        }
        Self { world, assigns }
    }

    pub fn check(&self, check: Check) -> bool {
        let world = self.world;
        let Check { user, perm, room } = check;
        world.customer_rels.row(world.room_customer[room as usize]).iter().any(|at| {
            let rel = &world.rels[*at as usize];
            rel.active
                && !world.blocks.contains(&(*at, user))
                && covers(world, &rel.scope, world.rel_limits.get(at), room)
                && self.assigns[*at as usize].iter().any(|at| {
                    let assign = &world.assigns[*at as usize];
                    let limits = world.assign_limits.get(at);
                    world.mask(assign) >> perm & 1 == 1
                        && world.user_principals.row(user).contains(&assign.principal)
                        && limits.is_none_or(|it| it.from.is_none_or(|from| from <= NOW))
                        && limits.is_none_or(|it| it.until.is_none_or(|until| NOW < until))
                        && covers(world, &assign.scope, limits, room)
                })
        })
    }

    fn seen(&self, user: u32) -> impl Iterator<Item = u32> {
        (0..self.world.n_rooms() as u32)
            .filter(move |room| self.check(Check { user, perm: VIEW, room: *room }))
    }

    pub fn list(&self, list: &List) -> Vec<u32> {
        let world = self.world;
        let key = |room: &u32| (world.room_name[*room as usize].as_bytes(), *room);
        let mut rooms: Vec<u32> = self
            .seen(list.user)
            .filter(|room| list.health.is_none_or(|health| world.room_health[*room as usize] == health))
            .filter(|room| list.after.is_none_or(|after| key(room) > key(&after)))
            .collect();
        rooms.sort_unstable_by(|a, b| key(a).cmp(&key(b)));
        rooms.truncate(PAGE);
        rooms
    }

    pub fn counts(&self, user: u32) -> [u32; N_HEALTH] {
        let mut counts = [0; N_HEALTH];
        self.seen(user).for_each(|room| counts[self.world.room_health[room as usize] as usize] += 1);
        counts
    }

    /// The newest open tickets in sight, and how many there are.
    pub fn tickets(&self, user: u32) -> (Vec<u32>, u32) {
        let tickets = &self.world.tickets;
        let is_seen = |at: &u32| {
            let room = tickets[*at as usize].room;
            self.check(Check { user, perm: VIEW, room })
        };
        let mut seen: Vec<u32> = (0..tickets.len() as u32).filter(is_seen).collect();
        let total = seen.len() as u32;
        seen.sort_unstable_by_key(|at| std::cmp::Reverse((tickets[*at as usize].opened, *at)));
        seen.truncate(PAGE);
        (seen, total)
    }
}
