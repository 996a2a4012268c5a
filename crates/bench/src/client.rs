//! A person with a browser's cookies, as far as pages need it.

use std::time::{Duration, Instant};

use anyhow::{Context as _, Result, bail};
use reqwest::header;
use serde_json::Value;

use crate::{process::Server, report::Times, world::PASSWORD};

/// A signed-in person.
#[derive(Clone)]
pub struct Person {
    http: reqwest::Client,
    base: String,
    cookie: String,
}

impl Person {
    /// Signs in through the pages, as a browser does.
    pub async fn sign_in(server: &Server, upn: &str) -> Result<Self> {
        let http =
            reqwest::Client::builder().redirect(reqwest::redirect::Policy::none()).no_proxy().build()?;
        let mut person = Self { http, base: server.url.clone(), cookie: String::new() };
        let first = person.send("/sign-in", None).await?;
        let fields = [("csrf", &*hidden(&first, "csrf")?), ("account", upn), ("password", PASSWORD)];
        person.send("/sign-in", Some(&fields)).await?;
        if !person.cookie.contains("steward-session") {
            bail!("{upn} could not sign in");
        }
        Ok(person)
    }

    async fn send(&mut self, path: &str, form: Option<&[(&str, &str)]>) -> Result<String> {
        let address = format!("{}{path}", self.base);
        let request = match form {
            None => self.http.get(address),
            Some(fields) => self
                .http
                .post(address)
                .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded")
                .body(encode(fields)),
        };
        let answer = request.header(header::COOKIE, &self.cookie).send().await?;
        for cookie in answer.headers().get_all(header::SET_COOKIE) {
            let pair = cookie.to_str()?.split(';').next().unwrap_or_default();
            let name = pair.split('=').next().unwrap_or_default();
            let others =
                self.cookie.split("; ").filter(|known| !known.is_empty() && !known.starts_with(name));
            self.cookie = others.chain([pair]).collect::<Vec<_>>().join("; ");
        }
        Ok(answer.text().await?)
    }

    /// Makes an access token in the account, as a person does.
    pub async fn token(&mut self) -> Result<Token> {
        let page = self.send("/account", None).await?;
        let fields =
            [("csrf", &*hidden(&page, "csrf")?), ("token-name", "bench"), ("access", "write"), ("days", "7")];
        let made = self.send("/account/tokens", Some(&fields)).await?;
        let (_, rest) = made.split_once("stw_").context("no token on the page")?;
        let secret: String =
            rest.chars().take_while(|it| it.is_ascii_alphanumeric() || "-_".contains(*it)).collect();
        Ok(Token { http: self.http.clone(), base: self.base.clone(), header: format!("Bearer stw_{secret}") })
    }

    /// The stream of a live page.
    pub async fn stream(&self, realm: &str) -> Result<reqwest::Response> {
        let address = format!("{}/events?{realm}", self.base);
        let answer = self.http.get(address).header(header::COOKIE, &self.cookie).send().await?;
        Ok(answer.error_for_status()?)
    }

    /// Opens a live page and tells when it ends.
    pub async fn live(&self, realm: &str) -> Result<tokio::task::JoinHandle<Result<Instant>>> {
        let mut answer = self.stream(realm).await?;
        Ok(tokio::spawn(async move {
            while answer.chunk().await?.is_some() {}
            Ok(Instant::now())
        }))
    }

    /// Gets a page and its size.
    pub async fn get(&self, path: &str) -> Result<usize> {
        let answer =
            self.http.get(format!("{}{path}", self.base)).header(header::COOKIE, &self.cookie).send().await?;
        if !answer.status().is_success() {
            bail!("{path} answered {}", answer.status());
        }
        Ok(answer.bytes().await?.len())
    }

    /// Gets a page as text.
    pub async fn text(&self, path: &str) -> Result<String> {
        let request = self.http.get(format!("{}{path}", self.base)).header(header::COOKIE, &self.cookie);
        Ok(request.send().await?.error_for_status()?.text().await?)
    }

    /// Times a page, after one call that warms up.
    pub async fn time(&self, path: &str, times: usize) -> Result<Times> {
        self.get(path).await?;
        let mut all = Vec::with_capacity(times);
        for _ in 0..times {
            let started = Instant::now();
            self.get(path).await?;
            all.push(started.elapsed());
        }
        Ok(Times::of(all))
    }
}

/// A client of the API.
#[derive(Clone)]
pub struct Token {
    http: reqwest::Client,
    base: String,
    header: String,
}

impl Token {
    /// The same person at another node.
    pub fn at(&self, server: &Server) -> Self {
        Self { base: server.url.clone(), ..self.clone() }
    }

    /// Sends a request and reads the answer; null where it has no content.
    pub async fn send(&self, method: reqwest::Method, path: &str, body: Option<&Value>) -> Result<Value> {
        let mut request = self.http.request(method, format!("{}{path}", self.base));
        if let Some(body) = body {
            request = request.header(header::CONTENT_TYPE, "application/json").body(body.to_string());
        }
        let answer = request.header(header::AUTHORIZATION, &self.header).send().await?;
        if !answer.status().is_success() {
            bail!("{path} answered {}: {}", answer.status(), answer.text().await?);
        }
        let text = answer.text().await?;
        if text.is_empty() { Ok(Value::Null) } else { Ok(serde_json::from_str(&text)?) }
    }

    /// Reads something.
    pub async fn get(&self, path: &str) -> Result<Value> {
        self.send(reqwest::Method::GET, path, None).await
    }

    /// How many such requests several clients get answered in a second together.
    pub async fn rate(&self, path: &str, body: &Value, clients: usize, span: Duration) -> Result<f64> {
        let end = Instant::now() + span;
        let worker = || {
            let (client, path, body) = (self.clone(), path.to_owned(), body.clone());
            tokio::spawn(async move {
                let mut served = 0_u32;
                while Instant::now() < end {
                    client.send(reqwest::Method::POST, &path, Some(&body)).await?;
                    served += 1;
                }
                anyhow::Ok(served)
            })
        };
        let workers: Vec<_> = (0..clients).map(|_| worker()).collect();
        let mut served = 0.0;
        for worker in workers {
            served += f64::from(worker.await??);
        }
        Ok(served / span.as_secs_f64())
    }
}

/// How many pages several people get in a second together.
pub async fn rate(people: &[Person], path: &str, span: Duration) -> Result<f64> {
    let end = Instant::now() + span;
    let workers: Vec<_> = people
        .iter()
        .cloned()
        .map(|person| {
            let path = path.to_owned();
            tokio::spawn(async move {
                let mut served = 0_u32;
                while Instant::now() < end {
                    person.get(&path).await?;
                    served += 1;
                }
                anyhow::Ok(served)
            })
        })
        .collect();
    let mut served = 0.0;
    for worker in workers {
        served += f64::from(worker.await??);
    }
    Ok(served / span.as_secs_f64())
}

fn hidden(page: &str, name: &str) -> Result<String> {
    let mark = format!("name=\"{name}\" value=\"");
    let (_, rest) = page.split_once(&mark).with_context(|| format!("no field {name} on the page"))?;
    Ok(rest.split('"').next().unwrap_or_default().to_owned())
}

fn encode(fields: &[(&str, &str)]) -> String {
    let escape = |text: &str| -> String {
        text.bytes()
            .map(|byte| {
                if byte.is_ascii_alphanumeric() {
                    char::from(byte).to_string()
                } else {
                    format!("%{byte:02X}")
                }
            })
            .collect()
    };
    fields.iter().map(|(name, value)| format!("{name}={}", escape(value))).collect::<Vec<_>>().join("&")
}
