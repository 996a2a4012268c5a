//! Tickets and recorded issues over the API.

use serde_json::{Value, json};
use testkit::{World, each_linked, http::Served};

const CONTOSO: &str = "contoso.example";

fn rooms(list: &Value) -> Vec<&str> {
    let items = list["value"].as_array().or_else(|| list["tickets"].as_array()).unwrap();
    items.iter().map(|item| item["roomDisplayName"].as_str().unwrap()).collect()
}

/// an issue is recorded, found, worked on and resolved; wrong values and versions are refused with
/// their fields.
#[tokio::test]
async fn an_issue_lives_over_the_api() {
    each_linked(async |world: World, _| {
        let (one, two) = (world.room(CONTOSO, "Berlin 1"), world.room(CONTOSO, "Lisbon 1"));
        let user = world.user("anna@contoso.example");
        let served = Served::start(world).await;
        let anna = served.client("anna@contoso.example").await;
        let new = json!({"description": "No picture", "roomIds": [one, two], "isHighImpact": true});
        let made = anna.post("/v1.0/issues", &new).await;
        assert_eq!(made.status, 201, "{}", made.text());
        let place = made.header("location").to_owned();
        let issue = made.json();
        assert_eq!(rooms(&issue), ["Lisbon 1", "Berlin 1"], "the newest first");
        assert_eq!(rooms(&anna.get(&place).await.json()).len(), 2);
        let ticket = &issue["tickets"][1];
        assert_eq!(
            (ticket["severity"].as_str(), ticket["state"].as_str(), ticket["signal"].is_null()),
            (Some("critical"), Some("new"), true)
        );
        let counts = anna.get("/v1.0/tickets/severityCounts").await.json();
        assert_eq!(counts, json!({"critical": 2, "important": 0, "warning": 0, "recommended": 0}));
        let found = anna.get("/v1.0/tickets?$search=berlin&$count=true").await.json();
        assert_eq!((rooms(&found), &found["@odata.count"]), (vec!["Berlin 1"], &json!(1)));

        let path = format!("/v1.0/tickets/{}", ticket["id"].as_str().unwrap());
        let etag = anna.get(&path).await.json()["@odata.etag"].as_str().unwrap().to_owned();
        let past = anna.patch(&path, &etag, &json!({"dueDateTime": "2020-01-01T00:00:00Z"})).await;
        assert_eq!(past.json()["error"]["details"][0]["code"], "in_the_past");
        let due = "2099-01-31T17:00:00Z";
        let taken = anna.patch(&path, &etag, &json!({"ownerId": user, "dueDateTime": due})).await.json();
        assert_eq!(
            (taken["state"].as_str(), taken["ownerId"].as_str()),
            (Some("investigating"), Some(&*user.to_string()))
        );
        let left =
            anna.patch(&path, taken["@odata.etag"].as_str().unwrap(), &json!({"ownerId": null})).await.json();
        assert_eq!(anna.patch(&path, &etag, &json!({"ownerId": user})).await.code(), "etag_mismatch");
        assert!(left["ownerId"].is_null() && left["dueDateTime"].as_str().unwrap().starts_with("2099-01-31"));
        assert_eq!(anna.post(&format!("{path}/messages"), &json!({"text": "On it"})).await.status, 204);
        let empty = anna.post(&format!("{path}/messages"), &json!({"text": ""})).await;
        assert_eq!(empty.json()["error"]["details"][0]["target"], "text");
        assert_eq!(anna.get(&path).await.json()["history"][0]["after"], "On it");

        let resolve = format!("{path}/resolve");
        assert_eq!(anna.post(&resolve, &json!({"reason": "bored"})).await.status, 422);
        assert_eq!(anna.post(&resolve, &json!({"reason": "repaired"})).await.status, 204);
        assert_eq!(anna.post(&resolve, &json!({"reason": "repaired"})).await.code(), "invalid_state");
        let shown = anna.get(&path).await.json();
        assert_eq!((&shown["state"], &shown["closureReason"]), (&json!("resolved"), &json!("repaired")));
        assert_eq!(rooms(&json!({"value": shown["issueTickets"]})), ["Lisbon 1"]);
    })
    .await;
}

