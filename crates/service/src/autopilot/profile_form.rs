//! What somebody sets of a profile.

use domain::{
    autopilot::{LONGEST_DESCRIPTION, ProfileSettings},
    text::{Name, paragraph},
};

use crate::{
    form::Form,
    refusal::{Code, Refusal},
};

/// A profile as it was typed.
#[derive(Clone, Debug, Default)]
pub struct ProfileForm {
    /// The name.
    pub name: String,
    /// What it is for.
    pub description: String,
    /// The published words of its choices.
    pub settings: Vec<String>,
    /// Whether it was said that the customer agreed to skip the licence agreement.
    pub acknowledged: bool,
}

/// A profile that can be kept.
pub(super) struct Checked {
    pub(super) name: Name,
    pub(super) description: String,
    pub(super) settings: ProfileSettings,
}

impl ProfileForm {
    /// Checks everything at once; the choices before decide whether an acknowledgement is needed.
    pub(super) fn checked(&self, before: Option<&ProfileSettings>) -> Result<Checked, Refusal> {
        let mut form = Form::default();
        let name = form.text("displayName", Name::parse(&self.name));
        let description = form.text("description", paragraph(&self.description, LONGEST_DESCRIPTION));
        let settings = ProfileSettings::read(self.settings.iter().map(String::as_str));
        match &settings {
            None => form.fault("policySettings", Code::UnknownValue),
            Some(settings) if settings.needs_acknowledgement(before) && !self.acknowledged => {
                form.fault("licenceAgreementAcknowledged", Code::AcknowledgementRequired);
            }
            Some(_) => {}
        }
        match (name, description, settings) {
            (Some(name), Some(description), Some(settings)) => {
                form.finish()?;
                Ok(Checked { name, description, settings })
            }
            _ => Err(form.refusal()),
        }
    }
}
