//! Access assignments: which group of the partner holds which roles of a relationship (R-383, state machine 3.5).

use authz::fact::GranularHolder;
use domain::{
    granular_relationship::AssignmentStatus,
    id::{AccessAssignment, GranularRelationship, Id, Organization, SecurityGroup},
    query::{Kind, Order, Property, Schema},
    role_definition::RoleDefinition,
    time::Time,
};

use super::{GranularRow, definitions, stored, takes_part, turn};
use crate::{
    change::{Batch, Change},
    error::StoreError,
    facts::word,
    list::{Column, Kept, Key, Listed, Placed, Table, Wanted},
    sql::{Fetch, Query, Read, Write},
    value::Row,
    values,
    view::View,
};

/// An access assignment.
#[derive(Clone, Debug)]
pub struct AccessAssignmentRow {
    /// The assignment.
    pub id: Id<AccessAssignment>,
    /// Its relationship.
    pub relationship: Id<GranularRelationship>,
    /// The group of the partner.
    pub group: Id<SecurityGroup>,
    /// The name of the group; none where it is gone.
    pub group_name: Option<String>,
    /// The roles.
    pub roles: Vec<&'static RoleDefinition>,
    /// Where it stands.
    pub status: AssignmentStatus,
    /// Since when.
    pub created_at: Time,
    /// When it changed last.
    pub changed_at: Time,
    /// Grows with each change.
    pub stamp: i64,
}

impl AccessAssignmentRow {
    /// What it gives while it is in force.
    pub fn holder(&self) -> GranularHolder {
        GranularHolder { group: self.group, roles: self.roles.iter().map(|role| role.id).collect() }
    }
}

/// Once the relationship is not in force any more, each of its assignments is as good as deleted (state machine 3.5).
macro_rules! status {
    () => {
        "case when r.status = 'active' then a.status else 'deleted' end"
    };
}
macro_rules! columns {
    () => {
        concat!(
            "a.assignment_id, a.relationship_id, a.group_id, g.name, a.roles, ",
            status!(),
            ", a.created_at, a.changed_at, a.change_stamp"
        )
    };
}
macro_rules! tables {
    () => {
        " from access_assignments a join granular_relationships r on r.tenant_id = a.tenant_id \
         and r.relationship_id = a.relationship_id left join security_groups g on g.tenant_id = a.tenant_id \
         and g.group_id = a.group_id where a.status <> 'deleted' and "
    };
}

fn read(row: &Row) -> Result<AccessAssignmentRow, StoreError> {
    Ok(AccessAssignmentRow {
        id: row.get(0)?,
        relationship: row.get(1)?,
        group: row.get(2)?,
        group_name: row.get(3)?,
        roles: definitions(row.text(4)?)?,
        status: word(row, 5, AssignmentStatus::from_key)?,
        created_at: row.get(6)?,
        changed_at: row.get(7)?,
        stamp: row.get(8)?,
    })
}

impl Placed for AccessAssignmentRow {
    fn key(&self, property: &str) -> Option<Key> {
        Some(match property {
            "id" => Key::Id(self.id.uuid()),
            "status" => Key::Text(self.status.key().to_owned()),
            "createdDateTime" => Key::Integer(self.created_at.micros()),
            "lastModifiedDateTime" => Key::Integer(self.changed_at.micros()),
            _ => return None,
        })
    }
}

/// What the list of access assignments offers to queries (§4.4).
pub static SCHEMA: Schema = Schema::new(
    &[
        Property::new("id", Kind::Id).filterable(),
        Property::new("status", Kind::Enum(&AssignmentStatus::WORDS)).filterable().sortable(),
        Property::new("accessContainer/accessContainerId", Kind::Id).filterable(),
        Property::new("accessContainer/accessContainerType", Kind::Enum(&["securityGroup"])),
        Property::new("accessDetails", Kind::Record(&[])),
        Property::new("createdDateTime", Kind::Time).filterable().sortable(),
        Property::new("lastModifiedDateTime", Kind::Time).filterable().sortable(),
    ],
    300,
);

/// The columns behind [`SCHEMA`].
pub static TABLE: Table = Table {
    columns: &[
        Column::new("id", "a.assignment_id", Kept::Id),
        Column::new("status", concat!("(", status!(), ")"), Kept::Word),
        Column::new("accessContainer/accessContainerId", "a.group_id", Kept::Id),
        Column::new("createdDateTime", "a.created_at", Kept::Time),
        Column::new("lastModifiedDateTime", "a.changed_at", Kept::Time),
    ],
    order: &[Order { property: "createdDateTime", descending: false }],
    unique: &["id"],
    searched: &[],
};

const LIST: Read =
    Read::new(concat!("select ", columns!(), tables!(), "{tenant:a.tenant_id} and a.relationship_id = $1"));
const COUNT: Read =
    Read::new(concat!("select count(*)", tables!(), "{tenant:a.tenant_id} and a.relationship_id = $1"));
