//! Customers that partners add, over the API and at Partner Center's surface (§4.8, R-391, R-420).

use axum::http::Method;
use domain::{
    agent::Agent,
    time::{HOUR, MINUTE},
};
use serde_json::{Value, json};
use server::{
    config::{Config, MailSecurity},
    mail::Mailer,
};
use service::{Settings, added_customers::send};
use testkit::{
    Database, Kind, PASSWORD, World,
    http::{Client, Served},
    smtp::MailServer,
};
use tokio_util::sync::CancellationToken;

const NORTHWIND: &str = "northwind.example";
const PIA: &str = "pia@northwind.example";
const PAUL: &str = "paul@northwind.example";
const GUS: &str = "gus@northwind.example";
const ADMIN: &str = "admin@contoso.customers.example.net";

fn mailer(port: u16) -> Mailer {
    let config = Config {
        public_url: "https://steward.example".to_owned(),
        mail_server: Some("127.0.0.1".to_owned()),
        mail_port: Some(port),
        mail_security: MailSecurity::None,
        mail_from: Some("Steward <steward@operator.example>".to_owned()),
        ..Config::default()
    };
    Mailer::of(&config, CancellationToken::new()).unwrap().unwrap()
}

/// Northwind with its agents; with a domain that is set aside, or without.
async fn market(kind: Kind, is_on: bool) -> Served {
    let customer_domain = is_on.then(|| "customers.example.net".parse().unwrap());
    let settings = Settings { customer_domain, sends_mail: true, ..Settings::default() };
    let world = World::with(Database::fresh(kind).await, settings).await;
    world.agents(NORTHWIND, &[(PIA, Agent::Admin), (PAUL, Agent::Sales), (GUS, Agent::Helpdesk)]).await;
    Served::start(world).await
}

fn contoso() -> Value {
    json!({
        "displayName": "Contoso Bakery", "country": "US", "domainLabel": "contoso",
        "administratorDisplayName": "Carla Baker", "mail": "carla@bakery.example",
        "delegatedAdminPrivileges": true, "defaultGranularRelationship": true,
    })
}

fn with(field: &str, value: impl Into<Value>) -> Value {
    let mut body = contoso();
    body[field] = value.into();
    body
}

async fn add(client: &Client, body: &Value) -> testkit::http::Answer {
    client.post("/v1.0/addedCustomers", body).await
}

/// The link of the only message, and its text.
async fn invited(served: &Served, server: &MailServer) -> (String, String) {
    send(&served.world.app, &mailer(server.port())).await.unwrap();
    let messages = server.messages();
    let message = messages.last().expect("a message");
    assert_eq!(message.to, ["carla@bakery.example"]);
    let text = message.text.clone();
    let line = text.lines().find(|line| line.contains("/set-password/")).expect("a link");
    let (_, secret) = line.trim().split_once("/set-password/").unwrap();
    (secret.to_owned(), text)
}

/// decision 11: who may add customers, and what is refused, each with its reason; a domain that is taken and an address at a
/// partner are the same answers whoever has them, and tries are counted.
#[tokio::test]
async fn what_is_refused_says_why() {
    for kind in Kind::ALL {
        let off = market(kind, false).await;
        let refused = add(&off.client(PIA).await, &contoso()).await;
        assert_eq!((refused.status.as_u16(), refused.code().as_str()), (403, "adding_customers_off"));
        let served = market(kind, true).await;
        for upn in [GUS, "ned@northwind.example", "nora@northwind.example", "anna@contoso.example"] {
            assert_eq!(add(&served.client(upn).await, &contoso()).await.code(), "forbidden", "{upn}");
        }
        let pia = served.client(PIA).await;
        for (body, code) in [
            (with("country", "DE"), "other_market"),
            (with("country", "us"), "name_taken"),
            (with("domainLabel", "a.b"), "not_a_domain"),
            (with("domainLabel", "xn--bcher-kva"), "not_a_domain"),
            (with("mail", "carla"), "not_an_account"),
            (with("displayName", ""), "required"),
        ] {
            if code == "name_taken" {
                assert_eq!(add(&pia, &body).await.status, 201);
                assert_eq!(add(&served.client(PAUL).await, &body).await.status, 422);
                continue;
            }
            let refused = add(&pia, &body).await;
            assert_eq!(refused.status, 422, "{body}");
            assert!(refused.text().contains(code), "{code}: {}", refused.text());
        }
        // Another partner reads the same of a domain that is taken.
        served.world.database.raw("update organizations set is_partner = true where name = 'Fabrikam'").await;
        let own = add(&pia, &contoso()).await.json();
        assert_eq!(own["error"]["code"], "invalid_value", "{own}");
        for address in ["nora@northwind.example", "x@mail.northwind.example", "fred@fabrikam.example"] {
            let refused = add(&pia, &with("mail", address)).await;
            let body = with("domainLabel", "other");
            let mut body = body;
            body["mail"] = address.into();
            let other = add(&pia, &body).await;
            assert!(refused.status == 422 && other.code() == "address_of_partner", "{}", other.text());
        }
        let mut last = 0;
        for _ in 0..20 {
            last = add(&pia, &contoso()).await.status.as_u16();
        }
        assert_eq!(last, 429, "tries are counted, whatever came of them");
        served.world.clock.advance(HOUR + MINUTE);
        assert_eq!(add(&pia, &with("domainLabel", "later")).await.status, 201);
    }
}

