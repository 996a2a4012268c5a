//! Exporting the log: first the export itself becomes an event, then the lines are read piece by piece, each
//! piece decided anew, so that a download ends when the right ends.

use authz::{Action, Realm};
use domain::event::{Event, EventKind, Subject};
use store::{
    Batch, Change, View,
    audit::{self, Line, Wanted},
};

use super::period::Period;
use crate::{
    app::App,
    ask::{Looking, Question, ask},
    caller::{Caller, Person},
    refusal::Refusal,
    run::{Command, Context, Where, run},
};

/// How many lines a piece holds.
const PIECE: i64 = 1000;

/// An export under way.
#[derive(Clone, Debug)]
pub struct Export {
    wanted: Wanted,
    after: i64,
}

/// A piece of an export.
#[derive(Clone, Debug, Default)]
pub struct Piece {
    /// The digest before the first line, in hexadecimal; empty at the start of the log. In the first piece alone.
    pub previous_digest: String,
    /// The lines, oldest first.
    pub lines: Vec<Line>,
}

#[derive(Clone, Debug)]
struct RecordExport {
    period: Period,
    form: &'static str,
}

impl Command for RecordExport {
    type Output = ();
    const NAME: &'static str = "audit_log.export";

    fn asks(&self, caller: &Person) -> (Action, Where) {
        (Action::ReadAuditLog, Where::Tenant(caller.organization))
    }

    async fn apply(self, change: &mut Change, _: &Context<'_>) -> Result<(), Refusal> {
        let event =
            Event::new(EventKind::AuditLogExported, Subject::thing(change.tenant().uuid(), "audit log"))
                .with("form", self.form)
                .with("from", self.period.from())
                .with("until", self.period.until());
        change.write(Batch::of(event)).await?;
        Ok(())
    }
}

/// Begins an export: writes down who exports what.
pub async fn begin_export(
    app: &App,
    caller: &Caller,
    period: Period,
    mut wanted: Wanted,
    form: &'static str,
) -> Result<Export, Refusal> {
    run(app, caller, RecordExport { period, form }).await?;
    wanted.from = Some(period.from());
    wanted.until = Some(period.until());
    Ok(Export { wanted, after: 0 })
}

struct NextPiece<'a>(&'a Export);

impl Question for NextPiece<'_> {
    type Answer = Piece;
    const NAME: &'static str = "audit_log.export";

    fn asks(&self, _: &Person) -> (Action, Realm) {
        (Action::ReadAuditLog, Realm::Own)
    }

    async fn answer(&self, view: &mut View, _: &Looking<'_>) -> Result<Piece, Refusal> {
        let Export { wanted, after } = self.0;
        let lines = audit::chain(view, wanted, *after, PIECE).await?;
        let previous_digest = match lines.first() {
            Some(first) if *after == 0 && first.sequence > 1 => {
                audit::digest_of(view, first.sequence - 1).await?.unwrap_or_default()
            }
            _ => String::new(),
        };
        Ok(Piece { previous_digest, lines })
    }
}

impl Export {
    /// The next piece; none when everything was read.
    pub async fn next(&mut self, app: &App, caller: &Caller) -> Result<Option<Piece>, Refusal> {
        let piece = ask(app, caller, &NextPiece(self)).await?;
        let Some(last) = piece.lines.last() else { return Ok(None) };
        self.after = last.sequence;
        Ok(Some(piece))
    }
}
