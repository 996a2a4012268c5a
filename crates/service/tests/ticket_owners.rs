//! Who takes care of tickets: people, and teams that are security groups, on both databases.

#![allow(clippy::unwrap_used, clippy::indexing_slicing, clippy::panic, reason = "tests")]

use std::{
    collections::BTreeSet,
    sync::{Mutex, PoisonError},
};

use domain::{
    directory::Principal,
    id::{Id, Ticket, User},
    notification::{MailChoice, Matter},
    time::{DAY, HOUR, MINUTE},
};
use service::{
    Caller, Code, Realm, Refusal, Settings, Wanted,
    account::set_mail_choice,
    ask,
    assignments::{ChangePrimaryAdmins, Members},
    blocks::BlockPerson,
    links::{RemoveCustomer, RemovePartner},
    notifications::{Content, Letter, Post, Undelivered, tend},
    off_boarding::OffBoardPartner,
    run,
    tickets::{
        Among, EditTicket, FaultRow, ListFaults, ListTickets, Owned, RecordIssue, Takers, TakersOf, TicketOf,
        TicketRow,
    },
};
use testkit::{Database, Kind, Linked, World, each_linked};

const CONTOSO: &str = "contoso.example";
const NORTHWIND: &str = "northwind.example";
const ANNA: &str = "anna@contoso.example";
const PIA: &str = "pia@northwind.example";
const GUS: &str = "gus@northwind.example";
const ALEX: &str = "alex@adventure.example";

/// The ticket of an issue in Berlin 1.
async fn ticket(world: &World) -> Id<Ticket> {
    let command = RecordIssue {
        tenant: world.organization(CONTOSO),
        description: "The projector is yellow".to_owned(),
        rooms: BTreeSet::from([world.room(CONTOSO, "Berlin 1")]),
        is_high_impact: true,
    };
    run(&world.app, &world.caller(ANNA), command).await.unwrap();
    let found = list(world, &world.caller(ANNA), Realm::Own, Owned::Anybody).await;
    found.into_iter().max_by_key(|ticket| ticket.opened_at).unwrap().id
}

async fn list(world: &World, reader: &Caller, realm: Realm, owned: Owned) -> Vec<TicketRow> {
    let question = ListTickets { realm, wanted: Wanted::default(), among: Among::Open, owned, counts: true };
    let found = ask(&world.app, reader, &question).await.unwrap();
    let count = i64::try_from(found.tickets.len()).ok();
    assert_eq!((found.total, found.counts.map(|counts| counts.all())), (count, count), "counts agree");
    let question = ListFaults { realm, wanted: Wanted::default(), owned };
    let faults: Vec<FaultRow> = ask(&world.app, reader, &question).await.unwrap();
    assert_eq!(Some(faults.iter().map(|fault| fault.tickets).sum()), count, "so do folded lists");
    found.tickets
}

async fn takers(world: &World, reader: &Caller, realm: Realm, ticket: Id<Ticket>, search: &str) -> Takers {
    takers_of(world, reader, realm, &[ticket], search).await
}

async fn takers_of(
    world: &World,
    reader: &Caller,
    realm: Realm,
    tickets: &[Id<Ticket>],
    search: &str,
) -> Takers {
    let tenant = world.organization(CONTOSO);
    let tickets = tickets.iter().map(|ticket| (tenant, *ticket)).collect();
    ask(&world.app, reader, &TakersOf { realm, tickets, search: search.to_owned() }).await.unwrap()
}

fn names(takers: &Takers) -> (Vec<&str>, Vec<&str>) {
    (
        takers.people.iter().map(|person| person.upn.as_str()).collect(),
        takers.teams.iter().map(|team| team.name.as_str()).collect(),
    )
}

fn is_unknown(refused: Result<(), Refusal>, field: &str) -> bool {
    matches!(refused, Err(Refusal::Invalid(_, faults))
        if faults.iter().any(|fault| fault.field == field && fault.code == Code::UnknownReference))
}

