//! The mail settings of an operator, checked.

use std::time::Duration;

use lettre::{
    message::Mailbox,
    transport::smtp::{
        authentication::Credentials,
        client::{Certificate, TlsParameters},
        extension::ClientId,
    },
};

use crate::config::{Config, MailSecurity};

/// How long the mail server may take for one step.
pub(super) const PATIENCE: Duration = Duration::from_secs(20);

/// Why the mail settings of an operator cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum MailSettingsError {
    /// There is a server, and nobody to write as.
    #[error("mail_from is needed where mail_server is set")]
    NoSender,
    /// Nobody could invite those who are added.
    #[error("mail_server is needed where customer_domain is set")]
    NoServer,
    /// Not an address.
    #[error("mail_from is no address: {0}")]
    Sender(#[from] lettre::address::AddressError),
    /// A file that cannot be read.
    #[error("reading {0}: {1}")]
    File(String, std::io::Error),
    /// A password without an account.
    #[error("a mail password needs mail_user, and mail_user a password")]
    HalfAccount,
    /// The account would be told to whoever listens.
    #[error("mail_user needs mail_security = \"starttls\" or \"tls\"")]
    Unprotected,
    /// Roots or names that TLS does not accept.
    #[error("TLS to the mail server: {0}")]
    Tls(#[from] lettre::transport::smtp::Error),
}

/// How the way to the mail server is protected.
#[derive(Clone)]
pub(super) enum Security {
    /// Not at all.
    Open,
    /// After its greeting.
    Starttls(TlsParameters),
    /// From the first byte.
    Tls(TlsParameters),
}

/// The settings.
pub(super) struct Settings {
    pub(super) server: String,
    pub(super) port: u16,
    pub(super) security: Security,
    /// The account there, and its password.
    pub(super) account: Option<(String, String)>,
    pub(super) from: Mailbox,
    /// The public address, with which links begin.
    pub(super) base: String,
    /// Its host: the part of a message's identifier after its number, and what Steward says it is.
    pub(super) host: String,
}

impl Settings {
    /// Those of a configuration; none where no mail server is set.
    pub(super) fn of(config: &Config) -> Result<Option<Self>, MailSettingsError> {
        let Some(server) = config.mail_server.clone() else {
            return if config.customer_domain.is_none() {
                Ok(None)
            } else {
                Err(MailSettingsError::NoServer)
            };
        };
        let from = config.mail_from.as_deref().ok_or(MailSettingsError::NoSender)?.parse()?;
        let base = config.public_url.trim_end_matches('/').to_owned();
        let host = host_of(&base).to_owned();
        let (security, port) = match config.mail_security {
            MailSecurity::Starttls => (Security::Starttls(parameters(&server, config)?), 587),
            MailSecurity::Tls => (Security::Tls(parameters(&server, config)?), 465),
            MailSecurity::None => (Security::Open, 25),
        };
        let account = match (config.mail_user.clone(), password(config)?) {
            (None, None) => None,
            (Some(_), Some(_)) if config.mail_security == MailSecurity::None => {
                return Err(MailSettingsError::Unprotected);
            }
            (Some(user), Some(password)) => Some((user, password)),
            _ => return Err(MailSettingsError::HalfAccount),
        };
        let port = config.mail_port.unwrap_or(port);
        Ok(Some(Self { server, port, security, account, from, base, host }))
    }

    pub(super) fn credentials(&self) -> Option<Credentials> {
        self.account.clone().map(|(user, password)| Credentials::new(user, password))
    }

    pub(super) fn hello(&self) -> ClientId {
        ClientId::Domain(self.host.clone())
    }
}

fn parameters(server: &str, config: &Config) -> Result<TlsParameters, MailSettingsError> {
    let mut builder = TlsParameters::builder(server.to_owned());
    if let Some(path) = &config.mail_roots {
        let pem = std::fs::read(path)
            .map_err(|error| MailSettingsError::File(path.display().to_string(), error))?;
        builder = builder.add_root_certificate(Certificate::from_pem(&pem)?);
    }
    Ok(builder.build()?)
}

fn password(config: &Config) -> Result<Option<String>, MailSettingsError> {
    if config.mail_password.is_some() {
        return Ok(config.mail_password.clone());
    }
    let Some(path) = &config.mail_password_file else { return Ok(None) };
    let text = std::fs::read_to_string(path)
        .map_err(|error| MailSettingsError::File(path.display().to_string(), error))?;
    Ok(Some(text.trim_end_matches(['\r', '\n']).to_owned()))
}

/// The host of an address.
fn host_of(address: &str) -> &str {
    let rest = address.split_once("://").map_or(address, |(_, rest)| rest);
    let authority = rest.split_once('/').map_or(rest, |(authority, _)| authority);
    authority.rsplit_once(':').map_or(authority, |(host, _)| host)
}

#[cfg(test)]
#[allow(clippy::unwrap_used, clippy::panic, reason = "tests")]
mod tests {
    use super::*;

    fn config(server: &str) -> Config {
        Config {
            mail_server: Some(server.to_owned()),
            mail_from: Some("Steward <steward@operator.example>".to_owned()),
            ..Config::default()
        }
    }

    fn fault(config: &Config) -> String {
        match Settings::of(config) {
            Ok(_) => panic!("{config:?} is accepted"),
            Err(error) => error.to_string(),
        }
    }

    #[test]
    fn half_settings_are_refused() {
        assert!(Settings::of(&Config::default()).unwrap().is_none());
        let good = config("mail.operator.example");
        assert!(fault(&Config { mail_from: None, ..good.clone() }).contains("mail_from is needed"));
        assert!(fault(&Config { mail_from: Some("x".to_owned()), ..good.clone() }).contains("no address"));
        let user = Config { mail_user: Some("steward".to_owned()), ..good.clone() };
        assert!(fault(&user).contains("a password"));
        let whole = Config { mail_password: Some("secret".to_owned()), ..user };
        assert!(fault(&Config { mail_user: None, ..whole.clone() }).contains("mail_user"));
        let open = Config { mail_security: MailSecurity::None, ..whole };
        assert!(fault(&open).contains("mail_security"));
        let roots = Config { mail_roots: Some("/nowhere.pem".into()), ..good };
        assert!(fault(&roots).contains("/nowhere.pem"));
    }

    #[test]
    fn a_host_is_found_in_an_address() {
        for (address, host) in [
            ("https://steward.example/x", "steward.example"),
            ("http://127.0.0.1:8080", "127.0.0.1"),
            ("steward.example", "steward.example"),
        ] {
            assert_eq!(host_of(address), host);
        }
    }
}
