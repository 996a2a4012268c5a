//! What the demonstration says in the terminal.

use std::{
    io::{self, Write as _},
    path::Path,
};

use server::web::SamplePerson;

use super::world::{Duty, ORGANIZATIONS, PASSWORD, Part, SMALL_CUSTOMERS};

/// The people whom the sign-in page offers.
pub(super) fn sample_people() -> Vec<SamplePerson> {
    let people = ORGANIZATIONS.iter().flat_map(|organization| {
        organization.people.iter().filter_map(|person| {
            Some(SamplePerson {
                upn: person.upn.to_owned(),
                password: PASSWORD.to_owned(),
                name: person.name.to_owned(),
                organization: organization.name.to_owned(),
                role: person.duty.message()?.to_owned(),
            })
        })
    });
    people.collect()
}

/// Before the story is told.
pub(super) fn beginning(folder: &Path) -> io::Result<()> {
    let mut out = io::stdout().lock();
    writeln!(
        out,
        "Making sample organizations, rooms and weeks of history in {} (once) …",
        folder.display()
    )?;
    out.flush()
}

/// When the address can be opened.
pub(super) fn ready(url: &str, folder: &Path) -> io::Result<()> {
    let mut out = io::stdout().lock();
    writeln!(out, "\n  Steward is at  {url}\n")?;
    writeln!(out, "  The sign-in page offers all sample people, one click each. By hand: any of these")?;
    writeln!(out, "  account names, with the password  {PASSWORD}\n")?;
    for organization in &ORGANIZATIONS {
        let part = match organization.part {
            Part::Operator => "operator of this server",
            Part::Partner => "partner",
            Part::Customer => "customer",
        };
        writeln!(out, "  {} ({part})", organization.name)?;
        for person in organization.people {
            if let Some(duty) = in_words(person.duty) {
                writeln!(out, "    {:<32}{duty}", person.upn)?;
            }
        }
    }
    writeln!(out, "  and {} smaller customers of Northwind AV Services", SMALL_CUSTOMERS.len())?;
    writeln!(out, "\n  What to try")?;
    for line in [
        "1. As jordan@contoso.example: rooms fail and recover within the first minute; Settings > Partners shows an",
        "   invitation to Pacific Rooms that waits for its answer.",
        "2. As hana@pacificrooms.example: accept it under Tenants, with Marcus Lee as primary admin.",
        "3. As marcus@pacificrooms.example: find the rooms of Contoso among those of all customers; edit one.",
        "4. As jordan@contoso.example: find that change in the audit log; block Marcus or remove the partner.",
        "5. As marcus@pacificrooms.example: the rooms of Contoso are gone.",
        "6. As liam@northwind.example: Incidents on a Monday, over forty customers: one fault in many rooms, a customer",
        "   that is offline, and what is overdue. Act, then print the customer's report.",
    ] {
        writeln!(out, "  {line}")?;
    }
    writeln!(out, "\n  Times are shortened: rooms report every 5 seconds, count as silent after 15, and a")?;
    writeln!(out, "  watch period of a minute lasts a second. Data and logs: {}", folder.display())?;
    writeln!(out, "  Ctrl-C stops; the next start continues; --reset (make demo RESET=1) begins anew.\n")?;
    out.flush()
}

/// At the end.
pub(super) fn stopped() -> io::Result<()> {
    let mut out = io::stdout().lock();
    writeln!(out, "\nStopped. The next start continues with the same data.")?;
    out.flush()
}

const fn in_words(duty: Duty) -> Option<&'static str> {
    use domain::role::DirectoryRole as Role;
    match duty {
        Duty::Operator => Some("runs the server; sees no rooms"),
        Duty::Directory(Role::GlobalAdministrator) => Some("Global administrator"),
        Duty::Directory(Role::ManagedServiceAdministrator) => Some("Managed Service Administrator"),
        Duty::Directory(Role::GlobalReader) => Some("Global Reader"),
        Duty::Directory(Role::UserManagementAdministrator) => Some("User management admin"),
        Duty::Directory(Role::TeamsAdministrator) => Some("Teams Administrator"),
        Duty::Directory(Role::TeamsDevicesAdministrator) => Some("Teams Devices Administrator"),
        Duty::SiteLead => Some("Site Lead"),
        Duty::SiteTech => Some("Site Tech"),
        Duty::TenantManager => Some("tenant manager: answers invitations"),
        Duty::PrimaryAdmin => Some("primary admin at customers"),
        Duty::Technician => Some("technician, by a security group"),
        Duty::Blocked => Some("technician whom Contoso blocked"),
        Duty::Nothing | Duty::Left | Duty::Owner => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_sign_in_page_and_the_terminal_offer_the_same_people() {
        let in_terminal = ORGANIZATIONS
            .iter()
            .flat_map(|organization| organization.people)
            .filter(|person| in_words(person.duty).is_some())
            .count();
        assert_eq!(sample_people().len(), in_terminal);
    }
}
