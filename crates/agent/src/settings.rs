//! The settings of a real agent: a flag wins over an environment variable, that over the file, that over
//! the default.

use std::{
    io,
    path::{Path, PathBuf},
    time::Duration,
};

use anyhow::{Context as _, bail};
use serde::Deserialize;
use wire::agents::{DeviceType, MAX_FILES};

use crate::{
    host_and_port::HostAndPort, probes::Expected, server_address::ServerAddress, system::paths, way::Way,
};

/// What may be set; all of it may be left out.
#[derive(Debug, Clone, Default, Deserialize, clap::Args)]
#[serde(deny_unknown_fields, default)]
pub struct Settings {
    /// The enrolment key file [default: /etc/steward-agent/enrolment-key.json, on Windows in %ProgramData%\steward-agent]
    #[arg(long, env = "STEWARD_AGENT_KEY_FILE", value_name = "FILE")]
    pub key_file: Option<PathBuf>,
    /// The folder for the credential [default: /var/lib/steward-agent, on Windows in %ProgramData%\steward-agent]
    #[arg(long, env = "STEWARD_AGENT_STATE_DIR", value_name = "FOLDER")]
    pub state_dir: Option<PathBuf>,
    /// A server to use instead of the one in the key file
    #[arg(long, env = "STEWARD_AGENT_SERVER", value_name = "URL")]
    pub server: Option<ServerAddress>,
    /// Certificates (PEM) to trust besides the public authorities
    #[arg(long, env = "STEWARD_AGENT_CA_FILE", value_name = "FILE")]
    pub ca_file: Option<PathBuf>,
    /// A proxy to reach the server through, `http://host:port`
    #[arg(long, env = "STEWARD_AGENT_PROXY", value_name = "URL")]
    pub proxy: Option<String>,
    /// The relay of the site, `host:port`: everything goes through it, and nothing past it [default: none]
    #[arg(long, env = "STEWARD_AGENT_RELAY", value_name = "HOST:PORT")]
    pub relay: Option<HostAndPort>,
    /// Hand signed reports to the relay, which gathers those of many rooms and can read them: true or false [default: false]
    #[arg(long, env = "STEWARD_AGENT_GATHER", value_name = "BOOL", num_args = 0..=1, require_equals = true, default_missing_value = "true")]
    pub gather: Option<bool>,
    /// What this device is: windowsRoom, androidVideoBar, androidTouchConsole, panel, generic [default: generic]
    #[arg(long, env = "STEWARD_AGENT_DEVICE_TYPE", value_name = "TYPE", value_parser = device_type)]
    pub device_type: Option<DeviceType>,
    /// Seconds between two looks at the machine, 1 to 300 [default: 10]
    #[arg(long, env = "STEWARD_AGENT_PROBE_SECONDS", value_name = "SECONDS")]
    pub probe_seconds: Option<u64>,
    /// The first report happens within this many seconds, at a random moment [default: 5]
    #[arg(long, env = "STEWARD_AGENT_FIRST_REPORT_WITHIN_SECONDS", value_name = "SECONDS")]
    pub first_report_within_seconds: Option<u64>,
    /// Cameras the room has; 0: not watched [default: 1]
    #[arg(long, env = "STEWARD_AGENT_CAMERAS", value_name = "NUMBER")]
    pub cameras: Option<u16>,
    /// Microphones the room has; 0: not watched [default: 1]
    #[arg(long, env = "STEWARD_AGENT_MICROPHONES", value_name = "NUMBER")]
    pub microphones: Option<u16>,
    /// Speakers the room has, display audio apart; 0: not watched [default: 1]
    #[arg(long, env = "STEWARD_AGENT_SPEAKERS", value_name = "NUMBER")]
    pub speakers: Option<u16>,
    /// Displays the room has; 0: not watched [default: 1]
    #[arg(long, env = "STEWARD_AGENT_DISPLAYS", value_name = "NUMBER")]
    pub displays: Option<u16>,
    /// Local accounts the machine should have, such as that of the meeting app; whatever is not there is told [default: none]
    #[arg(long, env = "STEWARD_AGENT_LOCAL_ACCOUNTS", value_name = "NAMES", value_delimiter = ',')]
    pub local_accounts: Option<Vec<String>>,
    /// The program, with its arguments, that restarts this device when the server asks for it [default: none, restarts are refused]
    #[arg(long, env = "STEWARD_AGENT_RESTART_COMMAND", value_name = "COMMAND", value_delimiter = ' ')]
    pub restart_command: Option<Vec<String>>,
    /// The program, with its arguments, that applies the settings which the server sent [default: none, they are written alone]
    #[arg(long, env = "STEWARD_AGENT_SETTINGS_COMMAND", value_name = "COMMAND", value_delimiter = ' ')]
    pub settings_command: Option<Vec<String>>,
    /// The program, with its arguments, that installs the file of an update which the organization signed [default: none, updates are refused]
    #[arg(long, env = "STEWARD_AGENT_UPDATE_COMMAND", value_name = "COMMAND", value_delimiter = ' ')]
    pub update_command: Option<Vec<String>>,
    /// Files that are handed over as logs besides the agent's own, at most 8 [default: none]
    #[arg(long, env = "STEWARD_AGENT_LOG_FILES", value_name = "FILES", value_delimiter = ',')]
    pub log_files: Option<Vec<PathBuf>>,
    /// The folder in which issues are left that people in the room report [default: /var/spool/steward-agent, on Windows in %ProgramData%\steward-agent]
    #[arg(long, env = "STEWARD_AGENT_ISSUES_DIR", value_name = "FOLDER")]
    pub issues_dir: Option<PathBuf>,
}

