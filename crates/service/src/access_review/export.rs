//! The export of the review: the event is durable before the first row leaves, then pages stream, each under the sight
//! of its moment (decision 18).

use authz::Action;
use domain::{
    event::{Event, EventKind, Subject},
    permission::Permission,
};
use store::{Batch, Change, list::Wanted, page::Page};

use super::list::{ReviewAccess, Reviewed};
use crate::{
    app::App,
    ask::ask,
    caller::{Caller, Person},
    refusal::Refusal,
    run::{Command, Context, Where, run},
};

/// People fetched at once.
const PIECE: i64 = 300;

/// An export that goes on page by page.
#[derive(Clone, Debug)]
pub struct ExportReview {
    wanted: Wanted,
    done: bool,
}

impl ExportReview {
    /// Begins an export: its event is written before the first row leaves.
    pub async fn begin(app: &App, caller: &Caller, mut wanted: Wanted) -> Result<Self, Refusal> {
        wanted.page = Page::of(PIECE);
        wanted.after = None;
        run(app, caller, RecordExport).await?;
        Ok(Self { wanted, done: false })
    }

    /// The next people; none at the end. Rights are looked at again with each page.
    pub async fn next(&mut self, app: &App, caller: &Caller) -> Result<Option<Vec<Reviewed>>, Refusal> {
        if self.done {
            return Ok(None);
        }
        let question = ReviewAccess { wanted: self.wanted.clone(), count: false };
        let page = ask(app, caller, &question).await?.page;
        self.done = page.next.is_none();
        self.wanted.after = page.next;
        Ok(Some(page.items))
    }
}

#[derive(Clone, Copy, Debug)]
struct RecordExport;

impl Command for RecordExport {
    type Output = ();
    const NAME: &'static str = "access_review.export";

    fn asks(&self, caller: &Person) -> (Action, Where) {
        (Action::UseOwn(Permission::SettingsView), Where::Tenant(caller.organization))
    }

    async fn apply(self, change: &mut Change, context: &Context<'_>) -> Result<(), Refusal> {
        change.turn_to(context.permit(Action::UseOwn(Permission::RoleView), change.tenant())?);
        let subject = Subject::thing(change.tenant().uuid(), "");
        let event = Event::new(EventKind::ListExported, subject).with("list", "accessReview");
        change.write(Batch::of(event)).await?;
        Ok(())
    }
}
