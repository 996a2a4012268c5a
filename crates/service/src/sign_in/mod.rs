//! Sign-in: account name, then password; sessions, tokens and one-time links by which people are known.
//!
//! Invariant: answers, and the time they take, do not tell whether an account exists; secrets leave this
//! module once, to the person they are for, and are kept as SHA-256 (passwords as argon2id).

mod enter;
mod identify;
mod one_time_link;
pub(crate) mod password;
mod secret;
mod throttle;
mod tidy;

pub use enter::{Means, SignIn, SignInPath, find_organization, sign_in};
pub(crate) use identify::IDLE;
pub use identify::{identify, identify_token};
pub use one_time_link::{Invitee, look_at_link, set_password};
pub(crate) use one_time_link::{check_new, issue_link, order_link};
pub use secret::Secret;
pub(crate) use secret::{TOKEN_MARK, hash};
pub(crate) use throttle::Keys;
pub use throttle::network;
pub use tidy::tidy;

/// What is told of a call before anybody is signed in.
#[derive(Clone, Debug)]
pub struct Visit {
    /// The identifier of the request.
    pub request_id: String,
    /// The address it came from.
    pub address: String,
    /// The browser, as it names itself.
    pub browser: String,
}

impl Visit {
    /// The browser in at most 200 characters of one line, of ASCII as such names are: lists compare them so.
    fn browser(&self) -> String {
        self.browser.chars().filter(|c| matches!(c, ' '..='~')).take(200).collect()
    }
}
