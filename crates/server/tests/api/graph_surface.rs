//! What clients of Graph rely on beside the life of a relationship: errors, versions, changes sent back whole, requests at the same time
//! (§4.1–§4.6).

use axum::http::Method;
use domain::agent::Agent;
use serde_json::{Value, json};
use testkit::{
    World, each,
    http::{Answer, Client, Served},
};

const NORTHWIND: &str = "northwind.example";
const PIA: &str = "pia@northwind.example";
const BELOW: &str = "/v1.0/tenantRelationships";
const BASE: &str = "/v1.0/tenantRelationships/delegatedAdminRelationships";
const READERS: &str = "88d8e3e3-8f55-4a1e-953a-9b9898b8876b";

async fn served(world: World) -> Served {
    world.agents(NORTHWIND, &[(PIA, Agent::Admin)]).await;
    Served::start(world).await
}

fn body(name: &str) -> Value {
    let role = json!({ "roleDefinitionId": READERS });
    json!({ "displayName": name, "duration": "P730D", "accessDetails": { "unifiedRoles": [role] } })
}

/// A draft as it is answered.
async fn draft(pia: &Client, name: &str) -> Value {
    let made = pia.post(BASE, &body(name)).await;
    assert_eq!(made.status, 201, "{}", made.text());
    made.json()
}

fn at(thing: &Value) -> String {
    format!("{BASE}/{}", thing["id"].as_str().unwrap())
}

fn etag(thing: &Value) -> &str {
    thing["@odata.etag"].as_str().unwrap()
}

/// Status and code of an error in the shape of Graph.
fn told(answer: &Answer) -> (u16, String) {
    let error = &answer.json()["error"];
    assert!(!error["message"].as_str().unwrap().is_empty(), "{error}");
    let inner = &error["innerError"];
    assert_eq!(inner["request-id"], answer.header("request-id"), "{error}");
    assert_eq!(inner["date"].as_str().map(str::len), Some("2026-11-30T08:00:00".len()), "{error}");
    (answer.status.as_u16(), answer.code())
}

