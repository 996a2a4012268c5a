//! What people are told by e-mail, on both databases: who, when, once, and only what they may know when it is sent.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing, clippy::panic, reason = "tests")]

use std::{
    collections::BTreeSet,
    sync::{Arc, Mutex},
};

use domain::{
    directory::Principal,
    id::{Assignment, Id, Invitation, Issue},
    notification::{MailChoice, Matter, Occasion},
    room::DeviceType,
    scope::Scope,
    signal::SignalState,
    ticket::ClosureReason,
    time::{DAY, HOUR, MINUTE, Time},
};
use service::{
    App, Code, Realm, Refusal, Sealer, Settings, Wanted,
    account::{OwnMailChoice, set_mail_choice},
    ask,
    assignments::{AssignmentForm, CreateAssignment, DeleteAssignment, EditAssignment, Period, warn},
    devices::{DeviceFacts, Enrol, Enrolled, Report, Said, enrol, report},
    enrolment_key::DownloadKey,
    health_watch,
    invitations::{DenyInvitation, SendInvitation, To, send, terms},
    load::Waiting,
    notifications::{Content, Letter, Post, Undelivered, tend},
    roles::{CreateRole, RoleContext, RoleForm},
    rooms::{EnrolRoom, UnenrolRoom},
    run,
    signals::SetSignal,
    tickets::{Among, ListTickets, Owned, RecordIssue, ResolveTicket, TicketRow},
    users::SetUserEnabled,
};
use testkit::{Database, Kind, SeededIds, SeededSecrets, World};
use uuid::Uuid;

const CONTOSO: &str = "contoso.example";
const ANNA: &str = "anna@contoso.example";
const LEA: &str = "lea@contoso.example";
const UMA: &str = "uma@contoso.example";
const PIA: &str = "pia@northwind.example";

/// A mail server that remembers what it took.
#[derive(Default)]
struct Mailbox {
    letters: Mutex<Vec<Letter>>,
    refuses: Mutex<Option<Undelivered>>,
    tried: Mutex<Vec<(String, Uuid)>>,
}

impl Post for Mailbox {
    async fn deliver(&self, letter: &Letter) -> Result<(), Undelivered> {
        self.tried.lock().unwrap().push((letter.to.clone(), letter.message));
        if let Some(why) = self.refuses.lock().unwrap().clone() {
            return Err(why);
        }
        self.letters.lock().unwrap().push(letter.clone());
        Ok(())
    }
}

impl Mailbox {
    /// What came in since the last time: to whom, and what of tickets happened, by the name of the room.
    fn take(&self) -> Vec<(String, Vec<(Occasion, String)>)> {
        let letters = std::mem::take(&mut *self.letters.lock().unwrap());
        let is_of_tickets = |letter: &&Letter| matches!(letter.content, Content::Tickets { .. });
        let of_tickets = letters.iter().filter(is_of_tickets);
        let mut taken: Vec<_> = of_tickets.map(|letter| (letter.to.clone(), told(letter))).collect();
        taken.sort();
        taken
    }

    fn notices(&self) -> BTreeSet<(String, String)> {
        let letters = std::mem::take(&mut *self.letters.lock().unwrap());
        let kinds = letters.iter().flat_map(|letter| match &letter.content {
            Content::Notices(notices) => {
                notices.iter().map(|notice| (letter.to.clone(), notice.kind.clone())).collect::<Vec<_>>()
            }
            _ => panic!("notices alone were thought of"),
        });
        kinds.collect()
    }

    fn refuse(&self, why: Option<Undelivered>) {
        *self.refuses.lock().unwrap() = why;
    }
}

fn told(letter: &Letter) -> Vec<(Occasion, String)> {
    match &letter.content {
        Content::Tickets { told, .. } => {
            let of = |matter| match matter {
                Matter::News(occasion) => occasion,
                other => panic!("news alone was thought of: {other:?}"),
            };
            told.iter().map(|it| (of(it.matter), it.ticket.room_name.clone())).collect()
        }
        _ => panic!("tickets alone were thought of"),
    }
}

