//! Cameras that the kernel offers for capture (`/sys/class/video4linux`).

use super::{Finding, Probe, count};
use crate::machine::{Machine, Unreadable};

pub(super) struct Cameras {
    pub(super) expected: usize,
}

const FOLDER: &str = "/sys/class/video4linux";

/// Words in the names of video nodes that are no cameras: codecs, scalers and virtual devices share the folder.
const NO_CAMERA: [&str; 8] = ["codec", "decoder", "encoder", "-dec", "-enc", "scaler", "-isp", "loopback"];

impl Probe for Cameras {
    fn name(&self) -> &'static str {
        "cameras"
    }

    fn signal(&self) -> &'static str {
        "camera.room"
    }

    fn look(&mut self, machine: &Machine) -> Finding {
        match cameras(machine) {
            Ok(found) => count(&found, self.expected, "camera", "cameras"),
            Err(unreadable) => unreadable.into(),
        }
    }
}

fn cameras(machine: &Machine) -> Result<Vec<String>, Unreadable> {
    let mut found = Vec::new();
    for node in machine.list_driver(FOLDER)? {
        if !node.starts_with("video") {
            continue;
        }
        // A camera has further nodes for metadata; the first of each device has index 0.
        let index = machine.read(&format!("{FOLDER}/{node}/index"));
        let name = machine.read(&format!("{FOLDER}/{node}/name"));
        let (index, name) = match (index, name) {
            (Ok(index), Ok(name)) => (index, name),
            // Unplugged between listing and reading.
            (Err(error), _) | (_, Err(error)) if error.is_absent() => continue,
            (Err(error), _) | (_, Err(error)) => return Err(error),
        };
        let lower = name.to_lowercase();
        if index == "0" && !NO_CAMERA.iter().any(|word| lower.contains(word)) {
            found.push(name);
        }
    }
    Ok(found)
}
