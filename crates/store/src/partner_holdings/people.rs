//! The people of a partner who hold anything in a customer, by whatever way, directly or through groups of groups.

use domain::{
    id::{Id, Organization, User},
    query::{Kind, Order, Property, Schema},
    time::Time,
};

use super::Clients;
use crate::{
    change::Change,
    error::StoreError,
    list::{Column, Kept, Key, Listed, Placed, Table, Wanted},
    sql::{Fetch, Query, Read},
    value::Row,
    values,
    view::View,
};

/// By which ways somebody of a partner holds something.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Ways {
    /// A role by the link.
    pub link: bool,
    /// As an agent, by the reseller relationship.
    pub reseller: bool,
    /// By a granular relationship.
    pub granular: bool,
    /// A role on a subscription.
    pub subscription: bool,
}

impl Ways {
    const fn of(bits: i64) -> Self {
        Self {
            link: bits & 1 != 0,
            reseller: bits & 2 != 0,
            granular: bits & 4 != 0,
            subscription: bits & 8 != 0,
        }
    }

    /// The stable words of the ways.
    pub fn keys(self) -> Vec<&'static str> {
        let all = [
            (self.link, "link"),
            (self.reseller, "resellerRelationship"),
            (self.granular, "granularRelationship"),
            (self.subscription, "subscriptionRole"),
        ];
        all.into_iter().filter(|(is, _)| *is).map(|(_, key)| key).collect()
    }
}

/// Somebody of a partner who holds something in the organization.
#[derive(Clone, Debug)]
pub struct HoldingPerson {
    /// The person.
    pub id: Id<User>,
    /// The name.
    pub name: String,
    /// The account name.
    pub upn: String,
    /// Whether the account is enabled.
    pub enabled: bool,
    /// By which ways.
    pub ways: Ways,
    /// Whether the organization blocks the person: then nothing of it can be used (decision 8).
    pub is_blocked: bool,
}

impl Placed for HoldingPerson {
    fn key(&self, property: &str) -> Option<Key> {
        Some(match property {
            "id" => Key::Id(self.id.uuid()),
            "displayName" => Key::Text(domain::text::key(&self.name)),
            "userPrincipalName" => Key::Text(self.upn.clone()),
            _ => return None,
        })
    }
}

/// What the list offers to queries.
pub static SCHEMA: Schema = Schema::new(
    &[
        Property::new("id", Kind::Id).filterable(),
        Property::new("displayName", Kind::Text).filterable().sortable().searchable(),
        Property::new("userPrincipalName", Kind::Text).filterable().sortable().searchable(),
        Property::new("enabled", Kind::Boolean).filterable(),
        Property::new("isBlocked", Kind::Boolean).filterable(),
        Property::new("ways", Kind::List(&Kind::Text)),
    ],
    300,
);

/// The columns behind [`SCHEMA`].
pub static TABLE: Table = Table {
    columns: &[
        Column::new("id", "w.user_id", Kept::Id),
        Column::new("displayName", "w.name_key", Kept::Key),
        Column::new("userPrincipalName", "w.upn", Kept::Key),
        Column::new("enabled", "w.enabled", Kept::Boolean),
        Column::new("isBlocked", "(b.user_id is not null)", Kept::Boolean),
    ],
    order: &[Order { property: "displayName", descending: false }],
    unique: &["id"],
    searched: &["displayName", "userPrincipalName"],
};

/// Who of the partner `$1` holds anything where the four conditions are met, and by which way: bits of [`Ways`].
macro_rules! held {
    ($links:literal, $resellers:literal, $granulars:literal, $subscriptions:literal) => {
        concat!(
            "with recursive held (tenant_id, id, way) as (\
               select m.home_id, m.member_id, 1 from links l \
               join assignments a on a.tenant_id = l.tenant_id and a.link_id = l.link_id \
               join assignment_members m on m.tenant_id = a.tenant_id and m.assignment_id = a.assignment_id \
               and m.home_id = l.partner_id \
               where ",
            $links,
            " and l.partner_id = $1 and l.state in ('active', 'suspended') \
               union select m.tenant_id, m.member_id, 2 from reseller_relationships r \
               join security_groups g on g.tenant_id = r.partner_id and g.agent is not null \
               join security_group_members m on m.tenant_id = g.tenant_id and m.group_id = g.group_id \
               where ",
            $resellers,
            " and r.partner_id = $1 and r.ended_at is null \
               union select m.tenant_id, m.member_id, 4 from granular_relationships r \
               join access_assignments a on a.tenant_id = r.tenant_id and a.relationship_id = r.relationship_id \
               and a.status = 'active' \
               join security_group_members m on m.tenant_id = a.tenant_id and m.group_id = a.group_id \
               where ",
            $granulars,
            " and r.tenant_id = $1 and r.status = 'active' \
               union select a.home_id, a.member_id, 8 from subscription_assignments a \
               where ",
            $subscriptions,
            " and a.home_id = $1 \
               union select m.tenant_id, m.member_id, h.way from held h \
               join security_group_members m on m.tenant_id = h.tenant_id and m.group_id = h.id) "
        )
    };
}

