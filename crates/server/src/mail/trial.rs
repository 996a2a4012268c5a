//! One message for trying the mail settings out, step by step, so that the step that fails can be told in plain words.

use lettre::{
    Address, Message,
    message::header::ContentType,
    transport::smtp::{
        self,
        authentication::Mechanism,
        client::AsyncSmtpConnection,
        commands::{Data, Mail, Rcpt},
    },
};

use super::settings::{MailSettingsError, PATIENCE, Security, Settings};
use crate::config::Config;

/// Why a message was not taken by the mail server.
#[derive(Debug, thiserror::Error)]
pub enum TrialError {
    /// The settings cannot be used.
    #[error(transparent)]
    Settings(#[from] MailSettingsError),
    /// There are none.
    #[error("no mail server is set: mail_server and mail_from are needed")]
    NoServer,
    /// Not an address.
    #[error("{0} is no address")]
    NoAddress(String),
    /// Nobody knows the name.
    #[error("the name {0} in mail_server is not known here: {1}")]
    Name(String, std::io::Error),
    /// Nobody listens, or answers.
    #[error("{0} does not answer as a mail server (mail_server, mail_port, mail_security): {1}")]
    Connection(String, smtp::Error),
    /// The way cannot be protected as it is set.
    #[error(
        "{0} does not offer STARTTLS: set mail_security to \"tls\", or to \"none\" for a server on this machine"
    )]
    NoStarttls(String),
    /// Nobody vouches for the server, or it speaks no TLS.
    #[error("no protected connection to {0} (mail_port, mail_security, mail_roots): {1}")]
    Tls(String, smtp::Error),
    /// The account or its password is wrong, or not taken.
    #[error("{0} does not let the account {1} in (mail_user, mail_password_file): {2}")]
    Login(String, String, smtp::Error),
    /// The server sends nothing as this sender.
    #[error("{0} does not take messages from {1} (mail_from): {2}")]
    Sender(String, Address, smtp::Error),
    /// The server does not take messages for this address.
    #[error("{0} refuses the recipient {1}: {2}")]
    Recipient(String, Address, smtp::Error),
    /// The server did not take the message itself.
    #[error("{0} did not take the message: {1}")]
    Message(String, smtp::Error),
    /// The message could not be written.
    #[error("writing the message: {0}")]
    Writing(#[from] lettre::error::Error),
}

/// Sends a message to an address with the mail settings of a configuration; answers which server took it.
pub async fn send_trial(config: &Config, to: &str) -> Result<String, TrialError> {
    let settings = Settings::of(config)?.ok_or(TrialError::NoServer)?;
    let address: Address = to.parse().map_err(|_| TrialError::NoAddress(to.to_owned()))?;
    let at = format!("{}:{}", settings.server, settings.port);
    let sender = settings.from.email.clone();
    let message = Message::builder()
        .from(settings.from.clone())
        .to(address.clone().into())
        .subject("Steward: test message")
        .header(ContentType::TEXT_PLAIN)
        .body(format!("The mail settings of Steward at {} work.\n", settings.base))?;
    let mut connection = connect(&settings, &at).await?;
    if let (Some(credentials), Some((user, _))) = (settings.credentials(), &settings.account) {
        let mechanisms = [Mechanism::Plain, Mechanism::Login];
        let answer = connection.auth(&mechanisms, &credentials).await;
        answer.map_err(|error| TrialError::Login(at.clone(), user.clone(), error))?;
    }
    let answer = connection.command(Mail::new(Some(sender.clone()), Vec::new())).await;
    answer.map_err(|error| TrialError::Sender(at.clone(), sender, error))?;
    let answer = connection.command(Rcpt::new(address.clone(), Vec::new())).await;
    answer.map_err(|error| TrialError::Recipient(at.clone(), address, error))?;
    let refused = |error| TrialError::Message(at.clone(), error);
    connection.command(Data).await.map_err(refused)?;
    connection.message(&message.formatted()).await.map_err(refused)?;
    // It has the message, whatever it answers to a farewell.
    let _ = connection.quit().await;
    Ok(at)
}

/// Connects, and protects the way as it is set.
async fn connect(settings: &Settings, at: &str) -> Result<AsyncSmtpConnection, TrialError> {
    let server = (settings.server.as_str(), settings.port);
    let found = tokio::net::lookup_host(server).await;
    found.map(drop).map_err(|error| TrialError::Name(settings.server.clone(), error))?;
    let hello = settings.hello();
    let at_once = if let Security::Tls(tls) = &settings.security { Some(tls.clone()) } else { None };
    let connected = AsyncSmtpConnection::connect_tokio1(server, Some(PATIENCE), &hello, at_once, None).await;
    let mut connection = connected.map_err(|error| match &settings.security {
        Security::Tls(_) => TrialError::Tls(at.to_owned(), error),
        _ => TrialError::Connection(at.to_owned(), error),
    })?;
    if let Security::Starttls(tls) = &settings.security {
        if !connection.can_starttls() {
            return Err(TrialError::NoStarttls(at.to_owned()));
        }
        let secured = connection.starttls(tls.clone(), &hello).await;
        secured.map_err(|error| TrialError::Tls(at.to_owned(), error))?;
    }
    Ok(connection)
}
