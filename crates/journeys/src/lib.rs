//! A browser for journeys: headless Chromium, driven as a person would, with a picture kept when a step fails.
//!
//! Invariant: no sleeping; every step waits for what it names, in the page itself.

use std::{
    path::{Path, PathBuf},
    sync::{Arc, Mutex, PoisonError},
    time::Duration,
};

use anyhow::{Context as _, Result, bail};
use chromiumoxide::{
    Browser, BrowserConfig, Page,
    cdp::{
        browser_protocol::{
            emulation::{MediaFeature, SetDeviceMetricsOverrideParams, SetEmulatedMediaParams},
            log::{EnableParams as WatchLog, EventEntryAdded, LogEntryLevel},
            network::{ClearBrowserCacheParams, CookieParam},
            page::CaptureScreenshotFormat,
        },
        js_protocol::runtime::EventExceptionThrown,
    },
    page::ScreenshotParams,
};
use futures_util::StreamExt as _;
use serde_json::Value;

/// How long a step may wait for what it names.
const PATIENCE_MS: u32 = 10_000;

/// A browser with one window.
pub struct Window {
    browser: Browser,
    page: Page,
    base: String,
    journey: String,
    troubles: Arc<Mutex<Vec<String>>>,
    _profile: tempfile::TempDir,
}

impl Window {
    /// Opens a browser for a journey against a server.
    pub async fn open(base: &str, journey: &str) -> Result<Self> {
        let profile = tempfile::tempdir()?;
        let chromium = std::env::var("CHROMIUM").unwrap_or_else(|_| "/usr/bin/chromium".to_owned());
        let config = BrowserConfig::builder()
            .chrome_executable(chromium)
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
        let page = browser.new_page("about:blank").await?;
        let troubles = Arc::default();
        listen(&page, &troubles).await?;
        let (base, journey) = (base.to_owned(), journey.to_owned());
        let window = Self { browser, page, base, journey, troubles, _profile: profile };
        window.size(1280, 900).await?;
        Ok(window)
    }

    /// Gives the browser a cookie of the server.
    pub async fn cookie(&self, name: &str, value: &str) -> Result<()> {
        let cookie = CookieParam::builder().name(name).value(value).url(&self.base);
        self.page.set_cookie(cookie.build().map_err(anyhow::Error::msg)?).await?;
        Ok(())
    }

    /// Empties the cache, as if nothing of the server had ever been loaded.
    pub async fn forget(&self) -> Result<()> {
        self.page.execute(ClearBrowserCacheParams::default()).await?;
        Ok(())
    }

    /// What the browser complained about since this was asked last: errors of scripts, of the policy, of addresses.
    pub fn troubles(&self) -> Vec<String> {
        std::mem::take(&mut *self.troubles.lock().unwrap_or_else(PoisonError::into_inner))
    }

    /// The status with which the page was answered.
    pub async fn status(&self) -> Result<u64> {
        let status = self.value("performance.getEntriesByType('navigation')[0].responseStatus").await?;
        Ok(status.as_u64().unwrap_or_default())
    }

    /// Sets the size of the window.
    pub async fn size(&self, width: i64, height: i64) -> Result<()> {
        self.page.execute(SetDeviceMetricsOverrideParams::new(width, height, 1.0, width < 600)).await?;
        Ok(())
    }

    /// Chooses light or dark.
    pub async fn dark(&self, dark: bool) -> Result<()> {
        let value = if dark { "dark" } else { "light" };
        let feature = MediaFeature::new("prefers-color-scheme", value);
        self.page.execute(SetEmulatedMediaParams::builder().features(vec![feature]).build()).await?;
        Ok(())
    }

    /// Goes to an address of the server and waits until the page is there.
    pub async fn go(&self, path: &str) -> Result<()> {
        self.page.goto(format!("{}{path}", self.base)).await.with_context(|| format!("going to {path}"))?;
        self.ready().await
    }

