//! Room groups: list, detail, members, and the effects of changing them (R-257, decision 13).
//!
//! Invariant: who changes members sees each room that joins or leaves; who renames or deletes a group sees all of
//! its members. What chooses the members of a group by a rule, whoever sees every room says alone. A group of which somebody sees no member is not there for them, whatever they ask.

mod choices;
mod create;
mod delete;
mod detail;
mod edit;
mod export;
mod filter;
mod list;
mod members;
mod names;
mod others;
mod preview;
pub(crate) mod rule;
mod rule_choices;

pub use choices::{RoomChoices, RoomsFor, RoomsToChoose};
pub use create::CreateGroup;
pub use delete::DeleteGroup;
pub use detail::{Group, GroupMembers, GroupOf, MemberList};
pub use edit::EditGroup;
pub(crate) use filter::{names_groups, require_groups};
pub use list::{GroupList, ListGroups};
pub use members::ChangeMembers;
pub(crate) use names::with_chosen;
pub use names::{GroupNames, SharedGroupNames};
pub(crate) use others::leave_to_others;
pub use preview::{PreviewDelete, PreviewMembers, PreviewRule, RulePreview};
pub use rule::RuleForm;
pub use rule_choices::{RuleChoices, RuleGround};
pub use store::groups::{Effect, GroupRow, MemberChange, MemberRow, SCHEMA, ScopeUse, ShownRule};

use authz::{Action, Realm, Requirement, Sight};
use domain::{
    id::{Id, Organization, Room, RoomGroup},
    permission::Permission,
    text::{self, Name},
};
use store::{
    Change, View,
    groups::{self, FoundGroup},
};

use crate::{
    refusal::{Code, Fault, Refusal},
    rooms::fault,
    run::Context,
};

/// The longest description in characters.
const DESCRIPTION: usize = 500;

/// Whether groups without a member in sight are shown: to own people who see every room.
pub(crate) fn shows_empty(view: &View, realm: Realm) -> bool {
    is_whole(view.sight(), realm)
}

fn is_whole(sight: &Sight, realm: Realm) -> bool {
    realm == Realm::Own && store::rooms::sees_all(sight)
}

/// Name and description of a group, checked.
fn checked(name: &str, description: &str) -> Result<(Name, String), Refusal> {
    match (Name::parse(name), text::line(description, DESCRIPTION)) {
        (Ok(name), Ok(description)) => Ok((name, description)),
        (name, description) => {
            let faults: Vec<Fault> = [
                name.err().map(|error| fault("displayName", error)),
                description.err().map(|error| fault("description", error)),
            ]
            .into_iter()
            .flatten()
            .collect();
            Err(Refusal::Invalid(Code::InvalidValue, faults))
        }
    }
}

/// A group that the caller sees, locked for the change.
pub(crate) async fn found(
    change: &mut Change,
    context: &Context<'_>,
    tenant: Id<Organization>,
    group: Id<RoomGroup>,
) -> Result<FoundGroup, Refusal> {
    let realm = context.caller.person.realm(tenant);
    let found = groups::find(change, group).await?.ok_or(Refusal::Missing)?;
    let sight = authz::sight(context.facts, Action::Use(Permission::GroupView), realm)?;
    if is_whole(&sight, realm) || !groups::in_sight(change, &sight, found.members.clone()).await?.is_empty() {
        return Ok(found);
    }
    Err(Refusal::Missing)
}

/// The rooms that the caller may not touch by a permission, of those given.
pub(crate) async fn outside(
    change: &mut Change,
    context: &Context<'_>,
    tenant: Id<Organization>,
    permission: Permission,
    rooms: Vec<Id<Room>>,
) -> Result<Vec<Id<Room>>, Refusal> {
    let sight = authz::sight(context.facts, Action::Use(permission), context.caller.person.realm(tenant))?;
    let seen = groups::in_sight(change, &sight, rooms.clone()).await?;
    Ok(rooms.into_iter().filter(|room| !seen.contains(room)).collect())
}

/// Refuses who does not see all members of a group; where a rule chooses them, those to come included.
async fn require_all_members(
    change: &mut Change,
    context: &Context<'_>,
    tenant: Id<Organization>,
    found: &FoundGroup,
) -> Result<(), Refusal> {
    if found.rule.is_some() {
        rule::require_whole(context, tenant)?;
    }
    let members = found.members.clone();
    if outside(change, context, tenant, Permission::GroupModify, members).await?.is_empty() {
        return Ok(());
    }
    Err(lacks_modify())
}

const fn lacks_modify() -> Refusal {
    Refusal::Denied(Code::Forbidden, Some(Requirement::Permission(Permission::GroupModify)))
}
