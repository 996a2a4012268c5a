//! Text that came from outside never becomes a statement.

use store::{Query, Read, values};

const ROOMS: Read = Read::new("select r.room_id from rooms r where {room:r}");

fn search(text: &str) -> Query {
    let mut query = Query::new(&ROOMS, values![]);
    query.push(text);
    query
}

fn main() {
    let _ = search;
}
