//! Applications of an organization through the API (§4.1, decision 6).

use axum::http::Method;
use serde_json::{Value, json};
use testkit::{
    World, each,
    http::{Client, Served},
};

const APPLICATIONS: &str = "/v1.0/applications";
const ANNA: &str = "anna@contoso.example";

fn new(name: &str) -> Value {
    json!({
        "displayName": name,
        "redirectUris": ["https://board.contoso.example/back"],
        "applicationPermissions": ["User.Read.All"],
        "delegatedPermissions": ["AuditLog.Read.All"],
    })
}

async fn register(client: &Client, name: &str) -> String {
    let made = client.post(APPLICATIONS, &new(name)).await;
    assert_eq!(made.status, 201, "{}", made.text());
    made.location().to_owned()
}

async fn number(served: &Served, sql: &str) -> i64 {
    served.world.database.number(sql).await
}

/// §4.1: an application is registered, found, set, gets secrets that are shown once and kept as a hash, is switched off and on, and goes;
/// each change is an event.
#[tokio::test]
async fn an_application_lives() {
    each(async |world: World| {
        let served = Served::start(world).await;
        let anna = served.client(ANNA).await;
        let board = register(&anna, "Board").await;
        register(&anna, "Clock").await;
        let shown = anna.get(&board).await.json();
        assert_eq!(shown["appId"], shown["id"]);
        assert_eq!(shown["applicationPermissions"], json!(["User.Read.All"]));
        assert_eq!(shown["delegatedPermissions"], json!(["AuditLog.Read.All"]));
        assert_eq!((&shown["isEnabled"], &shown["isPublicClient"]), (&json!(true), &json!(false)));

        let list = anna.get(&format!("{APPLICATIONS}?$top=1&$count=true")).await.json();
        assert_eq!((&list["@odata.count"], &list["value"][0]["displayName"]), (&json!(2), &json!("Board")));
        let next = list["@odata.nextLink"].as_str().unwrap().strip_prefix(&served.base()).unwrap();
        let rest = anna.get(next).await.json();
        assert_eq!(rest["value"][0]["displayName"], "Clock");
        let found = anna.get(&format!("{APPLICATIONS}?$search=%22clo%22")).await.json();
        assert_eq!(found["value"].as_array().unwrap().len(), 1);
        let found = anna.get(&format!("{APPLICATIONS}?$filter=isEnabled%20eq%20false")).await.json();
        assert_eq!(found["value"], json!([]));

        let etag = shown["@odata.etag"].as_str().unwrap();
        let change = json!({"displayName": "Wall", "applicationPermissions": []});
        assert_eq!(anna.patch(&board, "W/\"7\"", &change).await.status, 412);
        let changed = anna.patch(&board, etag, &change).await.json();
        assert_eq!(
            (&changed["displayName"], &changed["applicationPermissions"]),
            (&json!("Wall"), &json!([]))
        );
        assert_eq!(changed["redirectUris"], shown["redirectUris"], "what is left out stays");

        let secrets = format!("{board}/secrets");
        let added = anna.post(&secrets, &json!({"displayName": "First", "days": 30})).await;
        assert_eq!(added.status, 201, "{}", added.text());
        let text = added.json()["secretText"].as_str().unwrap().to_owned();
        assert!(text.starts_with("stwa_"), "scanners find lost ones");
        let (key, second) = ([("idempotency-key", "second")], json!({"displayName": "Second", "days": 30}));
        let first = anna.call(Method::POST, &secrets, &key, &second).await.json();
        let again = anna.call(Method::POST, &secrets, &key, &second).await.json();
        assert_eq!((&again["id"], again.get("secretText")), (&first["id"], None), "done once, told once");
        let listed = anna.get(&secrets).await;
        assert_eq!(listed.json()["value"].as_array().unwrap().len(), 2, "several at once");
        assert!(!listed.text().contains(&text), "shown once");
        for table in ["application_secrets", "audit_events", "applications", "idempotency_keys"] {
            let rows = format!("{:?}", served.world.database.raw(&format!("select * from {table}")).await);
            assert!(!rows.contains(&text), "{table} holds a secret");
        }
        assert_eq!(anna.delete(added.location()).await.status, 204);
        assert_eq!(anna.delete(added.location()).await.status, 404);

        for (step, is) in [("disable", false), ("disable", false), ("enable", true)] {
            assert_eq!(anna.post(&format!("{board}/{step}"), &Value::Null).await.status, 204);
            assert_eq!(anna.get(&board).await.json()["isEnabled"], is);
        }
        assert_eq!(
            anna.call(Method::DELETE, &board, &[("if-match", "W/\"1\"")], &Value::Null).await.status,
            412
        );
        assert_eq!(anna.delete(&board).await.status, 204);
        assert_eq!(anna.get(&board).await.status, 404);
        assert_eq!(number(&served, "select count(*) from application_secrets").await, 0, "they go with it");
        for (kind, times) in [
            ("created", 2),
            ("edited", 1),
            ("disabled", 1),
            ("enabled", 1),
            ("secret_added", 2),
            ("secret_removed", 1),
            ("deleted", 1),
        ] {
            let told = format!("select count(*) from audit_events where kind = 'application.{kind}'");
            assert_eq!(number(&served, &told).await, times, "{kind}");
        }
    })
    .await;
}

