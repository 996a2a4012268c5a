//! Sending what is due, one reader after the other.

use std::{collections::BTreeMap, future::Future};

use domain::{
    id::{Id, Organization},
    notification::{GIVEN_UP_AFTER, KEPT, MOST_AT_ONCE, Matter, pause_after},
    report::Delivered,
    time::{HOUR, MINUTE, Time},
};
use store::{
    StoreError,
    notifications::{Item, Outcome, Reader},
};
use uuid::Uuid;

use super::{
    letter::{Letter, Written, write},
    spread::spread,
};
use crate::{app::App, meters, refusal::Refusal, reports};

/// How long a node has to send what it took before another may try: longer than every message of one reader takes.
const LEASE: i64 = 15 * MINUTE;
/// The pause while the mail server does not answer at all.
const UNREACHABLE: i64 = MINUTE;
/// How much of one reader's is taken at once at most.
const MOST_ITEMS: i64 = 2000;
/// How many readers, and batches of news, one turn does at most.
const TURNS: usize = 200;
/// How often is forgotten what is old, and how much of it shares a statement.
const CLEAR_EVERY: i64 = HOUR;
const CLEARED_TOGETHER: i64 = 500;

/// What carries letters to their readers.
pub trait Post: Send + Sync {
    /// Hands a letter to the mail server, which says yes when it has it.
    fn deliver(&self, letter: &Letter) -> impl Future<Output = Result<(), Undelivered>> + Send;
}

/// Why a letter was not taken.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Undelivered {
    /// The mail server does not answer: it would take no other letter either.
    Unreachable(String),
    /// It did not take this letter.
    Refused(String),
}

/// What makes one message.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Bundle {
    /// What the message is known by.
    pub message: Uuid,
    /// What it is to tell.
    pub items: Vec<Item>,
}

impl Bundle {
    fn ids(&self) -> Vec<Uuid> {
        self.items.iter().map(|item| item.id).collect()
    }
}

/// Spreads what happened and sends what is due; called every second by the server.
pub async fn tend(app: &App, post: &impl Post) -> Result<(), Refusal> {
    let now = app.clock.now();
    if app.desk.is_due(|due| &mut due.mails, now, CLEAR_EVERY) {
        clear(app, now).await?;
    }
    if app.sends_mail() && app.store.report_waits(now).await? {
        for _ in 0..TURNS {
            if !reports::spread(app).await? {
                break;
            }
        }
    }
    if app.sends_mail() {
        for _ in 0..TURNS {
            if !reports::share(app).await? {
                break;
            }
        }
    }
    let (news, mail) = app.store.mail_waits(now).await?;
    if news {
        for _ in 0..TURNS {
            if !spread(app).await? {
                break;
            }
        }
    }
    if !(news || mail) || !app.sends_mail() {
        return Ok(());
    }
    for _ in 0..TURNS {
        let Some((reader, bundles)) = take(app).await? else { break };
        if !send(app, post, &reader, bundles).await? {
            break;
        }
    }
    Ok(())
}

/// Takes what is due for one reader, in messages; none where nothing is due.
async fn take(app: &App) -> Result<Option<(Reader, Vec<Bundle>)>, StoreError> {
    let now = app.clock.now();
    let mut mailroom = app.store.begin_mails(app.ids.next(), now).await?;
    let Some((reader, items)) = mailroom.due(MOST_ITEMS).await? else { return Ok(None) };
    let is_wanted = |item: &Item| reader.choice.tells_given || item.matter != Matter::TicketGiven;
    let (items, unwanted): (Vec<_>, Vec<_>) = items.into_iter().partition(is_wanted);
    let ids = |items: &[Item]| items.iter().map(|item| item.id).collect::<Vec<_>>();
    // Somebody who cannot sign in waits for it, whatever else they want to be told and when.
    let is_link = |item: &Item| item.matter == Matter::PasswordLink;
    let (links, items): (Vec<_>, Vec<_>) = items.into_iter().partition(is_link);
    let speaks_at = reader.choice.speaks_at(&reader.time_zone, now);
    let mut bundles = Vec::new();
    for item in links {
        let message = item.message.unwrap_or_else(|| mailroom.new_message());
        mailroom.take(&reader, vec![item.id], message, now.plus(LEASE)).await?;
        bundles.push(Bundle { message, items: vec![item] });
    }
    mailroom.settle(&reader, ids(&unwanted), Outcome::Withheld).await?;
    if !reader.choice.is_on {
        mailroom.settle(&reader, ids(&items), Outcome::Withheld).await?;
        for report in items.iter().filter(|item| item.matter == Matter::Report) {
            mailroom.note_report(&reader, report.about, report.at, Delivered::NoMail).await?;
        }
    } else if speaks_at > now {
        mailroom.postpone(&reader, ids(&items), speaks_at).await?;
    } else {
        for (known, items) in folded(items) {
            let message = known.unwrap_or_else(|| mailroom.new_message());
            mailroom.take(&reader, ids(&items), message, now.plus(LEASE)).await?;
            bundles.push(Bundle { message, items });
        }
    }
    mailroom.commit().await?;
    Ok(Some((reader, bundles)))
}

