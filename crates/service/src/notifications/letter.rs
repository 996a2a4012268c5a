//! What somebody reads: what their sight shows of what they are to be told, in the moment in which it is sent.

use std::collections::BTreeMap;

use authz::{Action, Concerning, Facts, Realm, sight};
use domain::{
    id::{Id, Organization},
    notification::Matter,
    organization::Language,
    permission::Permission,
    report::Delivered,
    text::Upn,
    time::Time,
};
use store::{
    notices::NoticeRow,
    notifications::{Item, Reader},
    tickets::TicketRow,
};
use uuid::Uuid;

use super::send::Bundle;
use crate::{
    added_customers::Invitation,
    app::App,
    caller::{Access, Caller, Person},
    idempotency_keys::IdempotencyKey,
    notices::audience_of,
    observe::Observation,
    refusal::Refusal,
    reports::{SentReport, read_due, read_shared},
    sign_in::Secret,
    tickets::cut,
};

/// A message to one person.
#[derive(Clone, Debug)]
pub struct Letter {
    /// What it is known by over all tries.
    pub message: Uuid,
    /// The address.
    pub to: String,
    /// The name of the person.
    pub name: String,
    /// Their language.
    pub language: Language,
    /// Their time zone by IANA name.
    pub time_zone: String,
    /// What it tells.
    pub content: Content,
}

/// What a message tells.
#[derive(Clone, Debug)]
pub enum Content {
    /// Tickets, each once, the newest first.
    Tickets {
        /// Whether this is the daily digest.
        is_digest: bool,
        /// The tickets.
        told: Vec<Told>,
    },
    /// Notices, the newest first.
    Notices(Vec<NoticeRow>),
    /// The way into an organization that a partner added.
    Invitation(Box<Invitation>),
    /// A report that the reader subscribed to, or that somebody else has sent to them.
    Report(Box<SentReport>),
    /// A link by which the reader sets a password.
    PasswordLink {
        /// The secret of the link.
        secret: Secret,
        /// The partner that had it mailed.
        partner: String,
    },
}

/// What is told of a ticket.
#[derive(Clone, Debug)]
pub struct Told {
    /// What happened to it last: news, or that it was given to the reader.
    pub matter: Matter,
    /// The ticket as it is now.
    pub ticket: TicketRow,
    /// Whether it is one of the reader's own organization, not of a customer.
    pub is_own: bool,
}

/// A letter with the items it tells of; without any, there is no letter.
pub(super) struct Written {
    /// The letter.
    pub letter: Option<Letter>,
    /// The items that it tells of; the others the reader may not know.
    pub told: Vec<Uuid>,
    /// The customers of which it tells.
    customers: Vec<Id<Organization>>,
    caller: Option<Caller>,
    /// What becomes of a report if it is sent: its subscription, when it was due, and whether its reader may see it.
    pub report: Option<(Uuid, Time, Delivered)>,
}

impl Written {
    pub(super) const NOTHING: Self =
        Self { letter: None, told: Vec::new(), customers: Vec::new(), caller: None, report: None };

    /// Notes that the letter showed data of customers (decision 18).
    pub fn note(&self, app: &App) {
        let Some(caller) = &self.caller else { return };
        for customer in &self.customers {
            app.observer.push(app.clock.now(), Observation::viewed(caller, "tickets", *customer));
        }
    }
}

/// Writes what a reader may know of a bundle now.
pub(super) async fn write(app: &App, reader: &Reader, bundle: &Bundle) -> Result<Written, Refusal> {
    if let [item] = bundle.items.as_slice()
        && matches!(item.matter, Matter::Report | Matter::SharedReport)
    {
        return report(app, reader, bundle, item).await;
    }
    if let [item] = bundle.items.as_slice()
        && item.matter == Matter::PasswordLink
    {
        return password_link(app, reader, bundle, item).await;
    }
    let mut opening = app.store.begin_view().await?;
    let Reader { organization, user, upn, .. } = reader;
    let facts = opening.facts(app.clock.now(), *organization, *user, upn, Concerning::All).await?;
    let Some(facts) = facts.filter(Facts::enabled) else { return Ok(Written::NOTHING) };
    let mut view = opening.view(sight(&facts, Action::OwnAccount, Realm::Own)?);
    let mut written = Written { caller: Some(caller(reader, bundle)?), ..Written::NOTHING };
    let is_notice = bundle.items.iter().all(|item| item.matter == Matter::NOTICE);
    let content = if is_notice {
        let audience = audience_of(&mut view, &facts).await?;
        let wanted = bundle.items.iter().map(|item| Id::new(item.about)).collect();
        let notices = store::notices::named(&mut view, *user, audience, wanted).await?;
        keep(&mut written, bundle, |item| notices.iter().any(|notice| notice.id.uuid() == item.about));
        Content::Notices(notices)
    } else {
        let mut tickets = Vec::new();
        for realm in [Realm::Own, Realm::AllCustomers] {
            let is_here = |item: &&Item| (item.within == *organization) == (realm == Realm::Own);
            let items: Vec<_> = bundle.items.iter().filter(is_here).collect();
            let Ok(sight) = sight(&facts, Action::Use(Permission::TicketView), realm) else { continue };
            if items.is_empty() {
                continue;
            }
            let tenants = items.iter().map(|item| item.within).collect();
            let wanted = items.iter().map(|item| Id::new(item.about)).collect();
            tickets.extend(store::tickets::named(view.look(sight), tenants, wanted).await?);
        }
        // Whoever has given it to somebody else meanwhile tells that person, and the reader nothing.
        let has = |row: &TicketRow| row.owner == Some((*user, *organization));
        keep(&mut written, bundle, |item| {
            let found = tickets.iter().find(|ticket| ticket.id.uuid() == item.about);
            found.is_some_and(|ticket| match item.matter {
                Matter::TicketGiven => has(ticket),
                // What its reader has chosen to hear of no more since it happened.
                _ => reader.choice.pace(*organization, ticket.tenant, ticket.severity).is_some(),
            })
        });
        let newest = newest(bundle, &written.told);
        let mut told: Vec<_> = tickets
            .into_iter()
            .filter_map(|row| {
                let matter = *newest.get(&row.id.uuid())?;
                let person = &written.caller.as_ref()?.person;
                Some(Told { matter, is_own: row.tenant == *organization, ticket: cut(person, row) })
            })
            .collect();
        told.sort_by_key(|it| (it.ticket.severity, std::cmp::Reverse(it.ticket.changed_at), it.ticket.id));
        written.customers = told.iter().filter(|it| !it.is_own).map(|it| it.ticket.tenant).collect();
        written.customers.sort_unstable();
        written.customers.dedup();
        Content::Tickets { is_digest: bundle.items.iter().all(|item| !item.is_urgent), told }
    };
    if !written.told.is_empty() {
        written.letter = Some(letter(reader, bundle, content));
    }
    Ok(written)
}