/// The settings after all layers.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Effective {
    /// The enrolment key file.
    pub key_file: PathBuf,
    /// The folder for the credential.
    pub state_dir: PathBuf,
    /// A server to use instead of the one in the key file.
    pub server: Option<ServerAddress>,
    /// Certificates to trust besides the public authorities.
    pub ca_file: Option<PathBuf>,
    /// The way to the server, and to the files of releases.
    pub way: Way,
    /// What this device is.
    pub device_type: DeviceType,
    /// The time between two looks.
    pub probe_period: Duration,
    /// The first report happens within this time.
    pub first_within: Duration,
    /// How many of each device the room should have.
    pub expected: Expected,
    /// Local accounts the machine should have.
    pub local_accounts: Vec<String>,
    /// What restarts this device.
    pub restart_command: Vec<String>,
    /// What applies the settings which the server sent.
    pub settings_command: Vec<String>,
    /// What installs the file of an update.
    pub update_command: Vec<String>,
    /// Files that are handed over as logs besides the agent's own.
    pub log_files: Vec<PathBuf>,
    /// Where issues are left that people in the room report.
    pub issues_dir: PathBuf,
}

impl Settings {
    /// Reads the file. The usual file may be absent; one that was `named` may not.
    pub fn from_file(path: &Path, named: bool) -> anyhow::Result<Self> {
        match std::fs::read_to_string(path) {
            Ok(text) => toml::from_str(&text)
                .with_context(|| format!("the configuration {} is not right", path.display())),
            Err(error) if error.kind() == io::ErrorKind::NotFound && !named => Ok(Self::default()),
            Err(error) => {
                Err(error).with_context(|| format!("the configuration {} cannot be read", path.display()))
            }
        }
    }

    /// These settings, then those of `below`, then the defaults.
    pub fn over(self, below: Self) -> anyhow::Result<Effective> {
        let probe_seconds = self.probe_seconds.or(below.probe_seconds).unwrap_or(10);
        if !(1..=300).contains(&probe_seconds) {
            bail!("probe_seconds is {probe_seconds}, expected 1 to 300");
        }
        let first = self.first_report_within_seconds.or(below.first_report_within_seconds).unwrap_or(5);
        if first > 3600 {
            bail!("first_report_within_seconds is {first}, expected at most 3600");
        }
        let server = self.server.or(below.server);
        let gathers = self.gather.or(below.gather).unwrap_or_default();
        let way = match (self.proxy.or(below.proxy), self.relay.or(below.relay)) {
            (Some(_), Some(_)) => bail!("proxy and relay are both set, expected one way to the server"),
            (None, Some(relay)) if gathers => Way::Gathered(relay),
            (None, Some(relay)) => Way::Relay(relay),
            _ if gathers => bail!("gather is set, but no relay that could gather"),
            (Some(proxy), None) => Way::Proxy(proxy),
            (None, None) => Way::Straight,
        };
        if let (Way::Relay(relay) | Way::Gathered(relay), Some(server)) = (&way, &server)
            && !server.has_tls()
        {
            bail!("{server} cannot be reached through the relay {relay}: expected https://");
        }
        let log_files = self.log_files.or(below.log_files).unwrap_or_default();
        if log_files.len() > MAX_FILES {
            bail!("log_files names {} files, expected at most {MAX_FILES}", log_files.len());
        }
        let usual = Expected::default();
        Ok(Effective {
            key_file: self.key_file.or(below.key_file).unwrap_or_else(paths::key_file),
            state_dir: self.state_dir.or(below.state_dir).unwrap_or_else(paths::state_dir),
            server,
            ca_file: self.ca_file.or(below.ca_file),
            way,
            device_type: self.device_type.or(below.device_type).unwrap_or(DeviceType::Generic),
            probe_period: Duration::from_secs(probe_seconds),
            first_within: Duration::from_secs(first),
            expected: Expected {
                cameras: self.cameras.or(below.cameras).unwrap_or(usual.cameras),
                microphones: self.microphones.or(below.microphones).unwrap_or(usual.microphones),
                speakers: self.speakers.or(below.speakers).unwrap_or(usual.speakers),
                displays: self.displays.or(below.displays).unwrap_or(usual.displays),
            },
            local_accounts: self.local_accounts.or(below.local_accounts).unwrap_or_default(),
            restart_command: self.restart_command.or(below.restart_command).unwrap_or_default(),
            settings_command: self.settings_command.or(below.settings_command).unwrap_or_default(),
            update_command: self.update_command.or(below.update_command).unwrap_or_default(),
            log_files,
            issues_dir: self.issues_dir.or(below.issues_dir).unwrap_or_else(paths::issues_dir),
        })
    }
}

