//! The narrow door by which applications are known, before anybody can be asked about rights: which there is, what it may do, and
//! whether a secret is its own.

use std::collections::BTreeSet;

use domain::{
    application::ApiPermission,
    id::{Application, ApplicationSecret, Id, Organization, User},
    time::Time,
};

use uuid::Uuid;

use super::permissions;
use crate::{error::StoreError, feed::ask, opening::Opening, value::Row, values};

const TENANT: &str = "select organization_id from organizations where organization_id = $1";
const KNOWN: &str = "select name, redirects, is_public, is_enabled, application_permissions, delegated_permissions \
     from applications where tenant_id = $1 and application_id = $2";
const SECRETS: &str = "select secret_id, secret_hash from application_secrets \
     where tenant_id = $1 and application_id = $2 and expires_at > $3";
const ACTING: &str = "select a.name, a.application_permissions, a.delegated_permissions from applications a \
     where a.tenant_id = $1 and a.application_id = $2 and a.is_enabled = true";
const HAS_SECRET: &str = "select 1 from application_secrets where tenant_id = $1 and application_id = $2 \
     and secret_id = $3 and expires_at > $4";
const PERSON: &str = "select upn from users where tenant_id = $1 and user_id = $2 and enabled = true \
     and (confirmed_at is null or confirmed_at < $3) and not exists (select 1 from authorization_codes c \
     where c.tenant_id = $1 and c.token_id = $4 and c.is_ended)";

/// An application as the token endpoint sees it.
#[derive(Clone, Debug)]
pub struct Known {
    /// What people call it.
    pub name: String,
    /// The addresses to which people are sent back.
    pub redirects: Vec<String>,
    /// Whether it can keep no secret.
    pub is_public: bool,
    /// Whether it gets tokens.
    pub is_enabled: bool,
    /// What it may do by itself.
    pub application_permissions: BTreeSet<ApiPermission>,
    /// What people can let it do for them.
    pub delegated_permissions: BTreeSet<ApiPermission>,
}

/// An enabled application as it acts at this moment.
#[derive(Clone, Debug)]
pub struct Acting {
    /// What people call it.
    pub name: String,
    /// What it may do by itself.
    pub application_permissions: BTreeSet<ApiPermission>,
    /// What people can let it do for them.
    pub delegated_permissions: BTreeSet<ApiPermission>,
}

impl Opening {
    /// The organization of an identifier, if there is one.
    pub async fn is_organization(&mut self, tenant: Id<Organization>) -> Result<bool, StoreError> {
        Ok(!ask(&mut self.tx, TENANT, values![tenant]).await?.is_empty())
    }

    /// An application of an organization.
    pub async fn known_application(
        &mut self,
        tenant: Id<Organization>,
        application: Id<Application>,
    ) -> Result<Option<Known>, StoreError> {
        let rows = ask(&mut self.tx, KNOWN, values![tenant, application]).await?;
        let known = |row: &Row| {
            Ok(Known {
                name: row.get(0)?,
                redirects: serde_json::from_str(row.text(1)?)?,
                is_public: row.get(2)?,
                is_enabled: row.get(3)?,
                application_permissions: permissions(row, 4)?,
                delegated_permissions: permissions(row, 5)?,
            })
        };
        rows.first().map(known).transpose()
    }

    /// The hashes of the secrets of an application that have not ended.
    pub async fn live_secrets(
        &mut self,
        tenant: Id<Organization>,
        application: Id<Application>,
        now: Time,
    ) -> Result<Vec<(Id<ApplicationSecret>, Vec<u8>)>, StoreError> {
        let rows = ask(&mut self.tx, SECRETS, values![tenant, application, now]).await?;
        rows.iter().map(|row| Ok((row.get(0)?, row.get(1)?))).collect()
    }

    /// An application as it acts now: none where it is disabled or gone, or where the secret is by which its token was got.
    pub async fn acting_application(
        &mut self,
        tenant: Id<Organization>,
        application: Id<Application>,
        secret: Option<Id<ApplicationSecret>>,
        now: Time,
    ) -> Result<Option<Acting>, StoreError> {
        if let Some(secret) = secret
            && ask(&mut self.tx, HAS_SECRET, values![tenant, application, secret, now]).await?.is_empty()
        {
            return Ok(None);
        }
        let rows = ask(&mut self.tx, ACTING, values![tenant, application]).await?;
        let acting = |row: &Row| {
            Ok(Acting {
                name: row.get(0)?,
                application_permissions: permissions(row, 1)?,
                delegated_permissions: permissions(row, 2)?,
            })
        };
        rows.first().map(acting).transpose()
    }

    /// The account name of an enabled person for whom a token counts that was issued at a moment: none that the person was confirmed after,
    /// and none whose code was used a second time.
    pub async fn enabled_person(
        &mut self,
        tenant: Id<Organization>,
        user: Id<User>,
        (token, issued_at): (Uuid, Time),
    ) -> Result<Option<String>, StoreError> {
        let rows = ask(&mut self.tx, PERSON, values![tenant, user, issued_at, token]).await?;
        rows.first().map(|row| row.get(0)).transpose()
    }
}
