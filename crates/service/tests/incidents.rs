//! Incidents: the same done to many tickets, and tickets taken away as documents, on both databases.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing, clippy::panic, reason = "tests")]

use std::collections::BTreeSet;

use domain::{
    id::{Id, Organization, Room, Ticket},
    permission::{Permission, PermissionSet},
    ticket::{ClosureReason, TicketState},
    time::HOUR,
    update_ring::Preset,
};
use service::{
    Caller, Code, Page, Realm, Refusal, Wanted,
    account::{SetAllTickets, SetFoldedFaults},
    ask,
    groups::CreateGroup,
    jobs::{JobForm, SubmitJob},
    rooms::{Happening, RoomAct, RoomTimeline, act_on_rooms},
    run,
    shell::ShellOf,
    tickets::{
        Among, BulkAct, BulkDone, EditTicket, FaultRow, GivenTo, ListDocuments, ListFaults, ListTickets,
        MOST_AT_ONCE, Owned, RecordIssue, TicketDocument, TicketRow, WriteMessage, act_on_many,
    },
};
use testkit::{World, each, each_linked, seed};

const CONTOSO: &str = "contoso.example";
const ANNA: &str = "anna@contoso.example";
const PIA: &str = "pia@northwind.example";
const ALEX: &str = "alex@adventure.example";

/// Tickets of an issue, one in each room, in the order of the rooms.
async fn tickets(world: &World, rooms: &[&str]) -> Vec<Id<Ticket>> {
    let rooms: Vec<_> = rooms.iter().map(|room| world.room(CONTOSO, room)).collect();
    let command = RecordIssue {
        tenant: world.organization(CONTOSO),
        description: "No picture".to_owned(),
        rooms: rooms.iter().copied().collect(),
        is_high_impact: false,
    };
    run(&world.app, &world.caller(ANNA), command).await.unwrap();
    let found = list(world).await;
    let of = |room: &_| found.iter().find(|ticket| ticket.room == *room).unwrap().id;
    rooms.iter().map(of).collect()
}

async fn list(world: &World) -> Vec<TicketRow> {
    let wanted = Wanted::default();
    let question =
        ListTickets { realm: Realm::Own, wanted, among: Among::All, owned: Owned::Anybody, counts: false };
    ask(&world.app, &world.caller(ANNA), &question).await.unwrap().tickets
}

async fn bulk(
    world: &World,
    caller: &Caller,
    act: BulkAct,
    tickets: &[Id<Ticket>],
) -> Result<Vec<Option<Code>>, Refusal> {
    let tenant = world.organization(CONTOSO);
    let named = tickets.iter().map(|ticket| (tenant, *ticket)).collect();
    let told = act_on_many(&world.app, caller, act, named).await?;
    assert_eq!(told.iter().map(|done| done.ticket).collect::<Vec<_>>(), tickets, "in their order");
    let code = |done: BulkDone| done.refused.map(|refusal| refusal.code());
    Ok(told.into_iter().map(code).collect())
}

/// What became of the rooms of contoso.example to which a person does something.
async fn on_rooms(
    world: &World,
    upn: &str,
    act: RoomAct,
    rooms: &[Id<Room>],
) -> Result<Vec<Option<Code>>, Refusal> {
    let tenant = world.organization(CONTOSO);
    let named = rooms.iter().map(|room| (tenant, *room)).collect();
    let told = act_on_rooms(&world.app, &world.caller(upn), act, named).await?;
    assert_eq!(told.iter().map(|done| done.thing).collect::<Vec<_>>(), rooms, "in their order");
    Ok(told.into_iter().map(|done| done.refused.map(|refusal| refusal.code())).collect())
}

/// What was done in contoso.example: partners keep a record of their own.
async fn logged(world: &World, kind: &str) -> i64 {
    let there = format!("tenant_id = (select tenant_id from domains where domain = '{CONTOSO}')");
    let done = format!("kind = '{kind}' and result <> 'Failed' and {there}");
    let sql = format!("select count(*) from audit_events where {done}");
    world.database.number(&sql).await
}

