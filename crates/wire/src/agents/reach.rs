//! Version 6: what a relay of the site is to reach, and what it found (decision 22).

use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::{MAX_VALUE, Malformed, malformed, text};

/// The version of the channel that knows of these.
pub const REACH_SINCE: u32 = 6;
/// The most devices that one relay is asked to reach.
pub const MAX_TARGETS: usize = 100;

/// A device that a relay is to connect to; whether it does is for its own configuration to say.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct ReachTarget {
    /// What the finding names. Another one, when somebody chose anew.
    pub id: Uuid,
    /// A name, or an IP address without brackets.
    pub host: String,
    /// The port of TCP.
    pub port: u16,
}

/// What a relay found of one device.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Reached {
    /// [`ReachTarget::id`].
    pub id: Uuid,
    /// What was found.
    pub state: ReachState,
    /// Why it is so, in a short English sentence of at most [`MAX_VALUE`] characters.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub detail: Option<String>,
}

/// What a relay can say about a device.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum ReachState {
    /// It accepted a connection, which was closed without a word.
    Reached,
    /// It did not.
    OutOfReach,
    /// Nothing was tried: the relay's configuration does not allow it. The room counts as silent.
    NotAllowed,
}

impl Reached {
    pub(super) fn check(&self, index: usize) -> Result<(), Malformed> {
        text(&format!("reached[{index}].detail"), self.detail.as_deref().unwrap_or_default(), MAX_VALUE)
    }
}

/// Whether there are not too many, and each within its limits.
pub(super) fn check(reached: &[Reached]) -> Result<(), Malformed> {
    if reached.len() > MAX_TARGETS {
        return malformed("reached", "has too many entries");
    }
    reached.iter().enumerate().try_for_each(|(index, reached)| reached.check(index))
}
