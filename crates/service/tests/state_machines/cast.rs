//! Who tries everything: a partner's people and application, another partner's, the customer's and strangers.

use std::{collections::BTreeMap, mem};

use domain::{
    agent::Agent, application::ApiPermission, directory::Principal, distribution::Asks, id::Distribution,
    id::Id, role::DirectoryRole,
};
use service::{
    Caller,
    applications::{AddSecret, ApplicationForm, RegisterApplication},
    ask,
    distributions::AcceptDistribution,
    oauth::{Presented, TokenRequest, identify, token},
    reseller_requests::{MakeResellerRequest, ResellerRequestOf},
    run,
    sign_in::Visit,
};
use testkit::{World, seed};

pub(crate) const CONTOSO: &str = "contoso.example";
pub(crate) const NORTHWIND: &str = "northwind.example";
pub(crate) const ADVENTURE: &str = "adventure.example";

/// Somebody who tries to cause an event.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Actor {
    /// Global administrator of the partner, no agent.
    PartnerAdministrator,
    AdminAgent,
    SalesAgent,
    HelpdeskAgent,
    /// User management admin of the partner.
    UserManager,
    /// Somebody of the partner without any role.
    PartnerPerson,
    /// An application of the partner that was granted to change delegation.
    Application,
    /// An application of the partner that was granted to read it.
    ReadingApplication,
    /// Admin agent of another partner, which is the indirect provider of the partner as well.
    OtherAdminAgent,
    /// Global administrator of that other partner.
    OtherAdministrator,
    /// An application of that other partner that was granted to change delegation.
    OtherApplication,
    /// Global administrator of the customer.
    CustomerAdministrator,
    /// Managed Service Administrator of the customer.
    CustomerManager,
    /// Somebody of the customer without any role.
    CustomerPerson,
    /// Global administrator of another customer.
    OtherCustomer,
}

impl Actor {
    pub(crate) const ALL: [Self; 15] = [
        Self::PartnerAdministrator,
        Self::AdminAgent,
        Self::SalesAgent,
        Self::HelpdeskAgent,
        Self::UserManager,
        Self::PartnerPerson,
        Self::Application,
        Self::ReadingApplication,
        Self::OtherAdminAgent,
        Self::OtherAdministrator,
        Self::OtherApplication,
        Self::CustomerAdministrator,
        Self::CustomerManager,
        Self::CustomerPerson,
        Self::OtherCustomer,
    ];

    const fn upn(self) -> Option<&'static str> {
        Some(match self {
            Self::PartnerAdministrator => "nora@northwind.example",
            Self::AdminAgent => "pia@northwind.example",
            Self::SalesAgent => "paul@northwind.example",
            Self::HelpdeskAgent => "gus@northwind.example",
            Self::UserManager => "noel@northwind.example",
            Self::PartnerPerson => "ned@northwind.example",
            Self::OtherAdminAgent => "alex@adventure.example",
            Self::OtherAdministrator => "ada@adventure.example",
            Self::CustomerAdministrator => "anna@contoso.example",
            Self::CustomerManager => "mats@contoso.example",
            Self::CustomerPerson => "uma@contoso.example",
            Self::OtherCustomer => "sven@tailspin.example",
            Self::Application | Self::ReadingApplication | Self::OtherApplication => return None,
        })
    }

    /// Whether it is of the partner.
    pub(crate) const fn is_of_partner(self) -> bool {
        matches!(
            self,
            Self::PartnerAdministrator
                | Self::AdminAgent
                | Self::SalesAgent
                | Self::HelpdeskAgent
                | Self::UserManager
                | Self::PartnerPerson
                | Self::Application
                | Self::ReadingApplication
        )
    }
}

/// A world with all of them in it.
pub(crate) struct Cast {
    pub(crate) world: World,
    pub(crate) distribution: Id<Distribution>,
    applications: BTreeMap<Actor, Caller>,
}

