//! Exporting the log: first the export itself becomes an event, then the lines are read piece by piece, each
//! piece decided anew, so that a download ends when the right ends.

use authz::{Action, Realm};
use domain::{
    event::{Event, EventKind, Subject},
    query::{Comparison, Filter, Literal, Path},
    time::Time,
};
use store::{
    Batch, Change, View,
    audit::{self, AT, Head, Line},
    list::Wanted,
    values,
};

use super::period::{Period, oldest};
use crate::{
    app::App,
    ask::{Looking, Question, ask},
    caller::{Caller, Person},
    refusal::{Code, Fault, Refusal},
    run::{Command, Context, Where, run},
};

/// How many lines a piece holds.
const PIECE: i64 = 1000;

/// Which part of the log is exported.
#[derive(Clone, Copy, Debug)]
pub struct Part {
    /// Of which time.
    period: Period,
    /// From which line on.
    first: Option<i64>,
    /// Up to which line.
    last: Option<i64>,
}

impl Part {
    /// The lines of a period.
    pub const fn of(period: Period) -> Self {
        Self { period, first: None, last: None }
    }

    /// The lines of a period between two places of the chain as somebody wrote them, both included; empty for no limit.
    pub fn between(period: Period, first: &str, last: &str) -> Result<Self, Refusal> {
        let mut faults = Vec::new();
        let mut line = |field: &str, text: &str, least: i64| match text.parse() {
            _ if text.is_empty() => None,
            Ok(line) if line >= least => Some(line),
            _ => {
                faults.push(Fault::new(field, Code::OutOfRange).detail(format!("≥ {least}")));
                None
            }
        };
        let first = line("fromSequence", first, 1);
        let last = line("toSequence", last, first.unwrap_or(1));
        if faults.is_empty() {
            Ok(Self { period, first, last })
        } else {
            Err(Refusal::Invalid(Code::InvalidValue, faults))
        }
    }

    /// A filter for the lines of the part alone, its period apart.
    pub fn filter(&self, filter: Option<Filter>) -> Option<Filter> {
        let compare = |operator, sequence| Filter::Compare {
            path: Path::Own("sequence"),
            operator,
            literal: Literal::Integer(sequence),
        };
        let first = self.first.map(|first| compare(Comparison::Ge, first));
        let last = self.last.map(|last| compare(Comparison::Le, last));
        let all = [filter, first, last].into_iter().flatten();
        all.reduce(|left, right| Filter::And(Box::new(left), Box::new(right)))
    }

    /// The period.
    pub const fn period(&self) -> Period {
        self.period
    }
}

/// What an export is for.
#[derive(Clone, Debug)]
pub enum Form {
    /// For reading, as CSV: the lines that somebody wants.
    Csv(Wanted),
    /// For verification, as JSON: each line from the first to the last of the part, in the order of the chain.
    Json,
}

/// An export under way.
#[derive(Clone, Debug)]
pub struct Export {
    part: Part,
    form: Form,
    start: Start,
    next: i64,
}

/// What an export begins with.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Start {
    /// Where the log ended when the export began.
    pub head: Head,
    /// The digest before the first line, in hexadecimal; empty at the start of the log.
    pub previous_digest: String,
    /// The first and the last line; none without lines.
    pub lines: Option<(i64, i64)>,
}

#[derive(Clone, Debug)]
struct RecordExport {
    part: Part,
    form: &'static str,
}

impl Command for RecordExport {
    type Output = ();
    const NAME: &'static str = "audit_log.export";

    fn asks(&self, caller: &Person) -> (Action, Where) {
        (Action::ReadAuditLog, Where::Tenant(caller.organization))
    }

    async fn apply(self, change: &mut Change, _: &Context<'_>) -> Result<(), Refusal> {
        let Part { period, first, last } = self.part;
        if let Some(first) = first
            && let Some(row) = change.find(&AT, values![first]).await?
            && row.get::<Time>(0)? < oldest(change.now())
        {
            // what the log does not offer any more is refused, not left out.
            return Err(Refusal::field("fromSequence", Code::BadPeriod));
        }
        let mut event =
            Event::new(EventKind::AuditLogExported, Subject::thing(change.tenant().uuid(), "audit log"))
                .with("form", self.form)
                .with("from", period.from())
                .with("until", period.until());
        for (field, sequence) in [("fromSequence", first), ("toSequence", last)] {
            if let Some(sequence) = sequence {
                event = event.with(field, sequence);
            }
        }
        change.write(Batch::of(event)).await?;
        Ok(())
    }
}

/// Begins an export: writes down who exports what, then looks where it begins and ends.
pub async fn begin_export(app: &App, caller: &Caller, part: Part, form: Form) -> Result<Export, Refusal> {
    let name = match form {
        Form::Csv(_) => "csv",
        Form::Json => "json",
    };
    run(app, caller, RecordExport { part, form: name }).await?;
    let start = ask(app, caller, &FindStart(part)).await?;
    let next = start.lines.map_or(i64::MAX, |(first, _)| first);
    Ok(Export { part, form, start, next })
}

struct FindStart(Part);

impl Question for FindStart {
    type Answer = Start;
    const NAME: &'static str = "audit_log.export";

    fn asks(&self, _: &Person) -> (Action, Realm) {
        (Action::ReadAuditLog, Realm::Own)
    }

    async fn answer(&self, view: &mut View, _: &Looking<'_>) -> Result<Start, Refusal> {
        let Part { period, first, last } = self.0;
        let head = audit::head(view).await?;
        let lines = audit::bounds(view, period.from(), period.until(), first, last).await?;
        let previous_digest = match lines {
            Some((first, _)) if first > 1 => audit::digest_of(view, first - 1).await?.unwrap_or_default(),
            _ => String::new(),
        };
        Ok(Start { head, previous_digest, lines })
    }
}

struct NextPiece<'a>(&'a Export);

impl Question for NextPiece<'_> {
    type Answer = Vec<Line>;
    const NAME: &'static str = "audit_log.export";

    fn asks(&self, _: &Person) -> (Action, Realm) {
        (Action::ReadAuditLog, Realm::Own)
    }

    async fn answer(&self, view: &mut View, _: &Looking<'_>) -> Result<Vec<Line>, Refusal> {
        let Export { part, form, start, next } = self.0;
        let Some((_, last)) = start.lines else { return Ok(Vec::new()) };
        let narrowed = match form {
            Form::Csv(wanted) => Some((wanted, part.period.from(), part.period.until())),
            Form::Json => None,
        };
        Ok(audit::chain(view, narrowed, *next, last, PIECE).await?)
    }
}

impl Export {
    /// What it begins with.
    pub const fn start(&self) -> &Start {
        &self.start
    }

    /// The next lines, oldest first; none when everything was read.
    pub async fn next(&mut self, app: &App, caller: &Caller) -> Result<Option<Vec<Line>>, Refusal> {
        let lines = ask(app, caller, &NextPiece(self)).await?;
        let Some(last) = lines.last() else { return Ok(None) };
        self.next = last.sequence + 1;
        Ok(Some(lines))
    }
}
