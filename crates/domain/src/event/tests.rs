//! What holds of every kind of event.

use std::collections::BTreeSet;

use uuid::Uuid;

use super::*;

/// every kind has a code of its own and the four published categories are in use.
#[test]
fn codes_are_unique() {
    let codes: BTreeSet<_> = EventKind::ALL.iter().map(|kind| kind.code()).collect();
    assert_eq!(codes.len(), EventKind::ALL.len());
    for kind in EventKind::ALL {
        assert!(Category::NAMES.contains(&format!("{:?}", kind.category()).as_str()), "{kind:?}");
    }
    for category in [Category::User, Category::Assignment, Category::PartnerInvitation] {
        assert!(EventKind::ALL.iter().any(|kind| kind.category() == category));
    }
}

#[test]
fn unchanged_values_are_left_out() {
    let event = Event::new(EventKind::RoomEdited, Subject::thing(Uuid::nil(), "Board room"))
        .changed("displayName", "a", "b")
        .changed("capacity", 4, 4);
    assert_eq!(event.changes.len(), 1);
}
