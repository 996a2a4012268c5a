//! Who lives in the world of the tests: organizations and their people, each by the role they are there for.

use std::sync::LazyLock;

use argon2::{Algorithm, Argon2, Params, PasswordHasher, Version};
use domain::{organization::Language, role::DirectoryRole};

/// An organization of the world.
pub(crate) struct Home {
    pub(crate) domain: &'static str,
    pub(crate) name: &'static str,
    pub(crate) country: &'static str,
    pub(crate) language: Language,
    pub(crate) time_zone: &'static str,
    pub(crate) is_partner: bool,
    pub(crate) is_operator: bool,
}

const CUSTOMER: Home = Home {
    domain: "contoso.example",
    name: "Contoso",
    country: "DE",
    language: Language::English,
    time_zone: "Europe/Berlin",
    is_partner: false,
    is_operator: false,
};

/// The organizations: two customers, two partners, the operator, and one that has to do with nobody.
pub(crate) const HOMES: [Home; 6] = [
    CUSTOMER,
    Home {
        domain: "fabrikam.example",
        name: "Fabrikam",
        country: "KR",
        language: Language::Korean,
        time_zone: "Asia/Seoul",
        ..CUSTOMER
    },
    Home { domain: "northwind.example", name: "Northwind", country: "US", is_partner: true, ..CUSTOMER },
    Home {
        domain: "adventure.example",
        name: "Adventure Works",
        country: "JP",
        language: Language::Japanese,
        time_zone: "Asia/Tokyo",
        is_partner: true,
        ..CUSTOMER
    },
    Home { domain: "operator.example", name: "Operator", is_operator: true, ..CUSTOMER },
    Home { domain: "tailspin.example", name: "Tailspin Toys", country: "TW", ..CUSTOMER },
];

/// What somebody is there for.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Part {
    Plain,
    Directory(DirectoryRole),
    /// Disabled, although a global administrator.
    Disabled,
    /// Site lead of the group "Berlin".
    SiteLead,
    /// Site technician of the first two rooms.
    SiteTech,
    TenantManager,
}

/// The people, by account name.
pub(crate) const PEOPLE: [(&str, &str, Part); 22] = {
    use DirectoryRole::{
        GlobalAdministrator as Ga, GlobalReader as Reader, ManagedServiceAdministrator as Msa,
    };
    use Part::{Directory, Disabled, Plain, SiteLead, SiteTech, TenantManager};
    [
        ("anna@contoso.example", "Anna Admin", Directory(Ga)),
        ("mats@contoso.example", "Mats Manager", Directory(Msa)),
        ("greta@contoso.example", "Greta Reader", Directory(Reader)),
        ("lea@contoso.example", "Lea Lead", SiteLead),
        ("theo@contoso.example", "Theo Technician", SiteTech),
        ("uma@contoso.example", "Uma User", Plain),
        ("dora@contoso.example", "Dora Disabled", Disabled),
        ("fred@fabrikam.example", "Fred Admin", Directory(Ga)),
        ("faye@fabrikam.example", "Faye User", Plain),
        ("nora@northwind.example", "Nora Admin", Directory(Ga)),
        ("noel@northwind.example", "Noel Manager", Directory(Msa)),
        ("tom@northwind.example", "Tom Tenant-Manager", TenantManager),
        ("pia@northwind.example", "Pia Primary", Plain),
        ("paul@northwind.example", "Paul Primary", Plain),
        ("gus@northwind.example", "Gus Grouped", Plain),
        ("ned@northwind.example", "Ned Nobody", Plain),
        ("dirk@northwind.example", "Dirk Disabled", Disabled),
        ("ada@adventure.example", "Ada Admin", Directory(Ga)),
        ("alex@adventure.example", "Alex Primary", Plain),
        ("olga@operator.example", "Olga Operator", Directory(Ga)),
        ("sven@tailspin.example", "Sven Stranger", Directory(Ga)),
        ("stina@tailspin.example", "Stina Stranger", Plain),
    ]
};

/// The password of everybody.
pub const PASSWORD: &str = "a password for tests alone";

/// Its hash, with the least work argon2 allows.
pub static PASSWORD_HASH: LazyLock<String> = LazyLock::new(|| {
    let params = Params::new(Params::MIN_M_COST, 1, 1, None).expect("parameters of argon2");
    Argon2::new(Algorithm::Argon2id, Version::V0x13, params)
        .hash_password_with_salt(PASSWORD.as_bytes(), b"salt for tests")
        .expect("a hash")
        .to_string()
});
