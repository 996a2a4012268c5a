//! Suppressing a room, or chosen signals of it, from now on or for maintenance that is planned.

use authz::Action;
use domain::{
    directory::Principal,
    event::EventKind,
    id::{Id, Organization, Room, Suppression as Kind},
    permission::Permission,
    room::{DeviceType, Monitoring},
    signal,
    suppression::{MOST_AT_ONCE, NamedSignal, Suppressed, Suppression, SuppressionTurn},
    time::Time,
};
use store::{Batch, Change, rooms, suppressions::Found};

use super::{
    event, form,
    owner::{Told, owner, tell},
};
use crate::{
    caller::Person,
    form::Form,
    refusal::{Code, Refusal},
    run::{Command, Context, Where},
};

/// Suppresses a monitored room or signals of it.
#[derive(Clone, Debug)]
pub struct Suppress {
    /// The organization.
    pub tenant: Id<Organization>,
    /// The room.
    pub room: Id<Room>,
    /// Signals of it; none suppresses the whole room.
    pub signals: Option<Vec<NamedSignal>>,
    /// Why.
    pub reason: String,
    /// From when on; none is now.
    pub from: Option<Time>,
    /// Until when.
    pub until: Option<Time>,
    /// Who answers for it: a person or team of the caller's own organization who may see the room; none is the caller.
    pub owner: Option<Principal>,
}

impl Command for Suppress {
    type Output = Id<Kind>;
    const NAME: &'static str = "room.suppress";

    fn asks(&self, _: &Person) -> (Action, Where) {
        (Action::Use(Permission::RoomModify), Where::Room(self.tenant, self.room))
    }

    async fn apply(self, change: &mut Change, context: &Context<'_>) -> Result<Id<Kind>, Refusal> {
        let room = self.room;
        let found = rooms::find(change, room).await?.ok_or(Refusal::Missing)?;
        if found.monitoring != Monitoring::Monitored {
            return Err(Refusal::Conflict(Code::InvalidState, Some(room.uuid())));
        }
        let now = change.now();
        let mut form = Form::default();
        let what = self.what(&mut form, change, found.record.device_type).await?;
        let reason = form::reason(&mut form, &self.reason);
        let begins_at = form::begin(&mut form, self.from, now);
        let until = form::end(&mut form, self.until, begins_at, now);
        let owner = owner(&mut form, change, context, (self.tenant, room), self.owner).await?;
        if store::suppressions::fetch(change, room).await?.len() >= MOST_AT_ONCE {
            form.limit("signals", Code::TooMany, MOST_AT_ONCE);
        }
        let (Some(reason), Some(ends_at), Some(owner)) = (reason, until, owner) else {
            return Err(form.refusal());
        };
        form.finish()?;

        let id = change.new_id();
        let mut event = event(EventKind::RoomSuppressed, room, &found.record.name, id)
            .with("reason", &reason)
            .with("endDateTime", ends_at);
        if begins_at > now {
            event = event.with("startDateTime", begins_at);
        }
        if let Suppressed::Signals(signals) = &what {
            event = event.with("signals", signals.iter().map(told).collect::<Vec<_>>().join(", "));
        }
        let person = &context.caller.person;
        let own = Principal::User(person.user);
        if owner.principal != own {
            event = event.with_person("owner", &owner.label);
        }
        let signals = match &what {
            Suppressed::Room => Vec::new(),
            Suppressed::Signals(signals) => signals.iter().cloned().collect(),
        };
        let suppression = Suppression { what, begins_at, ends_at };
        let batch = Batch::of(event);
        let batch = store::suppressions::add(batch, room, id, &suppression, (&reason, now), &owner);
        let made = Found { id, reason, begins_at, ends_at, owner, signals };
        let by = Some((person.organization, person.user));
        let entry = (room, change.new_id::<Kind>().uuid());
        let batch = store::suppressions::enter(batch, entry, SuppressionTurn::Begun, &made, by)?;
        change.write(batch).await?;
        if made.owner.principal != own {
            tell(change, room, &made, Told::Given).await?;
        }
        Ok(id)
    }
}

impl Suppress {
    /// What is suppressed: signals that the room has, named with one of its instances or with none.
    async fn what(
        &self,
        form: &mut Form,
        change: &mut Change,
        device_type: DeviceType,
    ) -> Result<Suppressed, Refusal> {
        let Some(wanted) = &self.signals else { return Ok(Suppressed::Room) };
        if wanted.is_empty() {
            form.fault("signals", Code::Required);
        }
        let said = store::suppressions::said(change, self.room).await?;
        for (number, named) in wanted.iter().enumerate() {
            let has = signal::find(device_type, &named.signal).is_some() && named.instance.is_empty();
            if !has && !said.contains(named) {
                form.fault(&format!("signals/{number}"), Code::UnknownReference);
            }
        }
        Ok(Suppressed::Signals(wanted.iter().cloned().collect()))
    }
}

/// A signal in the audit log.
fn told(named: &NamedSignal) -> String {
    match named.instance.as_str() {
        "" => named.signal.clone(),
        instance => format!("{} ({instance})", named.signal),
    }
}
