//! What a change promises: rows, event, feed and versions together or not at all, on both databases.

use authz::{Action, Concerning, Fact, Target, decide, fact::Turn};
use domain::{
    event::{Event, EventKind, Subject},
    id::{Id, Ids, Organization, Room},
    permission::Permission,
    time::Clock,
};
use store::{Batch, CallMeta, Change, Fetch, Store, StoreError, Write, notices::Notice, values};
use testkit::{Kind, World, each};

const RENAME: Write = Write::new("update rooms set name = $2 where tenant_id = {target} and room_id = $1");
const NAME: Fetch = Fetch::new("select name from rooms where tenant_id = {target} and room_id = $1");
const BREAK: Write =
    Write::new("insert into room_group_members (tenant_id, group_id, room_id) values ({target}, $1, $1)");

/// A change by anna, somebody who may do everything at contoso.example.
async fn begin(world: &World, store: &Store) -> Change {
    let contoso = world.organization("contoso.example");
    let anna = world.user("anna@contoso.example");
    let mut opening = store.begin_change().await.unwrap();
    let concerning = Concerning::One(contoso);
    let upn = "anna@contoso.example";
    let facts = opening.facts(world.clock.now(), contoso, anna, upn, concerning).await.unwrap().unwrap();
    let action = Action::Use(Permission::RoomModify);
    let permit = decide(&facts, action, &Target::tenant(contoso)).unwrap();
    let meta = CallMeta {
        now: world.clock.now(),
        request_id: "a request".to_owned(),
        address: "192.0.2.7".to_owned(),
        actor_name: "anna@contoso.example".to_owned(),
        program: None,
        seed: world.ids.next(),
    };
    opening.change(permit, meta)
}

fn renamed(room: Id<Room>) -> Event {
    Event::new(EventKind::RoomEdited, Subject::thing(room.uuid(), "Atlas"))
        .changed("name", "Berlin 1", "Atlas")
}

/// Everything a change can leave: row, fact, notice and event.
async fn rename(change: &mut Change, room: Id<Room>) -> Result<(), StoreError> {
    let tenant = change.tenant();
    let fact = Fact::RoomPlace { room, place: Turn::new(None, None) };
    change.write(Batch::of(renamed(room)).run(&RENAME, values![room, "Atlas"]).fact(fact)).await?;
    let notice = Notice {
        tenant,
        audience: "service_administrators",
        kind: "a_kind",
        about: room.uuid(),
        parameters: Vec::new(),
    };
    change.notify(notice).await
}

/// How much there is of what a change can leave.
async fn traces(world: &World) -> [i64; 5] {
    let database = &world.database;
    [
        database.number("select count(*) from rooms where name = 'Atlas'").await,
        database.number("select count(*) from audit_events").await,
        database.number("select count(*) from change_feed where kind = 'roomPlace'").await,
        database.number("select sum(version) from access_versions").await,
        database.number("select count(*) from notices").await,
    ]
}

/// R-200, architecture §4: committed, all of it is there; the version is raised and the head moved by one.
#[tokio::test]
async fn a_commit_leaves_everything() {
    each(async |world| {
        let room = world.room("contoso.example", "Berlin 1");
        let mut stirred = world.app.listen();
        let before = traces(&world).await;
        let mut change = begin(&world, &world.database.store).await;
        rename(&mut change, room).await.unwrap();
        assert!(stirred.try_recv().is_err(), "nothing is told before it is so");
        change.commit().await.unwrap();
        let after = traces(&world).await;
        let grown: Vec<i64> = after.iter().zip(before).map(|(after, before)| after - before).collect();
        assert_eq!(grown, [1, 1, 1, 1, 1]);
        assert!(stirred.try_recv().is_ok());
        assert_eq!(world.database.number("select max(sequence) from audit_heads").await, 1);
    })
    .await;
}

