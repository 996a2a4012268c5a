//! What a partner may do with a customer's Autopilot devices and profiles: three rule sets, of which the operator chooses one
//! (R-360–R-363, tables of section 3.8).
//!
//! Invariant: without a reseller relationship nothing is allowed, whatever the rule set.

use serde::{Deserialize, Serialize};

use crate::reseller_relationship::Standing;

/// A rule set.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum RuleSet {
    /// Profiles, and devices that any partner added.
    #[default]
    Today,
    /// Profiles, and devices that the partner itself added.
    TodayStrict,
    /// Everything with delegated admin privileges; without them no more than removing devices that the partner itself added.
    Announced,
}

/// Who added a device, seen from who looks.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Origin {
    /// The organization of who looks.
    Own,
    /// A partner that is another than who looks.
    OtherPartner,
    /// The customer, seen from a partner.
    Customer,
}

impl Origin {
    /// Every origin.
    pub const ALL: [Self; 3] = [Self::Own, Self::OtherPartner, Self::Customer];

    /// The stable word.
    pub const fn key(self) -> &'static str {
        match self {
            Self::Own => "own",
            Self::OtherPartner => "other_partner",
            Self::Customer => "customer",
        }
    }

    /// The origin of a word.
    pub fn from_key(key: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|origin| origin.key() == key)
    }
}

/// What is allowed to a partner.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Allowed {
    /// Making, editing and deleting profiles.
    pub profiles: bool,
    /// Adding devices.
    pub add: bool,
    /// Seeing the device.
    pub see: bool,
    /// Giving the device a profile, or taking it away.
    pub apply: bool,
    /// Removing the device.
    pub remove: bool,
}

impl Allowed {
    /// Everything: what an organization may with its own.
    pub const ALL: Self = Self { profiles: true, add: true, see: true, apply: true, remove: true };
    /// Nothing.
    pub const NOTHING: Self = Self { profiles: false, add: false, see: false, apply: false, remove: false };

    /// The published words of what may be done with the device (§4.8); empty where it may not be seen.
    pub fn operations(self) -> Vec<DeviceOperation> {
        let operations = [
            (self.see, DeviceOperation::Get),
            (self.see && self.apply, DeviceOperation::Patch),
            (self.see && self.remove, DeviceOperation::Delete),
        ];
        operations.into_iter().filter(|(may, _)| *may).map(|(_, operation)| operation).collect()
    }
}

/// What may be done with a device, by its published word.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DeviceOperation {
    /// See it.
    Get,
    /// Give it a profile, or take it away.
    Patch,
    /// Remove it.
    Delete,
}

impl DeviceOperation {
    /// The published word.
    pub const fn key(self) -> &'static str {
        match self {
            Self::Get => "GET",
            Self::Patch => "PATCH",
            Self::Delete => "DELETE",
        }
    }
}

impl RuleSet {
    /// Every rule set.
    pub const ALL: [Self; 3] = [Self::Today, Self::TodayStrict, Self::Announced];

    /// The stable word, as operators write it.
    pub const fn key(self) -> &'static str {
        match self {
            Self::Today => "today",
            Self::TodayStrict => "today_strict",
            Self::Announced => "announced",
        }
    }

    /// The rule set of a word.
    pub fn from_key(key: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|rules| rules.key() == key)
    }

    /// What is allowed to a partner, by where it stands with the customer and by who added the device.
    pub const fn allowed(self, standing: Standing, origin: Origin) -> Allowed {
        let is_delegated = match standing {
            Standing::None => return Allowed::NOTHING,
            Standing::Reseller => false,
            Standing::Delegated => true,
        };
        let manages = match self {
            Self::Today => !matches!(origin, Origin::Customer),
            Self::TodayStrict => matches!(origin, Origin::Own),
            Self::Announced => {
                let remove = is_delegated || matches!(origin, Origin::Own);
                return Allowed { profiles: is_delegated, add: true, see: true, apply: is_delegated, remove };
            }
        };
        Allowed { profiles: true, add: true, see: true, apply: manages, remove: manages }
    }
}

impl std::str::FromStr for RuleSet {
    type Err = UnknownRuleSet;

    fn from_str(text: &str) -> Result<Self, UnknownRuleSet> {
        Self::from_key(text).ok_or(UnknownRuleSet)
    }
}

/// A word that is none of a rule set.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("one of `today`, `today_strict` and `announced` is expected")]
pub struct UnknownRuleSet;

#[cfg(test)]
mod tests {
    use super::*;
    use crate::reseller_relationship::Standing::{Delegated, None as Ended, Reseller};

    type Cells = [(bool, bool); 3];

    /// What the tables say: whether profiles are managed, then for a device of the partner itself, of another partner and of the customer,
    /// whether a profile may be applied and whether it may be removed.
    fn holds(rules: RuleSet, table: [(Standing, bool, Cells); 3]) {
        for (standing, profiles, cells) in table {
            for (origin, (apply, remove)) in Origin::ALL.into_iter().zip(cells) {
                let there = standing != Ended;
                let said = Allowed { profiles, add: there, see: there, apply, remove };
                assert_eq!(rules.allowed(standing, origin), said, "{rules:?} {standing:?} {origin:?}");
            }
        }
    }

    const YES: (bool, bool) = (true, true);
    const NO: (bool, bool) = (false, false);

    /// section 3.8, Q22: the table `today`, cell by cell.
    #[test]
    fn today() {
        let manages = [YES, YES, NO];
        let table = [(Delegated, true, manages), (Reseller, true, manages), (Ended, false, [NO, NO, NO])];
        holds(RuleSet::Today, table);
    }

    /// section 3.8: the table `today_strict`, cell by cell.
    #[test]
    fn today_strict() {
        let manages = [YES, NO, NO];
        let table = [(Delegated, true, manages), (Reseller, true, manages), (Ended, false, [NO, NO, NO])];
        holds(RuleSet::TodayStrict, table);
    }

    /// R-362, section 3.8: the table `announced`, cell by cell.
    #[test]
    fn announced() {
        let table = [
            (Delegated, true, [YES, YES, YES]),
            (Reseller, false, [(false, true), NO, NO]),
            (Ended, false, [NO, NO, NO]),
        ];
        holds(RuleSet::Announced, table);
    }

    /// R-363, Q23: the rule set of today holds where the operator chose none, and each is chosen by its word.
    #[test]
    fn rule_sets_have_words() {
        assert_eq!(RuleSet::default(), RuleSet::Today);
        assert_eq!(RuleSet::ALL.map(RuleSet::key), ["today", "today_strict", "announced"]);
        assert_eq!("announced".parse(), Ok(RuleSet::Announced));
        assert_eq!("tomorrow".parse::<RuleSet>(), Err(UnknownRuleSet));
    }

    /// §4.8, section 3.8 note 2: what may be done with a device is computed; one that may not be managed may be seen.
    #[test]
    fn operations_follow_from_what_is_allowed() {
        let keys = |allowed: Allowed| -> Vec<&str> {
            allowed.operations().into_iter().map(DeviceOperation::key).collect()
        };
        assert_eq!(keys(Allowed::ALL), ["GET", "PATCH", "DELETE"]);
        assert_eq!(keys(RuleSet::Today.allowed(Reseller, Origin::Customer)), ["GET"]);
        assert_eq!(keys(RuleSet::Announced.allowed(Reseller, Origin::Own)), ["GET", "DELETE"]);
        assert!(keys(Allowed::NOTHING).is_empty());
    }
}
