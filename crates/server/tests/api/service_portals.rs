//! Portals of services: the operator registers them, partners find them at their customers.

use axum::http::Method;
use domain::agent::Agent;
use serde_json::{Value, json};
use testkit::{World, each, http::Served};

const TAILSPIN: &str = "tailspin.example";
const NORTHWIND: &str = "northwind.example";
const PIA: &str = "pia@northwind.example";
const PORTALS: &str = "/v1.0/servicePortals";

/// only the operator registers, changes and takes away portals; each is told apart by its name, and in the operator's log.
#[tokio::test]
async fn the_operator_registers_portals() {
    each(async |world: World| {
        world.agents(NORTHWIND, &[(PIA, Agent::Admin)]).await;
        let served = Served::start(world).await;
        let olga = served.client("olga@operator.example").await;
        let mail = json!({ "displayName": "Mail", "urlTemplate": "https://mail.example/{tenantId}" });
        for upn in [PIA, "nora@northwind.example", "sven@tailspin.example"] {
            let other = served.client(upn).await;
            assert_eq!(other.get(PORTALS).await.code(), "forbidden", "{upn}");
            assert_eq!(other.post(PORTALS, &mail).await.code(), "forbidden", "{upn}");
        }
        let made = olga.post(PORTALS, &mail).await;
        assert_eq!(made.status, 201, "{}", made.text());
        let portal = format!("{PORTALS}/{}", made.json()["id"].as_str().unwrap());
        assert_eq!(olga.get(&portal).await.json(), made.json());
        let again =
            olga.post(PORTALS, &json!({ "displayName": "mail", "urlTemplate": "https://b.example" })).await;
        assert_eq!((again.status.as_u16(), again.text().contains("name_taken")), (422, true));
        for template in
            ["http://mail.example", "https://{domain}/", "https://mail.example/{user}", "javascript:1"]
        {
            let wrong = json!({ "displayName": "Wrong", "urlTemplate": template });
            let refused = olga.post(PORTALS, &wrong).await.text();
            assert!(refused.contains("not_a_url_template"), "{template}: {refused}");
        }
        let edit = json!({ "urlTemplate": "https://mail.example/{domain}" });
        let stale = olga.call(Method::PATCH, &portal, &[("if-match", "W/\"7\"")], &edit).await;
        assert_eq!(stale.status, 412);
        let edited = olga.call(Method::PATCH, &portal, &[("if-match", "W/\"1\"")], &edit).await;
        assert_eq!(edited.json()["displayName"], "Mail", "{}", edited.text());
        assert_eq!(olga.get(PORTALS).await.json()["value"], json!([edited.json()]));
        let chosen =
            olga.get(&format!("{PORTALS}?$filter=displayName%20eq%20'mail'&$count=true&$select=id")).await;
        assert_eq!(
            (&chosen.json()["@odata.count"], chosen.json()["value"][0].get("urlTemplate")),
            (&json!(1), None)
        );
        assert_eq!(
            olga.get(&format!("{PORTALS}?$filter=displayName%20eq%20'x'")).await.json()["value"],
            json!([])
        );
        for wrong in ["$filter=foo", "$filter=urlTemplate%20eq%20'x'", "$foo=1"] {
            let refused = olga.get(&format!("{PORTALS}?{wrong}")).await;
            assert_eq!((refused.status.as_u16(), refused.code().as_str()), (400, "bad_query"), "{wrong}");
        }
        assert_eq!(olga.delete(&portal).await.status, 204);
        assert_eq!(olga.get(&portal).await.status, 404);
        for kind in ["registered", "edited", "deleted"] {
            let told = format!("select count(*) from audit_events where kind = 'service_portal.{kind}'");
            assert_eq!(served.world.database.number(&told).await, 1, "{kind}");
        }
    })
    .await;
}

/// a customer's record links to each portal, filled in for it, with and without delegated privileges; nobody finds
/// them beside anybody else.
#[tokio::test]
async fn a_customer_links_to_portals() {
    each(async |world: World| {
        world.agents(NORTHWIND, &[(PIA, Agent::Admin)]).await;
        world.reseller(TAILSPIN, NORTHWIND, false).await;
        let tenant = world.organization(TAILSPIN);
        let served = Served::start(world).await;
        let olga = served.client("olga@operator.example").await;
        for (name, template) in [
            ("Telephony", "https://telephony.example/?for={domain}#{tenantId}"),
            ("Mail", "https://mail.example/{tenantId}"),
        ] {
            let new = json!({ "displayName": name, "urlTemplate": template });
            assert_eq!(olga.post(PORTALS, &new).await.status, 201);
        }
        let customer = format!("/v1.0/customers/{tenant}");
        let pia = served.client(PIA).await;
        let record = pia.get(&customer).await.json();
        let services = record["services"].as_array().unwrap();
        let services: Vec<_> = services
            .iter()
            .map(|it| (it["displayName"].as_str().unwrap(), it["url"].as_str().unwrap()))
            .collect();
        let mail = format!("https://mail.example/{tenant}");
        let telephony = format!("https://telephony.example/?for={TAILSPIN}#{tenant}");
        assert_eq!(services, [("Mail", mail.as_str()), ("Telephony", telephony.as_str())]);
        let list = pia.get("/v1.0/customers").await.json();
        assert_eq!(list["value"][0].get("services"), None, "only with a single customer");
        let ada = served.client("ada@adventure.example").await;
        assert_eq!(ada.get(&customer).await.status, 404);

        // Without a domain nothing is made up.
        let forget = "delete from domains where domain = 'tailspin.example'";
        served.world.database.raw(forget).await;
        let record = pia.get(&customer).await.json();
        assert_eq!(record["services"].as_array().map(Vec::len), Some(1));
        assert_eq!(record["services"][0]["displayName"], Value::from("Mail"));
    })
    .await;
}
