//! What lists have in common where the same is done to several rows: the rows that were ticked, the way back to exactly that list, and
//! the page that tells what became of each.

use askama::Template;
use domain::id::{Id, Organization};
use service::{Refusal, ask, rooms::CustomerName};

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
    /// How many were done.
    fn done(&self) -> usize {
        self.rows.iter().filter(|row| row.why.is_none()).count()
    }
}

/// Tells what became of each row.
pub(super) fn tell(frame: Frame, at: At, title: String, list: List, rows: Vec<Told>) -> PageResult {
    html(&ResultPage { frame, at, title, list, rows })
}
