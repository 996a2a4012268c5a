//! What the reader chose of a list: search, state, order, place; as an address and as a question.

use domain::query::Schema;
use service::{Refusal, cursor};

use crate::{
    api::collection::Asked,
    form::{Fields, Form},
};

/// The choice.
#[derive(Clone, Debug, Default)]
pub(in crate::portal) struct Chosen {
    /// Part of a name.
    pub(in crate::portal) q: String,
    /// One of the states, or empty for all.
    pub(in crate::portal) state: String,
    /// The property to sort by, with a minus for the other direction.
    pub(in crate::portal) sort: String,
    pub(in crate::portal) after: String,
    /// What else was chosen, of which the page itself knows the meaning.
    also: Vec<(&'static str, String)>,
    states: States,
}

/// The states by which a list can be filtered: the word in the address, and the filter.
pub(in crate::portal) type States = &'static [(&'static str, &'static str)];

impl Chosen {
    pub(in crate::portal) fn read(fields: &Fields, sorts: &[&str], states: States) -> Self {
        let sort = fields.text("sort");
        let is_known = sorts.contains(&sort.trim_start_matches('-'));
        let state = fields.text("state");
        Self {
            q: fields.text("q").chars().take(120).collect(),
            state: states
                .iter()
                .find(|(word, _)| *word == state)
                .map_or_else(String::new, |_| state.to_owned()),
            sort: if is_known {
                sort.to_owned()
            } else {
                sorts.first().copied().unwrap_or_default().to_owned()
            },
            after: fields.text("after").to_owned(),
            also: Vec::new(),
            states,
        }
    }

    /// Keeps a further choice in every address.
    pub(in crate::portal) fn also(&mut self, name: &'static str, value: &str) {
        self.also.push((name, value.to_owned()));
    }

    /// The question, in the query options of the API.
    pub(in crate::portal) fn asked(&self, schema: &Schema) -> Result<Asked, Refusal> {
        let state = self.states.iter().find(|(word, _)| *word == self.state);
        self.asked_for(schema, state.map(|(_, filter)| *filter))
    }

    /// The same, with the filter that the state means at the moment.
    pub(in crate::portal) fn asked_for(
        &self,
        schema: &Schema,
        filter: Option<&str>,
    ) -> Result<Asked, Refusal> {
        let mut query = form_urlencoded::Serializer::new(String::new());
        query.append_pair("$top", "50").append_pair("$count", "true");
        if !self.q.is_empty() {
            let phrase = self.q.replace('\\', "\\\\").replace('"', "\\\"");
            query.append_pair("$search", &format!("\"{phrase}\""));
        }
        if let Some(filter) = filter {
            query.append_pair("$filter", filter);
        }
        let (property, direction) = match self.sort.strip_prefix('-') {
            Some(property) => (property, " desc"),
            None => (self.sort.as_str(), ""),
        };
        query.append_pair("$orderby", &format!("{property}{direction}"));
        if !self.after.is_empty() {
            query.append_pair("$skiptoken", &self.after);
        }
        Asked::read(&Form::parse(query.finish().as_bytes()), schema)
    }

    /// Whether this is not the first page.
    pub(in crate::portal) fn is_further(&self) -> bool {
        !self.after.is_empty()
    }

    /// The address of another choice.
    fn address(&self, q: &str, state: &str, sort: &str, after: Option<&str>) -> String {
        let mut query = form_urlencoded::Serializer::new(String::new());
        let own = [("q", q), ("state", state), ("sort", sort), ("after", after.unwrap_or_default())];
        let also = self.also.iter().map(|(name, value)| (*name, value.as_str()));
        for (name, value) in own.into_iter().chain(also) {
            if !value.is_empty() {
                query.append_pair(name, value);
            }
        }
        format!("?{}", query.finish())
    }

    /// The first page of the choice; also the query part of the export.
    pub(in crate::portal) fn first(&self) -> String {
        self.address(&self.q, &self.state, &self.sort, None)
    }

    /// The choice without its state.
    pub(in crate::portal) fn without_state(&self) -> String {
        self.address(&self.q, "", &self.sort, None)
    }

    /// The choice without its search.
    pub(in crate::portal) fn without_search(&self) -> String {
        self.address("", &self.state, &self.sort, None)
    }

    /// The choice sorted by a property, or in the other direction if it is sorted by it.
    pub(in crate::portal) fn sorted(&self, property: &str) -> String {
        let sort = if self.sort == property { format!("-{property}") } else { property.to_owned() };
        self.address(&self.q, &self.state, &sort, None)
    }

    /// The value of `aria-sort` for a property.
    pub(in crate::portal) fn aria_sort(&self, property: &str) -> &'static str {
        match self.sort.strip_prefix('-') {
            Some(sorted) if sorted == property => "descending",
            None if self.sort == property => "ascending",
            _ => "",
        }
    }

    /// The icon of a property's header.
    pub(in crate::portal) fn icon(&self, property: &str) -> &'static str {
        match self.aria_sort(property) {
            "ascending" => "sort-up",
            "descending" => "sort-down",
            _ => "sort",
        }
    }

    /// The next page.
    pub(in crate::portal) fn next(&self, place: Option<&service::Place>) -> Result<Option<String>, Refusal> {
        let token = place.map(cursor::write).transpose()?;
        Ok(token.map(|token| self.address(&self.q, &self.state, &self.sort, Some(&token))))
    }
}
