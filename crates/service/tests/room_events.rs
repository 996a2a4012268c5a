//! Events of rooms: what devices tell of, who sees it, and what becomes of it when it is flagged, on both databases.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing, clippy::panic, reason = "tests")]

use std::collections::BTreeSet;

use domain::{
    id::{Id, Issue, RoomEvent},
    permission::{Permission, PermissionSet},
    query::{Comparison, Filter, Literal, Path},
    record::{Call, LOGS_KEPT, Quality, ReportedIssue},
    room::DeviceType,
    room_event::RoomEventKind,
    signal::Severity,
    time::{DAY, HOUR, MINUTE, Time},
};
use service::{
    Caller, Code, Export, Page, Realm, Refusal, Wanted, ask,
    devices::{DeviceFacts, Enrol, Enrolled, Heard, Outcome, Record, Report, enrol, hear},
    enrolment_key::DownloadKey,
    health_watch,
    room_events::{FlagEvents, ListRoomEvents, ListedRoomEvents, ShownEvent},
    rooms::EnrolRoom,
    run,
    tickets::{Among, ListTickets, Owned, TicketRow},
};
use testkit::{World, each, each_linked, seed};

const CONTOSO: &str = "contoso.example";
const ANNA: &str = "anna@contoso.example";
const PIA: &str = "pia@northwind.example";

async fn monitored(world: &World) -> Enrolled {
    let caller = world.caller(ANNA);
    let key = run(&world.app, &caller, DownloadKey { tenant: caller.person.organization }).await.unwrap();
    let asked = Enrol {
        tenant: key.tenant,
        key_version: key.version,
        secret: key.secret,
        credential: None,
        facts: DeviceFacts { device_type: Some(DeviceType::Generic), ..DeviceFacts::default() },
    };
    let device = enrol(&world.app, asked, "request", "192.0.2.9").await.unwrap();
    run(&world.app, &caller, EnrolRoom { tenant: device.tenant, room: device.room }).await.unwrap();
    device
}

async fn tell(world: &World, device: &Enrolled, records: Vec<Record>) -> (Outcome, usize) {
    let report = Report { observed_at: world.app.clock.now(), signals: Vec::new(), facts: None };
    let answered = hear(&world.app, &device.credential, Heard { records, ..report.into() }).await.unwrap();
    (answered.outcome, answered.refused_records.len())
}

fn call(name: &str, starts_at: Time, quality: Quality) -> Record {
    Record::Call(Call {
        name: name.to_owned(),
        meeting: String::new(),
        starts_at,
        ends_at: starts_at.plus(MINUTE),
        quality,
        has_video: false,
        streams: Vec::new(),
    })
}

fn reported(name: &str, at: Time, text: &str) -> Record {
    Record::ReportedIssue(ReportedIssue::told(name.to_owned(), at, text, Some(at.plus(LOGS_KEPT))))
}

fn question(realm: Realm, filter: Option<Filter>) -> ListRoomEvents {
    ListRoomEvents { realm, wanted: Wanted { filter, ..Wanted::default() }, counts: true }
}

async fn listed(world: &World, caller: &Caller, realm: Realm, filter: Option<Filter>) -> Vec<ShownEvent> {
    let found = ask(&world.app, caller, &question(realm, filter)).await.unwrap();
    assert_eq!(found.total, i64::try_from(found.events.len()).ok(), "one page holds all");
    found.events
}

async fn own(world: &World) -> Vec<ShownEvent> {
    listed(world, &world.caller(ANNA), Realm::Own, None).await
}

fn told(events: &[ShownEvent]) -> Vec<(RoomEventKind, &str)> {
    events.iter().map(|event| (event.row.kind, event.row.description.as_str())).collect()
}

fn is(property: &'static str, literal: Literal) -> Filter {
    Filter::Compare { path: Path::Own(property), operator: Comparison::Eq, literal }
}

