//! Keeps `docs/rules.md` complete and true: every rule and decision stands there once, each row that claims
//! to be held by tests is named by a test, and no number is cited in the code that does not exist.
//!
//! Invariant: this file only reads. It is never itself evidence for a rule.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

/// All R-numbers there are, as inclusive ranges.
const REQUIREMENTS: [(u16, u16); 19] = [
    (1, 8),
    (20, 29),
    (40, 50),
    (60, 63),
    (80, 86),
    (100, 114),
    (130, 133),
    (140, 146),
    (160, 164),
    (180, 187),
    (200, 208),
    (220, 224),
    (240, 269),
    (300, 310),
    (320, 327),
    (340, 345),
    (360, 367),
    (380, 393),
    (420, 422),
];

/// All numbered decisions.
const DECISIONS: (u16, u16) = (1, 24);

/// What decision 9 leaves out: no other row may call itself `not built`.
const LEFT_OUT: [Rule; 6] = [
    Rule::Requirement(187),
    Rule::Requirement(207),
    Rule::Requirement(267),
    Rule::Requirement(268),
    Rule::Requirement(269),
    Rule::Decision(9),
];

/// The answers the last column may give.
const HELD_BY: [&str; 7] = [
    HELD_BY_TESTS,
    "later: roles",
    "later: rooms service",
    "later: partner center",
    "later: identity",
    "later: audit and change control",
    NOT_BUILT,
];
const HELD_BY_TESTS: &str = "tests";
const NOT_BUILT: &str = "not built";

/// A promise of Steward that has a number.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Rule {
    Decision(u16),
    Requirement(u16),
}

impl fmt::Display for Rule {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Rule::Decision(number) => write!(f, "decision {number}"),
            Rule::Requirement(number) => write!(f, "R-{number:03}"),
        }
    }
}

/// One row of the page.
struct Row {
    rule: Rule,
    promise: String,
    held_by: String,
}

/// A place that cites rules, as `path:line`.
type Citations = BTreeMap<Rule, Vec<String>>;

#[test]
fn the_page_holds_every_rule_once_and_nothing_else() -> io::Result<()> {
    let rows = rows()?;
    let mut wrong = Vec::new();
    let mut seen = BTreeSet::new();
    for row in &rows {
        let rule = row.rule;
        if !seen.insert(rule) {
            wrong.push(format!("{rule} stands on the page twice"));
        }
        if row.promise.chars().filter(|c| c.is_alphabetic()).count() < 20 {
            wrong.push(format!("{rule} does not say what Steward does"));
        }
        if !HELD_BY.contains(&row.held_by.as_str()) {
            wrong.push(format!("{rule} is held by `{}`, which is no answer", row.held_by));
        }
        if (row.held_by == NOT_BUILT) != LEFT_OUT.contains(&rule) {
            wrong.push(format!("{rule}: only what decision 9 leaves out is `not built`"));
        }
    }
    let complete = complete();
    wrong.extend(complete.difference(&seen).map(|rule| format!("{rule} is missing")));
    wrong.extend(seen.difference(&complete).map(|rule| format!("{rule} does not exist")));
    assert!(wrong.is_empty(), "docs/rules.md:\n  {}", wrong.join("\n  "));
    Ok(())
}

#[test]
fn a_row_held_by_tests_is_named_by_a_test() -> io::Result<()> {
    let named = citations(first_test_line)?;
    let missing: Vec<String> = rows()?
        .iter()
        .filter(|row| row.held_by == HELD_BY_TESTS && !named.contains_key(&row.rule))
        .map(|row| format!("{}: {}", row.rule, row.promise))
        .collect();
    assert!(
        missing.is_empty(),
        "{} rows of docs/rules.md say `tests`, but no test names them:\n  {}",
        missing.len(),
        missing.join("\n  ")
    );
    Ok(())
}

#[test]
fn a_cited_number_exists() -> io::Result<()> {
    let complete = complete();
    let unknown: Vec<String> = citations(|_, _| Some(0))?
        .into_iter()
        .filter(|(rule, _)| !complete.contains(rule))
        .map(|(rule, places)| format!("{rule} is cited in {}", places.join(", ")))
        .collect();
    assert!(unknown.is_empty(), "not in docs/rules.md:\n  {}", unknown.join("\n  "));
    Ok(())
}

