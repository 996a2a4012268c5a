//! Events of rooms over the API.

use serde_json::{Value, json};
use testkit::{World, each_linked, http::Served};

const CONTOSO: &str = "contoso.example";

fn ids(list: &Value) -> Vec<&str> {
    list["value"].as_array().unwrap().iter().map(|item| item["id"].as_str().unwrap()).collect()
}

/// R-255, decision 21: events are listed, narrowed and flagged at home and at customers, each reader within the own sight; an event
/// that is wrong is named by the identifier that was sent, and nothing is done.
#[tokio::test]
async fn events_are_listed_and_flagged() {
    each_linked(async |world: World, _| {
        let tenant = world.organization(CONTOSO);
        let berlin = world.room(CONTOSO, "Berlin 1");
        let one = world.notice(CONTOSO, "Berlin 1", Some("No sound")).await.to_string();
        world.clock.advance(1_000_000);
        let two = world.notice(CONTOSO, "Lisbon 1", None).await.to_string();
        let served = Served::start(world).await;
        let anna = served.client("anna@contoso.example").await;
        let all = anna.get("/v1.0/roomEvents?$count=true").await.json();
        assert_eq!((ids(&all), &all["@odata.count"]), (vec![&*two, &*one], &json!(2)));
        let item = &all["value"][1];
        assert_eq!(
            (&item["kind"], &item["description"], &item["isFlagged"], &item["ticketId"]),
            (&json!("reportedIssue"), &json!("No sound"), &json!(false), &Value::Null)
        );
        assert!(item["logsKeptUntilDateTime"].is_string() && item["eventDateTime"].is_string());
        for filter in ["kind eq 'poorCall'".to_owned(), format!("roomId ne {berlin}"), format!("id eq {two}")]
        {
            let found = anna.get(&format!("/v1.0/roomEvents?$filter={}", filter.replace(' ', "%20"))).await;
            assert_eq!(ids(&found.json()), [&*two], "{filter}");
        }
        assert_eq!(ids(&anna.get("/v1.0/roomEvents?$search=sound").await.json()), [&*one]);

        let pia = served.client("pia@northwind.example").await;
        let there = format!("/v1.0/managedTenants/{tenant}/roomEvents");
        for list in [&*there, "/v1.0/managedTenants/roomEvents"] {
            assert_eq!(ids(&pia.get(list).await.json()), [&*one]);
        }
        let both = json!({"eventIds": [one, two], "description": "No sound", "isHighImpact": true});
        let refused = pia.post(&format!("{there}/flag"), &both).await;
        let details = refused.json()["error"]["details"].clone();
        assert_eq!((refused.status.as_u16(), details.as_array().unwrap().len()), (422, 1));
        assert_eq!(
            (&details[0]["target"], &details[0]["code"]),
            (&json!("eventIds"), &json!("unknown_reference"))
        );
        assert!(!refused.text().contains("Lisbon"), "{}", refused.text());
        let made =
            pia.post(&format!("{there}/flag"), &json!({"eventIds": [one], "description": "No sound"})).await;
        assert_eq!(made.status, 201, "{}", made.text());
        assert!(made.header("location").starts_with(&format!("/v1.0/managedTenants/{tenant}/tickets?")));
        let ticket = made.json()["tickets"][0].clone();
        assert_eq!((&ticket["roomId"], &ticket["severity"]), (&json!(berlin), &json!("important")));
        let refused = anna.post("/v1.0/roomEvents/flag", &both).await.json();
        assert_eq!(refused["error"]["details"][0]["code"], "already_flagged");
        for (wrong, target) in
            [(json!({"eventIds": [two]}), "description"), (json!({"description": "No sound"}), "eventIds")]
        {
            let refused = anna.post("/v1.0/roomEvents/flag", &wrong).await.json();
            assert_eq!(refused["error"]["details"][0]["target"], target);
        }
        let flagged = anna.get("/v1.0/roomEvents?$filter=isFlagged%20eq%20true").await.json();
        assert_eq!((ids(&flagged), &flagged["value"][0]["ticketId"]), (vec![&*one], &ticket["id"]));
    })
    .await;
}
