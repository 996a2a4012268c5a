//! Rooms, room groups, places and the enrolment key over the API.

use serde_json::{Value, json};
use testkit::{World, each, each_linked, http::Served};

const CONTOSO: &str = "contoso.example";

fn names(list: &Value) -> Vec<&str> {
    list["value"].as_array().unwrap().iter().map(|item| item["displayName"].as_str().unwrap()).collect()
}

/// filter, order, count, select and pages of one's own rooms; wrong queries name their place.
#[tokio::test]
async fn rooms_are_queried() {
    each_linked(async |world: World, _| {
        let berlin = world.group(CONTOSO, "Berlin");
        let served = Served::start(world).await;
        let anna = served.client("anna@contoso.example").await;
        let path = format!(
            "/v1.0/rooms?$filter=groupIds/any(g:%20g%20eq%20{berlin})&$orderby=displayName%20desc&$top=4&$count=true\
             &$select=displayName"
        );
        let first = anna.get(&path).await.json();
        assert_eq!((names(&first)[0], &first["@odata.count"]), ("Berlin 6", &json!(6)));
        assert_eq!(first["value"][0].as_object().unwrap().len(), 1);
        let next = first["@odata.nextLink"].as_str().unwrap();
        let next = next.split_once("/v1.0").unwrap().1;
        assert_eq!(names(&anna.get(&format!("/v1.0{next}")).await.json()), ["Berlin 2", "Berlin 1"]);
        let wrong = anna.get("/v1.0/rooms?$filter=health%20EQ%20'healthy'").await;
        assert!([400, 422].contains(&wrong.status.as_u16()), "{wrong:?}");
        assert!(wrong.text().contains("character 7"), "{}", wrong.text());
        let counts = anna.get("/v1.0/rooms/healthCounts?$search=lisbon").await.json();
        let sum: i64 = counts.as_object().unwrap().values().map(|count| count.as_i64().unwrap()).sum();
        assert_eq!(sum, 4);
    })
    .await;
}

/// §5.1, R-241, R-242, §0.2: the life of a record, with versions, faults at once, and codes of refusals.
#[tokio::test]
async fn a_room_lives_and_ends() {
    each_linked(async |world: World, _| {
        let served = Served::start(world).await;
        let anna = served.client("anna@contoso.example").await;
        let refused = anna.post("/v1.0/rooms", &json!({"displayName": " ", "deviceType": "toaster"})).await;
        assert_eq!((refused.status.as_u16(), refused.code()), (422, "invalid_value".to_owned()));
        let made = anna.post("/v1.0/rooms", &json!({"displayName": "Attic", "deviceType": "panel"})).await;
        assert_eq!(made.status, 201, "{}", made.text());
        let room = made.json();
        let path = format!("/v1.0/rooms/{}", room["id"].as_str().unwrap());
        assert_eq!(made.location(), path);
        let etag = room["@odata.etag"].as_str().unwrap().to_owned();
        let changed = anna.patch(&path, &etag, &json!({"capacity": 8})).await.json();
        assert_eq!((&changed["capacity"], &changed["displayName"]), (&json!(8), &json!("Attic")));
        let stale = anna.patch(&path, &etag, &json!({"capacity": null})).await;
        assert_eq!((stale.status.as_u16(), stale.code()), (412, "etag_mismatch".to_owned()));
        assert_eq!(anna.post(&format!("{path}/enrol"), &json!({})).await.status, 204);
        assert_eq!(anna.post(&format!("{path}/enrol"), &json!({})).await.code(), "invalid_state");
        let many = anna.post("/v1.0/rooms/enrol", &json!({"rooms": [room["id"]]})).await.json();
        assert_eq!(many["value"][0]["code"], "invalid_state");
        assert_eq!(anna.delete(&path).await.code(), "invalid_state");
        assert_eq!(anna.post(&format!("{path}/unenrol"), &json!({})).await.status, 204);
        assert_eq!(anna.get(&format!("{path}/signals")).await.json()["value"], json!([]));
        assert_eq!(anna.get(&format!("{path}/history")).await.json()["value"], json!([]));
        assert_eq!(anna.delete(&path).await.status, 204);
        assert_eq!(anna.get(&path).await.code(), "not_found");
    })
    .await;
}

