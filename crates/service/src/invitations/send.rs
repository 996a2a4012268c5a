//! A customer sends an invitation.

use authz::Action;
use domain::{
    event::{Event, EventKind, Subject},
    id::{Id, Invitation, Organization},
    invitation::{InvitationKind, ValidDays},
    scope::Scope,
    text::{DomainName, TextError, Upn, line},
    time::Time,
};
use store::{Batch, Change, invitations::NewInvitation, notices::Notice, scopes};

use crate::{
    app::App,
    caller::{Caller, Person},
    invitations::{attempts, moment, terms, write_down_expiry},
    refusal::{Code, Fault, Refusal},
    run::{Command, Context, Where, run},
    scopes::{scope_faults, with_scope},
};

/// To whom an invitation goes; the two kinds cannot be mixed.
#[derive(Clone, Debug)]
pub enum To {
    /// To the organization that owns a domain (2022 model).
    Domain {
        /// The domain as typed.
        domain: String,
        /// The number of days as typed (R-021: 1 to 30).
        valid_days: String,
    },
    /// To people by name and account name, one invitation each (2021 model, R-022).
    NamedUsers(Vec<NamedUser>),
}

/// A row of the named-user form.
#[derive(Clone, Debug, Default)]
pub struct NamedUser {
    /// The name as typed.
    pub name: String,
    /// The account name as typed.
    pub upn: String,
}

/// Sends an invitation.
#[derive(Clone, Debug)]
pub struct SendInvitation {
    /// To whom.
    pub to: To,
    /// Which rooms.
    pub scope: Scope,
    /// The version of the terms the sender agreed to; none where the box was not ticked.
    pub accepted_terms: Option<String>,
}

/// Sends an invitation; one identifier for each that was made. An attempt that reached the look-up of the
/// partner counts, whatever its outcome (decision 11).
pub async fn send(
    app: &App,
    caller: &Caller,
    command: SendInvitation,
) -> Result<Vec<Id<Invitation>>, Refusal> {
    run(app, caller, command).await?
}

/// At most so many people can be named at once.
const NAMED_AT_MOST: usize = 50;

struct Checked {
    kind: InvitationKind,
    domain: DomainName,
    days: ValidDays,
    people: Vec<(String, Upn)>,
}

impl Command for SendInvitation {
    /// The inner refusal is one that leaves its attempt behind.
    type Output = Result<Vec<Id<Invitation>>, Refusal>;
    const NAME: &'static str = "invitations.send";
    /// Two sendings of one organization wait for each other, so that neither the hourly limit nor the rule
    /// of one Pending invitation can be passed by haste.
    const CHANGES_ACCESS: bool = true;

    fn asks(&self, caller: &Person) -> (Action, Where) {
        (Action::ControlPartners, Where::Tenant(caller.organization))
    }

    async fn apply(self, change: &mut Change, context: &Context<'_>) -> Result<Self::Output, Refusal> {
        let (checked, mut faults) = self.check_form();
        let named = scopes::name(change, &self.scope).await?;
        faults.extend(scope_faults(&self.scope, &named));
        let Some(checked) = checked.filter(|_| faults.is_empty()) else {
            return Err(refuse(faults));
        };
        let field = match checked.kind {
            InvitationKind::Domain => "domain",
            InvitationKind::NamedUser => "namedUsers",
        };
        if store::invitations::is_own_domain(change, checked.domain.as_str()).await? {
            return Err(Refusal::special(Code::SelfInvitation, field));
        }

        let now = change.now();
        let since = attempts::counted_since(change, context).await?;
        write_down_expiry(change).await?;
        let partner = store::invitations::partner_of(change, checked.domain.as_str()).await?;
        if let Some(refusal) = in_the_way(change, &checked, partner).await? {
            let event = Event::new(
                EventKind::InvitationSent,
                Subject::thing(change.tenant().uuid(), checked.domain.as_str()),
            )
            .with("code", refusal.code().as_str());
            let id = change.new_id();
            change.write_refused(store::invitations::count_attempt(Batch::of(event), id, now, since)).await?;
            return Ok(Err(refusal));
        }
        self.store(change, context, checked, partner, &named, since).await.map(Ok)
    }
}

