//! Pages of the events of rooms: what each face lists, and what becomes of events that are flagged.

use domain::time::DAY;
use testkit::{World, each, each_linked, http::Served};

const CONTOSO: &str = "contoso.example";

/// events are reached from the incidents and from their room, narrowed, flagged with what people wrote and further ones, and
/// lead to their ticket; their logs are asked for as long as the device has them.
#[tokio::test]
async fn events_are_listed_and_flagged() {
    each(async |world: World| {
        let (tenant, room) = (world.organization(CONTOSO), world.room(CONTOSO, "Berlin 1"));
        let reported = world.notice(CONTOSO, "Berlin 1", Some("No <sound>")).await;
        let call = world.notice(CONTOSO, "Berlin 2", None).await;
        let clock = world.clock.clone();
        let served = Served::start(world).await;
        let mut anna = served.sign_in("anna@contoso.example").await;
        assert!(anna.page("/incidents").await.contains("href=\"/incidents/events\""));
        let of_room = format!("/incidents/events?room={room}");
        assert!(anna.page(&format!("/rooms/{room}")).await.contains(&of_room));
        let page = anna.page(&of_room).await;
        assert!(page.contains("No &#60;sound&#62;") && page.contains("1 event<"), "{page}");
        assert!(page.contains(&format!("/rooms/{room}/jobs/new?kind=collectLogs")), "{page}");
        let page = anna.page("/incidents/events").await;
        assert!(page.contains("2 events<") && page.contains("Poor call"), "{page}");
        let place = |page: &str, event: &str| page.find(&format!("id=\"event-{event}\"")).unwrap();
        let (one, two) = (reported.to_string(), call.to_string());
        let turned = anna.page("/incidents/events?sort=when").await;
        assert!(turned.contains("aria-sort=\"ascending\""), "{turned}");
        assert_ne!(
            place(&page, &one) < place(&page, &two),
            place(&turned, &one) < place(&turned, &two),
            "the oldest first: {turned}"
        );
        let only = anna.page("/incidents/events?kind=poorCall&flagged=no&days=7").await;
        assert!(only.contains(&call.to_string()) && !only.contains(&reported.to_string()), "{only}");
        assert!(anna.page("/incidents/events?flagged=yes").await.contains("Nothing found"));

        let flag = "/incidents/events/flag";
        assert_eq!(anna.post(flag, &[]).await.location(), "/incidents/events?done=nothing");
        let (one, two) = (format!("{tenant}.{reported}"), format!("{tenant}.{call}"));
        let form = anna.post(flag, &[("event", &one)]).await;
        assert_eq!(form.status, 200, "{}", form.text());
        let form = form.text();
        assert!(
            form.contains(">No &#60;sound&#62;</textarea>"),
            "what people wrote is there to begin with: {form}"
        );
        assert!(
            form.contains(&format!("value=\"{one}\" checked")) && form.contains(&format!("value=\"{two}\">"))
        );
        let empty = anna.post(flag, &[("event", &one), ("description", " "), ("go", "save")]).await;
        assert_eq!(empty.status, 422);
        let none = anna.post(flag, &[("description", "No sound"), ("go", "save")]).await;
        assert_eq!(none.status, 422);
        assert!(none.text().contains(">No sound</textarea>"), "nothing that was typed is lost");
        let both = [
            ("event", &*one),
            ("event", &*two),
            ("description", "No sound"),
            ("isHighImpact", "1"),
            ("go", "save"),
        ];
        let done = anna.post(flag, &both).await;
        assert_eq!(done.status, 303, "{}", done.text());
        let list = anna.page(done.location()).await;
        assert!(
            list.contains("The issue was recorded.")
                && list.contains("2 tickets<")
                && list.contains("Critical")
        );
        let again = anna.post(flag, &both).await;
        assert_eq!(again.status, 422);
        assert!(again.text().contains("This event was flagged already."), "{}", again.text());
        let page = anna.page("/incidents/events?flagged=yes").await;
        assert!(page.contains("Flagged as unhealthy") && page.contains("href=\"/incidents/0"), "{page}");
        assert!(!page.contains("name=\"event\""), "nothing is left to flag");
        let csv = anna.page("/incidents/events.csv").await;
        assert!(csv.lines().count() == 3 && csv.contains("No <sound>") && csv.contains("poorCall"), "{csv}");
        clock.advance(31 * DAY);
        let mut anna = served.sign_in("anna@contoso.example").await;
        assert!(!anna.page("/incidents/events").await.contains("collectLogs"), "the logs are gone");
    })
    .await;
}

/// decision 17: a partner sees the events of the rooms in its scope over all customers, flags those of one customer at a
/// time, and learns nothing of others; a reader is offered nothing.
#[tokio::test]
async fn events_of_customers_are_in_one_list() {
    each_linked(async |world: World, _| {
        let (tenant, other) = (world.organization(CONTOSO), world.organization("fabrikam.example"));
        let seen = world.notice(CONTOSO, "Berlin 1", Some("No sound")).await;
        let unseen = world.notice(CONTOSO, "Lisbon 1", Some("No picture")).await;
        let room = world.room(CONTOSO, "Berlin 1");
        let scope = world.scope("fabrikam.example", &["Seoul 1"], &[]);
        world.link("fabrikam.example", "northwind.example", scope, &["pia@northwind.example"]).await;
        let elsewhere = world.notice("fabrikam.example", "Seoul 1", None).await;
        let served = Served::start(world).await;
        let mut pia = served.sign_in("pia@northwind.example").await;
        let list = "/partner/incidents/events";
        let page = pia.page(list).await;
        assert!(
            page.contains("No sound") && page.contains("2 events<") && !page.contains("No picture"),
            "{page}"
        );
        let page = pia.page(&format!("/partner/rooms/{tenant}/{room}")).await;
        assert!(page.contains(&format!("{list}?tenant={tenant}&#38;room={room}")), "{page}");
        assert!(pia.page(&format!("{list}?tenant={tenant}")).await.contains("1 event<"));
        let csv = pia.page(&format!("{list}.csv")).await;
        assert!(csv.contains("No sound") && !csv.contains("No picture"), "{csv}");

        let flag = format!("{list}/flag");
        let (one, two) = (format!("{tenant}.{seen}"), format!("{other}.{elsewhere}"));
        let mixed = pia.post(&flag, &[("event", &one), ("event", &two)]).await;
        assert_eq!(mixed.status, 422);
        assert!(mixed.text().contains("Choose events of one customer at a time."), "{}", mixed.text());
        let hidden = format!("{tenant}.{unseen}");
        let save = [("event", &*one), ("event", &*hidden), ("description", "No sound"), ("go", "save")];
        let refused = pia.post(&flag, &save).await;
        assert_eq!(refused.status, 422);
        assert!(!refused.text().contains("Lisbon"), "{}", refused.text());
        let done = pia.post(&flag, &[("event", &*one), ("description", "No sound"), ("go", "save")]).await;
        assert_eq!(done.status, 303, "{}", done.text());
        assert!(done.location().contains(&format!("tenant={tenant}")));
        assert!(pia.page(list).await.contains(&format!("/partner/incidents/{tenant}/")));
        let mut alex = served.sign_in("alex@adventure.example").await;
        alex.get("/account").await;
        assert_eq!(alex.post(&flag, &save).await.status, 404);
        let mut greta = served.sign_in("greta@contoso.example").await;
        let page = greta.page("/incidents/events").await;
        assert!(
            page.contains("No picture") && !page.contains("name=\"event\"") && !page.contains("collectLogs")
        );
    })
    .await;
}
