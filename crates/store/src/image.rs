//! The image of this node, kept in step by versions: whoever decides reads the versions concerned in its own
//! transaction, and what is behind is brought up to date from the change feed first, so that no decision is older than
//! the transaction that uses it.
//!
//! Invariant: an organization's facts here are those of a version, never a mixture; a version never goes back.

pub(crate) mod follow;
mod load;
mod stirred;
#[cfg(test)]
#[allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "tests")]
mod tests;
pub(crate) mod tickets;

use std::{
    collections::{BTreeMap, BTreeSet},
    num::NonZero,
    sync::{Arc, Mutex, PoisonError, RwLock},
};

use authz::{
    Concerning, Fact, Facts, holds_on_behalf,
    image::{Image, OrganizationFacts, RoomEdit, Told},
};
use domain::{
    application::ApiPermission,
    health::Health,
    id::{Application, Id, Organization, Room, User},
    permission::Permission,
    room::Monitoring,
    time::Time,
};
use rustc_hash::{FxHashMap, FxHashSet};
use tokio::task::JoinSet;

use self::stirred::StirredRooms;
pub(crate) use self::stirred::{Marks, write as tell_nodes};
use crate::{
    db::{Db, Tx},
    error::StoreError,
    facts::word,
    feed::{Raised, ask, between},
    value::Row,
    values,
};

/// Rooms of organizations with the moments at which they were heard.
pub(crate) type Heard = BTreeMap<Id<Organization>, Vec<(Id<Room>, Time)>>;

/// The image that all transactions of this node share.
#[derive(Clone, Debug, Default)]
pub(crate) struct NodeImage(Arc<Inner>);

#[derive(Debug, Default)]
struct Inner {
    known: RwLock<Known>,
    stirred: StirredRooms,
}

#[derive(Debug, Default)]
struct Known {
    image: Image,
    /// The version of each organization.
    versions: FxHashMap<Id<Organization>, i64>,
    /// By partner: its version at which all of its customers were found to be up to date.
    swept: FxHashMap<Id<Organization>, i64>,
}

/// How many organizations a start reads at once.
const AT_ONCE: usize = 256;
/// How many read at once at the start, where there are as many processors.
const WARMING: usize = 4;

const VERSIONS: &str = "select tenant_id, version from access_versions where tenant_id {in $1}";
const CUSTOMERS: &str = "select v.tenant_id, v.version from access_versions v where v.tenant_id in (\
     select l.tenant_id from links l where l.partner_id = $1 and l.state in ('active', 'suspended') \
     union select r.customer_id from granular_relationships r where r.tenant_id = $1 \
     and r.status in ('approved', 'activating', 'active') \
     union select s.tenant_id from reseller_relationships s where s.partner_id = $1 and s.ended_at is null \
     union select a.tenant_id from subscription_assignments a where a.home_id = $1 and a.tenant_id <> $1)";
const LINES: &str = "select r.room_id, r.name_key, r.health, r.monitoring, r.last_seen_at, m.ring_id from rooms r \
     left join room_rings m on m.tenant_id = r.tenant_id and m.room_id = r.room_id \
     where r.tenant_id = $1 and r.room_id {in $2}";

/// Whose rights, when, and where.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Whose<'a> {
    pub(crate) now: Time,
    pub(crate) organization: Id<Organization>,
    pub(crate) user: Id<User>,
    pub(crate) upn: &'a str,
    pub(crate) concerning: Concerning,
}

impl NodeImage {
    /// How many organizations are known, and how many rooms were stirred since lists read them last.
    pub(crate) fn size(&self) -> (usize, usize) {
        (self.read().versions.len(), self.0.stirred.count())
    }

    /// A mark to take before a transaction begins: what was stirred until then, the transaction sees.
    pub(crate) fn mark(&self) -> u64 {
        self.0.stirred.mark()
    }

    /// The facts about a person, no older than the transaction; none if there is no such person.
    pub(crate) async fn facts(
        &self,
        tx: &mut Tx,
        began: u64,
        whose: Whose<'_>,
    ) -> Result<Option<Facts>, StoreError> {
        let Whose { now, organization, user, upn, concerning } = whose;
        match concerning {
            Concerning::One(tenant) if tenant == organization => {
                self.bring(tx, &[organization]).await?;
            }
            Concerning::One(tenant) => self.bring(tx, &[organization, tenant]).await?,
            Concerning::All | Concerning::Holdings(_) => self.sweep(tx, organization).await?,
            Concerning::Directory(tenant) => {
                self.bring(tx, &[organization]).await?;
                self.sweep(tx, tenant).await?;
            }
        }
        self.refresh(tx, began, organization, concerning).await?;
        let known = self.read();
        Ok(Facts::of(&known.image, now, organization, user, upn, concerning))
    }

