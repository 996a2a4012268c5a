//! What a customer switches on for a partner beyond Primary admins, in the Partner face.

use domain::{
    health::Health,
    id::{Id, Room},
    room::Monitoring,
    scope::Scope,
};
use service::{links::ExtendLink, run};
use testkit::{Linked, World, each_linked, http::Served, seed};

const CONTOSO: &str = "contoso.example";
const PIA: &str = "pia@northwind.example";

async fn extend(world: &World, linked: Linked, keys: &[&str]) {
    let permissions = keys.iter().map(|key| (*key).to_owned()).collect();
    let extend = ExtendLink { link: linked.link, permissions, stamp: None };
    run(&world.app, &world.caller("anna@contoso.example"), extend).await.unwrap();
}

/// A room of the group Berlin that waits with its device.
async fn waiting(world: &World, name: &str) -> Id<Room> {
    let tenant = world.organization(CONTOSO);
    let mut seed = world.seed().await;
    let mut room = seed::Room::named(tenant, world.ids.id(), name);
    (room.monitoring, room.health) = (Monitoring::Onboarding, Health::Onboarding);
    seed.room(&room).await.unwrap();
    let device = seed::Device {
        credential_hash: name.as_bytes().to_vec(),
        id: world.ids.id(),
        tenant,
        room: room.id,
        key_version: 1,
    };
    seed.device(&device).await.unwrap();
    let group = seed::RoomGroup {
        tenant,
        id: world.ids.id(),
        name: format!("Around {name}"),
        description: String::new(),
        members: vec![room.id],
    };
    seed.room_group(&group).await.unwrap();
    seed.commit().await.unwrap();
    room.id
}

/// the room page of a customer offers what the customer switched on, with the same questions as at home;
/// it offers nothing of it before and after, and no empty bar to who may nothing.
#[tokio::test]
async fn the_page_of_a_room_offers_what_is_switched_on() {
    each_linked(async |world: World, linked: Linked| {
        let tenant = world.organization(CONTOSO);
        let berlin = world.room(CONTOSO, "Berlin 1");
        let served = Served::start(world).await;
        let mut pia = served.sign_in(PIA).await;
        let address = format!("/partner/rooms/{tenant}/{berlin}");
        assert!(!pia.page(&address).await.contains("/unenrol"));
        for part in ["unenrol", "delete", "take-over"] {
            assert_eq!(pia.get(&format!("{address}/{part}")).await.status, 403, "{part}");
        }
        for part in ["unenrol", "delete", "enrol"] {
            assert_eq!(pia.post(&format!("{address}/{part}"), &[]).await.status, 403, "{part}");
        }
        extend(&served.world, linked, &["room.unenroll"]).await;
        assert!(pia.page(&address).await.contains(&format!("{address}/unenrol")));
        let asked = pia.page(&format!("{address}/unenrol")).await;
        assert!(
            asked.contains("Stop monitoring this room?") && asked.contains(&format!("?tenant={tenant}")),
            "{asked}"
        );
        let done = pia.post(&format!("{address}/unenrol"), &[]).await;
        assert_eq!(done.location(), format!("{address}?done=unenrolled"));
        let page = pia.page(done.location()).await;
        assert!(
            page.contains("The room is no longer monitored.") && page.contains(&format!("{address}/delete")),
            "{page}"
        );
        let list = format!("/partner/rooms?tenant={tenant}");
        assert!(!pia.page(&list).await.contains("Berlin 1<"));
        assert!(pia.page(&format!("{list}&unenrolled=1")).await.contains("Berlin 1<"));
        assert!(pia.page(&format!("{address}/delete")).await.contains("Delete this room?"));
        let stamp = [("stamp", "2")];
        assert_eq!(pia.post(&format!("{address}/delete"), &stamp).await.location(), list);
        assert_eq!(pia.get(&address).await.status, 404);

        // Whoever looks alone, at home or at a customer, finds no bar.
        let other = served.world.room(CONTOSO, "Berlin 2");
        let mut greta = served.sign_in("greta@contoso.example").await;
        assert!(!greta.page(&format!("/rooms/{other}")).await.contains("command-bar"));
        extend(&served.world, linked, &[]).await;
        let other = format!("/partner/rooms/{tenant}/{other}");
        let page = pia.page(&other).await;
        assert!(page.contains("command-bar") && !page.contains("/unenrol"), "{page}");
        assert_eq!(pia.post(&format!("{other}/unenrol"), &[]).await.status, 403);
    })
    .await;
}

