//! The narrow door for what time does to rollouts: which of them are to be looked at, in every organization at once; and what a
//! device needs in order to trust a release.

use domain::{
    id::{Id, Organization, Release},
    release::SignedDocument,
    time::Time,
};

use crate::{error::StoreError, feed::ask, opening::Opening, values};

const DUE: &str = "select tenant_id, release_id from rollouts where due_at <= $1 order by due_at limit $2";

/// Every key that the one before it vouches for: a device that knows an earlier one follows them.
const KEYS: &str =
    "select document, signature from release_keys where tenant_id = $1 and number > 1 order by number";

const RELEASE: &str = "select document, signature from releases where tenant_id = $1 and release_id = $2";

impl Opening {
    /// Rollouts that are to be looked at, the longest due first.
    pub async fn due_rollouts(
        &mut self,
        now: Time,
        limit: i64,
    ) -> Result<Vec<(Id<Organization>, Id<Release>)>, StoreError> {
        let rows = ask(&mut self.tx, DUE, values![now, limit]).await?;
        rows.iter().map(|row| Ok((row.get(0)?, row.get(1)?))).collect()
    }

    /// A release as it was signed, and the keys by which a device comes to trust the one that signed it.
    pub async fn signed_release(
        &mut self,
        tenant: Id<Organization>,
        release: Id<Release>,
    ) -> Result<Option<(SignedDocument, Vec<SignedDocument>)>, StoreError> {
        let signed =
            |row: &crate::value::Row| Ok(SignedDocument { document: row.get(0)?, signature: row.get(1)? });
        let rows = ask(&mut self.tx, RELEASE, values![tenant, release]).await?;
        let Some(row) = rows.first() else { return Ok(None) };
        let release = signed(row)?;
        let keys = ask(&mut self.tx, KEYS, values![tenant]).await?;
        Ok(Some((release, keys.iter().map(signed).collect::<Result<_, StoreError>>()?)))
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "tests")]
mod tests {
    use uuid::Uuid;

    use super::*;
    use crate::{
        Store,
        sql::{Scope, render},
    };

    /// what time moves on is found by an index, however many rollouts are kept.
    #[tokio::test]
    async fn no_statement_walks_over_all_rollouts() {
        let directory = tempfile::tempdir().unwrap();
        let store = Store::open_sqlite(&directory.path().join("steward.db")).unwrap();
        store.migrate(Time::from_micros(0)).await.unwrap();
        let (tenant, release) = (Id::<Organization>::new(Uuid::nil()), Id::<Release>::new(Uuid::nil()));
        let statements = [
            (DUE, values![Time::from_micros(0), 1_i64]),
            (KEYS, values![tenant]),
            (RELEASE, values![tenant, release]),
        ];
        for (text, mut values) in statements {
            let mut tx = store.db.begin_read().await.unwrap();
            let sql = render(tx.dialect(), text, &Scope::None, &mut values).unwrap();
            let rows = tx.query(&format!("explain query plan {sql}"), &values).await.unwrap();
            let plan: Vec<String> = rows.iter().map(|row| row.get(3).unwrap()).collect();
            assert!(!plan.iter().any(|step| step.starts_with("SCAN")), "{text}: {plan:?}");
        }
    }
}
