//! What a reader chose of a report: read from the address, written back into addresses, and said to the service.

use domain::{
    id::{Id, Organization, RoomGroup},
    report::{SPANS, Span, date, parse_date},
    time::Time,
};
use service::{
    Realm,
    reports::{Asked, Page, UsageOrder},
};

use super::Report;
use crate::{form::Fields, i18n::Translator, portal::rooms::At};

/// How many rooms a page has.
pub(super) const SIZE: usize = 50;

/// The choices.
#[derive(Clone, Debug)]
pub(super) struct Chosen {
    /// One customer.
    pub(super) tenant: Option<Id<Organization>>,
    /// The rooms of a group.
    pub(super) group: Option<Id<RoomGroup>>,
    /// The days.
    pub(super) span: Span,
    /// One of [`SPANS`]; none where the reader gave two dates.
    pub(super) days: Option<i64>,
    /// Whether the dates that the reader gave are none of a report.
    pub(super) is_wrong: bool,
    /// The column, with a hyphen before it for the other direction.
    pub(super) sort: String,
    /// Which page of rooms, from 0.
    pub(super) page: usize,
    /// Whether every room stands on one page, for paper.
    pub(super) all: bool,
}

impl Chosen {
    /// Reads the choices; what cannot be read is not chosen.
    pub(super) fn read(fields: &Fields, t: &Translator, now: Time) -> Self {
        let today = parse_date(&t.iso_date(now)).unwrap_or_default();
        let (from, to) = (fields.text("from"), fields.text("to"));
        let days = fields.text("days").parse().ok().filter(|days| SPANS.contains(days));
        let own = parse_date(from).zip(parse_date(to)).and_then(|(from, to)| Span::new(from, to));
        let shown = days.unwrap_or(SPANS[0]);
        // The form sends the dates that it shows; they count where they are others than those of the last days.
        let has_dates = !(from.is_empty() && to.is_empty());
        let own = own.filter(|own| days.is_none() || *own != Span::ending(today, shown));
        let is_of_last_days = days.is_some() && parse_date(from) == Some(Span::ending(today, shown).from());
        let is_wrong = has_dates && own.is_none() && !(is_of_last_days && parse_date(to) == Some(today));
        let sort = fields.text("sort");
        let is_known = UsageOrder::from_key(sort.trim_start_matches('-')).is_some();
        Self {
            tenant: fields.text("tenant").parse().ok(),
            group: fields.text("group").parse().ok(),
            span: own.unwrap_or_else(|| Span::ending(today, shown)),
            days: if own.is_some() { None } else { Some(shown) },
            is_wrong,
            sort: if is_known { sort.to_owned() } else { String::new() },
            page: fields.text("page").parse().unwrap_or_default(),
            all: fields.text("all") == "yes",
        }
    }

    /// The choices of a report that is sent.
    pub(super) const fn sent(asked: &Asked) -> Self {
        let tenant = if let Realm::Customer(customer) = asked.realm { Some(customer) } else { None };
        let (group, span) = (asked.group, asked.span);
        let sort = String::new();
        Self { tenant, group, span, days: None, is_wrong: false, sort, page: 0, all: false }
    }

    /// What the service is asked.
    pub(super) fn asked(&self, at: At) -> Asked {
        Asked { realm: at.realm(), span: self.span, group: self.group }
    }

    /// Which rooms are shown.
    pub(super) fn part(&self) -> Page {
        if self.all {
            return Page::ALL;
        }
        Page { skip: self.page.saturating_mul(SIZE), top: SIZE }
    }

    /// By what rooms are sorted.
    pub(super) fn order(&self, own: &str) -> (UsageOrder, bool) {
        let sort = if self.sort.is_empty() { own } else { &self.sort };
        let order = UsageOrder::from_key(sort.trim_start_matches('-')).unwrap_or(UsageOrder::Name);
        (order, sort.starts_with('-'))
    }

    /// The first day as `YYYY-MM-DD`.
    pub(super) fn from(&self) -> String {
        date(self.span.from())
    }

    /// The last day.
    pub(super) fn to(&self) -> String {
        date(self.span.to())
    }

    /// The query part with one choice replaced.
    pub(super) fn replaced(&self, replaced: &str, value: &str) -> String {
        let text = |id: Option<uuid::Uuid>| id.map(|id| id.to_string()).unwrap_or_default();
        let own = self.days.is_none();
        let pairs = [
            (
                "days",
                self.days.filter(|days| *days != SPANS[0]).map(|days| days.to_string()).unwrap_or_default(),
            ),
            ("from", if own { self.from() } else { String::new() }),
            ("to", if own { self.to() } else { String::new() }),
            ("group", text(self.group.map(Id::uuid))),
            ("tenant", text(self.tenant.map(Id::uuid))),
            ("sort", self.sort.clone()),
            ("page", String::new()),
            ("all", if self.all { "yes".to_owned() } else { String::new() }),
            ("table", String::new()),
        ];
        let mut query = form_urlencoded::Serializer::new(String::new());
        for (name, chosen) in pairs {
            // A group is one of a customer, and the last days are no dates.
            let gives_way = matches!((replaced, name), ("tenant", "group") | ("days", "from" | "to"));
            let chosen = if gives_way { String::new() } else { chosen };
            let value = if name == replaced { value } else { &chosen };
            if !value.is_empty() {
                query.append_pair(name, value);
            }
        }
        let query = query.finish();
        if query.is_empty() { query } else { format!("?{query}") }
    }

    /// The same for another report: its columns are others, and it is read by pages at first.
    pub(super) fn of(&self, report: Report, at: At) -> String {
        let plain = Self { sort: String::new(), all: false, ..self.clone() };
        format!("{}{}", at.report(report), plain.replaced("", ""))
    }

    /// The address that sorts by a column: the highest first, names from the first; a second time the other way.
    pub(super) fn sorted(&self, column: &str, own: &str) -> String {
        let now = if self.sort.is_empty() { own } else { &self.sort };
        let first = if matches!(column, "name" | "tenant") { "" } else { "-" };
        let other = if first.is_empty() { "-" } else { "" };
        let sign = if now == format!("{first}{column}") { other } else { first };
        self.replaced("sort", &format!("{sign}{column}"))
    }

    /// `aria-sort` of a column; empty where it is not sorted by it.
    pub(super) fn direction(&self, column: &str, own: &str) -> &'static str {
        let now = if self.sort.is_empty() { own } else { &self.sort };
        if now == column {
            "ascending"
        } else if now.strip_prefix('-') == Some(column) {
            "descending"
        } else {
            ""
        }
    }
}
