//! Previews by the API.

use serde_json::{Value, json};
use testkit::{World, each_linked, http::Served};

/// Decision 17, R-042, R-102, R-106: every change that can be previewed on pages can be by the API, in the same shape; bad input has
/// its code.
#[tokio::test]
async fn changes_are_previewed() {
    each_linked(async |world: World, linked| {
        let contoso = world.organization("contoso.example");
        let user = |upn: &str| world.user(upn);
        let (uma, theo, ned, pia) = (
            user("uma@contoso.example"),
            user("theo@contoso.example"),
            user("ned@northwind.example"),
            user("pia@northwind.example"),
        );
        let service = world.security_group("northwind.example", "Service");
        let berlin = world.group("contoso.example", "Berlin");
        let lisbon = world.scope("contoso.example", &[], &["Lisbon"]);
        let waiting = world.invite("contoso.example", "adventure.example", lisbon).await;
        let alex = user("alex@adventure.example");
        let served = Served::start(world).await;
        let anna = served.client("anna@contoso.example").await;
        let nora = served.client("nora@northwind.example").await;
        let pia_client = served.client("pia@northwind.example").await;
        let ada = served.client("ada@adventure.example").await;

        let assignment = json!({
            "roleId": "site_tech", "displayName": "Nights", "members": [{ "kind": "user", "id": uma }],
            "scope": { "roomGroups": [berlin] }
        });
        let seen = anna.post("/v1.0/roleAssignments/preview", &assignment).await.json();
        assert_eq!((&seen["peopleGaining"], &seen["roomCountGained"], &seen["lost"]), (&json!(1), &json!(6), &json!(0)));
        assert_eq!(seen["people"][0]["userPrincipalName"], "uma@contoso.example");
        let view = json!({ "permission": "room.view", "roomsGained": 6, "roomsLost": 0 });
        assert!(seen["people"][0]["permissions"].as_array().unwrap().contains(&view), "{seen}");
        let made = anna.post("/v1.0/roleAssignments", &assignment).await.json();
        let at = format!("/v1.0/roleAssignments/{}/preview", made["id"].as_str().unwrap());
        let gone = anna.post(&at, &json!({ "deleted": true })).await.json();
        assert_eq!((&gone["lost"], &gone["gained"]), (&seen["gained"], &json!(0)));
        let later = json!({ "period": { "startDateTime": "2999-01-01T00:00:00Z" } });
        assert_eq!(anna.post(&at, &later).await.json()["lost"], seen["gained"]);
        assert_eq!(anna.post(&at, &json!({})).await.json()["lost"], 0);
        let members = json!({ "members": [{ "kind": "user", "id": theo }] });
        let instead = anna.post(&at, &members).await.json();
        assert_eq!((&instead["peopleLosing"], &instead["peopleGaining"]), (&json!(1), &json!(1)));

        let role = json!({
            "displayName": "Desk", "permissions": ["room.view"],
            "firstAssignment": { "displayName": "Held", "members": [{ "kind": "securityGroup", "id": service }],
                                 "scope": { "allRooms": true } }
        });
        let there = format!("/v1.0/managedTenants/{contoso}");
        let made = pia_client.post(&format!("{there}/roles"), &role).await.json();
        let role = format!("{there}/roles/{}/preview", made["id"].as_str().unwrap());
        let more = pia_client.post(&role, &json!({ "permissions": ["room.view", "room.modify"] })).await.json();
        assert_eq!((&more["gained"], &more["people"][0]["gained"]), (&json!(6), &json!(["room.modify"])));
        assert_eq!(pia_client.post(&role, &json!({ "deleted": true })).await.json()["lost"], 6);
        let partner_role = format!("/v1.0/partnerRoles/{}/preview", made["id"].as_str().unwrap());
        assert_eq!(anna.post(&partner_role, &Value::Null).await.json()["lost"], 6);

        // the assignment of Primary admins as any other; it is the partner's, and none of the customer's own.
        let primary = format!("{there}/roleAssignments/{}/preview", linked.primary_admins);
        let instead = json!({ "members": [{ "kind": "user", "id": ned }] });
        let seen = pia_client.post(&primary, &instead).await.json();
        assert_eq!((&seen["gained"], &seen["lost"]), (&json!(66), &json!(66)));
        assert_eq!((&seen["peopleGaining"], &seen["peopleLosing"]), (&json!(1), &json!(1)));
        let own = format!("/v1.0/roleAssignments/{}/preview", linked.primary_admins);
        assert_eq!(anna.post(&own, &instead).await.status, 404);
        // Gus holds another role there, Nora none.
        let gus = served.client("gus@northwind.example").await;
        assert_eq!(gus.post(&primary, &instead).await.status, 403);
        assert_eq!(nora.post(&primary, &instead).await.status, 404);

        let joins = json!({ "join": [{ "kind": "user", "id": ned }] });
        let group = format!("/v1.0/groups/{service}/preview");
        let seen = nora.post(&group, &joins).await.json();
        assert_eq!((&seen["gained"], &seen["organizations"][0]["displayName"]), (&json!(6), &json!("Contoso")));
        assert_eq!(seen["organizations"][0]["roomCountGained"], 6);
        assert_eq!(seen["organizations"][0]["roomsGained"], json!([]));
        assert_eq!(nora.post(&group, &json!({ "deleted": true })).await.json()["lost"], 6);
        let disabled = json!({ "accountEnabled": false });
        let seen = nora.post(&format!("/v1.0/users/{pia}/preview"), &disabled).await.json();
        assert_eq!(seen["lost"], 66);

        let invitation = json!({ "domain": "adventure.example", "scope": { "roomGroups": [berlin] } });
        let seen = anna.post("/v1.0/invitations/preview", &invitation).await.json();
        assert_eq!((&seen["gained"], &seen["people"][0]["userId"]), (&json!(66), &Value::Null));
        assert_eq!(seen["roomsGained"].as_array().unwrap().len(), 6);
        let accept = json!({ "primaryAdmins": [{ "kind": "user", "id": alex }] });
        let waiting = format!("/v1.0/managedTenants/invitations/{waiting}/preview");
        let seen = ada.post(&waiting, &accept).await;
        assert!(!seen.text().contains("Lisbon"), "{}", seen.text());
        let seen = seen.json();
        assert_eq!((&seen["gained"], &seen["roomCountGained"]), (&json!(44), &json!(4)));

        for (client, address, body, status, code) in [
            (&anna, "/v1.0/roles/site_lead/preview".to_owned(), json!({ "deleted": true }), 409, "built_in_role"),
            (&anna, at.clone(), json!({ "period": { "endDateTime": "soon" } }), 422, "invalid_value"),
            (&anna, at.clone(), json!({ "delete": true }), 400, "malformed"),
            (&anna, "/v1.0/roleAssignments/preview".to_owned(), json!({ "roleId": "nonsense" }), 422, "invalid_value"),
            (&pia_client, role.clone(), json!({}), 422, "invalid_value"),
            (&pia_client, role.clone(), json!({ "permissions": ["room.fly"] }), 422, "invalid_value"),
            (&nora, role, json!({ "deleted": true }), 404, "not_found"),
            (&nora, waiting, accept, 404, "not_found"),
            (&nora, format!("/v1.0/users/{uma}/preview"), disabled.clone(), 404, "not_found"),
            (&nora, format!("/v1.0/users/{pia}/preview"), json!({}), 422, "invalid_value"),
            (&pia_client, group, joins, 403, "forbidden"),
        ] {
            let answer = client.post(&address, &body).await;
            assert_eq!((answer.status.as_u16(), answer.code().as_str()), (status, code), "{address} {body}");
        }
    })
    .await;
}
