//! Options of the mail server, the same for the server and the demonstration.

use std::path::PathBuf;

use clap::Args;
use server::config::{Config, MailSecurity};

/// How Steward reaches the mail server, as flags and environment variables.
#[derive(Clone, Debug, Args)]
pub struct MailOptions {
    /// The mail server; without one nobody is told by e-mail.
    #[arg(long = "mail-server", env = "STEWARD_MAIL_SERVER")]
    server: Option<String>,
    /// The port of the mail server.
    #[arg(long = "mail-port", env = "STEWARD_MAIL_PORT")]
    port: Option<u16>,
    /// `starttls`, `tls` or `none`.
    #[arg(long = "mail-security", env = "STEWARD_MAIL_SECURITY", value_parser = mail_security)]
    security: Option<MailSecurity>,
    /// Root certificates (PEM) by which the mail server is verified, beside the public ones.
    #[arg(long = "mail-roots", env = "STEWARD_MAIL_ROOTS")]
    roots: Option<PathBuf>,
    /// The account at the mail server.
    #[arg(long = "mail-user", env = "STEWARD_MAIL_USER")]
    user: Option<String>,
    /// A file with the password of that account.
    #[arg(long = "mail-password-file", env = "STEWARD_MAIL_PASSWORD_FILE")]
    password_file: Option<PathBuf>,
    /// The password itself; better in the environment than on the command line.
    #[arg(long = "mail-password", env = "STEWARD_MAIL_PASSWORD", hide_env_values = true)]
    password: Option<String>,
    /// As whom Steward writes: `Steward <steward@example.com>`.
    #[arg(long = "mail-from", env = "STEWARD_MAIL_FROM")]
    from: Option<String>,
}

fn mail_security(text: &str) -> Result<MailSecurity, String> {
    match text {
        "starttls" => Ok(MailSecurity::Starttls),
        "tls" => Ok(MailSecurity::Tls),
        "none" => Ok(MailSecurity::None),
        _ => Err("one of starttls, tls, none".to_owned()),
    }
}

impl MailOptions {
    /// A configuration with everything laid over it that was given.
    pub fn over(self, base: Config) -> Config {
        Config {
            mail_server: self.server.or(base.mail_server),
            mail_port: self.port.or(base.mail_port),
            mail_security: self.security.unwrap_or(base.mail_security),
            mail_roots: self.roots.or(base.mail_roots),
            mail_user: self.user.or(base.mail_user),
            mail_password_file: self.password_file.or(base.mail_password_file),
            mail_password: self.password.or(base.mail_password),
            mail_from: self.from.or(base.mail_from),
            ..base
        }
    }
}
