//! The Partner Center surface, but for Autopilot: customers, requests, directory roles, audit records (§4.7–§4.9).

use axum::http::Method;
use domain::agent::Agent;
use serde_json::{Value, json};
use testkit::{World, each, http::Served};

const TAILSPIN: &str = "tailspin.example";
const NORTHWIND: &str = "northwind.example";
const PIA: &str = "pia@northwind.example";
const NORA: &str = "nora@northwind.example";
const SVEN: &str = "sven@tailspin.example";

async fn market(world: World) -> Served {
    world.agents(NORTHWIND, &[(PIA, Agent::Admin), ("gus@northwind.example", Agent::Helpdesk)]).await;
    world.database.raw("update organizations set country = 'US' where name = 'Tailspin Toys'").await;
    Served::start(world).await
}

fn filter(field: &str, value: &str, operator: &str) -> String {
    let text = json!({ "Field": field, "Value": value, "Operator": operator }).to_string();
    let query: String = form_urlencoded::byte_serialize(text.as_bytes()).collect();
    format!("filter={query}")
}

/// §4.8, R-301–: a client asks for the link, finds the customer once that accepted, reads as much as the
/// relationship allows, gives the privileges back, and a Global administrator of the partner ends it.
#[tokio::test]
async fn customers_come_and_go() {
    each(async |world: World| {
        let served = market(world).await;
        let (pia, nora, sven) =
            (served.client(PIA).await, served.client(NORA).await, served.client(SVEN).await);
        let asked = pia.get("/v1/customers/relationshiprequests").await.json();
        assert_eq!(asked["attributes"]["objectType"], "RelationshipRequest");
        let url = asked["url"].as_str().unwrap();
        assert!(url.contains("invType=ResellerRelationship") && url.contains("DAP=true#"), "{url}");
        assert!(url.ends_with("#/BillingAccounts/partner-invitation"), "{url}");
        let again = pia.get("/v1/customers/relationshiprequests").await.json();
        assert_eq!(again["url"], asked["url"], "no second request is made");
        assert_eq!(
            served
                .client("ned@northwind.example")
                .await
                .get("/v1/customers/relationshiprequests")
                .await
                .status,
            403
        );
        let empty = pia.get("/v1/customers").await.json();
        assert_eq!(
            (&empty["totalCount"], &empty["attributes"]["objectType"]),
            (&0.into(), &"Collection".into())
        );
        let (_, rest) = url.split_once("resellerRelationships/").unwrap();
        let token = rest.split('?').next().unwrap();
        let accept = json!({ "token": token, "agreementAccepted": true });
        assert_eq!(sven.post("/v1.0/resellerRelationships", &accept).await.status, 201);

        let tenant = served.world.organization(TAILSPIN);
        let found = pia
            .get(&format!("/v1/customers?size=1&{}", filter("CompanyName", "tail", "starts_with")))
            .await
            .json();
        assert_eq!(found["totalCount"], 1, "{found}");
        let customer = &found["items"][0];
        assert_eq!(customer["id"], tenant.to_string());
        assert_eq!(customer["companyProfile"]["companyName"], "Tailspin Toys");
        assert_eq!(
            (&customer["relationshipToPartner"], customer.get("allowDelegatedAccess")),
            (&"reseller".into(), None)
        );
        let none =
            pia.get(&format!("/v1/customers?{}", filter("Domain", "spin", "starts_with"))).await.json();
        assert_eq!(none["totalCount"], 0);
        for (query, status) in [("size=0", 400), ("filter=x", 400)] {
            let refused = pia.get(&format!("/v1/customers?{query}")).await;
            assert_eq!((refused.status.as_u16(), &refused.json()["code"]), (status, &3000.into()));
        }
        let unread = pia.get("/v1/customers?filter=x").await.json();
        let told = unread["data"][0].as_str().unwrap();
        assert!(
            told.starts_with("filter: This cannot be read: ") && told.contains("line 1"),
            "it says what: {told}"
        );
        for (locale, description) in
            [("ja-JP", "存在しない"), ("en-US", "does not exist"), ("de-DE", "does not exist")]
        {
            let missing = format!("/v1/customers/{}", uuid::Uuid::from_u128(7));
            let missing = pia.call(Method::GET, &missing, &[("x-locale", locale)], &Value::Null).await.json();
            assert_eq!(missing["code"], 60003, "a code is the same in each language");
            let told = missing["description"].as_str().unwrap();
            assert!(told.contains(description), "{locale}: {told}");
        }

        let path = format!("/v1/customers/{tenant}");
        let one = pia.get(&path).await.json();
        assert_eq!((&one["allowDelegatedAccess"], &one["customDomains"]), (&true.into(), &json!([TAILSPIN])));
        assert_eq!(one["companyProfile"]["address"]["country"], "US");
        let billing = &one["billingProfile"];
        assert_eq!(billing["companyName"], "Tailspin Toys", "{billing}");
        assert_eq!(billing["defaultAddress"]["country"], "US");
        assert_eq!(billing["attributes"]["objectType"], "CustomerBillingProfile");
        assert!(billing["attributes"]["etag"].as_str().unwrap().starts_with("W/"), "{billing}");
        assert_eq!(customer.get("billingProfile"), None, "where one customer is read alone");
        let change = async |client: &testkit::http::Client, body: Value| {
            client.call(Method::PATCH, &path, &[], &body).await
        };
        assert_eq!(change(&pia, json!({ "allowDelegatedAccess": true })).await.status, 400);
        assert_eq!(change(&pia, json!({})).await.status, 400);
        let without = change(&pia, json!({ "AllowDelegatedAccess": false })).await;
        assert_eq!(without.status, 200, "{}", without.text());
        let without = without.json();
        assert_eq!((&without["allowDelegatedAccess"], without.get("customDomains")), (&false.into(), None));
        assert_eq!(without["companyProfile"].get("address"), None);
        assert_eq!(change(&pia, json!({ "relationshipToPartner": "none" })).await.status, 403);
        let stale = nora
            .call(
                Method::PATCH,
                &path,
                &[("if-match", "W/\"1\"")],
                &json!({ "relationshipToPartner": "none" }),
            )
            .await;
        assert_eq!((stale.status.as_u16(), &stale.json()["code"]), (400, &2055.into()));
        let ended = change(&nora, json!({ "relationshipToPartner": "none" })).await;
        assert_eq!((ended.status.as_u16(), &ended.json()["relationshipToPartner"]), (200, &"none".into()));
        let gone = pia.get(&path).await;
        assert_eq!((gone.status.as_u16(), &gone.json()["code"]), (404, &60003.into()));
    })
    .await;
}

