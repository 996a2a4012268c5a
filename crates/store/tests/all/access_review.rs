//! The list of the access review finds each person, block and last use by its key.

use authz::{Action, Concerning, Realm, sight};
use domain::{permission::Permission, time::Clock as _};
use store::{access_review::explain, list::Wanted};
use testkit::{Database, Kind, World};

/// Architecture §5: from the links of the customer on, every table is reached through an index. SQLite alone: PostgreSQL
/// reads the few rows of a test without one.
#[tokio::test]
async fn the_review_walks_indexes_alone() {
    let world = World::new(Database::fresh(Kind::Sqlite).await).await;
    let tenant = world.organization("contoso.example");
    let anna = world.user("anna@contoso.example");
    let now = world.clock.now();
    let mut opening = world.database.store.begin_view().await.unwrap();
    let facts = opening
        .facts(now, tenant, anna, "anna@contoso.example", Concerning::One(tenant))
        .await
        .unwrap()
        .unwrap();
    let seen = sight(&facts, Action::UseOwn(Permission::SettingsView), Realm::Own).unwrap();
    let plan = explain(&mut opening.view(seen), &Wanted::first(50), now).await.unwrap();
    let tables = |line: &&String| line.starts_with("SCAN ") || line.starts_with("SEARCH ");
    let (scanned, searched): (Vec<_>, Vec<_>) =
        plan.iter().filter(tables).partition(|line| line.starts_with("SCAN "));
    // What is scanned are the steps of the statement itself.
    assert!(scanned.iter().all(|line| ["SCAN h", "SCAN r", "SCAN w"].contains(&line.as_str())), "{plan:#?}");
    assert!(searched.len() >= 7 && searched.iter().all(|line| line.contains("INDEX")), "{plan:#?}");
}
