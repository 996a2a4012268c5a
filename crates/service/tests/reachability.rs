//! Reachability: rooms without an agent, as a relay of their organization sees them, on both databases.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing, clippy::panic, reason = "tests")]

use domain::{
    health::Health,
    id::{Id, Room},
    reachability::{Found, MOST_OF_A_RELAY, SIGNAL},
    room::{DeviceType, Monitoring},
    signal::SignalState,
    time::{MINUTE, Time},
};
use service::{
    Code, Realm, Refusal, ask,
    devices::{
        self, Answered, DeviceFacts, Enrol, Enrolled, Heard, Reached, Refused, Report, Said, Target, enrol,
        hear,
    },
    enrolment_key::DownloadKey,
    health_watch,
    reachability::{ReachabilityOf, Relays, RemoveReachability, SetReachability, ShownReachability},
    rooms::{EnrolRoom, RoomOf, TakeOver, UnenrolRoom},
    run,
};
use testkit::{World, each, each_linked};

const CONTOSO: &str = "contoso.example";
const ANNA: &str = "anna@contoso.example";
const FRED: &str = "fred@fabrikam.example";
const PIA: &str = "pia@northwind.example";

/// A device of the organization of a person, as yet in Onboarding.
async fn device(world: &World, of: &str) -> Enrolled {
    let caller = world.caller(of);
    let key = run(&world.app, &caller, DownloadKey { tenant: caller.person.organization }).await.unwrap();
    let asked = Enrol {
        tenant: key.tenant,
        key_version: key.version,
        secret: key.secret,
        credential: None,
        facts: DeviceFacts {
            device_type: Some(DeviceType::Generic),
            host_name: Some("RELAY".to_owned()),
            ..DeviceFacts::default()
        },
    };
    enrol(&world.app, asked, "request", "192.0.2.9").await.unwrap()
}

async fn says(world: &World, relay: &Enrolled, reached: Vec<Reached>) -> Result<Answered, Refused> {
    let report = Report { observed_at: world.app.clock.now(), signals: Vec::new(), facts: None };
    hear(&world.app, &relay.credential, Heard { reaches: true, reached, ..report.into() }).await
}

/// What a relay is to reach.
async fn targets(world: &World, relay: &Enrolled) -> Vec<Target> {
    says(world, relay, Vec::new()).await.unwrap().targets
}

/// The relay found this of all that it is to reach.
async fn finds(world: &World, relay: &Enrolled, found: Found) {
    let reached = |target: Target| Reached { target: target.target, found, detail: "because".to_owned() };
    let reached = targets(world, relay).await.into_iter().map(reached).collect();
    says(world, relay, reached).await.unwrap();
}

/// A device of the organization of a person that said that it reaches others.
async fn relay(world: &World, of: &str) -> Enrolled {
    let relay = device(world, of).await;
    assert_eq!(targets(world, &relay).await, []);
    relay
}

fn chosen(room: Id<Room>, relay: Id<Room>) -> SetReachability {
    SetReachability { room, relay, host: "10.20.0.7".to_owned(), port: 443 }
}

async fn choose(world: &World, by: &str, command: SetReachability) -> Result<(), Refusal> {
    run(&world.app, &world.caller(by), command).await
}

async fn shown(world: &World, by: &str, room: Id<Room>) -> Result<ShownReachability, Refusal> {
    ask(&world.app, &world.caller(by), &ReachabilityOf { room }).await
}

async fn room(world: &World, room: Id<Room>) -> (Health, Monitoring) {
    let question = RoomOf { realm: Realm::Own, room };
    let room = ask(&world.app, &world.caller(ANNA), &question).await.unwrap().detail;
    (room.health, room.monitoring)
}

async fn health(world: &World, of: Id<Room>) -> Health {
    health_watch::watch(&world.app).await.unwrap();
    room(world, of).await.0
}

