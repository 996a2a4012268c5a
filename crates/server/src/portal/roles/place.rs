//! Where the pages of a role stand: in one's own organization, or at a customer on the Partner face.

use axum::{extract::FromRequestParts, http::request::Parts};
use domain::{
    id::{Id, Organization},
    organization::Face,
};
use serde::Deserialize;
use service::{Refusal, ask, links::TenantDetail, roles::RoleContext};
use uuid::Uuid;

use crate::{answer::PageError, caller::Signed, path::PagePath, portal::layout::Frame, web::Web};

/// What the address of such a page names.
#[derive(Clone, Copy, Debug)]
pub(super) struct RolePlace {
    /// Where the roles count.
    pub context: RoleContext,
    id: Option<Uuid>,
}

#[derive(Deserialize)]
struct Named {
    tenant: Option<Uuid>,
    id: Option<Uuid>,
}

impl FromRequestParts<Web> for RolePlace {
    type Rejection = PageError;

    async fn from_request_parts(parts: &mut Parts, web: &Web) -> Result<Self, PageError> {
        let PagePath(Named { tenant, id }) = PagePath::from_request_parts(parts, web).await?;
        Ok(Self { context: tenant.map_or(RoleContext::Own, |tenant| RoleContext::At(Id::new(tenant))), id })
    }
}

impl RolePlace {
    /// The role or assignment that the address names.
    pub fn id(&self) -> Result<Uuid, Refusal> {
        self.id.ok_or(Refusal::Missing)
    }

    /// The address below which its pages stand.
    pub fn base(&self) -> String {
        match self.context {
            RoleContext::Own => "/settings/roles".to_owned(),
            RoleContext::At(customer) => format!("/partner/settings/roles/{customer}"),
        }
    }

    /// The address below which the access of each person is explained.
    pub fn access(&self) -> String {
        match self.context {
            RoleContext::Own => "/settings/access".to_owned(),
            RoleContext::At(customer) => format!("/partner/settings/access/{customer}"),
        }
    }

    /// The address of the list to go back to.
    pub fn list(&self) -> String {
        match self.context {
            RoleContext::Own => "/settings/roles".to_owned(),
            RoleContext::At(customer) => format!("/partner/settings/roles?tenant={customer}"),
        }
    }

    /// The address of the list with word of what was done.
    pub fn done(&self, what: &str) -> String {
        let sign = if self.context == RoleContext::Own { '?' } else { '&' };
        format!("{}{sign}done={what}", self.list())
    }

    /// The name of the list.
    pub const fn list_name(&self) -> &'static str {
        match self.context {
            RoleContext::Own => "nav-roles",
            RoleContext::At(_) => "nav-customer-roles",
        }
    }

    /// The frame of the page.
    pub async fn frame(&self, web: &Web, signed: &Signed) -> Result<Frame, Refusal> {
        match self.context {
            RoleContext::Own => Frame::of(web, signed, Face::Rooms, "roles").await,
            RoleContext::At(customer) => {
                let mut frame = Frame::of(web, signed, Face::Partner, "customer-roles").await?;
                frame.tenant = Some((name(web, signed, customer).await?, customer.to_string()));
                Ok(frame)
            }
        }
    }
}

async fn name(web: &Web, signed: &Signed, customer: Id<Organization>) -> Result<String, Refusal> {
    let found = ask(&web.app, &signed.caller, &TenantDetail { customer }).await?;
    Ok(found.tenant.link.row.customer_name)
}
