//! Keeps the message catalogs whole: five languages with the same messages, every message that the program
//! names, and a text for every word that Steward stores.
//!
//! Invariant: this file only reads the catalogs and the sources; it translates nothing.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing, reason = "tests")]

use std::{
    collections::{BTreeMap, BTreeSet},
    fs,
    path::{Path, PathBuf},
};

use authz::{Requirement, SystemTask};
use domain::{
    change_control::ControlledEvent,
    event::{Category, EventKind, Operation, ResultStatus},
    health::Health,
    invitation::{InvitationKind, InvitationState},
    link::LinkState,
    organization::Language,
    permission::Permission,
    place::PlaceKind,
    role::{BuiltInRole, DirectoryRole},
    room::{DeviceType, Monitoring},
    signal,
};
use fluent_syntax::{
    ast::{CallArguments, Entry, Expression, InlineExpression, Pattern, PatternElement, VariantKey},
    parser,
};
use service::Code;

/// The calls of [`server::i18n::Translator`] that name a message.
const CALLS: [&str; 6] = [".t(", ".with(", ".with2(", ".count(", ".values(", ".has("];

/// One message of a catalog.
#[derive(Debug, Default, PartialEq, Eq)]
struct Message {
    file: String,
    text: String,
    variables: BTreeSet<String>,
    /// The keys of every choice by `$count`.
    plurals: Vec<BTreeSet<String>>,
}

impl Message {
    fn read(&mut self, pattern: &Pattern<&str>) {
        for element in &pattern.elements {
            match element {
                PatternElement::TextElement { value } => self.text.push_str(value),
                PatternElement::Placeable { expression } => self.expression(expression),
            }
        }
    }

    fn expression(&mut self, expression: &Expression<&str>) {
        match expression {
            Expression::Inline(inline) => self.inline(inline),
            Expression::Select { selector, variants } => {
                self.inline(selector);
                if matches!(selector, InlineExpression::VariableReference { id } if id.name == "count") {
                    let keys = variants.iter().map(|variant| match variant.key {
                        VariantKey::Identifier { name } | VariantKey::NumberLiteral { value: name } => name,
                    });
                    self.plurals.push(keys.map(str::to_owned).collect());
                }
                for variant in variants {
                    self.read(&variant.value);
                }
            }
        }
    }

    fn inline(&mut self, inline: &InlineExpression<&str>) {
        match inline {
            InlineExpression::VariableReference { id } => {
                self.variables.insert(id.name.to_owned());
            }
            InlineExpression::Placeable { expression } => self.expression(expression),
            InlineExpression::FunctionReference { arguments, .. } => self.arguments(arguments),
            InlineExpression::TermReference { arguments, .. } => {
                if let Some(arguments) = arguments {
                    self.arguments(arguments);
                }
            }
            InlineExpression::StringLiteral { .. }
            | InlineExpression::NumberLiteral { .. }
            | InlineExpression::MessageReference { .. } => {}
        }
    }

    fn arguments(&mut self, arguments: &CallArguments<&str>) {
        let named = arguments.named.iter().map(|argument| &argument.value);
        for argument in arguments.positional.iter().chain(named) {
            self.inline(argument);
        }
    }
}

/// Every message of a language by key.
fn catalog(language: Language) -> BTreeMap<String, Message> {
    let mut catalog = BTreeMap::new();
    for path in files(&root().join("locales").join(language.tag()), &["ftl"]) {
        let file = path.file_name().unwrap().to_string_lossy().into_owned();
        let text = fs::read_to_string(&path).unwrap();
        let resource = parser::parse(text.as_str())
            .unwrap_or_else(|(_, errors)| panic!("{} cannot be read: {errors:?}", path.display()));
        for entry in &resource.body {
            let Entry::Message(message) = entry else { continue };
            let mut found = Message { file: file.clone(), ..Message::default() };
            found.read(message.value.as_ref().unwrap());
            let before = catalog.insert(message.id.name.to_owned(), found);
            assert!(before.is_none(), "{}: {} is defined twice", path.display(), message.id.name);
        }
    }
    assert!(!catalog.is_empty(), "no messages for {}", language.tag());
    catalog
}

fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

/// The files below a folder with one of the endings.
fn files(folder: &Path, endings: &[&str]) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder).unwrap_or_else(|error| panic!("{}: {error}", folder.display())) {
        let path = entry.unwrap().path();
        if path.is_dir() {
            found.extend(files(&path, endings));
        } else if path.extension().is_some_and(|ending| endings.iter().any(|wanted| ending == *wanted)) {
            found.push(path);
        }
    }
    found.sort();
    found
}

