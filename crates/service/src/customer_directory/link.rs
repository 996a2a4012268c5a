//! A link to set a password, mailed to a person of a customer and shown to nobody else.

use authz::{Action, Fact, fact::Turn};
use domain::{
    directory::{DirectoryRight, Principal},
    event::{Event, EventKind, Subject},
    id::{Id, Organization, User},
    time::{MINUTE, SECOND, Time},
};
use store::{
    Batch, Change,
    confirmation::{LAST_FROM_OUTSIDE, unconfirm},
    values,
};

use crate::{
    caller::Person,
    refusal::{Code, Refusal},
    run::{Command, Context, Where},
    sign_in::order_link,
    users::lock,
};

/// How long a person is left in peace after a link was mailed to them.
const PAUSE: i64 = 5 * MINUTE;

/// Has a link mailed to a person of a customer, by which they set a password; earlier links of the person end. From now on they have to be
/// confirmed before anything given to them counts.
#[derive(Clone, Copy, Debug)]
pub struct SendPasswordLink {
    /// The customer.
    pub tenant: Id<Organization>,
    /// The person.
    pub user: Id<User>,
}

impl Command for SendPasswordLink {
    type Output = ();
    const NAME: &'static str = "customer_directory.send_password_link";
    const CHANGES_ACCESS: bool = true;

    fn asks(&self, _: &Person) -> (Action, Where) {
        let action = Action::ChangeCustomerDirectory(DirectoryRight::SendPasswordLinks);
        (action, Where::Principal(self.tenant, Principal::User(self.user)))
    }

    async fn apply(self, change: &mut Change, context: &Context<'_>) -> Result<(), Refusal> {
        let person = lock(change, self.user, None).await?;
        if !person.enabled {
            return Err(Refusal::Conflict(Code::InvalidState, None));
        }
        if !context.app.sends_mail() {
            return Err(Refusal::Conflict(Code::NoMailServer, None));
        }
        let now = change.now();
        let row = change.find(&LAST_FROM_OUTSIDE, values![self.user]).await?;
        let last: Option<Time> = row.map(|row| row.get(0)).transpose()?.flatten();
        if let Some(wait) = last.map(|last| PAUSE - now.since(last)).filter(|wait| *wait > 0) {
            return Err(Refusal::TooOften((wait + SECOND - 1) / SECOND));
        }
        let partner = context.caller.person.organization;
        let event = Event::new(EventKind::PasswordLinkMade, Subject::person(person.id.uuid(), &person.upn))
            .with("mailed", true);
        let (link, mut batch) = order_link(context.app, change, Batch::of(event), person.id);
        batch = unconfirm(batch, person.id, partner);
        if !person.is_unconfirmed {
            batch = batch.fact(Fact::Unconfirmed { user: person.id, is: Turn::BEGINS });
        }
        change.write(batch).await?;
        change.mail_link((self.tenant, self.user), partner, link).await?;
        Ok(())
    }
}