    /// The facts about an application that acts by itself, no older than the transaction; none if there is no such organization.
    pub(crate) async fn application_facts(
        &self,
        tx: &mut Tx,
        began: u64,
        whose: Whose<'_>,
        (application, permissions): (Id<Application>, BTreeSet<ApiPermission>),
    ) -> Result<Option<Facts>, StoreError> {
        let Whose { now, organization, concerning, .. } = whose;
        match concerning {
            Concerning::One(tenant) if tenant != organization => {
                self.bring(tx, &[organization, tenant]).await?;
            }
            _ => self.bring(tx, &[organization]).await?,
        }
        self.refresh(tx, began, organization, concerning).await?;
        let known = self.read();
        Ok(Facts::of_application(&known.image, now, organization, application, permissions, concerning))
    }

    /// Whether a person may use permissions in rooms, no older than the transaction.
    pub(crate) async fn allows(
        &self,
        tx: &mut Tx,
        now: Time,
        home: Id<Organization>,
        user: Id<User>,
        checks: Vec<(Permission, Id<Organization>, Id<Room>)>,
    ) -> Result<Vec<bool>, StoreError> {
        let mut concerned: Vec<_> = checks.iter().map(|(_, tenant, _)| *tenant).chain([home]).collect();
        concerned.sort_unstable();
        concerned.dedup();
        self.bring(tx, &concerned).await?;
        let known = self.read();
        let allows = |(permission, tenant, room)| known.image.allows(now, user, permission, tenant, room);
        Ok(checks.into_iter().map(allows).collect())
    }

    /// Whether a person may use a permission in a room as themselves or on behalf of its organization, no older than the transaction.
    pub(crate) async fn acts(
        &self,
        tx: &mut Tx,
        now: Time,
        (home, user): (Id<Organization>, Id<User>),
        (permission, tenant, room): (Permission, Id<Organization>, Id<Room>),
    ) -> Result<bool, StoreError> {
        self.bring(tx, &[home, tenant]).await?;
        let known = self.read();
        let image = &known.image;
        let (Some(own), Some(at)) = (image.organization(home), image.organization(tenant)) else {
            return Ok(false);
        };
        Ok(image.allows(now, user, permission, tenant, room)
            || holds_on_behalf((own, user), at, permission, room, now))
    }

    /// What is known of organizations, no older than the transaction; those that do not exist are left out.
    pub(crate) async fn organizations(
        &self,
        tx: &mut Tx,
        wanted: &[Id<Organization>],
    ) -> Result<Vec<Arc<OrganizationFacts>>, StoreError> {
        self.bring(tx, wanted).await?;
        let known = self.read();
        Ok(wanted.iter().filter_map(|tenant| known.image.organization(*tenant).cloned()).collect())
    }

    /// Brings organizations up to date.
    async fn bring(&self, tx: &mut Tx, wanted: &[Id<Organization>]) -> Result<(), StoreError> {
        let versions = versions(&ask(tx, VERSIONS, values![wanted.to_vec()]).await?)?;
        self.catch_up(tx, versions).await
    }

    /// Brings a partner and all of its customers up to date.
    async fn sweep(&self, tx: &mut Tx, partner: Id<Organization>) -> Result<(), StoreError> {
        let versions_of = versions(&ask(tx, VERSIONS, values![vec![partner]]).await?)?;
        let Some((_, version)) = versions_of.first().copied() else { return Ok(()) };
        if self.read().swept.get(&partner).is_some_and(|swept| *swept >= version) {
            return self.catch_up(tx, versions_of).await;
        }
        let mut all = versions(&ask(tx, CUSTOMERS, values![partner]).await?)?;
        // A customer whose relationship ended is one of the image alone.
        let ended: Vec<_> = {
            let known = self.read();
            let listed: FxHashSet<_> = all.iter().map(|(customer, _)| *customer).collect();
            known.image.customers_of(partner).filter(|customer| !listed.contains(customer)).collect()
        };
        if !ended.is_empty() {
            all.extend(versions(&ask(tx, VERSIONS, values![ended]).await?)?);
        }
        all.extend(versions_of);
        self.catch_up(tx, all).await?;
        let mut known = self.write();
        let swept = known.swept.entry(partner).or_default();
        *swept = version.max(*swept);
        Ok(())
    }

