//! A world behind the real server on a port of its own, and who talks to it: a browser that keeps cookies and
//! form tokens, and a client of the API.
//!
//! Invariant: everybody comes in by the front door, with an account name and the password of everybody.

use std::{collections::BTreeMap, net::SocketAddr, sync::Arc};

use axum::body::Body;
use hyper::{Method, Request, StatusCode, header};
use hyper_util::rt::TokioIo;
use serde_json::Value;
use server::{
    Web, caller::SESSION_COOKIE, config::Config, limits::Limits, messenger::Messenger, tls::Certificate,
    web::Options,
};
use service::{
    Access,
    access_tokens::{CreateAccessToken, NewAccessToken},
};
use tokio::net::{TcpListener, TcpStream};
use tokio_util::sync::{CancellationToken, DropGuard};

use crate::{PASSWORD, World};

/// A world that is served until this is dropped.
pub struct Served {
    /// The world.
    pub world: World,
    /// Where it is served.
    pub address: SocketAddr,
    base: String,
    messenger: Arc<Messenger>,
    _stop: DropGuard,
}

impl Served {
    /// Serves a world.
    pub async fn start(world: World) -> Self {
        Self::start_with(world, None).await
    }

    /// Serves a world; with a certificate also by https, which is then its public address.
    pub async fn start_with(mut world: World, certificate: Option<Certificate>) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("a free port");
        let address = listener.local_addr().expect("the address of the port");
        let secure = TcpListener::bind("127.0.0.1:0").await.expect("a free port");
        let base = match certificate {
            Some(_) => format!("https://{}", secure.local_addr().expect("the address of the port")),
            None => format!("http://{address}"),
        };
        let mut settings = (*world.app.settings).clone();
        settings.public_url = base.clone();
        world.app.settings = Arc::new(settings);
        let stop = CancellationToken::new();
        let webhook_allowed_networks = world.app.settings.webhook_networks.clone();
        let config = Config { webhook_allowed_networks, ..Config::default() };
        let messenger = Messenger::of(&config, stop.clone()).expect("public roots");
        let web = Web::new(world.app.clone(), Options::default(), messenger);
        let messenger = web.messenger.clone();
        let router = server::router(web, Limits::new(1_000_000));
        if let Some(certificate) = certificate {
            let certificate = Some(Arc::new(certificate));
            tokio::spawn(server::serve::serve(secure, router.clone(), certificate, stop.clone()));
        }
        tokio::spawn(server::serve::serve(listener, router, None, stop.clone()));
        Self { world, address, base, messenger, _stop: stop.drop_guard() }
    }

    /// What calls the receivers of webhooks.
    pub fn messenger(&self) -> Arc<Messenger> {
        self.messenger.clone()
    }

    /// The address that pages and links begin with.
    pub fn base(&self) -> String {
        self.base.clone()
    }

    /// A browser of somebody unknown.
    pub fn visitor(&self) -> Browser {
        Browser::at(self.address)
    }

    /// A browser in which a person has signed in.
    pub async fn sign_in(&self, upn: &str) -> Browser {
        let mut browser = self.visitor();
        let answer = browser.sign_in(upn, PASSWORD).await;
        assert_eq!(answer.status, StatusCode::SEE_OTHER, "{upn} cannot sign in: {}", answer.text());
        browser
    }

    /// A client of the API with a token of a person.
    pub async fn client(&self, upn: &str) -> Client {
        let app = &self.world.app;
        let mut caller = self.world.caller(upn);
        // Tokens are made in a signed-in browser alone.
        let browser = self.sign_in(upn).await;
        let session = browser.cookie(SESSION_COOKIE).expect("a session");
        caller.person =
            service::sign_in::identify(app, session).await.expect("an answer").expect("a live session");
        let command = CreateAccessToken { name: "Tests".to_owned(), access: Access::Write, days: 1 };
        let token: NewAccessToken = service::run(app, &caller, command)
            .await
            .unwrap_or_else(|refusal| panic!("{upn} gets no token: {refusal:?}"));
        Client { address: self.address, token: Some(token.secret.reveal().to_owned()) }
    }

    /// A client of the API with a token that was got elsewhere.
    pub fn bearer(&self, token: &str) -> Client {
        Client { address: self.address, token: Some(token.to_owned()) }
    }

    /// A client of the API without a token.
    pub fn nobody(&self) -> Client {
        Client { address: self.address, token: None }
    }
}

/// An answer.
#[derive(Debug)]
pub struct Answer {
    /// The status.
    pub status: StatusCode,
    /// The headers.
    pub headers: hyper::HeaderMap,
    /// The body.
    pub body: Vec<u8>,
}

impl Answer {
    /// The body as text.
    pub fn text(&self) -> String {
        String::from_utf8_lossy(&self.body).into_owned()
    }

    /// The body as JSON.
    pub fn json(&self) -> Value {
        serde_json::from_slice(&self.body).unwrap_or_else(|error| panic!("{error}: {}", self.text()))
    }

    /// The machine code of an error of the API.
    pub fn code(&self) -> String {
        self.json()["error"]["code"].as_str().unwrap_or_default().to_owned()
    }

