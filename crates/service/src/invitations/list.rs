//! Invitations as both sides read them: the customer all of its own, the partner what waits.

use authz::{Action, Realm};
use domain::{
    id::{Id, Invitation},
    permission::Permission,
};
use store::{
    View,
    invitations::{
        received::{self, ReceivedInvitation},
        sent::{self, SentInvitation},
    },
    list::Wanted,
    scopes::Described,
};

use crate::{
    ask::{Looking, Question},
    caller::Person,
    counted::Counted,
    refusal::Refusal,
};

/// The invitations of the caller's organization, newest first unless said otherwise, in every state (decision 4).
#[derive(Clone, Debug, Default)]
pub struct InvitationsSent {
    /// Filter, search, order, page.
    pub wanted: Wanted,
    /// Whether to count all of them.
    pub count: bool,
}

impl Question for InvitationsSent {
    type Answer = Counted<SentInvitation>;
    const NAME: &'static str = "invitations.sent";

    fn asks(&self, _: &Person) -> (Action, Realm) {
        (Action::UseOwn(Permission::SettingsView), Realm::Own)
    }

    async fn answer(&self, view: &mut View, context: &Looking<'_>) -> Result<Self::Answer, Refusal> {
        let (wanted, now) = (&self.wanted, context.facts.now);
        let count = if self.count { Some(sent::count(view, wanted, now).await?) } else { None };
        Ok(Counted { page: sent::list(view, wanted, now).await?, count })
    }
}

/// One invitation of the caller's organization, with its rooms by name: what a re-issue begins with.
#[derive(Clone, Copy, Debug)]
pub struct SentInvitationDetail {
    /// Which.
    pub invitation: Id<Invitation>,
}

/// An invitation with its rooms.
#[derive(Clone, Debug)]
pub struct SentDetail {
    /// The invitation.
    pub sent: SentInvitation,
    /// What its scope names.
    pub scope: Described,
}

impl Question for SentInvitationDetail {
    type Answer = SentDetail;
    const NAME: &'static str = "invitations.sent_detail";

    fn asks(&self, _: &Person) -> (Action, Realm) {
        (Action::UseOwn(Permission::SettingsView), Realm::Own)
    }

    async fn answer(&self, view: &mut View, context: &Looking<'_>) -> Result<Self::Answer, Refusal> {
        let found = sent::find(view, self.invitation, context.facts.now).await?;
        let sent = found.ok_or(Refusal::Missing)?;
        let scope = store::scopes::describe(view, sent.row.scope).await?;
        Ok(SentDetail { sent, scope })
    }
}

/// The invitations that wait for the caller, newest first unless said otherwise.
#[derive(Clone, Debug, Default)]
pub struct InvitationsReceived {
    /// Filter, search, order, page.
    pub wanted: Wanted,
    /// Whether to count all of them.
    pub count: bool,
}

impl Question for InvitationsReceived {
    type Answer = Counted<ReceivedInvitation>;
    const NAME: &'static str = "invitations.received";

    fn asks(&self, _: &Person) -> (Action, Realm) {
        (Action::AnswerInvitation, Realm::Own)
    }

    async fn answer(&self, view: &mut View, context: &Looking<'_>) -> Result<Self::Answer, Refusal> {
        let (wanted, now) = (&self.wanted, context.facts.now);
        let count = if self.count { Some(received::count(view, wanted, now).await?) } else { None };
        Ok(Counted { page: received::list(view, wanted, now).await?, count })
    }
}

/// One invitation that waits for the caller.
#[derive(Clone, Copy, Debug)]
pub struct ReceivedInvitationDetail {
    /// Which.
    pub invitation: Id<Invitation>,
}

impl Question for ReceivedInvitationDetail {
    type Answer = ReceivedInvitation;
    const NAME: &'static str = "invitations.received_detail";

    fn asks(&self, _: &Person) -> (Action, Realm) {
        (Action::AnswerInvitation, Realm::Own)
    }

    async fn answer(&self, view: &mut View, context: &Looking<'_>) -> Result<Self::Answer, Refusal> {
        received::find(view, self.invitation, context.facts.now).await?.ok_or(Refusal::Missing)
    }
}
