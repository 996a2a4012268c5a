//! Suppression on the pages of a room: offered to who may modify it, told to who sees it.

use domain::time::{HOUR, MINUTE};
use service::health_watch;
use testkit::{World, each_linked, http::Served, seed};

const CONTOSO: &str = "contoso.example";

/// The address of the only suppression on a room's page.
fn suppression(page: &str, room: &str) -> String {
    let start = format!("{room}/suppressions/");
    let (_, rest) = page.split_once(&start).unwrap_or_else(|| panic!("{page}"));
    format!("{start}{}", rest.split(['"', '/']).next().unwrap())
}

/// decision 4: a room is suppressed for some hours or until a date, the form keeps what was typed beside its fault,
/// and page and list tell what, why, by whom and until when, until it ends by itself.
#[tokio::test]
async fn a_room_is_suppressed_until_an_end() {
    each_linked(async |world: World, _| {
        let room = format!("/rooms/{}", world.room(CONTOSO, "Berlin 1"));
        let served = Served::start(world).await;
        let mut anna = served.sign_in("anna@contoso.example").await;
        let page = anna.page(&room).await;
        assert!(page.contains(&format!("{room}/suppress\"")) && !page.contains(">Suppressions<"), "{page}");
        let form = format!("{room}/suppress");
        let page = anna.page(&form).await;
        for offered in ["2 hours", "8 hours", "1 day", "7 days", "Another date and time"] {
            assert!(page.contains(offered), "{offered}: {page}");
        }
        let fields = |reason: &'static str, length: &'static str, until: &'static str| {
            [("what", "room"), ("reason", reason), ("length", length), ("suppressUntil", until)]
        };
        let refused = anna.post(&form, &fields("", "own", "2020-01-01T08:00")).await;
        assert_eq!(refused.status, 422);
        for told in [
            "id=\"reason-error\"",
            "id=\"suppressUntil-error\"",
            "Until: The end must be after the beginning",
            "value=\"2020-01-01T08:00\"",
        ] {
            assert!(refused.text().contains(told), "{told}: {}", refused.text());
        }
        let refused = anna.post(&form, &fields("Paint", "own", "soon")).await;
        assert!(refused.status == 422 && refused.text().contains("value=\"Paint\""), "{}", refused.text());
        let done = anna.post(&form, &fields("Walls are painted", "8", "")).await;
        assert_eq!(done.location(), format!("{room}?done=suppressed"));
        let page = anna.page(done.location()).await;
        for told in [
            "#suppressed\"/></svg>Suppressed</span>",
            "The whole room",
            "Walls are painted",
            "Anna",
            "until ",
        ] {
            assert!(page.contains(told), "{told}: {page}");
        }
        let list = anna.page("/rooms?health=suppressed").await;
        assert!(list.contains("Berlin 1") && list.contains("1 room"), "{list}");

        served.world.clock.advance(8 * HOUR);
        health_watch::watch(&served.world.app).await.unwrap();
        let page = anna.page(&room).await;
        assert!(!page.contains(">Suppressions<"), "{page}");
        // The history keeps that, with why.
        for told in ["Suppression ended", "Walls are painted", "by its time"] {
            assert!(page.contains(told), "{told}: {page}");
        }
        assert!(anna.page("/rooms?health=suppressed").await.contains("Nothing found"));
        let log = anna.page("/settings/audit-logs").await;
        assert!(log.contains("Suppression ended"), "{log}");
    })
    .await;
}

/// R-247, decision 17: signals are ticked, marked while they are suppressed, and counted again once somebody ends that; who
/// may not modify the room reads all of it and is offered nothing.
#[tokio::test]
async fn signals_are_suppressed_and_counted_again() {
    each_linked(async |world: World, _| {
        let (tenant, id) = (world.organization(CONTOSO), world.room(CONTOSO, "Berlin 1"));
        let signal = seed::Signal {
            tenant,
            room: id,
            signal: "disk.space".to_owned(),
            instance: "C".to_owned(),
            state: "unhealthy".to_owned(),
            value: String::new(),
            detail: "Nearly full".to_owned(),
            since: world.app.clock.now().plus(-90 * MINUTE),
        };
        let mut seeding = world.seed().await;
        seeding.signal(&signal).await.unwrap();
        seeding.commit().await.unwrap();
        let room = format!("/partner/rooms/{tenant}/{id}");
        let served = Served::start(world).await;
        let mut pia = served.sign_in("pia@northwind.example").await;
        let form = format!("{room}/suppress");
        assert!(pia.page(&form).await.contains("value=\"disk.space|C\""));
        // A ticket leads here with its signal chosen.
        let named = pia.page(&format!("{form}?signal=disk.space%7CC")).await;
        assert!(named.contains("value=\"signals\" checked"), "{named}");
        assert!(named.contains("value=\"disk.space|C\" checked"), "{named}");
        let whole = pia.page(&format!("{form}?signal=usb.power%7C")).await;
        assert!(whole.contains("value=\"room\" checked"), "what the room has not is not chosen: {whole}");
        let nothing = [("what", "signals"), ("reason", "Known"), ("length", "2")];
        let refused = pia.post(&form, &nothing).await;
        assert!(
            refused.status == 422 && refused.text().contains("id=\"signals-error\""),
            "{}",
            refused.text()
        );
        let ticked = [("what", "signals"), ("signal", "disk.space|C"), ("reason", "Known"), ("length", "2")];
        assert_eq!(pia.post(&form, &ticked).await.status, 303);
        let page = pia.page(&format!("{room}?tab=signals")).await;
        assert!(page.contains("Suppressed: does not count") && page.contains("Pia"), "{page}");
        let one = suppression(&page, &room);
        let page = pia.page(&one).await;
        assert!(page.contains("value=\"own\" checked") && page.contains("value=\"Known\""), "{page}");
        let changed = [("reason", "Known, part ordered"), ("length", "168")];
        assert_eq!(pia.post(&one, &changed).await.location(), format!("{room}?done=suppression-saved"));

        let mut greta = served.sign_in("greta@contoso.example").await;
        let own = format!("/rooms/{id}");
        let page = greta.page(&own).await;
        assert!(page.contains("Known, part ordered") && page.contains("Pia") && page.contains("Northwind"));
        assert!(!page.contains("/suppress\"") && !page.contains("/suppressions/"), "{page}");
        assert_eq!(greta.get(&format!("{own}/suppress")).await.status, 403);
        let here = one.replace(&room, &own);
        assert_eq!(greta.get(&here).await.status, 403);
        assert_eq!(greta.post(&format!("{here}/end"), &[]).await.status, 403);

        assert_eq!(
            pia.post(&format!("{one}/end"), &[]).await.location(),
            format!("{room}?done=unsuppressed")
        );
        assert_eq!(pia.get(&one).await.status, 404);
        let page = pia.page(&format!("{room}?tab=signals")).await;
        assert!(!page.contains("Suppressed: does not count"), "{page}");
        let outside = served.world.room(CONTOSO, "Lisbon 1");
        assert_eq!(pia.get(&format!("/partner/rooms/{tenant}/{outside}/suppress")).await.status, 404);
    })
    .await;
}
