//! Suppression of rooms and signals over the API.

use domain::time::{DAY, HOUR, MINUTE};
use serde_json::{Value, json};
use testkit::{World, each_linked, http::Served};

const CONTOSO: &str = "contoso.example";

/// decision 4: a room is suppressed, which counts show, read, changed and ended; what is wrong has its code and
/// its field; sent again under its key it is one.
#[tokio::test]
async fn a_room_is_suppressed_and_judged_again() {
    each_linked(async |world: World, _| {
        let room = world.room(CONTOSO, "Berlin 1");
        let now = world.app.clock.now();
        let served = Served::start(world).await;
        let anna = served.client("anna@contoso.example").await;
        let path = format!("/v1.0/rooms/{room}/suppressions");
        let health = async || anna.get(&format!("/v1.0/rooms/{room}")).await.json()["health"].clone();
        let refused = anna.post(&path, &json!({"signals": [], "endDateTime": now.to_string()})).await;
        assert_eq!((refused.status.as_u16(), refused.code()), (422, "invalid_value".to_owned()));
        for told in ["signals", "reason", "endDateTime", "ends_too_early"] {
            assert!(refused.text().contains(told), "{told}: {}", refused.text());
        }
        let refused = anna.post(&path, &json!({"reason": "Paint", "endDateTime": "tomorrow"})).await;
        assert!(refused.status == 422 && refused.text().contains("not_a_time"), "{}", refused.text());
        let late = json!({"reason": "Paint", "endDateTime": now.plus(400 * DAY).to_string()});
        assert!(anna.post(&path, &late).await.text().contains("ends_too_late"));

        let body = json!({"reason": "Paint", "endDateTime": now.plus(HOUR).to_string()});
        let once = [("idempotency-key", "paint-1")];
        let made = anna.call(axum::http::Method::POST, &path, &once, &body).await;
        assert_eq!(made.status, 201, "{}", made.text());
        let again = anna.call(axum::http::Method::POST, &path, &once, &body).await;
        assert_eq!(again.json(), made.json());
        let one = made.json();
        assert_eq!(made.location(), format!("{path}/{}", one["id"].as_str().unwrap()));
        let told = ["signals", "reason", "ownerUserPrincipalName", "startDateTime", "endDateTime"];
        assert_eq!(
            told.map(|name| one[name].clone()),
            [
                Value::Null,
                json!("Paint"),
                json!("anna@contoso.example"),
                json!(now.to_string()),
                json!(now.plus(HOUR).to_string())
            ]
        );
        assert_eq!(health().await, "suppressed");
        let counts = anna.get("/v1.0/rooms/healthCounts").await.json();
        assert_eq!((&counts["suppressed"], &counts["healthy"]), (&json!(1), &json!(11)));
        let found = anna.get("/v1.0/rooms?$filter=health%20eq%20'suppressed'").await.json();
        assert_eq!(found["value"].as_array().unwrap().len(), 1);

        let later = json!({"endDateTime": now.plus(2 * HOUR).to_string()});
        let changed = anna.patch(made.location(), "", &later).await;
        assert_eq!(changed.status, 200, "{}", changed.text());
        assert_eq!(changed.json(), anna.get(made.location()).await.json());
        assert_eq!(anna.get(&path).await.json()["value"], json!([changed.json()]));
        assert_eq!(changed.json()["reason"], "Paint", "what is left out stays");
        assert_eq!(anna.delete(made.location()).await.status, 204);
        assert_eq!(anna.delete(made.location()).await.status, 404);
        assert_eq!(health().await, "healthy");
        assert_eq!(anna.get(&path).await.json()["value"], json!([]));
    })
    .await;
}

/// decision 17: a partner suppresses signals in the customer's rooms of its scope, and in no others; a reader of
/// the customer sees who did it, and changes nothing.
#[tokio::test]
async fn a_partner_suppresses_signals() {
    each_linked(async |world: World, _| {
        let (tenant, room) = (world.organization(CONTOSO), world.room(CONTOSO, "Berlin 1"));
        let outside = world.room(CONTOSO, "Lisbon 1");
        let now = world.app.clock.now();
        let served = Served::start(world).await;
        let pia = served.client("pia@northwind.example").await;
        let at = |room| format!("/v1.0/managedTenants/{tenant}/rooms/{room}/suppressions");
        let body = json!({"signals": [{"signal": "disk.space"}], "reason": "Known", "endDateTime": now.plus(MINUTE).to_string()});
        let unknown = json!({"signals": [{"signal": "toaster"}], "reason": "Known", "endDateTime": now.plus(MINUTE).to_string()});
        let refused = pia.post(&at(room), &unknown).await;
        assert!(refused.status == 422 && refused.text().contains("signals/0"), "{}", refused.text());
        let made = pia.post(&at(room), &body).await;
        assert_eq!(made.status, 201, "{}", made.text());
        assert_eq!(made.json()["signals"], json!([{"signal": "disk.space", "instance": ""}]));
        assert_eq!(pia.post(&at(outside), &body).await.status, 404);
        assert_eq!(pia.get(&at(outside)).await.status, 404);
        assert_eq!(pia.post(&format!("/v1.0/rooms/{room}/suppressions"), &body).await.status, 404);

        let greta = served.client("greta@contoso.example").await;
        let seen = greta.get(&format!("/v1.0/rooms/{room}/suppressions")).await.json();
        assert_eq!(seen["value"][0]["ownerUserPrincipalName"], "pia@northwind.example");
        let organization = seen["value"][0]["ownerOrganizationDisplayName"].as_str().unwrap();
        assert!(organization.starts_with("Northwind"), "{organization}");
        let own = format!("/v1.0/rooms/{room}/suppressions/{}", made.json()["id"].as_str().unwrap());
        assert_eq!(greta.delete(&own).await.status, 403);
        assert_eq!(greta.patch(&own, "", &json!({"reason": "Mine"})).await.status, 403);
        assert_eq!(pia.delete(made.location()).await.status, 204);
    })
    .await;
}
