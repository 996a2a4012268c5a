//! Granular relationships: the partner's side as Graph has it, and the customer's.

use axum::http::Method;
use domain::{agent::Agent, time::DAY};
use serde_json::{Value, json};
use service::granular_relationships::tend;
use testkit::{
    World, each,
    http::{Answer, Client, Served},
};

const TAILSPIN: &str = "tailspin.example";
const NORTHWIND: &str = "northwind.example";
const PIA: &str = "pia@northwind.example";
const PAUL: &str = "paul@northwind.example";
const GUS: &str = "gus@northwind.example";
const NED: &str = "ned@northwind.example";
const SVEN: &str = "sven@tailspin.example";
const BASE: &str = "/v1.0/tenantRelationships/delegatedAdminRelationships";
const GRANTED: &str = "/v1.0/granularRelationships";

const GLOBAL: &str = "62e90394-69f5-4237-9190-012177145e10";
const READERS: &str = "88d8e3e3-8f55-4a1e-953a-9b9898b8876b";
const TEAMS: &str = "69091246-20e8-4a56-aa4d-066075b2a7a8";

/// Northwind with Admin agents; Gus is in its group Technicians, which is in Service.
async fn served(world: World) -> Served {
    world.agents(NORTHWIND, &[(PIA, Agent::Admin), (PAUL, Agent::Sales)]).await;
    Served::start(world).await
}

fn details(roles: &[&str]) -> Value {
    let roles: Vec<_> = roles.iter().map(|role| json!({ "roleDefinitionId": role })).collect();
    json!({ "unifiedRoles": roles })
}

fn body(name: &str, roles: &[&str]) -> Value {
    json!({ "displayName": name, "duration": "P730D", "accessDetails": details(roles) })
}

async fn draft(pia: &Client, name: &str, roles: &[&str]) -> String {
    let made = pia.post(BASE, &body(name, roles)).await;
    assert_eq!(made.status, 201, "{}", made.text());
    made.json()["id"].as_str().unwrap().to_owned()
}

async fn request(client: &Client, id: &str, action: &str) -> Answer {
    client.post(&format!("{BASE}/{id}/requests"), &json!({ "action": action })).await
}

async fn status(client: &Client, id: &str) -> String {
    client.get(&format!("{BASE}/{id}")).await.json()["status"].as_str().unwrap().to_owned()
}

async fn delete(client: &Client, path: &str, etag: &str) -> Answer {
    client.call(Method::DELETE, path, &[("if-match", etag)], &Value::Null).await
}

/// The path of an address of the API.
fn path_of(address: &str) -> &str {
    address.split_at(address.find("/v1.0").expect("an address of the API")).1
}

/// A relationship of Northwind in force at Tailspin.
async fn active(served: &Served, name: &str, roles: &[&str]) -> String {
    let (pia, sven) = (served.client(PIA).await, served.client(SVEN).await);
    let id = draft(&pia, name, roles).await;
    assert_eq!(request(&pia, &id, "lockForApproval").await.status, 201);
    let approved = sven.post(GRANTED, &json!({ "id": id })).await;
    assert_eq!(approved.status, 201, "{}", approved.text());
    tend(&served.world.app).await.unwrap();
    assert_eq!(status(&pia, &id).await, "active");
    id
}

fn container(served: &Served, group: &str) -> Value {
    let id = served.world.security_group(NORTHWIND, group);
    json!({ "accessContainerId": id, "accessContainerType": "securityGroup" })
}

/// Gives roles to a group of Northwind; the identifier of the assignment.
async fn assign(served: &Served, id: &str, group: &str, roles: &[&str]) -> String {
    let pia = served.client(PIA).await;
    let body = json!({ "accessContainer": container(served, group), "accessDetails": details(roles) });
    let made = pia.post(&format!("{BASE}/{id}/accessAssignments"), &body).await;
    assert_eq!(made.status, 201, "{}", made.text());
    assert_eq!(made.json()["status"], "pending");
    tend(&served.world.app).await.unwrap();
    made.json()["id"].as_str().unwrap().to_owned()
}

/// The status with which somebody looks the people of Tailspin up.
async fn looks(served: &Served, upn: &str) -> u16 {
    let tenant = served.world.organization(TAILSPIN);
    served.client(upn).await.get(&format!("/v1.0/customers/{tenant}/users")).await.status.as_u16()
}

