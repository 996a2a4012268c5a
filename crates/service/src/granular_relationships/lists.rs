//! The relationships of a partner, with all that belongs to them (§4.2).

use authz::{Action, Concerning, Realm, Target, holds};
use domain::{
    agent::AgentRight,
    id::{
        AccessAssignment, GranularOperation, GranularRelationship, GranularRequest, Id, Organization,
        SecurityGroup,
    },
};
use store::{
    View,
    blocks::BlockRow,
    granular_relationships::{assignments, lists, requests},
    list::{Place, Wanted},
};

use super::{AccessAssignmentRow, DelegatedCustomer, GranularOperationRow, GranularRequestRow, GranularRow};
use crate::{
    ask::{Looking, Question},
    caller::Person,
    counted::Counted,
    exports::Paged,
    refusal::Refusal,
    reseller_relationships::CustomerPortals,
    service_portals::filled_in,
};

const SEES: Action = Action::ActAsAgent(AgentRight::SeeDelegation);

/// A relationship as the partner sees it: the customer's name from its approval on alone.
fn shown(mut row: GranularRow) -> GranularRow {
    if row.approved_at.is_none() {
        row.customer_name = None;
    }
    row
}

/// The relationships of the caller's organization, newest first unless said otherwise.
#[derive(Clone, Debug, Default)]
pub struct GranularRelationships {
    /// Which, in which order, from where.
    pub wanted: Wanted,
    /// Whether to count all of them.
    pub count: bool,
}

impl Question for GranularRelationships {
    type Answer = Counted<GranularRow>;
    const NAME: &'static str = "granular_relationships.list";

    fn asks(&self, _: &Person) -> (Action, Realm) {
        (SEES, Realm::Own)
    }

    async fn answer(&self, view: &mut View, _: &Looking<'_>) -> Result<Self::Answer, Refusal> {
        let wanted = &self.wanted;
        let count = if self.count { Some(lists::count(view, wanted).await?) } else { None };
        let mut page = lists::list(view, wanted).await?;
        page.items = page.items.into_iter().map(shown).collect();
        Ok(Counted { page, count })
    }
}

impl Paged for GranularRelationships {
    type Row = GranularRow;
    const LIST: &'static str = "granularRelationships";

    fn wanted(&mut self) -> &mut Wanted {
        &mut self.wanted
    }

    fn rows(answer: Self::Answer) -> (Vec<GranularRow>, Option<Place>) {
        (answer.page.items, answer.page.next)
    }
}

/// One relationship of the caller's organization.
#[derive(Clone, Copy, Debug)]
pub struct GranularRelationshipOf {
    /// Which.
    pub relationship: Id<GranularRelationship>,
}

/// A relationship, with what its reader may do.
#[derive(Clone, Debug)]
pub struct Shown {
    /// The relationship.
    pub row: GranularRow,
    /// Whom of the own organization the customer blocks, and why (decision 8).
    pub blocks: Vec<BlockRow>,
    /// Whether the reader may change, finalize and extend it.
    pub may_request: bool,
    /// Whether the reader may give its roles to groups.
    pub may_assign: bool,
    /// Whether the reader may end it.
    pub may_end: bool,
}

impl Question for GranularRelationshipOf {
    type Answer = Shown;
    const NAME: &'static str = "granular_relationships.one";

    fn asks(&self, _: &Person) -> (Action, Realm) {
        (SEES, Realm::Own)
    }

    async fn answer(&self, view: &mut View, context: &Looking<'_>) -> Result<Shown, Refusal> {
        let row = lists::find(view, self.relationship).await?.ok_or(Refusal::Missing)?;
        let own = Target::tenant(context.facts.organization);
        let may = |right| holds(context.facts, Action::ActAsAgent(right), &own);
        Ok(Shown {
            blocks: store::blocks::by_delegating(view, row.id).await?,
            row: shown(row),
            may_request: may(AgentRight::RequestDelegation),
            may_assign: may(AgentRight::AssignDelegation),
            may_end: may(AgentRight::RemoveDelegation),
        })
    }
}

/// Declares a question for what belongs to one relationship: a list, and one of it.
macro_rules! of_relationship {
    ($list:ident, $one:ident, $row:ident, $id:ident, $name:literal, $one_name:literal, $read:path, $count:path, $find:path) => {
        #[doc = concat!("The ", $name, " of a relationship of the caller's organization.")]
        #[derive(Clone, Debug)]
        pub struct $list {
            /// The relationship.
            pub relationship: Id<GranularRelationship>,
            /// Which, in which order, from where.
            pub wanted: Wanted,
            /// Whether to count all of them.
            pub count: bool,
        }

        impl Question for $list {
            type Answer = Counted<$row>;
            const NAME: &'static str = $name;

            fn asks(&self, _: &Person) -> (Action, Realm) {
                (SEES, Realm::Own)
            }

            async fn answer(&self, view: &mut View, _: &Looking<'_>) -> Result<Self::Answer, Refusal> {
                lists::find(view, self.relationship).await?.ok_or(Refusal::Missing)?;
                let count = if self.count {
                    Some($count(view, self.relationship, &self.wanted).await?)
                } else {
                    None
                };
                Ok(Counted { page: $read(view, self.relationship, &self.wanted).await?, count })
            }
        }

        #[doc = concat!("One of the ", $name, " of a relationship of the caller's organization.")]
        #[derive(Clone, Copy, Debug)]
        pub struct $one {
            /// The relationship.
            pub relationship: Id<GranularRelationship>,
            /// Which.
            pub id: Id<$id>,
        }

        impl Question for $one {
            type Answer = $row;
            const NAME: &'static str = $one_name;

            fn asks(&self, _: &Person) -> (Action, Realm) {
                (SEES, Realm::Own)
            }

            async fn answer(&self, view: &mut View, _: &Looking<'_>) -> Result<$row, Refusal> {
                $find(view, self.relationship, self.id).await?.ok_or(Refusal::Missing)
            }
        }
    };
}

