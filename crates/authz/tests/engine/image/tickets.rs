//! Pages and counts of the open tickets in sight.

use std::{
    cmp::{Ordering, Reverse},
    collections::{BTreeMap, BTreeSet},
};

use authz::image::{AskedTickets, Fault, OpenTicket, RoomsInSight, TicketOrder};
use domain::{
    id::Id,
    permission::Permission,
    signal::{Category, Severity},
    time::Time,
};
use proptest::{
    collection::{btree_set, vec},
    option,
    prelude::*,
    sample::{Index, select},
    test_runner::TestCaseError,
};
use testkit::model::may;
use uuid::Uuid;

use super::shown::{Line, Shown, any_line, any_shown};
use crate::worlds;

/// A ticket without its identifier, which is drawn where it stands.
type Drawn = (Severity, Category, i64, (bool, bool), Fault);

/// A ticket with the place of its room.
type Placed = (usize, OpenTicket);

fn any_tickets() -> impl Strategy<Value = Vec<Drawn>> {
    let category = select(vec![Category::Display, Category::Security]);
    let issue = (1..4_u128).prop_map(|issue| Fault::Issue(Id::new(Uuid::from_u128(issue))));
    let signal = select(vec!["camera", "display"]).prop_map(|key| Fault::Signal(key.into()));
    let fault = prop_oneof![issue, signal];
    vec((select(Severity::ALL.to_vec()), category, 0..5_i64, any::<(bool, bool)>(), fault), 0..4)
}

/// Identifiers in no order of the rooms.
fn tickets(drawn: &[Drawn], room: usize, turn: usize) -> Vec<OpenTicket> {
    drawn
        .iter()
        .enumerate()
        .map(|(number, (severity, category, at, (is_explained, is_suppressed), fault))| {
            let id = (room * 7919 + number * 31 + turn * 104_729) % 65_521 * 1_000 + number;
            OpenTicket {
                id: Id::new(Uuid::from_u128(u128::try_from(id).unwrap())),
                severity: *severity,
                category: *category,
                opened_at: Time::from_micros(*at),
                is_explained: *is_explained,
                is_suppressed: *is_suppressed,
                fault: fault.clone(),
            }
        })
        .collect()
}

/// What is asked of a list; groups and places by their positions.
#[derive(Clone, Debug)]
struct Question {
    asked: AskedTickets,
    groups: BTreeSet<usize>,
    places: BTreeSet<usize>,
}

fn any_question() -> impl Strategy<Value = Question> {
    let by = |by| (Just(by), any::<bool>());
    let orders = prop_oneof![
        2 => Just([Some((TicketOrder::Severity, false)), Some((TicketOrder::Opened, true))]),
        1 => (by(TicketOrder::Severity), by(TicketOrder::Opened)).prop_map(|(a, b)| [Some(a), Some(b)]),
        1 => by(TicketOrder::Opened).prop_map(|only| [Some(only), None]),
        1 => by(TicketOrder::Severity).prop_map(|only| [Some(only), None]),
    ];
    let some = |of: usize| option::weighted(0.2, btree_set(0..of, 1..2)).prop_map(Option::unwrap_or_default);
    (
        option::weighted(0.3, select(Severity::ALL.to_vec())),
        option::weighted(0.3, Just(Category::Display)),
        (option::weighted(0.5, any::<bool>()), option::weighted(0.5, any::<bool>())),
        option::weighted(0.3, (0..5_i64).prop_map(Time::from_micros)),
        orders,
        some(8),
        some(16),
    )
        .prop_map(|(severity, category, (is_explained, is_suppressed), since, order, groups, places)| {
            let asked = AskedTickets {
                severity,
                category,
                is_explained,
                is_suppressed,
                since,
                order,
                ..AskedTickets::default()
            };
            Question { asked, groups, places }
        })
}

