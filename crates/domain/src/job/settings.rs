//! The settings of a device that a job can change: a small explicit set, each with a meaning of its own.

use serde::{Deserialize, Serialize};

use crate::text::{TextError, line};

/// The longest name of a microphone, speaker or camera, in characters: as signals tell them.
pub const SETTING_MAX: usize = 96;

/// Settings to be changed; what is none stays as it is on the device.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct DeviceSettings {
    /// The microphone to use, by the name that the device gives it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub default_microphone: Option<String>,
    /// The speaker to use.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub default_speaker: Option<String>,
    /// The camera to use.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub default_camera: Option<String>,
    /// Whether, and when, the device restarts each night.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub nightly_restart: Option<NightlyRestart>,
}

/// Whether a device restarts each night.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct NightlyRestart {
    /// Whether it does.
    pub is_enabled: bool,
    /// When, by the clock of the device: `HH:MM`. None leaves the time as it is.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub time: Option<String>,
}

/// What is wrong with a setting.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SettingFault {
    /// The name of a thing is not possible.
    Name(&'static str, TextError),
    /// Not a time of day.
    Time,
    /// Nothing is to be changed.
    Nothing,
}

impl DeviceSettings {
    /// The settings with their texts trimmed, or everything that is wrong with them.
    pub fn checked(mut self) -> Result<Self, Vec<SettingFault>> {
        let mut faults = Vec::new();
        let names = [
            ("defaultMicrophone", &mut self.default_microphone),
            ("defaultSpeaker", &mut self.default_speaker),
            ("defaultCamera", &mut self.default_camera),
        ];
        for (field, value) in names {
            let Some(typed) = value.as_deref() else { continue };
            match line(typed, SETTING_MAX) {
                Ok(name) if name.is_empty() => faults.push(SettingFault::Name(field, TextError::Empty)),
                Ok(name) => *value = Some(name),
                Err(error) => faults.push(SettingFault::Name(field, error)),
            }
        }
        let time = self.nightly_restart.as_ref().and_then(|restart| restart.time.as_deref());
        if time.is_some_and(|time| !is_time_of_day(time)) {
            faults.push(SettingFault::Time);
        }
        if faults.is_empty() && self == Self::default() {
            faults.push(SettingFault::Nothing);
        }
        if faults.is_empty() { Ok(self) } else { Err(faults) }
    }
}

fn is_time_of_day(text: &str) -> bool {
    let Some((hour, minute)) = text.split_once(':') else { return false };
    let number = |digits: &str, below: u8| {
        digits.len() == 2
            && digits.bytes().all(|digit| digit.is_ascii_digit())
            && digits.parse::<u8>().is_ok_and(|number| number < below)
    };
    number(hour, 24) && number(minute, 60)
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "tests")]
mod tests {
    use super::*;

    fn restart(time: &str) -> DeviceSettings {
        let nightly_restart = Some(NightlyRestart { is_enabled: true, time: Some(time.to_owned()) });
        DeviceSettings { nightly_restart, ..DeviceSettings::default() }
    }

    /// R-263: settings are names and times and nothing else; everything wrong is told at once.
    #[test]
    fn settings_are_checked() {
        let named = DeviceSettings { default_microphone: Some(" Ceiling ".to_owned()), ..restart("02:30") };
        assert_eq!(named.checked().unwrap().default_microphone.as_deref(), Some("Ceiling"));
        assert_eq!(DeviceSettings::default().checked(), Err(vec![SettingFault::Nothing]));
        let wrong = DeviceSettings {
            default_speaker: Some(String::new()),
            default_camera: Some("x".repeat(97)),
            ..restart("24:00")
        };
        assert_eq!(
            wrong.checked().unwrap_err(),
            [
                SettingFault::Name("defaultSpeaker", TextError::Empty),
                SettingFault::Name("defaultCamera", TextError::TooLong(96)),
                SettingFault::Time
            ]
        );
        for (text, is) in
            [("00:00", true), ("23:59", true), ("9:00", false), ("09:60", false), ("0900", false)]
        {
            assert_eq!(restart(text).checked().is_ok(), is, "{text}");
        }
    }

    #[test]
    fn the_document_holds_what_is_changed_alone() {
        let text = serde_json::to_string(&restart("03:00")).unwrap();
        assert_eq!(text, r#"{"nightlyRestart":{"isEnabled":true,"time":"03:00"}}"#);
        assert_eq!(serde_json::from_str::<DeviceSettings>(&text).unwrap(), restart("03:00"));
        assert!(serde_json::from_str::<DeviceSettings>(r#"{"run":"rm"}"#).is_err());
    }
}
