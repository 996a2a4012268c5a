//! Access explained: who may do what with a room, what a person may do, and why (decision 17).

mod person;
mod room;

use std::borrow::Borrow;

use axum::{Router, routing::get};
use domain::{
    id::{Id, Organization, User},
    time::{DAY, Time},
};
use service::explanations::{Lack, Missing, NamedChain, NamedCover, Source};

use crate::{form::Fields, i18n::Translator, web::Web};

/// The pages of access.
pub fn routes() -> Router<Web> {
    Router::new()
        .route("/rooms/{room}/access", get(room::own))
        .route("/partner/rooms/{tenant}/{room}/access", get(room::customer))
        .route("/settings/access/{user}", get(person::own))
        .route("/partner/settings/access/{tenant}/{user}", get(person::customer))
}

/// The day that a form asks about, as it was typed, and its last moment; none for today.
fn moment(t: &Translator, fields: &Fields, now: Time) -> (String, Option<Time>) {
    let day = fields.text("day");
    match t.midnight(day) {
        Some(midnight) if day != t.iso_date(now) => (day.to_owned(), Some(midnight.plus(DAY - 1))),
        _ => (String::new(), None),
    }
}

/// One step of a chain, as a chip: its icon and its words.
struct Step {
    icon: &'static str,
    words: String,
}

/// The steps from a person to the rooms.
fn steps(t: &Translator, person: &str, chain: &NamedChain, room: &str) -> Vec<Step> {
    let mut steps = vec![Step { icon: "person", words: person.to_owned() }];
    for (_, name) in &chain.groups {
        let words = name.clone().unwrap_or_else(|| t.t("access-group-inside"));
        steps.push(Step { icon: "security-group", words });
    }
    let words = match chain.assignment {
        Some(_) => {
            let name = assignment_name(t, chain).unwrap_or_default();
            t.with2("access-by-assignment", "role", role_name(t, chain), "name", name)
        }
        None => match by_relationship(t, chain) {
            Some(name) => t.with2("access-by-assignment", "role", role_name(t, chain), "name", name),
            None => role_name(t, chain),
        },
    };
    steps.push(Step { icon: "role", words });
    // All rooms of a partner's assignment are those of its link, which follows.
    let says_more = chain.link_covers_by.is_none() || chain.covered_by != Some(NamedCover::All);
    if let Some(cover) = chain.covered_by.as_ref().filter(|_| says_more) {
        steps.push(covered(t, cover, room));
    }
    if let Some(cover) = &chain.link_covers_by {
        let partner = chain.assignment.as_ref().map(|it| it.partner_name.clone()).unwrap_or_default();
        let by = covered(t, cover, room).words;
        steps.push(Step { icon: "partner", words: t.with2("access-link", "name", partner, "rooms", by) });
    }
    steps
}

fn covered(t: &Translator, cover: &NamedCover, room: &str) -> Step {
    match cover {
        NamedCover::All => Step { icon: "room", words: t.t("access-all-rooms") },
        NamedCover::Room => Step { icon: "room", words: room.to_owned() },
        NamedCover::Group(_, name) => {
            Step { icon: "group", words: name.clone().unwrap_or_else(|| t.t("access-some-group")) }
        }
        NamedCover::Place(_, name) => {
            Step { icon: "place", words: name.clone().unwrap_or_else(|| t.t("access-some-place")) }
        }
    }
}

/// What the role of a chain is called.
fn role_name(t: &Translator, chain: &NamedChain) -> String {
    let custom = chain.assignment.as_ref().map(|it| it.role_name.as_str()).unwrap_or_default();
    match chain.source {
        Source::DirectoryRole(role) => t.word("role-", role.key()),
        Source::OwnRole { role, .. } | Source::PartnerRole { role, .. } => t.role(role, custom),
        Source::DelegatedAdmin { .. } => t.role_by_key(&chain.source.role_key()),
        Source::GranularAdmin { role, .. } => role.name.to_owned(),
        Source::SubscriptionRole { role, .. } => t.word("subscription-role-", role.key()),
    }
}

/// What the assignment of a chain is called.
fn assignment_name(t: &Translator, chain: &NamedChain) -> Option<String> {
    let name = chain.assignment.as_ref()?.name.as_str();
    Some(match chain.source {
        Source::OwnRole { role, .. } | Source::PartnerRole { role, .. } => t.assignment(role, name),
        _ => name.to_owned(),
    })
}

/// By what a role is delegated, where it is.
fn by_relationship(t: &Translator, chain: &NamedChain) -> Option<String> {
    match chain.source {
        Source::DelegatedAdmin { .. } => Some(t.t("privileges")),
        Source::GranularAdmin { .. } => {
            Some(chain.relationship_name.clone().unwrap_or_else(|| t.t("granular-relationship")))
        }
        _ => None,
    }
}

/// Since when a chain is there, and until when.
fn since(t: &Translator, chain: &NamedChain) -> Option<String> {
    let Some(assignment) = chain.assignment.as_ref() else {
        return chain.until.map(|until| t.with("review-until", "day", t.date(until.plus(-1))));
    };
    let since = chain.from.filter(|from| *from > assignment.since).unwrap_or(assignment.since);
    Some(match chain.until {
        Some(until) => {
            let last = t.date(until.plus(-1));
            t.with2("access-since-until", "since", t.date(since), "until", last)
        }
        None => t.with("access-since", "day", t.date(since)),
    })
}

/// What is missing, and who could give it, as two sentences.
fn missing_words(t: &Translator, missing: &Missing) -> (String, String) {
    let what = match missing.lack {
        Lack::NotBegun(at) => t.with("lack-not-begun", "day", t.date(at)),
        Lack::Ended(at) => t.with("lack-ended", "day", t.date(at.plus(-1))),
        lack => t.t(&format!("lack-{}", hyphened(lack.key()))),
    };
    let who = match missing.giver {
        None => String::new(),
        Some(giver) => {
            let names: Vec<_> = missing.people.iter().map(|person| person.name.as_str()).collect();
            let kind = t.t(&format!("giver-{}", hyphened(giver.key())));
            if names.is_empty() {
                kind
            } else {
                t.with2("giver-named", "kind", kind, "names", names.join(", "))
            }
        }
    };
    (what, who)
}

/// A word of the API as the key of a message.
fn hyphened(word: &str) -> String {
    word.chars().fold(String::new(), |mut key, c| {
        if c.is_ascii_uppercase() {
            key.push('-');
        }
        key.push(c.to_ascii_lowercase());
        key
    })
}

/// The address of a person's page of access.
fn person_address(tenant: Option<Id<Organization>>, user: impl Borrow<Id<User>>) -> String {
    let user = user.borrow();
    match tenant {
        None => format!("/settings/access/{user}"),
        Some(tenant) => format!("/partner/settings/access/{tenant}/{user}"),
    }
}
