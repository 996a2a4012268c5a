//! Whether the members of an assignment get e-mail about its rooms, as forms ask it.

use askama::Template;

use crate::{form::Form, i18n::Translator, web::Web};

/// The field.
#[derive(Template)]
#[template(path = "portal/roles/mail.html")]
pub(super) struct MailField {
    t: Translator,
    is_on: bool,
    /// Whether this server sends e-mail at all.
    is_sent: bool,
}

impl MailField {
    /// The field with what is chosen.
    pub fn of(t: &Translator, web: &Web, is_on: bool) -> Self {
        Self { t: t.clone(), is_on, is_sent: web.app.sends_mail() }
    }

    /// Whether a form chooses it.
    pub fn is_on(form: &Form) -> bool {
        form.text("emailNotifications") == "yes"
    }
}
