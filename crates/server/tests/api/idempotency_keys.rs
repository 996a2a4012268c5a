//! Requests that are repeated under an `Idempotency-Key` (architecture §8).

use axum::http::Method;
use domain::time::{DAY, SECOND};
use serde_json::{Value, json};
use testkit::{
    World, each, each_linked,
    http::{Answer, Client, Served},
};

const CONTOSO: &str = "contoso.example";
const ANNA: &str = "anna@contoso.example";

async fn post(client: &Client, key: &str, path: &str, body: &Value) -> Answer {
    client.call(Method::POST, path, &[("idempotency-key", key)], body).await
}

fn outcome(answer: &Answer) -> (u16, String) {
    (answer.status.as_u16(), answer.code())
}

async fn number(served: &Served, sql: &str) -> i64 {
    served.world.database.number(sql).await
}

const KEYS: &str = "select count(*) from idempotency_keys";
const ATTICS: &str = "select count(*) from rooms where name = 'Attic'";

/// Architecture §8: the same request under the same key has one effect and one answer; whatever differs is another
/// request; after 24 hours, and for another person, the key is new.
#[tokio::test]
async fn a_repeated_request_is_answered_and_not_done_again() {
    each(async |world: World| {
        let served = Served::start(world).await;
        let anna = served.client(ANNA).await;
        let attic = json!({"displayName": "Attic", "deviceType": "panel"});
        let first = post(&anna, "attic-1", "/v1.0/rooms", &attic).await;
        assert_eq!(first.status, 201, "{}", first.text());
        let events = number(&served, "select count(*) from audit_events").await;
        for _ in 0..2 {
            let again = post(&anna, "attic-1", "/v1.0/rooms", &attic).await;
            assert_eq!((again.status, again.json()), (first.status, first.json()));
            assert_eq!(again.location(), first.location());
        }
        assert_eq!(number(&served, ATTICS).await, 1);
        assert_eq!(number(&served, "select count(*) from audit_events").await, events);

        let cellar = json!({"displayName": "Cellar", "deviceType": "panel"});
        let reused = (422, "idempotency_key_reused".to_owned());
        assert_eq!(outcome(&post(&anna, "attic-1", "/v1.0/rooms", &cellar).await), reused);
        let group = json!({"displayName": "Attic", "members": []});
        assert_eq!(outcome(&post(&anna, "attic-1", "/v1.0/roomGroups", &group).await), reused);
        assert_eq!(outcome(&post(&anna, "attic-1", "/v1.0/rooms?x=1", &attic).await), reused);
        assert_eq!(post(&anna, "attic-2", "/v1.0/rooms", &attic).await.status, 201);
        let mats = served.client("mats@contoso.example").await;
        assert_eq!(post(&mats, "attic-1", "/v1.0/rooms", &cellar).await.status, 201, "a key of his own");
        assert_eq!(number(&served, ATTICS).await, 2);

        served.world.clock.advance(DAY - SECOND);
        let anna = served.client(ANNA).await;
        assert_eq!(post(&anna, "attic-1", "/v1.0/rooms", &attic).await.location(), first.location());
        served.world.clock.advance(SECOND);
        assert_eq!(post(&anna, "attic-1", "/v1.0/rooms", &cellar).await.status, 201, "forgotten after a day");
        assert_eq!(post(&anna, "attic-1", "/v1.0/rooms", &attic).await.code(), reused.1);
        assert_eq!(number(&served, KEYS).await, 3);
        service::sign_in::tidy(&served.world.app).await.unwrap();
        assert_eq!(number(&served, KEYS).await, 1, "the others are tidied away");
    })
    .await;
}

