//! The addresses of the portal as its router knows them.

use std::collections::{BTreeMap, BTreeSet};

/// An address with its places for identifiers, such as `/rooms/{room}`, and the ways in which it can be asked.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Ways {
    /// Whether it can be opened.
    pub get: bool,
    /// Whether something can be sent to it.
    pub post: bool,
}

/// Every address of the portal.
pub struct Addresses(BTreeMap<String, Ways>);

impl Addresses {
    /// Asks the router. It tells its addresses only in the text that is meant for programmers; should that text
    /// change, nothing is found in it and this fails.
    pub fn of_the_portal() -> Self {
        let told = format!("{:?}", server::portal::routes());
        let told = told.split("fallback_router").next().unwrap_or_default();
        let mut ways = BTreeMap::new();
        let mut paths = Vec::new();
        for part in told.split("RouteId(").skip(1) {
            let Some((number, is)) = part.split_once("): ") else { continue };
            if let Some(path) = is.strip_prefix('"') {
                paths.push((path.split('"').next().unwrap_or_default().to_owned(), number));
            } else if is.starts_with("MethodRouter") {
                let takes = |method: &str| !is.contains(&format!(" {method}: None"));
                ways.insert(number, Ways { get: takes("get"), post: takes("post") });
            }
        }
        let known = paths.into_iter().filter_map(|(path, number)| Some((path, *ways.get(number)?)));
        let known: BTreeMap<String, Ways> = known.collect();
        assert!(known.len() > 80, "the router tells its addresses in another way: {told}");
        Self(known)
    }

    /// Which one an address is.
    pub fn of(&self, address: &str) -> Option<&str> {
        let path = address.split(['?', '#']).next().unwrap_or_default();
        let fits = |known: &str| {
            let (mut known, mut path) = (known.split('/'), path.split('/'));
            loop {
                match (known.next(), path.next()) {
                    (None, None) => return true,
                    (Some(known), Some(part)) if known == part || known.starts_with('{') => {}
                    _ => return false,
                }
            }
        };
        // A word goes before a place for an identifier.
        let found = self.0.keys().filter(|known| fits(known)).min_by_key(|known| known.matches('{').count());
        found.map(String::as_str)
    }

    /// Those that can be opened.
    pub fn pages(&self) -> BTreeSet<String> {
        self.0.iter().filter(|(_, ways)| ways.get).map(|(path, _)| path.clone()).collect()
    }

    /// Those to which something can be sent.
    pub fn sent_to(&self) -> BTreeSet<String> {
        self.0.iter().filter(|(_, ways)| ways.post).map(|(path, _)| path.clone()).collect()
    }
}
