//! What became of what was submitted for several devices at once.

use authz::{Action, Realm};
use domain::{
    autopilot::SubmissionKind,
    id::{AutopilotSubmission as SubmissionId, Id, Organization},
    time::Time,
};
use store::{View, autopilot as rows};

use super::{ResultRow, SHOWS, SubmissionRow, to_see};
use crate::{
    ask::{Looking, Question},
    caller::Person,
    refusal::Refusal,
};

/// A submission of one's own organization, or one about one's own devices.
#[derive(Clone, Copy, Debug)]
pub struct AutopilotSubmission {
    /// Whose devices.
    pub tenant: Id<Organization>,
    /// Which.
    pub submission: Id<SubmissionId>,
}

/// The newest submissions of one's own organization, or all about one's own devices.
#[derive(Clone, Copy, Debug)]
pub struct AutopilotSubmissions {
    /// Whose devices.
    pub tenant: Id<Organization>,
}

impl Question for AutopilotSubmissions {
    type Answer = Vec<SubmissionRow>;
    const NAME: &'static str = "autopilot.submissions";
    const SHOWS: Option<&'static str> = Some(SHOWS);

    fn asks(&self, caller: &Person) -> (Action, Realm) {
        (to_see(caller, self.tenant), caller.realm(self.tenant))
    }

    async fn answer(&self, view: &mut View, context: &Looking<'_>) -> Result<Vec<SubmissionRow>, Refusal> {
        Ok(rows::submissions(view, context.caller.person.organization).await?)
    }
}

/// A submission with what became of each device.
#[derive(Clone, Debug)]
pub struct Submission {
    /// The submission.
    pub id: Id<SubmissionId>,
    /// Of what kind.
    pub kind: SubmissionKind,
    /// When; everything was done at once.
    pub at: Time,
    /// What became of each device.
    pub results: Vec<ResultRow>,
}

impl Submission {
    /// How many devices it was done for.
    pub fn done(&self) -> usize {
        self.results.iter().filter(|result| result.outcome.is_done()).count()
    }

    /// Whether it was not done for some device.
    pub fn has_faults(&self) -> bool {
        self.done() < self.results.len()
    }
}

impl Question for AutopilotSubmission {
    type Answer = Submission;
    const NAME: &'static str = "autopilot.submission";
    const SHOWS: Option<&'static str> = Some(SHOWS);

    fn asks(&self, caller: &Person) -> (Action, Realm) {
        (to_see(caller, self.tenant), caller.realm(self.tenant))
    }

    async fn answer(&self, view: &mut View, context: &Looking<'_>) -> Result<Submission, Refusal> {
        let reader = context.caller.person.organization;
        let row = rows::submission(view, self.submission, reader).await?.ok_or(Refusal::Missing)?;
        let results = rows::results(view, self.submission).await?;
        Ok(Submission { id: row.id, kind: row.kind, at: row.at, results })
    }
}