/// Architecture §8: who repeats before the first is answered waits for it, on every node.
#[tokio::test]
async fn repetitions_at_the_same_time_have_one_effect() {
    each(async |world: World| {
        let served = Served::start(world).await;
        let anna = served.client(ANNA).await;
        let attic = json!({"displayName": "Attic", "deviceType": "panel"});
        let call = || post(&anna, "attic-1", "/v1.0/rooms", &attic);
        let (a, b, c, d) = tokio::join!(call(), call(), call(), call());
        for answer in [&a, &b, &c, &d] {
            assert_eq!((answer.status.as_u16(), answer.location()), (201, a.location()));
        }
        assert_eq!(number(&served, ATTICS).await, 1);
    })
    .await;
}

/// Architecture §8: what changed nothing leaves no key; bad keys are refused by name, after nobody and readers.
#[tokio::test]
async fn refusals_leave_no_key() {
    each(async |world: World| {
        let served = Served::start(world).await;
        let (anna, uma) = (served.client(ANNA).await, served.client("uma@contoso.example").await);
        let wrong = json!({"displayName": " ", "deviceType": "panel"});
        let right = json!({"displayName": "Attic", "deviceType": "panel"});
        assert_eq!(post(&anna, "k", "/v1.0/rooms", &wrong).await.code(), "invalid_value");
        assert_eq!(post(&uma, "k", "/v1.0/rooms", &right).await.status, 403);
        assert_eq!(number(&served, KEYS).await, 0);
        assert_eq!(post(&anna, "k", "/v1.0/rooms", &right).await.status, 201, "the key is still free");
        let most = "k".repeat(256);
        for (key, code) in [("", "required"), ("a key", "bad_characters"), (&most, "too_long")] {
            let answer = post(&anna, key, "/v1.0/rooms", &right).await;
            let detail = &answer.json()["error"]["details"][0];
            assert_eq!((answer.status.as_u16(), &detail["code"]), (422, &json!(code)), "{key}");
            assert_eq!(detail["target"], "Idempotency-Key");
            assert_eq!(post(&served.nobody(), key, "/v1.0/rooms", &right).await.status, 401);
        }
        let headers = [("idempotency-key", "k1"), ("idempotency-key", "k2")];
        assert_eq!(anna.call(Method::POST, "/v1.0/rooms", &headers, &right).await.status, 422, "two keys");
        let large = json!({"displayName": "x".repeat(2 << 20), "deviceType": "panel"});
        assert_eq!(
            outcome(&post(&anna, "large", "/v1.0/rooms", &large).await),
            (413, "too_large".to_owned())
        );
        let read = anna.call(Method::GET, "/v1.0/rooms", &[("idempotency-key", "a key")], &Value::Null).await;
        assert_eq!(read.status, 200, "reading takes no key");
        assert_eq!(number(&served, ATTICS).await, 1);
    })
    .await;
}

/// Architecture §8: a right that was revoked meanwhile is not there for the repetition either, and what is gone is
/// not shown from memory.
#[tokio::test]
async fn a_repetition_is_decided_anew() {
    each(async |world: World| {
        let served = Served::start(world).await;
        let (anna, mats) = (served.client(ANNA).await, served.client("mats@contoso.example").await);
        let attic = json!({"displayName": "Attic", "deviceType": "panel"});
        let made = post(&mats, "attic-1", "/v1.0/rooms", &attic).await;
        assert_eq!(made.status, 201);
        let room = made.location().to_owned();
        let user = served.world.user("mats@contoso.example");
        let role = format!("/v1.0/directoryRoles/managed_service_administrator/members/{user}");
        let taken = anna.delete(&role).await;
        assert_eq!(taken.status, 204, "{}", taken.text());
        assert_eq!(post(&mats, "attic-1", "/v1.0/rooms", &attic).await.status, 403);

        let enrolled = post(&anna, "enrol-1", &format!("{room}/enrol"), &json!({})).await;
        assert_eq!(enrolled.status, 204);
        assert_eq!(post(&anna, "enrol-1", &format!("{room}/enrol"), &json!({})).await.status, 204);
        let cellar = json!({"displayName": "Cellar", "deviceType": "panel"});
        let made = post(&anna, "cellar-1", "/v1.0/rooms", &cellar).await;
        assert_eq!(anna.post(&format!("{}/unenrol", made.location()), &json!({})).await.status, 204);
        assert_eq!(anna.delete(made.location()).await.status, 204);
        // As for a room added out of sight: it was made, and there is nothing to show.
        let again = post(&anna, "cellar-1", "/v1.0/rooms", &cellar).await;
        assert_eq!((again.status.as_u16(), again.text()), (201, String::new()));
        assert_eq!(number(&served, "select count(*) from rooms where name = 'Cellar'").await, 0);
    })
    .await;
}

