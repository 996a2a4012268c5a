//! One decision: may this caller do this, to this?

use domain::{
    agent::AgentRight,
    directory::Principal,
    id::{Id, Organization, Room, Subscription},
    permission::{Permission, PermissionSet},
    role::{BuiltInRole, DirectoryRole, Role},
};

use crate::{
    action::{Action, Requirement},
    delegated_directory,
    facts::Facts,
    grant::Source,
    permit::Permit,
    subscriptions,
    through::{Through, opened_by},
};

/// What an action is about, inside its organization.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum About {
    /// The organization as a whole.
    Organization,
    /// One room.
    Room(Id<Room>),
    /// One invitation of the organization.
    Invitation {
        /// The invited partner.
        partner: Id<Organization>,
        /// The account name of a named-user invitation; none for an invitation by domain.
        named: Option<String>,
    },
    /// The link of the organization to one partner.
    Link {
        /// The partner.
        partner: Id<Organization>,
        /// Whether nobody can act as primary admin.
        orphaned: bool,
    },
    /// One person or security group of the organization.
    Principal {
        /// Who; none for a person who is still to be added.
        principal: Option<Principal>,
        /// Whether an invitation that waits for an answer names the person, or something is being given to a group just now: what
        /// is held is not known yet.
        is_invited: bool,
    },
    /// One subscription of the organization.
    Subscription(Id<Subscription>),
}

/// What an action is about.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Target {
    /// The organization it happens in: always named.
    pub tenant: Id<Organization>,
    /// What inside it.
    pub about: About,
}

impl Target {
    /// An organization as a whole.
    pub const fn tenant(tenant: Id<Organization>) -> Self {
        Self { tenant, about: About::Organization }
    }

    /// One room of an organization.
    pub const fn room(tenant: Id<Organization>, room: Id<Room>) -> Self {
        Self { tenant, about: About::Room(room) }
    }

    /// One subscription of an organization.
    pub const fn subscription(tenant: Id<Organization>, subscription: Id<Subscription>) -> Self {
        Self { tenant, about: About::Subscription(subscription) }
    }

    const fn room_named(&self) -> Option<Id<Room>> {
        match &self.about {
            About::Room(room) => Some(*room),
            _ => None,
        }
    }
}

/// What a caller who sees the target lacks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Missing(pub Requirement);

/// The answer no.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Refused {
    /// The target is outside the caller's sight: for the caller it does not exist.
    Hidden,
    /// The caller sees the target but lacks something.
    Denied(Missing),
}

impl Refused {
    pub(crate) const fn lacking(requirement: Requirement) -> Self {
        Self::Denied(Missing(requirement))
    }
}

/// Decides one action on one target.
pub fn decide(facts: &Facts, action: Action, target: &Target) -> Result<Permit, Refused> {
    let via = reason(facts, action, target)?;
    Ok(Permit {
        actor: facts.actor(),
        action: Some(action),
        tenant: target.tenant,
        room: target.room_named(),
        via,
    })
}

/// Whether the caller may do something: the same rule as [`decide`], without a permit.
pub fn holds(facts: &Facts, action: Action, target: &Target) -> bool {
    reason(facts, action, target).is_ok()
}

