//! Pages of updates: the list, one update with its rings and what is offered to whom, the key and the limits.

use testkit::{Signer, World, each, each_linked, http::Served, signer::document};

const CONTOSO: &str = "contoso.example";

/// decision 23: the key is set, a release is pasted, rolled out, paused and resumed; what is refused keeps what was
/// typed, and no button is offered that does nothing.
#[tokio::test]
async fn a_release_is_pasted_and_rolled_out() {
    each(async |world: World| {
        let served = Served::start(world).await;
        let mut anna = served.sign_in("anna@contoso.example").await;
        let key = Signer::of(1);
        let page = anna.page("/updates").await;
        assert!(page.contains("There is no release key yet") && page.contains("/updates/key"), "{page}");
        assert!(!page.contains("/updates/register"), "nothing to sign with");
        let refused = anna.post("/updates/key", &[("publicKey", "abc")]).await;
        let text = refused.text();
        assert!(
            refused.status == 422 && text.contains("value=\"abc\"") && text.contains("publicKey-error"),
            "{text}"
        );
        let set = anna.post("/updates/key", &[("publicKey", key.public_key().as_str())]).await;
        assert_eq!(set.location(), "/updates?done=key");
        assert!(anna.page("/updates/key").await.contains("signedKey"), "the next one needs this one");

        let wrong = Signer::of(2).release("5.4.2");
        let refused = anna.post("/updates/register", &[("signedRelease", wrong.as_str())]).await;
        let text = refused.text();
        assert!(refused.status == 422 && text.contains("not signed by the release key"), "{text}");
        let release = key.sign(&document("5.4.2", "generic", true));
        let made = anna.post("/updates/register", &[("signedRelease", release.as_str())]).await;
        let address = made.location().strip_suffix("?done=registered").expect("the release").to_owned();
        let page = anna.page(made.location()).await;
        assert!(
            page.contains("The release was registered.") && page.contains("What is new in 5.4.2."),
            "{page}"
        );
        assert!(page.contains("Critical") && page.contains("Roll out"), "{page}");
        assert!(anna.page("/updates").await.contains("Releases not rolled out yet"));
        let refused = anna.post(&format!("{address}/start"), &[("beginsDateTime", "2020-01-01T00:00")]).await;
        assert_eq!(refused.status, 422, "{}", refused.text());
        let started = anna.post(&format!("{address}/start"), &[]).await;
        assert_eq!(started.location(), format!("{address}?done=started"));
        for _ in 0..3 {
            service::rollouts::watch(&served.world.app).await.unwrap();
        }
        let page = anna.page(&address).await;
        for told in ["In progress", "Staging", "0 of 12 rooms", "<progress", "Pause", "End for good"] {
            assert!(page.contains(told), "{told}: {page}");
        }
        assert!(
            anna.page("/updates").await.contains("href=\"/updates?sort=begins\""),
            "sorted by its beginning"
        );
        let turned = anna.page("/updates?sort=begins").await;
        assert!(turned.contains("aria-sort=\"ascending\"") && turned.contains(&address), "{turned}");
        for column in ["version", "device", "state"] {
            let sorted = anna.page(&format!("/updates?sort=-{column}")).await;
            assert!(sorted.contains(&format!("href=\"/updates?sort={column}\"")), "{column}: {sorted}");
            assert!(sorted.contains("aria-sort=\"descending\"") && sorted.contains(&address), "{sorted}");
        }
        assert!(!page.contains("Resume") && !page.contains("Retry all failed"), "{page}");
        let page = anna.page(&format!("{address}?rooms=all")).await;
        assert!(page.contains("Berlin 1") && page.contains("Has its turn at"), "{page}");
        assert_eq!(
            anna.post(&format!("{address}/pause"), &[]).await.location(),
            format!("{address}?done=paused")
        );
        let page = anna.page(&address).await;
        assert!(page.contains("Somebody paused this update.") && page.contains("Resume"), "{page}");
        let refused = anna.post(&format!("{address}/pause"), &[]).await;
        assert_eq!(refused.status, 409, "{}", refused.text());
        anna.post(&format!("{address}/resume"), &[]).await;
        let list = anna.page("/updates?q=5.4").await;
        let (_, rest) = list.split_once("name=\"update\" value=\"").expect("a box");
        let named = rest.split('"').next().unwrap().to_owned();
        let back = ("back", "?q=5.4&state=inProgress");
        let paused = anna.post("/updates/bulk/pause", &[("update", &named), back]).await.text();
        assert!(
            paused.contains("1 of 1 done.") && paused.contains("/updates?q=5.4&#38;state=inProgress"),
            "{paused}"
        );
        let again = anna.post("/updates/bulk/pause", &[("update", &named), back]).await.text();
        assert!(again.contains("0 of 1 done.") && again.contains("no longer possible"), "{again}");
        assert!(anna.page("/updates?state=inProgress").await.contains("Nothing found"));
        assert!(anna.page("/updates.csv?state=paused").await.contains(",5.4.2,generic,true,paused,"));
        assert_eq!(anna.page("/updates.csv?q=9.9").await.lines().count(), 1, "what is seen");
        assert_eq!(anna.get("/updates.json").await.json()["value"][0]["version"], "5.4.2");
        anna.post("/updates/bulk/resume", &[("update", &named), back]).await;
        let none = anna.post("/updates/bulk/retry", &[back]).await;
        assert!(anna.page(none.location()).await.contains("Choose updates first."));
        let limits = [("resumePolicy", "terminal"), ("stopPercent", "500"), ("stopRooms", "3")];
        let refused = anna.post("/updates/settings", &limits).await;
        assert!(refused.status == 422 && refused.text().contains("value=\"500\""), "{}", refused.text());
        let asked = anna.page(&format!("{address}/deprecate")).await;
        assert!(asked.contains("cannot be taken up again"), "{asked}");
        anna.post(&format!("{address}/deprecate"), &[]).await;
        let ended = anna.page(&address).await;
        assert!(ended.contains("Ended before it was through") && !ended.contains(">In progress<"), "{ended}");
        assert!(anna.page("/updates").await.contains("Nothing is rolled out"));
        assert!(anna.page("/updates?past=yes").await.contains("Deprecated"));
    })
    .await;
}

