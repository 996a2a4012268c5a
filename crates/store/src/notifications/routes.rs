//! The mail routes of organizations with the members of their teams, read when news is spread.

use std::collections::{BTreeMap, BTreeSet};

use domain::{
    id::{Id, Organization, SecurityGroup, User},
    mail_route::MailRoute,
};

use super::Mailroom;
use crate::{error::StoreError, feed::ask, mail_routes::route, values};

const ROUTES: &str = "select m.tenant_id, m.covers, m.customers, m.lowest_severity, m.team_id from mail_routes m \
     where m.tenant_id {in $1} order by m.tenant_id, m.route_id";

/// Everybody in the teams of these organizations, groups of groups included.
const TEAMS: &str = "with recursive held (tenant_id, team_id, member_id) as (\
       select m.tenant_id, m.team_id, g.member_id from mail_routes m \
       join security_group_members g on g.tenant_id = m.tenant_id and g.group_id = m.team_id \
       where m.tenant_id {in $1} \
       union \
       select h.tenant_id, h.team_id, g.member_id from held h \
       join security_group_members g on g.tenant_id = h.tenant_id and g.group_id = h.member_id) \
     select h.team_id, h.member_id from held h";

/// A route with everybody in its team.
pub type Way = (MailRoute, BTreeSet<Id<User>>);

impl Mailroom {
    /// The routes of some organizations.
    pub async fn ways(
        &mut self,
        organizations: Vec<Id<Organization>>,
    ) -> Result<BTreeMap<Id<Organization>, Vec<Way>>, StoreError> {
        let mut ways: BTreeMap<_, Vec<Way>> = BTreeMap::new();
        let rows = ask(&mut self.tx, ROUTES, values![organizations.clone()]).await?;
        if rows.is_empty() {
            return Ok(ways);
        }
        let mut teams: BTreeMap<Id<SecurityGroup>, BTreeSet<Id<User>>> = BTreeMap::new();
        for row in ask(&mut self.tx, TEAMS, values![organizations]).await? {
            teams.entry(row.get(0)?).or_default().insert(row.get(1)?);
        }
        for row in &rows {
            let route = route(row, 1)?;
            let team = teams.get(&route.team).cloned().unwrap_or_default();
            ways.entry(row.get(0)?).or_default().push((route, team));
        }
        Ok(ways)
    }
}
