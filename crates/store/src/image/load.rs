//! Reading organizations as a whole: at the start of a node, and when one is asked for first.

use std::collections::BTreeSet;

use authz::{
    Fact,
    fact::{
        AssignmentFacts, GranularFacts, GranularHolder, LinkFacts, PlaceParent, ResellerFacts,
        SubscriptionRoleFacts, Turn,
    },
    image::{OrganizationFacts, RoomLine},
};
use domain::{
    agent::Agent,
    directory::Principal,
    granular_relationship::Status,
    id::{GranularRelationship, Id, Organization, Room, RoomGroup, Scope as ScopeKind, UpdateRing, User},
    link::LinkState,
    role::{DirectoryRole, SiteLeadProfile},
    scope::{Parts, Scope},
    subscription::SubscriptionRole,
    time::Time,
};
use rustc_hash::FxHashMap;

use super::{shown, tickets};
use crate::{
    assignments::role,
    db::Tx,
    error::StoreError,
    facts::{maybe_word, word},
    feed::ask,
    granular_relationships::templates,
    links::permissions,
    value::Row,
    values,
};

const IDS: &str = "select organization_id from organizations";
// Each statement is cut to some organizations by the column it begins with.
const ORGANIZATIONS: &str = "select o.organization_id, o.is_partner, o.is_operator, o.site_lead, v.version \
     from organizations o join access_versions v on v.tenant_id = o.organization_id";
const USERS: &str = "select tenant_id, user_id, enabled, unconfirmed_by from users";
const GROUP_MEMBERS: &str = "select tenant_id, group_id, member_kind, member_id from security_group_members";
const DIRECTORY_ROLES: &str = "select tenant_id, role, member_kind, member_id from directory_role_members";
const AGENT_GROUPS: &str = "select tenant_id, group_id, agent from security_groups";
const RESELLERS: &str = "select tenant_id, relationship_id, partner_id, has_privileges, ended_at, opens_rooms from reseller_relationships";
const SUBSCRIPTION_ROLES: &str = "select tenant_id, assignment_id, subscription_id, role, home_id, member_kind, member_id from subscription_assignments";
const GRANULARS: &str = "select customer_id, relationship_id, tenant_id, status, extends, ends_at, opens_rooms from granular_relationships";
const GRANULAR_HOLDERS: &str = "select r.customer_id, r.relationship_id, a.group_id, a.roles \
     from granular_relationships r join access_assignments a on a.tenant_id = r.tenant_id \
     and a.relationship_id = r.relationship_id and a.status = 'active'";
const TENANT_MANAGERS: &str = "select tenant_id, member_kind, member_id from tenant_managers";
const PLACES: &str = "select tenant_id, place_id, parent_id from places";
const ROOMS: &str =
    "select tenant_id, room_id, name_key, health, monitoring, last_seen_at, place_id from rooms";
const ROOM_GROUPS: &str = "select tenant_id, room_id, group_id from room_group_members";
const ROOM_RINGS: &str = "select tenant_id, room_id, ring_id from room_rings";
const SCOPES: &str = "select tenant_id, scope_id, whole from scopes";
const SCOPE_ROOMS: &str = "select tenant_id, scope_id, room_id, excluded from scope_rooms";
const SCOPE_GROUPS: &str = "select tenant_id, scope_id, group_id, excluded from scope_groups";
const SCOPE_PLACES: &str = "select tenant_id, scope_id, place_id, excluded from scope_places";
const ROLES: &str = "select tenant_id, role_id, permissions from roles";
const LINKS: &str = "select tenant_id, link_id, partner_id, state, scope_id, extended from links";
const BLOCKS: &str = "select tenant_id, user_id from blocks";
const ASSIGNMENTS: &str =
    "select tenant_id, assignment_id, link_id, role, role_id, scope_id, starts_at, ends_at from assignments";
const MEMBERS: &str = "select tenant_id, assignment_id, member_kind, member_id from assignment_members";

struct Reading<'a> {
    tx: &'a mut Tx,
    only: &'a [Id<Organization>],
    facts: FxHashMap<Id<Organization>, Vec<Fact>>,
}

