//! A letter in the words of its reader: plain text, so that every program shows it and nothing of it is fetched. A report has tables
//! beside.

use std::fmt::Write as _;

use fluent_templates::fluent_bundle::FluentValue;
use lettre::message::MultiPart;
use service::{
    added_customers::Invitation,
    domain::notification::Matter,
    notices::NoticeRow,
    notifications::{Content, Letter, Told},
};

use super::report;
use crate::{
    i18n::Translator,
    portal::{incidents::title, notices},
};

/// So many tickets are told one by one; of the others only their number is.
const SHOWN: usize = 50;

/// What a letter says.
pub(super) enum Words {
    /// A text.
    Text(String),
    /// A report with its files.
    Report(MultiPart),
}

/// The subject, and what a letter says.
pub(super) fn words(letter: &Letter, base: &str) -> Result<(String, Words), askama::Error> {
    let t = Translator::new(letter.language, &letter.time_zone);
    let (subject, text, footer) = match &letter.content {
        Content::Report(sent) => {
            let written = report::write(letter, sent, base)?;
            return Ok((one_line(&written.subject), Words::Report(written.body())));
        }
        Content::Tickets { is_digest, told } => {
            let footer = if all_given(told) { "mail-footer-given" } else { "mail-footer-rooms" };
            (subject(&t, told, *is_digest), tickets(&t, told, base), footer)
        }
        Content::Invitation(told) => {
            let subject = t.with("mail-subject-invitation", "organization", &told.organization);
            (subject, invitation(&t, told, base), "mail-footer-invitation")
        }
        Content::PasswordLink { secret, partner } => {
            let lines = [
                t.with("mail-password-link-text", "partner", partner),
                format!("{base}/set-password/{}", secret.reveal()),
                t.t("mail-password-link-once"),
            ];
            let footer = t.t("mail-password-link-unasked");
            let text = format!("{}\n\n-- \n{footer}\n", lines.join("\n\n"));
            return Ok((one_line(&t.t("mail-subject-password-link")), Words::Text(text)));
        }
        Content::Notices(told) => {
            (subject_of_notices(&t, told), of_notices(&t, told, base), "mail-footer-notices")
        }
    };
    let footer = t.with(footer, "address", format!("{base}/account#mail"));
    Ok((one_line(&subject), Words::Text(format!("{text}-- \n{footer}\n"))))
}

/// Whether a letter tells of nothing but tickets that its reader was given.
fn all_given(told: &[Told]) -> bool {
    told.iter().all(|it| it.matter == Matter::TicketGiven)
}

fn subject(t: &Translator, told: &[Told], is_digest: bool) -> String {
    if is_digest {
        return t.count("mail-subject-digest", told.len());
    }
    let [only] = told else {
        if all_given(told) {
            return t.count("mail-subject-given", told.len());
        }
        let titles = told.iter().map(|it| title(t, &it.ticket)).collect::<std::collections::BTreeSet<_>>();
        let mut titles = titles.into_iter();
        return match (titles.next(), titles.next()) {
            (Some(one), None) => counted(t, "mail-subject-rooms", told.len(), one),
            _ => t.count("mail-subject-many", told.len()),
        };
    };
    let ticket = &only.ticket;
    let values = [
        ("occasion", t.word("mail-occasion-", only.matter.key())),
        ("title", title(t, ticket)),
        ("room", ticket.room_name.clone()),
        ("customer", ticket.tenant_name.clone()),
    ];
    let key = if only.is_own { "mail-subject-own" } else { "mail-subject-customer" };
    t.values(key, values.map(|(name, value)| (name, FluentValue::from(value))))
}

fn counted(t: &Translator, key: &str, count: usize, title: String) -> String {
    let number = i64::try_from(count).unwrap_or(i64::MAX);
    let values = [
        ("count", FluentValue::from(number)),
        ("shown", FluentValue::from(t.number(number))),
        ("title", FluentValue::from(title)),
    ];
    t.values(key, values)
}

fn tickets(t: &Translator, told: &[Told], base: &str) -> String {
    let mut text = String::new();
    for it in told.iter().take(SHOWN) {
        let ticket = &it.ticket;
        let place = if it.is_own { String::new() } else { format!(" ({})", ticket.tenant_name) };
        let mut facts = vec![
            t.word("severity-", ticket.severity.key()),
            t.word("ticket-state-", ticket.state.key()),
            ticket.reference.clone(),
            t.time(ticket.opened_at),
        ];
        if let Some(reason) = ticket.closure_reason {
            facts.push(t.t(&format!("ticket-reason-{}", reason.key())));
        }
        let address = if it.is_own {
            format!("{base}/incidents/{}", ticket.id)
        } else {
            format!("{base}/partner/incidents/{}/{}", ticket.tenant, ticket.id)
        };
        // Nothing that a text is asked for can fail to be written.
        let _ = writeln!(
            text,
            "{}: {}\n{}{place}\n{}\n{address}\n",
            t.word("mail-occasion-", it.matter.key()),
            title(t, ticket),
            ticket.room_name,
            facts.join(" · ")
        );
    }
    if told.len() > SHOWN {
        text.push_str(&t.count("mail-more", told.len() - SHOWN));
        text.push('\n');
        let is_own = told.iter().all(|it| it.is_own);
        text.push_str(base);
        text.push_str(if is_own { "/incidents\n\n" } else { "/partner/incidents\n\n" });
    }
    text
}

/// The way into an organization that a partner added: what it is, who is behind it, and what stays its reader's decision.
fn invitation(t: &Translator, told: &Invitation, base: &str) -> String {
    let values = [
        ("partner", told.partner_name.clone()),
        ("domain", told.partner_domain.clone()),
        ("organization", told.organization.clone()),
        ("account", told.upn.clone()),
        ("link", format!("{base}/set-password/{}", told.secret.reveal())),
    ];
    t.values("mail-invitation", values.map(|(name, value)| (name, FluentValue::from(value)))) + "\n\n"
}

fn subject_of_notices(t: &Translator, told: &[NoticeRow]) -> String {
    match told {
        [only] => notices::words(t, only),
        many => t.count("mail-subject-notices", many.len()),
    }
}

fn of_notices(t: &Translator, told: &[NoticeRow], base: &str) -> String {
    let mut text = String::new();
    for notice in told.iter().take(SHOWN) {
        let address = notices::address(notice).unwrap_or_else(|| "/notices".to_owned());
        let _ = writeln!(text, "{}\n{}\n{base}{address}\n", notices::words(t, notice), t.time(notice.at));
    }
    text
}

/// A subject has one line.
fn one_line(text: &str) -> String {
    text.split(|character: char| character.is_control()).collect::<Vec<_>>().join(" ")
}
