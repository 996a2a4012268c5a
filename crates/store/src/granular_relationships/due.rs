//! What time does to granular relationships, for whoever moves them on: they are looked for in all organizations together.

use domain::{
    granular_relationship::{DAYS_AFTER_END, DAYS_TO_ANSWER, REMINDERS, RequestAction, Status},
    id::{AccessAssignment, GranularRelationship, Id, Organization},
    time::{DAY, Time},
};

use super::GranularRow;
use crate::{
    change::Change,
    error::StoreError,
    facts::word,
    feed::{ask, run},
    opening::Opening,
    value::Row,
    values,
};

/// The customer once it approved; what was only asked is the partner's alone.
macro_rules! due {
    () => {
        "select r.relationship_id, r.tenant_id, case when r.approved_at is null then null else r.customer_id end \
         from granular_relationships r "
    };
}

const MOVING: &str = concat!(
    due!(),
    "where r.status in ('approved', 'activating', 'expiring', 'terminationRequested', 'terminating') union ",
    due!(),
    "join granular_requests q on q.tenant_id = r.tenant_id and q.relationship_id = r.relationship_id \
     where q.status = 'created' union ",
    due!(),
    "join granular_operations o on o.tenant_id = r.tenant_id and o.relationship_id = r.relationship_id \
     where o.status = 'notStarted' union ",
    due!(),
    "join access_assignments a on a.tenant_id = r.tenant_id and a.relationship_id = r.relationship_id \
     where a.status in ('pending', 'deleting') and r.status = 'active' limit 1000"
);
const ENDING: &str = concat!(
    due!(),
    "where r.status = 'active' and (r.ends_at <= $1 or (r.extends = false and r.ends_at <= $2 and (r.reminded is null \
     or (r.reminded > $3 and r.ends_at <= $4) or (r.reminded > $5 and r.ends_at <= $6)))) limit 1000"
);
const UNANSWERED: &str =
    concat!(due!(), "where r.status = 'approvalPending' and r.locked_at <= $1 limit 1000");
const FORGOTTEN: &str =
    concat!(due!(), "where r.status in ('expired', 'terminated') and r.ended_at <= $1 limit 1000");

/// A relationship with something to do.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct DueGranular {
    /// The relationship.
    pub id: Id<GranularRelationship>,
    /// The partner.
    pub partner: Id<Organization>,
    /// The customer, if one approved it.
    pub customer: Option<Id<Organization>>,
}

fn read(row: &Row) -> Result<DueGranular, StoreError> {
    Ok(DueGranular { id: row.get(0)?, partner: row.get(1)?, customer: row.get(2)? })
}

/// While both sides are bound, what happens to a relationship happens at the customer; before and after, at the partner.
pub(super) fn place(
    status: Status,
    partner: Id<Organization>,
    customer: Option<Id<Organization>>,
) -> Id<Organization> {
    customer.filter(|_| status.is_live()).unwrap_or(partner)
}

impl Opening {
    /// The relationships that are on their way, or of which something is: a request, an operation, an assignment.
    pub async fn moving_granulars(&mut self) -> Result<Vec<DueGranular>, StoreError> {
        ask(&mut self.tx, MOVING, values![]).await?.iter().map(read).collect()
    }

    /// The relationships whose end has come, or is so near that both sides are to be reminded.
    pub async fn ending_granulars(&mut self, now: Time) -> Result<Vec<DueGranular>, StoreError> {
        let [first, second, third] = REMINDERS.map(|days| now.plus(days * DAY));
        let [_, week, last] = REMINDERS;
        let values = values![now, first, week, second, last, third];
        ask(&mut self.tx, ENDING, values).await?.iter().map(read).collect()
    }

    /// The relationships that nobody answered in time, and those that were over for long enough.
    pub async fn past_granulars(&mut self, now: Time) -> Result<Vec<DueGranular>, StoreError> {
        let before = |days: i64| now.plus(-days * DAY);
        let mut past = Vec::new();
        for (text, days) in [(UNANSWERED, DAYS_TO_ANSWER), (FORGOTTEN, DAYS_AFTER_END)] {
            let rows = ask(&mut self.tx, text, values![before(days)]).await?;
            past.extend(rows.iter().map(read).collect::<Result<Vec<_>, _>>()?);
        }
        Ok(past)
    }

    /// Where a relationship of a partner is changed ([`GranularRow::place`]), if it has such a one.
    pub async fn granular_place(
        &mut self,
        partner: Id<Organization>,
        id: Id<GranularRelationship>,
    ) -> Result<Option<Id<Organization>>, StoreError> {
        let text = "select status, customer_id from granular_relationships where tenant_id = $1 and relationship_id = $2";
        let rows = ask(&mut self.tx, text, values![partner, id]).await?;
        let Some(row) = rows.first() else { return Ok(None) };
        let status = word(row, 0, Status::from_key)?;
        Ok(Some(place(status, partner, row.get(1)?)))
    }
}

const MOVE_ON: &str = "update granular_relationships set status = $4, changed_at = $5, change_stamp = change_stamp + 1 \
     where tenant_id = $1 and relationship_id = $2 and status = $3";
const REMOVE: &str = "update access_assignments set status = 'deleted', changed_at = $4, \
     change_stamp = change_stamp + 1 where tenant_id = $1 and relationship_id = $2 and assignment_id = $3 \
     and status = 'deleting'";
const SETTLE_REQUESTS: &str = "update granular_requests set status = 'succeeded', changed_at = $4 \
     where tenant_id = $1 and relationship_id = $2 and action {in $3} and status = 'created'";
const SETTLE_OPERATIONS: &str = "update granular_operations set status = 'succeeded', changed_at = $3 \
     where tenant_id = $1 and relationship_id = $2 and status = 'notStarted'";
const MARK: &str = "update granular_relationships set reminded = $3 where tenant_id = $1 and relationship_id = $2 \
     and status = 'active' and (reminded is null or reminded > $3)";

/// Moves a relationship on between two statuses in which nobody holds anything: no change of meaning, so it leaves no event.
pub async fn move_on(change: &mut Change, row: &GranularRow, to: Status) -> Result<(), StoreError> {
    let values = values![row.partner, row.id, row.status.key(), to.key(), change.now()];
    run(change.tx_mut(), MOVE_ON, values).await.map(drop)
}

/// Takes out an assignment that was taken back before.
pub async fn remove_assignment(
    change: &mut Change,
    row: &GranularRow,
    id: Id<AccessAssignment>,
) -> Result<(), StoreError> {
    let values = values![row.partner, row.id, id, change.now()];
    run(change.tx_mut(), REMOVE, values).await.map(drop)
}

/// Notes that requests for some actions, and every operation, on a relationship were carried out.
pub async fn settle(
    change: &mut Change,
    row: &GranularRow,
    actions: &[RequestAction],
) -> Result<(), StoreError> {
    let words: Vec<String> = actions.iter().map(|action| action.key().to_owned()).collect();
    let now = change.now();
    run(change.tx_mut(), SETTLE_REQUESTS, values![row.partner, row.id, words, now]).await?;
    run(change.tx_mut(), SETTLE_OPERATIONS, values![row.partner, row.id, now]).await.map(drop)
}

/// Notes how many days before its end both sides of a relationship are reminded; false if another node did so meanwhile.
pub async fn mark_reminded(change: &mut Change, row: &GranularRow, days: i64) -> Result<bool, StoreError> {
    Ok(run(change.tx_mut(), MARK, values![row.partner, row.id, days]).await? > 0)
}
