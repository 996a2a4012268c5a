//! Tickets: what signals do to them, what people do with them, and who learns of them, on both databases.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing, clippy::panic, reason = "tests")]

use std::collections::BTreeSet;

use domain::{
    health::Health,
    id::{Id, Issue, Room, Ticket},
    room::DeviceType,
    signal::{Severity, SignalState},
    suppression::NamedSignal,
    ticket::{ClosureReason, TicketKind, TicketState},
    time::{DAY, MINUTE, SECOND},
};
use service::{
    Caller, Code, Export, Realm, Refusal, Wanted, ask,
    devices::{DeviceFacts, Enrol, Enrolled, Report, Said, enrol, report},
    enrolment_key::DownloadKey,
    groups::{ChangeMembers, MemberChange},
    health_watch,
    rooms::{EnrolRoom, RoomOf, UnenrolRoom},
    run,
    signals::SetSignal,
    suppressions::{Suppress, run_judged},
    tickets::{
        Among, EditTicket, ListTickets, Owned, RecordIssue, ResolveTicket, TicketAtRoom, TicketOf, TicketRow,
        WriteMessage,
    },
};
use testkit::{World, each, each_linked};

const CONTOSO: &str = "contoso.example";
const ANNA: &str = "anna@contoso.example";
const PIA: &str = "pia@northwind.example";

/// A monitored Windows room of contoso.example, heard now.
async fn monitored(world: &World) -> Enrolled {
    let caller = world.caller(ANNA);
    let key = run(&world.app, &caller, DownloadKey { tenant: caller.person.organization }).await.unwrap();
    let asked = Enrol {
        tenant: key.tenant,
        key_version: key.version,
        secret: key.secret,
        credential: None,
        facts: DeviceFacts { device_type: Some(DeviceType::WindowsRoom), ..DeviceFacts::default() },
    };
    let device = enrol(&world.app, asked, "request", "192.0.2.9").await.unwrap();
    let enrol_room = EnrolRoom { tenant: device.tenant, room: device.room };
    run(&world.app, &world.caller(ANNA), enrol_room).await.unwrap();
    device
}

async fn tell(world: &World, device: &Enrolled, signal: &str, instance: &str, state: SignalState) {
    let said = Said {
        signal: signal.to_owned(),
        instance: instance.to_owned(),
        state,
        value: String::new(),
        detail: String::new(),
    };
    let told = Report { observed_at: world.app.clock.now(), signals: vec![said], facts: None };
    report(&world.app, &device.credential, told).await.unwrap();
}

async fn heartbeat(world: &World, device: &Enrolled) {
    let told = Report { observed_at: world.app.clock.now(), signals: Vec::new(), facts: None };
    report(&world.app, &device.credential, told).await.unwrap();
}

/// Time passes while the device is heard.
async fn pass(world: &World, device: &Enrolled, micros: i64) {
    world.clock.advance(micros);
    heartbeat(world, device).await;
    health_watch::watch(&world.app).await.unwrap();
}

async fn list(world: &World, caller: &Caller, realm: Realm, among: Among) -> Vec<TicketRow> {
    let question =
        ListTickets { realm, wanted: Wanted::default(), among, owned: Owned::Anybody, counts: true };
    let found = ask(&world.app, caller, &question).await.unwrap();
    assert_eq!(found.total, i64::try_from(found.tickets.len()).ok(), "one page holds all");
    found.tickets
}

async fn all(world: &World) -> Vec<TicketRow> {
    list(world, &world.caller(ANNA), Realm::Own, Among::All).await
}

async fn states(world: &World) -> Vec<TicketState> {
    all(world).await.into_iter().map(|ticket| ticket.state).collect()
}

async fn health(world: &World, room: Id<Room>) -> Health {
    let question = RoomOf { realm: Realm::Own, room };
    ask(&world.app, &world.caller(ANNA), &question).await.unwrap().detail.health
}

async fn recorded(world: &World, upn: &str, rooms: &[Id<Room>], high: bool) -> Result<Id<Issue>, Refusal> {
    let command = RecordIssue {
        tenant: world.organization(CONTOSO),
        description: "The projector is yellow".to_owned(),
        rooms: rooms.iter().copied().collect(),
        is_high_impact: high,
    };
    run(&world.app, &world.caller(upn), command).await
}

