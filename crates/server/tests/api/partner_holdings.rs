//! What partners hold and the end of all of it, over the API; the record is verified as an outsider would.

use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use domain::{agent::Agent, scope::Scope};
use ring::signature::{ED25519, UnparsedPublicKey};
use serde_json::{Value, json};
use testkit::{Linked, World, each, each_linked, http::Served};

const ANNA: &str = "anna@contoso.example";
const MATS: &str = "mats@contoso.example";
const PIA: &str = "pia@northwind.example";
const GUS: &str = "gus@northwind.example";
const CONTOSO: &str = "contoso.example";
const NORTHWIND: &str = "northwind.example";

/// Decision 4, R-142: the customer reads what a partner holds, ends it with one call, and anybody verifies the record with the public key.
#[tokio::test]
async fn a_customer_ends_everything_with_one_call() {
    each_linked(async |world, _: Linked| {
        world.agents("northwind.example", &[(PIA, Agent::Admin)]).await;
        world.reseller("contoso.example", "northwind.example", true).await;
        let partner = world.organization("northwind.example");
        let served = Served::start(world).await;
        let (anna, mats) = (served.client(ANNA).await, served.client(MATS).await);
        let list =
            mats.get("/v1.0/partnerHoldings?%24filter=isHolding%20eq%20true&%24count=true").await.json();
        assert_eq!((&list["@odata.count"], &list["value"][0]["links"]), (&1.into(), &1.into()), "{list}");
        assert_eq!(list["value"][0].get("holdings"), None);
        let path = format!("/v1.0/partnerHoldings/{partner}");
        let held = mats.get(&path).await.json();
        let kinds: Vec<&str> =
            held["holdings"].as_array().unwrap().iter().map(|it| it["kind"].as_str().unwrap()).collect();
        assert_eq!(kinds, ["link", "assignment", "resellerRelationship", "delegatedAdminPrivileges"]);
        assert_eq!(held["clients"]["people"], 1);
        let customers = format!("/v1.0/customers/{}", served.world.organization("contoso.example"));
        let pia = served.client(PIA).await;
        assert_eq!(pia.get(&customers).await.status, 200);
        assert_eq!(mats.delete(&path).await.status, 403);
        let answer = anna.delete(&path).await;
        assert_eq!(answer.status, 200, "{}", answer.text());
        let record = answer.json();
        assert_eq!((&record["endedCount"], &record["residueCount"]), (&4.into(), &0.into()));
        assert_eq!(pia.get(&customers).await.status, 404);
        assert_eq!(anna.delete(&path).await.status, 409);
        let again =
            mats.get(&format!("/v1.0/offBoardingRecords/{}", record["id"].as_str().unwrap())).await.json();
        assert_eq!(again, record);
        let newest = mats.get("/v1.0/offBoardingRecords").await.json();
        assert_eq!(newest["value"][0]["id"], record["id"]);

        let keys = served.nobody().get("/.well-known/steward-signing-keys.json").await.json();
        let decoded = |text: &str| URL_SAFE_NO_PAD.decode(text).unwrap();
        let signed = record["signed"].as_str().unwrap();
        let (text, signature) = signed.rsplit_once('.').unwrap();
        let (header, payload) = text.split_once('.').unwrap();
        let header: Value = serde_json::from_slice(&decoded(header)).unwrap();
        assert_eq!(header["alg"], "EdDSA");
        let key = keys["keys"].as_array().unwrap().iter().find(|key| key["kid"] == header["kid"]).unwrap();
        let public = decoded(key["x"].as_str().unwrap());
        UnparsedPublicKey::new(&ED25519, &public).verify(text.as_bytes(), &decoded(signature)).unwrap();
        let document: Value = serde_json::from_slice(&decoded(payload)).unwrap();
        assert_eq!(document, record["document"]);
        assert_eq!(document["partner"]["displayName"], "Northwind");
    })
    .await;
}

