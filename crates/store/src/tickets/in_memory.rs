//! The list of open tickets and its counts from the image, for the orders and filters people use; anything else is asked of
//! the database.

use std::collections::BTreeMap;

use authz::image::{AskedTickets, TicketOrder};
use domain::{
    id::{Id, Organization, Ticket},
    query::{Comparison, Filter, Literal, Path},
    signal::{Category, Severity},
};

use super::list::{Among, LIST, TABLE, TicketCounts, TicketRow, narrow as narrow_state, row};
use crate::{
    error::StoreError,
    list::{Key, Listed, Wanted, Within, within},
    sql::Query,
    values,
    view::View,
};

/// What the image is asked for, if it can answer.
pub(super) fn asked(wanted: &Wanted) -> Option<AskedTickets> {
    let mut asked = AskedTickets::default();
    if wanted.search.is_some() {
        return None;
    }
    if let Some(filter) = &wanted.filter {
        narrow(filter, &mut asked)?;
    }
    let order = if wanted.order.is_empty() { TABLE.order } else { &wanted.order };
    if order.len() > asked.order.len() {
        return None;
    }
    for (part, order) in asked.order.iter_mut().zip(order) {
        let by = match order.property {
            "severity" => TicketOrder::Severity,
            "createdDateTime" => TicketOrder::Opened,
            _ => return None,
        };
        *part = Some((by, order.descending));
    }
    if let Some(place) = &wanted.after {
        asked.after = Some(match place.keys() {
            [Key::Integer(first), Key::Integer(second), Key::Id(id)] => ([*first, *second], Id::new(*id)),
            [Key::Integer(only), Key::Id(id)] => ([*only, 0], Id::new(*id)),
            _ => return None,
        });
    }
    Some(asked)
}

/// Takes a filter over, if it is one that the image knows.
fn narrow(filter: &Filter, asked: &mut AskedTickets) -> Option<()> {
    match filter {
        Filter::And(left, right) => {
            narrow(left, asked)?;
            narrow(right, asked)
        }
        Filter::Compare { path: Path::Own(property), operator, literal } => {
            match (*property, operator, literal) {
                ("severity", Comparison::Eq, Literal::Text(word)) => {
                    once(&mut asked.severity, Severity::from_key(word)?)
                }
                ("category", Comparison::Eq, Literal::Text(word)) => {
                    once(&mut asked.category, Category::from_key(word)?)
                }
                ("causeId", Comparison::Eq, Literal::Null) => once(&mut asked.is_explained, false),
                ("causeId", Comparison::Ne, Literal::Null) => once(&mut asked.is_explained, true),
                ("isSuppressed", Comparison::Eq, Literal::Boolean(is)) => once(&mut asked.is_suppressed, *is),
                ("createdDateTime", Comparison::Ge, Literal::Time(at)) => once(&mut asked.since, *at),
                _ => None,
            }
        }
        filter => {
            match within(filter)? {
                Within::Group(group) => asked.groups.push(group),
                Within::Place(place) => asked.places.push(place),
            }
            Some(())
        }
    }
}

/// Two conditions on one property are for the database.
fn once<T>(place: &mut Option<T>, value: T) -> Option<()> {
    place.replace(value).is_none().then_some(())
}

/// A page from the image; none where the sight is not one that it shows.
pub(super) async fn list(
    view: &mut View,
    wanted: &Wanted,
    asked: &AskedTickets,
) -> Result<Option<Listed<TicketRow>>, StoreError> {
    let Some(rooms) = view.rooms_in_sight() else { return Ok(None) };
    let picked = rooms.ticket_page(asked, wanted.page.size());
    if picked.tickets.is_empty() {
        return Ok(Some(Listed { items: Vec::new(), next: None }));
    }
    let mut query = Query::new(&LIST, values![]);
    narrow_state(&mut query, Among::Open);
    query.push(" and t.ticket_id ").bind_list(picked.tickets.iter().map(|(_, id)| *id).collect::<Vec<_>>());
    let mut found: BTreeMap<(Id<Organization>, Id<Ticket>), TicketRow> = BTreeMap::new();
    for line in view.rows_of(&picked.sight, query).await? {
        let ticket = row(&line)?;
        found.insert((ticket.tenant, ticket.id), ticket);
    }
    let items: Vec<_> = picked.tickets.iter().filter_map(|ticket| found.remove(ticket)).collect();
    let next = if picked.has_more { wanted.place_after(&TABLE, items.last())? } else { None };
    Ok(Some(Listed { items, next }))
}

/// Exact counts from the image; none where the sight is not one that it shows.
pub(super) fn counts(view: &mut View, asked: &AskedTickets) -> Option<TicketCounts> {
    view.rooms_in_sight().map(|rooms| TicketCounts { by_severity: rooms.ticket_counts(asked) })
}
