//! What pages look like: to axe in light, dark and on a phone, to the console, and at the width of a phone.

use std::{
    collections::{BTreeMap, BTreeSet, VecDeque},
    panic::AssertUnwindSafe,
    sync::{Mutex, PoisonError},
};

use anyhow::{Result, ensure};
use domain::organization::Language;
use futures_util::{FutureExt as _, future::try_join_all};
use journeys::{Chromium, Window};

use crate::{
    addresses::Addresses,
    crawl::{Walk, enter, served_in},
};

/// How many windows look at once.
const WINDOWS: usize = 2;

/// A page to be looked at.
struct Look {
    session: String,
    person: &'static str,
    path: String,
    status: u64,
    /// Whether the form of the page is sent with nothing in it first, so that the page says what is missing.
    refused: bool,
    care: Care,
}

/// With how much care a page is looked at.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Care {
    /// Everything: it is the first of its kind.
    Full,
    /// Through axe: it has elements that the pages of its kind did not have so far.
    Axe,
    /// Console and width alone: its elements were all looked at.
    Glance,
}

/// The pages of some people have nothing that axe, the console or a narrow screen finds wrong.
async fn looks_well(name: &str, language: Language, people: &[&'static str]) -> Result<()> {
    let (served, _) = served_in(language).await;
    let addresses = Addresses::of_the_portal();
    let mut looks = VecDeque::new();
    let mut kinds = BTreeSet::new();
    let mut makes: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    for person in people {
        let mut browser = enter(&served, person).await;
        let walk = Walk::through(&mut browser, &addresses).await;
        let session = browser.cookie("steward-session").unwrap_or_default().to_owned();
        let look = |path: &str, status, refused, care| Look {
            session: session.clone(),
            person,
            path: path.to_owned(),
            status,
            refused,
            care,
        };
        for visit in walk.samples() {
            let is_first = kinds.insert(visit.kind.clone());
            let known = makes.entry(visit.route.clone()).or_default();
            let before = known.len();
            known.extend(visit.page.make.iter().cloned());
            // A list in which nothing is found has the colours and the frame of the full one.
            let is_whole = !visit.kind.ends_with("=nowhere");
            let care = match (is_first && is_whole, known.len() > before) {
                (true, _) => Care::Full,
                (false, true) => Care::Axe,
                (false, false) => Care::Glance,
            };
            looks.push_back(look(&visit.path, 200, false, care));
            // A form with a field that must be filled in, once for each kind of page.
            if is_first && visit.kind == visit.route && visit.body.contains(" required") {
                looks.push_back(look(&visit.path, 422, true, Care::Axe));
            }
        }
        looks.push_back(look(
            "/nowhere",
            404,
            false,
            if person == &people[0] { Care::Full } else { Care::Glance },
        ));
    }
    let cared = looks.iter().filter(|look| look.care != Care::Glance).count();
    eprintln!("{name}: {} pages, {cared} of them through axe", looks.len());
    let chromium = Chromium::start(&served.base(), &format!("sweep-{name}")).await?;
    let (looks, flaws) = (Mutex::new(looks), Mutex::new(Vec::new()));
    let mut windows = Vec::new();
    for number in 0..WINDOWS {
        windows.push(chromium.window(&number.to_string()).await?);
    }
    let all = try_join_all(windows.iter().map(|window| look_around(window, &looks, &flaws)));
    let outcome = AssertUnwindSafe(all).catch_unwind().await;
    if !matches!(outcome, Ok(Ok(_))) {
        eprintln!("{:#?}", chromium.pictures().await?);
    }
    chromium.close().await?;
    outcome.unwrap_or_else(|panic| std::panic::resume_unwind(panic))?;
    let flaws = flaws.into_inner().unwrap_or_else(PoisonError::into_inner);
    ensure!(flaws.is_empty(), "{} flaws:\n{}", flaws.len(), flaws.join("\n"));
    Ok(())
}

async fn look_around(
    window: &Window,
    looks: &Mutex<VecDeque<Look>>,
    flaws: &Mutex<Vec<String>>,
) -> Result<()> {
    let mut person = None;
    // What an answer did to the console may be told only after the next page was opened.
    let mut refused: Vec<String> = Vec::new();
    loop {
        let next = looks.lock().unwrap_or_else(PoisonError::into_inner).pop_front();
        let Some(look) = next else { return Ok(()) };
        if person != Some(look.person) {
            window.cookie("steward-session", &look.session).await?;
            person = Some(look.person);
        }
        if look.status != 200 {
            refused.push(look.path.clone());
        }
        let mut found = flaws_of(window, &look).await?;
        let troubles = window.troubles().into_iter();
        let troubles = troubles.filter(|line| {
            let is_of_answer = line.contains("responded with a status of");
            // A form may be answered elsewhere than on its page.
            let is_of_form = look.refused && line.contains("status of 422");
            !(is_of_answer && (is_of_form || refused.iter().any(|path| line.contains(path))))
        });
        found.extend(troubles.map(|trouble| format!("{}: {trouble}", look.path)));
        if !found.is_empty() {
            let name =
                format!("{}{}", look.person, look.path.replace(|c: char| !c.is_ascii_alphanumeric(), "-"));
            window.picture(&name).await?;
        }
        let found = found
            .into_iter()
            .map(|flaw| format!("{}{}: {flaw}", look.person, if look.refused { ", refused" } else { "" }));
        flaws.lock().unwrap_or_else(PoisonError::into_inner).extend(found);
    }
}

async fn flaws_of(window: &Window, look: &Look) -> Result<Vec<String>> {
    window.go(&look.path).await?;
    if look.refused {
        window.send_empty().await?;
    }
    let mut found = Vec::new();
    let status = window.status().await?;
    // What is missing is said on the form's own page.
    if status != look.status && !(look.refused && status == 200) {
        found.push(format!("{} is answered with {status}, not {}", look.path, look.status));
    }
    found.extend(match look.care {
        Care::Full => window.flaws().await?,
        Care::Axe => [window.axe().await?, window.width_on_a_phone().await?].concat(),
        Care::Glance => window.width_on_a_phone().await?,
    });
    if std::env::var_os("SCREENSHOTS").is_some() && look.care != Care::Glance {
        let name = look.path.replace(|c: char| !c.is_ascii_alphanumeric(), "-");
        let name = format!("look{name}{}", if look.refused { "-refused" } else { "" });
        window.picture(&name).await?;
        window.size(390, 844).await?;
        window.dark(true).await?;
        window.picture(&format!("{name}-dark-phone")).await?;
        window.dark(false).await?;
        window.size(1280, 900).await?;
    }
    Ok(found)
}

#[tokio::test(flavor = "multi_thread")]
async fn pages_of_a_customer_look_well() -> Result<()> {
    let people =
        ["mill-person-ga", "mill-person-msa", "mill-person-reader", "mill-person-lead", "mill-person-tech"];
    looks_well("customer", Language::Russian, &people).await
}

#[tokio::test(flavor = "multi_thread")]
async fn pages_of_a_partner_look_well() -> Result<()> {
    let people = [
        "guild-person-ga",
        "guild-person-primary",
        "guild-person-manager",
        "guild-person-tech",
        "guild-person-named",
        "guild-person-nobody",
        "rival-person-ga",
    ];
    looks_well("partner", Language::Japanese, &people).await
}

#[tokio::test(flavor = "multi_thread")]
async fn pages_of_others_look_well() -> Result<()> {
    let people = [
        "op-person-ga",
        "",
        "mill-person-nobody",
        "harbor-person-ga",
        "harbor-person-primary",
        "far-person-lead",
    ];
    looks_well("others", Language::English, &people).await
}
