//! Distributions between partners, and customers that take on an indirect reseller with its indirect provider, over the API.

use axum::http::Method;
use domain::agent::Agent;
use serde_json::{Value, json};
use testkit::{
    World, each,
    http::{Client, Served},
};

const TAILSPIN: &str = "tailspin.example";
const NORTHWIND: &str = "northwind.example";
const ADVENTURE: &str = "adventure.example";
const PIA: &str = "pia@northwind.example";
const NORA: &str = "nora@northwind.example";
const ALEX: &str = "alex@adventure.example";
const ADA: &str = "ada@adventure.example";
const GRANTED: &str = "/v1.0/granularRelationships";
const SVEN: &str = "sven@tailspin.example";
const FAYE: &str = "faye@fabrikam.example";

/// Northwind and Adventure with an Admin agent each, and Tailspin in their country.
async fn market(world: &World) {
    world.agents(NORTHWIND, &[(PIA, Agent::Admin)]).await;
    world.agents(ADVENTURE, &[(ALEX, Agent::Admin)]).await;
    world.database.raw("update organizations set country = 'US' where country <> 'US'").await;
}

/// A new request; the secret of its link, with what stands behind it.
async fn request(agent: &Client, body: &serde_json::Value) -> (String, String) {
    let made = agent.post("/v1.0/resellerRequests", body).await;
    assert_eq!(made.status, 201, "{}", made.text());
    let link = made.json()["link"].as_str().unwrap().to_owned();
    let (_, rest) = link.rsplit_once("Relationships/").unwrap();
    let (token, asked) = rest.split_once('?').unwrap_or((rest, ""));
    (token.to_owned(), asked.to_owned())
}

async fn distribution(alex: &Client, nora: &Client) -> String {
    let (token, asked) = request(alex, &json!({ "asks": "partner" })).await;
    assert_eq!(asked, "");
    let agreed = nora.post("/v1.0/distributions", &json!({ "token": token })).await;
    assert_eq!(agreed.status, 201, "{}", agreed.text());
    agreed.json()["id"].as_str().unwrap().to_owned()
}

/// an indirect provider asks with a link, a Global administrator of another partner agrees, once; each of the two sees it and ends it, and
/// nobody else.
#[tokio::test]
async fn a_partner_sells_through_another() {
    each(async |world: World| {
        market(&world).await;
        let served = Served::start(world).await;
        let (alex, ada) = (served.client(ALEX).await, served.client(ADA).await);
        let (pia, nora) = (served.client(PIA).await, served.client(NORA).await);
        let (sven, faye) = (served.client(SVEN).await, served.client(FAYE).await);
        let wrong = json!({ "asks": "partner", "delegatedAdminPrivileges": true });
        assert_eq!(alex.post("/v1.0/resellerRequests", &wrong).await.status, 422);
        let (token, _) = request(&alex, &json!({ "asks": "partner" })).await;
        let token = json!({ "token": token });
        let refused = pia.post("/v1.0/distributions", &token).await;
        assert_eq!(refused.status, 403, "no Global administrator");
        let who = refused.json()["error"]["grantedBy"].clone();
        assert_eq!(
            who,
            "Only a Global administrator of your organization can agree to sell through another partner."
        );
        assert_eq!(sven.post("/v1.0/distributions", &token).await.status, 403, "no partner");
        assert_eq!(ada.post("/v1.0/distributions", &token).await.code(), "own_request");
        let accept = json!({ "token": token["token"], "agreementAccepted": true });
        assert_eq!(sven.post("/v1.0/resellerRelationships", &accept).await.status, 404, "asks no customer");
        let agreed = nora.post("/v1.0/distributions", &token).await;
        assert_eq!(agreed.status, 201, "{}", agreed.text());
        let id = agreed.json()["id"].clone();
        assert_eq!(nora.post("/v1.0/distributions", &token).await.json()["id"], id, "twice is once");

        let at_reseller = nora.get("/v1.0/distributions?$count=true").await.json();
        assert_eq!(at_reseller["@odata.count"], 1);
        let (part, name) = (&at_reseller["value"][0]["part"], &at_reseller["value"][0]["displayName"]);
        assert_eq!((part, name), (&json!("indirectProvider"), &json!("Adventure Works")));
        let at_provider = alex.get("/v1.0/distributions?$filter=part%20eq%20'indirectReseller'").await.json();
        assert_eq!(at_provider["value"][0]["displayName"], "Northwind", "{at_provider}");
        let path = format!("/v1.0/distributions/{}", id.as_str().unwrap());
        assert_eq!(ada.get(&path).await.status, 200);
        for stranger in [&faye, &sven] {
            assert_eq!(stranger.get("/v1.0/distributions").await.status, 403);
            assert_eq!(stranger.get(&path).await.status, 403);
        }
        assert_eq!(pia.delete(&path).await.status, 403);
        assert_eq!(ada.delete(&path).await.status, 204);
        assert_eq!(nora.delete(&path).await.status, 404);
        assert_eq!(nora.get("/v1.0/distributions").await.json()["value"], json!([]));
        let told = nora.get("/v1.0/notices").await.text();
        assert!(told.contains("distribution_ended"), "{told}");
    })
    .await;
}

