//! Who answers for what is suppressed: a person or a team of the organization for which it is, who may see the room.

use authz::{Action, Facts, Realm};
use domain::{
    directory::Principal,
    id::{Id, Organization, Room},
    permission::Permission,
};
use store::{
    Change, View,
    notices::{Notice, ONE},
    rooms,
    suppressions::{Found, NewOwner},
    tickets::{Taker, Team},
};

use crate::{
    ask::{Looking, Question},
    caller::Person,
    form::Form,
    refusal::{Code, Refusal},
    run::Context,
    tickets::{MOST_TAKERS, holders_of, may},
};

/// Asks who could answer for what is suppressed in a room, by a part of their names. Colleagues are named to who may give them tickets
/// there as well; others answer for it themselves.
#[derive(Clone, Debug)]
pub struct OwnersToChoose {
    /// At home or at one customer.
    pub realm: Realm,
    /// The organization of the room.
    pub tenant: Id<Organization>,
    /// The room.
    pub room: Id<Room>,
    /// Part of a name or account name.
    pub search: String,
}

/// Who could.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Owners {
    /// People, by name.
    pub people: Vec<Taker>,
    /// Teams, by name.
    pub teams: Vec<Team>,
}

impl Owners {
    /// Whether there may be more than are told.
    pub fn are_many(&self) -> bool {
        let most = usize::try_from(MOST_TAKERS).unwrap_or(usize::MAX);
        self.people.len() >= most || self.teams.len() >= most
    }
}

impl Question for OwnersToChoose {
    type Answer = Owners;
    const NAME: &'static str = "room.suppression_owners";

    fn asks(&self, _: &Person) -> (Action, Realm) {
        (Action::Use(Permission::RoomModify), self.realm)
    }

    async fn answer(&self, view: &mut View, context: &Looking<'_>) -> Result<Owners, Refusal> {
        if !rooms::is_in_sight(view, self.room).await? {
            return Err(Refusal::Missing);
        }
        let at = (self.tenant, self.room);
        if !names_others(context.facts, at, &context.caller.person) {
            return Ok(Owners::default());
        }
        let holders = holders_of(context.facts, at, Permission::RoomView).ok_or(Refusal::Missing)?;
        let (home, search) = (context.facts.own().id, self.search.as_str());
        Ok(Owners {
            people: store::suppressions::people(view, self.room, (home, holders.people), search, MOST_TAKERS)
                .await?,
            teams: store::suppressions::teams(view, self.room, (home, holders.teams), search, MOST_TAKERS)
                .await?,
        })
    }
}

/// Whether somebody knows of colleagues who work at a room: who may give them its tickets.
fn names_others(facts: &Facts, at: (Id<Organization>, Id<Room>), person: &Person) -> bool {
    may(facts, at, Permission::TicketUpdate, Principal::User(person.user))
}

/// The owner that is wanted, or else the caller; none where it is nobody who may see the room.
pub(super) async fn owner(
    form: &mut Form,
    change: &mut Change,
    context: &Context<'_>,
    at: (Id<Organization>, Id<Room>),
    wanted: Option<Principal>,
) -> Result<Option<NewOwner>, Refusal> {
    let person = &context.caller.person;
    let organization = person.organization;
    let own = Principal::User(person.user);
    let principal = wanted.unwrap_or(own);
    if principal == own {
        return Ok(Some(NewOwner { principal, organization, label: person.upn.as_str().to_owned() }));
    }
    let known = store::assignments::known(change, organization, &[principal]).await?;
    let fits =
        names_others(context.facts, at, person) && may(context.facts, at, Permission::RoomView, principal);
    let known = known.into_iter().next().filter(|_| fits);
    let Some(member) = known else {
        form.fault("ownerId", Code::UnknownReference);
        return Ok(None);
    };
    let label = if member.upn.is_empty() { member.name } else { member.upn };
    Ok(Some(NewOwner { principal, organization, label }))
}

/// What an owner is told.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Told {
    /// That somebody else made them answer for it.
    Given,
    /// That it ends soon by its time.
    Ending,
    /// That it ended by its time.
    Ended,
}

/// Tells the owner what became of what they answer for. The notice names the room by its identifier alone: whether they may know more
/// is decided where they look.
pub(super) async fn tell(
    change: &mut Change,
    room: Id<Room>,
    found: &Found,
    what: Told,
) -> Result<(), Refusal> {
    let is_own = found.owner.organization == change.tenant();
    let kind = match (what, is_own) {
        (Told::Given, true) => "suppression_given",
        (Told::Given, false) => "customer_suppression_given",
        (Told::Ending, true) => "suppression_ending",
        (Told::Ending, false) => "customer_suppression_ending",
        (Told::Ended, true) => "suppression_ended",
        (Told::Ended, false) => "customer_suppression_ended",
    };
    let notice = Notice {
        tenant: found.owner.organization,
        audience: ONE,
        kind,
        about: room.uuid(),
        parameters: Vec::new(),
    };
    Ok(change.notify_one(found.owner.principal, notice).await?)
}
