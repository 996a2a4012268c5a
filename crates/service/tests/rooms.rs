//! Rooms: lists, counts, detail, record, monitoring, take-over, export, for own people and partners.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing, clippy::panic, reason = "tests")]

use domain::{
    health::Health,
    id::{Id, Room},
    query::Query,
    room::{DeviceType, Monitoring, PlaceType, RoomSize},
};
use service::{
    Caller, Code, Export, Realm, Wanted, ask, cursor,
    rooms::{
        CreateRoom, DeleteRoom, EditRoom, EnrolRoom, ListRooms, RoomForm, RoomHistory, RoomList, RoomOf,
        SCHEMA, TakeOver, UnenrolRoom, enrol_rooms, wanted,
    },
    run,
};
use store::{page::Page, seed};
use testkit::{World, each, each_linked};

const CONTOSO: &str = "contoso.example";

fn query(options: &[(&str, &str)]) -> Wanted {
    wanted(&Query::parse(options.iter().copied(), &SCHEMA).unwrap()).unwrap()
}

async fn list(world: &World, caller: &Caller, realm: Realm, options: &[(&str, &str)]) -> RoomList {
    let question = ListRooms { realm, wanted: query(options), health: None, counts: true };
    ask(&world.app, caller, &question).await.unwrap()
}

fn names(list: &RoomList) -> Vec<&str> {
    list.rooms.iter().map(|room| room.name.as_str()).collect()
}

fn form(name: &str) -> RoomForm {
    RoomForm { name: name.to_owned(), device_type: "generic".to_owned(), ..RoomForm::default() }
}

/// R-245, R-246: search, filter, order and pages of one's own rooms; counts are those of the same filters.
#[tokio::test]
async fn own_rooms_are_listed_filtered_and_counted() {
    each(async |world| {
        let anna = world.caller("anna@contoso.example");
        let all = list(&world, &anna, Realm::Own, &[]).await;
        assert_eq!((all.rooms.len(), all.counts.unwrap().all()), (12, 12));
        let found = list(&world, &anna, Realm::Own, &[("$search", "BERLIN 2")]).await;
        assert_eq!(names(&found), ["Berlin 2"]);
        assert_eq!(found.counts.unwrap().all(), 1);

        let berlin = world.group(CONTOSO, "Berlin");
        let filter = format!("groupIds/any(g: g eq '{berlin}') and not endswith(displayName,'1')");
        let options = [("$filter", filter.as_str()), ("$orderby", "displayName desc"), ("$top", "2")];
        let first = list(&world, &anna, Realm::Own, &options).await;
        assert_eq!((names(&first), first.counts.unwrap().all()), (vec!["Berlin 6", "Berlin 5"], 5));
        let token = cursor::write(first.next.as_ref().unwrap()).unwrap();
        let second =
            list(&world, &anna, Realm::Own, &[options[0], options[1], options[2], ("$skiptoken", &token)])
                .await;
        assert_eq!(names(&second), ["Berlin 4", "Berlin 3"]);
        let foreign = ListRooms {
            realm: Realm::Own,
            wanted: query(&[("$orderby", "lastSeen"), ("$skiptoken", &token)]),
            health: None,
            counts: false,
        };
        assert_eq!(ask(&world.app, &anna, &foreign).await.unwrap_err().code(), Code::BadQuery);
    })
    .await;
}

