//! What somebody sets of a webhook, checked.

use std::collections::BTreeSet;

use domain::{
    id::{Id, Organization, RoomGroup, SecurityGroup, User},
    notification::Occasion,
    signal::Severity,
    text::Name,
    webhook::{self, Covers, MOST_CUSTOMERS, MOST_TEAMS},
};
use store::{
    Change,
    webhooks::{self, Setting},
};

use super::Address;
use crate::{
    app::App,
    form::Form,
    refusal::{Code, Refusal},
};

/// What somebody sets; what is none stays as it is, or as it is for a new webhook.
#[derive(Clone, Debug, Default)]
pub struct WebhookForm {
    /// What people call it.
    pub name: Option<String>,
    /// Where it leads.
    pub address: Option<String>,
    /// What it is told of, by types of messages.
    pub events: Option<Vec<String>>,
    /// The customers it is told of; an empty list stands for all.
    pub customers: Option<Vec<Id<Organization>>>,
    /// The group of own rooms it is told of; none inside stands for all.
    pub group: Option<Option<Id<RoomGroup>>>,
    /// The teams of the organization with which a ticket stands that it is told of; an empty list stands for all tickets.
    pub teams: Option<Vec<Id<SecurityGroup>>>,
    /// The mildest ticket it is told of, by its word.
    pub lowest_severity: Option<String>,
    /// Whether it is told anything.
    pub is_on: Option<bool>,
}

impl WebhookForm {
    /// Whether it does nothing but switch a webhook off.
    pub(super) fn only_turns_off(&self) -> bool {
        let Self { name, address, events, customers, group, teams, lowest_severity, is_on } = self;
        let is_bare = name.is_none() && address.is_none() && events.is_none() && customers.is_none();
        is_bare && group.is_none() && teams.is_none() && lowest_severity.is_none() && *is_on == Some(false)
    }

    /// The setting with what is wanted, or everything that is wrong with it.
    pub(super) async fn checked(
        self,
        app: &App,
        change: &mut Change,
        covers: Covers,
        owner: Id<User>,
        before: Option<&Setting>,
    ) -> Result<Setting, Refusal> {
        let mut form = Form::default();
        let name = self.name.or_else(|| before.map(|it| it.name.clone())).unwrap_or_default();
        let name = form.text("displayName", Name::parse(&name));
        let address = self.address.or_else(|| before.map(|it| it.address.clone())).unwrap_or_default();
        let address = Address::parse(&address, &app.settings.webhook_networks)
            .map_err(|code| form.fault("url", code))
            .ok();
        let events = match self.events {
            Some(words) => occasions(&words, &mut form),
            None => before.map(|it| it.events.clone()).unwrap_or_default(),
        };
        if events.is_empty() {
            form.fault("events", Code::Required);
        }
        let customers = match self.customers {
            Some(wanted) => customers(change, covers, wanted, &mut form).await?,
            None => before.map(|it| it.customers.clone()).unwrap_or_default(),
        };
        let group = match self.group {
            Some(Some(group)) => {
                if covers != Covers::Own || !webhooks::has_group(change, group).await? {
                    form.fault("roomGroupId", Code::UnknownValue);
                }
                Some(group)
            }
            Some(None) => None,
            None => before.and_then(|it| it.group),
        };
        let teams = match self.teams {
            Some(wanted) => teams(change, wanted, &mut form).await?,
            None => before.map(|it| it.teams.clone()).unwrap_or_default(),
        };
        let lowest_severity = match self.lowest_severity.as_deref() {
            Some(word) => Severity::from_key(word.trim()).unwrap_or_else(|| {
                form.fault("lowestSeverity", Code::UnknownValue);
                Severity::Important
            }),
            None => before.map_or(Severity::Important, |it| it.lowest_severity),
        };
        let is_on = self.is_on.or(before.map(|it| it.is_on)).unwrap_or(true);
        let (Some(name), Some(address)) = (name, address) else { return Err(form.refusal()) };
        form.finish()?;
        Ok(Setting {
            name: name.as_str().to_owned(),
            name_key: name.key(),
            address: address.as_str().to_owned(),
            covers,
            events,
            customers,
            group,
            teams,
            lowest_severity,
            owner,
            is_on,
        })
    }
}

fn occasions(words: &[String], form: &mut Form) -> Vec<Occasion> {
    let found: BTreeSet<_> = words.iter().map(|word| webhook::occasion(word.trim())).collect();
    if found.contains(&None) {
        form.fault("events", Code::UnknownValue);
    }
    found.into_iter().flatten().collect()
}

async fn customers(
    change: &mut Change,
    covers: Covers,
    wanted: Vec<Id<Organization>>,
    form: &mut Form,
) -> Result<Vec<Id<Organization>>, Refusal> {
    let wanted: BTreeSet<_> = wanted.into_iter().collect();
    if wanted.len() > MOST_CUSTOMERS {
        form.limit("tenantIds", Code::TooMany, MOST_CUSTOMERS);
        return Ok(Vec::new());
    }
    let wanted: Vec<_> = wanted.into_iter().collect();
    if !wanted.is_empty() {
        let known = webhooks::customers_among(change, wanted.clone()).await?;
        if covers != Covers::Customers || wanted.iter().any(|it| !known.contains(it)) {
            form.fault("tenantIds", Code::UnknownValue);
        }
    }
    Ok(wanted)
}

async fn teams(
    change: &mut Change,
    wanted: Vec<Id<SecurityGroup>>,
    form: &mut Form,
) -> Result<Vec<Id<SecurityGroup>>, Refusal> {
    let wanted: BTreeSet<_> = wanted.into_iter().collect();
    if wanted.len() > MOST_TEAMS {
        form.limit("teamIds", Code::TooMany, MOST_TEAMS);
        return Ok(Vec::new());
    }
    let wanted: Vec<_> = wanted.into_iter().collect();
    if !wanted.is_empty() {
        let known = webhooks::teams_among(change, wanted.clone()).await?;
        if wanted.iter().any(|it| !known.contains(it)) {
            form.fault("teamIds", Code::UnknownValue);
        }
    }
    Ok(wanted)
}