impl SendInvitation {
    /// Refuses what can be judged without looking anything up, as far as it is asked about: for a form of several steps.
    pub fn check(&self, is_asked: impl Fn(&Fault) -> bool) -> Result<(), Refusal> {
        let (_, mut faults) = self.check_form();
        if self.scope.is_empty() {
            faults.push(Fault::new("scope", Code::EmptyScope));
        }
        faults.retain(is_asked);
        if faults.is_empty() { Ok(()) } else { Err(refuse(faults)) }
    }

    /// What can be judged without looking anything up, all faults at once.
    fn check_form(&self) -> (Option<Checked>, Vec<Fault>) {
        let mut faults = Vec::new();
        let checked = match &self.to {
            To::Domain { domain, valid_days } => {
                let days = ValidDays::parse(valid_days);
                if days.is_none() {
                    faults.push(Fault::new("validDays", Code::OutOfRange).detail("1–30"));
                }
                let domain = DomainName::parse(domain).map_err(|error| {
                    let code = if error == TextError::Empty { Code::Required } else { Code::NotADomain };
                    faults.push(Fault::new("domain", code));
                });
                domain.ok().zip(days).map(|(domain, days)| Checked {
                    kind: InvitationKind::Domain,
                    domain,
                    days,
                    people: Vec::new(),
                })
            }
            To::NamedUsers(people) => check_people(people, &mut faults),
        };
        if self.accepted_terms.as_deref() != Some(terms::VERSION) {
            faults.push(Fault::new("acceptedTerms", Code::TermsRequired));
        }
        (checked, faults)
    }

    async fn store(
        self,
        change: &mut Change,
        context: &Context<'_>,
        checked: Checked,
        partner: Option<Id<Organization>>,
        named: &scopes::Described,
        since: Time,
    ) -> Result<Vec<Id<Invitation>>, Refusal> {
        let now = change.now();
        let recipients: Vec<Option<(String, Upn)>> = match checked.kind {
            InvitationKind::Domain => vec![None],
            InvitationKind::NamedUser => checked.people.into_iter().map(Some).collect(),
        };
        let sender = &context.caller.person;
        let mut sent = Vec::with_capacity(recipients.len());
        for recipient in recipients {
            let id: Id<Invitation> = change.new_id();
            let scope = change.new_id();
            let subject = match &recipient {
                Some((_, upn)) => Subject::person(id.uuid(), upn.as_str()),
                None => Subject::thing(id.uuid(), checked.domain.as_str()),
            };
            let mut event = Event::new(EventKind::InvitationSent, subject)
                .with("kind", checked.kind.key())
                .with("domain", &checked.domain)
                .with("expiresAt", moment(checked.days.expires_at(now)))
                .with("termsVersion", terms::VERSION)
                .with("termsHash", terms::hash())
                .with_person("termsAcceptedBy", sender.upn.as_str());
            event = with_scope(event, named);
            // The administrators of the partner do not learn of invitations to named people.
            if let (InvitationKind::Domain, Some(partner)) = (checked.kind, partner) {
                event = event.concerning(partner.uuid());
            }
            let mut batch = Batch::of(event);
            if sent.is_empty() {
                let attempt = change.new_id();
                batch = store::invitations::count_attempt(batch, attempt, now, since);
            }
            batch = scopes::create(batch, scope, &self.scope);
            let (named_name, named_upn) =
                recipient.map_or((String::new(), None), |(name, upn)| (name, Some(upn.to_string())));
            batch = store::invitations::insert(
                batch,
                NewInvitation {
                    id,
                    kind: checked.kind,
                    partner,
                    domain: checked.domain.to_string(),
                    named_upn,
                    named_name,
                    link: None,
                    scope,
                    modes: serde_json::to_string(&domain::change_control::Modes::default())?,
                    terms_version: terms::VERSION.to_owned(),
                    terms_hash: terms::hash(),
                    terms_by: sender.upn.to_string(),
                    valid_days: checked.days.get().into(),
                    sent_by: sender.user,
                    sent_by_name: sender.upn.to_string(),
                    sent_at: now,
                    expires_at: checked.days.expires_at(now),
                },
            );
            change.write(batch).await?;
            sent.push(id);
        }
        if let (InvitationKind::Domain, Some(partner), Some(first)) = (checked.kind, partner, sent.first()) {
            let customer = store::links::own_name(change).await?;
            change
                .notify(Notice {
                    tenant: partner,
                    audience: "tenant_managers",
                    kind: "invitation_received",
                    about: first.uuid(),
                    parameters: vec![("customer", customer)],
                })
                .await?;
        }
        Ok(sent)
    }
}

