//! Applications of an organization: registered by its own Global administrators, who say what each may do (§4.1, decision 6).
//!
//! Invariants: whoever comes by a partner relationship never reaches them; what was taken away counts with the commit, on every node.

mod create;
mod delete;
mod edit;
mod form;
mod list;
mod redirect;
mod secrets;
mod switch;

pub use create::RegisterApplication;
pub use delete::DeleteApplication;
pub use edit::EditApplication;
pub use form::ApplicationForm;
pub use list::{ApplicationOf, ListApplications, Shown};
pub use secrets::{AddSecret, NewSecret, RemoveSecret};
pub use store::applications::{ApplicationRow, SCHEMA, SecretRow, Setting};
pub use switch::SwitchApplication;

use std::collections::BTreeSet;

use authz::Action;
use domain::{
    application::ApiPermission,
    event::{Event, EventKind, Subject},
    id::{Application, Id},
};
use store::Change;

use crate::refusal::Refusal;

/// What everything about applications asks for.
const ASKS: Action = Action::AdministerApplications;

/// An application for a change, in the version that the caller read; locked until the change is done.
async fn found(
    change: &mut Change,
    id: Id<Application>,
    stamp: Option<i64>,
) -> Result<ApplicationRow, Refusal> {
    let row = store::applications::found(change, id).await?.ok_or(Refusal::Missing)?;
    if stamp.is_some_and(|stamp| stamp != row.stamp) { Err(Refusal::Stale) } else { Ok(row) }
}

/// An event about an application.
fn event(kind: EventKind, row: &ApplicationRow) -> Event {
    Event::new(kind, Subject::thing(row.id.uuid(), &row.setting.name))
}

/// The published names of permissions, as the audit log tells them.
fn words(permissions: &BTreeSet<ApiPermission>) -> String {
    permissions.iter().map(|it| it.key()).collect::<Vec<_>>().join(" ")
}
