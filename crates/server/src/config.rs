//! Configuration of a server: one file, every option also as environment variable and flag (the binary lays
//! them over the file).

use std::{net::SocketAddr, num::NonZeroU32, path::PathBuf};

use domain::{autopilot::RuleSet, network::Network, support_request::WithoutRights, text::DomainName};
use serde::{Deserialize, Serialize};

/// What an operator sets.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Config {
    /// Where to listen.
    pub listen: SocketAddr,
    /// Where figures about this server are read (`GET /metrics`); without it none are kept.
    pub metrics_listen: Option<SocketAddr>,
    /// The address by which browsers and agents reach this server.
    pub public_url: String,
    /// `sqlite:PATH` or `postgresql://…`.
    pub database: String,
    /// A file with the root certificates by which PostgreSQL is verified; TLS is used when it is set.
    pub database_roots: Option<PathBuf>,
    /// The file with the key that seals what must be read back.
    pub seal_key_file: PathBuf,
    /// Certificate chain (PEM) of the TLS listener; read anew when it changes.
    pub tls_certificate: Option<PathBuf>,
    /// Private key (PEM) of the TLS listener.
    pub tls_key: Option<PathBuf>,
    /// Whether a proxy in front tells the caller's address in `X-Forwarded-For`.
    pub behind_proxy: bool,
    /// `text` or `json`.
    pub log_format: LogFormat,
    /// Seconds of silence after which a room is Unmonitored.
    pub silence_seconds: u64,
    /// Seconds between reports of a room where nothing changes.
    pub report_interval_seconds: u64,
    /// How many rooms of an organization may wait in Onboarding for each key.
    pub onboarding_cap: i64,
    /// How many reports a second the devices of one organization may send together in the long run.
    pub reports_per_second: NonZeroU32,
    /// Whether requests for reseller relationships may ask for delegated admin privileges too.
    pub dap_with_reseller: bool,
    /// Whether delegated admin privileges end that nobody used for 90 days.
    pub end_idle_privileges: bool,
    /// By which rule set partners manage Autopilot devices and profiles: `today`, `today_strict` or `announced`.
    pub autopilot_rules: RuleSet,
    /// Whether roles on subscriptions of customers without delegated admin privileges count only beside a granular role.
    pub subscriptions_need_granular_role: bool,
    /// Whether partners ask vendors on behalf of customers that gave them no directory role: `allowed` or `refused` (R-306, Q24).
    pub support_requests_without_rights: WithoutRights,
    /// The domain below which partners add customers; without one they add none.
    pub customer_domain: Option<DomainName>,
    /// How many attempts an organization has in an hour to find a partner by domain.
    pub partner_attempts_per_hour: i64,
    /// How many requests a second one caller may make in the long run.
    pub requests_per_second: u32,
    /// The mail server; without one nobody is told by e-mail.
    pub mail_server: Option<String>,
    /// Its port; without one 587, 465 or 25, as the security says.
    pub mail_port: Option<u16>,
    /// `starttls`, `tls` or `none`.
    pub mail_security: MailSecurity,
    /// A file with root certificates (PEM) by which the mail server is verified, beside the public ones.
    pub mail_roots: Option<PathBuf>,
    /// The account at the mail server.
    pub mail_user: Option<String>,
    /// A file with its password.
    pub mail_password_file: Option<PathBuf>,
    /// The password itself; from the environment or a flag alone, never from the file.
    #[serde(skip)]
    pub mail_password: Option<String>,
    /// As whom Steward writes: `Steward <steward@example.com>`.
    pub mail_from: Option<String>,
    /// Networks that are not public and that webhooks may lead to all the same, over HTTP too.
    pub webhook_allowed_networks: Vec<Network>,
    /// A file with root certificates (PEM) by which receivers of webhooks are verified, beside the public ones.
    pub webhook_roots: Option<PathBuf>,
}

/// How the way to the mail server is protected.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum MailSecurity {
    /// TLS begins after the greeting, and must.
    #[default]
    Starttls,
    /// TLS from the first byte.
    Tls,
    /// Not at all: for a mail server on the same machine.
    None,
}

/// The form of log lines.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum LogFormat {
    /// For people.
    #[default]
    Text,
    /// For machines.
    Json,
}

impl Default for Config {
    fn default() -> Self {
        Self {
            listen: SocketAddr::from(([127, 0, 0, 1], 8080)),
            metrics_listen: None,
            public_url: "http://127.0.0.1:8080".to_owned(),
            database: "sqlite:steward.db".to_owned(),
            database_roots: None,
            seal_key_file: PathBuf::from("steward.key"),
            tls_certificate: None,
            tls_key: None,
            behind_proxy: false,
            log_format: LogFormat::Text,
            silence_seconds: 180,
            report_interval_seconds: 60,
            onboarding_cap: 200,
            reports_per_second: service::REPORTS_PER_SECOND,
            dap_with_reseller: true,
            end_idle_privileges: false,
            autopilot_rules: RuleSet::default(),
            subscriptions_need_granular_role: false,
            support_requests_without_rights: WithoutRights::default(),
            customer_domain: None,
            partner_attempts_per_hour: 20,
            requests_per_second: 500,
            mail_server: None,
            mail_port: None,
            mail_security: MailSecurity::Starttls,
            mail_roots: None,
            mail_user: None,
            mail_password_file: None,
            mail_password: None,
            mail_from: None,
            webhook_allowed_networks: Vec::new(),
            webhook_roots: None,
        }
    }
}

