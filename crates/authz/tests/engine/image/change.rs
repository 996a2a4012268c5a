//! What can happen to a drawn world: single things become as they are in another world.

use authz::Fact;
use domain::{link::LinkState, permission::EXTENDABLE};
use proptest::{prelude::*, sample::Index};

use super::shown::{Line, Shown, any_line};

/// A change.
#[derive(Clone, Debug)]
pub struct Change {
    what: What,
    /// Of which thing.
    which: Index,
    /// After which one of the other world, or with which other thing.
    like: Index,
    line: Line,
}

#[derive(Clone, Copy, Debug)]
enum What {
    Capability,
    Profile,
    Person,
    Enabled,
    Nesting,
    Place,
    RoomComesOrGoes,
    RoomMoves,
    RoomShows,
    LinkState,
    LinkScope,
    Extended,
    Block,
    AssignmentComesOrGoes,
    Assignment,
    Scope,
}

pub fn any_change() -> impl Strategy<Value = Change> {
    use What::*;
    let what = prop::sample::select(vec![
        Capability,
        Profile,
        Person,
        Enabled,
        Nesting,
        Place,
        RoomComesOrGoes,
        RoomMoves,
        RoomShows,
        LinkState,
        LinkScope,
        Extended,
        Block,
        AssignmentComesOrGoes,
        Assignment,
        Scope,
    ]);
    (what, any::<Index>(), any::<Index>(), any_line()).prop_map(|(what, which, like, line)| Change {
        what,
        which,
        like,
        line,
    })
}

impl Change {
    /// Makes the change.
    pub fn make(&self, shown: &mut Shown, other: &Shown) {
        let (world, other) = (&mut shown.world, &other.world);
        let of = |count: usize| (count > 0).then(|| self.which.index(count));
        let scope_at = |tenant: usize| {
            let links = other.links.iter().filter(|link| link.customer == tenant).map(|link| &link.scope);
            let assignments = other.assignments.iter().filter(|it| it.tenant == tenant).map(|it| &it.scope);
            let scopes: Vec<_> = links.chain(assignments).collect();
            (!scopes.is_empty()).then(|| self.like.get(&scopes).to_owned().clone())
        };
        let (organization, person) =
            (self.which.index(world.organizations.len()), self.which.index(world.people.len()));
        let room = self.which.index(world.rooms.len());
        let (link, assignment) = (of(world.links.len()), of(world.assignments.len()));
        match self.what {
            What::Capability => {
                let it = &mut world.organizations[organization];
                it.is_partner = !it.is_partner;
            }
            What::Profile => {
                world.organizations[organization].site_lead = other.organizations[organization].site_lead;
            }
            What::Person => world.people[person] = other.people[person].clone(),
            What::Enabled => world.people[person].enabled = !world.people[person].enabled,
            What::Nesting => {
                let group = self.which.index(world.security_groups.len());
                world.security_groups[group] = other.security_groups[group].clone();
            }
            What::Place => {
                let place = self.which.index(world.places.len());
                let before = (0..place).filter(|it| world.places[*it].home == world.places[place].home);
                let choices: Vec<_> = before.map(Some).chain([None]).collect();
                world.places[place].within = *self.like.get(&choices);
            }
            What::RoomComesOrGoes => turn(&mut shown.rooms_gone, room),
            What::RoomMoves => {
                let alike: Vec<_> =
                    other.rooms.iter().filter(|it| it.home == world.rooms[room].home).collect();
                world.rooms[room] = self.like.get(&alike).to_owned().clone();
            }
            What::RoomShows => {
                // Nobody was heard last before they were heard before.
                let heard = shown.lines[room].2.max(self.line.2);
                shown.lines[room] = (self.line.0.clone(), self.line.1, heard, self.line.3);
            }
            What::LinkState => {
                let Some(link) = link.filter(|link| !world.links[*link].state.is_ended()) else { return };
                world.links[link].state = *self.like.get(&LinkState::ALL);
            }
            What::LinkScope => {
                let Some(link) = link else { return };
                let link = &mut world.links[link];
                link.scope = scope_at(link.customer).unwrap_or_default();
            }
            What::Extended => {
                let Some(link) = link else { return };
                let link = &mut world.links[link];
                link.extended = EXTENDABLE.without(link.extended);
            }
            What::Block => {
                let (customer, person) = (world.organizations.len(), world.people.len());
                turn(&mut world.blocks, (self.like.index(customer), self.like.index(person)));
            }
            What::AssignmentComesOrGoes => {
                let Some(assignment) = assignment else { return };
                turn(&mut shown.assignments_gone, assignment);
            }
            What::Assignment => {
                if let (Some(at), false) = (assignment, other.assignments.is_empty()) {
                    let (it, like) = (&mut world.assignments[at], self.like.get(&other.assignments));
                    (it.from, it.until, it.role) = (like.from, like.until, like.role);
                    it.members = like.members.clone();
                }
            }
            What::Scope => {
                let Some(assignment) = assignment else { return };
                let it = &mut world.assignments[assignment];
                it.scope = scope_at(it.tenant).unwrap_or_default();
            }
        }
    }
}

fn turn<T: Ord>(set: &mut std::collections::BTreeSet<T>, value: T) {
    if !set.remove(&value) {
        set.insert(value);
    }
}

/// The facts that lead from one state of an organization to another.
pub fn difference(before: &[Fact], after: &[Fact]) -> Vec<Fact> {
    let new: Vec<Fact> = after.iter().filter(|fact| !before.contains(fact)).cloned().collect();
    let old = before.iter().filter(|fact| !after.contains(fact));
    let ended = old.filter(|old| !new.iter().any(|new| takes_the_place(new, old)));
    ended.cloned().map(Fact::inverse).chain(new.iter().cloned()).collect()
}

/// Whether a fact gives a new value to that of which another one told.
fn takes_the_place(new: &Fact, old: &Fact) -> bool {
    match (new, old) {
        (Fact::Capability { .. }, Fact::Capability { .. }) | (Fact::Profile { .. }, Fact::Profile { .. }) => {
            true
        }
        (Fact::Person { user: new, .. }, Fact::Person { user: old, .. }) => new == old,
        (Fact::RoomPlace { room: new, .. }, Fact::RoomPlace { room: old, .. }) => new == old,
        (Fact::Place { place: new, .. }, Fact::Place { place: old, .. }) => new == old,
        (Fact::Scope { scope: new, .. }, Fact::Scope { scope: old, .. }) => new == old,
        (Fact::CustomRole { role: new, .. }, Fact::CustomRole { role: old, .. }) => new == old,
        (Fact::Link { link: new, .. }, Fact::Link { link: old, .. }) => new == old,
        (Fact::Assignment { assignment: new, .. }, Fact::Assignment { assignment: old, .. }) => new == old,
        _ => false,
    }
}
