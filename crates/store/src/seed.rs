//! The bulk path: many things at once, for the demonstration, the benchmark and tests. Nothing of the server
//! reaches it.
//!
//! Invariant: it leaves the same facts, feed rows and versions as changes would, so that nothing that reads
//! them can tell the difference. It writes no audit events: nobody did anything.

mod table;
mod things;

use std::collections::{BTreeMap, BTreeSet};

use domain::{
    device::{CredentialProtection, Tpm},
    directory::Principal,
    id::{Id, Organization as OrganizationKind, Place as PlaceKind, Scope as ScopeId},
    scope::Scope,
    text,
    time::Time,
};

use self::table::Table;
pub use self::things::{
    Assignment, Block, Device, DirectoryRoleMember, EnrolmentKey, HistoryEntry, Invitation, Link, Member,
    Organization, Place, Room, RoomGroup, SecurityGroup, Signal, TenantManager, User,
};
use crate::{
    Store,
    db::Tx,
    error::StoreError,
    feed::{self, Fact},
    image,
    sql::Dialect,
    value::Value,
    values,
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
    touched: BTreeSet<Id<OrganizationKind>>,
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
            touched: BTreeSet::new(),
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
                1_i64,
                now
            ],
        );
        self.row(Table::AccessVersions, values![id, 1_i64]);
        self.row(Table::AuditHeads, values![id, 0_i64, Vec::<u8>::new()]);
        for domain in &it.domains {
            self.row(Table::Domains, values![domain.as_str(), id, now]);
        }
        self.fact(Fact::new(id, "organization.partner", id).after(&it.is_partner)?);
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
        self.fact(Fact::new(it.tenant, "user.enabled", it.id).after(&it.enabled)?);
        self.rest().await
    }

    /// A security group with its members.
    pub async fn security_group(&mut self, it: &SecurityGroup) -> Result<(), StoreError> {
        let row = values![it.tenant, it.id, &it.name, text::key(&it.name), &it.description, 1_i64];
        self.row(Table::SecurityGroups, row);
        for member in &it.members {
            let row = values![it.tenant, it.id, member.kind(), member.uuid()];
            self.row(Table::SecurityGroupMembers, row);
            self.fact(Fact::new(it.tenant, "security_group.members", it.id).after(member)?);
        }
        self.rest().await
    }

    /// A directory role of a person or security group.
    pub async fn directory_role(&mut self, it: &DirectoryRoleMember) -> Result<(), StoreError> {
        let row = values![it.tenant, it.role.key(), it.member.kind(), it.member.uuid()];
        self.row(Table::DirectoryRoleMembers, row);
        self.fact(
            Fact::new(it.tenant, "directory_role.member", Id::<Principal>::new(it.member.uuid()))
                .after(&it.role)?,
        );
        self.rest().await
    }

    /// A tenant manager of a partner.
    pub async fn tenant_manager(&mut self, it: &TenantManager) -> Result<(), StoreError> {
        let row = values![it.tenant, it.member.kind(), it.member.uuid(), self.now];
        self.row(Table::TenantManagers, row);
        self.fact(Fact::new(it.tenant, "tenant_managers", it.tenant).after(&it.member)?);
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
        self.fact(Fact::new(it.tenant, "room.exists", it.id).after(&true)?);
        self.rest().await
    }

    /// A room group with its members.
    pub async fn room_group(&mut self, it: &RoomGroup) -> Result<(), StoreError> {
        let row = values![it.tenant, it.id, &it.name, text::key(&it.name), &it.description, 1_i64];
        self.row(Table::RoomGroups, row);
        for room in &it.members {
            self.row(Table::RoomGroupMembers, values![it.tenant, it.id, *room]);
        }
        self.fact(Fact::new(it.tenant, "room_group.members", it.id).after(&it.members)?);
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

    /// A link between a customer and a partner, with the people the customer blocked on it.
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
                domain::invitation::TERMS_VERSION,
                &it.terms_hash,
                &it.terms_by,
                it.orphaned,
                it.started_at.unwrap_or(self.now),
                it.ended_at,
                1_i64
            ],
        );
        for block in &it.blocks {
            let row = values![it.tenant, it.id, block.user, &block.reason, &block.blocked_by, self.now];
            self.row(Table::LinkBlocks, row);
        }
        for tenant in [it.tenant, it.partner] {
            self.fact(Fact::new(tenant, "link.state", it.id).after(&it.state)?);
            self.fact(Fact::new(tenant, "link.scope", it.id).after(&it.scope)?);
            for block in &it.blocks {
                self.fact(Fact::new(tenant, "link.blocks", it.id).after(&block.user)?);
            }
        }
        self.rest().await
    }

    /// A role assignment with its members.
    pub async fn assignment(&mut self, it: &Assignment) -> Result<(), StoreError> {
        self.scope(it.tenant, it.scope_id, &it.scope);
        self.row(
            Table::Assignments,
            values![
                it.tenant,
                it.id,
                it.link,
                it.role.key(),
                &it.name,
                &it.description,
                it.scope_id,
                it.from,
                it.until,
                self.now,
                1_i64
            ],
        );
        for member in &it.members {
            let principal = member.principal;
            let row = values![it.tenant, it.id, member.home, principal.kind(), principal.uuid()];
            self.row(Table::AssignmentMembers, row);
        }
        let homes: BTreeSet<_> = it.members.iter().map(|member| member.home).chain([it.tenant]).collect();
        let members: Vec<_> = it.members.iter().map(|member| member.principal).collect();
        for home in homes {
            self.fact(Fact::new(home, "assignment.scope", it.id).after(&it.scope)?);
            self.fact(Fact::new(home, "assignment.members", it.id).after(&members)?);
        }
        self.rest().await
    }

    /// Makes everything durable and raises the version of every organization whose people it touched.
    pub async fn commit(mut self) -> Result<(), StoreError> {
        self.write().await?;
        for tenant in std::mem::take(&mut self.touched) {
            feed::run(&mut self.tx, feed::RAISE, values![tenant]).await?;
            image::mark_all(&mut self.tx, tenant).await?;
        }
        self.tx.commit().await
    }

    fn scope(&mut self, tenant: Id<OrganizationKind>, id: Id<ScopeId>, scope: &Scope) {
        self.row(Table::Scopes, values![tenant, id, *scope == Scope::All]);
        if let Scope::Some { rooms, groups } = scope {
            for room in rooms {
                self.row(Table::ScopeRooms, values![tenant, id, *room]);
            }
            for group in groups {
                self.row(Table::ScopeGroups, values![tenant, id, *group]);
            }
        }
    }

    fn fact(&mut self, fact: Fact) {
        self.touched.insert(fact.tenant);
        let subject = fact.subject.to_string();
        let row = values![fact.tenant, self.now, fact.fact, subject, fact.before, fact.after];
        self.row(Table::ChangeFeed, row);
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
