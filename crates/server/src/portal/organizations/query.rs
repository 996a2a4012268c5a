//! What the operator chose in the list, and how it is written in addresses.

use domain::query::{Comparison, Filter, Lambda, Literal, Order, Path, TextTest};
use service::{Page, Refusal, Wanted, cursor};

use crate::form::Fields;

/// The most characters of a search.
const LONGEST: usize = 100;

/// The choice.
#[derive(Clone, Debug, Default)]
pub struct Chosen {
    /// What name or domain must contain.
    pub text: String,
    /// `yes` or `no`: whether only partners, or only others, are shown.
    pub partner: String,
    /// The order: `name`, `country` or `created`, `-` before it turns it round.
    pub sort: String,
}

impl Chosen {
    /// Reads the choice; what is unknown is left out.
    pub fn read(fields: &Fields) -> Self {
        let one_of = |field: &str, known: &[&str]| {
            let value = fields.text(field);
            if known.contains(&value) { value.to_owned() } else { String::new() }
        };
        Self {
            text: fields.text("q").chars().filter(|c| !c.is_control()).take(LONGEST).collect(),
            partner: one_of("partner", &["yes", "no"]),
            sort: one_of("sort", &["name", "-name", "country", "-country", "created", "-created"]),
        }
    }

    /// Whether anything narrows the list.
    pub fn narrows(&self) -> bool {
        !self.text.is_empty() || !self.partner.is_empty()
    }

    /// For the store.
    pub fn wanted(&self, after: &str, size: i64) -> Result<Wanted, Refusal> {
        let (property, descending) = match self.sort.strip_prefix('-') {
            Some(property) => (property, true),
            None => (self.sort.as_str(), false),
        };
        let property = match property {
            "country" => "country",
            "created" => "createdDateTime",
            _ => "displayName",
        };
        Ok(Wanted {
            filter: self.filter(),
            search: None,
            order: vec![Order { property, descending }],
            after: if after.is_empty() { None } else { Some(cursor::read(after)?) },
            page: Page::of(size),
        })
    }

    fn filter(&self) -> Option<Filter> {
        let contains = |path| Filter::Text { test: TextTest::Contains, path, text: self.text.clone() };
        let text = (!self.text.is_empty()).then(|| {
            let variable = "d".to_owned();
            let domain = Path::Element { variable: variable.clone(), property: None };
            let domain = Filter::Any {
                collection: Path::Own("verifiedDomains"),
                lambda: Some(Lambda { variable, condition: Box::new(contains(domain)) }),
            };
            Filter::Or(Box::new(contains(Path::Own("displayName"))), Box::new(domain))
        });
        let partner = (!self.partner.is_empty()).then(|| Filter::Compare {
            path: Path::Own("isPartner"),
            operator: Comparison::Eq,
            literal: Literal::Boolean(self.partner == "yes"),
        });
        match (text, partner) {
            (Some(text), Some(partner)) => Some(Filter::And(Box::new(text), Box::new(partner))),
            (text, partner) => text.or(partner),
        }
    }

    /// The query part of the address with this choice.
    pub fn address(&self) -> String {
        let mut query = form_urlencoded::Serializer::new(String::new());
        for (name, value) in [("q", &self.text), ("partner", &self.partner), ("sort", &self.sort)] {
            if !value.is_empty() {
                query.append_pair(name, value);
            }
        }
        format!("?{}", query.finish())
    }

    /// The address that sorts by a column, the other way round where it is sorted by it already.
    pub fn sorted_by(&self, column: &str) -> String {
        let sort =
            if self.direction(column) == "ascending" { format!("-{column}") } else { column.to_owned() };
        Self { sort, ..self.clone() }.address()
    }

    /// `ascending`, `descending`, or empty where the list is sorted by another column.
    pub fn direction(&self, column: &str) -> &'static str {
        let sort = if self.sort.is_empty() { "name" } else { &self.sort };
        match sort.strip_prefix('-') {
            Some(sorted) if sorted == column => "descending",
            None if sort == column => "ascending",
            _ => "",
        }
    }

    /// The icon of a column's order.
    pub fn icon(&self, column: &str) -> &'static str {
        match self.direction(column) {
            "ascending" => "sort-up",
            "descending" => "sort-down",
            _ => "sort",
        }
    }

    /// The address without the search.
    pub fn without_text(&self) -> String {
        Self { text: String::new(), ..self.clone() }.address()
    }

    /// The address without the filter by partner capability.
    pub fn without_partner(&self) -> String {
        Self { partner: String::new(), ..self.clone() }.address()
    }
}
