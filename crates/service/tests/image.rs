//! Two nodes over one database: what one changes, the other's lists show, whether it reads the whole organization anew or
//! only what changed: rights with the commit, names and health once it has followed.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing, clippy::panic, reason = "tests")]

use std::collections::BTreeSet;

use domain::{health::Health, query::Filter, time::MINUTE, update_ring::Preset};
use service::{
    App, Caller, Followed, Realm, Sealer, Settings, Wanted, ask,
    devices::{DeviceFacts, Enrol, enrol},
    enrolment_key::DownloadKey,
    groups::{ChangeMembers, DeleteGroup, MemberChange},
    health_watch,
    rooms::{
        CreateRoom, DeleteRoom, EditRoom, EnrolRoom, ListRooms, RoomForm, RoomList, SCHEMA, UnenrolRoom,
    },
    run,
    update_rings::{MoveRooms, PlanOf},
};
use testkit::{Kind, SeededIds, SeededSecrets, World, each_linked};

const CONTOSO: &str = "contoso.example";

fn node(world: &World, number: u64) -> App {
    let secrets = std::sync::Arc::new(SeededSecrets::default());
    let sealer = Sealer::parse(&Sealer::fresh_key_file(secrets.as_ref())).unwrap();
    let ids = std::sync::Arc::new(SeededIds::new(number));
    App::new(world.database.second_node(), world.clock.clone(), ids, secrets, sealer, Settings::default())
}

async fn list(app: &App, caller: &Caller, realm: Realm) -> RoomList {
    let question = ListRooms { realm, wanted: Wanted::default(), health: None, counts: true };
    ask(app, caller, &question).await.unwrap()
}

/// A node that has listed before, and the names it lists for the customer and for the partner. SQLite has one node
/// alone.
struct Watching<'a> {
    world: &'a World,
    other: App,
    followed: Followed,
    fresh: u64,
}

impl<'a> Watching<'a> {
    async fn of(world: &'a World) -> Self {
        let other = match world.database.kind {
            Kind::Sqlite => world.app.clone(),
            Kind::Postgresql => node(world, 50),
        };
        let followed = other.follow(Followed::default()).await.unwrap();
        Self { world, other, followed, fresh: 100 }
    }

    /// The lists of the node that has listed before are those of one that never did.
    async fn names(&mut self) -> (Vec<String>, Vec<String>) {
        self.fresh += 1;
        let fresh = node(self.world, self.fresh);
        let customer = (self.world.caller("mats@contoso.example"), Realm::Own);
        let partner = (self.world.caller("pia@northwind.example"), Realm::AllCustomers);
        let mut names = Vec::new();
        for (caller, realm) in [customer, partner] {
            let now = list(&fresh, &caller, realm).await;
            assert_eq!(now, list(&self.world.app, &caller, realm).await);
            // What transactions of other tests hold up is told with the next look.
            let mut listed = list(&self.other, &caller, realm).await;
            for _ in 0..10_000 {
                if listed == now {
                    break;
                }
                self.followed = self.other.follow(self.followed).await.unwrap();
                listed = list(&self.other, &caller, realm).await;
            }
            assert_eq!(listed, now);
            names.push(listed.rooms.into_iter().map(|room| room.name).collect());
        }
        (names.remove(0), names.remove(0))
    }
}

fn form(name: &str) -> RoomForm {
    RoomForm { name: name.to_owned(), device_type: "generic".to_owned(), ..RoomForm::default() }
}

