//! The same done to many tickets at once, with a result for each.

use axum::extract::State;
use domain::{
    id::{Id, Organization, Ticket},
    organization::Language,
    ticket::ClosureReason,
};
use service::{
    Caller, Code, Refusal,
    tickets::{BulkAct, BulkDone, GivenTo, act_on_many},
};
use uuid::Uuid;
use wire::tickets::{BulkTicketAct, BulkTicketActAtCustomers, BulkTicketResult};

use crate::{
    answer::{ApiResult, Body, List},
    api::bulk::error,
    caller::Client,
    i18n::Translator,
    web::Web,
};

/// Does the same to up to 200 tickets of your organization's rooms, each decided and written on its own, in the order in which they are
/// named.
#[utoipa::path(post, path = "/v1.0/tickets/bulk", operation_id = "actOnTickets", tag = "tickets", request_body = BulkTicketAct,
    responses((status = 200, body = List<BulkTicketResult>), (status = 403), (status = 422)))]
pub(super) async fn act(
    State(web): State<Web>,
    Client(caller): Client,
    Body(sent): Body<BulkTicketAct>,
) -> ApiResult<List<BulkTicketResult>> {
    let tenant = caller.person.organization;
    let tickets = sent.ticket_ids.into_iter().map(|id| (tenant, Id::new(id))).collect();
    let act = wanted(&sent.action, sent.text, &sent.reason, (sent.owner_id, sent.team_id))?;
    carry_out(&web, &caller, act, tickets).await
}

/// Does the same to up to 200 tickets of your customers' rooms, each decided and written on its own at its customer.
#[utoipa::path(post, path = "/v1.0/managedTenants/tickets/bulk", operation_id = "actOnManagedTickets", tag = "managedTenants",
    request_body = BulkTicketActAtCustomers,
    responses((status = 200, body = List<BulkTicketResult>), (status = 403), (status = 422)))]
pub(super) async fn act_everywhere(
    State(web): State<Web>,
    Client(caller): Client,
    Body(sent): Body<BulkTicketActAtCustomers>,
) -> ApiResult<List<BulkTicketResult>> {
    let at = |named: wire::tickets::TicketAt| {
        let tenant = caller.person.customer(Id::new(named.tenant_id))?;
        Ok((tenant, Id::new(named.ticket_id)))
    };
    let tickets = sent.tickets.into_iter().map(at).collect::<Result<Vec<_>, Refusal>>()?;
    let act = wanted(&sent.action, sent.text, &sent.reason, (sent.owner_id, sent.team_id))?;
    carry_out(&web, &caller, act, tickets).await
}

fn wanted(
    action: &str,
    text: String,
    reason: &str,
    to: (Option<Uuid>, Option<Uuid>),
) -> Result<BulkAct, Refusal> {
    Ok(match action {
        "take" => BulkAct::Take,
        "leave" => BulkAct::Leave,
        "give" => BulkAct::Give(match to {
            (Some(person), None) => GivenTo::Person(Id::new(person)),
            (None, Some(team)) => GivenTo::Team(Id::new(team)),
            (None, None) => return Err(Refusal::field("ownerId", Code::Required)),
            (Some(_), Some(_)) => return Err(Refusal::field("teamId", Code::InvalidValue)),
        }),
        "message" => BulkAct::Message(text),
        "resolve" => BulkAct::Resolve(
            ClosureReason::from_key(reason).ok_or_else(|| Refusal::field("reason", Code::UnknownValue))?,
        ),
        _ => return Err(Refusal::field("action", Code::UnknownValue)),
    })
}

async fn carry_out(
    web: &Web,
    caller: &Caller,
    act: BulkAct,
    tickets: Vec<(Id<Organization>, Id<Ticket>)>,
) -> ApiResult<List<BulkTicketResult>> {
    let told = act_on_many(&web.app, caller, act, tickets).await?;
    let english = Translator::new(Language::English, "UTC");
    let value = told.into_iter().map(|done| result(&english, done)).collect();
    Ok(List { count: None, value, next_link: None })
}

fn result(english: &Translator, done: BulkDone) -> BulkTicketResult {
    let error = done.refused.map(|refusal| error(english, &refusal));
    BulkTicketResult { tenant_id: done.tenant.uuid(), ticket_id: done.ticket.uuid(), error }
}