/// §4.5: whatever is wrong below the surface is told in one shape: methods and addresses that are not there, bodies that are none.
#[tokio::test]
async fn each_error_has_the_shape_of_graph() {
    each(async |world: World| {
        let served = served(world).await;
        let pia = served.client(PIA).await;
        let made = draft(&pia, "Rooms").await;
        let one = at(&made);
        let customers = format!("{BELOW}/delegatedAdminCustomers");
        for (method, path, allowed) in [
            (Method::PUT, BASE, "GET"),
            (Method::OPTIONS, BASE, "GET"),
            (Method::POST, &one, "GET"),
            (Method::POST, &customers, "GET"),
            (Method::DELETE, &customers, "GET"),
            (Method::PATCH, &format!("{customers}/{}", uuid::Uuid::nil()), "GET"),
            (Method::PUT, "/beta/tenantRelationships/delegatedAdminRelationships", "GET"),
        ] {
            let refused = pia.call(method.clone(), path, &[], &Value::Null).await;
            assert_eq!(told(&refused), (405, "methodNotAllowed".to_owned()), "{method} {path}");
            assert!(
                refused.header("allow").contains(allowed),
                "{method} {path}: {}",
                refused.header("allow")
            );
            let inner = &refused.json()["error"]["innerError"];
            assert_eq!(
                (inner.get("client-request-id"), &inner["code"]),
                (None, &json!("method_not_allowed"))
            );
        }
        for path in [
            BELOW,
            &format!("{BELOW}/nothing"),
            &format!("{BELOW}/delegatedAdminRelationships/x/y/z/w"),
            "/beta/tenantRelationships/nothing",
            "/beta/nothing",
        ] {
            let named = [("client-request-id", "mine")];
            let missing = pia.call(Method::GET, path, &named, &Value::Null).await;
            assert_eq!(told(&missing), (404, "itemNotFound".to_owned()), "{path}");
            assert_eq!(missing.json()["error"]["innerError"]["client-request-id"], "mine");
        }
        assert_eq!(told(&served.nobody().get(BASE).await), (401, "unauthenticated".to_owned()));

        let text = body("Another").to_string();
        let other = [("content-type", "text/plain")];
        let refused = pia.raw(Method::POST, BASE, &other, &text).await;
        assert_eq!(told(&refused), (415, "unsupportedMediaType".to_owned()));
        let plain = [("content-type", "application/json; charset=utf-8")];
        let twice = text.replacen('{', r#"{"displayName": "First", "#, 1);
        let refused = pia.raw(Method::POST, BASE, &plain, &twice).await;
        assert_eq!(told(&refused), (400, "badRequest".to_owned()));
        assert!(refused.text().contains("duplicate field"), "{}", refused.text());
        assert_eq!(pia.raw(Method::POST, BASE, &plain, &text).await.status, 201);

        // The other surfaces say the same in their own words.
        let refused = pia.call(Method::PUT, "/v1.0/users", &[], &json!({})).await;
        assert_eq!((refused.status.as_u16(), refused.code()), (405, "method_not_allowed".to_owned()));
        assert!(refused.header("allow").contains("POST"), "{}", refused.header("allow"));
        let refused = pia.raw(Method::POST, "/v1.0/users", &other, "{}").await;
        assert_eq!((refused.status.as_u16(), refused.code()), (415, "unsupported_media_type".to_owned()));
        let refused = pia.call(Method::DELETE, "/v1/customers", &[], &Value::Null).await;
        assert_eq!((refused.status.as_u16(), &refused.json()["code"]), (405, &json!("method_not_allowed")));
        let refused = pia.raw(Method::POST, "/v1/customers", &other, "{}").await;
        assert_eq!((refused.status.as_u16(), &refused.json()["code"]), (415, &json!(3000)));
        let twice = r#"{"Devices": [], "devices": []}"#;
        let path = format!("/v1/customers/{}/deviceBatches", uuid::Uuid::nil());
        let refused = pia.raw(Method::POST, &path, &[], twice).await;
        assert_eq!((refused.status.as_u16(), &refused.json()["code"]), (400, &json!(3000)));
    })
    .await;
}

/// §4.1, §4.4: beta has the same paths, and leads on in itself; what is described is what was selected.
#[tokio::test]
async fn beta_answers_alike() {
    each(async |world: World| {
        let served = served(world).await;
        let pia = served.client(PIA).await;
        let beta = BASE.replace("/v1.0/", "/beta/");
        for name in ["Leaf-1", "Leaf-2"] {
            let made = pia.post(&beta, &body(name)).await;
            assert_eq!(made.status, 201, "{}", made.text());
            let at = made.location().strip_prefix(&served.base()).unwrap().to_owned();
            assert!(at.starts_with(&beta), "{at}");
            assert_eq!(pia.get(&at).await.json()["displayName"], name);
            let described = format!(
                "{}/beta/$metadata#tenantRelationships/delegatedAdminRelationships/$entity",
                served.base()
            );
            assert_eq!(made.json()["@odata.context"], described);
        }
        let first =
            pia.get(&format!("{beta}?$top=1&$select=id,displayName&$orderby=displayName")).await.json();
        let next = first["@odata.nextLink"].as_str().unwrap().strip_prefix(&served.base()).unwrap();
        assert!(next.starts_with(&beta), "{next}");
        assert_eq!(pia.get(next).await.json()["value"][0]["displayName"], "Leaf-2");
        let ends = |shown: &Value, wanted: &str| {
            let context = shown["@odata.context"].as_str().unwrap();
            assert!(context.ends_with(&format!("#tenantRelationships/{wanted}")), "{context}");
        };
        ends(&first, "delegatedAdminRelationships(id,displayName)");
        let made = draft(&pia, "Released").await;
        let one = at(&made);
        ends(
            &pia.get(&format!("{one}?$select=status")).await.json(),
            "delegatedAdminRelationships(status)/$entity",
        );
        ends(&pia.get(&format!("{one}/operations")).await.json(), "delegatedAdminRelationships/operations");
        let lock = pia.post(&format!("{one}/requests"), &json!({ "action": "lockForApproval" })).await;
        let shown = pia
            .get(&format!("{}?$select=status", lock.location().strip_prefix(&served.base()).unwrap()))
            .await
            .json();
        ends(&shown, "delegatedAdminRelationships/requests(status)/$entity");
        assert_eq!(shown.get("action"), None, "{shown}");
    })
    .await;
}

/// §4.3, §4.4: a thing that was read can be sent back with a change; what stands is no change in any state, what only Steward sets is set
/// by nobody else, and null clears what can be cleared.
#[tokio::test]
async fn a_thing_is_sent_back_with_a_change() {
    each(async |world: World| {
        let tailspin = world.organization("tailspin.example");
        let served = served(world).await;
        let pia = served.client(PIA).await;
        let made = draft(&pia, "Rooms").await;
        let one = at(&made);
        let patch = async |etag: &str, change: &Value| pia.patch(&one, etag, change).await;
        let version = etag(&made).to_owned();
        for same in [
            json!({}),
            made.clone(),
            json!({ "customer": null, "displayName": "Rooms" }),
            json!({ "duration": "P24M", "autoExtendDuration": "P0D" }),
            // What the client for Python makes of the durations that it read.
            json!({ "duration": "730 days, 0:00:00", "autoExtendDuration": "0:00:00" }),
        ] {
            let answer = patch(&version, &same).await;
            assert_eq!(answer.status, 200, "{same}: {}", answer.text());
            assert_eq!(etag(&answer.json()), version, "{same}");
        }
        let mut changed = made.clone();
        changed["displayName"] = json!("Rooms of Tailspin");
        changed["customer"] = json!({ "tenantId": tailspin });
        let changed = patch(&version, &changed).await;
        assert_eq!(changed.status, 200, "{}", changed.text());
        let changed = changed.json();
        assert_eq!(changed["displayName"], "Rooms of Tailspin");
        assert_ne!(etag(&changed), version);
        assert_eq!(patch(&version, &made).await.status, 412);
        for (refused, target) in [
            (json!({ "duration": null }), "duration"),
            (json!({ "displayName": null }), "displayName"),
            (json!({ "accessDetails": null }), "accessDetails"),
            (json!({ "autoExtendDuration": null }), "autoExtendDuration"),
            (json!({ "id": uuid::Uuid::nil() }), "id"),
            (json!({ "status": "active" }), "status"),
            (json!({ "createdDateTime": "2026-01-01T00:00:00Z" }), "createdDateTime"),
            (json!({ "duration": "730 days, 0:00:01" }), "duration"),
            (json!({ "color": "red" }), "body"),
        ] {
            let answer = patch(etag(&changed), &refused).await;
            assert_eq!(told(&answer), (400, "badRequest".to_owned()), "{refused}");
            assert_eq!(answer.json()["error"]["details"][0]["target"], target, "{}", answer.text());
        }
        let cleared = patch(etag(&changed), &json!({ "customer": null })).await.json();
        assert_eq!(cleared["customer"], Value::Null, "{cleared}");

        // Once it is finalized nothing of it changes, and nothing is no change.
        let lock = pia.post(&format!("{one}/requests"), &json!({ "action": "lockForApproval" })).await;
        assert_eq!(lock.status, 201, "{}", lock.text());
        let now = pia.get(&one).await.json();
        for same in [json!({}), now.clone()] {
            let answer = patch(etag(&now), &same).await;
            assert_eq!(
                (answer.status.as_u16(), etag(&answer.json())),
                (200, etag(&now)),
                "{}",
                answer.text()
            );
        }
        assert_eq!(
            told(&patch(etag(&now), &json!({ "duration": "P1Y" })).await),
            (400, "badRequest".to_owned())
        );
    })
    .await;
}

/// §4.2, §4.5: a request heeds the version it is sent with; of two at the same time one is done and the other is a conflict, and a state that
/// does not allow it stays a bad request.
#[tokio::test]
async fn requests_meet_each_other() {
    each(async |world: World| {
        let served = served(world).await;
        let pia = served.client(PIA).await;
        let made = draft(&pia, "Rooms").await;
        let requests = format!("{}/requests", at(&made));
        let lock = json!({ "action": "lockForApproval" });
        let stale = pia.call(Method::POST, &requests, &[("if-match", "W/\"77\"")], &lock).await;
        assert_eq!(told(&stale), (412, "resourceModified".to_owned()));
        let prefers = [("prefer", "respond-async, include-unknown-enum-members"), ("if-match", etag(&made))];
        let locked = pia.call(Method::POST, &requests, &prefers, &lock).await;
        assert_eq!(locked.status, 201, "{}", locked.text());
        assert_eq!(locked.header("preference-applied"), "include-unknown-enum-members");
        let list = pia.call(Method::GET, &requests, &prefers[..1], &Value::Null).await;
        assert_eq!(list.header("preference-applied"), "include-unknown-enum-members");
        assert_eq!(pia.get(&requests).await.header("preference-applied"), "");
        assert_eq!(told(&pia.post(&requests, &lock).await), (400, "badRequest".to_owned()), "done already");

        let made = draft(&pia, "Raced for").await;
        let requests = format!("{}/requests", at(&made));
        let ask = async || told_or_done(&pia.post(&requests, &lock).await);
        let (one, two, three, four) = tokio::join!(ask(), ask(), ask(), ask());
        let mut all = [one, two, three, four];
        all.sort_unstable();
        assert_eq!(all[0], (201, String::new()), "{all:?}");
        for lost in &all[1..] {
            // Who came when it was done already is not in a race.
            assert!([(409, "conflict"), (400, "badRequest")].contains(&(lost.0, lost.1.as_str())), "{all:?}");
        }
    })
    .await;
}

fn told_or_done(answer: &Answer) -> (u16, String) {
    if answer.status == 201 { (201, String::new()) } else { told(answer) }
}

/// §4.2, §4.3: whoever reads a relationship with its assignments and sends it back whole changes what differs, and no assignment; those are
/// changed at their own address.
#[tokio::test]
async fn what_was_read_expanded_is_sent_back() {
    each(async |world: World| {
        let served = served(world).await;
        let (pia, sven) = (served.client(PIA).await, served.client("sven@tailspin.example").await);
        let made = draft(&pia, "Rooms").await;
        let one = at(&made);
        let locked = pia.post(&format!("{one}/requests"), &json!({ "action": "lockForApproval" })).await;
        assert_eq!(locked.status, 201, "{}", locked.text());
        assert_eq!(sven.post("/v1.0/granularRelationships", &json!({ "id": made["id"] })).await.status, 201);
        service::granular_relationships::tend(&served.world.app).await.unwrap();
        let assignment = json!({
            "accessContainer": {
                "accessContainerId": served.world.security_group(NORTHWIND, "Service"),
                "accessContainerType": "securityGroup",
            },
            "accessDetails": { "unifiedRoles": [{ "roleDefinitionId": READERS }] },
        });
        assert_eq!(pia.post(&format!("{one}/accessAssignments"), &assignment).await.status, 201);

        let mut read = pia.get(&format!("{one}?$expand=accessAssignments")).await.json();
        assert_eq!(read["accessAssignments"][0]["status"], "pending", "{read}");
        // It goes on by itself meanwhile.
        service::granular_relationships::tend(&served.world.app).await.unwrap();
        read["autoExtendDuration"] = json!("P180D");
        let version = pia.get(&one).await.json();
        read["lastModifiedDateTime"] = version["lastModifiedDateTime"].clone();
        let changed = pia.patch(&one, etag(&version), &read).await;
        assert!(changed.status.is_success(), "{}", changed.text());
        service::granular_relationships::tend(&served.world.app).await.unwrap();
        let now = pia.get(&format!("{one}?$expand=accessAssignments")).await.json();
        assert_eq!(
            (&now["autoExtendDuration"], &now["accessAssignments"][0]["status"]),
            (&json!("P180D"), &json!("active"))
        );

        for other in [json!([]), json!([{ "id": uuid::Uuid::nil() }]), json!("none")] {
            let refused = pia.patch(&one, etag(&now), &json!({ "accessAssignments": other })).await;
            assert_eq!(refused.status, 400, "{other}: {}", refused.text());
        }
    })
    .await;
}
