//! `steward demo` as a newcomer starts it: the real binary with the real agent, over HTTP.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "tests")]

mod programs;

use std::{
    io::Read as _,
    net::{SocketAddr, TcpListener},
    path::Path,
    process::{Child, Command, Stdio},
    time::{Duration, Instant},
};

use reqwest::{Client, StatusCode, header, redirect::Policy};

/// How long anything may take on a busy machine.
const PATIENCE: Duration = Duration::from_secs(120);

/// A running demonstration; killed when a test fails.
struct Demo {
    child: Child,
    address: SocketAddr,
}

impl Drop for Demo {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

impl Demo {
    fn start(data: &Path, more: &[&str]) -> Self {
        let free = TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap();
        let child = Command::new(programs::steward())
            .args(["demo", "--listen", &free.to_string(), "--data"])
            .arg(data)
            .args(more)
            .stdout(Stdio::piped())
            .spawn()
            .unwrap();
        Self { child, address: free }
    }

    fn url(&self, path: &str) -> String {
        format!("http://{}{path}", self.address)
    }

    async fn until_ready(&mut self, client: &Client) {
        until("it is ready", async || {
            assert_eq!(self.child.try_wait().unwrap(), None, "the demonstration ended");
            let answer = client.get(self.url("/readyz")).send().await;
            answer.is_ok_and(|answer| answer.status() == StatusCode::OK).then_some(())
        })
        .await;
    }

    /// Ctrl-C; what it printed.
    fn stop(mut self) -> String {
        let id = rustix::process::Pid::from_child(&self.child);
        rustix::process::kill_process(id, rustix::process::Signal::INT).unwrap();
        let mut printed = String::new();
        self.child.stdout.take().unwrap().read_to_string(&mut printed).unwrap();
        assert!(self.child.wait().unwrap().success(), "{printed}");
        printed
    }
}

async fn until<T>(what: &str, mut look: impl AsyncFnMut() -> Option<T>) -> T {
    let began = Instant::now();
    loop {
        if let Some(found) = look().await {
            return found;
        }
        assert!(began.elapsed() < PATIENCE, "waited in vain until {what}");
        tokio::time::sleep(Duration::from_millis(100)).await;
    }
}

fn client() -> Client {
    let _ = rustls::crypto::ring::default_provider().install_default();
    Client::builder().redirect(Policy::none()).build().unwrap()
}

/// The value of a cookie that an answer sets, as `name=value`.
fn cookie(answer: &reqwest::Response, name: &str) -> String {
    let all = answer.headers().get_all(header::SET_COOKIE).iter().map(|value| value.to_str().unwrap());
    let found = all.filter_map(|value| value.split(';').next()).find(|pair| pair.starts_with(name));
    found.unwrap_or_else(|| panic!("no cookie {name}: {answer:?}")).to_owned()
}

fn between<'a>(text: &'a str, before: &str, after: &str) -> &'a str {
    let (_, rest) = text.split_once(before).unwrap_or_else(|| panic!("no {before} in {text}"));
    rest.split_once(after).unwrap().0
}

/// Signs in as a sample person by the form of the sign-in page; the session's cookie.
async fn sign_in(client: &Client, demo: &Demo, person: &str) -> String {
    let answer = client.get(demo.url("/sign-in")).send().await.unwrap();
    let visitor = cookie(&answer, "steward-visitor");
    let page = answer.text().await.unwrap();
    // The button of the person, then the number it sends.
    let (before, _) = page.split_once(&format!("<strong>{person}</strong>")).expect(person);
    let number = before.rsplit_once("name=\"person\" value=\"").unwrap().1.split('"').next().unwrap();
    let form = format!("csrf={}&person={number}", between(&page, "name=\"csrf\" value=\"", "\""));
    let answer = client
        .post(demo.url("/sign-in"))
        .header(header::COOKIE, visitor)
        .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded")
        .body(form)
        .send()
        .await
        .unwrap();
    assert_eq!(answer.status(), StatusCode::SEE_OTHER);
    cookie(&answer, "steward-session")
}

async fn page(client: &Client, demo: &Demo, session: &str, path: &str) -> String {
    let answer = client.get(demo.url(path)).header(header::COOKIE, session).send().await.unwrap();
    assert_eq!(answer.status(), StatusCode::OK, "{path}");
    answer.text().await.unwrap()
}

const LOG: &str = "/settings/audit-logs";
const WAITING: &str = "/rooms?health=onboarding";

/// The address of the room of this name on a page of rooms.
fn link_of(page: &str, name: &str) -> Option<String> {
    let (before, _) = page.split_once(&format!(">{name}<"))?;
    Some(before.rsplit_once("href=\"")?.1.split('"').next()?.to_owned())
}

/// The demonstration starts, offers its people, has live rooms that enrolled with a key, stops on
/// Ctrl-C, continues with the same data, and begins anew when told to.
#[tokio::test(flavor = "multi_thread")]
async fn a_newcomer_starts_it_looks_around_stops_and_continues() {
    let place = tempfile::tempdir().unwrap();
    let data = place.path().join("demo-data");
    let client = client();

    let mut demo = Demo::start(&data, &[]);
    demo.until_ready(&client).await;
    let session = sign_in(&client, &demo, "Jordan Blake").await;
    // A device that is not part of the history: only the running agent can have brought it.
    let live = until("a live room waits in Onboarding", async || {
        link_of(&page(&client, &demo, &session, WAITING).await, "NYC-NEW-01")
    })
    .await;
    let first = page(&client, &demo, &session, "/rooms").await;
    assert!(first.contains("class=\"tip\"") && first.contains("every 5 seconds"), "{first}");
    let detail = page(&client, &demo, &session, &live).await;
    assert!(!detail.contains("class=\"tip\""), "{detail}");
    // What the scenario breaks in the first minute, as the health watch sees it after the shortened watch period.
    until("a room fails", async || {
        link_of(&page(&client, &demo, &session, "/rooms?health=unhealthy").await, "Hudson 15")
    })
    .await;
    assert!(page(&client, &demo, &session, LOG).await.contains("jordan@contoso.example"));
    let printed = demo.stop();
    assert!(printed.contains("jordan@contoso.example") && printed.contains("Stopped."), "{printed}");

    let mut again = Demo::start(&data, &[]);
    again.until_ready(&client).await;
    // The same session, the same room at the same address: the device did not enrol again.
    let rooms = page(&client, &again, &session, WAITING).await;
    assert_eq!(link_of(&rooms, "NYC-NEW-01"), Some(live));
    assert_eq!(page(&client, &again, &session, LOG).await.matches("NYC-NEW-01").count(), 1);
    let printed = again.stop();
    assert!(!printed.contains("Making sample organizations"), "{printed}");
}

/// The demonstration has known passwords, so nobody but this machine may reach it.
#[test]
fn it_listens_on_loopback_alone() {
    let place = tempfile::tempdir().unwrap();
    let refused = Command::new(env!("CARGO_BIN_EXE_steward"))
        .args(["demo", "--listen", "0.0.0.0:0", "--data"])
        .arg(place.path().join("data"))
        .output()
        .unwrap();
    assert!(!refused.status.success());
    assert!(String::from_utf8_lossy(&refused.stderr).contains("loopback only"));
    assert!(!place.path().join("data").exists());
}
