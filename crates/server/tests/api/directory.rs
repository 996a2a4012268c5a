//! `/v1.0/users`, `/v1.0/groups`, `/v1.0/directoryRoles`, `/v1.0/me`, `/v1.0/organization`.

use axum::http::Method;
use serde_json::{Value, json};
use testkit::{World, each, http::Served};

/// Decision 16: people by the API, under the same use cases as the pages.
#[tokio::test]
async fn people_are_managed() {
    each(async |world: World| {
        let served = Served::start(world).await;
        let anna = served.client("anna@contoso.example").await;
        let new = json!({ "userPrincipalName": "nina@contoso.example", "displayName": "Nina New",
            "preferredLanguage": "ko", "timeZone": "Asia/Seoul" });
        let made = anna.post("/v1.0/users", &new).await;
        assert_eq!(made.status, 201, "{}", made.text());
        let user = made.json();
        assert!(user["setPasswordUrl"].as_str().unwrap().starts_with(&served.base()));
        let path = format!("/v1.0/users/{}", user["id"].as_str().unwrap());
        assert_eq!(made.location(), path);
        assert_eq!(anna.post("/v1.0/users", &new).await.status, 422);
        let etag = user["@odata.etag"].as_str().unwrap();
        let patched = anna.patch(&path, etag, &json!({ "displayName": "Nina Newer" })).await;
        assert_eq!(patched.json()["displayName"], "Nina Newer");
        assert_eq!(patched.json()["timeZone"], "Asia/Seoul");
        assert_eq!(anna.patch(&path, etag, &json!({ "displayName": "x" })).await.status, 412);
        assert_eq!(anna.patch(&path, "*", &json!({ "accountEnabled": false })).await.status, 400);
        assert_eq!(anna.post(&format!("{path}/disable"), &Value::Null).await.status, 204);
        let listed =
            anna.get("/v1.0/users?$filter=accountEnabled%20eq%20false&$count=true&$select=displayName").await;
        assert_eq!(listed.json()["@odata.count"], 2, "{}", listed.text());
        assert!(listed.json()["value"][0]["userPrincipalName"].is_null(), "{}", listed.text());
        let first = anna.get("/v1.0/users?$top=3").await.json();
        let next =
            first["@odata.nextLink"].as_str().unwrap().strip_prefix(&served.base()).unwrap().to_owned();
        assert_eq!(anna.get(&next).await.json()["value"].as_array().unwrap().len(), 3);
        assert_eq!(anna.get("/v1.0/users?$filter=nonsense").await.status, 400);
        assert_eq!(anna.get("/v1.0/users?$skiptoken=forged").await.status, 400);
        assert_eq!(anna.delete(&path).await.status, 204);
        assert_eq!(anna.get(&path).await.code(), "not_found");
        assert_eq!(anna.get("/v1.0/users/nonsense").await.code(), "not_found");
        let own = format!("/v1.0/users/{}", served.world.user("anna@contoso.example"));
        assert_eq!(anna.delete(&own).await.code(), "last_administrator");
        let malformed = anna.post("/v1.0/users", &json!({ "displayName": 5 })).await;
        assert_eq!((malformed.status.as_u16(), malformed.code()), (400, "malformed".to_owned()));
        let mats = served.client("mats@contoso.example").await;
        let refused = mats.post("/v1.0/users", &new).await;
        assert_eq!(
            (refused.status.as_u16(), refused.json()["error"]["missing"].clone()),
            (403, json!("global_administrator"))
        );
        assert_eq!(served.client("sven@tailspin.example").await.get(&own).await.status, 404);
    })
    .await;
}