    async fn catch_up(&self, tx: &mut Tx, versions: Vec<(Id<Organization>, i64)>) -> Result<(), StoreError> {
        let mut behind = Vec::new();
        let mut unknown = Vec::new();
        {
            let known = self.read();
            for (tenant, version) in versions {
                match known.versions.get(&tenant) {
                    None => unknown.push(tenant),
                    Some(at) if *at < version => behind.push((tenant, *at, version)),
                    Some(_) => {}
                }
            }
        }
        for (tenant, after, until) in behind {
            let facts = between(tx, tenant, after, until).await?;
            let new = facts.iter().filter_map(|fact| match fact {
                Fact::Room { room, is } if is.after => Some(*room),
                _ => None,
            });
            let edits = lines(tx, tenant, new.collect()).await?;
            self.write().advance(tenant, after, until, &facts, &edits);
        }
        if !unknown.is_empty() {
            let read = load::organizations(tx, &unknown).await?;
            let mut known = self.write();
            for (facts, version) in read {
                known.put(facts, version);
            }
        }
        Ok(())
    }

    /// Reads anew what lists show of rooms that were stirred before the transaction began.
    async fn refresh(
        &self,
        tx: &mut Tx,
        began: u64,
        organization: Id<Organization>,
        concerning: Concerning,
    ) -> Result<(), StoreError> {
        let stirred = match concerning {
            Concerning::One(tenant) => self.0.stirred.of(began, |it| it == tenant || it == organization),
            // What somebody holds is no matter of what lists show.
            Concerning::Holdings(_) | Concerning::Directory(_) => return Ok(()),
            Concerning::All => {
                let known = self.read();
                self.0.stirred.of(began, |it| it == organization || known.image.is_customer(organization, it))
            }
        };
        for (tenant, rooms) in stirred {
            let mut edits = lines(tx, tenant, rooms.keys().copied().collect()).await?;
            let mut known = self.write();
            // What was read anew by another transaction meanwhile may be newer than what this one sees.
            let settled = self.0.stirred.settle(tenant, &rooms);
            edits.retain(|room, _| settled.contains(room));
            known.image.show(tenant, &edits);
        }
        Ok(())
    }

    /// Takes over what a transaction of this node made true, once it is committed.
    pub(crate) fn committed(&self, raised: Vec<Raised>, marks: &Marks) {
        self.0.stirred.stir(marks);
        if raised.is_empty() {
            return;
        }
        let mut known = self.write();
        for raised in raised {
            let Raised { tenant, version, facts, partners } = raised;
            known.advance(tenant, version - 1, version, &facts, &BTreeMap::new());
            // Not where another change of the organization is still missing here.
            let is_known = known.versions.get(&tenant).is_some_and(|known| *known >= version);
            for (partner, version) in partners {
                known.advance(partner, version - 1, version, &[], &BTreeMap::new());
                let swept = known.swept.get_mut(&partner);
                if let Some(swept) = swept.filter(|swept| is_known && **swept == version - 1) {
                    *swept = version;
                }
            }
        }
    }

    /// Writes down when devices were heard, once that is committed on this node.
    pub(crate) fn hear(&self, heard: &Heard) {
        if !heard.is_empty() {
            let mut known = self.write();
            for (tenant, rooms) in heard {
                known.image.hear(*tenant, rooms);
            }
        }
    }

    /// Says that rooms show something new.
    pub(crate) fn stir(&self, marks: &Marks) {
        self.0.stirred.stir(marks);
    }

