//! The export of groups.

use store::{
    groups::GroupRow,
    list::{Place, Wanted},
};

use super::list::{GroupList, ListGroups};
use crate::exports::Paged;

impl Paged for ListGroups {
    type Row = GroupRow;
    const LIST: &'static str = "roomGroups";

    fn wanted(&mut self) -> &mut Wanted {
        &mut self.wanted
    }

    fn rows(answer: GroupList) -> (Vec<GroupRow>, Option<Place>) {
        (answer.groups, answer.next)
    }
}
