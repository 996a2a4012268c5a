//! A preview as a file: its event is durable before the file leaves (decision 18), in the log of the organization where the
//! question is asked, and of each customer whose rooms the file counts.

use authz::Action;

use super::Previewed;
use crate::{
    app::App,
    ask::{Question, ask},
    caller::{Caller, Person},
    exports,
    refusal::Refusal,
    run::Where,
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
    let counted = found.iter().map(|it| it.tenant).collect();
    exports::begin_by(app, caller, question.recorded(&caller.person), counted, "accessPreview").await?;
    Ok(found)
}