fn reason(facts: &Facts, action: Action, target: &Target) -> Result<Option<Source>, Refused> {
    if !facts.enabled() {
        return Err(Refused::Hidden);
    }
    admits(facts, action)?;
    let own = target.tenant == facts.organization;
    if facts.application().is_some() {
        return match action {
            Action::ActAsAgent(right) => agent(facts, right, target),
            Action::ReadDirectoryOf(_) | Action::ReadAuditLog if own => Ok(None),
            _ => Err(Refused::Hidden),
        };
    }
    match action {
        Action::Use(permission) => by_grant(facts, permission, target, |_| true)
            .map_err(|sees| refuse(sees, Requirement::Permission(permission))),
        Action::ControlPartners => {
            let permission = Permission::SettingsModify;
            by_grant(facts, permission, target, Source::controls_partners)
                .map_err(|sees| refuse(sees, Requirement::OwnPermission(permission)))
        }
        Action::UseOwn(permission) => by_grant(facts, permission, target, Source::is_own)
            .map_err(|sees| refuse(sees, Requirement::OwnPermission(permission))),
        Action::ReadAuditLog if own => {
            directory_role(facts, &SERVICE_ADMINISTRATORS, Requirement::ServiceAdministrator)
        }
        Action::AdministerDirectory if own => {
            directory_role(facts, &[DirectoryRole::GlobalAdministrator], Requirement::GlobalAdministrator)
        }
        Action::ManageDirectory if own => manages(facts, &target.about),
        Action::ReadDirectory | Action::ReadDirectoryOf(_) if own => {
            if facts.directory_roles().is_empty() && !facts.is_tenant_manager() && !facts.assigns_somewhere()
            {
                return Err(Refused::lacking(Requirement::GlobalAdministrator));
            }
            Ok(None)
        }
        Action::ManageTenantManagers if own => {
            if !facts.is_partner() {
                return Err(Refused::lacking(Requirement::PartnerCapability));
            }
            directory_role(facts, &SERVICE_ADMINISTRATORS, Requirement::ServiceAdministrator)
        }
        Action::AnswerInvitation => answers(facts, &target.about).then_some(None).ok_or(Refused::Hidden),
        Action::SeeTenants if own => {
            if facts.is_partner() {
                Ok(None)
            } else {
                Err(Refused::lacking(Requirement::PartnerCapability))
            }
        }
        Action::RemoveCustomer => {
            let sees = facts.grants_in(target.tenant).next().is_some() || facts.answers_invitations();
            let primary = Role::BuiltIn(BuiltInRole::PrimaryAdmins);
            facts
                .grants_in(target.tenant)
                .map(|grant| grant.source)
                .find(|source| matches!(source, Source::PartnerRole { role, .. } if *role == primary))
                .map(Some)
                .ok_or(refuse(sees, Requirement::PrimaryAdmin))
        }
        Action::RescueOrphan => match target.about {
            About::Link { partner, orphaned }
                if partner == facts.organization && facts.answers_invitations() =>
            {
                if orphaned {
                    Ok(None)
                } else {
                    Err(Refused::lacking(Requirement::PrimaryAdmin))
                }
            }
            _ => Err(Refused::Hidden),
        },
        Action::ActAsAgent(right) => agent(facts, right, target),
        Action::ConsentToPartner | Action::AdministerAutopilot | Action::AdministerApplications if own => {
            directory_role(facts, &[DirectoryRole::GlobalAdministrator], Requirement::GlobalAdministrator)
        }
        Action::ReadCustomerDirectory if !own => facts
            .delegated_roles(target.tenant)
            .into_iter()
            .find(|(role, _)| role.reads_people)
            .map(|(_, source)| Some(source))
            .ok_or_else(|| refuse(sees_as_agent(facts, target), lacks_delegated_role(facts, target))),
        Action::ChangeCustomerDirectory(right) if !own => delegated_directory::changes(facts, right, target),
        Action::SeeSubscriptions => subscriptions::sees(facts, target),
        Action::OnSubscription(right) => subscriptions::opens(facts, right, target),
        Action::AssignLicences => subscriptions::licenses(facts, target),
        Action::ActOnBehalf if own && facts.is_partner() => Ok(None),
        Action::ActOnBehalf if own => Err(Refused::lacking(Requirement::PartnerCapability)),
        Action::Operate if facts.is_operator() => Ok(None),
        Action::OwnAccount if own => Ok(None),
        Action::Operate => Err(Refused::lacking(Requirement::Operator)),
        Action::ReadAuditLog
        | Action::ConsentToPartner
        | Action::AdministerAutopilot
        | Action::AdministerApplications
        | Action::ReadCustomerDirectory
        | Action::ChangeCustomerDirectory(_)
        | Action::AdministerDirectory
        | Action::ManageDirectory
        | Action::ReadDirectory
        | Action::ReadDirectoryOf(_)
        | Action::ManageTenantManagers
        | Action::SeeTenants
        | Action::ActOnBehalf
        | Action::OwnAccount => Err(Refused::Hidden),
    }
}

/// Whether that through which the caller comes opens an action at all; whoever comes as themselves needs nothing for it. On behalf of a
/// customer there is work in its rooms and nothing else, so that no detour leads to its controls (decision 6).
pub(crate) fn admits(facts: &Facts, action: Action) -> Result<(), Refused> {
    if *facts.through() == Through::DelegatedRoles && !matches!(action, Action::Use(_)) {
        return Err(Refused::lacking(Requirement::Themselves));
    }
    let Some((permissions, surface)) = facts.through().permissions() else { return Ok(()) };
    let opening = opened_by(surface, action);
    if opening.iter().any(|permission| permissions.contains(permission)) {
        return Ok(());
    }
    Err(Refused::lacking(opening.first().map_or(Requirement::OwnToken, |it| Requirement::ApiPermission(*it))))
}

/// Whether the caller manages somebody of the own organization: a User management admin of a partner nobody who holds something, so
/// that nobody gets anything by it (R-106, decision 16).
fn manages(facts: &Facts, about: &About) -> Result<Option<Source>, Refused> {
    let may = match about {
        About::Organization => true,
        About::Principal { principal, is_invited } => {
            !is_invited && !principal.is_some_and(|principal| facts.holds_something(principal))
        }
        _ => false,
    };
    let administrator = &[DirectoryRole::GlobalAdministrator];
    let either = &[DirectoryRole::GlobalAdministrator, DirectoryRole::UserManagementAdministrator];
    let roles: &[DirectoryRole] = if may { either } else { administrator };
    directory_role(facts, roles, Requirement::GlobalAdministrator)
}

