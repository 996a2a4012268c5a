//! Who takes care of tickets: people, and teams that are security groups, on both databases.

#![allow(clippy::unwrap_used, reason = "tests")]

use std::collections::BTreeSet;

use domain::{
    directory::Principal,
    id::{Id, Ticket},
};
use service::{
    Caller, Code, Realm, Refusal, Wanted, ask,
    assignments::{ChangePrimaryAdmins, Members},
    run,
    tickets::{
        Among, EditTicket, FaultRow, ListFaults, ListTickets, Owned, RecordIssue, Takers, TakersOf, TicketOf,
        TicketRow,
    },
};
use testkit::{World, each_linked};

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
    list(world, &world.caller(ANNA), Realm::Own, Owned::Anybody).await.remove(0).id
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
