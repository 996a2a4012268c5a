//! The invitation of a new customer's first administrator: the way to set a password, to one address alone.
//!
//! Invariant: the secret in it is drawn in the moment in which the message is sent and kept as its hash; nobody of the partner sees it.

use authz::SystemTask;
use domain::{
    added_customer::ADMINISTRATOR,
    event::{Event, EventKind, Subject},
    notification::GIVEN_UP_AFTER,
    organization::Language,
    time::{HOUR, MINUTE},
};
use store::{
    Batch,
    added_customers::{self as rows, due::DueInvitation},
    sign_in::LOCK_CREDENTIAL,
    values,
};

use crate::{
    app::App,
    notifications::{Content, Letter, Post},
    refusal::Refusal,
    run::perform,
    sign_in::{Secret, issue_link},
};

/// How long a node has to send what it took before another may try.
const LEASE: i64 = 5 * MINUTE;
/// The pause before a message that was not taken is tried again.
const PAUSE: i64 = HOUR / 4;
/// How many are sent in one turn at most.
const TURNS: usize = 50;

/// What an invitation tells.
#[derive(Clone, Debug)]
pub struct Invitation {
    /// The partner's name.
    pub partner_name: String,
    /// The partner's first domain.
    pub partner_domain: String,
    /// The name of the new organization, as the partner typed it.
    pub organization: String,
    /// The account name.
    pub upn: String,
    /// The secret of the one-time link.
    pub secret: Secret,
}

/// Sends the invitations that are due. Called by the server's clock where there is a mail server.
pub async fn send(app: &App, post: &impl Post) -> Result<(), Refusal> {
    for _ in 0..TURNS {
        let now = app.clock.now();
        let mut mailroom = app.store.begin_mails(app.ids.next(), now).await?;
        let due = mailroom.due_invitation(ADMINISTRATOR, now.plus(LEASE)).await?;
        mailroom.commit().await?;
        let Some(due) = due else { break };
        let Some(letter) = write(app, &due).await? else { continue };
        let Err(why) = post.deliver(&letter).await else {
            note(app, &due).await?;
            continue;
        };
        tracing::warn!(message = %letter.message, ?why, "an invitation was not taken by the mail server");
        let until = Some(now.plus(PAUSE)).filter(|_| now.since(due.since) < GIVEN_UP_AFTER);
        let mut mailroom = app.store.begin_mails(app.ids.next(), now).await?;
        mailroom.postpone_invitation(&due, until).await?;
        mailroom.commit().await?;
    }
    Ok(())
}

/// Makes the link and writes the message; none where somebody set a password meanwhile.
async fn write(app: &App, due: &DueInvitation) -> Result<Option<Letter>, Refusal> {
    let secret = perform(app, SystemTask::AddedCustomers, due.customer, "", "", async |change| {
        let row = change.find(&LOCK_CREDENTIAL, values![due.user]).await?;
        let Some(row) = row else { return Ok(None) };
        if row.get::<Option<String>>(1)?.is_some() {
            return Ok(None);
        }
        let now = change.now();
        let event = Event::new(EventKind::PasswordLinkMade, Subject::person(due.user.uuid(), &due.upn))
            .with("opensDateTime", now);
        let (secret, batch) = issue_link(app, change, Batch::of(event), due.user, now);
        change.write(batch).await?;
        Ok(Some(secret))
    })
    .await?;
    let content = |secret| {
        Content::Invitation(Box::new(Invitation {
            partner_name: due.partner_name.clone(),
            partner_domain: due.partner_domain.clone(),
            organization: due.name.clone(),
            upn: due.upn.clone(),
            secret,
        }))
    };
    Ok(secret.map(|secret| Letter {
        message: app.ids.next(),
        to: due.mail.clone(),
        name: due.administrator.clone(),
        language: Language::from_tag(&due.language).unwrap_or_default(),
        time_zone: due.time_zone.clone(),
        content: content(secret),
    }))
}

/// Says that the message went.
async fn note(app: &App, due: &DueInvitation) -> Result<(), Refusal> {
    perform(app, SystemTask::AddedCustomers, due.partner, "", "", async |change| {
        let event = Event::new(EventKind::CustomerInvited, Subject::thing(due.customer.uuid(), &due.name));
        change.write(rows::mailed(Batch::of(event), due.customer)).await?;
        Ok(())
    })
    .await
}
