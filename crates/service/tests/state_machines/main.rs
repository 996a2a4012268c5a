//! The state machines of the specification's section 3, exhaustively, at the door of the use cases and on both databases: every state × every
//! event × every actor. What the tables do not list is refused, and leaves everything as it was.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing, clippy::panic, reason = "tests")]

mod cast;
mod granular;
mod granular_assignments;
mod resellers;

use std::fmt::Debug;

pub(crate) use cast::{Actor, Cast};
use service::{Code, Refusal};

/// What comes of an event.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Outcome<State> {
    /// It is done, leaves its event in the log, and this is the state afterwards.
    To(State),
    /// There is nothing to be done any more: it is taken, and changes nothing.
    Nothing,
    /// It is refused, and changes nothing.
    Refused(Code),
}

/// A transition, or an answer other than the ordinary ones.
pub(crate) type Row<M> = (
    &'static [<M as Machine>::State],
    &'static [<M as Machine>::Event],
    &'static [Actor],
    Outcome<<M as Machine>::State>,
);

/// A state machine over the use cases.
pub(crate) trait Machine {
    type State: Copy + Debug + PartialEq + 'static;
    type Event: Copy + Debug + PartialEq + 'static;
    type Thing: Clone;

    const STATES: &'static [Self::State];
    const EVENTS: &'static [Self::Event];

    /// The table: the first row that fits decides. Where none does, whoever may cause the event is told that the state does not allow it.
    fn table() -> &'static [Row<Self>]
    where
        Self: Sized;

    /// What somebody who may not cause the event is told, whatever the state; none for whoever may.
    fn barred(event: Self::Event, actor: Actor) -> Option<Code>;

    /// A fresh thing in a state.
    async fn make(&self, state: Self::State) -> Self::Thing;

    /// Does what was done to a thing no more, so that the next one is alone.
    async fn clear(&self, thing: &Self::Thing);

    /// Lets somebody cause an event.
    async fn cause(&self, thing: &Self::Thing, event: Self::Event, actor: Actor) -> Result<(), Refusal>;

    /// The state of a thing.
    async fn state(&self, thing: &Self::Thing) -> Self::State;

    /// Everything that is stored of a thing.
    async fn trace(&self, thing: &Self::Thing) -> Vec<Vec<Option<String>>>;

    /// How many events the log holds.
    async fn logged(&self) -> i64;
}

fn wanted<M: Machine>(state: M::State, event: M::Event, actor: Actor) -> Outcome<M::State> {
    let fits = |row: &&Row<M>| row.0.contains(&state) && row.1.contains(&event) && row.2.contains(&actor);
    if let Some(row) = M::table().iter().find(fits) {
        return row.3;
    }
    Outcome::Refused(M::barred(event, actor).unwrap_or(Code::InvalidState))
}

/// Tries the whole product. What does not go as the table says is told all together.
pub(crate) async fn check<M: Machine>(machine: &M) {
    let mut wrong = Vec::new();
    for &state in M::STATES {
        let standing = machine.make(state).await;
        for &event in M::EVENTS {
            let before = (machine.trace(&standing).await, machine.logged().await);
            for actor in Actor::ALL {
                let expected = match wanted::<M>(state, event, actor) {
                    Outcome::To(_) => continue,
                    Outcome::Nothing => None,
                    Outcome::Refused(code) => Some(code),
                };
                let got = machine.cause(&standing, event, actor).await.err().map(|refusal| refusal.code());
                if got != expected {
                    wrong.push(format!("{state:?} {event:?} {actor:?}: {got:?}, not {expected:?}"));
                }
            }
            if (machine.trace(&standing).await, machine.logged().await) != before {
                wrong.push(format!("{state:?} {event:?}: what was refused left something behind"));
            }
        }
        machine.clear(&standing).await;
        for &event in M::EVENTS {
            for actor in Actor::ALL {
                let Outcome::To(next) = wanted::<M>(state, event, actor) else { continue };
                let fresh = machine.make(state).await;
                assert_eq!(machine.state(&fresh).await, state, "what was made stands as it should");
                let logged = machine.logged().await;
                if let Err(refusal) = machine.cause(&fresh, event, actor).await {
                    wrong.push(format!("{state:?} {event:?} {actor:?}: {refusal:?}"));
                } else {
                    let got = machine.state(&fresh).await;
                    if got != next {
                        wrong.push(format!("{state:?} {event:?} {actor:?}: {got:?}, not {next:?}"));
                    }
                    if machine.logged().await == logged {
                        wrong.push(format!("{state:?} {event:?} {actor:?}: nothing in the log"));
                    }
                }
                machine.clear(&fresh).await;
            }
        }
    }
    assert!(wrong.is_empty(), "{} answers differ from the table:\n{}", wrong.len(), wrong.join("\n"));
}
