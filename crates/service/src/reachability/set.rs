//! Choosing which relay tries to reach the device of a room, and where.

use authz::Action;
use domain::{
    event::{Event, EventKind, Subject},
    health::Health,
    id::{Id, Room},
    permission::Permission,
    reachability::{Address, MOST_OF_A_RELAY},
    room::{Monitoring, MonitoringStep},
    time::Time,
};
use store::{
    Batch, Change,
    reachability::{self, Reachability},
    rooms, values,
};

use crate::{
    caller::Person,
    form::Form,
    refusal::{Code, Refusal},
    run::{Command, Context, Where},
};

/// Has a relay look after a room of one's own organization that has no agent. A room that was unenrolled is Onboarding again.
#[derive(Clone, Debug)]
pub struct SetReachability {
    /// The room.
    pub room: Id<Room>,
    /// The room as which the relay enrolled.
    pub relay: Id<Room>,
    /// The device, by name or IP address.
    pub host: String,
    /// Its port of TCP.
    pub port: i64,
}

impl Command for SetReachability {
    type Output = ();
    const NAME: &'static str = "room.set_reachability";

    fn asks(&self, caller: &Person) -> (Action, Where) {
        (Action::UseOwn(Permission::SettingsModify), Where::Tenant(caller.organization))
    }

    async fn apply(self, change: &mut Change, _: &Context<'_>) -> Result<(), Refusal> {
        let room = self.room;
        let found = rooms::find(change, room).await?.ok_or(Refusal::Missing)?;
        // Whose device speaks for itself is looked after by nobody else.
        if found.has_device {
            return Err(Refusal::Conflict(Code::InvalidState, Some(room.uuid())));
        }
        let mut form = Form::default();
        let relay = reachability::relay(change, self.relay, room).await?;
        match &relay {
            None => form.fault("relayId", Code::UnknownReference),
            Some((_, rooms)) if usize::try_from(*rooms).unwrap_or(usize::MAX) >= MOST_OF_A_RELAY => {
                form.limit("relayId", Code::TooMany, MOST_OF_A_RELAY);
            }
            Some(_) => {}
        }
        let address = self.address(&mut form);
        let (Some((relay_name, _)), Some(address)) = (relay, address) else { return Err(form.refusal()) };
        form.finish()?;

        let before = reachability::fetch(change, room).await?;
        let after = Reachability { relay: self.relay, relay_name, address };
        let contacted = found.monitoring.after(MonitoringStep::Contact).unwrap_or(found.monitoring);
        if before.as_ref() == Some(&after) && contacted == found.monitoring {
            return Ok(());
        }
        let (was, now) = (before.as_ref(), change.now());
        let told = |was: Option<String>| was.unwrap_or_default();
        let event =
            Event::new(EventKind::RoomReachabilitySet, Subject::thing(room.uuid(), &found.record.name))
                .changed("relay", told(was.map(|was| was.relay_name.clone())), &after.relay_name)
                .changed("address", told(was.map(|was| was.address.to_string())), after.address.to_string())
                .changed("monitoring", found.monitoring.key(), contacted.key());
        let target = change.new_id::<Reachability>().uuid();
        let mut batch = reachability::set(Batch::of(event), room, target, self.relay, &after.address);
        if contacted != found.monitoring {
            // As after any new contact, an administrator enrols.
            let values =
                values![room, Monitoring::Onboarding.key(), Health::Onboarding.key(), now, None::<Time>];
            batch = batch.run(&rooms::SET_MONITORING, values);
        }
        change.write(batch.stirs(room)).await?;
        Ok(())
    }
}

impl SetReachability {
    fn address(&self, form: &mut Form) -> Option<Address> {
        let port = u16::try_from(self.port).ok().filter(|port| *port > 0);
        if port.is_none() {
            form.limit("port", Code::OutOfRange, format!("1–{}", u16::MAX));
        }
        let typed = self.host.trim();
        let address = Address::new(typed, port.unwrap_or_default());
        if typed.is_empty() {
            form.fault("host", Code::Required);
        } else if address.is_err() {
            form.fault("host", Code::NotAHost);
        }
        address.ok().filter(|_| port.is_some())
    }
}
