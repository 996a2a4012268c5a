//! The list of the monitor.

use authz::{Action, Realm};
use domain::{
    agent::AgentRight,
    delegated_admin::{Recommendation, days},
    time::{DAY, Time},
};
use store::{
    View,
    delegated_admin_statistics::{self, StatisticsRow},
    list::{Place, Wanted},
};

use crate::{
    ask::{Looking, Question},
    caller::Person,
    counted::Counted,
    exports::Paged,
    refusal::Refusal,
};

/// The customers that granted delegated admin privileges to the caller's organization, those idle longest first unless said otherwise.
#[derive(Clone, Debug, Default)]
pub struct DelegatedAdminStatistics {
    /// Which, in which order, from where.
    pub wanted: Wanted,
    /// Whether to count all of them.
    pub count: bool,
}

/// The privileges at one customer, at a moment.
#[derive(Clone, Debug)]
pub struct Statistics {
    /// What is kept of them.
    pub row: StatisticsRow,
    /// For how many whole days they are enabled.
    pub enabled_days: i64,
    /// For how many whole days nobody used them.
    pub inactive_days: i64,
    /// What is recommended.
    pub recommendation: Recommendation,
}

impl Statistics {
    fn at(row: StatisticsRow, now: Time) -> Self {
        let inactive_days = days(now.since(row.idle_since));
        Self {
            enabled_days: days(now.since(row.since)),
            inactive_days,
            recommendation: Recommendation::after(inactive_days),
            row,
        }
    }
}

impl Question for DelegatedAdminStatistics {
    type Answer = Counted<Statistics>;
    const NAME: &'static str = "delegated_admin_statistics.list";

    fn asks(&self, _: &Person) -> (Action, Realm) {
        (Action::ActAsAgent(AgentRight::MonitorDelegation), Realm::Own)
    }

    async fn answer(&self, view: &mut View, context: &Looking<'_>) -> Result<Self::Answer, Refusal> {
        let (wanted, now) = (&self.wanted, context.facts.now);
        let count =
            if self.count { Some(delegated_admin_statistics::count(view, wanted).await?) } else { None };
        let page = delegated_admin_statistics::list(view, wanted, now.plus(-DAY)).await?;
        let items = page.items.into_iter().map(|row| Statistics::at(row, now)).collect();
        Ok(Counted { page: store::list::Listed { items, next: page.next }, count })
    }
}

impl Paged for DelegatedAdminStatistics {
    type Row = Statistics;
    const LIST: &'static str = "delegatedAdminStatistics";

    fn wanted(&mut self) -> &mut Wanted {
        &mut self.wanted
    }

    fn rows(answer: Self::Answer) -> (Vec<Statistics>, Option<Place>) {
        (answer.page.items, answer.page.next)
    }
}
