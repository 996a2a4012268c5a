//! Settings > Partner Center events, as a browser without script gets it (R-422, §4.10).

use domain::agent::Agent;
use serde_json::json;
use service::{Settings, webhooks::tend};
use testkit::{Database, Kind, World, http::Served, receiver::Receiver};

const NORTHWIND: &str = "northwind.example";
const PIA: &str = "pia@northwind.example";
const PAUL: &str = "paul@northwind.example";
const BASE: &str = "/partner/settings/registration";

async fn served(kind: Kind) -> Served {
    let webhook_networks = vec!["127.0.0.0/8".parse().unwrap()];
    let settings = Settings { webhook_networks, ..Settings::default() };
    let world = World::with(Database::fresh(kind).await, settings).await;
    world.agents(NORTHWIND, &[(PIA, Agent::Admin), (PAUL, Agent::Sales)]).await;
    world.database.raw("update organizations set country = 'US' where name = 'Tailspin Toys'").await;
    Served::start(world).await
}

/// Tailspin lets Northwind have delegated admin privileges.
async fn accept(served: &Served) {
    let (pia, sven) = (served.client(PIA).await, served.client("sven@tailspin.example").await);
    let asked = pia.get("/v1/customers/relationshiprequests").await.json();
    let (_, rest) = asked["url"].as_str().unwrap().split_once("resellerRelationships/").unwrap();
    let accept = json!({ "token": rest.split('?').next().unwrap(), "agreementAccepted": true });
    assert_eq!(sven.post("/v1.0/resellerRelationships", &accept).await.status, 201);
}

/// R-422, §4.10: an Admin agent registers on a page, tests it, sees what became of its messages and in whose name it is told, changes it and
/// ends it; a test too many is told there, and an address that breaks a rule beside its field.
#[tokio::test]
async fn an_admin_agent_looks_after_the_registration() {
    for kind in Kind::ALL {
        let (served, receiver) = (served(kind).await, Receiver::start().await);
        let mut pia = served.sign_in(PIA).await;
        assert!(pia.page("/partner/tenants").await.contains(&format!("href=\"{BASE}\"")));
        let none = pia.page(BASE).await;
        assert!(none.contains("Nothing is registered") && !none.contains("/test\""), "{none}");
        assert_eq!(pia.get(&format!("{BASE}/end")).await.status, 404);
        let edit = format!("{BASE}/edit");
        let form = pia.page(&edit).await;
        assert!(form.contains("value=\"subscription-updated\"") && !form.contains("value=\"test-created\""));
        let wrong = [("webhookUrl", "ftp://x"), ("webhookEvents", "subscription-updated")];
        let wrong = pia.post(&edit, &wrong).await;
        let text = wrong.text();
        assert_eq!(wrong.status, 422, "{text}");
        assert!(text.contains("webhookUrl-error") && text.contains("value=\"ftp://x\""), "{text}");
        assert!(
            text.contains("value=\"subscription-updated\" aria-describedby=\"webhookEvents-help\" checked")
        );

        let url = format!("http://127.0.0.1:{}/in", receiver.port());
        let fields = [("webhookUrl", url.as_str()), ("webhookEvents", "subscription-updated")];
        let made = pia.post(&edit, &fields).await;
        assert_eq!(made.location(), format!("{BASE}?done=registered"), "{}", made.text());
        let page = pia.page(made.location()).await;
        for told in ["The address was registered", &url, "A subscription changed", "No messages yet", "Pia"] {
            assert!(page.contains(told), "{told}: {page}");
        }
        assert!(!page.contains("An access assignment changed"), "not chosen: {page}");

        let test = format!("{BASE}/test");
        let tested = pia.post(&test, &[]).await.location().to_owned();
        let page = pia.page(&tested).await;
        assert!(page.contains("The receiver took the test.") && page.contains(">Delivered</span>"), "{page}");
        receiver.answer(500, "");
        let tested = pia.post(&test, &[]).await.location().to_owned();
        assert!(pia.page(&tested).await.contains("The receiver did not take the test."));
        let third = pia.post(&test, &[]).await;
        assert_eq!(third.status, 429, "{}", third.text());
        assert!(third.text().contains(&url), "on the same page: {}", third.text());
        assert_eq!(receiver.take().len(), 2);

        let changed = [("webhookUrl", url.as_str()), ("webhookEvents", "dap-admin-relationship-approved")];
        assert_eq!(pia.post(&edit, &changed).await.location(), format!("{BASE}?done=saved"));
        assert!(pia.page(BASE).await.contains("A customer granted delegated admin privileges"));

        let end = format!("{BASE}/end");
        assert!(pia.page(BASE).await.contains(&format!("href=\"{end}\"")));
        assert!(pia.page(&end).await.contains("Nothing is told any more"));
        assert_eq!(pia.post(&end, &[]).await.location(), format!("{BASE}?done=ended"));
        let page = pia.page(&format!("{BASE}?done=ended")).await;
        assert!(page.contains("The registration was ended.") && page.contains("Nothing is registered"));
        let left = "select count(*) from webhook_deliveries";
        assert_eq!(served.world.database.number(left).await, 0, "its log went with it");
    }
}

/// a receiver that is gone is told of to the Admin agents alone, with a way to the page, where saving switches the registration on
/// again; who is no Admin agent is led to no page and gets none.
#[tokio::test]
async fn who_looks_after_it_is_told() {
    for kind in Kind::ALL {
        let (served, receiver) = (served(kind).await, Receiver::start().await);
        let mut pia = served.sign_in(PIA).await;
        let url = format!("http://127.0.0.1:{}/in", receiver.port());
        let fields = [("webhookUrl", url.as_str()), ("webhookEvents", "dap-admin-relationship-approved")];
        let edit = format!("{BASE}/edit");
        pia.page(&edit).await;
        assert_eq!(pia.post(&edit, &fields).await.status, 303);
        receiver.answer(410, "");
        accept(&served).await;
        tend(&served.world.app, &served.messenger()).await.unwrap();
        assert_eq!(receiver.take().len(), 1);
        let told = pia.page("/notices").await;
        assert!(
            told.contains(&format!("<a href=\"{BASE}\">The webhook Partner Center was switched off")),
            "{told}"
        );
        let page = pia.page(BASE).await;
        assert!(
            page.contains("Steward switched this webhook off") && page.contains("switch it on again"),
            "{page}"
        );
        assert_eq!(pia.post(&edit, &fields).await.status, 303);
        assert!(!pia.page(BASE).await.contains("Steward switched this webhook off"));
        for upn in [PAUL, "nora@northwind.example", "anna@contoso.example"] {
            let mut other = served.sign_in(upn).await;
            assert!(!other.page("/account").await.contains(BASE), "{upn}");
            assert!(!other.page("/notices").await.contains(BASE), "{upn}");
            for path in [BASE, &edit, &format!("{BASE}/end")] {
                assert_eq!(other.get(path).await.status, 403, "{upn} {path}");
            }
        }
    }
}
