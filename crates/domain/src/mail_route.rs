//! Mail routes: which team of an organization is told of which tickets by e-mail.
//!
//! Invariant: a route directs among those who are told anyway, and adds nobody; where none of its team is among them, it
//! directs nothing, so that no ticket goes untold because of a route.

use std::collections::BTreeSet;

use crate::{
    id::{Id, Organization, SecurityGroup},
    signal::Severity,
    webhook::Covers,
};

/// How many mail routes an organization has at most.
pub const MOST_MAIL_ROUTES: i64 = 50;

/// Which tickets go to a team.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MailRoute {
    /// Those of own rooms, or those of customers.
    pub covers: Covers,
    /// Of which customers; an empty list stands for all.
    pub customers: Vec<Id<Organization>>,
    /// The mildest of them.
    pub lowest_severity: Severity,
    /// The team: a security group of the organization, with its groups of groups.
    pub team: Id<SecurityGroup>,
}

impl MailRoute {
    /// Whether a ticket that bad of some organization goes this way for people of the organization whose route it is.
    pub fn takes(&self, home: Id<Organization>, within: Id<Organization>, severity: Severity) -> bool {
        let is_chosen = self.customers.is_empty() || self.customers.contains(&within);
        self.covers == Covers::of(home, within) && is_chosen && severity <= self.lowest_severity
    }
}

/// Who of those who are told anyway is told: the members of the teams that a ticket goes to, or everybody where it goes to none of
/// theirs. Each team stands with its members.
pub fn directed<'a, P: Ord + Clone + 'a>(
    told: &BTreeSet<P>,
    teams: impl IntoIterator<Item = &'a BTreeSet<P>>,
) -> BTreeSet<P> {
    let directed: BTreeSet<P> =
        teams.into_iter().flatten().filter(|it| told.contains(*it)).cloned().collect();
    if directed.is_empty() { told.clone() } else { directed }
}

#[cfg(test)]
mod tests {
    use uuid::Uuid;

    use super::*;

    fn organization(number: u128) -> Id<Organization> {
        Id::new(Uuid::from_u128(number))
    }

    /// a route takes what is of its part, of its customers and bad enough.
    #[test]
    fn a_route_takes_by_customer_and_severity() {
        let [home, one, other] = [1, 2, 3].map(organization);
        let route = MailRoute {
            covers: Covers::Customers,
            customers: vec![one],
            lowest_severity: Severity::Important,
            team: Id::new(Uuid::from_u128(9)),
        };
        assert!(route.takes(home, one, Severity::Critical) && route.takes(home, one, Severity::Important));
        assert!(!route.takes(home, one, Severity::Warning));
        assert!(!route.takes(home, other, Severity::Critical));
        assert!(!route.takes(one, one, Severity::Critical), "own rooms are no customer's");
        let all = MailRoute { customers: Vec::new(), ..route };
        assert!(all.takes(home, other, Severity::Critical));
        let own = MailRoute { covers: Covers::Own, ..all };
        assert!(own.takes(home, home, Severity::Critical) && !own.takes(home, one, Severity::Critical));
    }

    /// a route adds nobody to those who are told, and leaves no ticket untold.
    #[test]
    fn a_route_only_directs() {
        let [told, team, strangers]: [BTreeSet<i32>; 3] = [[1, 2, 3].into(), [2, 3, 4].into(), [7, 8].into()];
        assert_eq!(directed(&told, [&team]), [2, 3].into());
        assert_eq!(directed(&told, [&team, &[1].into()]), told);
        assert_eq!(directed(&told, [&strangers]), told, "nobody of the team may be told");
        assert_eq!(directed(&told, []), told);
    }
}
