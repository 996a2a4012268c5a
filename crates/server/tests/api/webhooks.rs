//! Webhooks through the API, told over a real connection.

use std::{net::IpAddr, sync::Arc};

use axum::http::Method;
use domain::time::{HOUR, SECOND};
use serde_json::{Value, json};
use server::messenger::{Messenger, Names};
use service::{Settings, run, security_groups::CreateSecurityGroup, tickets::RecordIssue, webhooks::tend};
use testkit::{
    Database, Kind, World,
    http::{Client, Served},
    receiver::Receiver,
};
use tokio_util::sync::CancellationToken;

const CONTOSO: &str = "contoso.example";
const ANNA: &str = "anna@contoso.example";

/// Runs a test on both databases, where webhooks may lead to this machine.
async fn each_local(test: impl AsyncFn(Served, Client)) {
    for kind in Kind::ALL {
        let webhook_networks = vec!["127.0.0.0/8".parse().unwrap()];
        let settings = Settings { webhook_networks, ..Settings::default() };
        let served = Served::start(World::with(Database::fresh(kind).await, settings).await).await;
        let anna = served.client(ANNA).await;
        test(served, anna).await;
    }
}

fn new(url: &str) -> Value {
    json!({"displayName": "Help desk", "url": url, "events": ["issue.recorded"]})
}

async fn record(served: &Served) {
    let world = &served.world;
    let command = RecordIssue {
        tenant: world.organization(CONTOSO),
        description: "The projector is yellow".to_owned(),
        rooms: [world.room(CONTOSO, "Berlin 1")].into(),
        is_high_impact: true,
    };
    run(&world.app, &world.caller(ANNA), command).await.unwrap();
}

async fn pass(served: &Served, micros: i64) {
    served.world.clock.advance(micros);
    tend(&served.world.app, &served.messenger()).await.unwrap();
}

async fn log(anna: &Client, hook: &str) -> Value {
    anna.get(&format!("{hook}/deliveries")).await.json()["value"].take()
}

/// made, told, verified by its receiver, tried again after a failure, replayed, and its secret changed.
#[tokio::test]
async fn a_receiver_is_told_and_verifies() {
    each_local(async |served, anna| {
        let receiver = Receiver::start().await;
        let made = anna
            .post("/v1.0/webhooks", &new(&format!("http://127.0.0.1:{}/in?key=1", receiver.port())))
            .await;
        assert_eq!(made.status, 201, "{}", made.text());
        let (hook, secret) = (made.location().to_owned(), made.json()["secret"].as_str().unwrap().to_owned());
        assert!(anna.get(&hook).await.json().get("secret").is_none(), "shown once");
        receiver.answer(500, "");
        record(&served).await;
        pass(&served, 0).await;
        receiver.answer(302, "location: /other");
        pass(&served, 6 * SECOND).await;
        receiver.answer(200, "");
        pass(&served, HOUR).await;
        let calls = receiver.take();
        assert_eq!(calls.len(), 3, "a redirect is no success and is not followed");
        for call in &calls {
            assert_eq!(call.line, "POST /in?key=1 HTTP/1.1");
            assert_eq!(call.header("host"), format!("127.0.0.1:{}", receiver.port()));
            assert_eq!(call.header("content-type"), "application/json");
            assert_eq!(call.header("webhook-id"), calls[0].header("webhook-id"));
            assert!(call.is_signed_by(&secret));
        }
        let body: Value = serde_json::from_str(&calls[0].body).unwrap();
        assert_eq!(
            (&body["type"], &body["data"]["severity"]),
            (&json!("issue.recorded"), &json!("critical"))
        );
        let resource = body["data"]["resource"].as_str().unwrap();
        assert_eq!(anna.get(resource).await.json()["id"], body["data"]["ticketId"]);
        let found = log(&anna, &hook).await;
        let id = found[0]["id"].as_str().unwrap();
        assert_eq!((id, &found[0]["state"]), (calls[0].header("webhook-id"), &json!("delivered")));
        assert_eq!((&found[0]["responseStatus"], &found[0]["attempts"]), (&json!(200), &json!(3)));

        let rotated = anna.post(&format!("{hook}/rotateSecret"), &json!({})).await.json();
        let new = rotated["secret"].as_str().unwrap();
        let replayed = anna.post(&format!("{hook}/deliveries/{id}/replay"), &json!({})).await;
        assert_eq!(replayed.status, 204, "{}", replayed.text());
        pass(&served, 0).await;
        let [call] = receiver.take().try_into().unwrap();
        assert_eq!(call.header("webhook-id"), id);
        assert!(call.is_signed_by(new) && call.is_signed_by(&secret));
    })
    .await;
}