/// §4.8: an agent reads who holds the directory roles of a customer, through groups too; nobody of a partner is ever among
/// them, and without delegated admin privileges nothing is read.
#[tokio::test]
async fn directory_roles_never_show_a_partner() {
    each(async |world: World| {
        world.reseller(TAILSPIN, NORTHWIND, true).await;
        world.reseller("fabrikam.example", NORTHWIND, false).await;
        let served = market(world).await;
        let pia = served.client(PIA).await;
        let tenant = served.world.organization(TAILSPIN);
        let roles = pia.get(&format!("/v1/customers/{tenant}/directoryroles")).await.json();
        let named = |name: &str| {
            let found = roles["items"].as_array().unwrap().iter().find(|role| role["name"] == name);
            found.unwrap_or_else(|| panic!("{name}: {roles}"))["id"].as_str().unwrap().to_owned()
        };
        let global = named("Global Administrator");
        assert_eq!(global, "62e90394-69f5-4237-9190-012177145e10");
        let members =
            pia.get(&format!("/v1/customers/{tenant}/directoryroles/{global}/usermembers")).await.json();
        let names: Vec<&str> = members["items"]
            .as_array()
            .unwrap()
            .iter()
            .map(|it| it["userPrincipalName"].as_str().unwrap())
            .collect();
        assert_eq!(names, [SVEN]);
        assert_eq!(members["items"][0]["attributes"]["objectType"], "UserMember");
        let readers = named("Global Reader");
        let nobody =
            pia.get(&format!("/v1/customers/{tenant}/directoryroles/{readers}/usermembers")).await.json();
        assert_eq!(nobody["totalCount"], 0);
        let unknown = pia.get(&format!("/v1/customers/{tenant}/directoryroles/{tenant}/usermembers")).await;
        assert_eq!((unknown.status.as_u16(), &unknown.json()["code"]), (404, &1000.into()));
        let sven = served.world.user(SVEN);
        let held = pia.get(&format!("/v1/customers/{tenant}/users/{sven}/directoryroles")).await.json();
        assert_eq!((&held["totalCount"], &held["items"][0]["id"]), (&1.into(), &global.as_str().into()));
        let pia_user = served.world.user(PIA);
        let held = pia.get(&format!("/v1/customers/{tenant}/users/{pia_user}/directoryroles")).await.json();
        assert_eq!(held["totalCount"], 0, "by delegation nobody holds a role there");
        let without = served.world.organization("fabrikam.example");
        assert_eq!(pia.get(&format!("/v1/customers/{without}/directoryroles")).await.status, 403);
        let stranger = served.world.organization("contoso.example");
        assert_eq!(pia.get(&format!("/v1/customers/{stranger}/directoryroles")).await.status, 404);
    })
    .await;
}