/// groups with members of members, without cycles.
#[tokio::test]
async fn groups_and_roles_are_managed() {
    each(async |world: World| {
        let served = Served::start(world).await;
        let anna = served.client("anna@contoso.example").await;
        let make = async |name: &str| {
            let made = anna.post("/v1.0/groups", &json!({ "displayName": name })).await.json();
            made["id"].as_str().unwrap().to_owned()
        };
        let (outer, inner) = (make("Outer").await, make("Inner").await);
        let uma = served.world.user("uma@contoso.example").to_string();
        let add = async |group: &str, kind: &str, id: &str| {
            anna.post(&format!("/v1.0/groups/{group}/members"), &json!({ "kind": kind, "id": id })).await
        };
        assert_eq!(add(&outer, "securityGroup", &inner).await.status, 204);
        assert_eq!(add(&inner, "securityGroup", &outer).await.code(), "group_cycle");
        assert_eq!(add(&inner, "user", &uma).await.status, 204);
        assert_eq!(add(&inner, "robot", &uma).await.status, 422);
        let foreign = served.world.user("faye@fabrikam.example").to_string();
        assert_eq!(add(&inner, "user", &foreign).await.status, 422);
        let people = anna.get(&format!("/v1.0/groups/{outer}/transitiveMembers")).await.json();
        assert_eq!(people["value"][0]["userPrincipalName"], "uma@contoso.example");
        let of = anna.get(&format!("/v1.0/users/{uma}/memberOf")).await.json();
        assert_eq!(of["value"][0]["displayName"], "Inner");
        let role = "/v1.0/directoryRoles/global_reader/members";
        let holder = json!({ "kind": "securityGroup", "id": outer });
        assert_eq!(anna.post(role, &holder).await.status, 204);
        assert_eq!(anna.post(role, &holder).await.code(), "already_exists");
        let client = served.client("uma@contoso.example").await;
        assert_eq!(client.get("/v1.0/directoryRoles").await.status, 200);
        assert_eq!(anna.delete(&format!("{role}/{outer}")).await.status, 204);
        assert_eq!(client.get("/v1.0/directoryRoles").await.status, 403);
        let etag = [("if-match", "W/\"99\"")];
        let path = format!("/v1.0/groups/{outer}");
        assert_eq!(anna.call(Method::DELETE, &path, &etag, &Value::Null).await.status, 412);
        assert_eq!(anna.delete(&path).await.status, 204);
        assert_eq!(anna.get("/v1.0/groups?$count=true").await.json()["@odata.count"], 1);
    })
    .await;
}

#[tokio::test]
async fn everybody_reads_and_changes_their_own() {
    each(async |world: World| {
        let served = Served::start(world).await;
        let uma = served.client("uma@contoso.example").await;
        assert_eq!(uma.get("/v1.0/me").await.json()["userPrincipalName"], "uma@contoso.example");
        let own = uma.get("/v1.0/organization").await.json();
        assert_eq!(own["verifiedDomains"], json!(["contoso.example"]));
        let patched = uma.patch("/v1.0/me", "*", &json!({ "preferredLanguage": "ja" })).await;
        assert_eq!(patched.json()["preferredLanguage"], "ja");
        served.sign_in("uma@contoso.example").await;
        let sessions = uma.get("/v1.0/me/sessions").await.json();
        let id = sessions["value"][0]["id"].as_str().unwrap().to_owned();
        let query = "$filter=contains(browser,'nobody%20has')&$count=true&$orderby=createdDateTime%20desc";
        let none = uma.get(&format!("/v1.0/me/sessions?{query}")).await.json();
        assert_eq!((&none["@odata.count"], &none["value"]), (&json!(0), &json!([])));
        let path = "/v1.0/me/sessions?$count=true&$top=1&$select=id&$orderby=lastUsedDateTime";
        let first = uma.get(path).await.json();
        assert_eq!(
            (first["@odata.count"].as_i64(), first["value"][0].as_object().unwrap().len()),
            (Some(2), 1)
        );
        let next =
            first["@odata.nextLink"].as_str().unwrap().strip_prefix(&served.base()).unwrap().to_owned();
        let second = uma.get(&next).await.json();
        assert_ne!(first["value"][0]["id"], second["value"][0]["id"]);
        assert_eq!(second["@odata.nextLink"], Value::Null);
        let anna = served.client("anna@contoso.example").await;
        assert_eq!(anna.delete(&format!("/v1.0/me/sessions/{id}")).await.status, 404);
        assert_eq!(uma.delete(&format!("/v1.0/me/sessions/{id}")).await.status, 204);
        let user = served.world.user("uma@contoso.example");
        assert_eq!(uma.get(&format!("/v1.0/users/{user}/sessions")).await.status, 403);
        let of_uma = anna.get(&format!("/v1.0/users/{user}/sessions?$count=true")).await.json();
        assert_eq!(of_uma["@odata.count"], 1);
        let wrong = uma.get("/v1.0/me/sessions?$filter=token%20eq%20'x'").await;
        assert_eq!((wrong.status.as_u16(), wrong.code()), (400, "bad_query".to_owned()));
        let tokens = uma.get("/v1.0/me/accessTokens?$count=true&$filter=access%20eq%20'write'").await;
        assert_eq!(tokens.json()["@odata.count"], 1);
        let none = uma.get("/v1.0/me/accessTokens?$search=nothing&$orderby=displayName,access%20desc").await;
        assert_eq!(none.json()["value"], json!([]));
        assert!(!tokens.text().contains("stw_"));
        let id = tokens.json()["value"][0]["id"].as_str().unwrap().to_owned();
        assert_eq!(uma.delete(&format!("/v1.0/me/accessTokens/{id}")).await.status, 204);
        assert_eq!(uma.get("/v1.0/me").await.status, 401, "a token that ended itself");
    })
    .await;
}