/// 3.11: a ticket opens after the watch period, is resolved by health, is the same when the trouble comes
/// back within seven days (watched first), closes after seven days of health, and then a new one is made.
#[tokio::test]
async fn one_lasting_ticket_for_a_signal() {
    each(async |world| {
        let device = monitored(&world).await;
        let camera = async |state| tell(&world, &device, "camera.room", "", state).await;
        camera(SignalState::Unhealthy).await;
        pass(&world, &device, 4 * MINUTE).await;
        assert_eq!(states(&world).await, []);
        pass(&world, &device, MINUTE).await;
        let opened = all(&world).await.remove(0);
        assert_eq!(
            (opened.state, opened.kind, opened.severity, opened.signal.as_str(), opened.room),
            (TicketState::New, TicketKind::Signal, Severity::Important, "camera.room", device.room)
        );
        assert_eq!(health(&world, device.room).await, Health::Unhealthy);
        pass(&world, &device, MINUTE).await;
        assert_eq!(all(&world).await.len(), 1, "one for as long as it lasts");

        camera(SignalState::Healthy).await;
        assert_eq!(states(&world).await, [TicketState::Resolved]);
        pass(&world, &device, 6 * DAY).await;
        assert_eq!(states(&world).await, [TicketState::Resolved], "six days are no seven");
        camera(SignalState::Unhealthy).await;
        assert_eq!(states(&world).await, [TicketState::Watching]);
        assert_eq!(health(&world, device.room).await, Health::Healthy, "the watch period runs");
        pass(&world, &device, 5 * MINUTE).await;
        let again = all(&world).await.remove(0);
        assert_eq!((again.id, again.state), (opened.id, TicketState::Investigating), "the same ticket");
        camera(SignalState::Healthy).await;
        pass(&world, &device, 7 * DAY - SECOND).await;
        assert_eq!(states(&world).await, [TicketState::Resolved], "seven days on end count");
        pass(&world, &device, SECOND).await;
        let closed = all(&world).await.remove(0);
        assert_eq!(
            (closed.state, closed.closure_reason),
            (TicketState::Closed, Some(ClosureReason::Healthy))
        );
        camera(SignalState::Unhealthy).await;
        pass(&world, &device, 5 * MINUTE).await;
        let two = all(&world).await;
        assert_eq!(two.len(), 2);
        assert!(two.iter().any(|ticket| ticket.id != opened.id && ticket.state == TicketState::New));
    })
    .await;
}

/// one ticket for each instance of a signal; one that the device cannot tell of any more stays open, and the room
/// unhealthy; R-246: a Warning marks the room only.
#[tokio::test]
async fn each_instance_has_its_ticket() {
    each(async |world| {
        let device = monitored(&world).await;
        for instance in ["left", "right"] {
            tell(&world, &device, "display.front", instance, SignalState::Unhealthy).await;
        }
        tell(&world, &device, "time.drift", "", SignalState::Unhealthy).await;
        pass(&world, &device, 5 * MINUTE).await;
        let mut found: Vec<_> =
            all(&world).await.into_iter().map(|t| (t.severity, t.signal, t.instance)).collect();
        found.sort();
        let display = |instance: &str| (Severity::Important, "display.front".to_owned(), instance.to_owned());
        let drift = (Severity::Warning, "time.drift".to_owned(), String::new());
        assert_eq!(found, [display("left"), display("right"), drift]);
        tell(&world, &device, "display.front", "left", SignalState::Healthy).await;
        tell(&world, &device, "display.front", "right", SignalState::Unknown).await;
        assert_eq!(health(&world, device.room).await, Health::Unhealthy, "nobody saw it mended");
        tell(&world, &device, "display.front", "right", SignalState::Healthy).await;
        assert_eq!(health(&world, device.room).await, Health::Healthy);
        let open = list(&world, &world.caller(ANNA), Realm::Own, Among::Open).await;
        assert_eq!(open.len(), 1, "the warning stays");
    })
    .await;
}

/// Decision 15, §5.3 Offline: a silent device opens the ticket that it cannot tell itself, resolved when it is heard.
#[tokio::test]
async fn silence_opens_a_ticket() {
    each(async |world| {
        let device = monitored(&world).await;
        for _ in 0..3 {
            world.clock.advance(2 * MINUTE);
            health_watch::watch(&world.app).await.unwrap();
        }
        let ticket = all(&world).await.remove(0);
        assert_eq!((ticket.signal.as_str(), ticket.state), ("room.offline", TicketState::New));
        assert_eq!(health(&world, device.room).await, Health::Unmonitored);
        health_watch::watch(&world.app).await.unwrap();
        assert_eq!(all(&world).await.len(), 1);
        heartbeat(&world, &device).await;
        assert_eq!(states(&world).await, [TicketState::Resolved]);
    })
    .await;
}

