//! The configuration of a relay: one file, which alone says where its rooms may reach.

use std::{
    net::{IpAddr, SocketAddr},
    path::{Path, PathBuf},
    time::Duration,
};

use anyhow::{Context as _, bail};
use ipnet::IpNet;
use serde::Deserialize;

use super::reach::{self, Allowance, Allowed};
use crate::{host_and_port::HostAndPort, server_address::ServerAddress, system::paths};

/// The most servers for which one relay gathers; for each it holds a post.
const MOST_GATHERED: usize = 4;

/// The networks of rooms unless said otherwise: the private ones, and the machine itself.
const PRIVATE: [&str; 6] =
    ["10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "127.0.0.0/8", "fc00::/7", "::1/128"];

/// The file; all but the server may be left out.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields, default)]
struct Written {
    listen: SocketAddr,
    server: Option<ServerAddress>,
    targets: Vec<HostAndPort>,
    gather: Vec<ServerAddress>,
    ca_file: Option<PathBuf>,
    networks: Vec<String>,
    connections: usize,
    connections_per_address: usize,
    head_seconds: u64,
    idle_seconds: u64,
    reach: Vec<Allowed>,
    key_file: PathBuf,
    state_dir: PathBuf,
}

impl Default for Written {
    fn default() -> Self {
        Self {
            listen: SocketAddr::from(([0, 0, 0, 0], 8843)),
            server: None,
            targets: Vec::new(),
            gather: Vec::new(),
            ca_file: None,
            networks: PRIVATE.map(str::to_owned).to_vec(),
            connections: 1000,
            connections_per_address: 32,
            head_seconds: 10,
            idle_seconds: 300,
            reach: Vec::new(),
            key_file: paths::relay_key_file(),
            state_dir: paths::relay_state_dir(),
        }
    }
}

/// What a relay goes by.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Settings {
    /// Where rooms connect to.
    pub listen: SocketAddr,
    /// The server.
    pub server: ServerAddress,
    /// Where rooms may be carried: the server first, then the hosts that were named besides.
    pub targets: Vec<HostAndPort>,
    /// The servers whose rooms' signed reports are gathered; none unless said.
    pub gather: Vec<ServerAddress>,
    /// Certificates to trust besides the public authorities, where reports are gathered.
    pub ca_file: Option<PathBuf>,
    /// From which networks rooms may come.
    pub networks: Vec<IpNet>,
    /// How many connections there may be at once.
    pub connections: usize,
    /// How many of one address.
    pub connections_per_address: usize,
    /// How long a request may take to arrive.
    pub head: Duration,
    /// How long nothing may move in a tunnel.
    pub idle: Duration,
    /// Which devices without an agent may be reached; none unless said.
    pub reach: reach::Settings,
}

impl Settings {
    /// Reads the file.
    pub fn from_file(path: &Path) -> anyhow::Result<Self> {
        let path_shown = path.display();
        let text = std::fs::read_to_string(path)
            .with_context(|| format!("the configuration {path_shown} cannot be read"))?;
        Self::parse(&text).with_context(|| format!("the configuration {path_shown} is not right"))
    }

    /// Reads the text of a file.
    pub fn parse(text: &str) -> anyhow::Result<Self> {
        let file: Written = toml::from_str(text)?;
        let named = file.server.and_then(|server| Some((server.host_and_port()?, server)));
        let Some((place, server)) = named else {
            bail!("server is missing, expected the address of the Steward server");
        };
        let within = |name: &str, value: u64, least: u64, most: u64| {
            if (least..=most).contains(&value) {
                return Ok(value);
            }
            bail!("{name} is {value}, expected {least} to {most}")
        };
        let count = |name: &str, value: usize, most: usize| {
            let told = |value: usize| u64::try_from(value).unwrap_or(u64::MAX);
            within(name, told(value), 1, told(most)).map(|_| value)
        };
        let connections = count("connections", file.connections, 100_000)?;
        if file.networks.is_empty() {
            bail!("networks is empty, so that no room could connect");
        }
        let targets: Vec<_> = [place].into_iter().chain(file.targets).collect();
        if file.gather.len() > MOST_GATHERED {
            bail!("gather names {} servers, expected at most {MOST_GATHERED}", file.gather.len());
        }
        for server in &file.gather {
            // There a room goes by itself when gathering fails.
            if !server.host_and_port().is_some_and(|place| targets.contains(&place)) {
                bail!("gather names {server}, which is neither the server nor one of the targets");
            }
        }
        Ok(Self {
            listen: file.listen,
            server,
            targets,
            gather: file.gather,
            ca_file: file.ca_file,
            networks: file.networks.iter().map(|text| network(text)).collect::<anyhow::Result<_>>()?,
            connections,
            connections_per_address: count("connections_per_address", file.connections_per_address, 100_000)?,
            head: Duration::from_secs(within("head_seconds", file.head_seconds, 1, 300)?),
            idle: Duration::from_secs(within("idle_seconds", file.idle_seconds, 10, 86_400)?),
            reach: reach::Settings {
                allowance: Allowance::new(file.reach)?,
                key_file: file.key_file,
                state_dir: file.state_dir,
            },
        })
    }
}

