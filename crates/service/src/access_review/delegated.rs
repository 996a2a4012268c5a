//! What a person of a partner holds by delegation: directory roles, through which relationship and groups, and until when.

use domain::{
    access_review::Standing,
    id::{Id, SecurityGroup},
    role_definition::RoleDefinition,
    time::Time,
};
use store::access_review::{Delegation, Relationship};

/// One way from a relationship through groups of the partner down to a person.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DelegatedChain {
    /// By what it is delegated.
    pub relationship: Relationship,
    /// The directory roles.
    pub roles: Vec<&'static RoleDefinition>,
    /// Whether they open rooms, on the organization's behalf (decision 6).
    pub opens_rooms: bool,
    /// When it ceases to count; none where it does not by itself.
    pub until: Option<Time>,
    /// Whether it counts now, or no more.
    pub standing: Standing,
    /// Whether it gives nothing, since the person holds roles of a granular relationship, which count instead.
    pub is_superseded: bool,
    /// The groups on the way, from the one that holds it down to the one the person is in.
    pub groups: Vec<(Id<SecurityGroup>, String)>,
    /// Since when the whole chain stands.
    pub since: Time,
}

impl DelegatedChain {
    /// What a group holds, as it reaches a person by a way.
    pub(super) fn of(
        delegation: &Delegation,
        groups: Vec<(Id<SecurityGroup>, String)>,
        since: Option<Time>,
        now: Time,
    ) -> Self {
        // Privileges count until Steward has ended them.
        let ends = delegation.until.filter(|_| matches!(delegation.relationship, Relationship::Granular(..)));
        Self {
            relationship: delegation.relationship.clone(),
            roles: delegation.roles.clone(),
            opens_rooms: delegation.opens_rooms && delegation.roles.iter().any(|role| role.acts_as.is_some()),
            until: delegation.until,
            standing: Standing::of_period(None, ends, now),
            is_superseded: false,
            groups,
            since: since.map_or(delegation.since, |since| since.max(delegation.since)),
        }
    }

    const fn is_granular(&self) -> bool {
        matches!(self.relationship, Relationship::Granular(..))
    }
}

/// The chains of one person, those of granular relationships first, by name; they supersede the others while they count.
pub(super) fn in_order(mut chains: Vec<DelegatedChain>) -> Vec<DelegatedChain> {
    let counts = |chain: &DelegatedChain| chain.is_granular() && chain.standing == Standing::Active;
    let superseded = chains.iter().any(counts);
    for chain in &mut chains {
        chain.is_superseded = superseded && !chain.is_granular();
    }
    let name = |chain: &DelegatedChain| match &chain.relationship {
        Relationship::Granular(_, name) => name.clone(),
        Relationship::Privileges(_) => String::new(),
    };
    chains.sort_by_cached_key(|chain| (!chain.is_granular(), name(chain), chain.since));
    chains
}