of_relationship!(
    AccessAssignments,
    OneAccessAssignment,
    AccessAssignmentRow,
    AccessAssignment,
    "granular_relationships.assignments",
    "granular_relationships.assignment",
    assignments::list,
    assignments::count,
    assignments::find
);
/// Groups of the caller's organization to which roles can be given.
#[derive(Clone, Debug)]
pub struct GroupsToAssign {
    /// What the name contains.
    pub find: String,
}

/// How many groups are offered at once.
pub const GROUPS_OFFERED: i64 = 50;

impl Question for GroupsToAssign {
    type Answer = Vec<(Id<SecurityGroup>, String)>;
    const NAME: &'static str = "granular_relationships.groups";

    fn asks(&self, _: &Person) -> (Action, Realm) {
        (Action::ActAsAgent(AgentRight::AssignDelegation), Realm::Own)
    }

    async fn answer(&self, view: &mut View, _: &Looking<'_>) -> Result<Self::Answer, Refusal> {
        Ok(assignments::groups(view, &self.find, GROUPS_OFFERED).await?)
    }
}

/// The access assignments of several relationships of the caller's organization at once.
#[derive(Clone, Debug)]
pub struct AssignmentsOf {
    /// The relationships.
    pub relationships: Vec<Id<GranularRelationship>>,
}

impl Question for AssignmentsOf {
    type Answer = Vec<AccessAssignmentRow>;
    const NAME: &'static str = "granular_relationships.assignments_of";

    fn asks(&self, _: &Person) -> (Action, Realm) {
        (SEES, Realm::Own)
    }

    async fn answer(&self, view: &mut View, _: &Looking<'_>) -> Result<Self::Answer, Refusal> {
        Ok(assignments::of_many(view, self.relationships.clone()).await?)
    }
}

of_relationship!(
    GranularRequests,
    GranularRequestOf,
    GranularRequestRow,
    GranularRequest,
    "granular_relationships.requests",
    "granular_relationships.one_request",
    requests::requests,
    requests::count_requests,
    requests::request
);
of_relationship!(
    GranularOperations,
    GranularOperationOf,
    GranularOperationRow,
    GranularOperation,
    "granular_relationships.operations",
    "granular_relationships.operation",
    requests::operations,
    requests::count_operations,
    requests::operation
);

/// The customers of the caller's organization by granular relationships.
#[derive(Clone, Debug, Default)]
pub struct DelegatedCustomers {
    /// Which, in which order, from where.
    pub wanted: Wanted,
    /// Whether to count all of them.
    pub count: bool,
}

impl Question for DelegatedCustomers {
    type Answer = Counted<DelegatedCustomer>;
    const NAME: &'static str = "granular_relationships.customers";

    fn asks(&self, _: &Person) -> (Action, Realm) {
        (SEES, Realm::Own)
    }

    async fn answer(&self, view: &mut View, _: &Looking<'_>) -> Result<Self::Answer, Refusal> {
        let count = if self.count { Some(lists::count_customers(view, &self.wanted).await?) } else { None };
        Ok(Counted { page: lists::customers(view, &self.wanted).await?, count })
    }
}

/// One such customer.
#[derive(Clone, Copy, Debug)]
pub struct DelegatedCustomerOf {
    /// Which.
    pub customer: Id<Organization>,
}

impl Question for DelegatedCustomerOf {
    type Answer = DelegatedCustomer;
    const NAME: &'static str = "granular_relationships.customer";

    fn asks(&self, _: &Person) -> (Action, Realm) {
        (SEES, Realm::Own)
    }

    async fn answer(&self, view: &mut View, _: &Looking<'_>) -> Result<DelegatedCustomer, Refusal> {
        lists::customer(view, self.customer).await?.ok_or(Refusal::Missing)
    }
}

/// The portals of services for one such customer.
#[derive(Clone, Copy, Debug)]
pub struct ServicesOfCustomer {
    /// Which.
    pub customer: Id<Organization>,
}

impl Question for ServicesOfCustomer {
    type Answer = CustomerPortals;
    const NAME: &'static str = "granular_relationships.services";

    fn asks(&self, _: &Person) -> (Action, Realm) {
        (SEES, Realm::Own)
    }

    fn concerns(&self, _: &Person) -> Concerning {
        Concerning::One(self.customer)
    }

    async fn answer(&self, view: &mut View, context: &Looking<'_>) -> Result<CustomerPortals, Refusal> {
        let customer = lists::customer(view, self.customer).await?.ok_or(Refusal::Missing)?;
        let portals = store::service_portals::of_delegated(view, self.customer).await?;
        Ok(CustomerPortals {
            customer: self.customer,
            services: filled_in(portals, self.customer, Some(&customer.domain)),
            acts_on_behalf: context.facts.can_act_on_behalf_of(self.customer),
        })
    }
}
