//! The browser: one program, several windows, each with cookies of its own.

use std::{
    sync::{Mutex, PoisonError},
    time::Duration,
};

use anyhow::{Context as _, Result, ensure};
use chromiumoxide::{
    Browser, BrowserConfig,
    cdp::browser_protocol::target::{CreateBrowserContextParams, CreateTargetParams},
};
use futures_util::StreamExt as _;

use crate::Window;

/// A running browser that is closed with [`Chromium::close`].
pub struct Chromium {
    browser: Browser,
    base: String,
    journey: String,
    windows: Mutex<Vec<Window>>,
    _profile: tempfile::TempDir,
}

impl Chromium {
    /// Starts a browser for a journey against a server.
    pub async fn start(base: &str, journey: &str) -> Result<Self> {
        let profile = tempfile::tempdir()?;
        let program = std::env::var("CHROMIUM").unwrap_or_else(|_| "/usr/bin/chromium".to_owned());
        let config = BrowserConfig::builder()
            .chrome_executable(program)
            .no_sandbox()
            .new_headless_mode()
            .user_data_dir(profile.path())
            .window_size(1280, 900)
            .args([
                "--disable-gpu",
                "--disable-quic",
                "--no-first-run",
                "--disable-background-networking",
                "--disable-component-update",
                "--disable-sync",
                "--lang=en",
            ])
            .build()
            .map_err(anyhow::Error::msg)?;
        let (browser, mut handler) = Browser::launch(config)
            .await
            .context("starting Chromium (install it with `make test SETUP=1`)")?;
        tokio::spawn(async move { while handler.next().await.is_some() {} });
        let (base, journey) = (base.to_owned(), journey.to_owned());
        Ok(Self { browser, base, journey, windows: Mutex::default(), _profile: profile })
    }

    /// Opens a window that shares no cookie with the others.
    pub async fn window(&self, whose: &str) -> Result<Window> {
        let context = self.browser.create_browser_context(CreateBrowserContextParams::default()).await?;
        let target = CreateTargetParams::builder().url("about:blank").browser_context_id(context);
        let page = self.browser.new_page(target.build().map_err(anyhow::Error::msg)?).await?;
        let window = Window::new(page, &self.base, &format!("{}-{whose}", self.journey)).await?;
        self.windows.lock().unwrap_or_else(PoisonError::into_inner).push(window.clone());
        Ok(window)
    }

    fn windows(&self) -> Vec<Window> {
        self.windows.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// Keeps a picture of every window, for a journey that failed; tells what each shows.
    pub async fn pictures(&self) -> Result<Vec<String>> {
        let mut kept = Vec::new();
        for window in self.windows() {
            let file = window.picture("failed").await?;
            kept.push(format!("{} shows {}", file.display(), window.address().await?));
        }
        Ok(kept)
    }

    /// Demands that the browser complained about nothing that the journey did not expect.
    pub fn demand_silence(&self) -> Result<()> {
        let troubles: Vec<String> = self.windows().iter().flat_map(Window::troubles).collect();
        ensure!(troubles.is_empty(), "{}: the browser complains: {troubles:#?}", self.journey);
        Ok(())
    }

    /// Closes the browser.
    pub async fn close(mut self) -> Result<()> {
        self.browser.close().await?;
        tokio::time::timeout(Duration::from_secs(5), self.browser.wait()).await.ok();
        Ok(())
    }
}
