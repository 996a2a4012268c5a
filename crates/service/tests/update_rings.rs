//! Update rings: their plan, who changes them and who moves rooms between them, on both databases.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing, clippy::panic, reason = "tests")]

use domain::{
    directory::Principal,
    id::{Id, Organization, Room, UpdateRing},
    permission::{Permission, PermissionSet},
    query::{Filter, Order, Search},
    scope::Scope,
    update_ring::{MOST_ROOMS, Preset},
};
use service::{
    Caller, Code, Realm, Refusal, Wanted, ask,
    groups::{RoomChoices, RoomsFor},
    rooms::{DeleteRoom, ListRooms, RoomOf, SCHEMA, UnenrolRoom},
    run,
    update_rings::{
        CreateRing, DaysForm, DeleteRing, EditRing, ListPlans, MoveRooms, PlanList, PlanOf, RingDays,
        RingForm, RingRooms, Rings, RingsOfRooms, set_days,
    },
};
use testkit::{World, each, each_linked, seed};

const CONTOSO: &str = "contoso.example";
const ANNA: &str = "anna@contoso.example";
const PIA: &str = "pia@northwind.example";

fn form(name: &str, order: u8, rollout: u16, test: u16) -> RingForm {
    RingForm {
        name: Some(name.to_owned()),
        description: Some(format!("About {name}")),
        order: Some(order.to_string()),
        rollout_days: Some(rollout.to_string()),
        test_days: Some(test.to_string()),
    }
}

async fn create(world: &World, upn: &str, form: RingForm) -> Result<Id<UpdateRing>, Refusal> {
    let tenant = world.organization(CONTOSO);
    run(&world.app, &world.caller(upn), CreateRing { tenant, form }).await
}

async fn edit(world: &World, upn: &str, ring: Id<UpdateRing>, form: RingForm) -> Result<(), Refusal> {
    let tenant = world.organization(CONTOSO);
    run(&world.app, &world.caller(upn), EditRing { tenant, ring, stamp: None, form }).await
}

async fn delete(world: &World, upn: &str, ring: Id<UpdateRing>, confirmed: bool) -> Result<(), Refusal> {
    let tenant = world.organization(CONTOSO);
    run(&world.app, &world.caller(upn), DeleteRing { tenant, ring, stamp: None, confirmed }).await
}

async fn move_rooms(
    world: &World,
    upn: &str,
    ring: Id<UpdateRing>,
    rooms: &[Id<Room>],
) -> Result<(), Refusal> {
    let (tenant, rooms) = (world.organization(CONTOSO), rooms.iter().copied().collect());
    run(&world.app, &world.caller(upn), MoveRooms { tenant, ring, rooms }).await
}

async fn rings(world: &World, upn: &str) -> Rings {
    ask(&world.app, &world.caller(upn), &PlanOf { realm: realm(world, upn) }).await.unwrap()
}

fn realm(world: &World, upn: &str) -> Realm {
    if upn.ends_with(CONTOSO) { Realm::Own } else { Realm::Customer(world.organization(CONTOSO)) }
}

/// Each ring with the rooms that somebody sees in it.
async fn counted(world: &World, upn: &str) -> Vec<(String, i64)> {
    let rings = rings(world, upn).await;
    rings.plan.rings().iter().map(|ring| (ring.name.clone(), rings.rooms.of(ring.id))).collect()
}

/// The names of the rooms that somebody sees in a ring.
async fn rooms_in(world: &World, upn: &str, ring: Id<UpdateRing>) -> Vec<String> {
    let question = RingRooms { realm: realm(world, upn), ring, wanted: Wanted::default(), counts: true };
    let found = ask(&world.app, &world.caller(upn), &question).await.unwrap();
    assert_eq!(found.count, i64::try_from(found.members.len()).ok());
    found.members.into_iter().map(|room| room.name).collect()
}

async fn ring_of(world: &World, caller: &Caller, realm: Realm, room: Id<Room>) -> Option<String> {
    ask(&world.app, caller, &RoomOf { realm, room }).await.unwrap().ring.map(|(_, name)| name)
}

fn faults(refusal: Refusal) -> Vec<(String, Code)> {
    let Refusal::Invalid(_, faults) = refusal else { panic!("{refusal:?}") };
    faults.into_iter().map(|fault| (fault.field, fault.code)).collect()
}

fn names(counts: &[(String, i64)]) -> Vec<(&str, i64)> {
    counts.iter().map(|(name, count)| (name.as_str(), *count)).collect()
}