impl Reading<'_> {
    async fn rows(&mut self, text: &'static str) -> Result<Vec<Row>, StoreError> {
        let column = text.strip_prefix("select ").and_then(|rest| rest.split(',').next());
        let column = column.ok_or(StoreError::Door("a statement without an organization"))?;
        let text = format!("{text} where {column} {{in $1}}");
        ask(self.tx, &text, values![self.only.to_vec()]).await
    }

    /// Reads facts, one a row.
    async fn facts(
        &mut self,
        text: &'static str,
        read: impl Fn(&Row) -> Result<Fact, StoreError>,
    ) -> Result<(), StoreError> {
        for row in self.rows(text).await? {
            self.facts.entry(row.get(0)?).or_default().push(read(&row)?);
        }
        Ok(())
    }

    async fn scopes(&mut self) -> Result<(), StoreError> {
        type Key = (Id<Organization>, Id<ScopeKind>);
        fn put<T: Ord>(
            scopes: &mut FxHashMap<Key, Scope>,
            row: &Row,
            id: T,
            set: impl Fn(&mut Parts) -> &mut BTreeSet<T>,
        ) -> Result<(), StoreError> {
            if let Some(scope) = scopes.get_mut(&(row.get(0)?, row.get(1)?)) {
                let is_excluded: bool = row.get(3)?;
                let parts = if is_excluded { &mut scope.excluded } else { &mut scope.included };
                set(parts).insert(id);
            }
            Ok(())
        }
        let mut scopes: FxHashMap<Key, Scope> = FxHashMap::default();
        for row in self.rows(SCOPES).await? {
            scopes.insert((row.get(0)?, row.get(1)?), Scope { whole: row.get(2)?, ..Scope::NOTHING });
        }
        for row in self.rows(SCOPE_ROOMS).await? {
            put(&mut scopes, &row, row.get(2)?, |parts| &mut parts.rooms)?;
        }
        for row in self.rows(SCOPE_GROUPS).await? {
            put(&mut scopes, &row, row.get(2)?, |parts| &mut parts.groups)?;
        }
        for row in self.rows(SCOPE_PLACES).await? {
            put(&mut scopes, &row, row.get(2)?, |parts| &mut parts.places)?;
        }
        for ((tenant, scope), content) in scopes {
            self.facts.entry(tenant).or_default().push(Fact::Scope { scope, content: Turn::begins(content) });
        }
        Ok(())
    }

    async fn people(&mut self) -> Result<(), StoreError> {
        for row in self.rows(USERS).await? {
            let user: Id<User> = row.get(1)?;
            let facts = self.facts.entry(row.get(0)?).or_default();
            facts.push(Fact::Person { user, enabled: Turn::begins(row.get(2)?) });
            if row.get::<Option<Id<Organization>>>(3)?.is_some() {
                facts.push(Fact::Unconfirmed { user, is: Turn::BEGINS });
            }
        }
        Ok(())
    }

    async fn agent_groups(&mut self) -> Result<(), StoreError> {
        for row in self.rows(AGENT_GROUPS).await? {
            let Some(agent) = maybe_word(&row, 2, Agent::from_key)? else { continue };
            let fact = Fact::AgentGroup { group: row.get(1)?, agent, is: Turn::BEGINS };
            self.facts.entry(row.get(0)?).or_default().push(fact);
        }
        Ok(())
    }

    async fn resellers(&mut self) -> Result<(), StoreError> {
        for row in self.rows(RESELLERS).await? {
            if row.get::<Option<Time>>(4)?.is_some() {
                continue;
            }
            let (partner, has_privileges, opens_rooms) = (row.get(2)?, row.get(3)?, row.get(5)?);
            let facts = ResellerFacts { partner, has_privileges, opens_rooms };
            let fact = Fact::Reseller { relationship: row.get(1)?, is: Turn::begins(facts) };
            self.facts.entry(row.get(0)?).or_default().push(fact);
        }
        Ok(())
    }

    async fn granulars(&mut self) -> Result<(), StoreError> {
        let mut holders: FxHashMap<Id<GranularRelationship>, Vec<GranularHolder>> = FxHashMap::default();
        for row in self.rows(GRANULAR_HOLDERS).await? {
            let holder = GranularHolder { group: row.get(2)?, roles: templates(row.text(3)?)? };
            holders.entry(row.get(1)?).or_default().push(holder);
        }
        for row in self.rows(GRANULARS).await? {
            let status = word(&row, 3, Status::from_key)?;
            if !status.is_live() {
                continue;
            }
            let relationship = row.get(1)?;
            let extends: bool = row.get(4)?;
            let mut holders = holders.remove(&relationship).unwrap_or_default();
            holders.sort_unstable();
            let facts = GranularFacts {
                partner: row.get(2)?,
                is_active: status == Status::Active,
                until: if extends { None } else { row.get(5)? },
                holders,
                opens_rooms: row.get(6)?,
            };
            let fact = Fact::Granular { relationship, is: Turn::begins(facts) };
            self.facts.entry(row.get(0)?).or_default().push(fact);
        }
        Ok(())
    }

    async fn rooms(&mut self) -> Result<FxHashMap<Id<Organization>, Vec<RoomLine>>, StoreError> {
        let mut groups: FxHashMap<Id<Room>, Vec<Id<RoomGroup>>> = FxHashMap::default();
        for row in self.rows(ROOM_GROUPS).await? {
            groups.entry(row.get(1)?).or_default().push(row.get(2)?);
        }
        let mut rings: FxHashMap<Id<Room>, Id<UpdateRing>> = FxHashMap::default();
        for row in self.rows(ROOM_RINGS).await? {
            rings.insert(row.get(1)?, row.get(2)?);
        }
        let mut open = tickets::of_organizations(self.tx, self.only).await?;
        let mut lines: FxHashMap<Id<Organization>, Vec<RoomLine>> = FxHashMap::default();
        for row in self.rows(ROOMS).await? {
            let id: Id<Room> = row.get(1)?;
            lines.entry(row.get(0)?).or_default().push(RoomLine {
                id,
                name: row.text(2)?.into(),
                shown: shown(&row, 3, 4)?,
                last_seen: row.get(5)?,
                groups: groups.remove(&id).unwrap_or_default(),
                place: row.get(6)?,
                ring: rings.get(&id).copied(),
                tickets: open.remove(&id).unwrap_or_default(),
            });
        }
        Ok(lines)
    }
}

