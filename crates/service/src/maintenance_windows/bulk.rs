//! Maintenance planned for many groups, of one organization or of many customers, each decided and written on its own.

use domain::{
    id::{Id, Organization, RoomGroup},
    time::Time,
};

use super::{PlanMaintenance, run_judged};
use crate::{
    app::App,
    caller::Caller,
    one_by_one::{Done, one_by_one},
    refusal::Refusal,
};

/// Plans maintenance of the rooms of groups: for a reason, from a moment or from now on, until a moment; tells of each group
/// what became of it.
pub async fn plan_for_groups(
    app: &App,
    caller: &Caller,
    reason: &str,
    (from, until): (Option<Time>, Option<Time>),
    groups: Vec<(Id<Organization>, Id<RoomGroup>)>,
) -> Result<Vec<Done<RoomGroup>>, Refusal> {
    let one = |caller: Caller, tenant, group| async move {
        let command = PlanMaintenance { tenant, group: Some(group), reason: reason.to_owned(), from, until };
        run_judged(app, &caller, command).await.map(|_| ())
    };
    one_by_one(caller, "roomGroups", &["reason", "startDateTime", "endDateTime"], groups, one).await
}