async fn events(world: &World, kind: &str) -> i64 {
    world.database.number(&format!("select count(*) from audit_events where kind = '{kind}'")).await
}

/// R-258, decision 12, §5.5: every organization has the three preset rings, and every room is in General.
#[tokio::test]
async fn every_room_is_in_general_at_first() {
    each(async |world| {
        let shown = rings(&world, ANNA).await;
        let of = |preset: Preset| shown.plan.ring(preset.id()).unwrap().values;
        assert_eq!(Preset::ALL.map(of), Preset::ALL.map(Preset::values));
        assert_eq!((shown.plan.total(), shown.rooms.total()), (35, 12));
        let counts = counted(&world, ANNA).await;
        assert_eq!(names(&counts), [("Staging", 0), ("General", 12), ("Executive", 0)]);
        let berlin = world.room(CONTOSO, "Berlin 1");
        let ring = ring_of(&world, &world.caller(ANNA), Realm::Own, berlin).await;
        assert_eq!(ring.as_deref(), Some("General"));
    })
    .await;
}

/// R-258, decision 12: a ring has a name of its own, an order from 2 to 8, and fits into the days that the others leave;
/// rings of equal order run together. Each step leaves its event with the values before and after.
#[tokio::test]
async fn rings_are_made_and_changed_within_sixty_days() {
    each(async |world| {
        for order in ["1", "9", "0", "two"] {
            let wrong = RingForm { order: Some(order.to_owned()), ..form("Early", 2, 1, 0) };
            let refused = create(&world, ANNA, wrong).await.unwrap_err();
            assert_eq!(faults(refused), [("order".to_owned(), Code::OutOfRange)], "{order}");
        }
        let refused = create(&world, ANNA, form(" general", 2, 0, 61)).await.unwrap_err();
        assert_eq!(
            faults(refused),
            [
                ("displayName".to_owned(), Code::NameTaken),
                ("rolloutDays".to_owned(), Code::OutOfRange),
                ("testDays".to_owned(), Code::OutOfRange)
            ]
        );
        // 35 days are set: 25 remain, and 46 beside General.
        let refused = create(&world, ANNA, form("Early", 2, 20, 6)).await.unwrap_err();
        let Refusal::Invalid(_, told) = refused else { panic!() };
        assert_eq!((told[0].code, told[0].detail.as_deref()), (Code::TooManyDays, Some("25")));
        let early = create(&world, ANNA, form("Early", 2, 20, 5)).await.unwrap();
        assert_eq!(rings(&world, ANNA).await.plan.total(), 60);
        let beside = create(&world, ANNA, form("Beside", 5, 21, 0)).await.unwrap();
        assert_eq!(rings(&world, ANNA).await.plan.total(), 60, "it runs together with General");
        let refused = edit(&world, ANNA, beside, form("Beside", 5, 22, 0)).await.unwrap_err();
        assert_eq!(faults(refused), [("rolloutDays".to_owned(), Code::TooManyDays)]);
        let refused = edit(&world, ANNA, beside, form("Beside", 6, 1, 0)).await.unwrap_err();
        assert_eq!(faults(refused), [("rolloutDays".to_owned(), Code::TooManyDays)]);

        edit(&world, ANNA, early, form("Earlier", 3, 2, 1)).await.unwrap();
        let shown = rings(&world, ANNA).await;
        let ring = shown.ring(early).unwrap();
        assert_eq!((ring.name.as_str(), ring.values.order, ring.change_stamp), ("Earlier", 3, 2));
        assert_eq!((shown.plan.deferment(5), shown.plan.total()), (10, 38));
        let stale = EditRing {
            tenant: world.organization(CONTOSO),
            ring: early,
            stamp: Some(1),
            form: form("Late", 8, 1, 0),
        };
        let refused = run(&world.app, &world.caller(ANNA), stale).await.unwrap_err();
        assert_eq!(refused.code(), Code::EtagMismatch);
        edit(&world, ANNA, early, RingForm::default()).await.unwrap();
        delete(&world, ANNA, early, false).await.unwrap();
        assert_eq!(delete(&world, ANNA, early, false).await.unwrap_err().code(), Code::NotFound);
        let kinds = ["ring.created", "ring.edited", "ring.deleted"];
        let mut found = Vec::new();
        for kind in kinds {
            found.push(events(&world, kind).await);
        }
        assert_eq!(found, [2, 1, 1], "what changes nothing leaves no event");
    })
    .await;
}