/// §4.1: bad values are named, and nothing is kept of them; there is an end to how many secrets there are.
#[tokio::test]
async fn bad_values_are_named() {
    each(async |world: World| {
        let served = Served::start(world).await;
        let anna = served.client(ANNA).await;
        let refused = async |field: &str, value: Value| {
            let mut body = new("Board");
            body[field] = value;
            let answer = anna.post(APPLICATIONS, &body).await;
            assert_eq!(answer.status, 422, "{}", answer.text());
            let detail = answer.json()["error"]["details"][0].clone();
            assert_eq!(detail["target"], field);
            detail["code"].as_str().unwrap().to_owned()
        };
        assert_eq!(refused("displayName", json!(" ")).await, "required");
        assert_eq!(
            refused("redirectUris", json!(["http://board.contoso.example/"])).await,
            "not_a_redirect_address"
        );
        let many: Vec<_> = (0..21).map(|n| format!("https://board.contoso.example/{n}")).collect();
        assert_eq!(refused("redirectUris", json!(many)).await, "too_many");
        assert_eq!(refused("applicationPermissions", json!(["Mail.Read"])).await, "unknown_value");
        assert_eq!(refused("delegatedPermissions", json!(["user.read.all"])).await, "unknown_value");
        assert_eq!(number(&served, "select count(*) from applications").await, 0);

        let secrets = format!("{}/secrets", register(&anna, "Board").await);
        for days in [0, 731] {
            let answer = anna.post(&secrets, &json!({"displayName": "Long", "days": days})).await;
            assert_eq!(answer.json()["error"]["details"][0]["code"], "out_of_range");
        }
        for n in 0..10 {
            let body = json!({"displayName": format!("Number {n}"), "days": 1});
            assert_eq!(anna.post(&secrets, &body).await.status, 201);
        }
        let more = json!({"displayName": "More", "days": 1});
        assert_eq!(anna.post(&secrets, &more).await.code(), "too_many");
        served.world.clock.advance(domain::time::DAY);
        let anna = served.client(ANNA).await;
        assert_eq!(anna.post(&secrets, &more).await.status, 201, "those that ended do not count");
    })
    .await;
}

/// Decision 6: nobody but the organization's own Global administrators reaches its applications.
#[tokio::test]
async fn global_administrators_alone_reach_applications() {
    each(async |world: World| {
        let served = Served::start(world).await;
        let board = register(&served.client(ANNA).await, "Board").await;
        for upn in ["mats@contoso.example", "greta@contoso.example", "uma@contoso.example"] {
            let client = served.client(upn).await;
            for path in [APPLICATIONS, &board] {
                let answer = client.get(path).await;
                assert_eq!(
                    (answer.status.as_u16(), answer.code().as_str()),
                    (403, "forbidden"),
                    "{upn} {path}"
                );
            }
            assert_eq!(client.post(APPLICATIONS, &new("Other")).await.status, 403);
            assert_eq!(client.delete(&board).await.status, 403);
        }
        let sven = served.client("sven@tailspin.example").await;
        assert_eq!(sven.get(&board).await.status, 404);
        assert_eq!(sven.get(APPLICATIONS).await.json()["value"], json!([]));
    })
    .await;
}
