//! Room groups and places: who sees and changes them, and what that does to partners.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing, clippy::panic, reason = "tests")]

use std::collections::BTreeSet;

use domain::{id::Id, query::Query};
use service::{
    Caller, Code, Realm, Wanted, ask,
    groups::{
        ChangeMembers, CreateGroup, DeleteGroup, EditGroup, GroupMembers, GroupOf, ListGroups, MemberChange,
        PreviewDelete, PreviewMembers, RoomChoices, RoomsFor,
    },
    places::{CreatePlace, DeletePlace, EditPlace, ListPlaces, PlaceForm, PlaceOf},
    rooms::{EditRoom, ListRooms, RoomForm, wanted},
    run,
};
use testkit::{World, each, each_linked};

const CONTOSO: &str = "contoso.example";

async fn names(world: &World, caller: &Caller, realm: Realm) -> Vec<(String, i64)> {
    let list = ask(&world.app, caller, &ListGroups { realm, wanted: Wanted::default(), counts: false })
        .await
        .unwrap();
    list.groups.into_iter().map(|group| (group.name, group.members)).collect()
}

async fn rooms_seen(world: &World, upn: &str) -> usize {
    let question =
        ListRooms { realm: Realm::AllCustomers, wanted: Wanted::default(), health: None, counts: false };
    ask(&world.app, &world.caller(upn), &question).await.unwrap().rooms.len()
}

fn change(
    add: &[domain::id::Id<domain::id::Room>],
    remove: &[domain::id::Id<domain::id::Room>],
) -> MemberChange {
    MemberChange { add: add.iter().copied().collect(), remove: remove.iter().copied().collect() }
}

/// names are unique, members are rooms in sight, and a group that a scope names is deleted only after a
/// confirmation, which takes the rooms out of the partner's sight.
#[tokio::test]
async fn groups_are_made_changed_and_deleted() {
    each_linked(async |world, _| {
        let (app, anna) = (&world.app, world.caller("anna@contoso.example"));
        let tenant = world.organization(CONTOSO);
        let create = |name: &str, members: BTreeSet<_>| CreateGroup {
            tenant,
            name: name.to_owned(),
            description: String::new(),
            members,
            rule: None,
        };
        let taken = run(app, &anna, create(" berlin ", BTreeSet::new())).await.unwrap_err();
        let service::Refusal::Invalid(_, faults) = taken else { panic!() };
        assert_eq!((faults[0].field.as_str(), faults[0].code), ("displayName", Code::NameTaken));
        let foreign = BTreeSet::from([world.room("fabrikam.example", "Seoul 1")]);
        let refusal = run(app, &anna, create("Mixed", foreign)).await.unwrap_err();
        assert_eq!(refusal.code(), Code::InvalidValue);
        let members = BTreeSet::from([world.room(CONTOSO, "Lisbon 1"), world.room(CONTOSO, "Berlin 1")]);
        let group = run(app, &anna, create("Mixed", members)).await.unwrap();
        let edit = EditGroup {
            tenant,
            group,
            stamp: Some(1),
            name: "Mixed rooms".to_owned(),
            description: "Two sites".to_owned(),
            rule: None,
        };
        run(app, &anna, edit.clone()).await.unwrap();
        assert_eq!(run(app, &anna, edit).await.unwrap_err().code(), Code::EtagMismatch);

        let berlin = world.group(CONTOSO, "Berlin");
        let uses =
            ask(app, &anna, &GroupOf { realm: Realm::Own, group: berlin }).await.unwrap().uses.unwrap();
        let uses: Vec<_> = uses.iter().map(|it| (it.kind.as_str(), it.name.as_str())).collect();
        assert_eq!(uses, [("link", "Northwind"), ("role", "Berlin")]);
        let delete = |confirmed| DeleteGroup { tenant, group: berlin, stamp: None, confirmed };
        assert_eq!(run(app, &anna, delete(false)).await.unwrap_err().code(), Code::ConfirmationRequired);
        assert_eq!(rooms_seen(&world, "pia@northwind.example").await, 6);
        run(app, &anna, delete(true)).await.unwrap();
        assert_eq!(rooms_seen(&world, "pia@northwind.example").await, 0);
        run(app, &anna, DeleteGroup { tenant, group, stamp: None, confirmed: false }).await.unwrap();
    })
    .await;
}

