//! Pages and counts from sets of bits.

use std::collections::BTreeSet;

use proptest::{collection::vec, prelude::*, sample::Index, test_runner::TestCaseError};
use testkit::{model::may, plain::Plain};

use crate::worlds;

use super::shown::{Question, Shown, any_question, any_shown, ring};
use authz::{
    Extent,
    image::{Asked, RingCounts, RoomsInSight},
};
use domain::permission::Permission;

/// The rooms of some organizations that a person sees.
fn seen(world: &Plain, person: usize, tenants: &BTreeSet<usize>) -> Vec<usize> {
    (0..world.rooms.len())
        .filter(|room| tenants.contains(&world.rooms[*room].home))
        .filter(|room| may(world, person, Permission::RoomView, *room))
        .collect()
}

/// How many of some rooms are in each ring.
fn by_ring(shown: &Shown, rooms: impl Iterator<Item = usize>) -> RingCounts {
    let mut counts = RingCounts::new();
    for room in rooms {
        *counts.entry(shown.lines[room].3.map(ring)).or_default() += 1;
    }
    counts
}

/// Asks for groups, places and the ring of some room, so that some are found.
fn like(question: &Question, shown: &Shown, room: usize) -> Question {
    let world = &shown.world;
    let mut question = question.clone();
    if !question.groups.is_empty() {
        question.groups = world.rooms[room].groups.clone();
    }
    if !question.places.is_empty() {
        question.places = world.places_of(room);
    }
    if question.ring.is_some() {
        question.ring = Some(shown.lines[room].3);
    }
    question
}

proptest! {
    #![proptest_config(worlds(60))]

    /// what a list shows page by page, from its beginning or from any place, and what it counts is
    /// what somebody would find who looks at every room.
    #[test]
    fn pages_and_counts_are_the_models(
        shown in any_shown(0..400),
        questions in vec((any_question(), any::<Index>()), 4),
        first in 0_usize..12,
        size in 0_usize..40,
        from in any::<Index>(),
    ) {
        let (image, world) = (shown.image(), &shown.world);
        // Behind some room, in sight or not, that stands somewhere in the order.
        let somewhere = Some(from.index(world.rooms.len())).filter(|room| shown.lines[*room].1.is_some());
        let questions: Vec<_> =
            questions.iter().map(|(it, room)| like(it, &shown, room.index(world.rooms.len()))).collect();
        for person in [first, (first + 5) % 12] {
            for (realm, tenants) in shown.realms(person) {
                let seen = seen(world, person, &tenants);
                let Some(in_sight) = shown.in_sight(&image, person, realm) else {
                    prop_assert!(seen.is_empty());
                    continue;
                };
                for tenant in &tenants {
                    let there = seen.iter().copied().filter(|room| world.rooms[*room].home == *tenant);
                    let counted = in_sight.ring_counts_at(shown.named.organizations[*tenant]);
                    prop_assert_eq!(counted, by_ring(&shown, there));
                }
                prop_assert_eq!(in_sight.ring_counts(), by_ring(&shown, seen.iter().copied()));
                let all = (0..world.rooms.len()).filter(|room| {
                    seen.iter().any(|seen| world.rooms[*seen].home == world.rooms[*room].home)
                });
                let sizes = in_sight.ring_sizes();
                for (ring, count) in by_ring(&shown, all) {
                    prop_assert!(sizes.get(&ring).is_some_and(|size| *size >= count), "{:?}", ring);
                }
                for room in 0..world.rooms.len() {
                    let (tenant, id) = shown.place_of(room);
                    let found = seen.contains(&room).then(|| shown.lines[room].3.map(ring));
                    prop_assert_eq!(in_sight.ring_of(tenant, id), found);
                }
                let of_room = |room: &usize| world.rooms[*room].groups.iter().map(|group| shown.named.room_groups[*group]);
                prop_assert_eq!(in_sight.groups(), seen.iter().flat_map(of_room).collect());
                for question in &questions {
                    let mut rooms: Vec<usize> =
                        seen.iter().copied().filter(|room| shown.matches(question, *room)).collect();
                    prop_assert_eq!(in_sight.counts(&shown.asked(question, None)), shown.counts(rooms.iter().copied()));
                    let with_hidden = Asked { with_hidden: true, health: None, ..shown.asked(question, None) };
                    let hidden = seen.iter().filter(|room| shown.matches_hidden(question, **room));
                    prop_assert_eq!(in_sight.count(&with_hidden), i64::try_from(hidden.count()).unwrap());
                    rooms.retain(|room| question.health.is_none_or(|health| shown.lines[*room].1 == Some(health)));
                    rooms.sort_by(|a, b| shown.order(question, *a, *b));
                    for start in [None, somewhere] {
                        pages(&shown, &in_sight, question, (start, size), &rooms)?;
                    }
                }
            }
        }
    }
}

/// Every page from a place on shows the rooms of the list that stand behind it.
fn pages(
    shown: &Shown,
    in_sight: &RoomsInSight,
    question: &Question,
    (start, size): (Option<usize>, usize),
    rooms: &[usize],
) -> Result<(), TestCaseError> {
    let is_behind = |room: &&usize| start.is_none_or(|start| shown.order(question, start, **room).is_lt());
    let behind: Vec<usize> = rooms.iter().filter(is_behind).copied().collect();
    let (mut after, mut rest) = (start, behind.as_slice());
    loop {
        let picked = in_sight.page(&shown.asked(question, after), size);
        let (page, following) = rest.split_at(size.min(rest.len()));
        after = page.last().copied();
        let page: Vec<_> = page.iter().map(|room| shown.place_of(*room)).collect();
        prop_assert_eq!(&picked.rooms, &page);
        prop_assert_eq!(picked.has_more, !following.is_empty());
        prop_assert!(page.iter().all(|(tenant, room)| picked.sight.covers(*tenant, *room)));
        let next = following.first().map(|room| shown.place_of(*room));
        prop_assert!(!next.is_some_and(|(tenant, room)| picked.sight.covers(tenant, room)));
        prop_assert_eq!(picked.sight.extent(), &Extent::Named(page));
        rest = following;
        if rest.is_empty() || size == 0 {
            return Ok(());
        }
    }
}
