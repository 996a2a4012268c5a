//! Tokens for applications: got over HTTP as RFC 6749 says, and what they open (§4.1, decisions 6 and 7).

use std::{collections::BTreeMap, sync::OnceLock};

use axum::http::Method;
use base64::{
    Engine,
    engine::general_purpose::{STANDARD, URL_SAFE_NO_PAD},
};
use domain::{
    agent::Agent,
    id::Ids,
    time::{HOUR, MINUTE, SECOND},
};
use serde_json::{Value, json};
use sha2::{Digest, Sha256};
use testkit::{
    World, each,
    http::{Answer, Browser, Client, Served},
};

const NORTHWIND: &str = "northwind.example";
const NORA: &str = "nora@northwind.example";
const PIA: &str = "pia@northwind.example";
const NED: &str = "ned@northwind.example";
const RELATIONSHIPS: &str = "/v1.0/tenantRelationships/delegatedAdminRelationships";
const BACK: &str = "http://127.0.0.1:9/back";
const READ: &str = "DelegatedAdminRelationship.Read.All";
const WRITE: &str = "DelegatedAdminRelationship.ReadWrite.All";
const VERIFIER: &str = "a-verifier-of-forty-three-characters-at-least-0";

/// An application of Northwind with a secret.
struct Registered {
    at: String,
    id: String,
    secret: String,
    secret_at: String,
}

async fn register(nora: &Client, permissions: &[&str], delegated: &[&str]) -> Registered {
    let new = json!({
        "displayName": "Automation",
        "redirectUris": [BACK],
        "applicationPermissions": permissions,
        "delegatedPermissions": delegated,
    });
    let made = nora.post("/v1.0/applications", &new).await;
    assert_eq!(made.status, 201, "{}", made.text());
    let at = made.location().to_owned();
    let added = nora.post(&format!("{at}/secrets"), &json!({"displayName": "First", "days": 30})).await;
    let secret = added.json()["secretText"].as_str().unwrap().to_owned();
    let id = made.json()["id"].as_str().unwrap().to_owned();
    Registered { at, id, secret, secret_at: added.location().to_owned() }
}

impl Registered {
    fn fields(&self) -> Vec<(&str, &str)> {
        vec![
            ("grant_type", "client_credentials"),
            ("client_id", &self.id),
            ("client_secret", &self.secret),
            ("scope", "https://graph.microsoft.com/.default"),
        ]
    }

    /// A client with a token that the application got by itself.
    async fn client(&self, served: &Served) -> Client {
        let answer = served.nobody().form(&token_path(NORTHWIND), &[], &self.fields()).await;
        served.bearer(&token(&answer))
    }
}

fn token_path(tenant: &str) -> String {
    format!("/{tenant}/oauth2/v2.0/token")
}

fn token(answer: &Answer) -> String {
    assert_eq!(answer.status, 200, "{}", answer.text());
    answer.json()["access_token"].as_str().unwrap().to_owned()
}

/// Status and error of an answer of the token endpoint.
fn error(answer: &Answer) -> (u16, String) {
    (answer.status.as_u16(), answer.json()["error"].as_str().unwrap_or_default().to_owned())
}

fn draft(name: &str) -> Value {
    let role = "88d8e3e3-8f55-4a1e-953a-9b9898b8876b";
    json!({"displayName": name, "duration": "P30D", "accessDetails": {"unifiedRoles": [{"roleDefinitionId": role}]}})
}

fn claims(token: &str) -> Value {
    let part = token.split('.').nth(1).unwrap();
    serde_json::from_slice(&URL_SAFE_NO_PAD.decode(part).unwrap()).unwrap()
}

async fn number(served: &Served, sql: &str) -> i64 {
    served.world.database.number(sql).await
}

async fn set(nora: &Client, it: &Registered, body: Value) {
    let etag = nora.get(&it.at).await.json()["@odata.etag"].as_str().unwrap().to_owned();
    let answer = nora.patch(&it.at, &etag, &body).await;
    assert_eq!(answer.status, 200, "{}", answer.text());
}

/// RFC 6749, 4.4 and 5: an application gets a token by its secret, in the body or in the header, at the identifier or a domain of its
/// organization; the token is signed by a key that clients can read, and is kept by nobody on the way.
#[tokio::test]
async fn an_application_gets_a_token() {
    each(async |world: World| {
        let tenant = world.organization(NORTHWIND);
        let served = Served::start(world).await;
        let it = register(&served.client(NORA).await, &[READ], &[]).await;
        let nobody = served.nobody();
        let answer = nobody.form(&token_path(&tenant.to_string()), &[], &it.fields()).await;
        let first = token(&answer);
        assert_eq!((answer.header("cache-control"), answer.header("pragma")), ("no-store", "no-cache"));
        assert_eq!(
            (&answer.json()["token_type"], &answer.json()["expires_in"]),
            (&json!("Bearer"), &json!(3600))
        );
        let header = format!("Basic {}", STANDARD.encode(format!("{}:{}", it.id, it.secret)));
        let fields = [("grant_type", "client_credentials"), ("scope", ".default")];
        let answer = nobody.form(&token_path(NORTHWIND), &[("authorization", &header)], &fields).await;
        assert_ne!(token(&answer), first);

        let said = claims(&first);
        assert_eq!((&said["tid"], &said["azp"]), (&json!(tenant), &json!(it.id)));
        assert_eq!((&said["roles"], &said["idtyp"]), (&json!([READ]), &json!("app")));
        assert!(!first.contains(&it.secret) && said.to_string().find(&it.secret).is_none());

        let described =
            nobody.get(&format!("/{NORTHWIND}/v2.0/.well-known/openid-configuration")).await.json();
        // OpenID Connect Discovery, 4.3: what is described at an address names the issuer of the tokens that are got there.
        let issuer = |said: &Value| said["issuer"].as_str().unwrap().to_owned();
        let named = format!("{}/{NORTHWIND}/v2.0", served.base());
        assert_eq!((issuer(&described), claims(&token(&answer))["iss"].as_str().unwrap()), (named.clone(), named.as_str()));
        let by_id = nobody.get(&format!("/{tenant}/v2.0/.well-known/openid-configuration")).await.json();
        assert_eq!(issuer(&by_id), said["iss"].as_str().unwrap());
        let written = nobody.get("/NorthWind.example/v2.0/.well-known/openid-configuration").await.json();
        assert_eq!(issuer(&written), named);
        for it in [&first, &token(&answer)] {
            assert_eq!(served.bearer(it).get(RELATIONSHIPS).await.status, 200, "both count");
        }
        let path =
            |name: &str| described[name].as_str().unwrap().strip_prefix(&served.base()).unwrap().to_owned();
        assert_eq!(path("token_endpoint"), token_path(NORTHWIND));
        let keys = nobody.get(&path("jwks_uri")).await.json();
        assert_eq!(keys["keys"].as_array().unwrap().len(), 1);
        verify(&first, &keys["keys"][0]);
        let unknown = nobody.get("/unknown.example/v2.0/.well-known/openid-configuration").await;
        assert_eq!(unknown.status, 200, "it tells nobody which organizations there are");
        assert_eq!(issuer(&unknown.json()), format!("{}/unknown.example/v2.0", served.base()), "nor by its words");

        let events = "select count(*) from audit_events where kind = 'application.signed_in'";
        assert_eq!(number(&served, events).await, 2);
        let made = "select count(*) from audit_events where kind = 'signing_key.made' and actor_name = 'keys' and changes like '%tokens%'";
        assert_eq!(number(&served, made).await, 1, "that a key was made stands in the operator's log");
        let used = served.client(NORA).await.get(&format!("{}/secrets", it.at)).await.json();
        assert!(used["value"][0]["lastUsedDateTime"].is_string());
        for table in ["audit_events", "token_keys", "application_secrets"] {
            let rows = format!("{:?}", served.world.database.raw(&format!("select * from {table}")).await);
            assert!(!rows.contains(&it.secret) && !rows.contains(&first), "{table}");
        }
    })
    .await;
}