/// R-222, decision 21: at customers a partner records and sees what is in its scope alone; of a room outside it learns
/// nothing but what it sent.
#[tokio::test]
async fn a_partner_works_in_its_scope() {
    each_linked(async |world: World, _| {
        let tenant = world.organization(CONTOSO);
        let (one, two) = (world.room(CONTOSO, "Berlin 1"), world.room(CONTOSO, "Lisbon 1"));
        let served = Served::start(world).await;
        let anna = served.client("anna@contoso.example").await;
        let both = json!({"description": "No picture", "roomIds": [one, two]});
        assert_eq!(anna.post("/v1.0/issues", &both).await.status, 201);
        let pia = served.client("pia@northwind.example").await;
        let there = format!("/v1.0/managedTenants/{tenant}");
        let refused = pia.post(&format!("{there}/issues"), &both).await;
        assert_eq!(refused.status, 422);
        assert!(!refused.text().contains("Lisbon"), "{}", refused.text());
        let mine = json!({"description": "No sound", "roomIds": [one]});
        assert_eq!(rooms(&pia.post(&format!("{there}/issues"), &mine).await.json()), ["Berlin 1"]);
        for list in [format!("{there}/tickets"), "/v1.0/managedTenants/tickets".to_owned()] {
            let found = pia.get(&format!("{list}?$count=true")).await.json();
            assert_eq!((rooms(&found), &found["@odata.count"]), (vec!["Berlin 1"; 2], &json!(2)));
            let counts = pia.get(&format!("{list}/severityCounts")).await.json();
            assert_eq!(counts["important"], 2);
        }
    })
    .await;
}

/// files are attached in base64 and come back as downloads alone; what is not taken names its field; a partner
/// sees those of its rooms.
#[tokio::test]
async fn files_over_the_api() {
    each_linked(async |world: World, _| {
        let tenant = world.organization(CONTOSO);
        let (one, two) = (world.room(CONTOSO, "Berlin 1"), world.room(CONTOSO, "Lisbon 1"));
        let served = Served::start(world).await;
        let anna = served.client("anna@contoso.example").await;
        let new = json!({"description": "No picture", "roomIds": [one, two]});
        let issue = anna.post("/v1.0/issues", &new).await.json();
        let id = |index: usize| issue["tickets"][index]["id"].as_str().unwrap().to_owned();
        let (lisbon, berlin) = (id(0), id(1));
        let files = format!("/v1.0/tickets/{berlin}/attachments");
        let log = json!({"name": "räum \"1\".log", "contentBytes": "bm8gcGljdHVyZQ=="});
        let made = anna.post(&files, &log).await;
        assert_eq!(made.status, 201, "{}", made.text());
        let content = made.header("location").to_owned();
        let made = made.json();
        assert_eq!(
            (made["contentType"].as_str(), made["size"].as_i64(), made["actor"].as_str()),
            (Some("text/plain"), Some(10), Some("anna@contoso.example"))
        );
        assert_eq!(anna.post(&files, &log).await.json()["id"], made["id"], "there once");
        assert_eq!(anna.get(&files).await.json()["value"].as_array().unwrap().len(), 1);
        let got = anna.get(&content).await;
        assert_eq!(
            (got.text().as_str(), got.header("content-type"), got.header("x-content-type-options")),
            ("no picture", "text/plain; charset=utf-8", "nosniff")
        );
        let disposition = "attachment; filename*=UTF-8''r%C3%A4um%20%221%22.log";
        assert_eq!(got.header("content-disposition"), disposition);

        for (body, target, code) in [
            (json!({"name": "a.log", "contentBytes": "***"}), "contentBytes", "malformed"),
            (json!({"name": "a.exe", "contentBytes": "TVqQAAMAAAA="}), "file", "unsupported_file"),
            (json!({"name": "", "contentBytes": "YQ=="}), "name", "required"),
        ] {
            let refused = anna.post(&files, &body).await;
            let detail = &refused.json()["error"]["details"][0];
            assert_eq!((refused.status.as_u16(), &detail["target"]), (422, &json!(target)));
            assert_eq!(detail["code"], code);
        }

        let pia = served.client("pia@northwind.example").await;
        let there = format!("/v1.0/managedTenants/{tenant}/tickets");
        let seen = pia.get(&format!("{there}/{berlin}/attachments")).await.json();
        assert_eq!(seen["value"][0]["id"], made["id"]);
        assert_eq!(pia.get(&format!("{there}/{lisbon}/attachments")).await.status, 404);
        let of_pia = json!({"name": "b.log", "contentBytes": "YQ=="});
        assert_eq!(pia.post(&format!("{there}/{lisbon}/attachments"), &of_pia).await.status, 404);
        let made = pia.post(&format!("{there}/{berlin}/attachments"), &of_pia).await;
        assert_eq!(pia.get(made.header("location")).await.text(), "a");
        let its_own = made.header("location").trim_end_matches("/$value").to_owned();
        assert_eq!(pia.delete(content.trim_end_matches("/$value")).await.status, 404, "not one's own rooms");
        assert_eq!(pia.delete(&its_own).await.status, 204);
        assert_eq!(anna.delete(content.trim_end_matches("/$value")).await.status, 204);
        assert_eq!(anna.get(&content).await.status, 404);
    })
    .await;
}