/// §4.2–§4.5: a draft, its changes and how it is finalized, in the words and with the habits of Graph.
#[tokio::test]
async fn a_partner_drafts_and_finalizes() {
    each(async |world: World| {
        let served = served(world).await;
        let pia = served.client(PIA).await;
        let nora = served.client("nora@northwind.example").await;
        for upn in [PAUL, GUS, NED, SVEN, "anna@contoso.example", "nora@northwind.example"] {
            let refused = served.client(upn).await.post(BASE, &body("Rooms", &[TEAMS])).await;
            assert_eq!((refused.status.as_u16(), refused.code()), (403, "accessDenied".to_owned()), "{upn}");
        }
        let sent = json!({
            "@odata.type": "#microsoft.graph.delegatedAdminRelationship",
            "displayName": "Tailspin rooms", "duration": "P2Y", "autoExtendDuration": "P180D",
            "customer": { "tenantId": served.world.organization(TAILSPIN), "displayName": "whatever" },
            "accessDetails": details(&[TEAMS, READERS]),
        });
        let made = pia.post(BASE, &sent).await;
        assert_eq!(made.status, 201, "{}", made.text());
        let shown = made.json();
        let id = shown["id"].as_str().unwrap().to_owned();
        assert_eq!(id.len(), 73, "two GUIDs joined by a dash");
        assert!(made.location().ends_with(&format!("{BASE}/{id}")), "{}", made.location());
        assert!(shown["@odata.context"].as_str().unwrap().ends_with("delegatedAdminRelationships/$entity"));
        assert_eq!(shown["@odata.type"], "#microsoft.graph.delegatedAdminRelationship");
        let etag = shown["@odata.etag"].as_str().unwrap().to_owned();
        assert_eq!(
            (&shown["status"], &shown["duration"], &shown["autoExtendDuration"]),
            (&json!("created"), &json!("P730D"), &json!("P180D"))
        );
        assert_eq!((&shown["activatedDateTime"], &shown["endDateTime"]), (&Value::Null, &Value::Null));
        assert_eq!(shown["customer"]["displayName"], Value::Null, "a look-up would tell names of strangers");

        // What breaks a rule is 400, a name that is taken 409, and each says where.
        let over = "x".repeat(51);
        let twice = [TEAMS, TEAMS];
        let own = served.world.organization(NORTHWIND);
        for (change, target) in [
            (json!({ "displayName": "" }), "displayName"),
            (json!({ "displayName": over }), "displayName"),
            (json!({ "duration": "P731D" }), "duration"),
            (json!({ "duration": "730 days, 0:00:00" }), "duration"),
            (json!({ "accessDetails": details(&[]) }), "accessDetails"),
            (json!({ "accessDetails": details(&twice) }), "accessDetails"),
            (json!({ "accessDetails": details(&["11111111-1111-1111-1111-111111111111"]) }), "accessDetails"),
            (json!({ "autoExtendDuration": "P90D" }), "autoExtendDuration"),
            (json!({ "accessDetails": details(&[GLOBAL]), "autoExtendDuration": "P180D" }), "autoExtendDuration"),
            (json!({ "customer": { "tenantId": own } }), "customer/tenantId"),
            (json!({ "DisplayName": "case" }), "body"),
        ] {
            let mut sent = body("Another", &[TEAMS]);
            sent.as_object_mut().unwrap().extend(change.as_object().unwrap().clone());
            let refused = pia.post(BASE, &sent).await;
            assert_eq!(refused.status, 400, "{change}: {}", refused.text());
            let error = &refused.json()["error"];
            assert_eq!(error["code"], "badRequest", "{change}");
            assert_eq!(error["details"][0]["target"], target, "{change}: {error}");
            assert!(error["innerError"]["date"].is_string() && error["innerError"]["request-id"].is_string());
        }
        let taken = pia.post(BASE, &body("TAILSPIN  rooms", &[TEAMS])).await;
        assert_eq!((taken.status.as_u16(), taken.code()), (409, "nameAlreadyExists".to_owned()));
        // An organization that does not exist is as good as one that does.
        let mut sent = body("Nobody", &[TEAMS]);
        sent["customer"] = json!({ "tenantId": "22222222-2222-2222-2222-222222222222" });
        assert_eq!(pia.post(BASE, &sent).await.status, 201);

        // A draft changes under its version alone.
        let path = format!("{BASE}/{id}");
        let change = json!({ "displayName": "Rooms of Tailspin", "customer": null });
        let missing = pia.call(Method::PATCH, &path, &[], &change).await;
        assert_eq!((missing.status.as_u16(), missing.code()), (400, "badRequest".to_owned()));
        let stale = pia.patch(&path, "W/\"7\"", &change).await;
        assert_eq!((stale.status.as_u16(), stale.code()), (412, "resourceModified".to_owned()));
        let changed = pia.patch(&path, &etag, &change).await;
        assert_eq!(changed.status, 200, "{}", changed.text());
        assert_eq!(changed.json()["customer"], Value::Null);
        assert_ne!(changed.json()["@odata.etag"], etag);
        assert_eq!(pia.patch(&path, &etag, &change).await.status, 412);

        // Nobody opens a draft; once it is finalized nothing of it changes.
        let open = format!("{GRANTED}/{id}/request");
        let sven = served.client(SVEN).await;
        assert_eq!(sven.get(&open).await.status, 404);
        let locked = request(&pia, &id, "lockForApproval").await;
        assert_eq!(locked.status, 201, "{}", locked.text());
        assert_eq!(
            (&locked.json()["action"], &locked.json()["status"]),
            (&json!("lockForApproval"), &json!("created"))
        );
        tend(&served.world.app).await.unwrap();
        let of = format!("{path}/requests/{}", locked.json()["id"].as_str().unwrap());
        assert_eq!(pia.get(&of).await.json()["status"], "succeeded");
        assert_eq!(status(&pia, &id).await, "approvalPending");
        let now = pia.get(&path).await.json()["@odata.etag"].as_str().unwrap().to_owned();
        for refused in [
            pia.patch(&path, &now, &json!({ "displayName": "late" })).await,
            pia.patch(&path, &now, &json!({ "autoExtendDuration": "PT0S" })).await,
            delete(&pia, &path, &now).await,
            request(&pia, &id, "lockForApproval").await,
            request(&pia, &id, "terminate").await,
            request(&pia, &id, "dance").await,
        ] {
            assert_eq!((refused.status.as_u16(), refused.code()), (400, "badRequest".to_owned()), "{}", refused.text());
        }
        let opened = sven.get(&open).await;
        assert_eq!(opened.json()["partnerDisplayName"], "Northwind", "{}", opened.text());
        assert_eq!(served.client("stina@tailspin.example").await.get(&open).await.status, 403);
        assert_eq!(nora.get(&open).await.status, 404, "one's own request is not there to be approved");

        // Lists: filter, order, pages.
        let found = pia.get(&format!("{BASE}?$filter=startswith(displayName,'rooms')%20and%20status%20eq%20'approvalPending'&$count=true")).await.json();
        assert_eq!((&found["@odata.count"], &found["value"][0]["id"]), (&json!(1), &json!(id)));
        let tenant = "22222222-2222-2222-2222-222222222222";
        let found = pia.get(&format!("{BASE}?$filter=customer/tenantId%20eq%20'{tenant}'&$select=displayName")).await.json();
        assert_eq!(found["value"][0]["displayName"], "Nobody", "{found}");
        assert_eq!(found["value"][0].get("status"), None);
        let first = pia.get(&format!("{BASE}?$top=1&$orderby=displayName%20desc")).await.json();
        assert_eq!(first["value"][0]["displayName"], "Rooms of Tailspin", "{first}");
        let next = first["@odata.nextLink"].as_str().unwrap();
        let next = path_of(next);
        assert_eq!(pia.get(next).await.json()["value"][0]["displayName"], "Nobody");
        for wrong in ["$top=301", "$filter=color%20eq%20'red'", "$orderby=duration"] {
            assert_eq!(pia.get(&format!("{BASE}?{wrong}")).await.code(), "badRequest", "{wrong}");
        }
        // Another partner's, and what is no identifier, are not there.
        let ada = served.client("ada@adventure.example").await;
        for (client, at) in [(&ada, path.as_str()), (&pia, &format!("{BASE}/nothing"))] {
            let missing = client.get(at).await;
            assert!([403, 404].contains(&missing.status.as_u16()), "{}", missing.text());
        }
        // A draft is thrown away under its version.
        let other = draft(&pia, "Throw away", &[TEAMS]).await;
        assert_eq!(delete(&pia, &format!("{BASE}/{other}"), "W/\"1\"").await.status, 204);
        assert_eq!(pia.get(&format!("{BASE}/{other}")).await.code(), "itemNotFound");
    })
    .await;
}

