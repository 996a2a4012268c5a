//! One security group of a customer: who is in it, and what can be done with it by delegated roles.

use askama::Template;
use axum::{extract::State, response::Response};
use domain::id::{Id, Organization, SecurityGroup};
use service::{
    Code, Refusal, Requirement, ask,
    customer_directory::{
        AddCustomerGroupMember, CustomerDirectory, CustomerGroup, CustomerPrincipals, DeleteCustomerGroup,
        DirectoryHome, GroupShown, RemoveCustomerGroupMember,
    },
    principals::PrincipalRow,
    run,
    security_groups::{AddGroupMember, RemoveGroupMember},
};
use uuid::Uuid;

use super::{done, frame};
use crate::{
    answer::{Faults, PageError, PageResult, form_page, redirect},
    caller::Signed,
    form::{Fields, Posted},
    path::PagePath,
    portal::{directory::chosen, layout::Frame},
    web::Web,
};

/// The identifiers of a customer and a group in an address.
type Which = (Id<Organization>, Id<SecurityGroup>);

/// A page about a group.
struct About {
    frame: Frame,
    tenant: Id<Organization>,
    customer: DirectoryHome,
    it: GroupShown,
    faults: Faults,
}

async fn about(
    web: &Web,
    signed: &Signed,
    (tenant, group): Which,
    refusal: Option<Refusal>,
) -> Result<About, PageError> {
    let it = ask(&web.app, &signed.caller, &CustomerGroup { tenant, group }).await?;
    let customer = ask(&web.app, &signed.caller, &CustomerDirectory { tenant }).await?;
    let frame = frame(web, signed).await?;
    let faults = refusal.map(|refusal| Faults::of(&frame.t, refusal)).transpose()?.unwrap_or_default();
    Ok(About { frame, tenant, customer, it, faults })
}

/// Refuses a form about a group that is not to be changed from outside.
fn require(about: &About) -> Result<(), Refusal> {
    if about.it.is_protected {
        return Err(Refusal::Denied(Code::Forbidden, Some(Requirement::OwnAdministrator)));
    }
    Ok(())
}

#[derive(Template)]
#[template(path = "portal/customers/group.html")]
struct GroupPage {
    frame: Frame,
    tenant: Id<Organization>,
    customer: DirectoryHome,
    it: GroupShown,
    done: Option<&'static str>,
    faults: Faults,
}

impl GroupPage {
    fn may_remove(&self, who: &PrincipalRow) -> bool {
        self.it.removable.contains(&who.principal)
    }
}

/// Shows a group.
pub(super) async fn show(
    State(web): State<Web>,
    signed: Signed,
    PagePath(which): PagePath<Which>,
    fields: Fields,
) -> PageResult {
    page(&web, &signed, which, done(fields.text("done")), None).await
}

async fn page(
    web: &Web,
    signed: &Signed,
    which: Which,
    done: Option<&'static str>,
    refusal: Option<Refusal>,
) -> Result<Response, PageError> {
    let About { frame, tenant, customer, it, faults } = about(web, signed, which, refusal).await?;
    form_page(faults.status(), &GroupPage { frame, tenant, customer, it, done, faults })
}

#[derive(Template)]
#[template(path = "portal/customers/group_delete.html")]
struct DeletePage {
    frame: Frame,
    tenant: Id<Organization>,
    customer: DirectoryHome,
    it: GroupShown,
    faults: Faults,
}

async fn confirm(web: &Web, signed: &Signed, which: Which, refusal: Option<Refusal>) -> PageResult {
    let about = about(web, signed, which, refusal).await?;
    require(&about)?;
    let About { frame, tenant, customer, it, faults } = about;
    form_page(faults.status(), &DeletePage { frame, tenant, customer, it, faults })
}

/// Asks before a group is deleted.
pub(super) async fn ask_delete(
    State(web): State<Web>,
    signed: Signed,
    PagePath(which): PagePath<Which>,
) -> PageResult {
    confirm(&web, &signed, which, None).await
}

/// Deletes a group.
pub(super) async fn delete(
    State(web): State<Web>,
    signed: Signed,
    PagePath(which): PagePath<Which>,
    Posted(form): Posted,
) -> PageResult {
    let (tenant, group) = which;
    let delete = DeleteCustomerGroup { tenant, group, stamp: form.text("stamp").parse().ok() };
    match run(&web.app, &signed.caller, delete).await {
        Ok(()) => redirect(&format!("/partner/customers/{tenant}/groups?done=deleted")),
        Err(refusal) => confirm(&web, &signed, which, Some(refusal)).await,
    }
}

#[derive(Template)]
#[template(path = "portal/customers/group_add.html")]
struct AddPage {
    frame: Frame,
    tenant: Id<Organization>,
    customer: DirectoryHome,
    it: GroupShown,
    find: String,
    found: Vec<PrincipalRow>,
    faults: Faults,
}

/// Chooses who joins.
pub(super) async fn choose(
    State(web): State<Web>,
    signed: Signed,
    PagePath(which): PagePath<Which>,
    fields: Fields,
) -> PageResult {
    choices(&web, &signed, which, fields.text("find"), None).await
}

/// Adds who was chosen.
pub(super) async fn add(
    State(web): State<Web>,
    signed: Signed,
    PagePath(which): PagePath<Which>,
    Posted(form): Posted,
) -> PageResult {
    let (tenant, group) = which;
    let outcome = match chosen(&form) {
        Ok(member) => {
            let add = AddGroupMember { group, member };
            run(&web.app, &signed.caller, AddCustomerGroupMember { tenant, add }).await
        }
        Err(refusal) => Err(refusal),
    };
    match outcome {
        Ok(()) => redirect(&format!("/partner/customers/{tenant}/groups/{group}?done=added")),
        Err(refusal) => choices(&web, &signed, which, form.text("find"), Some(refusal)).await,
    }
}

async fn choices(
    web: &Web,
    signed: &Signed,
    which: Which,
    find: &str,
    refusal: Option<Refusal>,
) -> PageResult {
    let about = about(web, signed, which, refusal).await?;
    require(&about)?;
    let question = CustomerPrincipals { tenant: which.0, search: find.to_owned() };
    let found = ask(&web.app, &signed.caller, &question).await?;
    let About { frame, tenant, customer, it, faults } = about;
    let find = find.to_owned();
    form_page(faults.status(), &AddPage { frame, tenant, customer, it, find, found, faults })
}

/// Removes a member.
pub(super) async fn remove(
    State(web): State<Web>,
    signed: Signed,
    PagePath((tenant, group, member)): PagePath<(Id<Organization>, Id<SecurityGroup>, Uuid)>,
    _: Posted,
) -> PageResult {
    let remove = RemoveGroupMember { group, member };
    match run(&web.app, &signed.caller, RemoveCustomerGroupMember { tenant, remove }).await {
        Ok(()) => redirect(&format!("/partner/customers/{tenant}/groups/{group}?done=removed")),
        Err(refusal) => page(&web, &signed, (tenant, group), None, Some(refusal)).await,
    }
}
