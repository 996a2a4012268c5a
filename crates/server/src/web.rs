//! What every handler can reach.

use std::sync::Arc;

use service::App;

use crate::messenger::Messenger;

/// The running server.
#[derive(Clone)]
pub struct Web {
    /// The use cases.
    pub app: App,
    /// What differs between servers.
    pub options: Arc<Options>,
    /// What calls the receivers of webhooks.
    pub messenger: Arc<Messenger>,
}

/// What the operator set for the HTTP face.
#[derive(Clone, Debug, Default)]
pub struct Options {
    /// Whether cookies are sent over TLS alone.
    pub secure_cookies: bool,
    /// Whether a proxy in front tells the caller's address in `X-Forwarded-For`.
    pub behind_proxy: bool,
    /// People whom the sign-in page of a demonstration offers; empty in earnest.
    pub sample_people: Vec<SamplePerson>,
}

/// A person of a demonstration.
#[derive(Clone, Debug)]
pub struct SamplePerson {
    /// The account name.
    pub upn: String,
    /// The password.
    pub password: String,
    /// The name.
    pub name: String,
    /// The organization's name.
    pub organization: String,
    /// What the person is there: the key of a message.
    pub role: String,
}

impl Web {
    /// Puts the HTTP face of a Steward together.
    pub fn new(app: App, options: Options, messenger: Messenger) -> Self {
        Self { app, options: Arc::new(options), messenger: Arc::new(messenger) }
    }
}
