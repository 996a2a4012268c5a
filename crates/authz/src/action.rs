//! What can be asked for, and what each asks of the caller.

use domain::{
    agent::AgentRight,
    application::ApiPermission,
    autopilot::RuleSet,
    directory::{DirectoryPart, DirectoryRight},
    permission::Permission,
    subscription::SubscriptionRight,
};

/// Something a caller wants to do or see.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Action {
    /// Use a permission of the rooms service in one organization, by a right from any source.
    Use(Permission),
    /// Use a permission that belongs to the organization's own people alone: settings, own roles, the reset of the key
    /// (decision 6).
    UseOwn(Permission),
    /// Use the customer's controls over its partners: invitations, links and their scopes, blocks. Only people of the
    /// organization itself who hold `settings.modify` by an own role (decisions 6 and 7).
    ControlPartners,
    /// Read or export the audit log of one's own organization (R-205, decision 7).
    ReadAuditLog,
    /// Manage people, security groups and directory roles, whatever they hold (decision 16).
    AdministerDirectory,
    /// Manage people and security groups: Global administrators all of them, User management admins of a partner those who hold
    /// nothing (R-420, decision 16).
    ManageDirectory,
    /// Look people and security groups of one's own organization up.
    ReadDirectory,
    /// Read one part of the own directory, as people look it up and as applications are granted it.
    ReadDirectoryOf(DirectoryPart),
    /// Register applications of the own organization, and say what each may do: its own Global administrators alone (decision 6).
    AdministerApplications,
    /// Add and remove tenant managers.
    ManageTenantManagers,
    /// See and answer invitations sent to one's organization.
    AnswerInvitation,
    /// See the customers of one's organization: those one works for, or all of them as metadata.
    SeeTenants,
    /// End the link to a customer from the partner's side.
    RemoveCustomer,
    /// Name primary admins of a customer although holding no role there: only while it is orphaned.
    RescueOrphan,
    /// Do what agents of a partner do for it, for their organization as a whole or with one of its customers.
    ActAsAgent(AgentRight),
    /// Let a partner have a reseller relationship or delegated privileges, or take them away, and watch what it asks vendors on behalf of
    /// the organization: Global administrators of the organization's own directory alone (decision 6, R-303, R-306, R-323).
    ConsentToPartner,
    /// Look up the people of a customer by a directory role that one holds there by delegation.
    ReadCustomerDirectory,
    /// Change something in the directory of a customer by a directory role that one holds there by delegation, as far as it holds no right
    /// of the customer itself (R-320, decision 6).
    ChangeCustomerDirectory(DirectoryRight),
    /// Change the Autopilot devices and profiles of the own organization: Global administrators of its own directory alone.
    AdministerAutopilot,
    /// See subscriptions: those of the own organization, and at customers what the own organization sold there and what one holds a
    /// role on.
    SeeSubscriptions,
    /// Do something with what is in a subscription, or with the roles on it.
    OnSubscription(SubscriptionRight),
    /// Give licences to people of an organization, and take them: its own Global administrators, and whoever holds a directory role by
    /// delegation that does.
    AssignLicences,
    /// See the customers on whose behalf one can act (decision 6).
    ActOnBehalf,
    /// Run the server: organizations, domains, partner capability.
    Operate,
    /// Look after one's own account: sessions, tokens, language.
    OwnAccount,
}

/// What a refused caller lacks, in words a message can be made of.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Requirement {
    /// A permission, which holders of role management can give.
    Permission(Permission),
    /// A permission by an own role of the organization, which its administrators can give.
    OwnPermission(Permission),
    /// Managed Service Administrator or Global administrator.
    ServiceAdministrator,
    /// Global administrator.
    GlobalAdministrator,
    /// Global administrator, Managed Service Administrator or tenant manager.
    TenantManager,
    /// Primary admin of that customer.
    PrimaryAdmin,
    /// A right of agents, which Global administrators of the partner give by its groups of agents.
    Agent(AgentRight),
    /// A directory role of the customer by delegation, which the customer grants and the partner gives by its groups.
    DelegatedRole,
    /// Not to be blocked by the customer, which alone lifts a block (decision 8).
    Unblocked,
    /// To be a Global administrator of the customer's own directory: what is to be changed holds a right of the customer itself, or is
    /// being given one (decision 6).
    OwnAdministrator,
    /// A role on the subscription, which its owners and the customer give.
    SubscriptionRole(SubscriptionRight),
    /// Another standing at the customer, by the rule set for Autopilot that the operator chose.
    AutopilotRules(RuleSet),
    /// The partner capability of the organization, which the operator gives.
    PartnerCapability,
    /// Operator of the server.
    Operator,
    /// A permission of the application by whose token it is asked, which a Global administrator grants.
    ApiPermission(ApiPermission),
    /// A person's own session or token: no application does this.
    OwnToken,
    /// To act as oneself: what is done on behalf of a customer is work in its rooms alone.
    Themselves,
}

impl Requirement {
    /// The stable word for answers and messages.
    pub fn key(self) -> &'static str {
        match self {
            Self::Permission(permission) | Self::OwnPermission(permission) => permission.key(),
            Self::ServiceAdministrator => "service_administrator",
            Self::GlobalAdministrator => "global_administrator",
            Self::TenantManager => "tenant_manager",
            Self::PrimaryAdmin => "primary_admin",
            Self::Agent(right) => right.key(),
            Self::DelegatedRole => "delegated_role",
            Self::Unblocked => "unblocked",
            Self::OwnAdministrator => "own_administrator",
            Self::SubscriptionRole(right) => right.key(),
            Self::AutopilotRules(RuleSet::Today) => "autopilot_rules.today",
            Self::AutopilotRules(RuleSet::TodayStrict) => "autopilot_rules.today_strict",
            Self::AutopilotRules(RuleSet::Announced) => "autopilot_rules.announced",
            Self::PartnerCapability => "partner_capability",
            Self::Operator => "operator",
            Self::ApiPermission(permission) => permission.key(),
            Self::OwnToken => "own_token",
            Self::Themselves => "themselves",
        }
    }
}
