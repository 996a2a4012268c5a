//! One permit opens one change.

use authz::Permit;
use store::{CallMeta, Opening};

fn twice(first: Opening, second: Opening, permit: Permit, meta: CallMeta) {
    let _one = first.change(permit, meta.clone());
    let _other = second.change(permit, meta);
}

fn main() {
    let _ = twice;
}