/// §4.8: a customer takes on the indirect reseller and its indirect provider at once; the provider finds through
/// whom; the relationships are two, and neither disturbs the other; without the distribution the request is none.
#[tokio::test]
async fn a_customer_takes_on_both_at_once() {
    each(async |world: World| {
        market(&world).await;
        let (tailspin, adventure) = (world.organization(TAILSPIN), world.organization(ADVENTURE));
        let northwind = world.organization(NORTHWIND);
        let served = Served::start(world).await;
        let (alex, pia, nora) = (served.client(ALEX).await, served.client(PIA).await, served.client(NORA).await);
        let sven = served.client(SVEN).await;
        let with = json!({ "indirectProviderId": adventure.uuid() });
        let refused = pia.post("/v1.0/resellerRequests", &with).await;
        assert_eq!(refused.status, 422, "no distribution yet: {}", refused.text());
        let id = distribution(&alex, &nora).await;
        let (token, asked) = request(&pia, &with).await;
        assert!(asked.contains(&format!("msppId={adventure}&DAP=true")), "{asked}");
        let opened = sven.post("/v1.0/resellerRequests/open", &json!({ "token": token })).await.json();
        assert_eq!(opened["indirectProviderDisplayName"], "Adventure Works", "{opened}");
        // what programs send asks for their own organization alone, and customers.
        request(&pia, &json!({ "delegatedAdminPrivileges": false, "asks": "partner" })).await;
        let sent = pia.get("/v1/customers/relationshiprequests").await.json()["url"].clone();
        let sent = sent.as_str().unwrap();
        assert!(sent.contains("/resellerRelationships/") && !sent.contains(&adventure.to_string()), "{sent}");
        let accept = json!({ "token": token, "agreementAccepted": true });
        for _ in 0..2 {
            let accepted = sven.post("/v1.0/resellerRelationships", &accept).await;
            assert_eq!(accepted.status, 201, "{}", accepted.text());
        }
        let both = sven.get("/v1.0/resellerRelationships?$orderby=partnerDisplayName").await.json();
        let names: Vec<_> =
            both["value"].as_array().unwrap().iter().map(|it| it["partnerDisplayName"].clone()).collect();
        assert_eq!(names, ["Adventure Works", "Northwind"]);
        for it in both["value"].as_array().unwrap() {
            assert_eq!(it["delegatedAdminPrivileges"], true, "{it}");
        }
        let filter = "$filter=indirectResellerDisplayName%20eq%20'northwind'";
        let found = alex.get(&format!("/v1.0/customers?{filter}")).await.json();
        assert_eq!(found["value"][0]["indirectResellerDisplayName"], "Northwind", "{found}");
        let own = pia.get("/v1.0/customers").await.json();
        assert_eq!(own["value"][0]["indirectProviderDisplayName"], "Adventure Works", "{own}");
        assert_eq!(own["value"][0].get("indirectResellerDisplayName"), None);
        for (filter, count) in [
            ("indirectProviderDisplayName%20eq%20'adventure%20works'", 1),
            ("indirectProviderDisplayName%20eq%20null", 0),
            ("hasGranularRelationship%20eq%20false", 1),
            ("hasGranularRelationship%20eq%20true", 0),
        ] {
            let found = pia.get(&format!("/v1.0/customers?$filter={filter}")).await.json();
            assert_eq!(found["value"].as_array().unwrap().len(), count, "{filter}: {found}");
        }
        let mut browser = served.sign_in(PIA).await;
        for (query, is_found) in [
            ("through=Adventure%20Works", true),
            ("through=Northwind", false),
            ("through=Adventure%20Works&state=indirect&q=tail", true),
            ("state=direct", false),
            ("state=indirect", true),
            ("state=granular", false),
            ("state=delegated&through=O%27Hara%27s", false),
        ] {
            let page = browser.page(&format!("/partner/customers?{query}")).await;
            let row = format!("href=\"/partner/customers/{tailspin}\"");
            assert_eq!(page.contains(&row), is_found, "{query}: {page}");
            assert!(page.contains("<option value=\"Adventure Works\""), "{page}");
            let file = browser.get(&format!("/partner/customers.csv?{query}")).await.text();
            assert_eq!(file.contains("Tailspin"), is_found, "{query}: {file}");
        }

        let of_customer = alex.get(&format!("/v1/customers/{tailspin}/relationships")).await.json();
        assert_eq!(of_customer["totalCount"], 1, "{of_customer}");
        assert_eq!(of_customer["items"][0]["id"], json!(northwind.uuid()));
        let kind = "is_indirect_cloud_solution_provider_of";
        assert_eq!(of_customer["items"][0]["relationshipType"], kind);
        let asked = "/v1/relationships?relationship_type=IsIndirectCloudSolutionProviderOf";
        let listed = alex.get(asked).await.json()["items"][0].clone();
        assert_eq!(listed["name"], "Northwind");
        assert!(listed["location"].is_string(), "{listed}");
        assert_eq!(of_customer["items"][0]["location"], listed["location"], "the same in both places");
        assert_eq!(pia.get(asked).await.json()["totalCount"], 0);
        assert_eq!(alex.get("/v1/relationships?relationship_type=Other").await.status, 400);
        let filter = "%7B%22Field%22%3A%22IndirectReseller%22%2C%22Value%22%3A%22north%22%2C%22Operator%22%3A%22starts_with%22%7D";
        let found = alex.get(&format!("/v1/customers?filter={filter}")).await.json();
        assert_eq!((&found["totalCount"], &found["items"][0]["associatedPartnerId"]), (&json!(1), &json!(northwind.uuid())));

        // Another request of the same kind, after the two have parted: it asks for nothing any more.
        let (late, _) = request(&pia, &with).await;
        assert_eq!(nora.delete(&format!("/v1.0/distributions/{id}")).await.status, 204);
        let late = json!({ "token": late });
        assert_eq!(sven.post("/v1.0/resellerRequests/open", &late).await.status, 404);
        assert_eq!(alex.get("/v1.0/customers").await.json()["value"].as_array().unwrap().len(), 1, "what was agreed stays");
        let of_northwind = both["value"][1]["id"].as_str().unwrap();
        assert_eq!(sven.delete(&format!("/v1.0/resellerRelationships/{of_northwind}")).await.status, 204);
        assert_eq!(pia.get("/v1.0/customers").await.json()["value"], json!([]));
        assert_eq!(alex.get("/v1.0/customers").await.json()["value"].as_array().unwrap().len(), 1);
    })
    .await;
}

