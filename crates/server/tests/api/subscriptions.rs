//! Subscriptions over both interfaces, from both sides.

use axum::http::Method;
use domain::agent::Agent;
use serde_json::{Value, json};
use testkit::{
    World, each,
    http::{Answer, Client, Served},
};

const TAILSPIN: &str = "tailspin.example";
const NORTHWIND: &str = "northwind.example";
const PIA: &str = "pia@northwind.example";
const GUS: &str = "gus@northwind.example";
const SVEN: &str = "sven@tailspin.example";
const OWN: &str = "/v1.0/subscriptions";

async fn market(world: &World, has_privileges: bool) {
    world.agents(NORTHWIND, &[(PIA, Agent::Admin), (GUS, Agent::Helpdesk)]).await;
    world.agents("adventure.example", &[("ada@adventure.example", Agent::Admin)]).await;
    world.reseller(TAILSPIN, NORTHWIND, has_privileges).await;
    world.reseller(TAILSPIN, "adventure.example", false).await;
}

async fn offer(served: &Served, name: &str, kind: &str, months: Option<i64>) -> Value {
    let olga = served.client("olga@operator.example").await;
    let new = json!({ "displayName": name, "kind": kind, "termMonths": months });
    let made = olga.post("/v1.0/subscriptionOffers", &new).await;
    assert_eq!(made.status, 201, "{}", made.text());
    made.json()["id"].clone()
}

fn id(answer: &Answer) -> String {
    assert_eq!(answer.status, 201, "{}", answer.text());
    answer.json()["id"].as_str().unwrap().to_owned()
}

async fn patch(client: &Client, path: &str, stamp: &str, body: &Value) -> Answer {
    client.call(Method::PATCH, path, &[("if-match", stamp)], body).await
}

/// the operator alone keeps the catalogue; partners read it beside a customer that buys from them, and nobody beside another.
#[tokio::test]
async fn the_catalogue_is_the_operators() {
    each(async |world: World| {
        market(&world, false).await;
        let tenant = world.organization(TAILSPIN);
        let fabrikam = world.organization("fabrikam.example");
        let served = Served::start(world).await;
        let cloud = offer(&served, "Cloud", "metered", None).await;
        let (pia, olga) = (served.client(PIA).await, served.client("olga@operator.example").await);
        let catalogue = "/v1.0/subscriptionOffers";
        for upn in [PIA, SVEN, "nora@northwind.example"] {
            let other = served.client(upn).await;
            assert_eq!(other.get(catalogue).await.code(), "forbidden", "{upn}");
        }
        let at = |tenant| format!("/v1.0/customers/{tenant}/subscriptionOffers");
        assert_eq!(pia.get(&at(tenant)).await.json()["value"][0]["id"], cloud);
        assert_eq!(pia.get(&at(fabrikam)).await.status, 404);
        assert_eq!(served.client(GUS).await.get(&at(tenant)).await.status, 403);
        for wrong in [
            json!({ "displayName": "cloud", "kind": "metered" }),
            json!({ "displayName": "Other", "kind": "sofas" }),
            json!({ "displayName": "Other", "kind": "licences", "termMonths": 61 }),
        ] {
            assert_eq!(olga.post(catalogue, &wrong).await.status, 422, "{wrong}");
        }
        let one = format!("{catalogue}/{}", cloud.as_str().unwrap());
        let edited = patch(&olga, &one, "W/\"1\"", &json!({ "termMonths": 12 })).await;
        assert_eq!(edited.json()["termMonths"], 12, "{}", edited.text());
        assert_eq!(patch(&olga, &one, "W/\"1\"", &json!({ "termMonths": null })).await.status, 412);
        assert_eq!(olga.delete(&one).await.status, 204);
        assert_eq!(pia.get(&at(tenant)).await.json()["value"], json!([]));
    })
    .await;
}

