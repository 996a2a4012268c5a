//! One person, one permission, and a room or an organization as a whole: why, or what is missing and who could give it.

use std::sync::Arc;

use authz::{
    Action, Realm, Source,
    explain::{Explanation, Giver, Lack, Matter, explain, explain_on_behalf, holders, is_closed},
    image::OrganizationFacts,
};
use domain::{
    id::{Id, Organization, Room, User},
    permission::Permission,
    role::{DirectoryRole, Role},
    time::Time,
};
use store::{
    View,
    explanations::{AssignmentName, PersonRow},
    groups::MemberRow,
};

use super::{
    chain::{NamedChain, Names},
    world::World,
};
use crate::{
    ask::{Looking, Question},
    caller::Person,
    refusal::Refusal,
    roles::RoleContext,
};

/// So many people who could give something are named.
const GIVERS: usize = 10;

/// Who is asked about.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Whom {
    /// By identifier.
    Id(Id<User>),
    /// By account name.
    Upn(String),
}

/// Asks why a person may do something, or why not.
#[derive(Clone, Debug)]
pub struct Explain {
    /// Where.
    pub context: RoleContext,
    /// The person.
    pub whom: Whom,
    /// The permission.
    pub permission: Permission,
    /// On which room; none asks whether it is held anywhere there.
    pub room: Option<Id<Room>>,
    /// At which moment; none means now. Of a past one the record is asked, of a future one what will be if nothing changes.
    pub moment: Option<Time>,
}

/// The answer.
#[derive(Clone, Debug)]
pub struct Explained {
    /// The person.
    pub person: PersonRow,
    /// The organization whose rooms it is about.
    pub tenant: Id<Organization>,
    /// The permission.
    pub permission: Permission,
    /// The room.
    pub room: Option<MemberRow>,
    /// Why, or why not.
    pub outcome: Outcome,
    /// Through what the person may on behalf of the caller's organization, whatever the outcome; the shortest first (decision 6).
    pub on_behalf: Vec<NamedChain>,
}

/// Why, or why not, in names.
#[derive(Clone, Debug)]
pub enum Outcome {
    /// Through each of these; the shortest first.
    Allowed(Vec<NamedChain>),
    /// Denied.
    Denied {
        /// What is missing whatever is assigned.
        missing: Vec<Missing>,
        /// The assignments that come nearest.
        nearest: Vec<NamedNear>,
    },
}

/// One thing that is missing.
#[derive(Clone, Debug)]
pub struct Missing {
    /// What.
    pub lack: Lack,
    /// Who could give it.
    pub giver: Option<Giver>,
    /// The first of them by name, as far as they are the reader's to know.
    pub people: Vec<PersonRow>,
}

/// An assignment that does not suffice.
#[derive(Clone, Debug)]
pub struct NamedNear {
    /// The assignment.
    pub assignment: AssignmentName,
    /// Its role.
    pub role: Role,
    /// What is missing to it.
    pub missing: Vec<Missing>,
}

impl Question for Explain {
    type Answer = Explained;
    const NAME: &'static str = "access.explain";
    const SHOWS: Option<&'static str> = Some("rooms");

    fn asks(&self, _: &Person) -> (Action, Realm) {
        self.context.views()
    }

