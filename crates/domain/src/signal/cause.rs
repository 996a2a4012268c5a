//! Which trouble explains which: where a room cannot reach the network, that it cannot sign in is no news, if the one is as bad as the
//! other.
//!
//! Invariant: what explains a signal is listed whole, what explains its causes included, the farthest first; nothing explains
//! itself.

const NETWORK: [&str; 2] = ["room.offline", "network.connection"];

/// The signals each of which explains this one while it is unhealthy in the same room, the one to look at first in front.
pub fn causes_of(signal: &str) -> &'static [&'static str] {
    match signal {
        "sign-in.teams" | "sign-in.exchange" => &[NETWORK[0], NETWORK[1], "time.drift"],
        "calendar.sync" => &[NETWORK[0], NETWORK[1], "time.drift", "sign-in.exchange"],
        "monitoring.connectivity" | "windows-update.blocked" | "wifi.strength" => &NETWORK,
        "network.connection" => &[NETWORK[0]],
        "camera.room"
        | "camera.content"
        | "hdmi.ingest"
        | "microphone.conference"
        | "speaker.conference"
        | "rally.mic-pod"
        | "rally.speaker" => &["usb.peripheral"],
        "camera.default" => &["usb.peripheral", "camera.room"],
        "microphone.configured" => &["usb.peripheral", "microphone.conference"],
        "speaker.configured" | "speaker.misconfigured" | "speaker.default" => {
            &["usb.peripheral", "speaker.conference"]
        }
        "bluetooth.connection" => &["bluetooth.disabled"],
        "display.console" => &["pairing.console"],
        _ => &[],
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{room::DeviceType, signal::of};

    /// causes are signals of the catalogue, listed with what explains them, and nothing is its own cause.
    #[test]
    fn causes_are_signals_and_end() {
        let all: Vec<&str> = DeviceType::ALL.into_iter().flat_map(of).map(|signal| signal.key).collect();
        let mut explained = 0;
        for signal in all.iter().copied() {
            for (at, cause) in causes_of(signal).iter().enumerate() {
                explained += 1;
                assert!(all.contains(cause) && *cause != signal, "{signal}: {cause}");
                for farther in causes_of(cause) {
                    let before = causes_of(signal).iter().position(|it| it == farther);
                    let is_there = before.is_some_and(|before| before < at);
                    assert!(is_there && *farther != signal, "{signal}: {cause}: {farther}");
                }
            }
        }
        assert!(explained > 20);
    }
}
