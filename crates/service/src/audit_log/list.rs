//! A page of the log.

use authz::{Action, Realm};
use store::{
    View,
    audit::{self, Line, Wanted},
    page::{Page, PageOf},
};

use crate::{
    ask::{Looking, Question},
    caller::Person,
    refusal::Refusal,
};

/// Asks for a page of the log of one's own organization, newest first (R-205: Managed Service Administrators and
/// Global administrators alone).
#[derive(Clone, Debug)]
pub struct ListEvents {
    /// Which lines.
    pub wanted: Wanted,
    /// Only lines before this sequence number.
    pub before: Option<i64>,
    /// How many.
    pub page: Page,
}

impl Question for ListEvents {
    type Answer = PageOf<Line>;
    const NAME: &'static str = "audit_log.list";

    fn asks(&self, _: &Person) -> (Action, Realm) {
        (Action::ReadAuditLog, Realm::Own)
    }

    async fn answer(&self, view: &mut View, _: &Looking<'_>) -> Result<Self::Answer, Refusal> {
        Ok(audit::list(view, &self.wanted, self.before, self.page).await?)
    }
}
