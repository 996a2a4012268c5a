//! What is offered can be used, and what is not offered is shut.

use std::collections::BTreeMap;

use testkit::http::{Browser, Served};
use uuid::Uuid;

use crate::{
    addresses::Addresses,
    cast::{CAST, Person},
    crawl::{Walk, enter, served},
    page::{Page, Sent},
    secrets::betrayed,
    town::home,
};

/// Answers that mean that a control should not have been offered.
fn is_shut(status: u16) -> bool {
    matches!(status, 400 | 401 | 403 | 404 | 405) || status >= 500
}

/// §0.2, R-132: whatever a page offers to send is not refused to the person it is offered to, and the answer betrays nothing.
/// Each of them plays in a town of their own, which is built anew when what was sent took an offer away.
async fn offers_are_kept(people: &[Person]) {
    let mut faults = Vec::new();
    let addresses = Addresses::of_the_portal();
    for person in people {
        let mut stay = Stay::begin(person).await;
        let walk = Walk::through(&mut stay.browser, &addresses).await;
        let mut sent_so_far = 0;
        for (visit, offer) in walk.offers(&addresses) {
            let (path, action, button) = (&visit.path, &offer.action, offer.button());
            let Some(sent) = stay.find(path, &offer).await else {
                faults.push(format!("{} at {path}: {action} {button} is not offered again", person.name));
                continue;
            };
            sent_so_far += 1;
            let found = stay.send(&sent).await;
            faults.extend(
                found
                    .into_iter()
                    .map(|fault| format!("{} at {path}: {action} {button} {fault}", person.name)),
            );
        }
        assert!(sent_so_far > 5, "{} is offered {sent_so_far} things", person.name);
    }
    assert!(faults.is_empty(), "{} faults:\n{}", faults.len(), faults.join("\n"));
}

struct Stay {
    person: Person,
    browser: Browser,
    _served: Served,
}

impl Stay {
    async fn begin(person: &Person) -> Self {
        let (served, _) = served().await;
        Self { person: *person, browser: enter(&served, person.name).await, _served: served }
    }

    /// An offer as its page makes it now, in a new town if need be.
    async fn find(&mut self, path: &str, offer: &Sent) -> Option<Sent> {
        let is_it = |sent: &Sent| sent.action == offer.action && sent.button() == offer.button();
        for is_new in [false, true] {
            if is_new {
                *self = Self::begin(&self.person.clone()).await;
            }
            let answer = self.browser.get(path).await;
            if answer.status == 200 {
                let page = Page::read(path, &answer.text());
                if let Some(sent) = page.sent.into_iter().find(|sent| is_it(sent)) {
                    return Some(sent);
                }
            }
        }
        None
    }

    /// Sends it, follows where it leads and takes the next step where there is one; tells what was wrong.
    async fn send(&mut self, sent: &Sent) -> Vec<String> {
        let mut faults = Vec::new();
        let page = self.follow(sent, &mut faults).await;
        // The review of a change asks once more.
        let next = page.sent.iter().find(|next| next.fields.iter().any(|(name, _)| name == "step"));
        if let Some(next) = next.filter(|next| next.action != sent.action) {
            self.follow(next, &mut faults).await;
        }
        faults
    }

    async fn follow(&mut self, sent: &Sent, faults: &mut Vec<String>) -> Page {
        let (mut here, mut answer) = (sent.action.clone(), sent.send(&mut self.browser).await);
        // Whoever accepts an invitation to a named person is a primary admin from then on.
        let accepts = self.person.name == "guild-person-named" && sent.button() == "accept";
        loop {
            if is_shut(answer.status.as_u16()) {
                faults.push(format!("answers {} at {here}", answer.status));
            }
            let text = answer.text();
            let betrayed = betrayed(&self.person, &text).into_iter().filter(|_| !accepts);
            faults.extend(betrayed.map(|thing| format!("shows {thing}")));
            let next = answer.location().to_owned();
            if next.is_empty() {
                return Page::read(&here, &text);
            }
            answer = self.browser.get(&next).await;
            here = next;
        }
    }
}

fn some(part: usize) -> Vec<Person> {
    CAST.into_iter().skip(part).step_by(3).collect()
}