/// Verifies a token as its receivers do, by the published key.
fn verify(token: &str, key: &Value) {
    let part = |name: &str| URL_SAFE_NO_PAD.decode(key[name].as_str().unwrap()).unwrap();
    let (text, signature) = token.rsplit_once('.').unwrap();
    let public = ring::signature::RsaPublicKeyComponents { n: part("n"), e: part("e") };
    let algorithm = &ring::signature::RSA_PKCS1_2048_8192_SHA256;
    public.verify(algorithm, text.as_bytes(), &URL_SAFE_NO_PAD.decode(signature).unwrap()).unwrap();
    let header = token.split('.').next().unwrap();
    let header: Value = serde_json::from_slice(&URL_SAFE_NO_PAD.decode(header).unwrap()).unwrap();
    assert_eq!((&header["alg"], &header["kid"]), (&json!("RS256"), &key["kid"]));
}

/// RFC 6749, 5.2: each mistake has its word; what there is not, and a wrong secret, are one answer; failures are limited and in the log.
#[tokio::test]
async fn mistakes_have_their_words() {
    each(async |world: World| {
        let served = Served::start(world).await;
        let nora = served.client(NORA).await;
        let it = register(&nora, &[READ], &[]).await;
        let nobody = served.nobody();
        let path = token_path(NORTHWIND);
        let with = |field: &'static str, value: &'static str| {
            let fields: BTreeMap<_, _> = it.fields().into_iter().chain([(field, value)]).collect();
            fields.into_iter().filter(|(_, value)| !value.is_empty()).collect::<Vec<_>>()
        };
        for (field, value, word) in [
            ("grant_type", "", "invalid_request"),
            ("grant_type", "password", "unsupported_grant_type"),
            ("client_id", "", "invalid_request"),
            ("scope", "", "invalid_scope"),
            ("scope", "User.Read.All", "invalid_scope"),
        ] {
            let answer = nobody.form(&path, &[], &with(field, value)).await;
            assert_eq!(error(&answer), (400, word.to_owned()), "{field} {value}");
            assert!(answer.json()["error_description"].is_string());
            assert_eq!(answer.header("cache-control"), "no-store");
        }
        let twice: Vec<_> = it.fields().into_iter().chain([("scope", "x")]).collect();
        assert_eq!(error(&nobody.form(&path, &[], &twice).await), (400, "invalid_request".to_owned()));
        let json = nobody.post(&path, &json!({"grant_type": "client_credentials"})).await;
        assert_eq!(error(&json), (400, "invalid_request".to_owned()));

        served.world.clock.advance(2 * HOUR);
        let wrong = nobody.form(&path, &[], &with("client_secret", "stwa_wrong")).await;
        let missing = nobody.form(&path, &[], &with("client_secret", "")).await;
        let client = "11111111-1111-4111-8111-111111111111";
        let stranger = nobody.form(&path, &[], &with("client_id", client)).await;
        let elsewhere = nobody.form(&token_path("unknown.example"), &[], &it.fields()).await;
        let other = nobody.form(&token_path("adventure.example"), &[], &it.fields()).await;
        let told = |answer: &Answer| {
            let mut body = answer.json();
            body["correlation_id"] = Value::Null;
            (answer.status.as_u16(), body)
        };
        for answer in [&missing, &stranger, &elsewhere, &other] {
            assert_eq!(told(answer), told(&wrong));
        }
        assert_eq!(error(&wrong), (401, "invalid_client".to_owned()));
        let failed = "select count(*) from audit_events where kind = 'application.sign_in_failed' and result = 'Failed'";
        assert!(number(&served, failed).await >= 7);
        served.world.clock.advance(2 * HOUR);
        assert_eq!(nora.post(&format!("{}/disable", it.at), &Value::Null).await.status, 204);
        assert_eq!(error(&nobody.form(&path, &[], &it.fields()).await), (401, "invalid_client".to_owned()));

        let guess = async || nobody.form(&path, &[], &with("client_secret", "stwa_guess")).await;
        let mut answers = Vec::new();
        for _ in 0..12 {
            answers.push(guess().await.status.as_u16());
        }
        assert!(answers.contains(&429), "{answers:?}");
        let late = guess().await;
        assert_eq!(error(&late), (429, "temporarily_unavailable".to_owned()));
        assert!(late.header("retry-after").parse::<i64>().unwrap() > 0);
        served.world.clock.advance(2 * HOUR);
        let nora = served.client(NORA).await;
        assert_eq!(nora.post(&format!("{}/enable", it.at), &Value::Null).await.status, 204);
        token(&nobody.form(&path, &[], &it.fields()).await);
    })
    .await;
}

/// §4.1: an application of the partner reads and changes granular relationships as its permissions say, as itself in the log; whatever
/// is taken away counts at the next request.
#[tokio::test]
async fn an_application_acts_by_its_permissions() {
    each(async |world: World| {
        let served = Served::start(world).await;
        let nora = served.client(NORA).await;
        let it = register(&nora, &[WRITE], &[]).await;
        let app = it.client(&served).await;
        let made = app.post(RELATIONSHIPS, &draft("By itself")).await;
        assert_eq!(made.status, 201, "{}", made.text());
        let path = made.location().strip_prefix(&served.base()).unwrap().to_owned();
        let lock = app.post(&format!("{path}/requests"), &json!({"action": "lockForApproval"})).await;
        assert_eq!(lock.status, 201, "{}", lock.text());
        assert_eq!(app.get(&path).await.json()["status"], "approvalPending");
        let told =
            "select count(*) from audit_events where kind = 'granular.created' and actor_name = 'Automation'";
        assert_eq!(number(&served, told).await, 1, "the log names the application");

        set(&nora, &it, json!({"applicationPermissions": [READ]})).await;
        assert_eq!(app.get(RELATIONSHIPS).await.json()["value"].as_array().unwrap().len(), 1);
        let refused = app.post(RELATIONSHIPS, &draft("Again")).await;
        assert_eq!((refused.status.as_u16(), refused.code()), (403, "accessDenied".to_owned()));
        assert_eq!(refused.json()["error"]["missing"], WRITE);
        set(&nora, &it, json!({"applicationPermissions": []})).await;
        assert_eq!(app.get(RELATIONSHIPS).await.code(), "accessDenied");
        set(&nora, &it, json!({"applicationPermissions": [READ]})).await;

        let switch = async |word: &str| nora.post(&format!("{}/{word}", it.at), &Value::Null).await.status;
        assert_eq!(switch("disable").await, 204);
        assert_eq!(app.get(RELATIONSHIPS).await.status, 401);
        assert_eq!(switch("enable").await, 204);
        assert_eq!(app.get(RELATIONSHIPS).await.status, 200);
        assert_eq!(nora.delete(&it.secret_at).await.status, 204);
        assert_eq!(app.get(RELATIONSHIPS).await.status, 401, "the secret is gone by which it was got");

        let added =
            nora.post(&format!("{}/secrets", it.at), &json!({"displayName": "Next", "days": 30})).await;
        let it = Registered { secret: added.json()["secretText"].as_str().unwrap().to_owned(), ..it };
        let app = it.client(&served).await;
        served.world.clock.advance(HOUR - SECOND);
        assert_eq!(app.get(RELATIONSHIPS).await.status, 200);
        served.world.clock.advance(SECOND);
        assert_eq!(app.get(RELATIONSHIPS).await.status, 401, "a token lives one hour");
        let app = it.client(&served).await;
        assert_eq!(served.client(NORA).await.delete(&it.at).await.status, 204);
        assert_eq!(app.get(RELATIONSHIPS).await.status, 401);
    })
    .await;
}

