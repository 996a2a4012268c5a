//! Maintenance windows: rooms that are suppressed together, on both databases.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing, clippy::panic, reason = "tests")]

use std::collections::BTreeSet;

use domain::{
    health::Health,
    id::{Id, MaintenanceWindow, Room, RoomGroup},
    room::DeviceType,
    scope::Scope,
    time::{HOUR, MINUTE, Time},
};
use service::{
    Code, Done, Realm, Refusal, Wanted, ask,
    devices::{DeviceFacts, Enrol, Enrolled, Report, enrol, report},
    enrolment_key::DownloadKey,
    groups::{ChangeMembers, CreateGroup, DeleteGroup, MemberChange},
    health_watch,
    maintenance_windows::{
        ChangeMaintenance, EndMaintenance, ListMaintenance, MaintenanceOf, PlanMaintenance, RoomsMeant,
        ShownWindow, plan_for_groups, run_judged,
    },
    rooms::{EnrolRoom, RoomOf},
    run,
};
use testkit::{World, each, each_linked};

const CONTOSO: &str = "contoso.example";
const ANNA: &str = "anna@contoso.example";
const PIA: &str = "pia@northwind.example";
const ALEX: &str = "alex@adventure.example";

/// A monitored room of contoso.example with a device.
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

/// Some time passes, in which the devices are heard.
async fn pass(world: &World, micros: i64, devices: &[&Enrolled]) {
    world.clock.advance(micros);
    for device in devices {
        let told = Report { observed_at: world.app.clock.now(), signals: vec![], facts: None };
        report(&world.app, &device.credential, told).await.unwrap();
    }
    health_watch::watch(&world.app).await.unwrap();
}

async fn health(world: &World, room: Id<Room>) -> Health {
    let question = RoomOf { realm: Realm::Own, room };
    ask(&world.app, &world.caller(ANNA), &question).await.unwrap().detail.health
}

async fn group(world: &World, members: &[Id<Room>]) -> Id<RoomGroup> {
    let caller = world.caller(ANNA);
    let create = CreateGroup {
        tenant: caller.person.organization,
        name: "Third floor".to_owned(),
        description: String::new(),
        members: members.iter().copied().collect(),
        rule: None,
    };
    run(&world.app, &caller, create).await.unwrap()
}

fn plan(world: &World, group: Option<Id<RoomGroup>>, from: Option<Time>, until: Time) -> PlanMaintenance {
    let (tenant, reason) = (world.organization(CONTOSO), "New carpet".to_owned());
    PlanMaintenance { tenant, group, reason, from, until: Some(until) }
}

async fn planned(world: &World, command: PlanMaintenance) -> Id<MaintenanceWindow> {
    run_judged(&world.app, &world.caller(ANNA), command).await.unwrap()
}

async fn listed(world: &World, upn: &str, realm: Realm) -> Vec<ShownWindow> {
    let question = ListMaintenance { realm, wanted: Wanted::default(), counts: true };
    let found = ask(&world.app, &world.caller(upn), &question).await.unwrap();
    assert_eq!(found.count, Some(i64::try_from(found.windows.len()).unwrap()));
    found.windows
}

async fn logged(world: &World, kind: &str, by: &str) -> i64 {
    world.database.number(&format!("select count(*) from audit_events where kind = '{kind}' and {by}")).await
}

/// R-247, decision 4: the rooms of a group are suppressed from the beginning until exactly the end, which one event of Steward
/// tells; no other room is, and each room tells why.
#[tokio::test]
async fn the_rooms_of_a_group_are_suppressed_together() {
    each(async |world| {
        let (inside, outside) = (monitored(&world).await, monitored(&world).await);
        let group = group(&world, &[inside.room]).await;
        let now = world.app.clock.now();
        let from = now.plus(2 * MINUTE);
        let window = planned(&world, plan(&world, Some(group), Some(from), now.plus(4 * MINUTE))).await;
        for wanted in [Health::Healthy, Health::Suppressed, Health::Suppressed, Health::Healthy] {
            pass(&world, MINUTE, &[&inside, &outside]).await;
            assert_eq!(health(&world, inside.room).await, wanted);
            assert_eq!(health(&world, outside.room).await, Health::Healthy);
            let question = RoomOf { realm: Realm::Own, room: inside.room };
            let room = ask(&world.app, &world.caller(ANNA), &question).await.unwrap();
            let told: Vec<_> = room.windows.iter().map(|window| window.reason.as_str()).collect();
            let is_over = world.app.clock.now() >= now.plus(4 * MINUTE);
            assert_eq!(told, if is_over { vec![] } else { vec!["New carpet"] });
            let question = RoomOf { realm: Realm::Own, room: outside.room };
            assert!(ask(&world.app, &world.caller(ANNA), &question).await.unwrap().windows.is_empty());
        }
        assert_eq!(logged(&world, "maintenance.planned", "actor_id is not null").await, 1);
        assert_eq!(logged(&world, "maintenance.ended", "actor_id is null").await, 1);
        assert_eq!(world.database.number("select count(*) from maintenance_windows").await, 0);
        let question = MaintenanceOf { realm: Realm::Own, window };
        let gone = ask(&world.app, &world.caller(ANNA), &question).await;
        assert!(matches!(gone, Err(Refusal::Missing)), "{gone:?}");
    })
    .await;
}

