//! Invitations, partners, customers and roles by the API: the main job, and bad input by example.

use axum::http::Method;
use serde_json::{Value, json};
use testkit::{World, each, each_linked, http::Served};

/// each wrong value gets its status and code, and changes nothing.
#[tokio::test]
async fn bad_input_gets_the_code_of_the_specification() {
    each(async |world: World| {
        let berlin = world.group("contoso.example", "Berlin");
        let seoul = world.room("fabrikam.example", "Seoul 1");
        let pia = world.user("pia@northwind.example");
        let alex = world.user("alex@adventure.example");
        let served = Served::start(world).await;
        let (anna, tom) = (served.client("anna@contoso.example").await, served.client("tom@northwind.example").await);
        let new = |domain: &str, days: i64, scope: Value, terms: &str| {
            json!({ "domain": domain, "validDays": days, "scope": scope, "acceptedTerms": terms })
        };
        let rooms = json!({ "roomGroups": [berlin] });
        let cases = [
            (new("nobody.example", 7, rooms.clone(), "2026-11"), 422, "not_a_partner"),
            (new("tailspin.example", 7, rooms.clone(), "2026-11"), 422, "not_a_partner"),
            (new("contoso.example", 7, rooms.clone(), "2026-11"), 422, "self_invitation"),
            (new("northwind.example", 0, rooms.clone(), "2026-11"), 422, "invalid_value"),
            (new("northwind.example", 31, rooms.clone(), "2026-11"), 422, "invalid_value"),
            (new("northwind.example", 7, json!({}), "2026-11"), 422, "empty_scope"),
            (new("northwind.example", 7, json!({ "rooms": [seoul] }), "2026-11"), 422, "invalid_value"),
            (new("northwind.example", 7, rooms.clone(), ""), 422, "invalid_value"),
            (json!({ "validDays": "x" }), 400, "malformed"),
        ];
        for (body, status, code) in cases {
            let answer = anna.post("/v1.0/invitations", &body).await;
            assert_eq!((answer.status.as_u16(), answer.code().as_str()), (status, code), "{body}");
        }
        assert_eq!(anna.get("/v1.0/invitations").await.json()["value"].as_array().unwrap().len(), 0);
        let right = new("northwind.example", 7, rooms, "2026-11");
        let sent = anna.post("/v1.0/invitations", &right).await;
        assert_eq!(sent.status, 201);
        let id = sent.json()["value"][0]["id"].as_str().unwrap().to_owned();
        let again = anna.post("/v1.0/invitations", &right).await;
        assert_eq!((again.status.as_u16(), again.code().as_str()), (409, "already_exists"));
        assert_eq!(again.json()["error"]["target"], id.as_str());

        let told = "/v1.0/notices?$count=true&$select=kind,isRead&$filter=isRead%20eq%20false";
        let notices = tom.get(told).await.json();
        assert_eq!(notices["@odata.count"], 1);
        assert_eq!(notices["value"], json!([{ "kind": "invitation_received", "isRead": false }]));
        let until = json!({ "until": "2100-01-01T00:00:00Z" });
        assert_eq!(tom.post("/v1.0/notices/markRead", &until).await.status, 204);
        assert_eq!(tom.get(told).await.json()["@odata.count"], 0);
        let base = format!("/v1.0/managedTenants/invitations/{id}");
        let seen = tom.get(&base).await.json();
        assert_eq!((&seen["tenantDisplayName"], &seen["roomCount"]), (&json!("Contoso"), &json!(6)));
        assert!(!seen.to_string().contains("Berlin"));
        let admins = |user: &dyn std::fmt::Display| {
            json!({ "primaryAdmins": [{ "kind": "user", "id": user.to_string() }] })
        };
        let accept = format!("{base}/accept");
        let none = tom.post(&accept, &json!({})).await;
        assert_eq!((none.status.as_u16(), none.code().as_str()), (422, "primary_admin_required"));
        let foreign = tom.post(&accept, &admins(&alex)).await;
        assert_eq!((foreign.status.as_u16(), foreign.code().as_str()), (422, "invalid_value"));
        assert_eq!(tom.post(&accept, &admins(&pia)).await.status, 200);
        let second = tom.post(&accept, &admins(&pia)).await;
        assert_eq!((second.status.as_u16(), second.code().as_str()), (409, "invalid_state"));
        let linked = anna.post("/v1.0/invitations", &right).await;
        assert_eq!((linked.status.as_u16(), linked.code().as_str()), (409, "already_linked"));
    })
    .await;
}