/// state machines 3.4–3.6: approved by the customer alone, in force only then, given to groups, changed,
/// and ended at once by either side.
#[tokio::test]
async fn a_relationship_lives_and_ends() {
    each(async |world: World| {
        let served = served(world).await;
        let (pia, sven) = (served.client(PIA).await, served.client(SVEN).await);
        let id = draft(&pia, "Tailspin", &[GLOBAL, READERS, TEAMS]).await;
        assert_eq!(sven.post(GRANTED, &json!({ "id": id })).await.status, 404, "a draft cannot be approved");
        request(&pia, &id, "lockForApproval").await;
        for upn in ["stina@tailspin.example", PIA, "nora@northwind.example"] {
            let refused = served.client(upn).await.post(GRANTED, &json!({ "id": id })).await;
            assert!([403, 404].contains(&refused.status.as_u16()), "{upn}: {}", refused.text());
        }
        let approved = sven.post(GRANTED, &json!({ "id": id })).await;
        assert_eq!(approved.status, 201, "{}", approved.text());
        assert_eq!(approved.json()["approvedBy"], SVEN);
        assert_eq!(status(&pia, &id).await, "approved");
        assert_eq!(sven.post(GRANTED, &json!({ "id": id })).await.status, 201, "to approve twice changes nothing");
        let fred = served.client("fred@fabrikam.example").await;
        assert_eq!(fred.post(GRANTED, &json!({ "id": id })).await.status, 404, "it is Tailspin's now");

        // Nothing before it is in force, and not by the relationship alone.
        let assignments = format!("{BASE}/{id}/accessAssignments");
        let wanted = json!({ "accessContainer": container(&served, "Service"), "accessDetails": details(&[READERS]) });
        assert_eq!(pia.post(&assignments, &wanted).await.code(), "badRequest");
        tend(&served.world.app).await.unwrap();
        let shown = pia.get(&format!("{BASE}/{id}")).await.json();
        assert_eq!((&shown["status"], &shown["customer"]["displayName"]), (&json!("active"), &json!("Tailspin Toys")));
        let at = |name: &str| shown[name].as_str().unwrap().parse::<domain::time::Time>().unwrap();
        assert_eq!(at("endDateTime").since(at("activatedDateTime")), 730 * DAY);
        assert_eq!(looks(&served, GUS).await, 404);
        let customers = pia.get("/v1.0/tenantRelationships/delegatedAdminCustomers").await.json();
        assert_eq!(customers["value"][0]["displayName"], "Tailspin Toys", "{customers}");

        // Roles of the relationship alone, to groups of the partner, once each.
        let unknown = json!({ "accessContainerId": "33333333-3333-3333-3333-333333333333", "accessContainerType": "securityGroup" });
        let group = container(&served, "Service");
        let lockbox = "5c4f9dcd-47dc-4cf7-8c9a-9e4207cbfc91";
        for (group, roles) in [(&unknown, &[READERS][..]), (&group, &[lockbox][..]), (&group, &[][..])] {
            let sent = json!({ "accessContainer": group, "accessDetails": details(roles) });
            assert_eq!(pia.post(&assignments, &sent).await.code(), "badRequest", "{sent}");
        }
        let assignment = assign(&served, &id, "Service", &[READERS, GLOBAL]).await;
        let again = pia.post(&assignments, &wanted).await;
        assert_eq!((again.status.as_u16(), again.code()), (409, "conflict".to_owned()));
        assert_eq!(looks(&served, GUS).await, 200, "in a group in the group");
        assert_eq!(looks(&served, NED).await, 404);
        let granted = sven.get(&format!("{GRANTED}/{id}")).await.json();
        let held = &granted["accessAssignments"][0];
        assert_eq!(
            (&held["groupDisplayName"], &held["members"][0]["userPrincipalName"]),
            (&json!("Service"), &json!(GUS)),
            "{granted}"
        );
        let expanded = pia.get(&format!("{BASE}?$expand=accessAssignments")).await.json();
        assert_eq!(expanded["value"][0]["accessAssignments"][0]["status"], "active", "{expanded}");

        // A change is an operation; the same again is none; what was taken away is gone at once.
        let path = format!("{assignments}/{assignment}");
        let etag = pia.get(&path).await.json()["@odata.etag"].as_str().unwrap().to_owned();
        let same = pia.patch(&path, &etag, &json!({ "accessDetails": details(&[GLOBAL, READERS]) })).await;
        assert_eq!(same.status, 200, "{}", same.text());
        let change = json!({ "accessDetails": details(&[TEAMS]) });
        assert_eq!(pia.call(Method::PATCH, &path, &[], &change).await.status, 400);
        // RFC 9110: of several versions one that is right suffices.
        assert_eq!(pia.patch(&path, "\"98\", W/\"99\"", &change).await.status, 412);
        let changed = pia.patch(&path, &format!("\"99\", {etag}"), &change).await;
        assert_eq!((changed.status.as_u16(), changed.header("retry-after")), (202, "10"), "{}", changed.text());
        assert_eq!(looks(&served, GUS).await, 404);
        let operation = changed.location();
        let operation = path_of(operation).to_owned();
        assert_eq!(pia.get(&operation).await.json()["status"], "notStarted");
        tend(&served.world.app).await.unwrap();
        let done = pia.get(&operation).await.json();
        assert_eq!(done["status"], "succeeded");
        let data: Value = serde_json::from_str(done["data"].as_str().unwrap()).unwrap();
        assert_eq!(data["accessDetails"], details(&[TEAMS]));
        assert_eq!(pia.patch(&path, &etag, &change).await.status, 412);
        let etag = pia.get(&path).await.json()["@odata.etag"].as_str().unwrap().to_owned();
        pia.patch(&path, &etag, &json!({ "accessDetails": details(&[GLOBAL]) })).await;
        assert_eq!(looks(&served, GUS).await, 200);

        // Of a relationship in force Global administrator can be taken out, and nothing else.
        let relationship = format!("{BASE}/{id}");
        let etag = pia.get(&relationship).await.json()["@odata.etag"].as_str().unwrap().to_owned();
        for refused in [json!({ "accessDetails": details(&[GLOBAL, READERS]) }), json!({ "displayName": "New" })] {
            assert_eq!(pia.patch(&relationship, &etag, &refused).await.code(), "badRequest", "{refused}");
        }
        assert_eq!(pia.patch(&relationship, &etag, &json!({ "autoExtendDuration": "P180D" })).await.status, 400);
        let reduced = pia.patch(&relationship, &etag, &json!({ "accessDetails": details(&[READERS, TEAMS]) })).await;
        assert_eq!(reduced.status, 202, "{}", reduced.text());
        assert_eq!(looks(&served, GUS).await, 404, "the assignment gave that role alone");
        tend(&served.world.app).await.unwrap();
        assert_eq!(pia.get(&assignments).await.json()["value"], json!([]));
        let etag = pia.get(&relationship).await.json()["@odata.etag"].as_str().unwrap().to_owned();
        let extended = pia.patch(&relationship, &etag, &json!({ "autoExtendDuration": "P180D" })).await;
        assert_eq!(extended.json()["autoExtendDuration"], "P180D", "{}", extended.text());
        let switched = sven.patch(&format!("{GRANTED}/{id}"), "*", &json!({ "autoExtendDuration": "PT0S" })).await;
        assert_eq!(switched.json()["autoExtendDuration"], "PT0S", "{}", switched.text());

        // The customer ends it, at once; then nothing can be done with it.
        let last = assign(&served, &id, "Technicians", &[READERS]).await;
        assert_eq!(looks(&served, GUS).await, 200);
        let before = pia.get(&format!("{assignments}/{last}")).await.json();
        served.world.clock.advance(domain::time::SECOND);
        assert_eq!(served.client("stina@tailspin.example").await.delete(&format!("{GRANTED}/{id}")).await.status, 403);
        assert_eq!(sven.delete(&format!("{GRANTED}/{id}")).await.status, 204);
        assert_eq!(looks(&served, GUS).await, 404);
        assert_eq!(status(&pia, &id).await, "terminationRequested");
        tend(&served.world.app).await.unwrap();
        assert_eq!(status(&pia, &id).await, "terminated");
        assert_eq!(pia.get(&assignments).await.json()["value"][0]["status"], "deleted");
        // Whatever has another status has another version, and changed (state machine 3.5).
        let after = pia.get(&format!("{assignments}/{last}")).await.json();
        assert_eq!((&before["status"], &after["status"]), (&json!("active"), &json!("deleted")));
        for changed in ["@odata.etag", "lastModifiedDateTime"] {
            assert_ne!(before[changed], after[changed], "{changed}");
        }
        let unread = pia.get(&format!("{assignments}?$skiptoken=abc")).await.json();
        let told = &unread["error"]["details"][0];
        assert_eq!((&told["target"], &told["message"]), (&json!("$skiptoken"), &json!("The query cannot be read.")));
        assert_eq!(sven.delete(&format!("{GRANTED}/{id}")).await.status, 409);
        assert_eq!(sven.post(GRANTED, &json!({ "id": id })).await.status, 409, "nothing revives it");
        assert_eq!(pia.get("/v1.0/tenantRelationships/delegatedAdminCustomers").await.json()["value"], json!([]));
        let told = "select count(*) from audit_events where kind = 'granular.termination_requested'";
        assert_eq!(served.world.database.number(told).await, 2, "in the logs of both sides");

        // The partner ends another one itself; Admin agents alone can.
        let id = active(&served, "Second", &[READERS]).await;
        let assignment = assign(&served, &id, "Service", &[READERS]).await;
        let nora = served.client("nora@northwind.example").await;
        assert_eq!(request(&nora, &id, "terminate").await.code(), "accessDenied");
        let path = format!("{BASE}/{id}/accessAssignments/{assignment}");
        let etag = nora.get(&path).await.json()["@odata.etag"].as_str().unwrap().to_owned();
        assert_eq!(delete(&nora, &path, &etag).await.status, 204, "Global administrators assign");
        assert_eq!((looks(&served, GUS).await, nora.get(&path).await.json()["status"].clone()), (404, json!("deleting")));
        tend(&served.world.app).await.unwrap();
        assert_eq!(nora.get(&path).await.status, 404);
        let asked = request(&pia, &id, "terminate").await;
        assert_eq!(asked.json()["status"], "created");
        tend(&served.world.app).await.unwrap();
        assert_eq!(status(&pia, &id).await, "terminated");
        let requests = pia.get(&format!("{BASE}/{id}/requests")).await.json();
        let done: Vec<_> = requests["value"].as_array().unwrap().iter().map(|it| &it["status"]).collect();
        assert_eq!(done, ["succeeded", "succeeded"], "{requests}");
    })
    .await;
}