/// rings that are made at the same time keep to the days as well.
#[tokio::test]
async fn rings_made_at_once_fit_together() {
    each(async |world| {
        let one = async |upn, name, order| Box::pin(create(&world, upn, form(name, order, 10, 0))).await;
        let mats = "mats@contoso.example";
        let made = tokio::join!(
            one(ANNA, "One", 2),
            one(mats, "Two", 3),
            one(ANNA, "Three", 4),
            one(mats, "Four", 6)
        );
        let made = [made.0, made.1, made.2, made.3].iter().filter(|made| made.is_ok()).count();
        assert_eq!((made, rings(&world, ANNA).await.plan.total()), (2, 55));
    })
    .await;
}

/// R-258, decision 12: preset rings are neither renamed nor deleted, Staging stays first and Executive last; General may go from
/// 2 to 8, and the days of each can be changed.
#[tokio::test]
async fn preset_rings_stay() {
    each(async |world| {
        for preset in Preset::ALL {
            let refused = delete(&world, ANNA, preset.id(), true).await.unwrap_err();
            assert!(matches!(refused, Refusal::Conflict(Code::PresetRing, _)), "{refused:?}");
            let renamed = RingForm { name: Some("Mine".to_owned()), ..RingForm::default() };
            let refused = edit(&world, ANNA, preset.id(), renamed).await.unwrap_err();
            assert_eq!(faults(refused), [("displayName".to_owned(), Code::PresetRing)]);
        }
        let order = |order: &str| RingForm { order: Some(order.to_owned()), ..RingForm::default() };
        for preset in [Preset::Staging, Preset::Executive] {
            let refused = edit(&world, ANNA, preset.id(), order("4")).await.unwrap_err();
            assert_eq!(faults(refused), [("order".to_owned(), Code::PresetRing)]);
        }
        let refused = edit(&world, ANNA, Preset::General.id(), order("9")).await.unwrap_err();
        assert_eq!(faults(refused), [("order".to_owned(), Code::OutOfRange)]);
        edit(&world, ANNA, Preset::General.id(), order("8")).await.unwrap();
        let days = RingForm { rollout_days: Some("1".to_owned()), ..RingForm::default() };
        edit(&world, ANNA, Preset::Staging.id(), days).await.unwrap();
        let shown = rings(&world, ANNA).await;
        assert_eq!(shown.ring(Preset::General.id()).unwrap().values.order, 8);
        assert_eq!((shown.plan.deferment(8), shown.plan.total()), (5, 33));
        let counts = counted(&world, ANNA).await;
        assert_eq!(names(&counts), [("Staging", 0), ("General", 12), ("Executive", 0)]);
    })
    .await;
}

