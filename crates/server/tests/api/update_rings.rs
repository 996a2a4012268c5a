//! Update rings over the API.

use axum::http::Method;
use domain::{scope::Scope, update_ring::Preset};
use serde_json::{Value, json};
use testkit::{World, each_linked, http::Served};

const CONTOSO: &str = "contoso.example";
const RINGS: &str = "/v1.0/updateRings";

fn told<const N: usize>(ring: &Value, names: [&str; N]) -> [Value; N] {
    names.map(|name| ring[name].clone())
}

/// R-258, decision 12: the rings are one page in their order, each with what is computed of the others; they are made (once under a
/// key), changed under their version and deleted after a confirmation; what is wrong has its code and its field.
#[tokio::test]
async fn rings_are_made_changed_and_deleted() {
    each_linked(async |world: World, _| {
        let berlin = world.room(CONTOSO, "Berlin 1");
        let served = Served::start(world).await;
        let anna = served.client("anna@contoso.example").await;
        let rings = anna.get(RINGS).await.json();
        let rings = rings["value"].as_array().unwrap();
        let names = ["preset", "order", "rolloutDays", "testDays", "completionDays", "defermentDays"];
        assert_eq!(
            told(&rings[1], names),
            [json!("general"), json!(5), json!(14), json!(7), json!(21), json!(7)]
        );
        let names = ["displayName", "daysSetByOtherRings", "remainingDays", "roomCount"];
        assert_eq!(told(&rings[1], names), [json!("General"), json!(14), json!(46), json!(12)]);
        assert_eq!(rings.len(), 3);

        let wrong = json!({"displayName": "staging", "order": 9, "rolloutDays": 0, "testDays": -1});
        let refused = anna.post(RINGS, &wrong).await;
        assert_eq!((refused.status.as_u16(), refused.code()), (422, "invalid_value".to_owned()));
        for told in ["name_taken", "order", "2–8", "rolloutDays", "1–60", "testDays", "0–59"] {
            assert!(refused.text().contains(told), "{told}: {}", refused.text());
        }
        let long = json!({"displayName": "Slow", "order": 7, "rolloutDays": 20, "testDays": 6});
        let refused = anna.post(RINGS, &long).await;
        assert!(refused.status == 422 && refused.text().contains("too_many_days"), "{}", refused.text());

        let body = json!({"displayName": "Slow", "order": 7, "rolloutDays": 20, "testDays": 5});
        let once = [("idempotency-key", "slow-1")];
        let made = anna.call(Method::POST, RINGS, &once, &body).await;
        assert_eq!(made.status, 201, "{}", made.text());
        assert_eq!(anna.call(Method::POST, RINGS, &once, &body).await.json(), made.json());
        let address = made.location().to_owned();
        assert_eq!(address, format!("{RINGS}/{}", made.json()["id"].as_str().unwrap()));
        assert_eq!(anna.get(&address).await.json(), made.json());

        let patch = json!({"order": 6, "testDays": 0});
        let changed = anna.patch(&address, made.json()["@odata.etag"].as_str().unwrap(), &patch).await;
        assert_eq!(changed.status, 200, "{}", changed.text());
        let names = ["displayName", "order", "rolloutDays", "testDays", "preset"];
        let now = [json!("Slow"), json!(6), json!(20), json!(0), Value::Null];
        assert_eq!(told(&changed.json(), names), now, "what is left out stays");
        let stale = anna.patch(&address, "W/\"1\"", &patch).await;
        assert_eq!((stale.status.as_u16(), stale.code()), (412, "etag_mismatch".to_owned()));

        let moved = anna.post(&format!("{address}/rooms"), &json!({"roomIds": [berlin]})).await;
        assert_eq!(moved.status, 204, "{}", moved.text());
        let rooms = anna.get(&format!("{address}/rooms?$count=true")).await.json();
        assert_eq!(
            (&rooms["@odata.count"], &rooms["value"][0]["displayName"]),
            (&json!(1), &json!("Berlin 1"))
        );
        let room = anna.get(&format!("/v1.0/rooms/{berlin}")).await.json();
        assert_eq!(room["updateRing"], json!({"id": made.json()["id"], "displayName": "Slow"}));
        let list = anna
            .get("/v1.0/rooms?$top=2&$search=berlin&$select=displayName,updateRingDisplayName")
            .await
            .json();
        assert_eq!(told(&list["value"][0], ["updateRingDisplayName"]), [json!("Slow")], "{list}");
        assert_eq!(told(&list["value"][1], ["updateRingDisplayName"]), [json!("General")]);

        let refused = anna.delete(&address).await;
        assert_eq!((refused.status.as_u16(), refused.code()), (422, "confirmation_required".to_owned()));
        assert_eq!(anna.delete(&format!("{address}?confirm=true")).await.status, 204);
        assert_eq!(anna.get(&address).await.status, 404);
        let refused = anna.delete(&format!("{RINGS}/{}?confirm=true", Preset::General.id())).await;
        assert_eq!((refused.status.as_u16(), refused.code()), (409, "preset_ring".to_owned()));
        let room = anna.get(&format!("/v1.0/rooms/{berlin}")).await.json();
        assert_eq!(room["updateRing"]["displayName"], "General");
    })
    .await;
}