/// What makes one message with what.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Fold {
    /// What was tried before, as it was.
    Again(Uuid),
    /// All notices.
    Notices,
    /// A report by itself.
    Report(Uuid),
    /// Tickets of one cause at one organization.
    Cause(Id<Organization>, String),
    /// Tickets of too many causes.
    Many,
    /// The daily digest.
    Digest,
}

/// Folds what is due for one reader into messages, each with its identifier if it was tried before.
fn folded(items: Vec<Item>) -> Vec<(Option<Uuid>, Vec<Item>)> {
    let mut messages: BTreeMap<Fold, Vec<Item>> = BTreeMap::new();
    for item in items {
        let fold = match item.message {
            Some(message) => Fold::Again(message),
            None if item.matter == Matter::NOTICE => Fold::Notices,
            None if matches!(item.matter, Matter::Report | Matter::SharedReport) => Fold::Report(item.id),
            None if item.is_urgent => Fold::Cause(item.within, item.cause.clone()),
            None => Fold::Digest,
        };
        messages.entry(fold).or_default().push(item);
    }
    let is_cause = |fold: &Fold| matches!(fold, Fold::Cause(..));
    if messages.keys().filter(|fold| is_cause(fold)).count() > MOST_AT_ONCE {
        let (causes, mut rest): (BTreeMap<_, _>, BTreeMap<_, _>) =
            messages.into_iter().partition(|(fold, _)| is_cause(fold));
        rest.insert(Fold::Many, causes.into_values().flatten().collect());
        messages = rest;
    }
    let known = |fold: &Fold| if let Fold::Again(message) = fold { Some(*message) } else { None };
    messages.into_iter().map(|(fold, items)| (known(&fold), items)).collect()
}

/// Sends the messages of a reader; says whether the mail server answers.
async fn send(app: &App, post: &impl Post, reader: &Reader, bundles: Vec<Bundle>) -> Result<bool, Refusal> {
    let mut is_reachable = true;
    for bundle in bundles {
        if !is_reachable {
            postpone(app, reader, &bundle, UNREACHABLE).await?;
            continue;
        }
        let written = write(app, reader, &bundle).await?;
        let Some(letter) = &written.letter else {
            settle(app, reader, &bundle, &written, Outcome::Sent).await?;
            continue;
        };
        match post.deliver(letter).await {
            Ok(()) => {
                settle(app, reader, &bundle, &written, Outcome::Sent).await?;
                written.note(app);
            }
            Err(why) => {
                tracing::warn!(message = %bundle.message, ?why, "a message was not taken by the mail server");
                is_reachable = !matches!(why, Undelivered::Unreachable(_));
                let newest = bundle.items.iter().map(|item| item.at).max();
                let tries = bundle.items.iter().map(|item| item.tries).max().unwrap_or_default() + 1;
                if newest.is_some_and(|at| app.clock.now().since(at) >= GIVEN_UP_AFTER) {
                    settle(app, reader, &bundle, &written, Outcome::Failed).await?;
                } else {
                    let pause = if is_reachable { pause_after(tries) } else { UNREACHABLE };
                    postpone(app, reader, &bundle, pause).await?;
                    meters::mailed("again");
                }
            }
        }
    }
    Ok(is_reachable)
}

/// Says what became of a message, and that the rest of its items were withheld.
async fn settle(
    app: &App,
    reader: &Reader,
    bundle: &Bundle,
    written: &Written,
    outcome: Outcome,
) -> Result<(), StoreError> {
    let mut mailroom = app.store.begin_mails(app.ids.next(), app.clock.now()).await?;
    let (told, withheld): (Vec<_>, Vec<_>) =
        bundle.ids().into_iter().partition(|item| written.told.contains(item));
    mailroom.settle(reader, told, outcome).await?;
    mailroom.settle(reader, withheld, Outcome::Withheld).await?;
    if let Some((subscription, at, what)) = written.report {
        let what = if outcome == Outcome::Failed { Delivered::Failed } else { what };
        mailroom.note_report(reader, subscription, at, what).await?;
    }
    mailroom.commit().await?;
    meters::mailed(if written.letter.is_some() { outcome } else { Outcome::Withheld }.key());
    Ok(())
}

async fn postpone(app: &App, reader: &Reader, bundle: &Bundle, pause: i64) -> Result<(), StoreError> {
    let now = app.clock.now();
    let mut mailroom = app.store.begin_mails(app.ids.next(), now).await?;
    mailroom.postpone(reader, bundle.ids(), now.plus(pause)).await?;
    mailroom.commit().await
}

/// Forgets who was told of what is long over.
async fn clear(app: &App, now: Time) -> Result<(), StoreError> {
    for _ in 0..TURNS {
        let mut mailroom = app.store.begin_mails(app.ids.next(), now).await?;
        let cleared = mailroom.clear(now.plus(-KEPT), CLEARED_TOGETHER).await?;
        mailroom.commit().await?;
        if i64::try_from(cleared).unwrap_or(i64::MAX) < CLEARED_TOGETHER {
            break;
        }
    }
    Ok(())
}