/// Architecture §8: a secret that is shown once is shown to the first request alone and kept nowhere.
#[tokio::test]
async fn secrets_are_not_repeated() {
    each(async |world: World| {
        let served = Served::start(world).await;
        let (anna, olga) = (served.client(ANNA).await, served.client("olga@operator.example").await);
        let nina = json!({"userPrincipalName": "nina@contoso.example", "displayName": "Nina",
                          "preferredLanguage": "en", "timeZone": "UTC"});
        let acme = json!({"displayName": "Acme", "country": "DE", "preferredLanguage": "en", "timeZone": "UTC",
                          "verifiedDomains": ["acme.example"], "administratorDisplayName": "Ali",
                          "administratorUserPrincipalName": "ali@acme.example"});
        let uma = format!("/v1.0/users/{}/passwordLink", served.world.user("uma@contoso.example"));
        let tailspin = served.world.organization("tailspin.example");
        let links = format!("/v1.0/operator/organizations/{tailspin}/administratorLinks");
        let tina = json!({"userPrincipalName": "tina@tailspin.example", "displayName": "Tina"});
        let calls = [
            (&anna, "/v1.0/users", &nina, 200),
            (&anna, &uma, &json!({}), 200),
            (&olga, "/v1.0/operator/organizations", &acme, 200),
            // It opens a day later, since somebody there can sign in.
            (&olga, &links, &tina, 410),
        ];
        for (number, (client, path, body, opens)) in calls.into_iter().enumerate() {
            let key = format!("secret-{number}");
            let first = post(client, &key, path, body).await;
            assert_eq!(first.status, 201, "{path}: {}", first.text());
            let mut shown = first.json();
            let link = shown.as_object_mut().unwrap().remove("setPasswordUrl").unwrap();
            let secret = link.as_str().unwrap().rsplit('/').next().unwrap();
            assert_eq!(secret.len(), 43, "{link}");
            let again = post(client, &key, path, body).await;
            assert_eq!((again.status, again.location()), (first.status, first.location()), "{path}");
            assert_eq!(again.json(), shown, "{path}: the same without the link");
            let kept = served.world.database.raw("select answer from idempotency_keys").await;
            assert!(!format!("{kept:?}").contains(secret), "{path}: {kept:?}");
            let opened = served.visitor().get(&format!("/set-password/{secret}")).await;
            assert_eq!(opened.status, opens, "{path}: the first link goes on to work");
        }
        let keys = number(&served, KEYS).await;
        let downloaded = number(&served, "select count(*) from audit_events").await;
        for _ in 0..2 {
            assert!(post(&anna, "file-1", "/v1.0/enrolmentKey/file", &json!({})).await.json()["secret"].is_string());
        }
        assert_eq!(number(&served, KEYS).await, keys, "a key file is not kept");
        assert_eq!(number(&served, "select count(*) from audit_events").await, downloaded + 2, "each is told");
    })
    .await;
}

