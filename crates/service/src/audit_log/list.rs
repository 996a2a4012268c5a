//! A page of the log.

use authz::{Action, Realm};
use store::{
    View,
    audit::{self, Line},
    list::Wanted,
};

use super::period::Period;
use crate::{
    ask::{Looking, Question},
    caller::Person,
    counted::Counted,
    refusal::Refusal,
};

/// Asks for a page of the log of one's own organization, newest first unless asked otherwise (R-205: Managed Service
/// Administrators and Global administrators alone).
#[derive(Clone, Debug)]
pub struct ListEvents {
    /// Of which time: never more than the log offers.
    pub period: Period,
    /// Which lines, in which order, from where.
    pub wanted: Wanted,
    /// Whether to count all of them.
    pub count: bool,
}

impl Question for ListEvents {
    type Answer = Counted<Line>;
    const NAME: &'static str = "audit_log.list";

    fn asks(&self, _: &Person) -> (Action, Realm) {
        (Action::ReadAuditLog, Realm::Own)
    }

    async fn answer(&self, view: &mut View, _: &Looking<'_>) -> Result<Counted<Line>, Refusal> {
        let (wanted, from, until) = (&self.wanted, self.period.from(), self.period.until());
        let count = if self.count { Some(audit::count(view, wanted, from, until).await?) } else { None };
        Ok(Counted { page: audit::list(view, wanted, from, until).await?, count })
    }
}
