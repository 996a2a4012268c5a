//! Rooms: list, detail, create, edit, enrol, unenrol.