/// R-309, §4.3, state machine 3.4: an indirect provider prepares a relationship, which is its reseller's; no customer finds it before the reseller
/// agreed by the published request, and what the reseller rejects is over. `reject` is read back only by who knows it.
#[tokio::test]
async fn a_provider_prepares_a_relationship_for_its_reseller() {
    each(async |world: World| {
        market(&world).await;
        let adventure = world.organization(ADVENTURE);
        let served = Served::start(world).await;
        let (alex, pia, nora) =
            (served.client(ALEX).await, served.client(PIA).await, served.client(NORA).await);
        let sven = served.client(SVEN).await;
        let distribution = distribution(&alex, &nora).await;
        let path = format!("/v1.0/distributions/{distribution}/granularRelationships");
        let body = |name: &str| {
            let role = json!({ "roleDefinitionId": "88d8e3e3-8f55-4a1e-953a-9b9898b8876b" });
            json!({ "displayName": name, "duration": "P90D", "accessDetails": { "unifiedRoles": [role] } })
        };
        assert_eq!(
            pia.post(&path, &body("Own")).await.status,
            409,
            "the reseller prepares nothing for its provider"
        );
        assert_eq!(served.client(ADA).await.post(&path, &body("Ada")).await.status, 403);
        assert_eq!(sven.post(&path, &body("Sven")).await.status, 403);
        for name in ["Wanted", "Unwanted", "Wanted"] {
            let made = alex.post(&path, &body(name)).await;
            assert_eq!(made.status, 201, "{}", made.text());
        }
        let base = "/v1.0/tenantRelationships/delegatedAdminRelationships";
        assert_eq!(alex.get(base).await.json()["value"], json!([]), "it is not the provider's");
        let all = pia.get(&format!("{base}?$orderby=displayName")).await.json();
        let names: Vec<_> =
            all["value"].as_array().unwrap().iter().map(|it| it["displayName"].as_str().unwrap()).collect();
        assert!(
            names[0] == "Unwanted" && names[1] == "Wanted" && names[2].starts_with("Wanted-"),
            "{names:?}"
        );
        let wanted = &all["value"][1];
        assert_eq!(wanted["@odata.type"], "#microsoft.graph.resellerDelegatedAdminRelationship");
        assert_eq!(wanted["indirectProviderTenantId"], json!(adventure.to_string()));
        assert_eq!(
            (&wanted["status"], &wanted["isPartnerConsentPending"]),
            (&json!("approvalPending"), &json!(true))
        );
        assert!(pia.get("/v1.0/notices").await.text().contains("granular_prepared"));

        let (yes, no) =
            (wanted["id"].as_str().unwrap().to_owned(), all["value"][0]["id"].as_str().unwrap().to_owned());
        let approve = async |id: &str| sven.post(GRANTED, &json!({ "id": id })).await.status.as_u16();
        assert_eq!(approve(&yes).await, 404, "the reseller did not agree yet");
        let request = async |id: &str, action: &str| {
            pia.post(&format!("{base}/{id}/requests"), &json!({ "action": action })).await
        };
        let rejected = request(&no, "reject").await;
        assert_eq!(
            (rejected.status.as_u16(), &rejected.json()["action"]),
            (201, &json!("unknownFutureValue"))
        );
        assert_eq!(request(&no, "approve").await.status, 400);
        let ended = pia.get(&format!("{base}/{no}")).await.json();
        assert_eq!(
            (&ended["status"], &ended["isPartnerConsentPending"]),
            (&json!("terminated"), &json!(false))
        );
        let asked = format!("{base}/{no}/requests/{}", rejected.json()["id"].as_str().unwrap());
        let plain = pia.get(&asked).await.json();
        assert_eq!(plain["action"], "unknownFutureValue");
        let knows = pia
            .call(
                Method::GET,
                &asked,
                &[("prefer", "return=minimal, include-unknown-enum-members")],
                &Value::Null,
            )
            .await
            .json();
        assert_eq!(knows["action"], "reject");
        assert_eq!(approve(&no).await, 404);

        let agreed = request(&yes, "approve").await;
        assert_eq!((agreed.status.as_u16(), &agreed.json()["action"]), (201, &json!("approve")));
        assert_eq!(request(&yes, "approve").await.status, 400, "once");
        assert_eq!(pia.get(&format!("{base}/{yes}")).await.json()["isPartnerConsentPending"], false);
        assert_eq!(approve(&yes).await, 201);
        service::granular_relationships::tend(&served.world.app).await.unwrap();
        service::granular_relationships::tend(&served.world.app).await.unwrap();
        assert_eq!(pia.get(&format!("{base}/{yes}")).await.json()["status"], "active");
        assert_eq!(pia.get(&asked).await.json()["status"], "succeeded");
        let told = alex.get("/v1.0/notices").await.text();
        assert!(told.contains("granular_agreed") && told.contains("granular_rejected"), "{told}");
        // A draft of one's own is nothing to agree to.
        let own = pia.post(base, &body("Own")).await.json();
        assert_eq!(own.get("isPartnerConsentPending"), None);
        request(own["id"].as_str().unwrap(), "lockForApproval").await;
        assert_eq!(request(own["id"].as_str().unwrap(), "approve").await.status, 400);
    })
    .await;
}
