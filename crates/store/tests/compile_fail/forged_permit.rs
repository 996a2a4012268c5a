//! A permit that the engine did not make.

use authz::{Actor, Permit, SystemTask};
use domain::id::{Id, Organization};

fn forge(tenant: Id<Organization>) -> Permit {
    Permit { actor: Actor::System(SystemTask::Setup), action: None, tenant, room: None, via: None }
}

fn main() {
    let _ = forge;
}