async fn logged(world: &World, kind: &str) -> i64 {
    world.database.number(&format!("select count(*) from audit_events where kind = '{kind}'")).await
}

/// Decision 22, R-246, R-250: a room without an agent is as healthy as the relay finds its device, after the watch period of the
/// signal and with a ticket; the silence of the relay is the silence of the room.
#[tokio::test]
async fn a_room_without_an_agent_is_seen_by_a_relay() {
    each(async |world| {
        let (relay, berlin) = (relay(&world, ANNA).await, world.room(CONTOSO, "Berlin 1"));
        let relays = ask(&world.app, &world.caller(ANNA), &Relays).await.unwrap();
        let relays: Vec<_> = relays.iter().map(|relay| (relay.room, relay.name.as_str())).collect();
        assert_eq!(relays, [(relay.room, "RELAY")]);
        choose(&world, ANNA, chosen(berlin, relay.room)).await.unwrap();
        let asked: Vec<_> = targets(&world, &relay).await;
        assert_eq!(asked.iter().map(|it| it.address.to_string()).collect::<Vec<_>>(), ["10.20.0.7:443"]);
        let before = shown(&world, ANNA, berlin).await.unwrap();
        assert_eq!((before.is.relay_name.as_str(), before.found), ("RELAY", None));

        finds(&world, &relay, Found::Reached).await;
        assert_eq!(health(&world, berlin).await, Health::Healthy);
        for _ in 0..5 {
            world.clock.advance(MINUTE);
            finds(&world, &relay, Found::OutOfReach).await;
            assert_eq!(health(&world, berlin).await, Health::Healthy, "within the watch period");
        }
        world.clock.advance(MINUTE);
        finds(&world, &relay, Found::OutOfReach).await;
        assert_eq!(health(&world, berlin).await, Health::Unhealthy);
        let found = shown(&world, ANNA, berlin).await.unwrap().found.unwrap();
        assert_eq!((found.state.as_str(), found.detail.as_str()), ("unhealthy", "because"));
        let open = format!("select count(*) from tickets where signal = '{SIGNAL}' and state <> 'resolved'");
        assert_eq!(world.database.number(&open).await, 1);
        finds(&world, &relay, Found::Reached).await;
        assert_eq!(health(&world, berlin).await, Health::Healthy);
        assert_eq!(world.database.number(&open).await, 0);

        world.clock.advance(4 * MINUTE);
        assert_eq!(health(&world, berlin).await, Health::Unmonitored);
        finds(&world, &relay, Found::Reached).await;
        assert_eq!(health(&world, berlin).await, Health::Healthy, "it is heard again");
        assert_eq!(logged(&world, "room.reachability_set").await, 1);
    })
    .await;
}

/// Decision 22: what the relay's own file does not allow is not looked at, so that the room is silent however healthy it was.
#[tokio::test]
async fn a_room_that_the_relay_may_not_look_at_is_silent() {
    each(async |world| {
        let (relay, berlin) = (relay(&world, ANNA).await, world.room(CONTOSO, "Berlin 1"));
        choose(&world, ANNA, chosen(berlin, relay.room)).await.unwrap();
        finds(&world, &relay, Found::Reached).await;
        for _ in 0..4 {
            world.clock.advance(MINUTE);
            finds(&world, &relay, Found::NotAllowed).await;
            health_watch::watch(&world.app).await.unwrap();
        }
        assert_eq!(health(&world, berlin).await, Health::Unmonitored);
        assert_eq!(shown(&world, ANNA, berlin).await.unwrap().found.unwrap().state, "unknown");
    })
    .await;
}

