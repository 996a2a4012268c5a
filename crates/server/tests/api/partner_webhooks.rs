//! What programs of a partner are told at Partner Center's surface (§4.10), over a real connection.

use domain::{
    agent::Agent,
    time::{DAY, HOUR, MINUTE, SECOND},
};
use serde_json::{Value, json};
use service::{Settings, granular_relationships, webhooks::tend};
use testkit::{
    Database, Kind, World, each_linked,
    http::{Client, Served},
    receiver::{Call, Receiver},
};

const TAILSPIN: &str = "tailspin.example";
const CONTOSO: &str = "contoso.example";
const NORTHWIND: &str = "northwind.example";
const PIA: &str = "pia@northwind.example";
const PAUL: &str = "paul@northwind.example";
const NORA: &str = "nora@northwind.example";
const GUS: &str = "gus@northwind.example";
const NED: &str = "ned@northwind.example";
const SVEN: &str = "sven@tailspin.example";
const ANNA: &str = "anna@contoso.example";

const REGISTRATION: &str = "/webhooks/v1/registration";
const TESTS: &str = "/webhooks/v1/registration/validationEvents";
const GRANULAR: &str = "/v1.0/tenantRelationships/delegatedAdminRelationships";

/// Northwind, of which Pia and Paul are Admin agents, where webhooks may lead to this machine; and a receiver.
struct Told {
    served: Served,
    receiver: Receiver,
}

impl Told {
    async fn over(mut world: World) -> Self {
        let mut settings = Settings::clone(&world.app.settings);
        settings.webhook_networks = vec!["127.0.0.0/8".parse().unwrap()];
        world.app.settings = settings.into();
        world.agents(NORTHWIND, &[(PIA, Agent::Admin), (PAUL, Agent::Admin)]).await;
        world.database.raw("update organizations set country = 'US' where name = 'Tailspin Toys'").await;
        Self { served: Served::start(world).await, receiver: Receiver::start().await }
    }

    fn form(&self, events: &[&str]) -> Value {
        let url = format!("http://127.0.0.1:{}/in?key=1", self.receiver.port());
        json!({ "WebhookUrl": url, "WebhookEvents": events })
    }

    /// Lets time pass and what is due be sent; what came in, by event.
    async fn after(&self, micros: i64) -> Vec<Call> {
        let world = &self.served.world;
        world.clock.advance(micros);
        granular_relationships::tend(&world.app).await.unwrap();
        tend(&world.app, &self.served.messenger()).await.unwrap();
        let mut calls = self.receiver.take();
        calls.sort_by_key(|call| said(call)["EventName"].to_string());
        calls
    }

    /// The names of the events that came in since.
    async fn events(&self) -> Vec<String> {
        let name = |call: &Call| said(call)["EventName"].as_str().unwrap().to_owned();
        self.after(0).await.iter().map(name).collect()
    }

    /// The certificate that a message names, as anybody reads it.
    async fn certificate(&self, call: &Call) -> Vec<u8> {
        let url = call.header("x-ms-certificate-url");
        let path = url.strip_prefix(&self.served.base()).expect("an address of this server");
        let found = self.served.nobody().get(path).await;
        assert_eq!((found.status.as_u16(), found.header("content-type")), (200, "application/pkix-cert"));
        found.body
    }
}

fn said(call: &Call) -> Value {
    serde_json::from_str(&call.body).unwrap()
}

/// Whether a message is signed by the key of a certificate, as an ordinary library for certificates says.
fn is_signed(call: &Call, body: &str, certificate: &[u8]) -> bool {
    use base64::{Engine as _, engine::general_purpose::STANDARD};
    assert_eq!(call.header("x-ms-signature-algorithm"), "rsa-sha256");
    let signature = call.header("authorization").strip_prefix("Signature ").expect("the published scheme");
    let signature = STANDARD.decode(signature).expect("base64");
    let certificate = certificate.to_vec().into();
    let certificate = webpki::EndEntityCert::try_from(&certificate).expect("a certificate");
    let algorithm = webpki::ring::RSA_PKCS1_2048_8192_SHA256;
    certificate.verify_signature(algorithm, body.as_bytes(), &signature).is_ok()
}

