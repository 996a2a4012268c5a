//! What people are told by e-mail (R-265, R-146, decision 4).
//!
//! What happens leaves one row in its own transaction, so that devices and people wait for nobody who is told. Later it is
//! spread to those who are: members of assignments that send mail, in whose rooms it happened; those who were told of a ticket
//! that is closed; the administrators for whom a notice was left. Then it is sent.
//!
//! Invariant: whether somebody may know is decided by the engine in the moment in which a message is sent or tried again, and
//! the message holds what their sight shows then. A message keeps its identifier over all tries, and no two nodes send it at
//! the same time.

mod letter;
mod send;
mod spread;

pub use domain::notification::{MailChoice, Occasion};

pub use self::{
    letter::{Content, Letter, Told},
    send::{Post, Undelivered, tend},
};
