//! A customer invites a further person of a partner to its Primary admins: an invitation to that person alone, as one
//! by name, for the link that there is.
//!
//! Invariant: the answer to the customer is the same whether or not somebody holds the account (decision 20).

use authz::Action;
use domain::{
    event::{Event, EventKind, Subject},
    id::{Id, Invitation, Link},
    invitation::{InvitationKind, ValidDays},
    link::LinkState,
    role::BuiltInRole,
    text::Upn,
    time::Time,
};
use store::{Batch, Change, invitations::NewInvitation, links::LinkRow};

use crate::{
    app::App,
    caller::{Caller, Person},
    invitations::{
        NamedUser, attempts, moment,
        send::{check_name, refuse},
        write_down_expiry,
    },
    links::live,
    refusal::{Code, Fault, Refusal},
    run::{Command, Context, Where, run},
};

/// Invites a further primary admin.
#[derive(Clone, Debug)]
pub struct InvitePrimaryAdmin {
    /// Of which link.
    pub link: Id<Link>,
    /// Whom.
    pub person: NamedUser,
}

/// Invites a further primary admin. An attempt that reached the look-up of the domain counts, whatever its outcome
/// (decision 11).
pub async fn invite(
    app: &App,
    caller: &Caller,
    command: InvitePrimaryAdmin,
) -> Result<Id<Invitation>, Refusal> {
    run(app, caller, command).await?
}

impl Command for InvitePrimaryAdmin {
    /// The inner refusal is one that leaves its attempt behind.
    type Output = Result<Id<Invitation>, Refusal>;
    const NAME: &'static str = "invitations.invite_primary_admin";
    /// As with every sending: neither the hourly limit nor the rule of one Pending invitation is passed by haste.
    const CHANGES_ACCESS: bool = true;

    fn asks(&self, caller: &Person) -> (Action, Where) {
        (Action::ControlPartners, Where::Tenant(caller.organization))
    }

    async fn apply(self, change: &mut Change, context: &Context<'_>) -> Result<Self::Output, Refusal> {
        let link = live(change, self.link, None).await?;
        if link.state != LinkState::Active {
            return Err(Refusal::Conflict(Code::InvalidState, Some(link.id.uuid())));
        }
        let (name, upn) = self.check()?;
        write_down_expiry(change).await?;
        in_the_way(change, &link, &upn).await?;
        let since = attempts::counted_since(change, context).await?;
        let attempt = change.new_id();
        let now = change.now();
        let count = |batch| store::invitations::count_attempt(batch, attempt, now, since);
        // Which other domains the partner has is not told apart from domains that nobody has.
        if store::invitations::partner_of(change, upn.domain().as_str()).await? != Some(link.partner) {
            let refusal = Refusal::special(Code::MixedPartners, "userPrincipalName");
            let subject = Subject::thing(change.tenant().uuid(), upn.domain().as_str());
            let event = Event::new(EventKind::InvitationSent, subject).with("code", refusal.code().as_str());
            change.write_refused(count(Batch::of(event))).await?;
            return Ok(Err(refusal));
        }
        let id: Id<Invitation> = change.new_id();
        let sender = &context.caller.person;
        let new = NewInvitation {
            id,
            kind: InvitationKind::NamedUser,
            partner: Some(link.partner),
            domain: upn.domain().to_string(),
            named_upn: Some(upn.to_string()),
            named_name: name,
            link: Some(link.id),
            // What the link covers, whatever that will be: of a link there is nothing to offer a second time.
            scope: link.scope,
            modes: link.modes.clone(),
            terms_version: link.terms_version.clone(),
            terms_hash: link.terms_hash.clone(),
            terms_by: link.terms_by.clone(),
            valid_days: ValidDays::NAMED_USER.get().into(),
            sent_by: sender.user,
            sent_by_name: sender.upn.to_string(),
            sent_at: now,
            expires_at: ValidDays::NAMED_USER.expires_at(now),
        };
        let batch = count(Batch::of(sent(&link, &upn, id, new.expires_at)));
        change.write(store::invitations::insert(batch, new)).await?;
        Ok(Ok(id))
    }
}

impl InvitePrimaryAdmin {
    fn check(&self) -> Result<(String, Upn), Refusal> {
        let mut faults = Vec::new();
        let name = check_name(&self.person.name, "displayName", &mut faults);
        let upn = Upn::parse(&self.person.upn)
            .map_err(|_| faults.push(Fault::new("userPrincipalName", Code::NotAUser)));
        match upn {
            Ok(upn) if faults.is_empty() => Ok((name, upn)),
            _ => Err(refuse(faults)),
        }
    }
}

/// The administrators of the partner do not learn of invitations to named people: the event is the customer's own.
fn sent(link: &LinkRow, upn: &Upn, id: Id<Invitation>, expires_at: Time) -> Event {
    Event::new(EventKind::InvitationSent, Subject::person(id.uuid(), upn.as_str()))
        .with("kind", InvitationKind::NamedUser.key())
        .with("domain", upn.domain())
        .with("expiresAt", moment(expires_at))
        .with("linkId", link.id)
        .with("role", BuiltInRole::PrimaryAdmins.key())
}

/// Who is a primary admin needs no invitation, and one invitation a person waits; both are in the customer's sight.
async fn in_the_way(change: &mut Change, link: &LinkRow, upn: &Upn) -> Result<(), Refusal> {
    let pending = store::invitations::fetch_pending(change, Some(link.partner), "").await?;
    if let Some(first) = pending.iter().find(|row| row.named_upn.as_deref() == Some(upn.as_str())) {
        return Err(Refusal::Conflict(Code::AlreadyExists, Some(first.id.uuid())));
    }
    if let Some(primary) = store::assignments::fetch_primary(change, link.id).await? {
        let members = store::assignments::fetch_members(change, primary.id).await?;
        if members.iter().any(|member| member.upn == upn.as_str()) {
            return Err(Refusal::special(Code::AlreadyExists, "userPrincipalName"));
        }
    }
    Ok(())
}