impl Cast {
    /// In a world of its own.
    pub(crate) async fn gather(world: World) -> Self {
        // Whoever buys does so in the country of who sells.
        world.database.raw("update organizations set country = 'US' where country <> 'US'").await;
        let pia = Actor::AdminAgent.upn().unwrap();
        let paul = Actor::SalesAgent.upn().unwrap();
        let gus = Actor::HelpdeskAgent.upn().unwrap();
        world.agents(NORTHWIND, &[(pia, Agent::Admin), (paul, Agent::Sales), (gus, Agent::Helpdesk)]).await;
        world.agents(ADVENTURE, &[(Actor::OtherAdminAgent.upn().unwrap(), Agent::Admin)]).await;
        let mut seed = world.seed().await;
        let manager = seed::DirectoryRoleMember {
            tenant: world.organization(NORTHWIND),
            role: DirectoryRole::UserManagementAdministrator,
            member: Principal::User(world.user(Actor::UserManager.upn().unwrap())),
        };
        seed.directory_role(&manager).await.unwrap();
        seed.commit().await.unwrap();
        let asks = MakeResellerRequest { with_privileges: false, asks: Asks::Partner };
        let alex = world.caller(Actor::OtherAdminAgent.upn().unwrap());
        let request = run(&world.app, &alex, asks).await.unwrap();
        let shown = ask(&world.app, &alex, &ResellerRequestOf { request }).await.unwrap();
        let token = shown.link.unwrap().secret().to_owned();
        let nora = world.caller(Actor::PartnerAdministrator.upn().unwrap());
        let distribution = run(&world.app, &nora, AcceptDistribution { token }).await.unwrap();
        let mut cast = Self { world, distribution, applications: BTreeMap::new() };
        for (actor, domain, by, permission) in [
            (Actor::Application, NORTHWIND, Actor::PartnerAdministrator, ApiPermission::WriteDelegation),
            (
                Actor::ReadingApplication,
                NORTHWIND,
                Actor::PartnerAdministrator,
                ApiPermission::ReadDelegation,
            ),
            (Actor::OtherApplication, ADVENTURE, Actor::OtherAdministrator, ApiPermission::WriteDelegation),
        ] {
            let caller = cast.application(domain, by, permission).await;
            cast.applications.insert(actor, caller);
        }
        cast
    }

    async fn application(&self, domain: &str, by: Actor, permission: ApiPermission) -> Caller {
        let (app, by) = (&self.world.app, self.caller(by));
        let form = ApplicationForm {
            name: Some(permission.key().to_owned()),
            application_permissions: Some(vec![permission.key().to_owned()]),
            ..ApplicationForm::default()
        };
        let application = run(app, &by, RegisterApplication { form }).await.unwrap();
        let secret = AddSecret { application, name: "First".to_owned(), days: 30 };
        let secret = run(app, &by, secret).await.unwrap().secret;
        let presented =
            Presented { client_id: application.to_string(), secret: Some(secret.reveal().to_owned()) };
        let visit = Visit { request_id: String::new(), address: String::new(), browser: String::new() };
        let request = TokenRequest::ClientCredentials { scope: ".default".to_owned() };
        let issued = token(app, domain, &presented, request, &visit).await.unwrap();
        let person = identify(app, issued.token.reveal()).await.unwrap().expect("an application");
        Caller { person, ..by }
    }

    pub(crate) fn caller(&self, actor: Actor) -> Caller {
        match actor.upn() {
            Some(upn) => self.world.caller(upn),
            None => self.applications[&actor].clone(),
        }
    }

    pub(crate) async fn rows(&self, sql: &str) -> Vec<Vec<Option<String>>> {
        self.world.database.raw(sql).await
    }

    /// How many events the log holds.
    pub(crate) async fn logged(&self) -> i64 {
        self.world.database.number("select count(*) from audit_events").await
    }

    /// One word out of the database.
    pub(crate) async fn word(&self, sql: &str) -> Option<String> {
        let mut rows = self.rows(sql).await;
        rows.first_mut().and_then(|row| row.first_mut()).and_then(mem::take)
    }
}
