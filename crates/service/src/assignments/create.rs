//! Assigning an own built-in role.

use authz::{Action, fact::AssignmentFacts, may_confer};
use domain::{
    directory::Principal,
    event::{Event, EventKind, Subject},
    id::{Assignment, Id},
    permission::Permission,
    role::BuiltInRole,
    scope::Scope,
    text::{Name, TextError, line},
};
use store::{Batch, Change, assignments::NewAssignment, scopes};

use crate::{
    assignments::{labels, principals},
    caller::Person,
    invitations::refuse,
    refusal::{Code, Fault, Refusal},
    run::{Command, Context, Where},
    scopes::{scope_faults, with_scope},
};

/// The longest description in characters.
pub(super) const DESCRIPTION_MAX: usize = 500;

/// Assigns Site Lead or Site Tech. Managed Service Administrator is given in the directory (decision 16).
#[derive(Clone, Debug)]
pub struct CreateAssignment {
    /// The key of the role.
    pub role: String,
    /// The name of the assignment.
    pub name: String,
    /// Its description; empty is possible.
    pub description: String,
    /// People and groups of the own organization.
    pub members: Vec<Principal>,
    /// Which rooms.
    pub scope: Scope,
}

/// The faults of a name and description.
pub(super) fn text_faults(name: &str, description: &str) -> (Option<Name>, String, Vec<Fault>) {
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
        (Action::UseOwn(Permission::RoleModify), Where::Tenant(caller.organization))
    }

    async fn apply(self, change: &mut Change, context: &Context<'_>) -> Result<Id<Assignment>, Refusal> {
        let (name, description, mut faults) = text_faults(&self.name, &self.description);
        let role = BuiltInRole::from_key(&self.role)
            .filter(|role| matches!(role, BuiltInRole::SiteLead | BuiltInRole::SiteTech));
        if role.is_none() {
            faults.push(Fault::new("role", Code::UnknownValue));
        }
        if self.members.is_empty() {
            faults.push(Fault::new("members", Code::Required));
        }
        let described = scopes::name(change, &self.scope).await?;
        faults.extend(scope_faults(&self.scope, &described));
        let home = change.tenant();
        let members = match principals(change, home, "members", &self.members).await {
            Err(Refusal::Invalid(_, unknown)) => {
                faults.extend(unknown);
                Vec::new()
            }
            members => members?,
        };
        let (Some(name), Some(role), true) = (name, role, faults.is_empty()) else {
            return Err(refuse(faults));
        };
        if !may_confer(context.facts, home, role.permissions()) {
            return Err(Refusal::Denied(Code::ExceedsOwnPermissions, None));
        }
        let (id, scope): (Id<Assignment>, _) = (change.new_id(), change.new_id());
        let event = Event::new(EventKind::AssignmentCreated, Subject::thing(id.uuid(), name.as_str()))
            .with("role", role.key())
            .with_person("members", labels(&members));
        let event = with_scope(event, &described);
        let mut batch = scopes::create(Batch::of(event), scope, &self.scope);
        let new = NewAssignment {
            id,
            facts: AssignmentFacts { link: None, role: role.into(), scope, from: None, until: None },
            name: name.to_string(),
            description,
            created_at: change.now(),
        };
        batch = store::assignments::insert(batch, new);
        for member in &members {
            batch = store::assignments::add_member(batch, id, home, member.principal);
        }
        change.write(batch).await?;
        Ok(id)
    }
}
