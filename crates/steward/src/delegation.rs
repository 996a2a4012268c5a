//! `steward delegation migrate`: moves partners from delegated admin privileges to granular relationships.

use anyhow::{Result, anyhow};
use domain::id::{Id, Organization};
use server::config::Config;
use service::delegation_migration::{Chosen, Fate, Privileges, migrate, plan};
use uuid::Uuid;

use crate::open;

/// Which privileges are moved over.
#[derive(Debug, Default, clap::Args)]
pub struct Choice {
    /// Those of this partner alone, by its identifier; may be named several times.
    #[arg(long, value_name = "ID")]
    partner: Vec<Uuid>,
    /// Those at this customer alone, by its identifier; may be named several times.
    #[arg(long, value_name = "ID")]
    customer: Vec<Uuid>,
    /// Does it; without this it is told what would be done, and nothing is changed.
    #[arg(long)]
    apply: bool,
}

/// Moves privileges over, or tells what would be done.
#[expect(clippy::print_stdout, reason = "the output is the answer")]
pub async fn migrate_privileges(config: Config, choice: Choice) -> Result<()> {
    let app = open::app(&config).await?;
    let refused = |refusal| anyhow!("{refusal:?}");
    let ids = |ids: Vec<Uuid>| ids.into_iter().map(Id::<Organization>::new).collect();
    let chosen = Chosen { partners: ids(choice.partner), customers: ids(choice.customer) };
    let planned = plan(&app, &chosen).await.map_err(refused)?;
    let mut moved = 0;
    for (it, fate) in &planned {
        let mut done = false;
        if choice.apply && *fate == Fate::Moves {
            done = migrate(&app, it).await.map_err(refused)?;
            moved += usize::from(done);
        }
        println!("{}", sentence(it, *fate, choice.apply, done));
    }
    let count = planned.len();
    if choice.apply {
        println!("{moved} of {count} moved over");
    } else {
        let would = planned.iter().filter(|(_, fate)| *fate == Fate::Moves).count();
        println!("{would} of {count} would be moved over; nothing was changed (--apply does it)");
    }
    Ok(())
}

/// What becomes of privileges, in words.
fn sentence(it: &Privileges, fate: Fate, applies: bool, done: bool) -> String {
    let what = match fate {
        Fate::Moves if done => "moved over; the privileges end in 30 days".to_owned(),
        Fate::Moves if applies => "not moved over: something changed meanwhile".to_owned(),
        Fate::Moves => "would be moved over".to_owned(),
        Fate::Moved(at) => format!("was moved over before; the privileges end at {at}"),
        Fate::Stays => {
            "stays: the customer approved a granular relationship of this partner before".to_owned()
        }
    };
    let Privileges { partner, partner_name, customer, customer_name, .. } = it;
    format!("{partner_name} ({partner}) at {customer_name} ({customer}): {what}")
}

#[cfg(test)]
mod tests {
    use super::*;

    /// without `--apply` a sentence says what would be done, with it what was done.
    #[test]
    fn sentences_tell_what_was_done() {
        let id = |number: u128| Uuid::from_u128(number);
        let it = Privileges {
            relationship: Id::new(id(1)),
            customer: Id::new(id(2)),
            customer_name: "Contoso".to_owned(),
            partner: Id::new(id(3)),
            partner_name: "Northwind".to_owned(),
            has_granular: false,
            ends_at: None,
        };
        let said = sentence(&it, Fate::Moves, false, false);
        assert!(said.starts_with(&format!("Northwind ({}) at Contoso ({})", id(3), id(2))), "{said}");
        assert!(said.ends_with("would be moved over"), "{said}");
        assert!(sentence(&it, Fate::Moves, true, true).contains("30 days"));
        assert!(sentence(&it, Fate::Moves, true, false).contains("not moved over"));
        assert!(sentence(&it, Fate::Stays, true, false).contains("stays"));
    }
}