/// §0.2: size, place type and coordinates over the API: kept, listed, cleared by `null`, and refused with
/// their field and code.
#[tokio::test]
async fn a_room_has_size_place_type_and_coordinates() {
    each(async |world: World| {
        let served = Served::start(world).await;
        let anna = served.client("anna@contoso.example").await;
        let new = json!({"displayName": "Hall", "deviceType": "panel", "size": "large", "placeType": "auditorium",
            "latitude": 52.520_008, "longitude": -13.4});
        let made = anna.post("/v1.0/rooms", &new).await.json();
        let item = anna.get("/v1.0/rooms?$filter=placeType%20eq%20'auditorium'&$orderby=size").await.json();
        for shown in [&made, &item["value"][0]] {
            for field in ["size", "placeType", "latitude", "longitude"] {
                assert_eq!(shown[field], new[field], "{field}: {shown}");
            }
        }
        let path = format!("/v1.0/rooms/{}", made["id"].as_str().unwrap());
        let etag = made["@odata.etag"].as_str().unwrap();
        for (patch, field, code) in [
            (json!({"latitude": 91}), "latitude", "not_degrees"),
            (json!({"longitude": 1e300}), "longitude", "not_degrees"),
            (json!({"longitude": null}), "longitude", "coordinates_incomplete"),
            (json!({"size": "huge"}), "size", "unknown_value"),
            (json!({"placeType": "kitchen"}), "placeType", "unknown_value"),
        ] {
            let refused = anna.patch(&path, etag, &patch).await;
            assert_eq!((refused.status.as_u16(), refused.code()), (422, "invalid_value".to_owned()));
            let details = refused.json()["error"]["details"].clone();
            assert_eq!((&details[0]["target"], &details[0]["code"]), (&json!(field), &json!(code)));
            assert_eq!(details.as_array().unwrap().len(), 1, "{details}");
        }
        let clear = json!({"size": null, "placeType": null, "latitude": null, "longitude": null});
        let cleared = anna.patch(&path, etag, &clear).await.json();
        for field in ["size", "placeType", "latitude", "longitude"] {
            assert!(cleared[field].is_null(), "{cleared}");
        }
    })
    .await;
}

/// decision 17: customers' rooms and groups by the link alone, without partners.
#[tokio::test]
async fn a_partner_reaches_the_rooms_of_the_link() {
    each_linked(async |world: World, _| {
        let (tenant, own) = (world.organization(CONTOSO), world.organization("northwind.example"));
        let (berlin, lisbon) = (world.room(CONTOSO, "Berlin 1"), world.room(CONTOSO, "Lisbon 1"));
        let served = Served::start(world).await;
        let pia = served.client("pia@northwind.example").await;
        let everywhere = pia.get("/v1.0/managedTenants/rooms?$count=true").await.json();
        assert_eq!((everywhere["@odata.count"].as_i64(), names(&everywhere).len()), (Some(6), 6));
        let there = format!("/v1.0/managedTenants/{tenant}");
        assert_eq!(names(&pia.get(&format!("{there}/rooms")).await.json()), names(&everywhere));
        let room = pia.get(&format!("{there}/rooms/{berlin}")).await.json();
        assert_eq!((&room["tenantDisplayName"], room.get("partners")), (&json!("Contoso"), None));
        let etag = room["@odata.etag"].as_str().unwrap();
        let edited = pia.patch(&format!("{there}/rooms/{berlin}"), etag, &json!({"notes": "Seen"})).await;
        assert_eq!(edited.json()["notes"], "Seen");
        for hidden in [format!("{there}/rooms/{lisbon}"), format!("/v1.0/managedTenants/{own}/rooms")] {
            assert_eq!(pia.get(&hidden).await.status, 404, "{hidden}");
        }
        assert_eq!(names(&pia.get("/v1.0/managedTenants/roomGroups").await.json()), ["Berlin"]);
        assert_eq!(pia.post("/v1.0/enrolmentKey/file", &json!({})).await.code(), "forbidden");
    })
    .await;
}

