//! Resources in a metered subscription: they run, or stand still.

/// Where a resource stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum ResourceState {
    /// It runs.
    Running,
    /// It stands still.
    Stopped,
}

/// What can happen to a resource.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum ResourceStep {
    /// It runs again.
    Start,
    /// It stands still.
    Stop,
}

impl ResourceState {
    /// Both states.
    pub const ALL: [Self; 2] = [Self::Running, Self::Stopped];

    /// The words of both.
    pub const WORDS: [&'static str; 2] = ["running", "stopped"];

    /// The stable word.
    pub const fn key(self) -> &'static str {
        match self {
            Self::Running => "running",
            Self::Stopped => "stopped",
        }
    }

    /// The state of a word.
    pub fn from_key(key: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|state| state.key() == key)
    }

    /// The state after a step, or `None` where it is not possible.
    pub const fn after(self, step: ResourceStep) -> Option<Self> {
        match (self, step) {
            (Self::Stopped, ResourceStep::Start) => Some(Self::Running),
            (Self::Running, ResourceStep::Stop) => Some(Self::Stopped),
            _ => None,
        }
    }

    /// The step that leads to it.
    pub const fn step(self) -> ResourceStep {
        match self {
            Self::Running => ResourceStep::Start,
            Self::Stopped => ResourceStep::Stop,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_state_and_step() {
        let (r, s) = (ResourceState::Running, ResourceState::Stopped);
        assert_eq!(ResourceState::ALL.map(|it| it.after(ResourceStep::Start)), [None, Some(r)]);
        assert_eq!(ResourceState::ALL.map(|it| it.after(ResourceStep::Stop)), [Some(s), None]);
        assert_eq!(ResourceState::ALL.map(ResourceState::step), [ResourceStep::Start, ResourceStep::Stop]);
        assert_eq!(ResourceState::ALL.map(ResourceState::key), ResourceState::WORDS);
    }
}