    async fn answer(&self, view: &mut View, looking: &Looking<'_>) -> Result<Explained, Refusal> {
        let world = World::of(self.context, view, looking, self.moment).await?;
        let user = match &self.whom {
            Whom::Id(user) => *user,
            Whom::Upn(upn) => world.user_named(view, looking, upn).await?,
        };
        let home = Arc::clone(world.home_of(user).ok_or(Refusal::Missing)?);
        let room = match self.room {
            Some(room) => Some(world.room(view, looking, room).await?),
            None => None,
        };
        let matter = Matter {
            home: &home,
            user,
            at: &world.at,
            permission: self.permission,
            room: self.room,
            now: world.moment,
        };
        let explanation = explain(&matter).ok_or(Refusal::Missing)?;
        // In the partner's own portal nothing of it counts, so nothing of it is told there.
        let is_told = self.context == RoleContext::Own;
        let (somebody, now) = ((&home, user), world.moment);
        let on_behalf = if is_told {
            explain_on_behalf(somebody, &world.at, self.permission, self.room, now)
        } else {
            Vec::new()
        };
        let is_closed =
            is_told && on_behalf.is_empty() && is_closed(somebody, &world.at, self.permission, now);
        let outcome = match &explanation {
            Explanation::Allowed(chains) => {
                let further = std::iter::empty();
                let names = Names::of(&world, view, looking, self.room, chains.iter(), further).await?;
                Outcome::Allowed(chains.iter().map(|chain| names.chain(chain)).collect())
            }
            Explanation::Denied(denial) => {
                let nearest = denial.nearest.iter().map(|near| near.assignment);
                let names = Names::of(&world, view, looking, None, std::iter::empty(), nearest).await?;
                let mut givers = Givers { world: &world, home: &home, named: Vec::new() };
                let closed = is_closed.then_some(Lack::RoomsClosed);
                let lacks: Vec<_> = denial.lacks.iter().copied().chain(closed).collect();
                let missing = givers.missing(view, looking, &lacks).await?;
                let mut nearest = Vec::new();
                for near in &denial.nearest {
                    if let Some(assignment) = names.assignment(near.assignment) {
                        let missing = givers.missing(view, looking, &near.lacks).await?;
                        nearest.push(NamedNear { assignment, role: near.role, missing });
                    }
                }
                Outcome::Denied { missing, nearest }
            }
        };
        let on_behalf = if on_behalf.is_empty() {
            Vec::new()
        } else {
            let further = std::iter::empty();
            let names = Names::of(&world, view, looking, self.room, on_behalf.iter(), further).await?;
            on_behalf.iter().map(|chain| names.chain(chain)).collect()
        };
        let person = world.person(view, looking, user).await?;
        Ok(Explained { person, tenant: world.at.id, permission: self.permission, room, outcome, on_behalf })
    }
}

/// Who could give what, looked up once for each kind.
pub(super) struct Givers<'a> {
    pub(super) world: &'a World,
    /// The organization of the person asked about.
    pub(super) home: &'a Arc<OrganizationFacts>,
    pub(super) named: Vec<(Giver, Vec<PersonRow>)>,
}

impl Givers<'_> {
    pub(super) async fn missing(
        &mut self,
        view: &mut View,
        looking: &Looking<'_>,
        lacks: &[Lack],
    ) -> Result<Vec<Missing>, Refusal> {
        let mut missing = Vec::new();
        for lack in lacks {
            let giver = lack.giver();
            let people = match giver {
                Some(giver) => self.named(view, looking, giver).await?,
                None => Vec::new(),
            };
            missing.push(Missing { lack: *lack, giver, people });
        }
        Ok(missing)
    }

    async fn named(
        &mut self,
        view: &mut View,
        looking: &Looking<'_>,
        giver: Giver,
    ) -> Result<Vec<PersonRow>, Refusal> {
        if let Some((_, known)) = self.named.iter().find(|(known, _)| *known == giver) {
            return Ok(known.clone());
        }
        let ids = self.ids(giver, self.world.moment, looking.facts.organization);
        let mut people = Vec::new();
        if !ids.is_empty() {
            self.world.look_for_names(view, looking)?;
            people = store::explanations::people(view, self.world.found(ids)).await?;
            people.truncate(GIVERS);
        }
        self.named.push((giver, people.clone()));
        Ok(people)
    }

    /// Those who could give it, as far as they may be named to somebody of an organization.
    fn ids(&self, giver: Giver, now: Time, reader: Id<Organization>) -> Vec<Id<User>> {
        let (home, at) = (self.home, &self.world.at);
        match giver {
            Giver::RoleManager if home.id == at.id => {
                holders(home, at, Permission::RoleModify, None, now, Source::is_own)
            }
            Giver::RoleManager => holders(home, at, Permission::RoleModify, None, now, |_| true),
            // Partners do not learn who the people of a customer are.
            Giver::Customer if at.id == reader => {
                holders(at, at, Permission::SettingsModify, None, now, Source::controls_partners)
            }
            Giver::GlobalAdministrator if home.id == reader => administrators(home),
            Giver::CustomerAdministrator if at.id == reader => administrators(at),
            Giver::Customer | Giver::CustomerAdministrator | Giver::GlobalAdministrator | Giver::Operator => {
                Vec::new()
            }
        }
    }
}

/// The Global administrators of an organization.
fn administrators(of: &OrganizationFacts) -> Vec<Id<User>> {
    let role = DirectoryRole::GlobalAdministrator;
    let people = of.directory.people();
    people
        .filter(|(_, person)| person.enabled && person.roles.contains(&role))
        .map(|(user, _)| user)
        .collect()
}
