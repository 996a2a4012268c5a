//! Sights: what may be listed, counted, searched and exported. A list renders its sight into its statement;
//! there is no list without one.

use std::collections::BTreeMap;

use domain::{
    id::{Id, Organization, Room, RoomGroup, Scope as ScopeKind, User},
    permission::Permission,
    scope::Scope,
};

use crate::{
    action::{Action, Requirement},
    decide::{Missing, Refused, Target, decide, holds},
    facts::Facts,
    grant::{Grant, Reach},
};

/// Where somebody looks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Realm {
    /// At one's own organization.
    Own,
    /// At one customer.
    Customer(Id<Organization>),
    /// At all customers at once; never at one's own organization.
    AllCustomers,
}

/// Rooms of one organization: those in `reach` and, for partners, also in `ceiling`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Region {
    /// The organization.
    pub tenant: Id<Organization>,
    /// The assignment's rooms.
    pub reach: Reach,
    /// The link's rooms.
    pub ceiling: Reach,
}

impl Region {
    /// Whether every room of the organization is in it.
    pub fn is_whole(&self) -> bool {
        self.reach.stored.is_none() && self.ceiling.stored.is_none()
    }
}

/// What a sight extends over.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Extent {
    /// Rooms, and what belongs to them.
    Rooms(Vec<Region>),
    /// Single rooms, each found in sight before.
    Named(Vec<(Id<Organization>, Id<Room>)>),
    /// What belongs to one organization as a whole.
    Organization(Id<Organization>),
    /// What belongs to one person.
    Person(Id<Organization>, Id<User>),
    /// Links of one partner: to all of its customers as metadata, or to named customers.
    Links {
        /// The partner.
        partner: Id<Organization>,
        /// Named customers, or none for all of them.
        customers: Option<Vec<Id<Organization>>>,
    },
    /// Invitations to one partner.
    Invitations {
        /// The partner.
        partner: Id<Organization>,
        /// Whether those addressed to the organization are included.
        to_organization: bool,
        /// The account name whose own named invitations are included.
        to_upn: String,
    },
    /// What the operator looks after: organizations, never their content.
    Operator,
}

/// What may be seen. Made by the engine alone.
#[derive(Clone, Debug, PartialEq, Eq)]
#[must_use]
pub struct Sight {
    extent: Extent,
}

impl Sight {
    /// What the sight extends over.
    pub const fn extent(&self) -> &Extent {
        &self.extent
    }

    /// Whether a room is in sight: the answer that every list of rooms must agree with.
    pub fn covers(&self, tenant: Id<Organization>, room: Id<Room>, groups: &[Id<RoomGroup>]) -> bool {
        match &self.extent {
            Extent::Rooms(regions) => regions.iter().any(|region| {
                region.tenant == tenant
                    && region.reach.covers(room, groups)
                    && region.ceiling.covers(room, groups)
            }),
            Extent::Named(rooms) => rooms.contains(&(tenant, room)),
            _ => false,
        }
    }

    /// The same sight with the content of its stored scopes; what is not told of covers nothing.
    pub fn filled(&self, contents: &BTreeMap<Id<ScopeKind>, Scope>) -> Self {
        let mut filled = self.clone();
        if let Extent::Rooms(regions) = &mut filled.extent {
            for reach in regions.iter_mut().flat_map(|region| [&mut region.reach, &mut region.ceiling]) {
                if let Some(stored) = reach.stored {
                    reach.scope = contents.get(&stored).cloned().unwrap_or(Scope::NOTHING);
                }
            }
        }
        filled
    }

    /// Rooms that were found in a sight.
    pub(crate) const fn naming(rooms: Vec<(Id<Organization>, Id<Room>)>) -> Self {
        Self { extent: Extent::Named(rooms) }
    }

