//! E-mail: letters in the words of their readers, handed to the mail server that the operator set.
//!
//! Invariant: nothing is decided here; a letter holds what its reader may know.

mod letter;
mod report;

use std::time::Duration;

use lettre::{
    AsyncSmtpTransport, AsyncTransport as _, Message, Tokio1Executor,
    address::Envelope,
    message::{
        Mailbox,
        header::{ContentType, HeaderName, HeaderValue},
    },
    transport::smtp::{
        authentication::Credentials,
        client::{Certificate, Tls, TlsParameters},
        extension::ClientId,
    },
};
use service::notifications::{Content, Letter, Post, Undelivered};
use tokio_util::sync::CancellationToken;

use self::letter::Words;
use crate::config::{Config, MailSecurity};

/// How long the mail server may take for one step.
const PATIENCE: Duration = Duration::from_secs(20);

/// What a mail server answers that would take no other letter either: it closes, or does not let this server in.
const SHUT: [u16; 6] = [421, 454, 530, 534, 535, 538];

/// Why the mail settings of an operator cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum MailSettingsError {
    /// There is a server, and nobody to write as.
    #[error("mail_from is needed where mail_server is set")]
    NoSender,
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

/// What hands letters to the mail server.
pub struct Mailer {
    transport: AsyncSmtpTransport<Tokio1Executor>,
    from: Mailbox,
    /// The host of the public address: the part of a message's identifier after its number.
    host: String,
    /// The public address, with which links begin.
    base: String,
    stop: CancellationToken,
}

impl Mailer {
    /// The mailer of a configuration; none where no mail server is set. Once `stop` says so it sends nothing more.
    pub fn of(config: &Config, stop: CancellationToken) -> Result<Option<Self>, MailSettingsError> {
        let Some(server) = &config.mail_server else { return Ok(None) };
        let from = config.mail_from.as_deref().ok_or(MailSettingsError::NoSender)?.parse()?;
        let base = config.public_url.trim_end_matches('/').to_owned();
        let host = host_of(&base).to_owned();
        let tls = || parameters(server, config);
        let (tls, port) = match config.mail_security {
            MailSecurity::Starttls => (Tls::Required(tls()?), 587),
            MailSecurity::Tls => (Tls::Wrapper(tls()?), 465),
            MailSecurity::None => (Tls::None, 25),
        };
        let mut builder = AsyncSmtpTransport::<Tokio1Executor>::builder_dangerous(server)
            .port(config.mail_port.unwrap_or(port))
            .tls(tls)
            .hello_name(ClientId::Domain(host.clone()))
            .timeout(Some(PATIENCE));
        match (&config.mail_user, password(config)?) {
            (None, None) => {}
            (Some(_), Some(_)) if config.mail_security == MailSecurity::None => {
                return Err(MailSettingsError::Unprotected);
            }
            (Some(user), Some(password)) => {
                builder = builder.credentials(Credentials::new(user.clone(), password));
            }
            _ => return Err(MailSettingsError::HalfAccount),
        }
        Ok(Some(Self { transport: builder.build(), from, host, base, stop }))
    }

    /// As whom a letter is written: a report comes in the name of its reader's organization, which is the partner's to customers.
    fn sender(&self, letter: &Letter) -> Mailbox {
        match &letter.content {
            Content::Report(sent) => Mailbox::new(Some(sent.organization.clone()), self.from.email.clone()),
            _ => self.from.clone(),
        }
    }

    fn message(&self, letter: &Letter) -> Result<(Envelope, Vec<u8>), Undelivered> {
        let refused = |error: &dyn std::fmt::Display| Undelivered::Refused(error.to_string());
        let address = letter.to.parse().map_err(|error: lettre::address::AddressError| refused(&error))?;
        let (subject, words) = letter::words(letter, &self.base).map_err(|error| refused(&error))?;
        let builder = Message::builder()
            .message_id(Some(format!("<{}@{}>", letter.message, self.host)))
            .from(self.sender(letter))
            .to(Mailbox::new(Some(letter.name.clone()), address))
            .subject(subject)
            // Nobody's absence is to answer (RFC 3834).
            .raw_header(HeaderValue::new(
                HeaderName::new_from_ascii_str("Auto-Submitted"),
                "auto-generated".to_owned(),
            ));
        let message = match words {
            Words::Text(text) => builder.header(ContentType::TEXT_PLAIN).body(text),
            Words::Report(parts) => builder.multipart(parts),
        };
        let message = message.map_err(|error| refused(&error))?;
        Ok((message.envelope().clone(), message.formatted()))
    }
}

impl Post for Mailer {
    async fn deliver(&self, letter: &Letter) -> Result<(), Undelivered> {
        if self.stop.is_cancelled() {
            return Err(Undelivered::Unreachable("the server stops".to_owned()));
        }
        let (envelope, message) = self.message(letter)?;
        let Err(error) = self.transport.send_raw(&envelope, &message).await else { return Ok(()) };
        let status = error.status().map(u16::from);
        Err(match status {
            Some(status) if !SHUT.contains(&status) => Undelivered::Refused(error.to_string()),
            _ => Undelivered::Unreachable(error.to_string()),
        })
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
        match Mailer::of(config, CancellationToken::new()) {
            Ok(_) => panic!("{config:?} is accepted"),
            Err(error) => error.to_string(),
        }
    }

    #[test]
    fn half_settings_are_refused() {
        assert!(Mailer::of(&Config::default(), CancellationToken::new()).unwrap().is_none());
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
