//! What somebody sets of an application, checked.

use std::collections::BTreeSet;

use domain::{
    application::{ApiPermission, MOST_REDIRECTS},
    text::Name,
};
use store::applications::Setting;

use super::redirect::redirect;
use crate::{
    form::Form,
    refusal::{Code, Refusal},
};

/// The field of what an application may do by itself.
const BY_ITSELF: &str = "applicationPermissions";

/// What somebody typed; what is none stays.
#[derive(Clone, Debug, Default)]
pub struct ApplicationForm {
    /// What people call it.
    pub name: Option<String>,
    /// The addresses to which people are sent back.
    pub redirects: Option<Vec<String>>,
    /// Whether it can keep no secret.
    pub is_public: Option<bool>,
    /// What it may do by itself, by the published names.
    pub application_permissions: Option<Vec<String>>,
    /// What people can let it do for them, by the published names.
    pub delegated_permissions: Option<Vec<String>>,
}

impl ApplicationForm {
    /// The values, if they keep the rules.
    pub(super) fn checked(self, before: Option<&Setting>) -> Result<Setting, Refusal> {
        let mut form = Form::default();
        let given = self.name.or_else(|| before.map(|it| it.name.clone()));
        let name = form.text("displayName", Name::parse(&given.unwrap_or_default()));
        let redirects = match self.redirects {
            Some(texts) => redirects(&mut form, &texts),
            None => before.map(|it| it.redirects.clone()).unwrap_or_default(),
        };
        let mut granted =
            |field, names: Option<Vec<String>>, kept: Option<&BTreeSet<ApiPermission>>| match names {
                Some(names) => permissions(&mut form, field, &names),
                None => kept.cloned().unwrap_or_default(),
            };
        let application_permissions =
            granted(BY_ITSELF, self.application_permissions, before.map(|it| &it.application_permissions));
        let delegated_permissions = granted(
            "delegatedPermissions",
            self.delegated_permissions,
            before.map(|it| &it.delegated_permissions),
        );
        let Some(name) = name else { return Err(form.refusal()) };
        form.finish()?;
        Ok(Setting {
            name: name.as_str().to_owned(),
            redirects,
            is_public: self.is_public.or(before.map(|it| it.is_public)).unwrap_or_default(),
            application_permissions,
            delegated_permissions,
        })
    }
}

fn redirects(form: &mut Form, texts: &[String]) -> Vec<String> {
    const FIELD: &str = "redirectUris";
    let mut redirects: Vec<String> = Vec::new();
    for text in texts {
        match redirect(text) {
            Ok(address) if redirects.contains(&address) => {}
            Ok(address) => redirects.push(address),
            Err(code) => form.fault(FIELD, code),
        }
    }
    if redirects.len() > MOST_REDIRECTS {
        form.limit(FIELD, Code::TooMany, MOST_REDIRECTS);
    }
    redirects
}

fn permissions(form: &mut Form, field: &str, names: &[String]) -> BTreeSet<ApiPermission> {
    let mut permissions = BTreeSet::new();
    for name in names {
        // Some are of people alone, and no application acts by itself with them.
        let fits = |it: &ApiPermission| field != BY_ITSELF || !it.is_delegated_only();
        match ApiPermission::from_key(name.trim()).filter(fits) {
            Some(permission) => {
                permissions.insert(permission);
            }
            None => form.fault(field, Code::UnknownValue),
        }
    }
    permissions
}
