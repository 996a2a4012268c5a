//! Reading the open tickets that lists answer from memory.

use std::sync::Arc;

use authz::image::{Fault, OpenTicket};
use domain::{
    id::{Id, Issue, Organization, Room, Ticket},
    signal::{Category, Severity},
};
use rustc_hash::{FxHashMap, FxHashSet};

use crate::{db::Tx, error::StoreError, facts::word, feed::ask, value::Row, values};

pub(crate) const OF_ORGANIZATIONS: &str = "select room_id, ticket_id, severity, category, opened_at, cause_id, signal, issue_id, is_suppressed from tickets \
     where tenant_id {in $1} and state in ('new', 'investigating', 'watching')";
// What is not closed is found by the room.
pub(crate) const OF_ROOMS: &str = "select room_id, ticket_id, severity, category, opened_at, cause_id, signal, issue_id, is_suppressed from tickets \
     where room_id {in $1} and state <> 'closed' and state in ('new', 'investigating', 'watching')";

/// Open tickets by their rooms.
pub(super) type Open = FxHashMap<Id<Room>, Vec<OpenTicket>>;

/// The open tickets of organizations.
pub(super) async fn of_organizations(tx: &mut Tx, only: &[Id<Organization>]) -> Result<Open, StoreError> {
    by_room(&ask(tx, OF_ORGANIZATIONS, values![only.to_vec()]).await?)
}

/// The open tickets of rooms.
pub(super) async fn of_rooms(tx: &mut Tx, rooms: Vec<Id<Room>>) -> Result<Open, StoreError> {
    by_room(&ask(tx, OF_ROOMS, values![rooms]).await?)
}

fn by_room(rows: &[Row]) -> Result<Open, StoreError> {
    let mut open = Open::default();
    // There are few signals and many tickets.
    let mut signals: FxHashSet<Arc<str>> = FxHashSet::default();
    for row in rows {
        let fault = if let Some(issue) = row.get::<Option<Id<Issue>>>(7)? {
            Fault::Issue(issue)
        } else {
            let key = row.text(6)?;
            let signal = signals.get(key).cloned().unwrap_or_else(|| Arc::from(key));
            signals.insert(Arc::clone(&signal));
            Fault::Signal(signal)
        };
        open.entry(row.get(0)?).or_default().push(OpenTicket {
            id: row.get(1)?,
            severity: word(row, 2, Severity::from_key)?,
            category: word(row, 3, Category::from_key)?,
            opened_at: row.get(4)?,
            is_explained: row.get::<Option<Id<Ticket>>>(5)?.is_some(),
            is_suppressed: row.get(8)?,
            fault,
        });
    }
    Ok(open)
}