/// Runs a test on both databases.
async fn each_told(test: impl AsyncFn(Told)) {
    for kind in Kind::ALL {
        test(Told::over(World::new(Database::fresh(kind).await).await).await).await;
    }
}

/// The link of a request of Northwind, accepted by the Global administrator of a customer.
async fn accept(pia: &Client, customer: &Client) {
    let asked = pia.get("/v1/customers/relationshiprequests").await.json();
    let (_, rest) = asked["url"].as_str().unwrap().split_once("resellerRelationships/").unwrap();
    let token = rest.split('?').next().unwrap();
    let accept = json!({ "token": token, "agreementAccepted": true });
    assert_eq!(customer.post("/v1.0/resellerRelationships", &accept).await.status, 201);
}

/// R-422, §4.10: an Admin agent registers once where the partner is told; who accepted what comes in the published form, a stranger
/// verifies it by the public certificate, and what it names can be read; nothing is told that was not asked for.
#[tokio::test]
async fn a_partner_is_told_and_verifies() {
    each_told(async |told: Told| {
        let client = async |upn: &str| told.served.client(upn).await;
        let (pia, nora, sven) = (client(PIA).await, client(NORA).await, client(SVEN).await);
        let events = ["reseller-relationship-accepted-by-customer", "dap-admin-relationship-approved"];
        let form = told.form(&events);
        assert_eq!(pia.get(REGISTRATION).await.status, 404);
        assert_eq!(pia.put(REGISTRATION, &form).await.status, 404);
        for upn in [NED, NORA] {
            let refused = client(upn).await.post(REGISTRATION, &form).await;
            assert_eq!(refused.status, 403, "{}", refused.text());
        }
        assert_eq!(sven.post(REGISTRATION, &form).await.status, 403, "of no partner");
        let wrong = json!({ "WebhookUrl": "http://10.0.0.1/", "WebhookEvents": ["invoice-ready"] });
        let wrong = pia.post(REGISTRATION, &wrong).await;
        assert_eq!((wrong.status.as_u16(), &wrong.json()["code"]), (400, &3000.into()));
        assert_eq!(wrong.json()["data"].as_array().unwrap().len(), 2, "{}", wrong.text());
        let made = pia.post(REGISTRATION, &form).await;
        assert_eq!(made.status, 200, "{}", made.text());
        assert_eq!(made.json()["WebhookEvents"], form["WebhookEvents"]);
        assert_eq!(pia.post(REGISTRATION, &form).await.status, 409);
        let catalogue = pia.get("/webhooks/v1/registration/events").await.json();
        assert_eq!(catalogue.as_array().unwrap().len(), 14);

        accept(&pia, &sven).await;
        let calls = told.after(0).await;
        let names: Vec<Value> = calls.iter().map(|call| said(call)["EventName"].clone()).collect();
        assert_eq!(names, [events[1], events[0]]);
        let certificate = told.certificate(&calls[0]).await;
        let customer =
            format!("{}/v1/customers/{}", told.served.base(), told.served.world.organization(TAILSPIN));
        for call in &calls {
            assert!(is_signed(call, &call.body, &certificate));
            assert!(!is_signed(call, &call.body.replace("customer", "Customer"), &certificate));
            assert_eq!(call.line, "POST /in?key=1 HTTP/1.1");
            assert_eq!(call.header("webhook-signature"), "", "no other form");
            let said = said(call);
            assert_eq!(said["ResourceUri"], customer);
            assert_eq!(said["ResourceChangeUtcDate"], told.served.world.app.clock.now().to_string());
            assert_eq!(said.as_object().unwrap().len(), 5);
        }
        assert_eq!(said(&calls[1])["ResourceName"], "customer");
        let here = |uri: &Value| uri.as_str().unwrap().replace(&told.served.base(), "");
        assert_eq!(pia.get(&here(&said(&calls[1])["ResourceUri"])).await.status, 200);
        for (call, operation) in calls.iter().zip(["dap_admin_relationship_approved", "add_customer"]) {
            let record = here(&said(call)["AuditUri"]);
            for upn in [PIA, PAUL, NORA] {
                let found = client(upn).await.get(&record).await;
                assert_eq!(found.status, 200, "{upn}: {}", found.text());
                assert_eq!(found.json()["operationType"], operation);
                assert!(record.ends_with(found.json()["id"].as_str().unwrap()), "{record}");
            }
            for (upn, status) in [(GUS, 403), (NED, 403), (SVEN, 403)] {
                assert_eq!(client(upn).await.get(&record).await.status, status, "{upn}");
            }
        }
        // What no message is about is for the readers of the log alone, as is the list.
        let day = told.served.world.app.clock.now().to_string();
        let list = format!("/v1/auditrecords?startDate={day}");
        assert_eq!(pia.get(&list).await.status, 403);
        let made = nora.post("/v1.0/groups", &json!({ "displayName": "Night shift" })).await;
        assert_eq!(made.status, 201, "{}", made.text());
        let log = nora.get("/v1.0/auditLogs/events?$top=100").await.json();
        let log = log["value"].as_array().unwrap();
        for kind in ["security_group.created", "webhook.partner_registered"] {
            let line = log.iter().find(|it| it["kind"] == kind).unwrap_or_else(|| panic!("{log:?}"));
            let record = format!("/v1/auditrecords/{}", line["id"].as_str().unwrap());
            assert_eq!(pia.get(&record).await.status, 404, "{kind}");
        }
        assert_eq!(pia.get(&format!("/v1/auditrecords/{}", uuid::Uuid::nil())).await.status, 404);

        let ended = nora
            .call(
                axum::http::Method::PATCH,
                &here(&said(&calls[1])["ResourceUri"]),
                &[],
                &json!({ "relationshipToPartner": "none" }),
            )
            .await;
        assert_eq!(ended.status, 200, "{}", ended.text());
        assert!(told.events().await.is_empty(), "nobody asked for that");
        let unknown = told.served.nobody().get("/.well-known/steward-webhook-certificates/none.cer").await;
        assert_eq!(unknown.status, 404);
    })
    .await;
}