/// Says for each rule which tests hold it; run it with `--no-capture` to read it.
#[test]
#[expect(clippy::print_stdout, reason = "the report is for whoever reads the test run")]
fn each_rule_says_which_tests_hold_it() -> io::Result<()> {
    let named = citations(first_test_line)?;
    let rows = rows()?;
    for row in &rows {
        let places = named.get(&row.rule).map(|places| places.join(" ")).unwrap_or_default();
        println!("{:<12} {:<32} {places}", row.rule.to_string(), row.held_by);
    }
    assert_eq!(rows.len(), complete().len());
    Ok(())
}

#[test]
fn citations_are_read_alone_in_lists_and_in_ranges() {
    use Rule::{Decision, Requirement};
    let check = |text: &str, expected: &[Rule]| {
        assert_eq!(cited(text), expected.iter().copied().collect(), "{text}");
    };
    check("R-027: unknown domain", &[Requirement(27)]);
    check("(R-002, R-004; R-107/R-108)", &[2, 4, 107, 108].map(Requirement));
    check("R-060–R-062", &[60, 61, 62].map(Requirement));
    check("R-080-086", &[80, 81, 82, 83, 84, 85, 86].map(Requirement));
    check("R-062–R-080 spans a gap", &[62, 63, 80].map(Requirement));
    check("R-0271, PR-027, R-27, R-", &[]);
    check("R-027 - 400 rooms", &[Requirement(27)]);
    check("decision 11.", &[Decision(11)]);
    check("Decision 14, 20 attempts", &[Decision(14)]);
    check("decisions 6, 7, and 8", &[6, 7, 8].map(Decision));
    check("decisions 6–8/16", &[6, 7, 8, 16].map(Decision));
    check("the decision is 12; indecision 3; decision", &[]);
    check("R-999 and decision 77", &[Requirement(999), Decision(77)]);
}

#[test]
fn only_the_part_of_a_file_that_tests_is_evidence() {
    let rules = |path: &str, text: &str| -> Vec<String> {
        let skipped = first_test_line(Path::new(path), text).unwrap_or(usize::MAX);
        text.lines().skip(skipped).flat_map(cited).map(|rule| rule.to_string()).collect()
    };
    let code = "//! R-001\nfn f() {}\n#[cfg(test)]\nmod tests { /// R-002\n#[test] fn g() {} }";
    assert_eq!(rules("crates/domain/src/link.rs", code), ["R-002"]);
    assert_eq!(rules("crates/domain/src/link.rs", "//! R-001"), [""; 0]);
    assert_eq!(rules("crates/domain/src/link/tests.rs", "/// R-003\n#[test]\nfn g() {}"), ["R-003"]);
    assert_eq!(rules("crates/server/tests/it/rooms.rs", "// R-004"), ["R-004"]);
    assert_eq!(rules("crates/testkit/scenarios/block.toml", "# decision 8"), ["decision 8"]);
    assert_eq!(rules("crates/domain/Cargo.toml", "# decision 8"), [""; 0]);
}

fn complete() -> BTreeSet<Rule> {
    let requirements = REQUIREMENTS.iter().flat_map(|&(first, last)| first..=last).map(Rule::Requirement);
    requirements.chain((DECISIONS.0..=DECISIONS.1).map(Rule::Decision)).collect()
}

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

fn rows() -> io::Result<Vec<Row>> {
    let page = fs::read_to_string(root().join("docs/rules.md"))?;
    let mut rows = Vec::new();
    for line in page.lines() {
        let Some(cells) = line.strip_prefix('|').and_then(|line| line.strip_suffix('|')) else {
            continue;
        };
        let cells: Vec<&str> = cells.split('|').map(str::trim).collect();
        let Some(rule) = cells.first().and_then(|cell| cited(cell).first().copied()) else {
            continue;
        };
        let [name, promise, held_by] = cells.as_slice() else {
            return Err(io::Error::other(format!("a row has three cells: {line}")));
        };
        if *name != rule.to_string() {
            return Err(io::Error::other(format!("a row is for one rule: {line}")));
        }
        // `tests` may be set as code.
        let held_by = held_by.trim_matches('`').to_owned();
        rows.push(Row { rule, promise: (*promise).to_owned(), held_by });
    }
    Ok(rows)
}

