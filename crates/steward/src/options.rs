//! Options of the server: flags win over the environment, the environment over the file.

use std::{net::SocketAddr, num::NonZeroU32, path::PathBuf};

use anyhow::{Context as _, Result};
use clap::Args;
use domain::{autopilot::RuleSet, network::Network, support_request::WithoutRights, text::DomainName};
use server::config::{Config, LogFormat};

use crate::mail_options::MailOptions;

/// Where the configuration lies unless said otherwise.
pub const DEFAULT_FILE: &str = "steward.toml";

/// Every option of the configuration file, as flag and environment variable.
#[derive(Clone, Debug, Args)]
pub struct Options {
    /// The configuration file; without it `steward.toml` here is read if it exists.
    #[arg(long, env = "STEWARD_CONFIG")]
    pub config: Option<PathBuf>,
    /// Where to listen.
    #[arg(long, env = "STEWARD_LISTEN")]
    listen: Option<SocketAddr>,
    /// Where figures about this server are read (`GET /metrics`), without a sign-in.
    #[arg(long, env = "STEWARD_METRICS_LISTEN")]
    metrics_listen: Option<SocketAddr>,
    /// The address by which browsers and agents reach this server.
    #[arg(long, env = "STEWARD_PUBLIC_URL")]
    public_url: Option<String>,
    /// `sqlite:PATH` or `postgresql://…`.
    #[arg(long, env = "STEWARD_DATABASE")]
    database: Option<String>,
    /// Root certificates (PEM) by which PostgreSQL is verified.
    #[arg(long, env = "STEWARD_DATABASE_ROOTS")]
    database_roots: Option<PathBuf>,
    /// The file with the key that seals what must be read back.
    #[arg(long, env = "STEWARD_SEAL_KEY_FILE")]
    seal_key_file: Option<PathBuf>,
    /// Certificate chain (PEM) of the TLS listener.
    #[arg(long, env = "STEWARD_TLS_CERTIFICATE")]
    tls_certificate: Option<PathBuf>,
    /// Private key (PEM) of the TLS listener.
    #[arg(long, env = "STEWARD_TLS_KEY")]
    tls_key: Option<PathBuf>,
    /// Whether a proxy in front tells the caller's address.
    #[arg(long, env = "STEWARD_BEHIND_PROXY")]
    behind_proxy: Option<bool>,
    /// `text` or `json`.
    #[arg(long, env = "STEWARD_LOG_FORMAT", value_parser = log_format)]
    log_format: Option<LogFormat>,
    /// Seconds of silence after which a room is Unmonitored.
    #[arg(long, env = "STEWARD_SILENCE_SECONDS")]
    silence_seconds: Option<u64>,
    /// Seconds between reports of a room where nothing changes.
    #[arg(long, env = "STEWARD_REPORT_INTERVAL_SECONDS")]
    report_interval_seconds: Option<u64>,
    /// How many rooms of an organization may wait in Onboarding for each key.
    #[arg(long, env = "STEWARD_ONBOARDING_CAP")]
    onboarding_cap: Option<i64>,
    /// How many reports a second the devices of one organization may send together in the long run.
    #[arg(long, env = "STEWARD_REPORTS_PER_SECOND")]
    reports_per_second: Option<NonZeroU32>,
    /// Whether requests for reseller relationships may ask for delegated admin privileges (DAP) too: `true` or `false`.
    #[arg(long, env = "STEWARD_DAP_WITH_RESELLER")]
    dap_with_reseller: Option<bool>,
    /// Whether delegated admin privileges end that nobody used for 90 days.
    #[arg(long, env = "STEWARD_END_IDLE_PRIVILEGES")]
    end_idle_privileges: Option<bool>,
    /// By which rule set partners manage Autopilot devices and profiles: `today`, `today_strict` or `announced`.
    #[arg(long, env = "STEWARD_AUTOPILOT_RULES")]
    autopilot_rules: Option<RuleSet>,
    /// Whether the role of a partner on a subscription counts, at a customer without delegated admin privileges, only beside a granular
    /// role.
    #[arg(long, env = "STEWARD_SUBSCRIPTIONS_NEED_GRANULAR_ROLE")]
    subscriptions_need_granular_role: Option<bool>,
    /// Whether partners open support requests on behalf of customers that gave them no directory role: `allowed` or `refused`.
    #[arg(long, env = "STEWARD_SUPPORT_REQUESTS_WITHOUT_RIGHTS")]
    support_requests_without_rights: Option<WithoutRights>,
    /// A domain of yours that is set aside for customers that partners add; without one they add none.
    #[arg(long, env = "STEWARD_CUSTOMER_DOMAIN")]
    customer_domain: Option<DomainName>,
    /// How many attempts an organization has in an hour to find a partner by domain.
    #[arg(long, env = "STEWARD_PARTNER_ATTEMPTS_PER_HOUR")]
    partner_attempts_per_hour: Option<i64>,
    /// How many requests a second one caller may make in the long run.
    #[arg(long, env = "STEWARD_REQUESTS_PER_SECOND")]
    requests_per_second: Option<u32>,
    #[command(flatten)]
    mail: MailOptions,
    /// Networks that are not public and that webhooks may lead to all the same, separated by commas.
    #[arg(long, env = "STEWARD_WEBHOOK_ALLOWED_NETWORKS", value_delimiter = ',')]
    webhook_allowed_networks: Option<Vec<Network>>,
    /// Root certificates (PEM) by which receivers of webhooks are verified, beside the public ones.
    #[arg(long, env = "STEWARD_WEBHOOK_ROOTS")]
    webhook_roots: Option<PathBuf>,
}