/// many tickets at once, with a result for each, at home and at customers.
#[tokio::test]
async fn many_tickets_at_once() {
    each_linked(async |world: World, _| {
        let tenant = world.organization(CONTOSO);
        let (one, two) = (world.room(CONTOSO, "Berlin 1"), world.room(CONTOSO, "Lisbon 1"));
        let pia_is = world.user("pia@northwind.example");
        let served = Served::start(world).await;
        let anna = served.client("anna@contoso.example").await;
        let new = json!({"description": "No picture", "roomIds": [one, two]});
        let issue = anna.post("/v1.0/issues", &new).await.json();
        let id = |index: usize| issue["tickets"][index]["id"].as_str().unwrap().to_owned();
        let (lisbon, berlin) = (id(0), id(1));
        let pia = served.client("pia@northwind.example").await;
        let at = |ticket: &str| json!({"tenantId": tenant, "ticketId": ticket});
        let take = json!({"action": "take", "tickets": [at(&lisbon), at(&berlin)]});
        let told = pia.post("/v1.0/managedTenants/tickets/bulk", &take).await;
        assert_eq!(told.status, 200, "{}", told.text());
        let told = told.json();
        assert_eq!(told["value"][0]["error"]["code"], "not_found");
        assert!(told["value"][1]["error"].is_null(), "{told}");
        let shown = anna.get(&format!("/v1.0/tickets/{berlin}")).await.json();
        assert_eq!(shown["ownerId"], json!(pia_is));
        let fault =
            |found: Value| (found["value"][0]["issueId"].clone(), found["value"][0]["roomCount"].clone());
        let own = fault(anna.get("/v1.0/tickets/faults").await.json());
        assert_eq!(own, (issue["id"].clone(), json!(2)));
        for list in
            [format!("/v1.0/managedTenants/{tenant}/tickets"), "/v1.0/managedTenants/tickets".to_owned()]
        {
            let seen = fault(pia.get(&format!("{list}/faults")).await.json());
            assert_eq!(seen, (issue["id"].clone(), json!(1)));
        }
        let resolve = json!({"action": "resolve", "reason": "repaired", "ticketIds": [berlin, lisbon]});
        let told = anna.post("/v1.0/tickets/bulk", &resolve).await.json();
        assert!(told["value"].as_array().unwrap().iter().all(|it| it["error"].is_null()), "{told}");
        for (body, field) in [
            (json!({"action": "burn", "ticketIds": [berlin]}), "action"),
            (json!({"action": "resolve", "reason": "bored", "ticketIds": [berlin]}), "reason"),
            (json!({"action": "message", "ticketIds": [berlin]}), "text"),
            (json!({"action": "take"}), "tickets"),
        ] {
            let refused = anna.post("/v1.0/tickets/bulk", &body).await;
            let target = &refused.json()["error"]["details"][0]["target"];
            assert_eq!((refused.status.as_u16(), target), (422, &json!(field)));
        }
        let own = json!({"action": "take", "tickets": [{"tenantId": shown["ownerId"], "ticketId": berlin}]});
        assert_eq!(
            pia.post("/v1.0/managedTenants/tickets/bulk", &own).await.json()["value"][0]["error"]["code"],
            "not_found"
        );
    })
    .await;
}

/// many rooms, or rollouts, are acted on at once, each decided on its own; what is wrong with the act itself is
/// refused as a whole, and a ticket of what is suppressed says so.
#[tokio::test]
async fn many_rooms_at_once() {
    each_linked(async |world: World, _| {
        let tenant = world.organization(CONTOSO);
        let (berlin, lisbon) = (world.room(CONTOSO, "Berlin 1"), world.room(CONTOSO, "Lisbon 1"));
        let until = world.app.clock.now().plus(domain::time::HOUR).to_string();
        let served = Served::start(world).await;
        let pia = served.client("pia@northwind.example").await;
        let anna = served.client("anna@contoso.example").await;
        let at = |room| json!({"tenantId": tenant, "roomId": room});
        let everywhere = "/v1.0/managedTenants/rooms/bulk";
        let issue = json!({"action": "recordIssue", "description": "No picture"});
        let body = json!({"rooms": [at(lisbon), at(berlin)], "act": issue});
        let told = pia.post(everywhere, &body).await.json();
        assert_eq!(told["value"][0]["error"]["code"], "not_found", "{told}");
        assert!(told["value"][1]["error"].is_null() && told["value"][1]["roomId"] == json!(berlin), "{told}");
        let suppress = json!({"action": "suppress", "reason": "Paint", "endDateTime": until});
        let body = json!({"roomIds": [berlin, lisbon], "act": suppress});
        let told = anna.post("/v1.0/rooms/bulk", &body).await.json();
        assert!(told["value"].as_array().unwrap().iter().all(|it| it["error"].is_null()), "{told}");
        service::health_watch::watch(&served.world.app).await.unwrap();
        let ticket = anna.get("/v1.0/tickets?$filter=isSuppressed%20eq%20true").await.json();
        assert_eq!((&ticket["value"][0]["isSuppressed"], &ticket["value"][1]), (&json!(true), &Value::Null));
        for (act, field) in [
            (json!({"action": "burn"}), "action"),
            (json!({"action": "move"}), "updateRingId"),
            (json!({"action": "suppress", "endDateTime": until}), "reason"),
            (json!({"action": "suppress", "reason": "x", "endDateTime": "soon"}), "endDateTime"),
        ] {
            let refused = anna.post("/v1.0/rooms/bulk", &json!({"roomIds": [berlin], "act": act})).await;
            let target = &refused.json()["error"]["details"][0]["target"];
            assert_eq!((refused.status.as_u16(), target), (422, &json!(field)));
        }
        let body = json!({"releaseIds": [berlin], "action": "pause"});
        let told = anna.post("/v1.0/rollouts/bulk", &body).await.json();
        assert_eq!(told["value"][0]["error"]["code"], "not_found", "{told}");
        let there = json!({"rollouts": [{"tenantId": tenant, "releaseId": berlin}], "action": "resume"});
        let told = pia.post("/v1.0/managedTenants/rollouts/bulk", &there).await.json();
        assert!(told["value"][0]["error"]["code"].is_string(), "{told}");
    })
    .await;
}