/// decision 21: each of many rooms is decided on its own: one out of sight is refused alone, the rest is done, with an event
/// for each; the tickets of an issue over them are joined.
#[tokio::test]
async fn each_room_is_decided_on_its_own() {
    each_linked(async |world, _| {
        let [berlin, lisbon] = ["Berlin 1", "Lisbon 1"].map(|room| world.room(CONTOSO, room));
        let both = [lisbon, berlin];
        let until = Some(world.app.clock.now().plus(HOUR));
        let suppress = |reason: &str| RoomAct::Suppress { reason: reason.to_owned(), from: None, until };
        let stranger = Some(Code::NotFound);
        assert_eq!(on_rooms(&world, PIA, suppress("Paint"), &both).await.unwrap(), [stranger, None]);
        assert_eq!(logged(&world, "room.suppressed").await, 1);
        let unsaid = on_rooms(&world, ANNA, suppress(" "), &both).await.unwrap_err();
        assert!(
            matches!(&unsaid, Refusal::Invalid(_, faults) if faults[0].field == "reason"),
            "what is wrong with the wish is said of it: {unsaid:?}"
        );
        assert_eq!(on_rooms(&world, ANNA, suppress("Paint"), &both).await.unwrap(), [None, None]);
        assert_eq!(on_rooms(&world, PIA, RoomAct::Unsuppress, &both).await.unwrap(), [stranger, None]);
        assert_eq!(logged(&world, "room.unsuppressed").await, 2, "hers and the other of it");
        let over = on_rooms(&world, ANNA, RoomAct::Unsuppress, &both).await.unwrap();
        assert_eq!(over, [None, Some(Code::InvalidState)], "nothing is suppressed there any more");

        let issue = |description: &str| RoomAct::Record {
            description: description.to_owned(),
            is_high_impact: false,
        };
        assert_eq!(on_rooms(&world, PIA, issue("No sound"), &both).await.unwrap(), [stranger, None]);
        assert_eq!(on_rooms(&world, ANNA, issue("No picture"), &both).await.unwrap(), [None, None]);
        let of = |found: &[TicketRow], text: &str| -> Vec<_> {
            found.iter().filter(|row| row.description == text).map(|row| row.issue).collect()
        };
        let found = list(&world).await;
        let joined = of(&found, "No picture");
        assert!(joined.len() == 2 && joined[0].is_some() && joined[0] == joined[1], "{joined:?}");
        assert_eq!(of(&found, "No sound").len(), 1);
        assert_ne!(of(&found, "No sound")[0], joined[0]);
        assert_eq!(logged(&world, "ticket.recorded").await, 3);
    })
    .await;
}

/// rooms move to a ring, join and leave a group together, each decided on its own; nothing is done
/// with a token that only reads, with none, or with too many.
#[tokio::test]
async fn rooms_move_and_join_each_on_its_own() {
    each_linked(async |world, _| {
        let [berlin, lisbon] = ["Berlin 1", "Lisbon 1"].map(|room| world.room(CONTOSO, room));
        let both = [lisbon, berlin];
        let staging = RoomAct::Move(Preset::Staging.id());
        let told = on_rooms(&world, PIA, staging.clone(), &both).await.unwrap();
        assert_eq!(told, [Some(Code::InvalidValue), None]);
        assert_eq!(logged(&world, "room.ring_changed").await, 1);
        assert_eq!(on_rooms(&world, ANNA, staging, &both).await.unwrap(), [None, None]);
        assert_eq!(logged(&world, "room.ring_changed").await, 2, "one was there already");

        let tenant = world.organization(CONTOSO);
        let create = CreateGroup {
            tenant,
            name: "Ground floor".to_owned(),
            description: String::new(),
            members: BTreeSet::new(),
            rule: None,
        };
        let group = run(&world.app, &world.caller(ANNA), create).await.unwrap();
        let members = "select count(*) from room_group_members where group_id in \
            (select group_id from room_groups where name = 'Ground floor')";
        assert_eq!(on_rooms(&world, ANNA, RoomAct::Join(group), &both).await.unwrap(), [None, None]);
        assert_eq!(world.database.number(members).await, 2);
        let leave = RoomAct::Leave(group);
        assert_eq!(on_rooms(&world, ANNA, leave, &both[..1]).await.unwrap(), [None]);
        assert_eq!(world.database.number(members).await, 1);

        let none = on_rooms(&world, ANNA, RoomAct::Unsuppress, &[]).await.unwrap_err();
        assert!(matches!(none, Refusal::Invalid(_, faults) if faults[0].code == Code::Required));
        let many = vec![berlin; MOST_AT_ONCE + 1];
        let many = on_rooms(&world, ANNA, RoomAct::Unsuppress, &many).await.unwrap_err();
        assert!(matches!(many, Refusal::Invalid(_, faults) if faults[0].code == Code::TooMany));
    })
    .await;
}

