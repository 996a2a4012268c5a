//! Granular delegated admin privileges (GDAP): a relationship in which a customer lets a partner have chosen directory roles for a
//! time, and the access assignments that give them to the partner's groups (state machines 3.4–3.6, R-380–R-389).
//!
//! Invariant: nothing is held but in [`Status::Active`], and what ended never comes back.

use crate::{
    role_definition::{self, RoleDefinition},
    time::{DAY, Time},
};

/// The longest name in characters.
pub const LONGEST_NAME: usize = 50;
/// The longest duration in days: two years (R-380, Q33).
pub const LONGEST_DAYS: i64 = 730;
/// By how many days a relationship extends itself.
pub const EXTENSION_DAYS: i64 = 180;
/// After how many days an unanswered request is gone (R-382, Q28).
pub const DAYS_TO_ANSWER: i64 = 90;
/// For how many days an ended relationship stays visible.
pub const DAYS_AFTER_END: i64 = 365;
/// How many days before the end both sides are reminded, the earliest first.
pub const REMINDERS: [i64; 3] = [30, 7, 1];

/// Where a relationship stands (state machine 3.4).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Status {
    /// A draft of the partner.
    Created,
    /// Finalized: the customer may answer.
    ApprovalPending,
    /// The customer approved.
    Approved,
    /// Being set up.
    Activating,
    /// In force.
    Active,
    /// Its time is over.
    Expiring,
    /// Ended by time.
    Expired,
    /// One side ended it.
    TerminationRequested,
    /// Being taken down.
    Terminating,
    /// Ended by one side.
    Terminated,
}

/// What can happen to a relationship.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Step {
    /// The partner changes any of its properties.
    Edit,
    /// The partner throws its draft away.
    Discard,
    /// The partner finalizes it (`lockForApproval`).
    Lock,
    /// The indirect reseller agrees to what its indirect provider prepared for it (§4.3).
    Agree,
    /// The indirect reseller does not want it.
    Reject,
    /// A Global administrator of the customer approves.
    Approve,
    /// A Global administrator of the customer that is named in it does not want it, by itself or with everything of the partner.
    Decline,
    /// Nobody answered in time.
    Lapse,
    /// Steward sets it up, or takes it down, by one stage.
    Proceed,
    /// The partner or the customer switches whether it extends itself.
    SwitchExtension,
    /// The partner takes Global administrator out.
    RemoveGlobalAdministrator,
    /// Its end has come, and it extends itself.
    Extend,
    /// Its end has come.
    Expire,
    /// The partner or the customer ends it.
    Terminate,
    /// The customer ends everything that the partner holds, even what is not in force yet (decision 4).
    OffBoard,
    /// It has been visible for long enough.
    Forget,
}

/// What becomes of a relationship.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Outcome {
    /// It stands so now.
    Stands(Status),
    /// It is not there any more.
    Gone,
}

impl Status {
    /// Every status, in the order of a life.
    pub const ALL: [Self; 10] = [
        Self::Created,
        Self::ApprovalPending,
        Self::Approved,
        Self::Activating,
        Self::Active,
        Self::Expiring,
        Self::Expired,
        Self::TerminationRequested,
        Self::Terminating,
        Self::Terminated,
    ];

    /// The published words, in the same order.
    pub const WORDS: [&str; 10] = [
        "created",
        "approvalPending",
        "approved",
        "activating",
        "active",
        "expiring",
        "expired",
        "terminationRequested",
        "terminating",
        "terminated",
    ];

