//! Registering a portal, and changing one.

use authz::Action;
use domain::{
    event::{Event, EventKind, Subject},
    id::{Id, ServicePortal},
    text::Name,
};
use store::{Batch, Change, StoreError, service_portals};

use super::{
    MOST,
    template::{LONGEST, Template},
};
use crate::{
    caller::Person,
    form::Form,
    refusal::{Code, Refusal},
    run::{Command, Context, Where},
};

/// What the operator gives.
#[derive(Clone, Debug, Default)]
pub struct ServicePortalForm {
    /// What people call the service; none leaves it as it is.
    pub name: Option<String>,
    /// The template of its address; none leaves it as it is.
    pub url_template: Option<String>,
}

/// Registers a portal.
#[derive(Clone, Debug)]
pub struct RegisterServicePortal {
    /// What it is to be.
    pub form: ServicePortalForm,
}

/// Changes a portal.
#[derive(Clone, Debug)]
pub struct EditServicePortal {
    /// Which.
    pub portal: Id<ServicePortal>,
    /// What it is to be.
    pub form: ServicePortalForm,
    /// The stamp that was read; none where any will do.
    pub stamp: Option<i64>,
}

impl Command for RegisterServicePortal {
    type Output = Id<ServicePortal>;
    const NAME: &'static str = "service_portals.register";
    // Together they could become too many.
    const CHANGES_ACCESS: bool = true;

    fn asks(&self, caller: &Person) -> (Action, Where) {
        (Action::Operate, Where::Tenant(caller.organization))
    }

    async fn apply(self, change: &mut Change, _: &Context<'_>) -> Result<Self::Output, Refusal> {
        let (name, template) = self.form.checked()?;
        if service_portals::how_many(change).await? >= MOST {
            return Err(Refusal::Conflict(Code::TooMany, None));
        }
        let id: Id<ServicePortal> = change.new_id();
        let subject = Subject::thing(id.uuid(), name.as_str());
        let event = Event::new(EventKind::ServicePortalRegistered, subject)
            .with("displayName", &name)
            .with("urlTemplate", template.as_str());
        let batch = service_portals::add(Batch::of(event), id, name.as_str(), name.key(), template.as_str());
        write(change, batch).await.map(|()| id)
    }
}

impl Command for EditServicePortal {
    type Output = ();
    const NAME: &'static str = "service_portals.edit";

    fn asks(&self, caller: &Person) -> (Action, Where) {
        (Action::Operate, Where::Tenant(caller.organization))
    }

    async fn apply(self, change: &mut Change, _: &Context<'_>) -> Result<(), Refusal> {
        let before = service_portals::found(change, self.portal).await?.ok_or(Refusal::Missing)?;
        if self.stamp.is_some_and(|stamp| stamp != before.stamp) {
            return Err(Refusal::Stale);
        }
        let form = ServicePortalForm {
            name: self.form.name.or(Some(before.name.clone())),
            url_template: self.form.url_template.or(Some(before.url_template.clone())),
        };
        let (name, template) = form.checked()?;
        let subject = Subject::thing(self.portal.uuid(), name.as_str());
        let event = Event::new(EventKind::ServicePortalEdited, subject)
            .changed("displayName", before.name, &name)
            .changed("urlTemplate", before.url_template, template.as_str());
        if event.changes.is_empty() {
            return Ok(());
        }
        let batch = service_portals::edit(
            Batch::of(event),
            self.portal,
            name.as_str(),
            name.key(),
            template.as_str(),
        );
        write(change, batch).await
    }
}

impl ServicePortalForm {
    fn checked(&self) -> Result<(Name, Template), Refusal> {
        let mut form = Form::default();
        let name = form.text("displayName", Name::parse(self.name.as_deref().unwrap_or_default()));
        let template = Template::parse(self.url_template.as_deref().unwrap_or_default());
        match &template {
            Err(Code::TooLong) => form.limit("urlTemplate", Code::TooLong, LONGEST),
            Err(code) => form.fault("urlTemplate", *code),
            Ok(_) => {}
        }
        match (name, template) {
            (Some(name), Ok(template)) => Ok((name, template)),
            _ => Err(form.refusal()),
        }
    }
}

async fn write(change: &mut Change, batch: Batch) -> Result<(), Refusal> {
    match change.write(batch).await {
        Ok(_) => Ok(()),
        Err(StoreError::Constraint(_)) => Err(Refusal::field("displayName", Code::NameTaken)),
        Err(error) => Err(error.into()),
    }
}
