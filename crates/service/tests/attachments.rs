//! Files at tickets: what is taken, who gets it, what is left when it goes, on both databases.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing, clippy::panic, reason = "tests")]

use domain::{
    attachment::{LARGEST, MOST, MediaType},
    event::EventKind,
    id::{Attachment, Id, Room, Ticket},
    ticket::ClosureReason,
    time::DAY,
};
use service::{
    Code, Realm, Refusal, Wanted, ask,
    attachments::{AddAttachment, AttachmentRow, AttachmentsOf, DownloadAttachment, RemoveAttachment},
    audit_log::{ListEvents, Period},
    health_watch,
    rooms::{DeleteRoom, UnenrolRoom},
    run,
    tickets::{Among, ListTickets, Owned, RecordIssue, ResolveTicket, TicketOf},
};
use testkit::{World, each, each_linked};

const CONTOSO: &str = "contoso.example";
const ANNA: &str = "anna@contoso.example";
const PIA: &str = "pia@northwind.example";
const ALEX: &str = "alex@adventure.example";
const PNG: &[u8] = b"\x89PNG\r\n\x1a\nand more";

/// The ticket of an issue in a room of contoso.example.
async fn ticket(world: &World, room: &str) -> Id<Ticket> {
    ticket_of(world, world.room(CONTOSO, room)).await
}

async fn ticket_of(world: &World, room: Id<Room>) -> Id<Ticket> {
    let command = RecordIssue {
        tenant: world.organization(CONTOSO),
        description: "No picture".to_owned(),
        rooms: [room].into(),
        is_high_impact: false,
    };
    run(&world.app, &world.caller(ANNA), command).await.unwrap();
    let question = ListTickets {
        realm: Realm::Own,
        wanted: Wanted::default(),
        among: Among::All,
        owned: Owned::Anybody,
        counts: false,
    };
    let tickets = ask(&world.app, &world.caller(ANNA), &question).await.unwrap().tickets;
    tickets.into_iter().find(|ticket| ticket.room == room).unwrap().id
}

async fn add(
    world: &World,
    upn: &str,
    ticket: Id<Ticket>,
    name: &str,
    content: &[u8],
) -> Result<Id<Attachment>, Refusal> {
    let tenant = world.organization(CONTOSO);
    let command = AddAttachment { tenant, ticket, name: name.to_owned(), content: content.to_vec() };
    run(&world.app, &world.caller(upn), command).await
}

async fn list(world: &World, upn: &str, ticket: Id<Ticket>) -> Result<Vec<AttachmentRow>, Refusal> {
    let tenant = world.organization(CONTOSO);
    let caller = world.caller(upn);
    let realm = if caller.person.organization == tenant { Realm::Own } else { Realm::Customer(tenant) };
    ask(&world.app, &caller, &AttachmentsOf { realm, ticket }).await
}

async fn download(
    world: &World,
    upn: &str,
    ticket: Id<Ticket>,
    attachment: Id<Attachment>,
) -> Result<Vec<u8>, Refusal> {
    let command = DownloadAttachment { tenant: world.organization(CONTOSO), ticket, attachment };
    run(&world.app, &world.caller(upn), command).await.map(|found| found.content)
}

async fn remove(
    world: &World,
    upn: &str,
    ticket: Id<Ticket>,
    attachment: Id<Attachment>,
) -> Result<(), Refusal> {
    let command = RemoveAttachment { tenant: world.organization(CONTOSO), ticket, attachment };
    run(&world.app, &world.caller(upn), command).await
}

async fn contents(world: &World) -> i64 {
    world.database.number("select count(*) from files").await
}

/// a file is judged by its content, kept once, told of in the history, and downloaded as it was.
#[tokio::test]
async fn files_are_attached_and_come_back() {
    each(async |world| {
        let ticket = ticket(&world, "Berlin 1").await;
        let picture = add(&world, ANNA, ticket, "C:\\photos\\screen.txt", PNG).await.unwrap();
        assert_eq!(add(&world, ANNA, ticket, "screen.txt", PNG).await.unwrap(), picture, "there once");
        let again = add(&world, ANNA, ticket, "copy.png", PNG).await.unwrap();
        assert_ne!(again, picture, "under another name it is another file");
        assert_eq!(contents(&world).await, 1, "of one content");
        let files = list(&world, ANNA, ticket).await.unwrap();
        let mut told: Vec<_> =
            files.iter().map(|file| (file.name.as_str(), file.media_type, file.size)).collect();
        told.sort_unstable();
        assert_eq!(told, [("copy.png", MediaType::Png, 16), ("screen.txt", MediaType::Png, 16)]);
        assert_eq!(download(&world, ANNA, ticket, picture).await.unwrap(), PNG);
        let shown = TicketOf { realm: Realm::Own, ticket, before: None };
        let shown = ask(&world.app, &world.caller(ANNA), &shown).await.unwrap();
        let entry = shown.entries.iter().find(|entry| entry.kind == "attachment").unwrap();
        assert_eq!((entry.after.as_str(), entry.actor_name.as_str()), ("copy.png", ANNA));

        remove(&world, ANNA, ticket, picture).await.unwrap();
        assert!(matches!(download(&world, ANNA, ticket, picture).await, Err(Refusal::Missing)));
        assert_eq!(download(&world, ANNA, ticket, again).await.unwrap(), PNG, "the other still has it");
        remove(&world, ANNA, ticket, again).await.unwrap();
        assert_eq!(contents(&world).await, 0, "gone with the last");
    })
    .await;
}