/// several tickets are offered to those alone who see all of them, of the ones that the reader sees.
#[tokio::test]
async fn several_tickets_are_offered_to_whom_sees_all() {
    each_linked(async |world, _| {
        let tenant = world.organization(CONTOSO);
        let (anna, pia) = (world.caller(ANNA), world.caller(PIA));
        let rooms = ["Berlin 1", "Lisbon 1"].map(|room| world.room(CONTOSO, room));
        let issue = RecordIssue {
            tenant,
            description: "No picture".to_owned(),
            rooms: rooms.into_iter().collect(),
            is_high_impact: false,
        };
        run(&world.app, &anna, issue).await.unwrap();
        let found = list(&world, &anna, Realm::Own, Owned::Anybody).await;
        let [berlin, lisbon] = rooms.map(|room| found.iter().find(|ticket| ticket.room == room).unwrap().id);
        let lead = world.user("lea@contoso.example");
        let of = async |tickets: &[Id<Ticket>]| takers_of(&world, &anna, Realm::Own, tickets, "").await;
        let has_lead = |takers: &Takers| takers.people.iter().any(|person| person.id == lead);
        assert!(has_lead(&of(&[berlin]).await));
        let of_both = of(&[berlin, lisbon]).await;
        assert!(!has_lead(&of_both) && of_both.people.iter().any(|person| person.upn == ANNA));
        let both = [berlin, lisbon];
        let seen = takers_of(&world, &pia, Realm::AllCustomers, &both, "").await;
        assert_eq!(names(&seen), (vec![PIA], vec![]), "of the two Pia sees one");
        let tickets = vec![(tenant, lisbon)];
        let unseen = TakersOf { realm: Realm::AllCustomers, tickets, search: String::new() };
        assert!(matches!(ask(&world.app, &pia, &unseen).await, Err(Refusal::Missing)));
    })
    .await;
}

/// R-251, decision 17: a ticket is given to those people and teams of one's own organization alone who see it; a team has it until
/// one of its people takes it, and each side finds what it may know.
#[tokio::test]
async fn a_ticket_is_given_to_whom_sees_it() {
    each_linked(async |world, _| {
        let scope = world.scope(CONTOSO, &[], &["Berlin"]);
        world.link(CONTOSO, "adventure.example", scope, &[ALEX]).await;
        let (tenant, ticket) = (world.organization(CONTOSO), ticket(&world).await);
        let (anna, pia, alex) = (world.caller(ANNA), world.caller(PIA), world.caller(ALEX));
        let there = Realm::Customer(tenant);
        let team = world.security_group(NORTHWIND, "Service");
        let gus = world.caller(GUS);

        // Nobody of Service sees the customer's rooms yet.
        assert_eq!(names(&takers(&world, &pia, there, ticket, "").await), (vec![PIA], vec![]));
        let give = |owner, team| EditTicket { owner, team, ..EditTicket::of(tenant, ticket) };
        let early = run(&world.app, &pia, give(None, Some(Some(team)))).await;
        assert!(is_unknown(early, "teamId"));
        let early = run(&world.app, &pia, give(Some(Some(gus.person.user)), None)).await;
        assert!(is_unknown(early, "ownerId"));
        let members = Members::Add(vec![Principal::SecurityGroup(team)]);
        let employ = ChangePrimaryAdmins { customer: tenant, members, stamp: None };
        run(&world.app, &pia, employ).await.unwrap();
        assert_eq!(
            names(&takers(&world, &pia, there, ticket, "").await),
            (vec![GUS, PIA], vec!["Service", "Technicians"])
        );
        assert_eq!(names(&takers(&world, &pia, there, ticket, "GUS").await), (vec![GUS], vec![]));
        assert_eq!(names(&takers(&world, &pia, there, ticket, "serv").await), (vec![], vec!["Service"]));
        let at_home = takers(&world, &anna, Realm::Own, ticket, "").await;
        let (people, _) = names(&at_home);
        assert!(people.contains(&ANNA) && people.iter().all(|upn| upn.ends_with("@contoso.example")));
        let foreign = run(&world.app, &anna, give(None, Some(Some(team)))).await;
        assert!(is_unknown(foreign, "teamId"), "each side gives to its own");

        run(&world.app, &pia, give(None, Some(Some(team)))).await.unwrap();
        let seen = list(&world, &gus, there, Owned::MyTeams).await.remove(0);
        assert_eq!((seen.team.map(|(id, _)| id), seen.team_name.as_str()), (Some(team), "Service"));
        assert_eq!(seen.owner, None);
        assert_eq!(list(&world, &pia, there, Owned::MyTeams).await, [], "Pia is not in it");
        run(&world.app, &gus, give(Some(Some(gus.person.user)), None)).await.unwrap();
        let mine = list(&world, &gus, Realm::AllCustomers, Owned::Me).await.remove(0);
        assert_eq!((mine.owner_name.as_str(), mine.team_name.as_str()), ("Gus Grouped", "Service"));
        for owned in [Owned::Person(gus.person.user), Owned::Team(team)] {
            assert_eq!(list(&world, &pia, there, owned).await.len(), 1);
            assert_eq!(list(&world, &anna, Realm::Own, owned).await.len(), 1, "the customer sees everything");
            assert_eq!(list(&world, &alex, there, owned).await, [], "another partner finds nobody");
        }
        assert_eq!(list(&world, &pia, there, Owned::Nobody).await, []);
        let nobody = list(&world, &alex, there, Owned::Nobody).await.remove(0);
        assert_eq!((nobody.owner, nobody.team, nobody.team_name.as_str()), (None, None, ""));

        let shown = TicketOf { realm: Realm::Own, ticket, before: None };
        let history = ask(&world.app, &anna, &shown).await.unwrap().entries;
        let given = history.iter().find(|entry| entry.kind == "team").unwrap();
        assert_eq!((given.after.as_str(), given.actor_name.as_str()), ("Service", PIA));
        let shown = TicketOf { realm: there, ticket, before: None };
        let history = ask(&world.app, &alex, &shown).await.unwrap().entries;
        assert!(history.iter().all(|entry| entry.kind != "team"));
        run(&world.app, &anna, give(None, Some(None))).await.unwrap();
        let history = ask(&world.app, &alex, &shown).await.unwrap().entries;
        let taken = history.iter().find(|entry| entry.kind == "team").unwrap();
        assert_eq!((taken.before.as_str(), taken.actor_name.as_str()), ("", ANNA), "not from whom");
        assert_eq!(list(&world, &gus, there, Owned::MyTeams).await, []);
    })
    .await;
}