/// Q28, Q29: what time does: reminders, the end, extending itself, what nobody answered, what is forgotten.
#[tokio::test]
async fn time_ends_extends_and_forgets() {
    each(async |world: World| {
        let served = served(world).await;
        let clock = served.world.clock.clone();
        let tend = async || tend(&served.world.app).await.unwrap();
        let told = async |kind: &str| {
            served.world.database.number(&format!("select count(*) from notices where kind = '{kind}'")).await
        };
        let mut sent = body("Short", &[READERS]);
        sent["duration"] = json!("P40D");
        let (pia, sven) = (served.client(PIA).await, served.client(SVEN).await);
        let make = async |name: &str| {
            let mut sent = sent.clone();
            sent["displayName"] = json!(name);
            let id = pia.post(BASE, &sent).await.json()["id"].as_str().unwrap().to_owned();
            request(&pia, &id, "lockForApproval").await;
            id
        };
        let (short, long, unanswered) = (make("Short").await, make("Long").await, make("Unanswered").await);
        for id in [&short, &long] {
            assert_eq!(sven.post(GRANTED, &json!({ "id": id })).await.status, 201);
        }
        tend().await;
        let etag =
            pia.get(&format!("{BASE}/{long}")).await.json()["@odata.etag"].as_str().unwrap().to_owned();
        pia.patch(&format!("{BASE}/{long}"), &etag, &json!({ "autoExtendDuration": "P180D" })).await;
        let end =
            |shown: &Value| shown["endDateTime"].as_str().unwrap().parse::<domain::time::Time>().unwrap();
        let before = end(&pia.get(&format!("{BASE}/{long}")).await.json());
        assign(&served, &short, "Service", &[READERS]).await;
        assert_eq!(looks(&served, GUS).await, 200);
        for (days, reminded) in [(9, 0), (1, 1), (0, 1), (23, 2), (6, 3), (0, 3)] {
            clock.advance(days * DAY);
            tend().await;
            tend().await;
            assert_eq!(told("granular_ending").await, reminded, "after {days} more days");
            assert_eq!(told("customer_granular_ending").await, reminded);
        }
        // The end binds before anybody wrote it down.
        clock.advance(DAY);
        assert_eq!(looks(&served, GUS).await, 404);
        tend().await;
        let pia = served.client(PIA).await;
        assert_eq!(
            (status(&pia, &short).await, status(&pia, &long).await),
            ("expired".to_owned(), "active".to_owned())
        );
        let after = end(&pia.get(&format!("{BASE}/{long}")).await.json());
        assert_eq!(after.since(before), 180 * DAY);
        assert_eq!((told("granular_expired").await, told("customer_granular_expired").await), (1, 1));
        // Ninety days without an answer.
        let sven = served.client(SVEN).await;
        clock.advance(50 * DAY);
        let late = served.client(SVEN).await.post(GRANTED, &json!({ "id": unanswered })).await;
        assert_eq!(
            (late.status.as_u16(), late.code()),
            (410, "expired".to_owned()),
            "before it is cleaned up"
        );
        drop(sven);
        tend().await;
        let pia = served.client(PIA).await;
        assert_eq!(pia.get(&format!("{BASE}/{unanswered}")).await.status, 404);
        let cleaned = "select count(*) from audit_events where kind = 'granular.cleaned_up'";
        assert_eq!(served.world.database.number(cleaned).await, 1);
        // A year after its end.
        clock.advance(314 * DAY);
        tend().await;
        assert_eq!(status(&served.client(PIA).await, &short).await, "expired");
        clock.advance(DAY);
        tend().await;
        assert_eq!(served.client(PIA).await.get(&format!("{BASE}/{short}")).await.status, 404);
    })
    .await;
}

