//! A change is committed once.

use store::Change;

async fn twice(change: Change) {
    let _ = change.commit().await;
    let _ = change.commit().await;
}

fn main() {
    let _ = twice;
}
