//! Who is calling.

use std::collections::BTreeSet;

use authz::{Actor, Concerning, Facts, Realm};
use domain::{
    application::{ApiPermission, Surface},
    id::{Application, ApplicationSecret, Id, Organization, Session, User},
    text::Upn,
    time::Time,
};
use store::{Opening, Program};

use crate::{
    app::App,
    idempotency_keys::IdempotencyKey,
    refusal::{Code, Refusal},
};

/// What a session or token may be used for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Access {
    /// Reading and changing.
    Write,
    /// Reading alone.
    Read,
}

/// The application by whose token a call comes.
#[derive(Clone, Debug)]
pub struct ByApplication {
    /// The application.
    pub application: Id<Application>,
    /// What people call it.
    pub name: String,
    /// The secret by which the token was got; none for a token of a public client.
    pub secret: Option<Id<ApplicationSecret>>,
    /// What a person let it do for them; none where it acts by itself.
    pub delegated: Option<BTreeSet<ApiPermission>>,
    /// By which surface it comes.
    pub surface: Surface,
}

/// A signed-in person, or an application in place of one.
#[derive(Clone, Debug)]
pub struct Person {
    /// The person; for an application that acts by itself its own identifier.
    pub user: Id<User>,
    /// The person's organization.
    pub organization: Id<Organization>,
    /// The account name; for an application that acts by itself a name of that form, which is nobody's.
    pub upn: Upn,
    /// The application by whose token the call comes, if it comes by one.
    pub by: Option<ByApplication>,
    /// The session, or none when a token was used.
    pub session: Option<Id<Session>>,
    /// What the session or token may be used for.
    pub access: Access,
    /// Whether the person acts on behalf of customers: by the directory roles that they delegated, and by nothing else.
    pub on_behalf: bool,
    /// Who has something sent to the person, who sees no more of it than both may.
    pub sender: Option<Sender>,
}

/// Who has something sent to somebody.
#[derive(Clone, Debug)]
pub struct Sender {
    /// The person.
    pub user: Id<User>,
    /// The person's organization.
    pub organization: Id<Organization>,
    /// The account name.
    pub upn: Upn,
}

impl Person {
    /// What is told of who acts: the account name, or the name of the application that acts by itself.
    pub fn name(&self) -> &str {
        self.itself().map_or(self.upn.as_str(), |by| &by.name)
    }

    /// The application, if it acts by itself.
    fn itself(&self) -> Option<&ByApplication> {
        self.by.as_ref().filter(|by| by.delegated.is_none())
    }

    /// The application that acts for the person, for what is written down of it.
    pub(crate) fn program(&self) -> Option<Program> {
        let by = self.by.as_ref()?;
        Some(Program { id: by.application, name: by.name.clone() })
    }

    /// Who acts, for what is written down of it.
    pub(crate) fn actor(&self) -> Actor {
        let organization = self.organization;
        match self.itself() {
            Some(by) => Actor::Application { application: by.application, organization },
            None => Actor::Person { user: self.user, organization },
        }
    }

    /// The facts by which is decided, no older than the transaction. What an application may do is read in it, so that what was taken
    /// away counts at once whatever its token says.
    pub(crate) async fn facts(
        &self,
        app: &App,
        opening: &mut Opening,
        now: Time,
        concerning: Concerning,
    ) -> Result<Facts, Refusal> {
        let nobody = || Refusal::Unauthenticated(Code::Unauthenticated);
        let organization = self.organization;
        let facts = match &self.by {
            None => {
                let facts =
                    opening.facts(now, organization, self.user, self.upn.as_str(), concerning).await?;
                facts.map(|facts| if self.on_behalf { facts.on_behalf() } else { facts })
            }
            Some(ByApplication { application, secret, delegated, surface, .. }) => {
                let acting = opening.acting_application(organization, *application, *secret, now).await?;
                let acting = acting.ok_or_else(nobody)?;
                match delegated {
                    None => {
                        let permissions = acting.application_permissions;
                        opening
                            .application_facts(now, organization, *application, permissions, concerning)
                            .await?
                    }
                    Some(delegated) => {
                        let permissions = delegated & &acting.delegated_permissions;
                        let upn = self.upn.as_str();
                        let facts = opening.facts(now, organization, self.user, upn, concerning).await?;
                        facts.map(|facts| facts.delegated(*application, permissions, *surface))
                    }
                }
            }
        };
        let needs_granular = app.settings.subscriptions_need_granular;
        let facts = facts.map(|facts| facts.with_granular_needed(needs_granular));
        let facts = facts.filter(Facts::enabled).ok_or_else(nobody)?;
        let Some(Sender { user, organization: home, upn }) = &self.sender else { return Ok(facts) };
        // Of rooms at the reader's own organization, which may be a customer of the sender.
        let concerning = if *home == organization { concerning } else { Concerning::One(organization) };
        let sender = opening.facts(now, *home, *user, upn.as_str(), concerning).await?;
        Ok(facts.sent_by(sender.filter(Facts::enabled).ok_or_else(nobody)?))
    }

    /// A customer that the person names: one's own organization is never a customer of oneself.
    pub fn customer(&self, tenant: Id<Organization>) -> Result<Id<Organization>, Refusal> {
        if tenant == self.organization { Err(Refusal::Missing) } else { Ok(tenant) }
    }

    /// Where an organization is, seen from the person.
    pub(crate) fn realm(&self, tenant: Id<Organization>) -> Realm {
        if tenant == self.organization { Realm::Own } else { Realm::Customer(tenant) }
    }
}

/// A person together with the call.
#[derive(Clone, Debug)]
pub struct Caller {
    /// The person.
    pub person: Person,
    /// The identifier of the request.
    pub request_id: String,
    /// The address it came from.
    pub address: String,
    /// The key under which the request may be repeated, if the client gave one.
    pub idempotency_key: Option<IdempotencyKey>,
}