/// The pages and handlers, each as path and text without its unit tests and comments.
fn sources() -> Vec<(String, String)> {
    files(&root().join("src"), &["rs", "html"])
        .into_iter()
        .map(|path| {
            let text = fs::read_to_string(&path).unwrap();
            let text = text.split("#[cfg(test)]").next().unwrap_or_default();
            let code = text.lines().filter(|line| !line.trim_start().starts_with("//"));
            (path.strip_prefix(root()).unwrap().display().to_string(), code.collect::<Vec<_>>().join("\n"))
        })
        .collect()
}

/// The literal first arguments of a call, wherever the line is broken.
fn arguments<'a>(text: &'a str, call: &str) -> Vec<&'a str> {
    text.split(call)
        .skip(1)
        .filter_map(|rest| rest.trim_start().strip_prefix('"')?.split('"').next())
        .filter(|word| {
            !word.is_empty() && word.chars().all(|c| c.is_ascii_alphanumeric() || c == '-' || c == '_')
        })
        .collect()
}

/// The literal key of a call and, if it is one, the literal after it.
fn first_two(rest: &str) -> Option<(&str, Option<&str>)> {
    let (key, rest) = rest.trim_start().strip_prefix('"')?.split_once('"')?;
    let second = rest.trim_start().strip_prefix(',').and_then(|rest| rest.trim_start().strip_prefix('"'));
    Some((key, second.and_then(|second| second.split('"').next())))
}

/// The message of a stable word, as `Translator::word` makes it.
fn word(prefix: &str, word: &str) -> String {
    format!("{prefix}{}", word.replace(['.', '_'], "-"))
}

/// The messages that stored words need.
fn vocabulary() -> BTreeSet<String> {
    const TASKS: [SystemTask; 6] = [
        SystemTask::Setup,
        SystemTask::SignIn,
        SystemTask::Expiry,
        SystemTask::Enrolment,
        SystemTask::Orphans,
        SystemTask::Eligibility,
    ];
    const REQUIREMENTS: [Requirement; 6] = [
        Requirement::ServiceAdministrator,
        Requirement::GlobalAdministrator,
        Requirement::TenantManager,
        Requirement::PrimaryAdmin,
        Requirement::PartnerCapability,
        Requirement::Operator,
    ];
    let mut keys = BTreeSet::new();
    let mut add = |prefix: &str, words: &mut dyn Iterator<Item = String>| {
        keys.extend(words.map(|stored| word(prefix, &stored)));
    };
    let debug = |value: &dyn std::fmt::Debug| format!("{value:?}");
    add("event-", &mut EventKind::ALL.iter().map(|kind| kind.code().to_owned()));
    add("category-", &mut EventKind::ALL.iter().map(|kind| debug(&kind.category())));
    add("category-", &mut [Category::Role].iter().map(|category| debug(category)));
    add(
        "operation-",
        &mut [Operation::Create, Operation::Update, Operation::Delete].iter().map(|o| debug(o)),
    );
    add("result-", &mut [ResultStatus::Successful, ResultStatus::Failed].iter().map(|status| debug(status)));
    add("task-", &mut TASKS.iter().map(|task| task.name().to_owned()));
    add("grantor-", &mut REQUIREMENTS.iter().map(|requirement| requirement.key().to_owned()));
    for prefix in ["grantor-", "permission-"] {
        add(prefix, &mut Permission::ALL.iter().map(|permission| permission.key().to_owned()));
    }
    add("role-", &mut BuiltInRole::ALL.iter().map(|role| role.key().to_owned()));
    add("role-", &mut DirectoryRole::ALL.iter().map(|role| role.key().to_owned()));
    add("health-", &mut Health::ALL.iter().map(|health| health.key().to_owned()));
    add("monitoring-", &mut Monitoring::ALL.iter().map(|state| state.key().to_owned()));
    add("device-", &mut DeviceType::ALL.iter().map(|kind| kind.key().to_owned()));
    add("place-", &mut PlaceKind::ALL.iter().map(|kind| kind.key().to_owned()));
    add("invitation-state-", &mut InvitationState::ALL.iter().map(|state| state.key().to_owned()));
    for kind in [InvitationKind::Domain, InvitationKind::NamedUser] {
        add("invitation-kind-", &mut std::iter::once(kind.key().to_owned()));
    }
    add("link-state-", &mut LinkState::ALL.iter().map(|state| state.key().to_owned()));
    add("mode-", &mut ["auto", "manual"].iter().map(|mode| (*mode).to_owned()));
    for prefix in ["control-", "control-help-"] {
        add(prefix, &mut ControlledEvent::ALL.iter().map(|event| event.key().to_owned()));
    }
    add("severity-", &mut signal::Severity::ALL.iter().map(|severity| severity.key().to_owned()));
    add("signal-category-", &mut signal::Category::ALL.iter().map(|category| category.key().to_owned()));
    for device_type in DeviceType::ALL {
        keys.extend(signal::of(device_type).iter().map(signal::Signal::name_key));
    }
    keys
}