/// §4.9: added, invited, waiting, accepted: what either side reads at each point; the link is in no answer and no table, and
/// nothing of the organization that the partner did not type is told before.
#[tokio::test]
async fn a_customer_is_added_and_answers() {
    for kind in Kind::ALL {
        let server = MailServer::start().await;
        let mut served = market(kind, true).await;
        let (pia, paul) = (served.client(PIA).await, served.client(PAUL).await);
        let made = add(&paul, &contoso()).await;
        assert_eq!(made.status, 201, "{}", made.text());
        let location = made.header("location").to_owned();
        let it = made.json();
        assert_eq!(
            (&it["state"], &it["domain"], &it["administratorUserPrincipalName"]),
            (&json!("waiting"), &json!("contoso.customers.example.net"), &json!(ADMIN))
        );
        let tenant = it["tenantId"].as_str().unwrap().to_owned();
        let (secret, text) = invited(&served, &server).await;
        assert!(text.contains("Northwind (northwind.example)") && text.contains(ADMIN), "{text}");
        for table in ["added_customers", "one_time_links", "audit_events", "idempotency_keys"] {
            let stored = served.world.database.raw(&format!("select * from {table}")).await;
            assert!(!format!("{stored:?}").contains(&secret), "{table}");
        }
        assert!(!pia.get(&location).await.text().contains(&secret));
        assert_eq!(pia.get(&format!("/v1.0/customers/{tenant}")).await.status, 404);
        assert_eq!(pia.get(&format!("/v1/customers/{tenant}")).await.status, 404);

        let mut carla = served.visitor();
        let page = format!("/set-password/{secret}");
        carla.page(&page).await;
        let set = carla.post(&page, &[("password", PASSWORD), ("repeated", PASSWORD)]).await;
        assert!(set.status.is_redirection() || set.status.is_success(), "{}", set.text());
        served.world.meet(ADMIN).await;
        let carla = served.client(ADMIN).await;
        served
            .world
            .database
            .raw(
                "update organizations set name = 'Secret', name_key = 'secret' where name = 'Contoso Bakery'",
            )
            .await;
        let records = served.client("nora@northwind.example").await;
        let day = served.world.app.clock.now().to_string();
        let day = day.split('T').next().unwrap().to_owned();
        let records = records.get(&format!("/v1/auditrecords?startDate={day}")).await.json();
        let added =
            records["items"].as_array().unwrap().iter().find(|it| it["operationType"] == "add_customer");
        let added = added.expect("a record");
        assert_eq!(
            (&added["customerId"], &added["customerName"], &added["userPrincipalName"]),
            (&json!(tenant), &json!("Contoso Bakery"), &json!(PAUL))
        );
        assert!(!pia.get("/v1.0/addedCustomers").await.text().contains("Secret"));

        let asked = carla.get("/v1.0/askedRelationships").await.json();
        assert_eq!(asked["value"][0]["partnerDisplayName"], "Northwind");
        assert!(asked["value"][0]["granularRelationshipId"].is_string(), "{asked}");
        let body = json!({ "token": asked["value"][0]["token"], "agreementAccepted": true });
        assert_eq!(carla.post("/v1.0/resellerRelationships", &body).await.status, 201);
        assert_eq!(pia.get(&location).await.json()["state"], "accepted");
        let customers = pia.get("/v1.0/customers").await.json();
        assert_eq!(customers["value"][0]["displayName"], "Secret");
        assert_eq!(pia.delete(&location).await.code(), "invalid_state");
        let partner = asked["value"][0]["partnerId"].as_str().unwrap();
        let late = carla.delete(&format!("/v1.0/askedRelationships/{partner}")).await;
        assert_eq!(late.code(), "invalid_state");
        let list = pia.get("/v1.0/addedCustomers?$filter=state%20eq%20'accepted'&$count=true").await.json();
        assert_eq!(list["@odata.count"], 1);

        // One that waits is withdrawn, and then is not there for anybody.
        let made = add(&pia, &with("domainLabel", "second")).await;
        let second = made.header("location").to_owned();
        assert_eq!(pia.post(&format!("{second}/invite"), &json!({})).await.status, 429);
        assert_eq!(pia.delete(&second).await.status, 204);
        assert_eq!(pia.get(&second).await.json()["state"], "withdrawn");
        assert_eq!(served.client(GUS).await.get(&second).await.status, 403);
    }
}

