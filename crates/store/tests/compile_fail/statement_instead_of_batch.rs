//! A statement handed to the writing door by itself.

use store::{Change, Write};

const REMOVE: Write = Write::new("delete from rooms where tenant_id = {target}");

async fn remove(change: &mut Change) {
    let _ = change.write(&REMOVE).await;
}

fn main() {
    let _ = remove;
}
