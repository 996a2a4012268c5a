//! What holds for every address of the API (architecture §8).

use axum::http::Method;
use serde_json::Value;
use service::{Access, access_tokens::CreateAccessToken, run};
use testkit::{World, each, http::Served};
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::TcpStream,
};

const LOG: &str = "/v1.0/auditLogs/events";

/// §0.2: without a token, with none that exists, and with another scheme nobody is anybody.
#[tokio::test]
async fn only_a_token_opens_the_api() {
    each(async |world: World| {
        let served = Served::start(world).await;
        let command = CreateAccessToken { name: "Mine".to_owned(), access: Access::Read, days: 1 };
        let anna = served.world.caller("anna@contoso.example");
        let made = run(&served.world.app, &anna, command).await.unwrap();
        let token = made.secret.reveal();
        let cut: String = token.chars().skip(1).collect();
        let call = async |name: &str, value: &str| {
            served.nobody().call(Method::GET, LOG, &[(name, value)], &Value::Null).await
        };
        let forged = [
            "Bearer",
            "Bearer stw_0000000000000000000000000000000000000000000",
            &format!("Basic {token}"),
            &format!("Bearer {cut}"),
            &format!("Bearer {token}x"),
        ];
        for value in forged {
            let answer = call("authorization", value).await;
            assert_eq!(
                (answer.status.as_u16(), answer.code()),
                (401, "unauthenticated".to_owned()),
                "{value}"
            );
        }
        assert_eq!(served.nobody().get(LOG).await.status, 401);
        assert_eq!(call("cookie", &format!("steward-session={token}")).await.status, 401);
        assert_eq!(call("authorization", &format!("Bearer {token}")).await.status, 200);
    })
    .await;
}

/// Architecture §8: every answer carries its identifier and echoes the caller's; an unknown address answers in
/// the form of the API.
#[tokio::test]
async fn answers_carry_their_identifiers() {
    each(async |world: World| {
        let served = Served::start(world).await;
        let anna = served.client("anna@contoso.example").await;
        let headers = [("client-request-id", "mine-1")];
        let answer = anna.call(Method::GET, "/v1.0/nothing", &headers, &Value::Null).await;
        assert_eq!((answer.status.as_u16(), answer.code()), (404, "not_found".to_owned()));
        assert_eq!(answer.header("client-request-id"), "mine-1");
        assert!(!answer.header("request-id").is_empty());
        let error = &answer.json()["error"];
        assert_eq!(error["innerError"]["request-id"], answer.header("request-id"));
        assert!(!error["message"].as_str().unwrap().is_empty());
        // What a handler refuses is told like what the way to it refuses.
        let room = served.world.room("fabrikam.example", "Seoul 1");
        for (path, status, code) in [
            (format!("/v1.0/rooms/{room}"), 404, "not_found"),
            ("/v1.0/rooms?$filter=a".to_owned(), 400, "bad_query"),
            ("/v1.0/rooms?$skiptoken=a".to_owned(), 400, "bad_query"),
            ("/v1.0/operator/organizations".to_owned(), 403, "forbidden"),
        ] {
            let answer = anna.call(Method::GET, &path, &headers, &Value::Null).await;
            assert_eq!((answer.status.as_u16(), answer.code()), (status, code.to_owned()), "{path}");
            let inner = &answer.json()["error"]["innerError"];
            assert_eq!(inner["request-id"], answer.header("request-id"), "{path}");
            assert_eq!(inner["client-request-id"], "mine-1", "{path}");
            assert_eq!(answer.header("cache-control"), "no-store", "{path}");
        }
        let listed = anna.get(LOG).await;
        assert_eq!(listed.header("cache-control"), "no-store");
        assert_eq!(listed.header("x-content-type-options"), "nosniff");
    })
    .await;
}

/// RFC 9112, 9.3 and 9.6: a body that an operation does not read costs no other request: the connection goes on, or the client is told
/// that it does not.
#[tokio::test]
async fn an_unread_body_costs_no_other_request() {
    each(async |world: World| {
        let served = Served::start(world).await;
        let address = served.base().trim_start_matches("http://").to_owned();
        let mut connection = TcpStream::connect(&address).await.unwrap();
        let requests = [
            ("POST", "/v1.0/access-tokens-of-nobody", 404),
            ("POST", LOG, 405),
            ("POST", "/v1/customers", 401),
            ("GET", LOG, 401),
        ];
        for (method, path, status) in requests {
            let body = "{\"displayName\": \"unread\"}";
            let head = format!(
                "{method} {path} HTTP/1.1\r\nhost: {address}\r\ncontent-type: application/json\r\ncontent-length: {}\r\n\r\n",
                body.len()
            );
            connection.write_all(head.as_bytes()).await.unwrap();
            // The body comes after the head, as over a slow line.
            connection.flush().await.unwrap();
            tokio::task::yield_now().await;
            connection.write_all(body.as_bytes()).await.unwrap();
            let head = answer(&mut connection).await;
            assert!(head.starts_with(&format!("http/1.1 {status}")), "{method} {path}: {head}");
            assert!(!head.contains("connection: close"), "{method} {path}: {head}");
        }
        let head = format!("POST /v1/customers HTTP/1.1\r\nhost: {address}\r\ncontent-length: 10000000\r\n\r\n{{");
        connection.write_all(head.as_bytes()).await.unwrap();
        let head = answer(&mut connection).await;
        assert!(head.starts_with("http/1.1 401") && head.contains("connection: close"), "{head}");
    })
    .await;
}

/// The head of the next answer on a connection in lower case, its body passed over.
async fn answer(connection: &mut TcpStream) -> String {
    let mut head = String::new();
    while !head.ends_with("\r\n\r\n") {
        head.push(char::from(connection.read_u8().await.unwrap().to_ascii_lowercase()));
    }
    let length = head.lines().find_map(|line| line.strip_prefix("content-length: "));
    let mut body = vec![0; length.map_or(0, |length| length.trim().parse().unwrap())];
    connection.read_exact(&mut body).await.unwrap();
    head
}

/// The description of the API is served as it is committed, to everybody.
#[tokio::test]
async fn the_api_describes_itself() {
    each(async |world: World| {
        let served = Served::start(world).await;
        let answer = served.visitor().get("/v1.0/openapi.json").await;
        assert_eq!((answer.status.as_u16(), answer.header("content-type")), (200, "application/json"));
        assert_eq!(answer.json(), serde_json::to_value(server::openapi()).unwrap());
    })
    .await;
}
