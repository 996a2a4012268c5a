//! Support requests by the API: one request, three sides.

use axum::http::Method;
use domain::{agent::Agent, support_request::WithoutRights};
use serde_json::json;
use service::{Settings, organizations::AddDomain, run};
use testkit::{Database, Kind, World, each, http::Served};

const TAILSPIN: &str = "tailspin.example";
const NORTHWIND: &str = "northwind.example";
const PIA: &str = "pia@northwind.example";
const SVEN: &str = "sven@tailspin.example";
const OLGA: &str = "olga@operator.example";

/// a partner opens, the operator answers, the customer closes; each at its own address, and a repeated request is done once.
#[tokio::test]
async fn one_request_from_three_sides() {
    each(async |world: World| {
        world.agents(NORTHWIND, &[(PIA, Agent::Helpdesk)]).await;
        world.reseller(TAILSPIN, NORTHWIND, false).await;
        let tenant = world.organization(TAILSPIN);
        let served = Served::start(world).await;
        let (pia, sven, olga) =
            (served.client(PIA).await, served.client(SVEN).await, served.client(OLGA).await);
        let portal = json!({ "displayName": "Mail", "urlTemplate": "https://mail.example/{tenantId}" });
        let portal = olga.post("/v1.0/servicePortals", &portal).await.json();
        let base = format!("/v1.0/customers/{tenant}/supportRequests");
        let new = json!({
            "title": "No mail",
            "description": "Since Monday",
            "severity": "critical",
            "serviceId": portal["id"],
        });
        let key = [("idempotency-key", "one")];
        let made = pia.call(Method::POST, &base, &key, &new).await;
        assert_eq!(made.status, 201, "{}", made.text());
        let again = pia.call(Method::POST, &base, &key, &new).await;
        assert_eq!((again.status, again.json()), (made.status, made.json()));
        let made_id = made.json()["id"].as_str().unwrap().to_owned();
        assert_eq!(made.location(), format!("{base}/{made_id}"));
        let own = format!("/v1.0/supportRequests/{made_id}");
        let desk = format!("/v1.0/operator/organizations/{tenant}/supportRequests/{made_id}");
        let theirs = format!("{base}/{made_id}");
        for (client, list) in [
            (&pia, base.as_str()),
            (&pia, "/v1.0/customers/supportRequests"),
            (&sven, "/v1.0/supportRequests"),
            (&olga, "/v1.0/operator/supportRequests"),
        ] {
            let query = "$filter=status%20eq%20'open'%20and%20severity%20eq%20'critical'&$orderby=severity&$count=true";
            let found = client.get(&format!("{list}?{query}")).await.json();
            assert_eq!((&found["@odata.count"], &found["value"][0]["title"]), (&1.into(), &"No mail".into()), "{list}");
            let none = client.get(&format!("{list}?$search=%22post%22")).await.json();
            assert_eq!(none["value"], json!([]), "{list}");
        }
        let said = json!({ "text": "Since when?" });
        let answer = olga.post(&format!("{desk}/messages"), &said).await;
        assert_eq!((answer.status.as_u16(), &answer.json()["writtenBy"]), (201, &OLGA.into()));
        let read = pia.get(&format!("{theirs}/messages")).await.json();
        assert_eq!(read["value"][0]["side"], "vendor");
        assert_eq!(read["value"][0].get("writtenBy").and_then(|by| by.as_str()), None);
        assert_eq!(pia.get(&theirs).await.json()["status"], "answered");
        assert_eq!(sven.post(&format!("{own}/messages"), &json!({ "text": "" })).await.status, 422);
        let seen = sven.get(&own).await.json();
        assert_eq!((&seen["openedBy"], &seen["serviceDisplayName"]), (&PIA.into(), &"Mail".into()));
        let stale = [("if-match", "W/\"1\"")];
        let refused = sven.call(Method::POST, &format!("{own}/close"), &stale, &json!({})).await;
        assert_eq!(refused.status, 412, "{}", refused.text());
        let closed = sven.post(&format!("{own}/close"), &json!({})).await;
        assert_eq!((closed.status.as_u16(), &closed.json()["closedBy"]), (200, &SVEN.into()));
        let late = olga.post(&format!("{desk}/messages"), &said).await;
        assert_eq!((late.status.as_u16(), late.code()), (409, "invalid_state".to_owned()));
        let seen = pia.get(&theirs).await.json();
        assert_eq!((&seen["closedBySide"], &seen["status"]), (&"customer".into(), &"closed".into()));
        assert_eq!(seen.get("closedBy").and_then(|by| by.as_str()), None);
    })
    .await;
}