/// Architecture §4: dropped before its commit, a change leaves nothing, whatever it wrote.
#[tokio::test]
async fn a_dropped_change_leaves_nothing() {
    each(async |world| {
        let room = world.room("contoso.example", "Berlin 1");
        let before = traces(&world).await;
        let mut change = begin(&world, &world.database.store).await;
        rename(&mut change, room).await.unwrap();
        drop(change);
        assert_eq!(traces(&world).await, before);
    })
    .await;
}

/// Architecture §4: where a statement breaks a rule of the schema, nothing of the change stays.
#[tokio::test]
async fn a_broken_rule_leaves_nothing() {
    each(async |world| {
        let room = world.room("contoso.example", "Berlin 1");
        let before = traces(&world).await;
        let mut change = begin(&world, &world.database.store).await;
        rename(&mut change, room).await.unwrap();
        let broken = change.write(Batch::of(renamed(room)).run(&BREAK, values![room])).await;
        assert!(matches!(broken, Err(StoreError::Constraint(_))), "{broken:?}");
        drop(change);
        assert_eq!(traces(&world).await, before);
    })
    .await;
}

/// R-200, architecture §4: where the event cannot be written, its rows are not written either.
#[tokio::test]
async fn rows_without_their_event_are_not_kept() {
    each(async |world| {
        let room = world.room("contoso.example", "Berlin 1");
        world.database.raw("delete from audit_heads").await;
        let before = traces(&world).await;
        let mut change = begin(&world, &world.database.store).await;
        rename(&mut change, room).await.unwrap();
        assert!(change.commit().await.is_err());
        assert_eq!(traces(&world).await, before);
    })
    .await;
}

/// Architecture §4: a statement reaches the organization of its permit alone, whatever is named in it.
#[tokio::test]
async fn a_change_stays_in_its_organization() {
    each(async |world| {
        let foreign = world.room("fabrikam.example", "Seoul 1");
        let mut change = begin(&world, &world.database.store).await;
        assert!(change.find(&NAME, values![foreign]).await.unwrap().is_none());
        let batch = Batch::of(renamed(foreign)).run(&RENAME, values![foreign, "Atlas"]);
        assert_eq!(change.write(batch).await.unwrap(), [0]);
        change.commit().await.unwrap();
        assert_eq!(world.database.number("select count(*) from rooms where name = 'Atlas'").await, 0);
    })
    .await;
}

/// A connection inside a transaction never goes back to the pool: however many changes are dropped, the next
/// one starts clean and nothing is blocked by them.
#[tokio::test]
async fn dropped_transactions_are_not_used_again() {
    each(async |world| {
        let room = world.room("contoso.example", "Berlin 1");
        // More than the pool has connections.
        for _ in 0..40 {
            let mut change = begin(&world, &world.database.store).await;
            rename(&mut change, room).await.unwrap();
            drop(change);
        }
        for _ in 0..40 {
            let mut opening = world.database.store.begin_view().await.unwrap();
            let contoso = world.organization("contoso.example");
            let (anna, upn) = (world.user("anna@contoso.example"), "anna@contoso.example");
            let (now, concerning) = (world.clock.now(), Concerning::One(contoso));
            assert!(opening.facts(now, contoso, anna, upn, concerning).await.unwrap().is_some());
            drop(opening);
        }
        let mut change = begin(&world, &world.database.store).await;
        let row = change.find(&NAME, values![room]).await.unwrap().unwrap();
        assert_eq!(row.get::<String>(0).unwrap(), "Berlin 1");
        rename(&mut change, room).await.unwrap();
        change.commit().await.unwrap();
        if world.database.kind == Kind::Postgresql {
            let idle = "select count(*) from pg_stat_activity where datname = current_database() \
                 and state like 'idle in transaction%'";
            assert_eq!(world.database.number(idle).await, 0);
        }
    })
    .await;
}

