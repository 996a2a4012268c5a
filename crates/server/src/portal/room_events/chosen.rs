//! What a reader chose in the list of events: read from the address, written back into addresses, and said to the service as a query.

use domain::{
    id::{Id, Organization, Room},
    query::{Comparison, Filter, Literal, Order, Path, Search},
    room_event::RoomEventKind,
    time::{DAY, Time},
};
use service::{Page, Refusal, Wanted, cursor};

use crate::form::Fields;

/// The choices of the list.
#[derive(Clone, Debug, Default)]
pub(super) struct Chosen {
    /// A part of the room's name or of what was written.
    pub q: String,
    /// Events of one kind.
    pub kind: Option<RoomEventKind>,
    /// Those that were flagged, or those that were not.
    pub flagged: Option<bool>,
    /// Events of so many days.
    pub days: Option<i64>,
    /// One room.
    pub room: Option<Id<Room>>,
    /// One customer.
    pub tenant: Option<Id<Organization>>,
    /// Whether the oldest stand first.
    pub oldest: bool,
    /// Where the page begins.
    pub after: Option<String>,
}

/// How many days can be looked back at.
pub(super) const DAYS: [i64; 4] = [1, 7, 30, 90];

/// The longest search that is taken, in characters.
const LONGEST: usize = 120;

impl Chosen {
    /// Reads the choices; what cannot be read is not chosen.
    pub fn read(fields: &Fields) -> Self {
        Self {
            q: fields.text("q").chars().filter(|c| !c.is_control()).take(LONGEST).collect(),
            kind: RoomEventKind::from_key(fields.text("kind")),
            flagged: match fields.text("flagged") {
                "yes" => Some(true),
                "no" => Some(false),
                _ => None,
            },
            days: fields.text("days").parse().ok().filter(|days| DAYS.contains(days)),
            room: fields.text("room").parse().ok(),
            tenant: fields.text("tenant").parse().ok(),
            oldest: fields.text("sort") == "when",
            after: Some(fields.text("after")).filter(|text| !text.is_empty()).map(str::to_owned),
        }
    }

    /// What the service is asked for; a page that no list wrote is refused.
    pub fn wanted(&self, now: Time) -> Result<Wanted, Refusal> {
        let mut filters = Vec::new();
        if let Some(kind) = self.kind {
            filters.push(equals("kind", Literal::Text(kind.key().to_owned())));
        }
        if let Some(flagged) = self.flagged {
            filters.push(equals("isFlagged", Literal::Boolean(flagged)));
        }
        if let Some(days) = self.days {
            let literal = Literal::Time(now.plus(-days * DAY));
            let path = Path::Own("eventDateTime");
            filters.push(Filter::Compare { path, operator: Comparison::Ge, literal });
        }
        if let Some(room) = self.room {
            filters.push(equals("roomId", Literal::Id(room.uuid())));
        }
        Ok(Wanted {
            filter: filters.into_iter().reduce(|a, b| Filter::And(Box::new(a), Box::new(b))),
            search: Search::words(&self.q),
            order: vec![Order { property: "eventDateTime", descending: !self.oldest }],
            after: self.after.as_deref().map(cursor::read).transpose()?,
            page: Page::of(50),
        })
    }

    fn address(&self, replaced: &str, value: &str) -> String {
        let flagged = self.flagged.map_or("", |flagged| if flagged { "yes" } else { "no" });
        let pairs = [
            ("q", self.q.clone()),
            ("kind", self.kind.map(RoomEventKind::key).unwrap_or_default().to_owned()),
            ("flagged", flagged.to_owned()),
            ("days", self.days.map(|days| days.to_string()).unwrap_or_default()),
            ("room", self.room.map(|id| id.to_string()).unwrap_or_default()),
            ("tenant", self.tenant.map(|id| id.to_string()).unwrap_or_default()),
            ("sort", if self.oldest { "when".to_owned() } else { String::new() }),
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

    /// The address as it is, without the page.
    pub fn here(&self) -> String {
        self.address("", "")
    }

    /// The address with the other order.
    pub fn turned(&self) -> String {
        self.address("sort", if self.oldest { "" } else { "when" })
    }

    /// Whether this is not the first page.
    pub const fn is_further(&self) -> bool {
        self.after.is_some()
    }

    /// Whether a value is the one chosen.
    pub fn is(&self, name: &str, value: impl std::fmt::Display) -> bool {
        let value = value.to_string();
        match name {
            "kind" => self.kind.is_some_and(|kind| kind.key() == value),
            "flagged" => self.flagged.is_some_and(|flagged| (value == "yes") == flagged),
            "days" => self.days.is_some_and(|days| days.to_string() == value),
            _ => false,
        }
    }

    /// Whether anything is filtered.
    pub const fn filters(&self) -> bool {
        !self.q.is_empty()
            || self.kind.is_some()
            || self.flagged.is_some()
            || self.days.is_some()
            || self.room.is_some()
    }
}

/// A condition on one property.
pub(super) const fn equals(property: &'static str, literal: Literal) -> Filter {
    Filter::Compare { path: Path::Own(property), operator: Comparison::Eq, literal }
}