/// a subscription lives over the interface from both sides: provisioned, used by its role, its role ended by the
/// customer.
#[tokio::test]
async fn a_subscription_lives() {
    each(async |world: World| {
        market(&world, false).await;
        let (tenant, northwind) = (world.organization(TAILSPIN), world.organization(NORTHWIND));
        let served = Served::start(world).await;
        let cloud = offer(&served, "Cloud", "metered", None).await;
        let (pia, gus, sven) =
            (served.client(PIA).await, served.client(GUS).await, served.client(SVEN).await);
        let theirs = format!("/v1.0/customers/{tenant}/subscriptions");
        let new = json!({ "offerId": cloud, "displayName": "Shop" });
        assert_eq!(gus.post(&theirs, &new).await.status, 403);
        let made = pia.post(&theirs, &new).await;
        let sold = format!("{theirs}/{}", id(&made));
        assert_eq!(made.location(), sold);
        assert_eq!(made.json()["reseller"], "Northwind");
        let own = format!("{OWN}/{}", id(&made));
        let resources = format!("{sold}/resources");
        let web = json!({ "displayName": "Web", "kind": "Virtual machine" });
        let resource = format!("{resources}/{}", id(&pia.post(&resources, &web).await));
        let stopped = patch(&pia, &resource, "W/\"1\"", &json!({ "state": "stopped" })).await;
        assert_eq!(stopped.json()["state"], "stopped", "{}", stopped.text());
        assert_eq!(patch(&pia, &resource, "W/\"1\"", &json!({ "state": "running" })).await.status, 412);
        assert_eq!(gus.get(&sold).await.status, 200, "what was sold, Helpdesk agents see");
        assert_eq!(gus.get(&resources).await.status, 404, "what is inside opens by a role alone");
        assert_eq!(gus.delete(&resource).await.status, 404);
        assert_eq!(sven.get(&format!("{own}/resources")).await.json()["value"][0]["displayName"], "Web");

        let readers = json!({ "role": "reader", "partnerId": northwind, "agent": "helpdesk_agent" });
        let given = sven.post(&format!("{own}/roleAssignments"), &readers).await;
        assert_eq!(given.json()["principalDisplayName"], "HelpdeskAgents", "{}", given.text());
        assert_eq!(gus.get(&resources).await.status, 200);
        assert_eq!(gus.delete(&resource).await.status, 403, "insufficient");
        assert_eq!(pia.post(&format!("{sold}/roleAssignments"), &readers).await.status, 404);
        let roles = sven.get(&format!("{own}/roleAssignments")).await.json();
        assert_eq!(roles["value"].as_array().map(Vec::len), Some(2), "{roles}");
        for role in roles["value"].as_array().unwrap() {
            let role = format!("{own}/roleAssignments/{}", role["id"].as_str().unwrap());
            assert_eq!(sven.delete(&role).await.status, 204);
            assert_eq!(sven.delete(&role).await.status, 404);
        }
        for client in [&pia, &gus] {
            assert_eq!(client.get(&resources).await.status, 404);
        }
        let ada = served.client("ada@adventure.example").await;
        assert_eq!(ada.get(&sold).await.status, 404);
        assert_eq!(ada.get(&theirs).await.json()["value"], json!([]));

        let old = json!({ "displayName": "Old", "offerName": "Elsewhere", "kind": "metered" });
        assert_eq!(served.client("stina@tailspin.example").await.post(OWN, &old).await.status, 403);
        let old = id(&sven.post(OWN, &old).await);
        assert_eq!(pia.get(&format!("{theirs}/{old}")).await.status, 404, "there before");
        assert_eq!(sven.get(OWN).await.json()["value"].as_array().map(Vec::len), Some(2));
        let all = pia.get("/v1.0/customers/subscriptions?$count=true").await.json();
        assert_eq!((&all["@odata.count"], &all["value"][0]["displayName"]), (&json!(1), &json!("Shop")));
    })
    .await;
}