/// Q27: who holds which at a customer with coarse privileges, with granular ones, with both: the table, cell by
/// cell.
#[tokio::test]
async fn granular_roles_take_the_place_of_privileges() {
    each(async |world: World| {
        // Pia in AdminAgents alone, Paul in both, Gus in the granular group alone.
        world.agents(NORTHWIND, &[(PIA, Agent::Admin), (PAUL, Agent::Admin)]).await;
        let group = world.security_group(NORTHWIND, "Technicians");
        let paul = world.user(PAUL);
        world.reseller(TAILSPIN, NORTHWIND, true).await;
        let served = Served::start(world).await;
        let nora = served.client("nora@northwind.example").await;
        let joined =
            nora.post(&format!("/v1.0/groups/{group}/members"), &json!({ "kind": "user", "id": paul })).await;
        assert!(joined.status.is_success(), "{}", joined.text());
        let seen =
            async || [looks(&served, PIA).await, looks(&served, PAUL).await, looks(&served, GUS).await];
        assert_eq!(seen().await, [200, 200, 404], "coarse privileges alone");
        // A role that looks nobody up, so that what a person sees tells which one counts.
        let id = active(&served, "Narrow", &[TEAMS, READERS]).await;
        assert_eq!(seen().await, [200, 200, 404], "an active relationship gives nothing by itself");
        let assignment = assign(&served, &id, "Technicians", &[TEAMS]).await;
        assert_eq!(seen().await, [200, 403, 404], "both: granular roles replace the coarse ones");
        let pia = served.client(PIA).await;
        let path = format!("{BASE}/{id}/accessAssignments/{assignment}");
        let etag = pia.get(&path).await.json()["@odata.etag"].as_str().unwrap().to_owned();
        pia.patch(&path, &etag, &json!({ "accessDetails": details(&[READERS]) })).await;
        assert_eq!(seen().await, [200, 200, 200]);
        let sven = served.client(SVEN).await;
        let shown = sven.get("/v1.0/resellerRelationships").await.json();
        let reseller = shown["value"][0]["id"].as_str().unwrap().to_owned();
        let shown = sven.get(&format!("/v1.0/resellerRelationships/{reseller}")).await.json();
        let held: Vec<_> =
            shown["delegated"].as_array().unwrap().iter().map(|it| &it["userPrincipalName"]).collect();
        assert_eq!(held, [PIA], "who holds granular roles holds no coarse ones");
        assert_eq!(
            sven.delete(&format!("/v1.0/resellerRelationships/{reseller}/delegatedAdminPrivileges"))
                .await
                .status,
            204
        );
        assert_eq!(seen().await, [403, 200, 200], "granular roles alone");
    })
    .await;
}

