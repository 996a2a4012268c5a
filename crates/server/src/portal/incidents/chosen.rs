//! What a reader chose in the list of incidents: read from the address, written back into addresses, and said to the
//! service as a query.

use domain::{
    id::{Id, Issue, Organization, Room},
    permission::Permission,
    query::{Comparison, Filter, Literal, Order, Path, Search},
    report::{Span, date},
    signal::{Category, Severity},
    ticket::TicketState,
    time::{DAY, Time},
};
use service::{
    Page, Refusal, Wanted, cursor,
    tickets::{Among, Owned},
};
use uuid::Uuid;

use super::conditions::{between, equals, joined, owned, word};
use crate::{
    caller::Signed,
    form::Fields,
    portal::{cut::Cut, rooms::At},
    web::Web,
};

/// The choices of the list.
#[derive(Clone, Debug, Default)]
pub(super) struct Chosen {
    /// A part of the reference, the room's name, the signal or the description.
    pub q: String,
    /// Tickets of one severity.
    pub severity: Option<Severity>,
    /// Tickets about one part of rooms.
    pub category: Option<Category>,
    /// One of [`SHOWN`].
    pub show: &'static str,
    /// Tickets in one state of those that are shown.
    pub state: Option<TicketState>,
    /// Tickets of rooms in a place and of a group.
    pub cut: Cut,
    /// Tickets of one room.
    pub room: Option<Id<Room>>,
    /// Tickets of one signal.
    pub signal: String,
    /// Whether the same fault in many rooms is one line.
    pub folds: bool,
    /// Whether tickets are shown that another one of the room explains.
    pub related: bool,
    /// Whether tickets are shown that are suppressed: one of [`SUPPRESSED`].
    pub suppressed: &'static str,
    /// Tickets that were opened within so many days.
    pub days: Option<i64>,
    /// Tickets that were opened from the first to the last of these days, by the days of UTC.
    pub between: Option<Span>,
    /// Whether only tickets are shown that should be done by now.
    pub is_overdue: bool,
    /// By whom they are taken care of.
    pub owned: Owned,
    /// Tickets of one issue.
    pub issue: Option<Id<Issue>>,
    /// One customer.
    pub tenant: Option<Id<Organization>>,
    /// The column, with a hyphen before it for the other direction.
    pub sort: String,
    /// Where the page begins.
    pub after: Option<String>,
}

/// Which tickets can be shown; the first is what is shown unless something else is wished.
pub(super) const SHOWN: [&str; 3] = ["open", "past", "all"];

/// Whether open tickets are shown that are suppressed, by themselves, with their room or for maintenance: they alert nobody and do
/// not count, so that the first leaves them out.
pub(super) const SUPPRESSED: [&str; 3] = ["without", "with", "only"];

/// Within how many days a ticket can have been opened.
pub(super) const DAYS: [i64; 4] = [1, 7, 30, 90];

/// The columns that can be sorted by: the word in addresses, and the properties with whether they run the other way.
const SORTS: [(&str, &[(&str, bool)]); 5] = [
    ("severity", &[("severity", false), ("createdDateTime", true)]),
    ("opened", &[("createdDateTime", false)]),
    ("changed", &[("lastModifiedDateTime", false)]),
    ("room", &[("roomDisplayName", false)]),
    ("customer", &[("tenantDisplayName", false), ("severity", false)]),
];

/// The longest search that is taken, in characters.
const LONGEST: usize = 120;

