//! The narrow door for what the engine must know before it decides. It answers in the engine's own types and
//! never leaves the service layer.

use std::collections::{BTreeMap, BTreeSet};

use authz::{About, Ceiling, Facts, Grant, Reach, RoomFacts, Source};
use domain::{
    id::{Id, Invitation, Link, Organization, Room, RoomGroup, Scope as ScopeKind, User},
    link::LinkState,
    role::{BuiltInRole, DirectoryRole},
    scope::Scope,
    time::Time,
};

use crate::{error::StoreError, feed::ask, opening::Opening, value::Row, values};

/// Of which organizations assignments are needed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Concerning {
    /// One organization, and one of its rooms if the decision is about a room.
    One(Id<Organization>, Option<Id<Room>>),
    /// Every organization.
    All,
}

const PERSON: &str = "select u.upn, u.enabled, o.is_operator, o.is_partner from users u \
     join organizations o on o.organization_id = u.tenant_id where u.tenant_id = $1 and u.user_id = $2";

/// The person and all groups around it: nested groups resolve transitively.
const PRINCIPALS: &str = "with recursive around (id) as (\
       select cast($2 as {id}) \
       union select m.group_id from security_group_members m join around a on m.member_id = a.id \
       where m.tenant_id = $1) \
     select id from around";

const ROLES: &str = "select role from directory_role_members where tenant_id = $1 and member_id {in $2}";
const TENANT_MANAGER: &str = "select 1 from tenant_managers where tenant_id = $1 and member_id {in $2}";
const BLOCKS: &str = "select b.tenant_id from link_blocks b join links l \
     on l.tenant_id = b.tenant_id and l.link_id = b.link_id \
     where b.user_id = $1 and l.state in ('active', 'suspended')";

const ASSIGNMENTS: &str = "select a.tenant_id, a.assignment_id, a.role, a.scope_id, s.whole, a.starts_at, a.ends_at, \
       a.link_id, l.state, l.scope_id, ls.whole, m.home_id, l.partner_id \
     from assignment_members m \
     join assignments a on a.tenant_id = m.tenant_id and a.assignment_id = m.assignment_id \
     join scopes s on s.tenant_id = a.tenant_id and s.scope_id = a.scope_id \
     left join links l on l.tenant_id = a.tenant_id and l.link_id = a.link_id \
     left join scopes ls on ls.tenant_id = l.tenant_id and ls.scope_id = l.scope_id \
     where m.member_id {in $1}";

const SCOPE_ROOMS: &str =
    "select scope_id, room_id from scope_rooms where tenant_id = $1 and scope_id {in $2} and room_id = $3";
const SCOPE_GROUPS: &str = "select scope_id, group_id from scope_groups where tenant_id = $1 and scope_id {in $2} and group_id {in $3}";
const ROOM: &str = "select 1 from rooms where tenant_id = $1 and room_id = $2";
const ROOM_GROUPS: &str = "select group_id from room_group_members where tenant_id = $1 and room_id = $2";

const INVITATION: &str = "select tenant_id, partner_id, named_upn from invitations where invitation_id = $1";
const RELATED: &str = "select 1 from links where tenant_id = $1 and partner_id = $2 \
     union all select 1 from invitations where tenant_id = $1 and partner_id = $2 limit 1";
const LINK_OF: &str = "select partner_id, orphaned from links where tenant_id = $1 and partner_id = $2 \
     and state in ('active', 'suspended')";

/// The rooms and groups that a scope names.
type NamedParts = (Vec<Id<Room>>, Vec<Id<RoomGroup>>);

/// Time moves on in every organization at once: the job that writes expiry down looks for where it has work.
const DUE_INVITATIONS: &str = "select distinct tenant_id from invitations where state = 'pending' and expires_at <= $1 order by tenant_id";

impl Opening {
    /// The organizations with Pending invitations whose time is over.
    pub async fn tenants_with_due_invitations(
        &mut self,
        now: Time,
    ) -> Result<Vec<Id<Organization>>, StoreError> {
        ask(&mut self.tx, DUE_INVITATIONS, values![now]).await?.iter().map(|row| row.get(0)).collect()
    }

