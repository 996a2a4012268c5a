//! Work in the rooms of a customer on its behalf: by the directory roles that it delegated, in its own Rooms face, once it switched that
//! on (R-320, R-383, decision 6). What it opens, and that nothing else opens, is the engine's to say ([`Facts::on_behalf`](authz::Facts)).

mod customers;
mod switch;

pub use customers::{CustomersOnBehalf, OnBehalf, OnBehalfOf};
pub use store::on_behalf::SCHEMA;
pub use switch::SwitchDelegatedRooms;