/// Decision 22, decision 6: only own people who set the organization's settings choose what a relay reaches; whatever a partner may
/// do with the room, it neither chooses nor sees that.
#[tokio::test]
async fn own_people_alone_choose_what_a_relay_reaches() {
    each_linked(async |world, _| {
        let (relay, berlin) = (relay(&world, ANNA).await, world.room(CONTOSO, "Berlin 1"));
        for nobody in [PIA, "nora@northwind.example", FRED] {
            let refused = choose(&world, nobody, chosen(berlin, relay.room)).await.unwrap_err();
            assert!([Code::NotFound, Code::Forbidden].contains(&refused.code()), "{nobody}");
        }
        for own in ["lea@contoso.example", "theo@contoso.example", "greta@contoso.example"] {
            let refused = choose(&world, own, chosen(berlin, relay.room)).await.unwrap_err();
            assert_eq!(refused.code(), Code::Forbidden, "{own}");
            let relays = ask(&world.app, &world.caller(own), &Relays).await;
            assert_eq!(relays.unwrap_err().code(), Code::Forbidden, "{own}");
        }
        choose(&world, "mats@contoso.example", chosen(berlin, relay.room)).await.unwrap();
        for nobody in [PIA, FRED] {
            let refused = shown(&world, nobody, berlin).await.unwrap_err();
            assert!([Code::NotFound, Code::Forbidden].contains(&refused.code()), "{nobody}");
            let remove = run(&world.app, &world.caller(nobody), RemoveReachability { room: berlin }).await;
            assert!([Code::NotFound, Code::Forbidden].contains(&remove.unwrap_err().code()), "{nobody}");
        }
        let there = RoomOf { realm: Realm::Customer(world.organization(CONTOSO)), room: berlin };
        let there = ask(&world.app, &world.caller(PIA), &there).await.unwrap();
        assert!(there.reachability.is_none(), "nor on the page of the room");
        // Whoever sees the room and not the relay learns where it is reached, not what the relay is called.
        let to_theo = shown(&world, "theo@contoso.example", berlin).await.unwrap();
        assert_eq!((to_theo.is.relay_name.as_str(), to_theo.is.address.port()), ("", 443));
    })
    .await;
}

/// Decision 22: a relay speaks for rooms of its own organization that chose it, by that choice, and for no other room; nobody
/// chooses a relay of somebody else, or a device that is none.
#[tokio::test]
async fn a_relay_speaks_for_rooms_that_chose_it() {
    each(async |world| {
        let (ours, theirs) = (relay(&world, ANNA).await, relay(&world, FRED).await);
        let (berlin, seoul) = (world.room(CONTOSO, "Berlin 1"), world.room("fabrikam.example", "Seoul 1"));
        let no_relay = device(&world, ANNA).await;
        for relay in [theirs.room, no_relay.room, berlin, seoul] {
            match choose(&world, ANNA, chosen(berlin, relay)).await {
                Err(Refusal::Invalid(_, faults)) => {
                    assert_eq!(
                        (faults[0].field.as_str(), faults[0].code),
                        ("relayId", Code::UnknownReference)
                    );
                }
                other => panic!("{other:?}"),
            }
        }
        let foreign = choose(&world, ANNA, chosen(seoul, ours.room)).await.unwrap_err();
        assert_eq!(foreign.code(), Code::NotFound);
        choose(&world, ANNA, chosen(berlin, ours.room)).await.unwrap();
        let target = targets(&world, &ours).await[0].target;
        assert_eq!(targets(&world, &theirs).await, []);
        let out = || vec![Reached { target, found: Found::OutOfReach, detail: String::new() }];
        says(&world, &theirs, out()).await.unwrap();
        assert_eq!(shown(&world, ANNA, berlin).await.unwrap().found, None);

        // Another address is another choice; what was found of the one before does not count for it.
        choose(&world, ANNA, SetReachability { port: 22, ..chosen(berlin, ours.room) }).await.unwrap();
        says(&world, &ours, out()).await.unwrap();
        assert_eq!(shown(&world, ANNA, berlin).await.unwrap().found, None);
        assert_eq!(targets(&world, &ours).await.len(), 1);
        let unknown = UnenrolRoom { tenant: ours.tenant, room: ours.room };
        run(&world.app, &world.caller(ANNA), unknown).await.unwrap();
        let refused = says(&world, &ours, out()).await;
        assert!(matches!(refused, Err(Refused::CredentialInvalid)));
    })
    .await;
}