/// R-422, §4.10: each step of a granular relationship and its assignments is told, with an address where it is read; a failure is tried
/// again, and each change of the registration is in the log.
#[tokio::test]
async fn granular_relationships_are_told() {
    each_told(async |told: Told| {
        let world = &told.served.world;
        let (pia, sven) = (told.served.client(PIA).await, told.served.client(SVEN).await);
        let all = pia.get("/webhooks/v1/registration/events").await.json();
        let all: Vec<_> = all.as_array().unwrap().iter().map(|it| it.as_str().unwrap()).collect();
        assert_eq!(pia.post(REGISTRATION, &told.form(&all)).await.status, 200);
        let roles = json!({ "unifiedRoles": [
            { "roleDefinitionId": "88d8e3e3-8f55-4a1e-953a-9b9898b8876b" },
            { "roleDefinitionId": "729827e3-9c14-49f7-bb1b-9608f156bbb8" },
        ] });
        let draft = json!({
            "displayName": "Directory", "duration": "P30D", "accessDetails": roles.clone(),
        });
        let made = pia.post(GRANULAR, &draft).await;
        assert_eq!(made.status, 201, "{}", made.text());
        let id = made.json()["id"].as_str().unwrap().to_owned();
        let path = format!("{GRANULAR}/{id}");
        let lock = json!({ "action": "lockForApproval" });
        assert_eq!(pia.post(&format!("{path}/requests"), &lock).await.status, 201);
        assert!(told.events().await.is_empty(), "no customer yet");
        assert_eq!(sven.post("/v1.0/granularRelationships", &json!({ "id": id })).await.status, 201);
        told.receiver.answer(503, "");
        assert_eq!(told.after(0).await.len(), 2, "approved and active");
        told.receiver.answer(200, "");
        let calls = told.after(6 * SECOND).await;
        let names: Vec<Value> = calls.iter().map(|call| said(call)["EventName"].clone()).collect();
        assert_eq!(names, ["granular-admin-relationship-activated", "granular-admin-relationship-approved"]);
        assert_eq!(said(&calls[0])["ResourceUri"], format!("{}{path}", told.served.base()));
        assert_eq!(said(&calls[0])["ResourceName"], "GranularAdminRelationship");

        let group = world.security_group(NORTHWIND, "Technicians");
        let container = json!({ "accessContainerId": group, "accessContainerType": "securityGroup" });
        let assign = json!({ "accessContainer": container, "accessDetails": roles });
        let assigned = pia.post(&format!("{path}/accessAssignments"), &assign).await;
        assert_eq!(assigned.status, 201, "{}", assigned.text());
        let assignment = format!("{path}/accessAssignments/{}", assigned.json()["id"].as_str().unwrap());
        let calls = told.after(0).await;
        assert_eq!(calls.len(), 2);
        for (call, step) in calls.iter().zip(["activated", "created"]) {
            assert_eq!(said(call)["EventName"], format!("granular-admin-access-assignment-{step}"));
            assert_eq!(said(call)["ResourceUri"], format!("{}{assignment}", told.served.base()));
            assert_eq!(said(call)["ResourceName"], "GranularAdminAccessAssignment");
        }
        assert_eq!(pia.get(&assignment).await.status, 200);
        let fewer =
            json!({ "accessDetails": { "unifiedRoles": [{ "roleDefinitionId": "88d8e3e3-8f55-4a1e-953a-9b9898b8876b" }] } });
        assert_eq!(pia.patch(&assignment, "*", &fewer).await.status, 202);
        let [call] = told.after(0).await.try_into().unwrap();
        assert_eq!(said(&call)["EventName"], "granular-admin-access-assignment-updated");
        let record = said(&call)["AuditUri"].as_str().unwrap().replace(&told.served.base(), "");
        let record = pia.get(&record).await.json();
        assert_eq!(record["operationType"], "granular_admin_access_assignment_updated", "{record}");
        let gone = pia.call(axum::http::Method::DELETE, &assignment, &[("if-match", "*")], &Value::Null).await;
        assert_eq!(gone.status, 204, "{}", gone.text());
        assert_eq!(told.events().await, ["granular-admin-access-assignment-deleted"]);
        let end = json!({ "action": "terminate" });
        assert_eq!(pia.post(&format!("{path}/requests"), &end).await.status, 201);
        assert_eq!(told.events().await, ["granular-admin-relationship-terminated"]);

        assert_eq!(pia.put(REGISTRATION, &told.form(&[])).await.status, 200);
        let log = told.served.client(NORA).await.get("/v1.0/auditLogs/events?$top=100").await.text();
        for kind in ["webhook.partner_registered", "webhook.partner_edited"] {
            assert!(log.contains(kind), "{log}");
        }
    })
    .await;
}

