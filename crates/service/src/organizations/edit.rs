//! The record of an organization.

use authz::Action;
use domain::{
    event::{Event, EventKind, Subject},
    id::{Id, Organization},
    text::Name,
};
use store::{
    Batch, Change,
    organizations::{EDIT, LOCK},
    values,
};

use crate::{
    caller::Person,
    form::Form,
    refusal::Refusal,
    run::{Command, Context, Where},
};

/// Changes name, country, language and time zone of an organization.
#[derive(Clone, Debug)]
pub struct EditOrganization {
    /// The organization.
    pub organization: Id<Organization>,
    /// The name.
    pub name: String,
    /// The country, two letters.
    pub country: String,
    /// The language tag of new people.
    pub language: String,
    /// The time zone of new people.
    pub time_zone: String,
    /// The stamp that was read, if the caller wants no other edit overwritten.
    pub stamp: Option<i64>,
}

impl Command for EditOrganization {
    type Output = ();
    const NAME: &'static str = "edit organization";

    fn asks(&self, _: &Person) -> (Action, Where) {
        (Action::Operate, Where::Tenant(self.organization))
    }

    async fn apply(self, change: &mut Change, _: &Context<'_>) -> Result<(), Refusal> {
        let row = change.find(&LOCK, values![]).await?.ok_or(Refusal::Missing)?;
        if self.stamp.is_some_and(|stamp| row.get::<i64>(5).ok() != Some(stamp)) {
            return Err(Refusal::Stale);
        }
        let mut form = Form::default();
        let name = form.text("displayName", Name::parse(&self.name));
        let country = form.country("country", &self.country);
        let language = form.language("preferredLanguage", &self.language);
        let time_zone = form.time_zone("timeZone", &self.time_zone);
        let (Some(name), Some(country), Some(language), Some(time_zone)) =
            (name, country, language, time_zone)
        else {
            return Err(form.refusal());
        };
        let event = Event::new(
            EventKind::OrganizationEdited,
            Subject::thing(self.organization.uuid(), name.as_str()),
        )
        .changed("displayName", row.get::<String>(0)?, &name)
        .changed("country", row.get::<String>(1)?, &country)
        .changed("preferredLanguage", row.get::<String>(2)?, language.tag())
        .changed("timeZone", row.get::<String>(3)?, &time_zone);
        if event.changes.is_empty() {
            return Ok(());
        }
        let values = values![name.as_str(), name.key(), country, language.tag(), time_zone];
        change.write(Batch::of(event).run(&EDIT, values)).await?;
        Ok(())
    }
}
