//! The slow check: after each change of a drawn sequence the members of every group with a rule are those of its definition.

use std::collections::{BTreeMap, BTreeSet};

use domain::{
    id::{Id, Place, Room, RoomGroup},
    room_group::Rule,
    tag::Tag,
};
use proptest::{
    collection::vec, option, prelude::*, sample::Index, strategy::ValueTree, test_runner::TestRunner,
};
use service::{
    Code, Realm, Wanted, ask,
    groups::{DeleteGroup, GroupMembers, RuleForm},
    places::{DeletePlace, EditPlace, PlaceForm, PlaceOf},
    rooms::{
        CreateRoom, DeleteRoom, RoomForm, UnenrolRoom,
        import::{ImportRooms, read},
    },
    run,
};
use testkit::{World, each};

use crate::{ANNA, CONTOSO, listed, make, place, set, write};

/// What is done in a drawn sequence; numbers choose among what is there.
#[derive(Clone, Debug)]
enum Step {
    Move(Index, Option<Index>),
    Tag(Index, BTreeSet<usize>),
    MovePlace(Index, Option<Index>),
    Rule(Index, Option<Choice>),
    Add(Option<Index>, BTreeSet<usize>),
    Import(Vec<(Option<Index>, BTreeSet<usize>)>),
    End(Index),
    Make(Choice),
    Delete(Index),
    DeletePlace(Index),
}

/// A rule to be set.
#[derive(Clone, Debug)]
enum Choice {
    Place(Index),
    Tag(usize),
}

const TAGS: [&str; 4] = ["VIP", "Top floor", "neu", "é"];

fn step() -> impl Strategy<Value = Step> {
    let index = any::<Index>;
    let tags = || proptest::collection::btree_set(0..TAGS.len(), 0..3);
    let choice = || prop_oneof![index().prop_map(Choice::Place), (0..TAGS.len()).prop_map(Choice::Tag)];
    prop_oneof![
        4 => (index(), option::of(index())).prop_map(|(room, place)| Step::Move(room, place)),
        4 => (index(), tags()).prop_map(|(room, tags)| Step::Tag(room, tags)),
        4 => (index(), option::of(index())).prop_map(|(place, parent)| Step::MovePlace(place, parent)),
        3 => (index(), option::of(choice())).prop_map(|(group, rule)| Step::Rule(group, rule)),
        2 => (option::of(index()), tags()).prop_map(|(place, tags)| Step::Add(place, tags)),
        1 => vec((option::of(index()), tags()), 1..4).prop_map(Step::Import),
        1 => index().prop_map(Step::End),
        1 => choice().prop_map(Step::Make),
        1 => index().prop_map(Step::Delete),
        1 => index().prop_map(Step::DeletePlace),
    ]
}

/// Where a room lies, and the keys of its tags.
type Traits = (Option<Id<Place>>, BTreeSet<String>);

/// What the sequence has done so far, told as slowly as it can be.
#[derive(Default)]
struct Told {
    places: BTreeMap<Id<Place>, Option<Id<Place>>>,
    rooms: BTreeMap<Id<Room>, Traits>,
    groups: BTreeMap<Id<RoomGroup>, Option<Rule>>,
    made: usize,
}

impl Told {
    /// The definition: a room is in a group if it lies in the place or has the tag.
    fn chooses(&self, rule: &Rule, room: Id<Room>) -> bool {
        let (place, tags) = &self.rooms[&room];
        match rule {
            Rule::Tag(tag) => tags.contains(&tag.key()),
            Rule::Place(wanted) => {
                let mut at = *place;
                while let Some(here) = at {
                    if here == *wanted {
                        return true;
                    }
                    at = self.places[&here];
                }
                false
            }
        }
    }

    fn rule(&self, choice: &Choice) -> Rule {
        match choice {
            Choice::Place(at) => Rule::Place(pick(&self.places, at)),
            Choice::Tag(tag) => Rule::Tag(Tag::parse(TAGS[*tag]).unwrap()),
        }
    }
}

fn pick<K: Copy + Ord, V>(all: &BTreeMap<K, V>, index: &Index) -> K {
    **index.get(&all.keys().collect::<Vec<_>>())
}

fn written(tags: &BTreeSet<usize>) -> Vec<String> {
    tags.iter().map(|tag| TAGS[*tag].to_owned()).collect()
}

fn keys(tags: &BTreeSet<usize>) -> BTreeSet<String> {
    tags.iter().map(|tag| domain::text::key(TAGS[*tag])).collect()
}

