//! A window: its steps are what a person does and sees.

use std::path::{Path, PathBuf};

use anyhow::{Context as _, Result, bail, ensure};
use chromiumoxide::{
    Page,
    cdp::browser_protocol::{
        emulation::{
            MediaFeature, SetDeviceMetricsOverrideParams, SetEmulatedMediaParams,
            SetFocusEmulationEnabledParams,
        },
        network::{ClearBrowserCacheParams, CookieParam},
        page::CaptureScreenshotFormat,
    },
    page::ScreenshotParams,
};
use serde_json::Value;

use crate::listen::Troubles;

/// How long a step may wait for what it names, on a machine with much else to do.
const PATIENCE_MS: u32 = 30_000;

/// One window of the browser.
#[derive(Clone)]
pub struct Window {
    page: Page,
    base: String,
    name: String,
    troubles: Troubles,
}

impl Window {
    pub(crate) async fn new(page: Page, base: &str, name: &str) -> Result<Self> {
        let troubles = Troubles::of(&page).await?;
        let window = Self { page, base: base.to_owned(), name: name.to_owned(), troubles };
        // Each window behaves as the one in front, so that focus and live pages work in all of them.
        window.page.execute(SetFocusEmulationEnabledParams::new(true)).await?;
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

    /// What the browser complained about since this was asked last.
    pub fn troubles(&self) -> Vec<String> {
        self.troubles.take()
    }

    /// Forgets that the browser complained of answers with this status, after a step that had to be refused.
    pub fn forgive(&self, status: u16) {
        self.troubles.forgive(&format!("responded with a status of {status}"));
    }

    /// Goes to an address and demands that it is refused with this status.
    pub async fn refused(&self, path: &str, status: u16) -> Result<()> {
        self.go(path).await?;
        let found = self.status().await?;
        ensure!(found == u64::from(status), "{}: {path} is answered with {found}, not {status}", self.name);
        self.forgive(status);
        Ok(())
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
        bail!("{}: waited for {what} in vain at {}", self.name, self.address().await?)
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

    /// The text of what a selector finds.
    pub async fn text_of(&self, selector: &str) -> Result<String> {
        let find = format!("document.querySelector({})", serde_json::to_string(selector)?);
        self.until(&find, selector).await?;
        let text = self.value(&format!("{find}.innerText.trim()")).await?;
        Ok(text.as_str().unwrap_or_default().to_owned())
    }

    /// Demands that a text is not to be read anywhere in the page, attributes included.
    pub async fn sees_nothing_of(&self, text: &str) -> Result<()> {
        let html = self.value("document.documentElement.outerHTML").await?;
        if html.as_str().unwrap_or_default().contains(text) {
            bail!("{}: {text} is to be seen at {}", self.name, self.address().await?);
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
        let file = folder.join(format!("{}-{name}.png", self.name));
        let parameters =
            ScreenshotParams::builder().format(CaptureScreenshotFormat::Png).full_page(true).build();
        self.page.save_screenshot(parameters, &file).await?;
        Ok(file)
    }

    /// What axe finds wrong with the page, one line each.
    pub async fn axe(&self) -> Result<Vec<String>> {
        self.violations("{}").await
    }

    /// What axe finds wrong with the colours of the page, the only thing that changes between light and dark.
    pub async fn contrast(&self) -> Result<Vec<String>> {
        self.violations("{ runOnly: ['color-contrast', 'link-in-text-block'] }").await
    }

    /// What is wrong with the page as it stands: axe in light, dark and on a phone, and whether it fits one.
    pub async fn flaws(&self) -> Result<Vec<String>> {
        let mut flaws = self.axe().await?;
        self.dark(true).await?;
        let dark = self.contrast().await?;
        flaws.extend(dark.into_iter().map(|flaw| format!("dark: {flaw}")));
        self.dark(false).await?;
        self.size(390, 844).await?;
        flaws.extend(self.axe().await?.into_iter().map(|flaw| format!("phone: {flaw}")));
        flaws.extend(self.width_on_a_phone().await?);
        Ok(flaws)
    }

    /// Whether the page as it stands is wider than a phone.
    pub async fn width_on_a_phone(&self) -> Result<Vec<String>> {
        self.size(390, 844).await?;
        let wide =
            "new Promise((done) => requestAnimationFrame(() => done(document.documentElement.scrollWidth)))";
        let width = self.value(wide).await?.as_u64().unwrap_or_default();
        self.size(1280, 900).await?;
        let here = self.address().await?;
        Ok((width > 390)
            .then(|| format!("{here}: {width} pixels wide on a phone of 390"))
            .into_iter()
            .collect())
    }

    /// Sends the main form of the page with nothing in it, past the browser's own checks.
    pub async fn send_empty(&self) -> Result<()> {
        let send = "(() => { const form = [...document.querySelectorAll('main form[method=post]')].find((f) => f.querySelector('[required]')); \
             form.noValidate = true; \
             for (const e of form.elements) { if (e.type === 'radio' || e.type === 'checkbox') e.checked = false; \
             else if (e.matches('input:not([type=hidden]), textarea')) e.value = ''; } \
             (form.querySelector('.button-main') || form.querySelector('.button-danger, .form-end button') || form.querySelector('button')).click(); })()";
        self.value("window.steward_was_here = true").await?;
        self.value(send).await?;
        self.until("!window.steward_was_here", "the answer").await?;
        self.ready().await
    }

    /// Demands that nothing is wrong with the page as it stands.
    pub async fn is_sound(&self) -> Result<()> {
        let flaws = self.flaws().await?;
        ensure!(flaws.is_empty(), "{}: {flaws:#?}", self.name);
        Ok(())
    }

    async fn violations(&self, options: &str) -> Result<Vec<String>> {
        if self.value("typeof axe").await? == "undefined" {
            let source =
                Path::new(env!("CARGO_MANIFEST_DIR")).join("../../web/node_modules/axe-core/axe.min.js");
            let axe = std::fs::read_to_string(&source)
                .with_context(|| format!("reading {} (run `make web`)", source.display()))?;
            self.page.evaluate(axe).await?;
        }
        let lines =
            "(r) => r.violations.map((v) => v.id + ': ' + v.nodes.map((n) => n.target.join(' ')).join(', '))";
        let found = self.value(&format!("axe.run(document, {options}).then({lines})")).await?;
        let here = self.address().await?;
        let lines = found.as_array().into_iter().flatten().filter_map(Value::as_str);
        Ok(lines.map(|line| format!("{here}: {line}")).collect())
    }
}

fn field_expression(field: &str) -> Result<String> {
    let field = serde_json::to_string(field)?;
    Ok(format!(
        "(document.querySelector('[name=\"' + {field} + '\"]:not([type=hidden])') || [...document.querySelectorAll('input, select, textarea')].find((e) => \
         [...(e.labels || [])].some((l) => l.innerText.trim().startsWith({field})) || e.getAttribute('aria-label') === {field}))"
    ))
}