    /// Reads every organization, so that nobody waits for the first decision. Each is read in one transaction, and is brought up
    /// to date like every other when it is asked for.
    pub(crate) async fn warm(&self, db: &Db) -> Result<usize, StoreError> {
        let all = load::ids(&mut db.begin_read().await?).await?;
        let many = all.len();
        // Not all at once: what is read is larger than what is kept of it.
        let waiting: Vec<Vec<Id<Organization>>> = all.chunks(AT_ONCE).map(<[_]>::to_vec).collect();
        let waiting = Arc::new(Mutex::new(waiting));
        let mut readers: JoinSet<Result<(), StoreError>> = JoinSet::new();
        for _ in 0..std::thread::available_parallelism().map_or(1, NonZero::get).min(WARMING) {
            let (image, db, waiting) = (self.clone(), db.clone(), Arc::clone(&waiting));
            readers.spawn(async move {
                let mut tx = db.begin_read().await?;
                loop {
                    let some = waiting.lock().unwrap_or_else(PoisonError::into_inner).pop();
                    let Some(some) = some else { return Ok(()) };
                    let read = load::organizations(&mut tx, &some).await?;
                    let mut known = image.write();
                    for (facts, version) in read {
                        known.put(facts, version);
                    }
                }
            });
        }
        while let Some(read) = readers.join_next().await {
            read.map_err(|_| StoreError::Door("a reader of the image ended early"))??;
        }
        Ok(many)
    }

    fn read(&self) -> std::sync::RwLockReadGuard<'_, Known> {
        self.0.known.read().unwrap_or_else(PoisonError::into_inner)
    }

    fn write(&self) -> std::sync::RwLockWriteGuard<'_, Known> {
        self.0.known.write().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Known {
    /// Takes facts over that lead from one version to a later one. Another transaction, which sees less, may have gone a
    /// part of the way meanwhile: facts name what is true after them, so that those it took over do no harm again.
    fn advance(
        &mut self,
        tenant: Id<Organization>,
        after: i64,
        until: i64,
        facts: &[Fact],
        edits: &BTreeMap<Id<Room>, RoomEdit>,
    ) {
        let is_on_the_way = |version: &&mut i64| (after..until).contains(*version);
        let Some(version) = self.versions.get_mut(&tenant).filter(is_on_the_way) else { return };
        *version = until;
        if !facts.is_empty() {
            self.image.apply(tenant, facts);
        }
        if !edits.is_empty() {
            self.image.show(tenant, edits);
        }
        // What was found up to date of a partner may have another customer now.
        for fact in facts {
            if let Fact::Link { is, .. } = fact
                && let Some(link) = &is.after
            {
                self.swept.remove(&link.partner);
            }
            if let Fact::SubscriptionRole { is, .. } = fact
                && let Some(role) = &is.after
            {
                self.swept.remove(&role.home);
            }
            if let Fact::Granular { is, .. } = fact
                && let Some(granular) = &is.after
            {
                self.swept.remove(&granular.partner);
            }
            if let Fact::Reseller { is, .. } = fact
                && let Some(reseller) = &is.after
            {
                self.swept.remove(&reseller.partner);
            }
        }
    }

    fn put(&mut self, facts: OrganizationFacts, version: i64) {
        let known = self.versions.entry(facts.id).or_insert(-1);
        if *known < version {
            *known = version;
            for partner in facts.rights.partners() {
                self.swept.remove(&partner);
            }
            self.image.put(facts);
        }
    }
}

fn versions(rows: &[Row]) -> Result<Vec<(Id<Organization>, i64)>, StoreError> {
    rows.iter().map(|row| Ok((row.get(0)?, row.get(1)?))).collect()
}

/// What lists show of rooms now.
async fn lines(
    tx: &mut Tx,
    tenant: Id<Organization>,
    rooms: Vec<Id<Room>>,
) -> Result<BTreeMap<Id<Room>, RoomEdit>, StoreError> {
    if rooms.is_empty() {
        return Ok(BTreeMap::new());
    }
    let mut edits = BTreeMap::new();
    let mut open = tickets::of_rooms(tx, rooms.clone()).await?;
    for row in ask(tx, LINES, values![tenant, rooms]).await? {
        let room: Id<Room> = row.get(0)?;
        let name: String = row.get(1)?;
        let tickets = open.remove(&room).unwrap_or_default();
        let (shown, last_seen, ring) = (shown(&row, 2, 3)?, row.get(4)?, row.get(5)?);
        let told = Told { name: name.into(), shown, last_seen, ring, tickets };
        edits.insert(room, RoomEdit { line: Some(told), ..RoomEdit::default() });
    }
    Ok(edits)
}

/// The health that lists show; none for an unenrolled room.
fn shown(row: &Row, health: usize, monitoring: usize) -> Result<Option<Health>, StoreError> {
    let is_listed = word(row, monitoring, Monitoring::from_key)? != Monitoring::Unenrolled;
    let health = word(row, health, Health::from_key)?;
    Ok(is_listed.then_some(health))
}