macro_rules! in_sight {
    () => {
        held!(
            "{tenant:l.tenant_id}",
            "{tenant:r.tenant_id}",
            "{tenant:r.customer_id}",
            "{tenant:a.tenant_id}"
        )
    };
}

macro_rules! people {
    () => {
        "from (select u.user_id, u.display_name, u.name_key, u.upn, u.enabled, cast(sum(distinct h.way) as bigint) as ways \
           from held h cross join users u where u.tenant_id = h.tenant_id and u.user_id = h.id \
           group by u.user_id, u.display_name, u.name_key, u.upn, u.enabled) w left join blocks b on "
    };
}

macro_rules! columns {
    () => {
        "select w.user_id, w.display_name, w.upn, w.enabled, w.ways, (b.user_id is not null) "
    };
}

const LIST: Read = Read::new(concat!(
    in_sight!(),
    columns!(),
    people!(),
    "{tenant:b.tenant_id} and b.user_id = w.user_id where 1 = 1"
));
const COUNT: Read = Read::new(concat!(
    in_sight!(),
    "select count(*) ",
    people!(),
    "{tenant:b.tenant_id} and b.user_id = w.user_id where 1 = 1"
));
const ONE: Fetch = Fetch::new(concat!(
    held!(
        "l.tenant_id = {target}",
        "r.tenant_id = {target}",
        "r.customer_id = {target}",
        "a.tenant_id = {target}"
    ),
    columns!(),
    people!(),
    "b.tenant_id = {target} and b.user_id = w.user_id where w.user_id = $2"
));
const CLIENTS: Read = Read::new(concat!(
    in_sight!(),
    "select count(distinct u.user_id), count(distinct t.token_id), count(distinct w.webhook_id) from held h \
     join organizations o on {tenant:o.organization_id} \
     join users u on u.tenant_id = h.tenant_id and u.user_id = h.id and u.enabled = true \
     left join access_tokens t on t.tenant_id = u.tenant_id and t.user_id = u.user_id and t.expires_at > $2 \
     left join webhooks w on w.tenant_id = u.tenant_id and w.owner_id = u.user_id and w.is_on = true \
     and w.covers = 'customers' \
     and (w.customers = '[]' or w.customers like '%' || {guid:o.organization_id} || '%')"
));

fn read(row: &Row) -> Result<HoldingPerson, StoreError> {
    Ok(HoldingPerson {
        id: row.get(0)?,
        name: row.get(1)?,
        upn: row.get(2)?,
        enabled: row.get(3)?,
        ways: Ways::of(row.get(4)?),
        is_blocked: row.get(5)?,
    })
}

/// A page of the people of a partner who hold anything in the organization in sight.
pub async fn list(
    view: &mut View,
    partner: Id<Organization>,
    wanted: &Wanted,
) -> Result<Listed<HoldingPerson>, StoreError> {
    wanted.read(&TABLE, Query::new(&LIST, values![partner]), view, read).await
}

/// How many people a list has on all its pages.
pub async fn count(view: &mut View, partner: Id<Organization>, wanted: &Wanted) -> Result<i64, StoreError> {
    let mut query = Query::new(&COUNT, values![partner]);
    wanted.narrow(&TABLE, &mut query)?;
    view.count(query).await
}

/// The person of the partner, if it holds anything in the organization of the change.
pub async fn fetch(
    change: &mut Change,
    partner: Id<Organization>,
    user: Id<User>,
) -> Result<Option<HoldingPerson>, StoreError> {
    change.find(&ONE, values![partner, user]).await?.as_ref().map(read).transpose()
}

/// Who of a partner holds anything in the organization in sight, and by what programs.
pub async fn clients(view: &mut View, partner: Id<Organization>, now: Time) -> Result<Clients, StoreError> {
    let row = view.find(&CLIENTS, values![partner, now]).await?;
    row.map_or(Ok(Clients::default()), |row| {
        Ok(Clients { people: row.get(0)?, access_tokens: row.get(1)?, webhooks: row.get(2)? })
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_property_has_a_column_of_its_kind() {
        assert_eq!(TABLE.lacks(&SCHEMA), Vec::<&str>::new());
    }
}
