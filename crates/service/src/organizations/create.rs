//! A new organization with its domains and its first administrator.

use authz::Action;
use domain::{
    event::{Event, EventKind, Subject},
    id::{Id, Organization, User},
    organization::Language,
    role::DirectoryRole,
    text::{DomainName, Name, Upn},
};
use serde::{Deserialize, Serialize};
use store::{Batch, Change, StoreError, organizations as rows, values};

use crate::{
    app::App,
    caller::Person,
    form::Form,
    refusal::{Code, Refusal},
    run::{Command, Context, Where},
    sign_in::Secret,
    users::add_administrator,
};

/// What is typed for a new organization.
#[derive(Clone, Debug, Default)]
pub struct NewOrganization {
    /// The name.
    pub name: String,
    /// The country, two letters.
    pub country: String,
    /// The language tag of its people.
    pub language: String,
    /// The time zone of its people.
    pub time_zone: String,
    /// Its domains, whose ownership the operator has checked.
    pub domains: Vec<String>,
    /// The account name of the first administrator, in one of the domains.
    pub administrator_upn: String,
    /// The name of the first administrator.
    pub administrator_name: String,
}

/// A checked new organization.
pub(crate) struct Checked {
    pub(super) name: Name,
    pub(super) country: String,
    pub(super) language: Language,
    pub(super) time_zone: String,
    pub(super) domains: Vec<DomainName>,
    pub(super) upn: Upn,
    pub(super) administrator: Name,
}

impl NewOrganization {
    pub(crate) fn check(&self) -> Result<Checked, Refusal> {
        let mut form = Form::default();
        let name = form.text("displayName", Name::parse(&self.name));
        let country = form.country("country", &self.country);
        let language = form.language("preferredLanguage", &self.language);
        let time_zone = form.time_zone("timeZone", &self.time_zone);
        let mut domains: Vec<DomainName> = self
            .domains
            .iter()
            .filter_map(|domain| form.text("verifiedDomains", DomainName::parse(domain)))
            .collect();
        domains.sort();
        domains.dedup();
        if self.domains.is_empty() {
            form.fault("verifiedDomains", Code::Required);
        }
        let upn = form.text("administratorUserPrincipalName", Upn::parse(&self.administrator_upn));
        if upn.as_ref().is_some_and(|upn| !domains.contains(upn.domain())) {
            form.fault("administratorUserPrincipalName", Code::DomainNotVerified);
        }
        let administrator = form.text("administratorDisplayName", Name::parse(&self.administrator_name));
        match (name, country, language, time_zone, upn, administrator) {
            (Some(name), Some(country), Some(language), Some(time_zone), Some(upn), Some(administrator)) => {
                form.finish()?;
                Ok(Checked { name, country, language, time_zone, domains, upn, administrator })
            }
            _ => Err(form.refusal()),
        }
    }
}

/// Makes an organization.
#[derive(Clone, Debug)]
pub struct CreateOrganization {
    id: Id<Organization>,
    new: NewOrganization,
}

/// What was made.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Created {
    /// The organization.
    pub organization: Id<Organization>,
    /// Its first administrator.
    pub administrator: Id<User>,
    /// The secret of the administrator's one-time link, shown once.
    pub link: Secret,
}

impl CreateOrganization {
    /// Draws the identifier of the new organization, in whose log its making is told.
    pub fn new(app: &App, new: NewOrganization) -> Self {
        Self { id: Id::new(app.ids.next()), new }
    }
}

impl Command for CreateOrganization {
    type Output = Created;
    const NAME: &'static str = "create organization";
    const CHANGES_ACCESS: bool = true;

    fn asks(&self, _: &Person) -> (Action, Where) {
        (Action::Operate, Where::Tenant(self.id))
    }

    async fn apply(self, change: &mut Change, context: &Context<'_>) -> Result<Created, Refusal> {
        let checked = self.new.check()?;
        let (administrator, link) = found(context.app, change, &checked, false).await?;
        Ok(Created { organization: self.id, administrator, link })
    }
}

/// Writes a new organization with its first administrator under a permit for it.
pub(super) async fn found(
    app: &App,
    change: &mut Change,
    new: &Checked,
    is_operator: bool,
) -> Result<(Id<User>, Secret), Refusal> {
    let user = write(change, new, is_operator).await?;
    let now = change.now();
    let kind = if is_operator { EventKind::PasswordLinkMade } else { EventKind::AdministratorLinkMade };
    let event = Event::new(kind, Subject::person(user.uuid(), new.upn.as_str())).with("opensDateTime", now);
    let (link, batch) = crate::sign_in::issue_link(app, change, Batch::of(event), user, now);
    change.write(batch).await?;
    Ok((user, link))
}

/// The same without a link: nobody can sign in yet.
pub(crate) async fn write(
    change: &mut Change,
    new: &Checked,
    is_operator: bool,
) -> Result<Id<User>, Refusal> {
    let (now, id) = (change.now(), change.tenant().uuid());
    let event = Event::new(EventKind::OrganizationCreated, Subject::thing(id, new.name.as_str()))
        .with("country", &new.country)
        .with("preferredLanguage", new.language.tag())
        .with("timeZone", &new.time_zone);
    let row = values![
        new.name.as_str(),
        new.name.key(),
        &new.country,
        new.language.tag(),
        &new.time_zone,
        is_operator,
        now
    ];
    let batch = Batch::of(event)
        .run(&rows::ADD, row)
        .run(&rows::ADD_VERSION, values![])
        .run(&rows::ADD_HEAD, values![Vec::<u8>::new()]);
    change.write(batch).await?;
    for domain in &new.domains {
        add_domain(change, domain, "verifiedDomains").await?;
    }
    let user = add_administrator(change, &new.upn, &new.administrator, new.language, &new.time_zone).await?;
    let event = Event::new(EventKind::DirectoryRoleGiven, Subject::person(user.uuid(), new.upn.as_str()))
        .with("role", DirectoryRole::GlobalAdministrator.key());
    let batch = crate::directory_roles::give(event, DirectoryRole::GlobalAdministrator, user);
    change.write(batch).await?;
    Ok(user)
}

/// Adds a domain to the organization of the permit; one that somebody has is a fault of the field.
pub(super) async fn add_domain(change: &mut Change, domain: &DomainName, field: &str) -> Result<(), Refusal> {
    let id = change.tenant().uuid();
    let event = Event::new(EventKind::DomainAdded, Subject::thing(id, domain.as_str()));
    let batch = Batch::of(event).run(&rows::ADD_DOMAIN, values![domain.as_str(), change.now()]);
    match change.write(batch).await {
        Ok(_) => Ok(()),
        Err(StoreError::Constraint(_)) => Err(Refusal::field(field, Code::NameTaken)),
        Err(error) => Err(error.into()),
    }
}