    /// A header, empty where it is missing.
    pub fn header(&self, name: &str) -> &str {
        self.headers.get(name).and_then(|value| value.to_str().ok()).unwrap_or_default()
    }

    /// Where the answer leads.
    pub fn location(&self) -> &str {
        self.header("location")
    }
}

/// A browser that keeps cookies and the form token of the last page.
#[derive(Clone, Debug)]
pub struct Browser {
    address: SocketAddr,
    cookies: BTreeMap<String, String>,
    token: String,
}

impl Browser {
    /// A browser of somebody unknown, on a server.
    pub const fn at(address: SocketAddr) -> Self {
        Self { address, cookies: BTreeMap::new(), token: String::new() }
    }

    /// The same browser, whose requests a balancer sends to another node.
    pub fn through(&self, address: SocketAddr) -> Self {
        Self { address, ..self.clone() }
    }

    /// Opens a page that goes on, as soon as it has begun.
    pub async fn open(&self, path: &str) -> Open {
        let cookies: Vec<String> =
            self.cookies.iter().map(|(name, value)| format!("{name}={value}")).collect();
        let request = Request::get(path).header(header::COOKIE, cookies.join("; ")).body(Body::empty());
        let (parts, body) = begin(self.address, request.expect("a request")).await.into_parts();
        Open { status: parts.status, body: Body::new(body) }
    }

    /// Both steps of signing in.
    pub async fn sign_in(&mut self, upn: &str, password: &str) -> Answer {
        self.get("/sign-in").await;
        self.post("/sign-in", &[("account", upn)]).await;
        self.post("/sign-in", &[("account", upn), ("password", password)]).await
    }

    /// Opens a page.
    pub async fn get(&mut self, path: &str) -> Answer {
        self.send(Request::get(path), Body::empty()).await
    }

    /// Asks for a part of a page, or sends what its form says, as the script of a page at an address does.
    pub async fn part(&mut self, method: Method, path: &str, page: &str) -> Answer {
        let request = Request::builder().method(method).uri(path);
        self.send(request.header("hx-request", "true").header("hx-current-url", page), Body::empty()).await
    }

    /// Sends an empty form as a page at an address does.
    pub async fn post_from(&mut self, page: &str, path: &str) -> Answer {
        self.send(Request::post(path).header(header::REFERER, page), Body::empty()).await
    }

    /// Opens a page that must be there, and gives its text.
    pub async fn page(&mut self, path: &str) -> String {
        let answer = self.get(path).await;
        assert_eq!(answer.status, StatusCode::OK, "{path}: {}", answer.text());
        answer.text()
    }

    /// Sends a form as the last page would: with its token.
    pub async fn post(&mut self, path: &str, fields: &[(&str, &str)]) -> Answer {
        let token = self.token.clone();
        self.post_with(path, &token, fields).await
    }

    /// Sends a form with another token.
    pub async fn post_with(&mut self, path: &str, token: &str, fields: &[(&str, &str)]) -> Answer {
        let mut form = form_urlencoded::Serializer::new(String::new());
        form.append_pair("csrf", token).extend_pairs(fields);
        let request = Request::post(path).header(header::CONTENT_TYPE, "application/x-www-form-urlencoded");
        self.send(request, Body::from(form.finish())).await
    }

    /// Sends a form with a file in its field `file`.
    pub async fn upload(&mut self, path: &str, name: &str, content: &[u8]) -> Answer {
        let token = self.token.clone();
        self.upload_with(path, &token, name, content).await
    }

    /// Sends the fields of a form that may have a file, without one.
    pub async fn post_parts(&mut self, path: &str, fields: &[(&str, &str)]) -> Answer {
        let token = self.token.clone();
        let part = |(name, value): &(&str, &str)| {
            format!("--edge\r\nContent-Disposition: form-data; name=\"{name}\"\r\n\r\n{value}\r\n")
        };
        let mut body: String = [("csrf", token.as_str())].iter().chain(fields).map(part).collect();
        body.push_str("--edge--\r\n");
        let request = Request::post(path).header(header::CONTENT_TYPE, "multipart/form-data; boundary=edge");
        self.send(request, Body::from(body)).await
    }

    /// Sends a form with a file and another token.
    pub async fn upload_with(&mut self, path: &str, token: &str, name: &str, content: &[u8]) -> Answer {
        let mut body = format!(
            "--edge\r\nContent-Disposition: form-data; name=\"csrf\"\r\n\r\n{token}\r\n--edge\r\n\
             Content-Disposition: form-data; name=\"file\"; filename=\"{name}\"\r\n\
             Content-Type: application/octet-stream\r\n\r\n"
        )
        .into_bytes();
        body.extend_from_slice(content);
        body.extend_from_slice(b"\r\n--edge--\r\n");
        let request = Request::post(path).header(header::CONTENT_TYPE, "multipart/form-data; boundary=edge");
        self.send(request, Body::from(body)).await
    }

