//! What two people may both see: whoever has something sent to somebody shows them no more than they may see themselves, and what the
//! reader may not see stays hidden.
//!
//! Invariant: a room is in such a sight exactly where it is in that of each of them.

use domain::{
    id::{Id, Room},
    permission::Permission,
};

use crate::{
    action::Requirement,
    decide::Refused,
    facts::Facts,
    image::Positions,
    sight::{Realm, Region, regions},
};

/// The rooms where both the reader and the sender hold a permission, in a realm as the reader sees it; a refusal where one of them holds
/// it nowhere, or there is no room that they share.
pub(crate) fn regions_of_both(
    reader: &Facts,
    sender: &Facts,
    permission: Permission,
    realm: Realm,
) -> Result<Vec<Region>, Refused> {
    if !sender.enabled() {
        return Err(Refused::Hidden);
    }
    let there = match realm {
        Realm::Own if sender.organization != reader.organization => Realm::Customer(reader.organization),
        realm => realm,
    };
    let own = regions(reader, permission, realm)?;
    let theirs = regions(sender, permission, there)?;
    let pairs = own.iter().flat_map(|region| theirs.iter().map(move |other| (region, other)));
    let both: Vec<_> = pairs.filter_map(|(region, other)| both(region, other)).collect();
    if both.is_empty() {
        return Err(Refused::lacking(Requirement::Permission(permission)));
    }
    Ok(both)
}

/// The rooms that are in two regions; none where they share none.
fn both(region: &Region, other: &Region) -> Option<Region> {
    if region.tenant() != other.tenant() {
        return None;
    }
    if region.is_whole() && other.is_whole() {
        return Some(region.clone());
    }
    // The facts of the two may be of different moments: positions are compared by the rooms at them.
    let rooms = &region.at.rooms;
    let is_theirs = |room: Id<Room>| other.at.rooms.position(room).is_some_and(|at| other.covers(at));
    let shared = Positions::of(rooms.len(), |at| region.covers(at) && rooms.id(at).is_some_and(is_theirs));
    let has_any = shared.iter().next().is_some();
    has_any.then(|| region.cut(other, shared))
}
