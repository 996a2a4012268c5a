//! Pages of the audit log follow an index in their order, so that a long log is not collected and sorted for a page.

use authz::{Action, Concerning, Realm, sight};
use domain::{
    query::{Filter, Order},
    time::{Clock as _, DAY},
};
use store::{
    audit::{SCHEMA, explain},
    list::Wanted,
};
use testkit::{Database, Kind, World};
use uuid::Uuid;

/// newest first within the offered period, about one thing or person, and in the order of time. SQLite alone:
/// PostgreSQL reads the few lines of a test without an index.
#[tokio::test]
async fn usual_pages_follow_an_index() {
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
    let mut view = opening.view(sight(&facts, Action::ReadAuditLog, Realm::Own).unwrap());
    let of = |property: &str| format!("{property} eq {}", Uuid::nil());
    for (filter, order, index) in [
        (String::new(), "sequence", "sqlite_autoindex_audit_events_1"),
        ("creationTime ge 2026-01-01".to_owned(), "sequence", "sqlite_autoindex_audit_events_1"),
        (String::new(), "creationTime", "audit_events_by_time"),
        (of("objectId"), "sequence", "audit_events_by_subject"),
        (of("userId"), "sequence", "audit_events_by_actor"),
    ] {
        let wanted = Wanted {
            filter: (!filter.is_empty()).then(|| Filter::parse(&filter, &SCHEMA).unwrap()),
            order: vec![Order { property: order, descending: true }],
            ..Wanted::first(100)
        };
        let plan = explain(&mut view, &wanted, now.plus(-180 * DAY), now).await.unwrap().join("\n");
        assert!(plan.contains(index) && !plan.contains("ORDER BY"), "{filter} by {order}: {plan}");
    }
}
