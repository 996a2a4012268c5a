//! A partner asks on behalf of a customer (R-306, R-325, R-420, Q24).

use authz::{Action, Facts, Requirement};
use domain::{
    agent::AgentRight,
    event::EventKind,
    id::{Id, Organization, ServicePortal, SupportRequest},
    support_request::{LONGEST_TEXT, MOST_OPEN, Severity, Side, WithoutRights},
    text::{Name, TextError, paragraph},
};
use store::{
    Batch, Change,
    support_requests::{self as rows, NewRequest},
};

use super::{event, tell};
use crate::{
    caller::Person,
    form::Form,
    refusal::{Code, Refusal},
    run::{Command, Context, Where},
};

/// Asks the vendor on behalf of a customer.
#[derive(Clone, Debug)]
pub struct OpenSupportRequest {
    /// The customer.
    pub tenant: Id<Organization>,
    /// The service; none where it is about Steward itself.
    pub service: Option<Id<ServicePortal>>,
    /// What it is about, in a line.
    pub title: String,
    /// What is asked.
    pub description: String,
    /// The word of how much the customer suffers.
    pub severity: String,
}

impl Command for OpenSupportRequest {
    type Output = Id<SupportRequest>;
    const NAME: &'static str = "support_requests.open";
    // Together they could become too many.
    const CHANGES_ACCESS: bool = true;

    fn asks(&self, _: &Person) -> (Action, Where) {
        (Action::ActAsAgent(AgentRight::SupportCustomers), Where::Tenant(self.tenant))
    }

    async fn apply(self, change: &mut Change, context: &Context<'_>) -> Result<Self::Output, Refusal> {
        let person = &context.caller.person;
        person.customer(self.tenant)?;
        let choice = context.app.settings.support_requests_without_rights;
        require_rights(context.facts, choice, self.tenant)?;
        let partner = person.organization;
        let service = match self.service {
            None => None,
            Some(service) => Some(
                rows::found_service(change, service, partner)
                    .await?
                    .ok_or_else(|| Refusal::field("serviceId", Code::UnknownReference))?,
            ),
        };
        let mut form = Form::default();
        let title = form.text("title", Name::parse(&self.title));
        let description = form.text("description", text(&self.description));
        let severity = Severity::from_key(&self.severity);
        if severity.is_none() {
            let code = if self.severity.is_empty() { Code::Required } else { Code::UnknownValue };
            form.fault("severity", code);
        }
        let (Some(title), Some(description), Some(severity)) = (title, description, severity) else {
            return Err(form.refusal());
        };
        if rows::how_many_open(change, partner).await? >= MOST_OPEN {
            return Err(Refusal::Conflict(Code::TooMany, None));
        }
        let id: Id<SupportRequest> = change.new_id();
        let event = event(EventKind::SupportRequestOpened, id, title.as_str(), partner)
            .with("service", service.as_ref().map_or("", |it| it.name.as_str()))
            .with("severity", severity.key());
        let it = NewRequest {
            id,
            partner,
            title: title.as_str(),
            description: &description,
            severity,
            service: service.as_ref().map(|it| (it.id, it.name.as_str())),
            opened_by: person.upn.as_str(),
        };
        change.write(rows::insert(Batch::of(event), &it)).await?;
        let row = rows::found(change, id).await?.ok_or(Refusal::Missing)?;
        let kinds = [(Side::Customer, "support_opened"), (Side::Vendor, "support_asked")];
        tell(change, &row, Side::Partner, &kinds).await?;
        Ok(id)
    }
}

/// Refuses where the operator lets nobody ask on behalf of a customer that gave them no directory role.
fn require_rights(facts: &Facts, choice: WithoutRights, tenant: Id<Organization>) -> Result<(), Refusal> {
    if lets_open(facts, choice, tenant) {
        return Ok(());
    }
    Err(Refusal::Denied(Code::SupportNeedsDelegatedRole, Some(Requirement::DelegatedRole)))
}

/// Whether the operator's choice lets somebody ask on behalf of a customer: with a directory role there by delegation, of delegated admin
/// privileges or a granular relationship, in any case.
pub(super) fn lets_open(facts: &Facts, choice: WithoutRights, tenant: Id<Organization>) -> bool {
    choice.lets_open(!facts.delegated_roles(tenant).is_empty())
}

/// A text that is not empty.
pub(super) fn text(text: &str) -> Result<String, TextError> {
    let text = paragraph(text, LONGEST_TEXT)?;
    if text.is_empty() { Err(TextError::Empty) } else { Ok(text) }
}