/// a route by team is set with the groups of one's own organization, and stays where it is left out.
#[tokio::test]
async fn a_route_by_team_is_set() {
    each_local(async |served, anna| {
        let command = CreateSecurityGroup { name: "First line".to_owned(), description: String::new() };
        let team = run(&served.world.app, &served.world.caller(ANNA), command).await.unwrap();
        let mut asked = new("http://127.0.0.1:8099/");
        asked["teamIds"] = json!([team]);
        let made = anna.post("/v1.0/webhooks", &asked).await;
        assert_eq!((made.status.as_u16(), &made.json()["teamIds"]), (201, &json!([team])));
        let renamed = anna.patch(made.location(), "*", &json!({"displayName": "Desk"})).await.json();
        assert_eq!(renamed["teamIds"], json!([team]));
        let foreign = served.world.security_group("northwind.example", "Service");
        let refused = anna.patch(made.location(), "*", &json!({"teamIds": [foreign]})).await;
        assert!(refused.status == 422 && refused.text().contains("teamIds"), "{}", refused.text());
        let many: Vec<_> = (0..51).map(uuid::Uuid::from_u128).collect();
        let refused = anna.patch(made.location(), "*", &json!({"teamIds": many})).await;
        assert!(refused.status == 422 && refused.text().contains("too_many"), "{}", refused.text());
        let all = anna.patch(made.location(), "*", &json!({"teamIds": []})).await.json();
        assert_eq!(all["teamIds"], json!([]));
    })
    .await;
}

/// a test tells at once how it went; what it finds nobody behind says so, and a repeated request tests once.
#[tokio::test]
async fn a_test_tells_how_it_went() {
    each_local(async |_served, anna| {
        let receiver = Receiver::start().await;
        let made = anna.post("/v1.0/webhooks", &new(&format!("http://127.0.0.1:{}/", receiver.port()))).await;
        let test = format!("{}/test", made.location());
        let sent = anna.post(&test, &json!({})).await.json();
        assert_eq!((&sent["event"], &sent["state"]), (&json!("test"), &json!("delivered")));
        for _ in 0..2 {
            let header = [("idempotency-key", "once")];
            let sent = anna.call(Method::POST, &test, &header, &json!({})).await;
            assert_eq!(sent.json()["responseStatus"], 204, "{}", sent.text());
        }
        let calls = receiver.take();
        assert_eq!(calls.len(), 2);
        assert!(calls.iter().all(|call| call.is_signed_by(made.json()["secret"].as_str().unwrap())));
        drop(receiver);
        let gone = Receiver::start().await.port();
        let url = json!({"url": format!("http://127.0.0.1:{gone}/")});
        assert_eq!(anna.patch(made.location(), "*", &url).await.status, 200);
        let sent = anna.post(&test, &json!({})).await.json();
        assert_eq!((&sent["state"], &sent["failure"]), (&json!("failed"), &json!("noConnection")));
    })
    .await;
}