impl Chosen {
    /// Reads the choices; what cannot be read is not chosen.
    pub fn read(fields: &Fields) -> Self {
        let sort = fields.text("sort");
        let known = SORTS.iter().any(|(name, _)| *name == sort.trim_start_matches('-'));
        Self {
            q: fields.text("q").chars().filter(|c| !c.is_control()).take(LONGEST).collect(),
            severity: Severity::from_key(fields.text("severity")),
            category: Category::from_key(fields.text("category")),
            show: SHOWN.into_iter().find(|show| *show == fields.text("show")).unwrap_or("open"),
            state: TicketState::from_key(fields.text("state")),
            cut: Cut::read(fields),
            room: fields.text("room").parse().ok(),
            signal: fields.text("signal").chars().filter(char::is_ascii_graphic).take(LONGEST).collect(),
            folds: fields.text("fold") == "yes",
            related: fields.text("related") == "yes",
            suppressed: SUPPRESSED
                .into_iter()
                .find(|word| *word == fields.text("suppressed"))
                .unwrap_or("without"),
            days: fields.text("days").parse().ok().filter(|days| DAYS.contains(days)),
            between: between(fields),
            is_overdue: fields.text("due") == "overdue",
            owned: owned(fields),
            issue: fields.text("issue").parse().ok(),
            tenant: fields.text("tenant").parse().ok(),
            sort: if known { sort.to_owned() } else { "severity".to_owned() },
            after: Some(fields.text("after")).filter(|text| !text.is_empty()).map(str::to_owned),
        }
    }

