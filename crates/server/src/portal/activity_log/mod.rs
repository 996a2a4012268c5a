//! The partner's activity log: what happened between it and its customers, by default of the last month.

use askama::Template;
use axum::{Router, extract::State, routing::get};
use domain::{
    organization::Face,
    query::Filter,
    time::{DAY, Time},
};
use service::{
    Code, Export, Refusal, Wanted,
    activity_log::{ActivityLog, ActivityRow, SCHEMA},
    ask, cursor,
};

use crate::{
    answer::{Faults, PageResult, form_page},
    caller::Signed,
    csv,
    form::Fields,
    i18n::Translator,
    portal::layout::Frame,
    web::Web,
};

/// How many lines a page shows.
const SHOWN: i64 = 50;
/// The columns of the file.
const COLUMNS: [&str; 4] = ["Date-Time", "Affected customer", "Action", "Performed by/Partner user"];

/// The pages of the activity log.
pub fn routes() -> Router<Web> {
    Router::new()
        .route("/partner/settings/activity-log", get(list))
        .route("/partner/settings/activity-log.csv", get(csv))
}

#[derive(Template)]
#[template(path = "portal/activity_log/list.html")]
struct ListPage {
    frame: Frame,
    chosen: Chosen,
    faults: Faults,
    rows: Vec<ActivityRow>,
    count: i64,
    next: Option<String>,
}

impl ListPage {
    fn by(&self, row: &ActivityRow) -> String {
        by(&self.frame.t, row)
    }

    fn through(&self, row: &ActivityRow) -> Option<String> {
        through(&self.frame.t, row)
    }
}

/// What the reader chose.
struct Chosen {
    /// The first day, as `YYYY-MM-DD` in the reader's zone.
    from: String,
    /// The last day.
    until: String,
    /// What the customer's name contains, or empty.
    q: String,
}

impl Chosen {
    /// Reads the choice; the last 30 days unless said otherwise.
    fn read(fields: &Fields, t: &Translator, now: Time) -> Self {
        let or = |value: &str, otherwise: Time| {
            if value.is_empty() { t.iso_date(otherwise) } else { value.to_owned() }
        };
        Self {
            from: or(fields.text("startDate"), now.plus(-30 * DAY)),
            until: or(fields.text("endDate"), now),
            q: fields.text("q").trim().to_owned(),
        }
    }

    fn asked(&self, t: &Translator, wanted: Wanted) -> Result<ActivityLog, Refusal> {
        let day =
            |text: &str, field: &str| t.midnight(text).ok_or_else(|| Refusal::field(field, Code::BadPeriod));
        let (from, until) = (day(&self.from, "startDate")?, day(&self.until, "endDate")?.plus(DAY));
        let mut wanted = wanted;
        if !self.q.is_empty() {
            let condition = format!("contains(customerName,'{}')", self.q.replace('\'', "''"));
            let filter = Filter::parse(&condition, &SCHEMA);
            wanted.filter = Some(filter.map_err(|_| Refusal::field("q", Code::BadQuery))?);
        }
        Ok(ActivityLog { from, until, resource: None, wanted, count: true })
    }

    /// The choice as the query part of an address.
    fn query(&self) -> String {
        let mut query = form_urlencoded::Serializer::new(String::new());
        query.append_pair("startDate", &self.from).append_pair("endDate", &self.until);
        if !self.q.is_empty() {
            query.append_pair("q", &self.q);
        }
        query.finish()
    }
}

async fn list(State(web): State<Web>, signed: Signed, fields: Fields) -> PageResult {
    let frame = Frame::of(&web, &signed, Face::Partner, "activity-log").await?;
    let now = web.app.clock.now();
    let chosen = Chosen::read(&fields, &frame.t, now);
    let after = Some(fields.text("after")).filter(|after| !after.is_empty());
    let wanted = Wanted { after: after.map(cursor::read).transpose()?, ..Wanted::first(SHOWN) };
    let found = match chosen.asked(&frame.t, wanted) {
        Ok(question) => ask(&web.app, &signed.caller, &question).await,
        Err(refusal) => Err(refusal),
    };
    let (page, faults) = match found {
        Ok(found) => (Some(found), Faults::default()),
        Err(refusal @ Refusal::Invalid(..)) => (None, Faults::of(&frame.t, refusal)?),
        Err(refusal) => return Err(refusal.into()),
    };
    let (rows, next, count) = page.map_or((Vec::new(), None, 0), |found| {
        (found.page.items, found.page.next, found.count.unwrap_or_default())
    });
    let next = next.as_ref().map(cursor::write).transpose()?;
    let next = next.map(|place| format!("?{}&after={place}", chosen.query()));
    form_page(faults.status(), &ListPage { frame, chosen, faults, rows, count, next })
}

/// The lines of the choice in force as CSV.
async fn csv(State(web): State<Web>, signed: Signed, fields: Fields) -> PageResult {
    let t = Frame::of(&web, &signed, Face::Partner, "activity-log").await?.t;
    let chosen = Chosen::read(&fields, &t, web.app.clock.now());
    let question = ActivityLog { count: false, ..chosen.asked(&t, Wanted::default())? };
    let (app, caller) = (web.app, signed.caller);
    let export = Export::begin(&app, &caller, question).await?;
    let cells = move |row: &ActivityRow| {
        let action = t.word("event-", &row.kind);
        let by = [Some(by(&t, row)), through(&t, row)].into_iter().flatten().collect::<Vec<_>>().join(", ");
        [row.at.to_string(), row.customer_name.clone(), action, by]
    };
    Ok(csv::download("activity-log.csv", COLUMNS, (app, caller), export, cells).await?)
}

/// Who did it: somebody of the partner, Steward, or the customer, of whom nobody is named.
fn by(t: &Translator, row: &ActivityRow) -> String {
    if row.by.is_empty() {
        return t.t("customer");
    }
    if row.is_task { t.word("task-", &row.by) } else { row.by.clone() }
}

/// The application that did it for somebody of the partner.
fn through(t: &Translator, row: &ActivityRow) -> Option<String> {
    let is_for_somebody = row.application.is_some() && !row.is_by_itself;
    is_for_somebody.then(|| t.with("through-application", "application", &row.application_name))
}
