//! Choosing some customers of those in sight, within a page's own form: none chosen stands for all.

use askama::Template;
use domain::{
    id::{Id, Organization},
    permission::Permission,
    webhook::MOST_CUSTOMERS,
};
use service::{
    Refusal, ask, ask_where_allowed,
    rooms::{CustomerNames, CustomersInSight},
};

use crate::{caller::Signed, i18n::Translator, web::Web};

/// The boxes, by the field `tenantIds`; among many customers a search by the field `find`.
#[derive(Template)]
#[template(path = "portal/pickers/customers.html")]
pub struct CustomersPicker {
    t: Translator,
    icons: String,
    /// What choosing none stands for.
    help: String,
    offered: Vec<(Id<Organization>, String)>,
    chosen: Vec<Id<Organization>>,
    are_many: bool,
    find: String,
    error: String,
}

impl CustomersPicker {
    /// The customers of which the reader sees tickets, and those of the chosen that they see; `words` are the translator, the
    /// address of the icons and what choosing none stands for.
    pub async fn of(
        web: &Web,
        signed: &Signed,
        (t, icons, help): (&Translator, &str, String),
        chosen: Vec<Id<Organization>>,
        find: &str,
        error: &str,
    ) -> Result<Self, Refusal> {
        let permission = Permission::TicketView;
        let find = find.to_owned();
        let question =
            CustomersInSight { permission, at_once: MOST_CUSTOMERS, search: find.clone(), chosen: None };
        // Whoever has no customers has none to choose.
        let found = ask_where_allowed(&web.app, &signed.caller, &question).await?.unwrap_or_default();
        let (mut offered, are_many) = (found.offered, found.are_many);
        if are_many {
            let question = CustomerNames { tenants: chosen.clone(), permission };
            for one in ask(&web.app, &signed.caller, &question).await? {
                if !offered.contains(&one) {
                    offered.push(one);
                }
            }
        }
        let (t, icons, error) = (t.clone(), icons.to_owned(), error.to_owned());
        Ok(Self { t, icons, help, offered, chosen, are_many, find, error })
    }

    /// Whether there is anything to choose from.
    pub fn has_any(&self) -> bool {
        self.are_many || !self.offered.is_empty()
    }

    fn is_chosen(&self, customer: &Id<Organization>) -> bool {
        self.chosen.contains(customer)
    }
}
