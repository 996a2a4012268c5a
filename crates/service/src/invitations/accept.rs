//! The partner accepts an invitation: the link comes into being.
//!
//! Invariant: the first acceptance makes the link; there is never a second live one for the same two.

use authz::{
    Action,
    fact::{AssignmentFacts, LinkFacts},
};
use domain::{
    directory::Principal,
    event::{Event, EventKind, Subject},
    id::{Assignment, Id, Invitation, Link, Organization},
    invitation::{Answer, InvitationKind, InvitationState},
    link::LinkState,
    permission::PermissionSet,
    role::BuiltInRole,
    scope::Scope,
};
use serde::{Deserialize, Serialize};
use store::{
    Batch, Change,
    assignments::{Member, NewAssignment},
    invitations::InvitationRow,
    links::LinkRow,
    notices::{Notice, ROLE_MANAGERS_THERE},
    scopes,
};

use crate::{
    assignments::{ASSIGNED_ADMINS, principals},
    caller::Person,
    invitations::{answered, deny::for_partner, pending, subject, won},
    links::orphans,
    refusal::{Code, Refusal},
    run::{Command, Context, Where},
    scopes::with_scope,
};

/// Accepts an invitation.
#[derive(Clone, Debug)]
pub struct AcceptInvitation {
    /// Which.
    pub invitation: Id<Invitation>,
    /// The people and groups who become primary admins; not used for a named-user invitation, whose
    /// acceptor becomes one.
    pub primary_admins: Vec<Principal>,
    /// The stamp it was read with.
    pub stamp: Option<i64>,
}

/// What acceptance made or joined.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Accepted {
    /// The customer.
    pub tenant: Id<Organization>,
    /// The link.
    pub link: Id<Link>,
}

impl Command for AcceptInvitation {
    type Output = Accepted;
    const NAME: &'static str = "invitations.accept";
    const CHANGES_ACCESS: bool = true;

    fn asks(&self, _: &Person) -> (Action, Where) {
        (Action::AnswerInvitation, Where::Invitation(self.invitation))
    }

    async fn apply(self, change: &mut Change, context: &Context<'_>) -> Result<Accepted, Refusal> {
        let row =
            for_partner(pending(change, self.invitation, self.stamp).await, change, self.invitation).await?;
        let person = &context.caller.person;
        let partner = person.organization;
        let wanted = match row.kind {
            InvitationKind::Domain => self.primary_admins,
            InvitationKind::NamedUser => vec![Principal::User(person.user)],
        };
        let members = principals(change, partner, "primaryAdmins", &wanted).await?;
        let live = store::links::fetch_live(change, partner).await?;
        // A further primary admin joins this link and no other.
        if row.link.is_some() && row.link != live.as_ref().map(|link| link.id) {
            return Err(Refusal::Gone(Code::Withdrawn));
        }
        if row.kind == InvitationKind::Domain {
            if store::assignments::resolve(change, partner, &wanted).await?.is_empty() {
                return Err(Refusal::special(Code::PrimaryAdminRequired, "primaryAdmins"));
            }
            if let Some(link) = live {
                return Err(Refusal::Conflict(Code::AlreadyLinked, Some(link.id.uuid())));
            }
        }
        let state = answered(&row, Answer::Accept)?;
        answer(change, &row, state, person.upn.as_str()).await?;
        let is_new = live.is_none();
        let link = match live {
            Some(link) => {
                join(change, &link, &members).await?;
                link.id
            }
            None => start(change, &row, partner, &members).await?,
        };
        orphans::review(change).await?;
        tell(change, &row, partner, link, person.upn.as_str(), is_new).await?;
        Ok(Accepted { tenant: change.tenant(), link })
    }
}

async fn answer(
    change: &mut Change,
    row: &InvitationRow,
    state: InvitationState,
    by: &str,
) -> Result<(), Refusal> {
    let event = Event::new(EventKind::InvitationAccepted, subject(row)).changed(
        "state",
        row.state.key(),
        state.key(),
    );
    let now = change.now();
    let touched =
        change.write(store::invitations::answer(Batch::of(event), row.id, state, by, now, "")).await?;
    won(&touched, row, 0)
}

