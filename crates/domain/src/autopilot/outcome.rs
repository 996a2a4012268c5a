//! What became of one device of a submission.

/// What was submitted for several devices at once.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum SubmissionKind {
    /// New devices.
    Upload,
    /// Other profiles, or none.
    Profiles,
}

impl SubmissionKind {
    /// Both kinds.
    pub const ALL: [Self; 2] = [Self::Upload, Self::Profiles];

    /// The stable word.
    pub const fn key(self) -> &'static str {
        match self {
            Self::Upload => "upload",
            Self::Profiles => "profiles",
        }
    }

    /// The kind of a word.
    pub fn from_key(key: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.key() == key)
    }
}

/// What became of a device.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Outcome {
    /// It was done.
    Done,
    /// The line has other cells than the first one names.
    BadLine,
    /// A value is too long.
    TooLong,
    /// A value holds characters that are not possible.
    BadCharacters,
    /// The hardware hash is none.
    BadHash,
    /// What is told names no device.
    Incomplete,
    /// The same device stands in the submission before.
    ListedTwice,
    /// The organization has the device already.
    AlreadyThere,
    /// Another organization has the device; nothing is told of which.
    Elsewhere,
    /// Nothing is told of it: by then too many others of the submission had turned out to be another organization's.
    TooManyTries,
    /// There is no such device.
    NoDevice,
    /// There is no such profile.
    NoProfile,
    /// The rule set does not allow it.
    NotAllowed,
}

impl Outcome {
    /// Every outcome.
    pub const ALL: [Self; 13] = [
        Self::Done,
        Self::BadLine,
        Self::TooLong,
        Self::BadCharacters,
        Self::BadHash,
        Self::Incomplete,
        Self::ListedTwice,
        Self::AlreadyThere,
        Self::Elsewhere,
        Self::TooManyTries,
        Self::NoDevice,
        Self::NoProfile,
        Self::NotAllowed,
    ];

    /// The stable word.
    pub const fn key(self) -> &'static str {
        match self {
            Self::Done => "done",
            Self::BadLine => "bad_line",
            Self::TooLong => "too_long",
            Self::BadCharacters => "bad_characters",
            Self::BadHash => "bad_hash",
            Self::Incomplete => "incomplete",
            Self::ListedTwice => "listed_twice",
            Self::AlreadyThere => "already_there",
            Self::Elsewhere => "elsewhere",
            Self::TooManyTries => "too_many_tries",
            Self::NoDevice => "no_device",
            Self::NoProfile => "no_profile",
            Self::NotAllowed => "autopilot_not_allowed",
        }
    }

    /// The outcome of a word.
    pub fn from_key(key: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|outcome| outcome.key() == key)
    }

    /// The code that programs know it by: the published number where there is one, else the word.
    pub const fn code(self) -> &'static str {
        match self {
            Self::BadHash => "802",
            Self::AlreadyThere => "806",
            Self::Elsewhere => "808",
            other => other.key(),
        }
    }

    /// Whether it was done.
    pub const fn is_done(self) -> bool {
        matches!(self, Self::Done)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// a device of another organization is told by the published number.
    #[test]
    fn outcomes_have_their_codes() {
        assert_eq!(Outcome::Elsewhere.code(), "808");
        for outcome in Outcome::ALL {
            assert_eq!(Outcome::from_key(outcome.key()), Some(outcome));
        }
    }
}
