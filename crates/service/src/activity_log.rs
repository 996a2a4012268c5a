//! The activity log of a partner (R-421, §4.9): what happened between it and its customers, as its own audit log tells it.

use authz::{Action, Concerning, Realm, Requirement};
use domain::{
    activity,
    agent::AgentRight,
    partner_event::PartnerEvent,
    time::{DAY, Time},
};
use store::{
    View, activity as lines,
    list::{Place, Wanted},
};
use uuid::Uuid;

pub use store::{
    activity::{ActivityRow, SCHEMA},
    audit::LineChange,
};

use crate::{
    ask::{Looking, Question},
    caller::Person,
    counted::Counted,
    exports::Paged,
    refusal::{Code, Refusal},
};

/// How far back the log goes, in days (§4.9).
const OLDEST_DAYS: i64 = 90;

/// The lines of the caller's organization between two moments, newest first.
#[derive(Clone, Debug)]
pub struct ActivityLog {
    /// Not before this moment, at most 90 days back.
    pub from: Time,
    /// Before this moment.
    pub until: Time,
    /// Of one published type of resource alone.
    pub resource: Option<String>,
    /// Which of them, and from where.
    pub wanted: Wanted,
    /// Whether to count all of them.
    pub count: bool,
}

impl Question for ActivityLog {
    type Answer = Counted<ActivityRow>;
    const NAME: &'static str = "activity_log.list";

    fn asks(&self, _: &Person) -> (Action, Realm) {
        (Action::ReadAuditLog, Realm::Own)
    }

    async fn answer(&self, view: &mut View, context: &Looking<'_>) -> Result<Self::Answer, Refusal> {
        // Who is no partner has no customers with whom anything could happen.
        if !context.facts.is_partner() {
            return Err(Refusal::Denied(Code::Forbidden, Some(Requirement::PartnerCapability)));
        }
        // With a day of grace, since a day begins at midnight of the reader's zone.
        if self.from < context.facts.now.plus(-(OLDEST_DAYS + 1) * DAY) {
            return Err(Refusal::field("startDate", Code::BadPeriod));
        }
        if self.until <= self.from {
            return Err(Refusal::field("endDate", Code::BadPeriod));
        }
        let kinds = kinds(|it| self.resource.as_ref().is_none_or(|wanted| wanted == it.resource));
        let (period, wanted) = ((self.from, self.until), &self.wanted);
        let count =
            if self.count { Some(lines::count(view, period, kinds.clone(), wanted).await?) } else { None };
        Ok(Counted { page: lines::list(view, period, kinds, wanted).await?, count })
    }
}

/// The kinds of lines that are meant.
fn kinds(are_meant: impl Fn(&activity::Activity) -> bool) -> lines::Kinds {
    let kinds = |other: bool| {
        let meant = activity::ALL.iter().filter(|it| are_meant(it) && it.at.is(other));
        meant.map(|it| it.kind.code().to_owned()).collect()
    };
    lines::Kinds { elsewhere: kinds(true), own: kinds(false) }
}

/// One line of the caller's organization.
#[derive(Clone, Copy, Debug)]
pub struct ActivityRecord {
    /// Its identifier.
    pub event: Uuid,
    /// Whether the caller reads the log; else it is whoever programs of the partner are told by, who read what those are told of, and
    /// nothing else (§4.10).
    pub as_reader: bool,
}

impl Question for ActivityRecord {
    type Answer = ActivityRow;
    const NAME: &'static str = "activity_log.one";

    fn asks(&self, _: &Person) -> (Action, Realm) {
        let receives = Action::ActAsAgent(AgentRight::ReceiveEvents);
        (if self.as_reader { Action::ReadAuditLog } else { receives }, Realm::Own)
    }

    fn concerns(&self, caller: &Person) -> Concerning {
        // Which customer it is about is not known before; whoever that one keeps out is told nothing of it.
        if self.as_reader { Concerning::One(caller.organization) } else { Concerning::All }
    }

    async fn answer(&self, view: &mut View, context: &Looking<'_>) -> Result<ActivityRow, Refusal> {
        if !context.facts.is_partner() {
            return Err(Refusal::Denied(Code::Forbidden, Some(Requirement::PartnerCapability)));
        }
        let from = context.facts.now.plus(-(OLDEST_DAYS + 1) * DAY);
        let kinds = kinds(|it| self.as_reader || PartnerEvent::of(it.kind).is_some());
        let row = lines::find(view, from, kinds, self.event).await?;
        let is_kept_out = |row: &ActivityRow| {
            !self.as_reader && row.customer.is_some_and(|customer| context.facts.is_barred_from(customer))
        };
        row.filter(|row| !is_kept_out(row)).ok_or(Refusal::Missing)
    }
}

impl Paged for ActivityLog {
    type Row = ActivityRow;
    const LIST: &'static str = "activityLog";

    fn wanted(&mut self) -> &mut Wanted {
        &mut self.wanted
    }

    fn rows(answer: Self::Answer) -> (Vec<ActivityRow>, Option<Place>) {
        (answer.page.items, answer.page.next)
    }
}
