//! Notices in the portal.
//!
//! Invariant: a person reads what the roles held now are told, whoever held them when it was left.

use authz::{Action, Facts, Realm};
use domain::time::Time;
use store::{Change, View, list::Wanted};

pub use store::notices::{NoticeRow, SCHEMA};

use crate::{
    ask::{Looking, Question},
    caller::Person,
    counted::Counted,
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

/// The caller's notices, newest first unless said otherwise.
#[derive(Clone, Debug, Default)]
pub struct Notices {
    /// Which, in which order, from where.
    pub wanted: Wanted,
    /// Whether to count all of them.
    pub count: bool,
}

impl Question for Notices {
    type Answer = Counted<NoticeRow>;
    const NAME: &'static str = "notices.list";

    fn asks(&self, _: &Person) -> (Action, Realm) {
        (Action::OwnAccount, Realm::Own)
    }

    async fn answer(&self, view: &mut View, context: &Looking<'_>) -> Result<Counted<NoticeRow>, Refusal> {
        let wanted = &self.wanted;
        let (user, audiences) = (context.facts.user, audiences(context.facts));
        let count = if self.count {
            Some(store::notices::count(view, wanted, user, audiences.clone()).await?)
        } else {
            None
        };
        Ok(Counted { page: store::notices::list(view, wanted, user, audiences).await?, count })
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
