//! The list of rooms and its counts from the image, for the orders and filters people use; anything else is asked of
//! the database.

use std::collections::BTreeMap;

use authz::image::{After, Asked, Order};
use domain::{
    health::{Health, HealthCounts},
    id::{Id, Organization, Room},
    query::{Comparison, Filter, Literal, Path, fold},
    time::Time,
};

use super::list::{LIST, RoomRow, TABLE, row};
use crate::{
    error::StoreError,
    list::{Key, Listed, Wanted, Within, within},
    sql::Query,
    update_rings::in_image,
    values,
    view::View,
};

/// What the image is asked for, if it can answer.
pub(crate) fn asked(wanted: &Wanted, health: Option<Health>) -> Option<Asked> {
    let mut asked = Asked { health, ..Asked::default() };
    if let Some(filter) = &wanted.filter {
        narrow(filter, &mut asked)?;
    }
    if let Some(search) = &wanted.search {
        asked.terms = search.terms.iter().map(|term| fold(term.trim())).collect();
    }
    let order: Vec<(&str, bool)> = wanted.order.iter().map(|o| (o.property, o.descending)).collect();
    (asked.order, asked.descending) = match order.as_slice() {
        [] => (Order::Name, false),
        [("displayName", descending)] => (Order::Name, *descending),
        [("health", first), ("displayName", second)] if first == second => (Order::Health, *first),
        [("lastSeen", descending)] => (Order::LastSeen, *descending),
        _ => return None,
    };
    if let Some(place) = &wanted.after {
        asked.after = Some(match (asked.order, place.keys()) {
            (Order::Name, [Key::Text(name), Key::Id(id)]) => After::Name(name.clone(), Id::new(*id)),
            (Order::Health, [Key::Text(health), Key::Text(name), Key::Id(id)]) => {
                After::Health(Health::from_key(health)?, name.clone(), Id::new(*id))
            }
            // As the statement has it, never comes before all times, as nought.
            (Order::LastSeen, [Key::Integer(at), Key::Id(id)]) => {
                After::LastSeen(Some(Time::from_micros(*at)).filter(|_| *at != 0), Id::new(*id))
            }
            _ => return None,
        });
    }
    Some(asked)
}

/// Takes a filter over, if it is one of groups and places.
fn narrow(filter: &Filter, asked: &mut Asked) -> Option<()> {
    match filter {
        Filter::And(left, right) => {
            narrow(left, asked)?;
            narrow(right, asked)
        }
        Filter::Compare {
            path: Path::Own("updateRingId"),
            operator: Comparison::Eq,
            literal: Literal::Id(ring),
        } => {
            asked.rings.push(in_image(Id::new(*ring)));
            Some(())
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

/// A page from the image; none where the sight is not one that it shows.
pub(super) async fn list(
    view: &mut View,
    wanted: &Wanted,
    asked: &Asked,
) -> Result<Option<Listed<RoomRow>>, StoreError> {
    // What other nodes heard is in the database alone.
    if asked.order == Order::LastSeen && view.has_other_nodes() {
        return Ok(None);
    }
    let Some(rooms) = view.rooms_in_sight() else { return Ok(None) };
    let picked = rooms.page(asked, wanted.page.size());
    if picked.rooms.is_empty() {
        return Ok(Some(Listed { items: Vec::new(), next: None }));
    }
    let mut found: BTreeMap<(Id<Organization>, Id<Room>), RoomRow> = BTreeMap::new();
    for line in view.rows_of(&picked.sight, Query::new(&LIST, values![])).await? {
        let room = row(&line)?;
        found.insert((room.tenant, room.id), room);
    }
    let items: Vec<_> = picked.rooms.iter().filter_map(|place| found.remove(place)).collect();
    let next = if picked.has_more { wanted.place_after(&TABLE, items.last())? } else { None };
    Ok(Some(Listed { items, next }))
}

/// Exact counts from the image; none where the sight is not one that it shows.
pub(super) fn counts(view: &mut View, asked: &Asked) -> Option<HealthCounts> {
    view.rooms_in_sight().map(|rooms| rooms.counts(asked))
}