    /// The published word (§4.3).
    pub const fn key(self) -> &'static str {
        match self {
            Self::Created => "created",
            Self::ApprovalPending => "approvalPending",
            Self::Approved => "approved",
            Self::Activating => "activating",
            Self::Active => "active",
            Self::Expiring => "expiring",
            Self::Expired => "expired",
            Self::TerminationRequested => "terminationRequested",
            Self::Terminating => "terminating",
            Self::Terminated => "terminated",
        }
    }

    /// The status of a word.
    pub fn from_key(key: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|status| status.key() == key)
    }

    /// What a step makes of a relationship, or `None` where it is not possible.
    pub const fn after(self, step: Step) -> Option<Outcome> {
        use Outcome::{Gone, Stands};
        use Step as T;
        Some(match (self, step) {
            (Self::Created, T::Edit) => Stands(Self::Created),
            (Self::Created, T::Discard)
            | (Self::ApprovalPending, T::Lapse)
            | (Self::Expired | Self::Terminated, T::Forget) => Gone,
            (Self::Created, T::Lock) => Stands(Self::ApprovalPending),
            (Self::ApprovalPending, T::Agree) => Stands(Self::ApprovalPending),
            // As the published words have none for it, what either side refuses ends as what one side ended.
            (Self::ApprovalPending, T::Reject | T::Decline) => Stands(Self::Terminated),
            (Self::ApprovalPending, T::Approve) => Stands(Self::Approved),
            (Self::Approved, T::Proceed) => Stands(Self::Activating),
            (Self::Active, T::SwitchExtension | T::RemoveGlobalAdministrator | T::Extend)
            | (Self::Activating, T::Proceed) => Stands(Self::Active),
            (Self::Active, T::Expire) => Stands(Self::Expiring),
            (Self::Expiring, T::Proceed) => Stands(Self::Expired),
            (Self::Active, T::Terminate)
            | (Self::Approved | Self::Activating | Self::Active, T::OffBoard) => {
                Stands(Self::TerminationRequested)
            }
            (Self::TerminationRequested, T::Proceed) => Stands(Self::Terminating),
            (Self::Terminating, T::Proceed) => Stands(Self::Terminated),
            _ => return None,
        })
    }

    /// Whether it is on its way by itself: Steward proceeds without anybody's doing.
    pub const fn is_moving(self) -> bool {
        matches!(
            self,
            Self::Approved
                | Self::Activating
                | Self::Expiring
                | Self::TerminationRequested
                | Self::Terminating
        )
    }

    /// Whether both sides agreed to it and neither side nor time has ended it.
    pub const fn is_live(self) -> bool {
        matches!(self, Self::Approved | Self::Activating | Self::Active)
    }

    /// Whether it is over.
    pub const fn has_ended(self) -> bool {
        matches!(
            self,
            Self::Expiring
                | Self::Expired
                | Self::TerminationRequested
                | Self::Terminating
                | Self::Terminated
        )
    }
}

/// Where an access assignment stands (state machine 3.5).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum AssignmentStatus {
    /// Made, not in force yet.
    Pending,
    /// In force.
    Active,
    /// Taken back, on its way out.
    Deleting,
    /// Ended.
    Deleted,
    /// It could not be set up: its group is gone.
    Error,
}

/// What can happen to an access assignment.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum AssignmentStep {
    /// It is set up.
    Provide,
    /// It cannot be set up, or not be kept up.
    Fail,
    /// Its roles change.
    Change,
    /// It is taken back.
    Delete,
    /// It is out.
    Remove,
}

impl AssignmentStatus {
    /// Every status.
    pub const ALL: [Self; 5] = [Self::Pending, Self::Active, Self::Deleting, Self::Deleted, Self::Error];

    /// The published words, in the same order.
    pub const WORDS: [&str; 5] = ["pending", "active", "deleting", "deleted", "error"];

    /// Whether it is something that the partner holds: one whose group is gone gives nobody anything.
    pub const fn is_held(self) -> bool {
        !matches!(self, Self::Error | Self::Deleted)
    }

