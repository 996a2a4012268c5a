//! What lists have in common where the same is done to several rows: the rows that were ticked, the way back to exactly that list, and
//! the page that tells what became of each.

use std::collections::BTreeMap;

use askama::Template;
use domain::{
    id::{Id, Organization},
    query::{Filter, Literal, Path},
};
use service::{Done, MOST_AT_ONCE, Page, Refusal, Wanted, ask, rooms::CustomerName};

use super::{layout::Frame, rooms::At};
use crate::{
    answer::{PageResult, fault_text, html},
    caller::Signed,
    form::Form,
    i18n::Translator,
    web::Web,
};

/// A row as the list names it.
pub(super) type Named<T> = (Id<Organization>, Id<T>);

/// The rows that were ticked, as `organization.thing`; what names none, or one of elsewhere, is passed over.
pub(super) fn ticked<T>(signed: &Signed, form: &Form, field: &str, at: At) -> Result<Vec<Named<T>>, Refusal> {
    let mut rows = Vec::new();
    for value in form.all(field) {
        let Some((tenant, thing)) = value.split_once('.') else { continue };
        let (Ok(tenant), Ok(thing)) = (tenant.parse(), thing.parse()) else { continue };
        match at {
            At::Own(here) | At::Customer(here) | At::OnBehalf(here) if here != tenant => continue,
            At::Own(_) => {}
            _ => _ = signed.caller.person.customer(tenant)?,
        }
        rows.push((tenant, thing));
    }
    Ok(rows)
}

/// The same of one organization, whether or not they name it.
pub(super) fn ids<T>(form: &Form, field: &str) -> Vec<Id<T>> {
    let id = |value: &str| value.split_once('.').map_or(value, |(_, id)| id).parse().ok();
    form.all(field).filter_map(id).collect()
}

/// The question of a list for exactly these rows, as many as are acted on at once.
pub(super) fn only<T>(rows: &[Named<T>]) -> Wanted {
    let literals = rows.iter().take(MOST_AT_ONCE).map(|(_, id)| Literal::Id(id.uuid())).collect();
    let filter = Some(Filter::In { path: Path::Own("id"), literals });
    let page = Page::of(i64::try_from(MOST_AT_ONCE).unwrap_or(i64::MAX));
    Wanted { filter, page, ..Wanted::default() }
}

/// The choices of the list from which a form was sent.
pub(super) fn choices(form: &Form) -> Form {
    Form::parse(form.text("back").trim_start_matches('?').as_bytes())
}

/// An address that says what was done.
pub(super) fn done(address: &str, word: &str) -> String {
    let sign = if address.contains('?') { '&' } else { '?' };
    format!("{address}{sign}done={word}")
}

/// Why something was not done, in a sentence.
pub(super) fn why(t: &Translator, refusal: &Refusal) -> String {
    match refusal {
        Refusal::Invalid(_, faults) if !faults.is_empty() => {
            faults.iter().map(|fault| fault_text(t, fault)).collect::<Vec<_>>().join(" ")
        }
        _ => t.word("error-", refusal.code().as_str()),
    }
}

/// Names the customer whose rows are shown, if it is one.
pub(super) async fn name_customer(
    web: &Web,
    signed: &Signed,
    frame: &mut Frame,
    at: At,
    permission: domain::permission::Permission,
) -> Result<(), Refusal> {
    if let At::Customer(tenant) = at {
        let name = ask(&web.app, &signed.caller, &CustomerName { tenant, permission }).await?;
        frame.tenant = name.map(|name| (name, tenant.to_string()));
    }
    Ok(())
}

/// What became of a row.
pub(super) struct Told {
    /// What it is called.
    pub(super) name: String,
    /// Its page, where it is in sight.
    pub(super) address: Option<String>,
    /// The customer.
    pub(super) customer: String,
    /// Why it was not done; none, and it was.
    pub(super) why: Option<String>,
}

/// What became of each row, as the reader sees it now: its page, its name and the customer. One that is out of sight has its identifier.
pub(super) fn told<T, R>(
    t: &Translator,
    done: Vec<Done<T>>,
    mut known: BTreeMap<Named<T>, R>,
    shown: impl Fn(R) -> (String, String, String),
) -> Vec<Told> {
    let one = |done: Done<T>| {
        let why = done.refused.map(|refusal| why(t, &refusal));
        let Some(row) = known.remove(&(done.tenant, done.thing)) else {
            return Told { name: done.thing.to_string(), address: None, customer: String::new(), why };
        };
        let (address, name, customer) = shown(row);
        Told { name, address: Some(address), customer, why }
    };
    done.into_iter().map(one).collect()
}

/// The page that tells it.
#[derive(Template)]
#[template(path = "portal/bulk_result.html")]
struct ResultPage {
    frame: Frame,
    at: At,
    /// What was done, in words.
    title: String,
    list: List,
    rows: Vec<Told>,
}

/// The list from which it came.
pub(super) struct List {
    /// The message of its name.
    pub(super) name: &'static str,
    /// The message of what a row is.
    pub(super) thing: &'static str,
    /// Its address with exactly the choices and the page that were shown.
    pub(super) back: String,
}

impl ResultPage {
    /// Whether a row stands beside its customer, and is not the customer itself.
    fn names_customers(&self) -> bool {
        self.at.is_partner() && self.list.thing != "room-customer"
    }

    /// How many were done.
    fn done(&self) -> usize {
        self.rows.iter().filter(|row| row.why.is_none()).count()
    }
}

/// Tells what became of each row.
pub(super) fn tell(frame: Frame, at: At, title: String, list: List, rows: Vec<Told>) -> PageResult {
    html(&ResultPage { frame, at, title, list, rows })
}