/// a removal needs `If-Match`; a wrong version is 412; the right one ends everything.
#[tokio::test]
async fn removals_need_the_version() {
    each_linked(async |world: World, linked| {
        let contoso = world.organization("contoso.example");
        let served = Served::start(world).await;
        let anna = served.client("anna@contoso.example").await;
        let pia = served.client("pia@northwind.example").await;
        let partner = format!("/v1.0/partners/{}", linked.link);
        let customer = format!("/v1.0/managedTenants/{contoso}");
        for (client, path) in [(&anna, &partner), (&pia, &customer)] {
            let without = client.delete(path).await;
            assert_eq!((without.status.as_u16(), without.code().as_str()), (400, "etag_required"));
            let wrong = client.call(Method::DELETE, path, &[("if-match", "W/\"9\"")], &Value::Null).await;
            assert_eq!(wrong.status, 412, "{path}");
        }
        let effects = pia.get(&format!("{customer}/removalEffects")).await.json();
        assert_eq!((&effects["roomCount"], &effects["peopleCount"]), (&json!(6), &json!(1)));
        let etag = effects["@odata.etag"].as_str().unwrap();
        let done = pia.call(Method::DELETE, &customer, &[("if-match", etag)], &Value::Null).await;
        assert_eq!(done.status, 204);
        assert_eq!(pia.get(&customer).await.status, 404);
        assert_eq!(anna.get(&partner).await.json()["state"], "ended_by_partner");
    })
    .await;
}

/// decision 8: rooms, blocks, primary admins and built-in roles by the API.
#[tokio::test]
async fn partners_and_roles_are_managed() {
    each_linked(async |world: World, linked| {
        let contoso = world.organization("contoso.example");
        let lisbon = world.group("contoso.example", "Lisbon");
        let pia_id = world.user("pia@northwind.example");
        let served = Served::start(world).await;
        let anna = served.client("anna@contoso.example").await;
        let pia = served.client("pia@northwind.example").await;
        let partner = format!("/v1.0/partners/{}", linked.link);
        let etag = anna.get(&partner).await.json()["@odata.etag"].as_str().unwrap().to_owned();
        let patch = json!({ "scope": { "roomGroups": [lisbon] } });
        assert_eq!(anna.patch(&partner, &etag, &patch).await.json()["roomCount"], 4);
        assert_eq!(anna.patch(&partner, &etag, &patch).await.status, 412);
        let admins = format!("/v1.0/managedTenants/{contoso}/primaryAdmins");
        assert_eq!(pia.get(&admins).await.json()["value"][0]["displayName"], "Pia Primary");
        let last = pia.delete(&format!("{admins}/{pia_id}")).await;
        assert_eq!((last.status.as_u16(), last.code().as_str()), (409, "last_member"));
        let role = anna.call(Method::DELETE, "/v1.0/roles/primary_admins", &[], &Value::Null).await;
        assert_eq!((role.status.as_u16(), role.code().as_str()), (409, "built_in_role"));
        let assignment = format!("/v1.0/roleAssignments/{}", linked.primary_admins);
        assert_eq!(anna.delete(&assignment).await.code(), "built_in_role");

        let block = json!({ "userId": pia_id, "reason": "lost laptop" });
        assert_eq!(anna.post(&format!("{partner}/blocks"), &block).await.status, 204);
        assert_eq!(pia.get(&format!("/v1.0/managedTenants/{contoso}")).await.status, 404);
        assert_eq!(anna.get(&partner).await.json()["blocks"][0]["reason"], "lost laptop");
        assert_eq!(anna.delete(&format!("{partner}/blocks/{pia_id}")).await.status, 204);
        assert_eq!(pia.get(&format!("/v1.0/managedTenants/{contoso}")).await.status, 200);
    })
    .await;
}