fn check_people(people: &[NamedUser], faults: &mut Vec<Fault>) -> Option<Checked> {
    let before = faults.len();
    let mut checked: Vec<(String, Upn)> = Vec::with_capacity(people.len());
    if people.is_empty() {
        faults.push(Fault::new("namedUsers", Code::Required));
    }
    if people.len() > NAMED_AT_MOST {
        faults.push(Fault::new("namedUsers", Code::TooMany).detail(NAMED_AT_MOST));
        return None;
    }
    for (index, person) in people.iter().enumerate() {
        let name = check_name(&person.name, format!("namedUsers/{index}/displayName"), faults);
        let field = format!("namedUsers/{index}/userPrincipalName");
        match Upn::parse(&person.upn) {
            Err(_) => faults.push(Fault::new(field, Code::NotAUser)),
            Ok(upn) if checked.iter().any(|(_, other)| *other == upn) => {
                faults.push(Fault::new(field, Code::AlreadyExists));
            }
            Ok(upn) if checked.first().is_some_and(|(_, first)| first.domain() != upn.domain()) => {
                faults.push(Fault::new(field, Code::MixedPartners));
            }
            Ok(upn) => checked.push((name, upn)),
        }
    }
    let domain = checked.first().map(|(_, upn)| upn.domain().clone()).filter(|_| faults.len() == before)?;
    Some(Checked { kind: InvitationKind::NamedUser, domain, days: ValidDays::NAMED_USER, people: checked })
}

/// The name of a person as typed.
pub(super) fn check_name(typed: &str, field: impl Into<String>, faults: &mut Vec<Fault>) -> String {
    let name = line(typed, 120);
    match name.as_deref() {
        Ok("") => faults.push(Fault::new(field, Code::Required)),
        Ok(_) => {}
        Err(_) => faults.push(Fault::new(field, Code::TooLong)),
    }
    name.unwrap_or_default()
}

/// All faults as one refusal; a special code stands above where it is the only one.
pub(crate) fn refuse(faults: Vec<Fault>) -> Refusal {
    const SPECIAL: [Code; 4] =
        [Code::EmptyScope, Code::NotAUser, Code::MixedPartners, Code::PrimaryAdminRequired];
    let code = match faults.split_first() {
        Some((first, rest)) if SPECIAL.contains(&first.code) && rest.iter().all(|f| f.code == first.code) => {
            first.code
        }
        _ => Code::InvalidValue,
    };
    Refusal::Invalid(code, faults)
}

/// What forbids an invitation to this partner. To a named person it stays unsaid whether the domain is that
/// of a partner: then nobody sees the invitation (decision 20).
async fn in_the_way(
    change: &mut Change,
    checked: &Checked,
    partner: Option<Id<Organization>>,
) -> Result<Option<Refusal>, Refusal> {
    let pending = store::invitations::fetch_pending(change, partner, checked.domain.as_str()).await?;
    let link = match partner {
        Some(partner) => store::links::fetch_live(change, partner).await?,
        None => None,
    };
    Ok(if let Some(link) = link {
        Some(Refusal::Conflict(Code::AlreadyLinked, Some(link.id.uuid())))
    } else if let Some(first) = pending.first() {
        Some(Refusal::Conflict(Code::AlreadyExists, Some(first.id.uuid())))
    } else if partner.is_none() && checked.kind == InvitationKind::Domain {
        Some(Refusal::special(Code::NotAPartner, "domain"))
    } else {
        None
    })
}