fn letter(reader: &Reader, bundle: &Bundle, content: Content) -> Letter {
    Letter {
        message: bundle.message,
        to: reader.upn.clone(),
        name: reader.name.clone(),
        language: Language::from_tag(&reader.language).unwrap_or_default(),
        time_zone: reader.time_zone.clone(),
        content,
    }
}

/// The report of a subscription, as its owner sees it now, or as somebody does to whom its owner has it sent; nothing where they may
/// not (any more).
async fn report(app: &App, reader: &Reader, bundle: &Bundle, item: &Item) -> Result<Written, Refusal> {
    // A message that is tried again is one request: that its reader takes it away is not written down with each try.
    let key = IdempotencyKey::new(bundle.message.to_string().as_bytes(), "MAIL", "report", b"").ok();
    let mut caller = Caller { idempotency_key: key, ..caller(reader, bundle)? };
    caller.person.access = Access::Write;
    let (is_shared, id) = (item.matter == Matter::SharedReport, Id::new(item.about));
    let read = if is_shared {
        read_shared(app, &caller, id, item.at).await
    } else {
        read_due(app, &caller, id, item.at).await
    };
    let (told, letter, what) = match read {
        Ok(read) => {
            let letter = letter(reader, bundle, Content::Report(Box::new(read)));
            (vec![item.id], Some(letter), Delivered::Sent)
        }
        Err(Refusal::Denied(..) | Refusal::Missing | Refusal::Unauthenticated(_) | Refusal::Invalid(..)) => {
            (Vec::new(), None, Delivered::NotAllowed)
        }
        Err(refusal) => return Err(refusal),
    };
    // What becomes of it is told to its owner alone, and of nobody else's.
    let report = (!is_shared).then_some((item.about, item.at, what));
    Ok(Written { letter, told, report, ..Written::NOTHING })
}

/// The link of an order, with a secret that is drawn for this message; nothing where the link works no more.
async fn password_link(app: &App, reader: &Reader, bundle: &Bundle, item: &Item) -> Result<Written, Refusal> {
    let secret = Secret::draw(app, "");
    let mut mailroom = app.store.begin_mails(app.ids.next(), app.clock.now()).await?;
    let Some(partner) = mailroom.redraw_link(reader, item.about, secret.hash()).await? else {
        return Ok(Written::NOTHING);
    };
    mailroom.commit().await?;
    let letter = letter(reader, bundle, Content::PasswordLink { secret, partner });
    Ok(Written { letter: Some(letter), told: vec![item.id], ..Written::NOTHING })
}

/// What happened last to each ticket, of what is told.
fn newest(bundle: &Bundle, told: &[Uuid]) -> BTreeMap<Uuid, Matter> {
    let mut sorted: Vec<_> = bundle.items.iter().filter(|item| told.contains(&item.id)).collect();
    sorted.sort_by_key(|item| (item.at, item.id));
    sorted.into_iter().map(|item| (item.about, item.matter)).collect()
}

fn keep(written: &mut Written, bundle: &Bundle, is_seen: impl Fn(&Item) -> bool) {
    written.told = bundle.items.iter().filter(|item| is_seen(item)).map(|item| item.id).collect();
}

fn caller(reader: &Reader, bundle: &Bundle) -> Result<Caller, Refusal> {
    Ok(Caller {
        person: Person {
            user: reader.user,
            organization: reader.organization,
            upn: Upn::parse(&reader.upn).map_err(|error| Refusal::Bug(Box::new(error)))?,
            by: None,
            session: None,
            access: Access::Read,
            on_behalf: false,
            sender: None,
        },
        request_id: bundle.message.to_string(),
        address: String::new(),
        idempotency_key: None,
    })
}
