//! SQLite in process, everything in its cache.

use std::path::Path;

use anyhow::{Context as _, Result};
use rusqlite::{Connection, Row, config::DbConfig, params, params_from_iter};

use crate::{
    limits::NOW,
    sql::{self, Form},
    stream::{Check, List},
    world::{N_HEALTH, VIEW, World},
};

pub struct Sqlite {
    connection: Connection,
    check: String,
}

const BIT: u32 = 1 << VIEW;

fn lite(text: &str) -> String {
    text.replace('$', "?")
}

fn create(connection: &Connection, table: &str, columns: &str) -> Result<usize> {
    let without_rowid = if columns.contains("primary key (") { " without rowid" } else { "" };
    connection.execute_batch(&format!("create table {table} ({columns}){without_rowid}"))?;
    Ok(columns.split(" primary key (").next().unwrap_or(columns).trim_end_matches(',').split(',').count())
}

fn insert(table: &str, columns: usize) -> String {
    let marks: Vec<String> = (1..=columns).map(|at| format!("?{at}")).collect();
    format!("insert into {table} values ({})", marks.join(","))
}

impl Sqlite {
    pub fn load(world: &World, path: &Path) -> Result<Self> {
        for end in ["", "-wal", "-shm"] {
            let file = path.with_extension(format!("sqlite{end}"));
            if file.exists() {
                std::fs::remove_file(file)?;
            }
        }
        let mut connection = Connection::open(path)?;
        connection.set_prepared_statement_cache_capacity(64);
        connection.execute_batch(
            "pragma journal_mode = wal; pragma synchronous = off; pragma cache_size = -1048576; \
             pragma mmap_size = 4294967296; pragma temp_store = memory;",
        )?;
        // Without it another user's number makes the statement be planned anew each time.
        connection.set_db_config(DbConfig::SQLITE_DBCONFIG_ENABLE_QPSG, true)?;
        let transaction = connection.transaction()?;
        for (table, columns) in sql::TABLES {
            let columns = create(&transaction, table, columns)?;
            let mut statement = transaction.prepare(&insert(table, columns))?;
            let mut failed = None;
            sql::rows(world, table, |values, name| {
                let done = match name {
                    Some(name) => statement.execute(params![values[0], values[1], name, values[2]]),
                    None => statement.execute(params_from_iter(values.iter())),
                };
                failed = done.err().or(failed.take());
            });
            failed.map_or(Ok(()), Err)?;
        }
        let has_limits = !world.assign_limits.is_empty();
        for (table, columns) in sql::LIMIT_TABLES.iter().filter(|_| has_limits) {
            let columns = create(&transaction, table, columns)?;
            let mut statement = transaction.prepare(&insert(table, columns))?;
            let mut failed = None;
            sql::limit_rows(world, table, |values| {
                failed = statement.execute(params_from_iter(values.iter())).err().or(failed.take());
            });
            failed.map_or(Ok(()), Err)?;
        }
        for index in sql::INDEXES {
            transaction.execute_batch(index)?;
        }
        transaction.commit()?;
        connection.execute_batch("analyze; pragma wal_checkpoint(truncate);")?;
        let check = if has_limits { sql::check_with_limits() } else { sql::check() };
        Ok(Self { connection, check: lite(&check) })
    }

    /// Lets all that follows happen in one read transaction.
    pub fn hold(&self) -> Result<()> {
        Ok(self.connection.execute_batch("begin")?)
    }

    pub fn check(&self, check: Check) -> Result<bool> {
        let mut statement = self.connection.prepare_cached(&self.check)?;
        let bit = 1_u32 << check.perm;
        let read = |row: &Row<'_>| row.get::<_, bool>(0);
        Ok(match statement.parameter_count() {
            4 => statement.query_row(params![check.user, bit, check.room, NOW], read)?,
            _ => statement.query_row(params![check.user, bit, check.room], read)?,
        })
    }

    pub fn list(&self, world: &World, list: &List, form: Form) -> Result<Vec<u32>> {
        let text = lite(&sql::list(form, list.health.is_some(), list.after.is_some()));
        let mut statement = self.connection.prepare_cached(&text)?;
        let name = |room: u32| world.room_name[room as usize].as_str();
        let read = |row: &Row<'_>| {
            std::hint::black_box(row.get_ref(1)?.as_str()?.len());
            row.get::<_, u32>(0)
        };
        let rows: Result<Vec<u32>, _> = match (list.health, list.after) {
            (None, None) => statement.query_map(params![list.user, BIT], read)?.collect(),
            (Some(health), None) => statement.query_map(params![list.user, BIT, health], read)?.collect(),
            (None, Some(after)) => {
                statement.query_map(params![list.user, BIT, name(after), after], read)?.collect()
            }
            (Some(health), Some(after)) => {
                statement.query_map(params![list.user, BIT, health, name(after), after], read)?.collect()
            }
        };
        rows.context("a list")
    }

    pub fn counts(&self, user: u32, form: Form) -> Result<[u32; N_HEALTH]> {
        let mut statement = self.connection.prepare_cached(&lite(&sql::count(form)))?;
        let mut counts = [0; N_HEALTH];
        let mut rows = statement.query(params![user, BIT])?;
        while let Some(row) = rows.next()? {
            counts[row.get::<_, u32>(0)? as usize] = row.get(1)?;
        }
        Ok(counts)
    }

    pub fn newest(&self, user: u32, form: Form) -> Result<Vec<u32>> {
        let mut statement = self.connection.prepare_cached(&lite(&sql::newest(form)))?;
        let rows: Result<Vec<u32>, _> = statement.query_map(params![user, BIT], |row| row.get(0))?.collect();
        rows.context("tickets")
    }

    pub fn total(&self, user: u32, form: Form) -> Result<u32> {
        let mut statement = self.connection.prepare_cached(&lite(&sql::total(form)))?;
        Ok(statement.query_row(params![user, BIT], |row| row.get(0))?)
    }
}
