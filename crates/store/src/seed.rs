//! The bulk path: many things at once, for the demonstration, the benchmark and tests. Nothing of the server
//! reaches it.
//!
//! Invariant: it leaves the same facts, feed rows and versions as changes would, so that nothing that reads
//! them can tell the difference. It writes no audit events: nobody did anything.

mod table;
mod things;

use std::collections::{BTreeMap, BTreeSet};

use authz::{
    Fact,
    fact::{AssignmentFacts, LinkFacts, PlaceParent, ResellerFacts, Turn},
};
use domain::{
    device::{CredentialProtection, Tpm},
    id::{Id, Organization as OrganizationKind, Place as PlaceKind, Scope as ScopeId},
    permission::PermissionSet,
    role::SiteLeadProfile,
    room::Monitoring,
    scope::{Parts, Scope},
    text,
    ticket::{ClosureReason, Reference, TicketKind, TicketState},
    time::Time,
};

use self::table::Table;
pub use self::things::{
    Assignment, Block, CustomRole, Device, DirectoryRoleMember, EnrolmentKey, HistoryEntry, Invitation, Link,
    Member, Organization, Place, Reseller, Room, RoomEvent, RoomGroup, SecurityGroup, Signal, TenantManager,
    Ticket, User,
};
use crate::{
    Store, assignments::role_columns, db::Tx, error::StoreError, feed, sql::Dialect, value::Value, values,
};

/// How many rows wait before they are written.
const PENDING: usize = 20_000;
/// How many values one statement of PostgreSQL takes at most; its protocol counts parameters in 16 bits.
const PARAMETERS: usize = 30_000;

/// Things being planted, in one transaction. Dropped without [`Seed::commit`], it leaves nothing.
pub struct Seed {
    tx: Tx,
    now: Time,
    rows: BTreeMap<Table, Vec<Vec<Value>>>,
    pending: usize,
    facts: Vec<(Id<OrganizationKind>, Fact)>,
    /// The version under which an organization's facts are told here, and the number of the last.
    versions: BTreeMap<Id<OrganizationKind>, (i64, i64)>,
    /// Organizations that were there before.
    older: BTreeSet<Id<OrganizationKind>>,
    paths: BTreeMap<Id<PlaceKind>, String>,
}

impl Seed {
    /// Begins; everything is made at `now`.
    pub async fn begin(store: &Store, now: Time) -> Result<Self, StoreError> {
        Ok(Self {
            tx: store.db.begin_write().await?,
            now,
            rows: BTreeMap::new(),
            pending: 0,
            facts: Vec::new(),
            versions: BTreeMap::new(),
            older: BTreeSet::new(),
            paths: BTreeMap::new(),
        })
    }

    /// An organization with its domains, its version and the head of its audit chain.
    pub async fn organization(&mut self, it: &Organization) -> Result<(), StoreError> {
        let (id, now) = (it.id, self.now);
        self.row(
            Table::Organizations,
            values![
                id,
                &it.name,
                text::key(&it.name),
                &it.country,
                it.language.tag(),
                &it.time_zone,
                it.is_partner,
                it.is_operator,
                it.site_lead.key(),
                1_i64,
                now
            ],
        );
        self.row(Table::AccessVersions, values![id, 1_i64]);
        self.versions.insert(id, (1, 0));
        self.row(Table::AuditHeads, values![id, 0_i64, Vec::<u8>::new()]);
        for domain in &it.domains {
            self.row(Table::Domains, values![domain.as_str(), id, now]);
        }
        if it.is_partner {
            self.fact(id, Fact::Capability { is: Turn::BEGINS });
        }
        if it.site_lead != SiteLeadProfile::Standard {
            let is = Turn::new(SiteLeadProfile::Standard, it.site_lead);
            self.fact(id, Fact::Profile { is });
        }
        self.rest().await
    }

