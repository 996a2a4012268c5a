//! What the browser complains about: errors of scripts, of the content security policy, of addresses.

use std::sync::{Arc, Mutex, PoisonError};

use anyhow::Result;
use chromiumoxide::{
    Page,
    cdp::{
        browser_protocol::log::{EnableParams as WatchLog, EventEntryAdded, LogEntryLevel},
        js_protocol::runtime::{ConsoleApiCalledType, EventConsoleApiCalled, EventExceptionThrown},
    },
};
use futures_util::StreamExt as _;

/// The complaints of one window.
#[derive(Clone, Default)]
pub(crate) struct Troubles(Arc<Mutex<Vec<String>>>);

impl Troubles {
    /// Begins to write down what a page complains about.
    pub(crate) async fn of(page: &Page) -> Result<Self> {
        let troubles = Self::default();
        page.execute(WatchLog::default()).await?;
        let mut entries = page.event_listener::<EventEntryAdded>().await?;
        let noted = troubles.clone();
        tokio::spawn(async move {
            while let Some(event) = entries.next().await {
                if event.entry.level == LogEntryLevel::Error {
                    let at = event.entry.url.clone().unwrap_or_default();
                    noted.note(format!("{} {at}", event.entry.text));
                }
            }
        });
        let mut exceptions = page.event_listener::<EventExceptionThrown>().await?;
        let noted = troubles.clone();
        tokio::spawn(async move {
            while let Some(event) = exceptions.next().await {
                noted.note(event.exception_details.text.clone());
            }
        });
        let mut calls = page.event_listener::<EventConsoleApiCalled>().await?;
        let noted = troubles.clone();
        tokio::spawn(async move {
            while let Some(event) = calls.next().await {
                if event.r#type == ConsoleApiCalledType::Error {
                    let words =
                        event.args.iter().filter_map(|arg| arg.value.as_ref()).map(ToString::to_string);
                    noted.note(format!("console: {}", words.collect::<Vec<_>>().join(" ")));
                }
            }
        });
        Ok(troubles)
    }

    fn note(&self, line: String) {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).push(line);
    }

    /// What was written down since this was asked last.
    pub(crate) fn take(&self) -> Vec<String> {
        std::mem::take(&mut *self.0.lock().unwrap_or_else(PoisonError::into_inner))
    }

    /// Forgets the lines that hold a text.
    pub(crate) fn forgive(&self, text: &str) {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).retain(|line| !line.contains(text));
    }
}