/// R-421, §4.9: the partner's administrators read what happened between it and its customers, ends by the customer included,
/// without the name of whoever did it there; never of others, and no more than 90 days back.
#[tokio::test]
async fn audit_records_tell_what_happened() {
    each(async |world: World| {
        let relationship = world.reseller(TAILSPIN, NORTHWIND, true).await;
        world.reseller("fabrikam.example", "adventure.example", true).await;
        let served = market(world).await;
        let (nora, sven) = (served.client(NORA).await, served.client(SVEN).await);
        let remove = format!("/v1.0/resellerRelationships/{relationship}/delegatedAdminPrivileges");
        assert_eq!(sven.delete(&remove).await.status, 204);
        let day = served.world.app.clock.now().to_string();
        let day = day.split('T').next().unwrap();
        let path = format!("/v1/auditrecords?startDate={day}&endDate={day}");
        let records = nora.get(&path).await.json();
        assert_eq!(records["totalCount"], 1, "{records}");
        let record = &records["items"][0];
        for (member, value) in [
            ("customerName", "Tailspin Toys"),
            ("resourceType", "partner_customer_dap"),
            ("operationType", "dap_admin_relationship_terminated"),
            ("operationStatus", "succeeded"),
        ] {
            assert_eq!(record[member], value, "{record}");
        }
        assert_eq!(record.get("userPrincipalName"), None, "who of the customer did it is not told");
        let tenant = served.world.organization(TAILSPIN).to_string();
        for (asked, count) in [
            (filter("CompanyName", "spin", "substring"), 1),
            (filter("CompanyName", "fabri", "substring"), 0),
            (filter("CustomerId", &tenant, "equals"), 1),
            (filter("ResourceType", "partner_customer_dap", "equals"), 1),
            (filter("ResourceType", "policy", "equals"), 0),
        ] {
            assert_eq!(nora.get(&format!("{path}&{asked}")).await.json()["totalCount"], count, "{asked}");
        }
        assert_eq!(served.client(PIA).await.get(&path).await.status, 403);
        let ada = served.client("ada@adventure.example").await;
        assert_eq!(ada.get(&path).await.json()["totalCount"], 0);
        for refused in
            ["/v1/auditrecords", "/v1/auditrecords?startDate=2001-01-01", "/v1/auditrecords?startDate=x"]
        {
            assert_eq!(nora.get(refused).await.status, 400, "{refused}");
        }
    })
    .await;
}

/// §4.9, R-421: what people and programs of the partner do in a customer's directory is about the customer's, what they do in their own
/// about theirs, with the values before and after; who acted is a person or an application.
#[tokio::test]
async fn audit_records_tell_whose_directory_changed() {
    each(async |world: World| {
        world.reseller(TAILSPIN, NORTHWIND, true).await;
        let tenant = world.organization(TAILSPIN);
        let pia_id = world.user(PIA);
        let stina = world.user("stina@tailspin.example");
        let service = world.security_group(NORTHWIND, "Service");
        let ned = world.user("ned@northwind.example");
        let served = market(world).await;
        let (pia, nora) = (served.client(PIA).await, served.client(NORA).await);
        let there = pia.post(&format!("/v1.0/customers/{tenant}/users/{stina}/disable"), &Value::Null).await;
        assert!(there.status.is_success(), "{}", there.text());
        let etag = nora.get(&format!("/v1.0/users/{pia_id}")).await.json()["@odata.etag"]
            .as_str()
            .unwrap()
            .to_owned();
        let renamed = nora
            .patch(&format!("/v1.0/users/{pia_id}"), &etag, &json!({ "displayName": "Pia Partner" }))
            .await;
        assert_eq!(renamed.status, 200, "{}", renamed.text());
        let members = format!("/v1.0/groups/{service}/members");
        assert_eq!(nora.post(&members, &json!({ "kind": "user", "id": ned })).await.status, 204);
        assert_eq!(nora.delete(&format!("{members}/{ned}")).await.status, 204);

        let day = served.world.app.clock.now().to_string();
        let path = format!("/v1/auditrecords?startDate={}", day.split('T').next().unwrap());
        let of = async |resource: &str| {
            let found =
                nora.get(&format!("{path}&{}", filter("ResourceType", resource, "equals"))).await.json();
            found["items"].as_array().unwrap().clone()
        };
        let theirs = of("customer_user").await;
        assert_eq!(theirs.len(), 1, "{theirs:?}");
        assert_eq!(
            (&theirs[0]["operationType"], &theirs[0]["userPrincipalName"]),
            (&json!("update_customer_user"), &json!(PIA))
        );
        assert_eq!(theirs[0]["customerId"], tenant.to_string());
        assert_eq!(
            theirs[0].get("resourceNewValue"),
            None,
            "names and values of the customer's things are its own"
        );
        let own = of("partner_user").await;
        let operations: Vec<_> = own.iter().map(|it| it["operationType"].as_str().unwrap()).collect();
        assert!(
            operations.starts_with(&["remove_user_member", "add_user_member", "update_partner_user"]),
            "{operations:?}"
        );
        assert!(own.iter().all(|it| it.get("customerId").is_none()), "{own:?}");
        let named = &own[2];
        let value = |member: &str| serde_json::from_str::<Value>(named[member].as_str().unwrap()).unwrap();
        assert_eq!(value("resourceOldValue")["displayName"], "Pia Primary", "{named}");
        assert_eq!(value("resourceNewValue")["displayName"], "Pia Partner", "{named}");
        let data = own[0]["customizedData"].as_array().unwrap();
        assert!(data.iter().any(|it| it["key"] == "DisplayName" && it["value"] == "Service"), "{data:?}");
        assert!(data.iter().any(|it| it["key"] == "member"), "{data:?}");
    })
    .await;
}
