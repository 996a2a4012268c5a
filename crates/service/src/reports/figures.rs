//! A report of any kind, asked for in one way: for pages, files and mail alike.

use domain::report::Kind;

use super::{
    Asked, HealthOf, HealthReport, Insight, InsightOf, Overview, OverviewOf, Page, Usage, UsageOf, UsageOrder,
};
use crate::{app::App, ask::ask, caller::Caller, refusal::Refusal};

/// What a report tells.
#[derive(Clone, Debug)]
pub enum Figures {
    /// Overview.
    Overview(Overview),
    /// Health.
    Health(HealthReport),
    /// Usage.
    Usage(Usage),
    /// Call quality.
    CallQuality(Usage),
    /// Insight.
    Insight(Insight),
}

impl Figures {
    /// Of which report they are.
    pub const fn kind(&self) -> Kind {
        match self {
            Self::Overview(_) => Kind::Overview,
            Self::Health(_) => Kind::Health,
            Self::Usage(_) => Kind::Usage,
            Self::CallQuality(_) => Kind::CallQuality,
            Self::Insight(_) => Kind::Insight,
        }
    }
}

/// Which rooms are told one by one, in which order.
#[derive(Clone, Copy, Debug)]
pub struct Rooms {
    /// By what they are sorted.
    pub order: UsageOrder,
    /// Whether the highest come first.
    pub descending: bool,
    /// Which of them.
    pub page: Page,
}

impl Rooms {
    /// All of them, in the order in which a report has them by itself.
    pub const fn all(kind: Kind) -> Self {
        let order =
            if matches!(kind, Kind::CallQuality) { UsageOrder::Poor } else { UsageOrder::Utilization };
        Self { order, descending: true, page: Page::ALL }
    }
}

/// What a report tells a person.
pub async fn figures(
    app: &App,
    caller: &Caller,
    kind: Kind,
    asked: Asked,
    rooms: Rooms,
) -> Result<Figures, Refusal> {
    let Rooms { order, descending, page } = rooms;
    let usage = |with_calls| UsageOf { asked, with_calls, order, descending, page };
    Ok(match kind {
        Kind::Overview => Figures::Overview(ask(app, caller, &OverviewOf(asked)).await?),
        Kind::Health => Figures::Health(ask(app, caller, &HealthOf { asked, page }).await?),
        Kind::Usage => Figures::Usage(ask(app, caller, &usage(false)).await?),
        Kind::CallQuality => Figures::CallQuality(ask(app, caller, &usage(true)).await?),
        Kind::Insight => Figures::Insight(ask(app, caller, &InsightOf(asked)).await?),
    })
}
