//! What a partner added.

use authz::{Action, Realm};
use domain::id::{Id, Organization};
use store::{
    View, added_customers as rows,
    list::{Place, Wanted},
};

use super::{ASKS, AddedCustomerRow};
use crate::{
    ask::{Looking, Question},
    caller::Person,
    counted::Counted,
    exports::Paged,
    refusal::{Code, Refusal},
};

/// The customers that the caller's organization added, newest first unless said otherwise.
#[derive(Clone, Debug, Default)]
pub struct AddedCustomers {
    /// Which, in which order, from where.
    pub wanted: Wanted,
    /// Whether to count all of them.
    pub count: bool,
}

impl Question for AddedCustomers {
    type Answer = Counted<AddedCustomerRow>;
    const NAME: &'static str = "added_customers.list";

    fn asks(&self, _: &Person) -> (Action, Realm) {
        (ASKS, Realm::Own)
    }

    async fn answer(&self, view: &mut View, _: &Looking<'_>) -> Result<Self::Answer, Refusal> {
        let count = if self.count { Some(rows::count(view, &self.wanted).await?) } else { None };
        Ok(Counted { page: rows::list(view, &self.wanted).await?, count })
    }
}

impl Paged for AddedCustomers {
    type Row = AddedCustomerRow;
    const LIST: &'static str = "addedCustomers";

    fn wanted(&mut self) -> &mut Wanted {
        &mut self.wanted
    }

    fn rows(answer: Self::Answer) -> (Vec<AddedCustomerRow>, Option<Place>) {
        (answer.page.items, answer.page.next)
    }
}

/// One customer that the caller's organization added.
#[derive(Clone, Copy, Debug)]
pub struct AddedCustomerOf {
    /// Which.
    pub customer: Id<Organization>,
}

impl Question for AddedCustomerOf {
    type Answer = AddedCustomerRow;
    const NAME: &'static str = "added_customers.one";

    fn asks(&self, _: &Person) -> (Action, Realm) {
        (ASKS, Realm::Own)
    }

    async fn answer(&self, view: &mut View, _: &Looking<'_>) -> Result<AddedCustomerRow, Refusal> {
        rows::find(view, self.customer).await?.ok_or(Refusal::Missing)
    }
}

/// What the form of a new customer begins with.
#[derive(Clone, Debug)]
pub struct FormOfNew {
    /// The country of the partner, which is the customer's.
    pub country: String,
    /// The language tag of the partner.
    pub language: String,
    /// The domain below which customers are added.
    pub domain: String,
}

/// Asks for what the form of a new customer begins with; refused where the operator lets partners add none.
#[derive(Clone, Copy, Debug)]
pub struct NewCustomerForm;

impl Question for NewCustomerForm {
    type Answer = FormOfNew;
    const NAME: &'static str = "added_customers.form";

    fn asks(&self, _: &Person) -> (Action, Realm) {
        (ASKS, Realm::Own)
    }

    async fn answer(&self, view: &mut View, context: &Looking<'_>) -> Result<FormOfNew, Refusal> {
        let off = || Refusal::Denied(Code::AddingCustomersOff, None);
        let domain = context.app.settings.customer_domain.as_ref().ok_or_else(off)?.to_string();
        let own = store::organizations::own(view).await?.ok_or(Refusal::Missing)?;
        Ok(FormOfNew { country: own.country, language: own.language, domain })
    }
}