    /// Waits until the page is loaded and htmx is quiet.
    pub async fn ready(&self) -> Result<()> {
        self.until(
            "document.readyState === 'complete' && !document.querySelector('.htmx-request')",
            "the page",
        )
        .await
    }

    /// Waits until an expression in the page is true.
    pub async fn until(&self, expression: &str, what: &str) -> Result<()> {
        let script = format!(
            "new Promise((done) => {{ const end = performance.now() + {PATIENCE_MS}; const look = () => {{ \
             let ok = false; try {{ ok = Boolean({expression}) }} catch {{}} \
             if (ok) done(true); else if (performance.now() > end) done(false); else setTimeout(look, 20); }}; look(); }})"
        );
        // A navigation in between ends the script; then it is asked again in the new page.
        for _ in 0..5 {
            match self.page.evaluate(script.as_str()).await {
                Ok(answer) if answer.value() == Some(&Value::Bool(true)) => return Ok(()),
                Ok(_) => break,
                Err(_) => {
                    let _ = self.page.wait_for_navigation().await;
                }
            }
        }
        self.picture("failed").await?;
        bail!("{}: waited for {what} in vain at {}", self.journey, self.address().await?)
    }

    /// The value of an expression in the page.
    pub async fn value(&self, expression: &str) -> Result<Value> {
        let answer = self.page.evaluate(expression).await.with_context(|| expression.to_owned())?;
        Ok(answer.value().cloned().unwrap_or(Value::Null))
    }

    /// The address shown.
    pub async fn address(&self) -> Result<String> {
        Ok(self.page.url().await?.unwrap_or_default())
    }

    /// Waits until a text is to be read on the page.
    pub async fn sees(&self, text: &str) -> Result<()> {
        let text = serde_json::to_string(text)?;
        self.until(&format!("document.body.innerText.includes({text})"), &format!("the text {text}")).await
    }

    /// Demands that a text is not to be read anywhere in the page, attributes included.
    pub async fn sees_nothing_of(&self, text: &str) -> Result<()> {
        let html = self.value("document.documentElement.outerHTML").await?;
        if html.as_str().unwrap_or_default().contains(text) {
            self.picture("failed").await?;
            bail!("{}: {text} is to be seen at {}", self.journey, self.address().await?);
        }
        Ok(())
    }

    /// Clicks the first visible link, button, summary or label with this text, and waits for the page.
    pub async fn click(&self, text: &str) -> Result<()> {
        let wanted = serde_json::to_string(text)?;
        let find = format!(
            "[...document.querySelectorAll('a, button, summary, label, input[type=submit]')].find((e) => \
             e.checkVisibility() && ((e.innerText || e.value || '').trim() === {wanted} || e.getAttribute('aria-label') === {wanted}))"
        );
        self.until(&find, &format!("something to click that says {wanted}")).await?;
        self.value(&format!("{find}.click()")).await?;
        self.settle().await
    }

    /// Clicks what a selector finds.
    pub async fn click_on(&self, selector: &str) -> Result<()> {
        let selector = serde_json::to_string(selector)?;
        let find = format!("document.querySelector({selector})");
        self.until(&find, &selector).await?;
        self.value(&format!("{find}.click()")).await?;
        self.settle().await
    }

    /// Types into the field of a label or name.
    pub async fn fill(&self, field: &str, text: &str) -> Result<()> {
        let find = field_expression(field)?;
        self.until(&find, &format!("the field {field}")).await?;
        let text = serde_json::to_string(text)?;
        self.value(&format!(
            "(() => {{ const e = {find}; e.focus(); e.value = {text}; \
             e.dispatchEvent(new Event('input', {{ bubbles: true }})); e.dispatchEvent(new Event('change', {{ bubbles: true }})); }})()"
        ))
        .await?;
        self.settle().await
    }

