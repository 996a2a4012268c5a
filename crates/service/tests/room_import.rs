//! Rooms from a file: all or none, every fault at once, nothing learned of what is out of sight.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing, clippy::panic, reason = "tests")]

use domain::{
    id::{Id, Place},
    scope::{Parts, Scope},
};
use service::{
    Caller, Code, Realm, Refusal, ask,
    links::ExtendLink,
    places::{CreatePlace, PlaceForm},
    rooms::{
        RoomOf,
        import::{ImportRooms, read},
    },
    run,
};
use testkit::{World, each};

const CONTOSO: &str = "contoso.example";
const ANNA: &str = "anna@contoso.example";
const PIA: &str = "pia@northwind.example";

async fn place(world: &World, name: &str, kind: &str, parent: Option<Id<Place>>) -> Id<Place> {
    let form = PlaceForm { name: name.to_owned(), kind: kind.to_owned(), parent };
    run(&world.app, &world.caller(ANNA), CreatePlace { form }).await.unwrap()
}

fn import(world: &World, text: &str, is_trial: bool) -> ImportRooms {
    let tenant = world.organization(CONTOSO);
    ImportRooms { tenant, lines: read(text.as_bytes()).unwrap(), is_trial }
}

async fn faults(world: &World, caller: &Caller, text: &str) -> Vec<(String, Code)> {
    let mut told = Vec::new();
    for is_trial in [true, false] {
        match run(&world.app, caller, import(world, text, is_trial)).await {
            Err(Refusal::Invalid(Code::InvalidValue, faults)) => {
                told.push(faults.into_iter().map(|fault| (fault.field, fault.code)).collect::<Vec<_>>());
            }
            other => panic!("{other:?}"),
        }
    }
    assert_eq!(told[0], told[1], "a trial tells what the import would");
    told.remove(0)
}

fn fault(field: &str, code: Code) -> (String, Code) {
    (field.to_owned(), code)
}

const ROOMS: &str = "select count(*) from rooms";
const CREATED: &str = "select count(*) from audit_events where kind = 'room.created'";

/// a trial adds nothing; the import adds every room with its record and place, each with its event; the same file once more
/// adds none; one wrong line keeps all of them out, and every fault of every line is told.
#[tokio::test]
async fn a_file_is_added_whole_or_not_at_all() {
    each(async |world: World| {
        let anna = world.caller(ANNA);
        let berlin = place(&world, "Berlin", "city", None).await;
        let tower = place(&world, "Tower", "building", Some(berlin)).await;
        let text = "displayName,place,deviceType,capacity,timeZone\n\
                    Board,Berlin > tower,windowsRoom,12,Europe/Berlin\nHall,,,,\n";
        let before = (world.database.number(ROOMS).await, world.database.number(CREATED).await);
        let tried = run(&world.app, &anna, import(&world, text, true)).await.unwrap();
        assert_eq!((tried.rooms.len(), world.database.number(ROOMS).await), (0, before.0));
        let done = run(&world.app, &anna, import(&world, text, false)).await.unwrap();
        assert_eq!(done.rooms.len(), 2);
        assert_eq!(world.database.number(ROOMS).await, before.0 + 2);
        assert_eq!(world.database.number(CREATED).await, before.1 + 2, "each leaves its event");
        let board = ask(&world.app, &anna, &RoomOf { realm: Realm::Own, room: done.rooms[0] }).await.unwrap();
        let record = board.detail.record;
        assert_eq!((record.name.as_str(), record.place, record.capacity), ("Board", Some(tower), Some(12)));
        assert_eq!((record.device_type.key(), record.time_zone.as_str()), ("windowsRoom", "Europe/Berlin"));

        let again = faults(&world, &anna, text).await;
        let taken = Code::AlreadyExists;
        assert_eq!(again, [fault("2.displayName", taken), fault("3.displayName", taken)]);
        let wrong = "displayName,place,deviceType,capacity,latitude\nBoard,,,,\nNew,Berlin > Cellar,,,\n,,toaster,0,99\nTwin,,,,\nTWIN,,,,\n";
        assert_eq!(
            faults(&world, &anna, wrong).await,
            [
                fault("3.place", Code::UnknownReference),
                fault("4.displayName", Code::Required),
                fault("4.deviceType", Code::UnknownValue),
                fault("4.capacity", Code::OutOfRange),
                fault("4.latitude", Code::NotDegrees),
                fault("4.longitude", Code::CoordinatesIncomplete),
                fault("6.displayName", Code::AlreadyExists),
            ]
        );
        assert_eq!(world.database.number(ROOMS).await, before.0 + 2, "nothing of it is there");
    })
    .await;
}

/// decision 17: a partner adds rooms in places of its link alone; a place out of sight is as one that is not there, and
/// whoever may add no rooms adds none by a file.
#[tokio::test]
async fn a_partner_stays_within_its_places() {
    each(async |world: World| {
        let berlin = place(&world, "Berlin", "city", None).await;
        place(&world, "Lisbon", "city", None).await;
        let parts = Parts { places: [berlin].into(), ..Parts::default() };
        let scope = Scope { whole: false, included: parts, ..Scope::NOTHING };
        let linked = world.link(CONTOSO, "northwind.example", scope, &[PIA]).await;
        let permissions = vec!["room.create".to_owned()];
        let extend = ExtendLink { link: linked.link, permissions, stamp: None };
        run(&world.app, &world.caller(ANNA), extend).await.unwrap();
        let pia = world.caller(PIA);
        // The room of Lisbon is there already, out of the partner's sight.
        let theirs = "displayName,place\nHarbour,Lisbon\n";
        run(&world.app, &world.caller(ANNA), import(&world, theirs, false)).await.unwrap();
        let told =
            faults(&world, &pia, "displayName,place\nHarbour,Lisbon\nHarbour,Atlantis\nHarbour,\n").await;
        let unknown = Code::UnknownReference;
        assert_eq!(
            told,
            [fault("2.place", unknown), fault("3.place", unknown), fault("4.place", Code::OutOfScope)]
        );
        let done = run(&world.app, &pia, import(&world, "displayName,place\nHarbour,Berlin\n", false)).await;
        assert_eq!(done.unwrap().rooms.len(), 1);

        let text = "displayName\nAttic\n";
        let theo = run(&world.app, &world.caller("theo@contoso.example"), import(&world, text, true)).await;
        assert_eq!(theo.unwrap_err().code(), Code::Forbidden);
        let stranger = world.caller("tom@northwind.example");
        assert!(run(&world.app, &stranger, import(&world, text, true)).await.is_err());
    })
    .await;
}
