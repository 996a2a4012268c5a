//! Rooms: list, counts, detail, record.
