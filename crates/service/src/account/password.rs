//! Changing one's own password, with the old one.

use authz::Action;
use domain::event::{Event, EventKind, Subject};
use store::{
    Batch, Change,
    sessions::end_others,
    sign_in::{LOCK_CREDENTIAL, SET_PASSWORD, VOID_LINKS},
    values,
};

use super::require_session;
use crate::{
    app::App,
    caller::{Caller, Person},
    refusal::{Code, Refusal},
    run::{Command, Context, Where, run},
    sign_in::{Keys, check_new, password},
};

/// Changes the caller's password. All other sessions end. The old password is checked as at a sign-in, with the
/// same throttling and before the transaction, since hashing takes long.
pub async fn change_password(
    app: &App,
    caller: &Caller,
    old: &str,
    new: &str,
    repeated: &str,
) -> Result<(), Refusal> {
    let person = &caller.person;
    check_new(new, repeated, &person.upn)?;
    let keys = Keys::of(&person.upn, &caller.address);
    keys.count(app).await?;
    let mut opening = app.store.begin_view().await?;
    let account = opening.account(person.upn.as_str()).await?;
    drop(opening);
    let stored = account.and_then(|account| account.password_hash);
    if !password::verify(old.to_owned(), stored.clone()).await? {
        return Err(Refusal::field("oldPassword", Code::SignInFailed));
    }
    keys.forgive(app).await?;
    let hash = password::hash(app, new.to_owned()).await?;
    run(app, caller, SetPassword { checked: stored, hash }).await
}

/// Sets the password whose predecessor was checked.
#[derive(Clone)]
struct SetPassword {
    checked: Option<String>,
    hash: String,
}

impl Command for SetPassword {
    type Output = ();
    const NAME: &'static str = "change password";

    fn asks(&self, caller: &Person) -> (Action, Where) {
        (Action::OwnAccount, Where::Tenant(caller.organization))
    }

    async fn apply(self, change: &mut Change, context: &Context<'_>) -> Result<(), Refusal> {
        require_session(context)?;
        let person = &context.caller.person;
        let row = change.find(&LOCK_CREDENTIAL, values![person.user]).await?.ok_or(Refusal::Missing)?;
        if row.get::<Option<String>>(1)? != self.checked {
            return Err(Refusal::Stale);
        }
        let now = change.now();
        let subject = Subject::person(person.user.uuid(), person.upn.as_str());
        let batch = Batch::of(Event::new(EventKind::PasswordSet, subject).with("by", "old_password"))
            .run(&SET_PASSWORD, values![person.user, self.hash])
            .run(&VOID_LINKS, values![person.user, now]);
        change.write(end_others(batch, person.user, person.session)).await?;
        Ok(())
    }
}