impl Question {
    /// The question as the image is asked.
    fn asked(&self, shown: &Shown, after: Option<&OpenTicket>) -> AskedTickets {
        let value = |ticket: &OpenTicket, by| match by {
            TicketOrder::Severity => {
                i64::try_from(Severity::ALL.iter().position(|it| *it == ticket.severity).unwrap()).unwrap()
            }
            TicketOrder::Opened => ticket.opened_at.micros(),
        };
        AskedTickets {
            groups: self.groups.iter().map(|group| shown.named.room_groups[*group]).collect(),
            places: self.places.iter().map(|place| shown.named.places[*place]).collect(),
            after: after.map(|ticket| {
                let values = self.asked.order.map(|part| part.map_or(0, |(by, _)| value(ticket, by)));
                (values, ticket.id)
            }),
            ..self.asked.clone()
        }
    }

    fn matches(&self, shown: &Shown, room: usize, ticket: &OpenTicket) -> bool {
        let asked = &self.asked;
        asked.severity.is_none_or(|severity| severity == ticket.severity)
            && asked.category.is_none_or(|category| category == ticket.category)
            && asked.is_explained.is_none_or(|is| is == ticket.is_explained)
            && asked.is_suppressed.is_none_or(|is| is == ticket.is_suppressed)
            && asked.since.is_none_or(|since| ticket.opened_at >= since)
            && self.groups.is_subset(&shown.world.rooms[room].groups)
            && self.places.is_subset(&shown.world.places_of(room))
    }

    /// Which of two tickets comes first.
    fn order(&self, a: &OpenTicket, b: &OpenTicket) -> Ordering {
        let turn = |order: Ordering, descending| if descending { order.reverse() } else { order };
        let mut last = false;
        let mut order = Ordering::Equal;
        for (by, descending) in self.asked.order.into_iter().flatten() {
            last = descending;
            let one = match by {
                TicketOrder::Severity => a.severity.cmp(&b.severity),
                TicketOrder::Opened => a.opened_at.cmp(&b.opened_at),
            };
            order = order.then(turn(one, descending));
        }
        order.then(turn(a.id.cmp(&b.id), last))
    }
}

proptest! {
    #![proptest_config(worlds(60))]

    /// §5.4: what a list of open tickets shows page by page and what it counts is what somebody would find
    /// who looks at every room, at once and after rooms changed what they show.
    #[test]
    fn pages_and_counts_of_tickets_are_the_models(
        shown in any_shown(0..60),
        drawn in vec(any_tickets(), 80),
        again in vec((any::<Index>(), any::<bool>(), any_line(), any_tickets()), 0..8),
        questions in vec(any_question(), 4),
        first in 0_usize..12,
        size in 1_usize..9,
    ) {
        let mut shown = shown;
        let rooms = shown.world.rooms.len();
        shown.tickets = (0..rooms).map(|room| tickets(&drawn[room % drawn.len()], room, 0)).collect();
        let mut image = shown.image();
        for (turn, (room, keeps_name, line, drawn)) in again.iter().enumerate() {
            let room = room.index(rooms);
            let name = if *keeps_name { &shown.lines[room].0 } else { &line.0 };
            let line = (name.clone(), line.1, line.2, line.3);
            tell(&mut shown, room, &line, tickets(drawn, room, turn + 1));
            let edit = BTreeMap::from([shown.edit(room)]);
            image.show(shown.named.organizations[shown.world.rooms[room].home], &edit);
        }
        for person in [first, (first + 5) % 12] {
            for (realm, tenants) in shown.realms(person) {
                let Some(in_sight) = shown.in_sight(&image, person, realm) else { continue };
                let seen: Vec<Placed> = (0..rooms)
                    .filter(|room| tenants.contains(&shown.world.rooms[*room].home))
                    .filter(|room| may(&shown.world, person, Permission::RoomView, *room))
                    .flat_map(|room| shown.tickets[room].iter().map(move |ticket| (room, ticket.clone())))
                    .collect();
                for question in &questions {
                    look(&shown, &in_sight, question, &seen, size)?;
                }
            }
        }
    }
}

/// A room shows something else: perhaps by another name, so that all stand in another order.
fn tell(shown: &mut Shown, room: usize, line: &Line, tickets: Vec<OpenTicket>) {
    let heard = shown.lines[room].2.max(line.2);
    shown.lines[room] = (line.0.clone(), line.1, heard, line.3);
    shown.tickets[room] = tickets;
}

