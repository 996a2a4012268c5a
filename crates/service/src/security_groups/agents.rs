//! The groups that make people agents of a partner: every partner organization has one of each.

use authz::{Fact, fact::Turn};
use domain::{
    agent::Agent,
    event::{Event, EventKind, Subject},
    id::{Id, SecurityGroup},
    text::key,
};
use store::{
    Batch, Change,
    directory::{ADD_AGENTS, AGENTS_OR_NAMED},
    values,
};

use crate::refusal::Refusal;

/// How many short names are tried where others are taken.
const NAMES: usize = 9;

/// Makes those groups of agents that the organization of the change lacks. A group that has such a name already stays what it is:
/// its members become nothing by it.
pub(crate) async fn ensure(change: &mut Change) -> Result<(), Refusal> {
    let names = |agent: Agent| {
        let name = agent.group_name();
        std::iter::once(name.to_owned()).chain((2..=NAMES).map(move |number| format!("{name} {number}")))
    };
    let wanted: Vec<String> = Agent::ALL.into_iter().flat_map(names).map(|name| key(&name)).collect();
    let (mut agents, mut taken) = (Vec::new(), Vec::new());
    for row in change.rows(&AGENTS_OR_NAMED, values![wanted]).await? {
        taken.push(row.get::<String>(0)?);
        agents.extend(row.get::<Option<String>>(1)?.as_deref().and_then(Agent::from_key));
    }
    for agent in Agent::ALL.into_iter().filter(|agent| !agents.contains(agent)) {
        let group: Id<SecurityGroup> = change.new_id();
        let free = names(agent).find(|name| !taken.contains(&key(name)));
        let name = free.unwrap_or_else(|| format!("{} {group}", agent.group_name()));
        let event = Event::new(EventKind::SecurityGroupCreated, Subject::thing(group.uuid(), name.as_str()))
            .with("agent", agent.key());
        let batch = Batch::of(event)
            .run(&ADD_AGENTS, values![group, name.as_str(), key(&name), agent.key()])
            .fact(Fact::AgentGroup { group, agent, is: Turn::BEGINS });
        change.write(batch).await?;
    }
    Ok(())
}
