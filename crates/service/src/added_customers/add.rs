//! A partner adds a customer.

use authz::{Action, SystemTask, system_permit};
use domain::{
    added_customer::{ADMINISTRATOR, MOST_WAITING, TRIES_AN_HOUR, domain_below, with_those_above},
    default_delegation::{DEFAULT_DAYS, Selling, asked_by_default, default_name},
    distribution::Asks,
    event::{Event, EventKind, Subject},
    granular_relationship::Status,
    id::{GranularRelationship, Id, Organization, ResellerRequest},
    text::{DomainName, Name, Upn},
    time::{HOUR, SECOND, Time},
};
use store::{
    Batch, Change,
    added_customers::{self as rows, NewAddedCustomer},
    granular_relationships::{self as granular, GranularRow, NewGranular},
    notices::Notice,
    organizations::LOCK,
    values,
};
use uuid::Uuid;

use super::ASKS;
use crate::{
    app::App,
    caller::{Caller, Person},
    form::Form,
    granular_relationships::words,
    organizations::{self, NewOrganization},
    refusal::{Code, Refusal},
    reseller_requests::new_request,
    run::{Command, Context, Where, run},
};

/// What is typed for a new customer.
#[derive(Clone, Debug, Default)]
pub struct NewCustomer {
    /// The name of the company.
    pub name: String,
    /// Its country, two letters: the partner's.
    pub country: String,
    /// The label of its domain, below the one that the operator set aside.
    pub label: String,
    /// The language tag of its people; empty for the partner's.
    pub language: String,
    /// The name of its first administrator.
    pub administrator: String,
    /// The address to which the invitation goes: the customer's own, and nobody else's.
    pub mail: String,
    /// Whether delegated admin privileges are asked for too.
    pub with_privileges: bool,
    /// Whether the default granular relationship is asked for too.
    pub with_granular: bool,
}

/// Adds a customer.
#[derive(Clone, Debug)]
pub struct AddCustomer(pub NewCustomer);

/// Adds a customer. A try that reached the look-up of domains counts, whatever its outcome.
pub async fn add(app: &App, caller: &Caller, new: NewCustomer) -> Result<Id<Organization>, Refusal> {
    run(app, caller, AddCustomer(new)).await?
}

struct Checked {
    name: Name,
    country: String,
    domain: DomainName,
    language: Option<String>,
    administrator: Name,
    mail: Upn,
}

impl NewCustomer {
    fn check(&self, base: &DomainName) -> Result<Checked, Refusal> {
        let mut form = Form::default();
        let name = form.text("displayName", Name::parse(&self.name));
        let country = form.country("country", &self.country);
        let domain = form.text("domainLabel", domain_below(base, &self.label));
        let language = Some(self.language.trim()).filter(|tag| !tag.is_empty());
        let language = language.and_then(|tag| form.language("preferredLanguage", tag));
        let administrator = form.text("administratorDisplayName", Name::parse(&self.administrator));
        let mail = form.text("mail", Upn::parse(&self.mail));
        match (name, country, domain, administrator, mail) {
            (Some(name), Some(country), Some(domain), Some(administrator), Some(mail)) => {
                form.finish()?;
                let language = language.map(|language| language.tag().to_owned());
                Ok(Checked { name, country, domain, language, administrator, mail })
            }
            _ => Err(form.refusal()),
        }
    }
}

/// The partner as it stands.
struct Partner {
    id: Id<Organization>,
    name: String,
    language: String,
    time_zone: String,
}

impl Command for AddCustomer {
    /// The inner refusal is one that leaves its try behind.
    type Output = Result<Id<Organization>, Refusal>;
    const NAME: &'static str = "added_customers.add";
    /// So that no two count tries, or those that wait, at the same time.
    const CHANGES_ACCESS: bool = true;

    fn asks(&self, caller: &Person) -> (Action, Where) {
        (ASKS, Where::Tenant(caller.organization))
    }

    async fn apply(self, change: &mut Change, context: &Context<'_>) -> Result<Self::Output, Refusal> {
        let Self(new) = self;
        let settings = &context.app.settings;
        let off = || Refusal::Denied(Code::AddingCustomersOff, None);
        let base = settings.customer_domain.as_ref().ok_or_else(off)?;
        if new.with_privileges && !settings.privileges_with_reseller {
            return Err(Refusal::special(Code::PrivilegesNotOffered, "delegatedAdminPrivileges"));
        }
        let checked = new.check(base)?;
        let row = change.find(&LOCK, values![]).await?.ok_or(Refusal::Missing)?;
        if row.text(1)? != checked.country {
            return Err(Refusal::special(Code::OtherMarket, "country"));
        }
        let partner =
            Partner { id: change.tenant(), name: row.get(0)?, language: row.get(2)?, time_zone: row.get(3)? };
        if rows::count_waiting(change).await? >= MOST_WAITING {
            return Err(Refusal::special(Code::TooMany, "customers"));
        }
        let since = tried_since(change).await?;
        if let Some(refusal) = in_the_way(change, &checked).await? {
            let event = Event::new(
                EventKind::CustomerAdded,
                Subject::thing(partner.id.uuid(), checked.name.as_str()),
            )
            .with("code", refusal.code().as_str());
            let id = Id::<Organization>::uuid(change.new_id());
            change.write_refused(rows::count_attempt(Batch::of(event), id, since)).await?;
            return Ok(Err(refusal));
        }
        let asked = (new.with_privileges, new.with_granular);
        made(change, context, &partner, checked, asked, since).await.map(Ok)
    }
}

