//! The mail routes of one's own organization.

use authz::{Action, Realm};
use domain::{
    id::{Id, MailRoute as Kind},
    webhook::Covers,
};
use store::{
    View,
    mail_routes::{self, MailRouteRow},
};

use super::ASKS;
use crate::{
    ask::{Looking, Question},
    caller::Person,
    refusal::Refusal,
};

/// Asks for all routes, by team.
#[derive(Clone, Copy, Debug)]
pub struct ListMailRoutes {
    /// Those that cover a part, or all.
    pub covers: Option<Covers>,
}

/// Asks for one route.
#[derive(Clone, Copy, Debug)]
pub struct MailRouteOf {
    /// The route.
    pub route: Id<Kind>,
}

impl Question for ListMailRoutes {
    type Answer = Vec<MailRouteRow>;
    const NAME: &'static str = "mail_route.list";

    fn asks(&self, _: &Person) -> (Action, Realm) {
        (ASKS, Realm::Own)
    }

    async fn answer(&self, view: &mut View, _: &Looking<'_>) -> Result<Vec<MailRouteRow>, Refusal> {
        Ok(mail_routes::all(view, self.covers).await?)
    }
}

impl Question for MailRouteOf {
    type Answer = MailRouteRow;
    const NAME: &'static str = "mail_route.one";

    fn asks(&self, _: &Person) -> (Action, Realm) {
        (ASKS, Realm::Own)
    }

    async fn answer(&self, view: &mut View, _: &Looking<'_>) -> Result<MailRouteRow, Refusal> {
        mail_routes::one(view, self.route).await?.ok_or(Refusal::Missing)
    }
}
