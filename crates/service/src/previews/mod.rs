//! What a change would give and take, told before it is made (decision 17): one shape for every kind of change, filled by
//! the engine, which is asked about the facts as they are and as they would be.
//!
//! Invariant: a preview decides nothing by a rule of its own; it counts what the engine tells and is cut to the sight of
//! its reader.

mod directory;
mod export;

use std::{
    collections::{BTreeMap, BTreeSet},
    sync::Arc,
};

use authz::{
    Fact, Sight,
    image::OrganizationFacts,
    preview::{
        World,
        changes::{Change, Concerned, changes},
        effect,
    },
};
use domain::{
    id::{Id, Organization, Room, User},
    permission::{Permission, PermissionSet},
    role_definition::RoleDefinition,
};
use store::{
    View,
    explanations::{Eyes, Found},
    groups::MemberRow,
};

pub use authz::preview::changes::Part;

pub use self::{
    directory::{DirectoryChange, PreviewDirectory},
    export::{Preview, export},
};
use crate::{ask::Looking, refusal::Refusal};

/// So many rooms are named at most on each side; all of them are counted.
const NAMED: usize = 1000;

/// What a change would do in one organization.
#[derive(Clone, Debug)]
pub struct Previewed {
    /// The organization whose rooms it is about.
    pub tenant: Id<Organization>,
    /// Its name, where the change goes through several.
    pub name: String,
    /// All people together.
    pub effect: Effect,
    /// How many rights are gained: people × permissions × rooms.
    pub gained: usize,
    /// How many are lost.
    pub lost: usize,
    /// Who gains or loses something, by name.
    pub people: Vec<PersonEffect>,
    /// The first rooms in sight on which somebody gains something, by name.
    pub rooms_gained: Vec<MemberRow>,
    /// Those on which somebody loses something.
    pub rooms_lost: Vec<MemberRow>,
    /// Who gains or loses directory roles there by what is delegated, by name.
    pub delegated: Vec<DelegatedEffect>,
}

/// Which directory roles one person gains and loses at a customer.
#[derive(Clone, Debug)]
pub struct DelegatedEffect {
    /// The person.
    pub who: Arc<Who>,
    /// The roles that come.
    pub gained: Vec<&'static RoleDefinition>,
    /// Those that go.
    pub lost: Vec<&'static RoleDefinition>,
}

/// All people together: how many gain or lose what, on how many rooms.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Effect {
    /// What becomes possible.
    pub gained: Share,
    /// What ceases to be.
    pub lost: Share,
}

/// One side of an effect.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Share {
    /// How many people.
    pub people: usize,
    /// What, taken together.
    pub permissions: PermissionSet,
    /// On how many rooms.
    pub rooms: usize,
}

/// What a change would do to one person.
#[derive(Clone, Debug)]
pub struct PersonEffect {
    /// The person.
    pub who: Arc<Who>,
    /// What becomes possible.
    pub gained: Arc<Part>,
    /// What ceases to be.
    pub lost: Arc<Part>,
}

impl PersonEffect {
    /// The account of a person who has a name of their own.
    pub fn account(&self) -> &str {
        if self.who.name.is_empty() { "" } else { &self.who.upn }
    }
}

/// A person, as far as known: whoever will accept an invitation is not yet.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Who {
    /// The person; none where an account is named that nobody was asked about.
    pub id: Option<Id<User>>,
    /// The name.
    pub name: String,
    /// The account name.
    pub upn: String,
}

impl Effect {
    fn of(found: &effect::Effect) -> Self {
        let share = |share: &effect::Share| Share {
            people: share.people.len(),
            permissions: share.permissions,
            rooms: share.rooms.len(),
        };
        Self { gained: share(&found.gained), lost: share(&found.lost) }
    }

    /// Whether anybody gains or loses anything now.
    pub const fn touches_anybody(&self) -> bool {
        self.gained.people > 0 || self.lost.people > 0
    }
}

impl PersonEffect {
    /// Each permission with the number of rooms on which it comes, and goes.
    pub fn permissions(&self) -> impl Iterator<Item = (Permission, usize, usize)> {
        let on = |part: &Part, permission| part.permissions.get(&permission).copied().unwrap_or_default();
        let counted = move |it| (it, on(&self.gained, it), on(&self.lost, it));
        Permission::ALL.into_iter().map(counted).filter(|(_, gained, lost)| gained + lost > 0)
    }
}

impl Previewed {
    /// Nothing changes for anybody.
    pub fn nothing(tenant: Id<Organization>) -> Self {
        Self {
            tenant,
            name: String::new(),
            effect: Effect::default(),
            gained: 0,
            lost: 0,
            people: Vec::new(),
            rooms_gained: Vec::new(),
            rooms_lost: Vec::new(),
            delegated: Vec::new(),
        }
    }