/// each ticket is decided on its own: what is out of sight or not possible is refused alone, the rest is done.
#[tokio::test]
async fn each_ticket_is_decided_on_its_own() {
    each_linked(async |world, _| {
        let [berlin, lisbon] = tickets(&world, &["Berlin 1", "Lisbon 1"]).await[..] else { panic!() };
        let pia = world.caller(PIA);
        let told = bulk(&world, &pia, BulkAct::Take, &[lisbon, berlin]).await.unwrap();
        assert_eq!(told, [Some(Code::NotFound), None], "as if each had been taken alone");
        let of = async |ticket| list(&world).await.into_iter().find(|row| row.id == ticket).unwrap();
        assert_eq!(of(berlin).await.owner.map(|(person, _)| person), Some(pia.person.user));
        assert_eq!(of(lisbon).await.owner, None);
        let told = bulk(&world, &pia, BulkAct::Leave, &[berlin]).await.unwrap();
        assert_eq!((told, of(berlin).await.owner), (vec![None], None));

        let anna = world.caller(ANNA);
        let to_pia = BulkAct::Give(GivenTo::Person(pia.person.user));
        let told = bulk(&world, &pia, to_pia.clone(), &[berlin, lisbon]).await.unwrap();
        assert_eq!(told, [None, Some(Code::NotFound)]);
        assert_eq!(of(berlin).await.owner.map(|(person, _)| person), Some(pia.person.user));
        let told = bulk(&world, &anna, to_pia, &[berlin, lisbon]).await.unwrap();
        assert_eq!(
            told,
            [None, Some(Code::InvalidValue)],
            "what stands is no change; nobody gives to others' people"
        );
        let to_nobody = BulkAct::Give(GivenTo::Nobody);
        assert_eq!(bulk(&world, &anna, to_nobody, &[berlin, lisbon]).await.unwrap(), [None, None]);
        assert_eq!(of(berlin).await.owner, None);
        let message = BulkAct::Message("We are on it".to_owned());
        assert_eq!(bulk(&world, &anna, message, &[berlin, lisbon]).await.unwrap(), [None, None]);
        let resolve = BulkAct::Resolve(ClosureReason::Repaired);
        assert_eq!(bulk(&world, &pia, resolve.clone(), &[berlin]).await.unwrap(), [None]);
        let told = bulk(&world, &anna, resolve, &[berlin, lisbon]).await.unwrap();
        assert_eq!(told, [Some(Code::InvalidState), None], "resolved already");
        assert_eq!(of(lisbon).await.state, TicketState::Resolved);
        let events = "select count(*) from audit_events where kind = 'ticket.resolved'";
        let told = world.database.number(events).await;
        assert_eq!(told, 3, "an event for each, and the partner's own log tells of its person");
    })
    .await;
}

/// what could be done to no ticket is refused as a whole, and a token that may only read does nothing.
#[tokio::test]
async fn what_is_done_to_none_is_refused_at_once() {
    each(async |world: World| {
        let [berlin] = tickets(&world, &["Berlin 1"]).await[..] else { panic!() };
        let anna = world.caller(ANNA);
        let field = async |act: BulkAct, tickets: &[Id<Ticket>]| match bulk(&world, &anna, act, tickets).await
        {
            Err(Refusal::Invalid(_, faults)) => (faults[0].field.clone(), faults[0].code),
            other => panic!("{other:?}"),
        };
        assert_eq!(field(BulkAct::Take, &[]).await, ("tickets".to_owned(), Code::Required));
        let many = vec![berlin; MOST_AT_ONCE + 1];
        assert_eq!(field(BulkAct::Take, &many).await, ("tickets".to_owned(), Code::TooMany));
        let empty = BulkAct::Message("  ".to_owned());
        assert_eq!(field(empty, &[berlin]).await, ("text".to_owned(), Code::Required));
        let by_the_system = BulkAct::Resolve(ClosureReason::Healthy);
        assert_eq!(field(by_the_system, &[berlin]).await, ("reason".to_owned(), Code::UnknownValue));
        let refused = bulk(&world, &world.reader(ANNA), BulkAct::Take, &[berlin]).await;
        assert!(matches!(refused, Err(Refusal::Denied(Code::ReadOnlyToken, None))), "{refused:?}");
    })
    .await;
}