/// R-112, decision 13: a room that joins a scoped group is in the partner's sight at once, one that leaves is
/// not; the preview counts the people before, and both organizations' versions rise with the change.
#[tokio::test]
async fn members_change_what_partners_see() {
    each_linked(async |world, _| {
        let (app, anna) = (&world.app, world.caller("anna@contoso.example"));
        let (tenant, partner) = (world.organization(CONTOSO), world.organization("northwind.example"));
        let group = world.group(CONTOSO, "Berlin");
        let lisbon = world.room(CONTOSO, "Lisbon 1");
        let berlin = world.room(CONTOSO, "Berlin 1");

        let wanted = change(&[lisbon], &[berlin]);
        let preview = ask(app, &anna, &PreviewMembers { group, wanted: wanted.clone() }).await.unwrap();
        assert_eq!(preview.len(), 1);
        assert_eq!((preview[0].name.as_str(), preview[0].gain, preview[0].lose), ("Northwind", 1, 1));
        assert_eq!((preview[0].gained[0].id, preview[0].lost[0].id), (lisbon, berlin));
        let end = ask(app, &anna, &PreviewDelete { group }).await.unwrap();
        assert_eq!((end[0].gain, end[0].lose, end[0].lost.len()), (0, 1, 6));
        let lea = world.caller("lea@contoso.example");
        let cut = ask(app, &lea, &PreviewMembers { group, wanted: wanted.clone() }).await.unwrap();
        assert_eq!((cut[0].gain, cut[0].lose), (0, 1), "Lisbon 1 is out of the site lead's sight");
        let unseen = change(&[], &[]);
        assert_eq!(ask(app, &anna, &PreviewMembers { group, wanted: unseen }).await.unwrap(), []);
        let other = world.group(CONTOSO, "Boardrooms");
        let elsewhere = PreviewMembers { group: other, wanted: change(&[lisbon], &[]) };
        assert_eq!(ask(app, &anna, &elsewhere).await.unwrap(), []);

        let before = raised(&world).await;
        run(app, &anna, ChangeMembers { tenant, group, stamp: None, wanted }).await.unwrap();
        let after = raised(&world).await;
        assert_eq!(after, before + 2, "versions of {tenant} and {partner}");
        let pia = world.caller("pia@northwind.example");
        let members =
            GroupMembers { realm: Realm::Customer(tenant), group, wanted: Wanted::default(), counts: false };
        let seen: Vec<_> =
            ask(app, &pia, &members).await.unwrap().members.into_iter().map(|m| m.name).collect();
        assert!(seen.contains(&"Lisbon 1".to_owned()) && !seen.contains(&"Berlin 1".to_owned()), "{seen:?}");
    })
    .await;
}

async fn raised(world: &World) -> i64 {
    world.database.number("select cast(sum(version) as integer) from access_versions").await
}