/// the published fields, narrowed by dates, whole and well-formed.
#[tokio::test]
async fn tickets_leave_as_documents() {
    each_linked(async |world: World, _| {
        let tenant = world.organization(CONTOSO);
        let (one, two) = (world.room(CONTOSO, "Berlin 1"), world.room(CONTOSO, "Lisbon 1"));
        let served = Served::start(world).await;
        let anna = served.client("anna@contoso.example").await;
        let new = json!({"description": "No picture", "roomIds": [one, two], "isHighImpact": true});
        let issue = anna.post("/v1.0/issues", &new).await.json();
        let berlin = issue["tickets"][1]["id"].as_str().unwrap();
        let path = format!("/v1.0/tickets/{berlin}");
        anna.post(&format!("{path}/messages"), &json!({"text": "On it"})).await;
        anna.post(&format!("{path}/resolve"), &json!({"reason": "replaced"})).await;
        let answer = anna.get("/v1.0/tickets/export").await;
        assert!(answer.header("content-disposition").contains("tickets.json"));
        let all = answer.json();
        assert_eq!(all["value"].as_array().unwrap().len(), 2);
        let pia = served.client("pia@northwind.example").await;
        for list in [format!("/v1.0/managedTenants/{tenant}/tickets"), "/v1.0/managedTenants/tickets".to_owned()] {
            let found = pia.get(&format!("{list}/export")).await.json();
            assert_eq!(found["value"].as_array().unwrap().len(), 1, "its scope alone");
            let ticket = &found["value"][0];
            assert_eq!(
                (&ticket["Device"]["DisplayName"], &ticket["State"], &ticket["ClosureReason"], &ticket["ClosedBy"]),
                (&json!("Berlin 1"), &json!("resolved"), &json!("replaced"), &json!("anna@contoso.example"))
            );
            assert_eq!(ticket["TicketID"], issue["tickets"][1]["reference"]);
            let kind = json!({"Id": "recorded", "Name": "Recorded issue", "Category": "recorded", "Severity": "critical"});
            assert_eq!(ticket["IncidentType"], kind);
            assert_eq!((&ticket["Messages"][0]["Text"], &ticket["History"][0]["After"]), (&json!("On it"), &json!("new")));
            assert!(ticket["LastResolved"].is_string() && ticket["LastClosed"].is_null(), "{ticket}");
        }
        let none = anna.get("/v1.0/tickets/export?$filter=createdDateTime%20lt%202020-01-01T00:00:00Z").await;
        assert_eq!(none.json(), json!({"value": []}));
    })
    .await;
}

/// the preferences of the view of all tickets and of folded faults are read and set.
#[tokio::test]
async fn the_preference_over_the_api() {
    each_linked(async |world: World, _| {
        let served = Served::start(world).await;
        let pia = served.client("pia@northwind.example").await;
        let path = "/v1.0/me/preferences";
        assert_eq!(pia.get(path).await.json()["allTickets"], true);
        let off = json!({"allTickets": false});
        assert_eq!(pia.patch(path, "", &off).await.json()["allTickets"], false);
        assert_eq!(pia.patch(path, "", &json!({})).await.json()["allTickets"], false);
        assert_eq!(pia.get(path).await.json()["foldedFaults"], false);
        let on = pia.patch(path, "", &json!({"foldedFaults": true})).await.json();
        assert_eq!((&on["foldedFaults"], &on["allTickets"]), (&json!(true), &json!(false)));
    })
    .await;
}
