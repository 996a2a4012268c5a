//! What a change of a link would give and take, before it is made (decision 17): the engine asked about the facts as they would be.

use std::{
    collections::{BTreeMap, BTreeSet},
    sync::Arc,
};

use authz::{
    Action, Fact, Realm,
    fact::{LinkFacts, Turn},
    preview::{Difference, World, differences},
};
use domain::{
    id::{Id, Link, Room, User},
    link::LinkState,
    permission::{EXTENDABLE, Permission, PermissionSet},
    scope::Scope,
};
use store::{
    View,
    explanations::{Eyes, Found, PersonRow},
    groups::MemberRow,
};

use crate::{
    ask::{Looking, Question},
    caller::Person,
    refusal::{Code, Fault, Refusal},
    roles::named_permissions,
};

/// Asks what people of the partner would gain and lose. What is not proposed stays.
#[derive(Clone, Debug)]
pub struct PreviewLink {
    /// Which link.
    pub link: Id<Link>,
    /// Other rooms.
    pub scope: Option<Scope>,
    /// The keys of the permissions that would be on beyond Primary admins.
    pub extended: Option<Vec<String>>,
}

/// What would change.
#[derive(Clone, Debug, Default)]
pub struct Previewed {
    /// Who is affected, by name.
    pub people: Vec<PersonEffect>,
    /// The rooms of which somebody gains something, by name.
    pub rooms_gained: Vec<MemberRow>,
    /// The rooms of which somebody loses something, by name.
    pub rooms_lost: Vec<MemberRow>,
    /// How many rights are gained: people × permissions × rooms.
    pub gained: usize,
    /// How many are lost.
    pub lost: usize,
}

/// What would change for one person.
#[derive(Clone, Debug)]
pub struct PersonEffect {
    /// The person.
    pub person: PersonRow,
    /// What becomes possible on some room.
    pub gained: PermissionSet,
    /// What ceases to be on some room.
    pub lost: PermissionSet,
    /// On how many rooms something becomes possible.
    pub rooms_gained: usize,
    /// On how many something ceases to be.
    pub rooms_lost: usize,
}

impl Question for PreviewLink {
    type Answer = Previewed;
    const NAME: &'static str = "links.preview";

    fn asks(&self, _: &Person) -> (Action, Realm) {
        (Action::ControlPartners, Realm::Own)
    }

    async fn answer(&self, view: &mut View, looking: &Looking<'_>) -> Result<Previewed, Refusal> {
        let own = Arc::clone(looking.facts.own());
        let position = own.link_position(self.link).ok_or(Refusal::Missing)?;
        let linked = own.rights.linked().get(position).ok_or(Refusal::Missing)?;
        let (tenant, partner) = (own.id, linked.partner);
        let scope = self.scope.clone().unwrap_or_else(|| linked.reach.scope.as_ref().clone());
        let extended = match &self.extended {
            Some(keys) => extendable(keys)?,
            None => linked.ceiling,
        };
        // The proposed scope is stored nowhere; in the copy it goes by the identifier of the link.
        let stored = Id::new(self.link.uuid());
        let state = if linked.is_active { LinkState::Active } else { LinkState::Suspended };
        let facts = [
            Fact::Scope { scope: stored, content: Turn::begins(scope) },
            Fact::Link {
                link: self.link,
                is: Turn::begins(LinkFacts { partner, state, scope: stored, extended }),
            },
        ];
        let concerned = view.organizations(&[tenant, partner]).await?;
        let before: World = concerned.into_iter().map(|facts| (facts.id, facts)).collect();
        let mut after = before.clone();
        if let Some(changed) = after.get_mut(&tenant) {
            Arc::make_mut(changed).apply(&facts);
        }
        let found = differences(&before, &after, partner, tenant, looking.facts.now);
        described(view, looking, &found).await
    }
}

fn extendable(keys: &[String]) -> Result<PermissionSet, Refusal> {
    let (permissions, mut faults) = named_permissions(keys);
    let beyond = |key: &str| Permission::from_key(key).is_some_and(|permission| !EXTENDABLE.has(permission));
    let refused = keys.iter().enumerate().filter(|(_, key)| beyond(key));
    faults.extend(
        refused.map(|(index, _)| Fault::new(format!("extendedPermissions/{index}"), Code::NotExtendable)),
    );
    if faults.is_empty() { Ok(permissions) } else { Err(Refusal::Invalid(Code::InvalidValue, faults)) }
}

/// Names who and what is affected, as far as the reader sees it.
async fn described(
    view: &mut View,
    looking: &Looking<'_>,
    found: &[Difference],
) -> Result<Previewed, Refusal> {
    let Some(first) = found.first() else { return Ok(Previewed::default()) };
    let mut effects: BTreeMap<Id<User>, (PermissionSet, PermissionSet, usize, usize)> = BTreeMap::new();
    let (mut gained, mut lost) = (0, 0);
    for it in found {
        let effect = effects.entry(it.user).or_insert((PermissionSet::NONE, PermissionSet::NONE, 0, 0));
        effect.0 = effect.0.or(it.gained);
        effect.1 = effect.1.or(it.lost);
        effect.2 += usize::from(!it.gained.is_empty());
        effect.3 += usize::from(!it.lost.is_empty());
        gained += it.gained.iter().count();
        lost += it.lost.iter().count();
    }
    let people =
        Found { eyes: Eyes::Own, homes: vec![first.home], people: effects.keys().copied().collect() };
    let people = store::explanations::people(view, people).await?;
    let people = people
        .into_iter()
        .filter_map(|person| {
            let (gained, lost, rooms_gained, rooms_lost) = *effects.get(&person.id)?;
            Some(PersonEffect { person, gained, lost, rooms_gained, rooms_lost })
        })
        .collect();
    let where_some = |of: fn(&Difference) -> PermissionSet| -> BTreeSet<Id<Room>> {
        found.iter().filter(|it| !of(it).is_empty()).map(|it| it.room).collect()
    };
    let (gaining, losing) = (where_some(|it| it.gained), where_some(|it| it.lost));
    view.look(looking.sight(Action::Use(Permission::RoomView), Realm::Own)?);
    let rooms = store::groups::rooms_in_sight(view, gaining.union(&losing).copied().collect()).await?;
    let rooms_gained = rooms.iter().filter(|room| gaining.contains(&room.id)).cloned().collect();
    let rooms_lost = rooms.iter().filter(|room| losing.contains(&room.id)).cloned().collect();
    Ok(Previewed { people, rooms_gained, rooms_lost, gained, lost })
}