/// a partner sees the rooms in scope, forces their update with a reason, and is offered nothing for the rollout as a whole.
#[tokio::test]
async fn a_partner_is_offered_what_is_in_scope() {
    each_linked(async |world: World, _| {
        let (tenant, berlin) = (world.organization(CONTOSO), world.room(CONTOSO, "Berlin 1"));
        let served = Served::start(world).await;
        let mut anna = served.sign_in("anna@contoso.example").await;
        anna.page("/updates").await;
        let key = Signer::of(1);
        anna.post("/updates/key", &[("publicKey", key.public_key().as_str())]).await;
        let release = key.sign(&document("5.4.2", "generic", true));
        let made = anna.post("/updates/register", &[("signedRelease", release.as_str())]).await;
        let address = made.location().strip_suffix("?done=registered").expect("the release").to_owned();
        anna.post(&format!("{address}/start"), &[]).await;
        for _ in 0..3 {
            service::rollouts::watch(&served.world.app).await.unwrap();
        }
        let mut pia = served.sign_in("pia@northwind.example").await;
        let there = address.replace("/updates/", &format!("/partner/updates/{tenant}/"));
        let list = pia.page("/partner/updates").await;
        assert!(list.contains(&there) && list.contains("Contoso"), "{list}");
        let page = pia.page(&format!("{there}?rooms=all")).await;
        assert!(page.contains("Berlin 1") && !page.contains("Lisbon 1"), "{page}");
        assert!(!page.contains("Pause") && !page.contains("End for good"), "{page}");
        assert!(page.contains(&format!("{there}/rooms.csv?rooms=all")), "{page}");
        let file = pia.get(&format!("{there}/rooms.csv?rooms=all")).await;
        assert!(file.header("content-disposition").starts_with("attachment;"));
        let rows = file.text();
        assert!(rows.starts_with("id,displayName,") && rows.contains(",Berlin 1,"), "{rows}");
        assert!(!rows.contains("Lisbon"), "{rows}");
        let mut sven = served.sign_in("sven@tailspin.example").await;
        assert_eq!(sven.get(&format!("{there}/rooms.csv?rooms=all")).await.status, 404);
        let force = format!("{there}/rooms/{berlin}/force");
        assert!(page.contains(&force), "{page}");
        assert!(pia.page(&force).await.contains("It is not recommended"));
        let refused = pia.post(&force, &[("when", "whenFree"), ("reason", "")]).await;
        assert!(refused.status == 422 && refused.text().contains("reason-error"), "{}", refused.text());
        let forced = pia.post(&force, &[("when", "whenFree"), ("reason", "A hole was found")]).await;
        assert_eq!(forced.location(), format!("{there}?done=forced"));
        assert!(!pia.page("/partner/updates").await.contains("/updates/register"));
    })
    .await;
}
