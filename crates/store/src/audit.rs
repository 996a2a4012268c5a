//! The audit log: one hash chain for each organization, written with the change it tells of.
//!
//! The digest is described in `docs/audit-digest.md`; personal fields enter it as salted hashes whose salts
//! stand beside them, so that a value can be erased and the chain still verifies.

use authz::{Actor, Permit, Source};
use domain::{
    event::{Event, FieldChange, ResultStatus},
    time::Time,
};
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use uuid::Uuid;

use crate::{
    change::derive,
    db::Tx,
    error::StoreError,
    feed::{ask, run},
    opening::CallMeta,
    page::{Page, PageOf},
    sql::{Query, Read},
    value::Row,
    values,
    view::View,
};

/// The version of the digest's form.
pub const DIGEST_VERSION: &str = "steward-audit-1";

/// One line of the log as it is stored, exported and verified.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Line {
    /// The organization in whose log it stands.
    pub tenant_id: Uuid,
    /// Its place in the chain, from 1.
    pub sequence: i64,
    /// Its identifier.
    pub event_id: Uuid,
    /// When it happened.
    pub at: Time,
    /// What happened: the stable code.
    pub kind: String,
    /// The category.
    pub category: String,
    /// Create, Update or Delete.
    pub operation: String,
    /// Successful or Failed.
    pub result: String,
    /// The thing acted on.
    pub subject_id: Uuid,
    /// Its name at that time.
    pub subject_name: String,
    /// The organization acted on.
    pub target_id: Uuid,
    /// The acting person.
    pub actor_id: Option<Uuid>,
    /// The acting person's organization.
    pub actor_tenant_id: Option<Uuid>,
    /// The acting person's account name, or the name of Steward's task.
    pub actor_name: String,
    /// The role that allowed it.
    pub via_role: String,
    /// The assignment that allowed it.
    pub via_id: Option<Uuid>,
    /// The request.
    pub request_id: String,
    /// The address it came from.
    pub address: String,
    /// The values before and after.
    pub changes: Vec<LineChange>,
    /// Salts of the personal fields, by field.
    pub salts: std::collections::BTreeMap<String, String>,
    /// The digest, in hexadecimal.
    pub digest: String,
}

/// One changed value of a line.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct LineChange {
    /// The field.
    pub field: String,
    /// The value before.
    pub before: Option<String>,
    /// The value after.
    pub after: Option<String>,
    /// Whether it describes a person.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub personal: bool,
}

impl From<&FieldChange> for LineChange {
    fn from(change: &FieldChange) -> Self {
        Self {
            field: change.field.to_owned(),
            before: change.before.clone(),
            after: change.after.clone(),
            personal: change.personal,
        }
    }
}

impl Line {
    /// The digest over the canonical fields and the digest of the line before.
    pub fn compute_digest(&self, previous: &[u8]) -> Vec<u8> {
        let mut hash = Sha256::new();
        let mut field = |bytes: &[u8]| {
            hash.update((bytes.len() as u64).to_be_bytes());
            hash.update(bytes);
        };
        field(DIGEST_VERSION.as_bytes());
        field(previous);
        field(self.tenant_id.as_bytes());
        field(&self.sequence.to_be_bytes());
        field(self.event_id.as_bytes());
        field(&self.at.micros().to_be_bytes());
        for text in [&self.kind, &self.category, &self.operation, &self.result] {
            field(text.as_bytes());
        }
        field(self.subject_id.as_bytes());
        field(&self.salted("subjectName", &self.subject_name));
        field(self.target_id.as_bytes());
        for id in [self.actor_id, self.actor_tenant_id, self.via_id] {
            field(id.as_ref().map_or(&[][..], |id| id.as_bytes()));
        }
        field(&self.salted("actorName", &self.actor_name));
        field(self.via_role.as_bytes());
        field(self.request_id.as_bytes());
        field(&self.salted("address", &self.address));
        for (index, change) in self.changes.iter().enumerate() {
            field(change.field.as_bytes());
            for (side, value) in [("before", &change.before), ("after", &change.after)] {
                match value {
                    None => field(b"-"),
                    Some(value) if change.personal => {
                        field(&self.salted(&format!("changes.{index}.{side}"), value));
                    }
                    Some(value) => field(&[b"=", value.as_bytes()].concat()),
                }
            }
        }
        hash.finalize().to_vec()
    }

    /// A personal value as its salted hash.
    fn salted(&self, name: &str, value: &str) -> Vec<u8> {
        let salt = self.salts.get(name).map_or("", String::as_str);
        Sha256::new()
            .chain_update(salt.as_bytes())
            .chain_update([0])
            .chain_update(value.as_bytes())
            .finalize()
            .to_vec()
    }

    /// Draws the salts of the personal fields.
    fn salt(&mut self, seed: Uuid) {
        let mut names = vec!["subjectName".to_owned(), "actorName".to_owned(), "address".to_owned()];
        for (index, change) in self.changes.iter().enumerate().filter(|(_, change)| change.personal) {
            let sides = [("before", change.before.is_some()), ("after", change.after.is_some())];
            names
                .extend(sides.iter().filter(|side| side.1).map(|side| format!("changes.{index}.{}", side.0)));
        }
        self.salts = names
            .into_iter()
            .zip(1_u64..)
            .map(|(name, n)| (name, derive(seed, self.at, n << 20).simple().to_string()))
            .collect();
    }
}

