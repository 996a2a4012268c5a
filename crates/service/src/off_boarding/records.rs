//! The records of earlier off-boardings.

use authz::{Action, Realm};
use domain::{
    id::{Id, OffBoardingRecord},
    permission::Permission,
};
use store::{View, list::Wanted, off_boarding};

use super::{Record, RecordRow};
use crate::{
    ask::{Looking, Question},
    caller::Person,
    counted::Counted,
    refusal::Refusal,
    sealer::SealError,
};

/// The records of the caller's organization, newest first unless said otherwise.
#[derive(Clone, Debug, Default)]
pub struct OffBoardingRecords {
    /// Which, in which order, from where.
    pub wanted: Wanted,
    /// Whether to count all of them.
    pub count: bool,
}

impl Question for OffBoardingRecords {
    type Answer = Counted<RecordRow>;
    const NAME: &'static str = "off_boarding.records";

    fn asks(&self, _: &Person) -> (Action, Realm) {
        (Action::UseOwn(Permission::SettingsView), Realm::Own)
    }

    async fn answer(&self, view: &mut View, _: &Looking<'_>) -> Result<Self::Answer, Refusal> {
        let wanted = &self.wanted;
        let count = if self.count { Some(off_boarding::count(view, wanted).await?) } else { None };
        Ok(Counted { page: off_boarding::list(view, wanted).await?, count })
    }
}

/// One record of the caller's organization.
#[derive(Clone, Copy, Debug)]
pub struct OffBoardingRecordOf {
    /// Which.
    pub record: Id<OffBoardingRecord>,
}

/// A record with its document.
#[derive(Clone, Debug)]
pub struct Opened {
    /// The record.
    pub row: RecordRow,
    /// What was signed.
    pub record: Record,
    /// Whether a key of this Steward signed it; not so where the seal key of that time is gone, or the row was altered.
    pub is_genuine: bool,
}

impl Question for OffBoardingRecordOf {
    type Answer = Opened;
    const NAME: &'static str = "off_boarding.record";

    fn asks(&self, _: &Person) -> (Action, Realm) {
        (Action::UseOwn(Permission::SettingsView), Realm::Own)
    }

    async fn answer(&self, view: &mut View, context: &Looking<'_>) -> Result<Opened, Refusal> {
        let row = off_boarding::find(view, self.record).await?.ok_or(Refusal::Missing)?;
        let opened = Record::open(&context.app.sealer, &row.signed);
        let (record, is_genuine) = opened.ok_or_else(|| Refusal::Bug(Box::new(SealError::Broken)))?;
        Ok(Opened { row, record, is_genuine })
    }
}