    /// A person.
    pub async fn user(&mut self, it: &User) -> Result<(), StoreError> {
        self.row(
            Table::Users,
            values![
                it.tenant,
                it.id,
                it.upn.as_str(),
                &it.display_name,
                text::key(&it.display_name),
                it.language.tag(),
                &it.time_zone,
                it.enabled,
                it.password_hash.clone(),
                self.now,
                None::<Time>,
                1_i64
            ],
        );
        self.fact(it.tenant, Fact::Person { user: it.id, enabled: Turn::begins(it.enabled) });
        self.rest().await
    }

    /// A security group with its members.
    pub async fn security_group(&mut self, it: &SecurityGroup) -> Result<(), StoreError> {
        let agent = it.agent.map(|agent| agent.key().to_owned());
        let row = values![it.tenant, it.id, &it.name, text::key(&it.name), &it.description, agent, 1_i64];
        self.row(Table::SecurityGroups, row);
        if let Some(agent) = it.agent {
            self.fact(it.tenant, Fact::AgentGroup { group: it.id, agent, is: Turn::BEGINS });
        }
        for member in &it.members {
            let row = values![it.tenant, it.id, member.kind(), member.uuid(), self.now];
            self.row(Table::SecurityGroupMembers, row);
            self.fact(it.tenant, Fact::GroupMember { group: it.id, member: *member, is: Turn::BEGINS });
        }
        self.rest().await
    }

    /// A directory role of a person or security group.
    pub async fn directory_role(&mut self, it: &DirectoryRoleMember) -> Result<(), StoreError> {
        let row = values![it.tenant, it.role.key(), it.member.kind(), it.member.uuid()];
        self.row(Table::DirectoryRoleMembers, row);
        self.fact(it.tenant, Fact::DirectoryRole { role: it.role, member: it.member, is: Turn::BEGINS });
        self.rest().await
    }

    /// A tenant manager of a partner.
    pub async fn tenant_manager(&mut self, it: &TenantManager) -> Result<(), StoreError> {
        let row = values![it.tenant, it.member.kind(), it.member.uuid(), self.now];
        self.row(Table::TenantManagers, row);
        self.fact(it.tenant, Fact::TenantManager { member: it.member, is: Turn::BEGINS });
        self.rest().await
    }

    /// A place; its parent comes first.
    pub async fn place(&mut self, it: &Place) -> Result<(), StoreError> {
        let above = match it.parent {
            Some(parent) => {
                self.paths.get(&parent).ok_or(StoreError::Door("a place comes after its parent"))?.as_str()
            }
            None => "/",
        };
        let path = format!("{above}{}/", it.id);
        self.row(
            Table::Places,
            values![it.tenant, it.id, it.parent, it.kind.key(), &it.name, text::key(&it.name), &path, 1_i64],
        );
        self.paths.insert(it.id, path);
        let parent = Turn::begins(PlaceParent { within: it.parent });
        self.fact(it.tenant, Fact::Place { place: it.id, parent });
        self.rest().await
    }

    /// A room.
    pub async fn room(&mut self, it: &Room) -> Result<(), StoreError> {
        self.row(
            Table::Rooms,
            values![
                it.tenant,
                it.id,
                &it.name,
                text::key(&it.name),
                it.place,
                it.device_type.key(),
                &it.manufacturer,
                &it.model,
                &it.serial_number,
                &it.host_name,
                &it.account,
                &it.time_zone,
                it.capacity,
                it.size.map(|size| size.key().to_owned()),
                it.place_type.map(|kind| kind.key().to_owned()),
                it.coordinates.map(|at| at.latitude().millionths()),
                it.coordinates.map(|at| at.longitude().millionths()),
                &it.asset_tag,
                &it.notes,
                &it.agent_version,
                &it.app_version,
                &it.os_version,
                &it.addresses,
                &it.network_type,
                &it.firmware_version,
                &it.mac_addresses,
                it.tpm.map(Tpm::key).unwrap_or_default(),
                it.credential_protection.map(CredentialProtection::key).unwrap_or_default(),
                &it.missing,
                it.monitoring.key(),
                it.health.key(),
                it.has_warning,
                it.health_since.unwrap_or(self.now),
                it.health_due_at,
                it.last_seen_at,
                it.key_version,
                self.now,
                1_i64
            ],
        );
        if it.monitoring == Monitoring::Monitored {
            // Rooms of the bulk path come with their past.
            self.row(Table::MonitoredDays, values![it.tenant, it.id, 0_i64]);
        }
        self.fact(it.tenant, Fact::Room { room: it.id, is: Turn::BEGINS });
        if it.place.is_some() {
            self.fact(it.tenant, Fact::RoomPlace { room: it.id, place: Turn::new(None, it.place) });
        }
        self.rest().await
    }

