//! Keeps the message catalogs whole: five languages with the same messages, every message that the program
//! names, and a text for every word that Steward stores.
//!
//! Invariant: these tests only read the catalogs and the sources; they translate nothing.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing, reason = "tests")]

mod catalog;
mod sources;
mod vocabulary;

use std::collections::BTreeSet;

use catalog::{Message, catalog};
use domain::{
    organization::Language,
    role::{BuiltInRole, DirectoryRole},
    role_definition,
    subscription::SubscriptionRole,
    time::Time,
};
use server::i18n::Translator;
use service::Code;
use sources::{Call, calls, sources, sources_of_the_demonstration, sources_of_use_cases};
use vocabulary::{vocabulary, word};

/// The calls of [`server::i18n::Translator`] that name a message.
const METHODS: [&str; 6] = ["t", "with", "with2", "count", "values", "has"];

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

/// Decision 5: pages and menus that are there are called by the one fixed vocabulary, whichever edition of the
/// product a reader knows.
#[test]
fn pages_are_called_by_one_vocabulary() {
    let english = Translator::new(Language::English, "UTC");
    for (key, word) in [
        ("nav-tenants", "Tenants"),
        ("nav-rooms", "Rooms"),
        ("nav-customer-rooms", "Rooms"),
        ("nav-groups", "Groups"),
        ("nav-customer-groups", "Groups"),
        ("nav-update-rings", "Update rings"),
        ("nav-customer-update-rings", "Update rings"),
        ("nav-settings", "Settings"),
        ("nav-roles", "Roles"),
        ("nav-partners", "Partners"),
        ("nav-general", "General"),
    ] {
        assert_eq!(english.t(key), word, "{key}");
    }
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

/// English is spelt in one way: enrol, unenrol, enrolment.
#[test]
fn one_word_is_spelt_in_one_way() {
    let other = ["enroll", "unenroll", "enrollment", "enrollments"];
    let mut wrong = Vec::new();
    for (key, message) in catalog(Language::English) {
        let text = message.text.to_lowercase();
        if text.split(|c: char| !c.is_alphabetic()).any(|word| other.contains(&word)) {
            wrong.push(format!("{key} = {}", message.text));
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
        for call in METHODS.iter().flat_map(|method| calls(&text, method)) {
            if !english.contains_key(call.key) {
                wrong.push(format!("{path}: {}", call.key));
            }
        }
        for family in calls(&text, "word") {
            if !english.keys().any(|key| key.starts_with(family.key)) {
                wrong.push(format!("{path}: {}…", family.key));
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

/// what a refusal is called is never the key of a text: the codes of whole refusals have a sentence of their own.
#[test]
fn refusals_have_sentences() {
    let english = catalog(Language::English);
    let mut missing = Vec::new();
    for (path, text) in sources_of_use_cases() {
        for kind in ["Conflict", "Gone", "Denied", "Invalid", "Unauthenticated"] {
            for after in text.split(&format!("Refusal::{kind}(")).skip(1) {
                let Some(name) = after.trim_start().strip_prefix("Code::") else { continue };
                let name: String = name.chars().take_while(char::is_ascii_alphanumeric).collect();
                let code = Code::ALL.iter().find(|code| format!("{code:?}") == name).unwrap();
                if !english.contains_key(&word("error-", code.as_str())) {
                    missing.push(format!("{path}: {name}"));
                }
            }
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
        for (method, count) in [("t", 0), ("with", 1), ("with2", 2)] {
            for Call { key, name } in calls(&text, method) {
                let Some(message) = english.get(key) else { continue };
                let is_right = message.variables.len() == count
                    && (count == 0 || name.is_some_and(|name| message.variables.contains(name)));
                if !is_right {
                    wrong.push(format!("{path}: {key} holds {:?}", message.variables));
                }
            }
        }
        for Call { key, .. } in calls(&text, "count") {
            let Some(message) = english.get(key) else { continue };
            if message.plurals.is_empty() || message.variables.iter().any(|v| v != "count" && v != "shown") {
                wrong.push(format!("{path}: {key} holds {:?}", message.variables));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// The program itself speaks each language, counts in it and writes numbers and dates in its form.
#[test]
fn the_translator_speaks_every_language() {
    let at = Time::from_micros(1_767_225_540_000_000);
    let said = |language, zone: &str| {
        let t = Translator::new(language, zone);
        let counted = t.count("time-minutes-ago", 1234_i64);
        (t.t("save"), counted, t.word("device-", "windowsRoom"), t.time(at))
    };
    let texts = |save: &str, counted: &str, device: &str, time: &str| {
        (save.to_owned(), counted.to_owned(), device.to_owned(), time.to_owned())
    };
    assert_eq!(
        said(Language::English, "UTC"),
        texts("Save", "1,234 minutes ago", "Windows room system", "31 Dec 2025 23:59")
    );
    assert_eq!(
        said(Language::Korean, "Asia/Seoul"),
        texts("저장", "1,234분 전", "Windows 회의실 시스템", "2026. 1. 1. 08:59")
    );
    assert_eq!(
        said(Language::Japanese, "Asia/Tokyo"),
        texts("保存", "1,234 分前", "Windows 会議室システム", "2026/01/01 08:59")
    );
    assert_eq!(
        said(Language::TraditionalChinese, "Asia/Taipei"),
        texts("儲存", "1,234 分鐘前", "Windows 會議室系統", "2026/01/01 07:59")
    );
    assert_eq!(
        said(Language::Russian, "Europe/Moscow"),
        texts("Сохранить", "1\u{a0}234 минуты назад", "Система Windows для комнат", "01.01.2026 02:59")
    );
    let russian = Translator::new(Language::Russian, "UTC");
    for (count, text) in [(1_i64, "1 день"), (3, "3 дня"), (5, "5 дней"), (11, "11 дней"), (21, "21 день")]
    {
        assert_eq!(russian.count("time-days-ago", count), format!("{text} назад"));
    }
}

/// by whatever role somebody acted, the log names it in the reader's language, and never by its key.
#[test]
fn every_role_of_a_log_has_a_name() {
    let built_in = BuiltInRole::ALL.iter().map(|role| role.key());
    let own = DirectoryRole::ALL.iter().map(|role| role.key());
    let keys: Vec<&str> = built_in
        .chain(own)
        .chain(SubscriptionRole::WORDS)
        .chain(role_definition::ALL.iter().map(|role| role.key))
        .chain(["01234567-89ab-7def-8123-456789abcdef"])
        .collect();
    for language in Language::ALL {
        let t = Translator::new(language, "UTC");
        for key in &keys {
            let name = t.role_by_key(key);
            let is_raw = name.is_empty()
                || name == *key
                || name.starts_with("role-")
                || name.starts_with("subscription-");
            assert!(!is_raw, "{}: {key}: {name}", language.tag());
        }
    }
    let korean = Translator::new(Language::Korean, "UTC");
    for (key, name) in [
        ("user_administrator", "사용자 관리자"),
        ("owner", "소유자"),
        ("ai_administrator", "AI Administrator"),
    ] {
        assert_eq!(korean.role_by_key(key), name);
    }
}

/// No message is carried that nobody can see: each is named in the sources, belongs to a stored word, or to a
/// family whose prefix is named.
#[test]
fn every_message_is_used() {
    let vocabulary = vocabulary();
    let codes: BTreeSet<String> = Code::ALL
        .iter()
        .flat_map(|code| ["error-", "fault-"].map(|prefix| word(prefix, code.as_str())))
        .collect();
    let mut literals = BTreeSet::new();
    let mut families = BTreeSet::new();
    for (_, text) in sources().into_iter().chain(sources_of_the_demonstration()) {
        for literal in text.split('"') {
            let family = literal.split('{').next().unwrap_or_default();
            families.insert(family.to_owned());
            literals.insert(literal.to_owned());
        }
    }
    let named = |family: &str| {
        vocabulary.iter().chain(&codes).any(|key| key.starts_with(family)) && family != "error-title-"
    };
    families.retain(|family| family.ends_with('-') && !named(family));
    let unused: Vec<String> = catalog(Language::English)
        .into_iter()
        .filter(|(key, _)| !vocabulary.contains(key) && !codes.contains(key) && !literals.contains(key))
        .filter(|(key, _)| !families.iter().any(|family| key.starts_with(family)))
        .map(|(key, message)| format!("{}: {key}", message.file))
        .collect();
    assert!(unused.is_empty(), "messages that nothing shows:\n{}", unused.join("\n"));
}

/// What a control is called holds the words that stand on it, in every language, so that it can be asked for by voice.
#[test]
fn controls_are_called_by_their_words() {
    let mut pairs = BTreeSet::new();
    for (_, text) in sources() {
        for control in text.split("aria-label=\"{{ frame.t.with(\"").skip(1) {
            let Some((name, rest)) = control.split_once('"') else { continue };
            let Some((_, inside)) = rest.split_once("}}\">") else { continue };
            let inside = inside.split("</button>").next().unwrap_or_default();
            let inside = inside.split("</a>").next().unwrap_or_default();
            let mut words = calls(inside, "t");
            if let (Some(word), true) = (words.pop(), words.is_empty()) {
                pairs.insert((name.to_owned(), word.key.to_owned()));
            }
        }
    }
    assert!(pairs.len() > 5, "{pairs:?}");
    let mut wrong = Vec::new();
    for language in Language::ALL {
        let catalog = catalog(language);
        for (name, word) in &pairs {
            let (called, says) = (&catalog[name].text, &catalog[word].text);
            if !called.to_lowercase().contains(&says.to_lowercase()) {
                wrong.push(format!("{}: {name} is {called:?}, without {says:?} ({word})", language.tag()));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