async fn flag(world: &World, upn: &str, events: &[Id<RoomEvent>], high: bool) -> Result<Id<Issue>, Refusal> {
    let command = FlagEvents {
        tenant: world.organization(CONTOSO),
        description: "No sound".to_owned(),
        events: events.iter().copied().collect(),
        is_high_impact: high,
    };
    run(&world.app, &world.caller(upn), command).await
}

async fn tickets(world: &World) -> Vec<TicketRow> {
    let wanted = Wanted::default();
    let question =
        ListTickets { realm: Realm::Own, wanted, among: Among::All, owned: Owned::Anybody, counts: false };
    ask(&world.app, &world.caller(ANNA), &question).await.unwrap().tickets
}

/// The codes of refused values, with what they name.
fn refused(outcome: Result<Id<Issue>, Refusal>) -> BTreeSet<(Code, String)> {
    let Err(Refusal::Invalid(_, faults)) = outcome else { panic!("{outcome:?}") };
    faults.into_iter().map(|fault| (fault.code, fault.detail.unwrap_or_default())).collect()
}

/// poor calls and reported issues are events, once however often they are told, the newest first; a call that is told to be
/// good after all is none any more, and a wrong record keeps no other out.
#[tokio::test]
async fn devices_tell_of_events_once() {
    each(async |world| {
        let device = monitored(&world).await;
        let now = world.app.clock.now();
        let records = vec![
            call("c-1", now.plus(-3 * HOUR), Quality::Poor),
            call("c-2", now.plus(-2 * HOUR), Quality::Good),
            reported("i-1", now.plus(-HOUR), "The screen\u{7} is black"),
            reported("i-2", now, " \n "),
            reported("i-3", now.plus(-91 * DAY), "Long ago"),
            call("c-3", now.plus(-4 * HOUR), Quality::Unknown),
        ];
        assert_eq!(tell(&world, &device, records.clone()).await, (Outcome::Stored, 2));
        let expected =
            [(RoomEventKind::ReportedIssue, "The screen  is black"), (RoomEventKind::PoorCall, "")];
        let events = own(&world).await;
        assert_eq!(told(&events), expected);
        assert_eq!(
            (events[0].row.at, events[0].row.logs_until, events[0].row.room),
            (now.plus(-HOUR), Some(now.plus(-HOUR + LOGS_KEPT)), device.room)
        );
        assert_eq!(tell(&world, &device, records).await, (Outcome::Received, 2));
        let again = reported("i-1", now.plus(-HOUR), "Something else");
        assert_eq!(tell(&world, &device, vec![again]).await.0, Outcome::Received, "it is the same issue");
        assert_eq!(own(&world).await, events);
        let turned = vec![
            call("c-1", now.plus(-3 * HOUR), Quality::Good),
            call("c-2", now.plus(-2 * HOUR), Quality::Poor),
        ];
        tell(&world, &device, turned).await;
        let events = own(&world).await;
        assert_eq!(told(&events), expected);
        assert_eq!(events[1].row.at, now.plus(-2 * HOUR), "the other call");
    })
    .await;
}

/// what was flagged stays, whatever the device says of the call later; events end with the records of their time.
#[tokio::test]
async fn flagged_events_stay_until_they_are_old() {
    each(async |world| {
        let device = monitored(&world).await;
        let now = world.app.clock.now();
        tell(&world, &device, vec![call("c-1", now.plus(-HOUR), Quality::Poor)]).await;
        let event = own(&world).await.remove(0);
        flag(&world, ANNA, &[event.row.id], false).await.unwrap();
        tell(&world, &device, vec![call("c-1", now.plus(-HOUR), Quality::Good)]).await;
        assert!(own(&world).await[0].is_flagged);
        world.clock.advance(domain::record::KEPT);
        health_watch::watch(&world.app).await.unwrap();
        assert_eq!(told(&own(&world).await), []);
        assert_eq!(tickets(&world).await.len(), 1, "the ticket stays");
    })
    .await;
}

