//! What the caller may do with Autopilot in an organization.

use authz::{Facts, Requirement, Target, holds};
use domain::{
    agent::AgentRight,
    autopilot::{Allowed, Origin, RuleSet},
    id::{Id, Organization},
    reseller_relationship::Standing,
};

use super::to_change;
use crate::{
    caller::Person,
    refusal::{Code, Refusal},
};

/// On what ground the caller stands: the rule set, the relationship, and the rights as an agent.
#[derive(Clone, Copy, Debug)]
pub struct Ground {
    tenant: Id<Organization>,
    reader: Id<Organization>,
    rules: RuleSet,
    standing: Standing,
    adds: bool,
    manages: bool,
}

impl Ground {
    /// Of a caller in an organization.
    pub(super) fn of(facts: &Facts, caller: &Person, rules: RuleSet, tenant: Id<Organization>) -> Self {
        let may = |right| holds(facts, to_change(caller, tenant, right), &Target::tenant(tenant));
        Self {
            tenant,
            reader: caller.organization,
            rules,
            standing: facts.standing(tenant),
            adds: may(AgentRight::AddAutopilotDevices),
            manages: may(AgentRight::ManageAutopilot),
        }
    }

    /// Whether the caller is of the organization itself.
    pub fn is_own(&self) -> bool {
        self.tenant == self.reader
    }

    /// Who added a device, seen from the caller.
    pub fn origin(&self, added_by: Id<Organization>) -> Origin {
        if added_by == self.reader {
            Origin::Own
        } else if added_by == self.tenant {
            Origin::Customer
        } else {
            Origin::OtherPartner
        }
    }

    /// What the rules allow with a device, whatever rights the caller has as an agent.
    pub(super) fn rules_allow(&self, added_by: Id<Organization>) -> Allowed {
        if self.is_own() {
            return Allowed::ALL;
        }
        self.rules.allowed(self.standing, self.origin(added_by))
    }

    /// What the caller may do with a device, of those who see it.
    pub fn allowed(&self, added_by: Id<Organization>) -> Allowed {
        let rules = self.rules_allow(added_by);
        Allowed {
            profiles: rules.profiles && self.manages,
            add: rules.add && self.adds,
            see: true,
            apply: rules.apply && self.manages,
            remove: rules.remove && self.manages,
        }
    }

    /// Whether the caller adds devices.
    pub fn may_add(&self) -> bool {
        self.allowed(self.reader).add
    }

    /// Whether the caller makes, edits and deletes profiles.
    pub fn may_change_profiles(&self) -> bool {
        self.allowed(self.reader).profiles
    }

    /// Whether nothing but the rule set keeps the caller from profiles.
    pub fn is_kept_by_rules(&self) -> bool {
        self.manages && !self.may_change_profiles()
    }

    /// The rule set.
    pub const fn rules(&self) -> RuleSet {
        self.rules
    }

    /// The refusal that names the rule set (section 3.8, note 3).
    pub(super) const fn refusal(&self) -> Refusal {
        Refusal::Denied(Code::AutopilotNotAllowed, Some(Requirement::AutopilotRules(self.rules)))
    }

    /// Refuses where the rule set keeps the caller from changing profiles.
    pub(super) fn require_profiles(&self) -> Result<(), Refusal> {
        if self.rules_allow(self.reader).profiles { Ok(()) } else { Err(self.refusal()) }
    }
}
