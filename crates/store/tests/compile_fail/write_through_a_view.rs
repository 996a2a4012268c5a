//! A view only reads.

use store::{Batch, View};

async fn change(view: &mut View, batch: Batch) {
    let _ = view.write(batch).await;
}

fn main() {
    let _ = change;
}