    /// The published word (§4.3).
    pub const fn key(self) -> &'static str {
        match self {
            Self::Pending => "pending",
            Self::Active => "active",
            Self::Deleting => "deleting",
            Self::Deleted => "deleted",
            Self::Error => "error",
        }
    }

    /// The status of a word.
    pub fn from_key(key: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|status| status.key() == key)
    }

    /// The status after a step, or `None` where it is not possible.
    pub const fn after(self, step: AssignmentStep) -> Option<Self> {
        use AssignmentStep as T;
        match (self, step) {
            (Self::Pending, T::Provide) | (Self::Active, T::Change) => Some(Self::Active),
            (Self::Pending | Self::Active, T::Fail) => Some(Self::Error),
            (Self::Pending | Self::Active | Self::Error, T::Delete) => Some(Self::Deleting),
            (Self::Deleting, T::Remove) => Some(Self::Deleted),
            _ => None,
        }
    }
}

/// What a partner asks for by a request on a relationship (§4.3, state machine 3.6).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum RequestAction {
    /// Finalize it.
    LockForApproval,
    /// Agree to what an indirect provider prepared.
    Approve,
    /// End it.
    Terminate,
    /// Refuse what an indirect provider prepared.
    Reject,
}

impl RequestAction {
    /// Every action that Steward carries out.
    pub const ALL: [Self; 4] = [Self::LockForApproval, Self::Approve, Self::Terminate, Self::Reject];

    /// The published words, in the same order.
    pub const WORDS: [&str; 4] = ["lockForApproval", "approve", "terminate", "reject"];

    /// The published word.
    pub const fn key(self) -> &'static str {
        match self {
            Self::LockForApproval => "lockForApproval",
            Self::Approve => "approve",
            Self::Terminate => "terminate",
            Self::Reject => "reject",
        }
    }

    /// The action of a word.
    pub fn from_key(key: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|action| action.key() == key)
    }

    /// The step that it is.
    pub const fn step(self) -> Step {
        match self {
            Self::LockForApproval => Step::Lock,
            Self::Approve => Step::Agree,
            Self::Terminate => Step::Terminate,
            Self::Reject => Step::Reject,
        }
    }
}

/// What an indirect reseller says to a relationship that its indirect provider prepared for it (§4.3).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum PartnerConsent {
    /// Nothing yet: no customer can approve it.
    Pending,
    /// It agreed.
    Approved,
    /// It did not want it.
    Rejected,
}

impl PartnerConsent {
    /// The stable word.
    pub const fn key(self) -> &'static str {
        match self {
            Self::Pending => "pending",
            Self::Approved => "approved",
            Self::Rejected => "rejected",
        }
    }

    /// The consent of a word.
    pub fn from_key(key: &str) -> Option<Self> {
        [Self::Pending, Self::Approved, Self::Rejected].into_iter().find(|it| it.key() == key)
    }
}

/// Why a duration is none that a relationship can have.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum DurationError {
    /// Not an ISO 8601 duration of whole days.
    #[error("a duration looks like P730D")]
    Form,
    /// Less than a day, or more than two years.
    #[error("a duration lies between P1D and P730D")]
    Range,
}

/// Reads a duration in whole days: `P730D`, `P2Y`, `P26W`. A year counts 365 days, so do twelve months, and a month less than that 30
/// (Q33).
pub fn days(text: &str) -> Result<i64, DurationError> {
    let span: jiff::Span = text.parse().map_err(|_| DurationError::Form)?;
    // The calendar library reads more than ISO 8601; Graph does not.
    if !text.starts_with('P') {
        return Err(DurationError::Form);
    }
    let hours = i64::from(span.get_hours());
    let smaller = [span.get_minutes(), span.get_seconds(), span.get_milliseconds(), span.get_microseconds()];
    if span.is_negative()
        || hours % 24 != 0
        || smaller.iter().any(|part| *part != 0)
        || span.get_nanoseconds() != 0
    {
        return Err(DurationError::Form);
    }
    let months = i64::from(span.get_months());
    let days = (i64::from(span.get_years()) + months / 12) * 365
        + months % 12 * 30
        + i64::from(span.get_weeks()) * 7
        + i64::from(span.get_days())
        + hours / 24;
    if (1..=LONGEST_DAYS).contains(&days) { Ok(days) } else { Err(DurationError::Range) }
}

