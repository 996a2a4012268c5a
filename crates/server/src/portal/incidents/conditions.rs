//! The words of addresses and the conditions behind them, of which the choices of the list of incidents are made.

use domain::{
    query::{Comparison, Filter, Literal, Path},
    report::{Span, parse_date},
};
use service::tickets::Owned;

use crate::form::Fields;

/// The days between which tickets were opened; none where they are no days of a report.
pub(super) fn between(fields: &Fields) -> Option<Span> {
    let day = |name: &str| parse_date(fields.text(name));
    day("from").zip(day("to")).and_then(|(from, to)| Span::new(from, to))
}

/// By whom tickets are taken care of, as the address says it; what it does not say is anybody.
pub(super) fn owned(fields: &Fields) -> Owned {
    match fields.text("owner") {
        "me" => Owned::Me,
        "teams" => Owned::MyTeams,
        "nobody" => Owned::Nobody,
        named => match named.split_once('.') {
            Some(("person", id)) => id.parse().map_or(Owned::Anybody, Owned::Person),
            Some(("team", id)) => id.parse().map_or(Owned::Anybody, Owned::Team),
            _ => Owned::Anybody,
        },
    }
}

/// The word for it in addresses.
pub(super) fn word(owned: Owned) -> String {
    match owned {
        Owned::Anybody => String::new(),
        Owned::Nobody => "nobody".to_owned(),
        Owned::Me => "me".to_owned(),
        Owned::MyTeams => "teams".to_owned(),
        Owned::Person(person) => format!("person.{person}"),
        Owned::Team(team) => format!("team.{team}"),
    }
}

/// All of these conditions at once.
pub(super) fn joined(filters: impl IntoIterator<Item = Filter>) -> Option<Filter> {
    filters.into_iter().reduce(|a, b| Filter::And(Box::new(a), Box::new(b)))
}

/// What has this value.
pub(super) fn equals(property: &'static str, literal: Literal) -> Filter {
    Filter::Compare { path: Path::Own(property), operator: Comparison::Eq, literal }
}
