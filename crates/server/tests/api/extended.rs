//! What a customer switches on for a partner beyond Primary admins, over the API.

use axum::http::Method;
use serde_json::{Value, json};
use testkit::{
    Linked, World, each_linked,
    http::{Client, Served},
};

const CONTOSO: &str = "contoso.example";

async fn extend(anna: &Client, linked: Linked, permissions: &[&str]) {
    let partner = format!("/v1.0/partners/{}", linked.link);
    let etag = anna.get(&partner).await.json()["@odata.etag"].as_str().unwrap().to_owned();
    let on = json!({ "permissions": permissions });
    let path = format!("{partner}/extendedPermissions");
    let answer = anna.call(Method::PUT, &path, &[("if-match", &etag)], &on).await;
    assert!(answer.status.is_success(), "{}", answer.text());
}

/// rooms of a customer are enrolled, unenrolled, deleted and taken over as one's own
/// are, within the link; one's own organization is no customer.
#[tokio::test]
async fn a_partner_changes_the_monitoring_of_rooms() {
    each_linked(async |world: World, linked: Linked| {
        let tenant = world.organization(CONTOSO);
        let (berlin, lisbon) = (world.room(CONTOSO, "Berlin 1"), world.room(CONTOSO, "Lisbon 1"));
        let served = Served::start(world).await;
        let (anna, pia) =
            (served.client("anna@contoso.example").await, served.client("pia@northwind.example").await);
        let rooms = format!("/v1.0/managedTenants/{tenant}/rooms");
        let one = format!("{rooms}/{berlin}");
        let nothing = json!({});
        assert_eq!(pia.post(&format!("{one}/unenrol"), &nothing).await.code(), "forbidden");
        extend(&anna, linked, &["room.unenroll", "room.create"]).await;
        assert_eq!(pia.post(&format!("{rooms}/{lisbon}/unenrol"), &nothing).await.status, 404);
        assert_eq!(
            anna.post(&format!("{one}/unenrol"), &nothing).await.status,
            404,
            "no customer of oneself"
        );
        assert_eq!(pia.delete(&one).await.code(), "invalid_state");
        assert_eq!(pia.post(&format!("{one}/unenrol"), &nothing).await.status, 204);
        assert_eq!(pia.get(&one).await.json()["monitoring"], "unenrolled");
        assert_eq!(pia.post(&format!("{one}/enrol"), &nothing).await.code(), "invalid_state");
        let outcomes =
            pia.post(&format!("{rooms}/enrol"), &json!({ "rooms": [berlin, lisbon] })).await.json();
        let codes: Vec<&Value> =
            outcomes["value"].as_array().unwrap().iter().map(|one| &one["code"]).collect();
        assert_eq!(codes, ["invalid_state", "not_found"]);
        let take_over = pia.post(&format!("{one}/takeOver"), &json!({ "from": lisbon })).await;
        assert_eq!(take_over.code(), "invalid_value", "a room out of sight is no room");
        let etag = pia.get(&one).await.json()["@odata.etag"].as_str().unwrap().to_owned();
        let stale = pia.call(Method::DELETE, &one, &[("if-match", "W/\"1\"")], &Value::Null).await;
        assert_eq!(stale.status, 412);
        let gone = pia.call(Method::DELETE, &one, &[("if-match", &etag)], &Value::Null).await;
        assert_eq!(gone.status, 204, "{}", gone.text());
        assert_eq!(pia.get(&one).await.status, 404);
        extend(&anna, linked, &[]).await;
        let other = served.world.room(CONTOSO, "Berlin 2");
        assert_eq!(pia.post(&format!("{rooms}/{other}/unenrol"), &nothing).await.code(), "forbidden");
    })
    .await;
}