/// §4.1, R-005: an application of an organization that is no partner, or no more one, has no relationships to read.
#[tokio::test]
async fn relationships_are_of_partners_alone() {
    each(async |world: World| {
        let partner = world.organization(NORTHWIND);
        let served = Served::start(world).await;
        let it = register(&served.client(NORA).await, &[WRITE], &[]).await;
        let app = it.client(&served).await;
        assert_eq!(app.get(RELATIONSHIPS).await.status, 200);
        let olga = served.client("olga@operator.example").await;
        let capability = format!("/v1.0/operator/organizations/{partner}/partnerCapability");
        assert!(olga.put(&capability, &json!({ "enabled": false })).await.status.is_success());
        assert_eq!(app.get(RELATIONSHIPS).await.code(), "accessDenied");
    })
    .await;
}

/// Decision 7, R-322: an application reads of its own organization's directory and audit log what it was granted, and each part by its
/// own permission.
#[tokio::test]
async fn an_application_reads_what_it_was_granted() {
    each(async |world: World| {
        world.agents(NORTHWIND, &[(PIA, Agent::Admin)]).await;
        world.reseller("contoso.example", NORTHWIND, true).await;
        let group = world.security_group(NORTHWIND, "Service");
        let user = world.user(PIA);
        let served = Served::start(world).await;
        let nora = served.client(NORA).await;
        let it = register(&nora, &[], &[]).await;
        let app = it.client(&served).await;
        let roles = "/v1.0/directoryRoles/62e90394-69f5-4237-9190-012177145e10/members".to_owned();
        let parts = [
            ("User.Read.All", vec!["/v1.0/users".to_owned(), format!("/v1.0/users/{user}")]),
            (
                "GroupMember.Read.All",
                vec![
                    "/v1.0/groups".to_owned(),
                    format!("/v1.0/groups/{group}"),
                    format!("/v1.0/groups/{group}/members"),
                ],
            ),
            ("RoleManagement.Read.Directory", vec!["/v1.0/directoryRoles".to_owned(), roles.clone()]),
            ("AuditLog.Read.All", vec!["/v1.0/auditLogs/events".to_owned()]),
        ];
        for (granted, _) in &parts {
            set(&nora, &it, json!({"applicationPermissions": [granted]})).await;
            for (permission, paths) in &parts {
                for path in paths {
                    let answer = app.get(path).await;
                    let expected = if permission == granted { 200 } else { 403 };
                    assert_eq!(answer.status, expected, "{path} with {granted}: {}", answer.text());
                    if expected == 403 {
                        assert_eq!(answer.json()["error"]["missing"], *permission);
                    }
                }
            }
        }
        let all = ["User.Read.All", "GroupMember.Read.All", "RoleManagement.Read.Directory"];
        set(&nora, &it, json!({"applicationPermissions": all})).await;
        let people = app
            .get("/v1.0/users?$top=1&$count=true&$filter=startswith(displayName,'P')&$select=displayName")
            .await;
        let people = people.json();
        assert_eq!(people["@odata.count"], 2);
        assert_eq!(people["value"][0]["@odata.type"], "#microsoft.graph.user");
        assert_eq!(people["value"][0].get("userPrincipalName"), None);
        assert!(people["@odata.nextLink"].is_string());
        let shown = app.get("/v1.0/groups").await.json();
        assert_eq!(shown["value"][0]["@odata.type"], "#microsoft.graph.group");
        let members = app.get(&format!("{roles}?$filter=kind%20eq%20'user'&$count=true")).await.json();
        assert_eq!(members["@odata.count"], 2);
        let named = |members: &Value| {
            let all = members["value"].as_array().unwrap().iter();
            all.map(|it| it["userPrincipalName"].as_str().unwrap().to_owned()).collect::<Vec<_>>()
        };
        assert_eq!(named(&members), ["dirk@northwind.example", NORA], "by name");

        // at the customer nobody of the partner is a member of the role that its agents hold there.
        let anna = served.client("anna@contoso.example").await;
        let members = anna.get(&roles).await.json();
        assert_eq!(named(&members), ["anna@contoso.example", "dora@contoso.example"]);
        assert_eq!(anna.get("/v1.0/directoryRoles/nothing/members").await.status, 404);
        let roles = app.get("/v1.0/directoryRoles").await.json();
        assert_eq!(roles["value"][0]["@odata.type"], "#microsoft.graph.directoryRole");
        assert_eq!(roles["value"][0]["roleTemplateId"], "62e90394-69f5-4237-9190-012177145e10");
    })
    .await;
}

/// §4.1: the token of an application opens the Graph surface and the reads beside it, and nothing else of the API, whatever it was
/// granted; nor does the token of one that acts for a Global administrator.
#[tokio::test]
async fn everything_else_is_closed_to_applications() {
    static OPEN: OnceLock<Vec<&str>> = OnceLock::new();
    let open = OPEN.get_or_init(|| {
        vec![
            "GET /v1.0/users",
            "GET /v1.0/users/{id}",
            "GET /v1.0/groups",
            "GET /v1.0/groups/{id}",
            "GET /v1.0/groups/{id}/members",
            "GET /v1.0/groups/{id}/members/graph.user",
            "GET /v1.0/groups/{id}/members/graph.group",
            "GET /v1.0/directoryRoles",
            "GET /v1.0/directoryRoles/{role}",
            "GET /v1.0/directoryRoles/{role}/members",
            "GET /v1.0/auditLogs/events",
        ]
    });
    each(async |world: World| {
        let served = Served::start(world).await;
        let nora = served.client(NORA).await;
        let all = [
            READ,
            WRITE,
            "User.Read.All",
            "GroupMember.Read.All",
            "RoleManagement.Read.Directory",
            "AuditLog.Read.All",
        ];
        let it = register(&nora, &all, &all).await;
        let itself = it.client(&served).await;
        let for_nora = served.bearer(&token(&exchange(&served, &it, NORA, ".default").await));
        let document = serde_json::to_value(server::openapi()).unwrap();
        let mut tried = 0;
        for (path, item) in document["paths"].as_object().unwrap() {
            for method in item.as_object().unwrap().keys() {
                let Ok(method) = method.to_uppercase().parse::<Method>() else { continue };
                let name = format!("{method} {path}");
                if path.starts_with("/v1.0/tenantRelationships") || open.contains(&name.as_str()) {
                    continue;
                }
                let filled: Vec<_> =
                    path.split('/')
                        .map(|part| {
                            if part.starts_with('{') { "11111111-1111-4111-8111-111111111111" } else { part }
                        })
                        .collect();
                for client in [&itself, &for_nora] {
                    let answer = client.call(method.clone(), &filled.join("/"), &[], &Value::Null).await;
                    assert_eq!(answer.status, 403, "{name}: {}", answer.text());
                    if !path.starts_with("/v1/") && !path.starts_with("/webhooks/v1/") {
                        assert_eq!(answer.code(), "not_for_applications", "{name}");
                    }
                }
                tried += 1;
            }
        }
        assert!(tried > 100, "{tried} operations");
    })
    .await;
}

