//! Why somebody may do something, or what is missing (decision 17): the engine's explanation in names.
//!
//! Invariants: only for readers who may view roles in the context; a customer's people read of their own and of the
//! people that partners let work for them, a partner's people of their own alone; of what a reader does not see the
//! name is left out.

mod chain;
mod explain;
mod on_behalf;
mod people;
mod rights;
mod world;

pub use authz::{
    Source,
    explain::{Giver, Lack},
};
pub use store::explanations::{PersonRow, SCHEMA};

pub use self::{
    chain::{NamedChain, NamedCover},
    explain::{Explain, Explained, Missing, NamedNear, Outcome, Whom},
    on_behalf::{WorkersOf, WorkersOnBehalf},
    people::{PersonExplained, WhoMay},
    rights::{CustomersOf, RightsOf, RightsShown},
};
