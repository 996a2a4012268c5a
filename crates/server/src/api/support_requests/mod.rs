//! Support requests: `/v1.0/supportRequests` on behalf of one's own organization, `/v1.0/customers/{tenantId}/supportRequests` on
//! behalf of a customer, and `/v1.0/operator/supportRequests` for the operator, who answers. The same things from three sides; what they
//! share stands in [`At`].

mod customers;
mod operator;
mod own;

use axum::{Json, response::Response};
use domain::{
    id::{Id, Organization, SupportRequest as RequestId},
    query::Schema,
    support_request::Side,
};
use service::{
    Caller, Refusal, ask, run,
    support_requests::{
        CloseSupportRequest, MessageShown, OneSupportRequest, RequestDetail, RequestShown, SCHEMA,
        SupportRequests, WriteSupportMessage,
    },
};
use utoipa_axum::router::OpenApiRouter;
use wire::support_requests::{NewSupportMessage, SupportMessage, SupportRequest};

use crate::{
    answer::{ApiResult, IfMatch, List, created, etag},
    api::collection::{Asking, Item},
    web::Web,
};

/// Every operation on support requests.
pub fn routes() -> OpenApiRouter<Web> {
    own::routes().merge(customers::routes()).merge(operator::routes())
}

impl Item for SupportRequest {
    const SCHEMA: &'static Schema = &SCHEMA;
    const EXAMPLE: &'static str = "`status ne 'closed' and severity eq 'critical'`";
}

/// A page of the requests of a side.
async fn list(
    asking: Asking<SupportRequest>,
    side: Side,
    customer: Option<Id<Organization>>,
) -> ApiResult<Response> {
    let question = SupportRequests { side, customer, wanted: asking.wanted(), count: asking.count() };
    let found = asking.ask(&question).await?.found;
    asking.answer(found.page, found.count, request)
}

/// A request as somebody of a side reaches it.
#[derive(Clone, Copy)]
struct At<'a> {
    web: &'a Web,
    caller: &'a Caller,
    side: Side,
    tenant: Id<Organization>,
    request: Id<RequestId>,
}

impl At<'_> {
    async fn detail(self) -> Result<RequestDetail, Refusal> {
        let Self { side, tenant, request, .. } = self;
        ask(&self.web.app, self.caller, &OneSupportRequest { side, tenant, request }).await
    }

    async fn one(self) -> ApiResult<Json<SupportRequest>> {
        Ok(Json(request(self.detail().await?.shown)))
    }

    async fn messages(self) -> ApiResult<List<SupportMessage>> {
        let value = self.detail().await?.messages.into_iter().map(message).collect();
        Ok(List { count: None, value, next_link: None })
    }

    async fn write(self, base: &str, new: NewSupportMessage) -> ApiResult<Response> {
        let Self { side, tenant, request, .. } = self;
        let command = WriteSupportMessage { side, tenant, request, text: new.text };
        let id = run(&self.web.app, self.caller, command).await?;
        let written = self.detail().await?.messages.into_iter().find(|it| it.row.id == id);
        Ok(created(format!("{base}/messages"), message(written.ok_or(Refusal::Missing)?)))
    }

    async fn close(self, matches: IfMatch) -> ApiResult<Json<SupportRequest>> {
        let Self { side, tenant, request, .. } = self;
        let command = CloseSupportRequest { side, tenant, request, stamp: matches.optional() };
        run(&self.web.app, self.caller, command).await?;
        self.one().await
    }
}

fn request(shown: RequestShown) -> SupportRequest {
    let RequestShown { row, closed_by } = shown;
    SupportRequest {
        etag: etag(row.stamp),
        id: row.id.uuid(),
        tenant_id: row.tenant.uuid(),
        customer_display_name: row.customer_name,
        partner_id: row.partner.uuid(),
        partner_display_name: row.partner_name,
        title: row.title,
        description: row.description,
        severity: row.severity.key().to_owned(),
        status: row.status.key().to_owned(),
        service_id: row.service.map(Id::uuid),
        service_display_name: row.service.map(|_| row.service_name),
        opened_by: row.opened_by,
        opened_date_time: row.opened_at.to_string(),
        updated_date_time: row.updated_at.to_string(),
        closed_by_side: row.closed_by_side.map(|side| side.key().to_owned()),
        closed_by,
        closed_date_time: row.closed_at.map(|at| at.to_string()),
    }
}

fn message(shown: MessageShown) -> SupportMessage {
    SupportMessage {
        id: shown.row.id.uuid(),
        side: shown.row.side.key().to_owned(),
        written_by: shown.by,
        written_date_time: shown.row.at.to_string(),
        text: shown.row.text,
    }
}
