//! Changes of the keys with which the server signs. They belong to no organization; that they come and go stands in the log of the operator.

use authz::SystemTask;
use domain::event::{Event, EventKind, Subject};
use store::{Batch, Change};

use crate::{app::App, refusal::Refusal, run::perform};

/// What keys are for.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Use {
    /// Tokens of applications.
    Tokens,
    /// Messages in Partner Center's form.
    Messages,
}

impl Use {
    const fn key(self) -> &'static str {
        match self {
            Self::Tokens => "tokens",
            Self::Messages => "messages",
        }
    }
}

/// Changes keys, in one transaction with what is told of it. Where nobody runs the server yet there is nothing to be signed, and nothing
/// is changed.
pub(crate) async fn change<F>(app: &App, work: F) -> Result<(), Refusal>
where
    F: AsyncFnOnce(&mut Change) -> Result<(), Refusal>,
{
    let Some(operator) = app.store.begin_view().await?.operator().await? else { return Ok(()) };
    perform(app, SystemTask::Keys, operator, "", "", work).await
}

/// Tells that a key came or went.
pub(crate) async fn tell(change: &mut Change, kind: EventKind, of: Use, id: &str) -> Result<(), Refusal> {
    let subject = Subject::thing(change.tenant().uuid(), id);
    change.write(Batch::of(Event::new(kind, subject).with("use", of.key()))).await?;
    Ok(())
}
