//! One role at many customers over the API: preview and act tell the same of each customer.

use axum::http::Method;
use domain::scope::Scope;
use serde_json::{Value, json};
use testkit::{World, each_linked, http::Served};
use uuid::Uuid;

const ASSIGN: &str = "/v1.0/managedTenants/roleAssignments";

/// a customer's line tells what would happen or did, and why not; a repetition under the same key
/// tells it again; a token that reads may look and not act.
#[tokio::test]
async fn each_customer_has_its_line() {
    each_linked(async |world: World, _| {
        world.link("fabrikam.example", "northwind.example", Scope::ALL, &["pia@northwind.example"]).await;
        let [contoso, fabrikam, tailspin] = ["contoso.example", "fabrikam.example", "tailspin.example"]
            .map(|domain| world.organization(domain).uuid());
        let service = world.security_group("northwind.example", "Service");
        let served = Served::start(world).await;
        let pia = served.client("pia@northwind.example").await;
        let role = json!({"displayName": "Help desk", "permissions": ["room.view"]});
        let role = pia.post(&format!("/v1.0/managedTenants/{contoso}/roles"), &role).await.json();
        let mut body = json!({
            "roleTenantId": contoso, "roleId": role["id"], "createMissingRoles": true,
            "tenantIds": [contoso, fabrikam, tailspin, contoso], "displayName": "Night shift",
            "members": [{"kind": "securityGroup", "id": service}],
            "scope": {"roomGroups": ["Berlin", "seoul"]},
        });
        let preview = pia.post(&format!("{ASSIGN}/preview"), &body).await;
        assert_eq!(preview.status, 200, "{}", preview.text());
        let preview = preview.json();
        let gained = |rooms| json!({"peopleCount": 1, "roomCount": rooms, "permissions": ["room.view"]});
        let missing = json!({
            "tenantId": tailspin, "outcome": "refused", "createsRole": false,
            "error": {"code": "not_found", "message": preview["value"][2]["error"]["message"]},
        });
        assert_eq!(
            preview["value"],
            json!([
                {"tenantId": contoso, "tenantDisplayName": "Contoso", "outcome": "assigned", "createsRole": false, "gained": gained(6)},
                {"tenantId": fabrikam, "tenantDisplayName": "Fabrikam", "outcome": "assigned", "createsRole": true, "gained": gained(3)},
                missing,
            ])
        );
        let key = [("idempotency-key", "bulk-1")];
        let done = pia.call(Method::POST, ASSIGN, &key, &body).await.json();
        let assignment: Uuid = done["value"][0]["assignmentId"].as_str().unwrap().parse().unwrap();
        let there = format!("/v1.0/managedTenants/{contoso}/roleAssignments/{assignment}");
        assert_eq!(pia.get(&there).await.json()["displayName"], "Night shift");
        assert_eq!(done["value"][1]["createsRole"], true);
        assert_eq!(done["value"][2], missing);
        let again = pia.call(Method::POST, ASSIGN, &key, &body).await.json();
        assert_eq!(again["value"], done["value"]);
        let outcomes = |answer: &Value| -> Vec<String> {
            let lines = answer["value"].as_array().unwrap();
            lines.iter().map(|line| line["outcome"].as_str().unwrap().to_owned()).collect()
        };
        let held = pia.post(ASSIGN, &body).await.json();
        assert_eq!(outcomes(&held), ["held", "held", "refused"]);
        body["displayName"] = json!("");
        body["startDateTime"] = json!("soon");
        assert_eq!(pia.post(ASSIGN, &body).await.json()["error"]["details"][0]["target"], "startDateTime");
        body["startDateTime"] = Value::Null;
        let nameless = pia.post(&format!("{ASSIGN}/preview"), &body).await;
        assert_eq!((nameless.status.as_u16(), nameless.code()), (422, "invalid_value".to_owned()));
    })
    .await;
}
