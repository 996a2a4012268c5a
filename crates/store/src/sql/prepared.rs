//! Every statement of this crate is prepared on both databases, with every sight its tokens can stand for.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing, reason = "tests")]

use std::{
    collections::BTreeMap,
    path::{Path, PathBuf},
};

use authz::{
    Action, Concerning, Fact, Facts, Realm, Sight, SystemTask,
    fact::{AssignmentFacts, LinkFacts, Turn},
    image::{Image, OrganizationFacts},
    sight, system_permit,
};
use domain::{
    agent::AgentRight,
    directory::Principal,
    id::{Id, User},
    link::LinkState,
    permission::{Permission, PermissionSet},
    role::{BuiltInRole, DirectoryRole},
    scope::{Parts, Scope as Rooms},
    time::Time,
};
use testkit::{Database, Kind};
use uuid::Uuid;

use super::{Dialect, Scope, render};
use crate::value::Value;

const SIGHTS: [&str; 10] = [
    "{reseller:",
    "{partner:",
    "{room:",
    "{tenant:",
    "{person:",
    "{link:",
    "{invitation:",
    "{subscription:",
    "{support:",
    "{operator}",
];

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
        return vec![render(&Scope::Target(&permit, Time::from_micros(0))).unwrap()];
    }
    if SIGHTS.iter().any(|token| text.contains(token)) {
        return sights().iter().filter_map(|sight| render(&Scope::Sight(sight)).ok()).collect();
    }
    vec![render(&Scope::None).unwrap()]
}

/// A sight of every extent, those over rooms in each of the forms a list can take.
fn sights() -> Vec<Sight> {
    let plain = || facts(None, &[]);
    let administrator = || facts(Some(DirectoryRole::GlobalAdministrator), &[]);
    let view = Action::Use(Permission::RoomView);
    let mut sights = vec![
        sight(&administrator(), view, Realm::Own),
        sight(&administrator(), Action::ReadAuditLog, Realm::Own),
        sight(&administrator(), Action::SeeTenants, Realm::Own),
        sight(&administrator(), Action::AnswerInvitation, Realm::Own),
        sight(&administrator(), Action::ActAsAgent(AgentRight::SeeCustomers), Realm::Own),
        sight(&plain(), view, Realm::AllCustomers),
        sight(&plain(), Action::ReadCustomerDirectory, Realm::AllCustomers),
        sight(&plain(), Action::OwnAccount, Realm::Own),
        sight(&plain(), Action::SeeTenants, Realm::Own),
        sight(&plain(), Action::AnswerInvitation, Realm::Own),
        sight(&plain(), Action::Operate, Realm::Own),
    ];
    // Whole organizations, few and many; parts of them by one scope or two, few and many; and both together.
    for (whole, single, double) in [(2, 0, 0), (10, 0, 0), (0, 1, 1), (0, 9, 1), (10, 9, 1)] {
        let scopes: Vec<_> = std::iter::repeat_n((false, false), whole)
            .chain(std::iter::repeat_n((true, false), single))
            .chain(std::iter::repeat_n((true, true), double))
            .collect();
        sights.push(sight(&facts(None, &scopes), view, Realm::AllCustomers));
    }
    sights.into_iter().map(Result::unwrap).collect()
}

/// Somebody of the operator, which is a partner too, with one customer for each pair: whether the assignment and the
/// link are cut by a scope.
fn facts(role: Option<DirectoryRole>, customers: &[(bool, bool)]) -> Facts {
    let (home, user) = (Id::new(Uuid::nil()), Id::<User>::new(Uuid::from_u128(1 << 64)));
    let member = Principal::User(user);
    let mut image = Image::default();
    let mut own = OrganizationFacts::new(home);
    own.is_operator = true;
    let mut told =
        vec![Fact::Capability { is: Turn::BEGINS }, Fact::Person { user, enabled: Turn::begins(true) }];
    told.extend(role.map(|role| Fact::DirectoryRole { role, member, is: Turn::BEGINS }));
    own.apply(&told);
    image.put(own);
    for ((reach, ceiling), n) in customers.iter().zip(1..) {
        let id = |part: u128| Uuid::from_u128(n << 8 | part);
        let content = |is_cut: bool| {
            let places = Parts { places: [Id::new(id(9))].into(), ..Parts::default() };
            Turn::begins(if is_cut { Rooms { included: places, ..Rooms::NOTHING } } else { Rooms::ALL })
        };
        let link = LinkFacts {
            partner: home,
            state: LinkState::Active,
            scope: Id::new(id(1)),
            extended: PermissionSet::NONE,
        };
        let assignment = AssignmentFacts {
            link: Some(Id::new(id(3))),
            role: BuiltInRole::PrimaryAdmins.into(),
            scope: Id::new(id(2)),
            from: None,
            until: None,
        };
        let mut customer = OrganizationFacts::new(Id::new(id(0)));
        customer.apply(&[
            Fact::Scope { scope: Id::new(id(1)), content: content(*ceiling) },
            Fact::Scope { scope: Id::new(id(2)), content: content(*reach) },
            Fact::Link { link: Id::new(id(3)), is: Turn::begins(link) },
            Fact::Assignment { assignment: Id::new(id(4)), is: Turn::begins(assignment) },
            Fact::AssignmentMember { assignment: Id::new(id(4)), member, is: Turn::BEGINS },
        ]);
        image.put(customer);
    }
    let upn = "somebody@contoso.example";
    Facts::of(&image, Time::from_micros(0), home, user, upn, Concerning::All).unwrap()
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

/// What is counted and summed up by columns gets its grouping after the filters of the list.
fn finished(text: String) -> String {
    let told = [", count(*)", ", cast(sum(", ", cast(coalesce(sum("];
    let begins = told.iter().filter_map(|word| text.find(word)).min();
    let columns = begins.and_then(|at| text.get(..at)?.strip_prefix("select "));
    let is_alone = |columns: &&str| !columns.contains("count(") && !columns.contains("sum(");
    match columns.filter(is_alone) {
        Some(columns) if !text.contains("group by") => format!("{text} group by {columns}"),
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
