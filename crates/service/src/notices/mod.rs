//! Notices in the portal.
//!
//! Invariant: a person reads what the roles held now are told, whoever held them when it was left.

use authz::{Action, Facts, Realm};
use domain::{
    id::{Id, Notice},
    time::Time,
};
use serde::{Deserialize, Serialize};
use store::{Change, View, page::Page};

pub use store::notices::NoticeRow;

use crate::{
    ask::{Looking, Question},
    caller::Person,
    cursor,
    invitations::{Listed, listed},
    refusal::Refusal,
    run::{Command, Context, Where},
};

fn audiences(facts: &Facts) -> Vec<String> {
    let mut audiences = Vec::new();
    if facts.is_service_administrator() {
        audiences.push("service_administrators".to_owned());
    }
    if facts.answers_invitations() {
        audiences.push("tenant_managers".to_owned());
    }
    audiences
}

#[derive(Serialize, Deserialize)]
struct Place(Time, Id<Notice>);

/// The caller's notices, newest first.
#[derive(Clone, Debug, Default)]
pub struct Notices {
    /// Where the page begins.
    pub after: Option<String>,
    /// How many.
    pub size: Option<i64>,
}

impl Question for Notices {
    type Answer = Listed<NoticeRow>;
    const NAME: &'static str = "notices.list";

    fn asks(&self, _: &Person) -> (Action, Realm) {
        (Action::OwnAccount, Realm::Own)
    }

    async fn answer(&self, view: &mut View, context: &Looking<'_>) -> Result<Self::Answer, Refusal> {
        let page = self.size.map_or_else(Page::default, Page::of);
        let place = self.after.as_deref().map(cursor::read::<Place>).transpose()?;
        let place = place.map(|Place(at, id)| (at, id));
        let (user, audiences) = (context.facts.user, audiences(context.facts));
        let found = store::notices::list(view, user, audiences, place, page).await?;
        listed(found, |notice| Place(notice.at, notice.id))
    }
}

/// How many notices the caller has not read: the bell of every page.
#[derive(Clone, Copy, Debug)]
pub struct UnreadNotices;

impl Question for UnreadNotices {
    type Answer = i64;
    const NAME: &'static str = "notices.unread";

    fn asks(&self, _: &Person) -> (Action, Realm) {
        (Action::OwnAccount, Realm::Own)
    }

    async fn answer(&self, view: &mut View, context: &Looking<'_>) -> Result<i64, Refusal> {
        Ok(store::notices::count_unread(view, context.facts.user, audiences(context.facts)).await?)
    }
}

/// Marks the caller's notices as read, up to the newest that was shown.
#[derive(Clone, Copy, Debug)]
pub struct MarkNoticesRead {
    /// Up to this moment.
    pub until: Time,
}

impl Command for MarkNoticesRead {
    type Output = ();
    const NAME: &'static str = "notices.mark_read";

    fn asks(&self, caller: &Person) -> (Action, Where) {
        (Action::OwnAccount, Where::Tenant(caller.organization))
    }

    async fn apply(self, change: &mut Change, context: &Context<'_>) -> Result<(), Refusal> {
        let (user, audiences) = (context.facts.user, audiences(context.facts));
        store::notices::mark_read(change, user, audiences, self.until).await?;
        Ok(())
    }
}
