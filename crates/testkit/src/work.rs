//! What a call does, counted instead of timed: the statements it runs and the passwords it compares, in order.

use std::{
    fmt,
    sync::{Arc, Mutex, PoisonError},
};

use tracing::{
    Event, Metadata, Subscriber,
    field::{Field, Visit},
    instrument::WithSubscriber,
    span,
};

/// Runs a call and tells what it did.
pub async fn work<F: Future>(call: F) -> (F::Output, Vec<String>) {
    let notes = Notes::default();
    let done = notes.0.clone();
    let output = call.with_subscriber(notes).await;
    let done = std::mem::take(&mut *done.lock().unwrap_or_else(PoisonError::into_inner));
    (output, done)
}

/// Notes what the store and the use cases trace.
#[derive(Default)]
struct Notes(Arc<Mutex<Vec<String>>>);

impl Subscriber for Notes {
    fn enabled(&self, metadata: &Metadata<'_>) -> bool {
        let target = metadata.target();
        target.starts_with("store") || target.starts_with("service")
    }

    fn event(&self, event: &Event<'_>) {
        if *event.metadata().level() == tracing::Level::TRACE {
            event.record(&mut Note(&mut self.0.lock().unwrap_or_else(PoisonError::into_inner)));
        }
    }

    fn new_span(&self, _: &span::Attributes<'_>) -> span::Id {
        span::Id::from_u64(1)
    }

    fn record(&self, _: &span::Id, _: &span::Record<'_>) {}

    fn record_follows_from(&self, _: &span::Id, _: &span::Id) {}

    fn enter(&self, _: &span::Id) {}

    fn exit(&self, _: &span::Id) {}
}

struct Note<'a>(&'a mut Vec<String>);

impl Visit for Note<'_> {
    fn record_str(&mut self, _: &Field, value: &str) {
        self.0.push(value.to_owned());
    }

    fn record_debug(&mut self, _: &Field, value: &dyn fmt::Debug) {
        self.0.push(format!("{value:?}"));
    }
}