/// R-422, §4.10: a test is sent at once, twice a minute at most, and how it went is told for seven days; a receiver that is gone switches
/// the registration off until it is set again.
#[tokio::test]
async fn a_registration_is_tested() {
    each_told(async |told: Told| {
        let pia = told.served.client(PIA).await;
        assert_eq!(pia.post(TESTS, &json!({})).await.status, 404, "nothing to test");
        assert_eq!(pia.post(REGISTRATION, &told.form(&[])).await.status, 200);
        let test = async || {
            let sent = told.served.client(PIA).await.post(TESTS, &json!({})).await;
            assert_eq!(sent.status, 200, "{}", sent.text());
            format!("{TESTS}/{}", sent.json()["correlationId"].as_str().unwrap())
        };
        let first = test().await;
        let [call] = told.receiver.take().try_into().unwrap();
        assert!(is_signed(&call, &call.body, &told.certificate(&call).await));
        let body = said(&call);
        assert_eq!((&body["EventName"], &body["AuditUri"]), (&json!("test-created"), &Value::Null));
        assert_eq!(body["ResourceUri"], format!("{}{first}", told.served.base()));
        let found = pia.get(&first).await.json();
        assert_eq!(
            (&found["status"], &found["results"][0]["responseCode"]),
            (&json!("completed"), &json!("NoContent"))
        );
        assert_eq!(found["results"][0]["systemError"], false);
        told.receiver.answer(500, "");
        let second = test().await;
        let found = pia.get(&second).await.json();
        let answered = &found["results"][0]["responseCode"];
        assert_eq!((&found["status"], answered), (&json!("failed"), &json!("InternalServerError")));
        assert_eq!(told.receiver.take().len(), 1);
        let third = pia.post(TESTS, &json!({})).await;
        assert_eq!((third.status.as_u16(), third.header("retry-after")), (429, "60"));
        assert_eq!(told.after(HOUR).await.len(), 0, "a test is sent once");
        told.receiver.answer(410, "");
        test().await;
        assert_eq!(told.receiver.take().len(), 1);
        let shown = told.served.client(PIA).await.get(REGISTRATION).await.json();
        assert_eq!(shown["IsEnabled"], true, "a test switches nothing off");
        told.after(7 * DAY - HOUR - MINUTE).await;
        let pia = told.served.client(PIA).await;
        assert_eq!(pia.get(&first).await.status, 200);
        told.after(MINUTE).await;
        assert_eq!(pia.get(&first).await.status, 404);
        let kept = "select count(*) from webhook_deliveries where told = 'test-created'";
        told.after(HOUR).await;
        assert_eq!(told.served.world.database.number(kept).await, 1, "forgotten, not hidden alone");

        let form = told.form(&["dap-admin-relationship-approved"]);
        assert_eq!(told.served.client(PIA).await.put(REGISTRATION, &form).await.status, 200);
        let (pia, sven) = (told.served.client(PIA).await, told.served.client(SVEN).await);
        accept(&pia, &sven).await;
        assert_eq!(told.events().await, ["dap-admin-relationship-approved"]);
        assert_eq!(pia.get(REGISTRATION).await.json()["IsEnabled"], false);
        assert_eq!(pia.put(REGISTRATION, &form).await.json()["IsEnabled"], true);
        let bell = told.served.client(PAUL).await.get("/v1.0/notices").await.text();
        assert!(bell.contains("webhook_gone"), "{bell}");
    })
    .await;
}

