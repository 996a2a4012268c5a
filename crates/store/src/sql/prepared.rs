//! Every statement of this crate is prepared on both databases, with every sight its tokens can stand for.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing, reason = "tests")]

use std::{
    collections::BTreeMap,
    path::{Path, PathBuf},
};

use authz::{Action, Ceiling, Facts, Grant, Reach, Realm, Sight, Source, SystemTask, sight, system_permit};
use domain::{
    id::{Id, Organization, Scope as ScopeId},
    permission::{Permission, PermissionSet},
    role::{BuiltInRole, DirectoryRole},
    time::Time,
};
use testkit::{Database, Kind};
use uuid::Uuid;

use super::{Dialect, Scope, render};
use crate::value::Value;

const SIGHTS: [&str; 6] = ["{room:", "{tenant:", "{person:", "{link:", "{invitation:", "{operator}"];

/// Architecture §5: one text for both databases; what one of them does not understand fails here.
#[tokio::test]
async fn every_statement_is_understood_by_both_databases() {
    let statements = statements();
    assert!(statements.len() > 80, "the sources are searched for statements: {} found", statements.len());
    for (dialect, kind) in [(Dialect::Lite, Kind::Sqlite), (Dialect::Pg, Kind::Postgresql)] {
        let database = Database::fresh(kind).await;
        let mut rendered = Vec::new();
        for (name, text) in &statements {
            let forms = forms(dialect, text);
            assert!(!forms.is_empty(), "{name}: no sight fits its tokens");
            rendered.extend(forms.into_iter().map(|form| (name, form)));
        }
        let texts: Vec<String> = rendered.iter().map(|(_, form)| form.clone()).collect();
        let faults: BTreeMap<&str, String> = database
            .prepare(&texts)
            .await
            .into_iter()
            .map(|(index, fault)| (rendered[index].0.as_str(), fault))
            .collect();
        assert!(faults.is_empty(), "on {kind:?}: {faults:#?}");
    }
}

/// The forms a statement can take.
fn forms(dialect: Dialect, text: &str) -> Vec<String> {
    let id = if dialect == Dialect::Lite { "blob" } else { "uuid" };
    let text = text.replace("{id}", id);
    let bound = (1..100).take_while(|number| text.contains(&format!("${number}"))).count();
    let render = |scope: &Scope<'_>| {
        let mut values = vec![Value::Bool(true); bound];
        render(dialect, &text, scope, &mut values)
    };
    if text.contains("{target}") {
        let permit = system_permit(SystemTask::Setup, Id::new(Uuid::nil()));
        return vec![render(&Scope::Target(&permit)).unwrap()];
    }
    if SIGHTS.iter().any(|token| text.contains(token)) {
        return sights().iter().filter_map(|sight| render(&Scope::Sight(sight)).ok()).collect();
    }
    vec![render(&Scope::None).unwrap()]
}

/// A sight of every extent, those over rooms in each of the forms a list can take.
fn sights() -> Vec<Sight> {
    let person = |directory_roles: &[DirectoryRole], is_partner: bool, assignments: Vec<Grant>| Facts {
        now: Time::from_micros(0),
        user: Id::new(Uuid::nil()),
        upn: "somebody@contoso.example".to_owned(),
        organization: Id::new(Uuid::nil()),
        enabled: true,
        is_operator: true,
        is_partner,
        directory_roles: directory_roles.iter().copied().collect(),
        is_tenant_manager: false,
        assignments,
        blocked_by: std::collections::BTreeSet::new(),
    };
    let plain = || person(&[], true, Vec::new());
    let administrator = || person(&[DirectoryRole::GlobalAdministrator], true, Vec::new());
    let view = Action::Use(Permission::RoomView);
    let mut sights = vec![
        sight(&administrator(), view, Realm::Own),
        sight(&administrator(), Action::ReadAuditLog, Realm::Own),
        sight(&administrator(), Action::SeeTenants, Realm::Own),
        sight(&administrator(), Action::AnswerInvitation, Realm::Own),
        sight(&plain(), view, Realm::AllCustomers),
        sight(&plain(), Action::OwnAccount, Realm::Own),
        sight(&plain(), Action::SeeTenants, Realm::Own),
        sight(&plain(), Action::AnswerInvitation, Realm::Own),
        sight(&plain(), Action::Operate, Realm::Own),
    ];
    // Whole organizations, few and many; parts of them by one scope or two, few and many; and both together.
    for (whole, single, double) in [(2, 0, 0), (10, 0, 0), (0, 1, 1), (0, 9, 1), (10, 9, 1)] {
        let scopes = std::iter::repeat_n((false, false), whole)
            .chain(std::iter::repeat_n((true, false), single))
            .chain(std::iter::repeat_n((true, true), double));
        let grants = scopes.zip(1..).map(|((reach, ceiling), n)| grant(Uuid::from_u128(n), reach, ceiling));
        sights.push(sight(&person(&[], true, grants.collect()), view, Realm::AllCustomers));
    }
    sights.into_iter().map(Result::unwrap).collect()
}