/// a room that joins the group meanwhile is under maintenance, one that leaves it is judged as ever, and with
/// the group its windows end, those that nobody wrote down as ended too.
#[tokio::test]
async fn maintenance_follows_the_members_of_its_group() {
    each(async |world| {
        let (first, second) = (monitored(&world).await, monitored(&world).await);
        let group = group(&world, &[first.room]).await;
        let until = world.app.clock.now().plus(HOUR);
        planned(&world, plan(&world, Some(group), None, until)).await;
        assert_eq!(health(&world, first.room).await, Health::Suppressed, "before the answer");
        let wanted =
            MemberChange { add: BTreeSet::from([second.room]), remove: BTreeSet::from([first.room]) };
        let change = ChangeMembers { tenant: first.tenant, group, stamp: None, wanted };
        run(&world.app, &world.caller(ANNA), change).await.unwrap();
        pass(&world, MINUTE, &[&first, &second]).await;
        assert_eq!(health(&world, first.room).await, Health::Healthy);
        assert_eq!(health(&world, second.room).await, Health::Suppressed);

        let short = world.app.clock.now().plus(MINUTE);
        planned(&world, plan(&world, Some(group), None, short)).await;
        world.clock.advance(MINUTE);
        let delete = DeleteGroup { tenant: first.tenant, group, stamp: None, confirmed: false };
        run(&world.app, &world.caller(ANNA), delete).await.unwrap();
        assert_eq!(logged(&world, "maintenance.ended", "actor_id is not null").await, 2);
        pass(&world, 1, &[&first, &second]).await;
        assert_eq!(health(&world, second.room).await, Health::Healthy);
    })
    .await;
}

/// R-247, decision 4: all rooms of an organization, whichever come later; reason and end are changed, and it is ended early,
/// each with its event.
#[tokio::test]
async fn maintenance_of_all_rooms_is_changed_and_ended_early() {
    each(async |world| {
        let first = monitored(&world).await;
        let (anna, now) = (world.caller(ANNA), world.app.clock.now());
        let window = planned(&world, plan(&world, None, None, now.plus(HOUR))).await;
        let later = monitored(&world).await;
        pass(&world, MINUTE, &[&first, &later]).await;
        for device in [&first, &later] {
            assert_eq!(health(&world, device.room).await, Health::Suppressed);
        }
        let change = |reason: Option<&str>, until| ChangeMaintenance {
            tenant: first.tenant,
            window,
            reason: reason.map(str::to_owned),
            until,
        };
        for _ in 0..2 {
            run_judged(&world.app, &anna, change(Some("New roof"), Some(now.plus(2 * HOUR)))).await.unwrap();
        }
        assert_eq!(logged(&world, "maintenance.changed", "1 = 1").await, 1, "a second time changes nothing");
        let seen = listed(&world, ANNA, Realm::Own).await.remove(0);
        assert_eq!((seen.reason.as_str(), seen.ends_at), ("New roof", now.plus(2 * HOUR)));
        assert_eq!((seen.rooms, seen.owner.unwrap().1.as_str()), (RoomsMeant::All, ANNA));
        let refused = run_judged(&world.app, &anna, change(Some(" "), Some(now))).await;
        let Err(Refusal::Invalid(_, faults)) = refused else { panic!("{refused:?}") };
        let codes: Vec<_> = faults.iter().map(|fault| (fault.field.as_str(), fault.code)).collect();
        assert_eq!(codes, [("reason", Code::Required), ("endDateTime", Code::EndsTooEarly)]);

        let end = EndMaintenance { tenant: first.tenant, window };
        run_judged(&world.app, &anna, end).await.unwrap();
        for device in [&first, &later] {
            assert_eq!(health(&world, device.room).await, Health::Healthy);
        }
        let gone = run_judged(&world.app, &anna, end).await;
        assert!(matches!(gone, Err(Refusal::Missing)), "{gone:?}");
        assert_eq!(logged(&world, "maintenance.ended", "actor_id is not null").await, 1);
    })
    .await;
}

