//! The bulk path leaves what changes would leave.

use std::collections::BTreeSet;

use authz::Concerning;
use domain::{role::DirectoryRole, time::MINUTE};
use store::seed;
use testkit::{Database, Kind, World, each, each_linked, work};

/// Architecture §3: every access fact that is planted stands in the feed, and the version of its organization
/// is raised once for each planting that finds it there.
#[tokio::test]
async fn facts_versions_and_heads_are_there() {
    each_linked(async |world, linked| {
        let database = &world.database;
        let all = database.number("select count(*) from organizations").await;
        assert_eq!(all, 6);
        assert_eq!(database.number("select count(*) from access_versions").await, all);
        assert_eq!(database.number("select count(*) from audit_heads where sequence = 0").await, all);

        let feed = database.raw("select tenant_id, kind, document from change_feed").await;
        let contoso = world.organization("contoso.example").uuid();
        let told = |kind: &str, subject: uuid::Uuid| {
            let subject = subject.to_string();
            let is = |line: &&Vec<Option<String>>| {
                line[0] == Some(contoso.to_string())
                    && line[1].as_deref() == Some(kind)
                    && line[2].as_ref().is_some_and(|document| document.contains(&subject))
            };
            feed.iter().filter(is).count()
        };
        assert_eq!(told("link", linked.link.uuid()), 1);
        assert_eq!(told("assignment", linked.primary_admins.uuid()), 1);
        assert_eq!(told("assignmentMember", linked.primary_admins.uuid()), 1);
        assert_eq!(told("roomInGroup", world.group("contoso.example", "Berlin").uuid()), 6);

        let versions = "select version, count(*) from access_versions group by version order by version";
        let versions = database.raw(versions).await;
        assert_eq!(versions, [[Some("1".into()), Some("4".into())], [Some("2".into()), Some("2".into())]]);
    })
    .await;
}

/// What is planted is what the engine is told: people, roles, nested groups, blocks.
#[tokio::test]
async fn the_engine_reads_what_was_planted() {
    each(async |world| {
        let contoso = world.organization("contoso.example");
        let anna = world.user("anna@contoso.example");
        let mut opening = world.database.store.begin_view().await.unwrap();
        let now = testkit::FakeClock::START;
        let upn = "anna@contoso.example";
        let facts = opening.facts(now, contoso, anna, upn, Concerning::All).await.unwrap().unwrap();
        assert!(facts.enabled() && !facts.is_partner() && !facts.is_operator());
        assert_eq!(facts.upn, upn);
        assert_eq!(Vec::from_iter(facts.directory_roles()), [DirectoryRole::GlobalAdministrator]);
        let (theo, upn) = (world.user("theo@contoso.example"), "theo@contoso.example");
        let facts = opening.facts(now, contoso, theo, upn, Concerning::All).await.unwrap().unwrap();
        assert_eq!(facts.grants().count(), 1);
    })
    .await;
}

/// Dropped without commit, a planting leaves nothing.
#[tokio::test]
async fn a_dropped_planting_leaves_nothing() {
    each(async |world| {
        let contoso = world.organization("contoso.example");
        let before = world.database.number("select count(*) from rooms").await;
        let mut seed = world.seed().await;
        let room = seed::Room::named(contoso, world.ids.id(), "Gone");
        seed.room(&room).await.unwrap();
        drop(seed);
        assert_eq!(world.database.number("select count(*) from rooms").await, before);
    })
    .await;
}

/// A room may name a group and place that were planted long before it, in whatever order rows are written.
#[tokio::test]
async fn many_rows_go_through_by_few_statements() {
    for kind in Kind::ALL {
        let world = World::new(Database::fresh(kind).await).await;
        let tenant = world.organization("fabrikam.example");
        let planted = work(async {
            let mut seed = world.seed().await;
            for group in 0..100 {
                let mut members = Vec::new();
                for number in 0..100 {
                    let name = format!("Room {group}-{number}");
                    let mut room = seed::Room::named(tenant, world.ids.id(), &name);
                    room.last_seen_at = Some(testkit::FakeClock::START.plus(-MINUTE));
                    seed.room(&room).await.unwrap();
                    members.push(room.id);
                }
                let (id, name) = (world.ids.id(), format!("Group {group}"));
                let group = seed::RoomGroup { tenant, id, name, description: String::new(), members };
                seed.room_group(&group).await.unwrap();
            }
            seed.commit().await.unwrap();
        });
        let ((), done) = planted.await;
        // SQLite runs a few prepared statements once a row, PostgreSQL writes many rows with each.
        let shapes: BTreeSet<_> = done.iter().collect();
        assert!(shapes.len() < 100, "{kind:?}: {} texts", shapes.len());
        assert!(kind == Kind::Sqlite || done.len() < 200, "{kind:?}: {} statements", done.len());
        assert_eq!(world.database.number("select count(*) from room_group_members").await, 10_015);
    }
}
