//! A drawn world whose rooms have names and health, and in which rooms and assignments may be missing.

use std::{
    cmp::Ordering,
    collections::{BTreeMap, BTreeSet},
};

use authz::{
    Action, Fact, Realm,
    image::{After, Asked, Image, OpenTicket, Order, RoomEdit, RoomsInSight, Told},
    sight,
};
use domain::{
    health::{Health, HealthCounts},
    id::{Id, Organization, Room, UpdateRing},
    permission::Permission,
    time::Time,
};
use proptest::{
    collection::{btree_set, vec},
    option,
    prelude::*,
    sample::select,
};
use testkit::{
    SeededIds,
    plain::{Named, Plain},
    worlds::{any_crowded_world, any_world},
};
use uuid::Uuid;

/// The name of a room, what lists show of its health, when its device was heard last, and the number of the update ring it was put into.
pub type Line = (String, Option<Health>, Option<Time>, Option<u8>);

/// The update ring of a number; they are the same in every organization.
pub fn ring(number: u8) -> Id<UpdateRing> {
    Id::new(Uuid::from_u128(u128::from(number)))
}

/// The world.
#[derive(Clone, Debug)]
pub struct Shown {
    pub world: Plain,
    pub named: Named,
    pub lines: Vec<Line>,
    /// The open tickets of rooms; of those behind the end none.
    pub tickets: Vec<Vec<OpenTicket>>,
    pub rooms_gone: BTreeSet<usize>,
    pub assignments_gone: BTreeSet<usize>,
}

/// What is asked of a list, in positions of the world.
#[derive(Clone, Debug)]
pub struct Question {
    pub health: Option<Health>,
    pub terms: Vec<String>,
    pub groups: BTreeSet<usize>,
    pub places: BTreeSet<usize>,
    /// A ring by its number, or General.
    pub ring: Option<Option<u8>>,
    pub order: Order,
    pub descending: bool,
}

/// Any world, few assignments or many in it, with so many rooms more than it is drawn with.
pub fn any_shown(more: std::ops::Range<usize>) -> impl Strategy<Value = Shown> {
    let room = (0_usize..4, btree_set(0_usize..2, 0..2), option::of(0_usize..4));
    let worlds = prop_oneof![2 => any_world().boxed(), 1 => any_crowded_world().boxed()];
    (worlds, vec((room, any_line()), more), vec(any_line(), 16)).prop_map(|(mut world, more, mut lines)| {
        for ((home, groups, place), line) in more {
            let groups = groups.into_iter().map(|group| home * 2 + group).collect();
            let place = place.map(|place| home * 4 + place);
            world.rooms.push(testkit::plain::Room { home, groups, place });
            lines.push(line);
        }
        let named = world.name(&SeededIds::default());
        let (rooms_gone, assignments_gone) = (BTreeSet::new(), BTreeSet::new());
        Shown { world, named, lines, tickets: Vec::new(), rooms_gone, assignments_gone }
    })
}

/// Few names, so that many rooms share theirs.
pub fn any_line() -> impl Strategy<Value = Line> {
    let heard = option::weighted(0.8, (0..20_i64).prop_map(Time::from_micros));
    ("[abä]{0,3}", option::weighted(0.9, select(Health::ALL.to_vec())), heard, option::weighted(0.4, 1_u8..4))
}

pub fn any_question() -> impl Strategy<Value = Question> {
    let health = option::weighted(0.3, select(Health::ALL.to_vec()));
    let terms = option::weighted(0.3, vec("[abä]{0,2}", 1..3)).prop_map(Option::unwrap_or_default);
    let some = |of: usize| option::weighted(0.3, btree_set(0..of, 1..3)).prop_map(Option::unwrap_or_default);
    (
        health,
        terms,
        some(8),
        some(16),
        option::weighted(0.2, option::of(1_u8..4)),
        select(vec![Order::Name, Order::Health, Order::LastSeen]),
        any::<bool>(),
    )
        .prop_map(|(health, terms, groups, places, ring, order, descending)| Question {
            health,
            terms,
            groups,
            places,
            ring,
            order,
            descending,
        })
}

impl Shown {
    /// What an organization is told of, without what is gone.
    pub fn facts_of(&self, organization: usize) -> Vec<Fact> {
        let rooms: BTreeSet<_> = self.rooms_gone.iter().map(|room| self.named.rooms[*room]).collect();
        let gone = || self.assignments_gone.iter();
        let assignments: BTreeSet<_> = gone().map(|it| self.named.assignments[*it].0).collect();
        let scopes: BTreeSet<_> = gone().map(|it| self.named.assignments[*it].1).collect();
        let mut facts = self.world.facts_of(&self.named, organization);
        facts.retain(|fact| match fact {
            Fact::Room { room, .. } | Fact::RoomInGroup { room, .. } | Fact::RoomPlace { room, .. } => {
                !rooms.contains(room)
            }
            Fact::Assignment { assignment, .. } | Fact::AssignmentMember { assignment, .. } => {
                !assignments.contains(assignment)
            }
            Fact::Scope { scope, .. } => !scopes.contains(scope),
            _ => true,
        });
        facts
    }

