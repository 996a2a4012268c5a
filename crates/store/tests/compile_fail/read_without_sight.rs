//! A read that does not name the sight it is limited to.

const ROOMS: store::Read = store::Read::new("select room_id from rooms");

fn main() {
    let _ = ROOMS.text();
}
