//! Finding the webhooks that are told of something.
//!
//! Invariant: a message that its webhook's owner may not know leaves no trace, not even in the log.

use std::collections::BTreeMap;

use domain::notification::FOLD;
use store::webhooks::{Candidate, Owner};

use super::known::{Happened, Known, known};
use crate::{app::App, refusal::Refusal};

/// How much shares a transaction: little, since devices wait for it where there is one writer.
const TOGETHER: i64 = 50;

/// Lets webhooks be told of some of what happened; says whether there may be more.
pub(crate) async fn spread(app: &App) -> Result<bool, Refusal> {
    let now = app.clock.now();
    let waiting = app.store.news_for_hooks(now, TOGETHER).await?;
    if waiting.is_empty() {
        return Ok(false);
    }
    let mut by_owner: BTreeMap<Owner, Vec<Happened>> = BTreeMap::new();
    for it in &waiting {
        let (occasion, about) = (it.news.news.occasion, it.news.news.about);
        for candidate in &it.candidates {
            let happened = Happened { within: candidate.within, occasion, about };
            by_owner.entry(candidate.owner.clone()).or_default().push(happened);
        }
    }
    let mut found: BTreeMap<Owner, Known> = BTreeMap::new();
    for (owner, happened) in by_owner {
        let known = known(app, &owner, &happened).await?;
        found.insert(owner, known);
    }
    let mut mailroom = app.store.begin_mails(app.ids.next(), now).await?;
    for it in &waiting {
        let (occasion, about) = (it.news.news.occasion, it.news.news.about);
        let may_know = |candidate: &&Candidate| {
            let happened = Happened { within: candidate.within, occasion, about };
            found.get(&candidate.owner).is_some_and(|known| known.has(&happened))
        };
        let told: Vec<_> = it.candidates.iter().filter(may_know).cloned().collect();
        let mails_at = app.sends_mail().then(|| it.news.at.plus(FOLD));
        mailroom.tell_hooks(&it.news, &told, mails_at).await?;
    }
    mailroom.commit().await?;
    Ok(true)
}
