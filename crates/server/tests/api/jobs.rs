//! Operations of rooms over the API.

use serde_json::{Value, json};
use testkit::{World, each_linked, http::Served};

const CONTOSO: &str = "contoso.example";

/// R-263, §4.11: an operation is asked for, read, listed without its output and taken back; what is wrong has its code and its
/// field; sent again under its key it is one; a partner does the same below the customer's address.
#[tokio::test]
async fn an_operation_is_asked_for_and_taken_back() {
    each_linked(async |world: World, _| {
        let (room, lisbon) = (world.room(CONTOSO, "Berlin 1"), world.room(CONTOSO, "Lisbon 1"));
        let tenant = world.organization(CONTOSO);
        let now = world.app.clock.now();
        let served = Served::start(world).await;
        let anna = served.client("anna@contoso.example").await;
        let path = format!("/v1.0/rooms/{room}/operations");
        let refused = anna.post(&path, &json!({"kind": "sudo", "timing": "noon"})).await;
        assert_eq!((refused.status.as_u16(), refused.code()), (422, "invalid_value".to_owned()));
        for told in ["kind", "timing", "unknown_value"] {
            assert!(refused.text().contains(told), "{told}: {}", refused.text());
        }
        let restart = json!({"nightlyRestart": {"isEnabled": true, "time": "2:30"}});
        let refused = anna.post(&path, &json!({"kind": "configUpdate", "settings": restart})).await;
        assert!(refused.text().contains("not_a_time_of_day"), "{}", refused.text());
        let command = json!({"kind": "configUpdate", "settings": {"command": "rm"}});
        assert_eq!(anna.post(&path, &command).await.status, 400);

        let body = json!({"kind": "restart", "timing": "night"});
        let once = [("idempotency-key", "restart-1")];
        let made = anna.call(axum::http::Method::POST, &path, &once, &body).await;
        assert_eq!(made.status, 201, "{}", made.text());
        let again = anna.call(axum::http::Method::POST, &path, &once, &body).await;
        assert_eq!(again.json(), made.json());
        let one = made.json();
        assert_eq!(made.location(), format!("{path}/{}", one["id"].as_str().unwrap()));
        assert_eq!(
            (&one["kind"], &one["state"], &one["timing"]),
            (&json!("restart"), &json!("submitted"), &json!("night"))
        );
        assert_eq!(one["status"], "scheduled");
        assert_eq!(one["submittedBy"]["userPrincipalName"], "anna@contoso.example");
        assert_eq!(one["submittedDateTime"], now.to_string());
        assert_eq!(one["output"], "");
        let listed = anna.get(&path).await.json()["value"].clone();
        assert_eq!((listed.as_array().unwrap().len(), &listed[0]["output"]), (1, &Value::Null));
        assert_eq!(anna.get(made.location()).await.json(), one);

        let cancel = format!("{}/cancel", made.location());
        assert_eq!(anna.post(&cancel, &Value::Null).await.status, 204);
        let refused = anna.post(&cancel, &Value::Null).await;
        assert_eq!((refused.status.as_u16(), refused.code()), (409, "invalid_state".to_owned()));
        let canceled = anna.get(made.location()).await.json();
        assert_eq!((&canceled["status"], &canceled["reason"]), (&json!("cancelled"), &json!("byPerson")));
        assert_eq!(canceled["cancelledBy"]["userPrincipalName"], "anna@contoso.example");
        assert_eq!(anna.get(&format!("/v1.0/rooms/{room}")).await.json()["activityState"], "unknown");

        let pia = served.client("pia@northwind.example").await;
        let there = format!("/v1.0/managedTenants/{tenant}/rooms");
        let made = pia.post(&format!("{there}/{room}/operations"), &json!({"kind": "collectLogs"})).await;
        assert_eq!(made.status, 201, "{}", made.text());
        assert_eq!(made.json()["status"], "queued");
        assert_eq!(made.json()["detail"], "pendingConnection");
        assert_eq!(pia.get(made.location()).await.json(), made.json());
        let several = json!({"rooms": [room, lisbon], "operation": {"kind": "runDiagnostics"}});
        let outcomes = pia.post(&format!("{there}/operations"), &several).await;
        assert_eq!(outcomes.status, 200, "{}", outcomes.text());
        let outcomes = outcomes.json()["value"].clone();
        assert!(outcomes[0]["operationId"].is_string() && outcomes[0]["code"].is_null());
        assert_eq!(outcomes[1], json!({"id": lisbon, "operationId": null, "code": "not_found"}));
    })
    .await;
}