fn look(
    shown: &Shown,
    in_sight: &RoomsInSight,
    question: &Question,
    seen: &[Placed],
    size: usize,
) -> Result<(), TestCaseError> {
    let matches = |(room, ticket): &&Placed| question.matches(shown, *room, ticket);
    let mut wanted: Vec<Placed> = seen.iter().filter(matches).cloned().collect();
    wanted.sort_by(|(_, a), (_, b)| question.order(a, b));
    let of = |severity| wanted.iter().filter(|(_, ticket)| ticket.severity == severity).count();
    let counts = in_sight.ticket_counts(&question.asked(shown, None));
    prop_assert_eq!(counts.map(|count| usize::try_from(count).unwrap()), Severity::ALL.map(of));
    folded(shown, in_sight, question, &wanted)?;
    let (mut after, mut rest) = (None, wanted.as_slice());
    loop {
        let picked = in_sight.ticket_page(&question.asked(shown, after), size);
        let (page, following) = rest.split_at(size.min(rest.len()));
        let named = |(room, ticket): &Placed| (shown.place_of(*room).0, ticket.id);
        prop_assert_eq!(&picked.tickets, &page.iter().map(named).collect::<Vec<_>>());
        prop_assert_eq!(picked.has_more, !following.is_empty());
        let rooms: BTreeSet<_> = page.iter().map(|(room, _)| shown.place_of(*room)).collect();
        for room in 0..shown.world.rooms.len() {
            let (tenant, id) = shown.place_of(room);
            prop_assert_eq!(picked.sight.covers(tenant, id), rooms.contains(&(tenant, id)));
        }
        after = page.last().map(|(_, ticket)| ticket);
        rest = following;
        if rest.is_empty() {
            return Ok(());
        }
    }
}

/// The tickets of a fault.
fn of<'a>(wanted: &'a [Placed], fault: &'a Fault) -> impl Iterator<Item = &'a Placed> + Clone {
    wanted.iter().filter(move |(_, ticket)| ticket.fault == *fault)
}

/// Each fault is told once, with what somebody would count who looks at every ticket; the worst comes first, then those with most
/// tickets.
fn folded(
    shown: &Shown,
    in_sight: &RoomsInSight,
    question: &Question,
    wanted: &[Placed],
) -> Result<(), TestCaseError> {
    let mut owners: Vec<_> = wanted.iter().map(|(room, _)| shown.place_of(*room).0).collect();
    owners.sort_unstable();
    owners.dedup();
    prop_assert_eq!(in_sight.ticket_owners(&question.asked(shown, None)), owners);
    let picked = in_sight.faults(&question.asked(shown, None), 3);
    let all: BTreeSet<&Fault> = wanted.iter().map(|(_, ticket)| &ticket.fault).collect();
    prop_assert_eq!(picked.faults.len(), all.len().min(3));
    let rank = |fault: &Fault| {
        let worst = of(wanted, fault).map(|(_, ticket)| ticket.severity).min();
        (worst, Reverse(of(wanted, fault).count()), fault.clone())
    };
    let mut ranks: Vec<_> = all.into_iter().map(rank).collect();
    ranks.sort();
    for (told, (worst, Reverse(tickets), fault)) in picked.faults.iter().zip(ranks) {
        prop_assert_eq!((&told.fault, Some(told.severity)), (&fault, worst));
        let opened = of(wanted, &fault).map(|(_, ticket)| ticket.opened_at);
        prop_assert_eq!((Some(told.oldest), Some(told.newest)), (opened.clone().min(), opened.max()));
        let rooms: BTreeSet<_> = of(wanted, &fault).map(|(room, _)| *room).collect();
        let tenants: BTreeSet<_> = rooms.iter().map(|room| shown.world.rooms[*room].home).collect();
        let counted = [tickets, rooms.len(), tenants.len()].map(|count| i64::try_from(count).unwrap());
        prop_assert_eq!([told.tickets, told.rooms, told.tenants], counted);
        let seen = rooms.iter().map(|room| shown.place_of(*room));
        prop_assert!(seen.into_iter().any(|(tenant, room)| picked.sight.covers(tenant, room)));
    }
    for room in 0..shown.world.rooms.len() {
        let (tenant, id) = shown.place_of(room);
        let is_wanted = wanted.iter().any(|(of, _)| *of == room);
        prop_assert!(is_wanted || !picked.sight.covers(tenant, id));
    }
    Ok(())
}