/// Decision 8: whom a customer blocks asks it for nothing by name and ends nothing there, and is told why; the rest is not its matter.
#[tokio::test]
async fn a_blocked_person_asks_for_nothing() {
    each(async |world: World| {
        let served = served(world).await;
        let id = active(&served, "Tailspin", &[READERS]).await;
        let (pia, sven) = (served.client(PIA).await, served.client(SVEN).await);
        served.world.reseller(TAILSPIN, NORTHWIND, false).await;
        let tenant = served.world.organization(TAILSPIN);
        let named = |name: &str| {
            let mut named = body(name, &[READERS]);
            named["customer"] = json!({ "tenantId": tenant });
            named
        };
        let before = pia.post(BASE, &named("Before")).await.json()["id"].as_str().unwrap().to_owned();
        let blocks = format!("/v1.0/partnerHoldings/{}/blocks", served.world.organization(NORTHWIND));
        let block = json!({ "userId": served.world.user(PIA), "reason": "Left" });
        assert_eq!(sven.post(&blocks, &block).await.status, 204);
        let group =
            json!({ "accessContainer": container(&served, "Service"), "accessDetails": details(&[READERS]) });
        for refused in [
            request(&pia, &before, "lockForApproval").await,
            pia.post(BASE, &named("After")).await,
            request(&pia, &id, "terminate").await,
            pia.post(&format!("{BASE}/{id}/accessAssignments"), &group).await,
        ] {
            let told = refused.json();
            assert_eq!(
                (refused.status.as_u16(), &told["error"]["missing"]),
                (403, &json!("unblocked")),
                "{told}"
            );
            assert!(
                told["error"]["grantedBy"].as_str().unwrap().starts_with("The customer blocks you."),
                "{told}"
            );
        }
        assert_eq!(status(&pia, &id).await, "active");
        let open = draft(&pia, "Anybody", &[READERS]).await;
        assert_eq!(request(&pia, &open, "lockForApproval").await.status, 201, "it names nobody");
        assert_eq!(sven.delete(&format!("{blocks}/{}", served.world.user(PIA))).await.status, 204);
        assert_eq!(request(&pia, &before, "lockForApproval").await.status, 201);
        assert_eq!(request(&pia, &id, "terminate").await.status, 201);
    })
    .await;
}

/// decision 4: ten relationships at most wait for the answer of one customer that they name; an answer makes room, and
/// what names nobody takes none.
#[tokio::test]
async fn one_customer_is_asked_for_ten_at_once() {
    each(async |world: World| {
        let served = served(world).await;
        let (pia, sven) = (served.client(PIA).await, served.client(SVEN).await);
        let named = async |nth: usize, customer: &str| {
            let mut named = body(&format!("{customer} {nth}"), &[READERS]);
            named["customer"] = json!({ "tenantId": served.world.organization(customer) });
            let made = pia.post(BASE, &named).await;
            assert_eq!(made.status, 201, "drafts ask for nothing: {}", made.text());
            made.json()["id"].as_str().unwrap().to_owned()
        };
        let mut asked = Vec::new();
        for nth in 0..10 {
            let id = named(nth, TAILSPIN).await;
            assert_eq!(request(&pia, &id, "lockForApproval").await.status, 201);
            asked.push(id);
        }
        let more = named(10, TAILSPIN).await;
        let refused = request(&pia, &more, "lockForApproval").await;
        assert_eq!(refused.status, 409, "{}", refused.text());
        assert_eq!(refused.json()["error"]["innerError"]["code"], "too_many_asked");
        assert_eq!(status(&pia, &more).await, "created");
        let elsewhere = named(0, "fabrikam.example").await;
        let open = draft(&pia, "Anybody", &[READERS]).await;
        for id in [&elsewhere, &open] {
            assert_eq!(request(&pia, id, "lockForApproval").await.status, 201);
        }
        let declined = sven.delete(&format!("{GRANTED}/{}/request", asked[0])).await;
        assert_eq!(declined.status, 204, "{}", declined.text());
        assert_eq!(request(&pia, &more, "lockForApproval").await.status, 201);
    })
    .await;
}

