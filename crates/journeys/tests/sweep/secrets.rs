//! What pages betray: words of things that the reader may not see, figures that count them, links that lead nowhere.

use std::collections::{BTreeMap, BTreeSet};

use domain::{room::Monitoring, update_ring::Preset};
use uuid::Uuid;

use crate::{
    addresses::Addresses,
    cast::{CAST, Face, Person, VISITOR, is_in, lies_in},
    crawl::{Visit, Walk, enter, served},
    things::{RINGS, RoomHere},
    town::{home, mark},
};

/// The things whose words stand in a text.
pub fn named(text: &str) -> BTreeSet<&str> {
    let mut found = BTreeSet::new();
    let mut rest = text;
    while let Some((_, after)) = rest.split_once("zz-") {
        found.extend(after.split_once("-z").map(|(thing, _)| thing));
        rest = after;
    }
    found
}

/// What a text shows that a person may not see.
pub fn betrayed<'a>(person: &Person, text: &'a str) -> Vec<&'a str> {
    named(text).into_iter().filter(|thing| !person.may_see(thing)).collect()
}

/// The same page is reached at customers, where there is such a room.
const NO_SUCH_ROOM: &str = "the customer on whose behalf somebody acts has no such room";

/// Pages that nobody can come to by a link, and why.
const APART: [(&str, &str); 9] = [
    ("/on-behalf/{tenant}/rooms/{room}/delete", NO_SUCH_ROOM),
    ("/on-behalf/{tenant}/rooms/{room}/take-over", NO_SUCH_ROOM),
    ("/on-behalf/{tenant}/rooms/{room}/jobs/{job}/files/{file}", NO_SUCH_ROOM),
    ("/on-behalf/{tenant}/rooms/{room}/jobs/{job}/output.txt", NO_SUCH_ROOM),
    ("/{tenant}/oauth2/v2.0/authorize", "an application sends people there"),
    ("/set-password/{secret}", "its address is given out once, to be sent to somebody"),
    ("/partners/invitation/resellerRelationships/{token}", "a partner sends its address by itself"),
    ("/partners/invitation/indirectResellerRelationships/{token}", "a partner sends its address by itself"),
    ("/tour/hide", "belongs to the demonstration"),
];

/// To what nothing is sent from a page that a link leads to, and why.
const SENT_LATER: [(&str, &str); 7] = [
    ("/on-behalf/{tenant}/groups/{group}/members", "is sent from the review of a change"),
    (
        "/on-behalf/{tenant}/incidents/{ticket}/attachments/{attachment}/remove",
        "nobody attached anything there",
    ),
    ("/on-behalf/{tenant}/incidents/{ticket}/leave", "nobody who acts on behalf took a ticket there"),
    ("/on-behalf/{tenant}/rooms/{room}/enrol", NO_SUCH_ROOM),
    ("/groups/{group}/members", "is sent from the review of a change"),
    ("/partner/groups/{tenant}/{group}/members", "is sent from the review of a change"),
    ("/partner/settings/roles/bulk/result.csv", "is sent from the page of a result"),
];

/// §0.2, R-002, R-042, decision 17: nobody meets a word or a count of what they may not see, on any page that links
/// lead to; no link leads to a refusal; and every page of the portal is reached by somebody.
#[tokio::test(flavor = "multi_thread")]
async fn no_page_betrays_anything() {
    let addresses = Addresses::of_the_portal();
    let (served, ids) = served().await;
    let mut faults = Vec::new();
    let mut reached: BTreeSet<String> = APART.iter().map(|(page, _)| (*page).to_owned()).collect();
    let later = APART.iter().map(|(page, _)| page).chain(SENT_LATER.iter().map(|(page, _)| page));
    let mut offered: BTreeSet<String> = later.map(|page| (*page).to_owned()).collect();
    for person in CAST.into_iter().chain([VISITOR]) {
        let mut browser = enter(&served, person.name).await;
        let walk = Walk::through(&mut browser, &addresses).await;
        for visit in &walk.visits {
            reached.insert(visit.route.clone());
            let actions = visit.page.sent.iter().filter_map(|sent| addresses.of(&sent.action));
            offered.extend(actions.map(str::to_owned));
            faults.extend(
                of_visit(&person, visit, &ids)
                    .into_iter()
                    .map(|fault| format!("{} at {} (from {}): {fault}", person.name, visit.path, visit.from)),
            );
        }
        let shown: BTreeSet<&str> = walk.visits.iter().flat_map(|visit| named(&visit.body)).collect();
        let faces = [Face::Own, Face::Customers, Face::OnBehalf];
        let rooms = faces.into_iter().flat_map(|face| person.rooms(face));
        let unseen = rooms.filter(|room| !shown.contains(room.name));
        faults.extend(unseen.map(|room| format!("{} never meets {}", person.name, room.name)));
    }
    let unreached = addresses.pages().into_iter().filter(|page| !reached.contains(page));
    faults.extend(unreached.map(|page| format!("nobody comes to {page}")));
    let unoffered = addresses.sent_to().into_iter().filter(|page| !offered.contains(page));
    faults.extend(unoffered.map(|page| format!("nothing is sent to {page}")));
    assert!(faults.is_empty(), "{} faults:\n{}", faults.len(), faults.join("\n"));
}