/// no address of the operator's own networks is called, whatever a name says, now or later; what the operator allows is.
#[tokio::test]
async fn no_name_leads_inside() {
    let (receiver, certificate) = Receiver::with_tls().await;
    let folder = tempfile::tempdir().unwrap();
    let roots = folder.path().join("roots.pem");
    std::fs::write(&roots, certificate).unwrap();
    let served = Served::start(World::new(Database::fresh(Kind::Sqlite).await).await).await;
    let anna = served.client(ANNA).await;
    let refused = anna.post("/v1.0/webhooks", &new(&format!("https://127.0.0.1:{}/", receiver.port()))).await;
    assert_eq!(refused.status, 422);
    assert!(refused.text().contains("address_not_allowed"), "{}", refused.text());
    assert_eq!(anna.post("/v1.0/webhooks", &new("http://receiver.example/")).await.status, 422);

    let named = new(&format!("https://receiver.example:{}/", receiver.port()));
    let made = anna.post("/v1.0/webhooks", &named).await;
    assert_eq!(made.status, 201, "{}", made.text());
    let leads_to = |addresses: &'static [&'static str]| -> Names {
        Arc::new(move |_| {
            let found: Vec<IpAddr> = addresses.iter().map(|it| it.parse().unwrap()).collect();
            Box::pin(async move { Ok(found) })
        })
    };
    let test = async |networks: &[&str], addresses: &'static [&'static str], trusts: bool| {
        let networks = networks.iter().map(|it| it.parse().unwrap()).collect();
        let trusted = trusts.then_some(roots.as_path());
        let messenger =
            Messenger::new(networks, trusted, leads_to(addresses), CancellationToken::new()).unwrap();
        let id = made.json()["id"].as_str().unwrap().parse().unwrap();
        let caller = served.world.caller(ANNA);
        let sent =
            service::webhooks::test(&served.world.app, &Arc::new(messenger), &caller, id).await.unwrap();
        sent.unreached.map(domain::webhook::Unreached::key)
    };
    assert_eq!(test(&[], &["127.0.0.1"], true).await, Some("notAllowed"));
    assert_eq!(
        test(&[], &["10.0.0.1", "::1", "::ffff:127.0.0.1", "169.254.169.254"], true).await,
        Some("notAllowed")
    );
    assert_eq!(test(&[], &[], true).await, Some("noSuchHost"));
    assert!(receiver.take().is_empty());
    assert_eq!(test(&["127.0.0.0/8"], &["127.0.0.1"], false).await, Some("untrusted"));
    assert!(receiver.take().is_empty());
    assert_eq!(test(&["127.0.0.0/8"], &["127.0.0.1"], true).await, None);
    assert_eq!(receiver.take().len(), 1);
}

/// settings through the API; 412 for an older version.
#[tokio::test]
async fn webhooks_are_set() {
    each_local(async |_served, anna| {
        let made = anna.post("/v1.0/webhooks", &new("https://desk.example/in")).await;
        let etag = made.json()["@odata.etag"].as_str().unwrap().to_owned();
        let patch = json!({"displayName": "Desk", "events": ["ticket.opened"], "isEnabled": false});
        let patched = anna.patch(made.location(), &etag, &patch).await;
        assert_eq!(
            (&patched.json()["displayName"], &patched.json()["isEnabled"]),
            (&json!("Desk"), &json!(false))
        );
        assert_eq!(anna.patch(made.location(), &etag, &patch).await.status, 412);
        let bad = anna
            .post("/v1.0/webhooks", &json!({"displayName": "", "url": "x", "events": [], "covers": "own"}))
            .await;
        assert_eq!(bad.status, 422);
        for code in ["required", "not_a_webhook_address"] {
            assert!(bad.text().contains(code), "{}", bad.text());
        }
        assert_eq!(anna.get("/v1.0/webhooks").await.json()["value"].as_array().unwrap().len(), 1);
        assert_eq!(anna.delete(made.location()).await.status, 204);
        assert_eq!(anna.get(made.location()).await.status, 404);
    })
    .await;
}