/// R-002, R-111: a technician of two rooms lists, counts and opens these two and no third.
#[tokio::test]
async fn a_technician_sees_the_assigned_rooms_alone() {
    each(async |world| {
        let theo = world.caller("theo@contoso.example");
        let seen = list(&world, &theo, Realm::Own, &[]).await;
        assert_eq!((names(&seen), seen.counts.unwrap().all()), (vec!["Berlin 1", "Berlin 2"], 2));
        let of = |name: &str| RoomOf { realm: Realm::Own, room: world.room(CONTOSO, name) };
        let room = ask(&world.app, &theo, &of("Berlin 1")).await.unwrap();
        assert_eq!((room.groups, room.detail.record.name.as_str()), (vec![], "Berlin 1"));
        assert_eq!(ask(&world.app, &theo, &of("Berlin 3")).await.unwrap_err().code(), Code::NotFound);
        let history = RoomHistory {
            realm: Realm::Own,
            room: world.room(CONTOSO, "Berlin 3"),
            after: None,
            page: Page::of(5),
        };
        assert_eq!(ask(&world.app, &theo, &history).await.unwrap_err().code(), Code::NotFound);
        // Who may not see groups cannot ask by them.
        let group = world.group(CONTOSO, "Berlin");
        let by_group = ListRooms {
            realm: Realm::Own,
            wanted: query(&[("$filter", &format!("groupIds/any(g: g eq '{group}')"))]),
            health: None,
            counts: true,
        };
        assert_eq!(ask(&world.app, &theo, &by_group).await.unwrap_err().code(), Code::Forbidden);
        let by_name = ListRooms {
            wanted: query(&[("$filter", "groupDisplayNames/any(g: g eq 'Berlin')")]),
            ..by_group
        };
        assert_eq!(ask(&world.app, &theo, &by_name).await.unwrap_err().code(), Code::Forbidden);
        let anna = world.caller("anna@contoso.example");
        let named =
            list(&world, &anna, Realm::Own, &[("$filter", "groupDisplayNames/any(g: g eq 'bERLIN')")]).await;
        assert_eq!(named.counts.unwrap().all(), 6);
        let uma = world.caller("uma@contoso.example");
        let refused = ListRooms { realm: Realm::Own, wanted: Wanted::default(), health: None, counts: true };
        assert_eq!(ask(&world.app, &uma, &refused).await.unwrap_err().code(), Code::Forbidden);
    })
    .await;
}

/// R-002, R-004, R-085, R-112, R-220: a partner sees the link's rooms, with the customer's name, never its own
/// organization or other customers; decision 17: no partners on the room.
#[tokio::test]
async fn a_partner_sees_the_rooms_of_the_link() {
    each_linked(async |world, _| {
        let (app, pia) = (&world.app, world.caller("pia@northwind.example"));
        let contoso = world.organization(CONTOSO);
        let everywhere = list(&world, &pia, Realm::AllCustomers, &[]).await;
        assert_eq!((everywhere.rooms.len(), everywhere.counts.unwrap().all()), (6, 6));
        assert!(everywhere.rooms.iter().all(|room| room.tenant_name == "Contoso"));
        let there = list(&world, &pia, Realm::Customer(contoso), &[]).await;
        assert_eq!(there.rooms, everywhere.rooms);
        let filter = format!("tenantId eq '{}'", world.organization("fabrikam.example"));
        let other = list(&world, &pia, Realm::AllCustomers, &[("$filter", &filter)]).await;
        assert_eq!((other.rooms.len(), other.counts.unwrap().all()), (0, 0));

        let open = |realm, room| RoomOf { realm, room };
        let berlin = world.room(CONTOSO, "Berlin 1");
        let room = ask(app, &pia, &open(Realm::Customer(contoso), berlin)).await.unwrap();
        assert_eq!(room.partners, None);
        assert_eq!(room.groups.len(), 1);
        let lisbon = world.room(CONTOSO, "Lisbon 1");
        for (realm, room) in [
            (Realm::Customer(contoso), lisbon),
            (Realm::Customer(world.organization("fabrikam.example")), berlin),
            (Realm::Customer(world.organization("northwind.example")), berlin),
        ] {
            assert_eq!(ask(app, &pia, &open(realm, room)).await.unwrap_err().code(), Code::NotFound);
        }
        // The owner's people see who sees the room.
        let anna = world.caller("anna@contoso.example");
        let partners = |room| {
            let anna = anna.clone();
            async move { ask(app, &anna, &open(Realm::Own, room)).await.unwrap().partners.unwrap() }
        };
        assert_eq!(partners(berlin).await.into_iter().map(|p| p.1).collect::<Vec<_>>(), ["Northwind"]);
        assert_eq!(partners(lisbon).await, []);
    })
    .await;
}

