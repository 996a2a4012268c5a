//! The same done to many rollouts, of one organization or of many customers, each decided and written on its own.

use domain::id::{Id, Organization, Release};

use super::{PauseRollout, ResumeRollout, RetryFailed};
use crate::{
    app::App,
    caller::Caller,
    one_by_one::{Done, one_by_one},
    refusal::Refusal,
    run::run,
};

/// What is done to each of them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RolloutAct {
    /// It stands still.
    Pause,
    /// It goes on.
    Resume,
    /// What failed is tried again, in the rooms that the caller controls.
    Retry,
}

impl RolloutAct {
    /// All of them.
    pub const ALL: [Self; 3] = [Self::Pause, Self::Resume, Self::Retry];

    /// The word for it.
    pub const fn key(self) -> &'static str {
        match self {
            Self::Pause => "pause",
            Self::Resume => "resume",
            Self::Retry => "retry",
        }
    }
}

/// Does the same to rollouts, in the order in which they are named, and tells of each what became of it.
pub async fn act_on_rollouts(
    app: &App,
    caller: &Caller,
    act: RolloutAct,
    rollouts: Vec<(Id<Organization>, Id<Release>)>,
) -> Result<Vec<Done<Release>>, Refusal> {
    let one = |caller: Caller, tenant, release| async move {
        match act {
            RolloutAct::Pause => {
                run(app, &caller, PauseRollout { tenant, release, reason: String::new() }).await
            }
            RolloutAct::Resume => run(app, &caller, ResumeRollout { tenant, release }).await,
            RolloutAct::Retry => run(app, &caller, RetryFailed { tenant, release }).await,
        }
    };
    one_by_one(caller, "rollouts", &[], rollouts, one).await
}
