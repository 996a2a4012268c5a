//! Whether a person or security group holds something: then whoever manages it could confer that, or take it (R-106, decision 16).
//!
//! Invariant: what counts is everything that may come to count, such as an assignment that has not begun yet or stands in a
//! suspended link; where it was not looked for, something is held.

use domain::directory::Principal;

use crate::facts::{Concerning, Facts};

impl Facts {
    /// Whether a principal of the own organization holds something, by itself or by a group around it: a directory role, the place of
    /// a tenant manager, what a group of agents gives, an assignment of the organization or of a customer, or directory roles of a customer by
    /// a granular relationship. The facts must have been gathered for it ([`Concerning::Holdings`]); others tell that it does.
    pub fn holds_something(&self, principal: Principal) -> bool {
        if self.concerning() != Concerning::Holdings(principal) {
            return true;
        }
        let directory = &self.own().directory;
        let around = directory.around(principal.uuid());
        let here = [self.own()].into_iter().chain(self.others());
        around.iter().any(|it| directory.holds(*it))
            || here.into_iter().any(|at| at.is_held_by(self.organization, &around))
    }
}
