//! Suppression: for a while a room, or chosen signals of it, neither alert nor count; with reason, owner and end
//! (decision 4). The owner is told when somebody else makes them that, and when it ends by its time.
//!
//! Invariant: whoever may modify the room suppresses, changes and ends it; each of that, and the end by time, leaves its event
//! in the same transaction. What ended by its time is so at once, whether or not that is written down yet.

mod change;
mod end;
pub(crate) mod form;
mod list;
mod owner;
mod suppress;

use domain::{
    event::{Event, EventKind, Subject},
    id::{Id, Room, Suppression},
};
use store::{Change, suppressions::Found};

pub use change::ChangeSuppression;
pub use end::{EndSuppression, EndSuppressions};
pub(crate) use end::{end_all, end_due, tell_ahead};
pub(crate) use list::shown;
pub use list::{ShownOwner, ShownSuppression, SuppressionsOf};
pub use owner::{Owners, OwnersToChoose};
pub use suppress::Suppress;

use crate::{
    app::App,
    caller::Caller,
    health_watch,
    refusal::Refusal,
    run::{Command, Where, run},
};

/// Runs a change of suppressions and judges the room before the answer, so that whoever looks next finds its health. A
/// judgement that fails is made by the health watch, for which it is due.
pub async fn run_judged<C: Command>(app: &App, caller: &Caller, command: C) -> Result<C::Output, Refusal> {
    let (_, place) = command.asks(&caller.person);
    let output = run(app, caller, command).await?;
    if let Where::Room(_, room) = place
        && let Err(error) = health_watch::judge_now(app, room).await
    {
        tracing::warn!(%error, "a room is judged later");
    }
    Ok(output)
}

/// A suppression of a room that has not ended.
async fn find(change: &mut Change, room: Id<Room>, id: Id<Suppression>) -> Result<Found, Refusal> {
    let found = store::suppressions::fetch(change, room).await?;
    found.into_iter().find(|found| found.id == id).ok_or(Refusal::Missing)
}

/// An event about a suppression of a room.
fn event(kind: EventKind, room: Id<Room>, room_name: &str, id: Id<Suppression>) -> Event {
    Event::new(kind, Subject::thing(room.uuid(), room_name)).with("suppressionId", id)
}