/// Decision 8, R-322: the customer blocks by name also whoever holds delegated roles or a role on a subscription alone; no link is needed.
/// Nothing opens any more from any source, both sides read why, a new link lifts nothing, the customer does.
#[tokio::test]
async fn whoever_holds_anything_can_be_blocked() {
    each(async |world: World| {
        world.agents(NORTHWIND, &[(PIA, Agent::Admin), (GUS, Agent::Helpdesk)]).await;
        world.reseller(CONTOSO, NORTHWIND, true).await;
        let (tenant, partner) = (world.organization(CONTOSO), world.organization(NORTHWIND));
        let served = Served::start(world).await;
        let (anna, mats) = (served.client(ANNA).await, served.client(MATS).await);
        let (pia, gus) = (served.client(PIA).await, served.client(GUS).await);
        let holdings = format!("/v1.0/partnerHoldings/{partner}");
        let list = format!("{holdings}/people");
        let found = mats.get(&format!("{list}?%24count=true&%24orderby=displayName%20desc")).await.json();
        assert_eq!(found["@odata.count"], 2, "{found}");
        assert_eq!(found["value"][0]["userPrincipalName"], PIA);
        assert_eq!(found["value"][0]["ways"], json!(["resellerRelationship"]));
        assert_eq!(found["value"][0]["isBlocked"], false);

        let people = format!("/v1.0/customers/{tenant}/users");
        assert_eq!(pia.get(&people).await.status, 200);
        let blocks = format!("{holdings}/blocks");
        let body = |upn: &str| json!({ "userId": served.world.user(upn), "reason": "Left a door open" });
        assert_eq!(anna.post(&blocks, &body("ned@northwind.example")).await.status, 422, "holds nothing");
        assert_eq!(
            anna.post(&blocks, &body("alex@adventure.example")).await.status,
            422,
            "of another partner"
        );
        assert_eq!(served.client("greta@contoso.example").await.post(&blocks, &body(PIA)).await.status, 403);
        assert_eq!(pia.post(&blocks, &body(GUS)).await.status, 403, "decision 6");
        let blocked = mats.post(&blocks, &body(PIA)).await;
        assert_eq!(blocked.status, 204, "{}", blocked.text());
        assert_eq!(mats.post(&blocks, &body(PIA)).await.status, 409);
        assert_eq!(pia.get(&people).await.status, 403, "at once");
        assert_eq!(gus.get(&people).await.status, 200, "one person alone");
        let only = mats.get(&format!("{list}?%24filter=isBlocked%20eq%20true")).await.json();
        assert_eq!(only["value"][0]["userPrincipalName"], PIA, "{only}");
        assert_eq!(mats.get(&holdings).await.json()["blocks"][0]["reason"], "Left a door open");
        let notices = gus.get("/v1.0/notices").await.text();
        assert!(notices.contains("agent_blocked") && notices.contains("Left a door open"), "{notices}");
        let mut browser = served.sign_in(GUS).await;
        let record = browser.page(&format!("/partner/customers/{tenant}")).await;
        assert!(
            record.contains("Blocked by the customer") && record.contains("Left a door open"),
            "{record}"
        );

        // A link that begins later lifts nothing.
        let linked = served.world.link(CONTOSO, NORTHWIND, Scope::ALL, &[PIA]).await;
        let rooms = format!("/v1.0/managedTenants/{tenant}/rooms");
        assert_eq!(pia.get(&rooms).await.status, 404);
        let link = mats.get(&format!("/v1.0/partners/{}", linked.link)).await.json();
        assert_eq!(link["blocks"][0]["userPrincipalName"], PIA, "{link}");
        let lift = format!("{blocks}/{}", served.world.user(PIA));
        assert_eq!(pia.delete(&lift).await.status, 403, "decision 6");
        assert_eq!(mats.delete(&lift).await.status, 204);
        assert_eq!(mats.delete(&lift).await.status, 404);
        for path in [&people, &rooms] {
            assert_eq!(pia.get(path).await.status, 200, "{path}");
        }
    })
    .await;
}
