//! Rows written without the event that tells of them.

use store::{Batch, Change, Write, values};

const RENAME: Write = Write::new("update rooms set name = $2 where tenant_id = {target} and room_id = $1");

async fn rename(change: &mut Change) {
    let batch = Batch { facts: Vec::new(), writes: vec![(&RENAME, values![])], stirred: Vec::new() };
    let _ = change.write(batch).await;
}

fn main() {
    let _ = rename;
}
