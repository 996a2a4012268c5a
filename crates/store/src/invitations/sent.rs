//! Invitations as the customer sees them: all it ever sent, in every state (decision 4).

use domain::{
    id::{Id, Invitation, Organization, Scope as ScopeKind},
    invitation::InvitationState,
    query::{Kind, Order, Property, Schema},
    time::Time,
};

use super::{COLUMN_COUNT, InvitationRow, read};
use crate::{
    error::StoreError,
    facts::word,
    list::{Column, Kept, Key, Listed, Placed, Table, Wanted},
    scopes::{Covering, count_rooms},
    sql::{Query, Read},
    value::Row,
    values,
    view::View,
};

pub(super) const KINDS: &[&str] = &["domain", "named_user"];
const STATES: &[&str] = &["pending", "accepted", "denied", "withdrawn", "expired"];

/// What the list of sent invitations offers to queries.
pub static SCHEMA: Schema = Schema::new(
    &[
        Property::new("id", Kind::Id).filterable(),
        Property::new("kind", Kind::Enum(KINDS)).filterable().sortable(),
        Property::new("domain", Kind::Text).filterable().sortable().searchable(),
        Property::new("namedUserPrincipalName", Kind::Text).filterable().sortable().searchable(),
        Property::new("namedDisplayName", Kind::Text),
        Property::new("linkId", Kind::Id).filterable(),
        Property::new("state", Kind::Enum(STATES)).filterable().sortable(),
        Property::new("roomCount", Kind::Integer),
        Property::new("termsVersion", Kind::Text).filterable(),
        Property::new("termsHash", Kind::Text),
        Property::new("termsAcceptedBy", Kind::Text).filterable(),
        Property::new("sentBy", Kind::Text).filterable().sortable(),
        Property::new("sentDateTime", Kind::Time).filterable().sortable(),
        Property::new("expirationDateTime", Kind::Time).filterable().sortable(),
        Property::new("answeredBy", Kind::Text).filterable(),
        Property::new("answeredDateTime", Kind::Time).filterable().sortable(),
        Property::new("reason", Kind::Text).filterable(),
    ],
    300,
);

/// The columns behind [`SCHEMA`].
pub static TABLE: Table = Table {
    columns: &[
        Column::new("id", "i.invitation_id", Kept::Id),
        Column::new("kind", "i.kind", Kept::Word),
        Column::new("domain", "i.domain", Kept::Key),
        Column::new("namedUserPrincipalName", "i.named_upn", Kept::Key).nullable(),
        Column::new("linkId", "i.link_id", Kept::Id).nullable(),
        Column::new("state", "i.state_now", Kept::Word),
        Column::new("termsVersion", "i.terms_version", Kept::Ascii),
        Column::new("termsAcceptedBy", "i.terms_by", Kept::Ascii),
        Column::new("sentBy", "i.sent_by_name", Kept::Ascii),
        Column::new("sentDateTime", "i.sent_at", Kept::Time),
        Column::new("expirationDateTime", "i.expires_at", Kept::Time),
        Column::new("answeredBy", "i.answered_by", Kept::Ascii),
        Column::new("answeredDateTime", "i.answered_at", Kept::Time).nullable(),
        Column::new("reason", "i.reason", Kept::Ascii),
    ],
    order: &[Order { property: "sentDateTime", descending: true }],
    unique: &["id"],
    searched: &["domain", "namedUserPrincipalName"],
};

/// An invitation as the customer's list shows it.
#[derive(Clone, Debug)]
pub struct SentInvitation {
    /// The stored invitation, with its state of now.
    pub row: InvitationRow,
    /// How many rooms its scope covers now.
    pub room_count: i64,
}

impl Covering for SentInvitation {
    fn scope(&self) -> (Id<Organization>, Id<ScopeKind>) {
        (self.row.tenant, self.row.scope)
    }

    fn set_room_count(&mut self, count: i64) {
        self.room_count = count;
    }
}

impl Placed for SentInvitation {
    fn key(&self, property: &str) -> Option<Key> {
        let row = &self.row;
        Some(match property {
            "id" => Key::Id(row.id.uuid()),
            "kind" => Key::Text(row.kind.key().to_owned()),
            "domain" => Key::Text(row.domain.clone()),
            "namedUserPrincipalName" => Key::Text(row.named_upn.clone().unwrap_or_default()),
            "state" => Key::Text(row.state.key().to_owned()),
            "sentBy" => Key::text(&row.sent_by_name),
            "sentDateTime" => Key::Integer(row.sent_at.micros()),
            "expirationDateTime" => Key::Integer(row.expires_at.micros()),
            "answeredDateTime" => Key::Integer(row.answered_at.map_or(0, Time::micros)),
            _ => return None,
        })
    }
}

/// The invitations with their state at the moment `$1`: time ends them before a job writes that down.
macro_rules! invitations_now {
    () => {
        " from (select i.*, case when i.state = 'pending' and i.expires_at <= $1 then 'expired' else i.state end \
         as state_now from invitations i) i where {tenant:i.tenant_id}"
    };
}

const LIST: Read = Read::new(concat!("select ", columns!(), ", i.state_now", invitations_now!()));
const COUNT: Read = Read::new(concat!("select count(*)", invitations_now!()));

/// A page of the invitations that a customer sent.
pub async fn list(view: &mut View, wanted: &Wanted, now: Time) -> Result<Listed<SentInvitation>, StoreError> {
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

/// One invitation.
pub async fn find(
    view: &mut View,
    invitation: Id<Invitation>,
    now: Time,
) -> Result<Option<SentInvitation>, StoreError> {
    let mut query = Query::new(&LIST, values![now]);
    query.push(" and i.invitation_id = ").bind(invitation);
    let mut found = view.rows(query).await?.first().map(listed).transpose()?;
    count_rooms(view, found.as_mut_slice()).await?;
    Ok(found)
}

fn listed(row: &Row) -> Result<SentInvitation, StoreError> {
    let state = word(row, COLUMN_COUNT, InvitationState::from_key)?;
    let stored = InvitationRow { state, ..read(row)? };
    Ok(SentInvitation { row: stored, room_count: 0 })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_property_has_a_column_of_its_kind() {
        assert_eq!(TABLE.lacks(&SCHEMA), Vec::<&str>::new());
    }
}