/// All five languages hold the same messages in the same files with the same values. `$count` may
/// be left out where a language has no plural.
#[test]
fn every_language_has_every_message() {
    let english = catalog(Language::English);
    let mut wrong = Vec::new();
    for language in Language::ALL {
        let tag = language.tag();
        let other = catalog(language);
        for (key, message) in &english {
            let Some(translated) = other.get(key) else {
                wrong.push(format!("{tag}/{}: {key} is missing", message.file));
                continue;
            };
            if translated.file != message.file {
                wrong.push(format!("{tag}: {key} stands in {}, not in {}", translated.file, message.file));
            }
            let values = |message: &Message| {
                message.variables.iter().filter(|name| *name != "count").cloned().collect::<BTreeSet<_>>()
            };
            if values(translated) != values(message) {
                wrong.push(format!("{tag}/{}: {key} has other values than English", message.file));
            }
        }
        for key in other.keys().filter(|key| !english.contains_key(*key)) {
            wrong.push(format!("{tag}/{}: {key} is not in English", other[key].file));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// A choice by count has every plural form of its language: in English one, in Russian one, few and many.
#[test]
fn counted_messages_have_every_plural_form() {
    let mut wrong = Vec::new();
    for language in Language::ALL {
        let forms: &[&str] = match language {
            Language::English => &["one", "other"],
            Language::Russian => &["one", "few", "many", "other"],
            Language::Korean | Language::Japanese | Language::TraditionalChinese => &["other"],
        };
        for (key, message) in catalog(language) {
            if message.plurals.iter().any(|choice| forms.iter().any(|form| !choice.contains(*form))) {
                wrong.push(format!("{}/{}: {key}", language.tag(), message.file));
            }
        }
    }
    assert!(wrong.is_empty(), "plural forms are missing:\n{}", wrong.join("\n"));
}

/// A text is written in the script of its language; a forgotten English sentence does not stay unseen.
#[test]
fn no_sentence_is_left_in_english() {
    let english = catalog(Language::English);
    let mut wrong = Vec::new();
    for language in Language::ALL.into_iter().filter(|language| *language != Language::English) {
        for (key, message) in catalog(language) {
            let is_sentence = message.text.split_whitespace().count() > 2 && message.text.is_ascii();
            if is_sentence
                || (message.text.len() > 20 && english.get(&key).is_some_and(|e| e.text == message.text))
            {
                wrong.push(format!("{}/{}: {key} = {}", language.tag(), message.file, message.text));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// Every message that a page or handler names is in the catalog.
#[test]
fn every_named_message_exists() {
    let english = catalog(Language::English);
    let mut wrong = Vec::new();
    for (path, text) in sources() {
        for key in CALLS.iter().flat_map(|call| arguments(&text, call)) {
            if !english.contains_key(key) {
                wrong.push(format!("{path}: {key}"));
            }
        }
        for prefix in arguments(&text, ".word(") {
            if !english.keys().any(|key| key.starts_with(prefix)) {
                wrong.push(format!("{path}: {prefix}…"));
            }
        }
    }
    assert!(wrong.is_empty(), "messages that do not exist:\n{}", wrong.join("\n"));
}

/// whatever Steward stores as a word can be read in every language, and so can every refusal.
#[test]
fn every_stored_word_has_a_text() {
    let english = catalog(Language::English);
    let mut missing: Vec<String> =
        vocabulary().into_iter().filter(|key| !english.contains_key(key)).collect();
    for code in Code::ALL {
        if !["error-", "fault-"].iter().any(|prefix| english.contains_key(&word(prefix, code.as_str()))) {
            missing.push(word("error- or fault-", code.as_str()));
        }
    }
    assert!(missing.is_empty(), "{}", missing.join("\n"));
}

/// A page gives a message the values it holds: none to `t`, a count to `count`, the named one to `with`.
#[test]
fn messages_get_the_values_they_hold() {
    let english = catalog(Language::English);
    let mut wrong = Vec::new();
    for (path, text) in sources() {
        for (call, count) in [(".t(", 0), (".with(", 1), (".with2(", 2)] {
            for (key, name) in text.split(call).skip(1).filter_map(first_two) {
                let Some(message) = english.get(key) else { continue };
                let is_right = message.variables.len() == count
                    && (count == 0 || name.is_some_and(|name| message.variables.contains(name)));
                if !is_right {
                    wrong.push(format!("{path}: {key} holds {:?}", message.variables));
                }
            }
        }
        for key in arguments(&text, ".count(") {
            let Some(message) = english.get(key) else { continue };
            if message.plurals.is_empty() || message.variables.iter().any(|v| v != "count" && v != "shown") {
                wrong.push(format!("{path}: {key} holds {:?}", message.variables));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
