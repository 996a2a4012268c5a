//! The people of a partner who hold a role by a link, directly or through groups of groups.

use domain::{
    id::{Id, Link, User},
    query::{Kind, Order, Property, Schema},
};

use super::{Member, member};
use crate::{
    change::Change,
    error::StoreError,
    list::{Column, Kept, Listed, Table, Wanted},
    sql::{Fetch, Query, Read},
    values,
    view::View,
};

/// What the list of a link's people offers to queries.
pub static SCHEMA: Schema = Schema::new(
    &[
        Property::new("id", Kind::Id).filterable(),
        Property::new("kind", Kind::Text),
        Property::new("displayName", Kind::Text).filterable().sortable().searchable(),
        Property::new("userPrincipalName", Kind::Text).filterable().sortable().searchable(),
        Property::new("enabled", Kind::Boolean).filterable(),
    ],
    300,
);

/// The columns behind [`SCHEMA`].
pub static TABLE: Table = Table {
    columns: &[
        Column::new("id", "u.user_id", Kept::Id),
        Column::new("displayName", "u.name_key", Kept::Key),
        Column::new("userPrincipalName", "u.upn", Kept::Key),
        Column::new("enabled", "u.enabled", Kept::Boolean),
    ],
    order: &[Order { property: "displayName", descending: false }],
    unique: &["id"],
    searched: &["displayName", "userPrincipalName"],
};

/// What is selected of the people who hold a role by the link `$1`, as far as `$links` reaches.
macro_rules! people {
    ($links:literal, $selected:literal) => {
        concat!(
            "with recursive held (member_id, partner_id) as (\
               select m.member_id, l.partner_id from links l \
               join assignments a on a.tenant_id = l.tenant_id and a.link_id = l.link_id \
               join assignment_members m on m.tenant_id = a.tenant_id and m.assignment_id = a.assignment_id \
                 and m.home_id = l.partner_id \
               where ",
            $links,
            " and l.link_id = $1 and l.state in ('active', 'suspended') \
               union \
               select g.member_id, h.partner_id from held h join security_group_members g \
                 on g.tenant_id = h.partner_id and g.group_id = h.member_id) \
             select ",
            $selected,
            " from held h cross join users u where u.tenant_id = h.partner_id and u.user_id = h.member_id"
        )
    };
}

const LIST: Read =
    Read::new(concat!(people!("{link:l}", "'user', u.user_id, u.display_name, u.upn, u.enabled")));
const COUNT: Read = Read::new(concat!(people!("{link:l}", "count(*)")));
const ONE: Fetch = Fetch::new(concat!(
    people!("l.tenant_id = {target}", "'user', u.user_id, u.display_name, u.upn, u.enabled"),
    " and u.user_id = $2"
));

/// A page of the people of a link.
pub async fn list(view: &mut View, link: Id<Link>, wanted: &Wanted) -> Result<Listed<Member>, StoreError> {
    wanted.read(&TABLE, Query::new(&LIST, values![link]), view, member).await
}

/// How many people a list has on all its pages.
pub async fn count(view: &mut View, link: Id<Link>, wanted: &Wanted) -> Result<i64, StoreError> {
    let mut query = Query::new(&COUNT, values![link]);
    wanted.narrow(&TABLE, &mut query)?;
    view.count(query).await
}

/// How many people have access by a link.
pub async fn count_enabled(view: &mut View, link: Id<Link>) -> Result<i64, StoreError> {
    let mut query = Query::new(&COUNT, values![link]);
    query.push(" and u.enabled = true");
    view.count(query).await
}

/// The person of the partner, if it holds a role by the link.
pub async fn fetch(
    change: &mut Change,
    link: Id<Link>,
    user: Id<User>,
) -> Result<Option<Member>, StoreError> {
    change.find(&ONE, values![link, user]).await?.as_ref().map(member).transpose()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_property_has_a_column_of_its_kind() {
        assert_eq!(TABLE.lacks(&SCHEMA), Vec::<&str>::new());
    }
}
