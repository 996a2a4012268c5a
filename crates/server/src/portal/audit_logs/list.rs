//! The page of the log.

use askama::Template;
use axum::extract::State;
use domain::{
    event::Category,
    organization::Face,
    query::Filter,
    time::{DAY, Time},
};
use service::{
    Code, Refusal, Wanted, ask,
    audit_log::{Line, LineChange, ListEvents, Part, Period, SCHEMA},
    cursor,
};
use uuid::Uuid;

use super::words;
use crate::{
    answer::{Faults, PageResult, form_page},
    caller::Signed,
    form::Fields,
    i18n::Translator,
    portal::layout::Frame,
    web::Web,
};

/// How many lines a page shows.
const SHOWN: i64 = 50;

#[derive(Template)]
#[template(path = "portal/audit_logs/list.html")]
struct ListPage {
    frame: Frame,
    chosen: Chosen,
    faults: Faults,
    lines: Vec<Line>,
    organization: Uuid,
    next: Option<String>,
}

impl ListPage {
    fn is_of_partner(&self, line: &Line) -> bool {
        line.actor_tenant_id.is_some_and(|tenant| tenant != self.organization)
    }

    fn field(&self, field: &str) -> String {
        words::field(&self.frame.t, field)
    }

    fn value(&self, line: &Line, field: &str, value: &str) -> String {
        words::value(&self.frame.t, &line.category, field, value)
    }

    /// What a line is about; what was shown is called as its page.
    fn subject(&self, line: &Line) -> String {
        if Self::tells_what(line) {
            self.value(line, "what", &line.subject_name)
        } else {
            line.subject_name.clone()
        }
    }

    /// Whether the line is about a question that somebody asked.
    fn tells_what(line: &Line) -> bool {
        let is_subject = |change: &LineChange| {
            change.field == "what" && change.after.as_deref() == Some(line.subject_name.as_str())
        };
        line.changes.iter().any(is_subject)
    }

    /// The values that the subject does not say already.
    fn changes(line: &Line) -> impl Iterator<Item = &LineChange> {
        let is_told = Self::tells_what(line);
        line.changes.iter().filter(move |change| !(is_told && change.field == "what"))
    }
}

/// What the reader chose.
pub struct Chosen {
    /// The first day, as `YYYY-MM-DD` in the reader's zone.
    pub from: String,
    /// The last day.
    pub until: String,
    /// A category, or empty for all.
    pub category: String,
    /// Whether only what partners did is shown.
    pub partners_only: bool,
    /// The first line, or empty. Lines take the place of days.
    pub first: String,
    /// The last line, or empty.
    pub last: String,
}

impl Chosen {
    /// Reads the choice; the last 30 days unless said otherwise.
    pub fn read(fields: &Fields, t: &Translator, now: Time) -> Self {
        let or = |value: &str, otherwise: Time| {
            if value.is_empty() { t.iso_date(otherwise) } else { value.to_owned() }
        };
        Self {
            from: or(fields.text("from"), now.plus(-30 * DAY)),
            until: or(fields.text("until"), now),
            category: fields.text("category").to_owned(),
            partners_only: fields.has("partners"),
            first: fields.text("fromSequence").to_owned(),
            last: fields.text("toSequence").to_owned(),
        }
    }

    /// The part of the log that is chosen: by lines where one is named, else by days, both of them included.
    pub fn part(&self, t: &Translator, now: Time) -> Result<Part, Refusal> {
        if !(self.first.is_empty() && self.last.is_empty()) {
            return Part::between(Period::whole(now), &self.first, &self.last);
        }
        let day =
            |text: &str, field: &str| t.midnight(text).ok_or_else(|| Refusal::field(field, Code::BadPeriod));
        let (from, until) = (day(&self.from, "from")?, day(&self.until, "until")?);
        Period::new(from, until.plus(DAY), now).map(Part::of)
    }

    /// Which lines are wanted, in the query language of the API.
    pub fn filter(&self, organization: Uuid) -> Result<Option<Filter>, Refusal> {
        let mut conditions = Vec::new();
        if Category::NAMES.contains(&self.category.as_str()) {
            conditions.push(format!("category eq '{}'", self.category));
        }
        if self.partners_only {
            conditions.push(format!("userTenantId ne {organization} and userTenantId ne null"));
        }
        if conditions.is_empty() {
            return Ok(None);
        }
        let filter = Filter::parse(&conditions.join(" and "), &SCHEMA);
        filter.map(Some).map_err(|_| Refusal::field("category", Code::BadQuery))
    }

    /// The choice as the query part of an address.
    pub fn query(&self) -> String {
        let mut query = form_urlencoded::Serializer::new(String::new());
        query.append_pair("from", &self.from).append_pair("until", &self.until);
        if !self.category.is_empty() {
            query.append_pair("category", &self.category);
        }
        if self.partners_only {
            query.append_pair("partners", "1");
        }
        for (name, line) in [("fromSequence", &self.first), ("toSequence", &self.last)] {
            if !line.is_empty() {
                query.append_pair(name, line);
            }
        }
        query.finish()
    }
}

/// Shows the log.
pub async fn list(State(web): State<Web>, signed: Signed, fields: Fields) -> PageResult {
    let frame = Frame::of(&web, &signed, Face::Rooms, "audit-logs").await?;
    let now = web.app.clock.now();
    let chosen = Chosen::read(&fields, &frame.t, now);
    let (part, faults) = match chosen.part(&frame.t, now) {
        Ok(part) => (part, Faults::default()),
        Err(refusal) => (Part::of(Period::last(30, now)), Faults::of(&frame.t, refusal)?),
    };
    let organization = signed.caller.person.organization.uuid();
    let after = Some(fields.text("after")).filter(|after| !after.is_empty());
    let wanted = Wanted {
        filter: part.filter(chosen.filter(organization)?),
        after: after.map(cursor::read).transpose()?,
        ..Wanted::first(SHOWN)
    };
    let question = ListEvents { period: part.period(), wanted, count: false };
    let found = ask(&web.app, &signed.caller, &question).await?.page;
    let next = found.next.as_ref().map(cursor::write).transpose()?;
    let next = next.map(|place| format!("?{}&after={place}", chosen.query()));
    form_page(faults.status(), &ListPage { organization, frame, chosen, faults, lines: found.items, next })
}
