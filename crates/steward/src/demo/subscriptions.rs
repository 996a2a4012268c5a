//! The subscriptions of the demonstration: what a customer bought from its partner, and what it had before.

use anyhow::Result;
use domain::id::{Id, Organization};
use service::{
    App, Caller, run,
    subscriptions::{
        AddSubscription, AssignLicence, CreateResource, Licensee, OfferForm, ProvisionSubscription,
        RegisterOffer,
    },
};

use super::story::refused;

/// The operator offers two things, the partner provisions both for a customer and makes resources; the customer adds what it had before and
/// gives a licence.
pub(super) async fn buy(
    app: &App,
    (operator, partner, owner): (&Caller, &Caller, &Caller),
    tenant: Id<Organization>,
) -> Result<()> {
    let register = async |name: &str, kind: &str, months| {
        let form =
            OfferForm { name: Some(name.to_owned()), kind: Some(kind.to_owned()), term_months: Some(months) };
        run(app, operator, RegisterOffer { form }).await.map_err(refused)
    };
    let cloud = register("Cloud resources", "metered", None).await?;
    let licences = register("Rooms Pro", "licences", Some(12)).await?;
    let provision = async |offer, name: &str, quantity| {
        let name = Some(name.to_owned());
        let command = ProvisionSubscription { tenant, offer, name, quantity, starts_at: None };
        run(app, partner, command).await.map_err(refused)
    };
    let signage = provision(cloud, "Signage", 1).await?;
    for (name, kind) in [("Screens", "Virtual machine"), ("Recordings", "Storage account")] {
        let (name, kind) = (name.to_owned(), kind.to_owned());
        let make = CreateResource { tenant, subscription: signage, name, kind };
        run(app, partner, make).await.map_err(refused)?;
    }
    let seats = provision(licences, "Rooms Pro", 25).await?;
    let to = Licensee::Upn(owner.person.upn.to_string());
    run(app, owner, AssignLicence { tenant, subscription: seats, to }).await.map_err(refused)?;
    let old = AddSubscription {
        name: "Data warehouse".to_owned(),
        offer_name: "Cloud resources".to_owned(),
        kind: "metered".to_owned(),
        quantity: 1,
    };
    run(app, owner, old).await.map(drop).map_err(refused)
}
