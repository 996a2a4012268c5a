//! What the frame around every page needs to know of the reader.

use std::collections::BTreeSet;

use authz::{Action, Realm, permissions_in};
use domain::{agent::AgentRight, organization::Language, permission::PermissionSet, role::DirectoryRole};
use store::View;

use crate::{
    ask::{Looking, Question},
    caller::Person,
    notices,
    refusal::Refusal,
};

/// The reader, as the frame shows them.
#[derive(Clone, Debug)]
pub struct Shell {
    /// The person's name.
    pub name: String,
    /// The organization's name.
    pub organization: String,
    /// The person's language.
    pub language: Language,
    /// The person's time zone.
    pub time_zone: String,
    /// Whether the organization is the operator.
    pub is_operator: bool,
    /// Whether the organization is a partner.
    pub is_partner: bool,
    /// What the person may do in the own organization.
    pub own: PermissionSet,
    /// Directory roles.
    pub directory_roles: BTreeSet<DirectoryRole>,
    /// Whether the person sees and answers invitations.
    pub answers_invitations: bool,
    /// What the person may do at any customer.
    pub at_customers: PermissionSet,
    /// What the person may do for the organization as an agent.
    pub agent_rights: BTreeSet<AgentRight>,
    /// Whether the person holds a role on a subscription of a customer.
    pub on_subscriptions: bool,
    /// Whether the person holds a role on a subscription of the own organization.
    pub on_own_subscriptions: bool,
    /// Whether the person can act on behalf of a customer.
    pub acts_on_behalf: bool,
    /// Whether the person looks into the directory of a customer by what it delegated.
    pub reads_directories: bool,
    /// Notices not read.
    pub unread: i64,
    /// Whether Incidents of customers opens with the tickets of all of them.
    pub all_tickets: bool,
    /// Whether Incidents shows the same fault in many rooms as one line.
    pub folds_faults: bool,
}

/// Asks for the frame.
pub struct ShellOf;

impl Question for ShellOf {
    type Answer = Shell;
    const NAME: &'static str = "shell";

    fn asks(&self, _: &Person) -> (Action, Realm) {
        (Action::OwnAccount, Realm::Own)
    }

    async fn answer(&self, view: &mut View, context: &Looking<'_>) -> Result<Shell, Refusal> {
        let facts = context.facts;
        let reader = store::shell::reader(view).await?.ok_or(Refusal::Missing)?;
        let audiences = notices::words(facts);
        let unread =
            if audiences.is_empty() { 0 } else { store::shell::unread(view, audiences, facts.user).await? };
        Ok(Shell {
            name: reader.name,
            organization: reader.organization,
            language: Language::from_tag(&reader.language).unwrap_or_default(),
            time_zone: reader.time_zone,
            is_operator: facts.is_operator(),
            is_partner: facts.is_partner(),
            own: permissions_in(facts, facts.organization),
            directory_roles: facts.directory_roles(),
            answers_invitations: facts.answers_invitations(),
            at_customers: facts.permissions_at_customers(),
            on_subscriptions: facts.is_on_subscriptions_of_customers(),
            acts_on_behalf: facts.is_partner() && facts.acts_on_behalf(),
            reads_directories: facts.is_partner() && facts.reads_directories(),
            on_own_subscriptions: !facts.subscription_roles(facts.organization).is_empty(),
            agent_rights: AgentRight::ALL.into_iter().filter(|it| facts.has_agent_right(*it)).collect(),
            unread,
            all_tickets: reader.all_tickets,
            folds_faults: reader.folds_faults,
        })
    }
}