    /// The facts about a person, or none if there is no such person.
    pub async fn facts(
        &mut self,
        now: Time,
        organization: Id<Organization>,
        user: Id<User>,
        concerning: Concerning,
    ) -> Result<Option<Facts>, StoreError> {
        let rows = ask(&mut self.tx, PERSON, values![organization, user]).await?;
        let Some(person) = rows.first() else { return Ok(None) };
        let principals = self.principals(organization, user).await?;
        let roles = ask(&mut self.tx, ROLES, values![organization, principals.clone()]).await?;
        let managers = ask(&mut self.tx, TENANT_MANAGER, values![organization, principals.clone()]).await?;
        let blocks = ask(&mut self.tx, BLOCKS, values![user]).await?;
        let is_partner: bool = person.get(3)?;
        Ok(Some(Facts {
            now,
            user,
            upn: person.get(0)?,
            organization,
            enabled: person.get(1)?,
            is_operator: person.get(2)?,
            is_partner,
            directory_roles: roles
                .iter()
                .map(|row| word(row, 0, DirectoryRole::from_key))
                .collect::<Result<BTreeSet<_>, _>>()?,
            is_tenant_manager: !managers.is_empty(),
            assignments: self.assignments(organization, is_partner, principals, concerning).await?,
            blocked_by: blocks.iter().map(|row| row.get(0)).collect::<Result<BTreeSet<_>, _>>()?,
        }))
    }

    /// The person's own identifier and those of all groups around it.
    async fn principals(
        &mut self,
        organization: Id<Organization>,
        user: Id<User>,
    ) -> Result<Vec<uuid::Uuid>, StoreError> {
        let text = match self.tx.dialect() {
            crate::sql::Dialect::Lite => PRINCIPALS.replace("{id}", "blob"),
            crate::sql::Dialect::Pg => PRINCIPALS.replace("{id}", "uuid"),
        };
        ask(&mut self.tx, &text, values![organization, user]).await?.iter().map(|row| row.get(0)).collect()
    }

    async fn assignments(
        &mut self,
        home: Id<Organization>,
        is_partner: bool,
        principals: Vec<uuid::Uuid>,
        concerning: Concerning,
    ) -> Result<Vec<Grant>, StoreError> {
        let (text, values) = match concerning {
            Concerning::All => (ASSIGNMENTS.to_owned(), values![principals]),
            Concerning::One(tenant, _) => {
                (format!("{ASSIGNMENTS} and m.tenant_id = $2"), values![principals, tenant])
            }
        };
        let rows = ask(&mut self.tx, &text, values).await?;
        let mut grants = rows
            .iter()
            .map(|row| grant(row, home, is_partner))
            .filter_map(Result::transpose)
            .collect::<Result<Vec<_>, _>>()?;
        if let Concerning::One(tenant, Some(room)) = concerning {
            self.fill_reaches(tenant, room, &mut grants).await?;
        }
        Ok(grants)
    }

    /// Loads of each scope what concerns one room: enough for a decision on that room.
    async fn fill_reaches(
        &mut self,
        tenant: Id<Organization>,
        room: Id<Room>,
        grants: &mut [Grant],
    ) -> Result<(), StoreError> {
        let mut reaches: Vec<&mut Reach> = grants
            .iter_mut()
            .flat_map(|grant| {
                let ceiling = grant.ceiling.as_mut().map(|ceiling| &mut ceiling.reach);
                std::iter::once(&mut grant.reach).chain(ceiling)
            })
            .collect();
        let stored: Vec<Id<ScopeKind>> = reaches.iter().filter_map(|reach| reach.stored).collect();
        if stored.is_empty() {
            return Ok(());
        }
        let groups: Vec<Id<RoomGroup>> = self.groups_of(tenant, room).await?;
        let rooms = ask(&mut self.tx, SCOPE_ROOMS, values![tenant, stored.clone(), room]).await?;
        let named = ask(&mut self.tx, SCOPE_GROUPS, values![tenant, stored, groups]).await?;
        let mut found: BTreeMap<Id<ScopeKind>, NamedParts> = BTreeMap::new();
        for row in &rooms {
            found.entry(row.get(0)?).or_default().0.push(row.get(1)?);
        }
        for row in &named {
            found.entry(row.get(0)?).or_default().1.push(row.get(1)?);
        }
        for reach in &mut reaches {
            if let Some(stored) = reach.stored {
                let (rooms, groups) = found.get(&stored).cloned().unwrap_or_default();
                reach.scope = Scope::of(rooms, groups);
            }
        }
        Ok(())
    }

    async fn groups_of(
        &mut self,
        tenant: Id<Organization>,
        room: Id<Room>,
    ) -> Result<Vec<Id<RoomGroup>>, StoreError> {
        ask(&mut self.tx, ROOM_GROUPS, values![tenant, room]).await?.iter().map(|row| row.get(0)).collect()
    }

