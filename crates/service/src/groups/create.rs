//! A new room group, with its first members or a rule that chooses them.

use std::collections::BTreeSet;

use authz::{Action, Fact, fact::Turn};
use domain::{
    event::{Event, EventKind, Subject},
    id::{Id, Organization, Room, RoomGroup},
    permission::Permission,
};
use store::{
    Batch, Change,
    groups::{self, Touched},
    values,
};

use super::{
    checked, is_whole, outside,
    rule::{self, Moves, RuleForm},
};
use crate::{
    caller::Person,
    refusal::{Code, Refusal},
    run::{Command, Context, Where},
};

/// Makes a room group.
#[derive(Clone, Debug)]
pub struct CreateGroup {
    /// The organization.
    pub tenant: Id<Organization>,
    /// The name, unique in the organization.
    pub name: String,
    /// What it is for.
    pub description: String,
    /// Its first members; none where a rule chooses them.
    pub members: BTreeSet<Id<Room>>,
    /// What chooses its members; none where they are chosen by hand.
    pub rule: Option<RuleForm>,
}

impl Command for CreateGroup {
    type Output = Id<RoomGroup>;
    const NAME: &'static str = "group.create";
    const CHANGES_ACCESS: bool = true;

    fn asks(&self, _: &Person) -> (Action, Where) {
        (Action::Use(Permission::GroupCreate), Where::Tenant(self.tenant))
    }

    async fn apply(self, change: &mut Change, context: &Context<'_>) -> Result<Id<RoomGroup>, Refusal> {
        let (name, description) = checked(&self.name, &self.description)?;
        let group: Id<RoomGroup> = change.new_id();
        if groups::is_taken(change, &name.key(), group).await? {
            return Err(Refusal::field("displayName", Code::NameTaken));
        }
        let members: Vec<_> = self.members.into_iter().collect();
        let place = context.caller.person.realm(self.tenant);
        let sight = authz::sight(context.facts, Action::Use(Permission::GroupCreate), place)?;
        if self.rule.is_some() {
            rule::require_whole(context, self.tenant)?;
            if !members.is_empty() {
                return Err(Refusal::special(Code::MembersByRule, "members"));
            }
        }
        let rule = rule::read(change, self.rule.as_ref()).await?;
        if members.is_empty() && !is_whole(&sight, place) {
            // Without a room it would be out of its maker's sight.
            return Err(Refusal::field("members", Code::Required));
        }
        if !outside(change, context, self.tenant, Permission::GroupCreate, members.clone()).await?.is_empty()
        {
            return Err(Refusal::field("members", Code::UnknownReference));
        }
        let names = groups::names(change, members.clone()).await?;
        let mut event = Event::new(EventKind::GroupCreated, Subject::thing(group.uuid(), name.as_str()))
            .with("displayName", &name);
        if !description.is_empty() {
            event = event.with("description", &description);
        }
        if !names.is_empty() {
            let names: Vec<_> = names.into_iter().map(|(_, name)| name).collect();
            event = event.with("members", names.join(", "));
        }
        event = rule::differences(event, None, rule.as_ref());
        let values = groups::group_values(group, &name, &description, rule.as_ref());
        let mut batch = Batch::of(event).run(&groups::CREATE, values);
        for room in &members {
            batch = batch
                .run(&groups::ADD_MEMBER, values![group, *room])
                .fact(Fact::RoomInGroup { room: *room, group, is: Turn::BEGINS })
                .stirs(*room);
        }
        change.write(batch).await?;
        if rule.is_some() {
            Moves::after(change, Touched::Group(group)).await?.write(change).await?;
        }
        Ok(group)
    }
}
