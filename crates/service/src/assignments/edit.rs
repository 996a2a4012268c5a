//! Name, description, e-mail, rooms and period of an assignment.

use authz::{
    Action, Fact,
    fact::{AssignmentFacts, Turn},
    may_confer_on,
};
use domain::{
    event::{Event, EventKind, Subject},
    id::{Assignment, Id},
    scope::Scope,
};
use store::{Batch, Change, scopes};

use crate::{
    assignments::{
        Period, changeable, conferred, create::text_faults, form::faults_of_scope, is_fixed, of_context,
        permissions_of,
    },
    caller::Person,
    invitations::refuse,
    refusal::{Code, Refusal},
    roles::RoleContext,
    run::{Command, Context, Where},
    scopes::changed_scope,
};

/// Renames or describes an assignment, or says whether its members get e-mail. Of the fixed assignment inside Primary admins
/// only the latter changes, by whoever could confer the role there.
#[derive(Clone, Debug)]
pub struct EditAssignment {
    /// Where it counts.
    pub context: RoleContext,
    /// Which.
    pub assignment: Id<Assignment>,
    /// Its name from now on.
    pub name: String,
    /// Its description from now on.
    pub description: String,
    /// Whether its members get e-mail about the rooms from now on; none leaves that as it is.
    pub sends_mail: Option<bool>,
    /// The stamp it was read with.
    pub stamp: Option<i64>,
}

impl Command for EditAssignment {
    type Output = ();
    const NAME: &'static str = "assignments.edit";

    fn asks(&self, caller: &Person) -> (Action, Where) {
        self.context.asks(caller)
    }

    async fn apply(self, change: &mut Change, context: &Context<'_>) -> Result<(), Refusal> {
        let row = of_context(change, context, self.context, self.assignment, self.stamp).await?;
        let is_renamed = self.name != row.name || self.description != row.description;
        let row = if is_fixed(&row) && !is_renamed {
            let permissions = permissions_of(change, row.role).await?;
            conferred(change, context, &row, permissions).await?;
            row
        } else {
            changeable(change, context, self.context, self.assignment, self.stamp).await?
        };
        let (name, description, faults) = text_faults(&self.name, &self.description);
        let Some(name) = name.filter(|_| faults.is_empty()) else { return Err(refuse(faults)) };
        let sends_mail = self.sends_mail.unwrap_or(row.sends_mail);
        let event = Event::new(EventKind::AssignmentEdited, Subject::thing(row.id.uuid(), &row.name))
            .changed("displayName", &row.name, &name)
            .changed("description", &row.description, &description)
            .changed("emailNotifications", row.sends_mail, sends_mail);
        if event.changes.is_empty() {
            return Ok(());
        }
        let batch =
            store::assignments::edit(Batch::of(event), row.id, name.as_str(), &description, sends_mail);
        change.write(batch).await?;
        Ok(())
    }
}

/// Gives an assignment other rooms.
#[derive(Clone, Debug)]
pub struct ChangeAssignmentScope {
    /// Where it counts.
    pub context: RoleContext,
    /// Which.
    pub assignment: Id<Assignment>,
    /// The rooms from now on.
    pub scope: Scope,
    /// The stamp it was read with.
    pub stamp: Option<i64>,
}

impl Command for ChangeAssignmentScope {
    type Output = ();
    const NAME: &'static str = "assignments.change_scope";
    const CHANGES_ACCESS: bool = true;

    fn asks(&self, caller: &Person) -> (Action, Where) {
        self.context.asks(caller)
    }

    async fn apply(self, change: &mut Change, context: &Context<'_>) -> Result<(), Refusal> {
        let row = changeable(change, context, self.context, self.assignment, self.stamp).await?;
        let after = scopes::name(change, &self.scope).await?;
        let faults = faults_of_scope(context, self.context, &self.scope, &after)?;
        if !faults.is_empty() {
            return Err(refuse(faults));
        }
        let permissions = permissions_of(change, row.role).await?;
        if !may_confer_on(context.facts, change.tenant(), permissions, &self.scope) {
            return Err(Refusal::Denied(Code::ExceedsOwnPermissions, None));
        }
        let before = scopes::content(change, row.scope).await?;
        let event = Event::new(EventKind::AssignmentScopeChanged, Subject::thing(row.id.uuid(), &row.name));
        let event = changed_scope(event, &before, &after);
        let batch = scopes::replace(Batch::of(event), row.scope, &before.scope(), &self.scope);
        change.write(store::assignments::touch(batch, row.id)).await?;
        Ok(())
    }
}

/// Gives an assignment another period, or a later end (one click in the portal).
#[derive(Clone, Copy, Debug)]
pub struct ChangePeriod {
    /// Where it counts.
    pub context: RoleContext,
    /// Which.
    pub assignment: Id<Assignment>,
    /// The period from now on.
    pub period: Period,
    /// The stamp it was read with.
    pub stamp: Option<i64>,
}

impl Command for ChangePeriod {
    type Output = ();
    const NAME: &'static str = "assignments.change_period";
    const CHANGES_ACCESS: bool = true;

    fn asks(&self, caller: &Person) -> (Action, Where) {
        self.context.asks(caller)
    }

    async fn apply(self, change: &mut Change, context: &Context<'_>) -> Result<(), Refusal> {
        let row = changeable(change, context, self.context, self.assignment, self.stamp).await?;
        let faults = self.period.faults(change.now());
        if !faults.is_empty() {
            return Err(refuse(faults));
        }
        let moment = |moment: Option<domain::time::Time>| moment.map(|at| at.to_string()).unwrap_or_default();
        let event = Event::new(EventKind::AssignmentPeriodChanged, Subject::thing(row.id.uuid(), &row.name))
            .changed("startDateTime", moment(row.from), moment(self.period.from))
            .changed("endDateTime", moment(row.until), moment(self.period.until));
        if event.changes.is_empty() {
            return Ok(());
        }
        let after = AssignmentFacts { from: self.period.from, until: self.period.until, ..row.facts() };
        let is = Turn::new(Some(row.facts()), Some(after));
        let Period { from, until } = self.period;
        let batch = store::assignments::set_period(Batch::of(event), row.id, from, until, change.now());
        change.write(batch.fact(Fact::Assignment { assignment: row.id, is })).await?;
        Ok(())
    }
}