/// a room is in exactly one ring; several move together or not at all, each with its event; what a deleted ring held is in
/// General, after a confirmation.
#[tokio::test]
async fn rooms_move_together() {
    each(async |world| {
        let (berlin, lisbon) = (world.room(CONTOSO, "Berlin 1"), world.room(CONTOSO, "Lisbon 1"));
        let slow = create(&world, ANNA, form("Slow", 7, 5, 0)).await.unwrap();
        move_rooms(&world, ANNA, Preset::Staging.id(), &[berlin]).await.unwrap();
        move_rooms(&world, ANNA, slow, &[berlin, lisbon]).await.unwrap();
        move_rooms(&world, ANNA, slow, &[berlin]).await.unwrap();
        assert_eq!(events(&world, "room.ring_changed").await, 3, "who is there already stays");
        let counts = counted(&world, ANNA).await;
        assert_eq!(names(&counts), [("Staging", 0), ("General", 10), ("Slow", 2), ("Executive", 0)]);
        assert_eq!(rooms_in(&world, ANNA, slow).await, ["Berlin 1", "Lisbon 1"]);
        assert_eq!(rooms_in(&world, ANNA, Preset::General.id()).await.len(), 10);
        let told = "select count(*) from audit_events where kind = 'room.ring_changed' \
                    and changes like '%Staging%' and changes like '%Slow%'";
        assert_eq!(world.database.number(told).await, 1, "the rings before and after");

        let foreign = world.room("fabrikam.example", "Seoul 1");
        let refused = move_rooms(&world, ANNA, Preset::Staging.id(), &[berlin, foreign]).await.unwrap_err();
        assert_eq!(faults(refused), [("roomIds".to_owned(), Code::UnknownReference)]);
        assert_eq!(rooms_in(&world, ANNA, Preset::Staging.id()).await, Vec::<String>::new(), "all or none");
        let refused = move_rooms(&world, ANNA, slow, &[]).await.unwrap_err();
        assert_eq!(faults(refused), [("roomIds".to_owned(), Code::Required)]);
        let many: Vec<_> = (0..=MOST_ROOMS).map(|_| world.ids.id()).collect();
        let refused = move_rooms(&world, ANNA, slow, &many).await.unwrap_err();
        assert_eq!(faults(refused), [("roomIds".to_owned(), Code::TooMany)]);
        let nowhere = move_rooms(&world, ANNA, world.ids.id(), &[berlin]).await.unwrap_err();
        assert_eq!(nowhere.code(), Code::NotFound);

        let choices = RoomChoices {
            realm: Realm::Own,
            purpose: RoomsFor::Ring(slow),
            chosen: vec![lisbon],
            text: "1".to_owned(),
        };
        let found = ask(&world.app, &world.caller(ANNA), &choices).await.unwrap();
        let told: Vec<_> = found.found.iter().map(|room| room.name.as_str()).collect();
        assert_eq!((found.chosen.len(), told), (1, vec!["Boardrooms 1"]), "Berlin 1 is there already");

        let refused = delete(&world, ANNA, slow, false).await.unwrap_err();
        assert_eq!(refused.code(), Code::ConfirmationRequired);
        delete(&world, ANNA, slow, true).await.unwrap();
        let counts = counted(&world, ANNA).await;
        assert_eq!(names(&counts), [("Staging", 0), ("General", 12), ("Executive", 0)]);
        assert_eq!(events(&world, "room.ring_changed").await, 5);

        // A deleted room leaves no trace in its ring.
        move_rooms(&world, ANNA, Preset::Executive.id(), &[lisbon]).await.unwrap();
        let (tenant, anna) = (world.organization(CONTOSO), world.caller(ANNA));
        run(&world.app, &anna, UnenrolRoom { tenant, room: lisbon }).await.unwrap();
        run(&world.app, &anna, DeleteRoom { tenant, room: lisbon, stamp: None }).await.unwrap();
        assert_eq!(world.database.number("select count(*) from room_rings").await, 0);
    })
    .await;
}

/// a partner sees every ring with the rooms of its scope alone, moves those, and changes a ring only when all of its
/// rooms are in scope; rings are made by whoever sees all rooms of the customer.
#[tokio::test]
async fn a_partner_stays_in_its_scope() {
    each_linked(async |world, _| {
        let (berlin, lisbon) = (world.room(CONTOSO, "Berlin 1"), world.room(CONTOSO, "Lisbon 1"));
        let mixed = create(&world, ANNA, form("Mixed", 3, 2, 0)).await.unwrap();
        let empty = create(&world, ANNA, form("Empty", 4, 2, 0)).await.unwrap();
        move_rooms(&world, ANNA, mixed, &[berlin, lisbon]).await.unwrap();
        let counts = counted(&world, PIA).await;
        let seen = [("Staging", 0), ("Mixed", 1), ("Empty", 0), ("General", 5), ("Executive", 0)];
        assert_eq!(names(&counts), seen);
        assert_eq!(rooms_in(&world, PIA, mixed).await, ["Berlin 1"]);

        let refused = move_rooms(&world, PIA, empty, &[berlin, lisbon]).await.unwrap_err();
        assert_eq!(faults(refused), [("roomIds".to_owned(), Code::UnknownReference)]);
        let shown = rings(&world, PIA).await;
        assert!(shown.may_move && !shown.may_create());
        let refused = create(&world, PIA, form("Mine", 6, 1, 0)).await.unwrap_err();
        assert!(matches!(refused, Refusal::Denied(Code::RingOutOfScope, None)), "{refused:?}");
        for ring in [mixed, empty, Preset::General.id(), Preset::Staging.id()] {
            assert!(!shown.may_edit(shown.ring(ring).unwrap()));
            let days = RingForm { rollout_days: Some("1".to_owned()), ..RingForm::default() };
            let refused = edit(&world, PIA, ring, days).await.unwrap_err();
            assert!(matches!(refused, Refusal::Denied(Code::RingOutOfScope, None)), "{refused:?}");
        }
        for ring in [mixed, empty] {
            let refused = delete(&world, PIA, ring, true).await.unwrap_err();
            assert_eq!(refused.code(), Code::RingOutOfScope);
        }
        // With rooms of the scope alone the ring is the partner's to change, and to delete.
        move_rooms(&world, PIA, empty, &[berlin]).await.unwrap();
        let shown = rings(&world, PIA).await;
        assert!(shown.may_delete(shown.ring(empty).unwrap()));
        edit(&world, PIA, empty, form("Theirs", 4, 3, 0)).await.unwrap();
        assert_eq!(delete(&world, PIA, mixed, true).await.unwrap_err().code(), Code::RingOutOfScope);
        delete(&world, PIA, empty, true).await.unwrap();
        let pia = world.caller(PIA);
        let tenant = world.organization(CONTOSO);
        let ring = ring_of(&world, &pia, Realm::Customer(tenant), berlin).await;
        assert_eq!(ring.as_deref(), Some("General"));

        // Others of the partner have no part in it.
        let ned = world.caller("ned@northwind.example");
        let hidden = ask(&world.app, &ned, &PlanOf { realm: Realm::Customer(tenant) }).await.unwrap_err();
        assert_eq!(hidden.code(), Code::NotFound);
        assert_eq!(
            move_rooms(&world, "ned@northwind.example", mixed, &[berlin]).await.unwrap_err().code(),
            Code::NotFound
        );
    })
    .await;
}

