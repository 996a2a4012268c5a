//! Who could take care of tickets: people of one's own organization who see all of them, and teams in which one of these is.

use std::{collections::BTreeSet, sync::Arc};

use authz::{
    Action, Facts, Realm,
    explain::{Explanation, Matter, explain, holders},
    holders_on_behalf, holds_on_behalf,
    image::OrganizationFacts,
};
use domain::{
    directory::Principal,
    id::{Id, Organization, Room, SecurityGroup, Ticket, User},
    permission::Permission,
};
use store::{
    View,
    tickets::{self, Taker, Team},
};

use crate::{
    ask::{Looking, Question},
    caller::Person,
    refusal::Refusal,
};

/// How many people and how many teams are told at most.
pub const MOST_TAKERS: i64 = 20;

/// Asks to whom tickets could be given, by a part of their names. Of several tickets those count that are in sight.
#[derive(Clone, Debug)]
pub struct TakersOf {
    /// At home, at one customer or at all customers.
    pub realm: Realm,
    /// The tickets with their organizations.
    pub tickets: Vec<(Id<Organization>, Id<Ticket>)>,
    /// Part of a name or account name.
    pub search: String,
}

/// To whom they could be given.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Takers {
    /// People, by name.
    pub people: Vec<Taker>,
    /// Teams, by name.
    pub teams: Vec<Team>,
}

impl Question for TakersOf {
    type Answer = Takers;
    const NAME: &'static str = "ticket.takers";
    const SHOWS: Option<&'static str> = Some("tickets");

    fn asks(&self, _: &Person) -> (Action, Realm) {
        (Action::Use(Permission::TicketUpdate), self.realm)
    }

    async fn answer(&self, view: &mut View, context: &Looking<'_>) -> Result<Takers, Refusal> {
        let (tenants, named) = self.tickets.iter().copied().unzip();
        let tickets = tickets::named(view, tenants, named).await?;
        let ticket = tickets.first().ok_or(Refusal::Missing)?.id;
        let home = context.facts.own();
        let now = context.facts.now;
        let rooms: BTreeSet<_> = tickets.iter().map(|ticket| (ticket.tenant, ticket.room)).collect();
        let mut people: Option<Vec<Id<User>>> = None;
        for (tenant, room) in rooms {
            let at = context.facts.at(tenant).ok_or(Refusal::Missing)?;
            let permission = Permission::TicketView;
            let mut seeing = if context.facts.is_on_behalf() {
                holders_on_behalf(home, at, permission, room, now)
            } else {
                holders(home, at, permission, Some(room), now, |_| true)
            };
            // Both are in order.
            seeing.retain(|user| people.as_ref().is_none_or(|so_far| so_far.binary_search(user).is_ok()));
            people = Some(seeing);
        }
        let people = people.unwrap_or_default();
        let around = people.iter().filter_map(|user| home.directory.person(*user));
        let teams: BTreeSet<_> = around.flat_map(|person| person.principals.iter().copied()).collect();
        let teams = teams.into_iter().map(Id::new).collect();
        Ok(Takers {
            people: tickets::takers(view, ticket, (home.id, people), &self.search, MOST_TAKERS).await?,
            teams: tickets::teams(view, ticket, (home.id, teams), &self.search, MOST_TAKERS).await?,
        })
    }
}

/// Whether a person of the caller's organization sees the tickets of a room.
pub(super) fn sees(facts: &Facts, tenant: Id<Organization>, room: Id<Room>, user: Id<User>) -> bool {
    may(facts, (tenant, room), Permission::TicketView, Principal::User(user))
}

/// Whether one of a team of the caller's organization sees the tickets of a room.
pub(super) fn one_sees(
    facts: &Facts,
    tenant: Id<Organization>,
    room: Id<Room>,
    team: Id<SecurityGroup>,
) -> bool {
    may(facts, (tenant, room), Permission::TicketView, Principal::SecurityGroup(team))
}

/// Whether a person of the caller's organization, or one of a team of it, has a permission on a room.
pub(crate) fn may(
    facts: &Facts,
    (tenant, room): (Id<Organization>, Id<Room>),
    permission: Permission,
    principal: Principal,
) -> bool {
    let Some(at) = facts.at(tenant) else { return false };
    let has = |user| has(facts.own(), at, (room, permission), user, facts);
    match principal {
        Principal::User(user) => has(user),
        Principal::SecurityGroup(_) => facts.own().directory.people_below(principal).into_iter().any(has),
    }
}

/// Who of the caller's organization has a permission on a room.
pub(crate) struct HoldersOf {
    /// The people, in order.
    pub people: Vec<Id<User>>,
    /// The teams around them.
    pub teams: Vec<Id<SecurityGroup>>,
}

/// Who of the caller's organization has a permission on a room; none where nothing of that organization is known.
pub(crate) fn holders_of(
    facts: &Facts,
    (tenant, room): (Id<Organization>, Id<Room>),
    permission: Permission,
) -> Option<HoldersOf> {
    let (home, at, now) = (facts.own(), facts.at(tenant)?, facts.now);
    let people = if facts.is_on_behalf() {
        holders_on_behalf(home, at, permission, room, now)
    } else {
        holders(home, at, permission, Some(room), now, |_| true)
    };
    let around = people.iter().filter_map(|user| home.directory.person(*user));
    let teams: BTreeSet<_> = around.flat_map(|person| person.principals.iter().copied()).collect();
    Some(HoldersOf { people, teams: teams.into_iter().map(Id::new).collect() })
}

fn has(
    home: &Arc<OrganizationFacts>,
    at: &Arc<OrganizationFacts>,
    (room, permission): (Id<Room>, Permission),
    user: Id<User>,
    facts: &Facts,
) -> bool {
    let now = facts.now;
    if facts.is_on_behalf() {
        return holds_on_behalf((home, user), at, permission, room, now);
    }
    let matter = Matter { home, user, at, permission, room: Some(room), now };
    matches!(explain(&matter), Some(Explanation::Allowed(_)))
}
