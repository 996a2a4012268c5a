//! How often an organization was told that a device is another's, at all of its customers together.

use domain::{
    autopilot::Outcome,
    id::{Id, Organization},
    time::Time,
};

use crate::{change::Change, error::StoreError, feed::ask, values};

const ELSEWHERE: &str = "select s.at from autopilot_submissions s join autopilot_results r on r.tenant_id = s.tenant_id \
     and r.submission_id = s.submission_id where s.made_by = $1 and s.at > $2 and r.outcome = $3 \
     order by s.at desc limit $4";

/// When it was told so since a moment: the newest, and at most so many.
pub async fn told_elsewhere(
    change: &mut Change,
    made_by: Id<Organization>,
    since: Time,
    most: i64,
) -> Result<Vec<Time>, StoreError> {
    let values = values![made_by, since, Outcome::Elsewhere.key(), most];
    ask(change.tx_mut(), ELSEWHERE, values).await?.iter().map(|row| row.get(0)).collect()
}
