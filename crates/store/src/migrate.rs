//! Migrations: numbered texts, one for both databases, run under a lock, checksummed.

use domain::time::Time;
use sha2::{Digest, Sha256};

use crate::{
    db::{Db, Tx},
    error::StoreError,
    sql::Dialect,
};

/// Every migration in order.
const MIGRATIONS: &[(i64, &str, &str)] = &[(1, "main_job", include_str!("migrations/0001_main_job.sql"))];

/// Brings the schema up to date; returns the numbers of the migrations that were applied.
pub(crate) async fn migrate(db: &Db, now: Time) -> Result<Vec<i64>, StoreError> {
    let mut tx = db.begin_write().await?;
    if tx.dialect() == Dialect::Pg {
        tx.script("select pg_advisory_xact_lock(7346217001)").await?;
    }
    tx.script(&words(
        tx.dialect(),
        "create table if not exists schema_migrations \
         (number {int} primary key, name {text} not null, checksum {text} not null, applied_at {time} not null) {strict}",
    ))
    .await?;
    let done = applied(&mut tx).await?;
    let mut fresh = Vec::new();
    for (number, name, text) in MIGRATIONS {
        let checksum = crate::audit::hex(&Sha256::digest(text.as_bytes()));
        match done.iter().find(|(applied, _)| applied == number) {
            Some((_, known)) if *known == checksum => {}
            Some(_) => {
                return Err(StoreError::Migration(format!("number {number} differs from what was applied")));
            }
            None => {
                tx.script(&words(tx.dialect(), text)).await?;
                let insert = "insert into schema_migrations (number, name, checksum, applied_at) values ($1, $2, $3, $4)";
                let insert =
                    if tx.dialect() == Dialect::Lite { insert.replace('$', "?") } else { insert.to_owned() };
                tx.execute(&insert, &[(*number).into(), (*name).into(), checksum.into(), now.into()]).await?;
                fresh.push(*number);
            }
        }
    }
    if let Some((number, _)) =
        done.iter().find(|(number, _)| MIGRATIONS.iter().all(|(known, ..)| known != number))
    {
        return Err(StoreError::Migration(format!(
            "the database was made by a newer Steward (number {number})"
        )));
    }
    tx.commit().await?;
    Ok(fresh)
}

async fn applied(tx: &mut Tx) -> Result<Vec<(i64, String)>, StoreError> {
    tx.query("select number, checksum from schema_migrations order by number", &[])
        .await?
        .iter()
        .map(|row| Ok((row.get(0)?, row.get(1)?)))
        .collect()
}

/// Replaces the type words by the types of the database.
fn words(dialect: Dialect, text: &str) -> String {
    let table: [(&str, &str, &str); 9] = [
        ("{id}", "blob", "uuid"),
        ("{text}", "text", "text collate \"C\""),
        ("{int}", "integer", "bigint"),
        ("{time}", "integer", "bigint"),
        ("{bool}", "integer", "boolean"),
        ("{bytes}", "blob", "bytea"),
        ("{serial}", "integer primary key autoincrement", "bigint generated always as identity primary key"),
        ("{strict}", "strict", ""),
        // Rows lie in the order of their key, where ranges of it are added up.
        ("{clustered}", "strict, without rowid", ""),
    ];
    table.iter().fold(text.to_owned(), |text, (word, lite, pg)| {
        text.replace(word, if dialect == Dialect::Lite { lite } else { pg })
    })
}
