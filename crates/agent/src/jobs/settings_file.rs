//! The settings of the device as the server sent them: a document in the agent's state folder, from which a hook applies them.

use std::path::Path;

use serde::{Deserialize, Serialize};
use wire::agents::DeviceSettings;

use super::Ended;
use crate::whole_file;

const FORMAT: &str = "steward-device-settings";

#[derive(Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
struct Stored {
    format: String,
    #[serde(flatten)]
    settings: DeviceSettings,
}

/// Writes other settings over those that stand there; what they leave out stays. An `Err` is how the job ended.
pub(super) fn put(path: &Path, new: DeviceSettings) -> Result<(), Ended> {
    let shown = path.display();
    let before = match whole_file::read(path) {
        Ok(None) => DeviceSettings::default(),
        Ok(Some(text)) => match serde_json::from_slice::<Stored>(&text) {
            Ok(stored) if stored.format == FORMAT => stored.settings,
            // Somebody else's: it is not this agent's to write over.
            _ => return Err(Ended::failed("existingFile", format!("{shown} was not written by the agent"))),
        },
        Err(error) => return Err(Ended::failed("existingFile", format!("{shown} cannot be read: {error}"))),
    };
    let stored = Stored { format: FORMAT.to_owned(), settings: over(new, before) };
    let text = serde_json::to_vec_pretty(&stored)
        .map_err(|error| Ended::failed("couldNotWrite", error.to_string()))?;
    whole_file::write(path, &text)
        .map_err(|error| Ended::failed("couldNotWrite", format!("{shown} cannot be written: {error}")))
}

fn over(new: DeviceSettings, before: DeviceSettings) -> DeviceSettings {
    let nightly_restart = match (new.nightly_restart, before.nightly_restart) {
        (Some(mut new), before) => {
            new.time = new.time.or_else(|| before.and_then(|before| before.time));
            Some(new)
        }
        (None, before) => before,
    };
    DeviceSettings {
        default_microphone: new.default_microphone.or(before.default_microphone),
        default_speaker: new.default_speaker.or(before.default_speaker),
        default_camera: new.default_camera.or(before.default_camera),
        nightly_restart,
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "tests")]
mod tests {
    use super::*;
    use wire::agents::NightlyRestart;

    /// R-263, §3.10: what is left out stays; a file of somebody else is not written over.
    #[test]
    fn settings_are_written_over_each_other() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("device-settings.json");
        let restart = |is_enabled, time: Option<&str>| DeviceSettings {
            nightly_restart: Some(NightlyRestart { is_enabled, time: time.map(str::to_owned) }),
            ..DeviceSettings::default()
        };
        put(&path, restart(true, Some("02:30"))).unwrap();
        let named = DeviceSettings { default_camera: Some("Front".to_owned()), ..restart(false, None) };
        put(&path, named).unwrap();
        let text: serde_json::Value = serde_json::from_slice(&std::fs::read(&path).unwrap()).unwrap();
        let expected = serde_json::json!({
            "format": FORMAT, "defaultCamera": "Front", "nightlyRestart": {"isEnabled": false, "time": "02:30"}
        });
        assert_eq!(text, expected);
        std::fs::write(&path, "volume = 11").unwrap();
        let refused = put(&path, restart(true, None)).unwrap_err();
        assert_eq!(refused.reason, Some("existingFile"));
        assert_eq!(std::fs::read_to_string(&path).unwrap(), "volume = 11");
        let nowhere = put(Path::new("/proc/device-settings.json"), restart(true, None)).unwrap_err();
        assert_eq!(nowhere.reason, Some("couldNotWrite"));
    }
}