/// decision 21: chosen events become one ticket a room under one issue, and remember it; none becomes two tickets,
/// and nothing is done where one event is wrong.
#[tokio::test]
async fn events_become_a_ticket_of_each_room() {
    each(async |world| {
        let one = world.notice(CONTOSO, "Berlin 1", Some("No sound")).await;
        let two = world.notice(CONTOSO, "Berlin 1", None).await;
        let three = world.notice(CONTOSO, "Lisbon 1", None).await;
        let elsewhere = world.notice("fabrikam.example", "Seoul 1", None).await;
        let nothing: Id<RoomEvent> = world.ids.id();
        let unknown = |event: Id<RoomEvent>| (Code::UnknownReference, event.to_string());
        assert_eq!(
            refused(flag(&world, ANNA, &[one, elsewhere, nothing], true).await),
            BTreeSet::from([unknown(elsewhere), unknown(nothing)]),
            "another organization's events are as those that do not exist"
        );
        assert_eq!(
            refused(flag(&world, ANNA, &[], true).await),
            BTreeSet::from([(Code::Required, String::new())])
        );
        assert_eq!(tickets(&world).await, []);
        let issue = flag(&world, ANNA, &[one, two, three], true).await.unwrap();
        let made = tickets(&world).await;
        let rooms: BTreeSet<_> = made.iter().map(|ticket| ticket.room_name.as_str()).collect();
        assert_eq!((made.len(), rooms), (2, BTreeSet::from(["Berlin 1", "Lisbon 1"])));
        assert!(made.iter().all(|it| (it.issue, it.severity) == (Some(issue), Severity::Critical)));
        let events = own(&world).await;
        for event in &events {
            let ticket = made.iter().find(|ticket| ticket.room == event.row.room).unwrap();
            assert_eq!(
                (event.row.ticket, event.reference.as_str()),
                (Some(ticket.id), ticket.reference.as_str())
            );
            assert!(event.is_flagged && !event.may_flag);
        }
        assert_eq!(
            refused(flag(&world, ANNA, &[three], true).await),
            [(Code::AlreadyFlagged, three.to_string())].into()
        );
        assert_eq!(tickets(&world).await.len(), 2);
        let written =
            "select count(*) from audit_events where kind = 'ticket.recorded' and changes like '%events%'";
        assert_eq!(world.database.number(written).await, 2, "in the same transaction");
    })
    .await;
}

/// decisions 17 and 21: a reader knows the events of the rooms in sight, at home, at a customer and at all; another
/// partner's people learn nothing, and who may see no ticket learns of no ticket.
#[tokio::test]
async fn events_are_known_where_rooms_are() {
    each_linked(async |world: World, _| {
        let tenant = world.organization(CONTOSO);
        let seen = world.notice(CONTOSO, "Berlin 1", Some("No sound")).await;
        let unseen = world.notice(CONTOSO, "Lisbon 1", Some("No picture")).await;
        let pia = world.caller(PIA);
        for realm in [Realm::Customer(tenant), Realm::AllCustomers] {
            let events = listed(&world, &pia, realm, None).await;
            assert_eq!(events.iter().map(|event| event.row.id).collect::<Vec<_>>(), [seen]);
            assert!(events[0].may_flag);
            assert_eq!(listed(&world, &pia, realm, Some(is("id", Literal::Id(unseen.uuid())))).await, []);
        }
        assert_eq!(
            refused(flag(&world, PIA, &[seen, unseen], false).await),
            [(Code::UnknownReference, unseen.to_string())].into()
        );
        flag(&world, PIA, &[seen], false).await.unwrap();
        let own = own(&world).await;
        assert_eq!(
            own.iter().filter(|event| event.is_flagged).map(|event| event.row.id).collect::<Vec<_>>(),
            [seen]
        );
        let stranger = world.caller("alex@adventure.example");
        let asked = ask(&world.app, &stranger, &question(Realm::Customer(tenant), None)).await;
        assert!(matches!(asked, Err(Refusal::Missing)), "{asked:?}");
        let outcome = flag(&world, "alex@adventure.example", &[unseen], false).await;
        assert!(matches!(outcome, Err(Refusal::Missing)), "{outcome:?}");
        // Who sees rooms alone sees that an event was flagged, not the ticket.
        let uma = world.user("uma@contoso.example");
        let role = seed::CustomRole {
            tenant,
            id: world.ids.id(),
            link: None,
            name: "Looker".to_owned(),
            description: String::new(),
            permissions: PermissionSet::of(&[Permission::RoomView]),
        };
        let assignment = seed::Assignment {
            tenant,
            id: world.ids.id(),
            link: None,
            role: domain::role::Role::Custom(role.id),
            name: "Looking".to_owned(),
            description: String::new(),
            scope_id: world.ids.id(),
            scope: world.scope(CONTOSO, &["Berlin 1"], &[]),
            from: None,
            until: None,
            members: vec![seed::Member { home: tenant, principal: domain::directory::Principal::User(uma) }],
        };
        let mut seed = world.seed().await;
        seed.custom_role(&role).await.unwrap();
        seed.assignment(&assignment).await.unwrap();
        seed.commit().await.unwrap();
        let events = listed(&world, &world.caller("uma@contoso.example"), Realm::Own, None).await;
        assert_eq!(events.len(), 1);
        let event = &events[0];
        assert_eq!((event.is_flagged, event.row.ticket, event.reference.as_str()), (true, None, ""));
        assert!(!event.may_flag && !event.may_collect);
        let outcome = flag(&world, "uma@contoso.example", &[seen], false).await;
        assert!(matches!(outcome, Err(Refusal::Denied(..))), "{outcome:?}");
    })
    .await;
}