/// decision 17: maintenance is planned, changed and ended by whoever may modify every room that is meant,
/// and seen by whoever sees one of them; of another partner's people nobody but the customer reads.
#[tokio::test]
async fn partners_plan_maintenance_within_their_scope() {
    each_linked(async |world: World, _| {
        let tenant = world.organization(CONTOSO);
        world.link(CONTOSO, "adventure.example", Scope::ALL, &[ALEX]).await;
        let (berlin, until) = (world.group(CONTOSO, "Berlin"), world.app.clock.now().plus(HOUR));
        let there = Realm::Customer(tenant);
        let try_plan = async |upn: &str, group| {
            run_judged(&world.app, &world.caller(upn), plan(&world, group, None, until)).await
        };
        let of_berlin = try_plan(PIA, Some(berlin)).await.unwrap();
        let all = try_plan(PIA, None).await;
        assert!(matches!(all, Err(Refusal::Denied(Code::Forbidden, _))), "{all:?}");
        for upn in ["sven@tailspin.example", "ned@northwind.example"] {
            let hidden = try_plan(upn, Some(berlin)).await;
            assert!(matches!(hidden, Err(Refusal::Missing | Refusal::Denied(..))), "{upn}: {hidden:?}");
        }
        let reader = try_plan("greta@contoso.example", Some(berlin)).await;
        assert!(matches!(reader, Err(Refusal::Denied(..))), "{reader:?}");
        let lisbon = group(&world, &[world.room(CONTOSO, "Lisbon 1")]).await;
        let hidden = try_plan(PIA, Some(lisbon)).await;
        assert!(matches!(hidden, Err(Refusal::Invalid(..))), "{hidden:?}");
        let of_all = try_plan(ALEX, None).await.unwrap();
        let of_lisbon = planned(&world, plan(&world, Some(lisbon), None, until)).await;

        let owner = |window: &ShownWindow| window.owner.clone().map(|(_, upn)| upn);
        let own: Vec<_> = listed(&world, ANNA, Realm::Own).await.iter().map(owner).collect();
        assert_eq!(own.len(), 3);
        assert!(own.iter().all(Option::is_some), "{own:?}");
        for realm in [there, Realm::AllCustomers] {
            let seen = listed(&world, PIA, realm).await;
            let ids: BTreeSet<_> = seen.iter().map(|window| window.id).collect();
            assert_eq!(ids, BTreeSet::from([of_berlin, of_all]), "nothing of Lisbon");
            for window in &seen {
                let is_own = window.id == of_berlin;
                assert_eq!(owner(window).is_some(), is_own);
                assert_eq!(window.organization.starts_with("Northwind"), is_own, "{}", window.organization);
                assert_eq!(matches!(window.rooms, RoomsMeant::Group(..)), is_own);
            }
        }
        let end = |window| EndMaintenance { tenant, window };
        let hidden = run_judged(&world.app, &world.caller(PIA), end(of_lisbon)).await;
        assert!(matches!(hidden, Err(Refusal::Missing)), "{hidden:?}");
        let denied = run_judged(&world.app, &world.caller(PIA), end(of_all)).await;
        assert!(matches!(denied, Err(Refusal::Denied(..))), "{denied:?}");
        for (upn, realm, may) in [(PIA, there, true), ("greta@contoso.example", Realm::Own, false)] {
            let question = MaintenanceOf { realm, window: of_berlin };
            let (_, may_change) = ask(&world.app, &world.caller(upn), &question).await.unwrap();
            assert_eq!(may_change, may, "{upn}");
        }
        run_judged(&world.app, &world.caller(ANNA), end(of_berlin)).await.unwrap();
        assert_eq!(
            logged(&world, "maintenance.planned", "actor_tenant_id <> tenant_id").await,
            2,
            "the customer's log names the partner"
        );
    })
    .await;
}

/// maintenance is planned for many groups, each decided on its own: a group out of reach is refused alone.
#[tokio::test]
async fn maintenance_of_each_group_is_decided_on_its_own() {
    each(async |world| {
        let inside = monitored(&world).await;
        let (tenant, group) = (world.organization(CONTOSO), group(&world, &[inside.room]).await);
        let nothing = Id::new(world.app.ids.next());
        let until = Some(world.app.clock.now().plus(HOUR));
        let plan = async |upn: &str, reason: &str| {
            let groups = vec![(tenant, nothing), (tenant, group)];
            plan_for_groups(&world.app, &world.caller(upn), reason, (None, until), groups).await
        };
        let codes = |told: Vec<Done<RoomGroup>>| -> Vec<_> {
            told.into_iter().map(|done| done.refused.map(|refusal| refusal.code())).collect()
        };
        let unsaid = plan(ANNA, "").await;
        assert!(matches!(unsaid, Err(Refusal::Invalid(_, faults)) if faults[0].field == "reason"));
        let told = codes(plan(ANNA, "New carpet").await.unwrap());
        assert_eq!(told, [Some(Code::InvalidValue), None]);
        assert_eq!(logged(&world, "maintenance.planned", "actor_id is not null").await, 1);
        assert_eq!(health(&world, inside.room).await, Health::Suppressed);
        assert!(codes(plan(PIA, "Mine").await.unwrap()).iter().all(Option::is_some), "no link, no right");
        assert_eq!(listed(&world, ANNA, Realm::Own).await.len(), 1);
    })
    .await;
}