    /// Ticks or chooses the box whose label holds a text.
    pub async fn tick(&self, label: &str) -> Result<()> {
        let label = serde_json::to_string(label)?;
        let find = format!(
            "[...document.querySelectorAll('input[type=checkbox], input[type=radio]')].find((e) => \
             [...(e.labels || [])].some((l) => l.innerText.includes({label})) || (e.getAttribute('aria-label') || '').includes({label}))"
        );
        self.until(&find, &format!("a box labelled {label}")).await?;
        self.value(&format!("(() => {{ const e = {find}; if (!e.checked) e.click(); }})()")).await?;
        self.settle().await
    }

    /// Presses a key.
    pub async fn press(&self, key: &str) -> Result<()> {
        self.page.find_element("body").await?.press_key(key).await?;
        Ok(())
    }

    /// Gives the page a turn and waits until it is there again.
    async fn settle(&self) -> Result<()> {
        self.until(
            "new Promise((done) => requestAnimationFrame(() => setTimeout(() => done(true), 0)))",
            "the page to answer",
        )
        .await?;
        self.ready().await
    }

    /// Keeps a picture of the whole page under `test-artifacts`.
    pub async fn picture(&self, name: &str) -> Result<PathBuf> {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../test-artifacts");
        std::fs::create_dir_all(&folder)?;
        let file = folder.join(format!("{}-{name}.png", self.journey));
        let parameters =
            ScreenshotParams::builder().format(CaptureScreenshotFormat::Png).full_page(true).build();
        self.page.save_screenshot(parameters, &file).await?;
        Ok(file)
    }

    /// What axe finds wrong with the page, one line each.
    pub async fn axe(&self) -> Result<Vec<String>> {
        let source = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../web/node_modules/axe-core/axe.min.js");
        let axe = std::fs::read_to_string(&source)
            .with_context(|| format!("reading {} (run `make web`)", source.display()))?;
        self.page.evaluate(axe).await?;
        let found = self
            .value(
                "axe.run().then((r) => r.violations.map((v) => v.id + ': ' + v.nodes.map((n) => n.target.join(' ')).join(', ')))",
            )
            .await?;
        let here = self.address().await?;
        Ok(found
            .as_array()
            .into_iter()
            .flatten()
            .filter_map(|line| line.as_str().map(|line| format!("{here}: {line}")))
            .collect())
    }

    /// Closes the browser.
    pub async fn close(mut self) -> Result<()> {
        self.browser.close().await?;
        tokio::time::timeout(Duration::from_secs(5), self.browser.wait()).await.ok();
        Ok(())
    }
}

/// Writes down what the browser complains about.
async fn listen(page: &Page, troubles: &Arc<Mutex<Vec<String>>>) -> Result<()> {
    page.execute(WatchLog::default()).await?;
    let (mut entries, mut exceptions) = (
        page.event_listener::<EventEntryAdded>().await?,
        page.event_listener::<EventExceptionThrown>().await?,
    );
    let noted = Arc::clone(troubles);
    tokio::spawn(async move {
        while let Some(event) = entries.next().await {
            if event.entry.level == LogEntryLevel::Error {
                let at = event.entry.url.clone().unwrap_or_default();
                let line = format!("{} {at}", event.entry.text);
                noted.lock().unwrap_or_else(PoisonError::into_inner).push(line);
            }
        }
    });
    let noted = Arc::clone(troubles);
    tokio::spawn(async move {
        while let Some(event) = exceptions.next().await {
            let line = event.exception_details.text.clone();
            noted.lock().unwrap_or_else(PoisonError::into_inner).push(line);
        }
    });
    Ok(())
}

fn field_expression(field: &str) -> Result<String> {
    let field = serde_json::to_string(field)?;
    Ok(format!(
        "(document.querySelector('[name=\"' + {field} + '\"]:not([type=hidden])') || [...document.querySelectorAll('input, select, textarea')].find((e) => \
         [...(e.labels || [])].some((l) => l.innerText.trim().startsWith({field})) || e.getAttribute('aria-label') === {field}))"
    ))
}
