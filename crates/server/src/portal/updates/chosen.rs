//! What a reader chose in the list of updates: read from the address, written back into addresses, and said to the service as a query.

use domain::{
    id::{Id, Organization},
    query::{Comparison, Filter, Literal, Order, Path, Search},
    rollout::RolloutState,
    room::DeviceType,
};
use service::{Page, Place, Refusal, Wanted, cursor};

use crate::form::Fields;

/// The choices of the list.
#[derive(Clone, Debug, Default)]
pub(super) struct Chosen {
    /// A part of the version, or of the customer's name.
    pub(super) q: String,
    /// Those in one state.
    pub(super) state: Option<RolloutState>,
    /// Those for one kind of device.
    pub(super) device: Option<DeviceType>,
    /// Whether past ones are listed as well.
    pub(super) with_past: bool,
    /// One customer.
    pub(super) tenant: Option<Id<Organization>>,
    /// The column, with a hyphen before it for the other direction.
    pub(super) sort: String,
    /// Where the page begins.
    pub(super) after: String,
}

/// The columns that can be sorted by: the word in addresses and the properties in their order.
const SORTS: [(&str, &[&str]); 5] = [
    ("version", &["versionOrder", "beginsDateTime"]),
    ("device", &["deviceType", "beginsDateTime"]),
    ("customer", &["tenantDisplayName", "beginsDateTime"]),
    ("state", &["state", "beginsDateTime"]),
    ("begins", &["beginsDateTime"]),
];

/// How the list is sorted unless somebody chooses: what begins last stands first.
const NEWEST: &str = "-begins";

/// The longest search that is taken, in characters.
const LONGEST: usize = 120;

impl Chosen {
    /// Reads the choices; what cannot be read is not chosen.
    pub(super) fn read(fields: &Fields) -> Self {
        let sort = fields.text("sort");
        let column = sort.strip_prefix('-').unwrap_or(sort);
        let known = SORTS.iter().any(|(name, _)| *name == column);
        Self {
            q: fields.text("q").chars().filter(|c| !c.is_control()).take(LONGEST).collect(),
            state: RolloutState::from_key(fields.text("state")),
            device: DeviceType::from_key(fields.text("device")),
            with_past: fields.text("past") == "yes",
            tenant: fields.text("tenant").parse().ok(),
            sort: if known { sort.to_owned() } else { NEWEST.to_owned() },
            after: fields.text("after").to_owned(),
        }
    }

    /// Whether past ones are listed: also where a state is asked for that only those are in.
    pub(super) fn shows_past(&self) -> bool {
        use RolloutState::{Completed, CompletedWithFailures, Deprecated};
        self.with_past || matches!(self.state, Some(Completed | CompletedWithFailures | Deprecated))
    }

    /// What the service is asked for; a page that no list wrote is refused.
    pub(super) fn wanted(&self) -> Result<Wanted, Refusal> {
        let equals = |property, key: &str| Filter::Compare {
            path: Path::Own(property),
            operator: Comparison::Eq,
            literal: Literal::Text(key.to_owned()),
        };
        let state = self.state.map(|state| equals("state", state.key()));
        let device = self.device.map(|device| equals("deviceType", device.key()));
        let descending = self.sort.starts_with('-');
        let column = self.sort.trim_start_matches('-');
        let properties = SORTS.iter().find(|(name, _)| *name == column).map_or(&[][..], |(_, list)| *list);
        Ok(Wanted {
            filter: state.into_iter().chain(device).reduce(|a, b| Filter::And(Box::new(a), Box::new(b))),
            search: Search::words(&self.q),
            order: properties.iter().map(|property| Order { property, descending }).collect(),
            after: if self.after.is_empty() { None } else { Some(cursor::read(&self.after)?) },
            page: Page::of(50),
        })
    }

    fn address(&self, after: &str) -> String {
        let pairs = [
            ("q", self.q.clone()),
            ("state", self.state.map(|state| state.key().to_owned()).unwrap_or_default()),
            ("device", self.device.map(|device| device.key().to_owned()).unwrap_or_default()),
            ("past", if self.with_past { "yes".to_owned() } else { String::new() }),
            ("tenant", self.tenant.map(|tenant| tenant.to_string()).unwrap_or_default()),
            ("sort", if self.sort == NEWEST { String::new() } else { self.sort.clone() }),
            ("after", after.to_owned()),
        ];
        let mut query = form_urlencoded::Serializer::new(String::new());
        for (name, value) in pairs.iter().filter(|(_, value)| !value.is_empty()) {
            query.append_pair(name, value);
        }
        let query = query.finish();
        if query.is_empty() { query } else { format!("?{query}") }
    }

    /// The first page; also the query part of the exports.
    pub(super) fn first(&self) -> String {
        self.address("")
    }

    /// The address as it is, with the page.
    pub(super) fn page(&self) -> String {
        self.address(&self.after)
    }

    /// The next page.
    pub(super) fn next(&self, place: Option<&Place>) -> Result<Option<String>, Refusal> {
        Ok(place.map(cursor::write).transpose()?.map(|after| self.address(&after)))
    }

    /// The same of one customer, or of all.
    pub(super) fn of(&self, tenant: Option<Id<Organization>>) -> String {
        Self { tenant, ..self.clone() }.first()
    }

    /// Whether the list is sorted as somebody chose.
    pub(super) fn is_sorted(&self) -> bool {
        self.sort != NEWEST
    }

    /// The address that sorts by a column: a second time the other way.
    pub(super) fn sorted(&self, column: &str) -> String {
        let sign = if self.sort == column { "-" } else { "" };
        Self { sort: format!("{sign}{column}"), ..self.clone() }.first()
    }

    /// `aria-sort` of a column; empty where it is not sorted by it.
    pub(super) fn direction(&self, column: &str) -> &'static str {
        if self.sort == column {
            "ascending"
        } else if self.sort.strip_prefix('-') == Some(column) {
            "descending"
        } else {
            ""
        }
    }

    /// The icon of a column's direction.
    pub(super) fn sort_icon(&self, column: &str) -> &'static str {
        match self.direction(column) {
            "ascending" => "sort-up",
            "descending" => "sort-down",
            _ => "sort",
        }
    }

    /// Whether this is not the first page.
    pub(super) const fn is_further(&self) -> bool {
        !self.after.is_empty()
    }

    /// Whether anything is filtered.
    pub(super) const fn filters(&self) -> bool {
        !self.q.is_empty() || self.state.is_some() || self.device.is_some()
    }

    /// Whether a value is the one chosen.
    pub(super) fn is(&self, name: &str, value: &str) -> bool {
        match name {
            "state" => self.state.is_some_and(|state| state.key() == value),
            "device" => self.device.is_some_and(|device| device.key() == value),
            _ => false,
        }
    }
}