/// Decision 22: a device speaks for itself. A room that has one is looked after by no relay, and no device tells of itself what
/// relays tell.
#[tokio::test]
async fn a_device_speaks_for_itself() {
    each(async |world| {
        let (relay, berlin) = (relay(&world, ANNA).await, world.room(CONTOSO, "Berlin 1"));
        let own = device(&world, ANNA).await;
        let refused = choose(&world, ANNA, chosen(own.room, relay.room)).await.unwrap_err();
        assert_eq!(refused.code(), Code::InvalidState);

        choose(&world, ANNA, chosen(berlin, relay.room)).await.unwrap();
        let target = targets(&world, &relay).await[0].target;
        let click = TakeOver { tenant: own.tenant, from: own.room, to: berlin };
        run(&world.app, &world.caller(ANNA), click).await.unwrap();
        assert_eq!(targets(&world, &relay).await, []);
        let out = Reached { target, found: Found::OutOfReach, detail: String::new() };
        says(&world, &relay, vec![out]).await.unwrap();
        let said = Said {
            signal: SIGNAL.to_owned(),
            instance: String::new(),
            state: SignalState::Unhealthy,
            value: String::new(),
            detail: String::new(),
        };
        let report = Report { observed_at: world.app.clock.now(), signals: vec![said], facts: None };
        devices::report(&world.app, &own.credential, report).await.unwrap();
        let told = format!("select count(*) from room_signals where signal = '{SIGNAL}'");
        assert_eq!(world.database.number(&told).await, 0);
    })
    .await;
}

/// Decision 22: a relay whose device is given to another room goes on as that room, with all that it looks after.
#[tokio::test]
async fn a_relay_goes_on_as_another_room() {
    each(async |world| {
        let (relay, berlin) = (relay(&world, ANNA).await, world.room(CONTOSO, "Berlin 1"));
        choose(&world, ANNA, chosen(berlin, relay.room)).await.unwrap();
        let closet = world.room(CONTOSO, "Lisbon 1");
        let click = TakeOver { tenant: relay.tenant, from: relay.room, to: closet };
        run(&world.app, &world.caller(ANNA), click).await.unwrap();
        assert_eq!(targets(&world, &relay).await.len(), 1);
        assert_eq!(shown(&world, ANNA, berlin).await.unwrap().is.relay, closet);
    })
    .await;
}

/// Decision 22, R-242: with the monitoring the looking ends; chosen again, the room is Onboarding until somebody enrols it.
#[tokio::test]
async fn looking_ends_and_begins_again() {
    each(async |world| {
        let (relay, berlin) = (relay(&world, ANNA).await, world.room(CONTOSO, "Berlin 1"));
        let (tenant, anna) = (relay.tenant, world.caller(ANNA));
        choose(&world, ANNA, chosen(berlin, relay.room)).await.unwrap();
        finds(&world, &relay, Found::OutOfReach).await;
        run(&world.app, &anna, UnenrolRoom { tenant, room: berlin }).await.unwrap();
        assert_eq!(targets(&world, &relay).await, []);
        let gone = shown(&world, ANNA, berlin).await.unwrap_err();
        assert_eq!(gone.code(), Code::NotFound);

        choose(&world, ANNA, chosen(berlin, relay.room)).await.unwrap();
        assert_eq!(room(&world, berlin).await, (Health::Onboarding, Monitoring::Onboarding));
        finds(&world, &relay, Found::Reached).await;
        run(&world.app, &anna, EnrolRoom { tenant, room: berlin }).await.unwrap();
        finds(&world, &relay, Found::Reached).await;
        assert_eq!(health(&world, berlin).await, Health::Healthy);

        run(&world.app, &anna, RemoveReachability { room: berlin }).await.unwrap();
        let again = run(&world.app, &anna, RemoveReachability { room: berlin }).await.unwrap_err();
        assert_eq!(again.code(), Code::NotFound);
        assert_eq!(targets(&world, &relay).await, []);
        world.clock.advance(4 * MINUTE);
        assert_eq!(health(&world, berlin).await, Health::Unmonitored);
        assert_eq!(logged(&world, "room.reachability_set").await, 2);
        assert_eq!(logged(&world, "room.reachability_removed").await, 1);
    })
    .await;
}