/// RFC 9068: a token that was altered, signed by nobody, or is for another server, is none.
#[tokio::test]
async fn forged_tokens_are_none() {
    each(async |world: World| {
        let served = Served::start(world).await;
        let it = register(&served.client(NORA).await, &[READ], &[]).await;
        let good = token(&served.nobody().form(&token_path(NORTHWIND), &[], &it.fields()).await);
        let parts: Vec<&str> = good.split('.').collect();
        let mut said = claims(&good);
        said["tid"] = json!(served.world.organization("adventure.example"));
        let altered = URL_SAFE_NO_PAD.encode(said.to_string());
        let none = URL_SAFE_NO_PAD.encode(json!({"alg": "none", "typ": "at+jwt", "kid": "x"}).to_string());
        let signature = URL_SAFE_NO_PAD.decode(parts[2]).unwrap();
        let cut = URL_SAFE_NO_PAD.encode(&signature[1..]);
        for bad in [
            format!("{}.{altered}.{}", parts[0], parts[2]),
            format!("{none}.{}.", parts[1]),
            format!("{none}.{}.{}", parts[1], parts[2]),
            format!("{}.{}.{cut}", parts[0], parts[1]),
            format!("{}.{}.", parts[0], parts[1]),
            "..".to_owned(),
            "a.b.c".to_owned(),
        ] {
            assert_eq!(served.bearer(&bad).get(RELATIONSHIPS).await.status, 401, "{bad}");
        }
        assert_eq!(served.bearer(&good).get(RELATIONSHIPS).await.status, 200);
        let mut elsewhere = served.world.app.clone();
        let mut settings = (*elsewhere.settings).clone();
        settings.public_url = "https://steward.other.example".to_owned();
        elsewhere.settings = std::sync::Arc::new(settings);
        assert!(service::oauth::identify(&elsewhere, &good).await.unwrap().is_none());
    })
    .await;
}

fn challenge() -> String {
    URL_SAFE_NO_PAD.encode(Sha256::digest(VERIFIER.as_bytes()))
}

fn authorize(it: &Registered, changed: &[(&str, &str)]) -> String {
    let challenge = challenge();
    let mut fields = BTreeMap::from([
        ("client_id", it.id.as_str()),
        ("response_type", "code"),
        ("redirect_uri", BACK),
        ("scope", "https://graph.microsoft.com/.default"),
        ("state", "a state & more"),
        ("code_challenge", challenge.as_str()),
        ("code_challenge_method", "S256"),
    ]);
    fields.extend(changed.iter().copied());
    let query = url_encoded(&fields.into_iter().collect::<Vec<_>>());
    format!("/{NORTHWIND}/oauth2/v2.0/authorize?{query}")
}

fn url_encoded(fields: &[(&str, &str)]) -> String {
    form_urlencoded::Serializer::new(String::new()).extend_pairs(fields).finish()
}

/// The hidden fields of a page.
fn hidden(page: &str) -> Vec<(String, String)> {
    let inputs = page.split("<input type=\"hidden\" name=\"").skip(1);
    let field = |text: &str| {
        let (name, rest) = text.split_once("\" value=\"")?;
        let value = rest.split('"').next()?;
        Some((name.to_owned(), value.replace("&#38;", "&").replace("&amp;", "&")))
    };
    inputs.filter_map(field).filter(|(name, _)| name != "csrf").collect()
}

/// What a person is sent back with.
async fn answered(browser: &mut Browser, path: &str, answer: &str) -> BTreeMap<String, String> {
    let page = browser.page(path).await;
    let fields = hidden(&page);
    let fields: Vec<(&str, &str)> = fields
        .iter()
        .map(|(name, value)| (name.as_str(), value.as_str()))
        .chain([("answer", answer)])
        .collect();
    let path = path.split('?').next().unwrap();
    sent_back(&browser.post(path, &fields).await)
}

fn sent_back(answer: &Answer) -> BTreeMap<String, String> {
    assert_eq!(answer.status, 303, "{}", answer.text());
    let query = answer.location().strip_prefix(BACK).and_then(|rest| rest.strip_prefix('?')).unwrap();
    form_urlencoded::parse(query.as_bytes())
        .map(|(name, value)| (name.into_owned(), value.into_owned()))
        .collect()
}

fn redeemed<'a>(it: &'a Registered, code: &'a str) -> Vec<(&'a str, &'a str)> {
    vec![
        ("grant_type", "authorization_code"),
        ("client_id", &it.id),
        ("client_secret", &it.secret),
        ("code", code),
        ("redirect_uri", BACK),
        ("code_verifier", VERIFIER),
    ]
}

/// The answer of the token endpoint after a person consented.
async fn exchange(served: &Served, it: &Registered, upn: &str, scope: &str) -> Answer {
    let mut browser = served.sign_in(upn).await;
    let sent = answered(&mut browser, &authorize(it, &[("scope", scope)]), "consent").await;
    assert_eq!(sent["state"], "a state & more");
    served.nobody().form(&token_path(NORTHWIND), &[], &redeemed(it, &sent["code"])).await
}