async fn act(world: &World, told: &mut Told, step: &Step) {
    let (app, anna, tenant) = (&world.app, world.caller(ANNA), world.organization(CONTOSO));
    told.made += 1;
    let name = format!("Thing {}", told.made);
    let at = |told: &Told, place: &Option<Index>| place.as_ref().map(|index| pick(&told.places, index));
    match step {
        Step::Move(room, to) => {
            let (room, to) = (pick(&told.rooms, room), at(told, to));
            write(world, ANNA, room, |form| form.place = to).await.unwrap();
            told.rooms.get_mut(&room).unwrap().0 = to;
        }
        Step::Tag(room, tags) => {
            let room = pick(&told.rooms, room);
            write(world, ANNA, room, |form| form.tags = written(tags)).await.unwrap();
            told.rooms.get_mut(&room).unwrap().1 = keys(tags);
        }
        Step::MovePlace(moved, parent) => {
            let (moved, parent) = (pick(&told.places, moved), at(told, parent));
            let question = PlaceOf { place: moved };
            let row = ask(app, &anna, &question).await.unwrap().row;
            let form = PlaceForm { name: row.name, kind: row.kind.key().to_owned(), parent };
            match run(app, &anna, EditPlace { place: moved, stamp: None, form }).await {
                Ok(()) => told.places.insert(moved, parent),
                // A circle, or turned round.
                Err(refusal) => {
                    assert_eq!(refusal.code(), Code::InvalidValue);
                    None
                }
            };
        }
        Step::Rule(group, choice) => {
            let (group, rule) = (pick(&told.groups, group), choice.as_ref().map(|choice| told.rule(choice)));
            set(world, ANNA, group, rule.as_ref().map(RuleForm::from)).await.unwrap();
            told.groups.insert(group, rule);
        }
        Step::Add(place, tags) => {
            let place = at(told, place);
            let device_type = "panel".to_owned();
            let form = RoomForm { name, device_type, place, tags: written(tags), ..RoomForm::default() };
            let room = run(app, &anna, CreateRoom { tenant, form }).await.unwrap();
            told.rooms.insert(room, (place, keys(tags)));
        }
        Step::Import(lines) => {
            let mut text = "displayName,tags\n".to_owned();
            for (number, (_, tags)) in lines.iter().enumerate() {
                let line = format!("{name} {number},\"{}\"\n", written(tags).join(", "));
                text.push_str(&line);
            }
            let file = ImportRooms { tenant, lines: read(text.as_bytes()).unwrap(), is_trial: false };
            let done = run(app, &anna, file).await.unwrap();
            for (room, (_, tags)) in done.rooms.into_iter().zip(lines) {
                told.rooms.insert(room, (None, keys(tags)));
            }
        }
        Step::End(room) => {
            let room = pick(&told.rooms, room);
            run(app, &anna, UnenrolRoom { tenant, room }).await.unwrap();
            run(app, &anna, DeleteRoom { tenant, room, stamp: None }).await.unwrap();
            told.rooms.remove(&room);
        }
        Step::Make(choice) => {
            let rule = Some(told.rule(choice));
            let group = make(world, ANNA, &name, rule.as_ref().map(RuleForm::from)).await.unwrap();
            told.groups.insert(group, rule);
        }
        Step::Delete(group) if told.groups.len() > 2 => {
            let group = pick(&told.groups, group);
            run(app, &anna, DeleteGroup { tenant, group, stamp: None, confirmed: true }).await.unwrap();
            told.groups.remove(&group);
        }
        Step::DeletePlace(place) if told.places.len() > 3 => {
            let place = pick(&told.places, place);
            match run(app, &anna, DeletePlace { place, stamp: None }).await {
                Ok(()) => drop(told.places.remove(&place)),
                Err(refusal) => assert_eq!(refusal.code(), Code::PlaceInUse),
            }
        }
        Step::Delete(_) | Step::DeletePlace(_) => {}
    }
}

async fn members(world: &World, group: Id<RoomGroup>) -> BTreeSet<Id<Room>> {
    let wanted = Wanted { page: service::Page::of(300), ..Wanted::default() };
    let question = GroupMembers { realm: Realm::Own, group, wanted, counts: false };
    let list = ask(&world.app, &world.caller(ANNA), &question).await.unwrap();
    assert_eq!(list.next, None);
    list.members.into_iter().map(|member| member.id).collect()
}

/// over a drawn sequence of changes the members of every group with a rule are, after each of them, the rooms that
/// its slow definition chooses, in the database and in memory.
#[tokio::test]
async fn members_are_what_the_rule_chooses() {
    let steps = vec(step(), 90).new_tree(&mut TestRunner::deterministic()).unwrap().current();
    each(async |world: World| {
        let mut told = Told::default();
        let mut parent = None;
        for kind in ["country", "city", "campus", "building", "floor"] {
            let it = place(&world, kind, kind, parent).await;
            told.places.insert(it, parent);
            parent = Some(it);
        }
        for kind in ["city", "building", "floor"] {
            told.places.insert(place(&world, &format!("Other {kind}"), kind, None).await, None);
        }
        for (name, count) in [("Berlin", 6), ("Lisbon", 4), ("Boardrooms", 2)] {
            for number in 1..=count {
                told.rooms.insert(world.room(CONTOSO, &format!("{name} {number}")), (None, BTreeSet::new()));
            }
        }
        for name in ["One", "Two", "Three"] {
            told.groups.insert(make(&world, ANNA, name, None).await.unwrap(), None);
        }
        let mut joined = 0;
        for step in &steps {
            act(&world, &mut told, step).await;
            for (group, rule) in &told.groups {
                let Some(rule) = rule else { continue };
                let chosen: BTreeSet<_> =
                    told.rooms.keys().copied().filter(|room| told.chooses(rule, *room)).collect();
                joined += chosen.len();
                assert_eq!(members(&world, *group).await, chosen, "{step:?} {rule:?}");
                let filter = format!("groupIds/any(g: g eq '{group}')");
                let in_memory =
                    listed(&world, &world.caller(ANNA), Realm::Own, &[("$filter", filter.as_str())]).await;
                assert_eq!(in_memory, chosen, "in memory: {step:?} {rule:?}");
            }
        }
        assert!(joined > 100, "the sequence chooses rooms: {joined}");
    })
    .await;
}