/// §4.7, §4.8, R-308: the Partner Center surface lists, reads and changes subscriptions with their version; a relationship does not end while
/// one runs.
#[tokio::test]
async fn the_published_surface_changes_subscriptions() {
    each(async |world: World| {
        market(&world, false).await;
        let tenant = world.organization(TAILSPIN);
        let served = Served::start(world).await;
        let seats = offer(&served, "Rooms Pro", "licences", Some(12)).await;
        let (pia, nora) = (served.client(PIA).await, served.client("nora@northwind.example").await);
        let native = format!("/v1.0/customers/{tenant}/subscriptions");
        let sold = id(&pia.post(&native, &json!({ "offerId": seats, "quantity": 3 })).await);
        let list = format!("/v1/customers/{tenant}/subscriptions");
        let found = pia.get(&list).await.json();
        assert_eq!((&found["totalCount"], &found["items"][0]["id"]), (&json!(1), &json!(sold)));
        let one = format!("{list}/{sold}");
        let read = pia.get(&one).await.json();
        assert_eq!(read["attributes"]["objectType"], "Subscription");
        let etag = read["attributes"]["etag"].as_str().unwrap().to_owned();
        let more = json!({ "Quantity": 4, "FriendlyName": "Rooms" });
        assert_eq!(pia.call(Method::PATCH, &one, &[], &more).await.json()["code"], 2055, "without a version");
        let changed = patch(&pia, &one, &etag, &more).await.json();
        assert_eq!((&changed["quantity"], &changed["friendlyName"]), (&json!(4), &json!("Rooms")));
        assert_eq!(patch(&pia, &one, &etag, &more).await.json()["code"], 2055, "stale");
        let etag = changed["attributes"]["etag"].as_str().unwrap().to_owned();
        for (wrong, said) in [
            (json!({ "foo": 1 }), "foo"),
            (json!({ "unitType": "sofas" }), "unitType: "),
            (json!({ "FriendlyName": "" }), "friendlyName: "),
            (json!({ "quantity": null }), "quantity: "),
        ] {
            let refused = patch(&pia, &one, &etag, &wrong).await;
            assert_eq!((refused.status.as_u16(), &refused.json()["code"]), (400, &json!(3000)), "{wrong}");
            assert!(refused.json()["data"][0].as_str().unwrap().contains(said), "{}", refused.text());
        }
        let nothing = uuid::Uuid::nil();
        assert_eq!(pia.get(&format!("{list}/{nothing}")).await.json()["code"], 1000, "the customer is there");
        let stranger = served.world.organization("contoso.example");
        for below in ["", "/policies", &format!("/subscriptions/{sold}"), &format!("/policies/{nothing}")] {
            let refused = pia.get(&format!("/v1/customers/{stranger}{below}")).await;
            assert_eq!((refused.status.as_u16(), &refused.json()["code"]), (404, &json!(60003)), "{below}");
        }
        let mut whole = changed.clone();
        whole["quantity"] = json!(5);
        let changed = patch(&pia, &one, &etag, &whole).await;
        assert_eq!(
            (changed.status.as_u16(), &changed.json()["quantity"]),
            (200, &json!(5)),
            "{}",
            changed.text()
        );
        let etag = changed.json()["attributes"]["etag"].as_str().unwrap().to_owned();
        let day = served.world.app.clock.now().to_string();
        let records = format!("/v1/auditrecords?startDate={}", day.split('T').next().unwrap());
        let records = nora.get(&records).await.json();
        let operations: Vec<_> = records["items"]
            .as_array()
            .unwrap()
            .iter()
            .map(|it| (&it["resourceType"], &it["operationType"]))
            .collect();
        for told in [("order", "create_order"), ("subscription", "update_subscription")] {
            assert!(operations.contains(&(&json!(told.0), &json!(told.1))), "{told:?}: {records}");
        }

        let customer = format!("/v1.0/customers/{tenant}");
        let relationship = nora.get(&customer).await.json()["@odata.etag"].as_str().unwrap().to_owned();
        let end = async || {
            let headers = [("if-match", relationship.as_str())];
            nora.call(Method::DELETE, &customer, &headers, &Value::Null).await
        };
        assert_eq!(end().await.code(), "active_subscriptions");
        let halted = patch(&pia, &one, &etag, &json!({ "status": "suspended" })).await.json();
        assert_eq!(halted["status"], "suspended");
        assert_eq!(end().await.status, 204);
        assert_eq!(pia.get(&list).await.json()["code"], 60003);
    })
    .await;
}

/// licences are given and taken over the interface by whose right in the directory reaches them.
#[tokio::test]
async fn licences_are_given_and_taken() {
    each(async |world: World| {
        market(&world, true).await;
        let tenant = world.organization(TAILSPIN);
        let stina = world.user("stina@tailspin.example");
        let served = Served::start(world).await;
        let seats = offer(&served, "Rooms Pro", "licences", Some(12)).await;
        let (pia, gus, sven) =
            (served.client(PIA).await, served.client(GUS).await, served.client(SVEN).await);
        let theirs = format!("/v1.0/customers/{tenant}/subscriptions");
        let sold = id(&pia.post(&theirs, &json!({ "offerId": seats })).await);
        let licences = format!("{theirs}/{sold}/licenceAssignments");
        let own = format!("{OWN}/{sold}/licenceAssignments");
        let person = json!({ "userPrincipalName": "stina@tailspin.example" });
        assert_eq!(gus.post(&licences, &person).await.status, 403, "Helpdesk administrators give none");
        assert_eq!(pia.post(&licences, &person).await.status, 204);
        let uses = "select count(*) from delegation_uses";
        assert_eq!(served.world.database.number(uses).await, 1, "R-326: a change is a use");
        assert_eq!(pia.post(&licences, &person).await.code(), "already_exists");
        let full = sven.post(&own, &json!({ "userPrincipalName": SVEN })).await;
        assert_eq!((full.status.as_u16(), full.code()), (409, "no_licence_left".to_owned()));
        assert_eq!(sven.get(&own).await.json()["value"][0]["displayName"], "Stina Stranger");
        let all = pia.get(&format!("/v1.0/customers/{tenant}/licences")).await.json();
        assert_eq!(all["value"][0]["assignedQuantity"], 1);
        assert_eq!(sven.delete(&format!("{own}/{stina}")).await.status, 204);
        assert_eq!(sven.delete(&format!("{own}/{stina}")).await.status, 404);
    })
    .await;
}