const LOCK_HEAD: &str = "select sequence, digest from audit_heads where tenant_id = $1{lock}";
const MOVE_HEAD: &str = "update audit_heads set sequence = $2, digest = $3 where tenant_id = $1";
const APPEND: &str = "insert into audit_events (tenant_id, sequence, event_id, at, kind, category, operation, result, \
     subject_id, subject_name, target_id, actor_id, actor_tenant_id, actor_name, via_role, via_id, request_id, \
     address, changes, salts, digest) values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, \
     $16, $17, $18, $19, $20, $21)";

/// Appends events to the logs of the organizations concerned, heads locked in ascending order.
pub(crate) async fn append(
    tx: &mut Tx,
    permits: &[Permit],
    meta: &CallMeta,
    seed: Uuid,
    events: Vec<(usize, Event, ResultStatus)>,
) -> Result<(), StoreError> {
    let mut lines: Vec<Line> = Vec::with_capacity(events.len());
    for (number, event, result) in &events {
        let permit = permits.get(*number).ok_or(StoreError::Door("an event without a permit"))?;
        let target = permit.tenant().uuid();
        lines.push(line(permit, meta, event, *result, target));
        let actor_home = match permit.actor() {
            Actor::Person { organization, .. } => Some(organization.uuid()),
            Actor::System(_) => None,
        };
        let mut others: Vec<Uuid> = [actor_home, event.partner].into_iter().flatten().collect();
        others.sort_unstable();
        others.dedup();
        others.retain(|other| *other != target);
        for other in others {
            lines.push(cut(line(permit, meta, event, *result, target), other, actor_home));
        }
    }
    lines.sort_by_key(|line| line.tenant_id);
    let mut head: Option<(Uuid, i64, Vec<u8>)> = None;
    for (mut line, n) in lines.into_iter().zip(1_u64..) {
        let (sequence, previous) = match head.take() {
            Some((tenant, sequence, digest)) if tenant == line.tenant_id => (sequence, digest),
            before => {
                move_head(tx, before).await?;
                let rows = ask(tx, LOCK_HEAD, vec![line.tenant_id.into()]).await?;
                let row = rows.first().ok_or(StoreError::Door("an organization without an audit head"))?;
                (row.get(0)?, row.get(1)?)
            }
        };
        line.sequence = sequence + 1;
        line.event_id = derive(seed, meta.now, n);
        line.salt(derive(seed, meta.now, n << 10));
        let digest = line.compute_digest(&previous);
        insert(tx, &line, digest.clone()).await?;
        head = Some((line.tenant_id, line.sequence, digest));
    }
    move_head(tx, head).await
}

async fn move_head(tx: &mut Tx, head: Option<(Uuid, i64, Vec<u8>)>) -> Result<(), StoreError> {
    if let Some((tenant, sequence, digest)) = head {
        run(tx, MOVE_HEAD, vec![tenant.into(), sequence.into(), digest.into()]).await?;
    }
    Ok(())
}

async fn insert(tx: &mut Tx, line: &Line, digest: Vec<u8>) -> Result<(), StoreError> {
    let values = values![
        line.tenant_id,
        line.sequence,
        line.event_id,
        line.at,
        &line.kind,
        &line.category,
        &line.operation,
        &line.result,
        line.subject_id,
        &line.subject_name,
        line.target_id,
        line.actor_id,
        line.actor_tenant_id,
        &line.actor_name,
        &line.via_role,
        line.via_id,
        &line.request_id,
        &line.address,
        serde_json::to_string(&line.changes)?,
        serde_json::to_string(&line.salts)?,
        digest,
    ];
    run(tx, APPEND, values).await.map(drop)
}

fn line(permit: &Permit, meta: &CallMeta, event: &Event, result: ResultStatus, tenant: Uuid) -> Line {
    let (actor_id, actor_tenant_id, actor_name) = match permit.actor() {
        Actor::Person { user, organization } => {
            (Some(user.uuid()), Some(organization.uuid()), meta.actor_name.clone())
        }
        Actor::System(task) => (None, None, task.name().to_owned()),
    };
    let via_id = match permit.via() {
        Some(Source::OwnRole { assignment, .. } | Source::PartnerRole { assignment, .. }) => {
            Some(assignment.uuid())
        }
        Some(Source::DirectoryRole(_)) | None => None,
    };
    Line {
        tenant_id: tenant,
        sequence: 0,
        event_id: Uuid::nil(),
        at: meta.now,
        kind: event.kind.code().to_owned(),
        category: format!("{:?}", event.kind.category()),
        operation: format!("{:?}", event.kind.operation()),
        result: format!("{result:?}"),
        subject_id: event.subject.id,
        subject_name: event.subject.name.clone(),
        target_id: permit.tenant().uuid(),
        actor_id,
        actor_tenant_id,
        actor_name,
        via_role: permit.via().map_or("", |source| source.role_key()).to_owned(),
        via_id,
        request_id: meta.request_id.clone(),
        address: meta.address.clone(),
        changes: event.changes.iter().map(LineChange::from).collect(),
        salts: std::collections::BTreeMap::new(),
        digest: String::new(),
    }
}

