//! Links that nobody can administer.
//!
//! Invariant: a person counts as primary admin when enabled, not blocked, and reached by the
//! assignment directly or through nested groups — the same rule as in `facts`, asked for all of them at once.

use domain::id::{Id, Link, Organization};

use crate::{
    change::{Batch, Change},
    error::StoreError,
    sql::{Fetch, Write},
    values,
};

/// What is known of a live link on which the change's organization is a side.
#[derive(Clone, Debug)]
pub struct Administered {
    /// The customer.
    pub tenant: Id<Organization>,
    /// The customer's name.
    pub customer_name: String,
    /// The link.
    pub link: Id<Link>,
    /// The partner.
    pub partner: Id<Organization>,
    /// The partner's name.
    pub partner_name: String,
    /// What was written down last.
    pub was_orphaned: bool,
    /// Whether somebody can act as primary admin.
    pub has_admin: bool,
}

const LINKS: Fetch = Fetch::new(
    "with recursive held (tenant_id, link_id, partner_id, member_kind, member_id) as (\
       select l.tenant_id, l.link_id, l.partner_id, m.member_kind, m.member_id from links l \
       join assignments a on a.tenant_id = l.tenant_id and a.link_id = l.link_id and a.role = 'primary_admins' \
       join assignment_members m on m.tenant_id = a.tenant_id and m.assignment_id = a.assignment_id \
         and m.home_id = l.partner_id \
       where l.state in ('active', 'suspended') and (l.tenant_id = {target} or l.partner_id = {target}) \
       union \
       select h.tenant_id, h.link_id, h.partner_id, g.member_kind, g.member_id from held h \
       join security_group_members g on g.tenant_id = h.partner_id and g.group_id = h.member_id \
       where h.member_kind = 'securityGroup') \
     select l.tenant_id, c.name, l.link_id, l.partner_id, p.name, l.orphaned, exists (select 1 from held h \
       join users u on u.tenant_id = h.partner_id and u.user_id = h.member_id \
       where h.tenant_id = l.tenant_id and h.link_id = l.link_id and h.member_kind = 'user' and u.enabled \
       and not exists (select 1 from blocks b where b.tenant_id = l.tenant_id and b.user_id = u.user_id)) \
     from links l join organizations c on c.organization_id = l.tenant_id \
     join organizations p on p.organization_id = l.partner_id \
     where l.state in ('active', 'suspended') and (l.tenant_id = {target} or l.partner_id = {target}) \
     order by l.tenant_id, l.link_id",
);
const MARK: Write = Write::new(
    "update links set orphaned = $3 where tenant_id = $1 and link_id = $2 \
     and (tenant_id = {target} or partner_id = {target})",
);

/// The live links of the change's organization, as customer or as partner, and whether each has an admin.
pub async fn fetch(change: &mut Change) -> Result<Vec<Administered>, StoreError> {
    change
        .rows(&LINKS, values![])
        .await?
        .iter()
        .map(|row| {
            Ok(Administered {
                tenant: row.get(0)?,
                customer_name: row.get(1)?,
                link: row.get(2)?,
                partner: row.get(3)?,
                partner_name: row.get(4)?,
                was_orphaned: row.get(5)?,
                has_admin: row.get(6)?,
            })
        })
        .collect()
}

/// Adds the statement that writes down whether a link is orphaned.
pub fn mark(batch: Batch, tenant: Id<Organization>, link: Id<Link>, orphaned: bool) -> Batch {
    batch.run(&MARK, values![tenant, link, orphaned])
}
