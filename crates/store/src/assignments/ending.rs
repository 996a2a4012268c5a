//! Assignments whose end comes near, and who was warned of it.

use domain::{
    assignment::WARNINGS,
    id::{Assignment, Id, Organization},
    time::{DAY, Time},
};

use super::{AssignmentRow, columns, read};
use crate::{
    change::Change,
    error::StoreError,
    feed::{ask, run},
    opening::Opening,
    sql::Fetch,
    value::Value,
    values,
};

/// What is ahead of its end `$1`, within the earlier warning `$2`, and was not warned of: at all, or, within the later
/// warning `$3`, by that of `$4` days.
macro_rules! due {
    () => {
        "a.ends_at > $1 and a.ends_at <= $2 and (a.warned_days is null or (a.ends_at <= $3 and a.warned_days > $4)) \
         and (a.link_id is null or l.state in ('active', 'suspended'))"
    };
}

/// Time moves on in every organization at once: the job that warns looks for where it has work.
const TENANTS: &str = concat!(
    "select distinct a.tenant_id from assignments a \
     left join links l on l.tenant_id = a.tenant_id and l.link_id = a.link_id where ",
    due!(),
    " order by a.tenant_id"
);
const DUE: Fetch =
    Fetch::new(concat!(columns!(), "a.tenant_id = {target} and ", due!(), " order by a.assignment_id"));
const MARK: &str = "update assignments set warned_days = $3 where tenant_id = $1 and assignment_id = $2 \
     and (warned_days is null or warned_days > $3)";

fn near(now: Time) -> Vec<Value> {
    let [early, late] = WARNINGS;
    values![now, now.plus(early * DAY), now.plus(late * DAY), late]
}

impl Opening {
    /// The organizations with assignments whose coming end must be told.
    pub async fn tenants_with_ending_assignments(
        &mut self,
        now: Time,
    ) -> Result<Vec<Id<Organization>>, StoreError> {
        ask(&mut self.tx, TENANTS, near(now)).await?.iter().map(|row| row.get(0)).collect()
    }
}

/// The assignments of the change's organization whose coming end must be told.
pub async fn fetch_due(change: &mut Change) -> Result<Vec<AssignmentRow>, StoreError> {
    let values = near(change.now());
    change.rows(&DUE, values).await?.iter().map(read).collect()
}

/// Marks an assignment as warned of so many days before its end; false if another node did so meanwhile. That somebody
/// was told something is no change of meaning, so it leaves no event.
pub async fn mark_warned(change: &mut Change, id: Id<Assignment>, days: i64) -> Result<bool, StoreError> {
    let tenant = change.tenant();
    Ok(run(change.tx_mut(), MARK, values![tenant, id, days]).await? > 0)
}