/// R-005, decision 8, decision 16: without the partner capability, for a blocked person and for a deleted group nothing is held.
#[tokio::test]
async fn what_takes_rights_away_takes_granular_roles_too() {
    each(async |world: World| {
        let served = served(world).await;
        let id = active(&served, "Tailspin", &[READERS]).await;
        assign(&served, &id, "Service", &[READERS]).await;
        assert_eq!(looks(&served, GUS).await, 200);
        // Decisions 8 and 14: whom the customer blocks assigns nothing there, and its log tells who tried.
        served.world.reseller(TAILSPIN, NORTHWIND, false).await;
        let (pia, sven) = (served.client(PIA).await, served.client(SVEN).await);
        let holdings = format!("/v1.0/partnerHoldings/{}", served.world.organization(NORTHWIND));
        let block = json!({ "userId": served.world.user(PIA), "reason": "Left" });
        let blocked = sven.post(&format!("{holdings}/blocks"), &block).await;
        assert_eq!(blocked.status, 204, "{}", blocked.text());
        let body = json!({ "accessContainer": container(&served, "Technicians"), "accessDetails": details(&[READERS]) });
        let refused = pia.post(&format!("{BASE}/{id}/accessAssignments"), &body).await;
        assert!([403, 404].contains(&refused.status.as_u16()), "{}", refused.text());
        service::observe::write_down(&served.world.app, true).await.unwrap();
        let tried = "select count(*) from audit_events e join organizations o on o.organization_id = e.tenant_id \
                     where e.kind = 'refused' and o.name = 'Tailspin Toys' and e.actor_name = 'pia@northwind.example'";
        assert_eq!(served.world.database.number(tried).await, 1);
        let lift = format!("{holdings}/blocks/{}", served.world.user(PIA));
        assert_eq!(sven.delete(&lift).await.status, 204);
        // Decision 4: applications that act on what is delegated are named to whoever may end it.
        let nora = served.client("nora@northwind.example").await;
        let acting = json!({
            "displayName": "Night shift",
            "applicationPermissions": ["DelegatedAdminRelationship.ReadWrite.All"],
        });
        assert_eq!(nora.post("/v1.0/applications", &acting).await.status, 201);
        let told = sven.get(&holdings).await.json();
        assert_eq!(told["applications"][0]["displayName"], "Night shift", "{told}");
        let olga = served.client("olga@operator.example").await;
        let partner = format!(
            "/v1.0/operator/organizations/{}/partnerCapability",
            served.world.organization(NORTHWIND)
        );
        let switched = olga.put(&partner, &json!({ "enabled": false })).await;
        assert!(switched.status.is_success(), "{}", switched.text());
        assert_eq!(looks(&served, GUS).await, 404);
        let sven = served.client(SVEN).await;
        assert_eq!(sven.get(&format!("{GRANTED}/{id}")).await.json()["isSuspended"], true);
        olga.put(&partner, &json!({ "enabled": true })).await;
        assert_eq!(looks(&served, GUS).await, 200);
        let events =
            "select count(*) from audit_events where kind in ('granular.suspended', 'granular.resumed')";
        assert_eq!(served.world.database.number(events).await, 4);
        let group = served.world.security_group(NORTHWIND, "Service");
        let nora = served.client("nora@northwind.example").await;
        // Whoever manages people, but nothing that holds a right, does not fill a group that holds roles at a customer.
        let ned = json!({ "kind": "user", "id": served.world.user(NED) });
        let role = "/v1.0/directoryRoles/user_management_administrator/members";
        let given = nora.post(role, &ned).await;
        assert!(given.status.is_success(), "{}", given.text());
        let manager = served.client(NED).await;
        let inner = served.world.security_group(NORTHWIND, "Technicians");
        for group in [group, inner] {
            let refused = manager.post(&format!("/v1.0/groups/{group}/members"), &ned).await;
            assert_eq!(refused.status, 403, "{}", refused.text());
        }
        assert_eq!(nora.delete(&format!("/v1.0/groups/{group}")).await.status, 204);
        assert_eq!(looks(&served, GUS).await, 404);
        let shown = nora.get(&format!("{BASE}/{id}/accessAssignments")).await.json();
        assert_eq!(shown["value"][0]["status"], "error", "{shown}");
    })
    .await;
}

/// R-382, decision 4, decision 6: a Global administrator of the customer that is named declines, once and for all; nobody else does, and what
/// is open to any customer is no one's to decline. The partner reads it as terminated, and learns no name by it (§4.3).
#[tokio::test]
async fn a_customer_declines_what_names_it() {
    each(async |world: World| {
        let tenant = world.organization(TAILSPIN);
        let served = served(world).await;
        let (pia, sven) = (served.client(PIA).await, served.client(SVEN).await);
        let mut sent = body("Named", &[READERS]);
        sent["customer"] = json!({ "tenantId": tenant });
        let named = pia.post(BASE, &sent).await.json()["id"].as_str().unwrap().to_owned();
        let open = draft(&pia, "Open", &[READERS]).await;
        let decline = |id: &str| format!("{GRANTED}/{id}/request");
        assert_eq!(sven.delete(&decline(&named)).await.status, 404, "a draft is the partner's alone");
        for id in [&named, &open] {
            assert_eq!(request(&pia, id, "lockForApproval").await.status, 201);
        }
        for upn in ["stina@tailspin.example", "fred@fabrikam.example", PIA] {
            let refused = served.client(upn).await.delete(&decline(&named)).await;
            assert!([403, 404].contains(&refused.status.as_u16()), "{upn}: {}", refused.text());
        }
        assert_eq!(sven.delete(&decline(&open)).await.code(), "open_request");
        let holdings = "/v1.0/partnerHoldings?%24filter=granularRequests%20gt%200";
        let waiting = sven.get(holdings).await.json();
        assert_eq!(
            (&waiting["value"][0]["granularRequests"], &waiting["value"][0]["isHolding"]),
            (&1.into(), &true.into())
        );
        let path = format!("/v1.0/partnerHoldings/{}", served.world.organization(NORTHWIND));
        let asked = sven.get(&path).await.json();
        assert_eq!(asked["requests"][0]["displayName"], "Named", "{asked}");
        assert_eq!(asked["requests"][0]["roles"], json!(["Directory Readers"]));
        assert_eq!(asked["holdings"], json!([]));

        let declined = sven.delete(&decline(&named)).await;
        assert_eq!(declined.status, 204, "{}", declined.text());
        assert_eq!(status(&pia, &named).await, "terminated");
        assert_eq!(status(&pia, &open).await, "approvalPending");
        assert_eq!(sven.delete(&decline(&named)).await.code(), "invalid_state");
        assert_eq!(sven.post(GRANTED, &json!({ "id": named })).await.code(), "invalid_state");
        assert_eq!(sven.get(GRANTED).await.json()["value"], json!([]), "it was never granted");
        assert_eq!(sven.get(holdings).await.json()["value"], json!([]));
        let shown = pia.get(&format!("{BASE}/{named}")).await.json();
        assert_eq!(shown["customer"]["displayName"], Value::Null, "{shown}");
        let database = &served.world.database;
        let events = "select count(*) from audit_events where kind = 'granular.declined'";
        assert_eq!(database.number(events).await, 2, "in the logs of both");
        let notices = pia.get("/v1.0/notices").await.text();
        assert!(notices.contains("customer_granular_declined") && !notices.contains("Tailspin"), "{notices}");
        let notices = sven.get("/v1.0/notices").await.text();
        assert!(notices.contains("granular_declined"), "{notices}");
        // It is forgotten as what ended is.
        served.world.clock.advance(366 * DAY);
        tend(&served.world.app).await.unwrap();
        assert_eq!(database.number("select count(*) from granular_relationships").await, 0);
    })
    .await;
}

