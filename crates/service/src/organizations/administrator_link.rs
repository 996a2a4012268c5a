//! A further administrator link, for an organization whose administrators cannot sign in any more.
//!
//! Invariant: while an administrator can sign in, the link opens after 24 hours, the administrators are told,
//! and the operator makes nobody an administrator who has an account already.

use authz::Action;
use domain::{
    event::{Event, EventKind, Subject},
    id::{Id, Organization},
    organization::Language,
    role::DirectoryRole,
    text::{Name, Upn},
    time::{DAY, Time},
};
use serde::{Deserialize, Serialize};
use store::{
    Batch, Change,
    directory::ROLES_OF,
    notices::Notice,
    organizations::{HAS_DOMAIN, LOCK},
    users::BY_UPN,
    values,
};

use crate::{
    caller::Person,
    directory_roles,
    form::Form,
    refusal::{Code, Refusal},
    run::{Command, Context, Where},
    sign_in::{Secret, issue_link},
    users::{add_administrator, administrators},
};

/// Makes a one-time link for an administrator of an organization: one who is a Global administrator already, or
/// a new person.
#[derive(Clone, Debug)]
pub struct MakeAdministratorLink {
    /// The organization.
    pub organization: Id<Organization>,
    /// The account name.
    pub upn: String,
    /// The name of a new person.
    pub display_name: String,
}

/// The link.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct AdministratorLink {
    /// The secret, shown once.
    pub secret: Secret,
    /// From when it works.
    pub opens_at: Time,
}

impl Command for MakeAdministratorLink {
    type Output = AdministratorLink;
    const NAME: &'static str = "make administrator link";
    const CHANGES_ACCESS: bool = true;

    fn asks(&self, _: &Person) -> (Action, Where) {
        (Action::Operate, Where::Tenant(self.organization))
    }

    async fn apply(self, change: &mut Change, context: &Context<'_>) -> Result<AdministratorLink, Refusal> {
        let row = change.find(&LOCK, values![]).await?.ok_or(Refusal::Missing)?;
        let mut form = Form::default();
        let upn = form.text("userPrincipalName", Upn::parse(&self.upn));
        if let Some(upn) = &upn
            && change.find(&HAS_DOMAIN, values![upn.domain().as_str()]).await?.is_none()
        {
            form.fault("userPrincipalName", Code::DomainNotVerified);
        }
        let name = form.text("displayName", Name::parse(&self.display_name));
        let (Some(upn), Some(name)) = (upn, name) else { return Err(form.refusal()) };
        form.finish()?;
        let known = change.find(&BY_UPN, values![upn.as_str()]).await?;
        let now = change.now();
        let opens_at = if administrators(change).await? == 0 { now } else { now.plus(DAY) };
        let user = if let Some(row) = known {
            let user = row.get(0)?;
            let roles = change.rows(&ROLES_OF, values![user]).await?;
            let administers = |role: String| role == DirectoryRole::GlobalAdministrator.key();
            if !roles.iter().any(|row| row.get(0).is_ok_and(administers)) {
                return Err(Refusal::field("userPrincipalName", Code::AlreadyExists));
            }
            user
        } else {
            let language = Language::from_tag(&row.get::<String>(2)?).unwrap_or_default();
            let user = add_administrator(change, &upn, &name, language, &row.get::<String>(3)?).await?;
            let role = DirectoryRole::GlobalAdministrator;
            let subject = Subject::person(user.uuid(), upn.as_str());
            let event = Event::new(EventKind::DirectoryRoleGiven, subject).with("role", role.key());
            change.write(directory_roles::give(event, role, user)).await?;
            user
        };
        let event = Event::new(EventKind::AdministratorLinkMade, Subject::person(user.uuid(), upn.as_str()))
            .with("opensDateTime", opens_at);
        let (secret, batch) = issue_link(context.app, change, Batch::of(event), user, opens_at);
        change.write(batch).await?;
        let notice = Notice {
            tenant: self.organization,
            audience: "service_administrators",
            kind: "administrator_link_made",
            about: user.uuid(),
            parameters: vec![("account", upn.to_string()), ("opens", opens_at.to_string())],
        };
        change.notify(notice).await?;
        Ok(AdministratorLink { secret, opens_at })
    }
}