    /// Puts names to what the engine found: of people in the order given, of rooms those given.
    fn of(tenant: Id<Organization>, found: Vec<Change>, people: &[Arc<Who>], rooms: &[MemberRow]) -> Self {
        let together = effect::Effect::of(&found);
        let rights = |part: fn(&Change) -> &Part| -> usize {
            found.iter().map(|change| part(change).rights() * change.people.len()).sum()
        };
        let (gained, lost) = (rights(|it| &it.gained), rights(|it| &it.lost));
        let mut parts: BTreeMap<Id<User>, (Arc<Part>, Arc<Part>)> = BTreeMap::new();
        for Change { people, gained, lost } in found {
            let part = (Arc::new(gained), Arc::new(lost));
            parts.extend(people.into_iter().map(|user| (user, part.clone())));
        }
        let person = |who: &Arc<Who>| {
            let (gained, lost) = parts.get(&who.id?)?.clone();
            Some(PersonEffect { who: Arc::clone(who), gained, lost })
        };
        let of = |ids: &BTreeSet<Id<Room>>| {
            rooms.iter().filter(|room| ids.contains(&room.id)).take(NAMED).cloned().collect()
        };
        Self {
            tenant,
            name: String::new(),
            effect: Effect::of(&together),
            gained,
            lost,
            people: people.iter().filter_map(person).collect(),
            rooms_gained: of(&together.gained.rooms),
            rooms_lost: of(&together.lost.rooms),
            delegated: Vec::new(),
        }
    }
}

/// Organizations as they are, and as they would be if facts of one of them became true.
pub(crate) fn worlds(
    known: impl IntoIterator<Item = Arc<OrganizationFacts>>,
    changed: Id<Organization>,
    facts: &[Fact],
) -> (World, World) {
    let before: World = known.into_iter().map(|facts| (facts.id, facts)).collect();
    let mut after = before.clone();
    if let Some(changed) = after.get_mut(&changed) {
        Arc::make_mut(changed).apply(facts);
    }
    (before, after)
}

/// What facts of one organization would change there for the people of one, by name.
pub(crate) struct Proposal<'a> {
    /// The organization of the people.
    pub home: Id<Organization>,
    /// The organization of the rooms, whose facts change.
    pub tenant: Id<Organization>,
    /// The facts.
    pub facts: &'a [Fact],
    /// From whose eyes people are named.
    pub eyes: Eyes,
    /// The sight under which they are.
    pub names: Sight,
    /// The rooms that may be named; none names none.
    pub rooms: Option<Sight>,
    /// Whether only these rooms are told of at all.
    pub cut: bool,
}

impl Proposal<'_> {
    pub(crate) async fn preview(self, view: &mut View, looking: &Looking<'_>) -> Result<Previewed, Refusal> {
        let Self { home, tenant, facts, eyes, names, rooms, cut } = self;
        let known = view.organizations(&[home, tenant]).await?;
        let (before, after) = worlds(known, tenant, facts);
        let concerned = Concerned { home, tenant, people: None, now: looking.facts.now };
        let tells = |room| !cut || rooms.as_ref().is_some_and(|sight| sight.covers(tenant, room));
        let found = changes(&before, &after, concerned, tells);
        if found.is_empty() {
            return Ok(Previewed::nothing(tenant));
        }
        view.look(names);
        let people = named(view, eyes, home, &found).await?;
        let shown = name_rooms(view, &before, vec![(tenant, found)], &people, rooms).await?;
        Ok(shown.into_iter().next().unwrap_or_else(|| Previewed::nothing(tenant)))
    }
}

/// The people of changes, in the order of their names.
pub(crate) async fn named<'a>(
    view: &mut View,
    eyes: Eyes,
    home: Id<Organization>,
    found: impl IntoIterator<Item = &'a Change>,
) -> Result<Vec<Arc<Who>>, Refusal> {
    let people = found.into_iter().flat_map(|change| change.people.iter().copied()).collect();
    people_named(view, eyes, home, people).await
}

/// People in the order of their names.
async fn people_named(
    view: &mut View,
    eyes: Eyes,
    home: Id<Organization>,
    people: BTreeSet<Id<User>>,
) -> Result<Vec<Arc<Who>>, Refusal> {
    let found = Found { eyes, homes: vec![home], people: people.into_iter().collect() };
    let rows = store::explanations::people(view, found).await?;
    Ok(rows.into_iter().map(|row| Arc::new(Who { id: Some(row.id), name: row.name, upn: row.upn })).collect())
}

/// The first rooms of changes that may be named, in the order of their names.
fn nameable(at: &OrganizationFacts, found: &[Change], sight: &Sight) -> Vec<Id<Room>> {
    let first = |part: fn(&Change) -> &Part| {
        let rooms = found.iter().flat_map(move |change| &part(change).rooms);
        let seen = rooms.filter(|room| sight.covers(at.id, **room));
        let positions: BTreeSet<usize> = seen.filter_map(|room| at.rooms.position(*room)).collect();
        positions.into_iter().take(NAMED).filter_map(|position| at.rooms.id(position))
    };
    first(|it| &it.gained).chain(first(|it| &it.lost)).collect()
}

/// Names the rooms of organizations that are all seen by one sight.
pub(crate) async fn name_rooms(
    view: &mut View,
    known: &World,
    found: Vec<(Id<Organization>, Vec<Change>)>,
    people: &[Arc<Who>],
    sight: Option<Sight>,
) -> Result<Vec<Previewed>, Refusal> {
    let mut rooms: Vec<MemberRow> = Vec::new();
    if let Some(sight) = sight {
        let at = |tenant: &Id<Organization>| known.get(tenant).map(|at| -> &OrganizationFacts { at });
        let wanted: Vec<_> = found
            .iter()
            .filter_map(|(tenant, found)| Some(nameable(at(tenant)?, found, &sight)))
            .flatten()
            .collect();
        if !wanted.is_empty() {
            view.look(sight);
            rooms = store::groups::rooms_in_sight(view, wanted).await?;
        }
    }
    Ok(found.into_iter().map(|(tenant, found)| Previewed::of(tenant, found, people, &rooms)).collect())
}