/// Which rules the files under `crates/` cite, each file read from the line that `from` gives.
fn citations(from: fn(&Path, &str) -> Option<usize>) -> io::Result<Citations> {
    let root = root();
    let own = root.join("crates/testkit/tests/rules.rs");
    let mut found = Citations::new();
    let mut folders = vec![root.join("crates")];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder)? {
            let path = entry?.path();
            let name = path.file_name().and_then(|name| name.to_str());
            if path.is_dir() {
                if name != Some("target") && name != Some("node_modules") {
                    folders.push(path);
                }
                continue;
            }
            let code = path.extension().is_some_and(|end| end == "rs" || end == "toml");
            if !code || path == own {
                continue;
            }
            let text = fs::read_to_string(&path)?;
            let shown = path.strip_prefix(&root).unwrap_or(&path);
            let skipped = from(shown, &text).unwrap_or(usize::MAX);
            for (index, line) in text.lines().enumerate().skip(skipped) {
                for rule in cited(line) {
                    let place = format!("{}:{}", shown.display(), index + 1);
                    found.entry(rule).or_default().push(place);
                }
            }
        }
    }
    Ok(found)
}

/// The line from which a file tests, counted from 0: a test file or scenario from its beginning, other code
/// from its test module on.
fn first_test_line(path: &Path, text: &str) -> Option<usize> {
    let within = |folder: &str| path.components().any(|part| part.as_os_str() == folder);
    if path.extension().is_some_and(|end| end == "toml") {
        return within("scenarios").then_some(0);
    }
    let whole = within("tests") || text.contains("#[test]") || text.contains("#[tokio::test");
    let module = text.lines().position(|line| line.contains("#[cfg(test)]"));
    match module {
        Some(line) if !within("tests") => Some(line),
        _ => whole.then_some(0),
    }
}

/// The rules that a text names: `R-027`, ranges such as `R-060–R-062`, `decision 11`, `decisions 6, 7 and 8`.
fn cited(text: &str) -> BTreeSet<Rule> {
    let mut rules = BTreeSet::new();
    for (at, mark) in text.match_indices("R-") {
        if joined_to_a_word(text, at) {
            continue;
        }
        let Some((first, rest)) = text.get(at + mark.len()..).and_then(requirement) else {
            continue;
        };
        rules.insert(Rule::Requirement(first));
        let last = rest.strip_prefix(['–', '-']).map(|rest| rest.strip_prefix("R-").unwrap_or(rest));
        if let Some((last, _)) = last.and_then(requirement) {
            rules.insert(Rule::Requirement(last));
            let all = complete();
            rules.extend((first..last).map(Rule::Requirement).filter(|rule| all.contains(rule)));
        }
    }
    let lower = text.to_ascii_lowercase();
    for (at, mark) in lower.match_indices("decision") {
        if joined_to_a_word(&lower, at) {
            continue;
        }
        let Some(rest) = lower.get(at + mark.len()..) else {
            continue;
        };
        if let Some(list) = rest.strip_prefix("s ") {
            rules.extend(decisions(list));
        } else if let Some((one, _)) = rest.strip_prefix(' ').and_then(number) {
            rules.insert(Rule::Decision(one));
        }
    }
    rules
}

fn joined_to_a_word(text: &str, at: usize) -> bool {
    text.get(..at).and_then(|before| before.chars().next_back()).is_some_and(char::is_alphanumeric)
}

/// `6, 7 and 8`, `6–8`.
fn decisions(list: &str) -> BTreeSet<Rule> {
    let mut rules = BTreeSet::new();
    let mut rest = list;
    let mut from = None;
    while let Some((one, after)) = number(rest) {
        rules.extend((from.unwrap_or(one)..=one).map(Rule::Decision));
        from = after.starts_with(['–', '-']).then_some(one);
        let joints = [", and ", " and ", ", ", "/", "–", "-"];
        let Some(next) = joints.iter().find_map(|joint| after.strip_prefix(joint)) else {
            break;
        };
        rest = next;
    }
    rules
}

/// Exactly three digits at the start, and what follows.
fn requirement(text: &str) -> Option<(u16, &str)> {
    let (value, rest) = number(text)?;
    (text.len() - rest.len() == 3).then_some((value, rest))
}

fn number(text: &str) -> Option<(u16, &str)> {
    let end = text.find(|c: char| !c.is_ascii_digit()).unwrap_or(text.len());
    let (digits, rest) = text.split_at_checked(end)?;
    Some((digits.parse().ok()?, rest))
}
