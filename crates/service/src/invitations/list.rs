//! Invitations as both sides read them: the customer all of its own, the partner what waits.

use authz::{Action, Realm};
use domain::{
    id::{Id, Invitation},
    invitation::InvitationState,
    permission::Permission,
    time::Time,
};
use serde::{Deserialize, Serialize};
use store::{
    View,
    invitations::{ReceivedInvitation, SentInvitation, Wanted},
    page::{Page, PageOf},
    scopes::Described,
};

use crate::{
    ask::{Looking, Question},
    caller::Person,
    cursor,
    refusal::Refusal,
};

#[derive(Serialize, Deserialize)]
struct Place(Time, Id<Invitation>);

/// A page of a list and where it goes on.
#[derive(Clone, Debug)]
pub struct Listed<T> {
    /// The things of this page.
    pub items: Vec<T>,
    /// Where the next page begins; none at the end.
    pub next: Option<String>,
}

/// The invitations of the caller's organization, newest first, in every state (decision 4).
#[derive(Clone, Debug, Default)]
pub struct InvitationsSent {
    /// Only of this state.
    pub state: Option<InvitationState>,
    /// Where the page begins.
    pub after: Option<String>,
    /// How many.
    pub size: Option<i64>,
}

impl Question for InvitationsSent {
    type Answer = Listed<SentInvitation>;
    const NAME: &'static str = "invitations.sent";

    fn asks(&self, _: &Person) -> (Action, Realm) {
        (Action::UseOwn(Permission::SettingsView), Realm::Own)
    }

    async fn answer(&self, view: &mut View, context: &Looking<'_>) -> Result<Self::Answer, Refusal> {
        let wanted = Wanted { state: self.state, id: None };
        let page = self.size.map_or_else(Page::default, Page::of);
        let place = place(self.after.as_deref())?;
        let found = store::invitations::sent(view, wanted, context.facts.now, place, page).await?;
        listed(found, |sent| Place(sent.row.sent_at, sent.row.id))
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
        let wanted = Wanted { state: None, id: Some(self.invitation) };
        let found = store::invitations::sent(view, wanted, context.facts.now, None, Page::of(1)).await?;
        let sent = found.items.into_iter().next().ok_or(Refusal::Missing)?;
        let scope = store::scopes::describe(view, sent.row.scope).await?;
        Ok(SentDetail { sent, scope })
    }
}

/// The invitations that wait for the caller.
#[derive(Clone, Debug, Default)]
pub struct InvitationsReceived {
    /// Only this one.
    pub only: Option<Id<Invitation>>,
    /// Where the page begins.
    pub after: Option<String>,
    /// How many.
    pub size: Option<i64>,
}

impl Question for InvitationsReceived {
    type Answer = Listed<ReceivedInvitation>;
    const NAME: &'static str = "invitations.received";

    fn asks(&self, _: &Person) -> (Action, Realm) {
        (Action::AnswerInvitation, Realm::Own)
    }

    async fn answer(&self, view: &mut View, context: &Looking<'_>) -> Result<Self::Answer, Refusal> {
        let page = self.size.map_or_else(Page::default, Page::of);
        let place = place(self.after.as_deref())?;
        let found = store::invitations::received(view, context.facts.now, self.only, place, page).await?;
        listed(found, |received| Place(received.sent_at, received.id))
    }
}

fn place(after: Option<&str>) -> Result<Option<(Time, Id<Invitation>)>, Refusal> {
    Ok(after.map(cursor::read::<Place>).transpose()?.map(|Place(at, id)| (at, id)))
}

/// A page with the place where the next begins.
pub(crate) fn listed<T, P: Serialize>(
    page: PageOf<T>,
    place: impl Fn(&T) -> P,
) -> Result<Listed<T>, Refusal> {
    let next = match page.items.last() {
        Some(last) if page.has_more => Some(cursor::write(&place(last))?),
        _ => None,
    };
    Ok(Listed { items: page.items, next })
}