    /// A room group with its members.
    pub async fn room_group(&mut self, it: &RoomGroup) -> Result<(), StoreError> {
        let row = values![it.tenant, it.id, &it.name, text::key(&it.name), &it.description, 1_i64];
        self.row(Table::RoomGroups, row);
        for room in &it.members {
            self.row(Table::RoomGroupMembers, values![it.tenant, it.id, *room]);
            self.fact(it.tenant, Fact::RoomInGroup { room: *room, group: it.id, is: Turn::BEGINS });
        }
        self.rest().await
    }

    /// What a signal of a room says.
    pub async fn signal(&mut self, it: &Signal) -> Result<(), StoreError> {
        self.row(
            Table::RoomSignals,
            values![it.tenant, it.room, &it.signal, &it.instance, &it.state, &it.value, &it.detail, it.since],
        );
        self.rest().await
    }

    /// A line of a room's history.
    pub async fn history(&mut self, it: &HistoryEntry) -> Result<(), StoreError> {
        self.row(
            Table::RoomHistory,
            values![
                it.tenant,
                it.room,
                it.id,
                it.at,
                &it.kind,
                &it.signal,
                &it.instance,
                &it.before,
                &it.after
            ],
        );
        self.rest().await
    }

    /// The ticket of a signal, new or closed.
    pub async fn ticket(&mut self, it: &Ticket) -> Result<(), StoreError> {
        let (state, reason) = match it.closed_at {
            Some(_) => (TicketState::Closed, ClosureReason::Healthy.key()),
            None => (TicketState::New, ""),
        };
        self.row(
            Table::Tickets,
            values![
                it.tenant,
                it.id,
                it.room,
                Reference::of(it.id).as_str(),
                TicketKind::Signal.key(),
                &it.signal,
                "",
                it.category.key(),
                it.severity.key(),
                state.key(),
                "",
                "",
                it.opened_at,
                it.closed_at.unwrap_or(it.opened_at),
                it.closed_at,
                it.closed_at,
                reason,
                it.opened_at,
                false,
                0_i64,
                1_i64
            ],
        );
        self.rest().await
    }

    /// An event of a room.
    pub async fn room_event(&mut self, it: &RoomEvent) -> Result<(), StoreError> {
        self.row(
            Table::RoomEvents,
            values![
                it.tenant,
                it.id,
                it.room,
                it.kind.key(),
                &it.id.to_string(),
                it.at,
                &it.description,
                text::key(&it.description),
                it.logs_until
            ],
        );
        self.rest().await
    }

    /// The enrolment key of an organization.
    pub async fn enrolment_key(&mut self, it: &EnrolmentKey) -> Result<(), StoreError> {
        let row = values![it.tenant, it.key_version, it.sealed.clone(), &it.seal_key_id, self.now];
        self.row(Table::EnrolmentKeys, row);
        self.rest().await
    }

    /// The credential of a room's device.
    pub async fn device(&mut self, it: &Device) -> Result<(), StoreError> {
        self.row(
            Table::Devices,
            values![
                it.credential_hash.clone(),
                it.id,
                it.tenant,
                it.room,
                it.key_version,
                Vec::<u8>::new(),
                self.now
            ],
        );
        self.rest().await
    }

    /// An invitation in any state.
    pub async fn invitation(&mut self, it: &Invitation) -> Result<(), StoreError> {
        self.scope(it.tenant, it.scope_id, &it.scope);
        self.row(
            Table::Invitations,
            values![
                it.tenant,
                it.id,
                it.kind.key(),
                it.partner,
                &it.domain,
                it.named_upn.as_ref().map(|upn| upn.as_str().to_owned()),
                &it.named_name,
                it.state.key(),
                it.scope_id,
                "{}",
                domain::invitation::TERMS_VERSION,
                &it.terms_hash,
                &it.sent_by_name,
                i64::from(it.valid_days),
                it.sent_by,
                &it.sent_by_name,
                it.sent_at,
                it.sent_at.plus(i64::from(it.valid_days) * domain::time::DAY),
                &it.answered_by,
                it.answered_at,
                &it.reason,
                1_i64
            ],
        );
        self.rest().await
    }

