//! The partner changes a draft; of a relationship in force only whether it extends itself, and Global administrator can be taken out of it
//! (R-385, R-386, state machine 3.4).

use authz::Action;
use domain::{
    agent::AgentRight,
    event::EventKind,
    granular_relationship::{self, AssignmentStatus, Status, Step},
    id::{GranularOperation, GranularRelationship, Id},
    role_definition::{self, RoleDefinition},
};
use store::{
    Batch, Change,
    granular_relationships::{
        GranularRow,
        assignments::{self, AccessAssignmentRow},
        requests,
    },
};
use uuid::Uuid;

use super::{DraftGranular, after, are, event, extension, not_barred, own, roles, words};
use crate::{
    caller::Person,
    form::Form,
    refusal::{Code, Refusal},
    run::{Command, Context, Where},
};

/// Changes a relationship of the caller's organization; what is none stays.
#[derive(Clone, Debug)]
pub struct EditGranular {
    /// Which.
    pub relationship: Id<GranularRelationship>,
    /// The stamp it was read with; none where the caller said that any will do.
    pub stamp: Option<i64>,
    /// Another name.
    pub name: Option<String>,
    /// Another organization to ask, or none any more.
    pub customer: Option<Option<Uuid>>,
    /// Another duration.
    pub duration: Option<String>,
    /// Other roles.
    pub roles: Option<Vec<Uuid>>,
    /// Whether it extends itself.
    pub auto_extend: Option<String>,
}

impl Command for EditGranular {
    /// The operation under way, where roles of a relationship in force changed.
    type Output = Option<Id<GranularOperation>>;
    const NAME: &'static str = "granular_relationships.edit";
    /// So that no two take the same name.
    const CHANGES_ACCESS: bool = true;

    fn asks(&self, _: &Person) -> (Action, Where) {
        (Action::ActAsAgent(AgentRight::RequestDelegation), Where::Granular(self.relationship))
    }

    async fn apply(
        self,
        change: &mut Change,
        context: &Context<'_>,
    ) -> Result<Option<Id<GranularOperation>>, Refusal> {
        let partner = context.caller.person.organization;
        let row = own(change, partner, self.relationship, self.stamp).await?;
        if self.changes_nothing(&row) {
            return Ok(None);
        }
        if row.status == Status::Created {
            self.redraft(change, context, row).await?;
            return Ok(None);
        }
        let is_fixed = self.name.is_some() || self.customer.is_some() || self.duration.is_some();
        if is_fixed || row.status != Status::Active {
            return Err(Refusal::Conflict(Code::InvalidState, Some(row.id.uuid())));
        }
        let (row, operation) = match &self.roles {
            Some(templates) => reduce(change, row, templates).await?,
            None => (row, None),
        };
        if let Some(text) = &self.auto_extend {
            let extends = granular_relationship::extends(text);
            let extends = extends.ok_or_else(|| Refusal::field("autoExtendDuration", Code::UnknownValue))?;
            extension::switch(change, row, extends).await?;
        }
        Ok(operation)
    }
}

impl EditGranular {
    /// Whether a relationship stands already as it is to be: then nothing is done, whatever its state.
    fn changes_nothing(&self, row: &GranularRow) -> bool {
        self.name.as_ref().is_none_or(|name| *name == row.name)
            && self.customer.is_none_or(|customer| customer == row.customer.map(Id::uuid))
            && self.duration.as_ref().is_none_or(|text| granular_relationship::days(text) == Ok(row.days))
            && self.roles.as_ref().is_none_or(|templates| are(&row.roles, templates))
            && self
                .auto_extend
                .as_ref()
                .is_none_or(|text| granular_relationship::extends(text) == Some(row.extends))
    }

