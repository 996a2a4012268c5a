//! The groups of an organization with their members as a file; the export is logged in its own transaction (decision 18).

use authz::Action;
use domain::event::{Event, EventKind, Subject};
use store::{
    Batch, Change,
    directory::{EXPORT_GROUPS, MemberLine, containing, member_line},
    values,
};

use crate::{
    caller::Person,
    refusal::Refusal,
    run::{Command, Context, Where},
};

/// Exports the groups whose name contains a text.
#[derive(Clone, Debug, Default)]
pub struct ExportSecurityGroups {
    /// Part of a name; empty for all groups.
    pub search: String,
}

impl Command for ExportSecurityGroups {
    type Output = Vec<MemberLine>;
    const NAME: &'static str = "export security groups";

    fn asks(&self, caller: &Person) -> (Action, Where) {
        (Action::ReadDirectory, Where::Tenant(caller.organization))
    }

    async fn apply(self, change: &mut Change, _: &Context<'_>) -> Result<Vec<MemberLine>, Refusal> {
        let rows = change.rows(&EXPORT_GROUPS, values![containing(&self.search)]).await?;
        let event =
            Event::new(EventKind::ListExported, Subject::thing(change.tenant().uuid(), "security groups"))
                .with("rows", rows.len());
        change.write(Batch::of(event)).await?;
        Ok(rows.iter().map(member_line).collect::<Result<_, _>>()?)
    }
}