/// changes from several nodes at once make one chain without gaps, and none is lost.
#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn changes_at_once_make_one_chain() {
    each(async |world| {
        let room = world.room("contoso.example", "Berlin 1");
        let nodes = [world.database.store.clone(), world.database.second_node()];
        let write = async |store: &Store| {
            for _ in 0..10 {
                let mut change = begin(&world, store).await;
                rename(&mut change, room).await.unwrap();
                change.commit().await.unwrap();
            }
        };
        tokio::join!(write(&nodes[0]), write(&nodes[1]));
        let contoso = world.organization("contoso.example");
        let lines = lines(&world, contoso).await;
        assert_eq!(lines.len(), 20);
        assert!(is_whole(&lines));
        let raised = world.database.number("select max(version) from access_versions").await;
        assert_eq!(raised, 21);
    })
    .await;
}

/// whoever has the database in hand cannot change a stored line unnoticed, whichever column it is.
#[tokio::test]
async fn a_changed_row_of_the_log_is_found() {
    each(async |world| {
        let room = world.room("contoso.example", "Berlin 1");
        for _ in 0..3 {
            let mut change = begin(&world, &world.database.store).await;
            rename(&mut change, room).await.unwrap();
            change.commit().await.unwrap();
        }
        let contoso = world.organization("contoso.example");
        assert!(is_whole(&lines(&world, contoso).await));
        let id = match world.database.kind {
            Kind::Sqlite => "x'0123456789abcdef0123456789abcdef'",
            Kind::Postgresql => "'01234567-89ab-cdef-0123-456789abcdef'",
        };
        let columns = [
            ("event_id", id),
            ("at", "at + 1"),
            ("kind", "'other'"),
            ("category", "'Other'"),
            ("operation", "'Delete'"),
            ("result", "'Failed'"),
            ("subject_id", id),
            ("subject_name", "'other'"),
            ("target_id", id),
            ("actor_id", id),
            ("actor_tenant_id", id),
            ("actor_name", "'somebody else'"),
            ("via_role", "'other'"),
            ("via_id", id),
            ("request_id", "'other'"),
            ("address", "'other'"),
            ("changes", "replace(changes, 'Atlas', 'Borea')"),
        ];
        for (column, value) in columns {
            let keep = "create table kept as select * from audit_events where sequence = 2";
            world.database.raw(keep).await;
            let forge = format!("update audit_events set {column} = {value} where sequence = 2");
            world.database.raw(&forge).await;
            assert!(!is_whole(&lines(&world, contoso).await), "{column} was changed unnoticed");
            let back = format!(
                "update audit_events set {column} = (select kept.{column} from kept) where sequence = 2"
            );
            world.database.raw(&back).await;
            world.database.raw("drop table kept").await;
            assert!(is_whole(&lines(&world, contoso).await));
        }
        world.database.raw("delete from audit_events where sequence = 2").await;
        assert!(!is_whole(&lines(&world, contoso).await));
    })
    .await;
}

/// Whether each line fits its digest and the line before, from the first on.
fn is_whole(lines: &[store::audit::Line]) -> bool {
    let mut previous = Vec::new();
    lines.iter().zip(1..).all(|(line, sequence)| {
        previous = line.compute_digest(&previous);
        line.sequence == sequence && store::audit::hex(&previous) == line.digest
    })
}

/// The whole log of contoso.example in the order of its chain.
async fn lines(world: &World, tenant: Id<Organization>) -> Vec<store::audit::Line> {
    use authz::{Realm, sight};
    let mut opening = world.database.store.begin_view().await.unwrap();
    let anna = world.user("anna@contoso.example");
    let (upn, concerning) = ("anna@contoso.example", Concerning::One(tenant));
    let facts = opening.facts(world.clock.now(), tenant, anna, upn, concerning).await.unwrap().unwrap();
    let mut view = opening.view(sight(&facts, Action::ReadAuditLog, Realm::Own).unwrap());
    store::audit::chain(&mut view, None, 1, i64::MAX, 1000).await.unwrap()
}
