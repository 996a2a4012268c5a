//! What is due is sent to those whom its owner named: to people of the own organization, and of the one customer it is about.
//!
//! Invariant: nobody is mailed who may not see the report together with its owner, and whether somebody was is written down where they
//! are at home alone.

use authz::{Action, Concerning, Facts, Realm, SystemTask, sight, system_permit};
use domain::{
    event::{Event, EventKind, Subject},
    permission::Permission,
};
use store::{
    Batch, CallMeta, Opening,
    report_subscriptions::{self, Named, Sharing},
};

use crate::{app::App, refusal::Refusal, reports::Asked};

/// Makes mail of one report that is due to be sent to others; says whether there may be more.
pub(crate) async fn share(app: &App) -> Result<bool, Refusal> {
    let Some(seen) = app.store.sharing_waits().await? else { return Ok(false) };
    let mut opening = app.store.begin_change().await?;
    let (home, customer) = (seen.organization, customer(&seen));
    let organizations: Vec<_> = [Some(home), customer].into_iter().flatten().collect();
    opening.lock_versions(organizations.clone(), false).await?;
    let Some(sharing) = opening.lock_sharing(&seen).await? else { return Ok(true) };
    let now = app.clock.now();
    let concerning = match sharing.realm {
        Realm::Own => Concerning::One(home),
        Realm::Customer(customer) => Concerning::One(customer),
        Realm::AllCustomers => Concerning::All,
    };
    let owner = opening.facts(now, home, sharing.owner, &sharing.owner_upn, concerning).await?;
    let mut readers = Vec::new();
    if let Some(owner) = owner.filter(|owner| sight(owner, Asked::ACTION, sharing.realm).is_ok()) {
        for named in opening.named_in(&sharing, organizations).await? {
            if gets(app, &mut opening, &sharing, &owner, &named, concerning).await? {
                readers.push(named);
            }
        }
    }
    let meta = CallMeta {
        now,
        request_id: String::new(),
        address: String::new(),
        actor_name: String::new(),
        program: None,
        seed: app.ids.next(),
    };
    let permit = system_permit(SystemTask::Reports, customer.unwrap_or(home));
    let mut change = opening.change(permit, meta);
    for reader in &readers {
        report_subscriptions::send(&mut change, &sharing, reader).await?;
        if reader.organization != home {
            let subject = Subject::person(reader.user.uuid(), reader.upn.as_str());
            let event = Event::new(EventKind::ReportShared, subject)
                .with("report", sharing.report.key())
                .with("sender", sharing.owner_upn.as_str());
            change.write(Batch::of(event)).await?;
        }
    }
    report_subscriptions::settle(&mut change, &sharing).await?;
    change.commit().await?;
    Ok(true)
}

const fn customer(sharing: &Sharing) -> Option<domain::id::Id<domain::id::Organization>> {
    if let Realm::Customer(customer) = sharing.realm { Some(customer) } else { None }
}

/// Whether a report goes to somebody who is named in it.
async fn gets(
    app: &App,
    opening: &mut Opening,
    sharing: &Sharing,
    owner: &Facts,
    named: &Named,
    concerning: Concerning,
) -> Result<bool, Refusal> {
    let is_colleague = named.organization == sharing.organization;
    if named.has_stopped || (is_colleague && !knows_colleagues(owner, sharing.realm)) {
        return Ok(false);
    }
    let (realm, concerning) = if is_colleague {
        (sharing.realm, concerning)
    } else {
        (Realm::Own, Concerning::One(named.organization))
    };
    let now = app.clock.now();
    let facts = opening.facts(now, named.organization, named.user, &named.upn, concerning).await?;
    Ok(facts.is_some_and(|facts| sight(&facts.sent_by(owner.clone()), Asked::ACTION, realm).is_ok()))
}

/// Whether somebody knows of colleagues: who reads the directory, or may give them tickets there.
fn knows_colleagues(owner: &Facts, realm: Realm) -> bool {
    let gives = Action::Use(Permission::TicketUpdate);
    sight(owner, Action::ReadDirectory, Realm::Own).is_ok() || sight(owner, gives, realm).is_ok()
}
