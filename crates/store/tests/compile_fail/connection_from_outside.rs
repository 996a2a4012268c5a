//! Nobody outside the store gets a connection.

use store::Store;

fn connection(store: &Store) {
    let _ = &store.db;
}

fn main() {
    let _ = connection;
}
