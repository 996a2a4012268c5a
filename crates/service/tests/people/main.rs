//! People and organizations: sign-in, operator, directory, own account, on both databases.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing, clippy::panic, reason = "tests")]

mod account;
mod directory;
mod operator;
mod sign_in;

use domain::event::EventKind;
use service::{Code, Refusal, sign_in::Visit};
use testkit::World;

/// A browser at an address of its own.
fn visit() -> Visit {
    Visit { request_id: "request".to_owned(), address: "192.0.2.8".to_owned(), browser: "Firefox".to_owned() }
}

/// How many events of a kind stand in the log of an organization.
async fn events(world: &World, domain: &str, kind: EventKind) -> i64 {
    let (code, tenant) = (kind.code(), in_sql(world, domain));
    world
        .database
        .number(&format!("select count(*) from audit_events where kind = '{code}' and tenant_id = {tenant}"))
        .await
}

/// The identifier of an organization as text of a statement.
fn in_sql(world: &World, domain: &str) -> String {
    let id = world.organization(domain).uuid();
    match world.database.kind {
        testkit::Kind::Sqlite => format!("x'{}'", id.simple()),
        testkit::Kind::Postgresql => format!("'{id}'"),
    }
}

/// The code of a refusal, and of its first fault if it has faults.
fn code<T>(outcome: Result<T, Refusal>) -> Code {
    match outcome {
        Ok(_) => panic!("this was not refused"),
        Err(Refusal::Invalid(_, faults)) => faults[0].code,
        Err(refusal) => refusal.code(),
    }
}

/// Asserts that a future can move between threads, as a server's handler must.
fn assert_send<T: Send>(future: T) -> T {
    future
}