/// §4.7, §4.8, R-391: `POST /customers` in the published form: 201 with the customer and no password, once for each request identifier; what
/// is refused is called by the published numbers and fields.
#[tokio::test]
async fn partner_center_adds_customers() {
    for kind in Kind::ALL {
        let served = market(kind, true).await;
        let pia = served.client(PIA).await;
        let body = json!({
            "enableGDAPByDefault": true,
            "CompanyProfile": { "Domain": "contoso.customers.example.net" },
            "BillingProfile": {
                "Culture": "EN-US", "Email": "carla@bakery.example", "Language": "en", "CompanyName": "Contoso Bakery",
                "DefaultAddress": {
                    "FirstName": "Carla", "LastName": "Baker", "AddressLine1": "One Way", "City": "Redmond",
                    "State": "WA", "PostalCode": "98052", "Country": "US"
                }
            }
        });
        let headers = [("ms-requestid", "94e4e214-6b06-4fb7-96d1-94d559f9b47f")];
        let made = pia.call(Method::POST, "/v1/customers", &headers, &body).await;
        assert_eq!(made.status, 201, "{}", made.text());
        assert_eq!(made.header("ms-requestid"), headers[0].1);
        let it = made.json();
        assert_eq!(it["attributes"]["objectType"], "Customer");
        assert_eq!(
            (&it["relationshipToPartner"], &it["allowDelegatedAccess"]),
            (&json!("none"), &json!(false))
        );
        assert_eq!(it["userCredentials"], json!({ "userName": "admin" }));
        assert_eq!(it["companyProfile"]["domain"], "contoso.customers.example.net");
        assert_eq!(it["billingProfile"]["defaultAddress"]["city"], "Redmond");
        let again = pia.call(Method::POST, "/v1/customers", &headers, &body).await;
        assert_eq!((again.status.as_u16(), again.json()), (201, it));
        assert_eq!(served.world.database.number("select count(*) from added_customers").await, 1);
        assert_eq!(served.world.database.number("select count(*) from granular_relationships").await, 1);

        let wrong = |path: &[&str], value: Value| {
            let mut body = body.clone();
            let place = path.iter().fold(&mut body, |at, name| &mut at[*name]);
            *place = value;
            body
        };
        for (body, field) in [
            (wrong(&["CompanyProfile", "Domain"], json!("contoso.example")), "companyProfile.domain"),
            (wrong(&["BillingProfile", "Email"], json!("pia@northwind.example")), "companyProfile.domain"),
            (wrong(&["BillingProfile", "DefaultAddress", "Country"], json!("DE")), "defaultAddress.country"),
            (wrong(&["associatedPartnerId"], json!("7")), "associatedPartnerId"),
        ] {
            let refused = pia.post("/v1/customers", &body).await;
            assert_eq!((refused.status.as_u16(), &refused.json()["code"]), (400, &json!(3000)), "{field}");
            assert!(refused.text().contains(field), "{field}: {}", refused.text());
        }
        let off = market(kind, false).await;
        let refused = off.client(PIA).await.post("/v1/customers", &body).await;
        assert_eq!((refused.status.as_u16(), &refused.json()["code"]), (403, &json!("adding_customers_off")));
    }
}