    /// What the service is asked for; a page that no list wrote is refused.
    pub fn wanted(&self, now: Time) -> Result<Wanted, Refusal> {
        let mut filters = Vec::new();
        if let Some(severity) = self.severity {
            filters.push(equals("severity", Literal::Text(severity.key().to_owned())));
        }
        filters.extend(self.filters_but_severity(now));
        if self.hides_related() {
            filters.push(equals("causeId", Literal::Null));
        }
        let turned = self.sort.starts_with('-');
        let column = self.sort.trim_start_matches('-');
        let properties = SORTS.iter().find(|(name, _)| *name == column).map_or(&[][..], |(_, list)| *list);
        let order = |(property, down): &(&'static str, bool)| Order { property, descending: *down != turned };
        Ok(Wanted {
            filter: joined(filters),
            search: Search::words(&self.q),
            order: properties.iter().map(order).collect(),
            after: self.after.as_deref().map(cursor::read).transpose()?,
            page: Page::of(50),
        })
    }

    fn filters_but_severity(&self, now: Time) -> Vec<Filter> {
        let mut filters = Vec::new();
        if let Some(category) = self.category {
            filters.push(equals("category", Literal::Text(category.key().to_owned())));
        }
        if !self.signal.is_empty() {
            filters.push(equals("signal", Literal::Text(self.signal.clone())));
        }
        match self.suppressed {
            _ if self.among() != Among::Open => {}
            "only" => filters.push(equals("isSuppressed", Literal::Boolean(true))),
            "with" => {}
            _ => filters.push(equals("isSuppressed", Literal::Boolean(false))),
        }
        if let Some(days) = self.days {
            let literal = Literal::Time(now.plus(-days * DAY));
            let path = Path::Own("createdDateTime");
            filters.push(Filter::Compare { path, operator: Comparison::Ge, literal });
        }
        if let Some(span) = self.between {
            let path = || Path::Own("createdDateTime");
            let (from, until) =
                (Time::from_micros(span.from() * DAY), Time::from_micros((span.to() + 1) * DAY));
            filters.push(Filter::Compare {
                path: path(),
                operator: Comparison::Ge,
                literal: Literal::Time(from),
            });
            filters.push(Filter::Compare {
                path: path(),
                operator: Comparison::Lt,
                literal: Literal::Time(until),
            });
        }
        if self.is_overdue {
            let (path, literal) = (Path::Own("dueDateTime"), Literal::Time(now));
            filters.push(Filter::Compare { path, operator: Comparison::Lt, literal });
        }
        if let Some(state) = self.state {
            filters.push(equals("state", Literal::Text(state.key().to_owned())));
        }
        if let Some(issue) = self.issue {
            filters.push(equals("issueId", Literal::Id(issue.uuid())));
        }
        if let Some(room) = self.room {
            filters.push(equals("roomId", Literal::Id(room.uuid())));
        }
        filters.extend(self.cut.conditions());
        filters
    }

    /// The same choices whatever the severity: for the counts by severity, each of which is that of the list that its tile opens, where
    /// nothing is left out because another ticket explains it.
    pub fn counted(&self, now: Time) -> Wanted {
        Wanted {
            filter: joined(self.filters_but_severity(now)),
            search: Search::words(&self.q),
            page: Page::of(1),
            ..Wanted::default()
        }
    }

    /// Whether of the open tickets of a room those are left out that another one explains: unless they are wished for, or the
    /// list is narrowed by what they may have and what explains them may not.
    pub fn hides_related(&self) -> bool {
        self.among() == Among::Open && !self.related && !self.picks()
    }

    /// Whether the tickets of one room are chosen among.
    fn picks(&self) -> bool {
        !self.q.is_empty()
            || self.severity.is_some()
            || self.category.is_some()
            || self.state.is_some()
            || self.between.is_some()
            || self.is_overdue
            || self.days.is_some()
            || self.suppressed == "only"
            || !self.signal.is_empty()
            || self.owned != Owned::Anybody
    }

    /// Which tickets, by their state.
    pub fn among(&self) -> Among {
        match self.show {
            // No open ticket is in such a state.
            _ if matches!(self.state, Some(TicketState::Resolved | TicketState::Closed)) => Among::Past,
            "past" => Among::Past,
            "all" => Among::All,
            _ => Among::Open,
        }
    }

    /// Whether the same fault in many rooms is one line: of open tickets alone.
    pub fn is_folded(&self) -> bool {
        self.folds && self.among() == Among::Open
    }

    /// With the same fault in one line, where the reader lets that be remembered: but where a line is opened, and in one room, there
    /// are only tickets.
    pub fn with_fold_of(self, folds: bool) -> Self {
        let is_opened = self.room.is_some() || self.issue.is_some() || !self.signal.is_empty();
        Self { folds: self.folds || (folds && !is_opened), ..self }
    }

    fn address(&self, replaced: &str, value: &str) -> String {
        let text = |id: Option<Uuid>| id.map(|id| id.to_string()).unwrap_or_default();
        let [place, group, names] = self.cut.pairs();
        let pairs = [
            ("q", self.q.clone()),
            ("severity", self.severity.map(Severity::key).unwrap_or_default().to_owned()),
            ("category", self.category.map(Category::key).unwrap_or_default().to_owned()),
            ("show", if self.show == "open" { String::new() } else { self.show.to_owned() }),
            ("state", self.state.map(TicketState::key).unwrap_or_default().to_owned()),
            group,
            place,
            names,
            ("room", text(self.room.map(Id::uuid))),
            ("signal", self.signal.clone()),
            ("fold", if self.folds { "yes".to_owned() } else { String::new() }),
            ("related", if self.related { "yes".to_owned() } else { String::new() }),
            (
                "suppressed",
                if self.suppressed == "without" { String::new() } else { self.suppressed.to_owned() },
            ),
            ("days", self.days.map(|days| days.to_string()).unwrap_or_default()),
            ("from", self.between.map(|span| date(span.from())).unwrap_or_default()),
            ("to", self.between.map(|span| date(span.to())).unwrap_or_default()),
            ("due", if self.is_overdue { "overdue".to_owned() } else { String::new() }),
            ("owner", word(self.owned)),
            ("issue", text(self.issue.map(Id::uuid))),
            ("tenant", text(self.tenant.map(Id::uuid))),
            ("sort", if self.sort == "severity" { String::new() } else { self.sort.clone() }),
            ("after", String::new()),
        ];
        let mut query = form_urlencoded::Serializer::new(String::new());
        for (name, chosen) in pairs {
            let value = if name == replaced { value } else { &chosen };
            if !value.is_empty() {
                query.append_pair(name, value);
            }
        }
        let query = query.finish();
        if query.is_empty() { query } else { format!("?{query}") }
    }

    /// The address with one choice replaced; empty takes it back.
    pub fn with(&self, name: &str, value: impl std::fmt::Display) -> String {
        self.address(name, &value.to_string())
    }

    /// The address of the tickets behind a line that is folded: of a signal, or of an issue.
    pub fn unfolded(&self, signal: &str, issue: Option<Id<Issue>>) -> String {
        let chosen = Self { signal: signal.to_owned(), issue, folds: false, after: None, ..self.clone() };
        chosen.here()
    }

    /// The choices as they are kept: without what was searched for, which may name what is a customer's.
    pub fn kept(&self) -> String {
        Self { q: String::new(), ..self.clone() }.here()
    }

    /// The address as it is, without the page.
    pub fn here(&self) -> String {
        self.address("", "")
    }

    /// The address as it is, with the page.
    pub fn page(&self) -> String {
        self.address("after", self.after.as_deref().unwrap_or_default())
    }

    /// What the open tickets behind a line that is folded are asked for by; none where no line is named so.
    pub fn of_fault(&self, named: &str, now: Time) -> Option<Result<Wanted, Refusal>> {
        let (kind, key) = named.split_once('.')?;
        let fault = match kind {
            "signal" => equals("signal", Literal::Text(key.to_owned())),
            "issue" => equals("issueId", Literal::Id(key.parse().ok()?)),
            _ => return None,
        };
        let all = Self { after: None, ..self.clone() };
        Some(
            all.wanted(now)
                .map(|wanted| Wanted { filter: joined(wanted.filter.into_iter().chain([fault])), ..wanted }),
        )
    }

    /// The choices with what the place and the group mean in a list.
    pub async fn named(self, web: &Web, signed: &Signed, at: At) -> Result<Self, Refusal> {
        let cut = self.cut.clone().named(web, signed, at, Permission::TicketView).await?;
        Ok(Self { cut, ..self })
    }

    /// The first and the last of the days between which tickets were opened.
    pub fn dates(&self) -> Option<(String, String)> {
        self.between.map(|span| (date(span.from()), date(span.to())))
    }

    /// Whether this is not the first page.
    pub const fn is_further(&self) -> bool {
        self.after.is_some()
    }

    /// The address that sorts by a column: a second time the other way. Times begin with the newest.
    pub fn sorted(&self, column: &str) -> String {
        let first = if matches!(column, "opened" | "changed") { "-" } else { "" };
        let other = if first.is_empty() { "-" } else { "" };
        let sign = if self.sort == format!("{first}{column}") { other } else { first };
        self.address("sort", &format!("{sign}{column}"))
    }

    /// `aria-sort` of a column; empty where it is not sorted by it.
    pub fn direction(&self, column: &str) -> &'static str {
        if self.sort == column {
            "ascending"
        } else if self.sort.strip_prefix('-') == Some(column) {
            "descending"
        } else {
            ""
        }
    }

    /// The icon of a column's direction.
    pub fn sort_icon(&self, column: &str) -> &'static str {
        match self.direction(column) {
            "ascending" => "sort-up",
            "descending" => "sort-down",
            _ => "sort",
        }
    }

    /// Whether a value is the one chosen.
    pub fn is(&self, name: &str, value: impl std::fmt::Display) -> bool {
        let value = value.to_string();
        match name {
            "severity" => self.severity.is_some_and(|severity| severity.key() == value),
            "category" => self.category.is_some_and(|category| category.key() == value),
            "show" => self.show == value,
            "owner" => word(self.owned) == value,
            "days" => self.days.is_some_and(|days| days.to_string() == value),
            "state" => self.state.is_some_and(|state| state.key() == value),
            "suppressed" => self.suppressed == value,
            "due" => self.is_overdue == (value == "overdue"),
            "group" | "place" => self.cut.is(name, &value),
            "tenant" => self.tenant.is_some_and(|id| id.to_string() == value),
            _ => false,
        }
    }

    /// Whether anything is filtered.
    pub fn filters(&self) -> bool {
        self.picks()
            || self.cut.is_any()
            || self.suppressed != "without"
            || self.room.is_some()
            || self.issue.is_some()
            || self.show != "open"
    }
}