/// Since when tries count now; refused when there were too many since.
async fn tried_since(change: &mut Change) -> Result<Time, Refusal> {
    let now = change.now();
    let since = now.plus(-HOUR);
    let tries = rows::attempts_since(change, since).await?;
    if tries.len() >= TRIES_AN_HOUR {
        let oldest = tries.first().copied().unwrap_or(now);
        return Err(Refusal::TooOften((oldest.plus(HOUR).since(now) / SECOND).max(1)));
    }
    Ok(since)
}

/// What forbids such a customer: a domain that anybody has is one answer, and so is an address at any partner.
async fn in_the_way(change: &mut Change, new: &Checked) -> Result<Option<Refusal>, Refusal> {
    if rows::is_taken(change, new.domain.as_str()).await? {
        return Ok(Some(Refusal::field("domainLabel", Code::NameTaken)));
    }
    if rows::is_of_partners(change, with_those_above(new.mail.domain())).await? {
        return Ok(Some(Refusal::special(Code::AddressOfPartner, "mail")));
    }
    Ok(None)
}

/// Makes the organization, and what it is asked for.
async fn made(
    change: &mut Change,
    context: &Context<'_>,
    partner: &Partner,
    new: Checked,
    (with_privileges, with_granular): (bool, bool),
    since: Time,
) -> Result<Id<Organization>, Refusal> {
    let app = context.app;
    let by = context.caller.person.name().to_owned();
    let customer: Id<Organization> = change.new_id();
    let request: Id<ResellerRequest> = change.new_id();
    let organization = NewOrganization {
        name: new.name.to_string(),
        country: new.country.clone(),
        language: new.language.unwrap_or_else(|| partner.language.clone()),
        time_zone: partner.time_zone.clone(),
        domains: vec![new.domain.to_string()],
        administrator_upn: format!("{ADMINISTRATOR}@{}", new.domain),
        administrator_name: new.administrator.to_string(),
    };
    change.turn_to(system_permit(SystemTask::AddedCustomers, customer));
    organizations::write(change, &organization.check()?, false)
        .await
        .map_err(|refusal| if is_taken(&refusal) { taken() } else { refusal })?;
    let notice = Notice {
        tenant: customer,
        audience: "service_administrators",
        kind: "relationship_asked",
        about: partner.id.uuid(),
        parameters: vec![("partner", partner.name.clone())],
    };
    change.leave(notice).await?;
    change.turn_to(context.permit(ASKS, partner.id)?);
    let relationship =
        if with_granular { Some(ask_granular(change, app, customer, &by).await?) } else { None };
    let event = Event::new(EventKind::CustomerAdded, Subject::thing(customer.uuid(), new.name.as_str()))
        .with("domain", &new.domain)
        .with("delegatedAdminPrivileges", with_privileges)
        .with("defaultGranularRelationship", with_granular)
        .with_person("mail", &new.mail)
        .concerning(customer.uuid());
    let asked = (with_privileges, Asks::Customer);
    let asked = new_request(app, partner.id, request, asked, Some(customer), by.clone())?;
    let row = NewAddedCustomer {
        customer,
        name: new.name.to_string(),
        domain: new.domain.to_string(),
        country: new.country,
        administrator: new.administrator.to_string(),
        mail: new.mail.to_string(),
        request,
        with_privileges,
        relationship,
        created_by: by,
    };
    let batch = rows::count_attempt(Batch::of(event), request.uuid(), since);
    let batch = store::reseller_requests::insert(batch, asked);
    change.write(rows::insert(batch, row)).await?;
    Ok(customer)
}

/// Somebody else was given the domain between the look-up and now.
fn is_taken(refusal: &Refusal) -> bool {
    matches!(refusal, Refusal::Invalid(_, faults) if faults.iter().any(|fault| fault.code == Code::NameTaken))
}

fn taken() -> Refusal {
    Refusal::field("domainLabel", Code::NameTaken)
}

/// Asks the new customer for the default granular relationship: as if it had been drafted and finalized.
async fn ask_granular(
    change: &mut Change,
    app: &App,
    customer: Id<Organization>,
    by: &str,
) -> Result<Id<GranularRelationship>, Refusal> {
    let mut random = [0_u8; 16];
    random.iter_mut().zip(app.secrets.random32()).for_each(|(to, from)| *to = from);
    let secret: Uuid = uuid::Builder::from_random_bytes(random).into_uuid();
    let selling = Selling::of(rows::sells_through_provider(change).await?);
    let id: Id<GranularRelationship> = change.new_id();
    let roles = asked_by_default(selling);
    let name = default_name(change.tenant(), customer, secret);
    let event = Event::new(EventKind::GranularCreated, Subject::thing(id.uuid(), &name))
        .with("roles", words(&roles))
        .with("days", DEFAULT_DAYS)
        .with("autoExtend", false)
        .with("customerId", customer);
    let (customer, days, created_by) = (Some(customer), DEFAULT_DAYS, by.to_owned());
    let new =
        NewGranular { id, secret, customer, name, roles, days, extends: false, created_by, provider: None };
    let now = change.now();
    change.write(granular::insert(Batch::of(event), new, now)).await?;
    let draft = granular::fetch(change, id).await?.ok_or(Refusal::Missing)?;
    let status = Status::ApprovalPending;
    let asked = GranularRow { status, locked_at: Some(change.now()), ..draft.clone() };
    let event = Event::new(EventKind::GranularFinalized, Subject::thing(id.uuid(), &asked.name)).changed(
        "status",
        draft.status.key(),
        status.key(),
    );
    change.write(granular::save(Batch::of(event), &draft, &asked, &[])).await?;
    Ok(id)
}
