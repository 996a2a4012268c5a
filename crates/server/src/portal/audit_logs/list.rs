//! The page of the log.

use askama::Template;
use axum::extract::State;
use domain::{
    organization::Face,
    time::{DAY, Time},
};
use service::{
    Refusal, ask,
    audit_log::{Line, ListEvents, Period, Wanted},
};

use crate::{
    answer::{Faults, PageResult, html},
    caller::Signed,
    form::Fields,
    i18n::Translator,
    portal::layout::Frame,
    web::Web,
};

/// The categories of the filter, in the order of R-202.
pub const CATEGORIES: [&str; 15] = [
    "User",
    "Assignment",
    "PartnerInvitation",
    "Role",
    "Link",
    "Room",
    "Group",
    "Place",
    "Key",
    "Settings",
    "SecurityGroup",
    "SignIn",
    "Export",
    "View",
    "Organization",
];

#[derive(Template)]
#[template(path = "portal/audit_logs/list.html")]
struct ListPage {
    frame: Frame,
    chosen: Chosen,
    faults: Faults,
    lines: Vec<Line>,
    organization: uuid::Uuid,
    next: Option<String>,
}

impl ListPage {
    fn is_of_partner(&self, line: &Line) -> bool {
        line.actor_tenant_id.is_some_and(|tenant| tenant != self.organization)
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
        }
    }

    /// The period of the choice; both days are included.
    pub fn period(&self, t: &Translator, now: Time) -> Result<Period, Refusal> {
        let day = |text: &str, field: &str| {
            t.midnight(text).ok_or_else(|| Refusal::field(field, service::Code::BadPeriod))
        };
        let (from, until) = (day(&self.from, "from")?, day(&self.until, "until")?);
        Period::new(from, until.plus(DAY), now)
    }

    /// Which lines are wanted.
    pub fn wanted(&self, period: Period) -> Wanted {
        Wanted {
            from: Some(period.from()),
            until: Some(period.until()),
            category: CATEGORIES.contains(&self.category.as_str()).then(|| self.category.clone()),
            only_others: self.partners_only,
            subject: None,
        }
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
        query.finish()
    }
}

/// Shows the log.
pub async fn list(State(web): State<Web>, signed: Signed, fields: Fields) -> PageResult {
    let frame = Frame::of(&web, &signed, Face::Rooms, "audit-logs").await?;
    let now = web.app.clock.now();
    let chosen = Chosen::read(&fields, &frame.t, now);
    let (period, faults) = match chosen.period(&frame.t, now) {
        Ok(period) => (period, Faults::default()),
        Err(refusal) => (Period::last(30, now), Faults::of(&frame.t, refusal)?),
    };
    let before = fields.text("before").parse().ok();
    let question = ListEvents { wanted: chosen.wanted(period), before, page: store_page() };
    let answer = ask(&web.app, &signed.caller, &question).await?;
    let next = answer
        .items
        .last()
        .filter(|_| answer.has_more)
        .map(|last| format!("?{}&before={}", chosen.query(), last.sequence));
    html(&ListPage {
        organization: signed.caller.person.organization.uuid(),
        frame,
        chosen,
        faults,
        lines: answer.items,
        next,
    })
}

fn store_page() -> service::Page {
    service::Page::of(50)
}
