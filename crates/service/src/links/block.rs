//! The customer blocks one person of a partner, and lifts the block (decision 8).
//!
//! Invariant: a block wins over every grant from whatever source; only the customer sets and lifts it.

use authz::Action;
use domain::{
    event::{Event, EventKind, Subject},
    id::{Id, Link, User},
    text::{TextError, line},
};
use store::{Batch, Change, notices::Notice};

use crate::{
    caller::Person,
    links::{live, orphans},
    refusal::{Code, Refusal},
    run::{Command, Context, Where},
};

/// The longest reason in characters.
const REASON_MAX: usize = 300;

/// Blocks a person of a partner on its link.
#[derive(Clone, Debug)]
pub struct BlockPerson {
    /// On which link.
    pub link: Id<Link>,
    /// Whom: somebody who holds a role by this link, so that nothing is learnt of the partner's directory.
    pub user: Id<User>,
    /// Why, as both sides will read it.
    pub reason: String,
}

impl Command for BlockPerson {
    type Output = ();
    const NAME: &'static str = "links.block";
    const CHANGES_ACCESS: bool = true;

    fn asks(&self, caller: &Person) -> (Action, Where) {
        (Action::ControlPartners, Where::Tenant(caller.organization))
    }

    async fn apply(self, change: &mut Change, context: &Context<'_>) -> Result<(), Refusal> {
        let link = live(change, self.link, None).await?;
        let reason = line(&self.reason, REASON_MAX).map_err(|error| match error {
            TextError::TooLong(_) => Refusal::field("reason", Code::TooLong),
            _ => Refusal::field("reason", Code::BadCharacters),
        })?;
        if reason.is_empty() {
            return Err(Refusal::field("reason", Code::Required));
        }
        if store::links::fetch_block(change, link.id, self.user).await?.is_some() {
            return Err(Refusal::Conflict(Code::AlreadyExists, Some(self.user.uuid())));
        }
        let person = store::assignments::people::fetch(change, link.id, self.user)
            .await?
            .ok_or_else(|| Refusal::field("userId", Code::UnknownReference))?;
        let by = context.caller.person.upn.as_str();
        let event = Event::new(EventKind::LinkBlocked, Subject::person(self.user.uuid(), &person.upn))
            .with("linkId", link.id)
            .with("partner", &link.partner_name)
            .with_person("reason", &reason)
            .concerning(link.partner.uuid());
        let now = change.now();
        let batch = store::links::block(Batch::of(event), link.id, self.user, &reason, by, now);
        let batch = store::links::touch(batch, link.id);
        change.write(batch).await?;
        orphans::review(change).await?;
        change
            .notify(Notice {
                tenant: link.partner,
                audience: "tenant_managers",
                kind: "person_blocked",
                about: link.id.uuid(),
                parameters: vec![
                    ("customer", link.customer_name),
                    ("person", person.upn),
                    ("reason", reason),
                ],
            })
            .await?;
        Ok(())
    }
}

/// Lifts a block.
#[derive(Clone, Copy, Debug)]
pub struct UnblockPerson {
    /// On which link.
    pub link: Id<Link>,
    /// Of whom.
    pub user: Id<User>,
}

impl Command for UnblockPerson {
    type Output = ();
    const NAME: &'static str = "links.unblock";
    const CHANGES_ACCESS: bool = true;

    fn asks(&self, caller: &Person) -> (Action, Where) {
        (Action::ControlPartners, Where::Tenant(caller.organization))
    }

    async fn apply(self, change: &mut Change, _: &Context<'_>) -> Result<(), Refusal> {
        // A block outlives its link, and so does lifting it.
        let link = store::links::fetch(change, self.link).await?.ok_or(Refusal::Missing)?;
        let (reason, upn) =
            store::links::fetch_block(change, link.id, self.user).await?.ok_or(Refusal::Missing)?;
        let event = Event::new(EventKind::LinkUnblocked, Subject::person(self.user.uuid(), &upn))
            .with("linkId", link.id)
            .with("partner", &link.partner_name)
            .changed_person("reason", reason, "")
            .concerning(link.partner.uuid());
        let batch = store::links::unblock(Batch::of(event), link.id, self.user);
        let batch = store::links::touch(batch, link.id);
        change.write(batch).await?;
        orphans::review(change).await?;
        change
            .notify(Notice {
                tenant: link.partner,
                audience: "tenant_managers",
                kind: "person_unblocked",
                about: link.id.uuid(),
                parameters: vec![("customer", link.customer_name), ("person", upn)],
            })
            .await?;
        Ok(())
    }
}
