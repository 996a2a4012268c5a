//! Many reports in one post, each signed by its own device, so that whoever carries them can neither forge nor alter one
//! (decision 22).

use serde::{Deserialize, Serialize};

use super::{Malformed, malformed};

/// Where relays and gateways post reports, relative to the server's address.
pub const REPORTS_PATH: &str = "/agents/v1/reports";
/// The version of the channel from which on there are report keys and signed reports.
pub const SIGNED_SINCE: u32 = 5;
/// Where an agent hands its report to a relay that gathers, relative to the relay's own address.
pub const GATHER_PATH: &str = "/gather";
/// The longest body that hands a report to a relay, in bytes: a message takes up to twice its length as a text in a text.
pub const MAX_GATHER_BYTES: usize = 2 * super::MAX_REPORT_BYTES + 1024;
/// The longest body of a post, in bytes.
pub const MAX_BATCH_BYTES: usize = 8 * 1024 * 1024;
/// The most messages in one post.
pub const MAX_BATCH: usize = 250;
/// How far from the server's clock a message may have been sent, in seconds.
pub const MAX_SENT_SECONDS: i64 = 300;

/// What the signature of an answer begins with; no message does.
const ANSWER: &[u8] = b"steward answer\n";

/// `POST /agents/v1/reports`. The post itself needs no credential: each message proves its own device.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct BatchRequest {
    /// At most [`MAX_BATCH`]; of each device one.
    pub messages: Vec<SignedMessage>,
}

/// One device's report.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct SignedMessage {
    /// Which device: the SHA-256 of its credential, in base64url without padding. It proves nothing.
    pub credential: String,
    /// A [`ReportRequest`](super::ReportRequest) with `sentAt`, as text of at most [`MAX_REPORT_BYTES`](super::MAX_REPORT_BYTES): what is signed is these bytes.
    pub message: String,
    /// HMAC-SHA256 of the message under the device's report key, in base64url without padding.
    pub signature: String,
}

/// `POST /gather` to a relay: one report for the next post to a server. 200 is the [`SignedAnswer`] of that server.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct GatherRequest {
    /// The address of the server, as the device knows it.
    pub server: String,
    /// What is posted.
    pub message: SignedMessage,
}

/// 200 to a post.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct BatchAnswer {
    /// One for each message, in their order.
    pub answers: Vec<SignedAnswer>,
}

/// The answer to one message.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct SignedAnswer {
    /// A [`ReportAnswer`](super::ReportAnswer) or an [`ErrorBody`](super::ErrorBody), as text.
    pub answer: String,
    /// HMAC-SHA256 of [`answered`] under the device's report key; none where the message proved no device. What has none, or
    /// another, says nothing.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub signature: Option<String>,
}

/// What the signature of an answer covers: the text, bound to the message that it answers.
pub fn answered(message_signature: &[u8], answer: &str) -> Vec<u8> {
    [ANSWER, message_signature, answer.as_bytes()].concat()
}

impl BatchRequest {
    /// Whether the post is within its limits. What is wrong with one message is for its own answer.
    pub fn check(&self) -> Result<(), Malformed> {
        if self.messages.len() > MAX_BATCH {
            return malformed("messages", "has too many entries");
        }
        Ok(())
    }
}