/// R-249, 3.11: disabling a signal closes its tickets, and an enabled signal gets a new one; R-242: unenrolling closes all.
#[tokio::test]
async fn what_is_not_watched_has_no_open_ticket() {
    each(async |world| {
        let device = monitored(&world).await;
        tell(&world, &device, "camera.room", "", SignalState::Unhealthy).await;
        pass(&world, &device, 5 * MINUTE).await;
        let set = async |is_enabled| {
            let command = SetSignal {
                device_type: DeviceType::WindowsRoom.key().to_owned(),
                signal: "camera.room".to_owned(),
                is_enabled: Some(is_enabled),
                ..SetSignal::default()
            };
            run(&world.app, &world.caller(ANNA), command).await.unwrap();
            health_watch::watch(&world.app).await.unwrap();
        };
        set(false).await;
        let closed = all(&world).await.remove(0);
        assert_eq!(
            (closed.state, closed.closure_reason),
            (TicketState::Closed, Some(ClosureReason::SignalDisabled))
        );
        set(true).await;
        assert_eq!(all(&world).await.len(), 2, "a closed one is not opened again");
        let issue = recorded(&world, ANNA, &[device.room], false).await;
        assert!(issue.is_ok());
        let unenrol = UnenrolRoom { tenant: device.tenant, room: device.room };
        run(&world.app, &world.caller(ANNA), unenrol).await.unwrap();
        assert_eq!(states(&world).await, [TicketState::Closed; 3]);
        let reasons: BTreeSet<_> =
            all(&world).await.iter().filter_map(|ticket| ticket.closure_reason).collect();
        assert_eq!(reasons, BTreeSet::from([ClosureReason::SignalDisabled, ClosureReason::RoomRemoved]));
        let refused = recorded(&world, ANNA, &[device.room], false).await.unwrap_err();
        let Refusal::Invalid(_, faults) = refused else { panic!() };
        assert_eq!(faults[0].code, Code::NotMonitored);
    })
    .await;
}

/// decision 21: an issue is a ticket for each room, which makes it unhealthy until somebody resolves
/// it with a reason; tickets of signals are the system's; what is missing is said.
#[tokio::test]
async fn people_record_and_resolve_issues() {
    each(async |world| {
        let (one, other) = (monitored(&world).await, monitored(&world).await);
        let issue = recorded(&world, ANNA, &[one.room, other.room], true).await.unwrap();
        health_watch::watch(&world.app).await.unwrap();
        let tickets = all(&world).await;
        assert_eq!(tickets.len(), 2);
        assert!(tickets.iter().all(|t| t.issue == Some(issue) && t.severity == Severity::Critical));
        assert_eq!(health(&world, one.room).await, Health::Unhealthy);
        let of_one = tickets.iter().find(|ticket| ticket.room == one.room).unwrap();
        let shown = TicketOf { realm: Realm::Own, ticket: of_one.id, before: None };
        let found = ask(&world.app, &world.caller(ANNA), &shown).await.unwrap();
        assert_eq!(found.of_issue.iter().map(|it| it.room).collect::<Vec<_>>(), [other.room]);
        assert!(found.may_resolve);
        let at_room = TicketAtRoom { realm: Realm::Own, room: one.room };
        assert_eq!(ask(&world.app, &world.caller(ANNA), &at_room).await.unwrap().len(), 1);

        let resolve = |stamp, reason| ResolveTicket {
            tenant: world.organization(CONTOSO),
            ticket: of_one.id,
            stamp,
            reason,
        };
        let refused = async |command| run(&world.app, &world.caller(ANNA), command).await.unwrap_err().code();
        assert_eq!(refused(resolve(Some(99), ClosureReason::Repaired)).await, Code::EtagMismatch);
        assert_eq!(refused(resolve(None, ClosureReason::Healthy)).await, Code::InvalidValue);
        let stamp = Some(of_one.change_stamp);
        run(&world.app, &world.caller(ANNA), resolve(stamp, ClosureReason::Replaced)).await.unwrap();
        assert_eq!(refused(resolve(None, ClosureReason::Repaired)).await, Code::InvalidState);
        pass(&world, &one, MINUTE).await;
        assert_eq!(health(&world, one.room).await, Health::Healthy);
        assert_eq!(health(&world, other.room).await, Health::Unhealthy);
        let found = ask(&world.app, &world.caller(ANNA), &shown).await.unwrap();
        assert_eq!(
            (found.row.state, found.row.closure_reason),
            (TicketState::Resolved, Some(ClosureReason::Replaced))
        );
        assert_eq!(found.entries[0].actor_name, ANNA, "the closer's name is shown");

        tell(&world, &one, "camera.room", "", SignalState::Unhealthy).await;
        pass(&world, &one, 5 * MINUTE).await;
        let of_signal = all(&world).await.into_iter().find(|t| t.kind == TicketKind::Signal).unwrap();
        let command = ResolveTicket { ticket: of_signal.id, ..resolve(None, ClosureReason::Repaired) };
        assert_eq!(refused(command).await, Code::SystemClosedOnly);

        let bare = RecordIssue {
            tenant: world.organization(CONTOSO),
            description: " ".to_owned(),
            rooms: BTreeSet::from([one.room]),
            is_high_impact: false,
        };
        assert_eq!(run(&world.app, &world.caller(ANNA), bare).await.unwrap_err().code(), Code::InvalidValue);
        assert_eq!(recorded(&world, ANNA, &[], false).await.unwrap_err().code(), Code::InvalidValue);
        let logged = "select count(*) from audit_events where kind in ('ticket.recorded', 'ticket.resolved')";
        assert_eq!(world.database.number(logged).await, 3);
    })
    .await;
}

