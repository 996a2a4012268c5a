//! A new token.

use authz::Action;
use domain::{
    event::{Event, EventKind, Subject},
    id::{AccessToken, Id},
    text::Name,
    time::{DAY, Time},
};
use store::{
    Batch, Change,
    access_tokens::{ADD, COUNT},
    values,
};

use crate::{
    account::require_session,
    caller::{Access, Person},
    form::Form,
    refusal::{Code, Refusal},
    run::{Command, Context, Where},
    sign_in::{Secret, TOKEN_MARK},
};

/// The longest life of a token, in days.
pub(super) const MOST_DAYS: i64 = 365;
/// How many live tokens a person may have.
const MOST_TOKENS: i64 = 50;

/// Makes a token for the caller.
#[derive(Clone, Debug)]
pub struct CreateAccessToken {
    /// What the owner calls it.
    pub name: String,
    /// What it may be used for.
    pub access: Access,
    /// For how many days: 1 to 365.
    pub days: i64,
}

/// What was made.
#[derive(Clone, Debug)]
pub struct NewAccessToken {
    /// The token.
    pub id: Id<AccessToken>,
    /// The secret, shown once.
    pub secret: Secret,
    /// When it ends.
    pub expires_at: Time,
}

impl Command for CreateAccessToken {
    type Output = NewAccessToken;
    const NAME: &'static str = "create access token";

    fn asks(&self, caller: &Person) -> (Action, Where) {
        (Action::OwnAccount, Where::Tenant(caller.organization))
    }

    async fn apply(self, change: &mut Change, context: &Context<'_>) -> Result<NewAccessToken, Refusal> {
        require_session(context)?;
        let person = &context.caller.person;
        let mut form = Form::default();
        let name = form.text("displayName", Name::parse(&self.name));
        if !(1..=MOST_DAYS).contains(&self.days) {
            form.limit("days", Code::OutOfRange, format!("1–{MOST_DAYS}"));
        }
        let Some(name) = name else { return Err(form.refusal()) };
        form.finish()?;
        let now = change.now();
        let live = change.find(&COUNT, values![person.user, now]).await?;
        if live.map(|row| row.get::<i64>(0)).transpose()?.unwrap_or(0) >= MOST_TOKENS {
            return Err(Refusal::Conflict(Code::InvalidState, None));
        }
        let (id, secret) = (change.new_id::<AccessToken>(), Secret::draw(context.app, TOKEN_MARK));
        let expires_at = now.plus(self.days * DAY);
        let may_write = self.access == Access::Write;
        let event = Event::new(EventKind::AccessTokenCreated, Subject::thing(id.uuid(), name.as_str()))
            .with("access", if may_write { "write" } else { "read" })
            .with("expirationDateTime", expires_at);
        let hash = secret.hash().to_vec();
        let values = values![hash, id, person.user, name.as_str(), name.key(), may_write, now, expires_at];
        change.write(Batch::of(event).run(&ADD, values)).await?;
        Ok(NewAccessToken { id, secret, expires_at })
    }
}
