//! What a reader chose in a list of places: read from the address, written back into addresses, and said to the
//! service as a query.

use domain::query::{Order, Search};
use service::{Page, Place as Cursor, Refusal, Wanted, cursor};

use crate::form::Fields;

/// The choices.
#[derive(Clone, Debug)]
pub(super) struct Chosen {
    /// A part of the name.
    pub(super) q: String,
    /// The column, with a hyphen before it for the other direction.
    sort: String,
    /// Where the page begins.
    after: Option<String>,
}

/// The columns that can be sorted by: the word in addresses and the properties in their order.
const SORTS: [(&str, &[&str]); 2] = [("name", &["displayName"]), ("kind", &["kind", "displayName"])];

/// The longest search that is taken, in characters.
const LONGEST: usize = 120;

impl Chosen {
    /// Reads the choices; what cannot be read is not chosen.
    pub(super) fn read(fields: &Fields) -> Self {
        let sort = fields.text("sort");
        let known = SORTS.iter().any(|(name, _)| *name == sort.trim_start_matches('-'));
        Self {
            q: fields.text("q").chars().filter(|c| !c.is_control()).take(LONGEST).collect(),
            sort: if known { sort.to_owned() } else { "name".to_owned() },
            after: Some(fields.text("after").to_owned()).filter(|token| !token.is_empty()),
        }
    }

    /// The same without a search.
    pub(super) fn without_search(self) -> Self {
        Self { q: String::new(), ..self }
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
            after: self.after.as_deref().map(cursor::read).transpose()?,
            page: Page::of(50),
        })
    }

    /// Whether this is not the first page.
    pub(super) fn is_further(&self) -> bool {
        self.after.is_some()
    }

    fn address(&self, sort: &str, after: &str) -> String {
        let sort = if sort == "name" { "" } else { sort };
        let mut query = form_urlencoded::Serializer::new(String::new());
        for (name, value) in [("q", self.q.as_str()), ("sort", sort), ("after", after)] {
            if !value.is_empty() {
                query.append_pair(name, value);
            }
        }
        format!("?{}", query.finish())
    }

    /// The address of the first page.
    pub(super) fn first(&self) -> String {
        self.address(&self.sort, "")
    }

    /// The address of the next page, if there is one.
    pub(super) fn next(&self, place: Option<&Cursor>) -> Result<Option<String>, Refusal> {
        let token = place.map(cursor::write).transpose()?;
        Ok(token.map(|token| self.address(&self.sort, &token)))
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
