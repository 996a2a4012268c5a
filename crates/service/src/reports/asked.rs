//! What every report asks: which rooms, which days.

use authz::{Action, Concerning, Realm};
use domain::{
    id::{Id, RoomGroup},
    permission::Permission,
    report::Span,
};
use store::{View, reports::Among};

use crate::{ask::Looking, caller::Person, groups::require_groups, refusal::Refusal};

/// Which rooms and days a report is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Asked {
    /// At home, at one customer, or at all customers.
    pub realm: Realm,
    /// The days.
    pub span: Span,
    /// The rooms of a group; none for all.
    pub group: Option<Id<RoomGroup>>,
}

impl Asked {
    pub(super) const ACTION: Action = Action::Use(Permission::ReportView);

    /// For the store. Who sees no groups learns nothing of them by asking.
    pub(super) fn among(&self, view: &View, context: &Looking<'_>) -> Result<Among, Refusal> {
        if self.group.is_some() {
            require_groups(view, context, self.realm)?;
        }
        Ok(Among { span: self.span, group: self.group })
    }

    /// Everything that the reader sees on this side, of which this is a part; none where it is not.
    pub(super) fn whole(&self) -> Option<Realm> {
        match self.realm {
            Realm::Customer(_) => Some(Realm::AllCustomers),
            realm => self.group.is_some().then_some(realm),
        }
    }

    /// Of which organizations rights are needed, where the whole is asked about as well.
    pub(super) const fn concerns(&self, caller: &Person) -> Concerning {
        match self.realm {
            Realm::Own => Concerning::One(caller.organization),
            _ => Concerning::All,
        }
    }
}
