//! Checks by the API.

use serde_json::{Value, json};
use testkit::{World, each_linked, http::Served};

/// decision 8: checks say what the caller may do at the moment, at once after a change, and tell what is not
/// there from what is not allowed by nothing.
#[tokio::test]
async fn checks_follow_each_change_at_once() {
    each_linked(async |world: World, linked| {
        let contoso = world.organization("contoso.example");
        let pia = world.user("pia@northwind.example");
        let berlin = world.room("contoso.example", "Berlin 1");
        let lisbon = world.room("contoso.example", "Lisbon 1");
        let served = Served::start(world).await;
        let anna = served.client("anna@contoso.example").await;
        let client = served.client("pia@northwind.example").await;
        let there = |room: &dyn ToString, permission: &str| json!({ "permission": permission, "tenantId": contoso, "roomId": room.to_string() });
        let nowhere = "00000000-0000-4000-8000-000000000001";
        let checks = json!({ "checks": [
            there(&berlin, "room.view"),
            there(&berlin, "room.modify"),
            there(&berlin, "settings.modify"),
            there(&lisbon, "room.view"),
            there(&nowhere, "room.view"),
            { "permission": "room.view", "roomId": berlin },
            { "permission": "room.view", "tenantId": nowhere, "roomId": berlin },
        ] });
        let asked = async |checks: &Value| client.post("/v1.0/accessChecks", checks).await.json()["allowed"].clone();
        assert_eq!(asked(&checks).await, json!([true, true, false, false, false, false, false]));
        let own = json!({ "checks": [{ "permission": "settings.modify", "roomId": lisbon }] });
        assert_eq!(anna.post("/v1.0/accessChecks", &own).await.json()["allowed"], json!([true]));
        assert_eq!(asked(&json!({ "checks": [] })).await, json!([]));

        let block = json!({ "userId": pia, "reason": "Lost laptop" });
        let blocked = anna.post(&format!("/v1.0/partners/{}/blocks", linked.link), &block).await;
        assert!(blocked.status.is_success(), "{blocked:?}");
        let nothing = json!([false, false, false, false, false, false, false]);
        assert_eq!(asked(&checks).await, nothing);

        for (checks, field) in [
            (json!([{ "permission": "room.fly", "roomId": berlin }]), "checks/0/permission"),
            (Value::Array(vec![there(&berlin, "room.view"); 1001]), "checks"),
        ] {
            let answer = client.post("/v1.0/accessChecks", &json!({ "checks": checks })).await;
            assert_eq!(answer.status.as_u16(), 422, "{answer:?}");
            assert!(answer.json().to_string().contains(field), "{answer:?}");
        }
    })
    .await;
}
