//! What the owner of a webhook may know, by the decision of this moment.

use std::collections::BTreeMap;

use authz::{Action, Concerning, Facts, Realm, sight};
use domain::{
    id::{Id, Organization},
    notification::Occasion,
    permission::Permission,
    webhook::Covers,
};
use store::{notices::NoticeRow, tickets::TicketRow, webhooks::Owner};
use uuid::Uuid;

use crate::{app::App, notices::audience_of, refusal::Refusal};

/// Something that happened in a part of what somebody may see.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Happened {
    /// The organization in whose part.
    pub within: Id<Organization>,
    /// What happened.
    pub occasion: Occasion,
    /// The ticket or the notice.
    pub about: Uuid,
}

/// Tickets and notices that somebody may know, by their identifiers.
#[derive(Debug, Default)]
pub(super) struct Known {
    pub tickets: BTreeMap<Uuid, TicketRow>,
    pub notices: BTreeMap<Uuid, NoticeRow>,
}

impl Known {
    /// Whether something is among it.
    pub fn has(&self, happened: &Happened) -> bool {
        if happened.occasion == Occasion::Notice {
            return self.notices.get(&happened.about).is_some_and(|it| it.within == happened.within);
        }
        self.tickets.get(&happened.about).is_some_and(|it| it.tenant == happened.within)
    }
}

/// What of some things an owner may know; somebody who is gone or disabled knows nothing.
pub(super) async fn known(app: &App, owner: &Owner, happened: &[Happened]) -> Result<Known, Refusal> {
    let mut known = Known::default();
    let mut opening = app.store.begin_view().await?;
    let Owner { organization, user, upn } = owner;
    let facts = opening.facts(app.clock.now(), *organization, *user, upn, Concerning::All).await?;
    let Some(facts) = facts.filter(Facts::enabled) else { return Ok(known) };
    let mut view = opening.view(sight(&facts, Action::OwnAccount, Realm::Own)?);
    let (notices, tickets): (Vec<&Happened>, Vec<&Happened>) =
        happened.iter().partition(|it| it.occasion == Occasion::Notice);
    if !notices.is_empty() {
        let audience = audience_of(&mut view, &facts).await?;
        let wanted = notices.iter().map(|it| Id::new(it.about)).collect::<Vec<_>>();
        let found = store::notices::named(&mut view, *user, audience, wanted).await?;
        known.notices = found.into_iter().map(|it| (it.id.uuid(), it)).collect();
    }
    for (part, realm) in [(Covers::Own, Realm::Own), (Covers::Customers, Realm::AllCustomers)] {
        let here: Vec<_> = tickets.iter().filter(|it| Covers::of(*organization, it.within) == part).collect();
        let Ok(sight) = sight(&facts, Action::Use(Permission::TicketView), realm) else { continue };
        if here.is_empty() {
            continue;
        }
        let tenants = here.iter().map(|it| it.within).collect();
        let wanted = here.iter().map(|it| Id::new(it.about)).collect();
        let found = store::tickets::named(view.look(sight), tenants, wanted).await?;
        known.tickets.extend(found.into_iter().map(|it| (it.id.uuid(), it)));
    }
    Ok(known)
}
