//! Maintenance windows over the API.

use axum::http::Method;
use domain::time::HOUR;
use serde_json::{Value, json};
use testkit::{World, each_linked, http::Served};
use uuid::Uuid;

const CONTOSO: &str = "contoso.example";

/// R-247, decision 4: maintenance of a group, and of all rooms, is planned, read, listed, changed and ended; what is wrong
/// has its code and its field; sent again under its key it is one.
#[tokio::test]
async fn maintenance_is_planned_and_ended() {
    each_linked(async |world: World, _| {
        let (room, group) = (world.room(CONTOSO, "Berlin 1"), world.group(CONTOSO, "Berlin"));
        let now = world.app.clock.now();
        let served = Served::start(world).await;
        let anna = served.client("anna@contoso.example").await;
        let path = "/v1.0/maintenanceWindows";
        let refused = anna.post(path, &json!({"endDateTime": now.to_string()})).await;
        assert_eq!((refused.status.as_u16(), refused.code()), (422, "invalid_value".to_owned()));
        for told in ["reason", "endDateTime", "ends_too_early"] {
            assert!(refused.text().contains(told), "{told}: {}", refused.text());
        }
        let late = now.plus(HOUR).to_string();
        let unknown = json!({"roomGroupId": room, "reason": "Paint", "endDateTime": late});
        let refused = anna.post(path, &unknown).await;
        assert!(refused.status == 422 && refused.text().contains("roomGroupId"), "{}", refused.text());

        let body = json!({"roomGroupId": group, "reason": "Paint", "endDateTime": late});
        let once = [("idempotency-key", "paint-1")];
        let made = anna.call(axum::http::Method::POST, path, &once, &body).await;
        assert_eq!(made.status, 201, "{}", made.text());
        let again = anna.call(axum::http::Method::POST, path, &once, &body).await;
        assert_eq!(again.json(), made.json());
        let one = made.json();
        assert_eq!(made.location(), format!("{path}/{}", one["id"].as_str().unwrap()));
        let told = ["allRooms", "roomGroupId", "roomGroupDisplayName", "reason", "ownerUserPrincipalName"];
        assert_eq!(
            told.map(|name| one[name].clone()),
            [json!(false), json!(group), json!("Berlin"), json!("Paint"), json!("anna@contoso.example")]
        );
        assert_eq!(anna.get(&format!("/v1.0/rooms/{room}")).await.json()["health"], "suppressed");

        let later =
            json!({"reason": "All", "startDateTime": late, "endDateTime": now.plus(2 * HOUR).to_string()});
        let all = anna.post(path, &later).await.json();
        assert_eq!((&all["allRooms"], &all["roomGroupId"]), (&json!(true), &Value::Null));
        let listed = anna.get(&format!("{path}?$count=true")).await.json();
        assert_eq!((&listed["value"], &listed["@odata.count"]), (&json!([one, all]), &json!(2)));
        let soon = anna.get(&format!("{path}?$filter=startDateTime%20lt%20{late}")).await.json();
        assert_eq!(soon["value"], json!([one]));

        let changed = anna.patch(made.location(), "", &json!({"reason": "Paper"})).await;
        assert_eq!(changed.status, 200, "{}", changed.text());
        assert_eq!(
            (&changed.json()["reason"], &changed.json()["endDateTime"]),
            (&json!("Paper"), &json!(late))
        );
        assert_eq!(anna.delete(made.location()).await.status, 204);
        assert_eq!(anna.delete(made.location()).await.status, 404);
        assert_eq!(anna.get(&format!("/v1.0/rooms/{room}")).await.json()["health"], "healthy");
    })
    .await;
}