/// RFC 6749, 4.1, RFC 7636: a person consents, the application gets a token by the code, once, and acts as the person: what the person may
/// do and the token allows, and no longer than both.
#[tokio::test]
async fn an_application_acts_for_a_person() {
    each(async |world: World| {
        world.agents(NORTHWIND, &[(PIA, Agent::Admin)]).await;
        let served = Served::start(world).await;
        let nora = served.client(NORA).await;
        let it = register(&nora, &["User.Read.All"], &[READ, WRITE, "User.Read.All"]).await;
        let answer = exchange(&served, &it, PIA, "DelegatedAdminRelationship.Read.All openid").await;
        assert_eq!(answer.json()["scope"], READ);
        let reads = served.bearer(&token(&answer));
        assert_eq!(reads.get(RELATIONSHIPS).await.status, 200);
        assert_eq!(
            reads.post(RELATIONSHIPS, &draft("Not asked for")).await.json()["error"]["missing"],
            WRITE
        );
        let writes = served.bearer(&token(&exchange(&served, &it, PIA, ".default").await));
        assert_eq!(writes.post(RELATIONSHIPS, &draft("For Pia")).await.status, 201);
        let told = format!(
            "select count(*) from audit_events where kind = 'granular.created' and actor_name = '{PIA}'"
        );
        assert_eq!(number(&served, &told).await, 1);
        // She may not look people up, whatever the application may.
        assert_eq!(writes.get("/v1.0/users").await.code(), "accessDenied");
        let nobody = served.bearer(&token(&exchange(&served, &it, NED, ".default").await));
        assert_eq!(nobody.get(RELATIONSHIPS).await.code(), "accessDenied");

        set(&nora, &it, json!({"delegatedPermissions": [READ]})).await;
        assert_eq!(writes.get(RELATIONSHIPS).await.status, 200);
        assert_eq!(writes.post(RELATIONSHIPS, &draft("Taken away")).await.code(), "accessDenied");
        set(&nora, &it, json!({"delegatedPermissions": [READ, WRITE]})).await;
        let pia = served.world.user(PIA);
        let groups = nora.get("/v1.0/groups?$filter=agent%20eq%20'admin_agent'").await.json();
        let member = format!("/v1.0/groups/{}/members/{pia}", groups["value"][0]["id"].as_str().unwrap());
        assert_eq!(nora.delete(&member).await.status, 204);
        assert_eq!(writes.get(RELATIONSHIPS).await.code(), "accessDenied", "an agent no more");
        assert_eq!(nora.post(&format!("/v1.0/users/{pia}/disable"), &Value::Null).await.status, 204);
        assert_eq!(writes.get(RELATIONSHIPS).await.status, 401, "disabled");
    })
    .await;
}

/// RFC 6749, 4.1.2: a code that comes a second time ends the token that it gave, whoever comes with it by the same application; the log tells
/// it once, and other tokens live on.
#[tokio::test]
async fn a_code_that_comes_again_ends_its_token() {
    each(async |world: World| {
        let served = Served::start(world).await;
        let nora = served.client(NORA).await;
        let it = register(&nora, &["User.Read.All"], &["User.Read.All"]).await;
        let other = register(&nora, &[], &["User.Read.All"]).await;
        let (nobody, path) = (served.nobody(), token_path(NORTHWIND));
        let mut browser = served.sign_in(NORA).await;
        let code = answered(&mut browser, &authorize(&it, &[]), "consent").await["code"].clone();
        let first = served.bearer(&token(&nobody.form(&path, &[], &redeemed(&it, &code)).await));
        let second = served.bearer(&token(&exchange(&served, &it, NORA, ".default").await));
        let refused = async |fields: &[(&str, &str)]| {
            let answer = served.nobody().form(&path, &[], fields).await;
            assert_eq!(error(&answer), (400, "invalid_grant".to_owned()));
        };
        refused(&redeemed(&other, &code)).await;
        assert_eq!(first.get("/v1.0/users").await.status, 200, "another application has no say in it");
        // The code itself counts five minutes; what it gave, an hour.
        served.world.clock.advance(30 * MINUTE);
        for _ in 0..2 {
            refused(&redeemed(&it, &code)).await;
            assert_eq!(first.get("/v1.0/users").await.status, 401);
        }
        assert_eq!(second.get("/v1.0/users").await.status, 200);
        let told = "select count(*) from audit_events where kind = 'application.code_reused'";
        assert_eq!(number(&served, told).await, 1);
    })
    .await;
}

/// RFC 6749, 4.1.3 and 10.5: a code counts once, within minutes, for its application, address and verifier, with its secret.
#[tokio::test]
async fn a_code_counts_once() {
    each(async |world: World| {
        let served = Served::start(world).await;
        let nora = served.client(NORA).await;
        let it = register(&nora, &[], &["User.Read.All"]).await;
        let other = register(&nora, &[], &["User.Read.All"]).await;
        let mut browser = served.sign_in(NORA).await;
        let nobody = served.nobody();
        let path = token_path(NORTHWIND);
        let code = answered(&mut browser, &authorize(&it, &[]), "consent").await["code"].clone();
        let good = redeemed(&it, &code);
        let with = |field: &'static str, value: &'static str| {
            let fields: BTreeMap<_, _> = good.iter().copied().chain([(field, value)]).collect();
            fields.into_iter().collect::<Vec<_>>()
        };
        let verifier = "another-verifier-of-forty-three-characters-or-more";
        for fields in [
            with("code_verifier", verifier),
            with("redirect_uri", "http://127.0.0.1:9/other"),
            with("code", "unknown"),
            redeemed(&other, &code),
        ] {
            let answer = nobody.form(&path, &[], &fields).await;
            assert_eq!(error(&answer), (400, "invalid_grant".to_owned()), "{fields:?}");
        }
        let bare: Vec<_> = good.iter().copied().filter(|(name, _)| *name != "client_secret").collect();
        assert_eq!(error(&nobody.form(&path, &[], &bare).await), (401, "invalid_client".to_owned()));
        let unanswered: Vec<_> = good.iter().copied().filter(|(name, _)| *name != "code_verifier").collect();
        assert_eq!(error(&nobody.form(&path, &[], &unanswered).await), (400, "invalid_request".to_owned()));
        served.world.clock.advance(MINUTE);
        token(&nobody.form(&path, &[], &good).await);
        assert_eq!(error(&nobody.form(&path, &[], &good).await), (400, "invalid_grant".to_owned()));
        let late = answered(&mut browser, &authorize(&it, &[]), "consent").await["code"].clone();
        served.world.clock.advance(5 * MINUTE);
        assert_eq!(
            error(&nobody.form(&path, &[], &redeemed(&it, &late)).await),
            (400, "invalid_grant".to_owned())
        );
        let rows = format!("{:?}", served.world.database.raw("select * from authorization_codes").await);
        assert!(!rows.contains(&late), "kept as a hash");
    })
    .await;
}

