//! Regorus, the Rego engine: rule and data as one would write them, with objects for look-ups, on its virtual machine.

use std::collections::BTreeMap;

use anyhow::{Context as _, Result};
use regorus::{Engine, Rc, Value, languages::rego::compiler::Compiler, rvm::vm::RegoVM};

use crate::{
    stream::Check,
    world::{N_PERMS, Scope, World},
};

const RULE: &str = include_str!("rule.rego");

pub struct Regorus<'a> {
    world: &'a World,
    machine: RegoVM,
}

fn put(object: &mut Value, key: Value, value: Value) -> Result<()> {
    object.as_object_mut()?.insert(key, value);
    Ok(())
}

fn number(number: u32) -> Value {
    Value::from(number.to_string())
}

impl<'a> Regorus<'a> {
    pub fn of(world: &'a World) -> Result<Self> {
        let mut engine = Engine::new();
        engine.add_policy("authz.rego".into(), RULE.into())?;
        let entry: Rc<str> = "data.authz.allow".into();
        let policy = engine.compile_with_entrypoint(&entry)?;
        let program = Compiler::compile_from_policy(&policy, &["data.authz.allow"])?;
        let mut machine = RegoVM::new();
        machine.load_program(program);
        machine.set_data(data(world)?)?;
        Ok(Self { world, machine })
    }

    pub fn check(&mut self, check: Check) -> Result<bool> {
        let mut input = Value::new_object();
        put(&mut input, "user".into(), number(check.user))?;
        put(&mut input, "partner".into(), number(self.world.user_partner[check.user as usize]))?;
        put(&mut input, "perm".into(), number(check.perm))?;
        put(&mut input, "room".into(), number(check.room))?;
        self.machine.set_input(input);
        Ok(self.machine.execute().context("the rule fails")? == Value::Bool(true))
    }
}

fn scope(scope: &Scope) -> Result<Value> {
    let mut object = Value::new_object();
    let (kind, ids) = match scope {
        Scope::All => ("all", None),
        Scope::Groups(groups) => ("groups", Some(groups)),
        Scope::Rooms(rooms) => ("rooms", Some(rooms)),
    };
    put(&mut object, "kind".into(), kind.into())?;
    if let Some(ids) = ids {
        let mut named = Value::new_object();
        for id in ids {
            put(&mut named, number(*id), Value::Bool(true))?;
        }
        put(&mut object, "ids".into(), named)?;
    }
    Ok(object)
}

fn data(world: &World) -> Result<Value> {
    let mut rooms = Value::new_object();
    for room in 0..world.n_rooms() as u32 {
        let mut object = Value::new_object();
        put(&mut object, "customer".into(), number(world.room_customer[room as usize]))?;
        let groups: Vec<Value> = world.room_groups.row(room).iter().map(|group| number(*group)).collect();
        put(&mut object, "groups".into(), Value::from(groups))?;
        put(&mut rooms, number(room), object)?;
    }
    let mut relationship_of = Value::new_object();
    for customer in 0..world.n_customers() as u32 {
        let mut object = Value::new_object();
        for at in world.customer_rels.row(customer) {
            put(&mut object, number(world.rels[*at as usize].partner), number(*at))?;
        }
        put(&mut relationship_of, number(customer), object)?;
    }
    let mut assignments: Vec<BTreeMap<u32, Vec<Value>>> = vec![BTreeMap::new(); world.rels.len()];
    for assign in &world.assigns {
        let mut object = Value::new_object();
        put(&mut object, "role".into(), number(assign.role))?;
        put(&mut object, "scope".into(), scope(&assign.scope)?)?;
        assignments[assign.rel as usize].entry(assign.principal).or_default().push(object);
    }
    let mut relationships = Value::new_object();
    for ((rel, assignments), at) in world.rels.iter().zip(assignments).zip(0..) {
        let mut object = Value::new_object();
        put(&mut object, "active".into(), Value::Bool(rel.active))?;
        put(&mut object, "scope".into(), scope(&rel.scope)?)?;
        let mut by_principal = Value::new_object();
        for (principal, assignments) in assignments {
            put(&mut by_principal, number(principal), Value::from(assignments))?;
        }
        put(&mut object, "assignments".into(), by_principal)?;
        put(&mut relationships, number(at), object)?;
    }
    let mut principals = Value::new_object();
    for user in 0..world.n_users as u32 {
        let of: Vec<Value> = world.user_principals.row(user).iter().map(|it| number(*it)).collect();
        put(&mut principals, number(user), Value::from(of))?;
    }
    let mut roles = Value::new_object();
    for (mask, at) in world.roles.iter().zip(0..) {
        let mut object = Value::new_object();
        for perm in (0..N_PERMS).filter(|perm| mask >> perm & 1 == 1) {
            put(&mut object, number(perm), Value::Bool(true))?;
        }
        put(&mut roles, number(at), object)?;
    }
    let mut data = Value::new_object();
    put(&mut data, "rooms".into(), rooms)?;
    put(&mut data, "relationship_of".into(), relationship_of)?;
    put(&mut data, "relationships".into(), relationships)?;
    put(&mut data, "principals".into(), principals)?;
    put(&mut data, "roles".into(), roles)?;
    Ok(data)
}
