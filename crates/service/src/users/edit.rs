//! The record of a person.

use authz::Action;
use domain::{
    directory::Principal,
    event::{Event, EventKind, Subject},
    id::{Id, User},
    text::Name,
};
use store::{
    Batch, Change,
    users::{EDIT, LOCK, UserRow, read},
    values,
};

use crate::{
    caller::Person,
    form::Form,
    refusal::Refusal,
    reports::follow_clock,
    run::{Command, Context, Where},
};

/// Changes name, language and time zone of a person of the caller's organization.
#[derive(Clone, Debug)]
pub struct EditUser {
    /// The person.
    pub user: Id<User>,
    /// The name as shown.
    pub display_name: String,
    /// The language tag.
    pub language: String,
    /// The time zone by its IANA name.
    pub time_zone: String,
    /// The stamp that was read, if the caller wants no other edit overwritten.
    pub stamp: Option<i64>,
}

impl Command for EditUser {
    type Output = ();
    const NAME: &'static str = "edit user";

    fn asks(&self, caller: &Person) -> (Action, Where) {
        (Action::ManageDirectory, Where::Principal(caller.organization, Principal::User(self.user)))
    }

    async fn apply(self, change: &mut Change, _: &Context<'_>) -> Result<(), Refusal> {
        let before = lock(change, self.user, self.stamp).await?;
        edit(change, &before, &self.display_name, &self.language, &self.time_zone).await
    }
}

/// Locks a person of the permit's organization for a change.
pub(crate) async fn lock(
    change: &mut Change,
    user: Id<User>,
    stamp: Option<i64>,
) -> Result<UserRow, Refusal> {
    let row = change.find(&LOCK, values![user]).await?.ok_or(Refusal::Missing)?;
    let found = read(&row)?;
    if stamp.is_some_and(|stamp| stamp != found.stamp) {
        return Err(Refusal::Stale);
    }
    Ok(found)
}

/// Writes what of a person's record changed.
pub(crate) async fn edit(
    change: &mut Change,
    before: &UserRow,
    name: &str,
    language: &str,
    time_zone: &str,
) -> Result<(), Refusal> {
    let mut form = Form::default();
    let name = form.text("displayName", Name::parse(name));
    let language = form.language("preferredLanguage", language);
    let time_zone = form.time_zone("timeZone", time_zone);
    let (Some(name), Some(language), Some(time_zone)) = (name, language, time_zone) else {
        return Err(form.refusal());
    };
    let event = Event::new(EventKind::UserEdited, Subject::person(before.id.uuid(), &before.upn))
        .changed_person("displayName", &before.display_name, &name)
        .changed("preferredLanguage", &before.language, language.tag())
        .changed("timeZone", &before.time_zone, &time_zone);
    if event.changes.is_empty() {
        return Ok(());
    }
    let values = values![before.id, name.as_str(), name.key(), language.tag(), time_zone.clone()];
    let mut batch = Batch::of(event).run(&EDIT, values);
    if time_zone != before.time_zone {
        batch = follow_clock(batch, change, before, &time_zone).await?;
    }
    change.write(batch).await?;
    Ok(())
}
