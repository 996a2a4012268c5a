//! Migrations: run once, checked each time, never against a database of a newer Steward.

use std::collections::BTreeSet;

use store::StoreError;
use testkit::{Database, Kind};

/// Architecture §5: a second run does nothing and loses nothing.
#[tokio::test]
async fn a_second_run_does_nothing() {
    for kind in Kind::ALL {
        let database = Database::unmigrated(kind).await;
        assert!(!database.store.is_ready().await);
        let applied = database.store.migrate(Database::migrated_at()).await.unwrap();
        assert_eq!(applied.first(), Some(&1));
        assert!(database.store.is_ready().await);
        let setting = "insert into server_settings (name, value) values ('a setting', 'a value')";
        database.raw(setting).await;
        assert!(database.store.migrate(Database::migrated_at()).await.unwrap().is_empty());
        assert_eq!(database.number("select count(*) from server_settings").await, 1);
        let known = database.number("select count(*) from schema_migrations").await;
        assert_eq!(usize::try_from(known).unwrap(), applied.len());
    }
}

/// Architecture §5: several nodes that start at once apply each migration once.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn nodes_that_start_together_migrate_once() {
    for kind in Kind::ALL {
        let database = Database::unmigrated(kind).await;
        let (one, other) = (database.store.clone(), database.second_node());
        let one = tokio::spawn(async move { one.migrate(Database::migrated_at()).await });
        let other = tokio::spawn(async move { other.migrate(Database::migrated_at()).await });
        let applied = [one.await.unwrap().unwrap(), other.await.unwrap().unwrap()].concat();
        let once: BTreeSet<i64> = applied.iter().copied().collect();
        assert_eq!(applied.len(), once.len(), "on {kind:?}");
    }
}

/// Architecture §5: a migration that is not the one that was applied is refused by number, and nothing runs.
#[tokio::test]
async fn a_changed_migration_is_refused() {
    for kind in Kind::ALL {
        let database = Database::fresh(kind).await;
        database.raw("update schema_migrations set checksum = '00' where number = 1").await;
        let refused = database.store.migrate(Database::migrated_at()).await;
        assert!(
            matches!(&refused, Err(StoreError::Migration(why)) if why.contains("number 1")),
            "{refused:?}"
        );
    }
}

/// Architecture §5: an older Steward does not touch the database of a newer one.
#[tokio::test]
async fn a_newer_database_is_refused() {
    for kind in Kind::ALL {
        let database = Database::fresh(kind).await;
        database
            .raw(
                "insert into schema_migrations (number, name, checksum, applied_at) \
                 values (9999, 'from the future', '00', 0)",
            )
            .await;
        let refused = database.store.migrate(Database::migrated_at()).await;
        assert!(matches!(&refused, Err(StoreError::Migration(why)) if why.contains("9999")), "{refused:?}");
    }
}

/// Architecture §5: both databases have the same tables with the same columns.
#[tokio::test]
async fn both_databases_have_one_schema() {
    let lite = Database::fresh(Kind::Sqlite).await;
    let pg = Database::fresh(Kind::Postgresql).await;
    let on_lite = "select m.name, c.name from sqlite_schema m, pragma_table_xinfo(m.name) c \
         where m.type = 'table' and m.name not like 'sqlite_%'";
    let on_pg =
        "select table_name, column_name from information_schema.columns where table_schema = 'public'";
    let columns = |rows: Vec<Vec<Option<String>>>| rows.into_iter().collect::<BTreeSet<_>>();
    let (lite, pg) = (columns(lite.raw(on_lite).await), columns(pg.raw(on_pg).await));
    assert!(lite.len() > 150);
    assert_eq!(lite, pg);
}