/// people take a ticket, leave it, set a day, and write into it; both sides read the messages; each act is logged
/// without what was written.
#[tokio::test]
async fn people_work_on_a_ticket() {
    each_linked(async |world, _| {
        let device = in_berlin(&world).await;
        recorded(&world, PIA, &[device.room], false).await.unwrap();
        let ticket = all(&world).await.remove(0);
        let tenant = world.organization(CONTOSO);
        let edit = |owner, due_at| EditTicket { owner, due_at, ..EditTicket::of(tenant, ticket.id) };
        let pia = world.caller(PIA);
        let me = pia.person.user;
        run(&world.app, &pia, edit(Some(Some(me)), None)).await.unwrap();
        let taken = all(&world).await.remove(0);
        assert_eq!((taken.state, taken.owner_name.as_str()), (TicketState::Investigating, "Pia Primary"));
        let stranger = world.user("sven@tailspin.example");
        let refused = run(&world.app, &pia, edit(Some(Some(stranger)), None)).await.unwrap_err();
        assert_eq!(refused.code(), Code::InvalidValue);
        let past = world.app.clock.now().plus(-1);
        let refused = run(&world.app, &pia, edit(None, Some(Some(past)))).await.unwrap_err();
        let Refusal::Invalid(_, faults) = refused else { panic!() };
        assert_eq!(faults[0].code, Code::InThePast);
        let due = world.app.clock.now().plus(DAY);
        run(&world.app, &pia, edit(Some(None), Some(Some(due)))).await.unwrap();
        let write = |text: &str| WriteMessage { tenant, ticket: ticket.id, text: text.to_owned() };
        run(&world.app, &pia, write("A secret word: Xylophone")).await.unwrap();
        run(&world.app, &world.caller(ANNA), write("Thank you")).await.unwrap();
        assert_eq!(run(&world.app, &pia, write("")).await.unwrap_err().code(), Code::InvalidValue);
        let shown = TicketOf { realm: Realm::Customer(tenant), ticket: ticket.id, before: None };
        let found = ask(&world.app, &pia, &shown).await.unwrap();
        let kinds: Vec<_> = found.entries.iter().map(|entry| entry.kind.as_str()).collect();
        assert_eq!(kinds, ["message", "message", "due", "owner", "state", "owner", "state"]);
        assert_eq!(found.entries[0].after, "Thank you");
        assert_eq!((found.row.owner, found.row.due_at), (None, Some(due)));
        let older = TicketOf { before: Some(3), ..shown };
        assert_eq!(ask(&world.app, &pia, &older).await.unwrap().entries.len(), 2);
        let told = "select count(*) from audit_events where changes like '%Xylophone%'";
        assert_eq!(world.database.number(told).await, 0, "the log never holds what people say");
        let written = "select count(*) from audit_events where kind = 'ticket.message_written'";
        assert_eq!(
            world.database.number(written).await,
            3,
            "two here, and what was the partner's in its own log"
        );
    })
    .await;
}