    /// The image of the world, made at once.
    pub fn image(&self) -> Image {
        let mut image = Image::default();
        for (organization, id) in self.named.organizations.iter().enumerate() {
            image.apply(*id, &self.facts_of(organization));
            let rooms =
                (0..self.world.rooms.len()).filter(|room| self.world.rooms[*room].home == organization);
            let edits: BTreeMap<_, _> = rooms.map(|room| self.edit(room)).collect();
            image.show(*id, &edits);
        }
        image
    }

    /// What lists are told of a room.
    pub fn edit(&self, room: usize) -> (Id<Room>, RoomEdit) {
        let (name, shown, last_seen, number) = &self.lines[room];
        let (shown, last_seen, ring) = (*shown, *last_seen, number.map(ring));
        let tickets = self.tickets.get(room).cloned().unwrap_or_default();
        let line = Some(Told { name: name.as_str().into(), shown, last_seen, ring, tickets });
        (self.named.rooms[room], RoomEdit { line, ..RoomEdit::default() })
    }

    /// The world as the model reads it: an assignment that is gone has no members.
    pub fn without_gone(&self) -> Plain {
        let mut world = self.world.clone();
        for gone in &self.assignments_gone {
            world.assignments[*gone].members.clear();
        }
        world
    }

    /// The organizations that a person looks at in each realm.
    pub fn realms(&self, person: usize) -> Vec<(Realm, BTreeSet<usize>)> {
        let home = self.world.people[person].home;
        let customers = || (0..self.world.organizations.len()).filter(move |tenant| *tenant != home);
        customers()
            .map(|tenant| (Realm::Customer(self.named.organizations[tenant]), [tenant].into()))
            .chain([(Realm::Own, [home].into()), (Realm::AllCustomers, customers().collect())])
            .collect()
    }

    /// The rooms in the sight of a person in a realm; none where nothing is in sight.
    pub fn in_sight(&self, image: &Image, person: usize, realm: Realm) -> Option<RoomsInSight> {
        let facts = self.world.facts_in(image, &self.named, person);
        RoomsInSight::of(&sight(&facts, Action::Use(Permission::RoomView), realm).ok()?)
    }

    /// The question as the image is asked.
    pub fn asked(&self, question: &Question, after: Option<usize>) -> Asked {
        let named = &self.named;
        Asked {
            health: question.health,
            terms: question.terms.clone(),
            groups: question.groups.iter().map(|group| named.room_groups[*group]).collect(),
            places: question.places.iter().map(|place| named.places[*place]).collect(),
            rings: question.ring.map(|number| number.map(ring)).into_iter().collect(),
            with_hidden: false,
            order: question.order,
            descending: question.descending,
            after: after.and_then(|room| {
                let ((name, health, heard, _), id) = (self.lines[room].clone(), named.rooms[room]);
                Some(match question.order {
                    Order::Name => After::Name(name, id),
                    Order::Health => After::Health(health?, name, id),
                    Order::LastSeen => After::LastSeen(heard, id),
                })
            }),
        }
    }

    /// Whether a list shows a room that is in sight, health aside.
    pub fn matches(&self, question: &Question, room: usize) -> bool {
        self.lines[room].1.is_some() && self.matches_hidden(question, room)
    }

    /// The same of a room that lists may not show.
    pub fn matches_hidden(&self, question: &Question, room: usize) -> bool {
        let (name, .., ring) = &self.lines[room];
        question.ring.is_none_or(|asked| asked == *ring)
            && question.terms.iter().all(|term| name.contains(term))
            && question.groups.is_subset(&self.world.rooms[room].groups)
            && question.places.is_subset(&self.world.places_of(room))
    }

    /// Which of two rooms comes first.
    pub fn order(&self, question: &Question, a: usize, b: usize) -> Ordering {
        let key = |room: usize| {
            let (name, health, heard, _) = &self.lines[room];
            let health = health.filter(|_| question.order == Order::Health).map(Health::key);
            let by_time = question.order == Order::LastSeen;
            (heard.filter(|_| by_time), health, (!by_time).then_some(name), self.named.rooms[room])
        };
        if question.descending { key(b).cmp(&key(a)) } else { key(a).cmp(&key(b)) }
    }

    /// How many of some rooms have which health.
    pub fn counts(&self, rooms: impl Iterator<Item = usize>) -> HealthCounts {
        let mut counts = HealthCounts::default();
        rooms.filter_map(|room| self.lines[room].1).for_each(|health| counts.add(health));
        counts
    }

    /// A room as lists name it.
    pub fn place_of(&self, room: usize) -> (Id<Organization>, Id<Room>) {
        (self.named.organizations[self.world.rooms[room].home], self.named.rooms[room])
    }
}