    /// A link between a customer and a partner.
    pub async fn link(&mut self, it: &Link) -> Result<(), StoreError> {
        self.scope(it.tenant, it.scope_id, &it.scope);
        self.row(
            Table::Links,
            values![
                it.tenant,
                it.id,
                it.partner,
                it.invitation,
                it.state.key(),
                it.scope_id,
                "{}",
                it.extended.to_string(),
                domain::invitation::TERMS_VERSION,
                &it.terms_hash,
                &it.terms_by,
                it.orphaned,
                it.started_at.unwrap_or(self.now),
                it.ended_at,
                1_i64
            ],
        );
        let link =
            LinkFacts { partner: it.partner, state: it.state, scope: it.scope_id, extended: it.extended };
        self.fact(it.tenant, Fact::Link { link: it.id, is: Turn::begins(link) });
        self.rest().await
    }

    /// A person of a partner whom a customer blocks.
    pub async fn block(&mut self, it: &Block) -> Result<(), StoreError> {
        let row = values![it.tenant, it.user, it.partner, &it.reason, &it.blocked_by, self.now];
        self.row(Table::Blocks, row);
        self.fact(it.tenant, Fact::Block { user: it.user, is: Turn::BEGINS });
        self.rest().await
    }

    /// A reseller relationship.
    pub async fn reseller(&mut self, it: &Reseller) -> Result<(), StoreError> {
        let started_at = it.started_at.unwrap_or(self.now);
        self.row(
            Table::ResellerRelationships,
            values![
                it.tenant,
                it.id,
                it.partner,
                it.request,
                it.has_privileges,
                it.has_privileges.then_some(started_at),
                &it.accepted_by,
                started_at,
                1_i64
            ],
        );
        let facts =
            ResellerFacts { partner: it.partner, has_privileges: it.has_privileges, opens_rooms: false };
        self.fact(it.tenant, Fact::Reseller { relationship: it.id, is: Turn::begins(facts) });
        self.rest().await
    }

    /// A role that somebody made.
    pub async fn custom_role(&mut self, it: &CustomRole) -> Result<(), StoreError> {
        self.row(
            Table::Roles,
            values![
                it.tenant,
                it.id,
                it.link,
                &it.name,
                text::key(&it.name),
                &it.description,
                it.permissions.to_string(),
                self.now,
                1_i64
            ],
        );
        let permissions: Turn<Option<PermissionSet>> = Turn::begins(it.permissions);
        self.fact(it.tenant, Fact::CustomRole { role: it.id, permissions });
        self.rest().await
    }

    /// A role assignment with its members.
    pub async fn assignment(&mut self, it: &Assignment) -> Result<(), StoreError> {
        self.scope(it.tenant, it.scope_id, &it.scope);
        let (role, role_id) = role_columns(it.role);
        self.row(
            Table::Assignments,
            values![
                it.tenant,
                it.id,
                it.link,
                role,
                role_id,
                &it.name,
                &it.description,
                it.scope_id,
                it.from,
                it.until,
                self.now,
                1_i64
            ],
        );
        let facts = AssignmentFacts {
            link: it.link,
            role: it.role,
            scope: it.scope_id,
            from: it.from,
            until: it.until,
        };
        self.fact(it.tenant, Fact::Assignment { assignment: it.id, is: Turn::begins(facts) });
        for member in &it.members {
            let principal = member.principal;
            let row = values![it.tenant, it.id, member.home, principal.kind(), principal.uuid(), self.now];
            self.row(Table::AssignmentMembers, row);
            let fact = Fact::AssignmentMember { assignment: it.id, member: principal, is: Turn::BEGINS };
            self.fact(it.tenant, fact);
        }
        self.rest().await
    }

