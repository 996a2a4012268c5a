//! How somebody wants to be told by e-mail: at all, when the digest comes, when nothing does.

use authz::{Action, Realm};
use domain::{
    event::{Event, EventKind, Subject},
    notification::MailChoice,
};
use store::{Batch, Change, View, preferences, values};

use crate::{
    ask::{Looking, Question},
    caller::Person,
    refusal::{Code, Fault, Refusal},
    run::{Command, Context, Where},
};

/// Asks how the caller wants to be told.
#[derive(Clone, Copy, Debug)]
pub struct OwnMailChoice;

impl Question for OwnMailChoice {
    type Answer = MailChoice;
    const NAME: &'static str = "preference.mail";

    fn asks(&self, _: &Person) -> (Action, Realm) {
        (Action::OwnAccount, Realm::Own)
    }

    async fn answer(&self, view: &mut View, _: &Looking<'_>) -> Result<MailChoice, Refusal> {
        Ok(preferences::own_mail(view).await?)
    }
}

/// Says how the caller wants to be told from now on.
#[derive(Clone, Copy, Debug)]
pub struct SetMailChoice(pub MailChoice);

impl Command for SetMailChoice {
    type Output = ();
    const NAME: &'static str = "preference.mail.set";

    fn asks(&self, caller: &Person) -> (Action, Where) {
        (Action::OwnAccount, Where::Tenant(caller.organization))
    }

    async fn apply(self, change: &mut Change, context: &Context<'_>) -> Result<(), Refusal> {
        let Self(choice) = self;
        let (from, until) = choice.quiet.unzip();
        let hours = [
            ("mail/digestHour", Some(choice.digest_hour)),
            ("mail/quietHours/fromHour", from),
            ("mail/quietHours/untilHour", until),
        ];
        let is_bad = |(_, hour): &(_, Option<i64>)| hour.is_some_and(|hour| !MailChoice::is_hour(hour));
        let faults: Vec<_> = hours
            .into_iter()
            .filter(is_bad)
            .map(|(field, _)| Fault::new(field, Code::OutOfRange).detail("0–23".to_owned()))
            .collect();
        if !faults.is_empty() {
            return Err(Refusal::Invalid(Code::InvalidValue, faults));
        }
        let person = &context.caller.person;
        let before = preferences::mail(change, person.user).await?;
        let event =
            Event::new(EventKind::UserEdited, Subject::person(person.user.uuid(), person.upn.as_str()))
                .changed("mail", before.is_on, choice.is_on)
                .changed("ticketsGiven", before.tells_given, choice.tells_given)
                .changed("digestHour", before.digest_hour, choice.digest_hour)
                .changed("quietHours", words(before), words(choice));
        if event.changes.is_empty() {
            return Ok(());
        }
        let values = values![person.user, choice.is_on, choice.tells_given, choice.digest_hour, from, until];
        change.write(Batch::of(event).run(&preferences::SET_MAIL, values)).await?;
        Ok(())
    }
}

/// Quiet hours in the audit log.
fn words(choice: MailChoice) -> String {
    choice.quiet.map(|(from, until)| format!("{from}-{until}")).unwrap_or_default()
}