/// a partner plans maintenance of a group in its scope, not of the rest of the customer.
#[tokio::test]
async fn a_partner_plans_maintenance_at_a_customer() {
    each_linked(async |world: World, _| {
        let (tenant, group) = (world.organization(CONTOSO), world.group(CONTOSO, "Berlin"));
        let late = world.app.clock.now().plus(HOUR).to_string();
        let served = Served::start(world).await;
        let pia = served.client("pia@northwind.example").await;
        let path = format!("/v1.0/managedTenants/{tenant}/maintenanceWindows");
        let all = pia.post(&path, &json!({"reason": "Roof", "endDateTime": late})).await;
        assert_eq!((all.status.as_u16(), all.code()), (403, "forbidden".to_owned()));
        let body = json!({"roomGroupId": group, "reason": "Roof", "endDateTime": late});
        let made = pia.post(&path, &body).await;
        assert_eq!(made.status, 201, "{}", made.text());
        for list in [path.as_str(), "/v1.0/managedTenants/maintenanceWindows"] {
            assert_eq!(pia.get(list).await.json()["value"], json!([made.json()]), "{list}");
        }
        let patched = pia.patch(made.location(), "", &json!({"reason": "Ridge"})).await;
        assert_eq!(patched.json()["reason"], "Ridge", "{}", patched.text());
        assert_eq!(pia.delete(made.location()).await.status, 204);
        assert_eq!(pia.get(&path).await.json()["value"], json!([]));
    })
    .await;
}

/// maintenance of many groups is planned at once, each decided on its own where it lies; what is wrong with reason or
/// time is refused as a whole, and sent again under its key it is planned once.
#[tokio::test]
async fn maintenance_of_many_groups_is_planned_at_once() {
    each_linked(async |world: World, _| {
        let tenant = world.organization(CONTOSO);
        let (berlin, nothing) =
            (world.group(CONTOSO, "Berlin").uuid(), world.organization("northwind.example").uuid());
        let late = world.app.clock.now().plus(HOUR).to_string();
        let served = Served::start(world).await;
        let (anna, pia) =
            (served.client("anna@contoso.example").await, served.client("pia@northwind.example").await);
        let maintenance = json!({"reason": "Roof", "endDateTime": late});
        let own = "/v1.0/maintenanceWindows/bulk";
        let body = json!({"roomGroupIds": [nothing, berlin], "maintenance": maintenance});
        for _ in 0..2 {
            let key = [("idempotency-key", "plan-them")];
            let told = anna.call(Method::POST, own, &key, &body).await;
            assert_eq!(told.status, 200, "{}", told.text());
            let told = told.json();
            assert_eq!(told["value"][0]["error"]["code"], "invalid_value", "there is no such group: {told}");
            assert!(
                told["value"][1]["error"].is_null() && told["value"][1]["roomGroupId"] == json!(berlin),
                "{told}"
            );
        }
        let planned = anna.get("/v1.0/maintenanceWindows").await.json();
        assert_eq!(planned["value"].as_array().unwrap().len(), 1, "{planned}");
        assert_eq!(planned["value"][0]["reason"], "Roof");

        let everywhere = "/v1.0/managedTenants/maintenanceWindows/bulk";
        let at = |tenant: Uuid, group: Uuid| json!({"tenantId": tenant, "roomGroupId": group});
        let elsewhere = served.world.organization("tailspin.example").uuid();
        let groups = [at(tenant.uuid(), berlin), at(elsewhere, berlin)];
        let told = pia.post(everywhere, &json!({"roomGroups": groups, "maintenance": maintenance})).await;
        assert_eq!(told.status, 200, "{}", told.text());
        let told = told.json();
        assert!(told["value"][0]["error"].is_null(), "{told}");
        assert_eq!(told["value"][1]["error"]["code"], "not_found", "{told}");
        for (maintenance, field) in [
            (json!({"endDateTime": late}), "reason"),
            (json!({"reason": "Roof", "endDateTime": "soon"}), "endDateTime"),
        ] {
            let refused =
                anna.post(own, &json!({"roomGroupIds": [berlin], "maintenance": maintenance})).await;
            let target = &refused.json()["error"]["details"][0]["target"];
            assert_eq!((refused.status.as_u16(), target), (422, &json!(field)));
        }
        assert_eq!(anna.post(own, &json!({"maintenance": maintenance})).await.status, 422, "of no group");
    })
    .await;
}
