//! Mail routes: an organization says which of its teams is told by e-mail of which tickets, by customer and severity.
//!
//! Invariant: the checkbox of an assignment says who may be told, a route directs among those alone, and whether somebody may
//! know is decided with each message.

mod change;
mod form;
mod list;

use authz::Action;
use domain::permission::Permission;

pub use self::{
    change::{CreateMailRoute, DeleteMailRoute, EditMailRoute},
    form::MailRouteForm,
    list::{ListMailRoutes, MailRouteOf},
};
pub use domain::mail_route::MailRoute;
pub use store::mail_routes::MailRouteRow;

/// What everything about mail routes asks for: they are a setting of the organization.
const ASKS: Action = Action::UseOwn(Permission::SettingsModify);