/// decisions 4 and 17: whichever side ends a link, or the customer everything, nobody of the partner takes care of an open
/// ticket any more; the history tells who did it, and to other partners not from whom. What others take care of stays.
#[tokio::test]
async fn tickets_are_nobodys_once_their_partner_is_gone() {
    for by in ["customer", "partner", "everything"] {
        each_linked(async |world, linked| {
            let scope = world.scope(CONTOSO, &[], &["Berlin"]);
            world.link(CONTOSO, "adventure.example", scope, &[ALEX]).await;
            let tenant = world.organization(CONTOSO);
            let (anna, pia, alex) = (world.caller(ANNA), world.caller(PIA), world.caller(ALEX));
            let theirs = ticket(&world).await;
            world.clock.advance(MINUTE);
            let own = ticket(&world).await;
            let team = world.security_group(NORTHWIND, "Service");
            let members = Members::Add(vec![Principal::SecurityGroup(team)]);
            run(&world.app, &pia, ChangePrimaryAdmins { customer: tenant, members, stamp: None })
                .await
                .unwrap();
            let take = EditTicket {
                owner: Some(Some(pia.person.user)),
                team: Some(Some(team)),
                ..EditTicket::of(tenant, theirs)
            };
            run(&world.app, &pia, take).await.unwrap();
            give(&world, ANNA, own, Some(ANNA)).await;
            let stamp = None;
            match by {
                "customer" => {
                    let command = RemovePartner { link: linked.link, stamp, typed: None };
                    run(&world.app, &anna, command).await.unwrap();
                }
                "partner" => {
                    let command = RemoveCustomer { customer: tenant, stamp, typed: None };
                    run(&world.app, &pia, command).await.unwrap();
                }
                _ => {
                    let partner = world.organization(NORTHWIND);
                    run(&world.app, &anna, OffBoardPartner { partner, typed: None }).await.unwrap();
                }
            }
            let found = list(&world, &anna, Realm::Own, Owned::Anybody).await;
            let row = |id: Id<Ticket>| found.iter().find(|row| row.id == id).unwrap();
            assert_eq!((row(theirs).owner, row(theirs).team), (None, None), "{by}");
            assert_eq!(row(own).owner.map(|(user, _)| user), Some(anna.person.user), "{by}");
            let history = TicketOf { realm: Realm::Own, ticket: theirs, before: None };
            let entries = ask(&world.app, &anna, &history).await.unwrap().entries;
            let actor = if by == "partner" { PIA } else { ANNA };
            for (kind, before) in [("owner", "Pia Primary"), ("team", "Service")] {
                let entry =
                    entries.iter().find(|entry| entry.kind == kind && entry.after.is_empty()).unwrap();
                assert_eq!((entry.before.as_str(), entry.actor_name.as_str()), (before, actor), "{by}");
            }
            let history = TicketOf { realm: Realm::Customer(tenant), ticket: theirs, before: None };
            let entries = ask(&world.app, &alex, &history).await.unwrap().entries;
            let told: Vec<_> =
                entries.iter().filter(|it| matches!(it.kind.as_str(), "owner" | "team")).collect();
            assert!(
                told.iter().all(|entry| entry.before.is_empty() && entry.actor_name == ANNA),
                "{by}: {told:?}"
            );
            assert_eq!(told.len(), if by == "partner" { 0 } else { 2 }, "{by}");
        })
        .await;
    }
}