/// a partner sees the customer's rings with the rooms of its scope, moves those, and changes no ring with others; who
/// may not view rings reads of none.
#[tokio::test]
async fn a_partner_moves_rooms_in_scope() {
    each_linked(async |world: World, _| {
        let tenant = world.organization(CONTOSO);
        let (berlin, lisbon) = (world.room(CONTOSO, "Berlin 1"), world.room(CONTOSO, "Lisbon 1"));
        let served = Served::start(world).await;
        let pia = served.client("pia@northwind.example").await;
        let rings = format!("/v1.0/managedTenants/{tenant}/updateRings");
        let shown = pia.get(&rings).await.json();
        assert_eq!(shown["value"][1]["roomCount"], 6);
        let staging = format!("{rings}/{}", Preset::Staging.id());
        let refused = pia.post(&format!("{staging}/rooms"), &json!({"roomIds": [berlin, lisbon]})).await;
        assert!(refused.status == 422 && refused.text().contains("unknown_reference"), "{}", refused.text());
        let moved = pia.post(&format!("{staging}/rooms"), &json!({"roomIds": [berlin]})).await;
        assert_eq!(moved.status, 204, "{}", moved.text());
        let rooms = pia.get(&format!("{staging}/rooms")).await.json();
        assert_eq!(rooms["value"].as_array().unwrap().len(), 1);
        let list = pia.get(&format!("/v1.0/managedTenants/{tenant}/rooms?$search=berlin")).await.json();
        assert_eq!(list["value"][0]["updateRingDisplayName"], "Staging");

        let general = format!("{rings}/{}", Preset::General.id());
        let refused = pia.patch(&general, "*", &json!({"order": 6})).await;
        assert_eq!((refused.status.as_u16(), refused.code()), (403, "ring_out_of_scope".to_owned()));
        let new = json!({"displayName": "Mine", "order": 7, "rolloutDays": 1, "testDays": 0});
        let refused = pia.post(&rings, &new).await;
        assert_eq!((refused.status.as_u16(), refused.code()), (403, "ring_out_of_scope".to_owned()));
        // All rooms of Staging are in scope.
        let changed = pia.patch(&staging, "W/\"0\"", &json!({"testDays": 3})).await;
        assert_eq!(
            (changed.status.as_u16(), &changed.json()["testDays"]),
            (200, &json!(3)),
            "{}",
            changed.text()
        );

        let theo = served.client("theo@contoso.example").await;
        assert_eq!(theo.get(RINGS).await.status, 403);
        assert_eq!(theo.get(&format!("/v1.0/rooms/{berlin}")).await.json()["updateRing"], Value::Null);
        assert_eq!(theo.get("/v1.0/rooms").await.json()["value"][0]["updateRingId"], Value::Null);
    })
    .await;
}

/// the days of the preset rings are set at many customers at once, each decided on its own; what is wrong has its
/// field, and sent again under its key it is done once.
#[tokio::test]
async fn days_are_set_at_many_customers() {
    each_linked(async |world: World, _| {
        world.link("fabrikam.example", "northwind.example", Scope::ALL, &["pia@northwind.example"]).await;
        let tenants = [CONTOSO, "fabrikam.example", "tailspin.example"].map(|domain| world.organization(domain));
        let served = Served::start(world).await;
        let pia = served.client("pia@northwind.example").await;
        let bulk = "/v1.0/managedTenants/updateRings/bulk";
        let body = json!({"tenantIds": tenants, "rings": {"staging": {"rolloutDays": 2}, "general": {"testDays": 5}}});
        for _ in 0..2 {
            let told = pia.call(Method::POST, bulk, &[("idempotency-key", "days-1")], &body).await;
            assert_eq!(told.status, 200, "{}", told.text());
            let told = told.json();
            assert_eq!(told["value"][0]["error"]["code"], "ring_out_of_scope", "{told}");
            assert_eq!(told["value"][1], json!({"tenantId": tenants[1], "error": null}), "{told}");
            assert_eq!(told["value"][2]["error"]["code"], "not_found", "{told}");
        }
        let edited = "select count(*) from audit_events where kind = 'ring.edited'";
        assert_eq!(served.world.database.number(edited).await, 4, "each ring in both logs, once");
        let rings = pia.get(&format!("/v1.0/managedTenants/{}/updateRings", tenants[1])).await.json();
        assert_eq!((&rings["value"][0]["rolloutDays"], &rings["value"][1]["testDays"]), (&json!(2), &json!(5)));
        let long = json!({"tenantIds": [tenants[1]], "rings": {"executive": {"rolloutDays": 60}}});
        let told = pia.post(bulk, &long).await.json();
        assert_eq!(told["value"][0]["error"]["code"], "too_many_days", "{told}");
        for (rings, field) in [
            (json!({"staging": {"rolloutDays": 0}}), "staging/rolloutDays"),
            (json!({"executive": {"testDays": 60}}), "executive/testDays"),
            (json!({}), "rings"),
        ] {
            let refused = pia.post(bulk, &json!({"tenantIds": [tenants[1]], "rings": rings})).await;
            let target = &refused.json()["error"]["details"][0]["target"];
            assert_eq!((refused.status.as_u16(), target), (422, &json!(field)), "{}", refused.text());
        }
        let home = served.world.organization("northwind.example");
        let own = json!({"tenantIds": [home], "rings": {"staging": {"rolloutDays": 2}}});
        assert_eq!(pia.post(bulk, &own).await.status, 404, "one's own organization is no customer");
    })
    .await;
}