/// a partner all of whose customer's rooms are in scope makes rings, and changes those without rooms.
#[tokio::test]
async fn a_partner_of_all_rooms_makes_rings() {
    each(async |world| {
        world.link(CONTOSO, "northwind.example", Scope::ALL, &[PIA]).await;
        let ring = create(&world, PIA, form("Slow", 7, 5, 0)).await.unwrap();
        edit(&world, PIA, ring, form("Slower", 7, 6, 0)).await.unwrap();
        edit(
            &world,
            PIA,
            Preset::General.id(),
            RingForm { order: Some("6".to_owned()), ..RingForm::default() },
        )
        .await
        .unwrap();
        delete(&world, PIA, ring, false).await.unwrap();
        assert!(rings(&world, PIA).await.may_create());
    })
    .await;
}

/// Decision 1, R-113: the plans of all customers are one list, with the rooms in sight of each.
#[tokio::test]
async fn the_plans_of_all_customers_are_one_list() {
    each_linked(async |world, _| {
        let scope = world.scope("fabrikam.example", &["Seoul 1"], &[]);
        world.link("fabrikam.example", "northwind.example", scope, &[PIA]).await;
        create(&world, ANNA, form("Slow", 7, 5, 0)).await.unwrap();
        let plans =
            ask(&world.app, &world.caller(PIA), &ListPlans { wanted: Wanted::default() }).await.unwrap();
        let told: Vec<_> = plans
            .customers
            .iter()
            .map(|it| (it.name.as_str(), it.plan.rings().len(), it.plan.total(), it.rooms.total()))
            .collect();
        assert_eq!(told, [("Contoso", 4, 40, 6), ("Fabrikam", 3, 35, 1)]);
        assert_eq!(plans.customers[0].rooms.of(Preset::General.id()), 6);
        assert_eq!((plans.count, plans.next.is_none()), (2, true));
        let first = ListPlans { wanted: Wanted::first(1) };
        let page = ask(&world.app, &world.caller(PIA), &first).await.unwrap();
        let rest = ListPlans { wanted: Wanted { after: page.next, ..Wanted::default() } };
        let rest = ask(&world.app, &world.caller(PIA), &rest).await.unwrap();
        assert_eq!(
            (page.customers[0].name.as_str(), rest.customers[0].name.as_str()),
            ("Contoso", "Fabrikam")
        );
    })
    .await;
}

/// The customers in an order, gathered from pages of one.
async fn ordered(world: &World, property: &'static str, descending: bool) -> Vec<String> {
    let mut wanted = Wanted { order: vec![Order { property, descending }], ..Wanted::first(1) };
    let mut names = Vec::new();
    loop {
        let found = plans(world, wanted.clone()).await;
        assert_eq!((found.customers.len(), found.count), (1, 2), "{property}");
        names.extend(found.customers.into_iter().map(|customer| customer.name));
        match found.next {
            Some(next) => wanted.after = Some(next),
            None => return names,
        }
    }
}

async fn plans(world: &World, wanted: Wanted) -> PlanList {
    ask(&world.app, &world.caller(PIA), &ListPlans { wanted }).await.unwrap()
}