/// Runs a test on both databases, in a world with a mail server.
async fn each_with_mail(test: impl AsyncFn(World, Mailbox)) {
    for kind in Kind::ALL {
        let settings = Settings { sends_mail: true, ..Settings::default() };
        test(World::with(Database::fresh(kind).await, settings).await, Mailbox::default()).await;
    }
}

/// Gives a role with e-mail to somebody for some rooms of contoso.example.
async fn assigned(world: &World, upn: &str, scope: Scope, sends_mail: bool) -> Id<Assignment> {
    let form = AssignmentForm {
        name: "Mail".to_owned(),
        members: vec![Principal::User(world.user(upn))],
        scope,
        sends_mail,
        ..AssignmentForm::default()
    };
    let command = CreateAssignment { context: RoleContext::Own, role: "site_tech".to_owned(), form };
    run(&world.app, &world.caller(ANNA), command).await.unwrap()
}

async fn recorded(world: &World, rooms: &[&str]) -> Id<Issue> {
    let rooms = rooms.iter().map(|name| world.room(CONTOSO, name));
    let command = RecordIssue {
        tenant: world.organization(CONTOSO),
        description: "The projector is yellow".to_owned(),
        rooms: rooms.collect(),
        is_high_impact: false,
    };
    run(&world.app, &world.caller(ANNA), command).await.unwrap()
}

/// Lets time pass and the post do its work.
async fn pass(world: &World, post: &Mailbox, micros: i64) {
    world.clock.advance(micros);
    tend(&world.app, post).await.unwrap();
}

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

async fn say(world: &World, device: &Enrolled, signal: &str, state: SignalState) {
    let said = Said {
        signal: signal.to_owned(),
        instance: String::new(),
        state,
        value: String::new(),
        detail: String::new(),
    };
    let told = Report { observed_at: world.app.clock.now(), signals: vec![said], facts: None };
    report(&world.app, &device.credential, told).await.unwrap();
}

/// Time passes while the device is heard.
async fn watch(world: &World, device: &Enrolled, micros: i64) {
    world.clock.advance(micros);
    let told = Report { observed_at: world.app.clock.now(), signals: Vec::new(), facts: None };
    report(&world.app, &device.credential, told).await.unwrap();
    health_watch::watch(&world.app).await.unwrap();
}

async fn choose(world: &World, upn: &str, choice: MailChoice) {
    set_mail_choice(&world.app, &world.caller(upn), choice).await.unwrap();
}

async fn tickets(world: &World) -> Vec<TicketRow> {
    let (realm, among) = (Realm::Own, Among::All);
    let question =
        ListTickets { realm, wanted: Wanted::default(), among, owned: Owned::Anybody, counts: false };
    ask(&world.app, &world.caller(ANNA), &question).await.unwrap().tickets
}

async fn outcomes(world: &World) -> Vec<Vec<Option<String>>> {
    let sql = "select outcome, cast(count(*) as bigint) from mails group by outcome order by outcome";
    world.database.raw(sql).await
}

/// members of assignments with the checkbox are told of their rooms, others are not; several rooms of one
/// issue make one message, and it is sent once.
#[tokio::test]
async fn members_are_told_of_their_rooms() {
    each_with_mail(async |world, post| {
        let berlin = world.scope(CONTOSO, &["Berlin 1", "Berlin 2"], &[]);
        assigned(&world, UMA, berlin, true).await;
        assigned(&world, LEA, Scope::ALL, false).await;
        recorded(&world, &["Berlin 1", "Berlin 2", "Lisbon 1"]).await;
        pass(&world, &post, MINUTE - 1).await;
        assert_eq!(post.take(), [], "more of the same cause may come");
        pass(&world, &post, 1).await;
        let taken = post.take();
        let [(to, told)] = taken.as_slice() else { panic!("{taken:?}") };
        assert_eq!(to, UMA);
        let rooms: BTreeSet<_> = told.iter().map(|(_, room)| room.as_str()).collect();
        assert_eq!(rooms, ["Berlin 1", "Berlin 2"].into());
        assert!(told.iter().all(|(occasion, _)| *occasion == Occasion::IssueRecorded));
        pass(&world, &post, DAY).await;
        assert_eq!(post.take(), []);
    })
    .await;
}

