//! Adding a person to a customer's directory, and editing one.

use askama::Template;
use axum::{extract::State, response::Response};
use domain::{
    directory::DirectoryRight,
    id::{Id, Organization, User},
};
use service::{
    Code, Refusal, Requirement, ask,
    customer_directory::{
        CreateCustomerUser, CustomerDirectory, CustomerPerson, DirectoryHome, EditCustomerUser,
    },
    organizations::Own,
    run,
    users::{CreateUser, EditUser},
};

use super::frame;
use crate::{
    answer::{Faults, PageError, PageResult, form_page, redirect},
    caller::Signed,
    form::{Form, Posted},
    path::PagePath,
    portal::layout::Frame,
    web::Web,
};

/// What is in the fields.
#[derive(Clone, Debug, Default)]
struct Typed {
    upn: String,
    name: String,
    language: String,
    time_zone: String,
    stamp: String,
}

impl Typed {
    fn of(form: &Form) -> Self {
        Self {
            upn: form.text("account").to_owned(),
            name: form.text("name").to_owned(),
            language: form.text("language").to_owned(),
            time_zone: form.text("time-zone").to_owned(),
            stamp: form.text("stamp").to_owned(),
        }
    }
}

#[derive(Template)]
#[template(path = "portal/customers/person_form.html")]
struct FormPage {
    frame: Frame,
    faults: Faults,
    tenant: Id<Organization>,
    customer: DirectoryHome,
    typed: Typed,
    /// The person, and how they are called until the form is saved; none when they are new.
    user: Option<(Id<User>, String)>,
}

/// The form of a new person, with the reader's own language and time zone.
pub(super) async fn new(
    State(web): State<Web>,
    signed: Signed,
    PagePath(tenant): PagePath<Id<Organization>>,
) -> PageResult {
    let own = ask(&web.app, &signed.caller, &Own).await?;
    let typed = Typed { language: own.language, time_zone: own.time_zone, ..Typed::default() };
    form(&web, &signed, tenant, typed, None, None).await
}

/// Adds a person.
pub(super) async fn create(
    State(web): State<Web>,
    signed: Signed,
    PagePath(tenant): PagePath<Id<Organization>>,
    Posted(posted): Posted,
) -> PageResult {
    let typed = Typed::of(&posted);
    let new = CreateUser {
        upn: typed.upn.clone(),
        display_name: typed.name.clone(),
        language: typed.language.clone(),
        time_zone: typed.time_zone.clone(),
    };
    match run(&web.app, &signed.caller, CreateCustomerUser { tenant, new }).await {
        Ok(user) => redirect(&format!("/partner/customers/{tenant}/people/{user}?done=created")),
        Err(refusal) => form(&web, &signed, tenant, typed, None, Some(refusal)).await,
    }
}

/// The form of a person.
pub(super) async fn edit(
    State(web): State<Web>,
    signed: Signed,
    PagePath((tenant, user)): PagePath<(Id<Organization>, Id<User>)>,
) -> PageResult {
    let it = ask(&web.app, &signed.caller, &CustomerPerson { tenant, user }).await?;
    if !it.rights.contains(&DirectoryRight::ManagePeople) {
        let missing =
            if it.is_protected { Requirement::OwnAdministrator } else { Requirement::DelegatedRole };
        return Err(Refusal::Denied(Code::Forbidden, Some(missing)).into());
    }
    let typed = Typed {
        upn: it.row.upn,
        name: it.row.display_name.clone(),
        language: it.row.language,
        time_zone: it.row.time_zone,
        stamp: it.row.stamp.to_string(),
    };
    form(&web, &signed, tenant, typed, Some((user, it.row.display_name)), None).await
}

/// Saves a person.
pub(super) async fn save(
    State(web): State<Web>,
    signed: Signed,
    PagePath((tenant, user)): PagePath<(Id<Organization>, Id<User>)>,
    Posted(posted): Posted,
) -> PageResult {
    let typed = Typed::of(&posted);
    let edit = EditUser {
        user,
        display_name: typed.name.clone(),
        language: typed.language.clone(),
        time_zone: typed.time_zone.clone(),
        stamp: typed.stamp.parse().ok(),
    };
    match run(&web.app, &signed.caller, EditCustomerUser { tenant, edit }).await {
        Ok(()) => redirect(&format!("/partner/customers/{tenant}/people/{user}?done=saved")),
        Err(refusal) => {
            let row = ask(&web.app, &signed.caller, &CustomerPerson { tenant, user }).await?.row;
            form(&web, &signed, tenant, typed, Some((user, row.display_name)), Some(refusal)).await
        }
    }
}

async fn form(
    web: &Web,
    signed: &Signed,
    tenant: Id<Organization>,
    typed: Typed,
    user: Option<(Id<User>, String)>,
    refusal: Option<Refusal>,
) -> Result<Response, PageError> {
    let customer = ask(&web.app, &signed.caller, &CustomerDirectory { tenant }).await?;
    if !customer.rights.contains(&DirectoryRight::ManagePeople) {
        return Err(Refusal::Denied(Code::Forbidden, Some(Requirement::DelegatedRole)).into());
    }
    let frame = frame(web, signed).await?;
    let faults = refusal.map(|refusal| Faults::of(&frame.t, refusal)).transpose()?.unwrap_or_default();
    form_page(faults.status(), &FormPage { frame, faults, tenant, customer, typed, user })
}