/// Every organization.
pub(super) async fn ids(tx: &mut Tx) -> Result<Vec<Id<Organization>>, StoreError> {
    ask(tx, IDS, values![]).await?.iter().map(|row| row.get(0)).collect()
}

/// Organizations with all their facts and their versions.
pub(super) async fn organizations(
    tx: &mut Tx,
    only: &[Id<Organization>],
) -> Result<Vec<(OrganizationFacts, i64)>, StoreError> {
    let mut reading = Reading { tx, only, facts: FxHashMap::default() };
    let organizations = reading.rows(ORGANIZATIONS).await?;
    reading.people().await?;
    reading
        .facts(GROUP_MEMBERS, |row| {
            Ok(Fact::GroupMember { group: row.get(1)?, member: principal(row, 2)?, is: Turn::BEGINS })
        })
        .await?;
    reading
        .facts(DIRECTORY_ROLES, |row| {
            let role = word(row, 1, DirectoryRole::from_key)?;
            Ok(Fact::DirectoryRole { role, member: principal(row, 2)?, is: Turn::BEGINS })
        })
        .await?;
    reading.agent_groups().await?;
    reading.resellers().await?;
    reading.granulars().await?;
    reading
        .facts(SUBSCRIPTION_ROLES, |row| {
            let facts = SubscriptionRoleFacts {
                subscription: row.get(2)?,
                role: word(row, 3, SubscriptionRole::from_key)?,
                home: row.get(4)?,
                member: principal(row, 5)?,
            };
            Ok(Fact::SubscriptionRole { assignment: row.get(1)?, is: Turn::begins(facts) })
        })
        .await?;
    reading
        .facts(TENANT_MANAGERS, |row| {
            Ok(Fact::TenantManager { member: principal(row, 1)?, is: Turn::BEGINS })
        })
        .await?;
    reading
        .facts(PLACES, |row| {
            let parent = Turn::begins(PlaceParent { within: row.get(2)? });
            Ok(Fact::Place { place: row.get(1)?, parent })
        })
        .await?;
    reading.scopes().await?;
    reading
        .facts(ROLES, |row| {
            Ok(Fact::CustomRole { role: row.get(1)?, permissions: Turn::begins(permissions(row, 2)?) })
        })
        .await?;
    reading
        .facts(LINKS, |row| {
            let link = LinkFacts {
                partner: row.get(2)?,
                state: word(row, 3, LinkState::from_key)?,
                scope: row.get(4)?,
                extended: permissions(row, 5)?,
            };
            Ok(Fact::Link { link: row.get(1)?, is: Turn::begins(link) })
        })
        .await?;
    reading.facts(BLOCKS, |row| Ok(Fact::Block { user: row.get(1)?, is: Turn::BEGINS })).await?;
    reading
        .facts(ASSIGNMENTS, |row| {
            let assignment = AssignmentFacts {
                link: row.get(2)?,
                role: role(row, 3)?,
                scope: row.get(5)?,
                from: row.get(6)?,
                until: row.get(7)?,
            };
            Ok(Fact::Assignment { assignment: row.get(1)?, is: Turn::begins(assignment) })
        })
        .await?;
    reading
        .facts(MEMBERS, |row| {
            let member = principal(row, 2)?;
            Ok(Fact::AssignmentMember { assignment: row.get(1)?, member, is: Turn::BEGINS })
        })
        .await?;
    let mut rooms = reading.rooms().await?;
    let mut facts = reading.facts;
    organizations
        .iter()
        .map(|row| {
            let id = row.get(0)?;
            let mut organization = OrganizationFacts::new(id);
            organization.is_partner = row.get(1)?;
            organization.is_operator = row.get(2)?;
            organization.profile = word(row, 3, SiteLeadProfile::from_key)?;
            organization.set_rooms(rooms.remove(&id).unwrap_or_default());
            organization.apply(&facts.remove(&id).unwrap_or_default());
            Ok((organization, row.get(4)?))
        })
        .collect()
}

/// A principal from its kind and the identifier in the column behind.
fn principal(row: &Row, kind: usize) -> Result<Principal, StoreError> {
    let word = row.text(kind)?;
    Principal::new(word, row.get(kind + 1)?).ok_or_else(|| StoreError::Word(word.to_owned()))
}
