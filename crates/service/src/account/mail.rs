//! How somebody wants to be told by e-mail: at all, how soon of what, of which customers, when the digest comes, when nothing
//! does.

use authz::{Action, Realm};
use domain::{
    event::{Event, EventKind, Subject},
    id::{Id, Organization},
    notification::MailChoice,
    permission::Permission,
    signal::Severity,
    webhook::MOST_CUSTOMERS,
};
use store::{Batch, Change, View, preferences};

use crate::{
    app::App,
    ask::{Looking, Question, ask},
    caller::{Caller, Person},
    form::Form,
    refusal::{Code, Refusal},
    rooms::CustomerNames,
    run::{Command, Context, Where, run},
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

/// Says how the caller wants to be told from now on. Customers that are chosen anew have to be in sight; whether they still are is
/// decided with each message.
pub async fn set_mail_choice(app: &App, caller: &Caller, mut choice: MailChoice) -> Result<(), Refusal> {
    choice.customers.sort_unstable();
    choice.customers.dedup();
    if choice.customers.len() > MOST_CUSTOMERS {
        let mut form = Form::default();
        form.limit(CUSTOMERS, Code::TooMany, MOST_CUSTOMERS);
        return Err(form.refusal());
    }
    let before = ask(app, caller, &OwnMailChoice).await?.customers;
    let fresh: Vec<_> = choice.customers.iter().filter(|it| !before.contains(it)).copied().collect();
    if !fresh.is_empty() && !are_in_sight(app, caller, &fresh).await? {
        return Err(Refusal::field(CUSTOMERS, Code::UnknownReference));
    }
    run(app, caller, SetMailChoice(choice)).await
}

/// The field of the customers.
const CUSTOMERS: &str = "mail/tenantIds";

async fn are_in_sight(app: &App, caller: &Caller, tenants: &[Id<Organization>]) -> Result<bool, Refusal> {
    let question = CustomerNames { tenants: tenants.to_vec(), permission: Permission::TicketView };
    match ask(app, caller, &question).await {
        Ok(seen) => Ok(tenants.iter().all(|tenant| seen.iter().any(|(it, _)| it == tenant))),
        Err(Refusal::Denied(..) | Refusal::Missing) => Ok(false),
        Err(refusal) => Err(refusal),
    }
}

/// Writes how the caller wants to be told.
#[derive(Clone, Debug)]
struct SetMailChoice(MailChoice);

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
        let mut form = Form::default();
        for (field, _) in
            hours.into_iter().filter(|(_, hour)| hour.is_some_and(|it| !MailChoice::is_hour(it)))
        {
            form.limit(field, Code::OutOfRange, "0–23");
        }
        form.finish()?;
        let person = &context.caller.person;
        let before = preferences::mail(change, person.user).await?;
        let event =
            Event::new(EventKind::UserEdited, Subject::person(person.user.uuid(), person.upn.as_str()))
                .changed("mail", before.is_on, choice.is_on)
                .changed("ticketsGiven", before.tells_given, choice.tells_given)
                .changed("digestHour", before.digest_hour, choice.digest_hour)
                .changed("quietHours", hours_of(&before), hours_of(&choice))
                .changed("atOnceFrom", severity(before.at_once_from), severity(choice.at_once_from))
                .changed("digestFrom", severity(before.digest_from), severity(choice.digest_from))
                .changed("tenantIds", customers(&before), customers(&choice));
        if event.changes.is_empty() {
            return Ok(());
        }
        change.write(preferences::set_mail(Batch::of(event), person.user, &choice)?).await?;
        Ok(())
    }
}

/// Quiet hours in the audit log.
fn hours_of(choice: &MailChoice) -> String {
    choice.quiet.map(|(from, until)| format!("{from}-{until}")).unwrap_or_default()
}

/// The mildest severity in the audit log.
fn severity(mildest: Option<Severity>) -> &'static str {
    mildest.map_or("", Severity::key)
}

/// Customers in the audit log.
fn customers(choice: &MailChoice) -> String {
    choice.customers.iter().map(ToString::to_string).collect::<Vec<_>>().join(" ")
}