/// §5.1, R-132: the record is edited with every field checked at once, under its version; a partner with
/// room.modify edits within its scope, and the owner's log names it.
#[tokio::test]
async fn records_are_created_and_edited() {
    each_linked(async |world, _| {
        let (app, anna) = (&world.app, world.caller("anna@contoso.example"));
        let tenant = world.organization(CONTOSO);
        let bad = RoomForm {
            name: "  ".to_owned(),
            place: Some(Id::new(uuid::Uuid::from_u128(7))),
            device_type: "toaster".to_owned(),
            account: "nobody".to_owned(),
            time_zone: "Mars/Olympus".to_owned(),
            capacity: "0".to_owned(),
            size: "huge".to_owned(),
            place_type: "kitchen".to_owned(),
            latitude: "91".to_owned(),
            notes: "x".repeat(2001),
            ..RoomForm::default()
        };
        let refusal = run(app, &anna, CreateRoom { tenant, form: bad }).await.unwrap_err();
        let service::Refusal::Invalid(Code::InvalidValue, faults) = refusal else { panic!("{refusal:?}") };
        let fields: Vec<_> = faults.iter().map(|fault| fault.field.as_str()).collect();
        assert_eq!(
            fields,
            [
                "displayName",
                "account",
                "notes",
                "deviceType",
                "timeZone",
                "capacity",
                "size",
                "placeType",
                "latitude",
                "longitude",
                "placeId"
            ]
        );

        let room = run(app, &anna, CreateRoom { tenant, form: form("Attic") }).await.unwrap();
        let shown = ask(app, &anna, &RoomOf { realm: Realm::Own, room }).await.unwrap().detail;
        assert_eq!((shown.monitoring, shown.health, shown.change_stamp), (Monitoring::Onboarding, Health::Onboarding, 1));

        let berlin = world.room(CONTOSO, "Berlin 1");
        let pia = world.caller("pia@northwind.example");
        let mut changed = form("Berlin One");
        changed.capacity = "8".to_owned();
        let edit = |stamp| EditRoom { tenant, room: berlin, stamp, form: changed.clone() };
        assert_eq!(run(app, &pia, edit(Some(99))).await.unwrap_err().code(), Code::EtagMismatch);
        run(app, &pia, edit(Some(1))).await.unwrap();
        let shown = ask(app, &anna, &RoomOf { realm: Realm::Own, room: berlin }).await.unwrap().detail;
        assert_eq!((shown.record.name.as_str(), shown.record.capacity, shown.change_stamp), ("Berlin One", Some(8), 2));
        let logged = "select count(*) from audit_events where kind = 'room.edited' and actor_name = 'pia@northwind.example'";
        // In the owner's log, and cut in the partner's own (R-208).
        assert!(world.database.number(logged).await >= 1);

        let outside = EditRoom { tenant, room: world.room(CONTOSO, "Lisbon 1"), stamp: None, form: form("Mine") };
        assert_eq!(run(app, &pia, outside).await.unwrap_err().code(), Code::NotFound);
        let create = CreateRoom { tenant, form: form("Extra") };
        assert_eq!(run(app, &pia, create).await.unwrap_err().code(), Code::Forbidden);
    })
    .await;
}

