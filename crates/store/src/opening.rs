//! A transaction before its decision: it can load the facts that the engine needs, and becomes a [`View`] by
//! a sight or a [`Change`] by a permit. Nothing else can be done with it.

use authz::{Permit, Sight};
use domain::{
    id::{Application, Id, Organization},
    time::Time,
};
use tokio::sync::broadcast;
use uuid::Uuid;

use crate::{change::Change, db::Tx, error::StoreError, feed::Stirred, image::NodeImage, view::View};

/// What is told of every call in the audit log.
#[derive(Clone, Debug)]
pub struct CallMeta {
    /// The moment of the call.
    pub now: Time,
    /// The identifier of the request.
    pub request_id: String,
    /// The address the call came from.
    pub address: String,
    /// The account name of the person, empty for Steward's own tasks.
    pub actor_name: String,
    /// The application by whose token the call came, itself or for a person.
    pub program: Option<Program>,
    /// Identifiers for what the call makes, drawn ahead so that randomness stays an input.
    pub seed: Uuid,
}

/// An application by whose token somebody acts.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Program {
    /// Which.
    pub id: Id<Application>,
    /// What people called it at that time.
    pub name: String,
}

/// A transaction that waits for a decision.
pub struct Opening {
    pub(crate) tx: Tx,
    stirred: broadcast::Sender<Stirred>,
    pub(crate) image: NodeImage,
    /// What was stirred when the transaction began.
    pub(crate) began: u64,
    sends_mail: bool,
}

impl Opening {
    pub(crate) const fn new(
        tx: Tx,
        stirred: broadcast::Sender<Stirred>,
        image: NodeImage,
        began: u64,
        sends_mail: bool,
    ) -> Self {
        Self { tx, stirred, image, began, sends_mail }
    }

    /// Locks the access versions of organizations in ascending order: for sharing when rights are used, for
    /// update when they change.
    pub async fn lock_versions(
        &mut self,
        mut tenants: Vec<Id<Organization>>,
        changes_access: bool,
    ) -> Result<(), StoreError> {
        if self.tx.dialect() == crate::sql::Dialect::Lite {
            return Ok(());
        }
        tenants.sort_unstable();
        tenants.dedup();
        let text = if changes_access {
            "select version from access_versions where tenant_id {in $1} order by tenant_id for update"
        } else {
            "select version from access_versions where tenant_id {in $1} order by tenant_id for share"
        };
        crate::feed::ask(&mut self.tx, text, vec![tenants.into()]).await.map(drop)
    }

    /// Reads under a sight.
    pub fn view(self, sight: Sight) -> View {
        View::new(self.tx, sight, self.image)
    }

    /// Changes under a permit.
    pub fn change(self, permit: Permit, meta: CallMeta) -> Change {
        Change::new(self.tx, self.stirred, self.image, permit, meta, self.sends_mail)
    }
}