/// A monitored room in the group that the link shows to the partner.
async fn in_berlin(world: &World) -> Enrolled {
    let device = monitored(world).await;
    let join = ChangeMembers {
        tenant: device.tenant,
        group: world.group(CONTOSO, "Berlin"),
        stamp: None,
        wanted: MemberChange { add: BTreeSet::from([device.room]), remove: BTreeSet::new() },
    };
    run(&world.app, &world.caller(ANNA), join).await.unwrap();
    device
}

/// decisions 17 and 21: a partner knows the tickets of rooms in its scope alone, in lists, counts, exports, one
/// by one and through their issue, and cannot act on others; a stranger knows none; the customer sees all.
#[tokio::test]
async fn tickets_are_known_where_their_rooms_are() {
    each_linked(async |world, _| {
        let (shown, hidden) = (in_berlin(&world).await, monitored(&world).await);
        recorded(&world, ANNA, &[shown.room, hidden.room], true).await.unwrap();
        let tickets = all(&world).await;
        let of = |room| tickets.iter().find(|ticket| ticket.room == room).unwrap().id;
        let tenant = world.organization(CONTOSO);
        let pia = world.caller(PIA);
        for realm in [Realm::Customer(tenant), Realm::AllCustomers] {
            let seen = list(&world, &pia, realm, Among::All).await;
            assert_eq!(seen.iter().map(|ticket| ticket.id).collect::<Vec<_>>(), [of(shown.room)]);
            let question = ListTickets {
                realm,
                wanted: Wanted::default(),
                among: Among::Open,
                owned: Owned::Anybody,
                counts: true,
            };
            assert_eq!(ask(&world.app, &pia, &question).await.unwrap().counts.unwrap().all(), 1);
        }
        let one = |ticket| TicketOf { realm: Realm::Customer(tenant), ticket, before: None };
        assert_eq!(ask(&world.app, &pia, &one(of(shown.room))).await.unwrap().of_issue, []);
        let missing = |refusal: Refusal| assert_eq!(refusal.code(), Code::NotFound);
        missing(ask(&world.app, &pia, &one(of(hidden.room))).await.unwrap_err());
        let write = |ticket: Id<Ticket>| WriteMessage { tenant, ticket, text: "Hello".to_owned() };
        missing(run(&world.app, &pia, write(of(hidden.room))).await.unwrap_err());
        missing(run(&world.app, &pia, write(world.ids.id())).await.unwrap_err());
        let Refusal::Invalid(_, faults) =
            recorded(&world, PIA, &[shown.room, hidden.room], true).await.unwrap_err()
        else {
            panic!()
        };
        let named: Vec<_> = faults.iter().map(|fault| fault.detail.clone().unwrap_or_default()).collect();
        assert_eq!(named, [hidden.room.to_string()]);

        let sven = world.caller("sven@tailspin.example");
        missing(ask(&world.app, &sven, &one(of(shown.room))).await.unwrap_err());
        missing(run(&world.app, &sven, write(of(shown.room))).await.unwrap_err());
        assert!(recorded(&world, "uma@contoso.example", &[shown.room], true).await.is_err());

        let (realm, wanted) = (Realm::Customer(tenant), Wanted::default());
        let (among, owned) = (Among::All, Owned::Anybody);
        let question = ListTickets { realm, wanted, among, owned, counts: false };
        let mut export = Export::begin(&world.app, &pia, question).await.unwrap();
        let mut rows = 0;
        while let Some(page) = export.next(&world.app, &pia).await.unwrap() {
            rows += page.len();
        }
        assert_eq!(rows, 1);
        let logged = "select count(*) from audit_events where kind = 'export.list'";
        assert_eq!(world.database.number(logged).await, 2, "decision 18: at the customer and at home");
    })
    .await;
}