/// The addresses of a thing, wherever somebody might look for it.
fn addresses_of(thing: &str, ids: &BTreeMap<String, Uuid>) -> Vec<String> {
    let (id, tenant) = (ids[thing], ids[home(thing)]);
    let one = |addresses: &[&str]| addresses.iter().map(|address| format!("{address}/{id}")).collect();
    match thing.split('-').nth(1) {
        None => one(&["/partner/tenants", "/operator/organizations"]),
        Some("room") => {
            let there = format!("/partner/rooms/{tenant}");
            [one(&["/rooms", &there]), vec![format!("/rooms/{id}/edit"), format!("{there}/{id}/edit")]]
                .concat()
        }
        Some("group") => one(&["/groups", &format!("/partner/groups/{tenant}")]),
        Some("place") => one(&["/places"]),
        Some("person") => one(&["/directory/users", &format!("/partner/customers/{tenant}/people")]),
        Some("crowd") => one(&["/directory/groups", &format!("/partner/customers/{tenant}/groups")]),
        _ => Vec::new(),
    }
}

/// R-002, decision 17: what somebody may not see is not there under its own address either, and no list that is narrowed to it
/// and no picker that is told it was chosen says what it is.
#[tokio::test(flavor = "multi_thread")]
async fn hidden_things_are_not_there() {
    let (served, ids) = served().await;
    let mut faults = Vec::new();
    let chosen: Vec<(&str, String)> = ids
        .iter()
        .filter_map(|(thing, id)| {
            Some(match thing.split('-').nth(1)? {
                "room" => ("room", id.to_string()),
                "group" => ("group", id.to_string()),
                "person" => ("principal", format!("user:{id}")),
                "crowd" => ("principal", format!("securityGroup:{id}")),
                _ => return None,
            })
        })
        .collect();
    assert!(chosen.len() > 50);
    let chosen: Vec<_> = chosen.iter().map(|(name, value)| (*name, value.as_str())).collect();
    for person in CAST {
        let mut browser = enter(&served, person.name).await;
        for thing in ids.keys().filter(|thing| !person.may_see(thing)) {
            for address in addresses_of(thing, &ids) {
                let answer = browser.get(&address).await;
                if !matches!(answer.status.as_u16(), 403 | 404) {
                    faults.push(format!("{}: {thing} at {address} answers {}", person.name, answer.status));
                }
                let text = answer.text();
                faults.extend(
                    betrayed(&person, &text)
                        .iter()
                        .map(|it| format!("{} at {address} shows {it}", person.name)),
                );
            }
        }
        let narrowed = ids.iter().flat_map(|(thing, id)| match thing.split('-').nth(1) {
            None => ["rooms", "settings/roles", "incidents", "incidents/events", "incidents/new"]
                .map(|page| format!("/partner/{page}?tenant={id}"))
                .to_vec(),
            Some("room") => vec![format!("/incidents/new?room={id}"), format!("/incidents/events?room={id}")],
            Some("group") => vec![format!("/rooms?group={id}"), format!("/incidents?group={id}")],
            Some("place") => vec![format!("/rooms?place={id}"), format!("/places/new?within={id}")],
            _ => Vec::new(),
        });
        let mut answers = Vec::new();
        for address in narrowed {
            answers.push((browser.get(&address).await, address));
        }
        browser.get("/account").await;
        for picker in ["scope", "scope/count", "principals", "rooms"] {
            let address = format!("/pickers/{picker}");
            answers.push((browser.post(&address, &chosen).await, address));
        }
        for (answer, address) in answers {
            let text = answer.text();
            let shown = betrayed(&person, &text).into_iter().map(|it| format!("shows {it}"));
            let broken = (answer.status.as_u16() >= 500).then(|| format!("answers {}", answer.status));
            faults.extend(shown.chain(broken).map(|fault| format!("{} at {address} {fault}", person.name)));
        }
    }
    assert!(faults.is_empty(), "{} faults:\n{}", faults.len(), faults.join("\n"));
}

#[tokio::test(flavor = "multi_thread")]
async fn offers_are_kept_to_a_first_third() {
    offers_are_kept(&some(0)).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn offers_are_kept_to_a_second_third() {
    offers_are_kept(&some(1)).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn offers_are_kept_to_a_last_third() {
    offers_are_kept(&some(2)).await;
}
