//! One line for each customer, on the page and in the file.

use domain::text;
use serde::{Deserialize, Serialize};
use service::{
    Code,
    bulk_assignments::{AtCustomer, Outcome},
};

use crate::{csv, i18n::Translator};

/// What happens, or happened, at one customer.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Row {
    /// The name of the customer.
    pub(super) name: String,
    /// Its default domain.
    pub(super) domain: String,
    /// The word for what happens.
    pub(super) outcome: String,
    /// Whether the role is made there.
    pub(super) makes_role: bool,
    /// How many people gain something on how many rooms, in a preview.
    #[serde(skip)]
    pub(super) gained: Option<(usize, usize)>,
    /// Why nothing happens; empty if something does.
    pub(super) code: String,
}

/// The columns of the file.
const COLUMNS: [&str; 8] =
    ["tenant", "defaultDomain", "outcome", "createsRole", "peopleCount", "roomCount", "code", "message"];

impl Row {
    /// The line of a customer; one that is not in sight any more has no name.
    fn of(at: AtCustomer) -> Self {
        let (name, domain) = at.seen.unwrap_or_else(|| (at.customer.to_string(), String::new()));
        let outcome = at.outcome.key().to_owned();
        let row = Self { name, domain, outcome, makes_role: false, gained: None, code: String::new() };
        match at.outcome {
            Outcome::Held => row,
            Outcome::Given { makes_role, gained, .. } => {
                Self { makes_role, gained: gained.map(|share| (share.people, share.rooms)), ..row }
            }
            Outcome::Refused(refusal) => Self { code: refusal.code().as_str().to_owned(), ..row },
        }
    }

    /// The line as a page carries it.
    pub(super) fn carried(&self) -> String {
        serde_json::to_string(self).unwrap_or_default()
    }

    /// The line that a page carried; none if no page of ours made it.
    pub(super) fn read(text: &str) -> Option<Self> {
        let row: Self = serde_json::from_str(text).ok()?;
        let is_ours = matches!(row.outcome.as_str(), "assigned" | "held" | "refused")
            && (row.code.is_empty() || Code::from_text(&row.code).is_some());
        is_ours.then_some(row)
    }

    /// Why nothing happens, in words; empty if something does.
    pub(super) fn why(&self, t: &Translator) -> String {
        if self.code.is_empty() { String::new() } else { t.word("error-", &self.code) }
    }

    /// The look and the icon of its badge.
    pub(super) fn badge(&self) -> (&'static str, &'static str) {
        match self.outcome.as_str() {
            "assigned" => ("badge-good", "check"),
            "held" => ("", "info"),
            _ => ("badge-bad", "blocked"),
        }
    }
}

/// The lines of customers, by name.
pub(super) fn lines(told: Vec<AtCustomer>) -> Vec<Row> {
    let mut rows: Vec<Row> = told.into_iter().map(Row::of).collect();
    rows.sort_by_cached_key(|row| (text::key(&row.name), row.domain.clone()));
    rows
}

/// How many lines have an outcome.
pub(super) fn count(rows: &[Row], outcome: &str) -> usize {
    rows.iter().filter(|row| row.outcome == outcome).count()
}

/// The file with the words of a family for outcomes.
pub(super) fn file(t: &Translator, words: &str, rows: &[Row]) -> Vec<u8> {
    let mut file = csv::line(COLUMNS);
    for row in rows {
        let number = |of: fn((usize, usize)) -> usize| {
            row.gained.map(|gained| of(gained).to_string()).unwrap_or_default()
        };
        file.extend(csv::line([
            row.name.clone(),
            row.domain.clone(),
            t.word(words, &row.outcome),
            row.makes_role.to_string(),
            number(|(people, _)| people),
            number(|(_, rooms)| rooms),
            row.code.clone(),
            row.why(t),
        ]));
    }
    file
}

#[cfg(test)]
#[allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "tests")]
mod tests {
    use domain::organization::Language;

    use super::*;

    fn row(name: &str, outcome: &str, code: &str) -> Row {
        Row {
            name: name.to_owned(),
            domain: "contoso.example".to_owned(),
            outcome: outcome.to_owned(),
            makes_role: true,
            gained: None,
            code: code.to_owned(),
        }
    }

    /// the file says what the page says; a name that looks like a formula is none.
    #[test]
    fn a_file_has_a_line_for_each_customer() {
        let t = Translator::new(Language::English, "UTC");
        let given = Row { gained: Some((2, 40)), ..row("=cmd()", "assigned", "") };
        let text = String::from_utf8(file(&t, "bulk-would-", &[given, row("B", "refused", "role_missing")]))
            .unwrap();
        let lines: Vec<_> = text.lines().skip(1).collect();
        assert!(lines[0].starts_with("'=cmd(),contoso.example,"), "{text}");
        assert!(lines[0].ends_with(",true,2,40,,"), "{text}");
        assert!(lines[1].contains(",role_missing,There is no role"), "{text}");
    }

    #[test]
    fn a_page_carries_lines_and_takes_no_others() {
        let line = row("Contoso", "refused", "role_missing");
        assert_eq!(Row::read(&line.carried()), Some(line));
        for foreign in [row("A", "done", ""), row("A", "held", "<b>")] {
            assert_eq!(Row::read(&foreign.carried()), None);
        }
        assert_eq!(Row::read("nothing"), None);
    }
}