/// A mail server that remembers what it took.
#[derive(Default)]
struct Mailbox(Mutex<Vec<Letter>>);

impl Post for Mailbox {
    async fn deliver(&self, letter: &Letter) -> Result<(), Undelivered> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).push(letter.clone());
        Ok(())
    }
}

impl Mailbox {
    /// Who was told in one letter each that how many tickets were given to them, once some time has passed.
    async fn given(&self, world: &World, micros: i64) -> Vec<(String, usize)> {
        world.clock.advance(micros);
        tend(&world.app, self).await.unwrap();
        let letters = std::mem::take(&mut *self.0.lock().unwrap());
        let of = |letter: Letter| match letter.content {
            Content::Tickets { told, is_digest: false } => {
                assert!(told.iter().all(|it| it.matter == Matter::TicketGiven), "{told:?}");
                (letter.to, told.len())
            }
            other => panic!("tickets alone were thought of: {other:?}"),
        };
        let mut given: Vec<_> = letters.into_iter().map(of).collect();
        given.sort();
        given
    }
}

/// Runs a test on both databases, in a world with a mail server in which northwind.example manages contoso.example.
async fn each_with_mail(test: impl AsyncFn(World, Linked, Mailbox)) {
    for kind in Kind::ALL {
        let settings = Settings { sends_mail: true, ..Settings::default() };
        let world = World::with(Database::fresh(kind).await, settings).await;
        let scope = world.scope(CONTOSO, &[], &["Berlin"]);
        let linked = world.link(CONTOSO, NORTHWIND, scope, &[PIA]).await;
        let post = Mailbox::default();
        // What the link is told of is told.
        world.clock.advance(MINUTE);
        tend(&world.app, &post).await.unwrap();
        post.0.lock().unwrap().clear();
        test(world, linked, post).await;
    }
}

async fn give(world: &World, from: &str, ticket: Id<Ticket>, to: Option<&str>) {
    let owner: Option<Id<User>> = to.map(|upn| world.user(upn));
    let edit = EditTicket { owner: Some(owner), ..EditTicket::of(world.organization(CONTOSO), ticket) };
    run(&world.app, &world.caller(from), edit).await.unwrap();
}

async fn outcomes(world: &World) -> Vec<(String, i64)> {
    let sql = "select outcome, cast(count(*) as bigint) from mails where occasion = 'ticketGiven' \
               group by outcome order by outcome";
    let cell = |cell: Option<String>| cell.unwrap_or_else(|| "waits".to_owned());
    let rows = world.database.raw(sql).await.into_iter();
    rows.map(|row| row.into_iter().map(cell).collect::<Vec<_>>())
        .map(|row| (row[0].clone(), row[1].parse().unwrap()))
        .collect()
}

const MATS: &str = "mats@contoso.example";
const THEO: &str = "theo@contoso.example";

/// whoever is given a ticket by somebody else is told, whatever their assignments say: once, the last one alone, and
/// of several in one message. Who takes one knows.
#[tokio::test]
async fn whoever_is_given_a_ticket_is_told() {
    each_with_mail(async |world, _, post| {
        let first = ticket(&world).await;
        give(&world, ANNA, first, Some(MATS)).await;
        assert_eq!(post.given(&world, MINUTE - 1).await, [], "more may come");
        assert_eq!(post.given(&world, 1).await, [(MATS.to_owned(), 1)]);
        assert_eq!(post.given(&world, DAY).await, []);

        give(&world, ANNA, first, Some(ANNA)).await;
        assert_eq!(post.given(&world, MINUTE).await, [], "who takes it knows");
        give(&world, ANNA, first, Some(MATS)).await;
        give(&world, MATS, first, Some(THEO)).await;
        assert_eq!(post.given(&world, MINUTE).await, [(THEO.to_owned(), 1)], "the last one alone");
        give(&world, ANNA, first, Some(MATS)).await;
        give(&world, MATS, first, None).await;
        assert_eq!(post.given(&world, MINUTE).await, [], "nobody has it any more");

        let second = ticket(&world).await;
        for ticket in [first, second] {
            give(&world, ANNA, ticket, Some(MATS)).await;
        }
        assert_eq!(post.given(&world, MINUTE).await, [(MATS.to_owned(), 2)], "one message");
        assert_eq!(outcomes(&world).await, [("sent".to_owned(), 4), ("withheld".to_owned(), 2)]);

        // A team has it until one of its people takes it: nobody is told.
        let team = world.security_group(NORTHWIND, "Service");
        let members = Members::Add(vec![Principal::SecurityGroup(team)]);
        let tenant = world.organization(CONTOSO);
        let employ = ChangePrimaryAdmins { customer: tenant, members, stamp: None };
        run(&world.app, &world.caller(PIA), employ).await.unwrap();
        let edit = EditTicket { team: Some(Some(team)), ..EditTicket::of(tenant, second) };
        run(&world.app, &world.caller(PIA), edit).await.unwrap();
        assert_eq!(outcomes(&world).await.len(), 2, "nothing waits");
    })
    .await;
}