/// decision 19: at a customer rooms are added, enrolled one by one and several at once, and devices
/// taken over, where the customer switched that on; its key is downloaded from a page of its own.
#[tokio::test]
async fn rooms_are_added_and_enrolled_at_a_customer() {
    each_linked(async |world: World, linked: Linked| {
        let tenant = world.organization(CONTOSO);
        let fabrikam = world.organization("fabrikam.example");
        let all = world.link("fabrikam.example", "northwind.example", Scope::ALL, &[PIA]).await;
        let [one, two, device] = [
            waiting(&world, "Waiting 1").await,
            waiting(&world, "Waiting 2").await,
            waiting(&world, "Device").await,
        ];
        let berlin = world.room(CONTOSO, "Berlin 1");
        let served = Served::start(world).await;
        let app = &served.world.app;
        let anna = served.world.caller("anna@contoso.example");
        let scope = served.world.scope(CONTOSO, &["Berlin 1"], &[]);
        let mut scope = scope;
        scope.included.rooms.extend([one, two, device]);
        let change = service::links::ChangeLinkScope { link: linked.link, scope, stamp: None };
        run(app, &anna, change).await.unwrap();
        let mut pia = served.sign_in(PIA).await;
        let (list, rooms) = (format!("/partner/rooms?tenant={tenant}"), format!("/partner/rooms/{tenant}"));
        let page = pia.page(&list).await;
        for absent in ["/new\"", "/enrol\"", "/enrolment-key"] {
            assert!(!page.contains(absent), "{absent}");
        }
        let key = format!("/partner/tenants/{tenant}/enrolment-key");
        for address in [format!("{rooms}/new"), key.clone(), format!("{key}/file")] {
            assert_eq!(pia.get(&address).await.status, 403, "{address}");
        }
        extend(&served.world, linked, &["room.create", "room.download_key"]).await;
        let page = pia.page(&list).await;
        assert!(
            page.contains(&format!("{rooms}/enrol")) && page.contains("select-row") && page.contains(&key),
            "{page}"
        );
        assert!(!page.contains("/new\""), "no room can be added to a link of rooms alone");
        let closed = pia.page(&format!("{rooms}/new")).await;
        assert!(closed.contains("Without a place the new room would be outside"), "{closed}");
        assert!(
            pia.page("/partner/rooms").await.contains("/partner/rooms/bulk/enrol"),
            "or of all customers"
        );

        let address = format!("{rooms}/{one}");
        assert!(pia.page(&address).await.contains(&format!("{address}/enrol")));
        assert_eq!(
            pia.post(&format!("{address}/enrol"), &[]).await.location(),
            format!("{address}?done=enrolled")
        );
        let (again, fresh) = (one.to_string(), two.to_string());
        let several = pia.post(&format!("{rooms}/enrol"), &[("room", &again), ("room", &fresh)]).await.text();
        assert!(
            several.contains("Not enrolled") && several.contains("badge-good") && several.contains("Contoso"),
            "{several}"
        );
        let take_over = format!("{rooms}/{device}/take-over");
        let page = pia.page(&take_over).await;
        assert!(
            page.contains("Berlin 1") && !page.contains("Berlin 2") && !page.contains("Lisbon"),
            "{page}"
        );
        let taken = pia.post(&take_over, &[("to", &berlin.to_string())]).await;
        assert_eq!(taken.location(), format!("{rooms}/{berlin}?done=taken-over"));

        assert!(pia.page(&format!("/partner/tenants/{tenant}")).await.contains(&key));
        let page = pia.page(&key).await;
        assert!(
            page.contains("Contoso") && page.contains(&format!("{key}/file")) && !page.contains("reset"),
            "{page}"
        );
        let file = pia.get(&format!("{key}/file")).await;
        assert_eq!(
            (file.header("cache-control"), file.json()["tenantId"].as_str()),
            ("no-store", Some(&*tenant.to_string()))
        );
        assert!(pia.page(&key).await.contains("Key version"));

        // The link of everything takes a room in no place.
        extend_at(&served.world, all).await;
        let new = format!("/partner/rooms/{fabrikam}/new");
        assert!(pia.page(&format!("/partner/rooms?tenant={fabrikam}")).await.contains(&format!("{new}\"")));
        assert!(pia.page(&new).await.contains("Fabrikam"));
        let refused = pia.post(&new, &[("displayName", ""), ("deviceType", "panel")]).await;
        assert!(refused.status == 422 && refused.text().contains("aria-invalid"), "{}", refused.text());
        let made = pia.post(&new, &[("displayName", "Attic"), ("deviceType", "panel")]).await;
        let page = pia.page(made.location()).await;
        assert!(page.contains("The room was added.") && page.contains("Attic"), "{page}");
        // At one's own organization there is nothing under the address of a customer.
        let own = served.world.organization("northwind.example");
        assert_eq!(pia.get(&format!("/partner/rooms/{own}/new")).await.status, 404);
    })
    .await;
}

async fn extend_at(world: &World, linked: Linked) {
    let permissions = vec!["room.create".to_owned()];
    let extend = ExtendLink { link: linked.link, permissions, stamp: None };
    run(&world.app, &world.caller("fred@fabrikam.example"), extend).await.unwrap();
}