/// a new, a resolved and a reactivated ticket of a bad signal are told; what comes and goes within its watch
/// period is not.
#[tokio::test]
async fn tickets_of_signals_are_told() {
    each_with_mail(async |world, post| {
        assigned(&world, UMA, Scope::ALL, true).await;
        let device = monitored(&world).await;
        let occasions = |post: &Mailbox| {
            let all: Vec<_> = post.take().into_iter().flat_map(|(_, told)| told).collect();
            all.into_iter().map(|(occasion, _)| occasion).collect::<Vec<_>>()
        };
        say(&world, &device, "camera.room", SignalState::Unhealthy).await;
        watch(&world, &device, 5 * MINUTE).await;
        pass(&world, &post, MINUTE).await;
        assert_eq!(occasions(&post), [Occasion::TicketOpened]);
        say(&world, &device, "camera.room", SignalState::Healthy).await;
        pass(&world, &post, MINUTE).await;
        assert_eq!(occasions(&post), [Occasion::TicketResolved]);
        say(&world, &device, "camera.room", SignalState::Unhealthy).await;
        watch(&world, &device, MINUTE).await;
        say(&world, &device, "camera.room", SignalState::Healthy).await;
        pass(&world, &post, MINUTE).await;
        assert_eq!(occasions(&post), [], "watched, and gone before it counted");
        say(&world, &device, "camera.room", SignalState::Unhealthy).await;
        watch(&world, &device, 5 * MINUTE).await;
        pass(&world, &post, MINUTE).await;
        assert_eq!(occasions(&post), [Occasion::TicketReactivated]);
    })
    .await;
}

/// a Warning waits for the digest of its reader, by their own clock; everything of a day is one message.
#[tokio::test]
async fn warnings_come_in_the_digest() {
    each_with_mail(async |world, post| {
        assigned(&world, UMA, Scope::ALL, true).await;
        let device = monitored(&world).await;
        let now = world.app.clock.now();
        let zone = zone(&world).await;
        let is_near = |hour: &i64| {
            let at = MailChoice { digest_hour: *hour, ..MailChoice::default() }.next_digest(&zone, now);
            (2 * HOUR..3 * HOUR + 1).contains(&at.since(now))
        };
        let digest_hour = (0..24).find(is_near).unwrap();
        choose(&world, UMA, MailChoice { digest_hour, ..MailChoice::default() }).await;
        for signal in ["camera.default", "time.drift"] {
            say(&world, &device, signal, SignalState::Unhealthy).await;
        }
        watch(&world, &device, 10 * MINUTE).await;
        pass(&world, &post, 10 * MINUTE).await;
        assert_eq!(post.take(), []);
        pass(&world, &post, 3 * HOUR).await;
        let letters = std::mem::take(&mut *post.letters.lock().unwrap());
        let [letter] = letters.as_slice() else { panic!("{letters:?}") };
        assert!(matches!(letter.content, Content::Tickets { is_digest: true, .. }));
        assert_eq!(told(letter).len(), 2);
    })
    .await;
}

async fn zone(world: &World) -> String {
    let row = world.database.raw("select time_zone from users where upn = 'uma@contoso.example'").await;
    row[0][0].clone().unwrap()
}

/// The hour that it is by uma's clock.
async fn hour(world: &World) -> i64 {
    let (zone, now) = (zone(world).await, world.app.clock.now());
    let until = |hour: &i64| {
        MailChoice { digest_hour: *hour, ..MailChoice::default() }.next_digest(&zone, now).since(now)
    };
    (0..24).max_by_key(until).unwrap()
}

