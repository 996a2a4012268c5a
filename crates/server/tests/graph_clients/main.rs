//! The official clients of Microsoft Graph run the whole life of granular relationships against Steward, unchanged (§4.1–§4.6).
//!
//! What they need is installed by `scripts/setup.sh` and by the package manager of `web/`.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "tests")]

use std::{
    path::{Path, PathBuf},
    process::Output,
    time::Duration,
};

use domain::{agent::Agent, application::ApiPermission};
use server::tls::Certificate;
use service::{
    App, Refusal,
    applications::{AddSecret, ApplicationForm, RegisterApplication},
    granular_relationships::tend,
    run,
};
use testkit::{World, each, http::Served};
use tokio::process::Command;
use tokio_util::sync::CancellationToken;

const NORTHWIND: &str = "northwind.example";
const PIA: &str = "pia@northwind.example";

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..").canonicalize().expect("the workspace")
}

fn script(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/graph_clients").join(name)
}

async fn partner(world: &World) {
    world.agents(NORTHWIND, &[(PIA, Agent::Admin)]).await;
}

/// What the server's clock does, until this is stopped.
fn clock(app: App) -> CancellationToken {
    let stop = CancellationToken::new();
    let stopped = stop.clone();
    tokio::spawn(async move {
        let mut turns = tokio::time::interval(Duration::from_millis(50));
        while stopped.run_until_cancelled(turns.tick()).await.is_some() {
            // As on a server, what is busy now is done in the next turn.
            match tend(&app).await {
                Ok(()) | Err(Refusal::Unavailable) => {}
                Err(refusal) => panic!("a turn of the clock: {refusal:?}"),
            }
        }
    });
    stop
}

/// A certificate of this machine in files of a folder: the chain and the key.
fn certified(folder: &Path) -> (PathBuf, PathBuf) {
    let (chain, key) = (folder.join("chain.pem"), folder.join("key.pem"));
    let made = rcgen::generate_simple_self_signed(vec!["127.0.0.1".to_owned()]).expect("a certificate");
    std::fs::write(&chain, made.cert.pem()).expect("a file");
    std::fs::write(&key, made.signing_key.serialize_pem()).expect("a file");
    (chain, key)
}

/// An application of the partner: its client id and a secret.
async fn application(world: &World) -> (String, String) {
    let nora = world.caller("nora@northwind.example");
    let permissions = [
        ApiPermission::WriteDelegation,
        ApiPermission::ReadUsers,
        ApiPermission::ReadGroupMembers,
        ApiPermission::ReadRoleMembers,
    ];
    let form = ApplicationForm {
        name: Some("Automation".to_owned()),
        application_permissions: Some(permissions.map(|it| it.key().to_owned()).into()),
        ..ApplicationForm::default()
    };
    let application = run(&world.app, &nora, RegisterApplication { form }).await.expect("an application");
    let add = AddSecret { application, name: "First".to_owned(), days: 30 };
    let added = run(&world.app, &nora, add).await.expect("a secret");
    (application.to_string(), added.secret.reveal().to_owned())
}

/// Runs a client to its end.
async fn lives(served: &Served, mut client: Command) {
    let group = served.world.security_group(NORTHWIND, "Service");
    let stop = clock(served.world.app.clone());
    let partner = served.client(PIA).await;
    let customer = served.client("sven@tailspin.example").await;
    let Output { status, stdout, stderr } = client
        .env("BASE", served.base())
        .env("PARTNER", partner.token().expect("a token"))
        .env("CUSTOMER", customer.token().expect("a token"))
        .env("GROUP", group.to_string())
        .kill_on_drop(true)
        .output()
        .await
        .expect("the client; run `make setup SETUP=1`");
    stop.cancel();
    let (out, errors) = (String::from_utf8_lossy(&stdout), String::from_utf8_lossy(&stderr));
    assert!(status.success() && out.trim() == "lived", "{out}\n{errors}");
}

/// §4.1–§4.6: the client for Python, over http, on both databases.
#[tokio::test(flavor = "multi_thread")]
async fn the_client_for_python_lives_a_relationship() {
    each(async |world: World| {
        partner(&world).await;
        let served = Served::start(world).await;
        let mut client = Command::new(root().join("target/graph-clients/bin/python"));
        client.arg(script("life.py"));
        lives(&served, client).await;
    })
    .await;
}

/// §4.1, R-380–: an application of the partner by the official credential for Python and the client for Python, both unchanged,
/// over the server's own https, on both databases: it gets its tokens by client credentials, and reads the directory besides.
#[tokio::test(flavor = "multi_thread")]
async fn the_credential_for_python_lives_a_relationship() {
    let folder = tempfile::tempdir().expect("a folder");
    let (chain, key) = certified(folder.path());
    each(async |world: World| {
        partner(&world).await;
        let (id, secret) = application(&world).await;
        let tenant = world.organization(NORTHWIND).to_string();
        let certificate = Certificate::load(&chain, &key).expect("a certificate");
        let served = Served::start_with(world, Some(certificate)).await;
        let mut client = Command::new(root().join("target/graph-clients/bin/python"));
        client.arg(script("life.py")).env("TENANT", tenant).env("CLIENT_ID", id).env("CLIENT_SECRET", secret);
        // Each of its three ways to the server looks for trusted certificates elsewhere.
        client.env("CA", &chain).env("SSL_CERT_FILE", &chain).env("REQUESTS_CA_BUNDLE", &chain);
        lives(&served, client).await;
    })
    .await;
}

/// §4.1–§4.6: the client for JavaScript, over the server's own https, on both databases.
#[tokio::test(flavor = "multi_thread")]
async fn the_client_for_javascript_lives_a_relationship() {
    let folder = tempfile::tempdir().expect("a folder");
    let (chain, key) = certified(folder.path());
    each(async |world: World| {
        partner(&world).await;
        let certificate = Certificate::load(&chain, &key).expect("a certificate");
        let served = Served::start_with(world, Some(certificate)).await;
        let mut client = Command::new("node");
        client.arg(script("life.mjs")).env("CLIENT", root().join("web")).env("NODE_EXTRA_CA_CERTS", &chain);
        lives(&served, client).await;
    })
    .await;
}