async fn documents(world: &World, upn: &str, realm: Realm) -> Result<Vec<TicketDocument>, Refusal> {
    let caller = world.caller(upn);
    let (wanted, among, owned) = (Wanted::default(), Among::All, Owned::Anybody);
    let mut export = ListDocuments { realm, wanted, among, owned }.export(&world.app, &caller).await?;
    let mut all = Vec::new();
    while let Some(piece) = export.next(&world.app, &caller).await? {
        all.extend(piece);
    }
    Ok(all)
}

/// A person who holds some permissions in Berlin 1, and nothing else.
async fn watcher(world: &World, permissions: &[Permission]) -> &'static str {
    let (tenant, uma) = (world.organization(CONTOSO), "uma@contoso.example");
    let role = role_with(world, tenant, permissions);
    let views = seed::Assignment {
        tenant,
        id: world.ids.id(),
        link: None,
        role: domain::role::Role::Custom(role.id),
        name: "Viewers".to_owned(),
        description: String::new(),
        scope_id: world.ids.id(),
        scope: world.scope(CONTOSO, &["Berlin 1"], &[]),
        from: None,
        until: None,
        members: vec![seed::Member {
            home: tenant,
            principal: domain::directory::Principal::User(world.user(uma)),
        }],
    };
    let mut seed = world.seed().await;
    seed.custom_role(&role).await.unwrap();
    seed.assignment(&views).await.unwrap();
    seed.commit().await.unwrap();
    uma
}

/// A role of an organization with some permissions.
fn role_with(world: &World, tenant: Id<Organization>, permissions: &[Permission]) -> seed::CustomRole {
    seed::CustomRole {
        tenant,
        id: world.ids.id(),
        link: None,
        name: "Reports".to_owned(),
        description: String::new(),
        permissions: PermissionSet::of(permissions),
    }
}

/// R-256, decision 17, decision 18: whoever may see reports and tickets takes them away with their histories, which tell nothing of another
/// partner's people; each export stands in the log; without `report.view` nothing leaves and nothing is written.
#[tokio::test]
async fn tickets_leave_with_their_histories() {
    each_linked(async |world, _| {
        let scope = world.scope(CONTOSO, &[], &["Berlin"]);
        world.link(CONTOSO, "adventure.example", scope, &[ALEX]).await;
        let [berlin, _] = tickets(&world, &["Berlin 1", "Lisbon 1"]).await[..] else { panic!() };
        let tenant = world.organization(CONTOSO);
        let pia = world.caller(PIA);
        let owner = Some(Some(pia.person.user));
        let take = EditTicket { owner, ..EditTicket::of(tenant, berlin) };
        run(&world.app, &pia, take).await.unwrap();
        let write = WriteMessage { tenant, ticket: berlin, text: "On our way".to_owned() };
        run(&world.app, &pia, write).await.unwrap();

        let all = documents(&world, ANNA, Realm::Own).await.unwrap();
        assert_eq!(all.len(), 2);
        let of_berlin = all.iter().find(|ticket| ticket.row.id == berlin).unwrap();
        let kinds: Vec<_> = of_berlin.entries.iter().map(|entry| entry.kind.as_str()).collect();
        assert_eq!(kinds, ["state", "owner", "state", "message"], "the oldest first");
        let seen = documents(&world, PIA, Realm::AllCustomers).await.unwrap();
        assert_eq!(seen.iter().map(|ticket| ticket.row.id).collect::<Vec<_>>(), [berlin]);
        let seen = documents(&world, ALEX, Realm::Customer(tenant)).await.unwrap().remove(0);
        assert_eq!((seen.row.owner, seen.entries.len()), (None, 1));
        let exports =
            "select count(*) from audit_events where kind = 'export.list' and changes like '%tickets%'";
        assert_eq!(world.database.number(exports).await, 3);

        let uma = watcher(&world, &[Permission::TicketView, Permission::RoomView]).await;
        let refused = documents(&world, uma, Realm::Own).await;
        assert!(matches!(refused, Err(Refusal::Denied(..))), "{refused:?}");
        assert_eq!(world.database.number(exports).await, 3);
    })
    .await;
}