/// Makes the link with a copy of the invitation's rooms, and its Primary admins.
async fn start(
    change: &mut Change,
    row: &InvitationRow,
    partner: Id<Organization>,
    members: &[Member],
) -> Result<Id<Link>, Refusal> {
    let now = change.now();
    let link: Id<Link> = change.new_id();
    let (scope, all, assignment): (_, _, Id<Assignment>) =
        (change.new_id(), change.new_id(), change.new_id());
    let partner_name = store::links::partner_name(change, partner).await?;
    let described = scopes::content(change, row.scope).await?;
    let event = Event::new(EventKind::LinkStarted, Subject::thing(link.uuid(), partner_name))
        .with("partnerId", partner)
        .with("termsVersion", &row.terms_version)
        .with("termsHash", &row.terms_hash)
        .with_person("termsAcceptedBy", &row.terms_by);
    let event = with_scope(event, &described);
    let batch = scopes::create(Batch::of(event), scope, &described.scope());
    let facts = LinkFacts { partner, state: LinkState::Active, scope, extended: PermissionSet::NONE };
    change.write(store::links::start(batch, row.id, link, facts, now)).await?;

    let mut event =
        Event::new(EventKind::AssignmentCreated, Subject::thing(assignment.uuid(), ASSIGNED_ADMINS))
            .with("role", BuiltInRole::PrimaryAdmins.key())
            .with("rooms", "*");
    for member in members {
        event = event.with_person("members", label(member));
    }
    let batch = scopes::create(Batch::of(event), all, &Scope::ALL);
    let mut batch = store::assignments::insert(
        batch,
        NewAssignment {
            id: assignment,
            facts: AssignmentFacts {
                link: Some(link),
                role: BuiltInRole::PrimaryAdmins.into(),
                scope: all,
                from: None,
                until: None,
            },
            name: ASSIGNED_ADMINS.to_owned(),
            description: String::new(),
            sends_mail: false,
            created_at: now,
        },
    );
    for member in members {
        batch = store::assignments::add_member(batch, assignment, partner, member.principal);
    }
    change.write(batch).await?;
    Ok(link)
}

/// A later acceptor of a named-user invitation joins the Primary admins of the link that exists.
async fn join(change: &mut Change, link: &LinkRow, members: &[Member]) -> Result<(), Refusal> {
    let Some(primary) = store::assignments::fetch_primary(change, link.id).await? else {
        return Err(Refusal::Missing);
    };
    let before = store::assignments::fetch_members(change, primary.id).await?;
    let joining: Vec<&Member> =
        members.iter().filter(|m| !before.iter().any(|b| b.principal == m.principal)).collect();
    if joining.is_empty() {
        return Ok(());
    }
    let mut event =
        Event::new(EventKind::AssignmentMembersChanged, Subject::thing(primary.id.uuid(), &primary.name));
    for member in &joining {
        event = event.with_person("members", label(member));
    }
    let mut batch = store::assignments::touch(Batch::of(event), primary.id);
    for member in &joining {
        batch = store::assignments::add_member(batch, primary.id, link.partner, member.principal);
    }
    change.write(batch).await?;
    Ok(())
}

/// A member in the audit log: the account name, or the name of the group.
pub(crate) fn label(member: &Member) -> &str {
    if member.upn.is_empty() { &member.name } else { &member.upn }
}

async fn tell(
    change: &mut Change,
    row: &InvitationRow,
    partner: Id<Organization>,
    link: Id<Link>,
    by: &str,
    is_new: bool,
) -> Result<(), Refusal> {
    let partner_name = store::links::partner_name(change, partner).await?;
    change
        .notify(Notice {
            tenant: change.tenant(),
            audience: "service_administrators",
            kind: "invitation_accepted",
            about: link.uuid(),
            parameters: vec![("partner", partner_name), ("by", by.to_owned())],
        })
        .await?;
    // Who joins a link that exists is told to those who manage its roles.
    let (audience, kind, about) = if is_new {
        ("tenant_managers", "received_invitation_accepted", row.id.uuid())
    } else {
        (ROLE_MANAGERS_THERE, "primary_admin_joined", link.uuid())
    };
    let customer = store::links::own_name(change).await?;
    let parameters = vec![("customer", customer), ("by", by.to_owned())];
    Ok(change.notify(Notice { tenant: partner, audience, kind, about, parameters }).await?)
}
