//! A report as it is sent by e-mail: the words and tables of its pages.

use service::{Realm, reports::SentReport};

use super::{Report, chosen::Chosen, page::Drawn, page::Told};
use crate::{i18n::Translator, portal::rooms::At};

/// One report of a message.
pub(crate) struct Part {
    /// Which.
    pub(crate) report: Report,
    /// What it tells.
    pub(crate) told: Told,
    /// Its page, with the same rooms and days.
    pub(crate) address: String,
}

/// The reports of a message in the words of its reader.
pub(crate) fn parts(t: &Translator, sent: &SentReport) -> Vec<Part> {
    let at = match sent.asked.realm {
        Realm::Own => At::Own(sent.home),
        Realm::Customer(customer) => At::Customer(customer),
        Realm::AllCustomers => At::Customers,
    };
    let chosen = Chosen::sent(&sent.asked);
    let part = |figures| {
        let drawn = Drawn { t, at, chosen: &chosen, report: service::reports::Figures::kind(figures) };
        let address = chosen.of(drawn.report, at);
        Part { report: drawn.report, told: drawn.told(figures), address }
    };
    sent.figures.iter().map(part).collect()
}
