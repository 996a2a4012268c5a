//! Lists of requests: of one's own organization, of customers, and of the operator.

use authz::{Action, Realm};
use domain::{
    id::{Id, Organization, ServicePortal},
    support_request::Side,
};
use store::{
    View,
    list::{Place, Wanted},
    support_requests as rows,
};

use super::{RequestShown, SHOWS, open::lets_open, realm, to_take_part};
use crate::{
    ask::{Looking, Question},
    caller::Person,
    counted::Counted,
    exports::Paged,
    refusal::Refusal,
};

/// The requests in which the caller takes part on a side, those in which something happened last first unless said otherwise.
#[derive(Clone, Debug)]
pub struct SupportRequests {
    /// On which side.
    pub side: Side,
    /// To partners: on behalf of one customer alone.
    pub customer: Option<Id<Organization>>,
    /// Which, in which order, from where.
    pub wanted: Wanted,
    /// Whether to count all of them.
    pub count: bool,
}

/// Requests, and what the reader may do.
#[derive(Clone, Debug)]
pub struct Found {
    /// The requests.
    pub found: Counted<RequestShown>,
    /// Whether the reader opens requests on behalf of the one customer that is shown.
    pub may_open: bool,
    /// The services by which the list can be filtered, by name.
    pub services: Vec<(Id<ServicePortal>, String)>,
}

impl SupportRequests {
    pub(super) fn realm(&self, caller: &Person) -> Realm {
        match (self.side, self.customer) {
            (Side::Partner, None) => Realm::AllCustomers,
            (Side::Partner, Some(customer)) => Realm::Customer(customer),
            (side, _) => realm(side, caller.organization),
        }
    }
}

impl Question for SupportRequests {
    type Answer = Found;
    const NAME: &'static str = "support_requests.list";
    const SHOWS: Option<&'static str> = Some(SHOWS);

    fn asks(&self, caller: &Person) -> (Action, Realm) {
        (to_take_part(self.side), self.realm(caller))
    }

    async fn answer(&self, view: &mut View, context: &Looking<'_>) -> Result<Found, Refusal> {
        let wanted = &self.wanted;
        let count = if self.count { Some(rows::count(view, wanted).await?) } else { None };
        let page = rows::list(view, wanted).await?;
        let services = rows::services(view).await?;
        context.shows(page.items.iter().map(|row| row.tenant));
        let choice = context.app.settings.support_requests_without_rights;
        let lets_open = |customer| lets_open(context.facts, choice, customer);
        Ok(Found {
            found: Counted {
                page: store::list::Listed {
                    items: page.items.into_iter().map(|row| RequestShown::of(row, self.side)).collect(),
                    next: page.next,
                },
                count,
            },
            may_open: self.customer.is_some_and(lets_open),
            services,
        })
    }
}

impl Paged for SupportRequests {
    type Row = RequestShown;
    const LIST: &'static str = "supportRequests";

    fn wanted(&mut self) -> &mut Wanted {
        &mut self.wanted
    }

    fn rows(answer: Self::Answer) -> (Vec<RequestShown>, Option<Place>) {
        (answer.found.page.items, answer.found.page.next)
    }
}
