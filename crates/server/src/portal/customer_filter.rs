//! The customer filter of lists that show what belongs to many organizations: some customers to choose from, among
//! many a search by name.

use domain::{
    id::{Id, Organization},
    permission::Permission,
};
use service::rooms::{CustomerChoices, CustomersInSight};

use crate::{form::Fields, portal::layout::Frame};

/// How many customers are offered at once; a longer choice is slow to read and to send.
const AT_ONCE: usize = 200;
/// The longest search that is taken, in characters.
const LONGEST: usize = 120;

/// The filter, as `portal/customer_filter.html` and `portal/customers_found.html` show it.
#[derive(Clone, Debug, Default)]
pub(in crate::portal) struct CustomerFilter {
    /// What there is to choose from.
    pub(in crate::portal) choices: CustomerChoices,
    /// What was searched for.
    pub(in crate::portal) search: String,
}

impl CustomerFilter {
    /// What is asked for the filter of a list whose items a permission shows.
    pub(in crate::portal) fn question(
        fields: &Fields,
        permission: Permission,
        chosen: Option<Id<Organization>>,
    ) -> CustomersInSight {
        let search = fields.text("customer").chars().filter(|c| !c.is_control()).take(LONGEST).collect();
        CustomersInSight { permission, at_once: AT_ONCE, search, chosen }
    }

    /// The filter as it was answered; the chosen customer stands in the tenant switch of the frame.
    pub(in crate::portal) fn answered(
        question: CustomersInSight,
        choices: CustomerChoices,
        frame: &mut Frame,
    ) -> Self {
        frame.tenant = choices.chosen.as_ref().map(|(id, name)| (name.clone(), id.to_string()));
        Self { choices, search: question.search }
    }

    /// Whether a customer is the chosen one.
    pub(in crate::portal) fn is_chosen(&self, tenant: &Id<Organization>) -> bool {
        self.choices.chosen.as_ref().is_some_and(|(chosen, _)| chosen == tenant)
    }

    /// Whether there is a customer to leave or to go to.
    pub(in crate::portal) fn shows_chips(&self) -> bool {
        self.choices.chosen.is_some() || !self.choices.offered.is_empty()
    }

    /// Whether a search found nothing.
    pub(in crate::portal) fn found_nothing(&self) -> bool {
        self.choices.are_many && !self.search.trim().is_empty() && self.choices.offered.is_empty()
    }
}
