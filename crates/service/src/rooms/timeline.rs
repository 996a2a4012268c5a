//! What happened to a room, newest first: what its device said, the turns of its tickets for whoever may see them, and jobs.

use authz::{Action, Realm, Refused};
use domain::{
    id::{Id, Organization, Room},
    permission::Permission,
};
use store::{
    View,
    page::Page,
    rooms::{self, HistoryRow, JobAsked, Moment, TicketTurn},
    suppressions::{self, SuppressionEntry},
};

use crate::{
    ask::{Looking, Question},
    caller::Person,
    cursor,
    refusal::Refusal,
};

/// Asks for a page of a room's timeline.
#[derive(Clone, Debug)]
pub struct RoomTimeline {
    /// At home or at one customer.
    pub realm: Realm,
    /// The room.
    pub room: Id<Room>,
    /// Where the page begins.
    pub after: Option<String>,
    /// How many entries.
    pub page: Page,
}

/// Something that happened.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Happening {
    /// The device said something else than before.
    Said(HistoryRow),
    /// A ticket was opened or changed its state.
    Ticket(TicketTurn),
    /// Somebody asked the device to do something.
    Job(JobAsked),
    /// Something was suppressed, or is no more.
    Suppression(SuppressionTold),
}

/// A turn of a suppression as its reader may know it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SuppressionTold {
    /// What happened.
    pub entry: SuppressionEntry,
    /// Who did it: name and organization. Partners never learn of each other (decision 17): of somebody else's people their reader
    /// finds the customer as such. None where it ended by its time.
    pub by: Option<(Option<String>, String)>,
}

impl SuppressionTold {
    fn of(entry: SuppressionEntry, realm: Realm, home: Id<Organization>) -> Self {
        let by = entry.actor.clone().map(|(organization, name)| {
            if realm == Realm::Own || organization == home {
                (name, entry.organization_name.clone())
            } else {
                (None, entry.tenant_name.clone())
            }
        });
        Self { entry, by }
    }
}

impl Happening {
    /// Where it stands.
    fn moment(&self) -> Moment {
        match self {
            Self::Said(row) => (row.at, row.id, 0),
            Self::Ticket(turn) => (turn.at, turn.ticket.uuid(), turn.number),
            Self::Job(job) => (job.at, job.job.uuid(), 0),
            Self::Suppression(told) => (told.entry.at, told.entry.id, 0),
        }
    }
}

impl Question for RoomTimeline {
    type Answer = (Vec<Happening>, Option<String>);
    const NAME: &'static str = "room.timeline";
    const SHOWS: Option<&'static str> = Some("rooms");

    fn asks(&self, _: &Person) -> (Action, Realm) {
        (Action::Use(Permission::RoomView), self.realm)
    }

    async fn answer(&self, view: &mut View, context: &Looking<'_>) -> Result<Self::Answer, Refusal> {
        let (room, page) = (self.room, self.page);
        if !rooms::is_in_sight(view, room).await? {
            return Err(Refusal::Missing);
        }
        let before: Option<Moment> = self.after.as_deref().map(cursor::read).transpose()?;
        let said = rooms::history(view, room, before.map(|(at, thing, _)| (at, thing)), page).await?;
        let jobs = rooms::jobs_asked(view, room, before, page).await?;
        let suppressed = suppressions::entries(view, room, before, page).await?;
        let mut has_more = said.has_more || jobs.has_more || suppressed.has_more;
        let mut all: Vec<Happening> = said.items.into_iter().map(Happening::Said).collect();
        all.extend(jobs.items.into_iter().map(Happening::Job));
        let home = context.caller.person.organization;
        let told = |entry| Happening::Suppression(SuppressionTold::of(entry, self.realm, home));
        all.extend(suppressed.items.into_iter().map(told));
        match authz::sight(context.facts, Action::Use(Permission::TicketView), self.realm) {
            Ok(sight) => {
                let partner = (self.realm != Realm::Own).then_some(home);
                let turns = rooms::ticket_turns(view.look(sight), room, partner, before, page).await?;
                has_more |= turns.has_more;
                all.extend(turns.items.into_iter().map(Happening::Ticket));
            }
            Err(Refused::Denied(_) | Refused::Hidden) => {}
        }
        all.sort_by_key(|happening| std::cmp::Reverse(happening.moment()));
        has_more |= all.len() > page.size();
        all.truncate(page.size());
        let next = match all.last() {
            Some(last) if has_more => Some(cursor::write(&last.moment())?),
            _ => None,
        };
        Ok((all, next))
    }
}