/// R-245, R-264: size, place type and coordinates are kept, logged before and after, and cleared; one coordinate alone
/// is refused at the one that is missing.
#[tokio::test]
async fn size_place_type_and_coordinates_are_kept() {
    each(async |world| {
        let (app, anna) = (&world.app, world.caller("anna@contoso.example"));
        let (tenant, room) = (world.organization(CONTOSO), world.room(CONTOSO, "Berlin 1"));
        let edit = |form| run(app, &anna, EditRoom { tenant, room, stamp: None, form });
        let written = RoomForm {
            size: "large".to_owned(),
            place_type: "auditorium".to_owned(),
            latitude: "52,520008".to_owned(),
            longitude: " -13.4049540 ".to_owned(),
            ..form("Berlin 1")
        };
        edit(written.clone()).await.unwrap();
        let shown = ask(app, &anna, &RoomOf { realm: Realm::Own, room }).await.unwrap().detail.record;
        assert_eq!((shown.size, shown.place_type), (Some(RoomSize::Large), Some(PlaceType::Auditorium)));
        let again = RoomForm::from(&shown);
        assert_eq!((again.latitude.as_str(), again.longitude.as_str()), ("52.520008", "-13.404954"));
        let logged = |what: &str| {
            let query = format!(
                "select count(*) from audit_events where kind = 'room.edited' and changes like '%{what}%'"
            );
            async { world.database.number(&{ query }).await }
        };
        for (field, after) in [
            ("size", "large"),
            ("placeType", "auditorium"),
            ("latitude", "52.520008"),
            ("longitude", "-13.404954"),
        ] {
            let change = format!(r#"{{"field":"{field}","before":"","after":"{after}""#);
            assert_eq!(logged(&change).await, 1, "{field}");
        }

        let alone = edit(RoomForm { latitude: String::new(), ..written.clone() }).await.unwrap_err();
        let service::Refusal::Invalid(_, faults) = alone else { panic!("{alone:?}") };
        let faults: Vec<_> = faults.iter().map(|fault| (fault.field.as_str(), fault.code)).collect();
        assert_eq!(faults, [("latitude", Code::CoordinatesIncomplete)]);

        edit(form("Berlin 1")).await.unwrap();
        let cleared = ask(app, &anna, &RoomOf { realm: Realm::Own, room }).await.unwrap().detail.record;
        assert_eq!((cleared.size, cleared.place_type, cleared.coordinates), (None, None, None));
        assert_eq!(logged(r#"{"field":"latitude","before":"52.520008","after":"""#).await, 1);
    })
    .await;
}

/// R-245, R-264: rooms are filtered and sorted by size and place type; pages go on where rooms have none.
#[tokio::test]
async fn rooms_are_listed_by_size_and_place_type() {
    each(async |world| {
        let anna = world.caller("anna@contoso.example");
        let tenant = world.organization(CONTOSO);
        for (name, size, kind) in [
            ("Berlin 1", "small", "huddleRoom"),
            ("Berlin 2", "medium", "office"),
            ("Berlin 3", "small", "office"),
        ] {
            let form = RoomForm { size: size.to_owned(), place_type: kind.to_owned(), ..form(name) };
            let edit = EditRoom { tenant, room: world.room(CONTOSO, name), stamp: None, form };
            run(&world.app, &anna, edit).await.unwrap();
        }
        let shown = async |options: &[(&str, &str)]| {
            let list = list(&world, &anna, Realm::Own, options).await;
            (names(&list).into_iter().map(str::to_owned).collect::<Vec<_>>(), list.next)
        };
        let small = [("$filter", "size eq 'small' and placeType in ('office','lobby')")];
        assert_eq!(shown(&small).await.0, ["Berlin 3"]);
        let without = [("$filter", "size eq null"), ("$search", "berlin"), ("$top", "2")];
        assert_eq!(shown(&without).await.0, ["Berlin 4", "Berlin 5"]);
        let order = ("$orderby", "size desc,placeType,displayName");
        let (first, next) = shown(&[order, ("$top", "4")]).await;
        assert_eq!(first, ["Berlin 1", "Berlin 3", "Berlin 2", "Berlin 4"]);
        let token = cursor::write(&next.unwrap()).unwrap();
        assert_eq!(shown(&[order, ("$top", "1"), ("$skiptoken", &token)]).await.0, ["Berlin 5"]);
    })
    .await;
}

async fn onboarding(world: &World, name: &str, with_device: bool) -> Id<Room> {
    let mut seed = world.seed().await;
    let tenant = world.organization(CONTOSO);
    let mut room = seed::Room::named(tenant, world.ids.id(), name);
    room.monitoring = Monitoring::Onboarding;
    room.health = Health::Onboarding;
    room.device_type = DeviceType::Panel;
    room.serial_number = "S-1".to_owned();
    seed.room(&room).await.unwrap();
    if with_device {
        let device = seed::Device {
            credential_hash: name.as_bytes().to_vec(),
            id: world.ids.id(),
            tenant,
            room: room.id,
            key_version: 1,
        };
        seed.device(&device).await.unwrap();
    }
    seed.commit().await.unwrap();
    room.id
}

/// R-241, R-242: enrol, unenrol and delete follow the state machine; unenrolled rooms leave lists and counts
/// unless asked for; several rooms are enrolled with an answer for each.
#[tokio::test]
async fn monitoring_is_started_and_stopped() {
    each(async |world| {
        let (app, anna) = (&world.app, world.caller("anna@contoso.example"));
        let tenant = world.organization(CONTOSO);
        let new = onboarding(&world, "Zeppelin", true).await;
        let known = world.room(CONTOSO, "Berlin 1");
        let outcomes = enrol_rooms(app, &anna, tenant, vec![new, known]).await.unwrap();
        assert_eq!(outcomes[0].1.as_ref().unwrap(), &Health::Unmonitored);
        assert_eq!(outcomes[1].1.as_ref().unwrap_err().code(), Code::InvalidState);
        let theo = world.caller("theo@contoso.example");
        assert_eq!(
            run(app, &theo, EnrolRoom { tenant, room: known }).await.unwrap_err().code(),
            Code::Forbidden
        );

        let delete = |stamp| DeleteRoom { tenant, room: new, stamp };
        assert_eq!(run(app, &anna, delete(None)).await.unwrap_err().code(), Code::InvalidState);
        run(app, &anna, UnenrolRoom { tenant, room: new }).await.unwrap();
        let again = run(app, &anna, UnenrolRoom { tenant, room: new }).await.unwrap_err();
        assert_eq!(again.code(), Code::InvalidState);
        let shown = list(&world, &anna, Realm::Own, &[("$search", "zeppelin")]).await;
        assert_eq!((shown.rooms.len(), shown.counts.unwrap().all()), (0, 0));
        let options = [("$filter", "monitoring eq 'unenrolled'")];
        assert_eq!(names(&list(&world, &anna, Realm::Own, &options).await), ["Zeppelin"]);
        assert_eq!(run(app, &anna, delete(Some(1))).await.unwrap_err().code(), Code::EtagMismatch);
        run(app, &anna, delete(None)).await.unwrap();
        assert_eq!(run(app, &anna, delete(None)).await.unwrap_err().code(), Code::NotFound);
        for kind in ["room.enrolled", "room.unenrolled", "room.deleted"] {
            let logged = format!("select count(*) from audit_events where kind = '{kind}'");
            assert_eq!(world.database.number(&logged).await, 1, "{kind}");
        }
    })
    .await;
}

/// Decision 19: a click gives the device of an Onboarding room to a known room; equal serial numbers do nothing,
/// and rooms out of sight are not taken.
#[tokio::test]
async fn a_device_is_taken_over_by_a_click_alone() {
    each(async |world| {
        let (app, anna) = (&world.app, world.caller("anna@contoso.example"));
        let tenant = world.organization(CONTOSO);
        let from = onboarding(&world, "New panel", true).await;
        let without = onboarding(&world, "Paper", false).await;
        let to = world.room(CONTOSO, "Berlin 1");
        let click = |from, to| TakeOver { tenant, from, to };
        assert_eq!(run(app, &anna, click(without, to)).await.unwrap_err().code(), Code::InvalidState);
        assert_eq!(run(app, &anna, click(to, from)).await.unwrap_err().code(), Code::InvalidState);
        let foreign = world.room("fabrikam.example", "Seoul 1");
        assert_eq!(run(app, &anna, click(foreign, to)).await.unwrap_err().code(), Code::InvalidValue);
        // A site lead does not see the Onboarding room.
        let lea = world.caller("lea@contoso.example");
        assert_eq!(run(app, &lea, click(from, to)).await.unwrap_err().code(), Code::InvalidValue);

        run(app, &anna, click(from, to)).await.unwrap();
        let shown = ask(app, &anna, &RoomOf { realm: Realm::Own, room: to }).await.unwrap().detail;
        assert!(shown.has_device);
        assert_eq!((shown.record.name.as_str(), shown.record.serial_number.as_str()), ("Berlin 1", "S-1"));
        assert_eq!(shown.monitoring, Monitoring::Monitored);
        let gone = ask(app, &anna, &RoomOf { realm: Realm::Own, room: from }).await;
        assert_eq!(gone.unwrap_err().code(), Code::NotFound);
    })
    .await;
}

/// Decision 18, R-246: an export is in the owner's log before the first row, and holds what the list holds.
#[tokio::test]
async fn exports_are_logged_first() {
    each_linked(async |world, _| {
        let (app, pia) = (&world.app, world.caller("pia@northwind.example"));
        let (realm, wanted) = (Realm::AllCustomers, Wanted::default());
        let question = ListRooms { realm, wanted, health: None, counts: false };
        let mut export = Export::begin(app, &pia, question).await.unwrap();
        let logged = format!(
            "select count(*) from audit_events where kind = 'export.list' and actor_name = '{}'",
            pia.person.upn
        );
        assert!(world.database.number(&logged).await >= 1);
        let mut rows = Vec::new();
        while let Some(page) = export.next(app, &pia).await.unwrap() {
            rows.extend(page);
        }
        assert_eq!(rows, list(&world, &pia, Realm::AllCustomers, &[("$top", "300")]).await.rooms);
    })
    .await;
}
