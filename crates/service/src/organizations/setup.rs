//! The first step of a new server: the operator organization and its first operator.

use authz::SystemTask;
use domain::{
    event::{Event, EventKind, Subject},
    id::{Id, User},
};
use store::{Batch, Change, directory::FIRST_ADMINISTRATOR, users::BY_UPN, values};

use super::create::{NewOrganization, found};
use crate::{
    app::App,
    refusal::{Code, Fault, Refusal},
    run::perform,
    sign_in::{Secret, issue_link},
    users::administrators,
};

/// What was set up.
#[derive(Clone, Debug)]
pub struct Setup {
    /// The first operator.
    pub operator: Id<User>,
    /// The secret of the one-time link, shown once.
    pub link: Secret,
}

/// Makes the operator organization and its first operator with a one-time link to set a password. Repeated
/// before any operator can sign in, it makes a new link for the same account; after that it is refused.
pub async fn setup(app: &App, new: NewOrganization) -> Result<Setup, Refusal> {
    let checked = new.check()?;
    let mut opening = app.store.begin_view().await?;
    let existing = opening.operator().await?;
    drop(opening);
    let tenant = existing.unwrap_or_else(|| Id::new(app.ids.next()));
    let (operator, link) = perform(app, SystemTask::Setup, tenant, "", "", async |change| {
        if existing.is_none() {
            return found(app, change, &checked, true).await;
        }
        if administrators(change).await? > 0 {
            return Err(Refusal::Conflict(Code::AlreadyExists, None));
        }
        let row = change.find(&BY_UPN, values![checked.upn.as_str()]).await?;
        let Some(row) = row else { return Err(another(change).await?) };
        let operator: Id<User> = row.get(0)?;
        let subject = Subject::person(operator.uuid(), checked.upn.as_str());
        let now = change.now();
        let event = Event::new(EventKind::PasswordLinkMade, subject).with("opensDateTime", now);
        let (link, batch) = issue_link(app, change, Batch::of(event), operator, now);
        change.write(batch).await?;
        Ok((operator, link))
    })
    .await?;
    Ok(Setup { operator, link })
}

/// The refusal of an account name that is not the first operator's, which it names: who runs the server may know.
async fn another(change: &mut Change) -> Result<Refusal, Refusal> {
    let fault = Fault::new("administratorUserPrincipalName", Code::UnknownReference);
    let fault = match change.find(&FIRST_ADMINISTRATOR, values![]).await? {
        Some(row) => fault.detail(row.get::<String>(0)?),
        None => fault,
    };
    Ok(Refusal::Invalid(Code::InvalidValue, vec![fault]))
}