/// Decision 22: an address is one machine and one port; a relay looks after so many rooms and no more.
#[tokio::test]
async fn what_is_chosen_is_checked() {
    each(async |world| {
        let (relay, berlin) = (relay(&world, ANNA).await, world.room(CONTOSO, "Berlin 1"));
        let faults = async |command: SetReachability| match choose(&world, ANNA, command).await {
            Err(Refusal::Invalid(_, faults)) => {
                faults.into_iter().map(|fault| (fault.field, fault.code)).collect::<Vec<_>>()
            }
            other => panic!("{other:?}"),
        };
        let with =
            |host: &str, port| SetReachability { host: host.to_owned(), port, ..chosen(berlin, relay.room) };
        let host = |code| vec![("host".to_owned(), code)];
        assert_eq!(faults(with(" ", 443)).await, host(Code::Required));
        assert_eq!(faults(with("10.0.0.0/8", 443)).await, host(Code::NotAHost));
        for port in [0, -1, 65_536] {
            assert_eq!(faults(with("bar", port)).await, [("port".to_owned(), Code::OutOfRange)]);
        }
        let same = with("bar", 443);
        choose(&world, ANNA, same.clone()).await.unwrap();
        choose(&world, ANNA, same).await.unwrap();
        assert_eq!(logged(&world, "room.reachability_set").await, 1, "chosen once");

        let tenant = world.organization(CONTOSO);
        let mut seed = world.seed().await;
        let mut rooms = Vec::new();
        for number in 0..MOST_OF_A_RELAY {
            let room = store::seed::Room::named(tenant, world.ids.id(), &format!("Bar {number}"));
            seed.room(&room).await.unwrap();
            rooms.push(room.id);
        }
        seed.commit().await.unwrap();
        let last = rooms.pop().unwrap();
        for room in rooms {
            choose(&world, ANNA, chosen(room, relay.room)).await.unwrap();
        }
        assert_eq!(faults(chosen(last, relay.room)).await, [("relayId".to_owned(), Code::TooMany)]);
        choose(&world, ANNA, chosen(berlin, relay.room)).await.unwrap();
        assert_eq!(targets(&world, &relay).await.len(), MOST_OF_A_RELAY);
    })
    .await;
}

/// Decision 22: what two nodes are told of the same device at once is one fault and one ticket.
#[tokio::test]
async fn what_is_told_twice_counts_once() {
    each(async |world| {
        let (relay, berlin) = (relay(&world, ANNA).await, world.room(CONTOSO, "Berlin 1"));
        choose(&world, ANNA, chosen(berlin, relay.room)).await.unwrap();
        let target = targets(&world, &relay).await[0].target;
        let out = || vec![Reached { target, found: Found::OutOfReach, detail: String::new() }];
        let (first, second) =
            tokio::join!(Box::pin(says(&world, &relay, out())), Box::pin(says(&world, &relay, out())));
        first.and(second).unwrap();
        let history = format!("select count(*) from room_history where signal = '{SIGNAL}'");
        assert_eq!(world.database.number(&history).await, 1);
        let at: Time = shown(&world, ANNA, berlin).await.unwrap().found.unwrap().since;
        assert_eq!(at, world.app.clock.now());
    })
    .await;
}
