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
            (json!([]), 400, "malformed"),
            // A member that is not known would be a wish that is not heard: here, what to leave out.
            (new("northwind.example", 7, json!({ "allRooms": true, "exept": {} }), "2026-11"), 400, "malformed"),
            (
                json!({
                    "domain": "northwind.example", "validDays": 7, "scope": rooms, "acceptedTerms": "2026-11",
                    "namedUsers": [{ "displayName": "Pia", "userPrincipalName": "pia@northwind.example" }],
                }),
                422,
                "mixed_kinds",
            ),
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

/// R-084, decision 20: a further primary admin is invited by account name, whether or not somebody holds it; each wrong value has its
/// code; the person accepts where all invitations wait.
#[tokio::test]
async fn a_further_primary_admin_is_invited() {
    each_linked(async |world: World, linked| {
        let served = Served::start(world).await;
        let anna = served.client("anna@contoso.example").await;
        let paul = served.client("paul@northwind.example").await;
        let path = format!("/v1.0/partners/{}/invitations", linked.link);
        let person = |upn: &str| json!({ "displayName": "Paul", "userPrincipalName": upn });
        let told = anna.post(&format!("{path}/preview"), &person("paul@northwind.example")).await.json();
        assert_eq!((&told["gained"], &told["people"][0]["userId"]), (&json!(66), &Value::Null));
        let sent = anna.post(&path, &person("paul@northwind.example")).await;
        assert_eq!(sent.status, 201);
        let sent = sent.json();
        let id = sent["id"].as_str().unwrap().to_owned();
        assert_eq!((&sent["kind"], &sent["linkId"]), (&json!("named_user"), &json!(linked.link.to_string())));
        assert_eq!(anna.post(&path, &person("ghost@northwind.example")).await.status, 201);
        for (body, status, code) in [
            (person("paul@northwind.example"), 409, "already_exists"),
            (person("pia@northwind.example"), 422, "already_exists"),
            (person("ada@adventure.example"), 422, "mixed_partners"),
            (person("ada@nowhere.example"), 422, "mixed_partners"),
            (person("ada"), 422, "not_a_user"),
            (json!({ "userPrincipalName": "ned@northwind.example" }), 422, "invalid_value"),
            (json!({ "upn": "ned@northwind.example" }), 400, "malformed"),
        ] {
            let answer = anna.post(&path, &body).await;
            assert_eq!((answer.status.as_u16(), answer.code().as_str()), (status, code), "{body}");
        }
        let filter = format!("/v1.0/invitations?$filter=linkId%20eq%20{}", linked.link);
        assert_eq!(anna.get(&filter).await.json()["value"].as_array().unwrap().len(), 2);
        let accept = format!("/v1.0/managedTenants/invitations/{id}/accept");
        assert_eq!(served.client("pia@northwind.example").await.post(&accept, &json!({})).await.status, 404);
        let accepted = paul.post(&accept, &json!({})).await;
        assert_eq!((accepted.status.as_u16(), &accepted.json()["linkId"]), (200, &sent["linkId"]));
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

/// roles at home and at a customer, their assignments and periods, what the customer switches
/// on for a partner, and what Site Leads may, by the API.
#[tokio::test]
async fn roles_are_made_and_assigned() {
    each_linked(async |world: World, linked| {
        let contoso = world.organization("contoso.example");
        let (uma, ned) = (world.user("uma@contoso.example"), world.user("ned@northwind.example"));
        let berlin_1 = world.room("contoso.example", "Berlin 1");
        let served = Served::start(world).await;
        let anna = served.client("anna@contoso.example").await;
        let pia = served.client("pia@northwind.example").await;
        let ned_client = served.client("ned@northwind.example").await;

        let desk = json!({
            "displayName": "Desk", "description": "First line", "permissions": ["room.view", "ticket.view"],
            "firstAssignment": { "displayName": "Uma", "members": [{ "kind": "user", "id": uma }],
                                 "scope": { "rooms": [berlin_1] } }
        });
        let made = anna.post("/v1.0/roles", &desk).await;
        assert_eq!(made.status, 201, "{}", made.text());
        let (role, place) = (made.json(), made.location().to_owned());
        assert_eq!((&role["isBuiltIn"], &role["isPartnerRole"]), (&json!(false), &json!(false)));
        assert_eq!(role["permissions"], json!(["room.view", "ticket.view"]));
        assert_eq!(anna.post("/v1.0/roles", &desk).await.code(), "name_taken");
        let etag = role["@odata.etag"].as_str().unwrap();
        let patched = anna.patch(&place, etag, &json!({ "permissions": ["room.view"] })).await;
        assert_eq!((patched.json()["displayName"].as_str(), patched.status.as_u16()), (Some("Desk"), 200));
        assert_eq!(anna.patch(&place, etag, &json!({ "displayName": "X" })).await.status, 412);
        let assigned = anna.get("/v1.0/roleAssignments").await.json();
        let held = assigned["value"].as_array().unwrap().iter().find(|it| it["roleId"] == role["id"]);
        assert_eq!(held.unwrap()["displayName"], "Uma");
        assert_eq!(anna.get("/v1.0/roles").await.json()["value"].as_array().unwrap().len(), 5);
        assert_eq!(ned_client.get("/v1.0/roles").await.json()["value"].as_array().unwrap().len(), 4);
        assert_eq!(anna.delete(&place).await.status, 204);
        assert_eq!(anna.get(&place).await.status, 404);

        let there = format!("/v1.0/managedTenants/{contoso}");
        let builder = json!({ "displayName": "Builder", "permissions": ["room.view", "room.create"] });
        let refused = pia.post(&format!("{there}/roles"), &builder).await;
        assert_eq!((refused.status.as_u16(), refused.code().as_str()), (403, "exceeds_own_permissions"));
        let partner = format!("/v1.0/partners/{}", linked.link);
        let etag = anna.get(&partner).await.json()["@odata.etag"].as_str().unwrap().to_owned();
        let extended = format!("{partner}/extendedPermissions");
        let on = json!({ "permissions": ["room.create"] });
        let answer = anna.call(Method::PUT, &extended, &[("if-match", &etag)], &on).await;
        assert_eq!(answer.json()["extendedPermissions"], json!(["room.create"]));
        let made = pia.post(&format!("{there}/roles"), &builder).await;
        assert_eq!(made.status, 201, "{}", made.text());
        let (role, place) = (made.json(), made.location().to_owned());
        assert_eq!(
            (&role["isPartnerRole"], role["partnerDisplayName"].as_str()),
            (&json!(true), Some("Northwind"))
        );
        let assign = json!({
            "roleId": role["id"], "displayName": "Ned", "members": [{ "kind": "user", "id": ned }],
            "scope": { "allRooms": true }, "endDateTime": "2126-11-10T00:00:00Z"
        });
        let made = pia.post(&format!("{there}/roleAssignments"), &assign).await;
        assert_eq!(made.status, 201, "{}", made.text());
        assert_eq!(made.json()["endDateTime"], "2126-11-10T00:00:00.000000Z");
        let assignment = made.location().to_owned();
        assert_eq!(
            ned_client.get(&format!("{there}/rooms")).await.json()["value"].as_array().unwrap().len(),
            6
        );
        let period = json!({ "startDateTime": "2126-01-01T00:00:00Z", "endDateTime": null });
        let later = pia.call(Method::PUT, &format!("{assignment}/period"), &[], &period).await;
        assert_eq!(later.status, 204, "{}", later.text());
        assert_eq!(ned_client.get(&format!("{there}/rooms")).await.status, 404);
        let bad = json!({ "startDateTime": "soon" });
        assert_eq!(pia.call(Method::PUT, &format!("{assignment}/period"), &[], &bad).await.status, 422);
        let found = anna.get("/v1.0/partnerRoles").await.json();
        assert_eq!(found["value"][0]["displayName"], "Builder");
        let id = role["id"].as_str().unwrap();
        assert_eq!(anna.delete(&format!("/v1.0/partnerRoles/{id}")).await.status, 204);
        assert_eq!(pia.get(&place).await.status, 404);
        assert_eq!(pia.get(&assignment).await.status, 404);

        let profile = "/v1.0/organization/siteLeadProfile";
        assert_eq!(anna.get(profile).await.json()["profile"], "standard");
        let strict = json!({ "profile": "strict" });
        assert_eq!(anna.call(Method::PUT, profile, &[], &strict).await.status, 204);
        assert_eq!(anna.get(profile).await.json()["profile"], "strict");
        let site_lead = anna.get("/v1.0/roles/site_lead").await.json();
        assert!(!site_lead["permissions"].as_array().unwrap().contains(&json!("group.modify")));
        assert_eq!(anna.call(Method::PUT, profile, &[], &json!({ "profile": "x" })).await.status, 422);
    })
    .await;
}

/// newer names of permissions and other names of built-in roles are understood wherever the API takes them, and what
/// corresponds to nothing is told; the answers have the keys of the nineteen. R-103: faults of a first assignment are named
/// as its own.
#[tokio::test]
async fn other_names_are_translated() {
    each_linked(async |world: World, linked| {
        let uma = world.user("uma@contoso.example");
        let served = Served::start(world).await;
        let anna = served.client("anna@contoso.example").await;
        let named = json!({
            "displayName": "Newer",
            "permissions": ["Room actions: Read-only actions", "roomGroups.modify", "ticketManagement.modify", "ring.view"]
        });
        let made = anna.post("/v1.0/roles", &named).await;
        assert_eq!(made.status, 201, "{}", made.text());
        let (role, place) = (made.json(), made.location().to_owned());
        let keys =
            json!(["room.view", "group.modify", "group.create", "ring.view", "ticket.create", "ticket.update"]);
        assert_eq!(role["permissions"], keys);
        let etag = role["@odata.etag"].as_str().unwrap();
        let patched = anna.patch(&place, etag, &json!({ "permissions": ["Update management: View"] })).await;
        assert_eq!(patched.json()["permissions"], json!(["ring.view"]));
        let foreign = json!({ "displayName": "Signs", "permissions": ["room.view", "Inventory management: View"] });
        let refused = anna.post("/v1.0/roles", &foreign).await;
        assert_eq!((refused.status.as_u16(), refused.code().as_str()), (422, "invalid_value"));
        assert!(refused.text().contains("permissions/1"), "{}", refused.text());

        let extended = format!("/v1.0/partners/{}/extendedPermissions", linked.link);
        let on = json!({ "permissions": ["Room groups: Modify", "Rooms: Unenroll"] });
        let answer = anna.call(Method::PUT, &extended, &[], &on).await;
        assert_eq!(
            answer.json()["extendedPermissions"],
            json!(["room.unenroll", "group.modify", "group.create"]),
            "{}",
            answer.text()
        );
        let beyond = json!({ "permissions": ["Rooms: Reset key"] });
        assert!(anna.call(Method::PUT, &extended, &[], &beyond).await.text().contains("not_extendable"));

        let assign = |role: &str| {
            json!({ "roleId": role, "displayName": "Uma", "members": [{ "kind": "user", "id": uma }],
                    "scope": { "allRooms": true } })
        };
        let made = anna.post("/v1.0/roleAssignments", &assign("Site Tech")).await;
        assert_eq!((made.status.as_u16(), made.json()["roleId"].as_str()), (201, Some("site_tech")));
        assert_eq!(anna.get("/v1.0/roles/MMR%20Admin").await.json()["id"], "managed_service_administrator");
        assert_eq!(anna.delete("/v1.0/roles/PartnerAdmin").await.code(), "built_in_role");
        let member = json!({ "kind": "user", "id": uma });
        assert_eq!(anna.post("/v1.0/directoryRoles/Pro%20Manager/members", &member).await.status, 204);

        let nobody = json!({
            "displayName": "Ghost", "permissions": ["room.view"],
            "firstAssignment": { "displayName": "", "members": [], "scope": { "allRooms": true } }
        });
        let refused = anna.post("/v1.0/roles", &nobody).await;
        for field in ["firstAssignment/displayName", "firstAssignment/members"] {
            assert!(refused.text().contains(field), "{field}: {}", refused.text());
        }
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