/// A network, or one address.
pub(super) fn network(text: &str) -> anyhow::Result<IpNet> {
    let address = || text.parse::<IpAddr>().map(IpNet::from);
    text.parse::<IpNet>().or_else(|_| address()).with_context(|| {
        format!("\u{201c}{text}\u{201d} is no network: expected one such as 10.20.0.0/16 or fd00::/8")
    })
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "tests")]
mod tests {
    use super::*;

    #[test]
    fn a_server_is_all_it_takes() {
        let settings = Settings::parse("server = \"https://Steward.example/\"").unwrap();
        let targets: Vec<_> = settings.targets.iter().map(ToString::to_string).collect();
        assert_eq!(targets, ["steward.example:443"]);
        assert_eq!((settings.connections, settings.connections_per_address), (1000, 32));
        assert_eq!(settings.networks.len(), PRIVATE.len());
        assert!(settings.gather.is_empty(), "a relay reads nothing unless it is told to");
        assert!(settings.reach.allowance.is_empty(), "nor does it connect to devices");
    }

    #[test]
    fn wrong_settings_are_refused_in_a_sentence() {
        let problem = |text: &str| {
            let text = format!("server = \"https://steward.example\"\n{text}");
            format!("{:#}", Settings::parse(&text).unwrap_err())
        };
        for (text, told) in [
            ("target = []", "unknown field `target`"),
            ("targets = [\"files.example\"]", "\u{201c}files.example\u{201d} is no address here"),
            ("networks = [\"10.0.0.0/33\"]", "\u{201c}10.0.0.0/33\u{201d} is no network"),
            ("networks = []", "no room could connect"),
            ("connections = 0", "connections is 0, expected 1 to 100000"),
            ("connections_per_address = 0", "connections_per_address is 0"),
            ("head_seconds = 0", "head_seconds is 0, expected 1 to 300"),
            ("idle_seconds = 9", "idle_seconds is 9, expected 10 to 86400"),
            ("gather = [\"https://other.example\"]", "gather names https://other.example, which is neither"),
            ("gather = [\"http://steward.example\"]", "must begin with https://"),
            ("gather = true", "invalid type: boolean"),
            ("listen = \"8843\"", "invalid socket address"),
            ("reach = [{ network = \"10.0.0.0/8\" }]", "missing field `ports`"),
            ("reach = [{ network = \"10.0.0.0/8\", ports = [] }]", "reach allows 10.0.0.0/8 without ports"),
            ("reach = [{ network = \"bars\", ports = [443] }]", "\u{201c}bars\u{201d} is no network"),
        ] {
            let problem = problem(text);
            assert!(problem.contains(told), "{problem}");
        }
        let five = "gather = [\"https://steward.example\"".to_owned()
            + &", \"https://steward.example\"".repeat(4)
            + "]";
        assert!(problem(&five).contains("gather names 5 servers, expected at most 4"));
        let missing = Settings::parse("").unwrap_err().to_string();
        assert!(missing.starts_with("server is missing"), "{missing}");
        assert!(Settings::from_file(Path::new("/nowhere.toml")).is_err());
    }

    /// The example of the guide is right, and names every setting with its default.
    #[test]
    fn the_guide_is_complete() {
        let guide = include_str!("../../../../docs/agent.md");
        let example =
            guide.split("```toml\nlisten = ").nth(1).and_then(|rest| rest.split("```").next()).unwrap();
        let example = format!("listen = {example}");
        assert_eq!(
            include_str!("../../../../packaging/steward-agent-relay.toml"),
            example,
            "the packaged file"
        );
        let told = Settings::parse(&example).unwrap();
        let usual = Settings::parse("server = \"https://steward.example\"").unwrap();
        assert_eq!(Settings { server: usual.server.clone(), targets: usual.targets.clone(), ..told }, usual);
        assert!(example.contains("# ca_file = "), "what has no default is told as a comment");
        let told: toml::Table = toml::from_str(&example).unwrap();
        let mut told: Vec<_> = told.keys().map(String::as_str).collect();
        told.sort_unstable();
        let all = [
            "connections",
            "connections_per_address",
            "gather",
            "head_seconds",
            "idle_seconds",
            "key_file",
            "listen",
            "networks",
            "reach",
            "server",
            "state_dir",
            "targets",
        ];
        assert_eq!(told, all);
    }
}