/// what is no picture, video, log or document, what is too large, too many files, and files for a closed ticket are refused
/// with their field, and nothing is left of them.
#[tokio::test]
async fn what_is_not_taken_is_refused() {
    each(async |world| {
        let ticket = ticket(&world, "Berlin 1").await;
        let code = async |name: &str, content: &[u8]| match add(&world, ANNA, ticket, name, content).await {
            Err(Refusal::Invalid(_, faults)) => (faults[0].field.clone(), faults[0].code),
            other => panic!("{other:?}"),
        };
        assert_eq!(code("run.png", b"MZ\x90\0\x03\0").await, ("file".to_owned(), Code::UnsupportedFile));
        assert_eq!(code("log.txt", b"").await, ("file".to_owned(), Code::Required));
        assert_eq!(code("", b"a log").await, ("name".to_owned(), Code::Required));
        let large = vec![b'a'; LARGEST + 1];
        assert_eq!(code("log.txt", &large).await, ("file".to_owned(), Code::FileTooLarge));
        for number in 0..MOST {
            add(&world, ANNA, ticket, &format!("{number}.log"), b"a log").await.unwrap();
        }
        assert_eq!(code("more.log", b"a log").await, ("file".to_owned(), Code::TooMany));
        assert_eq!(contents(&world).await, 1);

        let resolve = ResolveTicket {
            tenant: world.organization(CONTOSO),
            ticket,
            stamp: None,
            reason: ClosureReason::Repaired,
        };
        run(&world.app, &world.caller(ANNA), resolve).await.unwrap();
        world.clock.advance(8 * DAY);
        health_watch::watch(&world.app).await.unwrap();
        let closed = add(&world, ANNA, ticket, "late.log", b"late").await;
        assert!(matches!(closed, Err(Refusal::Conflict(Code::InvalidState, _))), "{closed:?}");
    })
    .await;
}

/// Decision 17, decision 18: a partner attaches and reads in its scope; of another partner's files it learns nothing; the room's own people
/// see and remove all; every download stands in the customer's log.
#[tokio::test]
async fn files_are_known_to_whom_messages_are() {
    each_linked(async |world, _| {
        let scope = world.scope(CONTOSO, &[], &["Berlin"]);
        world.link(CONTOSO, "adventure.example", scope, &[ALEX]).await;
        let (here, there) = (ticket(&world, "Berlin 1").await, ticket(&world, "Lisbon 1").await);
        let own = add(&world, ANNA, here, "own.log", b"own").await.unwrap();
        let of_pia = add(&world, PIA, here, "pia.log", b"of pia").await.unwrap();
        let hidden = add(&world, ANNA, there, "lisbon.log", b"hidden").await.unwrap();
        let same = add(&world, ALEX, here, "pia.log", b"of pia").await.unwrap();
        assert_ne!(same, of_pia, "nobody learns that another partner has it");
        assert_eq!(download(&world, ALEX, here, same).await.unwrap(), b"of pia");
        remove(&world, ALEX, here, same).await.unwrap();
        let names = async |upn| {
            let files = list(&world, upn, here).await.unwrap();
            let mut names: Vec<_> = files.into_iter().map(|file| file.name).collect();
            names.sort_unstable();
            names
        };
        assert_eq!(names(ANNA).await, ["own.log", "pia.log"]);
        assert_eq!(names(PIA).await, ["own.log", "pia.log"]);
        assert_eq!(names(ALEX).await, ["own.log"]);
        assert_eq!(download(&world, PIA, here, own).await.unwrap(), b"own");
        for (upn, ticket, file) in [(ALEX, here, of_pia), (PIA, there, hidden), (PIA, here, hidden)] {
            assert!(matches!(download(&world, upn, ticket, file).await, Err(Refusal::Missing)), "{upn}");
            assert!(matches!(remove(&world, upn, ticket, file).await, Err(Refusal::Missing)), "{upn}");
        }
        assert!(matches!(add(&world, PIA, there, "a.log", b"a").await, Err(Refusal::Missing)));
        let own_of_the_customer = remove(&world, PIA, here, own).await;
        assert!(matches!(own_of_the_customer, Err(Refusal::Denied(..))), "{own_of_the_customer:?}");
        remove(&world, ANNA, here, of_pia).await.unwrap();

        let period = Period::whole(world.app.clock.now());
        let log = ListEvents { period, wanted: Wanted::first(100), count: false };
        let lines = ask(&world.app, &world.caller(ANNA), &log).await.unwrap().page.items;
        let downloads: Vec<_> = lines
            .iter()
            .filter(|line| line.kind == EventKind::AttachmentDownloaded.code())
            .map(|line| line.actor_name.as_str())
            .collect();
        assert_eq!(downloads, [PIA, ALEX]);
    })
    .await;
}

/// with a room that is deleted its files go.
#[tokio::test]
async fn files_go_with_their_room() {
    each(async |world| {
        let (room, tenant) = (world.room(CONTOSO, "Berlin 1"), world.organization(CONTOSO));
        let (gone, stays) = (ticket_of(&world, room).await, ticket(&world, "Lisbon 1").await);
        add(&world, ANNA, gone, "a.log", b"of berlin").await.unwrap();
        add(&world, ANNA, gone, "b.log", b"of both").await.unwrap();
        let kept = add(&world, ANNA, stays, "b.log", b"of both").await.unwrap();
        let anna = world.caller(ANNA);
        run(&world.app, &anna, UnenrolRoom { tenant, room }).await.unwrap();
        run(&world.app, &anna, DeleteRoom { tenant, room, stamp: None }).await.unwrap();
        assert_eq!(contents(&world).await, 1);
        assert_eq!(download(&world, ANNA, stays, kept).await.unwrap(), b"of both");
    })
    .await;
}
