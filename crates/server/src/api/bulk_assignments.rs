//! `/v1.0/managedTenants/roleAssignments`: one role at many customers at once, with a preview.

use axum::extract::State;
use domain::{id::Id, organization::Language};
use service::{
    Refusal, ask,
    bulk_assignments::{AtCustomer, BulkAssignment, Outcome, PreviewBulk, RoleAt, ScopeRule, assign_at_many},
};
use utoipa_axum::{router::OpenApiRouter, routes};
use wire::{
    bulk_assignments::{BulkError, BulkResult, Gained, NewBulkAssignment},
    role_assignments::FirstAssignment,
    scopes::Scope,
};

use crate::{
    answer::{ApiResult, Body, List},
    api::role_assignments::first,
    caller::Client,
    i18n::Translator,
    web::Web,
};

/// Every operation on bulk assignments.
pub fn routes() -> OpenApiRouter<Web> {
    OpenApiRouter::new().routes(routes!(assign)).routes(routes!(preview))
}

/// Assigns a role of your organization at many customers, each decided and written on its own, in the order in which they are
/// named. What is assigned already is not assigned twice, so that a call that broke off can be made again.
#[utoipa::path(
    post, path = "/v1.0/managedTenants/roleAssignments", operation_id = "createManagedTenantsRoleAssignments",
    tag = "managedTenants", request_body = NewBulkAssignment,
    responses((status = 200, body = List<BulkResult>), (status = 403), (status = 422)),
)]
async fn assign(
    State(web): State<Web>,
    Client(caller): Client,
    Body(sent): Body<NewBulkAssignment>,
) -> ApiResult<List<BulkResult>> {
    Ok(shape(assign_at_many(&web.app, &caller, wanted(sent)?).await?))
}

/// What assigning a role at many customers would do, customer by customer; nothing is changed.
#[utoipa::path(
    post, path = "/v1.0/managedTenants/roleAssignments/preview", operation_id = "previewManagedTenantsRoleAssignments",
    tag = "managedTenants", request_body = NewBulkAssignment,
    responses((status = 200, body = List<BulkResult>), (status = 403), (status = 422)),
)]
async fn preview(
    State(web): State<Web>,
    Client(caller): Client,
    Body(sent): Body<NewBulkAssignment>,
) -> ApiResult<List<BulkResult>> {
    Ok(shape(ask(&web.app, &caller, &PreviewBulk(wanted(sent)?)).await?))
}

fn wanted(sent: NewBulkAssignment) -> Result<BulkAssignment, Refusal> {
    let assignment = FirstAssignment {
        display_name: sent.display_name,
        description: sent.description,
        members: sent.members,
        scope: Scope::default(),
        email_notifications: sent.email_notifications,
        start_date_time: sent.start_date_time,
        end_date_time: sent.end_date_time,
    };
    let form = first("", assignment)?;
    Ok(BulkAssignment {
        role: RoleAt { customer: Id::new(sent.role_tenant_id), role: Id::new(sent.role_id) },
        makes_role: sent.create_missing_roles,
        customers: sent.tenant_ids.into_iter().map(Id::new).collect(),
        name: form.name,
        description: form.description,
        members: form.members,
        rule: ScopeRule {
            all_rooms: sent.scope.all_rooms,
            groups: sent.scope.room_groups,
            places: sent.scope.places,
        },
        period: form.period,
        sends_mail: form.sends_mail,
    })
}

fn shape(told: Vec<AtCustomer>) -> List<BulkResult> {
    let english = Translator::new(Language::English, "UTC");
    let value = told.into_iter().map(|it| result(&english, it)).collect();
    List { count: None, value, next_link: None }
}

fn result(english: &Translator, at: AtCustomer) -> BulkResult {
    let told = BulkResult {
        tenant_id: at.customer.uuid(),
        tenant_display_name: at.seen.map(|(name, _)| name),
        outcome: at.outcome.key().to_owned(),
        creates_role: false,
        assignment_id: None,
        gained: None,
        error: None,
    };
    match at.outcome {
        Outcome::Held => told,
        Outcome::Given { makes_role, gained, assignment } => BulkResult {
            creates_role: makes_role,
            assignment_id: assignment.map(Id::uuid),
            gained: gained.map(|share| Gained {
                people_count: share.people,
                room_count: share.rooms,
                permissions: share.permissions.iter().map(|permission| permission.key().to_owned()).collect(),
            }),
            ..told
        },
        Outcome::Refused(refusal) => {
            let code = refusal.code().as_str();
            let missing = match &refusal {
                Refusal::Denied(_, Some(requirement)) => Some(requirement.key().to_owned()),
                _ => None,
            };
            let message = english.word("error-", code);
            BulkResult { error: Some(BulkError { code: code.to_owned(), message, missing }), ..told }
        }
    }
}
