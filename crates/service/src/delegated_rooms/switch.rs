//! The customer's switch.

use authz::Action;
use domain::{
    event::{Event, EventKind, Subject},
    id::{Id, Organization},
};
use store::{
    Batch, Change,
    granular_relationships::{self, assignments},
    reseller_relationships,
};

use crate::{
    caller::Person,
    refusal::{Code, Refusal},
    run::{Command, Context, Where},
};

/// Lets everything that is delegated to a partner open rooms, or nothing of it. To ask for what is so already changes nothing.
#[derive(Clone, Copy, Debug)]
pub struct SwitchDelegatedRooms {
    /// Which partner.
    pub partner: Id<Organization>,
    /// Whether rooms are opened.
    pub opens_rooms: bool,
}

impl Command for SwitchDelegatedRooms {
    type Output = ();
    const NAME: &'static str = "delegated_rooms.switch";
    const CHANGES_ACCESS: bool = true;

    fn asks(&self, caller: &Person) -> (Action, Where) {
        (Action::ConsentToPartner, Where::Tenant(caller.organization))
    }

    async fn apply(self, change: &mut Change, _: &Context<'_>) -> Result<(), Refusal> {
        let opens_rooms = self.opens_rooms;
        let reseller = reseller_relationships::fetch_live(change, self.partner).await?;
        let reseller = reseller.filter(|row| row.has_privileges);
        let granular = granular_relationships::fetch_held(change, self.partner).await?;
        let first = reseller.as_ref().map(|row| &row.partner_name);
        let Some(name) = first.or_else(|| granular.first().map(|row| &row.partner_name)).cloned() else {
            let is_known = store::off_boarding::fetch_partner(change, self.partner).await?.is_some();
            return Err(if is_known {
                Refusal::Conflict(Code::InvalidState, Some(self.partner.uuid()))
            } else {
                Refusal::Missing
            });
        };
        let kind =
            if opens_rooms { EventKind::DelegatedRoomsOpened } else { EventKind::DelegatedRoomsClosed };
        let event = Event::new(kind, Subject::thing(self.partner.uuid(), &name));
        let mut batch = Batch::of(event.concerning(self.partner.uuid()));
        let mut changes = false;
        if let Some(row) = reseller.filter(|row| row.opens_rooms != opens_rooms) {
            batch = reseller_relationships::switch_rooms(batch, &row, opens_rooms);
            changes = true;
        }
        for row in granular.into_iter().filter(|row| row.opens_rooms != opens_rooms) {
            let holders = assignments::holders(&assignments::fetch(change, row.id).await?);
            let after = granular_relationships::GranularRow { opens_rooms, ..row.clone() };
            batch = granular_relationships::save(batch, &row, &after, &holders);
            changes = true;
        }
        if changes {
            change.write(batch).await?;
        }
        Ok(())
    }
}