/// Decision 1, R-113: customers are ordered by each column, both ways and page after page, by the rooms in sight alone; a search cuts
/// every order, and a page of one order is none of another.
#[tokio::test]
async fn customers_are_ordered_by_each_column() {
    each_linked(async |world, _| {
        // Contoso has more rings, and more rooms in sight (6 of 12, 1 of 3), but is through sooner.
        let scope = world.scope("fabrikam.example", &["Seoul 1"], &[]);
        world.link("fabrikam.example", "northwind.example", scope, &[PIA]).await;
        create(&world, ANNA, form("Beside", 5, 1, 0)).await.unwrap();
        let days = RingForm { rollout_days: Some("2".to_owned()), ..RingForm::default() };
        edit(&world, ANNA, Preset::General.id(), days).await.unwrap();
        for (property, names) in [
            ("displayName", ["Contoso", "Fabrikam"]),
            ("ringCount", ["Fabrikam", "Contoso"]),
            ("roomCount", ["Fabrikam", "Contoso"]),
            ("totalDays", ["Contoso", "Fabrikam"]),
        ] {
            assert_eq!(ordered(&world, property, false).await, names, "{property}");
            let turned = [names[1], names[0]];
            assert_eq!(ordered(&world, property, true).await, turned, "{property}");
        }
        let order = vec![Order { property: "roomCount", descending: true }];
        let first = plans(&world, Wanted { order: order.clone(), ..Wanted::first(1) }).await;
        let found =
            plans(&world, Wanted { order, search: Search::words("fabri"), ..Wanted::default() }).await;
        assert_eq!((found.customers.len(), found.count, found.customers[0].rooms.total()), (1, 1, 1));
        let elsewhere = ListPlans { wanted: Wanted { after: first.next, ..Wanted::default() } };
        assert!(ask(&world.app, &world.caller(PIA), &elsewhere).await.is_err(), "a number is no name");
    })
    .await;
}

/// the days of the preset rings are set at many customers at once, each decided on its own: all that is wanted
/// there, or nothing; what would be is told beforehand, and what is wrong with the wish is refused as a whole.
#[tokio::test]
async fn days_are_set_at_many_customers_at_once() {
    each_linked(async |world, _| {
        world.link("fabrikam.example", "northwind.example", Scope::ALL, &[PIA]).await;
        let [contoso, fabrikam, tailspin] =
            [CONTOSO, "fabrikam.example", "tailspin.example"].map(|domain| world.organization(domain));
        let days = |staging: &str, general: &str| DaysForm {
            staging: RingDays { rollout_days: Some(staging.to_owned()), test_days: None },
            general: RingDays { rollout_days: Some(general.to_owned()), test_days: Some(String::new()) },
            ..DaysForm::default()
        };
        let set = async |days: &DaysForm, tenants: &[Id<Organization>]| {
            let done = set_days(&world.app, &world.caller(PIA), days, tenants.to_vec()).await?;
            let codes = done.into_iter().map(|done| done.refused.map(|refusal| refusal.code()));
            Ok::<Vec<Option<Code>>, Refusal>(codes.collect())
        };
        let found = plans(&world, Wanted::default()).await;
        let may: Vec<_> =
            found.customers.iter().map(|it| (it.name.as_str(), found.may_set_days(it.tenant))).collect();
        assert_eq!(may, [("Contoso", false), ("Fabrikam", true)], "rooms out of sight are in General");
        let told = days("2", "10").preview(&found).unwrap();
        let told: Vec<_> = told
            .iter()
            .map(|at| {
                let refused = at.refused.as_ref().map(Refusal::code);
                (at.name.as_str(), at.rings.len(), at.days, at.days_then, refused)
            })
            .collect();
        assert_eq!(told, [("Contoso", 2, 35, 30, Some(Code::RingOutOfScope)), ("Fabrikam", 2, 35, 30, None)]);

        let done = set(&days("2", "10"), &[contoso, fabrikam, tailspin]).await.unwrap();
        assert_eq!(done, [Some(Code::RingOutOfScope), None, Some(Code::NotFound)]);
        assert_eq!(events(&world, "ring.edited").await, 4, "each ring has its event in both logs");
        let totals = async || {
            let found = plans(&world, Wanted::default()).await;
            found.customers.iter().map(|it| it.plan.total()).collect::<Vec<_>>()
        };
        assert_eq!(totals().await, [35, 30]);
        // Together they fit, one after the other they would not.
        assert_eq!(set(&days("40", "10"), &[fabrikam]).await.unwrap(), [Some(Code::TooManyDays)]);
        assert_eq!(totals().await, [35, 30]);
        assert_eq!(set(&days("36", "5"), &[fabrikam]).await.unwrap(), [None]);
        assert_eq!(set(&days("36", "5"), &[fabrikam]).await.unwrap(), [None]);
        assert_eq!((totals().await, events(&world, "ring.edited").await), (vec![35, 59], 8));

        // With rooms of the scope alone a ring of Contoso is the partner's to change, and General still is not.
        move_rooms(&world, PIA, Preset::Staging.id(), &[world.room(CONTOSO, "Berlin 1")]).await.unwrap();
        assert!(plans(&world, Wanted::default()).await.may_set_days(contoso));
        assert_eq!(set(&days("2", ""), &[contoso]).await.unwrap(), [None]);
        assert_eq!(set(&days("1", "10"), &[contoso]).await.unwrap(), [Some(Code::RingOutOfScope)]);
        assert_eq!(totals().await, [34, 59], "all of it, or nothing");

        let wrong = set(&days("0", "61"), &[contoso, fabrikam]).await.unwrap_err();
        let fields = ["staging/rolloutDays", "general/rolloutDays"];
        assert_eq!(faults(wrong), fields.map(|field| (field.to_owned(), Code::OutOfRange)));
        let nothing = set(&DaysForm::default(), &[fabrikam]).await.unwrap_err();
        assert_eq!(faults(nothing), [("rings".to_owned(), Code::Required)]);
        let nobody = set(&days("2", "10"), &[]).await.unwrap_err();
        assert_eq!(faults(nobody), [("tenantIds".to_owned(), Code::Required)]);
    })
    .await;
}

