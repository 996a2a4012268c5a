//! Saved views: what a person chose in a list, kept under a name for that person alone.

use authz::{Action, Realm};
use domain::{
    event::{Event, EventKind, Subject},
    id::{Id, SavedView as Kind},
    saved_view::{CHOICES_MAX, MOST, SavedList, name},
    text,
};
use store::{
    Batch, Change, View,
    saved_views::{REMOVE, SAVE, fetch, of_list},
    values,
};

pub use store::saved_views::SavedViewRow;

use crate::{
    ask::{Looking, Question},
    caller::Person,
    form::Form,
    refusal::{Code, Refusal},
    run::{Command, Context, Where},
};

/// Asks for the caller's views of a list, by name.
#[derive(Clone, Copy, Debug)]
pub struct ViewsOf(pub SavedList);

impl Question for ViewsOf {
    type Answer = Vec<SavedViewRow>;
    const NAME: &'static str = "saved_views";

    fn asks(&self, _: &Person) -> (Action, Realm) {
        (Action::OwnAccount, Realm::Own)
    }

    async fn answer(&self, view: &mut View, _: &Looking<'_>) -> Result<Vec<SavedViewRow>, Refusal> {
        Ok(of_list(view, self.0).await?)
    }
}

/// Keeps choices under a name; those of the same name in the same list are replaced.
#[derive(Clone, Debug)]
pub struct SaveView {
    /// Of which list.
    pub list: SavedList,
    /// What the caller calls it.
    pub name: String,
    /// The choices: identifiers and words, as the query part of an address.
    pub choices: String,
}

impl Command for SaveView {
    type Output = ();
    const NAME: &'static str = "saved_view.save";

    fn asks(&self, caller: &Person) -> (Action, Where) {
        (Action::OwnAccount, Where::Tenant(caller.organization))
    }

    async fn apply(self, change: &mut Change, context: &Context<'_>) -> Result<(), Refusal> {
        let person = &context.caller.person;
        let mut form = Form::default();
        let name = form.text("name", name(&self.name));
        if self.choices.len() > CHOICES_MAX {
            form.limit("choices", Code::TooLong, CHOICES_MAX);
        }
        let kept = fetch(change, person.user).await?;
        let key = text::key(name.as_deref().unwrap_or_default());
        let mut of_list = kept.iter().filter(|view| view.list == self.list);
        let same = of_list.clone().find(|view| text::key(&view.name) == key);
        if same.is_none() && of_list.by_ref().count() >= MOST {
            form.limit("name", Code::TooMany, MOST);
        }
        let Some(name) = name else { return Err(form.refusal()) };
        form.finish()?;
        if same.is_some_and(|view| view.name == name && view.choices == self.choices) {
            return Ok(());
        }
        let id = same.map_or_else(|| change.new_id(), |view| view.id);
        let event = event(person).with("savedView", &name);
        let values = values![person.user, id, self.list.key(), name, key, self.choices];
        change.write(Batch::of(event).run(&SAVE, values)).await?;
        Ok(())
    }
}

/// Forgets a view of the caller.
#[derive(Clone, Copy, Debug)]
pub struct RemoveView(pub Id<Kind>);

impl Command for RemoveView {
    type Output = ();
    const NAME: &'static str = "saved_view.remove";

    fn asks(&self, caller: &Person) -> (Action, Where) {
        (Action::OwnAccount, Where::Tenant(caller.organization))
    }

    async fn apply(self, change: &mut Change, context: &Context<'_>) -> Result<(), Refusal> {
        let person = &context.caller.person;
        let kept = fetch(change, person.user).await?;
        let view = kept.into_iter().find(|view| view.id == self.0).ok_or(Refusal::Missing)?;
        let event = event(person).without("savedView", &view.name);
        change.write(Batch::of(event).run(&REMOVE, values![person.user, view.id])).await?;
        Ok(())
    }
}

fn event(person: &Person) -> Event {
    Event::new(EventKind::UserEdited, Subject::person(person.user.uuid(), person.upn.as_str()))
}
