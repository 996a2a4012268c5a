//! Sound cards, as the kernel lists them (`/proc/asound/pcm` and `/proc/asound/cards`).

use std::collections::BTreeMap;

use crate::machine::{Machine, Unreadable};

/// Which way the sound goes.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Direction {
    Capture,
    Playback,
}

/// The names of the cards that have a device for this direction. Sound through a display cable counts for
/// nothing: the device is there whether a display hangs on it or not.
pub(super) fn cards(machine: &Machine, direction: Direction) -> Result<Vec<String>, Unreadable> {
    // No sound driver, no folder: that is a room without sound, not a probe without rights.
    if machine.list_driver("/proc/asound")?.is_empty() {
        return Ok(Vec::new());
    }
    let names = names(&machine.read("/proc/asound/cards")?);
    let word = match direction {
        Direction::Capture => "capture",
        Direction::Playback => "playback",
    };
    let mut found = BTreeMap::new();
    for line in machine.read("/proc/asound/pcm")?.lines() {
        let mut parts = line.split(':').map(str::trim);
        let (Some(device), Some(id)) = (parts.next(), parts.next()) else { continue };
        let card = device.split('-').next().and_then(|number| number.parse::<u32>().ok());
        let display = id.contains("HDMI") || id.contains("DisplayPort");
        let Some(card) = card.filter(|_| !display && parts.any(|part| part.starts_with(word))) else {
            continue;
        };
        let name = names.get(&card).cloned().unwrap_or_else(|| id.to_owned());
        if !["Dummy", "Loopback"].iter().any(|pretended| name.contains(pretended)) {
            found.insert(card, name);
        }
    }
    Ok(found.into_values().collect())
}

/// ` 1 [Speakerphone   ]: USB-Audio - Room Speakerphone` names card 1 `Room Speakerphone`.
fn names(cards: &str) -> BTreeMap<u32, String> {
    let mut names = BTreeMap::new();
    for line in cards.lines() {
        let Some((number, rest)) = line.trim().split_once('[') else { continue };
        let name = rest.split_once(" - ").map(|(_, name)| name.trim().to_owned());
        if let (Ok(number), Some(name)) = (number.trim().parse(), name) {
            names.insert(number, name);
        }
    }
    names
}