fn log_format(text: &str) -> Result<LogFormat, String> {
    match text {
        "text" => Ok(LogFormat::Text),
        "json" => Ok(LogFormat::Json),
        _ => Err("one of text, json".to_owned()),
    }
}

impl Options {
    /// The file with everything laid over it.
    pub fn load(self) -> Result<Config> {
        let base = match &self.config {
            Some(path) => read(path)?,
            None if PathBuf::from(DEFAULT_FILE).exists() => read(&PathBuf::from(DEFAULT_FILE))?,
            None => Config::default(),
        };
        Ok(self.over(base))
    }

    /// What was given, over the defaults.
    pub fn over_defaults(self) -> Config {
        self.over(Config::default())
    }

    fn over(self, base: Config) -> Config {
        let base = self.mail.over(base);
        Config {
            listen: self.listen.unwrap_or(base.listen),
            metrics_listen: self.metrics_listen.or(base.metrics_listen),
            public_url: self.public_url.unwrap_or(base.public_url),
            database: self.database.unwrap_or(base.database),
            database_roots: self.database_roots.or(base.database_roots),
            seal_key_file: self.seal_key_file.unwrap_or(base.seal_key_file),
            tls_certificate: self.tls_certificate.or(base.tls_certificate),
            tls_key: self.tls_key.or(base.tls_key),
            behind_proxy: self.behind_proxy.unwrap_or(base.behind_proxy),
            log_format: self.log_format.unwrap_or(base.log_format),
            silence_seconds: self.silence_seconds.unwrap_or(base.silence_seconds),
            report_interval_seconds: self.report_interval_seconds.unwrap_or(base.report_interval_seconds),
            onboarding_cap: self.onboarding_cap.unwrap_or(base.onboarding_cap),
            reports_per_second: self.reports_per_second.unwrap_or(base.reports_per_second),
            dap_with_reseller: self.dap_with_reseller.unwrap_or(base.dap_with_reseller),
            end_idle_privileges: self.end_idle_privileges.unwrap_or(base.end_idle_privileges),
            autopilot_rules: self.autopilot_rules.unwrap_or(base.autopilot_rules),
            subscriptions_need_granular_role: self
                .subscriptions_need_granular_role
                .unwrap_or(base.subscriptions_need_granular_role),
            support_requests_without_rights: self
                .support_requests_without_rights
                .unwrap_or(base.support_requests_without_rights),
            customer_domain: self.customer_domain.or(base.customer_domain),
            partner_attempts_per_hour: self
                .partner_attempts_per_hour
                .unwrap_or(base.partner_attempts_per_hour),
            requests_per_second: self.requests_per_second.unwrap_or(base.requests_per_second),
            webhook_allowed_networks: self.webhook_allowed_networks.unwrap_or(base.webhook_allowed_networks),
            webhook_roots: self.webhook_roots.or(base.webhook_roots),
            ..base
        }
    }
}

fn read(path: &std::path::Path) -> Result<Config> {
    let text = std::fs::read_to_string(path).with_context(|| format!("reading {}", path.display()))?;
    Config::parse(&text).with_context(|| format!("in {}", path.display()))
}
