//! PostgreSQL over a socket of this machine, everything in its buffers.

use std::{fmt::Write as _, io::Write as _};

use anyhow::Result;
use postgres::{Client, NoTls, Statement, types::ToSql};
use rustc_hash::FxHashMap;

use crate::{
    sql::{self, Form},
    stream::List,
    world::{N_HEALTH, VIEW, World},
};

pub struct Postgres {
    client: Client,
    prepared: FxHashMap<String, Statement>,
}

const BIT: i32 = 1 << VIEW;

impl Postgres {
    pub fn connect(address: &str) -> Result<Self> {
        Ok(Self { client: Client::connect(address, NoTls)?, prepared: FxHashMap::default() })
    }

    pub fn load(&mut self, world: &World) -> Result<()> {
        for (table, columns) in sql::TABLES {
            let columns = columns.replace("name text", "name text collate \"C\"");
            self.client.batch_execute(&format!(
                "drop table if exists {table} cascade; create table {table} ({columns})"
            ))?;
            let mut copy = self.client.copy_in(&format!("copy {table} from stdin"))?;
            let mut text = String::new();
            let mut failed = None;
            sql::rows(world, table, |values, name| {
                for (at, value) in values.iter().enumerate() {
                    let name = name.filter(|_| at == 2).map(|name| format!("{name}\t")).unwrap_or_default();
                    let end = if at + 1 == values.len() { '\n' } else { '\t' };
                    let _ = write!(text, "{name}{value}{end}");
                }
                if text.len() > 1 << 20 {
                    failed = copy.write_all(text.as_bytes()).err().or(failed.take());
                    text.clear();
                }
            });
            failed.map_or(Ok(()), Err)?;
            copy.write_all(text.as_bytes())?;
            copy.finish()?;
        }
        for index in sql::INDEXES {
            self.client.batch_execute(index)?;
        }
        self.client.batch_execute("vacuum (analyze)")?;
        Ok(())
    }

    /// Holds the planner to nested loops over indexes, as SQLite always joins.
    pub fn nested_loops(&mut self, only: bool) -> Result<()> {
        let word = if only { "off" } else { "on" };
        self.client.batch_execute(&format!(
            "set enable_hashjoin = {word}; set enable_mergejoin = {word}; set enable_seqscan = {word}"
        ))?;
        self.prepared.clear();
        Ok(())
    }

    fn prepare(&mut self, text: String) -> Result<Statement> {
        if let Some(statement) = self.prepared.get(&text) {
            return Ok(statement.clone());
        }
        let statement = self.client.prepare(&text)?;
        self.prepared.insert(text, statement.clone());
        Ok(statement)
    }

    pub fn list(&mut self, world: &World, list: &List, form: Form) -> Result<Vec<u32>> {
        let statement = self.prepare(sql::list(form, list.health.is_some(), list.after.is_some()))?;
        let user = list.user as i32;
        let health = i32::from(list.health.unwrap_or_default());
        let after = list.after.unwrap_or_default() as i32;
        let name = world.room_name[after as usize].as_str();
        let mut values: Vec<&(dyn ToSql + Sync)> = vec![&user, &BIT];
        if list.health.is_some() {
            values.push(&health);
        }
        if list.after.is_some() {
            values.push(&name);
            values.push(&after);
        }
        let rows = self.client.query(&statement, &values)?;
        Ok(rows.iter().map(|row| row.get::<_, i32>(0) as u32).collect())
    }

    pub fn counts(&mut self, user: u32, form: Form) -> Result<[u32; N_HEALTH]> {
        let statement = self.prepare(sql::count(form))?;
        let mut counts = [0; N_HEALTH];
        for row in self.client.query(&statement, &[&(user as i32), &BIT])? {
            counts[row.get::<_, i32>(0) as usize] = row.get::<_, i64>(1) as u32;
        }
        Ok(counts)
    }

    pub fn newest(&mut self, user: u32, form: Form) -> Result<Vec<u32>> {
        let statement = self.prepare(sql::newest(form))?;
        let rows = self.client.query(&statement, &[&(user as i32), &BIT])?;
        Ok(rows.iter().map(|row| row.get::<_, i32>(0) as u32).collect())
    }

    pub fn total(&mut self, user: u32, form: Form) -> Result<u32> {
        let statement = self.prepare(sql::total(form))?;
        Ok(self.client.query_one(&statement, &[&(user as i32), &BIT])?.get::<_, i64>(0) as u32)
    }
}
