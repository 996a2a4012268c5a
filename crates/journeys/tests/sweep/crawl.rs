//! A walk through the portal: from the start page along every link, so often for each kind of address.

use std::collections::{BTreeMap, BTreeSet, VecDeque};

use domain::organization::Language;
use testkit::http::{Browser, Served};

use crate::{
    addresses::Addresses,
    page::{Page, Sent},
    town::{self, Town, upn},
};

/// How often an address of one kind is opened; one that only narrows or orders a list less often.
const TIMES: (usize, usize) = (8, 2);
/// How many things an address may ask for in its query part before it is let alone.
const ASKED: usize = 2;

/// A page that was opened.
#[derive(Clone, Debug)]
pub struct Visit {
    /// Its address.
    pub path: String,
    /// Which kind of address it is: its route and what its query part asks for.
    pub kind: String,
    /// Its route, empty where the portal has none such.
    pub route: String,
    /// From where it was reached.
    pub from: String,
    /// The status of the answer.
    pub status: u16,
    /// The answer.
    pub body: String,
    /// What it offers.
    pub page: Page,
}

/// What somebody saw.
#[derive(Clone, Debug, Default)]
pub struct Walk {
    /// The pages, in order.
    pub visits: Vec<Visit>,
}

impl Walk {
    /// Walks from the start page on.
    pub async fn through(browser: &mut Browser, addresses: &Addresses) -> Self {
        let mut walk = Self::default();
        let mut known: BTreeSet<String> = BTreeSet::new();
        let mut times: BTreeMap<String, usize> = BTreeMap::new();
        let mut next = VecDeque::from([("/".to_owned(), String::new())]);
        while let Some((path, from)) = next.pop_front() {
            let (kind, asked) = kind(addresses, &path);
            let so_far = times.entry(kind.clone()).or_default();
            let most = if asked == 0 { TIMES.0 } else { TIMES.1 };
            if asked > ASKED || *so_far == most || !known.insert(path.clone()) {
                continue;
            }
            *so_far += 1;
            let answer = browser.get(&path).await;
            let body = answer.text();
            let is_page = answer.header("content-type").starts_with("text/html");
            let page = if is_page { Page::read(&path, &body) } else { Page::default() };
            let links = page.links.iter().cloned().chain([answer.location().to_owned()]);
            let links = links.filter(|link| link.starts_with('/') && !link.starts_with("/assets/"));
            next.extend(links.map(|link| (link, path.clone())));
            let route = addresses.of(&path).unwrap_or_default().to_owned();
            walk.visits.push(Visit { kind, route, from, status: answer.status.as_u16(), body, page, path });
        }
        walk
    }

    /// One page of each route and tab, and of each search that finds nothing.
    pub fn samples(&self) -> Vec<&Visit> {
        let mut seen = BTreeSet::new();
        let is_page = |visit: &&Visit| visit.status == 200 && visit.body.starts_with("<!doctype");
        let pages = self.visits.iter().filter(is_page);
        let plain = pages.filter(|visit| {
            let asked = visit.kind.strip_prefix(&visit.route).unwrap_or_default();
            asked.is_empty()
                || asked.starts_with(" tab=")
                || asked == " q=nowhere"
                || asked == " find=nowhere"
        });
        plain.filter(|visit| seen.insert(&visit.kind)).collect()
    }

    /// What can be sent, each kind once, with the page that offers it.
    pub fn offers(&self, addresses: &Addresses) -> Vec<(&Visit, Sent)> {
        let mut seen = BTreeSet::new();
        let mut offers = Vec::new();
        for visit in &self.visits {
            for sent in &visit.page.sent {
                // The same form with another button is another offer; on every page is one to sign out.
                let action = addresses.of(&sent.action).unwrap_or(&sent.action).to_owned();
                let route = if action == "/sign-out" { String::new() } else { visit.route.clone() };
                if seen.insert((route, action, sent.button().to_owned())) {
                    offers.push((visit, sent.clone()));
                }
            }
        }
        offers
    }
}

/// The kind of an address, and how much its query part asks for. Identifiers and filters make no difference; tabs and
/// searches that find nothing do.
fn kind(addresses: &Addresses, path: &str) -> (String, usize) {
    let mut kind = addresses.of(path).unwrap_or(path).to_owned();
    let query = path.split_once('?').map(|(_, query)| query).unwrap_or_default();
    let asked: BTreeSet<String> = form_urlencoded::parse(query.as_bytes())
        .map(|(name, value)| match &*name {
            "tab" | "q" | "find" => format!(" {name}={value}"),
            _ => format!(" {name}"),
        })
        .collect();
    kind.extend(asked.iter().map(String::as_str));
    (kind, asked.len())
}

/// Somebody who comes in with a browser and an access token to their name; nobody's browser for the name of nobody.
pub async fn enter(served: &Served, person: &str) -> Browser {
    if person.is_empty() {
        return served.visitor();
    }
    let mut browser = served.sign_in(&upn(person)).await;
    browser.get("/account").await;
    let token = [("token-name", "Tests"), ("access", "read"), ("days", "7")];
    let made = browser.post("/account/tokens", &token).await;
    assert!(made.text().contains("id=\"made\""), "{person} gets no access token: {}", made.text());
    // A second browser, so that there is another session to end.
    served.sign_in(&upn(person)).await;
    browser
}

/// The town, served.
pub async fn served() -> (Served, BTreeMap<String, uuid::Uuid>) {
    served_in(Language::English).await
}

/// The town, served to people who read a language.
pub async fn served_in(language: Language) -> (Served, BTreeMap<String, uuid::Uuid>) {
    let Town { world, ids } = Town::build(language).await;
    let served = Served::start(world).await;
    town::live(&served, &ids).await;
    (served, ids)
}
