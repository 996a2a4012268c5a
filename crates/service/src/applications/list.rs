//! Applications as lists and pages show them.

use authz::{Action, Realm};
use domain::id::{Application, Id};
use store::{
    View, applications,
    applications::{ApplicationRow, SecretRow},
    list::Wanted,
};

use super::ASKS;
use crate::{
    ask::{Looking, Question},
    caller::Person,
    counted::Counted,
    refusal::Refusal,
};

/// The applications of the caller's organization, by name unless said otherwise.
#[derive(Clone, Debug, Default)]
pub struct ListApplications {
    /// Which, in which order, from where.
    pub wanted: Wanted,
    /// Whether to count all of them.
    pub count: bool,
}

impl Question for ListApplications {
    type Answer = Counted<ApplicationRow>;
    const NAME: &'static str = "applications.list";

    fn asks(&self, _: &Person) -> (Action, Realm) {
        (ASKS, Realm::Own)
    }

    async fn answer(&self, view: &mut View, _: &Looking<'_>) -> Result<Self::Answer, Refusal> {
        let count = if self.count { Some(applications::count(view, &self.wanted).await?) } else { None };
        Ok(Counted { page: applications::list(view, &self.wanted).await?, count })
    }
}

/// One application of the caller's organization.
#[derive(Clone, Copy, Debug)]
pub struct ApplicationOf {
    /// Which.
    pub application: Id<Application>,
}

/// An application with its secrets.
#[derive(Clone, Debug)]
pub struct Shown {
    /// The application.
    pub row: ApplicationRow,
    /// Its secrets, the newest first, those that ended included.
    pub secrets: Vec<SecretRow>,
}

impl Question for ApplicationOf {
    type Answer = Shown;
    const NAME: &'static str = "applications.one";

    fn asks(&self, _: &Person) -> (Action, Realm) {
        (ASKS, Realm::Own)
    }

    async fn answer(&self, view: &mut View, _: &Looking<'_>) -> Result<Shown, Refusal> {
        let row = applications::find(view, self.application).await?.ok_or(Refusal::Missing)?;
        Ok(Shown { secrets: applications::secrets(view, row.id).await?, row })
    }
}
