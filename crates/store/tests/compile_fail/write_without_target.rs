//! A write that is not limited to the organization of its permit.

const RENAME: store::Write = store::Write::new("update rooms set name = $2 where room_id = $1");

fn main() {
    let _ = RENAME.text();
}
