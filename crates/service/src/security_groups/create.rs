//! A new group.

use authz::Action;
use domain::{
    event::{Event, EventKind, Subject},
    id::{Id, SecurityGroup},
    text::{Name, paragraph},
};
use store::{Batch, Change, StoreError, directory::ADD_GROUP, values};

use crate::{
    caller::Person,
    form::Form,
    refusal::{Code, Refusal},
    run::{Command, Context, Where},
};

/// The most characters of a description.
pub(super) const DESCRIPTION: usize = 1000;

/// Makes a security group in the caller's organization.
#[derive(Clone, Debug)]
pub struct CreateSecurityGroup {
    /// The name, unique in the organization.
    pub name: String,
    /// What it is for.
    pub description: String,
}

impl Command for CreateSecurityGroup {
    type Output = Id<SecurityGroup>;
    const NAME: &'static str = "create security group";

    fn asks(&self, caller: &Person) -> (Action, Where) {
        (Action::ManageDirectory, Where::Tenant(caller.organization))
    }

    async fn apply(self, change: &mut Change, _: &Context<'_>) -> Result<Id<SecurityGroup>, Refusal> {
        self.make(change).await
    }
}

impl CreateSecurityGroup {
    /// Makes it in the organization of the change.
    pub(crate) async fn make(self, change: &mut Change) -> Result<Id<SecurityGroup>, Refusal> {
        let mut form = Form::default();
        let name = form.text("displayName", Name::parse(&self.name));
        let description = form.text("description", paragraph(&self.description, DESCRIPTION));
        let (Some(name), Some(description)) = (name, description) else { return Err(form.refusal()) };
        let group = change.new_id::<SecurityGroup>();
        let event = Event::new(EventKind::SecurityGroupCreated, Subject::thing(group.uuid(), name.as_str()))
            .with("description", &description);
        let batch = Batch::of(event).run(&ADD_GROUP, values![group, name.as_str(), name.key(), description]);
        match change.write(batch).await {
            Ok(_) => Ok(group),
            Err(StoreError::Constraint(_)) => Err(Refusal::field("displayName", Code::NameTaken)),
            Err(error) => Err(error.into()),
        }
    }
}
