//! Settings > E-mail routing: which team is told of which tickets. Under Rooms of those of own rooms, under Partner of those of
//! customers. The same pages under two faces.

mod delete;
mod form;
mod list;

use std::borrow::Borrow;

use axum::{
    Router,
    extract::{FromRequestParts, MatchedPath},
    http::request::Parts,
    routing::get,
};
use domain::{
    id::{Id, MailRoute},
    organization::Face,
    webhook::Covers,
};
use serde::Deserialize;
use service::{
    Refusal, ask,
    mail_routes::{MailRouteOf, MailRouteRow},
};

use crate::{answer::PageError, caller::Signed, portal::layout::Frame, web::Web};

/// Where the pages of each part stand.
const PLACES: [(Covers, &str); 2] =
    [(Covers::Own, "/settings/mail-routes"), (Covers::Customers, "/partner/settings/mail-routes")];

/// The pages of mail routes.
pub fn routes() -> Router<Web> {
    PLACES.into_iter().fold(Router::new(), |router, (_, base)| {
        router
            .route(base, get(list::show))
            .route(&format!("{base}/new"), get(form::new).post(form::create))
            .route(&format!("{base}/{{route}}"), get(form::edit).post(form::save))
            .route(&format!("{base}/{{route}}/delete"), get(delete::ask_first).post(delete::delete))
    })
}

/// Which part a page is about, by its address.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct At(Covers);

impl<S: Send + Sync> FromRequestParts<S> for At {
    type Rejection = PageError;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, PageError> {
        let is_partner =
            parts.extensions.get::<MatchedPath>().is_some_and(|path| path.as_str().starts_with("/partner/"));
        Ok(Self(if is_partner { Covers::Customers } else { Covers::Own }))
    }
}

impl At {
    fn base(self) -> &'static str {
        PLACES.iter().find(|(covers, _)| *covers == self.0).map_or("/", |(_, base)| base)
    }

    fn address(self, route: impl Borrow<Id<MailRoute>>) -> String {
        format!("{}/{}", self.base(), route.borrow())
    }

    async fn frame(self, web: &Web, signed: &Signed) -> Result<Frame, Refusal> {
        match self.0 {
            Covers::Own => Frame::of(web, signed, Face::Rooms, "mail-routes").await,
            Covers::Customers => Frame::of(web, signed, Face::Partner, "customer-mail-routes").await,
        }
    }

    /// A route of this part.
    async fn find(self, web: &Web, signed: &Signed, route: Id<MailRoute>) -> Result<MailRouteRow, Refusal> {
        let row = ask(&web.app, &signed.caller, &MailRouteOf { route }).await?;
        if row.route.covers == self.0 { Ok(row) } else { Err(Refusal::Missing) }
    }
}

/// A route as an address names it.
#[derive(Clone, Copy, Debug, Deserialize)]
struct Named {
    route: Id<MailRoute>,
}
