//! What rooms of these tests have in common.

use agent::{
    courier::Courier,
    jobs::{Ended, Work, Worker},
};
use tokio::sync::mpsc;
use wire::agents::JobOrder;

/// A worker who is never asked.
pub struct Idler;

impl Worker for Idler {
    fn work(&self, _: JobOrder, _: mpsc::UnboundedSender<String>, _: Option<Courier>) -> Work {
        Box::pin(std::future::pending())
    }

    fn boot(&self) -> String {
        String::new()
    }

    fn interrupted(&self, _: &JobOrder, _: bool) -> Ended {
        Ended::failed("interrupted", "")
    }
}