impl Config {
    /// Reads a configuration file's text; an unknown or malformed option is named.
    pub fn parse(text: &str) -> Result<Self, toml::de::Error> {
        toml::from_str(text)
    }

    /// A commented configuration for `steward init`: the defaults, and in their place what differs from them and is
    /// to be written.
    pub fn commented(&self, is_written: impl Fn(&str) -> bool) -> Result<String, toml::ser::Error> {
        let (own, default) = (toml::Table::try_from(self)?, toml::Table::try_from(Self::default())?);
        let mut text = String::new();
        for line in include_str!("config.toml").lines() {
            let name = line.trim_start_matches("# ").split_once(" = ").map_or("", |(name, _)| name);
            let own = own.get(name).filter(|value| default.get(name) != Some(value) && is_written(name));
            text.push_str(&own.map_or_else(|| line.to_owned(), |value| format!("{name} = {value}")));
            text.push('\n');
        }
        Ok(text)
    }

    /// The settings that rules depend on.
    pub fn settings(&self) -> service::Settings {
        service::Settings {
            silence: std::time::Duration::from_secs(self.silence_seconds),
            report_interval: std::time::Duration::from_secs(self.report_interval_seconds),
            watch_divisor: 1,
            onboarding_cap: self.onboarding_cap,
            reports_per_second: self.reports_per_second,
            privileges_with_reseller: self.dap_with_reseller,
            end_idle_privileges: self.end_idle_privileges,
            autopilot_rules: self.autopilot_rules,
            subscriptions_need_granular: self.subscriptions_need_granular_role,
            support_requests_without_rights: self.support_requests_without_rights,
            customer_domain: self.customer_domain.clone(),
            partner_attempts_per_hour: self.partner_attempts_per_hour,
            public_url: self.public_url.trim_end_matches('/').to_owned(),
            sends_mail: self.mail_server.is_some(),
            webhook_networks: self.webhook_allowed_networks.clone(),
        }
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "tests")]
mod tests {
    use super::*;

    /// R-363, Q23: the operator chooses a rule set by its word; without a choice it is that of today, and another word is refused.
    #[test]
    fn a_rule_set_is_chosen_by_its_word() {
        let rules = |text: &str| Config::parse(text).map(|config| config.settings().autopilot_rules).ok();
        assert_eq!(rules(""), Some(RuleSet::Today));
        for rule_set in RuleSet::ALL {
            assert_eq!(rules(&format!("autopilot_rules = \"{}\"", rule_set.key())), Some(rule_set));
        }
        assert_eq!(rules("autopilot_rules = \"tomorrow\""), None);
    }

    /// R-306, Q24: the operator chooses by a word whether the duty to support outlasts rights; without a choice it does.
    #[test]
    fn the_duty_to_support_is_chosen_by_its_word() {
        let read =
            |text: &str| Config::parse(text).map(|it| it.settings().support_requests_without_rights).ok();
        assert_eq!(read(""), Some(WithoutRights::Allowed));
        for choice in WithoutRights::ALL {
            let text = format!("support_requests_without_rights = \"{}\"", choice.key());
            assert_eq!(read(&text), Some(choice));
        }
        assert_eq!(read("support_requests_without_rights = \"sometimes\""), None);
    }

    /// partners add customers where the operator set a domain aside for them, and nowhere else.
    #[test]
    fn customers_are_added_below_a_domain() {
        let read = |text: &str| {
            Config::parse(text).map(|it| it.settings().customer_domain.map(|it| it.to_string())).ok()
        };
        assert_eq!(read(""), Some(None));
        let set = Some(Some("customers.example.net".to_owned()));
        assert_eq!(read("customer_domain = \"Customers.example.net\""), set);
        assert_eq!(read("customer_domain = \"customers\""), None);
    }

    #[test]
    fn the_commented_file_holds_the_configuration() {
        let other = Config {
            listen: SocketAddr::from(([0, 0, 0, 0], 443)),
            metrics_listen: Some(SocketAddr::from(([127, 0, 0, 1], 9464))),
            public_url: "https://steward.example/\"quoted\"".to_owned(),
            tls_key: Some(PathBuf::from("/etc/steward/tls.key")),
            behind_proxy: true,
            log_format: LogFormat::Json,
            requests_per_second: 7,
            webhook_allowed_networks: ["10.20.0.0/16", "fd00::/8"].map(|it| it.parse().unwrap()).to_vec(),
            ..Config::default()
        };
        for config in [Config::default(), other] {
            let text = config.commented(|_| true).unwrap();
            let read = Config::parse(&text).unwrap();
            assert_eq!(toml::to_string(&read).unwrap(), toml::to_string(&config).unwrap());
            assert!(text.contains("# Whether a proxy"), "{text}");
        }
        assert_eq!(Config::default().commented(|_| true).unwrap(), include_str!("config.toml"));
        let secret =
            Config { database: "postgresql://steward:secret@db/steward".to_owned(), ..Config::default() };
        let text = secret.commented(|name| name != "database").unwrap();
        assert_eq!(text, include_str!("config.toml"), "what stays in the environment");
    }

    #[test]
    fn unknown_options_are_named() {
        let error = Config::parse("lissten = \"127.0.0.1:1\"").unwrap_err().to_string();
        assert!(error.contains("lissten"), "{error}");
    }
}