    async fn send(&mut self, request: hyper::http::request::Builder, body: Body) -> Answer {
        let cookies: Vec<String> =
            self.cookies.iter().map(|(name, value)| format!("{name}={value}")).collect();
        let request =
            if cookies.is_empty() { request } else { request.header(header::COOKIE, cookies.join("; ")) };
        let answer = exchange(self.address, request.body(body).expect("a request")).await;
        for cookie in answer.headers.get_all(header::SET_COOKIE) {
            let text = cookie.to_str().expect("a cookie");
            let (name, value) =
                text.split(';').next().and_then(|pair| pair.split_once('=')).expect("a cookie");
            if value.is_empty() {
                self.cookies.remove(name);
            } else {
                self.cookies.insert(name.to_owned(), value.to_owned());
            }
        }
        let text = answer.text();
        if let Some((_, rest)) = text.split_once("name=\"csrf\" value=\"") {
            self.token = rest.split('"').next().unwrap_or_default().to_owned();
        }
        answer
    }

    /// The value of a cookie, if the browser has it.
    pub fn cookie(&self, name: &str) -> Option<&str> {
        self.cookies.get(name).map(String::as_str)
    }
}

/// A client of the API.
#[derive(Clone, Debug)]
pub struct Client {
    address: SocketAddr,
    token: Option<String>,
}

impl Client {
    /// The token, for clients of others.
    pub fn token(&self) -> Option<&str> {
        self.token.as_deref()
    }

    /// The same client, whose requests a balancer sends to another node.
    pub fn through(&self, address: SocketAddr) -> Self {
        Self { address, ..self.clone() }
    }

    /// Reads.
    pub async fn get(&self, path: &str) -> Answer {
        self.call(Method::GET, path, &[], &Value::Null).await
    }

    /// Creates.
    pub async fn post(&self, path: &str, body: &Value) -> Answer {
        self.call(Method::POST, path, &[], body).await
    }

    /// Changes the version named by `If-Match`.
    pub async fn patch(&self, path: &str, etag: &str, body: &Value) -> Answer {
        self.call(Method::PATCH, path, &[("if-match", etag)], body).await
    }

    /// Sets.
    pub async fn put(&self, path: &str, body: &Value) -> Answer {
        self.call(Method::PUT, path, &[], body).await
    }

    /// Deletes.
    pub async fn delete(&self, path: &str) -> Answer {
        self.call(Method::DELETE, path, &[], &Value::Null).await
    }

    /// Sends a form, as applications do to the token endpoint.
    pub async fn form(&self, path: &str, headers: &[(&str, &str)], fields: &[(&str, &str)]) -> Answer {
        let mut request =
            Request::post(path).header(header::CONTENT_TYPE, "application/x-www-form-urlencoded");
        for (name, value) in headers {
            request = request.header(*name, *value);
        }
        let form = form_urlencoded::Serializer::new(String::new()).extend_pairs(fields).finish();
        exchange(self.address, request.body(Body::from(form)).expect("a request")).await
    }

    /// Any call; `Null` is no body.
    pub async fn call(&self, method: Method, path: &str, headers: &[(&str, &str)], body: &Value) -> Answer {
        if body.is_null() {
            return self.raw(method, path, headers, "").await;
        }
        let mut headers = headers.to_vec();
        headers.push((header::CONTENT_TYPE.as_str(), "application/json"));
        self.raw(method, path, &headers, &body.to_string()).await
    }

    /// Any call whose body is sent as it is; empty is none.
    pub async fn raw(&self, method: Method, path: &str, headers: &[(&str, &str)], body: &str) -> Answer {
        let mut request = Request::builder().method(method).uri(path);
        if let Some(token) = &self.token {
            request = request.header(header::AUTHORIZATION, format!("Bearer {token}"));
        }
        for (name, value) in headers {
            request = request.header(*name, *value);
        }
        let body = if body.is_empty() { Body::empty() } else { Body::from(body.to_owned()) };
        exchange(self.address, request.body(body).expect("a request")).await
    }
}

/// An answer that goes on.
#[derive(Debug)]
pub struct Open {
    /// The status.
    pub status: StatusCode,
    body: Body,
}

impl Open {
    /// Everything until the end.
    pub async fn end(self) -> String {
        let body = axum::body::to_bytes(self.body, usize::MAX).await.expect("the whole answer");
        String::from_utf8_lossy(&body).into_owned()
    }
}

/// One request on a connection of its own.
async fn exchange(address: SocketAddr, request: Request<Body>) -> Answer {
    let (parts, body) = begin(address, request).await.into_parts();
    let body = axum::body::to_bytes(Body::new(body), usize::MAX).await.expect("the whole answer").to_vec();
    Answer { status: parts.status, headers: parts.headers, body }
}

async fn begin(address: SocketAddr, mut request: Request<Body>) -> hyper::Response<hyper::body::Incoming> {
    let host = address.to_string().parse().expect("a host");
    request.headers_mut().insert(header::HOST, host);
    let stream = TcpStream::connect(address).await.expect("the server listens");
    let (mut sender, connection) =
        hyper::client::conn::http1::handshake(TokioIo::new(stream)).await.expect("a connection");
    tokio::spawn(connection);
    sender.send_request(request).await.expect("an answer")
}
