//! One subscription, with as much of what is inside as a role on it opens.

use authz::{Action, Realm, Target, holds};
use domain::{
    agent::AgentRight,
    id::{Id, Organization, SecurityGroup, Subscription},
    subscription::{SubscriptionKind, SubscriptionRight, SubscriptionRole, SubscriptionStep, is_renewable},
};
use store::{
    View,
    subscriptions::{self as rows, ResourceRow, RoleRow},
};

use super::{SHOWS, SubscriptionShown, is_sold_by};
use crate::{
    ask::{Looking, Question},
    caller::Person,
    refusal::Refusal,
};

/// One subscription in sight.
#[derive(Clone, Copy, Debug)]
pub struct OneSubscription {
    /// Whose.
    pub tenant: Id<Organization>,
    /// Which.
    pub subscription: Id<Subscription>,
}

/// A subscription, what is inside, and what the reader may do.
#[derive(Clone, Debug)]
pub struct SubscriptionDetail {
    /// The subscription.
    pub shown: SubscriptionShown,
    /// What is inside; none where no role opens it to the reader.
    pub opened: Option<Opened>,
    /// Whether the reader changes name, quantity and status, and renews it when its time has come.
    pub may_change: bool,
    /// Whether the reader can renew it now.
    pub may_renew: bool,
    /// Whether the reader gives licences of it to people.
    pub may_license: bool,
}

/// What is inside a subscription.
#[derive(Clone, Debug)]
pub struct Opened {
    /// Its resources, by name.
    pub resources: Vec<ResourceRow>,
    /// Who holds roles on it, as far as the reader may know.
    pub roles: Vec<RoleShown>,
    /// Whether the reader makes, starts, stops and deletes resources.
    pub may_manage: bool,
    /// The roles that the reader may give.
    pub confers: Vec<SubscriptionRole>,
    /// The security groups of the reader's organization to which a role can be given.
    pub groups: Vec<(Id<SecurityGroup>, String)>,
    /// Partners whose agents can be given a role, with the name.
    pub partners: Vec<(Id<Organization>, String)>,
}

/// A role assignment as its reader sees it.
#[derive(Clone, Debug)]
pub struct RoleShown {
    /// The assignment.
    pub row: RoleRow,
    /// Whether the reader may take it.
    pub may_remove: bool,
    /// Whether it is the last Owner of its organization: without it, nobody of that organization gives roles any more.
    pub is_last_owner: bool,
}

impl Question for OneSubscription {
    type Answer = SubscriptionDetail;
    const NAME: &'static str = "subscriptions.one";
    const SHOWS: Option<&'static str> = Some(SHOWS);

    fn asks(&self, caller: &Person) -> (Action, Realm) {
        (Action::SeeSubscriptions, caller.realm(self.tenant))
    }

    async fn answer(&self, view: &mut View, context: &Looking<'_>) -> Result<Self::Answer, Refusal> {
        let row = rows::subscription(view, self.subscription).await?.ok_or(Refusal::Missing)?;
        let person = &context.caller.person;
        let tenant = Target::tenant(self.tenant);
        let may = |action, target: &Target| holds(context.facts, action, target);
        let on_it = Target::subscription(self.tenant, self.subscription);
        let opens = |right| may(Action::OnSubscription(right), &on_it);
        let own = self.tenant == person.organization;
        let buys = if own {
            may(Action::ConsentToPartner, &tenant)
        } else {
            may(Action::ActAsAgent(AgentRight::BuySubscriptions), &tenant)
        };
        let is_left = own
            && !row.is_existing()
            && store::reseller_relationships::live_with(view, row.provisioned_by).await?.is_none();
        let may_change = (is_sold_by(&row, person) || is_left) && buys;
        let is_licences = row.kind == SubscriptionKind::Licences;
        let may_license = is_licences && may(Action::AssignLicences, &tenant);
        // Whoever looks into the settings of the own organization sees who holds what, and the resources.
        let sees_all = own && may(Action::UseOwn(domain::permission::Permission::SettingsView), &tenant);
        let is_open = !is_licences && (opens(SubscriptionRight::See) || sees_all);
        let opened = if is_open {
            let takes_any = may(Action::ConsentToPartner, &tenant);
            let confers = context.facts.confers_on(self.tenant, self.subscription);
            let home = (!sees_all && !takes_any).then_some(person.organization);
            let resources = rows::resources(view, self.subscription).await?;
            let roles = rows::roles(view, self.subscription, home).await?;
            let mut opened = Opened {
                resources,
                roles: shown(roles, person.organization, takes_any, &confers),
                may_manage: opens(SubscriptionRight::ManageResources),
                confers,
                groups: Vec::new(),
                partners: Vec::new(),
            };
            if !opened.confers.is_empty() {
                if takes_any {
                    opened.partners = partners(view, context).await?;
                }
                let sight = context.sight(Action::OwnAccount, Realm::Own)?;
                opened.groups = rows::groups_of(view.look(sight)).await?;
            }
            Some(opened)
        } else {
            None
        };
        let now = context.facts.now;
        let may_renew = may_change
            && row.status(now).after(SubscriptionStep::Renew).is_some()
            && row.ends_at.zip(row.term_months).is_some_and(|(end, months)| is_renewable(end, months, now));
        let shown = SubscriptionShown::of(row, person.organization, now);
        Ok(SubscriptionDetail { shown, opened, may_change, may_renew, may_license })
    }
}

fn shown(
    roles: Vec<RoleRow>,
    reader: Id<Organization>,
    takes_any: bool,
    confers: &[SubscriptionRole],
) -> Vec<RoleShown> {
    let owners = |home: Id<Organization>| {
        roles.iter().filter(|it| it.home == home && it.role == SubscriptionRole::Owner).count()
    };
    let is_last_owner = |row: &RoleRow| row.role == SubscriptionRole::Owner && owners(row.home) == 1;
    let last: Vec<bool> = roles.iter().map(is_last_owner).collect();
    let may_remove = |row: &RoleRow| (takes_any || row.home == reader) && confers.contains(&row.role);
    roles
        .into_iter()
        .zip(last)
        .map(|(row, is_last_owner)| RoleShown { may_remove: may_remove(&row), is_last_owner, row })
        .collect()
}

/// The partners from which the reader's organization buys.
async fn partners(
    view: &mut View,
    context: &Looking<'_>,
) -> Result<Vec<(Id<Organization>, String)>, Refusal> {
    let sight = context.sight(Action::ConsentToPartner, Realm::Own)?;
    let wanted = store::list::Wanted::first(300);
    let found = store::reseller_relationships::partners(view.look(sight), &wanted).await?;
    let live = found.items.into_iter().filter(|row| row.ended_at.is_none());
    Ok(live.map(|row| (row.partner, row.partner_name)).collect())
}
