//! A sight that the engine did not make.

use authz::{Extent, Sight};

fn forge() -> Sight {
    Sight { extent: Extent::Operator }
}

fn main() {
    let _ = forge;
}
