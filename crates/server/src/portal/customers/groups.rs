//! The security groups of a customer, and the form of one.

use askama::Template;
use axum::{extract::State, response::Response};
use domain::{
    directory::DirectoryRight,
    id::{Id, Organization, SecurityGroup},
};
use service::{
    Code, Refusal, Requirement, ask,
    customer_directory::{
        CreateCustomerGroup, CustomerDirectory, CustomerGroup, CustomerGroups, DirectoryHome,
        EditCustomerGroup,
    },
    run,
    security_groups::{CreateSecurityGroup, EditSecurityGroup, SCHEMA, SecurityGroupRow},
};

use super::{done, frame};
use crate::{
    answer::{Faults, PageError, PageResult, form_page, html, redirect},
    caller::Signed,
    form::{Fields, Form, Posted},
    path::PagePath,
    portal::{layout::Frame, listing::Chosen},
    web::Web,
};

const SORTS: [&str; 1] = ["displayName"];

#[derive(Template)]
#[template(path = "portal/customers/groups.html")]
struct GroupsPage {
    frame: Frame,
    tenant: Id<Organization>,
    customer: DirectoryHome,
    chosen: Chosen,
    rows: Vec<SecurityGroupRow>,
    count: i64,
    next: Option<String>,
    done: Option<&'static str>,
}

/// Shows the groups.
pub(super) async fn list(
    State(web): State<Web>,
    signed: Signed,
    PagePath(tenant): PagePath<Id<Organization>>,
    fields: Fields,
) -> PageResult {
    let chosen = Chosen::read(&fields, &SORTS, &[]);
    let wanted = chosen.asked(&SCHEMA)?.wanted;
    let found = ask(&web.app, &signed.caller, &CustomerGroups { tenant, wanted, count: true }).await?;
    let customer = ask(&web.app, &signed.caller, &CustomerDirectory { tenant }).await?;
    html(&GroupsPage {
        frame: frame(&web, &signed).await?,
        tenant,
        customer,
        next: chosen.next(found.page.next.as_ref())?,
        chosen,
        rows: found.page.items,
        count: found.count.unwrap_or_default(),
        done: done(fields.text("done")),
    })
}

/// What is in the fields.
#[derive(Clone, Debug, Default)]
struct Typed {
    name: String,
    description: String,
    stamp: String,
}

impl Typed {
    fn of(form: &Form) -> Self {
        Self {
            name: form.text("name").to_owned(),
            description: form.text("description").to_owned(),
            stamp: form.text("stamp").to_owned(),
        }
    }
}

#[derive(Template)]
#[template(path = "portal/customers/group_form.html")]
struct FormPage {
    frame: Frame,
    faults: Faults,
    tenant: Id<Organization>,
    customer: DirectoryHome,
    /// The group, and how it is called until the form is saved; none when it is new.
    group: Option<(Id<SecurityGroup>, String)>,
    typed: Typed,
}

/// The form of a new group.
pub(super) async fn new(
    State(web): State<Web>,
    signed: Signed,
    PagePath(tenant): PagePath<Id<Organization>>,
) -> PageResult {
    form(&web, &signed, tenant, None, Typed::default(), None).await
}

/// Makes a group.
pub(super) async fn create(
    State(web): State<Web>,
    signed: Signed,
    PagePath(tenant): PagePath<Id<Organization>>,
    Posted(posted): Posted,
) -> PageResult {
    let typed = Typed::of(&posted);
    let new = CreateSecurityGroup { name: typed.name.clone(), description: typed.description.clone() };
    match run(&web.app, &signed.caller, CreateCustomerGroup { tenant, new }).await {
        Ok(group) => redirect(&format!("/partner/customers/{tenant}/groups/{group}?done=saved")),
        Err(refusal) => form(&web, &signed, tenant, None, typed, Some(refusal)).await,
    }
}

/// The form of a group.
pub(super) async fn edit(
    State(web): State<Web>,
    signed: Signed,
    PagePath((tenant, group)): PagePath<(Id<Organization>, Id<SecurityGroup>)>,
) -> PageResult {
    let it = ask(&web.app, &signed.caller, &CustomerGroup { tenant, group }).await?;
    if it.is_protected {
        return Err(Refusal::Denied(Code::Forbidden, Some(Requirement::OwnAdministrator)).into());
    }
    let row = it.group.row;
    let typed = Typed { name: row.name.clone(), description: row.description, stamp: row.stamp.to_string() };
    form(&web, &signed, tenant, Some((group, row.name)), typed, None).await
}

/// Saves a group.
pub(super) async fn save(
    State(web): State<Web>,
    signed: Signed,
    PagePath((tenant, group)): PagePath<(Id<Organization>, Id<SecurityGroup>)>,
    Posted(posted): Posted,
) -> PageResult {
    let typed = Typed::of(&posted);
    let edit = EditSecurityGroup {
        group,
        name: typed.name.clone(),
        description: typed.description.clone(),
        stamp: typed.stamp.parse().ok(),
    };
    match run(&web.app, &signed.caller, EditCustomerGroup { tenant, edit }).await {
        Ok(()) => redirect(&format!("/partner/customers/{tenant}/groups/{group}?done=saved")),
        Err(refusal) => {
            let name = ask(&web.app, &signed.caller, &CustomerGroup { tenant, group }).await?.group.row.name;
            form(&web, &signed, tenant, Some((group, name)), typed, Some(refusal)).await
        }
    }
}

async fn form(
    web: &Web,
    signed: &Signed,
    tenant: Id<Organization>,
    group: Option<(Id<SecurityGroup>, String)>,
    typed: Typed,
    refusal: Option<Refusal>,
) -> Result<Response, PageError> {
    let customer = ask(&web.app, &signed.caller, &CustomerDirectory { tenant }).await?;
    if !customer.rights.contains(&DirectoryRight::ManageGroups) {
        return Err(Refusal::Denied(Code::Forbidden, Some(Requirement::DelegatedRole)).into());
    }
    let frame = frame(web, signed).await?;
    let faults = refusal.map(|refusal| Faults::of(&frame.t, refusal)).transpose()?.unwrap_or_default();
    form_page(faults.status(), &FormPage { frame, faults, tenant, customer, group, typed })
}
