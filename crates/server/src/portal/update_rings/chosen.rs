//! What a reader chose in the list of customers with their plans: read from the address, written back into addresses, and said to the
//! service as a query.

use domain::{
    id::{Id, Organization},
    query::{Order, Search},
};
use service::{Page, Place, Refusal, Wanted, cursor};

use crate::form::Fields;

/// The choices of the list.
#[derive(Clone, Debug, Default)]
pub(super) struct Chosen {
    /// A part of the customer's name.
    pub(super) q: String,
    /// One customer, whose rings are shown instead.
    pub(super) tenant: Option<Id<Organization>>,
    /// The column, with a hyphen before it for the other direction.
    pub(super) sort: String,
    /// Where the page begins.
    after: String,
}

/// The columns that can be sorted by: the word in addresses and the properties in their order.
const SORTS: [(&str, &[&str]); 4] = [
    ("name", &["displayName"]),
    ("rings", &["ringCount", "displayName"]),
    ("rooms", &["roomCount", "displayName"]),
    ("days", &["totalDays", "displayName"]),
];

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
            tenant: fields.text("tenant").parse().ok(),
            sort: if known { sort.to_owned() } else { "name".to_owned() },
            after: fields.text("after").to_owned(),
        }
    }

    /// What the service is asked for; a page that no list wrote is refused.
    pub(super) fn wanted(&self) -> Result<Wanted, Refusal> {
        let descending = self.sort.starts_with('-');
        let column = self.sort.trim_start_matches('-');
        let properties = SORTS.iter().find(|(name, _)| *name == column).map_or(&[][..], |(_, list)| *list);
        Ok(Wanted {
            filter: None,
            search: Search::words(&self.q),
            order: properties.iter().map(|property| Order { property, descending }).collect(),
            after: if self.after.is_empty() { None } else { Some(cursor::read(&self.after)?) },
            page: Page::of(50),
        })
    }

    fn address(&self, sort: &str, after: &str) -> String {
        let sort = if sort == "name" { "" } else { sort };
        let mut query = form_urlencoded::Serializer::new(String::new());
        for (name, value) in [("q", self.q.as_str()), ("sort", sort), ("after", after)] {
            if !value.is_empty() {
                query.append_pair(name, value);
            }
        }
        let query = query.finish();
        if query.is_empty() { query } else { format!("?{query}") }
    }

    /// The first page of the choices; also the query part of the export.
    pub(super) fn first(&self) -> String {
        self.address(&self.sort, "")
    }

    /// The choices with the page.
    pub(super) fn page(&self) -> String {
        self.address(&self.sort, &self.after)
    }

    /// The page that begins after a place.
    pub(super) fn next(&self, place: Option<&Place>) -> Result<Option<String>, Refusal> {
        let token = place.map(cursor::write).transpose()?;
        Ok(token.map(|token| self.address(&self.sort, &token)))
    }

    /// Whether this is not the first page.
    pub(super) const fn is_further(&self) -> bool {
        !self.after.is_empty()
    }

    /// The address that sorts by a column: a second time the other way.
    pub(super) fn sorted(&self, column: &str) -> String {
        let sign = if self.sort == column { "-" } else { "" };
        self.address(&format!("{sign}{column}"), "")
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
}