/// R-422, decision 8: what is told is decided when it is sent: nothing of a customer that blocked whoever registered, nothing in the name of
/// somebody who is no Admin agent any more; another Admin agent takes over by setting it.
#[tokio::test]
async fn who_may_not_know_is_not_told() {
    each_linked(async |world: World, linked| {
        world.reseller(CONTOSO, NORTHWIND, true).await;
        let told = Told::over(world).await;
        let world = &told.served.world;
        let client = async |upn: &str| told.served.client(upn).await;
        let (anna, pia, paul, nora) =
            (client(ANNA).await, client(PIA).await, client(PAUL).await, client(NORA).await);
        let form = told.form(&["dap-admin-relationship-approved", "dap-admin-relationship-terminated"]);
        assert_eq!(pia.post(REGISTRATION, &form).await.status, 200);
        let relationships = anna.get("/v1.0/resellerRelationships").await.json();
        let relationship =
            format!("/v1.0/resellerRelationships/{}", relationships["value"][0]["id"].as_str().unwrap());
        let privileges = format!("{relationship}/delegatedAdminPrivileges");
        let toggle = async |on: bool| {
            let anna = told.served.client(ANNA).await;
            let done = if on {
                anna.put(&privileges, &json!({})).await
            } else {
                anna.call(axum::http::Method::DELETE, &privileges, &[("if-match", "*")], &Value::Null).await
            };
            assert!(done.status.is_success(), "{}", done.text());
        };
        toggle(false).await;
        let calls = told.after(0).await;
        assert_eq!(calls.len(), 1);
        let record = said(&calls[0])["AuditUri"].as_str().unwrap().replace(&told.served.base(), "");
        let found = pia.get(&record).await.json();
        assert_eq!(found["operationType"], "dap_admin_relationship_terminated", "{found}");
        let blocks = format!("/v1.0/partners/{}/blocks", linked.link);
        let block = json!({ "userId": world.user(PIA), "reason": "lost laptop" });
        assert_eq!(anna.post(&blocks, &block).await.status, 204);
        toggle(true).await;
        assert!(told.events().await.is_empty(), "blocked");
        assert_eq!(pia.get(&record).await.status, 404, "whom the customer keeps out");
        assert_eq!(paul.get(&record).await.status, 200);
        assert_eq!(anna.delete(&format!("{blocks}/{}", world.user(PIA))).await.status, 204);
        toggle(false).await;
        assert_eq!(told.events().await, ["dap-admin-relationship-terminated"]);
        let groups = nora.get("/v1.0/groups?$filter=agent%20eq%20'admin_agent'").await.json();
        let agents = groups["value"][0]["id"].as_str().unwrap().to_owned();
        let left = nora.delete(&format!("/v1.0/groups/{agents}/members/{}", world.user(PIA))).await;
        assert_eq!(left.status, 204, "{}", left.text());
        assert_eq!(pia.get(REGISTRATION).await.status, 403);
        toggle(true).await;
        assert!(told.events().await.is_empty(), "no Admin agent any more");
        assert_eq!(paul.put(REGISTRATION, &form).await.status, 200);
        toggle(false).await;
        assert_eq!(told.events().await, ["dap-admin-relationship-terminated"]);
        let outcomes = "select count(*) from webhook_deliveries where outcome = 'withheld'";
        assert_eq!(world.database.number(outcomes).await, 2);
        let own = nora.get("/v1.0/webhooks").await.json();
        assert_eq!(own["value"], json!([]), "it is none of the webhooks of Steward's own form");
    })
    .await;
}

