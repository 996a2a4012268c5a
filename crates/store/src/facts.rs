//! The narrow door for what the engine must know before it decides. It answers in the engine's own types and
//! never leaves the service layer.

use std::collections::BTreeSet;

use authz::{About, Concerning, Facts};
use domain::{
    application::ApiPermission,
    directory::Principal,
    id::{Application, Id, Invitation, Organization, Room, Ticket, User},
    permission::Permission,
    time::Time,
};

use crate::{error::StoreError, feed::ask, image::Whose, opening::Opening, value::Row, values};

const TICKET: &str = "select room_id from tickets where tenant_id = $1 and ticket_id = $2";
const INVITATION: &str = "select tenant_id, partner_id, named_upn from invitations where invitation_id = $1";
const RELATED: &str = "select 1 from links where tenant_id = $1 and partner_id = $2 \
     union all select 1 from invitations where tenant_id = $1 and partner_id = $2 \
     union all select 1 from reseller_relationships where tenant_id = $1 and partner_id = $2 \
     union all select 1 from granular_relationships where customer_id = $1 and tenant_id = $2 \
     and approved_at is not null limit 1";
const IS_INVITED: &str = "select 1 from users u join invitations i on i.named_upn = u.upn and i.state = 'pending' \
     where u.tenant_id = $1 and u.user_id = $2 limit 1";
/// For the moment until an access assignment is set up, nobody knows of its group in the image.
const IS_BEING_GIVEN: &str = "select 1 from access_assignments a join granular_relationships r on r.tenant_id = a.tenant_id \
     and r.relationship_id = a.relationship_id where a.tenant_id = $1 and a.status = 'pending' and r.status = 'active' limit 1";
const LINK_OF: &str = "select partner_id, orphaned from links where tenant_id = $1 and partner_id = $2 \
     and state in ('active', 'suspended')";

/// Time moves on in every organization at once: the job that writes expiry down looks for where it has work.
const DUE_INVITATIONS: &str = "select distinct tenant_id from invitations where state = 'pending' and expires_at <= $1 order by tenant_id";

impl Opening {
    /// The organizations with Pending invitations whose time is over.
    pub async fn tenants_with_due_invitations(
        &mut self,
        now: Time,
    ) -> Result<Vec<Id<Organization>>, StoreError> {
        ask(&mut self.tx, DUE_INVITATIONS, values![now]).await?.iter().map(|row| row.get(0)).collect()
    }

    /// The facts about a person, no older than this transaction, or none if there is no such person.
    pub async fn facts(
        &mut self,
        now: Time,
        organization: Id<Organization>,
        user: Id<User>,
        upn: &str,
        concerning: Concerning,
    ) -> Result<Option<Facts>, StoreError> {
        let whose = Whose { now, organization, user, upn, concerning };
        self.image.clone().facts(&mut self.tx, self.began, whose).await
    }

    /// The facts about an application that acts by itself with these permissions, no older than this transaction.
    pub async fn application_facts(
        &mut self,
        now: Time,
        organization: Id<Organization>,
        application: Id<Application>,
        permissions: BTreeSet<ApiPermission>,
        concerning: Concerning,
    ) -> Result<Option<Facts>, StoreError> {
        let user = Id::new(application.uuid());
        let whose = Whose { now, organization, user, upn: "", concerning };
        let acting = (application, permissions);
        self.image.clone().application_facts(&mut self.tx, self.began, whose, acting).await
    }

    /// Whether a person may use permissions in rooms, in the order asked for, no older than this transaction.
    pub async fn allows(
        &mut self,
        now: Time,
        home: Id<Organization>,
        user: Id<User>,
        checks: Vec<(Permission, Id<Organization>, Id<Room>)>,
    ) -> Result<Vec<bool>, StoreError> {
        self.image.clone().allows(&mut self.tx, now, home, user, checks).await
    }

    /// Whether a person may use a permission in a room, as themselves or on behalf of its organization, no older than the transaction.
    pub async fn acts(
        &mut self,
        now: Time,
        whose: (Id<Organization>, Id<User>),
        asked: (Permission, Id<Organization>, Id<Room>),
    ) -> Result<bool, StoreError> {
        self.image.clone().acts(&mut self.tx, now, whose, asked).await
    }

    /// An invitation as the engine sees it, with the customer that sent it.
    pub async fn invitation_facts(
        &mut self,
        invitation: Id<Invitation>,
    ) -> Result<Option<(Id<Organization>, About)>, StoreError> {
        let rows = ask(&mut self.tx, INVITATION, values![invitation]).await?;
        let Some(row) = rows.first() else { return Ok(None) };
        let partner: Option<Id<Organization>> = row.get(1)?;
        Ok(match partner {
            Some(partner) => Some((row.get(0)?, About::Invitation { partner, named: row.get(2)? })),
            None => None,
        })
    }

    /// The room a ticket of an organization is about, before anything is decided.
    pub async fn ticket_room(
        &mut self,
        tenant: Id<Organization>,
        ticket: Id<Ticket>,
    ) -> Result<Option<Id<Room>>, StoreError> {
        let rows = ask(&mut self.tx, TICKET, values![tenant, ticket]).await?;
        rows.first().map(|row| row.get(0)).transpose()
    }

    /// Whether a link, an invitation, a reseller relationship or a granular one between a customer and a partner exists or existed (decision 14).
    pub async fn were_related(
        &mut self,
        customer: Id<Organization>,
        partner: Id<Organization>,
    ) -> Result<bool, StoreError> {
        Ok(!ask(&mut self.tx, RELATED, values![customer, partner]).await?.is_empty())
    }

    /// A person or security group of an organization as the engine sees it.
    pub async fn principal_facts(
        &mut self,
        tenant: Id<Organization>,
        principal: Principal,
    ) -> Result<About, StoreError> {
        let named = ask(&mut self.tx, IS_INVITED, values![tenant, principal.uuid()]).await?;
        let given = ask(&mut self.tx, IS_BEING_GIVEN, values![tenant]).await?;
        let is_invited = !named.is_empty() || !given.is_empty();
        Ok(About::Principal { principal: Some(principal), is_invited })
    }

    /// The live link of a customer to a partner as the engine sees it.
    pub async fn link_facts(
        &mut self,
        customer: Id<Organization>,
        partner: Id<Organization>,
    ) -> Result<Option<About>, StoreError> {
        let rows = ask(&mut self.tx, LINK_OF, values![customer, partner]).await?;
        rows.first().map(|row| Ok(About::Link { partner: row.get(0)?, orphaned: row.get(1)? })).transpose()
    }
}

/// A stored word as its domain value.
pub(crate) fn word<T>(row: &Row, index: usize, parse: impl Fn(&str) -> Option<T>) -> Result<T, StoreError> {
    let text = row.text(index)?;
    parse(text).ok_or_else(|| StoreError::Word(text.to_owned()))
}

/// A stored word that may be absent.
pub(crate) fn maybe_word<T>(
    row: &Row,
    index: usize,
    parse: impl Fn(&str) -> Option<T>,
) -> Result<Option<T>, StoreError> {
    let text: Option<String> = row.get(index)?;
    text.map(|text| parse(&text).ok_or(StoreError::Word(text))).transpose()
}