/// RFC 8252, 8.5: a public client needs no secret to act for people, and never acts by itself.
#[tokio::test]
async fn a_public_client_acts_for_people_alone() {
    each(async |world: World| {
        let served = Served::start(world).await;
        let nora = served.client(NORA).await;
        let it = register(&nora, &["User.Read.All"], &["User.Read.All"]).await;
        set(&nora, &it, json!({"isPublicClient": true})).await;
        let mut browser = served.sign_in(NORA).await;
        let sent = answered(&mut browser, &authorize(&it, &[]), "consent").await;
        let path = token_path(NORTHWIND);
        let bare = |fields: Vec<(&'static str, String)>| fields;
        let fields = bare(vec![
            ("grant_type", "authorization_code".to_owned()),
            ("client_id", it.id.clone()),
            ("code", sent["code"].clone()),
            ("redirect_uri", BACK.to_owned()),
            ("code_verifier", VERIFIER.to_owned()),
        ]);
        let fields: Vec<(&str, &str)> = fields.iter().map(|(name, value)| (*name, value.as_str())).collect();
        let got = token(&served.nobody().form(&path, &[], &fields).await);
        assert_eq!(served.bearer(&got).get("/v1.0/users").await.status, 200);
        let alone =
            [("grant_type", "client_credentials"), ("client_id", it.id.as_str()), ("scope", ".default")];
        let refused = served.nobody().form(&path, &[], &alone).await;
        assert_eq!(error(&refused), (400, "unauthorized_client".to_owned()));
        assert_eq!(nora.post(&format!("{}/disable", it.at), &Value::Null).await.status, 204);
        assert_eq!(served.bearer(&got).get("/v1.0/users").await.status, 401);
    })
    .await;
}

/// RFC 8252, 7.3: a public client on the person's own machine is answered at the port that it listens at, which the code is then bound to;
/// any other client at its registered address alone.
#[tokio::test]
async fn a_public_client_listens_at_any_port() {
    each(async |world: World| {
        let served = Served::start(world).await;
        let nora = served.client(NORA).await;
        let it = register(&nora, &[], &["User.Read.All"]).await;
        let local = "http://127.0.0.1:49152/back";
        let mut browser = served.sign_in(NORA).await;
        let path = authorize(&it, &[("redirect_uri", local)]);
        assert_eq!(browser.get(&path).await.status, 404, "of a confidential client");
        set(&nora, &it, json!({"isPublicClient": true})).await;
        for elsewhere in
            ["http://localhost:49152/back", "http://127.0.0.1:49152/other", "https://127.0.0.1:49152/back"]
        {
            assert_eq!(
                browser.get(&authorize(&it, &[("redirect_uri", elsewhere)])).await.status,
                404,
                "{elsewhere}"
            );
        }
        let page = browser.page(&path).await;
        let fields = hidden(&page);
        let fields: Vec<(&str, &str)> = fields
            .iter()
            .map(|(name, value)| (name.as_str(), value.as_str()))
            .chain([("answer", "consent")])
            .collect();
        let sent = browser.post(path.split('?').next().unwrap(), &fields).await;
        let query =
            sent.location().strip_prefix(local).and_then(|rest| rest.strip_prefix('?')).unwrap().to_owned();
        let code =
            form_urlencoded::parse(query.as_bytes()).find(|(name, _)| name == "code").unwrap().1.into_owned();
        let with = |redirect| {
            let fields: BTreeMap<_, _> =
                redeemed(&it, &code).into_iter().chain([("redirect_uri", redirect)]).collect();
            fields.into_iter().filter(|(name, _)| *name != "client_secret").collect::<Vec<_>>()
        };
        let nobody = served.nobody();
        assert_eq!(
            error(&nobody.form(&token_path(NORTHWIND), &[], &with(BACK)).await),
            (400, "invalid_grant".to_owned())
        );
        token(&nobody.form(&token_path(NORTHWIND), &[], &with(local)).await);
    })
    .await;
}

/// RFC 6749, 5.2: whoever shows the right secret and asks for a wrong scope guesses nothing, and is not made to wait.
#[tokio::test]
async fn a_wrong_scope_is_no_guess() {
    each(async |world: World| {
        let served = Served::start(world).await;
        let it = register(&served.client(NORA).await, &[READ], &[]).await;
        let (nobody, path) = (served.nobody(), token_path(NORTHWIND));
        let fields: BTreeMap<_, _> = it.fields().into_iter().chain([("scope", "User.Read.All")]).collect();
        let fields: Vec<_> = fields.into_iter().collect();
        for _ in 0..12 {
            let refused = nobody.form(&path, &[], &fields).await;
            assert_eq!(error(&refused), (400, "invalid_scope".to_owned()));
        }
        token(&nobody.form(&path, &[], &it.fields()).await);
    })
    .await;
}

/// RFC 6749, 4.1.2.1 and 10.15, decision 6: nobody is sent to an address that is not registered, nor asked for an application of another
/// organization, its partner by delegated privileges included; what the application asked wrongly it is told.
#[tokio::test]
async fn people_are_sent_to_registered_addresses_alone() {
    each(async |world: World| {
        world.agents(NORTHWIND, &[(PIA, Agent::Admin)]).await;
        world.reseller("contoso.example", NORTHWIND, true).await;
        let served = Served::start(world).await;
        let nora = served.client(NORA).await;
        let it = register(&nora, &[], &["User.Read.All"]).await;
        let mut visitor = served.visitor();
        let away = visitor.get(&authorize(&it, &[])).await;
        assert!(away.location().starts_with("/sign-in"), "{}", away.location());
        // A browser would not go on from the form of the sign-in to the application's address.
        for (changed, word) in
            [(("scope", "AuditLog.Read.All"), "invalid_scope"), (("prompt", "none"), "login_required")]
        {
            let sent = sent_back(&visitor.get(&authorize(&it, &[changed])).await);
            assert_eq!(
                (sent["error"].as_str(), sent["state"].as_str()),
                (word, "a state & more"),
                "{changed:?}"
            );
        }
        let unknown = [("redirect_uri", "https://evil.example/"), ("prompt", "none")];
        let away = visitor.get(&authorize(&it, &unknown)).await;
        assert!(away.location().starts_with("/sign-in"), "nobody is sent elsewhere: {}", away.location());

        let mut browser = served.sign_in(PIA).await;
        for changed in [
            ("redirect_uri", "http://127.0.0.1:9/back/"),
            ("redirect_uri", "http://127.0.0.1:9/back?x=1"),
            ("redirect_uri", "https://evil.example/"),
            ("redirect_uri", ""),
            ("client_id", "11111111-1111-4111-8111-111111111111"),
            ("client_id", "nothing"),
        ] {
            let answer = browser.get(&authorize(&it, &[changed])).await;
            assert_eq!((answer.status.as_u16(), answer.location()), (404, ""), "{changed:?}");
        }
        let customer = served.client("anna@contoso.example").await;
        let theirs = register(&customer, &[], &["User.Read.All"]).await;
        for tenant in ["contoso.example", NORTHWIND] {
            let path = authorize(&theirs, &[]).replace(NORTHWIND, tenant);
            assert_eq!(browser.get(&path).await.status, 404, "{tenant}");
        }
        for (changed, word) in [
            (("response_type", "token"), "unsupported_response_type"),
            (("response_mode", "fragment"), "invalid_request"),
            (("code_challenge", ""), "invalid_request"),
            (("code_challenge_method", "plain"), "invalid_request"),
            (("scope", "AuditLog.Read.All"), "invalid_scope"),
            (("scope", "openid"), "invalid_scope"),
            (("prompt", "none"), "consent_required"),
        ] {
            let sent = sent_back(&browser.get(&authorize(&it, &[changed])).await);
            assert_eq!(
                (sent["error"].as_str(), sent["state"].as_str()),
                (word, "a state & more"),
                "{changed:?}"
            );
        }
        let declined = answered(&mut browser, &authorize(&it, &[]), "decline").await;
        assert_eq!(declined["error"], "access_denied");
        assert_eq!(number(&served, "select count(*) from authorization_codes").await, 0);

        let page = browser.get(&authorize(&it, &[])).await;
        assert!(page.header("content-security-policy").contains("form-action 'self' http://127.0.0.1:9;"));
        assert!(page.text().contains("Automation") && page.text().contains("127.0.0.1:9"));
        let forged = browser.post_with(&authorize(&it, &[]), "forged", &[("answer", "consent")]).await;
        assert_eq!(forged.status, 403);
        assert_eq!(nora.post(&format!("{}/disable", it.at), &Value::Null).await.status, 204);
        assert_eq!(browser.get(&authorize(&it, &[])).await.status, 404, "disabled");
    })
    .await;
}

/// Decision 8, decision 4: a customer blocks one application of a partner. Neither by itself nor for a person does it reach the customer
/// any more, other applications and the person do; both sides read why, and the customer alone lifts it.
#[tokio::test]
async fn a_customer_blocks_an_application() {
    each(async |world: World| {
        world.agents(NORTHWIND, &[(PIA, Agent::Admin), ("gus@northwind.example", Agent::Helpdesk)]).await;
        let served = Served::start(world).await;
        let (nora, pia) = (served.client(NORA).await, served.client(PIA).await);
        let (sven, anna) =
            (served.client("sven@tailspin.example").await, served.client("anna@contoso.example").await);
        let it = register(&nora, &[WRITE], &[WRITE]).await;
        let other = register(&nora, &[WRITE], &[]).await;
        let reader = register(&nora, &["User.Read.All"], &[]).await;
        let id = pia.post(RELATIONSHIPS, &draft("Tailspin")).await.json()["id"].as_str().unwrap().to_owned();
        let path = format!("{RELATIONSHIPS}/{id}");
        let locked = pia.post(&format!("{path}/requests"), &json!({"action": "lockForApproval"})).await;
        assert_eq!(locked.status, 201, "{}", locked.text());
        assert_eq!(sven.post("/v1.0/granularRelationships", &json!({"id": id})).await.status, 201);
        service::granular_relationships::tend(&served.world.app).await.unwrap();

        let itself = it.client(&served).await;
        let for_pia = served.bearer(&token(&exchange(&served, &it, PIA, WRITE).await));
        let second = other.client(&served).await;
        let role = json!([{"roleDefinitionId": "88d8e3e3-8f55-4a1e-953a-9b9898b8876b"}]);
        let assigned = async |client: &Client, group: &str| {
            let container = json!({
                "accessContainerId": served.world.security_group(NORTHWIND, group),
                "accessContainerType": "securityGroup",
            });
            let body = json!({"accessContainer": container, "accessDetails": {"unifiedRoles": role}});
            client.post(&format!("{path}/accessAssignments"), &body).await.status.as_u16()
        };
        let holdings = format!("/v1.0/partnerHoldings/{}", served.world.organization(NORTHWIND));
        let blocks = format!("{holdings}/blocks");
        let block = |id: &str| json!({"applicationId": id, "reason": "Writes at night"});
        assert_eq!(sven.post(&blocks, &block(&reader.id)).await.status, 422, "it acts on nothing delegated");
        assert_eq!(anna.post(&blocks, &block(&it.id)).await.status, 422, "nothing is delegated by Contoso");
        assert_eq!(pia.post(&blocks, &block(&it.id)).await.status, 403, "decision 6");
        let both = json!({"applicationId": it.id, "userId": served.world.user(PIA), "reason": "Which?"});
        assert_eq!(sven.post(&blocks, &both).await.status, 422);
        assert_eq!(sven.post(&blocks, &json!({"reason": "Whom?"})).await.status, 422);
        let blocked = sven.post(&blocks, &block(&it.id)).await;
        assert_eq!(blocked.status, 204, "{}", blocked.text());
        assert_eq!(sven.post(&blocks, &block(&it.id)).await.status, 409);

        for client in [&itself, &for_pia] {
            assert_eq!(assigned(client, "Service").await, 403, "at once");
            assert_eq!(client.get(&path).await.status, 200, "the partner's own record stays readable");
        }
        assert_eq!(assigned(&second, "Service").await, 201, "another application");
        assert_eq!(assigned(&pia, "Technicians").await, 201, "the person");
        let held = sven.get(&holdings).await.json();
        let states: BTreeMap<_, _> = held["applications"]
            .as_array()
            .unwrap()
            .iter()
            .map(|it| (it["appId"].as_str().unwrap(), it["isBlocked"].as_bool().unwrap()))
            .collect();
        assert_eq!(states, BTreeMap::from([(it.id.as_str(), true), (other.id.as_str(), false)]));
        assert_eq!(held["blocks"][0]["isApplication"], true, "{held}");
        assert_eq!(held["blocks"][0]["displayName"], "Automation");
        let told = served.client("gus@northwind.example").await.get("/v1.0/notices").await.text();
        assert!(told.contains("agent_blocked") && told.contains("Writes at night"), "{told}");

        let lift = format!("{blocks}/{}", it.id);
        assert_eq!(pia.delete(&lift).await.status, 403, "decision 6");
        assert_eq!(sven.delete(&lift).await.status, 204);
        assert_eq!(
            assigned(&itself, "Service").await,
            409,
            "it reaches the customer again, where that role is held"
        );
    })
    .await;
}

const CENTER: &str = "https://api.partnercenter.microsoft.com/user_impersonation";

fn policy(name: &str) -> Value {
    json!({"name": name, "category": "o_o_b_e", "policySettings": ["skip_express_settings"]})
}

/// §4.7–§4.9, R-420, decision 6: App+User. For a person who consented to `user_impersonation` an application works over Partner Center's
/// surface as far as the person may, and is named beside the person on both sides; by itself, without the permission, and after somebody
/// took away what it takes, it does not. The permission opens nothing of Graph, and nothing of a customer's own.
#[tokio::test]
async fn an_application_acts_for_a_person_at_partner_center() {
    each(async |world: World| {
        world.agents(NORTHWIND, &[(PIA, Agent::Admin), ("gus@northwind.example", Agent::Helpdesk)]).await;
        world.reseller("tailspin.example", NORTHWIND, true).await;
        let tenant = world.organization("tailspin.example");
        let served = Served::start(world).await;
        let nora = served.client(NORA).await;
        let refused = nora
            .post("/v1.0/applications", &json!({"displayName": "Alone", "applicationPermissions": ["user_impersonation"]}))
            .await;
        assert_eq!(refused.status, 422, "no application has it by itself: {}", refused.text());
        let it = register(&nora, &[WRITE, "AuditLog.Read.All"], &["user_impersonation", READ]).await;
        let described = served.nobody().get(&format!("/{NORTHWIND}/v2.0/.well-known/openid-configuration")).await;
        let scopes = described.json()["scopes_supported"].to_string();
        assert!(scopes.contains("user_impersonation"), "{scopes}");

        let answer = exchange(&served, &it, PIA, CENTER).await;
        assert_eq!(answer.json()["scope"], "user_impersonation");
        let for_pia = served.bearer(&token(&answer));
        let customers = for_pia.get("/v1/customers").await;
        assert_eq!(customers.json()["totalCount"], 1, "{}", customers.text());
        let one = format!("/v1/customers/{tenant}");
        for path in [
            one.clone(),
            format!("{one}/relationships"),
            format!("{one}/directoryroles"),
            format!("{one}/subscriptions"),
            format!("{one}/policies"),
            format!("{one}/deviceBatches"),
            "/v1/customers/relationshiprequests".to_owned(),
            "/v1/relationships?relationship_type=IsIndirectCloudSolutionProviderOf".to_owned(),
            "/webhooks/v1/registration/events".to_owned(),
        ] {
            let answer = for_pia.get(&path).await;
            assert_eq!(answer.status, 200, "{path}: {}", answer.text());
        }
        let policies = format!("{one}/policies");
        let made = for_pia.post(&policies, &policy("By the program")).await;
        assert_eq!(made.status, 200, "{}", made.text());
        let missing = for_pia.get(&format!("/v1/customers/{}/policies", it.id)).await;
        assert_eq!((missing.status.as_u16(), &missing.json()["code"]), (404, &json!(60003)));

        // What the person may not, it may not: she reads no audit records, and ends no relationship.
        let day = served.world.app.clock.now().to_string();
        let records = format!("/v1/auditrecords?startDate={}", day.split('T').next().unwrap());
        assert_eq!(for_pia.get(&records).await.status, 403);
        let end = json!({ "relationshipToPartner": "none" });
        assert_eq!(for_pia.call(Method::PATCH, &one, &[], &end).await.status, 403);
        let for_ned = served.bearer(&token(&exchange(&served, &it, NED, CENTER).await));
        assert_eq!(for_ned.get("/v1/customers").await.status, 403, "no agent");
        // Each surface has its own permissions.
        assert_eq!(for_pia.get(RELATIONSHIPS).await.code(), "accessDenied");
        let reads = served.bearer(&token(&exchange(&served, &it, PIA, READ).await));
        let lacking = reads.get("/v1/customers").await;
        assert_eq!(lacking.status, 403);
        assert!(lacking.text().contains("user_impersonation"), "{}", lacking.text());
        // By itself it is nobody there, whatever else it was granted.
        let itself = it.client(&served).await;
        for path in ["/v1/customers", &policies, &records, "/webhooks/v1/registration"] {
            let answer = itself.get(path).await;
            assert_eq!((answer.status.as_u16(), &answer.json()["code"]), (403, &json!("not_for_applications")), "{path}");
        }
        // Nothing else of the API, and nothing on behalf of the customer.
        for path in ["/v1.0/customers", "/v1.0/applications", "/v1.0/roles", "/v1.0/partnerHoldings"] {
            assert_eq!(for_pia.get(path).await.status, 403, "{path}");
        }

        // Who acted is told on both sides: the person, and the application.
        let told = "select count(*) from audit_events where kind = 'autopilot.profile_created' and actor_name = \
                    'pia@northwind.example' and application_name = 'Automation'";
        assert_eq!(number(&served, told).await, 2);
        let found = nora.get(&records).await.json();
        let made = found["items"].as_array().unwrap().iter().find(|it| it["operationType"] == "policy_created");
        let made = made.unwrap_or_else(|| panic!("{found}"));
        assert_eq!((&made["applicationId"], &made["userPrincipalName"]), (&json!(it.id), &json!(PIA)));
        let theirs = served.client("sven@tailspin.example").await;
        let lines = theirs.get("/v1.0/auditLogs/events?$filter=kind%20eq%20'autopilot.profile_created'").await.json();
        let line = &lines["value"][0];
        assert_eq!((&line["applicationId"], &line["applicationName"]), (&json!(it.id), &json!("Automation")));
        assert_eq!(line["userName"], PIA);

        // Taken away, it is refused at the next call.
        set(&nora, &it, json!({"delegatedPermissions": [READ]})).await;
        assert_eq!(for_pia.get("/v1/customers").await.status, 403);
        set(&nora, &it, json!({"delegatedPermissions": [READ, "user_impersonation"]})).await;
        assert_eq!(for_pia.get("/v1/customers").await.status, 200);
        assert_eq!(nora.post(&format!("{}/disable", it.at), &Value::Null).await.status, 204);
        assert_eq!(for_pia.get("/v1/customers").await.status, 401);
    })
    .await;
}

/// Decision 8, §4.7: a customer blocks an application that comes for people of the partner, or one of these people; neither reaches what
/// is the customer's any more, over Partner Center's surface either, and the customer alone lifts it.
#[tokio::test]
async fn a_customer_blocks_what_comes_by_partner_center() {
    each(async |world: World| {
        world.agents(NORTHWIND, &[(PIA, Agent::Admin), ("gus@northwind.example", Agent::Admin)]).await;
        world.reseller("tailspin.example", NORTHWIND, true).await;
        let tenant = world.organization("tailspin.example");
        let partner = world.organization(NORTHWIND);
        let pia_id = world.user(PIA);
        let served = Served::start(world).await;
        let (nora, sven) = (served.client(NORA).await, served.client("sven@tailspin.example").await);
        let it = register(&nora, &[], &["user_impersonation"]).await;
        let other = register(&nora, &[], &["user_impersonation"]).await;
        let reader = register(&nora, &[READ], &[READ]).await;
        let at = async |it: &Registered, upn: &str| {
            served.bearer(&token(&exchange(&served, it, upn, CENTER).await))
        };
        let (blocked, second) = (at(&it, PIA).await, at(&other, PIA).await);
        let colleague = at(&other, "gus@northwind.example").await;
        let one = format!("/v1/customers/{tenant}");
        let theirs =
            [format!("{one}/policies"), format!("{one}/subscriptions"), format!("{one}/directoryroles")];
        let reaches = async |client: &Client| {
            let mut statuses = Vec::new();
            for path in &theirs {
                statuses.push(client.get(path).await.status.as_u16());
            }
            statuses.push(
                client
                    .post(&theirs[0], &policy(&Ids::next(served.world.ids.as_ref()).to_string()))
                    .await
                    .status
                    .as_u16(),
            );
            statuses
        };
        assert_eq!(reaches(&blocked).await, [200; 4]);
        let holdings = format!("/v1.0/partnerHoldings/{partner}");
        let held = sven.get(&holdings).await.json();
        let named: Vec<_> =
            held["applications"].as_array().unwrap().iter().map(|it| it["appId"].clone()).collect();
        assert_eq!(named.len(), 2, "{held}");
        assert!(!named.contains(&json!(reader.id)), "nothing is delegated that it reads");
        let blocks = format!("{holdings}/blocks");
        let done = sven.post(&blocks, &json!({"applicationId": it.id, "reason": "Too curious"})).await;
        assert_eq!(done.status, 204, "{}", done.text());
        assert_eq!(reaches(&blocked).await, [403; 4], "at once");
        assert_eq!(blocked.get(&one).await.status, 200, "the partner's own record stays readable");
        assert_eq!(reaches(&second).await, [200; 4], "another application, for the same person");
        let lift = format!("{blocks}/{}", it.id);
        assert_eq!(second.delete(&lift).await.status, 403, "decision 6");
        let done = sven.post(&blocks, &json!({"userId": pia_id, "reason": "Too curious"})).await;
        assert_eq!(done.status, 204, "{}", done.text());
        assert_eq!(reaches(&second).await, [403; 4], "the person");
        assert_eq!(reaches(&colleague).await, [200; 4], "the same application, for a colleague");
        assert_eq!(sven.delete(&format!("{blocks}/{pia_id}")).await.status, 204);
        assert_eq!(sven.delete(&lift).await.status, 204);
        assert_eq!(reaches(&blocked).await, [200; 4]);
    })
    .await;
}