/// The names of the rooms that somebody lists by a filter.
async fn listed(world: &World, upn: &str, realm: Realm, filter: &str) -> Result<Vec<String>, Code> {
    let filter = Some(Filter::parse(filter, &SCHEMA).unwrap());
    let wanted = Wanted { filter, ..Wanted::default() };
    let question = ListRooms { realm, wanted, health: None, counts: true };
    let found = ask(&world.app, &world.caller(upn), &question).await.map_err(|refusal| refusal.code())?;
    assert_eq!(found.counts.unwrap().all(), i64::try_from(found.rooms.len()).unwrap());
    Ok(found.rooms.into_iter().map(|room| room.name).collect())
}

/// Decision 1, R-220, R-258, R-266: rooms are listed by their ring, at one organization and at all customers, in their new ring at once;
/// who does not see the rings of all rooms that would be listed learns nothing by asking.
#[tokio::test]
async fn rooms_are_listed_by_their_ring() {
    each_linked(async |world, _| {
        let scope = world.scope("fabrikam.example", &["Seoul 1"], &[]);
        world.link("fabrikam.example", "northwind.example", scope, &[PIA]).await;
        let slow = create(&world, ANNA, form("Slow", 7, 5, 0)).await.unwrap();
        let [berlin, lisbon] = ["Berlin 1", "Lisbon 1"].map(|name| world.room(CONTOSO, name));
        move_rooms(&world, ANNA, slow, &[berlin, lisbon]).await.unwrap();
        let (in_slow, general) =
            (format!("updateRingId eq {slow}"), format!("updateRingId eq {}", Preset::General.id()));
        assert_eq!(listed(&world, ANNA, Realm::Own, &in_slow).await.unwrap(), ["Berlin 1", "Lisbon 1"]);
        assert_eq!(listed(&world, ANNA, Realm::Own, &general).await.unwrap().len(), 10);
        // In a form that the database answers.
        let or = format!("{in_slow} or displayName eq 'Berlin 2'");
        assert_eq!(
            listed(&world, ANNA, Realm::Own, &or).await.unwrap(),
            ["Berlin 1", "Berlin 2", "Lisbon 1"]
        );
        let all = Realm::AllCustomers;
        assert_eq!(listed(&world, PIA, all, &in_slow).await.unwrap(), ["Berlin 1"], "in scope");
        let both = listed(&world, PIA, all, &general).await.unwrap();
        assert_eq!((both.len(), both.last().unwrap().as_str()), (6, "Seoul 1"));
        move_rooms(&world, PIA, Preset::Staging.id(), &[berlin]).await.unwrap();
        assert!(listed(&world, PIA, all, &in_slow).await.unwrap().is_empty());
        assert_eq!(listed(&world, ANNA, Realm::Own, &in_slow).await.unwrap(), ["Lisbon 1"]);
        let plans =
            ask(&world.app, &world.caller(PIA), &ListPlans { wanted: Wanted::default() }).await.unwrap();
        let staging = plans.customers.iter().map(|it| it.rooms.of(Preset::Staging.id())).collect::<Vec<_>>();
        assert_eq!(staging, [1, 0]);

        let theo = "theo@contoso.example";
        assert_eq!(listed(&world, theo, Realm::Own, &in_slow).await, Err(Code::Forbidden));
        let (tenant, user) = (world.organization(CONTOSO), world.user(theo));
        let viewer = seed::CustomRole {
            tenant,
            id: world.ids.id(),
            link: None,
            name: "Ring viewer".to_owned(),
            description: String::new(),
            permissions: PermissionSet::of(&[Permission::RingView]),
        };
        let given = seed::Assignment {
            tenant,
            id: world.ids.id(),
            link: None,
            role: domain::role::Role::Custom(viewer.id),
            name: "Ring viewers".to_owned(),
            description: String::new(),
            scope_id: world.ids.id(),
            scope: world.scope(CONTOSO, &["Berlin 1", "Lisbon 1"], &[]),
            from: None,
            until: None,
            members: vec![seed::Member { home: tenant, principal: Principal::User(user) }],
        };
        let mut seed = world.seed().await;
        seed.custom_role(&viewer).await.unwrap();
        seed.assignment(&given).await.unwrap();
        seed.commit().await.unwrap();
        // The ring of Berlin 2, which is listed for Theo as well, is none of his business.
        assert_eq!(listed(&world, theo, Realm::Own, &general).await, Err(Code::Forbidden));
    })
    .await;
}