/// Reads whether a relationship extends itself: `PT0S` and `P0D` say no, `P180D` says yes.
pub fn extends(text: &str) -> Option<bool> {
    match text {
        "PT0S" | "P0D" => Some(false),
        "P180D" => Some(true),
        _ => None,
    }
}

/// The published word for whether a relationship extends itself.
pub const fn extension(extends: bool) -> &'static str {
    if extends { "P180D" } else { "PT0S" }
}

/// The end of a relationship that extends itself, once its end has come: the first one, counted from the old end, that lies ahead
/// (Q29).
pub fn extended(end: Time, now: Time) -> Time {
    let mut end = end;
    while end <= now {
        end = end.plus(EXTENSION_DAYS * DAY);
    }
    end
}

/// The last reminder that is due before an end; none if it is far away or over.
pub fn reminder(end: Time, now: Time) -> Option<i64> {
    let left = end.since(now);
    REMINDERS.into_iter().filter(|days| left > 0 && left <= days * DAY).min()
}

/// Whether these roles may extend themselves: not with Global administrator.
pub fn may_extend(roles: &[&'static RoleDefinition]) -> bool {
    !roles.contains(&&role_definition::GLOBAL_ADMINISTRATOR)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// State machine 3.4: every status × every step.
    #[test]
    fn every_status_and_step() {
        use Outcome::{Gone, Stands};
        use Status as S;
        use Step as T;
        let possible = [
            (S::Created, T::Edit, Stands(S::Created)),
            (S::Created, T::Discard, Gone),
            (S::Created, T::Lock, Stands(S::ApprovalPending)),
            (S::ApprovalPending, T::Agree, Stands(S::ApprovalPending)),
            (S::ApprovalPending, T::Reject, Stands(S::Terminated)),
            (S::ApprovalPending, T::Decline, Stands(S::Terminated)),
            (S::ApprovalPending, T::Approve, Stands(S::Approved)),
            (S::ApprovalPending, T::Lapse, Gone),
            (S::Approved, T::Proceed, Stands(S::Activating)),
            (S::Activating, T::Proceed, Stands(S::Active)),
            (S::Active, T::SwitchExtension, Stands(S::Active)),
            (S::Active, T::RemoveGlobalAdministrator, Stands(S::Active)),
            (S::Active, T::Extend, Stands(S::Active)),
            (S::Active, T::Expire, Stands(S::Expiring)),
            (S::Active, T::Terminate, Stands(S::TerminationRequested)),
            (S::Approved, T::OffBoard, Stands(S::TerminationRequested)),
            (S::Activating, T::OffBoard, Stands(S::TerminationRequested)),
            (S::Active, T::OffBoard, Stands(S::TerminationRequested)),
            (S::Expiring, T::Proceed, Stands(S::Expired)),
            (S::TerminationRequested, T::Proceed, Stands(S::Terminating)),
            (S::Terminating, T::Proceed, Stands(S::Terminated)),
            (S::Expired, T::Forget, Gone),
            (S::Terminated, T::Forget, Gone),
        ];
        let steps = [
            T::Edit,
            T::Discard,
            T::Lock,
            T::Agree,
            T::Reject,
            T::Approve,
            T::Decline,
            T::Lapse,
            T::Proceed,
            T::SwitchExtension,
            T::RemoveGlobalAdministrator,
            T::Extend,
            T::Expire,
            T::Terminate,
            T::OffBoard,
            T::Forget,
        ];
        for status in S::ALL {
            for step in steps {
                let wanted = possible.iter().find(|it| (it.0, it.1) == (status, step)).map(|it| it.2);
                assert_eq!(status.after(step), wanted, "{status:?} {step:?}");
            }
            assert_eq!(status.is_moving(), status.after(T::Proceed).is_some(), "{status:?}");
            assert_eq!(S::from_key(status.key()), Some(status));
        }
        assert_eq!(S::ALL.map(S::key), S::WORDS);
    }

    /// what ended never gets back to a status in which anything is held, whatever happens.
    #[test]
    fn nothing_revives_an_ended_relationship() {
        for status in Status::ALL.into_iter().filter(|status| status.has_ended()) {
            for step in [Step::Approve, Step::Proceed, Step::Extend, Step::Lock, Step::SwitchExtension] {
                if let Some(Outcome::Stands(after)) = status.after(step) {
                    assert!(after.has_ended() && !after.is_live(), "{status:?} {step:?}");
                }
            }
        }
    }

    /// State machine 3.5: every status × every step.
    #[test]
    fn every_assignment_status_and_step() {
        use AssignmentStatus as S;
        use AssignmentStep as T;
        let table = [
            (T::Provide, [Some(S::Active), None, None, None, None]),
            (T::Fail, [Some(S::Error), Some(S::Error), None, None, None]),
            (T::Change, [None, Some(S::Active), None, None, None]),
            (T::Delete, [Some(S::Deleting), Some(S::Deleting), None, None, Some(S::Deleting)]),
            (T::Remove, [None, None, Some(S::Deleted), None, None]),
        ];
        for (step, after) in table {
            assert_eq!(S::ALL.map(|status| status.after(step)), after, "{step:?}");
        }
        assert_eq!(S::ALL.map(S::key), S::WORDS);
    }

    /// R-380, Q33: one day to two years, in each form that means whole days.
    #[test]
    fn durations_are_whole_days() {
        let range = Err(DurationError::Range);
        let form = Err(DurationError::Form);
        let table = [
            ("P1D", Ok(1)),
            ("P730D", Ok(730)),
            ("P2Y", Ok(730)),
            ("P1Y", Ok(365)),
            ("P24M", Ok(730)),
            ("P1Y12M", Ok(730)),
            ("P13M", Ok(395)),
            ("P2W", Ok(14)),
            ("PT48H", Ok(2)),
            ("P731D", range),
            ("P0D", range),
            ("PT0S", range),
            ("PT1H", form),
            ("-P1D", form),
            ("730", form),
            ("730 days, 0:00:00", form),
            ("", form),
        ];
        for (text, wanted) in table {
            assert_eq!(days(text), wanted, "{text}");
        }
    }

    /// R-385, Q29: extending counts from the old end; the words are the published ones.
    #[test]
    fn extension_counts_from_the_old_end() {
        let end = Time::from_micros(1000 * DAY);
        assert_eq!(extended(end, end), end.plus(180 * DAY));
        assert_eq!(extended(end, end.plus(180 * DAY)), end.plus(360 * DAY));
        assert_eq!(extended(end, end.plus(-1)), end);
        assert_eq!(
            ["PT0S", "P0D", "P180D", "P90D"].map(extends),
            [Some(false), Some(false), Some(true), None]
        );
        assert_eq!([extension(false), extension(true)], ["PT0S", "P180D"]);
        assert!(!may_extend(&[
            &role_definition::HELPDESK_ADMINISTRATOR,
            &role_definition::GLOBAL_ADMINISTRATOR
        ]));
        assert!(may_extend(&[&role_definition::HELPDESK_ADMINISTRATOR]));
    }

    /// reminders 30, 7 and 1 day before the end.
    #[test]
    fn reminders_come_thirty_seven_and_one_day_before() {
        let end = Time::from_micros(1000 * DAY);
        let at = |left: i64| reminder(end, end.plus(-left));
        assert_eq!([at(30 * DAY + 1), at(30 * DAY), at(7 * DAY + 1)], [None, Some(30), Some(30)]);
        assert_eq!(
            [at(7 * DAY), at(DAY + 1), at(DAY), at(1), at(0)],
            [Some(7), Some(7), Some(1), Some(1), None]
        );
    }
}
