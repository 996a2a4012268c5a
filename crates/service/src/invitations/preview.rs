//! What a scope covers now: the live count and list of the wizard and of the scope editor.

use authz::{Action, Realm};
use domain::{
    id::{Id, Room},
    permission::Permission,
    scope::Scope,
};
use serde::{Deserialize, Serialize};
use store::{
    View,
    page::Page,
    scopes::{CoveredRoom, Described},
};

use crate::{
    ask::{Looking, Question},
    caller::Person,
    cursor,
    invitations::list::{Listed, listed},
    refusal::Refusal,
};

#[derive(Serialize, Deserialize)]
struct Place(String, Id<Room>);

/// Asks which rooms of the caller's organization a scope covers now.
#[derive(Clone, Debug)]
pub struct PreviewScope {
    /// The scope; what the organization does not have covers nothing.
    pub scope: Scope,
    /// Where the page begins.
    pub after: Option<String>,
    /// How many.
    pub size: Option<i64>,
}

/// What a scope covers now.
#[derive(Clone, Debug)]
pub struct Preview {
    /// How many rooms.
    pub count: i64,
    /// A page of them, by name.
    pub rooms: Listed<CoveredRoom>,
}

impl Question for PreviewScope {
    type Answer = Preview;
    const NAME: &'static str = "invitations.preview";

    fn asks(&self, _: &Person) -> (Action, Realm) {
        (Action::UseOwn(Permission::SettingsModify), Realm::Own)
    }

    async fn answer(&self, view: &mut View, _: &Looking<'_>) -> Result<Preview, Refusal> {
        let count = store::scopes::count_covered(view, &self.scope).await?;
        let place = self.after.as_deref().map(cursor::read::<Place>).transpose()?;
        let place = place.map(|Place(key, id)| (key, id));
        let page = self.size.map_or_else(Page::default, Page::of);
        let rooms = store::scopes::covered(view, &self.scope, place, page).await?;
        Ok(Preview { count, rooms: listed(rooms, |room| Place(room.name_key.clone(), room.id))? })
    }
}

/// Asks what can be chosen for a scope: what it names, and further rooms and groups by part of a name.
#[derive(Clone, Debug)]
pub struct ScopeChoices {
    /// The scope so far.
    pub scope: Scope,
    /// Part of a name.
    pub text: String,
}

/// What can be chosen.
#[derive(Clone, Debug)]
pub struct Choices {
    /// What the scope names, as far as the organization has it.
    pub chosen: Described,
    /// Further rooms and groups, at most twenty each.
    pub found: Described,
    /// How many rooms the scope covers now.
    pub count: i64,
}

impl Question for ScopeChoices {
    type Answer = Choices;
    const NAME: &'static str = "invitations.scope_choices";

    fn asks(&self, _: &Person) -> (Action, Realm) {
        (Action::UseOwn(Permission::SettingsModify), Realm::Own)
    }

    async fn answer(&self, view: &mut View, _: &Looking<'_>) -> Result<Choices, Refusal> {
        let (chosen, found) = store::scopes::choices(view, &self.scope, &self.text, 20).await?;
        let count = store::scopes::count_covered(view, &self.scope).await?;
        Ok(Choices { chosen, found, count })
    }
}