fn of_visit(person: &Person, visit: &Visit, ids: &BTreeMap<String, Uuid>) -> Vec<String> {
    let mut faults = Vec::new();
    if !matches!(visit.status, 200 | 303) {
        faults.push(format!("answers {}", visit.status));
    }
    if !visit.from.is_empty() && visit.route.is_empty() {
        faults.push("is no address of the portal".to_owned());
    }
    faults.extend(betrayed(person, &visit.body).into_iter().map(|thing| format!("shows {thing}")));
    if visit.status == 200 {
        faults.extend(miscounted(person, visit, ids));
    }
    faults
}

/// Whether the figures of a page are those of the reader's own sight.
fn miscounted(person: &Person, visit: &Visit, ids: &BTreeMap<String, Uuid>) -> Vec<String> {
    let rooms = person.rooms(Face::of(&visit.path));
    match visit.route.as_str() {
        "/rooms" | "/partner/rooms" | "/on-behalf/{tenant}/rooms" => list_of_rooms(visit, rooms, ids),
        "/groups" | "/partner/groups" | "/on-behalf/{tenant}/groups" => {
            counted_in_rows(visit, |group| rooms.iter().filter(|room| is_in(room, group)).count())
        }
        "/update-rings" | "/partner/update-rings" | "/on-behalf/{tenant}/update-rings" => {
            counted_in_rows(visit, |thing| {
                let in_ring = |room: &&RoomHere| match RINGS.iter().find(|(ring, _)| *ring == thing) {
                    Some((_, there)) => there.contains(&room.name),
                    None => home(room.name) == thing,
                };
                rooms.iter().filter(in_ring).count()
            })
        }
        // As the list of rooms that a place leads to: without those that are no longer monitored.
        "/places" | "/places/{place}" => counted_in_rows(visit, |place| {
            let there = rooms.iter().filter(|room| lies_in(room, place));
            there.filter(|room| room.monitoring != Monitoring::Unenrolled).count()
        }),
        _ => Vec::new(),
    }
}

/// The column "Rooms" of a list.
fn counted_in_rows(visit: &Visit, expected: impl Fn(&str) -> usize) -> Vec<String> {
    let mut faults = Vec::new();
    for row in &visit.page.rows {
        let Some((_, cell)) = row.cells.iter().find(|(label, _)| label == "Rooms") else { continue };
        for thing in named(&row.head) {
            let expected = expected(thing);
            // The rings of a customer stand behind the figure of all its rooms.
            let figure: String = cell.chars().take_while(char::is_ascii_digit).collect();
            if figure != expected.to_string() {
                faults.push(format!("counts {cell} rooms of {thing}, not {expected}"));
            }
        }
    }
    faults
}

fn list_of_rooms(visit: &Visit, mut rooms: Vec<RoomHere>, ids: &BTreeMap<String, Uuid>) -> Vec<String> {
    let query = visit.path.split_once('?').map(|(_, query)| query).unwrap_or_default();
    let query: BTreeMap<String, String> = form_urlencoded::parse(query.as_bytes()).into_owned().collect();
    let thing = |name: &str| {
        let id = query.get(name)?;
        ids.iter().find(|(_, known)| known.to_string() == *id).map(|(thing, _)| thing.clone())
    };
    let unenrolled = query.contains_key("unenrolled");
    rooms.retain(|room| (room.monitoring == Monitoring::Unenrolled) == unenrolled);
    if query.get("q").is_some_and(|text| text == "nowhere") {
        rooms.clear();
    }
    if let Some(tenant) = thing("tenant") {
        rooms.retain(|room| home(room.name) == tenant);
    }
    if let Some(group) = thing("group") {
        rooms.retain(|room| is_in(room, &group));
    }
    if let Some(place) = thing("place") {
        rooms.retain(|room| lies_in(room, &place));
    }
    if let Some(ring) = query.get("ring") {
        let of_general = *ring == Preset::General.id().to_string();
        let is_custom = |room: &RoomHere| RINGS.iter().any(|(_, there)| there.contains(&room.name));
        let is_preset = Preset::ALL.iter().any(|preset| *ring == preset.id().to_string());
        rooms.retain(|room| if is_preset { of_general && !is_custom(room) } else { is_custom(room) });
    }
    if query.get("device").is_some_and(|device| device != "panel") {
        rooms.clear();
    }
    let mut faults = Vec::new();
    for (address, figure) in &visit.page.tiles {
        let words: Vec<&str> = figure.split_whitespace().collect();
        let (Some(name), Some(count)) = (words.first(), words.last()) else { continue };
        let expected = rooms.iter().filter(|room| room.health.key() == name.to_lowercase()).count();
        if *count != expected.to_string() {
            faults.push(format!("counts {figure}at {address}, not {expected}"));
        }
    }
    if let Some(health) = query.get("health") {
        rooms.retain(|room| room.health.key() == health);
    }
    let heads: BTreeSet<&str> = visit.page.rows.iter().flat_map(|row| named(&row.head)).collect();
    let expected: BTreeSet<&str> = rooms.iter().map(|room| room.name).collect();
    if heads != expected {
        faults.push(format!("lists {heads:?}, not {expected:?}"));
    }
    let count = expected.len();
    let words = format!("{count} room{}", if count == 1 { "" } else { "s" });
    if count > 0 && visit.page.shown != words {
        faults.push(format!("says {:?}, not {words:?}", visit.page.shown));
    }
    faults
}

/// The words of a thing can be told from the text around it.
#[test]
fn words_are_found() {
    let text = format!("host-{}, {}@{}.example", mark("far-room-1"), mark("far-person-ga"), mark("far"));
    assert_eq!(named(&text), BTreeSet::from(["far-room-1", "far-person-ga", "far"]));
}