    /// A room as the engine sees it, or none if there is no such room.
    pub async fn room_facts(
        &mut self,
        tenant: Id<Organization>,
        room: Id<Room>,
    ) -> Result<Option<RoomFacts>, StoreError> {
        if ask(&mut self.tx, ROOM, values![tenant, room]).await?.is_empty() {
            return Ok(None);
        }
        Ok(Some(RoomFacts { id: room, groups: self.groups_of(tenant, room).await? }))
    }

    /// An invitation as the engine sees it, with the customer that sent it.
    pub async fn invitation_facts(
        &mut self,
        invitation: Id<Invitation>,
    ) -> Result<Option<(Id<Organization>, About)>, StoreError> {
        let rows = ask(&mut self.tx, INVITATION, values![invitation]).await?;
        let Some(row) = rows.first() else { return Ok(None) };
        let partner: Option<Id<Organization>> = row.get(1)?;
        Ok(match partner {
            Some(partner) => Some((row.get(0)?, About::Invitation { partner, named: row.get(2)? })),
            None => None,
        })
    }

    /// Whether a link or invitation between a customer and a partner exists or existed (decision 14).
    pub async fn were_related(
        &mut self,
        customer: Id<Organization>,
        partner: Id<Organization>,
    ) -> Result<bool, StoreError> {
        Ok(!ask(&mut self.tx, RELATED, values![customer, partner]).await?.is_empty())
    }

    /// The live link of a customer to a partner as the engine sees it.
    pub async fn link_facts(
        &mut self,
        customer: Id<Organization>,
        partner: Id<Organization>,
    ) -> Result<Option<About>, StoreError> {
        let rows = ask(&mut self.tx, LINK_OF, values![customer, partner]).await?;
        rows.first().map(|row| Ok(About::Link { partner: row.get(0)?, orphaned: row.get(1)? })).transpose()
    }
}

/// A row of assignments as a grant. A partner role counts only for people of the link's partner, an own role
/// only for the organization's own people.
fn grant(row: &Row, home: Id<Organization>, is_partner: bool) -> Result<Option<Grant>, StoreError> {
    let tenant: Id<Organization> = row.get(0)?;
    let assignment = row.get(1)?;
    let role = word(row, 2, BuiltInRole::from_key)?;
    let member_home: Id<Organization> = row.get(11)?;
    let link: Option<Id<Link>> = row.get(7)?;
    let (source, ceiling) = match link {
        None if tenant == home && member_home == home && !role.is_partner_role() => {
            (Source::OwnRole { assignment, role }, None)
        }
        Some(link) => {
            let partner: Option<Id<Organization>> = row.get(12)?;
            if partner != Some(home) || member_home != home {
                return Ok(None);
            }
            let state = word(row, 8, LinkState::from_key)?;
            let ceiling = Ceiling {
                reach: reach(row.get::<Option<_>>(9)?, row.get::<Option<bool>>(10)?),
                permissions: BuiltInRole::PrimaryAdmins.permissions(),
                in_force: state == LinkState::Active && is_partner,
            };
            (Source::PartnerRole { link, assignment, role }, Some(ceiling))
        }
        None => return Ok(None),
    };
    Ok(Some(Grant {
        tenant,
        source,
        permissions: role.permissions(),
        reach: reach(row.get::<Option<_>>(3)?, Some(row.get(4)?)),
        ceiling,
        from: row.get(5)?,
        until: row.get(6)?,
    }))
}

fn reach(stored: Option<Id<ScopeKind>>, whole: Option<bool>) -> Reach {
    if whole == Some(true) { Reach::ALL } else { Reach { stored, scope: Scope::NOTHING } }
}

/// A stored word as its domain value.
pub(crate) fn word<T>(row: &Row, index: usize, parse: impl Fn(&str) -> Option<T>) -> Result<T, StoreError> {
    let text: String = row.get(index)?;
    parse(&text).ok_or(StoreError::Word(text))
}

/// A stored word that may be absent.
pub(crate) fn maybe_word<T>(
    row: &Row,
    index: usize,
    parse: impl Fn(&str) -> Option<T>,
) -> Result<Option<T>, StoreError> {
    let text: Option<String> = row.get(index)?;
    text.map(|text| parse(&text).ok_or(StoreError::Word(text))).transpose()
}