/// a partner sees groups whose members it sees, and of them only those; never an empty group.
#[tokio::test]
async fn partners_see_intersecting_groups() {
    each_linked(async |world, _| {
        let (app, anna) = (&world.app, world.caller("anna@contoso.example"));
        let tenant = world.organization(CONTOSO);
        let members = BTreeSet::from([world.room(CONTOSO, "Lisbon 1"), world.room(CONTOSO, "Berlin 1")]);
        let create = |name: &str, members| CreateGroup {
            tenant,
            name: name.to_owned(),
            description: String::new(),
            members,
            rule: None,
        };
        let mixed = run(app, &anna, create("Mixed", members)).await.unwrap();
        let empty = run(app, &anna, create("Empty", BTreeSet::new())).await.unwrap();
        let pia = world.caller("pia@northwind.example");
        let expected = [("Berlin".to_owned(), 6), ("Mixed".to_owned(), 1)];
        assert_eq!(names(&world, &pia, Realm::AllCustomers).await, expected);
        assert_eq!(names(&world, &pia, Realm::Customer(tenant)).await, expected);
        let lisbon = world.group(CONTOSO, "Lisbon");
        for group in [lisbon, empty] {
            let hidden = ask(app, &pia, &GroupOf { realm: Realm::Customer(tenant), group }).await;
            assert_eq!(hidden.unwrap_err().code(), Code::NotFound);
        }
        let shown = ask(app, &pia, &GroupOf { realm: Realm::Customer(tenant), group: mixed }).await.unwrap();
        assert_eq!((shown.row.members, shown.uses), (1, None));
        assert!(!shown.may_change_members && !shown.may_edit);
        let own: Vec<_> = names(&world, &anna, Realm::Own).await;
        assert!(own.contains(&("Empty".to_owned(), 0)) && own.contains(&("Mixed".to_owned(), 2)), "{own:?}");
        // A partner views groups but does not change them.
        let wanted = change(&[], &[world.room(CONTOSO, "Berlin 1")]);
        let refused = run(app, &pia, ChangeMembers { tenant, group: mixed, stamp: None, wanted }).await;
        assert_eq!(refused.unwrap_err().code(), Code::Forbidden);
    })
    .await;
}

/// R-111, decision 13: a site lead cannot widen the own scope by putting unseen rooms into the own group, nor
/// change groups with members out of sight.
#[tokio::test]
async fn a_site_lead_stays_in_scope() {
    each(async |world| {
        let (app, lea) = (&world.app, world.caller("lea@contoso.example"));
        let tenant = world.organization(CONTOSO);
        let berlin = world.group(CONTOSO, "Berlin");
        let wanted = change(&[world.room(CONTOSO, "Lisbon 1")], &[]);
        let refused = run(app, &lea, ChangeMembers { tenant, group: berlin, stamp: None, wanted }).await;
        assert_eq!(refused.unwrap_err().code(), Code::InvalidValue);
        let lisbon = world.group(CONTOSO, "Lisbon");
        let delete = |group| DeleteGroup { tenant, group, stamp: None, confirmed: true };
        assert_eq!(run(app, &lea, delete(lisbon)).await.unwrap_err().code(), Code::NotFound);
        let own = change(&[world.room(CONTOSO, "Berlin 1")], &[]);
        let unseen = ChangeMembers { tenant, group: lisbon, stamp: None, wanted: own };
        assert_eq!(run(app, &lea, unseen).await.unwrap_err().code(), Code::NotFound);
        let create = |rooms: &[&str]| CreateGroup {
            tenant,
            name: "Mixed".to_owned(),
            description: String::new(),
            members: rooms.iter().map(|room| world.room(CONTOSO, room)).collect(),
            rule: None,
        };
        // Without a member the group would be out of its maker's sight.
        assert_eq!(run(app, &lea, create(&[])).await.unwrap_err().code(), Code::InvalidValue);
        let anna = world.caller("anna@contoso.example");
        let mixed = run(app, &anna, create(&["Berlin 1", "Lisbon 1"])).await.unwrap();
        let shown = ask(app, &lea, &GroupOf { realm: Realm::Own, group: mixed }).await.unwrap();
        assert_eq!((shown.row.members, shown.uses), (1, None));
        assert!(shown.may_change_members && !shown.may_edit);
        assert_eq!(run(app, &lea, delete(mixed)).await.unwrap_err().code(), Code::Forbidden);
        let choices = RoomChoices {
            realm: Realm::Own,
            purpose: RoomsFor::Group(mixed),
            chosen: vec![],
            text: "1".to_owned(),
        };
        assert_eq!(
            ask(app, &lea, &choices).await.unwrap().found,
            [],
            "Lisbon 1 is out of sight, Berlin 1 in"
        );
        let theo = world.caller("theo@contoso.example");
        let wanted = change(&[], &[world.room(CONTOSO, "Berlin 1")]);
        let refused = run(app, &theo, ChangeMembers { tenant, group: berlin, stamp: None, wanted }).await;
        assert_eq!(refused.unwrap_err().code(), Code::Forbidden);
    })
    .await;
}

