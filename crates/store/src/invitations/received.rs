//! Invitations as the partner sees them, while they wait and are in time.
//!
//! Invariant: what is shown and can be asked for before acceptance is what R-042 names.

use domain::{
    id::{Id, Invitation, Organization, Scope as ScopeKind},
    invitation::InvitationKind,
    query::{Kind, Order, Property, Schema},
    time::Time,
};

use super::sent::KINDS;
use crate::{
    error::StoreError,
    facts::word,
    list::{Column, Kept, Key, Listed, Placed, Table, Wanted},
    organizations::default_domain,
    scopes::{Covering, count_rooms},
    sql::{Query, Read},
    value::Row,
    values,
    view::View,
};

/// What the list of received invitations offers to queries.
pub static SCHEMA: Schema = Schema::new(
    &[
        Property::new("id", Kind::Id).filterable(),
        Property::new("tenantId", Kind::Id).filterable(),
        Property::new("tenantDisplayName", Kind::Text).filterable().sortable().searchable(),
        Property::new("defaultDomain", Kind::Text).filterable().sortable().searchable(),
        Property::new("kind", Kind::Enum(KINDS)).filterable().sortable(),
        Property::new("sentBy", Kind::Text).filterable().sortable(),
        Property::new("sentDateTime", Kind::Time).filterable().sortable(),
        Property::new("expirationDateTime", Kind::Time).filterable().sortable(),
        Property::new("roomCount", Kind::Integer),
        Property::new("termsVersion", Kind::Text).filterable(),
        Property::new("changeControl", Kind::Record(&[])),
    ],
    300,
);

/// The columns behind [`SCHEMA`].
pub static TABLE: Table = Table {
    columns: &[
        Column::new("id", "i.invitation_id", Kept::Id),
        Column::new("tenantId", "i.tenant_id", Kept::Id),
        Column::new("tenantDisplayName", "o.name_key", Kept::Key),
        Column::new("defaultDomain", default_domain!("i.tenant_id"), Kept::Key),
        Column::new("kind", "i.kind", Kept::Word),
        Column::new("sentBy", "i.sent_by_name", Kept::Ascii),
        Column::new("sentDateTime", "i.sent_at", Kept::Time),
        Column::new("expirationDateTime", "i.expires_at", Kept::Time),
        Column::new("termsVersion", "i.terms_version", Kept::Ascii),
    ],
    order: &[Order { property: "sentDateTime", descending: true }],
    unique: &["id"],
    searched: &["tenantDisplayName", "defaultDomain"],
};

/// An invitation as the partner sees it before acceptance: this and nothing more.
#[derive(Clone, Debug)]
pub struct ReceivedInvitation {
    /// The invitation.
    pub id: Id<Invitation>,
    /// The customer's identifier.
    pub tenant: Id<Organization>,
    /// The customer's name.
    pub customer_name: String,
    /// The customer's default domain.
    pub default_domain: String,
    /// Domain or named user.
    pub kind: InvitationKind,
    /// Who sent it.
    pub sent_by_name: String,
    /// When it was sent.
    pub sent_at: Time,
    /// When it runs out.
    pub expires_at: Time,
    /// How many rooms are in scope.
    pub room_count: i64,
    /// Where the rooms are said, to count them and for nothing else.
    scope: Id<ScopeKind>,
    /// Change-control modes as a document.
    pub modes: String,
    /// The version of the terms.
    pub terms_version: String,
    /// Raised with each change.
    pub stamp: i64,
}

impl ReceivedInvitation {
    /// Where the rooms are said, for what the engine counts of them.
    pub const fn scope_id(&self) -> Id<ScopeKind> {
        self.scope
    }
}

impl Covering for ReceivedInvitation {
    fn scope(&self) -> (Id<Organization>, Id<ScopeKind>) {
        (self.tenant, self.scope)
    }

    fn set_room_count(&mut self, count: i64) {
        self.room_count = count;
    }
}

impl Placed for ReceivedInvitation {
    fn key(&self, property: &str) -> Option<Key> {
        Some(match property {
            "id" => Key::Id(self.id.uuid()),
            "tenantDisplayName" => Key::Text(domain::text::key(&self.customer_name)),
            "defaultDomain" => Key::Text(self.default_domain.clone()),
            "kind" => Key::Text(self.kind.key().to_owned()),
            "sentBy" => Key::text(&self.sent_by_name),
            "sentDateTime" => Key::Integer(self.sent_at.micros()),
            "expirationDateTime" => Key::Integer(self.expires_at.micros()),
            _ => return None,
        })
    }
}

/// The invitations that wait at the moment `$1`.
macro_rules! waiting {
    () => {
        " from invitations i join organizations o on o.organization_id = i.tenant_id \
         where {invitation:i} and i.state = 'pending' and i.expires_at > $1"
    };
}

const LIST: Read = Read::new(concat!(
    "select i.invitation_id, i.tenant_id, o.name, ",
    default_domain!("i.tenant_id"),
    ", i.kind, i.sent_by_name, i.sent_at, i.expires_at, i.scope_id, i.modes, i.terms_version, i.change_stamp",
    waiting!()
));
const COUNT: Read = Read::new(concat!("select count(*)", waiting!()));

/// A page of the invitations that wait for the reader.
pub async fn list(
    view: &mut View,
    wanted: &Wanted,
    now: Time,
) -> Result<Listed<ReceivedInvitation>, StoreError> {
    let mut found = wanted.read(&TABLE, Query::new(&LIST, values![now]), view, listed).await?;
    count_rooms(view, &mut found.items).await?;
    Ok(found)
}

/// How many invitations a list has on all its pages.
pub async fn count(view: &mut View, wanted: &Wanted, now: Time) -> Result<i64, StoreError> {
    let mut query = Query::new(&COUNT, values![now]);
    wanted.narrow(&TABLE, &mut query)?;
    view.count(query).await
}

/// One invitation that waits for the reader.
pub async fn find(
    view: &mut View,
    invitation: Id<Invitation>,
    now: Time,
) -> Result<Option<ReceivedInvitation>, StoreError> {
    let mut query = Query::new(&LIST, values![now]);
    query.push(" and i.invitation_id = ").bind(invitation);
    let mut found = view.rows(query).await?.first().map(listed).transpose()?;
    count_rooms(view, found.as_mut_slice()).await?;
    Ok(found)
}

fn listed(row: &Row) -> Result<ReceivedInvitation, StoreError> {
    Ok(ReceivedInvitation {
        id: row.get(0)?,
        tenant: row.get(1)?,
        customer_name: row.get(2)?,
        default_domain: row.get(3)?,
        kind: word(row, 4, InvitationKind::from_key)?,
        sent_by_name: row.get(5)?,
        sent_at: row.get(6)?,
        expires_at: row.get(7)?,
        room_count: 0,
        scope: row.get(8)?,
        modes: row.get(9)?,
        terms_version: row.get(10)?,
        stamp: row.get(11)?,
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
