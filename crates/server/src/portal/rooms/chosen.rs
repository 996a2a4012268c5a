//! What a reader chose in the list of rooms: read from the address, written back into addresses, and said to the
//! service as a query.

use domain::{
    health::Health,
    id::{Id, Organization, UpdateRing},
    query::{Comparison, Filter, Literal, Order, Path, Search},
    room::{DeviceType, Monitoring},
    tag::Tag,
};
use service::{Page, Refusal, Wanted, cursor};
use uuid::Uuid;

use crate::{
    form::Fields,
    portal::cut::{Cut, holds},
};

/// The choices of the list.
#[derive(Clone, Debug, Default)]
pub struct Chosen {
    /// A part of the name.
    pub q: String,
    /// Rooms of one health.
    pub health: Option<Health>,
    /// Rooms in a place and of a group.
    pub cut: Cut,
    /// Rooms in this update ring.
    pub ring: Option<Id<UpdateRing>>,
    /// Rooms with this tag.
    pub tag: Option<Tag>,
    /// Rooms with this kind of device.
    pub device: Option<DeviceType>,
    /// Whether unenrolled rooms are shown, and they alone.
    pub unenrolled: bool,
    /// One customer.
    pub tenant: Option<Id<Organization>>,
    /// The column, with a hyphen before it for the other direction.
    pub sort: String,
    /// Where the page begins.
    pub after: Option<String>,
}

/// The columns that can be sorted by: the word in addresses and the properties in their order.
const SORTS: [(&str, &[&str]); 4] = [
    ("name", &["displayName"]),
    ("health", &["health", "displayName"]),
    ("lastSeen", &["lastSeen"]),
    ("customer", &["tenantDisplayName", "displayName"]),
];

/// The longest search that is taken, in characters.
const LONGEST: usize = 120;

impl Chosen {
    /// Reads the choices; what cannot be read is not chosen.
    pub fn read(fields: &Fields) -> Self {
        let word = |name: &str| Some(fields.text(name)).filter(|text| !text.is_empty());
        let sort = fields.text("sort");
        let known = SORTS.iter().any(|(name, _)| *name == sort.trim_start_matches('-'));
        Self {
            q: fields.text("q").chars().filter(|c| !c.is_control()).take(LONGEST).collect(),
            health: word("health").and_then(Health::from_key),
            cut: Cut::read(fields),
            ring: word("ring").and_then(|id| id.parse().ok()),
            tag: word("tag").and_then(|tag| Tag::parse(tag).ok()),
            device: word("device").and_then(DeviceType::from_key),
            unenrolled: fields.has("unenrolled"),
            tenant: word("tenant").and_then(|id| id.parse().ok()),
            sort: if known { sort.to_owned() } else { "name".to_owned() },
            after: word("after").map(str::to_owned),
        }
    }

    /// What the service is asked for; a page that no list wrote is refused.
    pub fn wanted(&self) -> Result<Wanted, Refusal> {
        let mut filters: Vec<_> = self.cut.conditions().collect();
        if let Some(ring) = self.ring {
            filters.push(equals("updateRingId", Literal::Id(ring.uuid())));
        }
        if let Some(tag) = &self.tag {
            filters.push(holds("tags", Literal::Text(tag.key())));
        }
        if let Some(device) = self.device {
            filters.push(equals("deviceType", Literal::Text(device.key().to_owned())));
        }
        if self.unenrolled {
            filters.push(equals("monitoring", Literal::Text(Monitoring::Unenrolled.key().to_owned())));
        }
        let descending = self.sort.starts_with('-');
        let column = self.sort.trim_start_matches('-');
        let properties = SORTS.iter().find(|(name, _)| *name == column).map_or(&[][..], |(_, list)| *list);
        Ok(Wanted {
            filter: filters.into_iter().reduce(|a, b| Filter::And(Box::new(a), Box::new(b))),
            search: Search::words(&self.q),
            order: properties.iter().map(|property| Order { property, descending }).collect(),
            after: self.after.as_deref().map(cursor::read).transpose()?,
            page: Page::of(50),
        })
    }

    /// The choices as the query part of an address, one of them replaced, without the page.
    fn address(&self, replaced: &str, value: &str) -> String {
        let text = |id: Option<Uuid>| id.map(|id| id.to_string()).unwrap_or_default();
        let [place, group, names] = self.cut.pairs();
        let pairs = [
            ("q", self.q.clone()),
            ("health", self.health.map(|health| health.key().to_owned()).unwrap_or_default()),
            place,
            group,
            names,
            ("ring", text(self.ring.map(Id::uuid))),
            ("tag", self.tag.as_ref().map(ToString::to_string).unwrap_or_default()),
            ("device", self.device.map(|device| device.key().to_owned()).unwrap_or_default()),
            ("unenrolled", if self.unenrolled { "1".to_owned() } else { String::new() }),
            ("tenant", text(self.tenant.map(Id::uuid))),
            ("sort", if self.sort == "name" { String::new() } else { self.sort.clone() }),
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

    /// The choices as they are kept: without what was searched for and without a tag, which may name what is a customer's.
    pub fn kept(&self) -> String {
        Self { q: String::new(), tag: None, ..self.clone() }.here()
    }

    /// The address as it is, without the page.
    pub fn here(&self) -> String {
        self.address("", "")
    }

    /// The address as it is, with the page.
    pub fn page(&self) -> String {
        self.address("after", self.after.as_deref().unwrap_or_default())
    }

    /// The address that sorts by a column: a second time the other way. Health begins with the worst.
    pub fn sorted(&self, column: &str) -> String {
        let first = if matches!(column, "health" | "lastSeen") { "-" } else { "" };
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
            "health" => self.health.is_some_and(|health| health.key() == value),
            "place" | "group" => self.cut.is(name, &value),
            "ring" => self.ring.is_some_and(|id| id.to_string() == value),
            "device" => self.device.is_some_and(|device| device.key() == value),
            "tenant" => self.tenant.is_some_and(|id| id.to_string() == value),
            _ => false,
        }
    }

    /// Whether anything is filtered.
    pub fn filters(&self) -> bool {
        !self.q.is_empty()
            || self.health.is_some()
            || self.cut.is_any()
            || self.ring.is_some()
            || self.tag.is_some()
            || self.device.is_some()
            || self.unenrolled
    }
}

fn equals(property: &'static str, literal: Literal) -> Filter {
    Filter::Compare { path: Path::Own(property), operator: Comparison::Eq, literal }
}