    /// The organizations of which something may be in sight.
    pub fn tenants(&self) -> Vec<Id<Organization>> {
        let mut tenants: Vec<_> = match &self.extent {
            Extent::Rooms(regions) => regions.iter().map(|region| region.tenant).collect(),
            Extent::Named(rooms) => rooms.iter().map(|(tenant, _)| *tenant).collect(),
            Extent::Organization(tenant) | Extent::Person(tenant, _) => vec![*tenant],
            Extent::Links { customers, .. } => customers.clone().unwrap_or_default(),
            Extent::Invitations { .. } | Extent::Operator => Vec::new(),
        };
        tenants.sort_unstable();
        tenants.dedup();
        tenants
    }
}

/// What the caller may see by an action in a realm.
pub fn sight(facts: &Facts, action: Action, realm: Realm) -> Result<Sight, Refused> {
    if !facts.enabled {
        return Err(Refused::Hidden);
    }
    let extent = match action {
        Action::Use(permission) => Extent::Rooms(regions(facts, permission, realm)?),
        Action::AnswerInvitation => invitations(facts)?,
        Action::SeeTenants => links(facts)?,
        Action::Operate => {
            if !facts.is_operator {
                return Err(lacking(Requirement::Operator));
            }
            Extent::Operator
        }
        Action::OwnAccount => Extent::Person(facts.organization, facts.user),
        Action::UseOwn(_)
        | Action::ReadAuditLog
        | Action::AdministerDirectory
        | Action::ReadDirectory
        | Action::ManageTenantManagers
        | Action::RemoveCustomer
        | Action::RescueOrphan => {
            let tenant = match realm {
                Realm::Own => facts.organization,
                Realm::Customer(tenant) => tenant,
                Realm::AllCustomers => return Err(Refused::Hidden),
            };
            let _permit = decide(facts, action, &Target::tenant(tenant))?;
            Extent::Organization(tenant)
        }
    };
    Ok(Sight { extent })
}

fn regions(facts: &Facts, permission: Permission, realm: Realm) -> Result<Vec<Region>, Refused> {
    let lacks = Requirement::Permission(permission);
    let grants: Vec<Grant> = match realm {
        Realm::Own => facts.grants().filter(|grant| grant.tenant == facts.organization).collect(),
        // One's own organization is never a customer of oneself.
        Realm::Customer(tenant) if tenant == facts.organization => return Err(Refused::Hidden),
        Realm::Customer(tenant) => facts.grants().filter(|grant| grant.tenant == tenant).collect(),
        Realm::AllCustomers if !facts.is_partner => return Err(lacking(Requirement::PartnerCapability)),
        Realm::AllCustomers => facts.grants().filter(|grant| grant.tenant != facts.organization).collect(),
    };
    let found: Vec<Region> =
        grants.iter().filter(|grant| grant.allowed().has(permission)).map(region).collect();
    match realm {
        Realm::AllCustomers => Ok(found),
        _ if !found.is_empty() => Ok(found),
        Realm::Customer(_) if grants.is_empty() => Err(Refused::Hidden),
        _ => Err(lacking(lacks)),
    }
}

fn region(grant: &Grant) -> Region {
    Region {
        tenant: grant.tenant,
        reach: grant.reach.clone(),
        ceiling: grant.ceiling.as_ref().map_or(Reach::ALL, |ceiling| ceiling.reach.clone()),
    }
}

fn invitations(facts: &Facts) -> Result<Extent, Refused> {
    if !facts.is_partner {
        return Err(lacking(Requirement::PartnerCapability));
    }
    Ok(Extent::Invitations {
        partner: facts.organization,
        to_organization: facts.answers_invitations(),
        to_upn: facts.upn.clone(),
    })
}

fn links(facts: &Facts) -> Result<Extent, Refused> {
    if !holds(facts, Action::SeeTenants, &Target::tenant(facts.organization)) {
        return Err(lacking(Requirement::PartnerCapability));
    }
    let customers = if facts.answers_invitations() {
        None
    } else {
        let mut tenants: Vec<_> =
            facts.grants().map(|grant| grant.tenant).filter(|tenant| *tenant != facts.organization).collect();
        tenants.sort_unstable();
        tenants.dedup();
        Some(tenants)
    };
    Ok(Extent::Links { partner: facts.organization, customers })
}

const fn lacking(requirement: Requirement) -> Refused {
    Refused::Denied(Missing(requirement))
}
