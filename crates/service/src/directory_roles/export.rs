//! The directory roles of an organization with those who hold them as a file; the export is logged in its own transaction (decision 18).

use authz::Action;
use domain::event::{Event, EventKind, Subject};
use store::{
    Batch, Change,
    directory::{EXPORT_ROLES, MemberLine, member_line},
    values,
};

use crate::{
    caller::Person,
    refusal::Refusal,
    run::{Command, Context, Where},
};

/// Exports who holds which directory role.
#[derive(Clone, Debug, Default)]
pub struct ExportDirectoryRoles;

impl Command for ExportDirectoryRoles {
    type Output = Vec<MemberLine>;
    const NAME: &'static str = "export directory roles";

    fn asks(&self, caller: &Person) -> (Action, Where) {
        (Action::ReadDirectory, Where::Tenant(caller.organization))
    }

    async fn apply(self, change: &mut Change, _: &Context<'_>) -> Result<Vec<MemberLine>, Refusal> {
        let rows = change.rows(&EXPORT_ROLES, values![]).await?;
        let event =
            Event::new(EventKind::ListExported, Subject::thing(change.tenant().uuid(), "directory roles"))
                .with("rows", rows.len());
        change.write(Batch::of(event)).await?;
        Ok(rows.iter().map(member_line).collect::<Result<_, _>>()?)
    }
}
