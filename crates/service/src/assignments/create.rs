//! Assigning a role: a built-in or custom one at home, a partner's custom one at a customer.

use authz::{Action, fact::AssignmentFacts, may_confer_on};
use domain::{
    event::{Event, EventKind, Subject},
    id::{Assignment, Id},
    names,
    role::{BuiltInRole, Role},
    text::{Name, TextError, line},
};
use store::{Batch, Change, assignments::NewAssignment, scopes};

use crate::{
    assignments::{AssignmentForm, form::faults_of_scope, labels, permissions_of, principals},
    caller::Person,
    invitations::refuse,
    refusal::{Code, Fault, Refusal},
    roles::RoleContext,
    run::{Command, Context, Where},
    scopes::with_scope,
};

/// The longest description in characters.
pub(super) const DESCRIPTION_MAX: usize = 500;

/// Assigns a role. Managed Service Administrator is given in the directory (decision 16), Primary admins by its own fixed
/// assignment.
#[derive(Clone, Debug)]
pub struct CreateAssignment {
    /// Where it counts.
    pub context: RoleContext,
    /// The key of the role, or another name of a built-in one.
    pub role: String,
    /// The assignment.
    pub form: AssignmentForm,
}

/// The faults of a name and description.
pub(crate) fn text_faults(name: &str, description: &str) -> (Option<Name>, String, Vec<Fault>) {
    let code = |error| match error {
        TextError::Empty => Code::Required,
        TextError::TooLong(_) => Code::TooLong,
        _ => Code::BadCharacters,
    };
    let mut faults = Vec::new();
    let name = Name::parse(name).map_err(|error| faults.push(Fault::new("displayName", code(error)))).ok();
    let description = line(description, DESCRIPTION_MAX)
        .map_err(|error| faults.push(Fault::new("description", code(error))))
        .unwrap_or_default();
    (name, description, faults)
}

impl Command for CreateAssignment {
    type Output = Id<Assignment>;
    const NAME: &'static str = "assignments.create";
    const CHANGES_ACCESS: bool = true;

    fn asks(&self, caller: &Person) -> (Action, Where) {
        self.context.asks(caller)
    }

    async fn apply(self, change: &mut Change, context: &Context<'_>) -> Result<Id<Assignment>, Refusal> {
        let role = assignable(change, context, self.context, &self.role).await?;
        assign(change, context, self.context, role, self.form).await
    }
}

/// The role of a key, if it can be assigned in a context.
async fn assignable(
    change: &mut Change,
    context: &Context<'_>,
    place: RoleContext,
    key: &str,
) -> Result<Option<Role>, Refusal> {
    let link = place.link_id(change, context).await?;
    Ok(match names::role(key) {
        Some(role @ Role::BuiltIn(BuiltInRole::SiteLead | BuiltInRole::SiteTech)) if link.is_none() => {
            Some(role)
        }
        Some(Role::Custom(id)) => {
            let row = store::roles::fetch(change, id).await?.filter(|row| row.link == link);
            row.map(|row| Role::Custom(row.id))
        }
        _ => None,
    })
}

/// Assigns a role of a context; that there is none is a fault like others.
pub(crate) async fn assign(
    change: &mut Change,
    context: &Context<'_>,
    place: RoleContext,
    role: Option<Role>,
    form: AssignmentForm,
) -> Result<Id<Assignment>, Refusal> {
    let link = place.link_id(change, context).await?;
    let (name, description, mut faults) = text_faults(&form.name, &form.description);
    if role.is_none() {
        faults.push(Fault::new("role", Code::UnknownValue));
    }
    if form.members.is_empty() {
        faults.push(Fault::new("members", Code::Required));
    }
    let described = scopes::name(change, &form.scope).await?;
    faults.extend(faults_of_scope(context, place, &form.scope, &described)?);
    faults.extend(form.period.faults(change.now()));
    let home = context.caller.person.organization;
    let members = match principals(change, home, "members", &form.members).await {
        Err(Refusal::Invalid(_, unknown)) => {
            faults.extend(unknown);
            Vec::new()
        }
        members => members?,
    };
    let (Some(name), Some(role), true) = (name, role, faults.is_empty()) else { return Err(refuse(faults)) };
    let permissions = permissions_of(change, role).await?;
    if !may_confer_on(context.facts, change.tenant(), permissions, &form.scope) {
        return Err(Refusal::Denied(Code::ExceedsOwnPermissions, None));
    }
    let (id, scope): (Id<Assignment>, _) = (change.new_id(), change.new_id());
    let event = Event::new(EventKind::AssignmentCreated, Subject::thing(id.uuid(), name.as_str()))
        .with("role", role.key())
        .with_person("members", labels(&members));
    let mut event = with_scope(event, &described);
    if form.sends_mail {
        event = event.with("emailNotifications", true);
    }
    for (field, moment) in [("startDateTime", form.period.from), ("endDateTime", form.period.until)] {
        if let Some(moment) = moment {
            event = event.with(field, moment);
        }
    }
    let mut batch = scopes::create(Batch::of(event), scope, &form.scope);
    let new = NewAssignment {
        id,
        facts: AssignmentFacts { link, role, scope, from: form.period.from, until: form.period.until },
        name: name.to_string(),
        description,
        sends_mail: form.sends_mail,
        created_at: change.now(),
    };
    batch = store::assignments::insert(batch, new);
    for member in &members {
        batch = store::assignments::add_member(batch, id, home, member.principal);
    }
    change.write(batch).await?;
    Ok(id)
}