/// a room is added at a customer where it comes to lie among the partner's rooms; the key file is
/// downloaded under the customer's address, and written down there.
#[tokio::test]
async fn a_partner_adds_rooms_and_has_the_key() {
    each_linked(async |world: World, linked: Linked| {
        let tenant = world.organization(CONTOSO);
        let served = Served::start(world).await;
        let (anna, pia) =
            (served.client("anna@contoso.example").await, served.client("pia@northwind.example").await);
        let there = format!("/v1.0/managedTenants/{tenant}");
        let (rooms, key) = (format!("{there}/rooms"), format!("{there}/enrolmentKey"));
        let new = |place: Option<&Value>| json!({ "displayName": "Attic", "deviceType": "panel", "placeId": place });
        assert_eq!(pia.post(&rooms, &new(None)).await.code(), "forbidden");
        assert_eq!(pia.post(&format!("{key}/file"), &json!({})).await.code(), "forbidden");
        assert_eq!(pia.get(&key).await.code(), "forbidden");
        extend(&anna, linked, &["room.create", "room.download_key"]).await;

        let detail = |answer: &Value| answer["error"]["details"][0]["code"].as_str().unwrap_or_default().to_owned();
        assert_eq!(detail(&pia.post(&rooms, &new(None)).await.json()), "out_of_scope");
        let house = anna.post("/v1.0/places", &json!({ "displayName": "House", "kind": "building" })).await.json();
        assert_eq!(detail(&pia.post(&rooms, &new(Some(&house["id"]))).await.json()), "unknown_reference");
        let etag = anna.get(&format!("/v1.0/partners/{}", linked.link)).await.json()["@odata.etag"].clone();
        let scope = json!({ "scope": { "places": [house["id"]] } });
        let changed = anna.patch(&format!("/v1.0/partners/{}", linked.link), etag.as_str().unwrap(), &scope).await;
        assert!(changed.status.is_success(), "{}", changed.text());
        let made = pia.post(&rooms, &new(Some(&house["id"]))).await;
        assert_eq!(made.status, 201, "{}", made.text());
        assert!(made.location().ends_with(&format!("{rooms}/{}", made.json()["id"].as_str().unwrap())));
        assert_eq!(pia.get(made.location()).await.json()["monitoring"], "onboarding");

        assert_eq!(pia.get(&key).await.json()["keyVersion"], 0);
        let file = pia.post(&format!("{key}/file"), &json!({})).await;
        assert_eq!((file.status.as_u16(), file.header("cache-control")), (200, "no-store"));
        assert_eq!(file.json()["tenantId"], json!(tenant));
        assert_eq!(pia.get(&key).await.json()["keyVersion"], 1);
        let filter = format!("userTenantId%20ne%20{tenant}%20and%20userTenantId%20ne%20null");
        let log = anna.get(&format!("/v1.0/auditLogs/events?$filter={filter}")).await.text();
        assert!(log.contains("key.downloaded") && log.contains("room.created"), "{log}");
        assert_eq!(pia.post(&format!("{key}/reset"), &json!({})).await.status, 404, "there is no such address");
        // Own people reach neither under the address of a customer.
        assert_eq!(anna.post(&format!("{key}/file"), &json!({})).await.status, 404);
        assert_eq!(anna.post(&rooms, &new(None)).await.status, 404);
    })
    .await;
}

/// room groups of a customer are made, named, filled and deleted by a partner of rooms in its sight, where
/// the customer switched that on.
#[tokio::test]
async fn a_partner_tends_groups_of_its_rooms() {
    each_linked(async |world: World, linked: Linked| {
        let tenant = world.organization(CONTOSO);
        let room = |name: &str| world.room(CONTOSO, name);
        let (one, two, lisbon) = (room("Berlin 1"), room("Berlin 2"), room("Lisbon 1"));
        let served = Served::start(world).await;
        let (anna, pia) =
            (served.client("anna@contoso.example").await, served.client("pia@northwind.example").await);
        let groups = format!("/v1.0/managedTenants/{tenant}/roomGroups");
        let new = |members: Value| json!({ "displayName": "Ours", "members": members });
        assert_eq!(pia.post(&groups, &new(json!([one]))).await.code(), "forbidden");
        extend(&anna, linked, &["group.create", "group.modify"]).await;
        for members in [json!([lisbon]), json!([])] {
            assert_eq!(pia.post(&groups, &new(members)).await.code(), "invalid_value");
        }
        let made = pia.post(&groups, &new(json!([one]))).await;
        assert_eq!(made.status, 201, "{}", made.text());
        let group = made.location().to_owned();
        assert!(group.contains(&groups));
        let etag = made.json()["@odata.etag"].as_str().unwrap().to_owned();
        let renamed = pia.patch(&group, &etag, &json!({ "displayName": "Yours" })).await.json();
        assert_eq!((&renamed["displayName"], &renamed["memberCount"]), (&json!("Yours"), &json!(1)));
        let members = format!("{group}/members");
        let etag = renamed["@odata.etag"].as_str().unwrap();
        let exchange = json!({ "add": [two], "remove": [one] });
        let changed = pia.call(Method::POST, &members, &[("if-match", etag)], &exchange).await;
        assert_eq!(changed.status, 204, "{}", changed.text());
        let beyond = pia.post(&members, &json!({ "add": [lisbon] })).await;
        assert!(beyond.status.is_client_error(), "{}", beyond.text());
        let shown = pia.get(&members).await.json();
        assert_eq!(shown["value"][0]["displayName"], "Berlin 2");
        assert_eq!(anna.delete(&group).await.status, 404, "no customer of oneself");
        assert_eq!(pia.delete(&group).await.status, 204);
        assert_eq!(pia.get(&group).await.status, 404);
        extend(&anna, linked, &[]).await;
        assert_eq!(pia.post(&groups, &new(json!([one]))).await.code(), "forbidden");
    })
    .await;
}
