//! E-mail: letters in the words of their readers, handed to the mail server that the operator set.
//!
//! Invariant: nothing is decided here; a letter holds what its reader may know.

mod letter;
mod report;
mod settings;
mod trial;

use lettre::{
    AsyncSmtpTransport, AsyncTransport as _, Message, Tokio1Executor,
    address::Envelope,
    message::{
        Mailbox,
        header::{ContentType, HeaderName, HeaderValue},
    },
    transport::smtp::client::Tls,
};
use service::notifications::{Content, Letter, Post, Undelivered};
use tokio_util::sync::CancellationToken;

use self::{
    letter::Words,
    settings::{PATIENCE, Security, Settings},
};
pub use self::{
    settings::MailSettingsError,
    trial::{TrialError, send_trial},
};
use crate::config::Config;

/// What a mail server answers that would take no other letter either: it closes, or does not let this server in.
const SHUT: [u16; 6] = [421, 454, 530, 534, 535, 538];

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
        let Some(settings) = Settings::of(config)? else { return Ok(None) };
        let tls = match &settings.security {
            Security::Open => Tls::None,
            Security::Starttls(tls) => Tls::Required(tls.clone()),
            Security::Tls(tls) => Tls::Wrapper(tls.clone()),
        };
        let mut builder = AsyncSmtpTransport::<Tokio1Executor>::builder_dangerous(&settings.server)
            .port(settings.port)
            .tls(tls)
            .hello_name(settings.hello())
            .timeout(Some(PATIENCE));
        if let Some(credentials) = settings.credentials() {
            builder = builder.credentials(credentials);
        }
        let Settings { from, host, base, .. } = settings;
        Ok(Some(Self { transport: builder.build(), from, host, base, stop }))
    }

    /// As whom a letter is written: a report comes in the name of the organization of whoever has it sent.
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