const GRANTED: Read = Read::new(concat!(
    "select ",
    columns!(),
    tables!(),
    "{tenant:r.customer_id} and r.relationship_id {in $1} and r.status not in ('created', 'approvalPending') \
     order by g.name_key, a.assignment_id limit 1000"
));

/// A page of the assignments of a relationship of the partner in sight.
pub async fn list(
    view: &mut View,
    relationship: Id<GranularRelationship>,
    wanted: &Wanted,
) -> Result<Listed<AccessAssignmentRow>, StoreError> {
    wanted.read(&TABLE, Query::new(&LIST, values![relationship]), view, read).await
}

/// How many such assignments a list has on all its pages.
pub async fn count(
    view: &mut View,
    relationship: Id<GranularRelationship>,
    wanted: &Wanted,
) -> Result<i64, StoreError> {
    let mut query = Query::new(&COUNT, values![relationship]);
    wanted.narrow(&TABLE, &mut query)?;
    view.count(query).await
}

/// One assignment of a relationship of the partner in sight.
pub async fn find(
    view: &mut View,
    relationship: Id<GranularRelationship>,
    id: Id<AccessAssignment>,
) -> Result<Option<AccessAssignmentRow>, StoreError> {
    let mut query = Query::new(&LIST, values![relationship]);
    query.push(" and a.assignment_id = ").bind(id);
    view.rows(query).await?.first().map(read).transpose()
}

const OF_MANY: Read = Read::new(concat!(
    "select ",
    columns!(),
    tables!(),
    "{tenant:a.tenant_id} and a.relationship_id {in $1} order by a.created_at, a.assignment_id"
));

/// The assignments of some relationships of the partner in sight.
pub async fn of_many(
    view: &mut View,
    relationships: Vec<Id<GranularRelationship>>,
) -> Result<Vec<AccessAssignmentRow>, StoreError> {
    view.rows(Query::new(&OF_MANY, values![relationships])).await?.iter().map(read).collect()
}

/// The assignments of some relationships of the customer in sight, by group; the first thousand.
pub async fn granted(
    view: &mut View,
    relationships: Vec<Id<GranularRelationship>>,
) -> Result<Vec<AccessAssignmentRow>, StoreError> {
    view.rows(Query::new(&GRANTED, values![relationships])).await?.iter().map(read).collect()
}

const GROUPS: Read =
    Read::new("select g.group_id, g.name, g.name_key from security_groups g where {tenant:g.tenant_id}");

/// A group of the partner in sight, by name.
pub type GroupName = (Id<SecurityGroup>, String);

/// Groups of the partner in sight whose name contains a text, by name; so many.
pub async fn groups(view: &mut View, find: &str, most: i64) -> Result<Vec<GroupName>, StoreError> {
    let mut query = Query::new(&GROUPS, values![]);
    if !find.trim().is_empty() {
        query.push(" and g.name_key like ").bind(crate::list::like(&domain::text::key(find)));
        query.push(" escape '\\'");
    }
    query.push(" order by g.name_key, g.group_id limit ").bind(most);
    let rows = view.rows(query).await?;
    rows.iter().map(|row| Ok((row.get(0)?, row.get(1)?))).collect()
}

const PEOPLE: Read = Read::new(
    "with recursive inside (customer_id, tenant_id, group_id, id) as (\
       select r.customer_id, a.tenant_id, a.group_id, m.member_id from granular_relationships r \
       join organizations p on p.organization_id = r.tenant_id and p.is_partner = true \
       join access_assignments a on a.tenant_id = r.tenant_id and a.relationship_id = r.relationship_id \
       and a.status = 'active' \
       join security_group_members m on m.tenant_id = a.tenant_id and m.group_id = a.group_id \
       where {tenant:r.customer_id} and r.relationship_id = $1 and r.status = 'active' \
       union select i.customer_id, m.tenant_id, i.group_id, m.member_id from inside i \
       join security_group_members m on m.tenant_id = i.tenant_id and m.group_id = i.id) \
     select i.group_id, u.display_name, u.upn from inside i \
     join users u on u.tenant_id = i.tenant_id and u.user_id = i.id and u.enabled = true \
     where not exists (select 1 from blocks b where b.tenant_id = i.customer_id and b.user_id = u.user_id) \
     order by u.name_key, u.user_id, i.group_id limit 1000",
);

/// Somebody of a partner who holds roles by an access assignment.
#[derive(Clone, Debug)]
pub struct Holder {
    /// The group of the assignment.
    pub group: Id<SecurityGroup>,
    /// The name.
    pub name: String,
    /// The account name.
    pub upn: String,
}

