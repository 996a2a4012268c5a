//! Lines join the logs of the organizations that an event concerns, in the transaction of the change.

use std::collections::BTreeMap;

use authz::{Actor, Permit, Source};
use domain::{
    activity,
    event::{Event, ResultStatus},
    query::fold,
};
use uuid::Uuid;

use super::{Line, LineChange};
use crate::{
    change::derive,
    db::Tx,
    error::StoreError,
    feed::{ask, run},
    opening::CallMeta,
    values,
};

const LOCK_HEAD: &str = "select sequence, digest from audit_heads where tenant_id = $1{lock}";
const MOVE_HEAD: &str = "update audit_heads set sequence = $2, digest = $3 where tenant_id = $1";
const APPEND: &str = "insert into audit_events (tenant_id, sequence, event_id, at, kind, category, operation, result, \
     subject_id, subject_name, subject_key, target_id, actor_id, actor_tenant_id, actor_name, via_role, via_id, \
     request_id, address, changes, salts, digest, application_id, application_name) values ($1, $2, $3, $4, $5, $6, $7, \
     $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20, $21, $22, $23, $24)";

const USED: &str = "insert into last_uses (tenant_id, user_id, at) values ($1, $2, $3) \
     on conflict (tenant_id, user_id) do update set at = excluded.at where excluded.at > last_uses.at";

/// Appends events to the logs of the organizations concerned, heads locked in ascending order; tells the line of each in the log of the
/// partner that it concerns, by its place among the events.
pub(crate) async fn append(
    tx: &mut Tx,
    permits: &[Permit],
    meta: &CallMeta,
    seed: Uuid,
    events: &[(usize, Event, ResultStatus)],
) -> Result<BTreeMap<usize, Uuid>, StoreError> {
    let mut lines: Vec<(usize, Line)> = Vec::with_capacity(events.len());
    for (place, (number, event, result)) in events.iter().enumerate() {
        let permit = permits.get(*number).ok_or(StoreError::Door("an event without a permit"))?;
        let target = permit.tenant().uuid();
        lines.push((place, line(permit, meta, event, *result, target)));
        let actor_home = match permit.actor() {
            Actor::Person { organization, .. } | Actor::Application { organization, .. } => {
                Some(organization.uuid())
            }
            Actor::System(_) => None,
        };
        let mut others: Vec<Uuid> = [actor_home, event.partner].into_iter().flatten().collect();
        others.sort_unstable();
        others.dedup();
        others.retain(|other| *other != target);
        for other in others {
            lines.push((place, cut(line(permit, meta, event, *result, target), other, actor_home)));
        }
    }
    lines.sort_by_key(|(_, line)| line.tenant_id);
    let mut of_partners = BTreeMap::new();
    let mut head: Option<(Uuid, i64, Vec<u8>)> = None;
    for ((place, mut line), n) in lines.into_iter().zip(1_u64..) {
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
        if let Some(user) = line.is_use_by() {
            run(tx, USED, vec![line.tenant_id.into(), user.into(), line.at.into()]).await?;
        }
        if events.get(place).is_some_and(|(_, event, _)| event.partner == Some(line.tenant_id)) {
            of_partners.insert(place, line.event_id);
        }
        head = Some((line.tenant_id, line.sequence, digest));
    }
    move_head(tx, head).await?;
    Ok(of_partners)
}

async fn move_head(tx: &mut Tx, head: Option<(Uuid, i64, Vec<u8>)>) -> Result<(), StoreError> {
    if let Some((tenant, sequence, digest)) = head {
        run(tx, MOVE_HEAD, vec![tenant.into(), sequence.into(), digest.into()]).await?;
    }
    Ok(())
}

impl Line {
    /// Who of another organization did or viewed something here by this line; a refused attempt is no use of a right.
    fn is_use_by(&self) -> Option<Uuid> {
        let is_here = self.target_id == self.tenant_id && self.actor_tenant_id != Some(self.tenant_id);
        self.actor_id.filter(|_| is_here && self.result == "Successful")
    }
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
        fold(&line.subject_name),
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
        line.application_id,
        &line.application_name,
    ];
    run(tx, APPEND, values).await.map(drop)
}

fn line(permit: &Permit, meta: &CallMeta, event: &Event, result: ResultStatus, tenant: Uuid) -> Line {
    let (actor_id, actor_tenant_id, actor_name) = match permit.actor() {
        Actor::Person { user, organization } => {
            (Some(user.uuid()), Some(organization.uuid()), meta.actor_name.clone())
        }
        Actor::Application { application, organization } => {
            (Some(application.uuid()), Some(organization.uuid()), meta.actor_name.clone())
        }
        Actor::System(task) => (None, None, task.name().to_owned()),
    };
    let program = meta.program.as_ref().filter(|_| actor_id.is_some());
    let via_id = match permit.via() {
        Some(Source::OwnRole { assignment, .. } | Source::PartnerRole { assignment, .. }) => {
            Some(assignment.uuid())
        }
        Some(Source::DelegatedAdmin { relationship, .. }) => Some(relationship.uuid()),
        Some(Source::GranularAdmin { relationship, .. }) => Some(relationship.uuid()),
        Some(Source::SubscriptionRole { assignment, .. }) => Some(assignment.uuid()),
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
        application_id: program.map(|it| it.id.uuid()),
        application_name: program.map(|it| it.name.clone()).unwrap_or_default(),
        via_role: permit.via().map_or_else(String::new, Source::role_key),
        via_id,
        request_id: meta.request_id.clone(),
        address: meta.address.clone(),
        changes: event.changes.iter().map(LineChange::from).collect(),
        salts: std::collections::BTreeMap::new(),
        digest: String::new(),
    }
}

/// What another organization's log may hold of an event: no names of the customer's things, and values only of what both sides
/// agreed on; the person and address only where they are its own, the task where Steward did it.
fn cut(mut line: Line, tenant: Uuid, actor_home: Option<Uuid>) -> Line {
    line.tenant_id = tenant;
    line.subject_name = String::new();
    if !activity::is_of_both(&line.kind) {
        line.changes = Vec::new();
    }
    if actor_home != Some(tenant) {
        line.actor_id = None;
        if actor_home.is_some() {
            line.actor_name = String::new();
        }
        line.application_id = None;
        line.application_name = String::new();
        line.address = String::new();
        line.via_role = String::new();
        line.via_id = None;
    }
    line
}