/// places are ordered by kind from wide to narrow, not by the words, across pages and in both directions.
#[tokio::test]
async fn places_are_ordered_from_wide_to_narrow() {
    each_linked(async |world: World, _| {
        let served = Served::start(world).await;
        let anna = served.client("anna@contoso.example").await;
        let kinds = ["floor", "building", "campus", "city", "state", "country"];
        for (number, kind) in kinds.iter().chain(&kinds).enumerate() {
            let new = json!({"displayName": format!("Place {number}"), "kind": kind});
            assert_eq!(anna.post("/v1.0/places", &new).await.status, 201);
        }
        for (order, expected) in [("desc", kinds.to_vec()), ("asc", kinds.iter().rev().copied().collect())] {
            let filter = "startswith(displayName,'Place%20')";
            let mut path = format!("/v1.0/places?$orderby=kind%20{order}&$top=5&$filter={filter}");
            let mut found = Vec::new();
            loop {
                let page = anna.get(&path).await.json();
                let places = page["value"].as_array().unwrap_or_else(|| panic!("{page}"));
                found.extend(places.iter().map(|place| place["kind"].as_str().unwrap().to_owned()));
                let Some(next) = page["@odata.nextLink"].as_str() else { break };
                path = format!("/v1.0{}", next.split_once("/v1.0").unwrap().1);
            }
            assert_eq!(found.len(), 12, "{found:?}");
            found.dedup();
            assert_eq!(found, expected, "{order}");
        }
    })
    .await;
}

/// decision 13, §5.8: groups with a preview, places, the key file and its reset.
#[tokio::test]
async fn groups_places_and_the_key() {
    each_linked(async |world: World, _| {
        let berlin = world.group(CONTOSO, "Berlin");
        let lisbon = world.room(CONTOSO, "Lisbon 1");
        let served = Served::start(world).await;
        let anna = served.client("anna@contoso.example").await;
        let members = format!("/v1.0/roomGroups/{berlin}/members");
        let preview = anna.post(&format!("{members}/preview"), &json!({"add": [lisbon]})).await.json();
        assert_eq!(
            (&preview["value"][0]["peopleWhoGain"], &preview["value"][0]["peopleWhoLose"]),
            (&json!(1), &json!(0))
        );
        assert_eq!(anna.post(&members, &json!({"add": [lisbon]})).await.status, 204);
        assert_eq!(names(&anna.get(&members).await.json()).len(), 7);
        let group =
            anna.post("/v1.0/roomGroups", &json!({"displayName": "New", "members": [lisbon]})).await.json();
        let path = format!("/v1.0/roomGroups/{}", group["id"].as_str().unwrap());
        let etag = group["@odata.etag"].as_str().unwrap();
        assert_eq!(anna.patch(&path, etag, &json!({"description": "x"})).await.json()["description"], "x");
        assert_eq!(anna.delete(&path).await.status, 204);
        assert_eq!(anna.delete(&format!("/v1.0/roomGroups/{berlin}")).await.code(), "confirmation_required");
        let counted = anna.get("/v1.0/roomGroups?$count=true&$top=1&$filter=id%20ne%20null").await.json();
        let all = names(&anna.get("/v1.0/roomGroups").await.json()).len();
        assert_eq!((counted["@odata.count"].as_u64(), names(&counted).len()), (Some(all as u64), 1));

        let place = anna.post("/v1.0/places", &json!({"displayName": "Berlin", "kind": "city"})).await.json();
        let path = format!("/v1.0/places/{}", place["id"].as_str().unwrap());
        let etag = place["@odata.etag"].as_str().unwrap();
        assert_eq!(anna.patch(&path, etag, &json!({"kind": "campus"})).await.json()["kind"], "campus");
        assert_eq!(names(&anna.get("/v1.0/places?$filter=parentId%20eq%20null").await.json()), ["Berlin"]);
        assert_eq!(anna.delete(&path).await.status, 204);

        assert_eq!(anna.get("/v1.0/enrolmentKey").await.json()["keyVersion"], 0);
        let file = anna.post("/v1.0/enrolmentKey/file", &json!({})).await;
        assert_eq!(file.header("cache-control"), "no-store");
        assert_eq!(
            (&file.json()["format"], &file.json()["keyVersion"]),
            (&json!("steward-enrolment-key"), &json!(1))
        );
        assert_eq!(anna.post("/v1.0/enrolmentKey/reset", &json!({})).await.json()["keyVersion"], 2);
    })
    .await;
}