/// Decision 17: a partner does not learn who of another partner takes care of a ticket, nor who wrote; its own filter of
/// what it takes care of is about itself.
#[tokio::test]
async fn partners_do_not_learn_of_each_other() {
    each_linked(async |world, _| {
        let scope = world.scope(CONTOSO, &[], &["Berlin"]);
        world.link(CONTOSO, "adventure.example", scope, &["alex@adventure.example"]).await;
        let device = in_berlin(&world).await;
        recorded(&world, ANNA, &[device.room], false).await.unwrap();
        let ticket = all(&world).await.remove(0).id;
        let tenant = world.organization(CONTOSO);
        let pia = world.caller(PIA);
        let owner = Some(Some(pia.person.user));
        let take = EditTicket { owner, ..EditTicket::of(tenant, ticket) };
        run(&world.app, &pia, take).await.unwrap();
        let write = WriteMessage { tenant, ticket, text: "On our way".to_owned() };
        run(&world.app, &pia, write).await.unwrap();

        let alex = world.caller("alex@adventure.example");
        let shown = TicketOf { realm: Realm::Customer(tenant), ticket, before: None };
        let seen = ask(&world.app, &alex, &shown).await.unwrap();
        assert_eq!((seen.row.owner, seen.row.owner_name.as_str()), (None, ""));
        assert!(seen.entries.iter().all(|entry| entry.actor_name == ANNA));
        let anna = world.caller(ANNA);
        let owner = Some(Some(anna.person.user));
        let take = EditTicket { owner, ..EditTicket::of(tenant, ticket) };
        run(&world.app, &anna, take.clone()).await.unwrap();
        let seen = ask(&world.app, &alex, &shown).await.unwrap();
        let taken = seen.entries.iter().find(|entry| entry.kind == "owner").unwrap();
        assert_eq!((taken.before.as_str(), taken.actor_name.as_str()), ("", ANNA), "not from whom");
        let of_pia = ask(&world.app, &pia, &shown).await.unwrap();
        assert!(of_pia.entries.iter().any(|entry| entry.actor_name == PIA));
        let give = EditTicket { owner: Some(Some(pia.person.user)), ..take };
        run(&world.app, &pia, give).await.unwrap();
        assert_eq!(list(&world, &alex, Realm::AllCustomers, Among::All).await[0].owner, None);
        let mine = |realm| ListTickets {
            realm,
            wanted: Wanted::default(),
            among: Among::Open,
            owned: Owned::Me,
            counts: false,
        };
        let found = ask(&world.app, &alex, &mine(Realm::AllCustomers)).await.unwrap();
        assert_eq!(found.tickets, []);
        let found = ask(&world.app, &pia, &mine(Realm::AllCustomers)).await.unwrap();
        assert_eq!(found.tickets.len(), 1);
    })
    .await;
}

/// what is suppressed opens no ticket and brings none back, though health still resolves one; from the end on the signals
/// are judged as ever.
#[tokio::test]
async fn what_is_suppressed_raises_no_ticket() {
    each(async |world| {
        let device = monitored(&world).await;
        let camera = async |state| tell(&world, &device, "camera.room", "", state).await;
        camera(SignalState::Unhealthy).await;
        pass(&world, &device, 5 * MINUTE).await;
        let suppress = Suppress {
            tenant: device.tenant,
            room: device.room,
            signals: None,
            reason: "Painted".to_owned(),
            from: None,
            until: Some(world.app.clock.now().plus(30 * MINUTE)),
            owner: None,
        };
        run(&world.app, &world.caller(ANNA), suppress).await.unwrap();
        tell(&world, &device, "display.front", "", SignalState::Unhealthy).await;
        camera(SignalState::Healthy).await;
        pass(&world, &device, 10 * MINUTE).await;
        camera(SignalState::Unhealthy).await;
        pass(&world, &device, 10 * MINUTE).await;
        assert_eq!(states(&world).await, [TicketState::Resolved], "nothing new, nothing brought back");
        pass(&world, &device, 10 * MINUTE).await;
        let mut open: Vec<_> = all(&world).await.into_iter().map(|it| (it.signal, it.state)).collect();
        open.sort();
        let expected = [("camera.room", TicketState::Investigating), ("display.front", TicketState::New)];
        assert_eq!(open, expected.map(|(signal, state)| (signal.to_owned(), state)));
        assert_eq!(health(&world, device.room).await, Health::Unhealthy);
    })
    .await;
}

/// How bad a signal of Windows rooms is from now on.
async fn set_severity(world: &World, signal: &str, severity: &str) {
    let command = SetSignal {
        device_type: DeviceType::WindowsRoom.key().to_owned(),
        signal: signal.to_owned(),
        severity: Some(severity.to_owned()),
        ..SetSignal::default()
    };
    run(&world.app, &world.caller(ANNA), command).await.unwrap();
    health_watch::watch(&world.app).await.unwrap();
}