    /// Changes a draft.
    async fn redraft(
        self,
        change: &mut Change,
        context: &Context<'_>,
        row: GranularRow,
    ) -> Result<(), Refusal> {
        after(&row, Step::Edit)?;
        let draft = DraftGranular {
            name: self.name.unwrap_or_else(|| row.name.clone()),
            customer: self.customer.unwrap_or(row.customer.map(Id::uuid)),
            duration: self.duration.unwrap_or_else(|| format!("P{}D", row.days)),
            roles: self.roles.unwrap_or_else(|| row.roles.iter().map(|role| role.id).collect()),
            auto_extend: self
                .auto_extend
                .unwrap_or_else(|| granular_relationship::extension(row.extends).to_owned()),
        };
        let checked = draft.check(row.partner)?;
        not_barred(change, context, checked.customer).await?;
        if store::granular_relationships::is_named(change, &checked.name, row.id).await? {
            return Err(Refusal::Conflict(Code::NameTaken, None));
        }
        let now = GranularRow {
            name: checked.name,
            customer: checked.customer,
            days: checked.days,
            roles: checked.roles,
            extends: checked.extends,
            ..row.clone()
        };
        let customer = |row: &GranularRow| row.customer.map(|it| it.to_string()).unwrap_or_default();
        let event = event(EventKind::GranularUpdated, &now)
            .changed("displayName", &row.name, &now.name)
            .changed("customerId", customer(&row), customer(&now))
            .changed("days", row.days, now.days)
            .changed("roles", words(&row.roles), words(&now.roles))
            .changed("autoExtend", row.extends, now.extends);
        change.write(store::granular_relationships::save(Batch::of(event), &row, &now, &[])).await?;
        Ok(())
    }
}

/// Takes Global administrator out of a relationship in force, and out of every assignment.
async fn reduce(
    change: &mut Change,
    row: GranularRow,
    templates: &[Uuid],
) -> Result<(GranularRow, Option<Id<GranularOperation>>), Refusal> {
    let mut form = Form::default();
    let wanted = roles(&mut form, templates);
    form.finish()?;
    if wanted == row.roles {
        return Ok((row, None));
    }
    let highest = &role_definition::GLOBAL_ADMINISTRATOR;
    let without: Vec<&'static RoleDefinition> =
        row.roles.iter().copied().filter(|role| *role != highest).collect();
    if wanted != without {
        return Err(Refusal::special(Code::OnlyGlobalAdministratorLeaves, "accessDetails"));
    }
    after(&row, Step::RemoveGlobalAdministrator)?;
    let now = GranularRow { roles: without, ..row.clone() };
    let mut all = assignments::fetch(change, row.id).await?;
    for at in 0..all.len() {
        let Some(held) = all.get(at).filter(|held| held.roles.contains(&highest)).cloned() else { continue };
        let mut left = held.clone();
        left.roles.retain(|role| *role != highest);
        if left.roles.is_empty() {
            // An assignment that gives nothing is none; what it gave it says until it is out.
            left = AccessAssignmentRow { status: AssignmentStatus::Deleting, ..held.clone() };
        }
        let kind = if left.status == AssignmentStatus::Deleting {
            EventKind::AccessAssignmentDeleted
        } else {
            EventKind::AccessAssignmentUpdated
        };
        let event = event(kind, &row).with("groupId", held.group).changed(
            "roles",
            words(&held.roles),
            words(&left.roles),
        );
        let event = event.about_part(held.id.uuid());
        change.write(assignments::save(Batch::of(event), &row, &all, &left)).await?;
        if let Some(place) = all.get_mut(at) {
            *place = left;
        }
    }
    let operation = change.new_id();
    let data = serde_json::json!({
        "id": row.public_id(),
        "accessDetails": { "unifiedRoles": now.roles.iter()
            .map(|role| serde_json::json!({ "roleDefinitionId": role.id })).collect::<Vec<_>>() },
    });
    let event =
        event(EventKind::GranularReduced, &row).changed("roles", words(&row.roles), words(&now.roles));
    let holders = assignments::holders(&all);
    let batch = store::granular_relationships::save(Batch::of(event), &row, &now, &holders);
    change.write(requests::insert_operation(batch, row.id, operation, data.to_string())).await?;
    Ok((now, Some(operation)))
}