/// approving and declining at once: one of both goes through.
#[tokio::test]
async fn an_answer_is_given_once() {
    each(async |world: World| {
        let tenant = world.organization(TAILSPIN);
        let served = served(world).await;
        let (pia, sven) = (served.client(PIA).await, served.client(SVEN).await);
        let mut sent = body("Race", &[READERS]);
        sent["customer"] = json!({ "tenantId": tenant });
        let id = pia.post(BASE, &sent).await.json()["id"].as_str().unwrap().to_owned();
        request(&pia, &id, "lockForApproval").await;
        let (approve, decline) = (json!({ "id": id }), format!("{GRANTED}/{id}/request"));
        let (yes, no) = tokio::join!(sven.post(GRANTED, &approve), sven.delete(&decline));
        let both = [yes.status.as_u16(), no.status.as_u16()];
        assert!(both == [201, 409] || both == [409, 204], "{both:?}");
    })
    .await;
}

/// State machine 3.4: a customer that approves while the partner throws away, and two that end at once: one of each goes through.
#[tokio::test]
async fn simultaneous_steps_do_not_both_go_through() {
    each(async |world: World| {
        let served = served(world).await;
        let (pia, sven) = (served.client(PIA).await, served.client(SVEN).await);
        let fred = served.client("fred@fabrikam.example").await;
        let id = draft(&pia, "Race", &[READERS]).await;
        request(&pia, &id, "lockForApproval").await;
        let approve = json!({ "id": id });
        let (first, second) = tokio::join!(sven.post(GRANTED, &approve), fred.post(GRANTED, &approve));
        let both = [first.status.as_u16(), second.status.as_u16()];
        assert!(both == [201, 404] || both == [404, 201], "{both:?}");
        tend(&served.world.app).await.unwrap();
        let (winner, body) = (if both[0] == 201 { &sven } else { &fred }, Value::Null);
        let path = format!("{GRANTED}/{id}");
        let (theirs, ours) =
            tokio::join!(winner.call(Method::DELETE, &path, &[], &body), request(&pia, &id, "terminate"));
        let both = [theirs.status.as_u16(), ours.status.as_u16()];
        // Whoever came when it was ended already is no loser of a race, but too late.
        assert!([[204, 409], [204, 400], [409, 201]].contains(&both), "{both:?}");
        // A half of an identifier is none.
        let half = draft(&pia, "Halves", &[READERS]).await;
        let (first, second) = (half.split_at(36).0, id.split_at(37).1);
        let other = format!("{first}-{second}");
        assert_eq!(delete(&pia, &format!("{BASE}/{other}"), "W/\"1\"").await.code(), "itemNotFound");
        // Two changes under one version.
        let id = draft(&pia, "Versions", &[READERS]).await;
        let path = format!("{BASE}/{id}");
        let (a, b) = (json!({ "duration": "P10D" }), json!({ "duration": "P20D" }));
        let (first, second) = tokio::join!(pia.patch(&path, "W/\"1\"", &a), pia.patch(&path, "W/\"1\"", &b));
        let mut both = [first.status.as_u16(), second.status.as_u16()];
        both.sort_unstable();
        assert_eq!(both, [200, 412]);
    })
    .await;
}

/// R-305, §4.3, decision 6: Steward's own rooms are one of the services of a customer for whom they open, once the customer lets what it
/// delegated open them, and for nobody else.
#[tokio::test]
async fn rooms_are_a_service_of_the_customer() {
    each(async |world: World| {
        world.agents(NORTHWIND, &[(PIA, Agent::Admin), (GUS, Agent::Admin)]).await;
        let (tenant, partner) = (world.organization(TAILSPIN), world.organization(NORTHWIND));
        let served = Served::start(world).await;
        let id = active(&served, "Rooms", &[TEAMS]).await;
        assign(&served, &id, "Service", &[TEAMS]).await;
        let path =
            format!("/v1.0/tenantRelationships/delegatedAdminCustomers/{tenant}/serviceManagementDetails");
        let of = async |upn: &str| {
            let found = served.client(upn).await.get(&path).await;
            assert_eq!(found.status, 200, "{upn}: {}", found.text());
            found.json()["value"].clone()
        };
        assert_eq!(of(GUS).await, json!([]), "the customer opens no rooms");
        let holdings = format!("/v1.0/partnerHoldings/{partner}");
        let sven = served.client(SVEN).await;
        assert_eq!(sven.patch(&holdings, "*", &json!({ "opensRooms": true })).await.status, 200);
        let shown = of(GUS).await;
        assert_eq!(shown.as_array().map(Vec::len), Some(1), "{shown}");
        assert_eq!(shown[0]["serviceName"], "Rooms");
        let url = format!("{}/on-behalf/{tenant}/rooms", served.base());
        assert_eq!(shown[0]["serviceManagementUrl"], url);
        assert_eq!(of(PIA).await, json!([]), "her groups hold no role there");
    })
    .await;
}