/// places keep their order when they are made and moved; what is in use stays; rooms are found by any
/// place around them, and counted there.
#[tokio::test]
async fn places_hold_rooms_at_every_level() {
    each(async |world| {
        let (app, anna) = (&world.app, world.caller("anna@contoso.example"));
        let tenant = world.organization(CONTOSO);
        let form = |name: &str, kind: &str, parent| PlaceForm {
            name: name.to_owned(),
            kind: kind.to_owned(),
            parent,
        };
        let create = async |name: &str, kind: &str, parent| {
            run(app, &anna, CreatePlace { form: form(name, kind, parent) }).await
        };
        let germany = create("Germany", "country", None).await.unwrap();
        let berlin = create("Berlin", "city", Some(germany)).await.unwrap();
        let house = create("House 1", "building", Some(berlin)).await.unwrap();
        let floor = create("2", "floor", Some(house)).await.unwrap();
        let turned = create("Bavaria", "state", Some(berlin)).await.unwrap_err();
        assert_eq!(turned.code(), Code::InvalidValue);
        let circle = EditPlace { place: berlin, stamp: None, form: form("Berlin", "city", Some(floor)) };
        assert_eq!(run(app, &anna, circle).await.unwrap_err().code(), Code::InvalidValue);

        let room = world.room(CONTOSO, "Berlin 1");
        let record = RoomForm {
            name: "Berlin 1".to_owned(),
            device_type: "generic".to_owned(),
            place: Some(floor),
            ..RoomForm::default()
        };
        run(app, &anna, EditRoom { tenant, room, stamp: None, form: record }).await.unwrap();
        let rooms_in = async |place: Id<domain::id::Place>| {
            let filter = format!("placeIds/any(p: p eq '{place}')");
            let query = Query::parse([("$filter", filter.as_str())], &service::rooms::SCHEMA).unwrap();
            let question =
                ListRooms { realm: Realm::Own, wanted: wanted(&query).unwrap(), health: None, counts: true };
            ask(app, &anna, &question).await.unwrap().counts.unwrap().all()
        };
        assert_eq!((rooms_in(germany).await, rooms_in(floor).await), (1, 1));
        let shown = ask(app, &anna, &PlaceOf { place: berlin }).await.unwrap();
        assert_eq!((shown.row.rooms, shown.row.places), (1, 1));

        // The house moves to another city, with all in it.
        let hamburg = create("Hamburg", "city", Some(germany)).await.unwrap();
        let moved =
            EditPlace { place: house, stamp: Some(1), form: form("House 1", "building", Some(hamburg)) };
        run(app, &anna, moved).await.unwrap();
        assert_eq!((rooms_in(hamburg).await, rooms_in(berlin).await), (1, 0));
        let way = ask(app, &anna, &PlaceOf { place: floor }).await.unwrap().way;
        let way: Vec<_> = way.iter().map(|step| step.name.as_str()).collect();
        assert_eq!(way, ["Germany", "Hamburg", "House 1", "2"]);

        let in_use = run(app, &anna, DeletePlace { place: floor, stamp: None }).await.unwrap_err();
        assert_eq!(in_use.code(), Code::PlaceInUse);
        run(app, &anna, DeletePlace { place: berlin, stamp: None }).await.unwrap();
        let widest = ListPlaces { within: Some(None), wanted: Wanted::default(), count: true };
        let list = ask(app, &anna, &widest).await.unwrap();
        assert_eq!((list.places.len(), list.count, list.may_change), (1, Some(1), true));
        // A site lead sees places, with the rooms in sight, and does not change them.
        let lea = world.caller("lea@contoso.example");
        let list = ask(app, &lea, &widest).await.unwrap();
        assert_eq!((list.places[0].rooms, list.may_change), (1, false));
        let refused = run(app, &lea, CreatePlace { form: form("Lea", "city", None) }).await;
        assert_eq!(refused.unwrap_err().code(), Code::Forbidden);
    })
    .await;
}
