//! Releases and rollouts over the API.

use serde_json::{Value, json};
use testkit::{
    Signer, World, each_linked,
    http::{Client, Served},
    signer::document,
};

const CONTOSO: &str = "contoso.example";

fn signed(text: &str) -> Value {
    json!({"signedRelease": serde_json::from_str::<Value>(text).unwrap()})
}

/// A release for the rooms of the world, registered by its own people.
async fn registered(anna: &Client, key: &Signer, version: &str) -> String {
    let release = signed(&key.sign(&document(version, "generic", false)));
    let made = anna.post("/v1.0/releases", &release).await;
    assert_eq!(made.status, 201, "{}", made.text());
    made.json()["id"].as_str().unwrap().to_owned()
}

/// decision 23: the key is set, a release is registered as it was signed, rolled out, paused and resumed; what is wrong
/// has its code and its field.
#[tokio::test]
async fn a_release_is_registered_and_rolled_out() {
    each_linked(async |world: World, _| {
        let served = Served::start(world).await;
        let anna = served.client("anna@contoso.example").await;
        let key = Signer::of(1);
        let refused = anna.post("/v1.0/releases", &signed(&key.release("5.4.2"))).await;
        assert_eq!((refused.status.as_u16(), refused.code()), (409, "release_key_missing".to_owned()));
        let none = anna.get("/v1.0/releaseKey").await.json();
        assert_eq!((&none["number"], &none["publicKey"]), (&json!(0), &Value::Null));
        let set = anna.post("/v1.0/releaseKey", &json!({"publicKey": key.public_key()})).await;
        assert_eq!((set.status.as_u16(), &set.json()["publicKey"]), (200, &json!(key.public_key())));
        let file = anna.post("/v1.0/enrolmentKey/file", &json!({})).await.json();
        assert_eq!(file["releaseKey"], json!(key.public_key()), "the key file carries it");

        let id = registered(&anna, &key, "5.4.2").await;
        let release = anna.get(&format!("/v1.0/releases/{id}")).await.json();
        assert_eq!(release["signedRelease"]["document"], json!(document("5.4.2", "generic", false)));
        let listed = anna.get("/v1.0/releases").await.json();
        assert_eq!(
            (&listed["value"][0]["version"], &listed["value"][0]["signedRelease"]),
            (&json!("5.4.2"), &Value::Null)
        );
        let wrong = anna.post("/v1.0/releases", &signed(&Signer::of(2).release("5.5"))).await;
        assert!(wrong.status == 422 && wrong.text().contains("signature_invalid"), "{}", wrong.text());

        let late = json!({"releaseId": id, "beginsDateTime": "2020-01-01T00:00:00Z"});
        let refused = anna.post("/v1.0/rollouts", &late).await;
        assert!(refused.status == 422 && refused.text().contains("in_the_past"), "{}", refused.text());
        let made = anna.post("/v1.0/rollouts", &json!({"releaseId": id})).await;
        assert_eq!((made.status.as_u16(), made.location()), (201, format!("/v1.0/rollouts/{id}").as_str()));
        service::rollouts::watch(&served.world.app).await.unwrap();
        service::rollouts::watch(&served.world.app).await.unwrap();
        let rollout = anna.get(made.location()).await.json();
        assert_eq!(
            (&rollout["state"], &rollout["rings"][0]["displayName"]),
            (&json!("inProgress"), &json!("Staging"))
        );
        let act = async |what: &str| anna.post(&format!("/v1.0/rollouts/{id}/{what}"), &json!({})).await;
        assert_eq!(act("pause").await.status, 204);
        assert_eq!(act("pause").await.code(), "invalid_state");
        assert_eq!(anna.get(made.location()).await.json()["pause"], json!("person"));
        assert_eq!(act("resume").await.status, 204);
        assert_eq!(act("retryFailed").await.status, 204);
        let settings = json!({"resumePolicy": "terminal", "stopPercent": 0, "stopRooms": 1});
        let refused = anna.patch("/v1.0/rolloutSettings", "", &settings).await;
        assert!(refused.status == 422 && refused.text().contains("stopPercent"), "{}", refused.text());
        let settings = json!({"resumePolicy": "terminal", "stopPercent": 30, "stopRooms": 3});
        assert_eq!(anna.patch("/v1.0/rolloutSettings", "", &settings).await.json(), settings);
        assert_eq!(act("deprecate").await.status, 204);
        assert_eq!(anna.get("/v1.0/rollouts").await.json()["value"], json!([]));
        let past = anna.get("/v1.0/rollouts?includePast=true&$count=true").await.json();
        assert_eq!((&past["@odata.count"], &past["value"][0]["state"]), (&json!(1), &json!("deprecated")));
    })
    .await;
}

/// a partner sees the rollout of a customer with the rooms in scope, forces those, and halts nothing.
#[tokio::test]
async fn a_partner_sees_the_rooms_in_scope() {
    each_linked(async |world: World, _| {
        let (tenant, berlin) = (world.organization(CONTOSO), world.room(CONTOSO, "Berlin 1"));
        let lisbon = world.room(CONTOSO, "Lisbon 1");
        let served = Served::start(world).await;
        let anna = served.client("anna@contoso.example").await;
        let pia = served.client("pia@northwind.example").await;
        let key = Signer::of(1);
        anna.post("/v1.0/releaseKey", &json!({"publicKey": key.public_key()})).await;
        let id = registered(&anna, &key, "5.4.2").await;
        anna.post("/v1.0/rollouts", &json!({"releaseId": id})).await;
        for _ in 0..2 {
            service::rollouts::watch(&served.world.app).await.unwrap();
        }
        let there = format!("/v1.0/managedTenants/{tenant}/rollouts/{id}");
        assert_eq!(pia.get(&there).await.json()["version"], json!("5.4.2"));
        let refused = pia.post(&format!("{there}/pause"), &json!({})).await;
        assert_eq!((refused.status.as_u16(), refused.code()), (403, "ring_out_of_scope".to_owned()));
        let why = json!({"when": "whenFree", "reason": "A hole was found"});
        let force = async |room| pia.post(&format!("{there}/rooms/{room}/force"), &why).await;
        assert_eq!(force(lisbon).await.status, 404);
        let forced = force(berlin).await;
        assert_eq!(forced.status, 204, "{}", forced.text());
        let rooms = pia.get(&format!("{there}/rooms?$count=true")).await.json();
        assert_eq!(
            (&rooms["@odata.count"], &rooms["value"][0]["displayName"]),
            (&json!(1), &json!("Berlin 1"))
        );
        assert_eq!(rooms["value"][0]["isForced"], json!(true));
        let releases = pia.get(&format!("/v1.0/managedTenants/{tenant}/releases")).await.json();
        assert_eq!(releases["value"][0]["version"], json!("5.4.2"));
    })
    .await;
}