/// whether somebody may know of the ticket they were given is decided when it is sent, for people of a partner as for
/// one's own.
#[tokio::test]
async fn who_may_not_see_it_any_more_is_not_told() {
    each_with_mail(async |world, linked, post| {
        let ticket = ticket(&world).await;
        let team = world.security_group(NORTHWIND, "Service");
        let members = Members::Add(vec![Principal::SecurityGroup(team)]);
        let employ = ChangePrimaryAdmins { customer: world.organization(CONTOSO), members, stamp: None };
        run(&world.app, &world.caller(PIA), employ).await.unwrap();
        world.clock.advance(MINUTE);
        tend(&world.app, &post).await.unwrap();
        post.0.lock().unwrap().clear();
        give(&world, PIA, ticket, Some(GUS)).await;
        assert_eq!(post.given(&world, MINUTE).await, [(GUS.to_owned(), 1)]);
        give(&world, PIA, ticket, Some(PIA)).await;
        give(&world, PIA, ticket, Some(GUS)).await;
        let block = BlockPerson { of: linked.link.into(), user: world.user(GUS), reason: "Left".to_owned() };
        run(&world.app, &world.caller(ANNA), block).await.unwrap();
        world.clock.advance(MINUTE);
        tend(&world.app, &post).await.unwrap();
        let to: Vec<_> = post.0.lock().unwrap().iter().map(|letter| letter.to.clone()).collect();
        assert!(!to.contains(&GUS.to_owned()), "{to:?}");
        assert_eq!(outcomes(&world).await, [("sent".to_owned(), 1), ("withheld".to_owned(), 1)]);
    })
    .await;
}

/// a switch of its own, and the quiet hours of its reader, hold for tickets that are given.
#[tokio::test]
async fn people_choose_whether_and_when_they_are_told() {
    each_with_mail(async |world, _, post| {
        let ticket = ticket(&world).await;
        let choose = async |choice| set_mail_choice(&world.app, &world.caller(MATS), choice).await.unwrap();
        choose(MailChoice { tells_given: false, ..MailChoice::default() }).await;
        give(&world, ANNA, ticket, Some(MATS)).await;
        assert_eq!(post.given(&world, MINUTE).await, []);
        assert_eq!(outcomes(&world).await, [("withheld".to_owned(), 1)]);

        // All hours but one are quiet: the next message comes within a day, and not now.
        let zone = "select time_zone from users where upn = 'mats@contoso.example'";
        let zone = world.database.raw(zone).await[0][0].clone().unwrap();
        let now = world.app.clock.now();
        let until = |hour: &i64| {
            MailChoice { digest_hour: *hour, ..MailChoice::default() }.next_digest(&zone, now).since(now)
        };
        let loud = (0..24).min_by_key(|hour| (until(hour) - 2 * HOUR).abs()).unwrap();
        let choice = MailChoice { quiet: Some(((loud + 1) % 24, loud)), ..MailChoice::default() };
        choose(choice.clone()).await;
        give(&world, ANNA, ticket, Some(ANNA)).await;
        give(&world, ANNA, ticket, Some(MATS)).await;
        assert_eq!(post.given(&world, MINUTE).await, []);
        let now = world.app.clock.now();
        let quiet_for = choice.speaks_at(&zone, now).since(now);
        assert!(quiet_for > 0);
        assert_eq!(post.given(&world, quiet_for).await, [(MATS.to_owned(), 1)]);
    })
    .await;
}