fn grant(id: Uuid, reach: bool, ceiling: bool) -> Grant {
    let stored = |is_stored: bool| {
        let some = Reach { stored: Some(Id::<ScopeId>::new(id)), scope: domain::scope::Scope::NOTHING };
        if is_stored { some } else { Reach::ALL }
    };
    Grant {
        tenant: Id::<Organization>::new(id),
        source: Source::PartnerRole {
            link: Id::new(id),
            assignment: Id::new(id),
            role: BuiltInRole::PrimaryAdmins,
        },
        permissions: PermissionSet::ALL,
        reach: stored(reach),
        ceiling: Some(Ceiling { reach: stored(ceiling), permissions: PermissionSet::ALL, in_force: true }),
        from: None,
        until: None,
    }
}

/// Every statement of the sources, by file and name.
fn statements() -> Vec<(String, String)> {
    let mut files = Vec::new();
    collect(&Path::new(env!("CARGO_MANIFEST_DIR")).join("src"), &mut files);
    files.iter().filter(|file| !file.ends_with("sql/prepared.rs")).flat_map(|file| in_file(file)).collect()
}

fn collect(directory: &Path, files: &mut Vec<PathBuf>) {
    for entry in std::fs::read_dir(directory).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            collect(&path, files);
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            files.push(path);
        }
    }
}

/// The constants of a file that hold a statement: `const NAME: Read = Read::new(…)` and the like, and texts
/// that begin as a statement does.
fn in_file(file: &Path) -> Vec<(String, String)> {
    let source = std::fs::read_to_string(file).unwrap();
    let at = file.file_name().unwrap().to_string_lossy();
    let mut texts: BTreeMap<String, String> = BTreeMap::new();
    let mut statements = Vec::new();
    for part in source.split("const ").skip(1) {
        let Some((head, value)) = part.split_once('=') else { continue };
        let Some((name, kind)) = head.split_once(':') else { continue };
        let (name, value) = (name.trim(), value.trim_start());
        match kind.trim() {
            "&str" => {
                let Some(text) = literal(value) else { continue };
                let begins = ["select ", "insert ", "update ", "delete ", "with "];
                if begins.iter().any(|word| text.starts_with(word)) {
                    statements.push((format!("{at} {name}"), text.clone()));
                }
                texts.insert(name.to_owned(), text);
            }
            "Read" | "Fetch" | "Write" => {
                let inner = value.split_once("::new(").expect("a door is made by `new`").1.trim_start();
                // Statements put together of named parts are no plain text; the use cases' tests prepare them.
                if inner.starts_with("concat!(") {
                    continue;
                }
                let named = || inner.split(')').next().and_then(|word| texts.get(word.trim())).cloned();
                let text = literal(inner).or_else(named);
                let text = text.unwrap_or_else(|| panic!("{at} {name}: the statement is no plain text"));
                statements.push((format!("{at} {name}"), finished(text)));
            }
            _ => {}
        }
    }
    statements
}

/// Counts by a column get their grouping after the filters of the list.
fn finished(text: String) -> String {
    let counted = text.strip_prefix("select ").and_then(|rest| rest.split_once(", count(*) from"));
    match counted {
        Some((column, _)) if !text.contains("group by") => format!("{text} group by {column}"),
        _ => text,
    }
}

/// The content of the literal at the beginning of a text.
fn literal(text: &str) -> Option<String> {
    let mut characters = text.strip_prefix('"')?.chars().peekable();
    let mut content = String::new();
    loop {
        match characters.next()? {
            '"' => return Some(content),
            '\\' if characters.peek() == Some(&'\n') => {
                while characters.next_if(|next| next.is_whitespace()).is_some() {}
            }
            '\\' => content.push(characters.next()?),
            other => content.push(other),
        }
    }
}
