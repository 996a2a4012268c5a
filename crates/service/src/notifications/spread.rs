//! Spreading what happened to those who are told.

use std::collections::{BTreeMap, BTreeSet};

use domain::{
    id::{Id, Organization},
    mail_route,
    notification::{Occasion, Pace},
    time::Time,
};
use store::{
    StoreError,
    notifications::{Cause, Mailroom, Recipient, WaitingNews, Way},
};

use crate::{app::App, refusal::Refusal, webhooks};

/// How much shares a transaction: little, since devices wait for it where there is one writer.
const TOGETHER: i64 = 50;

/// Spreads some of what happened, to webhooks first; says whether there may be more.
pub(super) async fn spread(app: &App) -> Result<bool, Refusal> {
    if webhooks::spread(app).await? {
        return Ok(true);
    }
    let now = app.clock.now();
    let mut mailroom = app.store.begin_mails(app.ids.next(), now).await?;
    let mut by_tenant: BTreeMap<Id<Organization>, Vec<WaitingNews>> = BTreeMap::new();
    for news in mailroom.news(TOGETHER).await? {
        by_tenant.entry(news.news.tenant).or_default().push(news);
    }
    if by_tenant.is_empty() {
        return Ok(false);
    }
    for (tenant, news) in by_tenant {
        spread_in(&mut mailroom, tenant, &news, now).await?;
    }
    mailroom.commit().await?;
    Ok(true)
}

async fn spread_in(
    mailroom: &mut Mailroom,
    tenant: Id<Organization>,
    all: &[WaitingNews],
    now: Time,
) -> Result<(), StoreError> {
    let of = |wanted: fn(Occasion) -> bool| all.iter().filter(move |it| wanted(it.news.occasion));
    let about = |wanted: fn(Occasion) -> bool| of(wanted).map(|it| it.news.about).collect::<Vec<_>>();
    let causes = mailroom.causes(tenant, about(|it| it != Occasion::Notice)).await?;
    let told = mailroom.told(about(|it| it == Occasion::TicketClosed)).await?;
    let rooms = of(|it| it != Occasion::TicketClosed).filter_map(|it| it.news.room).collect();
    let in_rooms = mailroom.in_rooms(tenant, rooms).await?;
    // What explains a ticket and is told now, is told with it.
    let told_now: BTreeSet<_> = of(|_| true).filter(|it| it.news.is_urgent).map(|it| it.news.about).collect();
    let causing = causes.values().filter_map(|cause| cause.ticket);
    let causing = causing.filter(|ticket| !told_now.contains(ticket)).collect();
    let knowing = mailroom.knowing(causing).await?;
    let homes: BTreeSet<_> = in_rooms.values().flatten().map(|it| it.organization).collect();
    let ways = mailroom.ways(homes.into_iter().collect()).await?;
    for news in all {
        let about = &news.news.about;
        // The ticket of a room that was deleted meanwhile has no cause, and nobody is told of it.
        let (cause, recipients) = match (news.news.occasion, causes.get(about)) {
            (Occasion::Notice, _) => (None, mailroom.audience(tenant, *about).await?),
            (_, None) => (None, Vec::new()),
            (Occasion::TicketClosed, cause) => (cause, told.get(about).cloned().unwrap_or_default()),
            (_, cause) => {
                let room = news.news.room.map(Id::uuid).unwrap_or_default();
                let told = in_rooms.get(&room).cloned().unwrap_or_default();
                (cause, directed(told, tenant, cause, &ways))
            }
        };
        let key = cause.map_or("", |cause| cause.key.as_str());
        for recipient in &recipients {
            // Whoever has read of what explains it needs no message of its own.
            let explains = cause.and_then(|cause| cause.ticket);
            let is_known = explains.is_some_and(|ticket| knowing.contains(&(ticket, recipient.user)));
            let Some(pace) = pace(recipient, news, cause) else { continue };
            let is_urgent = pace == Pace::AtOnce && !is_known;
            mailroom.add(recipient, news, key, (is_urgent, due_at(recipient, is_urgent, now))).await?;
        }
        let is_over = matches!(news.news.occasion, Occasion::TicketResolved | Occasion::TicketClosed);
        if is_over && cause.is_some_and(|cause| cause.ticket.is_none()) {
            mailroom.free_explained(tenant, *about, key, now).await?;
        }
        mailroom.forget(news).await?;
    }
    Ok(())
}

/// Those of some recipients to whom the routes of their organizations direct a ticket.
fn directed(
    mut told: Vec<Recipient>,
    tenant: Id<Organization>,
    cause: Option<&Cause>,
    ways: &BTreeMap<Id<Organization>, Vec<Way>>,
) -> Vec<Recipient> {
    let Some(cause) = cause else { return told };
    for (home, ways) in ways {
        let taking = ways.iter().filter(|(route, _)| route.takes(*home, tenant, cause.severity));
        let is_here = |it: &Recipient| it.organization == *home;
        let here = told.iter().filter(|it| is_here(it)).map(|it| it.user).collect();
        let kept = mail_route::directed(&here, taking.map(|(_, team)| team));
        told.retain(|it| !is_here(it) || kept.contains(&it.user));
    }
    told
}

/// How soon somebody is told of news, as they chose; none where not. That a ticket closed for its room was long healthy is never
/// told at once.
fn pace(to: &Recipient, news: &WaitingNews, cause: Option<&Cause>) -> Option<Pace> {
    let Some(cause) = cause else { return Some(Pace::AtOnce) };
    let pace = to.choice.pace(to.organization, news.news.tenant, cause.severity)?;
    let is_quiet = news.news.occasion == Occasion::TicketClosed && !news.news.is_urgent;
    Some(if is_quiet { Pace::InDigest } else { pace })
}

fn due_at(to: &Recipient, is_urgent: bool, now: Time) -> Time {
    if is_urgent {
        to.choice.speaks_at(&to.time_zone, now)
    } else {
        to.choice.next_digest(&to.time_zone, now)
    }
}
