//! The list of maintenance windows, taken away page by page.

use store::list::{Place, Wanted};

use super::{ListMaintenance, MaintenanceList, ShownWindow};
use crate::exports::Paged;

impl Paged for ListMaintenance {
    type Row = ShownWindow;
    const LIST: &'static str = "maintenanceWindows";

    fn wanted(&mut self) -> &mut Wanted {
        &mut self.wanted
    }

    fn rows(answer: MaintenanceList) -> (Vec<ShownWindow>, Option<Place>) {
        (answer.windows, answer.next)
    }
}