/// the list is narrowed by kind, room, time and state, is read page by page, and leaves whole as a file.
#[tokio::test]
async fn events_are_narrowed_and_paged() {
    each(async |world| {
        let mut made = Vec::new();
        for (room, text) in
            [("Berlin 1", None), ("Berlin 2", Some("Too loud")), ("Berlin 1", Some("Too dark"))]
        {
            world.clock.advance(HOUR);
            made.push(world.notice(CONTOSO, room, text).await);
        }
        let now = world.app.clock.now();
        flag(&world, ANNA, &[made[0]], false).await.unwrap();
        let room = Literal::Id(world.room(CONTOSO, "Berlin 1").uuid());
        let since = Filter::Compare {
            path: Path::Own("eventDateTime"),
            operator: Comparison::Ge,
            literal: Literal::Time(now),
        };
        let anna = world.caller(ANNA);
        for (filter, expected) in [
            (None, vec![made[2], made[1], made[0]]),
            (Some(is("kind", Literal::Text("reportedIssue".to_owned()))), vec![made[2], made[1]]),
            (Some(is("roomId", room)), vec![made[2], made[0]]),
            (Some(is("isFlagged", Literal::Boolean(true))), vec![made[0]]),
            (Some(is("isFlagged", Literal::Boolean(false))), vec![made[2], made[1]]),
            (Some(since), vec![made[2]]),
        ] {
            let found = listed(&world, &anna, Realm::Own, filter.clone()).await;
            assert_eq!(found.iter().map(|event| event.row.id).collect::<Vec<_>>(), expected, "{filter:?}");
        }
        let mut pages = Vec::new();
        let mut wanted = Wanted { page: Page::of(2), ..Wanted::default() };
        loop {
            let question = ListRoomEvents { realm: Realm::Own, wanted: wanted.clone(), counts: false };
            let ListedRoomEvents { events, next, .. } = ask(&world.app, &anna, &question).await.unwrap();
            pages.push(events.len());
            wanted.after = next;
            if wanted.after.is_none() {
                break;
            }
        }
        assert_eq!(pages, [2, 1]);
        let question = ListRoomEvents { realm: Realm::Own, wanted: Wanted::default(), counts: false };
        let mut export = Export::begin(&world.app, &anna, question).await.unwrap();
        assert_eq!(export.next(&world.app, &anna).await.unwrap().unwrap().len(), 3);
        assert_eq!(export.next(&world.app, &anna).await.unwrap(), None);
    })
    .await;
}
