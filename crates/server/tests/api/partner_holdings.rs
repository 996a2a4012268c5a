//! What partners hold and the end of all of it, over the API; the record is verified as an outsider would.

use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use domain::agent::Agent;
use ring::signature::{ED25519, UnparsedPublicKey};
use serde_json::Value;
use testkit::{Linked, each_linked, http::Served};

const ANNA: &str = "anna@contoso.example";
const MATS: &str = "mats@contoso.example";
const PIA: &str = "pia@northwind.example";

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