/// Decision 4, R-253: closing a ticket is told to those who were told of it, and to nobody else.
#[tokio::test]
async fn closing_is_told_to_those_who_were_told() {
    each_with_mail(async |world, post| {
        let assignment = assigned(&world, UMA, Scope::ALL, true).await;
        recorded(&world, &["Berlin 1"]).await;
        pass(&world, &post, MINUTE).await;
        assert_eq!(post.take().len(), 1);
        // From now on somebody else is told of this room; uma still may know.
        let edit = EditAssignment {
            context: RoleContext::Own,
            assignment,
            name: "Mail".to_owned(),
            description: String::new(),
            sends_mail: Some(false),
            stamp: None,
        };
        run(&world.app, &world.caller(ANNA), edit).await.unwrap();
        assigned(&world, LEA, Scope::ALL, true).await;
        let ticket = tickets(&world).await.remove(0).id;
        let tenant = world.organization(CONTOSO);
        let resolve = ResolveTicket { tenant, ticket, stamp: None, reason: ClosureReason::Repaired };
        run(&world.app, &world.caller(ANNA), resolve).await.unwrap();
        pass(&world, &post, MINUTE).await;
        assert_eq!(post.take(), [(UMA.to_owned(), vec![(Occasion::TicketClosed, "Berlin 1".to_owned())])]);
    })
    .await;
}

/// Decision 4: the tickets of a room that is not monitored any more are closed, and that is told as well.
#[tokio::test]
async fn the_end_of_monitoring_is_told() {
    each_with_mail(async |world, post| {
        assigned(&world, UMA, Scope::ALL, true).await;
        recorded(&world, &["Berlin 1"]).await;
        pass(&world, &post, MINUTE).await;
        assert_eq!(post.take().len(), 1);
        let unenrol =
            UnenrolRoom { tenant: world.organization(CONTOSO), room: world.room(CONTOSO, "Berlin 1") };
        run(&world.app, &world.caller(ANNA), unenrol).await.unwrap();
        pass(&world, &post, MINUTE).await;
        assert_eq!(post.take(), [(UMA.to_owned(), vec![(Occasion::TicketClosed, "Berlin 1".to_owned())])]);
    })
    .await;
}

/// whether somebody may know is decided when it is sent: a right withdrawn after the event, a person disabled, and
/// nothing is sent. A try after a failed one decides anew.
#[tokio::test]
async fn a_right_that_was_withdrawn_tells_nothing() {
    each_with_mail(async |world, post| {
        let assignment = assigned(&world, UMA, Scope::ALL, true).await;
        assigned(&world, LEA, Scope::ALL, true).await;
        recorded(&world, &["Berlin 1"]).await;
        post.refuse(Some(Undelivered::Refused("451 later".to_owned())));
        pass(&world, &post, MINUTE).await;
        assert_eq!(post.tried.lock().unwrap().len(), 2);
        post.refuse(None);
        let delete = DeleteAssignment { context: RoleContext::Own, assignment, stamp: None };
        run(&world.app, &world.caller(ANNA), delete).await.unwrap();
        let user = world.user(LEA);
        let disable = SetUserEnabled { user, enabled: false, stamp: None };
        run(&world.app, &world.caller(ANNA), disable).await.unwrap();
        pass(&world, &post, MINUTE).await;
        assert_eq!(post.take(), []);
        assert_eq!(outcomes(&world).await, [[Some("withheld".to_owned()), Some("2".to_owned())]]);
    })
    .await;
}

