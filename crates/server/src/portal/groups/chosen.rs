//! What a reader chose in a list of groups, of members or of customers: read from the address, written back into addresses, and
//! said to the service as a query.

use domain::{
    id::{Id, Organization},
    query::{Order, Search},
};
use service::{Page, Place, Refusal, Wanted, cursor};

use crate::form::Fields;

/// The choices of the list.
#[derive(Clone, Debug, Default)]
pub(in crate::portal) struct Chosen {
    /// A part of the name.
    pub(in crate::portal) q: String,
    /// One customer.
    pub(in crate::portal) tenant: Option<Id<Organization>>,
    /// The column, with a hyphen before it for the other direction.
    pub(in crate::portal) sort: String,
    /// Where the page begins.
    pub(in crate::portal) after: Option<String>,
}

/// The columns that can be sorted by: the word in addresses and the properties in their order.
const SORTS: [(&str, &[&str]); 2] =
    [("name", &["displayName"]), ("customer", &["tenantDisplayName", "displayName"])];

/// The longest search that is taken, in characters.
const LONGEST: usize = 120;

impl Chosen {
    /// Reads the choices; what cannot be read is not chosen.
    pub(in crate::portal) fn read(fields: &Fields) -> Self {
        let sort = fields.text("sort");
        let known = SORTS.iter().any(|(name, _)| *name == sort.trim_start_matches('-'));
        Self {
            q: fields.text("q").chars().filter(|c| !c.is_control()).take(LONGEST).collect(),
            tenant: fields.text("tenant").parse().ok(),
            sort: if known { sort.to_owned() } else { "name".to_owned() },
            after: Some(fields.text("after")).filter(|text| !text.is_empty()).map(str::to_owned),
        }
    }

    /// What the service is asked for; a page that no list wrote is refused.
    pub(in crate::portal) fn wanted(&self) -> Result<Wanted, Refusal> {
        let descending = self.sort.starts_with('-');
        let column = self.sort.trim_start_matches('-');
        let properties = SORTS.iter().find(|(name, _)| *name == column).map_or(&[][..], |(_, list)| *list);
        Ok(Wanted {
            filter: None,
            search: Search::words(&self.q),
            order: properties.iter().map(|property| Order { property, descending }).collect(),
            after: self.after.as_deref().map(cursor::read).transpose()?,
            page: Page::of(50),
        })
    }

    fn address(&self, tenant: Option<Id<Organization>>, sort: &str, after: &str) -> String {
        let tenant = tenant.map(|id| id.to_string()).unwrap_or_default();
        let sort = if sort == "name" { "" } else { sort };
        let mut query = form_urlencoded::Serializer::new(String::new());
        for (name, value) in [("q", self.q.as_str()), ("tenant", &tenant), ("sort", sort), ("after", after)] {
            if !value.is_empty() {
                query.append_pair(name, value);
            }
        }
        let query = query.finish();
        if query.is_empty() { query } else { format!("?{query}") }
    }

    /// The first page of the choices; also the query part of the export.
    pub(in crate::portal) fn first(&self) -> String {
        self.address(self.tenant, &self.sort, "")
    }

    /// The choices with the page.
    pub(in crate::portal) fn page(&self) -> String {
        self.address(self.tenant, &self.sort, self.after.as_deref().unwrap_or_default())
    }

    /// The page that begins after a place.
    pub(in crate::portal) fn next(&self, place: Option<&Place>) -> Result<Option<String>, Refusal> {
        let token = place.map(cursor::write).transpose()?;
        Ok(token.map(|token| self.address(self.tenant, &self.sort, &token)))
    }

    /// Whether this is not the first page.
    pub(in crate::portal) const fn is_further(&self) -> bool {
        self.after.is_some()
    }

    /// The same of one customer, or of all.
    pub(in crate::portal) fn of(&self, tenant: Option<Id<Organization>>) -> String {
        self.address(tenant, &self.sort, "")
    }

    /// The address that sorts by a column: a second time the other way.
    pub(in crate::portal) fn sorted(&self, column: &str) -> String {
        let sign = if self.sort == column { "-" } else { "" };
        self.address(self.tenant, &format!("{sign}{column}"), "")
    }

    /// `aria-sort` of a column; empty where it is not sorted by it.
    pub(in crate::portal) fn direction(&self, column: &str) -> &'static str {
        if self.sort == column {
            "ascending"
        } else if self.sort.strip_prefix('-') == Some(column) {
            "descending"
        } else {
            ""
        }
    }

    /// The icon of a column's direction.
    pub(in crate::portal) fn sort_icon(&self, column: &str) -> &'static str {
        match self.direction(column) {
            "ascending" => "sort-up",
            "descending" => "sort-down",
            _ => "sort",
        }
    }
}