/// R-257, decision 13: tags of rooms, groups whose rooms a tag or a place chooses, with a preview, and what is refused of them.
#[tokio::test]
async fn tags_choose_the_rooms_of_groups() {
    each_linked(async |world: World, _| {
        let (berlin, room) = (world.group(CONTOSO, "Berlin"), world.room(CONTOSO, "Berlin 1"));
        let served = Served::start(world).await;
        let anna = served.client("anna@contoso.example").await;
        let path = format!("/v1.0/rooms/{room}");
        let etag = anna.get(&path).await.json()["@odata.etag"].as_str().unwrap().to_owned();
        let tagged = anna.patch(&path, &etag, &json!({"tags": ["VIP", "top floor", "vip"]})).await.json();
        assert_eq!(tagged["tags"], json!(["top floor", "VIP"]));
        let etag = tagged["@odata.etag"].as_str().unwrap();
        assert_eq!(anna.patch(&path, etag, &json!({"notes": "x"})).await.json()["tags"], tagged["tags"]);
        let refused = anna.patch(&path, "*", &json!({"tags": ["a,b"]})).await;
        assert_eq!(refused.json()["error"]["details"][0]["target"], "tags", "{}", refused.text());
        let found = anna.get("/v1.0/rooms?$filter=tags/any(t:%20t%20eq%20'Vip')").await.json();
        assert_eq!(names(&found), ["Berlin 1"]);
        assert_eq!(found["value"][0]["tags"], tagged["tags"], "lists tell them, too");
        let new = json!({"displayName": "Attic", "deviceType": "panel", "tags": ["new"]});
        assert_eq!(anna.post("/v1.0/rooms", &new).await.json()["tags"], json!(["new"]));

        let new = json!({"displayName": "Important", "rule": {"tag": "vip"}});
        let group = anna.post("/v1.0/roomGroups", &new).await.json();
        let rule = json!({"placeId": null, "placeDisplayName": null, "tag": "vip"});
        assert_eq!((&group["memberCount"], &group["rule"]), (&json!(1), &rule));
        let path = format!("/v1.0/roomGroups/{}", group["id"].as_str().unwrap());
        let add = anna.post(&format!("{path}/members"), &json!({"add": [room]})).await;
        assert_eq!((add.status.as_u16(), add.code()), (409, "members_by_rule".to_owned()));
        let renamed = anna.patch(&path, "*", &json!({"displayName": "First"})).await.json();
        assert_eq!((&renamed["displayName"], &renamed["rule"]), (&json!("First"), &rule));
        for (body, target) in [
            (json!({}), "rule"),
            (json!({"tag": "a,b"}), "rule"),
            (json!({"tag": "a", "placeId": room}), "rule"),
        ] {
            let refused = anna.patch(&path, "*", &json!({"rule": body})).await;
            assert_eq!(refused.status, 422);
            assert_eq!(refused.json()["error"]["details"][0]["target"], target, "{}", refused.text());
        }
        let city = json!({"displayName": "Berlin", "kind": "city"});
        let city = anna.post("/v1.0/places", &city).await.json()["id"].clone();
        let moved = anna.patch(&path, "*", &json!({"rule": {"placeId": city}})).await.json();
        assert_eq!(
            (&moved["memberCount"], &moved["rule"]["placeDisplayName"]),
            (&json!(0), &json!("Berlin"))
        );
        let ended = anna.patch(&path, "*", &json!({"rule": null})).await.json();
        assert_eq!(ended["rule"], Value::Null);

        let preview = format!("/v1.0/roomGroups/{berlin}/rule/preview");
        let told = anna.post(&preview, &json!({"rule": {"tag": "VIP"}})).await.json();
        assert_eq!(
            (
                &told["roomCount"],
                &told["joiningCount"],
                &told["leavingCount"],
                &told["effects"][0]["peopleWhoLose"]
            ),
            (&json!(1), &json!(0), &json!(5), &json!(1))
        );
        let told = anna.post(&preview, &json!({"rule": null})).await.json();
        assert_eq!((&told["roomCount"], &told["leavingCount"]), (&json!(6), &json!(0)));
        let lea = served.client("lea@contoso.example").await;
        let refused = lea.post(&preview, &json!({"rule": {"tag": "VIP"}})).await;
        assert_eq!((refused.status.as_u16(), refused.code()), (403, "rule_out_of_scope".to_owned()));
    })
    .await;
}