/// Q24: without delegated admin privileges the partner reads neither address nor domains of the customer beside the first one, nowhere, and
/// no state of anything it did not sell; where the operator chose so it opens no request, with a code of its own, and reads those from before.
#[tokio::test]
async fn without_rights_details_and_requests_are_lost() {
    for kind in [Kind::Sqlite, Kind::Postgresql] {
        let choice = WithoutRights::Refused;
        let settings = Settings { support_requests_without_rights: choice, ..Settings::default() };
        let world = World::with(Database::fresh(kind).await, settings).await;
        world.agents(NORTHWIND, &[(PIA, Agent::Admin)]).await;
        world.reseller(TAILSPIN, NORTHWIND, true).await;
        let tenant = world.organization(TAILSPIN);
        let more = AddDomain { organization: tenant, domain: "toys-tailspin.example".to_owned() };
        run(&world.app, &world.caller(OLGA), more).await.unwrap();
        let served = Served::start(world).await;
        let (pia, sven) = (served.client(PIA).await, served.client(SVEN).await);
        let bought =
            json!({ "displayName": "Elsewhere", "offerName": "Old", "kind": "licences", "quantity": 3 });
        assert_eq!(sven.post("/v1.0/subscriptions", &bought).await.status, 201);
        let record = format!("/v1.0/customers/{tenant}");
        let requests = format!("{record}/supportRequests");
        let new = json!({ "title": "No mail", "description": "Since Monday", "severity": "minor" });
        let before = pia.post(&requests, &new).await;
        assert_eq!(before.status, 201, "{}", before.text());
        let reads = [
            record.clone(),
            "/v1.0/customers".to_owned(),
            format!("/v1/customers/{tenant}"),
            "/v1/customers".to_owned(),
            format!("{record}/subscriptions"),
        ];
        let told = async |word: &str| {
            let mut answers = Vec::new();
            for path in &reads {
                let answer = pia.get(path).await;
                assert_eq!(answer.status, 200, "{path}");
                if answer.text().contains(word) {
                    answers.push(path.clone());
                }
            }
            let mut browser = served.sign_in(PIA).await;
            for path in [format!("/partner/customers/{tenant}"), "/partner/customers".to_owned()] {
                if browser.page(&path).await.contains(word) {
                    answers.push(path);
                }
            }
            answers
        };
        assert_eq!(
            told("toys-tailspin.example").await.len(),
            3,
            "the record, in both interfaces and on its page"
        );
        assert_eq!(told("\"country\"").await.len(), 2);
        let gone =
            pia.call(Method::DELETE, &format!("{record}/delegatedAdminPrivileges"), &[], &json!({})).await;
        assert_eq!(gone.status, 204, "{}", gone.text());
        for word in ["toys-tailspin.example", "\"country\"", "\"address\"", "provisioning", "Elsewhere", SVEN]
        {
            assert_eq!(told(word).await, Vec::<String>::new(), "{word}");
        }
        assert_eq!(pia.get(&format!("{record}/users")).await.status, 403, "no people, and so no e-mail");
        let refused = pia.post(&requests, &new).await;
        assert_eq!(
            (refused.status.as_u16(), refused.code()),
            (403, "support_needs_delegated_role".to_owned())
        );
        let earlier = format!("{requests}/{}", before.json()["id"].as_str().unwrap());
        assert_eq!(pia.get(&earlier).await.status, 200);
        assert_eq!(pia.post(&format!("{earlier}/messages"), &json!({ "text": "And?" })).await.status, 201);
        // Commerce goes on.
        assert_eq!(pia.get(&format!("{record}/subscriptionOffers")).await.status, 200);
    }
}
