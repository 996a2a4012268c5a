//! Verified domains: by them people sign in and partners are invited.

use authz::Action;
use domain::{
    event::{Event, EventKind, Subject},
    id::{Id, Organization},
    text::DomainName,
};
use store::{
    Batch, Change,
    organizations::{HAS_DOMAIN, LOCK, PEOPLE_LIKE, REMOVE_DOMAIN},
    values,
};

use super::{create::add_domain, eligibility};
use crate::{
    caller::Person,
    form::Form,
    refusal::{Code, Refusal},
    run::{Command, Context, Where},
};

/// Adds a domain whose ownership the operator has checked.
#[derive(Clone, Debug)]
pub struct AddDomain {
    /// The organization.
    pub organization: Id<Organization>,
    /// The domain as typed.
    pub domain: String,
}

impl Command for AddDomain {
    type Output = String;
    const NAME: &'static str = "add domain";

    fn asks(&self, _: &Person) -> (Action, Where) {
        (Action::Operate, Where::Tenant(self.organization))
    }

    async fn apply(self, change: &mut Change, _: &Context<'_>) -> Result<String, Refusal> {
        change.find(&LOCK, values![]).await?.ok_or(Refusal::Missing)?;
        let mut form = Form::default();
        let Some(domain) = form.text("domain", DomainName::parse(&self.domain)) else {
            return Err(form.refusal());
        };
        add_domain(change, &domain, "domain").await?;
        Ok(domain.to_string())
    }
}

/// Takes a domain away: not while account names lie in it. Pending invitations by it are withdrawn (decision 10).
#[derive(Clone, Debug)]
pub struct RemoveDomain {
    /// The organization.
    pub organization: Id<Organization>,
    /// The domain.
    pub domain: String,
}

impl Command for RemoveDomain {
    type Output = ();
    const NAME: &'static str = "remove domain";

    fn asks(&self, _: &Person) -> (Action, Where) {
        (Action::Operate, Where::Tenant(self.organization))
    }

    async fn apply(self, change: &mut Change, _: &Context<'_>) -> Result<(), Refusal> {
        let domain = DomainName::parse(&self.domain).map_err(|_| Refusal::Missing)?;
        change.find(&LOCK, values![]).await?.ok_or(Refusal::Missing)?;
        change.find(&HAS_DOMAIN, values![domain.as_str()]).await?.ok_or(Refusal::Missing)?;
        // A domain holds no character that `like` reads as a pattern.
        let people = change.find(&PEOPLE_LIKE, values![format!("%@{domain}")]).await?;
        if people.map(|row| row.get::<i64>(0)).transpose()? != Some(0) {
            return Err(Refusal::Conflict(Code::InvalidState, None));
        }
        let subject = Subject::thing(self.organization.uuid(), domain.as_str());
        let event = Event::new(EventKind::DomainRemoved, subject);
        change.write(Batch::of(event).run(&REMOVE_DOMAIN, values![domain.as_str()])).await?;
        eligibility::withdraw_invitations(change, Some(&domain)).await
    }
}