/// Suppresses a room, or one signal of it, for an hour.
async fn suppress(world: &World, device: &Enrolled, signal: Option<&str>) {
    let named = |signal: &str| vec![NamedSignal { signal: signal.to_owned(), instance: String::new() }];
    let command = Suppress {
        tenant: device.tenant,
        room: device.room,
        signals: signal.map(named),
        reason: "Painted".to_owned(),
        from: None,
        until: Some(world.app.clock.now().plus(60 * MINUTE)),
        owner: None,
    };
    run_judged(&world.app, &world.caller(ANNA), command).await.unwrap();
}

/// nothing is explained by what is milder, nor by what is suppressed; when that ends, it is explained again.
#[tokio::test]
async fn what_is_milder_or_suppressed_explains_nothing() {
    each(async |world| {
        let device = monitored(&world).await;
        for signal in ["network.connection", "sign-in.teams"] {
            tell(&world, &device, signal, "", SignalState::Unhealthy).await;
        }
        pass(&world, &device, 30 * MINUTE).await;
        let of = async |signal: &str| all(&world).await.into_iter().find(|it| it.signal == signal).unwrap();
        let (network, sign_in) = (of("network.connection").await, of("sign-in.teams").await);
        assert_eq!((network.severity, sign_in.severity), (Severity::Warning, Severity::Critical));
        assert_eq!((sign_in.cause, network.related), (None, 0), "a Warning hides no Critical");
        set_severity(&world, "network.connection", "critical").await;
        assert_eq!(of("sign-in.teams").await.cause, Some(network.id), "as bad");
        set_severity(&world, "network.connection", "important").await;
        assert_eq!(of("sign-in.teams").await.cause, None, "milder again");
        set_severity(&world, "network.connection", "critical").await;

        suppress(&world, &device, Some("network.connection")).await;
        let (hidden, sign_in) = (of("network.connection").await, of("sign-in.teams").await);
        assert_eq!((hidden.is_suppressed, sign_in.is_suppressed), (true, false));
        assert_eq!(sign_in.cause, None, "stands on its own");
        pass(&world, &device, 60 * MINUTE).await;
        assert_eq!(of("sign-in.teams").await.cause, Some(network.id), "no more suppressed");
    })
    .await;
}

/// 3.11: a ticket that is watched says that it is suppressed, as lists treat it as open; one that is closed, by its signal
/// or with its room, says so no more.
#[tokio::test]
async fn the_mark_of_a_suppression_ends_with_the_ticket() {
    each(async |world| {
        let device = monitored(&world).await;
        let camera = async |state| tell(&world, &device, "camera.room", "", state).await;
        camera(SignalState::Unhealthy).await;
        pass(&world, &device, 5 * MINUTE).await;
        camera(SignalState::Healthy).await;
        pass(&world, &device, MINUTE).await;
        camera(SignalState::Unhealthy).await;
        recorded(&world, ANNA, &[device.room], false).await.unwrap();
        suppress(&world, &device, None).await;
        let marks = async || {
            let mut found: Vec<_> =
                all(&world).await.into_iter().map(|it| (it.signal, it.state, it.is_suppressed)).collect();
            found.sort();
            found
        };
        let told = |issue, camera| {
            [("", issue), ("camera.room", camera)]
                .map(|(signal, (state, is_marked))| (signal.to_owned(), state, is_marked))
        };
        assert_eq!(marks().await, told((TicketState::New, true), (TicketState::Watching, true)));

        let disable = SetSignal {
            device_type: DeviceType::WindowsRoom.key().to_owned(),
            signal: "camera.room".to_owned(),
            is_enabled: Some(false),
            ..SetSignal::default()
        };
        run(&world.app, &world.caller(ANNA), disable).await.unwrap();
        health_watch::watch(&world.app).await.unwrap();
        assert_eq!(marks().await, told((TicketState::New, true), (TicketState::Closed, false)));
        let unenrol = UnenrolRoom { tenant: device.tenant, room: device.room };
        run(&world.app, &world.caller(ANNA), unenrol).await.unwrap();
        assert_eq!(marks().await, told((TicketState::Closed, false), (TicketState::Closed, false)));
    })
    .await;
}