/// Who holds roles of the customer in sight by a relationship, groups in groups resolved, without whom the customer blocked;
/// the first thousand by name.
pub async fn people(
    view: &mut View,
    relationship: Id<GranularRelationship>,
) -> Result<Vec<Holder>, StoreError> {
    let rows = view.rows(Query::new(&PEOPLE, values![relationship])).await?;
    rows.iter().map(|row| Ok(Holder { group: row.get(0)?, name: row.get(1)?, upn: row.get(2)? })).collect()
}

const ALL: Fetch = Fetch::new(concat!(
    "select ",
    columns!(),
    tables!(),
    "r.relationship_id = $1 and ",
    takes_part!(),
    " order by a.assignment_id"
));
const GROUP: Fetch = Fetch::new(
    "select g.name from security_groups g join granular_relationships r on r.tenant_id = g.tenant_id \
     where r.relationship_id = $1 and g.group_id = $2 and (r.tenant_id = {target} or r.customer_id = {target})",
);
const OF_GROUP: Fetch = Fetch::new(
    "select r.customer_id, r.relationship_id from access_assignments a \
     join granular_relationships r on r.tenant_id = a.tenant_id and r.relationship_id = a.relationship_id \
     where a.tenant_id = {target} and a.group_id = $1 and a.status in ('pending', 'active') \
     and r.status = 'active' and r.customer_id is not null order by r.customer_id, r.relationship_id",
);

/// The assignments of a relationship in which the organization of the change takes part.
pub async fn fetch(
    change: &mut Change,
    relationship: Id<GranularRelationship>,
) -> Result<Vec<AccessAssignmentRow>, StoreError> {
    change.rows(&ALL, values![relationship]).await?.iter().map(read).collect()
}

/// What the active ones among some assignments give.
pub fn holders(assignments: &[AccessAssignmentRow]) -> Vec<GranularHolder> {
    let active = assignments.iter().filter(|it| it.status == AssignmentStatus::Active);
    let mut holders: Vec<_> = active.map(AccessAssignmentRow::holder).collect();
    holders.sort_unstable();
    holders
}

/// The name of a group of the partner of a relationship, if there is such a group.
pub async fn fetch_group(
    change: &mut Change,
    relationship: Id<GranularRelationship>,
    group: Id<SecurityGroup>,
) -> Result<Option<String>, StoreError> {
    change.find(&GROUP, values![relationship, group]).await?.map(|row| row.get(0)).transpose()
}

/// The relationships of the change's organization in which one of its groups holds something, with the customer of each.
pub async fn fetch_of_group(
    change: &mut Change,
    group: Id<SecurityGroup>,
) -> Result<Vec<(Id<Organization>, Id<GranularRelationship>)>, StoreError> {
    let rows = change.rows(&OF_GROUP, values![group]).await?;
    rows.iter().map(|row| Ok((row.get(0)?, row.get(1)?))).collect()
}

const INSERT: Write = Write::new(
    "insert into access_assignments (tenant_id, assignment_id, relationship_id, group_id, roles, status, created_at, \
     changed_at, change_stamp) select r.tenant_id, $2, r.relationship_id, $3, $4, 'pending', {now}, {now}, 1 \
     from granular_relationships r where r.relationship_id = $1 and (r.tenant_id = {target} or r.customer_id = {target})",
);
const SAVE: Write = Write::new(
    "update access_assignments set roles = $3, status = $4, changed_at = {now}, change_stamp = change_stamp + 1 \
     where tenant_id = $5 and assignment_id = $2 and exists (select 1 from granular_relationships r \
     where r.tenant_id = access_assignments.tenant_id and r.relationship_id = access_assignments.relationship_id \
     and r.relationship_id = $1 and (r.tenant_id = {target} or r.customer_id = {target}))",
);

/// Adds the statement that gives roles of a relationship to a group; they are held once the assignment is active.
pub fn insert(
    batch: Batch,
    relationship: Id<GranularRelationship>,
    id: Id<AccessAssignment>,
    group: Id<SecurityGroup>,
    roles: &[&'static RoleDefinition],
) -> Batch {
    batch.run(&INSERT, values![relationship, id, group, stored(roles)])
}

/// Adds the statement that keeps a changed assignment of a relationship, and the fact where it changed what is held; `all` are the
/// assignments as they were.
pub fn save(
    batch: Batch,
    relationship: &GranularRow,
    all: &[AccessAssignmentRow],
    after: &AccessAssignmentRow,
) -> Batch {
    let values =
        values![relationship.id, after.id, stored(&after.roles), after.status.key(), relationship.partner];
    let changed: Vec<_> =
        all.iter().map(|it| if it.id == after.id { after.clone() } else { it.clone() }).collect();
    let (before, now) = (relationship.facts(&holders(all)), relationship.facts(&holders(&changed)));
    turn(batch.run(&SAVE, values), relationship.id, before, now)
}

#[cfg(test)]
mod tests {
    #[test]
    fn every_property_has_its_column() {
        assert_eq!(super::TABLE.lacks(&super::SCHEMA), Vec::<&str>::new());
    }
}
