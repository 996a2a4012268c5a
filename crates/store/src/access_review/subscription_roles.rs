//! Which roles people and groups of partners hold on subscriptions.

use domain::{
    id::{Id, Subscription, SubscriptionAssignment},
    subscription::SubscriptionRole,
    time::Time,
};
use uuid::Uuid;

use crate::{
    error::StoreError,
    facts::word,
    sql::{Query, Read},
    values,
    view::View,
};

/// That a person or group of a partner holds a role on a subscription.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SubscriptionHolding {
    /// The person or group.
    pub member: Uuid,
    /// The role assignment.
    pub assignment: Id<SubscriptionAssignment>,
    /// The subscription.
    pub subscription: Id<Subscription>,
    /// Its name.
    pub name: String,
    /// The role.
    pub role: SubscriptionRole,
    /// Since when.
    pub since: Time,
}

const HOLDINGS: Read = Read::new(
    "select o.member_id, o.assignment_id, o.subscription_id, s.name, o.role, o.given_at from subscription_assignments o \
     join subscriptions s on s.tenant_id = o.tenant_id and s.subscription_id = o.subscription_id \
     where {tenant:o.tenant_id} and o.home_id <> o.tenant_id and o.member_id {in $1} \
     order by s.name_key, o.subscription_id, o.role, o.assignment_id",
);

/// What people and groups of partners hold on subscriptions of the customer in sight.
pub async fn subscription_holdings(
    view: &mut View,
    members: Vec<Uuid>,
) -> Result<Vec<SubscriptionHolding>, StoreError> {
    view.rows(Query::new(&HOLDINGS, values![members]))
        .await?
        .iter()
        .map(|row| {
            Ok(SubscriptionHolding {
                member: row.get(0)?,
                assignment: row.get(1)?,
                subscription: row.get(2)?,
                name: row.get(3)?,
                role: word(row, 4, SubscriptionRole::from_key)?,
                since: row.get(5)?,
            })
        })
        .collect()
}
