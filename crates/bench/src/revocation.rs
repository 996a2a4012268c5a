//! Taking access away: how long until it is acknowledged, that no answer is older, and when live pages end.

#![expect(clippy::indexing_slicing, reason = "what an answer does not hold is null, and then the run ends")]

use std::{path::Path, time::Instant};

use anyhow::{Context as _, Result, ensure};
use reqwest::Method;
use serde_json::{Value, json};
use store::Store;
use testkit::{Database, Kind};

use crate::{
    client::{Person, Token},
    process::{Server, address},
    report::{Report, Times},
    world,
};

/// How often access is taken away.
const TIMES: usize = 500;
/// How many live pages end.
const PAGES: usize = 100;

pub async fn run(program: &Path, data: &Path, report: &mut Report) -> Result<()> {
    let database = data.join("revocation.db");
    world::in_file(&database, world::LARGE).await?;
    let server = Server::start(program, &database, data, None).await?;
    let times = Case::of(&server, &server).await?.acknowledged().await?;
    report.add(
        "block acknowledged through HTTP, SQLite, 100,000 rooms",
        times.with_p99(),
        "0 stale answers after it",
    );
    drop(server);

    let database = Database::fresh(Kind::Postgresql).await;
    world::partners(&Store::open_postgresql(&database.address(), None)?, world::LARGE).await?;
    let address = address(&database);
    let one = Server::start_on(program, &address, data, None).await?;
    let other = Server::start_on(program, &address, data, None).await?;
    let case = Case::of(&one, &other).await?;
    let times = case.acknowledged().await?;
    report.add(
        "block acknowledged through HTTP, PostgreSQL, 100,000 rooms",
        times.with_p99(),
        "0 stale answers of another node after it",
    );
    let times = case.ended().await?;
    report.add("live page of another node ended after a block", times.with_p99(), "");
    Ok(())
}

/// A customer's administrator at one node, and a partner's person whom it blocks at another.
struct Case {
    admin: Token,
    blocks: String,
    user: Value,
    person: Person,
    asks: Token,
    check: Value,
    realm: String,
}

impl Case {
    async fn of(one: &Server, other: &Server) -> Result<Self> {
        let admin = Person::sign_in(one, "admin@customer0000.example").await?.token().await?;
        let mut person = Person::sign_in(other, "person00@partner00.example").await?;
        let asks = person.token().await?;
        let first = |list: Value| list["value"][0].clone();
        let link = first(admin.get("/v1.0/partners").await?);
        let room = first(admin.get("/v1.0/rooms?$top=1").await?);
        let tenant = admin.get("/v1.0/organization").await?["id"].clone();
        let tenant = tenant.as_str().context("no organization")?.to_owned();
        Ok(Self {
            blocks: format!("/v1.0/partners/{}/blocks", link["id"].as_str().context("no link")?),
            user: asks.get("/v1.0/me").await?["id"].clone(),
            check: json!({ "checks": [{ "permission": "room.view", "tenantId": tenant, "roomId": room["id"] }] }),
            realm: format!("tenant={tenant}"),
            admin,
            person,
            asks: asks.at(other),
        })
    }

    async fn is_allowed(&self) -> Result<bool> {
        let answer = self.asks.send(Method::POST, "/v1.0/accessChecks", Some(&self.check)).await?;
        Ok(answer["allowed"] == json!([true]))
    }

    async fn block(&self) -> Result<()> {
        let block = json!({ "userId": self.user, "reason": "measured" });
        self.admin.send(Method::POST, &self.blocks, Some(&block)).await.map(drop)
    }

    async fn unblock(&self) -> Result<()> {
        let path = format!("{}/{}", self.blocks, self.user.as_str().unwrap_or_default());
        self.admin.send(Method::DELETE, &path, None).await.map(drop)
    }

    async fn acknowledged(&self) -> Result<Times> {
        let mut all = Vec::new();
        for _ in 0..TIMES {
            ensure!(self.is_allowed().await?, "stale: still blocked");
            let began = Instant::now();
            self.block().await?;
            all.push(began.elapsed());
            ensure!(!self.is_allowed().await?, "stale: still allowed");
            self.unblock().await?;
        }
        Ok(Times::of(all))
    }

    async fn ended(&self) -> Result<Times> {
        let mut all = Vec::new();
        for _ in 0..PAGES {
            let page = self.person.live(&self.realm).await?;
            self.block().await?;
            let acknowledged = Instant::now();
            all.push(page.await??.saturating_duration_since(acknowledged));
            self.unblock().await?;
        }
        Ok(Times::of(all))
    }
}