/// R-422, §4.10: an Admin agent ends the registration: what waits is told to nobody, it is in the log, and it can be registered anew.
#[tokio::test]
async fn a_registration_is_ended() {
    each_told(async |told: Told| {
        let client = async |upn: &str| told.served.client(upn).await;
        let (pia, sven) = (client(PIA).await, client(SVEN).await);
        assert_eq!(pia.delete(REGISTRATION).await.status, 404, "nothing to end");
        let form = told.form(&["dap-admin-relationship-approved"]);
        assert_eq!(pia.post(REGISTRATION, &form).await.status, 200);
        told.receiver.answer(503, "");
        accept(&pia, &sven).await;
        assert_eq!(told.events().await.len(), 1, "it will be tried again");
        for upn in [NED, NORA, SVEN] {
            assert_eq!(client(upn).await.delete(REGISTRATION).await.status, 403, "{upn}");
        }
        assert_eq!(pia.get(REGISTRATION).await.status, 200);
        assert_eq!(pia.delete(REGISTRATION).await.status, 204);
        told.receiver.answer(200, "");
        assert!(told.after(HOUR).await.is_empty(), "what waited is gone");
        let pia = told.served.client(PIA).await;
        assert_eq!(pia.get(REGISTRATION).await.status, 404);
        assert_eq!(pia.delete(REGISTRATION).await.status, 404);
        let log = told.served.client(NORA).await.get("/v1.0/auditLogs/events?$top=100").await.text();
        assert!(log.contains("webhook.partner_ended"), "{log}");
        assert_eq!(pia.post(REGISTRATION, &form).await.status, 200);
    })
    .await;
}
