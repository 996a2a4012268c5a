//! What the reader chose of the review: read from the address, written back into addresses, said to the service as a
//! query.

use domain::{
    access_review::Standing,
    query::{Comparison, Filter, Literal, Order, Path, Search},
};
use service::{Page, Refusal, Wanted, cursor};
use uuid::Uuid;

use crate::form::Fields;

/// The word by which unused rights are chosen, beside the words of [`Standing`].
const UNUSED: &str = "unused";

/// The columns that can be sorted by: the word in addresses and the properties in their order.
const SORTS: [(&str, &[&str]); 3] = [
    ("name", &["displayName"]),
    ("partner", &["partnerDisplayName", "displayName"]),
    ("lastUsed", &["lastUsedDateTime"]),
];

/// The longest search that is taken, in characters.
const LONGEST: usize = 120;

/// The choices of the list.
#[derive(Clone, Debug, Default)]
pub(super) struct Chosen {
    /// A part of the name.
    pub(super) q: String,
    /// One partner.
    pub(super) partner: Option<Uuid>,
    /// The word of a standing, [`UNUSED`], or empty for all.
    pub(super) state: String,
    /// The column, with a hyphen before it for the other direction.
    pub(super) sort: String,
    /// Where the page begins.
    after: String,
}

impl Chosen {
    /// Reads the choices; what cannot be read is not chosen.
    pub(super) fn read(fields: &Fields) -> Self {
        let (state, sort) = (fields.text("state"), fields.text("sort"));
        let is_state = state == UNUSED || Standing::from_key(state).is_some();
        let is_sort = SORTS.iter().any(|(name, _)| *name == sort.trim_start_matches('-'));
        Self {
            q: fields.text("q").chars().filter(|c| !c.is_control()).take(LONGEST).collect(),
            partner: fields.text("partner").parse().ok(),
            state: if is_state { state.to_owned() } else { String::new() },
            sort: if is_sort { sort.to_owned() } else { "name".to_owned() },
            after: fields.text("after").to_owned(),
        }
    }

    /// What the service is asked for; a page that no list wrote is refused.
    pub(super) fn wanted(&self) -> Result<Wanted, Refusal> {
        let partner = self.partner.map(|id| equals("partnerId", Literal::Id(id)));
        let state = match self.state.as_str() {
            "" => None,
            UNUSED => Some(equals("unused", Literal::Boolean(true))),
            word => Some(equals("state", Literal::Text(word.to_owned()))),
        };
        let descending = self.sort.starts_with('-');
        let column = self.sort.trim_start_matches('-');
        let properties = SORTS.iter().find(|(name, _)| *name == column).map_or(&[][..], |(_, list)| *list);
        Ok(Wanted {
            filter: [partner, state]
                .into_iter()
                .flatten()
                .reduce(|a, b| Filter::And(Box::new(a), Box::new(b))),
            search: Search::words(&self.q),
            order: properties.iter().map(|property| Order { property, descending }).collect(),
            after: if self.is_further() { Some(cursor::read(&self.after)?) } else { None },
            page: Page::of(50),
        })
    }

    /// The address with one choice replaced, without the page; empty takes it back.
    pub(super) fn with(&self, name: &str, value: &str) -> String {
        self.address(name, value)
    }

    fn address(&self, replaced: &str, value: &str) -> String {
        let partner = self.partner.map(|id| id.to_string()).unwrap_or_default();
        let sort = if self.sort == "name" { "" } else { &self.sort };
        let mut query = form_urlencoded::Serializer::new(String::new());
        for (name, chosen) in [
            ("q", self.q.as_str()),
            ("partner", &partner),
            ("state", &self.state),
            ("sort", sort),
            ("after", ""),
        ] {
            let value = if name == replaced { value } else { chosen };
            if !value.is_empty() {
                query.append_pair(name, value);
            }
        }
        format!("?{}", query.finish())
    }

    /// The first page of the choice; also the query part of the export.
    pub(super) fn first(&self) -> String {
        self.address("", "")
    }

    /// The address that sorts by a column: a second time the other way. What was used least comes first.
    pub(super) fn sorted(&self, column: &str) -> String {
        let sign = if self.sort == column { "-" } else { "" };
        self.address("sort", &format!("{sign}{column}"))
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

    /// Whether anything narrows the list.
    pub(super) const fn is_narrowed(&self) -> bool {
        !self.q.is_empty() || self.partner.is_some() || !self.state.is_empty()
    }

    /// Whether a partner is the chosen one.
    pub(super) fn is_partner(&self, partner: Uuid) -> bool {
        self.partner == Some(partner)
    }
}

fn equals(property: &'static str, literal: Literal) -> Filter {
    Filter::Compare { path: Path::Own(property), operator: Comparison::Eq, literal }
}

/// The words of the filter, unused rights first.
pub(crate) fn states() -> impl Iterator<Item = &'static str> {
    std::iter::once(UNUSED).chain(Standing::ALL.map(Standing::key))
}
