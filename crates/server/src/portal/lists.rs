//! Two lists on one page, each with an order and a place of its own: read from the address, written back into addresses,
//! and said to the service as a query.
//!
//! Invariant: a link that turns one list leaves the other as it is.

use domain::query::{Order, Search};
use service::{Page, Place, Refusal, Wanted, cursor};

use crate::form::Fields;

/// The longest search that is taken, in characters.
const LONGEST: usize = 120;

/// One of the lists: the word before its fields in addresses, and the properties that it can be sorted by.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Kind {
    /// Where its page begins is the field of this name; its order is in the field with `-sort` after it.
    pub(crate) name: &'static str,
    /// The properties.
    pub(crate) sorts: &'static [&'static str],
    /// The order where the reader chose none: a property, with a hyphen before it for the other direction.
    pub(crate) own: &'static str,
    /// How many items a page has.
    pub(crate) size: i64,
}

/// What the reader chose of both lists.
#[derive(Clone, Debug)]
pub(crate) struct Lists {
    /// What is searched in both.
    pub(crate) q: String,
    parts: [Part; 2],
}

#[derive(Clone, Debug)]
struct Part {
    kind: Kind,
    /// The property, with a hyphen before it for the other direction.
    sort: String,
    after: String,
}

impl Lists {
    /// Reads the choice; what cannot be read is not chosen.
    pub(crate) fn read(fields: &Fields, kinds: [Kind; 2]) -> Self {
        let part = |kind: Kind| {
            let sort = fields.text(&format!("{}-sort", kind.name));
            let is_known = kind.sorts.contains(&sort.trim_start_matches('-'));
            let sort = if is_known { sort.to_owned() } else { kind.own.to_owned() };
            Part { kind, sort, after: fields.text(kind.name).to_owned() }
        };
        Self {
            q: fields.text("q").chars().filter(|c| !c.is_control()).take(LONGEST).collect(),
            parts: kinds.map(part),
        }
    }

    /// What the service is asked for; a page that no list wrote is refused.
    pub(crate) fn wanted(&self, name: &str) -> Result<Wanted, Refusal> {
        let Some(part) = self.part(name) else { return Ok(Wanted::default()) };
        let column = part.sort.trim_start_matches('-');
        let property = part.kind.sorts.iter().find(|property| **property == column);
        let descending = part.sort.starts_with('-');
        Ok(Wanted {
            filter: None,
            search: Search::words(&self.q),
            order: property.map(|property| Order { property, descending }).into_iter().collect(),
            after: if part.after.is_empty() { None } else { Some(cursor::read(&part.after)?) },
            page: Page::of(part.kind.size),
        })
    }

    /// The address of the page that begins after a place.
    pub(crate) fn next(&self, name: &str, place: Option<&Place>) -> Result<Option<String>, Refusal> {
        let token = place.map(cursor::write).transpose()?;
        Ok(token.map(|token| self.address(name, None, &token)))
    }

    /// The address of the first page; none where it is shown.
    pub(crate) fn first(&self, name: &str) -> Option<String> {
        self.part(name).filter(|part| !part.after.is_empty()).map(|_| self.address(name, None, ""))
    }

    /// The address that sorts by a property: a second time the other way.
    pub(crate) fn sorted(&self, name: &str, property: &str) -> String {
        let is_so = self.part(name).is_some_and(|part| part.sort == property);
        self.address(name, Some(&format!("{}{property}", if is_so { "-" } else { "" })), "")
    }

    /// `aria-sort` of a property; empty where the list is not sorted by it.
    pub(crate) fn direction(&self, name: &str, property: &str) -> &'static str {
        match self.part(name).map(|part| part.sort.as_str()) {
            Some(sort) if sort == property => "ascending",
            Some(sort) if sort.strip_prefix('-') == Some(property) => "descending",
            _ => "",
        }
    }

    /// The icon of a property's direction.
    pub(crate) fn icon(&self, name: &str, property: &str) -> &'static str {
        match self.direction(name, property) {
            "ascending" => "sort-up",
            "descending" => "sort-down",
            _ => "sort",
        }
    }

    /// The orders, as hidden fields of the search.
    pub(crate) fn orders(&self) -> Vec<(String, &str)> {
        let parts = self.parts.iter().filter(|part| part.sort != part.kind.own);
        parts.map(|part| (format!("{}-sort", part.kind.name), part.sort.as_str())).collect()
    }

    fn part(&self, name: &str) -> Option<&Part> {
        self.parts.iter().find(|part| part.kind.name == name)
    }

    /// The address with another order, or the same, and another place of one list.
    fn address(&self, name: &str, sort: Option<&str>, after: &str) -> String {
        let mut query = form_urlencoded::Serializer::new(String::new());
        let mut add = |field: &str, value: &str| {
            if !value.is_empty() {
                query.append_pair(field, value);
            }
        };
        add("q", &self.q);
        for part in &self.parts {
            let is_meant = part.kind.name == name;
            let sort = sort.filter(|_| is_meant).unwrap_or(&part.sort);
            add(&format!("{}-sort", part.kind.name), if sort == part.kind.own { "" } else { sort });
            add(part.kind.name, if is_meant { after } else { &part.after });
        }
        format!("?{}", query.finish())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::form::Form;

    const KINDS: [Kind; 2] = [
        Kind { name: "links", sorts: &["displayName", "state"], own: "displayName", size: 50 },
        Kind { name: "invitations", sorts: &["sentDateTime"], own: "-sentDateTime", size: 20 },
    ];

    fn read(address: &str) -> Lists {
        Lists::read(&Form::parse(address.as_bytes()), KINDS)
    }

    #[test]
    fn one_list_is_turned_and_the_other_stays() {
        let lists = read("q=pa&links-sort=-state&links=there&invitations-sort=sentDateTime&invitations=here");
        assert_eq!(
            lists.sorted("links", "state"),
            "?q=pa&links-sort=state&invitations-sort=sentDateTime&invitations=here"
        );
        assert_eq!(lists.sorted("invitations", "sentDateTime"), "?q=pa&links-sort=-state&links=there");
        assert_eq!(lists.direction("links", "state"), "descending");
        assert_eq!(lists.icon("links", "displayName"), "sort");
        assert!(lists.first("links").is_some_and(|first| !first.contains("there") && first.contains("here")));
        let wanted = read("links-sort=-state").wanted("links").ok().map(|wanted| wanted.order);
        assert_eq!(wanted, Some(vec![Order { property: "state", descending: true }]));
    }

    #[test]
    fn what_cannot_be_read_is_not_chosen_and_a_forged_place_is_refused() {
        let lists = read("links-sort=roomCount&links=forged");
        assert_eq!(lists.direction("links", "roomCount"), "");
        assert!(lists.wanted("links").is_err());
        assert!(
            lists.wanted("invitations").is_ok_and(|wanted| wanted.order.iter().all(|order| order.descending))
        );
        assert!(lists.orders().is_empty());
    }
}
