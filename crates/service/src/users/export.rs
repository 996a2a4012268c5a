//! The people of an organization as a file; the export is logged in its own transaction (decision 18).

use authz::Action;
use domain::event::{Event, EventKind, Subject};
use store::{
    Batch, Change,
    directory::containing,
    users::{EXPORT, UserRow, read},
    values,
};

use crate::{
    caller::Person,
    refusal::Refusal,
    run::{Command, Context, Where},
};

/// A state in which people are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum UserState {
    /// They can sign in.
    Enabled,
    /// They cannot sign in.
    Disabled,
    /// Nothing that is given to them counts, since a partner had a hand in the account or the password (decision 6).
    Unconfirmed,
}

/// Exports the people whose name or account name contains a text, and who are in a state.
#[derive(Clone, Debug, Default)]
pub struct ExportUsers {
    /// Part of a name or account name; empty for everybody.
    pub search: String,
    /// Only those in this state.
    pub state: Option<UserState>,
}

impl Command for ExportUsers {
    type Output = Vec<UserRow>;
    const NAME: &'static str = "export users";

    fn asks(&self, caller: &Person) -> (Action, Where) {
        (Action::ReadDirectory, Where::Tenant(caller.organization))
    }

    async fn apply(self, change: &mut Change, _: &Context<'_>) -> Result<Vec<UserRow>, Refusal> {
        let state = match self.state {
            None => "",
            Some(UserState::Enabled) => "enabled",
            Some(UserState::Disabled) => "disabled",
            Some(UserState::Unconfirmed) => "unconfirmed",
        };
        let rows = change.rows(&EXPORT, values![containing(&self.search), state]).await?;
        let event = Event::new(EventKind::ListExported, Subject::thing(change.tenant().uuid(), "users"))
            .with("rows", rows.len());
        change.write(Batch::of(event)).await?;
        Ok(rows.iter().map(read).collect::<Result<_, _>>()?)
    }
}
