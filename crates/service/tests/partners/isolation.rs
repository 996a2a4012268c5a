//! Isolation between organizations, over the whole of what a partner can ask.

use service::{
    Code, Realm, ask,
    links::{TenantDetail, Tenants},
    rooms::{ListRooms, RoomOf},
    run,
    users::SetUserEnabled,
};
use testkit::{World, each};

use crate::{accepted, count, invited};

fn rooms(realm: Realm) -> ListRooms {
    ListRooms { realm, wanted: service::Wanted::default(), health: None, counts: true }
}

async fn seen(world: &World, upn: &str, realm: Realm) -> Option<Vec<String>> {
    let answer = ask(&world.app, &world.caller(upn), &rooms(realm)).await.ok()?;
    let counts = answer.counts.unwrap();
    assert_eq!(counts.all(), i64::try_from(answer.rooms.len()).unwrap(), "counts tell what the list shows");
    Some(answer.rooms.into_iter().map(|room| room.name).collect())
}

/// the link has no tie to who accepted it: disabling that person leaves the link and the others' access.
#[tokio::test]
async fn the_link_outlives_its_acceptor() {
    each(async |world| {
        let invitation = invited(&world, "northwind.example").await;
        accepted(&world, "tom@northwind.example", invitation, &["pia@northwind.example"]).await;
        let before = seen(&world, "pia@northwind.example", Realm::AllCustomers).await;
        let nora = world.caller("nora@northwind.example");
        let user = world.user("tom@northwind.example");
        run(&world.app, &nora, SetUserEnabled { user, enabled: false, stamp: None }).await.unwrap();
        assert_eq!(count(&world, "select count(*) from links where state = 'active'").await, 1);
        assert_eq!(seen(&world, "pia@northwind.example", Realm::AllCustomers).await, before);
        assert!(before.is_some_and(|names| !names.is_empty()));
    })
    .await;
}

/// decision 6: a partner sees the rooms of the link with what hangs on them, no other room
/// of the customer, nothing of its directory, and gains nothing at home; data stays the customer's alone.
#[tokio::test]
async fn a_partner_reaches_the_rooms_of_the_link_and_nothing_else() {
    each(async |world| {
        let invitation = invited(&world, "northwind.example").await;
        let contoso = world.organization("contoso.example");
        let pia = world.caller("pia@northwind.example");
        let held = "select count(*) from rooms";
        let rooms_before = count(&world, held).await;
        assert_eq!(seen(&world, "pia@northwind.example", Realm::Customer(contoso)).await, None);
        accepted(&world, "tom@northwind.example", invitation, &["pia@northwind.example"]).await;

        let names = seen(&world, "pia@northwind.example", Realm::Customer(contoso)).await.unwrap();
        assert!(!names.is_empty() && names.iter().all(|name| name.starts_with("Berlin")), "{names:?}");
        let inside = world.room("contoso.example", "Berlin 1");
        let detail = RoomOf { realm: Realm::Customer(contoso), room: inside };
        assert!(ask(&world.app, &pia, &detail).await.is_ok());
        let all = seen(&world, "anna@contoso.example", Realm::Own).await.unwrap();
        for outside in all.iter().filter(|name| !names.contains(name)) {
            let room = world.room("contoso.example", outside);
            let refused = ask(&world.app, &pia, &RoomOf { realm: Realm::Customer(contoso), room }).await;
            assert_eq!(refused.err().map(|refusal| refusal.code()), Some(Code::NotFound), "{outside}");
        }
        assert_eq!(count(&world, held).await, rooms_before, "nothing is copied");
        assert_eq!(
            seen(&world, "pia@northwind.example", Realm::Own).await,
            None,
            "nothing is gained at home"
        );
    })
    .await;
}

/// the tenant switch names customers where one holds a role; the Tenants list of tenant managers has
/// all active links; removed customers vanish from both.
#[tokio::test]
async fn the_switch_names_customers_where_a_role_is_held() {
    each(async |world| {
        let invitation = invited(&world, "northwind.example").await;
        accepted(&world, "tom@northwind.example", invitation, &["pia@northwind.example"]).await;
        let customers = async |upn: &str, with_role: bool| {
            let question = Tenants { with_role, ..Tenants::default() };
            let answer = ask(&world.app, &world.caller(upn), &question).await.unwrap();
            answer.page.items.into_iter().map(|tenant| tenant.link.row.tenant).collect::<Vec<_>>()
        };
        let contoso = world.organization("contoso.example");
        assert_eq!(customers("pia@northwind.example", true).await, [contoso]);
        assert_eq!(customers("tom@northwind.example", true).await, []);
        assert_eq!(customers("tom@northwind.example", false).await, [contoso]);
        assert_eq!(customers("ned@northwind.example", false).await, []);
        // R-007 holds from the other side: without a link there is no customer, whatever one is at home.
        assert_eq!(customers("ada@adventure.example", false).await, []);
        let detail = TenantDetail { customer: contoso };
        assert!(ask(&world.app, &world.caller("tom@northwind.example"), &detail).await.is_ok());
        let foreign = ask(&world.app, &world.caller("ada@adventure.example"), &detail).await;
        assert_eq!(foreign.err().map(|refusal| refusal.code()), Some(Code::NotFound));
    })
    .await;
}