/// R-221, decision 1: all tickets are shown unless the person switched that off, for themselves alone; the change is in the log.
#[tokio::test]
async fn the_view_of_all_tickets_is_a_preference() {
    each_linked(async |world, _| {
        let is_on = async |upn| ask(&world.app, &world.caller(upn), &ShellOf).await.unwrap().all_tickets;
        assert!(is_on(PIA).await);
        run(&world.app, &world.caller(PIA), SetAllTickets { is_on: false }).await.unwrap();
        run(&world.app, &world.caller(PIA), SetAllTickets { is_on: false }).await.unwrap();
        assert!(!is_on(PIA).await && is_on(ANNA).await && is_on("nora@northwind.example").await);
        let told =
            "select count(*) from audit_events where kind = 'user.edited' and changes like '%allTickets%'";
        assert_eq!(world.database.number(told).await, 1);
        run(&world.app, &world.caller(PIA), SetAllTickets { is_on: true }).await.unwrap();
        assert!(is_on(PIA).await);
    })
    .await;
}

/// whoever lets the same fault be one line finds it so again, alone and until it is switched off; the change is in the log.
#[tokio::test]
async fn folded_faults_are_a_preference() {
    each_linked(async |world, _| {
        let is_on = async |upn| ask(&world.app, &world.caller(upn), &ShellOf).await.unwrap().folds_faults;
        assert!(!is_on(PIA).await);
        run(&world.app, &world.caller(PIA), SetFoldedFaults { is_on: true }).await.unwrap();
        run(&world.app, &world.caller(PIA), SetFoldedFaults { is_on: true }).await.unwrap();
        assert!(is_on(PIA).await && !is_on(ANNA).await);
        let all = ask(&world.app, &world.caller(PIA), &ShellOf).await.unwrap().all_tickets;
        assert!(all, "the other preference stays as it was");
        let told =
            "select count(*) from audit_events where kind = 'user.edited' and changes like '%foldedFaults%'";
        assert_eq!(world.database.number(told).await, 1);
        run(&world.app, &world.caller(PIA), SetFoldedFaults { is_on: false }).await.unwrap();
        assert!(!is_on(PIA).await);
    })
    .await;
}

/// What is wrong by the number of tickets, rooms and organizations, for people who see it so.
async fn faults(world: &World, upn: &str, realm: Realm) -> Vec<(String, i64, i64, i64)> {
    let question = ListFaults { realm, wanted: Wanted::default(), owned: Owned::Anybody };
    let found = ask(&world.app, &world.caller(upn), &question).await.unwrap();
    let line = |fault: FaultRow| (fault.description, fault.tickets, fault.rooms, fault.tenants);
    found.into_iter().map(line).collect()
}

/// R-222, §5.4: the same trouble over many rooms is one line with exact counts of what its reader sees, worst first; what is
/// resolved is not told.
#[tokio::test]
async fn the_same_fault_is_one_line() {
    each_linked(async |world, _| {
        let tenant = world.organization(CONTOSO);
        tickets(&world, &["Berlin 1", "Berlin 2", "Lisbon 1"]).await;
        let worse = RecordIssue {
            tenant,
            description: "No power".to_owned(),
            rooms: [world.room(CONTOSO, "Lisbon 1")].into(),
            is_high_impact: true,
        };
        run(&world.app, &world.caller(ANNA), worse).await.unwrap();
        let line = |what: &str, tickets, rooms| (what.to_owned(), tickets, rooms, 1);
        let all = faults(&world, ANNA, Realm::Own).await;
        assert_eq!(all, [line("No power", 1, 1), line("No picture", 3, 3)]);
        for realm in [Realm::AllCustomers, Realm::Customer(tenant)] {
            assert_eq!(faults(&world, PIA, realm).await, [line("No picture", 2, 2)], "its scope alone");
        }
        let of_power = list(&world).await.into_iter().find(|row| row.description == "No power").unwrap().id;
        let resolve = BulkAct::Resolve(ClosureReason::Repaired);
        bulk(&world, &world.caller(ANNA), resolve, &[of_power]).await.unwrap();
        assert_eq!(faults(&world, ANNA, Realm::Own).await, [line("No picture", 3, 3)]);
    })
    .await;
}

/// Decision 18: who sees the faults of all customers has viewed the tickets of those whose tickets are counted, and of no other.
#[tokio::test]
async fn faults_of_all_customers_are_viewed() {
    each_linked(async |world, _| {
        let scope = world.scope("fabrikam.example", &["Seoul 1"], &[]);
        world.link("fabrikam.example", "northwind.example", scope, &[PIA]).await;
        tickets(&world, &["Berlin 1"]).await;
        service::observe::write_down(&world.app, true).await.unwrap();
        let viewed = async || {
            service::observe::write_down(&world.app, true).await.unwrap();
            let viewed = "select distinct tenant_id from audit_events where kind = 'view.data'";
            world
                .database
                .raw(viewed)
                .await
                .into_iter()
                .map(|row| row[0].clone().unwrap())
                .collect::<Vec<_>>()
        };
        let before = viewed().await;
        faults(&world, ANNA, Realm::Own).await;
        assert_eq!(viewed().await, before);
        faults(&world, PIA, Realm::AllCustomers).await;
        let viewed = viewed().await;
        let has = |domain: &str| viewed.contains(&world.organization(domain).to_string());
        assert!(has(CONTOSO) && !has("fabrikam.example"), "{viewed:?}");
    })
    .await;
}

