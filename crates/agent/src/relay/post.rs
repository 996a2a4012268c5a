//! The posts to one server: what came within a moment, one post after the other over one connection that is kept.

use std::{path::Path, time::Duration};

use anyhow::Context as _;
use reqwest::{StatusCode, header};
use tokio::{
    sync::mpsc,
    time::{Instant, timeout_at},
};
use wire::agents::{BatchAnswer, MAX_BATCH, MAX_BATCH_BYTES, REPORTS_PATH};

use super::{
    gather::Waiting,
    refusal::{BUSY_BYTES, Busy, Refusal},
};
use crate::{
    channel::{Failure, body, causes},
    server_address::ServerAddress,
    tls,
    way::Way,
};

/// How long the first report waits for others.
const MOMENT: Duration = Duration::from_millis(200);
/// How long the server may take; less than a room waits for its answer.
const PATIENCE: Duration = Duration::from_secs(20);
/// The longest answer to a post.
const MAX_ANSWER_BYTES: usize = 16 * 1024 * 1024;
/// What stands around the messages of a post.
const FRAME: (&str, &str) = ("{\"messages\":[", "]}");

/// Posts to one server.
pub(super) struct Post {
    server: ServerAddress,
    client: reqwest::Client,
}

impl Post {
    /// Over the network of the relay, which trusts the public authorities and what the file holds.
    pub(super) fn to(server: ServerAddress, ca_file: Option<&Path>) -> anyhow::Result<Self> {
        let builder = Way::Straight.builder(tls::config(ca_file)?)?;
        let client = builder.timeout(PATIENCE).build().context("the HTTP client cannot be made")?;
        Ok(Self { server, client })
    }

    /// Posts what waits, until nobody can wait any more.
    pub(super) async fn run(self, mut waiting: mpsc::Receiver<Waiting>) {
        let mut over = None;
        loop {
            let first = match over.take() {
                Some(first) => first,
                None => match waiting.recv().await {
                    Some(first) => first,
                    None => return,
                },
            };
            let batch;
            (batch, over) = together(first, &mut waiting).await;
            self.deliver(batch).await;
        }
    }

    async fn deliver(&self, batch: Vec<Waiting>) {
        // Whoever gave up meanwhile told it over a connection of its own.
        let batch: Vec<_> = batch.into_iter().filter(|waiting| !waiting.answer.is_closed()).collect();
        if batch.is_empty() {
            return;
        }
        // That a room is gone is all the same now.
        match self.post(&batch).await {
            Ok(answered) => {
                for (waiting, answer) in batch.into_iter().zip(answered.answers) {
                    let _ = waiting.answer.send(Ok(answer));
                }
            }
            Err(refusal) => {
                for waiting in batch {
                    let _ = waiting.answer.send(Err(refusal.clone()));
                }
            }
        }
    }

    async fn post(&self, batch: &[Waiting]) -> Result<BatchAnswer, Refusal> {
        let not_taken = |why: String| Refusal::NotTaken(self.server.clone(), why);
        let failed = |failure: Failure| not_taken(failure.to_string());
        let messages: Vec<_> = batch.iter().map(|waiting| waiting.message.as_str()).collect();
        let text = [FRAME.0, &messages.join(","), FRAME.1].concat();
        let request = self.client.post(self.server.at(REPORTS_PATH));
        let request = request.header(header::CONTENT_TYPE, "application/json").body(text);
        let response = request.send().await.map_err(|error| not_taken(causes(&error)))?;
        let status = response.status();
        if let StatusCode::TOO_MANY_REQUESTS | StatusCode::SERVICE_UNAVAILABLE = status {
            let retry_after = response.headers().get(header::RETRY_AFTER).cloned();
            let body = body(response, BUSY_BYTES).await.unwrap_or_default();
            return Err(Refusal::Busy(Busy {
                status,
                retry_after,
                body: String::from_utf8_lossy(&body).into_owned(),
            }));
        }
        let body = body(response, MAX_ANSWER_BYTES).await.map_err(failed)?;
        if status != StatusCode::OK {
            return Err(not_taken(status.to_string()));
        }
        let answered: BatchAnswer =
            serde_json::from_slice(&body).map_err(|error| not_taken(format!("unreadable: {error}")))?;
        if answered.answers.len() != batch.len() {
            return Err(not_taken(format!("{} answers to {} reports", answered.answers.len(), batch.len())));
        }
        Ok(answered)
    }
}

/// Those that come within a moment of the first, as many as one post holds; and the one that did not fit any more.
async fn together(first: Waiting, waiting: &mut mpsc::Receiver<Waiting>) -> (Vec<Waiting>, Option<Waiting>) {
    let until = Instant::now() + MOMENT;
    let mut bytes = FRAME.0.len() + FRAME.1.len() + first.message.len();
    let mut batch = vec![first];
    while batch.len() < MAX_BATCH {
        let Ok(Some(next)) = timeout_at(until, waiting.recv()).await else { break };
        bytes += 1 + next.message.len();
        if bytes > MAX_BATCH_BYTES {
            return (batch, Some(next));
        }
        batch.push(next);
    }
    (batch, None)
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "tests")]
mod tests {
    use super::*;

    /// What comes within a moment, told by its length, and when the post was full or the moment over.
    async fn gathered(messages: &[(u64, usize)]) -> Vec<(u64, Vec<usize>)> {
        let (sender, mut waiting) = mpsc::channel(1000);
        let (began, messages) = (Instant::now(), messages.to_vec());
        tokio::spawn(async move {
            for (at, length) in messages {
                tokio::time::sleep_until(began + Duration::from_millis(at)).await;
                sender.send(Waiting::of("x".repeat(length))).await.unwrap();
            }
        });
        let (mut posts, mut over) = (Vec::new(), None);
        loop {
            let first = match over.take() {
                Some(first) => first,
                None => match waiting.recv().await {
                    Some(first) => first,
                    None => return posts,
                },
            };
            let batch;
            (batch, over) = together(first, &mut waiting).await;
            let lengths = batch.iter().map(|waiting| waiting.message.len()).collect();
            posts.push((u64::try_from(began.elapsed().as_millis()).unwrap(), lengths));
        }
    }

    /// Decision 22: a post holds what came within a moment of its first report, and no more than a server takes.
    #[tokio::test(start_paused = true)]
    async fn a_post_is_a_moment_and_has_its_bounds() {
        let posts = gathered(&[(0, 1), (150, 2), (250, 3), (1000, 4)]).await;
        assert_eq!(posts, [(200, vec![1, 2]), (450, vec![3]), (1000, vec![4])]);

        let many = vec![(0, 1); MAX_BATCH + 1];
        let posts: Vec<_> =
            gathered(&many).await.into_iter().map(|(at, lengths)| (at, lengths.len())).collect();
        assert_eq!(posts, [(0, MAX_BATCH), (0, 1)]);

        let large = MAX_BATCH_BYTES / 2;
        let posts = gathered(&[(0, large), (0, large - 20), (0, 10)]).await;
        assert_eq!(posts, [(0, vec![large, large - 20]), (0, vec![10])]);
    }
}
