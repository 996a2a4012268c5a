//! The operator moves partners from delegated admin privileges to granular relationships, and Steward ends the privileges
//! thirty days later.
//!
//! Invariant: nobody gets more than the customer granted by the privileges; what is moved over is looked at again in the transaction that
//! does it, alone in both organizations, so that to do it twice changes nothing. Nobody is told by e-mail; both sides find a notice, and
//! each step in their logs.

use std::collections::BTreeSet;

use authz::{SystemTask, system_permit};
use domain::{
    agent::Agent,
    default_delegation::{MIGRATED_DAYS, PRIVILEGES_GO_ON_DAYS, migrated, migrated_name},
    event::{Event, EventKind, Subject},
    granular_relationship::Status,
    id::{GranularRelationship, Id, Organization, ResellerRelationship},
    reseller_relationship::EndedBy,
    time::{DAY, Time},
};
use store::{
    Batch, Change, delegation_migration as rows,
    granular_relationships::{self as granular, GranularRow, NewGranular, assignments},
    notices::{CUSTOMER_AGENTS, DELEGATION_AGENTS, Notice},
    reseller_relationships as reseller,
};

pub use store::delegation_migration::Privileges;

use crate::{
    app::App, granular_relationships::words, refusal::Refusal, reseller_relationships, run::perform_alone,
};

/// Who approves and drafts in the name of nobody.
const STEWARD: &str = "Steward";
/// How many privileges end in one turn at most.
const TOGETHER: i64 = 50;

/// Which privileges are meant; all of them where nothing is named.
#[derive(Clone, Debug, Default)]
pub struct Chosen {
    /// Those of these partners.
    pub partners: BTreeSet<Id<Organization>>,
    /// Those at these customers.
    pub customers: BTreeSet<Id<Organization>>,
}

impl Chosen {
    fn has(&self, it: &Privileges) -> bool {
        (self.partners.is_empty() || self.partners.contains(&it.partner))
            && (self.customers.is_empty() || self.customers.contains(&it.customer))
    }
}

/// What becomes of privileges when they are moved over.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fate {
    /// A granular relationship takes their place.
    Moves,
    /// They were moved over before, and end at a moment.
    Moved(Time),
    /// They stay: the customer approved a granular relationship of the partner before.
    Stays,
}

impl Fate {
    const fn of(it: &Privileges) -> Self {
        match it.ends_at {
            Some(at) => Self::Moved(at),
            None if it.has_granular => Self::Stays,
            None => Self::Moves,
        }
    }
}

/// What would become of the chosen privileges; nothing is changed.
pub async fn plan(app: &App, chosen: &Chosen) -> Result<Vec<(Privileges, Fate)>, Refusal> {
    let all = app.store.begin_view().await?.privileges().await?;
    Ok(all.into_iter().filter(|it| chosen.has(it)).map(|it| (it.clone(), Fate::of(&it))).collect())
}

/// Moves privileges over; says whether they were still there to be moved.
pub async fn migrate(app: &App, it: &Privileges) -> Result<bool, Refusal> {
    let (customer, partner) = (it.customer, it.partner);
    let random = secret(app);
    let work = async |change: &mut Change| move_over(change, partner, random).await;
    perform_alone(app, SystemTask::Migration, customer, vec![customer, partner], work).await
}

/// Ends privileges whose time beside a granular relationship is over, some at a time. Called by the server's clock.
pub async fn tend(app: &App) -> Result<(), Refusal> {
    let due = app.store.begin_view().await?.superseded_privileges(app.clock.now(), TOGETHER).await?;
    // One that fails keeps no other from ending.
    let mut failed = Ok(());
    for (relationship, customer, partner) in due {
        let work = async |change: &mut Change| end(change, relationship).await;
        let ended = perform_alone(app, SystemTask::Migration, customer, vec![customer, partner], work).await;
        failed = ended.and(failed);
    }
    failed
}

