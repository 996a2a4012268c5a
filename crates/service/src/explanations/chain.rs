//! Chains in names.

use std::collections::{BTreeMap, BTreeSet};

use authz::{
    Action, Realm, Source,
    explain::{Chain, CoveredBy},
};
use domain::{
    id::{Assignment, GranularRelationship, Id, Place, Room, RoomGroup, SecurityGroup},
    permission::Permission,
};
use store::{View, explanations::AssignmentName, granular_relationships::lists};

use super::world::World;
use crate::{ask::Looking, refusal::Refusal};

/// A chain with the names that its reader sees.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NamedChain {
    /// Where the right comes from.
    pub source: Source,
    /// The assignment; none for a directory role.
    pub assignment: Option<AssignmentName>,
    /// The name of the granular relationship, where that is the reader's to know.
    pub relationship_name: Option<String>,
    /// The groups from the person up to the member; a name is none where it is not the reader's to know.
    pub groups: Vec<(Id<SecurityGroup>, Option<String>)>,
    /// By what the assignment covers the room.
    pub covered_by: Option<NamedCover>,
    /// By what the link covers it.
    pub link_covers_by: Option<NamedCover>,
    /// From when on it counts, where that was said.
    pub from: Option<domain::time::Time>,
    /// From when on it counts no more.
    pub until: Option<domain::time::Time>,
}

/// What covers a room, with its name where the reader sees it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum NamedCover {
    /// Every room, or every one but some.
    All,
    /// The room itself.
    Room,
    /// A group.
    Group(Id<RoomGroup>, Option<String>),
    /// A place.
    Place(Id<Place>, Option<String>),
}

/// Names by identifier.
#[derive(Default)]
pub(super) struct Names {
    groups: BTreeMap<Id<SecurityGroup>, String>,
    assignments: BTreeMap<Id<Assignment>, AssignmentName>,
    relationships: BTreeMap<Id<GranularRelationship>, String>,
    room_groups: BTreeMap<Id<RoomGroup>, String>,
    places: BTreeMap<Id<Place>, String>,
}

/// The assignment of a source; none for a directory role.
pub(super) const fn assignment_of(source: Source) -> Option<Id<Assignment>> {
    match source {
        Source::DirectoryRole(_)
        | Source::DelegatedAdmin { .. }
        | Source::GranularAdmin { .. }
        | Source::SubscriptionRole { .. } => None,
        Source::OwnRole { assignment, .. } | Source::PartnerRole { assignment, .. } => Some(assignment),
    }
}

/// The granular relationship of a source.
const fn relationship_of(source: Source) -> Option<Id<GranularRelationship>> {
    match source {
        Source::GranularAdmin { relationship, .. } => Some(relationship),
        _ => None,
    }
}

impl Names {
    /// Looks up what stands on chains, on the way to a room, and further assignments.
    pub(super) async fn of<'a>(
        world: &World,
        view: &mut View,
        looking: &Looking<'_>,
        room: Option<Id<Room>>,
        chains: impl Iterator<Item = &'a Chain>,
        further: impl Iterator<Item = Id<Assignment>>,
    ) -> Result<Self, Refusal> {
        let mut names = Self::default();
        let (mut groups, mut assignments) = (Vec::new(), further.collect::<Vec<_>>());
        let mut relationships = BTreeSet::new();
        for chain in chains {
            groups.extend(&chain.groups);
            relationships.extend(relationship_of(chain.source));
            assignments.extend(assignment_of(chain.source));
        }
        world.look_for_names(view, looking)?;
        let homes = world.homes().map(|home| home.id).collect();
        if !groups.is_empty() {
            let found = store::explanations::groups(view, world.eyes(), homes, groups).await?;
            names.groups = found.into_iter().collect();
        }
        if !assignments.is_empty() {
            let tenant = world.at.id;
            let found = store::explanations::assignments(view, world.eyes(), tenant, assignments).await?;
            names.assignments = found.into_iter().map(|it| (it.id, it)).collect();
        }
        if let Some(room) = room {
            let (_, realm) = world.context.views();
            if let Ok(sight) = looking.sight(Action::Use(Permission::GroupView), realm) {
                view.look(sight);
                names.room_groups = store::rooms::groups(view, room).await?.into_iter().collect();
            }
            view.look(looking.sight(Action::Use(Permission::RoomView), realm)?);
            let way = store::rooms::way(view, room).await?;
            names.places = way.into_iter().map(|step| (step.id, step.name)).collect();
        }
        // What was agreed with partners is a setting.
        let settings = looking.sight(Action::UseOwn(Permission::SettingsView), Realm::Own);
        if let (false, Ok(sight)) = (relationships.is_empty(), settings) {
            view.look(sight);
            for id in relationships {
                if let Some(found) = lists::find_granted(view, id).await? {
                    names.relationships.insert(id, found.name);
                }
            }
        }
        Ok(names)
    }

    pub(super) fn assignment(&self, id: Id<Assignment>) -> Option<AssignmentName> {
        self.assignments.get(&id).cloned()
    }

    pub(super) fn chain(&self, chain: &Chain) -> NamedChain {
        let groups = chain.groups.iter().map(|group| (*group, self.groups.get(group).cloned()));
        NamedChain {
            source: chain.source,
            assignment: assignment_of(chain.source).and_then(|id| self.assignment(id)),
            relationship_name: relationship_of(chain.source)
                .and_then(|id| self.relationships.get(&id).cloned()),
            groups: groups.collect(),
            covered_by: chain.covered_by.map(|it| self.cover(it)),
            link_covers_by: chain.link_covers_by.map(|it| self.cover(it)),
            from: chain.from,
            until: chain.until,
        }
    }

    fn cover(&self, by: CoveredBy) -> NamedCover {
        match by {
            CoveredBy::All => NamedCover::All,
            CoveredBy::Room => NamedCover::Room,
            CoveredBy::Group(group) => NamedCover::Group(group, self.room_groups.get(&group).cloned()),
            CoveredBy::Place(place) => NamedCover::Place(place, self.places.get(&place).cloned()),
        }
    }
}
