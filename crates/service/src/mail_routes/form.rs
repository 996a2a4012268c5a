//! What somebody sets of a mail route, checked.

use std::collections::BTreeSet;

use domain::{
    id::{Id, Organization, SecurityGroup},
    mail_route::MailRoute,
    signal::Severity,
    webhook::{Covers, MOST_CUSTOMERS},
};
use store::{Change, webhooks};

use crate::{
    form::Form,
    refusal::{Code, Refusal},
};

/// What somebody sets; what is none stays, or is as it is for a new route.
#[derive(Clone, Debug, Default)]
pub struct MailRouteForm {
    /// The customers of whose tickets the team is told; an empty list stands for all.
    pub customers: Option<Vec<Id<Organization>>>,
    /// The mildest ticket, by its word.
    pub lowest_severity: Option<String>,
    /// The team.
    pub team: Option<Id<SecurityGroup>>,
}

impl MailRouteForm {
    /// The route with what is wanted, or everything that is wrong with it.
    pub(super) async fn checked(
        self,
        change: &mut Change,
        covers: Covers,
        before: Option<&MailRoute>,
    ) -> Result<MailRoute, Refusal> {
        let mut form = Form::default();
        let customers = match self.customers {
            Some(wanted) => customers(change, covers, wanted, &mut form).await?,
            None => before.map(|it| it.customers.clone()).unwrap_or_default(),
        };
        let lowest_severity = match self.lowest_severity.as_deref() {
            Some(word) => Severity::from_key(word.trim()).unwrap_or_else(|| {
                form.fault("lowestSeverity", Code::UnknownValue);
                Severity::Important
            }),
            None => before.map_or(Severity::Important, |it| it.lowest_severity),
        };
        let team = self.team.or(before.map(|it| it.team));
        match team {
            None => form.fault("teamId", Code::Required),
            Some(team) if webhooks::teams_among(change, vec![team]).await?.is_empty() => {
                form.fault("teamId", Code::UnknownReference);
            }
            Some(_) => {}
        }
        let Some(team) = team else { return Err(form.refusal()) };
        form.finish()?;
        Ok(MailRoute { covers, customers, lowest_severity, team })
    }
}

async fn customers(
    change: &mut Change,
    covers: Covers,
    wanted: Vec<Id<Organization>>,
    form: &mut Form,
) -> Result<Vec<Id<Organization>>, Refusal> {
    let wanted: BTreeSet<_> = wanted.into_iter().collect();
    let wanted: Vec<_> = wanted.into_iter().collect();
    if wanted.len() > MOST_CUSTOMERS {
        form.limit("tenantIds", Code::TooMany, MOST_CUSTOMERS);
    } else if !wanted.is_empty() {
        let known = webhooks::customers_among(change, wanted.clone()).await?;
        if covers != Covers::Customers || wanted.iter().any(|it| !known.contains(it)) {
            form.fault("tenantIds", Code::UnknownReference);
        }
    }
    Ok(wanted)
}