async fn move_over(
    change: &mut Change,
    partner: Id<Organization>,
    random: uuid::Uuid,
) -> Result<bool, Refusal> {
    let customer = change.tenant();
    let Some(row) = reseller::fetch_live(change, partner).await? else { return Ok(false) };
    if !row.has_privileges || row.is_suspended || rows::has_granular(change, partner).await? {
        return Ok(false);
    }
    let id: Id<GranularRelationship> = change.new_id();
    change.turn_to(system_permit(SystemTask::Migration, partner));
    draft(change, id, customer, random).await?;
    change.turn_to(system_permit(SystemTask::Migration, customer));
    let now = change.now();
    let before = granular::fetch(change, id).await?.ok_or(Refusal::Missing)?;
    let after = GranularRow {
        status: Status::Approved,
        locked_at: Some(now),
        approved_by: Some(STEWARD.to_owned()),
        approved_at: Some(now),
        ..before.clone()
    };
    let event = of_granular(EventKind::GranularApproved, &after)
        .with("partnerId", partner)
        .with("roles", words(&after.roles))
        .with("days", after.days)
        .with("autoExtend", after.extends);
    change.write(granular::save(Batch::of(event), &before, &after, &[])).await?;
    for agent in [Agent::Admin, Agent::Helpdesk] {
        assign(change, &after, agent).await?;
    }
    let ends = now.plus(PRIVILEGES_GO_ON_DAYS * DAY);
    let event = reseller_relationships::event(EventKind::PrivilegesMigrated, &row).with("endDateTime", ends);
    change.write(rows::end_at(Batch::of(event), row.id, ends)).await?;
    let end = || ("end", ends.to_string());
    let ours = vec![("partner", row.partner_name.clone()), ("name", after.name.clone()), end()];
    let theirs = vec![("customer", row.customer_name.clone()), ("name", after.name.clone()), end()];
    let about = id.uuid();
    let (to_us, to_them) = ("service_administrators", DELEGATION_AGENTS);
    change
        .leave(Notice {
            tenant: customer,
            audience: to_us,
            kind: "granular_migrated",
            about,
            parameters: ours,
        })
        .await?;
    let kind = "customer_granular_migrated";
    change.leave(Notice { tenant: partner, audience: to_them, kind, about, parameters: theirs }).await?;
    Ok(true)
}

/// The relationship, as if the partner had drafted it.
async fn draft(
    change: &mut Change,
    id: Id<GranularRelationship>,
    customer: Id<Organization>,
    secret: uuid::Uuid,
) -> Result<(), Refusal> {
    let partner = change.tenant();
    let name = migrated_name(partner, customer, secret);
    let roles = migrated(Agent::Admin);
    let event = Event::new(EventKind::GranularCreated, Subject::thing(id.uuid(), &name))
        .with("roles", words(&roles))
        .with("days", MIGRATED_DAYS)
        .with("autoExtend", false)
        .with("customerId", customer);
    let (days, created_by) = (MIGRATED_DAYS, STEWARD.to_owned());
    let new = NewGranular {
        id,
        secret,
        customer: Some(customer),
        name,
        roles,
        days,
        extends: false,
        created_by,
        provider: None,
    };
    let now = change.now();
    change.write(granular::insert(Batch::of(event), new, now)).await?;
    Ok(())
}

/// Gives the agents of a kind their roles; they hold them as soon as the relationship is in force.
async fn assign(change: &mut Change, row: &GranularRow, agent: Agent) -> Result<(), Refusal> {
    let group = store::subscriptions::agents_group(change, row.partner, agent).await?;
    // A partner whose agents were never gathered has nobody who held anything.
    let Some((group, name)) = group else { return Ok(()) };
    let roles = migrated(agent);
    let id = change.new_id();
    let event = of_granular(EventKind::AccessAssignmentCreated, row)
        .with("groupId", group)
        .with("group", name)
        .with("roles", words(&roles))
        .about_part(Id::uuid(id));
    change.write(assignments::insert(Batch::of(event), row.id, id, group, &roles)).await?;
    Ok(())
}

async fn end(change: &mut Change, relationship: Id<ResellerRelationship>) -> Result<(), Refusal> {
    if !rows::is_due(change, relationship).await? {
        return Ok(());
    }
    let row = reseller::fetch(change, relationship).await?.ok_or(Refusal::Missing)?;
    let event = reseller_relationships::event(EventKind::PrivilegesSuperseded, &row);
    change.write(reseller::take(Batch::of(event), &row, EndedBy::Migration)).await?;
    let parameters = vec![("partner", row.partner_name.clone())];
    let (audience, about) = ("service_administrators", row.id.uuid());
    let kind = "privileges_superseded";
    change.leave(Notice { tenant: row.tenant, audience, kind, about, parameters }).await?;
    let parameters = vec![("customer", row.customer_name.clone())];
    let (audience, about) = (CUSTOMER_AGENTS, row.tenant.uuid());
    let kind = "customer_privileges_superseded";
    Ok(change.leave(Notice { tenant: row.partner, audience, kind, about, parameters }).await?)
}

/// An event about a relationship in the logs of both sides.
fn of_granular(kind: EventKind, row: &GranularRow) -> Event {
    Event::new(kind, Subject::thing(row.id.uuid(), &row.name)).concerning(row.partner.uuid())
}

fn secret(app: &App) -> uuid::Uuid {
    let mut random = [0_u8; 16];
    random.iter_mut().zip(app.secrets.random32()).for_each(|(to, from)| *to = from);
    uuid::Builder::from_random_bytes(random).into_uuid()
}