    /// Makes everything durable and raises the version of every organization that was there before and whose people it
    /// touched.
    pub async fn commit(mut self) -> Result<(), StoreError> {
        self.write().await?;
        const LINKED: &str = "select partner_id from links where tenant_id {in $1} \
             union select partner_id from reseller_relationships where tenant_id {in $1} \
             union select home_id from subscription_assignments where tenant_id {in $1}";
        let tenants: Vec<_> = self.versions.keys().copied().collect();
        let mut partners: BTreeSet<Id<OrganizationKind>> = BTreeSet::new();
        for row in feed::ask(&mut self.tx, LINKED, values![tenants]).await? {
            partners.insert(row.get(0)?);
        }
        for partner in partners {
            if self.older.contains(&partner) || !self.versions.contains_key(&partner) {
                feed::ask(&mut self.tx, feed::RAISE, values![partner]).await?;
            }
        }
        self.tx.commit().await
    }

    fn scope(&mut self, tenant: Id<OrganizationKind>, id: Id<ScopeId>, scope: &Scope) {
        self.row(Table::Scopes, values![tenant, id, scope.whole, !scope.excluded.is_empty()]);
        self.parts(tenant, id, &scope.included, false);
        self.parts(tenant, id, &scope.excluded, true);
        self.fact(tenant, Fact::Scope { scope: id, content: Turn::begins(scope.clone()) });
    }

    fn parts(&mut self, tenant: Id<OrganizationKind>, id: Id<ScopeId>, parts: &Parts, excluded: bool) {
        for room in &parts.rooms {
            self.row(Table::ScopeRooms, values![tenant, id, *room, excluded]);
        }
        for group in &parts.groups {
            self.row(Table::ScopeGroups, values![tenant, id, *group, excluded]);
        }
        for place in &parts.places {
            self.row(Table::ScopePlaces, values![tenant, id, *place, excluded]);
        }
    }

    fn fact(&mut self, tenant: Id<OrganizationKind>, fact: Fact) {
        self.pending += 1;
        self.facts.push((tenant, fact));
    }

    /// Turns what waits of facts into rows of the feed.
    async fn tell(&mut self) -> Result<(), StoreError> {
        for (tenant, fact) in std::mem::take(&mut self.facts) {
            if !self.versions.contains_key(&tenant) {
                let rows = feed::ask(&mut self.tx, feed::RAISE, values![tenant]).await?;
                let row = rows.first().ok_or(StoreError::Door("an organization without a version"))?;
                self.versions.insert(tenant, (row.get(0)?, 0));
                self.older.insert(tenant);
            }
            let Some((version, number)) = self.versions.get_mut(&tenant) else { continue };
            *number += 1;
            let document = serde_json::to_string(&fact)?;
            let row = values![tenant, *version, *number, self.now, fact.kind(), document];
            self.rows.entry(Table::ChangeFeed).or_default().push(row);
        }
        Ok(())
    }

    fn row(&mut self, table: Table, row: Vec<Value>) {
        self.pending += 1;
        self.rows.entry(table).or_default().push(row);
    }

    /// Writes what waits once it is much; a thing and its parts are never torn, so references hold.
    async fn rest(&mut self) -> Result<(), StoreError> {
        if self.pending < PENDING { Ok(()) } else { self.write().await }
    }

    /// Writes what waits, tables in the order of their references.
    async fn write(&mut self) -> Result<(), StoreError> {
        self.pending = 0;
        self.tell().await?;
        for (table, rows) in std::mem::take(&mut self.rows) {
            let width = rows.first().map_or(1, Vec::len);
            // SQLite does best with one prepared statement a row, PostgreSQL with many rows a statement.
            let at_once = match self.tx.dialect() {
                Dialect::Lite => 1,
                Dialect::Pg => (PARAMETERS / width).min(1000),
            };
            let mut rows = rows.into_iter().peekable();
            while rows.peek().is_some() {
                let values: Vec<Value> = rows.by_ref().take(at_once).flatten().collect();
                feed::run(&mut self.tx, &table.insert(values.len() / width, width), values).await?;
            }
        }
        Ok(())
    }
}
