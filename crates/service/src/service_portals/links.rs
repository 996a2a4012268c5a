//! The portals filled in for one customer.

use domain::id::{Id, Organization, ServicePortal};
use store::View;

use super::template::Template;
use crate::refusal::Refusal;

/// The portal of a service for one customer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ServiceLink {
    /// The portal.
    pub id: Id<ServicePortal>,
    /// What people call the service.
    pub name: String,
    /// The address.
    pub url: String,
}

/// The portals for a customer of the partner in sight, by name. Whoever may not know the customer's domain gives none: portals whose
/// address asks for it are left out.
pub(crate) async fn links(
    view: &mut View,
    customer: Id<Organization>,
    domain: Option<&str>,
) -> Result<Vec<ServiceLink>, Refusal> {
    let portals = store::service_portals::of_customer(view, customer).await?;
    Ok(filled_in(portals, customer, domain))
}

/// The portals for one of the customers beside which they were read.
pub(crate) fn beside(
    rows: &[(Id<Organization>, String, store::service_portals::ServicePortalRow)],
    customer: Id<Organization>,
) -> Vec<ServiceLink> {
    rows.iter()
        .filter(|(of, ..)| *of == customer)
        .flat_map(|(of, domain, row)| filled_in(vec![row.clone()], *of, Some(domain)))
        .collect()
}

/// Portals for a customer, without those whose address asks for a domain that is not told.
pub(crate) fn filled_in(
    portals: Vec<store::service_portals::ServicePortalRow>,
    customer: Id<Organization>,
    domain: Option<&str>,
) -> Vec<ServiceLink> {
    let domain = domain.filter(|domain| !domain.is_empty());
    let link = |portal: store::service_portals::ServicePortalRow| {
        let template = Template::stored(&portal.url_template);
        let is_complete = domain.is_some() || !template.asks_domain();
        let url = template.fill(&customer.to_string(), domain.unwrap_or_default());
        is_complete.then_some(ServiceLink { id: portal.id, name: portal.name, url })
    };
    portals.into_iter().filter_map(link).collect()
}
