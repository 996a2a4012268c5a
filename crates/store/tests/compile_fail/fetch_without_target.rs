//! A read for a change that is not limited to the organization of its permit.

const ROOM: store::Fetch = store::Fetch::new("select name from rooms where room_id = $1");

fn main() {
    let _ = ROOM.text();
}
