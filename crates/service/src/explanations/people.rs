//! Who may use a permission on a room, and through what: "Who can see this room?".

use authz::{
    Action, Realm,
    explain::{Explanation, Matter, explain, holders},
};
use domain::{
    id::{Id, Room},
    permission::Permission,
    time::Time,
};
use store::{View, explanations::PersonRow, list::Listed};

use super::{
    chain::{NamedChain, Names},
    world::World,
};
use crate::{
    Wanted,
    ask::{Looking, Question},
    caller::Person,
    counted::Counted,
    refusal::Refusal,
    roles::RoleContext,
};

/// Asks who may use a permission on a room.
#[derive(Clone, Debug)]
pub struct WhoMay {
    /// Where.
    pub context: RoleContext,
    /// The permission.
    pub permission: Permission,
    /// The room.
    pub room: Id<Room>,
    /// At which moment; none means now.
    pub moment: Option<Time>,
    /// Filter, search, order, page.
    pub wanted: Wanted,
    /// Whether to count all of them.
    pub count: bool,
}

/// Somebody who may.
#[derive(Clone, Debug)]
pub struct PersonExplained {
    /// The person.
    pub person: PersonRow,
    /// Through each of these; the shortest first.
    pub chains: Vec<NamedChain>,
}

impl Question for WhoMay {
    type Answer = Counted<PersonExplained>;
    const NAME: &'static str = "access.people";
    const SHOWS: Option<&'static str> = Some("rooms");

    fn asks(&self, _: &Person) -> (Action, Realm) {
        self.context.views()
    }

    async fn answer(&self, view: &mut View, looking: &Looking<'_>) -> Result<Self::Answer, Refusal> {
        let world = World::of(self.context, view, looking, self.moment).await?;
        world.room(view, looking, self.room).await?;
        let now = world.moment;
        let people = world
            .homes()
            .flat_map(|home| holders(home, &world.at, self.permission, Some(self.room), now, |_| true))
            .collect();
        let found = world.found(people);
        world.look_for_names(view, looking)?;
        let count = if self.count {
            Some(store::explanations::count(view, found.clone(), &self.wanted).await?)
        } else {
            None
        };
        let Listed { items, next } = store::explanations::list(view, found, &self.wanted).await?;
        let explained: Vec<_> = items
            .into_iter()
            .map(|person| {
                let home = world.home(person.home);
                let matter = home.map(|home| Matter {
                    home,
                    user: person.id,
                    at: &world.at,
                    permission: self.permission,
                    room: Some(self.room),
                    now,
                });
                match matter.as_ref().and_then(explain) {
                    Some(Explanation::Allowed(chains)) => (person, chains),
                    _ => (person, Vec::new()),
                }
            })
            .collect();
        let chains = explained.iter().flat_map(|(_, chains)| chains);
        let further = std::iter::empty();
        let names = Names::of(&world, view, looking, Some(self.room), chains, further).await?;
        let items = explained
            .into_iter()
            .map(|(person, chains)| PersonExplained {
                person,
                chains: chains.iter().map(|chain| names.chain(chain)).collect(),
            })
            .collect();
        Ok(Counted { page: Listed { items, next }, count })
    }
}
