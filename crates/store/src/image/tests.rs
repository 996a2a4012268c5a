//! Transactions that take changes over at the same time, in each order.

use std::collections::{BTreeMap, BTreeSet};

use authz::{
    Fact,
    fact::{LinkFacts, Turn},
    image::OrganizationFacts,
};
use domain::{
    id::{Id, Organization, User},
    link::LinkState,
    permission::PermissionSet,
};
use uuid::Uuid;

use super::{Known, NodeImage, stirred::StirredRooms};
use crate::feed::Raised;

const CUSTOMER: Id<Organization> = Id::new(Uuid::from_u128(1));
const PARTNER: Id<Organization> = Id::new(Uuid::from_u128(2));
const PERSON: Id<User> = Id::new(Uuid::from_u128(3));

fn enabled(before: bool, after: bool) -> Fact {
    Fact::Person { user: PERSON, enabled: Turn::new(Some(before), Some(after)) }
}

fn link() -> Fact {
    let is = LinkFacts {
        partner: PARTNER,
        state: LinkState::Active,
        scope: Id::new(Uuid::from_u128(4)),
        extended: PermissionSet::NONE,
    };
    Fact::Link { link: Id::new(Uuid::from_u128(5)), is: Turn::begins(is) }
}

/// A customer at version 7 and a partner at version 20, all of whose customers are up to date.
fn node() -> NodeImage {
    let image = NodeImage::default();
    let mut known = image.write();
    known.put(OrganizationFacts::new(CUSTOMER), 7);
    known.put(OrganizationFacts::new(PARTNER), 20);
    known.swept.insert(PARTNER, 20);
    drop(known);
    image
}

fn is_enabled(known: &Known) -> Option<bool> {
    Some(known.image.organization(CUSTOMER)?.directory.person(PERSON)?.enabled)
}

/// whoever sees more goes on from where another that sees less has come meanwhile.
#[test]
fn who_sees_more_is_not_held_up_by_who_sees_less() {
    let image = node();
    let none = BTreeMap::new();
    let (first, second) = (enabled(false, true), enabled(true, false));
    let mut known = image.write();
    known.advance(CUSTOMER, 7, 8, std::slice::from_ref(&first), &none);
    assert_eq!(is_enabled(&known), Some(true));
    known.advance(CUSTOMER, 7, 9, &[first.clone(), second], &none);
    assert_eq!((known.versions.get(&CUSTOMER), is_enabled(&known)), (Some(&9), Some(false)));
    // What was on its way all the time changes nothing any more.
    known.advance(CUSTOMER, 7, 8, &[first], &none);
    assert_eq!((known.versions.get(&CUSTOMER), is_enabled(&known)), (Some(&9), Some(false)));
}

/// a partner's customers are not held up to date by a change that could not be taken over.
#[test]
fn a_missing_change_leaves_the_partner_to_be_swept() {
    for (version, swept) in [(8, 21), (9, 20)] {
        let image = node();
        let raised = Raised {
            tenant: CUSTOMER,
            version,
            facts: vec![enabled(true, false)],
            partners: vec![(PARTNER, 21)],
        };
        image.committed(vec![raised], &BTreeMap::new());
        let known = image.read();
        assert_eq!(known.swept.get(&PARTNER), Some(&swept), "{version}");
        assert_eq!(known.versions.get(&PARTNER), Some(&21));
    }
}

/// a customer that somebody who sees less brings in is looked at again for its partner.
#[test]
fn a_customer_brought_in_late_leaves_its_partner_to_be_swept() {
    let image = node();
    let mut known = image.write();
    let mut facts = OrganizationFacts::new(Id::new(Uuid::from_u128(6)));
    facts.apply(&[link()]);
    known.put(facts, 3);
    assert_eq!(known.swept.get(&PARTNER), None);
}

/// what was read before another read it is not shown after it.
#[test]
fn a_room_is_settled_by_one_reader_alone() {
    let stirred = StirredRooms::default();
    let room = Id::new(Uuid::from_u128(8));
    let marks = BTreeMap::from([(CUSTOMER, BTreeSet::from([room]))]);
    stirred.stir(&marks);
    let [slow, quick] = [(); 2].map(|()| stirred.of(stirred.mark(), |_| true));
    stirred.stir(&marks);
    let newer = stirred.of(stirred.mark(), |_| true);
    assert!(stirred.settle(CUSTOMER, &quick[0].1).is_empty(), "it was stirred again");
    assert_eq!(stirred.settle(CUSTOMER, &newer[0].1), BTreeSet::from([room]));
    assert!(stirred.settle(CUSTOMER, &slow[0].1).is_empty());
    assert!(stirred.of(stirred.mark(), |_| true).is_empty());
}