/// somebody of a partner is told of the rooms that the link and the assignment cover, until the link ends or
/// the customer blocks them.
#[tokio::test]
async fn people_of_a_partner_are_told_what_their_link_covers() {
    each_with_mail(async |world, post| {
        let scope = world.scope(CONTOSO, &["Berlin 1"], &[]);
        let linked = world.link(CONTOSO, "northwind.example", scope, &[PIA]).await;
        let first = AssignmentForm {
            name: "Service".to_owned(),
            members: vec![Principal::SecurityGroup(world.security_group("northwind.example", "Service"))],
            scope: Scope::ALL,
            sends_mail: true,
            ..AssignmentForm::default()
        };
        let form = RoleForm {
            name: "Viewers".to_owned(),
            permissions: vec!["ticket.view".to_owned(), "room.view".to_owned()],
            ..RoleForm::default()
        };
        let context = RoleContext::At(world.organization(CONTOSO));
        let command = CreateRole { context, form, first: Some(first) };
        run(&world.app, &world.caller(PIA), command).await.unwrap();
        recorded(&world, &["Berlin 1", "Lisbon 1"]).await;
        pass(&world, &post, MINUTE).await;
        let gus = "gus@northwind.example".to_owned();
        let told = vec![(Occasion::IssueRecorded, "Berlin 1".to_owned())];
        assert_eq!(post.take(), [(gus.clone(), told)], "through groups of groups");
        recorded(&world, &["Berlin 1"]).await;
        let block = service::blocks::BlockPerson {
            of: linked.link.into(),
            user: world.user(&gus),
            reason: "Left".to_owned(),
        };
        run(&world.app, &world.caller(ANNA), block).await.unwrap();
        pass(&world, &post, MINUTE).await;
        assert_eq!(post.take(), []);
    })
    .await;
}

/// Faults that lose nothing: while the mail server is away one try is made at a time, afterwards everything is sent once,
/// under the identifier of its first try.
#[tokio::test]
async fn a_mail_server_that_is_away_loses_nothing() {
    each_with_mail(async |world, post| {
        assigned(&world, UMA, Scope::ALL, true).await;
        assigned(&world, LEA, Scope::ALL, true).await;
        recorded(&world, &["Berlin 1"]).await;
        post.refuse(Some(Undelivered::Unreachable("refused".to_owned())));
        pass(&world, &post, MINUTE).await;
        assert_eq!(post.tried.lock().unwrap().len(), 1, "one letter tells that no other goes");
        for _ in 0..3 {
            pass(&world, &post, HOUR).await;
        }
        let known: BTreeSet<_> = post.tried.lock().unwrap().iter().cloned().collect();
        post.refuse(None);
        pass(&world, &post, MINUTE).await;
        let letters: Vec<_> = post.letters.lock().unwrap().clone();
        let to: BTreeSet<_> = letters.iter().map(|letter| letter.to.as_str()).collect();
        assert_eq!((letters.len(), to), (2, [LEA, UMA].into()));
        let sent: BTreeSet<_> = letters.iter().map(|letter| (letter.to.clone(), letter.message)).collect();
        assert!(known.is_subset(&sent), "{known:?} {sent:?}");
        pass(&world, &post, DAY).await;
        assert_eq!(post.letters.lock().unwrap().len(), 2);
        assert_eq!(outcomes(&world).await, [[Some("sent".to_owned()), Some("2".to_owned())]]);
    })
    .await;
}

/// A node that dies after the mail server took a letter sends it again under the same identifier, and only when its time is
/// over; what is refused for seven days is given up.
#[tokio::test]
async fn a_message_keeps_its_identifier_and_ends() {
    each_with_mail(async |world, post| {
        assigned(&world, UMA, Scope::ALL, true).await;
        recorded(&world, &["Berlin 1"]).await;
        pass(&world, &post, MINUTE).await;
        // As if the node had died before it wrote that down.
        let lease = "update mails set outcome = null, settled_at = null";
        world.database.raw(lease).await;
        pass(&world, &post, 14 * MINUTE).await;
        assert_eq!(post.letters.lock().unwrap().len(), 1);
        pass(&world, &post, MINUTE).await;
        let messages: BTreeSet<_> =
            post.letters.lock().unwrap().iter().map(|letter| letter.message).collect();
        assert_eq!((post.letters.lock().unwrap().len(), messages.len()), (2, 1));

        recorded(&world, &["Berlin 2"]).await;
        post.refuse(Some(Undelivered::Refused("550 nobody".to_owned())));
        for _ in 0..60 {
            pass(&world, &post, 3 * HOUR).await;
        }
        assert_eq!(
            outcomes(&world).await,
            [["failed", "1"], ["sent", "1"]].map(|row| row.map(|it| Some(it.to_owned())).to_vec())
        );
        let tries = post.tried.lock().unwrap().len();
        assert!((10..50).contains(&tries), "the pauses grow: {tries}");
    })
    .await;
}

