//! The partner link: what exists between a customer and a partner after the first acceptance (state
//! machine 3.3, decision 10).

use serde::{Deserialize, Serialize};

/// The state of a link. Ended is final; a new link needs a new invitation.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum LinkState {
    /// Grants are in force.
    Active,
    /// The partner capability is switched off: all access stops, settings are kept.
    Suspended,
    /// The partner removed the customer.
    EndedByPartner,
    /// The customer removed the partner.
    EndedByCustomer,
}

/// What can happen to a link as a whole.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LinkStep {
    /// The operator switches the partner capability off.
    Suspend,
    /// The operator switches it on again.
    Resume,
    /// A primary admin removes the customer.
    RemoveCustomer,
    /// The customer removes the partner.
    RemovePartner,
}

impl LinkState {
    /// Every state.
    pub const ALL: [Self; 4] = [Self::Active, Self::Suspended, Self::EndedByPartner, Self::EndedByCustomer];

    /// The stable word.
    pub const fn key(self) -> &'static str {
        match self {
            Self::Active => "active",
            Self::Suspended => "suspended",
            Self::EndedByPartner => "ended_by_partner",
            Self::EndedByCustomer => "ended_by_customer",
        }
    }

    /// The state of a word.
    pub fn from_key(key: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|state| state.key() == key)
    }

    /// Whether the link is over.
    pub const fn is_ended(self) -> bool {
        matches!(self, Self::EndedByPartner | Self::EndedByCustomer)
    }

    /// The state after a step, or `None` where the step is not possible.
    pub const fn after(self, step: LinkStep) -> Option<Self> {
        match (self, step) {
            (Self::Active, LinkStep::Suspend) => Some(Self::Suspended),
            (Self::Suspended, LinkStep::Resume) => Some(Self::Active),
            (Self::Active | Self::Suspended, LinkStep::RemoveCustomer) => Some(Self::EndedByPartner),
            (Self::Active | Self::Suspended, LinkStep::RemovePartner) => Some(Self::EndedByCustomer),
            _ => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// State machine 3.3 with decision 10; R-145: what has ended stays ended.
    #[test]
    fn ended_is_final_and_suspension_can_be_lifted() {
        use LinkState::*;
        use LinkStep::*;
        assert_eq!(Active.after(Suspend), Some(Suspended));
        assert_eq!(Suspended.after(Resume), Some(Active));
        assert_eq!(Suspended.after(RemovePartner), Some(EndedByCustomer));
        assert_eq!(Suspended.after(RemoveCustomer), Some(EndedByPartner));
        assert_eq!(Active.after(Resume), None);
        for ended in [EndedByPartner, EndedByCustomer] {
            for step in [Suspend, Resume, RemoveCustomer, RemovePartner] {
                assert_eq!(ended.after(step), None);
            }
        }
    }
}
