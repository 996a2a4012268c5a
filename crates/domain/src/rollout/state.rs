//! The states of an update, of its rings and of its rooms (§3.9).

/// Declares words that are stored, told and shown.
macro_rules! words {
    ($(#[$doc:meta])* $name:ident { $($(#[$variant_doc:meta])* $variant:ident = $key:literal,)* }) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum $name { $($(#[$variant_doc])* $variant),* }

        impl $name {
            /// All of them.
            pub const ALL: &'static [Self] = &[$(Self::$variant),*];

            /// The stable word.
            pub const fn key(self) -> &'static str {
                match self { $(Self::$variant => $key),* }
            }

            /// The one of a word.
            pub fn from_key(key: &str) -> Option<Self> {
                Self::ALL.iter().copied().find(|one| one.key() == key)
            }
        }
    };
}
pub(super) use words;

words! {
    /// Where an update stands.
    RolloutState {
        /// It begins at its time.
        Scheduled = "scheduled",
        /// It goes through the rings.
        InProgress = "inProgress",
        /// It stands still.
        Paused = "paused",
        /// Every room of every ring that needed it has it.
        Completed = "completed",
        /// Every ring is over, and some rooms have it not.
        CompletedWithFailures = "completedWithFailures",
        /// A newer one took its place, or it was given up.
        Deprecated = "deprecated",
    }
}

words! {
    /// Where an update stands in a ring.
    RingState {
        /// No room of the ring needs it.
        NotRequired = "notRequired",
        /// Its turn comes.
        Scheduled = "scheduled",
        /// Its rooms have their turns.
        InProgress = "inProgress",
        /// Its rooms are watched.
        Testing = "testing",
        /// Over.
        Completed = "completed",
        /// Over, and some of its rooms have it not.
        CompletedWithFailures = "completedWithFailures",
    }
}

words! {
    /// Where an update stands in a room.
    RoomState {
        /// The room does not need it any more.
        NotRequired = "notRequired",
        /// Its turn comes.
        Scheduled = "scheduled",
        /// Its device has been asked to.
        Installing = "installing",
        /// It has it.
        Succeeded = "succeeded",
        /// It could not be updated.
        Failed = "failed",
    }
}

/// What happens to an update.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum RolloutStep {
    /// Its time has come.
    Begin,
    /// Somebody halts it, or health dropped.
    Pause,
    /// It goes on.
    Resume,
    /// The last ring is over, in all rooms.
    Complete,
    /// The last ring is over, not in all rooms.
    CompleteWithFailures,
    /// A newer one takes its place, or somebody gives it up.
    Deprecate,
}

/// What happens to a room.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum RoomStep {
    /// Its device is asked to.
    Install,
    /// Its device says that it is done.
    Succeed,
    /// Its device says that it could not.
    Fail,
    /// Its device was in a meeting, not heard, or the job was taken back: another night.
    PutOff,
    /// Somebody wants it tried again.
    Retry,
    /// It has that version, or a newer one, without.
    Skip,
}

impl RolloutState {
    /// The state after a step; none where that step cannot be taken.
    pub const fn after(self, step: RolloutStep) -> Option<Self> {
        match (self, step) {
            (Self::Scheduled, RolloutStep::Begin) | (Self::Paused, RolloutStep::Resume) => {
                Some(Self::InProgress)
            }
            (Self::InProgress, RolloutStep::Pause) => Some(Self::Paused),
            (Self::InProgress | Self::CompletedWithFailures, RolloutStep::Complete) => Some(Self::Completed),
            (Self::InProgress, RolloutStep::CompleteWithFailures) => Some(Self::CompletedWithFailures),
            (Self::Scheduled | Self::InProgress | Self::Paused, RolloutStep::Deprecate) => {
                Some(Self::Deprecated)
            }
            _ => None,
        }
    }

    /// Whether it is one of the current ones; the others are past.
    pub const fn is_current(self) -> bool {
        matches!(self, Self::Scheduled | Self::InProgress | Self::Paused)
    }