/// every kind of change of a room reaches the lists of the other node.
#[tokio::test]
async fn what_one_node_changes_the_other_lists() {
    each_linked(async |world, _| {
        let mut watching = Watching::of(&world).await;
        let mats = world.caller("mats@contoso.example");
        let tenant = world.organization(CONTOSO);
        let berlin = world.group(CONTOSO, "Berlin");
        let (before, berliners) = watching.names().await;
        assert!(before.len() > berliners.len() && !berliners.is_empty());

        let room = run(&world.app, &mats, CreateRoom { tenant, form: form("Aula") }).await.unwrap();
        assert_eq!(watching.names().await.0[0], "Aula");

        let rename = EditRoom { tenant, room, stamp: None, form: form("Zeppelin") };
        run(&world.app, &mats, rename).await.unwrap();
        assert_eq!(watching.names().await.0.last().unwrap(), "Zeppelin");

        let join = MemberChange { add: BTreeSet::from([room]), remove: BTreeSet::new() };
        let change = ChangeMembers { tenant, group: berlin, stamp: None, wanted: join };
        run(&world.app, &mats, change).await.unwrap();
        assert!(watching.names().await.1.contains(&"Zeppelin".to_owned()), "joined a group in scope");

        let leave = MemberChange { add: BTreeSet::new(), remove: BTreeSet::from([room]) };
        let change = ChangeMembers { tenant, group: berlin, stamp: None, wanted: leave };
        run(&world.app, &mats, change).await.unwrap();
        assert_eq!(watching.names().await.1, berliners);

        run(&world.app, &mats, EnrolRoom { tenant, room }).await.unwrap();
        watching.names().await;
        run(&world.app, &mats, UnenrolRoom { tenant, room }).await.unwrap();
        assert_eq!(watching.names().await.0, before);

        run(&world.app, &mats, DeleteRoom { tenant, room, stamp: None }).await.unwrap();
        assert_eq!(watching.names().await.0, before);

        let delete = DeleteGroup { tenant, group: berlin, stamp: None, confirmed: true };
        run(&world.app, &mats, delete).await.unwrap();
        assert_eq!(watching.names().await, (before, Vec::new()));
    })
    .await;
}

/// R-246, decision 15: what devices say, and their silence, reaches the other node's lists and counts.
#[tokio::test]
async fn health_reaches_the_other_node() {
    each_linked(async |world, _| {
        let mut watching = Watching::of(&world).await;
        let mats = world.caller("mats@contoso.example");
        watching.names().await;
        let key = run(&world.app, &mats, DownloadKey { tenant: mats.person.organization }).await.unwrap();
        let asked = Enrol {
            tenant: key.tenant,
            key_version: key.version,
            secret: key.secret,
            credential: None,
            facts: DeviceFacts::default(),
        };
        let device = enrol(&world.app, asked, "request", "192.0.2.9").await.unwrap();
        watching.names().await;
        let counted = |listed: RoomList| listed.counts.unwrap().of(Health::Unmonitored);
        let silent = counted(list(&watching.other, &mats, Realm::Own).await);
        run(&world.app, &mats, EnrolRoom { tenant: device.tenant, room: device.room }).await.unwrap();
        watching.names().await;
        health_watch::watch(&world.app).await.unwrap();
        world.clock.advance(4 * MINUTE);
        health_watch::watch(&world.app).await.unwrap();
        watching.names().await;
        assert_eq!(counted(list(&watching.other, &mats, Realm::Own).await), silent + 1);
    })
    .await;
}

/// rooms that move between rings do so in the lists and counts of the other node, too.
#[tokio::test]
async fn rings_reach_the_other_node() {
    each_linked(async |world, _| {
        let mut watching = Watching::of(&world).await;
        let mats = world.caller("mats@contoso.example");
        let (tenant, room) = (world.organization(CONTOSO), world.room(CONTOSO, "Berlin 1"));
        let plan = PlanOf { realm: Realm::Own };
        let staging = async |app: &App| {
            let counted = ask(app, &mats, &plan).await.unwrap().rooms.of(Preset::Staging.id());
            let filter = format!("updateRingId eq {}", Preset::Staging.id());
            let wanted =
                Wanted { filter: Some(Filter::parse(&filter, &SCHEMA).unwrap()), ..Wanted::default() };
            let question = ListRooms { realm: Realm::Own, wanted, health: None, counts: false };
            let listed = ask(app, &mats, &question).await.unwrap().rooms.len();
            assert_eq!(i64::try_from(listed).unwrap(), counted);
            counted
        };
        assert_eq!(staging(&watching.other).await, 0);
        for (ring, count) in [(Preset::Staging, 1), (Preset::General, 0)] {
            let rooms = BTreeSet::from([room]);
            run(&world.app, &mats, MoveRooms { tenant, ring: ring.id(), rooms }).await.unwrap();
            assert_eq!(staging(&world.app).await, count);
            for _ in 0..10_000 {
                if staging(&watching.other).await == count {
                    break;
                }
                watching.followed = watching.other.follow(watching.followed).await.unwrap();
            }
            assert_eq!(staging(&watching.other).await, count);
            watching.fresh += 1;
            assert_eq!(staging(&node(&world, watching.fresh)).await, count, "a node that starts knows it");
        }
    })
    .await;
}