/// Whether a right of agents is held where it is used: in the own organization, or with one of its customers.
fn agent(facts: &Facts, right: AgentRight, target: &Target) -> Result<Option<Source>, Refused> {
    let own = target.tenant == facts.organization;
    if own && !facts.is_partner() {
        return Err(Refused::lacking(Requirement::PartnerCapability));
    }
    let is_customer =
        if right.is_of_delegation() { facts.serves(target.tenant) } else { facts.resells_to(target.tenant) };
    if !own && !is_customer {
        return Err(refuse(sees_subscription(facts, target), Requirement::Agent(right)));
    }
    let lacks = if !facts.has_agent_right(right) {
        Requirement::Agent(right)
    } else if right.reaches_customers() && facts.is_barred_from(target.tenant) {
        Requirement::Unblocked
    } else {
        return Ok(None);
    };
    Err(refuse(own || sees_as_agent(facts, target) || sees_subscription(facts, target), lacks))
}

/// Whether it is about a subscription that the caller sees by a role on it.
fn sees_subscription(facts: &Facts, target: &Target) -> bool {
    let About::Subscription(subscription) = target.about else { return false };
    facts.subscription_roles(target.tenant).iter().any(|held| held.subscription == subscription)
}

/// What somebody lacks who holds no directory role of a customer by delegation that would do: whoever is blocked there holds none at all
/// (decision 8).
pub(crate) fn lacks_delegated_role(facts: &Facts, target: &Target) -> Requirement {
    if facts.is_barred_from(target.tenant) { Requirement::Unblocked } else { Requirement::DelegatedRole }
}

/// Whether the caller sees the target among the customers of the own organization.
pub(crate) fn sees_as_agent(facts: &Facts, target: &Target) -> bool {
    let sees = [AgentRight::SeeCustomers, AgentRight::SeeDelegation];
    facts.serves(target.tenant) && sees.into_iter().any(|right| facts.has_agent_right(right))
}

/// Whether an invitation is one that the caller sees and may answer.
fn answers(facts: &Facts, about: &About) -> bool {
    match about {
        About::Invitation { partner, named } if *partner == facts.organization && facts.is_partner() => named
            .as_ref()
            .map_or_else(|| facts.answers_invitations(), |upn| *upn == facts.upn && facts.is_confirmed()),
        _ => false,
    }
}

/// The first grant that allows a permission on a target; else whether the caller at least sees the target.
fn by_grant(
    facts: &Facts,
    permission: Permission,
    target: &Target,
    counts: impl Fn(Source) -> bool,
) -> Result<Option<Source>, bool> {
    let Some(room) = target.room_named() else {
        let mut sees = target.tenant == facts.organization;
        for grant in facts.grants_in(target.tenant) {
            if grant.permissions.has(permission) && counts(grant.source) {
                return Ok(Some(grant.source));
            }
            sees = true;
        }
        return Err(sees);
    };
    let position = facts.at(target.tenant).and_then(|at| at.rooms.position(room)).ok_or(false)?;
    let mut sees = false;
    for grant in facts.grants_in(target.tenant).filter(|grant| grant.covers(position)) {
        if grant.permissions.has(permission) && counts(grant.source) {
            return Ok(Some(grant.source));
        }
        sees |= grant.permissions.has(Permission::RoomView);
    }
    Err(sees)
}

const SERVICE_ADMINISTRATORS: [DirectoryRole; 2] =
    [DirectoryRole::GlobalAdministrator, DirectoryRole::ManagedServiceAdministrator];

pub(crate) fn directory_role(
    facts: &Facts,
    roles: &[DirectoryRole],
    otherwise: Requirement,
) -> Result<Option<Source>, Refused> {
    match roles.iter().find(|role| facts.has(**role)) {
        Some(role) => Ok(Some(Source::DirectoryRole(*role))),
        None => Err(Refused::lacking(otherwise)),
    }
}

pub(crate) const fn refuse(sees: bool, requirement: Requirement) -> Refused {
    if sees { Refused::lacking(requirement) } else { Refused::Hidden }
}

/// Everything the caller may do somewhere in one organization: what pages offer.
pub fn permissions_in(facts: &Facts, tenant: Id<Organization>) -> PermissionSet {
    facts.grants_in(tenant).fold(PermissionSet::NONE, |all, grant| all.or(grant.permissions))
}
