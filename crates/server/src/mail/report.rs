//! A report as a letter: its tables as text and as HTML without script or anything that is fetched, and each of them as a file.

use std::fmt::Write as _;

use askama::Template;
use lettre::message::{Attachment, MultiPart, SinglePart, header::ContentType};
use service::{Realm, notifications::Letter, organizations::Logo, reports::SentReport};

use crate::{
    i18n::Translator,
    portal::reports::{Cell, Part, Sheet, parts, sent_words, span_text},
};

/// So many rows of a table stand in the letter; the file holds all.
const SHOWN: usize = 31;
/// So many bytes of files are attached; what would be more is left to the page.
const ATTACHED: usize = 5 << 20;

/// The letter.
pub(super) struct Written {
    /// The subject.
    pub(super) subject: String,
    text: String,
    html: String,
    logo: Option<Logo>,
    files: Vec<(String, Vec<u8>)>,
}

/// What the HTML calls the logo.
const LOGO: &str = "logo";

impl Written {
    /// Its parts: text or HTML with the logo, then the files.
    pub(super) fn body(self) -> MultiPart {
        let html = SinglePart::html(self.html);
        let body = MultiPart::alternative().singlepart(SinglePart::plain(self.text));
        let body = match self.logo {
            None => body.singlepart(html),
            Some(logo) => {
                let kind = ContentType::parse(logo.media_type.as_str()).unwrap_or(ContentType::TEXT_PLAIN);
                let logo = Attachment::new_inline(LOGO.to_owned()).body(logo.content, kind);
                body.multipart(MultiPart::related().singlepart(html).singlepart(logo))
            }
        };
        let csv = ContentType::parse("text/csv; charset=utf-8").unwrap_or(ContentType::TEXT_PLAIN);
        let whole = MultiPart::mixed().multipart(body);
        self.files.into_iter().fold(whole, |whole, (name, content)| -> MultiPart {
            let file: SinglePart = Attachment::new(name).body(content, csv.clone());
            whole.singlepart(file)
        })
    }
}

#[derive(Template)]
#[template(path = "mail/report.html")]
struct Html<'a> {
    t: &'a Translator,
    title: &'a str,
    about: &'a str,
    base: &'a str,
    parts: &'a [Part],
    footer: &'a str,
    /// What it calls the logo, and whose it is.
    logo: Option<(&'a str, &'a str)>,
    files: &'a Files,
}

impl Html<'_> {
    /// The rows of a table that stand here.
    fn rows(sheet: &Sheet) -> impl Iterator<Item = &Vec<Cell>> {
        sheet.rows.iter().take(SHOWN)
    }

    fn rest(&self, part: &Part, sheet: &Sheet) -> String {
        self.files.rest(self.t, part, sheet, self.base)
    }
}

/// The files of a letter, by name.
#[derive(Default)]
struct Files {
    attached: Vec<(String, Vec<u8>)>,
}

impl Files {
    fn of(parts: &[Part]) -> Self {
        let mut attached: Vec<(String, Vec<u8>)> = Vec::new();
        let mut left = ATTACHED;
        for part in parts {
            for sheet in part.told.sheets.iter().filter(|sheet| !sheet.rows.is_empty()) {
                let content = sheet.csv();
                if let Some(rest) = left.checked_sub(content.len()) {
                    left = rest;
                    attached.push((sheet.file_name(part.report), content));
                }
            }
        }
        Self { attached }
    }

    /// Where the rows are that do not stand in the letter; nothing where all do.
    fn rest(&self, t: &Translator, part: &Part, sheet: &Sheet, base: &str) -> String {
        let more = sheet.rows.len().saturating_sub(SHOWN);
        if more == 0 {
            return String::new();
        }
        let name = sheet.file_name(part.report);
        let is_attached = self.attached.iter().any(|(attached, _)| *attached == name);
        let place = if is_attached { name } else { format!("{base}{}", part.address) };
        format!("{} {place}", t.count("mail-report-more", more))
    }
}

/// Writes a report to its reader.
pub(super) fn write(letter: &Letter, sent: &SentReport, base: &str) -> Result<Written, askama::Error> {
    let t = Translator::new(letter.language, &letter.time_zone);
    let parts = parts(&t, sent);
    let title = sent_words(&t, sent.report);
    let rooms = rooms(&t, sent);
    let about = format!("{rooms} · {}", span_text(&t, sent.asked.span));
    let reports = if sent.asked.realm == Realm::Own { "/reports" } else { "/partner/reports" };
    let address = format!("{base}{reports}/subscriptions");
    let footer = match &sent.sender {
        None => t.with("mail-footer-report", "address", address),
        Some(sender) => {
            let values = [
                ("sender", sender.clone()),
                ("organization", sent.organization.clone()),
                ("address", format!("{address}#received")),
            ];
            t.values("mail-footer-shared-report", values.map(|(name, value)| (name, value.into())))
        }
    };
    let files = Files::of(&parts);
    let mut text = format!("{title}\n{about}\n\n");
    for part in &parts {
        tell(&mut text, &t, part, &files, base);
    }
    let _ = writeln!(text, "-- \n{footer}");
    let (title, about, footer) = (title.as_str(), about.as_str(), footer.as_str());
    let logo = sent.logo.as_ref().map(|_| (LOGO, sent.organization.as_str()));
    let html = Html { t: &t, title, about, base, parts: &parts, footer, logo, files: &files }.render()?;
    let subject = t.with2("mail-subject-report", "report", title, "about", about);
    Ok(Written { subject, text, html, logo: sent.logo.clone(), files: files.attached })
}

fn rooms(t: &Translator, sent: &SentReport) -> String {
    let whose = match sent.asked.realm {
        Realm::Own => sent.home_name.clone(),
        Realm::Customer(_) => sent.customer.clone().unwrap_or_default(),
        Realm::AllCustomers => t.t("all-tenants"),
    };
    sent.group.as_ref().map_or_else(|| whose.clone(), |group| format!("{whose} · {group}"))
}

/// One report as text. Nothing that a text is asked for can fail to be written.
fn tell(text: &mut String, t: &Translator, part: &Part, files: &Files, base: &str) {
    let _ = writeln!(text, "# {}\n{base}{}\n", t.word("report-", part.report.slug()), part.address);
    if part.told.is_empty {
        let _ = writeln!(text, "{}\n", t.t("report-empty"));
        return;
    }
    for tile in &part.told.tiles {
        let _ = writeln!(text, "{}: {}", tile.label, tile.figure);
    }
    for note in &part.told.notes {
        let _ = writeln!(text, "{note}");
    }
    for sheet in &part.told.sheets {
        let _ = writeln!(text, "\n## {}", sheet.title);
        if sheet.rows.is_empty() {
            let _ = writeln!(text, "{}", t.t("report-nothing"));
        }
        for row in sheet.rows.iter().take(SHOWN) {
            let mut cells = sheet.cells(row);
            let first = cells.next().map(|(_, cell)| cell.text.as_str()).unwrap_or_default();
            let rest = cells.filter(|(_, cell)| !cell.text.is_empty());
            let rest: Vec<_> =
                rest.map(|(column, cell)| format!("{}: {}", column.label, cell.text)).collect();
            let _ = writeln!(text, "{first} · {}", rest.join(" · "));
        }
        let rest = files.rest(t, part, sheet, base);
        if !rest.is_empty() {
            let _ = writeln!(text, "{rest}");
        }
    }
    text.push('\n');
}