/// who views rings changes nothing; who may not view them learns of none; who moves a room may modify both the
/// room and its ring.
#[tokio::test]
async fn each_permission_opens_its_part() {
    each(async |world| {
        let berlin = world.room(CONTOSO, "Berlin 1");
        let slow = create(&world, ANNA, form("Slow", 7, 5, 0)).await.unwrap();
        let greta = rings(&world, "greta@contoso.example").await;
        assert!(!greta.may_move && !greta.may_create() && greta.rooms.total() == 12);
        let refused = move_rooms(&world, "greta@contoso.example", slow, &[berlin]).await.unwrap_err();
        assert_eq!(refused.code(), Code::Forbidden);
        let theo = world.caller("theo@contoso.example");
        let refused = ask(&world.app, &theo, &PlanOf { realm: Realm::Own }).await.unwrap_err();
        assert_eq!(refused.code(), Code::Forbidden);
        assert_eq!(ring_of(&world, &theo, Realm::Own, berlin).await, None);
        let listed = RingsOfRooms { realm: Realm::Own, rooms: vec![(world.organization(CONTOSO), berlin)] };
        assert_eq!(ask(&world.app, &theo, &listed).await.unwrap(), []);
        let told = ask(&world.app, &world.caller(ANNA), &listed).await.unwrap();
        assert_eq!(told, [(berlin, (Preset::General.id(), "General".to_owned()))]);

        // A site lead moves the rooms of the site and changes no ring that reaches beyond it.
        let lea = "lea@contoso.example";
        move_rooms(&world, lea, slow, &[berlin]).await.unwrap();
        let lisbon = world.room(CONTOSO, "Lisbon 1");
        assert!(move_rooms(&world, lea, slow, &[lisbon]).await.is_err());
        assert_eq!(
            create(&world, lea, form("Mine", 6, 1, 0)).await.unwrap_err().code(),
            Code::RingOutOfScope
        );

        let (tenant, uma) = (world.organization(CONTOSO), world.user("uma@contoso.example"));
        let keeper = seed::CustomRole {
            tenant,
            id: world.ids.id(),
            link: None,
            name: "Ring keeper".to_owned(),
            description: String::new(),
            permissions: PermissionSet::of(&[
                Permission::RoomView,
                Permission::RingView,
                Permission::RingModify,
            ]),
        };
        let given = seed::Assignment {
            tenant,
            id: world.ids.id(),
            link: None,
            role: domain::role::Role::Custom(keeper.id),
            name: "Ring keepers".to_owned(),
            description: String::new(),
            scope_id: world.ids.id(),
            scope: Scope::ALL,
            from: None,
            until: None,
            members: vec![seed::Member { home: tenant, principal: Principal::User(uma) }],
        };
        let mut seed = world.seed().await;
        seed.custom_role(&keeper).await.unwrap();
        seed.assignment(&given).await.unwrap();
        seed.commit().await.unwrap();
        let uma = "uma@contoso.example";
        edit(&world, uma, slow, form("Slow", 7, 4, 0)).await.unwrap();
        assert_eq!(move_rooms(&world, uma, slow, &[lisbon]).await.unwrap_err().code(), Code::Forbidden);
        assert!(!rings(&world, uma).await.may_move);
    })
    .await;
}
