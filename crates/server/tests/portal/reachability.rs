//! Reachability on the page of a room.

use service::{
    devices::{DeviceFacts, Enrol, Enrolled, Heard, Report, enrol, hear},
    enrolment_key::DownloadKey,
    run,
};
use testkit::{World, each_linked, http::Served};

const CONTOSO: &str = "contoso.example";
const ANNA: &str = "anna@contoso.example";

async fn relay(world: &World) -> Enrolled {
    let caller = world.caller(ANNA);
    let key = run(&world.app, &caller, DownloadKey { tenant: caller.person.organization }).await.unwrap();
    let facts = DeviceFacts { host_name: Some("RELAY <1>".to_owned()), ..DeviceFacts::default() };
    let asked =
        Enrol { tenant: key.tenant, key_version: key.version, secret: key.secret, credential: None, facts };
    enrol(&world.app, asked, "request", "192.0.2.9").await.unwrap()
}

async fn says(world: &World, relay: &Enrolled, found: Option<domain::reachability::Found>) {
    let say = async |reached| {
        let report = Report { observed_at: world.app.clock.now(), signals: Vec::new(), facts: None };
        hear(&world.app, &relay.credential, Heard { reaches: true, reached, ..report.into() }).await.unwrap()
    };
    let targets = say(Vec::new()).await.targets;
    if let Some(found) = found {
        let detail = "refused".to_owned();
        let reached = |target: service::devices::Target| service::devices::Reached {
            target: target.target,
            found,
            detail: detail.clone(),
        };
        say(targets.into_iter().map(reached).collect()).await;
    }
}

/// Decision 22: own people who set the organization's settings choose on the page of a room which relay reaches its device, and see
/// what it found; others of the organization see that, and partners nothing of it.
#[tokio::test]
async fn a_relay_is_chosen_on_the_page_of_a_room() {
    each_linked(async |world: World, _| {
        let relay = relay(&world).await;
        let (berlin, tenant) = (world.room(CONTOSO, "Berlin 1"), world.organization(CONTOSO));
        let served = Served::start(world).await;
        let world = &served.world;
        let mut anna = served.sign_in(ANNA).await;
        let room = format!("/rooms/{berlin}");
        let form = format!("{room}/reachability");
        let link = format!("href=\"{form}\"");
        assert!(anna.page(&room).await.contains(&link));
        let page = anna.page(&form).await;
        assert!(page.contains("No relay may look yet"), "{page}");

        says(world, &relay, None).await;
        let page = anna.page(&form).await;
        assert!(page.contains("RELAY &#60;1&#62;"), "{page}");
        let id = relay.room.to_string();
        let typed = |host, port| [("relayId", id.as_str()), ("host", host), ("port", port)];
        let refused = anna.post(&form, &typed("10.0.0.0/8", "0")).await;
        let text = refused.text();
        assert!(
            refused.status == 422 && text.contains("host-error") && text.contains("port-error"),
            "{text}"
        );
        assert!(text.contains("value=\"10.0.0.0/8\"") && text.contains("bar-7.site.example"), "{text}");
        let saved = anna.post(&form, &typed("bar-7.site.example", "5061")).await;
        assert_eq!(saved.location(), format!("{room}?done=reachability-saved"));
        let page = anna.page(saved.location()).await;
        for told in ["The relay looks from now on.", "bar-7.site.example:5061", "has not looked yet"] {
            assert!(page.contains(told), "{told}: {page}");
        }
        says(world, &relay, Some(domain::reachability::Found::OutOfReach)).await;
        let page = anna.page(&room).await;
        assert!(page.contains("Out of reach") && page.contains("refused"), "{page}");

        let mut theo = served.sign_in("theo@contoso.example").await;
        let page = theo.page(&room).await;
        assert!(page.contains("bar-7.site.example:5061") && !page.contains(&link), "{page}");
        assert!(!page.contains("RELAY"), "the relay is out of his sight");
        assert_eq!(theo.get(&form).await.status, 403);
        assert_eq!(theo.post(&form, &typed("bar-8", "5061")).await.status, 403);
        let mut pia = served.sign_in("pia@northwind.example").await;
        let page = pia.page(&format!("/partner/rooms/{tenant}/{berlin}")).await;
        assert!(!page.contains("bar-7") && !page.contains("reachability"), "{page}");
        assert!([403, 404].contains(&pia.get(&form).await.status.as_u16()));
        assert_eq!(pia.get(&format!("/partner/rooms/{tenant}/{berlin}/reachability")).await.status, 404);

        let removed = anna.post(&format!("{form}/remove"), &[]).await;
        assert_eq!(removed.location(), format!("{room}?done=reachability-removed"));
        let page = anna.page(removed.location()).await;
        assert!(page.contains("No relay looks any more.") && !page.contains("bar-7"), "{page}");
    })
    .await;
}
