use domain::{
    query::{Filter, Order},
    time::DAY,
};
use service::{
    Wanted, ask,
    notices::{self, MarkNoticesRead, Notices, UnreadNotices},
    run,
};
use testkit::each;

use crate::{accepted, invited};

/// both sides' administrators are told; what was read is read by oneself alone; others are told nothing.
#[tokio::test]
async fn notices_reach_administrators() {
    each(async |world| {
        let app = &world.app;
        let id = invited(&world, "northwind.example").await;
        let unread = async |upn: &str| ask(app, &world.caller(upn), &UnreadNotices).await.unwrap();
        assert_eq!(unread("tom@northwind.example").await, 1);
        assert_eq!(unread("pia@northwind.example").await, 0);
        accepted(&world, "tom@northwind.example", id, &["pia@northwind.example"]).await;
        assert_eq!(unread("anna@contoso.example").await, 1);
        assert_eq!(unread("uma@contoso.example").await, 0);
        assert_eq!(unread("ada@adventure.example").await, 0);
        let anna = world.caller("anna@contoso.example");
        let shown = ask(app, &anna, &Notices::default()).await.unwrap().page.items;
        assert_eq!(shown[0].kind, "invitation_accepted");
        assert_eq!(shown[0].parameters["partner"], "Northwind");
        run(app, &anna, MarkNoticesRead { until: shown[0].at }).await.unwrap();
        assert_eq!(unread("anna@contoso.example").await, 0);
        assert_eq!(unread("mats@contoso.example").await, 1);
        let counted = async |upn: &str, filter: &str| {
            let filter = Some(Filter::parse(filter, &notices::SCHEMA).unwrap());
            let question = Notices { wanted: Wanted { filter, ..Wanted::default() }, count: true };
            let found = ask(app, &world.caller(upn), &question).await.unwrap();
            assert_eq!(found.count, i64::try_from(found.page.items.len()).ok(), "{upn}");
            found.count.unwrap()
        };
        assert_eq!(counted("anna@contoso.example", "isRead eq true").await, 1);
        assert_eq!(counted("mats@contoso.example", "isRead eq true").await, 0);
        assert_eq!(counted("mats@contoso.example", "kind eq 'invitation_accepted'").await, 1);
        for stranger in ["uma@contoso.example", "ada@adventure.example"] {
            assert_eq!(counted(stranger, "kind ne 'x'").await, 0, "{stranger}");
        }
    })
    .await;
}

/// notices are paged in either direction without leaving one out.
#[tokio::test]
async fn notices_are_paged() {
    each(async |world| {
        let app = &world.app;
        for partner in ["northwind.example", "adventure.example"] {
            let id = invited(&world, partner).await;
            let (tom, upn) = match partner {
                "northwind.example" => ("tom@northwind.example", "pia@northwind.example"),
                _ => ("ada@adventure.example", "ada@adventure.example"),
            };
            world.clock.advance(DAY);
            accepted(&world, tom, id, &[upn]).await;
        }
        let anna = world.caller("anna@contoso.example");
        for descending in [true, false] {
            let order = vec![Order { property: "createdDateTime", descending }];
            let mut wanted = Wanted { order, ..Wanted::first(1) };
            let mut seen = Vec::new();
            loop {
                let page =
                    ask(app, &anna, &Notices { wanted: wanted.clone(), count: false }).await.unwrap().page;
                seen.extend(page.items.iter().map(|notice| notice.parameters["partner"].clone()));
                wanted.after = page.next;
                if wanted.after.is_none() {
                    break;
                }
            }
            let expected =
                if descending { ["Adventure Works", "Northwind"] } else { ["Northwind", "Adventure Works"] };
            assert_eq!(seen, expected);
        }
    })
    .await;
}
