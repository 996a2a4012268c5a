//! Where a journey is played: a served world and a browser, with pictures of every window when it fails.

use std::panic::AssertUnwindSafe;

use anyhow::Result;
use futures_util::FutureExt as _;
use journeys::{Chromium, Window};
use testkit::{Database, Kind, Linked, World, http::Served};

/// A served world and a browser.
pub struct Stage {
    served: Served,
    chromium: Chromium,
}

impl Stage {
    /// The world.
    pub fn world(&self) -> &World {
        &self.served.world
    }

    /// An address of the server without what every address begins with.
    pub fn path(&self, address: &str) -> String {
        let base = self.served.base();
        address.strip_prefix(&base).unwrap_or_else(|| panic!("{address} is not of {base}")).to_owned()
    }

    /// A window of somebody unknown.
    pub async fn visitor(&self, whose: &str) -> Result<Window> {
        self.chromium.window(whose).await
    }

    /// A window in which a person is signed in.
    pub async fn enter(&self, upn: &str) -> Result<Window> {
        let window = self.chromium.window(upn.split('@').next().unwrap_or(upn)).await?;
        self.sign_in(&window, upn).await?;
        Ok(window)
    }

    /// Lets a person into a window without the sign-in page.
    pub async fn sign_in(&self, window: &Window, upn: &str) -> Result<()> {
        let browser = self.served.sign_in(upn).await;
        window.cookie("steward-session", browser.cookie("steward-session").expect("a session")).await
    }
}

/// Plays a journey in the world of the tests.
pub async fn play(journey: &str, story: impl AsyncFnOnce(&Stage) -> Result<()>) -> Result<()> {
    let world = World::new(Database::fresh(Kind::Sqlite).await).await;
    play_in(world, journey, story).await
}

/// Plays a journey in a world of its own; in the end the browser must have nothing to complain about.
pub async fn play_in(
    world: World,
    journey: &str,
    story: impl AsyncFnOnce(&Stage) -> Result<()>,
) -> Result<()> {
    let served = Served::start(world).await;
    let chromium = Chromium::start(&served.base(), journey).await?;
    let stage = Stage { served, chromium };
    let outcome = AssertUnwindSafe(story(&stage)).catch_unwind().await;
    let outcome = match outcome {
        Ok(outcome) => Ok(outcome.and_then(|()| stage.chromium.demand_silence())),
        Err(panic) => Err(panic),
    };
    if !matches!(outcome, Ok(Ok(()))) {
        eprintln!("{:#?}", stage.chromium.pictures().await?);
    }
    stage.chromium.close().await?;
    outcome.unwrap_or_else(|panic| std::panic::resume_unwind(panic))
}

/// A world in which contoso.example has linked northwind.example for the rooms of the group Berlin.
pub async fn linked(primary_admins: &[&str]) -> (World, Linked) {
    let world = World::new(Database::fresh(Kind::Sqlite).await).await;
    let scope = world.scope("contoso.example", &[], &["Berlin"]);
    let linked = world.link("contoso.example", "northwind.example", scope, primary_admins).await;
    (world, linked)
}
