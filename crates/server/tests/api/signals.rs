//! Signals over the API.

use serde_json::json;
use testkit::{World, each_linked, http::Served};

/// the catalogue with what is set, changed in parts, reset one by one and together; faults are named at once.
#[tokio::test]
async fn signals_are_set_and_reset() {
    each_linked(async |world: World, _| {
        let served = Served::start(world).await;
        let anna = served.client("anna@contoso.example").await;
        let list = anna.get("/v1.0/signals").await.json();
        assert_eq!(list["value"].as_array().unwrap().len(), 86);
        let path = "/v1.0/signals/windowsRoom/sign-in.exchange";
        let shipped = json!({"deviceType": "windowsRoom", "signal": "sign-in.exchange", "category": "accountManagement",
            "isEnabled": true, "severity": "critical", "pollMinutes": 5, "watchMinutes": 30, "detectionMinutes": 35,
            "isChanged": false, "shipped": {"severity": "critical", "pollMinutes": 5, "watchMinutes": 30}});
        assert_eq!(anna.get(path).await.json(), shipped);
        let set = anna.patch(path, "", &json!({"isEnabled": false, "watchMinutes": 0})).await;
        assert_eq!(set.status, 200, "{}", set.text());
        let set = set.json();
        let said = [&set["isEnabled"], &set["severity"], &set["detectionMinutes"], &set["isChanged"]];
        assert_eq!(said, [&json!(false), &json!("critical"), &json!(5), &json!(true)]);
        let refused = anna.patch(path, "", &json!({"severity": "worst", "pollMinutes": 0})).await;
        assert_eq!((refused.status.as_u16(), refused.code()), (422, "invalid_value".to_owned()));
        assert!(refused.text().contains("pollMinutes") && refused.text().contains("severity"));
        // a recorded issue is the word of a person, and nothing of it can be set.
        let recorded = "/v1.0/signals/windowsRoom/recorded.issue";
        let refused = anna.patch(recorded, "", &json!({"isEnabled": false, "severity": "warning"})).await;
        assert_eq!(refused.status, 422);
        assert!(refused.text().contains("not_settable") && refused.text().contains("isEnabled"), "{}", refused.text());
        assert_eq!(anna.get(recorded).await.json()["isEnabled"], json!(true));
        assert_eq!(anna.post(&format!("{path}/reset"), &json!({})).await.status, 204);
        assert_eq!(anna.get(path).await.json(), shipped);
        anna.patch(path, "", &json!({"severity": "warning"})).await;
        assert_eq!(anna.post("/v1.0/signals/reset", &json!({})).await.status, 204);
        assert_eq!(anna.get(path).await.json(), shipped);
        assert_eq!(anna.get("/v1.0/signals/windowsRoom/toaster").await.status, 404);
        let escalation = "/v1.0/signals/escalation";
        assert_eq!(anna.get(escalation).await.json(), json!({"afterDays": null}));
        assert_eq!(anna.patch(escalation, "", &json!({"afterDays": 91})).await.status, 422);
        assert_eq!(anna.patch(escalation, "", &json!({"afterDays": 14})).await.json(), json!({"afterDays": 14}));
        assert_eq!(anna.patch(escalation, "", &json!({"afterDays": null})).await.status, 200);
        assert_eq!(anna.get(escalation).await.json(), json!({"afterDays": null}));
        let greta = served.client("greta@contoso.example").await;
        assert_eq!(greta.get(path).await.status, 403);
        assert_eq!(greta.patch(path, "", &json!({"isEnabled": false})).await.status, 403);
    })
    .await;
}
