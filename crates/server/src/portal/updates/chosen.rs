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
    /// Whether those that begin first stand first.
    pub(super) oldest: bool,
    /// Where the page begins.
    pub(super) after: String,
}

/// The longest search that is taken, in characters.
const LONGEST: usize = 120;

impl Chosen {
    /// Reads the choices; what cannot be read is not chosen.
    pub(super) fn read(fields: &Fields) -> Self {
        Self {
            q: fields.text("q").chars().filter(|c| !c.is_control()).take(LONGEST).collect(),
            state: RolloutState::from_key(fields.text("state")),
            device: DeviceType::from_key(fields.text("device")),
            with_past: fields.text("past") == "yes",
            tenant: fields.text("tenant").parse().ok(),
            oldest: fields.text("sort") == "begins",
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
        Ok(Wanted {
            filter: state.into_iter().chain(device).reduce(|a, b| Filter::And(Box::new(a), Box::new(b))),
            search: Search::words(&self.q),
            order: vec![Order { property: "beginsDateTime", descending: !self.oldest }],
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
            ("sort", if self.oldest { "begins".to_owned() } else { String::new() }),
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

    /// The first page in the other order.
    pub(super) fn turned(&self) -> String {
        Self { oldest: !self.oldest, ..self.clone() }.first()
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
