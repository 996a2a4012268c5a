//! The export of groups: pages stream, each under the sight of its moment.

use authz::Realm;
use domain::permission::Permission;
use store::{groups::GroupRow, list::Wanted, page::Page};

use super::list::{GroupList, ListGroups};
use crate::{app::App, ask::ask, caller::Caller, exports, refusal::Refusal};

/// Rows fetched at once.
const PIECE: i64 = 300;

/// An export that goes on page by page.
#[derive(Clone, Debug)]
pub struct ExportGroups {
    realm: Realm,
    wanted: Wanted,
    done: bool,
}

impl ExportGroups {
    /// Begins an export: its events are written before the first row leaves.
    pub async fn begin(
        app: &App,
        caller: &Caller,
        realm: Realm,
        mut wanted: Wanted,
    ) -> Result<Self, Refusal> {
        wanted.page = Page::of(PIECE);
        wanted.after = None;
        exports::begin(app, caller, realm, Permission::GroupView, "roomGroups").await?;
        Ok(Self { realm, wanted, done: false })
    }

    /// The next page; none at the end. Rights are looked at again with each page.
    pub async fn next(&mut self, app: &App, caller: &Caller) -> Result<Option<Vec<GroupRow>>, Refusal> {
        if self.done {
            return Ok(None);
        }
        let question = ListGroups { realm: self.realm, wanted: self.wanted.clone(), counts: false };
        let GroupList { groups, next, .. } = ask(app, caller, &question).await?;
        self.done = next.is_none();
        self.wanted.after = next;
        Ok(Some(groups))
    }
}