    /// Whether rooms are updated: also after its rings are over, for what was left and for new rooms.
    pub const fn updates_rooms(self) -> bool {
        matches!(self, Self::InProgress | Self::Completed | Self::CompletedWithFailures)
    }
}

impl RingState {
    /// Whether its turn is over.
    pub const fn is_over(self) -> bool {
        matches!(self, Self::NotRequired | Self::Completed | Self::CompletedWithFailures)
    }

    /// Whether its turn has begun, so that its rooms are updated.
    pub const fn has_begun(self) -> bool {
        !matches!(self, Self::Scheduled)
    }
}

impl RoomState {
    /// The state after a step; none where that step cannot be taken.
    pub const fn after(self, step: RoomStep) -> Option<Self> {
        match (self, step) {
            (Self::Scheduled | Self::Failed, RoomStep::Install) => Some(Self::Installing),
            (Self::Installing, RoomStep::Succeed) => Some(Self::Succeeded),
            (Self::Installing, RoomStep::Fail) => Some(Self::Failed),
            (Self::Installing, RoomStep::PutOff) | (Self::Failed, RoomStep::Retry) => Some(Self::Scheduled),
            (Self::Scheduled, RoomStep::Skip) => Some(Self::NotRequired),
            _ => None,
        }
    }

    /// Whether the room still has to get it.
    pub const fn is_open(self) -> bool {
        matches!(self, Self::Scheduled | Self::Installing)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const STEPS: [RolloutStep; 6] = [
        RolloutStep::Begin,
        RolloutStep::Pause,
        RolloutStep::Resume,
        RolloutStep::Complete,
        RolloutStep::CompleteWithFailures,
        RolloutStep::Deprecate,
    ];

    /// §3.9, R-259: every step of an update that there is, and no other.
    #[test]
    fn updates_follow_the_state_machine() {
        use RolloutState::*;
        let table = |state| STEPS.map(|step| RolloutState::after(state, step));
        assert_eq!(table(Scheduled), [Some(InProgress), None, None, None, None, Some(Deprecated)]);
        assert_eq!(
            table(InProgress),
            [None, Some(Paused), None, Some(Completed), Some(CompletedWithFailures), Some(Deprecated)]
        );
        assert_eq!(table(Paused), [None, None, Some(InProgress), None, None, Some(Deprecated)]);
        assert_eq!(table(CompletedWithFailures), [None, None, None, Some(Completed), None, None]);
        assert_eq!((table(Completed), table(Deprecated)), ([None; 6], [None; 6]));
        let current: Vec<_> = RolloutState::ALL.iter().filter(|state| state.is_current()).collect();
        assert_eq!(current, [&Scheduled, &InProgress, &Paused]);
    }

    /// §3.9, R-260: a room that is offline or in a meeting stays Scheduled, a failed one is tried again when somebody says so.
    #[test]
    fn rooms_follow_the_state_machine() {
        use RoomState::*;
        let steps = [
            RoomStep::Install,
            RoomStep::Succeed,
            RoomStep::Fail,
            RoomStep::PutOff,
            RoomStep::Retry,
            RoomStep::Skip,
        ];
        let table = |state| steps.map(|step| RoomState::after(state, step));
        assert_eq!(table(Scheduled), [Some(Installing), None, None, None, None, Some(NotRequired)]);
        assert_eq!(table(Installing), [None, Some(Succeeded), Some(Failed), Some(Scheduled), None, None]);
        assert_eq!(table(Failed), [Some(Installing), None, None, None, Some(Scheduled), None]);
        assert_eq!((table(Succeeded), table(NotRequired)), ([None; 6], [None; 6]));
    }

    #[test]
    fn words_read_back() {
        assert!(RolloutState::ALL.iter().all(|state| RolloutState::from_key(state.key()) == Some(*state)));
        assert!(RingState::ALL.iter().all(|state| RingState::from_key(state.key()) == Some(*state)));
        assert!(RoomState::ALL.iter().all(|state| RoomState::from_key(state.key()) == Some(*state)));
    }
}