/// What another organization's log may hold of an event: no names and values of the customer's
/// things; the person and address only where they are its own.
fn cut(mut line: Line, tenant: Uuid, actor_home: Option<Uuid>) -> Line {
    line.tenant_id = tenant;
    line.subject_name = String::new();
    line.changes = Vec::new();
    if actor_home != Some(tenant) {
        line.actor_id = None;
        line.actor_name = String::new();
        line.address = String::new();
        line.via_role = String::new();
        line.via_id = None;
    }
    line
}

/// Which lines are wanted.
#[derive(Clone, Debug, Default)]
pub struct Wanted {
    /// Not before.
    pub from: Option<Time>,
    /// Before.
    pub until: Option<Time>,
    /// Only of this category.
    pub category: Option<String>,
    /// Only what people of other organizations did: partner activity.
    pub only_others: bool,
    /// Only about this thing.
    pub subject: Option<Uuid>,
}

const COLUMNS: &str = "select e.tenant_id, e.sequence, e.event_id, e.at, e.kind, e.category, e.operation, e.result, \
     e.subject_id, e.subject_name, e.target_id, e.actor_id, e.actor_tenant_id, e.actor_name, e.via_role, e.via_id, \
     e.request_id, e.address, e.changes, e.salts, e.digest from audit_events e where {tenant:e.tenant_id}";
const LIST: Read = Read::new(COLUMNS);

fn narrow(query: &mut Query, wanted: &Wanted) {
    if let Some(from) = wanted.from {
        query.push(" and e.at >= ").bind(from);
    }
    if let Some(until) = wanted.until {
        query.push(" and e.at < ").bind(until);
    }
    if let Some(category) = &wanted.category {
        query.push(" and e.category = ").bind(category);
    }
    if wanted.only_others {
        query.push(" and e.actor_tenant_id <> e.tenant_id");
    }
    if let Some(subject) = wanted.subject {
        query.push(" and e.subject_id = ").bind(subject);
    }
}

/// A page of the log, newest first; the cursor is the sequence number before which to go on.
pub async fn list(
    view: &mut View,
    wanted: &Wanted,
    before: Option<i64>,
    page: Page,
) -> Result<PageOf<Line>, StoreError> {
    let mut query = Query::new(&LIST, values![]);
    narrow(&mut query, wanted);
    if let Some(before) = before {
        query.push(" and e.sequence < ").bind(before);
    }
    query.push(" order by e.sequence desc limit ").bind(page.limit());
    let rows = view.rows(query).await?;
    page.cut(rows, read)
}

/// Lines in the order of the chain, from after a sequence number: for exports, taken piece by piece.
pub async fn chain(
    view: &mut View,
    wanted: &Wanted,
    after: i64,
    at_most: i64,
) -> Result<Vec<Line>, StoreError> {
    let mut query = Query::new(&LIST, values![]);
    narrow(&mut query, wanted);
    query.push(" and e.sequence > ").bind(after);
    query.push(" order by e.sequence limit ").bind(at_most);
    view.rows(query).await?.iter().map(read).collect()
}

const DIGEST: Read =
    Read::new("select e.digest from audit_events e where {tenant:e.tenant_id} and e.sequence = $1");

/// The digest of one line, in hexadecimal.
pub async fn digest_of(view: &mut View, sequence: i64) -> Result<Option<String>, StoreError> {
    let row = view.find(&DIGEST, values![sequence]).await?;
    row.map(|row| row.get::<Vec<u8>>(0).map(|digest| hex(&digest))).transpose()
}

fn read(row: &Row) -> Result<Line, StoreError> {
    let changes: String = row.get(18)?;
    let salts: String = row.get(19)?;
    let digest: Vec<u8> = row.get(20)?;
    Ok(Line {
        tenant_id: row.get(0)?,
        sequence: row.get(1)?,
        event_id: row.get(2)?,
        at: row.get(3)?,
        kind: row.get(4)?,
        category: row.get(5)?,
        operation: row.get(6)?,
        result: row.get(7)?,
        subject_id: row.get(8)?,
        subject_name: row.get(9)?,
        target_id: row.get(10)?,
        actor_id: row.get(11)?,
        actor_tenant_id: row.get(12)?,
        actor_name: row.get(13)?,
        via_role: row.get(14)?,
        via_id: row.get(15)?,
        request_id: row.get(16)?,
        address: row.get(17)?,
        changes: serde_json::from_str(&changes)?,
        salts: serde_json::from_str(&salts)?,
        digest: hex(&digest),
    })
}

/// Bytes in hexadecimal.
pub fn hex(bytes: &[u8]) -> String {
    use std::fmt::Write as _;
    bytes.iter().fold(String::new(), |mut text, byte| {
        // Writing to a string cannot fail.
        let _ = write!(text, "{byte:02x}");
        text
    })
}