/// Architecture §8: several changes of one request are repeated one by one; those that were refused are tried again.
#[tokio::test]
async fn parts_of_a_request_are_repeated_one_by_one() {
    each_linked(async |world: World, _| {
        let known = world.room(CONTOSO, "Lisbon 1");
        let served = Served::start(world).await;
        let anna = served.client(ANNA).await;
        let mut rooms = vec![json!(known)];
        for name in ["Attic", "Cellar"] {
            let made = anna.post("/v1.0/rooms", &json!({"displayName": name, "deviceType": "panel"})).await;
            rooms.push(made.json()["id"].clone());
        }
        let body = json!({ "rooms": rooms });
        let first = post(&anna, "many-1", "/v1.0/rooms/enrol", &body).await.json();
        let codes = |answer: &Value| -> Vec<Value> {
            answer["value"].as_array().unwrap().iter().map(|room| room["code"].clone()).collect()
        };
        assert_eq!(codes(&first), [json!("invalid_state"), Value::Null, Value::Null], "{first}");
        assert_eq!(post(&anna, "many-1", "/v1.0/rooms/enrol", &body).await.json(), first);
        assert_eq!(anna.post("/v1.0/rooms/enrol", &body).await.json()["value"][1]["code"], "invalid_state");
        let less = json!({ "rooms": [known] });
        assert_eq!(post(&anna, "many-1", "/v1.0/rooms/enrol", &less).await.code(), "idempotency_key_reused");
    })
    .await;
}

/// Architecture §8: an invitation is sent once; an attempt that was refused leaves no answer behind.
#[tokio::test]
async fn an_invitation_is_sent_once() {
    each(async |world: World| {
        let room = world.room(CONTOSO, "Berlin 1");
        let served = Served::start(world).await;
        let anna = served.client(ANNA).await;
        let terms = anna.get("/v1.0/invitationTerms").await.json()["version"].clone();
        let to = |domain: &str| {
            json!({"domain": domain, "validDays": 7, "namedUsers": [], "acceptedTerms": terms,
                   "scope": {"allRooms": false, "rooms": [room], "roomGroups": []}})
        };
        let refused = post(&anna, "invite-1", "/v1.0/invitations", &to("nobody.example")).await;
        assert_eq!(refused.code(), "not_a_partner", "{}", refused.text());
        assert_eq!(number(&served, KEYS).await, 0);
        let first = post(&anna, "invite-1", "/v1.0/invitations", &to("northwind.example")).await;
        assert_eq!(first.status, 201, "{}", first.text());
        let again = post(&anna, "invite-1", "/v1.0/invitations", &to("northwind.example")).await;
        assert_eq!((again.status, again.json()), (first.status, first.json()));
        assert_eq!(number(&served, "select count(*) from invitations").await, 1);
        let other = post(&anna, "invite-2", "/v1.0/invitations", &to("northwind.example")).await;
        assert_eq!(other.code(), "already_exists");
    })
    .await;
}

/// Architecture §8: the description names the header wherever it is taken: at every POST, apart from those that
/// only look, the key file, and files, which are there once however often they are sent.
#[test]
fn the_description_names_the_header() {
    let document = serde_json::to_value(server::openapi()).unwrap();
    let mut without = Vec::new();
    for path in document["paths"].as_object().unwrap().values() {
        for (method, operation) in path.as_object().unwrap() {
            let named = operation["parameters"].as_array().is_some_and(|all| {
                all.iter().any(|it| it["name"] == "Idempotency-Key" && it["in"] == "header")
            });
            if method == "post" && !named {
                without.push(operation["operationId"].as_str().unwrap().to_owned());
            }
            assert!(method == "post" || !named, "{operation}");
        }
    }
    without.sort();
    // What only looks takes none.
    let (previews, rest): (Vec<_>, Vec<_>) = without.into_iter().partition(|it| it.starts_with("preview"));
    assert!(previews.contains(&"previewScope".to_owned()), "{previews:?}");
    let files = ["addManagedTenantTicketAttachment", "addTicketAttachment"];
    let keys = ["downloadEnrolmentKey", "downloadManagedTenantEnrolmentKey"];
    assert_eq!(rest, [files, keys].concat());
}
