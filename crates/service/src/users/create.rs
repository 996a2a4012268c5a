//! A new person.

use authz::{About, Action, Fact, Target, fact::Turn};
use domain::{
    event::{Event, EventKind, Subject},
    id::{Id, Organization, User},
    organization::Language,
    text::{Name, Upn},
};
use serde::{Deserialize, Serialize};
use store::{
    Batch, Change, StoreError, confirmation::unconfirm, organizations::HAS_DOMAIN, users::ADD, values,
};

use crate::{
    caller::Person,
    form::Form,
    refusal::{Code, Refusal},
    run::{Command, Context, Where},
    sign_in::{Secret, issue_link},
};

/// Adds a person to the caller's organization.
#[derive(Clone, Debug)]
pub struct CreateUser {
    /// The account name, in a verified domain of the organization.
    pub upn: String,
    /// The name as shown.
    pub display_name: String,
    /// The language tag.
    pub language: String,
    /// The time zone by its IANA name.
    pub time_zone: String,
}

/// What was added.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct NewUser {
    /// The person.
    pub user: Id<User>,
    /// The secret of the one-time link to set a password, shown once.
    pub link: Secret,
}

impl Command for CreateUser {
    type Output = NewUser;
    const NAME: &'static str = "create user";
    const CHANGES_ACCESS: bool = true;

    fn asks(&self, caller: &Person) -> (Action, Where) {
        (Action::ManageDirectory, Where::Tenant(caller.organization))
    }

    async fn apply(self, change: &mut Change, context: &Context<'_>) -> Result<NewUser, Refusal> {
        let (user, upn) = self.add(change, context, Action::ManageDirectory, None).await?;
        let now = change.now();
        let event = Event::new(EventKind::PasswordLinkMade, Subject::person(user.uuid(), upn.as_str()))
            .with("opensDateTime", now);
        let (link, batch) = issue_link(context.app, change, Batch::of(event), user, now);
        change.write(batch).await?;
        Ok(NewUser { user, link })
    }
}

impl CreateUser {
    /// Adds the person to the organization of the change, by an action that lets somebody who is named by no invitation be added; by a
    /// partner, the person has to be confirmed.
    pub(crate) async fn add(
        self,
        change: &mut Change,
        context: &Context<'_>,
        action: Action,
        partner: Option<Id<Organization>>,
    ) -> Result<(Id<User>, Upn), Refusal> {
        let mut form = Form::default();
        let upn = form.text("userPrincipalName", Upn::parse(&self.upn));
        if let Some(upn) = &upn
            && change.find(&HAS_DOMAIN, values![upn.domain().as_str()]).await?.is_none()
        {
            form.fault("userPrincipalName", Code::DomainNotVerified);
        }
        let name = form.text("displayName", Name::parse(&self.display_name));
        let language = form.language("preferredLanguage", &self.language);
        let time_zone = form.time_zone("timeZone", &self.time_zone);
        let (Some(upn), Some(name), Some(language), Some(time_zone)) = (upn, name, language, time_zone)
        else {
            return Err(form.refusal());
        };
        form.finish()?;
        // Who is named by an invitation answers it: what that gives is not given by the way.
        let is_invited = store::invitations::fetch_is_named(change, upn.as_str()).await?;
        let about = About::Principal { principal: None, is_invited };
        context.require(action, &Target { tenant: change.tenant(), about })?;
        let user = add(change, &upn, &name, language, &time_zone, partner, "userPrincipalName").await?;
        Ok((user, upn))
    }
}

/// Adds the administrator of a new organization, or a further one.
pub(crate) async fn add_administrator(
    change: &mut Change,
    upn: &Upn,
    name: &Name,
    language: Language,
    time_zone: &str,
) -> Result<Id<User>, Refusal> {
    add(change, upn, name, language, time_zone, None, "administratorUserPrincipalName").await
}

async fn add(
    change: &mut Change,
    upn: &Upn,
    name: &Name,
    language: Language,
    time_zone: &str,
    partner: Option<Id<Organization>>,
    field: &str,
) -> Result<Id<User>, Refusal> {
    let user = change.new_id::<User>();
    let event = Event::new(EventKind::UserCreated, Subject::person(user.uuid(), upn.as_str()))
        .with_person("userPrincipalName", upn)
        .with_person("displayName", name)
        .with("preferredLanguage", language.tag())
        .with("timeZone", time_zone);
    let row = values![user, upn.as_str(), name.as_str(), name.key(), language.tag(), time_zone, change.now()];
    let fact = Fact::Person { user, enabled: Turn::begins(true) };
    let mut batch = Batch::of(event).run(&ADD, row).fact(fact);
    if let Some(partner) = partner {
        batch = unconfirm(batch, user, partner).fact(Fact::Unconfirmed { user, is: Turn::BEGINS });
    }
    match change.write(batch).await {
        Ok(_) => Ok(user),
        Err(StoreError::Constraint(_)) => Err(Refusal::field(field, Code::NameTaken)),
        Err(error) => Err(error.into()),
    }
}
