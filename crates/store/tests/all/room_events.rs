//! Pages of events follow an index in their order, at home, at a customer, at all customers and of a room: the newest of many are found
//! without collecting them.

use authz::{Action, Concerning, Realm, sight};
use domain::{
    permission::Permission,
    query::Filter,
    room_event::RoomEventKind,
    time::{Clock as _, MINUTE},
};
use store::{
    list::Wanted,
    room_events::{SCHEMA, explain},
};
use testkit::{Database, Kind, World, seed};

/// How many events there are: enough that PostgreSQL, too, would rather not sort them.
const EVENTS: i64 = 20_000;

/// R-255, decision 14: on both databases.
#[tokio::test]
async fn pages_of_events_follow_an_index() {
    for kind in Kind::ALL {
        let world = World::new(Database::fresh(kind).await).await;
        let tenant = world.organization("contoso.example");
        let scope = world.scope("contoso.example", &["Berlin 1", "Berlin 2"], &[]);
        world.link("contoso.example", "northwind.example", scope, &["pia@northwind.example"]).await;
        let room = world.room("contoso.example", "Berlin 1");
        let mut seed = world.seed().await;
        for number in 0..EVENTS {
            let name = ["Berlin 1", "Berlin 2", "Lisbon 1"][usize::try_from(number % 3).unwrap()];
            let event = seed::RoomEvent {
                tenant,
                room: world.room("contoso.example", name),
                id: world.ids.id(),
                kind: RoomEventKind::PoorCall,
                at: world.clock.now().plus(-number * MINUTE),
                description: String::new(),
                logs_until: None,
            };
            seed.room_event(&event).await.unwrap();
        }
        seed.commit().await.unwrap();
        world.database.raw("analyze").await;
        for (upn, home, realm, filter) in [
            ("anna@contoso.example", "contoso.example", Realm::Own, String::new()),
            ("anna@contoso.example", "contoso.example", Realm::Own, format!("roomId eq {room}")),
            ("anna@contoso.example", "contoso.example", Realm::Own, "isFlagged eq false".to_owned()),
            ("pia@northwind.example", "northwind.example", Realm::Customer(tenant), String::new()),
            ("pia@northwind.example", "northwind.example", Realm::AllCustomers, String::new()),
        ] {
            let mut opening = world.database.store.begin_view().await.unwrap();
            let (now, home, person) = (world.clock.now(), world.organization(home), world.user(upn));
            let facts = opening.facts(now, home, person, upn, Concerning::All).await.unwrap().unwrap();
            let seen = sight(&facts, Action::Use(Permission::RoomView), realm).unwrap();
            let filter = (!filter.is_empty()).then(|| Filter::parse(&filter, &SCHEMA).unwrap());
            let wanted = Wanted { filter, ..Wanted::first(50) };
            let plan = explain(&mut opening.view(seen), &wanted).await.unwrap().join("\n");
            let follows =
                plan.contains("room_events_") && !plan.contains("ORDER BY") && !plan.contains("Sort");
            assert!(follows, "{kind:?}, {upn} {realm:?} {:?}: {plan}", wanted.filter);
        }
    }
}