fn device_type(word: &str) -> Result<DeviceType, String> {
    use serde::de::{IntoDeserializer as _, value::Error};
    DeviceType::deserialize(word.into_deserializer()).map_err(|error: Error| error.to_string())
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "tests")]
mod tests {
    use super::*;

    fn file(text: &str) -> anyhow::Result<Settings> {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("agent.toml");
        std::fs::write(&path, text).unwrap();
        Settings::from_file(&path, true)
    }

    #[test]
    fn the_upper_layer_wins_and_the_rest_is_usual() {
        let flags = Settings { cameras: Some(2), ..Settings::default() };
        let below = file(
            "cameras = 3\ndisplays = 0\ndevice_type = \"panel\"\nserver = \"https://s.example\"\n\
             local_accounts = [\"room\"]",
        )
        .unwrap();
        let effective = flags.over(below).unwrap();
        assert_eq!(effective.expected, Expected { cameras: 2, displays: 0, ..Expected::default() });
        assert_eq!(effective.device_type, DeviceType::Panel);
        assert_eq!(effective.local_accounts, ["room"]);
        assert_eq!(effective.key_file, Path::new("/etc/steward-agent/enrolment-key.json"));
        assert_eq!(effective.probe_period, Duration::from_secs(10));
    }

    #[test]
    fn wrong_settings_are_refused_in_a_sentence() {
        let problem = |text: &str| format!("{:#}", file(text).unwrap_err());
        assert!(problem("camera = 1").contains("unknown field `camera`"));
        assert!(problem("server = \"http://s.example\"").contains("must begin with https://"));
        assert!(problem("device_type = \"fridge\"").contains("unknown variant `fridge`"));
        let often = file("probe_seconds = 0").unwrap();
        assert_eq!(
            Settings::default().over(often).unwrap_err().to_string(),
            "probe_seconds is 0, expected 1 to 300"
        );
        let many =
            file("log_files = [\"1\", \"2\", \"3\", \"4\", \"5\", \"6\", \"7\", \"8\", \"9\"]").unwrap();
        let told = Settings::default().over(many).unwrap_err().to_string();
        assert_eq!(told, "log_files names 9 files, expected at most 8");
        assert!(Settings::from_file(Path::new("/nowhere.toml"), true).is_err());
        assert!(Settings::from_file(Path::new("/nowhere.toml"), false).is_ok());
        assert_eq!(device_type("androidVideoBar").unwrap(), DeviceType::AndroidVideoBar);
        assert!(device_type("fridge").is_err());
    }

    /// Decision 22: a room that was given a relay has one way to its server, and it has TLS.
    #[test]
    fn a_relay_is_the_only_way() {
        let effective = |text: &str| Settings::default().over(file(text)?);
        let way = effective("relay = \"Relay.example:8843\"\nserver = \"https://s.example\"").unwrap().way;
        assert_eq!(way, Way::Relay("relay.example:8843".parse().unwrap()));
        let way = effective("relay = \"relay.example:8843\"\ngather = true").unwrap().way;
        assert_eq!(way, Way::Gathered("relay.example:8843".parse().unwrap()));
        for (text, problem) in [
            ("relay = \"http://relay.example\"", "is no address here: expected host:port"),
            ("relay = \"r.example:1\"\nproxy = \"http://p.example\"", "proxy and relay are both set"),
            ("gather = true", "gather is set, but no relay"),
            (
                "relay = \"r.example:1\"\nserver = \"http://127.0.0.1:1\"",
                "http://127.0.0.1:1 cannot be reached",
            ),
        ] {
            let told = format!("{:#}", effective(text).unwrap_err());
            assert!(told.contains(problem), "{told}");
        }
    }

    /// The guide names every setting with its flag and its environment variable.
    #[test]
    fn the_guide_is_complete() {
        use clap::Args as _;
        let guide = include_str!("../../../docs/agent.md");
        let command = Settings::augment_args(clap::Command::new("run"));
        for argument in command.get_arguments() {
            let flag = argument.get_long().unwrap();
            let variable = argument.get_env().unwrap().to_string_lossy();
            let row = format!("| `{}` | `--{flag}` | `{variable}` |", argument.get_id());
            assert!(guide.contains(&row), "{row}");
        }
    }

    /// The file that the guide shows for Windows is right: paths, and commands that are started without a shell.
    #[test]
    fn the_documented_file_for_windows_is_right() {
        let (_, chapter) = include_str!("../../../docs/agent.md").split_once("\n## Windows\n").unwrap();
        let (example, _) = chapter.split_once("```toml\n").unwrap().1.split_once("```").unwrap();
        let effective = Settings::default().over(file(example).unwrap()).unwrap();
        assert_eq!(effective.restart_command, ["shutdown", "/r", "/t", "5"]);
        assert_eq!(effective.settings_command.last().unwrap(), r"C:\Program Files\steward-agent\apply.ps1");
        let nothing = Expected { cameras: 0, microphones: 0, speakers: 0, displays: 0 };
        assert_eq!(effective.expected, nothing, "what cannot be watched there is not");
    }
}