/// what another open ticket of the same room explains is told in its message, and makes none of its own while that
/// goes on; once the explanation ends it is told.
#[tokio::test]
async fn what_is_explained_makes_no_message_of_its_own() {
    each_with_mail(async |world, post| {
        assigned(&world, UMA, Scope::ALL, true).await;
        // As shipped it is a mere warning, which explains nothing that is worse.
        let critical = SetSignal {
            device_type: DeviceType::WindowsRoom.key().to_owned(),
            signal: "network.connection".to_owned(),
            severity: Some("critical".to_owned()),
            ..SetSignal::default()
        };
        run(&world.app, &world.caller(ANNA), critical).await.unwrap();
        let device = monitored(&world).await;
        let signals = |post: &Mailbox| {
            let letters = std::mem::take(&mut *post.letters.lock().unwrap());
            let of = |letter: Letter| match letter.content {
                Content::Tickets { told, .. } => {
                    let mut told: Vec<_> =
                        told.into_iter().map(|it| (it.matter.key(), it.ticket.signal)).collect();
                    told.sort();
                    told
                }
                other => panic!("tickets alone were thought of: {other:?}"),
            };
            letters.into_iter().map(of).collect::<Vec<_>>()
        };
        let told = |told: &[(&'static str, &str)]| {
            told.iter().map(|(matter, signal)| (*matter, (*signal).to_owned())).collect::<Vec<_>>()
        };
        for signal in ["network.connection", "sign-in.teams"] {
            say(&world, &device, signal, SignalState::Unhealthy).await;
        }
        watch(&world, &device, 31 * MINUTE).await;
        pass(&world, &post, MINUTE).await;
        let both = told(&[("ticketOpened", "network.connection"), ("ticketOpened", "sign-in.teams")]);
        assert_eq!(signals(&post), [both], "one message");

        say(&world, &device, "sign-in.exchange", SignalState::Unhealthy).await;
        watch(&world, &device, 31 * MINUTE).await;
        pass(&world, &post, MINUTE).await;
        assert_eq!(signals(&post), Vec::<Vec<_>>::new(), "the network explains it");
        say(&world, &device, "network.connection", SignalState::Healthy).await;
        say(&world, &device, "sign-in.teams", SignalState::Healthy).await;
        pass(&world, &post, MINUTE).await;
        let mut found = signals(&post).concat();
        found.sort();
        let rest = told(&[
            ("ticketOpened", "sign-in.exchange"),
            ("ticketResolved", "network.connection"),
            ("ticketResolved", "sign-in.teams"),
        ]);
        assert_eq!(found, rest, "what explained it is gone");
        pass(&world, &post, 2 * DAY).await;
        assert_eq!(signals(&post), Vec::<Vec<_>>::new(), "once");
    })
    .await;
}

/// Architecture §5: an operator is told how much waits, since when the oldest of it is due, and since when a receiver takes the
/// oldest not.
#[tokio::test]
async fn what_waits_is_counted() {
    each_with_mail(async |world, post| {
        let waits = async || {
            let backlog = world.app.backlog().await.unwrap();
            let ago = |at: Option<Time>| at.map(|at| world.app.clock.now().since(at));
            let of = |it: Waiting| (it.count, ago(it.since), ago(it.tried_since));
            (of(backlog.news), of(backlog.mails))
        };
        assigned(&world, UMA, Scope::ALL, true).await;
        assigned(&world, LEA, Scope::ALL, true).await;
        recorded(&world, &["Berlin 1"]).await;
        let nothing = (0, None, None);
        assert_eq!(waits().await, (nothing, nothing), "more of the same cause may come");
        world.clock.advance(2 * MINUTE);
        assert_eq!(waits().await, ((1, Some(MINUTE), None), nothing));
        post.refuse(Some(Undelivered::Refused("451 later".to_owned())));
        pass(&world, &post, 0).await;
        assert_eq!(waits().await, (nothing, (2, None, Some(2 * MINUTE))), "tried in vain, and not late");
        world.clock.advance(2 * MINUTE);
        assert_eq!(waits().await, (nothing, (2, Some(MINUTE), Some(4 * MINUTE))), "due again");
        post.refuse(None);
        pass(&world, &post, HOUR).await;
        assert_eq!(waits().await, (nothing, nothing));
    })
    .await;
}

/// Two nodes over one database send each message once.
#[tokio::test]
async fn two_nodes_do_not_both_send() {
    let settings = Settings { sends_mail: true, ..Settings::default() };
    let world = World::with(Database::fresh(Kind::Postgresql).await, settings.clone()).await;
    let secrets = Arc::new(SeededSecrets::default());
    let sealer = Sealer::parse(&Sealer::fresh_key_file(secrets.as_ref())).unwrap();
    let ids = Arc::new(SeededIds::default());
    let other = App::new(world.database.second_node(), world.clock.clone(), ids, secrets, sealer, settings);
    for upn in [UMA, LEA, "theo@contoso.example", "greta@contoso.example", "mats@contoso.example"] {
        assigned(&world, upn, Scope::ALL, true).await;
    }
    let post = Mailbox::default();
    for round in 1..=10 {
        recorded(&world, &["Berlin 1", "Berlin 2"]).await;
        world.clock.advance(MINUTE);
        let (one, two) = tokio::join!(tend(&world.app, &post), tend(&other, &post));
        one.and(two).unwrap();
        assert_eq!(post.letters.lock().unwrap().len(), 5 * round);
    }
}

/// e-mail can be switched off, and quiet hours hold it back until they end.
#[tokio::test]
async fn people_choose_when_they_are_told() {
    each_with_mail(async |world, post| {
        assigned(&world, UMA, Scope::ALL, true).await;
        let hour = hour(&world).await;
        let quiet = Some(((hour + 23) % 24, (hour + 2) % 24));
        choose(&world, UMA, MailChoice { quiet, ..MailChoice::default() }).await;
        let chosen = ask(&world.app, &world.caller(UMA), &OwnMailChoice).await.unwrap();
        assert_eq!(chosen.quiet, quiet);
        recorded(&world, &["Berlin 1"]).await;
        pass(&world, &post, 30 * MINUTE).await;
        assert_eq!(post.take(), []);
        pass(&world, &post, 2 * HOUR).await;
        assert_eq!(post.take().len(), 1);

        // Chosen after it was spread, before it was sent.
        recorded(&world, &["Berlin 2"]).await;
        post.refuse(Some(Undelivered::Unreachable(String::new())));
        pass(&world, &post, MINUTE).await;
        post.refuse(None);
        choose(&world, UMA, MailChoice { is_on: false, ..MailChoice::default() }).await;
        recorded(&world, &["Berlin 3"]).await;
        pass(&world, &post, HOUR).await;
        assert_eq!(post.take(), []);

        let bad = MailChoice { digest_hour: 24, quiet: Some((-1, 3)), ..MailChoice::default() };
        let Err(Refusal::Invalid(Code::InvalidValue, faults)) =
            set_mail_choice(&world.app, &world.caller(UMA), bad).await
        else {
            panic!("hours are from 0 to 23")
        };
        let fields: Vec<_> = faults.iter().map(|fault| fault.field.as_str()).collect();
        assert_eq!(fields, ["mail/digestHour", "mail/quietHours/fromHour"]);
    })
    .await;
}

async fn invited(world: &World) -> Id<Invitation> {
    let command = SendInvitation {
        to: To::Domain { domain: "northwind.example".to_owned(), valid_days: "7".to_owned() },
        scope: Scope::ALL,
        accepted_terms: Some(terms::VERSION.to_owned()),
    };
    send(&world.app, &world.caller(ANNA), command).await.unwrap()[0]
}

/// both sides' administrators are told by e-mail what they are told in the portal, and nobody else is.
#[tokio::test]
async fn administrators_are_told_of_invitations() {
    each_with_mail(async |world, post| {
        let id = invited(&world).await;
        pass(&world, &post, MINUTE).await;
        let northwind = |kind: &str| {
            ["nora", "noel", "tom"].map(|name| (format!("{name}@northwind.example"), kind.to_owned())).into()
        };
        assert_eq!(post.notices(), northwind("invitation_received"));
        let tom = world.caller("tom@northwind.example");
        run(&world.app, &tom, DenyInvitation { invitation: id, stamp: None }).await.unwrap();
        pass(&world, &post, MINUTE).await;
        let mut expected: BTreeSet<_> = northwind("received_invitation_denied");
        for name in ["anna", "mats"] {
            expected.insert((format!("{name}@contoso.example"), "invitation_denied".to_owned()));
        }
        assert_eq!(post.notices(), expected);
    })
    .await;
}

/// Issue of periods: whoever may extend an assignment is told by e-mail 14 and 3 days before its end.
#[tokio::test]
async fn an_end_that_comes_near_is_told() {
    each_with_mail(async |world, post| {
        let until: Option<Time> = Some(world.app.clock.now().plus(20 * DAY));
        let form = AssignmentForm {
            name: "Guest".to_owned(),
            members: vec![Principal::User(world.user(UMA))],
            scope: Scope::ALL,
            period: Period { from: None, until },
            ..AssignmentForm::default()
        };
        let command = CreateAssignment { context: RoleContext::Own, role: "site_tech".to_owned(), form };
        run(&world.app, &world.caller(ANNA), command).await.unwrap();
        for (days, count) in [(5, 0), (1, 2), (10, 0), (1, 2), (3, 0)] {
            world.clock.advance(days * DAY);
            warn(&world.app).await.unwrap();
            pass(&world, &post, MINUTE).await;
            let told = post.notices();
            assert!(told.iter().all(|(_, kind)| kind == "assignment_ending"));
            assert_eq!(told.len(), count, "{told:?}");
            assert!(!told.iter().any(|(to, _)| to == UMA), "she cannot extend it");
        }
    })
    .await;
}

/// Without a mail server nothing waits for one.
#[tokio::test]
async fn without_a_mail_server_nothing_is_queued() {
    testkit::each(async |world| {
        assigned(&world, UMA, Scope::ALL, true).await;
        recorded(&world, &["Berlin 1"]).await;
        assert_eq!(world.database.number("select count(*) from notifications").await, 0);
    })
    .await;
}

/// however much happens, a person gets few messages; the outbox holds identifiers and no word of a customer.
#[tokio::test]
async fn much_that_happens_makes_few_messages() {
    each_with_mail(async |world, post| {
        assigned(&world, UMA, Scope::ALL, true).await;
        for _ in 0..12 {
            recorded(&world, &["Berlin 1"]).await;
        }
        pass(&world, &post, MINUTE).await;
        let taken = post.take();
        let [(_, told)] = taken.as_slice() else { panic!("{taken:?}") };
        assert_eq!(told.len(), 12);
        for table in ["notifications", "mails"] {
            let rows = world.database.raw(&format!("select * from {table}")).await;
            let text = format!("{rows:?}");
            assert!(!text.contains("Berlin") && !text.contains("projector"), "{text}");
        }
    })
    .await;
}

/// What is long over is forgotten, but not who was told of a ticket that lives.
#[tokio::test]
async fn what_is_over_is_forgotten() {
    each_with_mail(async |world, post| {
        assigned(&world, UMA, Scope::ALL, true).await;
        recorded(&world, &["Berlin 1"]).await;
        pass(&world, &post, MINUTE).await;
        pass(&world, &post, 31 * DAY).await;
        assert_eq!(world.database.number("select count(*) from mails").await, 1);
        world.database.raw("update tickets set state = 'closed'").await;
        pass(&world, &post, DAY).await;
        assert_eq!(world.database.number("select count(*) from mails").await, 0);
    })
    .await;
}