/// decision 17: what the device said, the turns of tickets and jobs are one timeline, whose pages hold
/// everything once; whoever may not see tickets reads the rest, and a partner nothing of what another partner's people did.
#[tokio::test]
async fn a_room_has_one_timeline() {
    each_linked(async |world: World, _| {
        let (tenant, room) = (world.organization(CONTOSO), world.room(CONTOSO, "Berlin 1"));
        let scope = world.scope(CONTOSO, &[], &["Berlin"]);
        world.link(CONTOSO, "adventure.example", scope, &[ALEX]).await;
        let mut seed = world.seed().await;
        for number in 0..4 {
            let entry = seed::HistoryEntry {
                tenant,
                room,
                id: world.ids.id::<domain::id::Room>().uuid(),
                at: world.app.clock.now().plus(-number * HOUR),
                kind: "health".to_owned(),
                signal: String::new(),
                instance: String::new(),
                before: "healthy".to_owned(),
                after: "unhealthy".to_owned(),
            };
            seed.history(&entry).await.unwrap();
        }
        seed.commit().await.unwrap();
        let ticket = tickets(&world, &["Berlin 1", "Berlin 2"]).await[0];
        let pia = world.caller(PIA);
        let act = BulkAct::Resolve(ClosureReason::Repaired);
        assert_eq!(bulk(&world, &pia, act, &[ticket]).await.unwrap(), [None]);
        let form = JobForm { kind: "restart".to_owned(), ..JobForm::default() };
        run(&world.app, &world.caller(ANNA), SubmitJob { tenant, room, form }).await.unwrap();

        let all = timeline(&world, ANNA, Realm::Own, 50).await;
        assert_eq!(all.len(), 7, "{all:?}");
        for size in [1, 2, 3] {
            assert_eq!(timeline(&world, ANNA, Realm::Own, size).await, all, "pages of {size}");
        }
        let resolved = (ticket, Some(TicketState::New), TicketState::Resolved);
        let opened = (ticket, None, TicketState::New);
        assert_eq!(turns(&all), [resolved, opened], "newest first, and of this room alone");
        assert_eq!(all.iter().filter(|happening| matches!(happening, Happening::Job(_))).count(), 1);
        let there = Realm::Customer(tenant);
        assert_eq!(turns(&timeline(&world, PIA, there, 50).await), [resolved, opened]);
        assert_eq!(turns(&timeline(&world, ALEX, there, 2).await), [opened], "not what another partner did");

        let uma = watcher(&world, &[Permission::RoomView]).await;
        let seen = timeline(&world, uma, Realm::Own, 2).await;
        assert_eq!((seen.len(), turns(&seen).len()), (5, 0), "{seen:?}");
        let question = RoomTimeline { realm: Realm::Own, room, after: None, page: Page::of(5) };
        assert!(ask(&world.app, &world.caller("fred@fabrikam.example"), &question).await.is_err());
    })
    .await;
}

/// A room's timeline as pages of a size give it.
async fn timeline(world: &World, reader: &str, realm: Realm, size: i64) -> Vec<Happening> {
    let (mut all, mut after) = (Vec::new(), None);
    loop {
        let room = world.room(CONTOSO, "Berlin 1");
        let question = RoomTimeline { realm, room, after, page: Page::of(size) };
        let (page, next) = ask(&world.app, &world.caller(reader), &question).await.unwrap();
        assert!(!page.is_empty());
        all.extend(page);
        after = next;
        if after.is_none() {
            return all;
        }
    }
}

fn turns(timeline: &[Happening]) -> Vec<(Id<Ticket>, Option<TicketState>, TicketState)> {
    let turn = |happening: &Happening| match happening {
        Happening::Ticket(turn) => Some((turn.ticket, turn.before, turn.after)),
        _ => None,
    };
    timeline.iter().filter_map(turn).collect()
}
