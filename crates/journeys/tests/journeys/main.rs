//! People's ways through the portal, in a browser, from the door to the goal.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing, clippy::panic, reason = "tests")]

mod main_job;
mod rooms;
mod sign_in;

use journeys::Window;
use testkit::{Database, Kind, World, http::Served};

/// The world of the tests, served.
async fn served() -> Served {
    Served::start(world().await).await
}

async fn world() -> World {
    World::new(Database::fresh(Kind::Sqlite).await).await
}

/// Lets a person into the window without the sign-in page.
async fn enter(served: &Served, window: &Window, upn: &str) {
    let browser = served.sign_in(upn).await;
    let session = browser.cookie("steward-session").unwrap();
    window.cookie("steward-session", session).await.unwrap();
}
