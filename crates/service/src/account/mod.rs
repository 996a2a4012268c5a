//! One's own account: language, time zone, e-mail, password.

mod edit;
mod mail;
mod own;
mod password;
mod preference;

pub use edit::EditAccount;
pub use mail::{OwnMailChoice, set_mail_choice};
pub use own::OwnAccount;
pub use password::change_password;
pub use preference::{SetAllTickets, SetFoldedFaults};

use crate::{
    refusal::{Code, Refusal},
    run::Context,
};

/// Credentials are changed by people in a browser, never by a token.
pub(crate) fn require_session(context: &Context<'_>) -> Result<(), Refusal> {
    match context.caller.person.session {
        Some(_) => Ok(()),
        None => Err(Refusal::Denied(Code::Forbidden, None)),
    }
}
