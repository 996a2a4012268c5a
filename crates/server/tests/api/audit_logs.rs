//! The audit log over the API, and its exports.

use serde_json::{Value, json};
use testkit::{World, each, http::Served};

const LOG: &str = "/v1.0/auditLogs/events";

fn kinds(list: &Value) -> Vec<&str> {
    list["value"].as_array().unwrap().iter().map(|item| item["kind"].as_str().unwrap()).collect()
}

/// decision 7: the log is filtered, sorted, searched, counted, cut to properties and paged, for those
/// alone who may read it; a period beyond 180 days is refused.
#[tokio::test]
async fn the_log_is_queried() {
    each(async |world: World| {
        let served = Served::start(world).await;
        let anna = served.client("anna@contoso.example").await;
        for name in ["Large", "Small"] {
            let new = json!({ "displayName": name });
            assert_eq!(anna.post("/v1.0/roomGroups", &new).await.status, 201);
        }
        let group = "$filter=category%20eq%20'Group'%20and%20resultStatus%20eq%20'Successful'";
        let first =
            anna.get(&format!("{LOG}?{group}&$count=true&$top=1&$select=kind,objectName")).await.json();
        assert_eq!(first["@odata.count"], 2);
        assert_eq!(first["value"], json!([{ "kind": "group.created", "objectName": "Small" }]));
        let next =
            first["@odata.nextLink"].as_str().unwrap().strip_prefix(&served.base()).unwrap().to_owned();
        let second = anna.get(&next).await.json();
        assert_eq!(
            (&second["value"][0]["objectName"], &second["@odata.nextLink"]),
            (&json!("Large"), &Value::Null)
        );
        let oldest = anna.get(&format!("{LOG}?{group}&$orderby=creationTime,sequence")).await.json();
        assert_eq!(oldest["value"][0]["objectName"], "Large");
        let found = anna.get(&format!("{LOG}?$search=LARGE")).await.json();
        assert_eq!(kinds(&found), ["group.created"]);
        for (query, status, code) in [
            ("$orderby=userName", 400, "bad_query"),
            ("$filter=changes%20eq%20'x'", 400, "bad_query"),
            ("from=2020-01-01T00:00:00Z", 422, "invalid_value"),
            ("until=nonsense", 422, "invalid_value"),
            ("$skiptoken=forged", 400, "bad_query"),
        ] {
            let answer = anna.get(&format!("{LOG}?{query}")).await;
            assert_eq!((answer.status.as_u16(), answer.code().as_str()), (status, code), "{query}");
        }
        for upn in ["greta@contoso.example", "pia@northwind.example", "uma@contoso.example"] {
            let refused = served.client(upn).await.get(&format!("{LOG}?$count=true")).await;
            assert_eq!((refused.status.as_u16(), refused.code()), (403, "forbidden".to_owned()), "{upn}");
        }
    })
    .await;
}
