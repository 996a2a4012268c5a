//! A preview as a file: its event is durable before the file leaves (decision 18).

use authz::Action;
use domain::event::{Event, EventKind, Subject};
use store::{Batch, Change};

use super::Previewed;
use crate::{
    app::App,
    ask::{Question, ask},
    caller::{Caller, Person},
    refusal::Refusal,
    run::{Command, Context, Where, run},
};

/// A question about what a change would do.
pub trait Preview: Question {
    /// What the export of its answer asks of the engine, and where it is written down.
    fn recorded(&self, caller: &Person) -> (Action, Where);

    /// The answer, one organization after the other.
    fn places(answer: Self::Answer) -> Vec<Previewed>;
}

/// Asks for a preview to be taken away as a file.
pub async fn export<P: Preview>(app: &App, caller: &Caller, question: &P) -> Result<Vec<Previewed>, Refusal> {
    // What cannot be previewed leaves no event of an export.
    let found = P::places(ask(app, caller, question).await?);
    let (action, place) = question.recorded(&caller.person);
    run(app, caller, RecordExport { action, place }).await?;
    Ok(found)
}

#[derive(Clone, Copy, Debug)]
struct RecordExport {
    action: Action,
    place: Where,
}

impl Command for RecordExport {
    type Output = ();
    const NAME: &'static str = "previews.export";

    fn asks(&self, _: &Person) -> (Action, Where) {
        (self.action, self.place)
    }

    async fn apply(self, change: &mut Change, _: &Context<'_>) -> Result<(), Refusal> {
        let subject = Subject::thing(change.tenant().uuid(), "");
        let event = Event::new(EventKind::ListExported, subject).with("list", "accessPreview");
        change.write(Batch::of(event)).await?;
        Ok(())
    }
}