/// what another trouble of the same room explains is folded under it while that is open, and stands by itself before
/// and after.
#[tokio::test]
async fn related_tickets_have_one_cause() {
    each(async |world| {
        let (device, other) = (monitored(&world).await, monitored(&world).await);
        set_severity(&world, "network.connection", "critical").await;
        let tell_of = async |signal: &str, state| tell(&world, &device, signal, "", state).await;
        tell_of("calendar.sync", SignalState::Unhealthy).await;
        tell(&world, &other, "network.connection", "", SignalState::Unhealthy).await;
        pass(&world, &device, 30 * MINUTE).await;
        let of = async |signal: &str| {
            let found = all(&world).await;
            found.into_iter().find(|it| it.room == device.room && it.signal == signal).unwrap()
        };
        assert_eq!(of("calendar.sync").await.cause, None, "of another room");
        tell_of("sign-in.exchange", SignalState::Unhealthy).await;
        pass(&world, &device, 30 * MINUTE).await;
        let sign_in = of("sign-in.exchange").await;
        assert_eq!((of("calendar.sync").await.cause, sign_in.cause), (Some(sign_in.id), None));
        assert_eq!(sign_in.related, 1);

        tell_of("network.connection", SignalState::Unhealthy).await;
        let network = of("network.connection").await;
        for signal in ["calendar.sync", "sign-in.exchange"] {
            assert_eq!(of(signal).await.cause, Some(network.id), "the farthest cause");
        }
        assert_eq!((network.related, of("sign-in.exchange").await.related), (2, 0));
        let question = |ticket| TicketOf { realm: Realm::Own, ticket, before: None };
        let related = async |ticket| {
            let shown = ask(&world.app, &world.caller(ANNA), &question(ticket)).await.unwrap();
            shown.related.len()
        };
        assert_eq!((related(network.id).await, related(sign_in.id).await), (2, 1));
        let mut listening = world.app.listen();
        tell_of("network.connection", SignalState::Healthy).await;
        assert!(listening.try_recv().is_ok(), "live pages look again");
        assert_eq!(of("sign-in.exchange").await.cause, None);
        assert_eq!(of("calendar.sync").await.cause, Some(sign_in.id));
    })
    .await;
}

/// Decision 15, R-250, R-251: the clock of the server jumps a day ahead and back. No report is refused, the room is heard again at once,
/// and of each fault there is one ticket, neither lost nor doubled.
#[tokio::test]
async fn a_jump_of_the_clock_loses_nothing() {
    each(async |world| {
        let device = monitored(&world).await;
        tell(&world, &device, "usb.peripheral", "hub", SignalState::Unhealthy).await;
        tell(&world, &device, "camera.room", "", SignalState::Unhealthy).await;
        pass(&world, &device, MINUTE).await;
        let open = async |signal: &str| {
            let sql = format!("select count(*) from tickets where signal = '{signal}' and state not in ('resolved', 'closed')");
            world.database.number(&sql).await
        };
        assert_eq!((open("usb.peripheral").await, open("camera.room").await), (1, 0), "the camera is watched");
        for ahead in [DAY, 400 * DAY] {
            let before = world.app.clock.now();
            world.clock.set(before.plus(ahead));
            health_watch::watch(&world.app).await.unwrap();
            tell(&world, &device, "usb.peripheral", "hub", SignalState::Unhealthy).await;
            world.clock.set(before.plus(MINUTE));
            health_watch::watch(&world.app).await.unwrap();
            tell(&world, &device, "usb.peripheral", "hub", SignalState::Unhealthy).await;
            assert_eq!(open("usb.peripheral").await, 1, "the same fault");
        }
        for _ in 0..6 {
            tell(&world, &device, "camera.room", "", SignalState::Unhealthy).await;
            pass(&world, &device, MINUTE).await;
        }
        assert_eq!((open("usb.peripheral").await, open("camera.room").await), (1, 1));
        tell(&world, &device, "usb.peripheral", "hub", SignalState::Healthy).await;
        tell(&world, &device, "camera.room", "", SignalState::Healthy).await;
        pass(&world, &device, MINUTE).await;
        assert_eq!((open("usb.peripheral").await, open("camera.room").await), (0, 0));
        let all = world.database.number("select count(*) from tickets where signal in ('usb.peripheral', 'camera.room')");
        assert_eq!(all.await, 2, "none was doubled");
        let health = world.database.raw("select health from rooms where monitoring = 'monitored'").await;
        assert_eq!(health[0][0].as_deref(), Some("healthy"));
    })
    .await;
}
