//! Statements: one text for both databases, with tokens that the doors fill in.
//!
//! Tokens: `{room:ALIAS}` `{tenant:COLUMN}` `{person:ALIAS}` `{link:ALIAS}` `{reseller:ALIAS}` `{invitation:ALIAS}`
//! `{subscription:ALIAS}` `{support:ALIAS}` `{operator}`
//! (the sight of the reader; `{room:ALIAS each}` where each room of it is looked at, however few a page shows), `{target}` (the organization of a permit), `{in $n}` (a bound list),
//! `{now}` (the moment of a change), `{guid:COLUMN}` (an identifier in its written form), `{covered:ROOM SCOPE}` (the stored scope covers the room of an
//! alias), `{general}` (the update ring of every room that was put into no other), `{lock}` (row lock of PostgreSQL).
//!
//! Invariant: a [`Read`] without a sight token and a [`Write`] or [`Fetch`] without `{target}` do not compile.

#[cfg(test)]
mod prepared;

use authz::{Extent, Permit, Region, Sight};
use domain::{
    id::{Id, Organization, Room},
    time::Time,
};

use crate::{error::StoreError, value::Value};

/// Which database a statement is rendered for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Dialect {
    /// SQLite.
    Lite,
    /// PostgreSQL.
    Pg,
}

/// A statement that reads what a sight shows.
#[derive(Debug)]
pub struct Read(&'static str);

impl Read {
    /// Checks while compiling that the statement names its sight.
    ///
    /// # Panics
    /// While compiling, when no sight token is there.
    pub const fn new(text: &'static str) -> Self {
        assert!(
            contains(text, "{room:")
                || contains(text, "{tenant:")
                || contains(text, "{person:")
                || contains(text, "{link:")
                || contains(text, "{reseller:")
                || contains(text, "{partner:")
                || contains(text, "{invitation:")
                || contains(text, "{subscription:")
                || contains(text, "{support:")
                || contains(text, "{operator}"),
            "a read names the sight it is limited to, for example {{room:r}}"
        );
        Self(text)
    }

    /// The text with its tokens.
    pub const fn text(&self) -> &'static str {
        self.0
    }
}

/// A statement that reads inside the organization of a permit, for the change it allows.
#[derive(Debug)]
pub struct Fetch(&'static str);

impl Fetch {
    /// Checks while compiling that the statement is limited to the permit's organization.
    ///
    /// # Panics
    /// While compiling, when `{target}` is missing.
    pub const fn new(text: &'static str) -> Self {
        assert!(contains(text, "{target}"), "a fetch is limited to {{target}}");
        Self(text)
    }

    /// The text with its tokens.
    pub const fn text(&self) -> &'static str {
        self.0
    }
}

/// A statement that writes inside the organization of a permit.
#[derive(Debug)]
pub struct Write(&'static str);

impl Write {
    /// Checks while compiling that the statement is limited to the permit's organization.
    ///
    /// # Panics
    /// While compiling, when `{target}` is missing.
    pub const fn new(text: &'static str) -> Self {
        assert!(contains(text, "{target}"), "a write is limited to {{target}}");
        Self(text)
    }

    /// The text with its tokens.
    pub const fn text(&self) -> &'static str {
        self.0
    }
}

const fn contains(text: &str, token: &str) -> bool {
    let (mut text, token) = (text.as_bytes(), token.as_bytes());
    loop {
        if starts_with(text, token) {
            return true;
        }
        match text {
            [] => return false,
            [_, rest @ ..] => text = rest,
        }
    }
}

const fn starts_with(mut text: &[u8], mut token: &[u8]) -> bool {
    loop {
        match (text, token) {
            (_, []) => return true,
            ([a, text_rest @ ..], [b, token_rest @ ..]) if *a == *b => {
                text = text_rest;
                token = token_rest;
            }
            _ => return false,
        }
    }
}

/// A read with its values and, for lists, conditions added to its end. Only program text and bound values
/// can be added, never text of a user.
#[derive(Debug)]
pub struct Query {
    text: String,
    values: Vec<Value>,
}

impl Query {
    /// Starts with a read and the values of its `$n`.
    pub fn new(read: &Read, values: Vec<Value>) -> Self {
        Self { text: read.text().to_owned(), values }
    }

    /// Adds program text.
    pub fn push(&mut self, text: &'static str) -> &mut Self {
        self.text.push_str(text);
        self
    }

    /// Adds a bound value.
    pub fn bind(&mut self, value: impl Into<Value>) -> &mut Self {
        self.values.push(value.into());
        self.text.push('$');
        self.text.push_str(&self.values.len().to_string());
        self
    }

    /// Adds the test that what stands before is one of a bound list.
    pub fn bind_list(&mut self, values: impl Into<Value>) -> &mut Self {
        self.values.push(values.into());
        self.text.push_str("{in $");
        self.text.push_str(&self.values.len().to_string());
        self.text.push('}');
        self
    }

    pub(crate) fn into_parts(self) -> (String, Vec<Value>) {
        (self.text, self.values)
    }
}

/// What the tokens of a statement stand for.
pub(crate) enum Scope<'a> {
    /// A reader's sight.
    Sight(&'a Sight),
    /// A permit's organization, and the moment of its change.
    Target(&'a Permit, Time),
    /// A statement of the store's own narrow doors: no sight tokens.
    None,
}

/// Fills the tokens of a statement in and adds the values they need.
pub(crate) fn render(
    dialect: Dialect,
    text: &str,
    scope: &Scope<'_>,
    values: &mut Vec<Value>,
) -> Result<String, StoreError> {
    // It stands inside other tokens, too.
    let text = text.replace("{general}", general(dialect));
    let mut out = String::with_capacity(text.len() + 128);
    let mut rest = text.as_str();
    while let Some((before, after)) = rest.split_once('{') {
        out.push_str(before);
        let (token, after) = after.split_once('}').ok_or(StoreError::Door("a token without an end"))?;
        rest = after;
        let mut sql = Rendering { dialect, out: &mut out, values };
        match (token.split_once(':').unwrap_or((token, "")), scope) {
            (("lock", _), _) => {
                if dialect == Dialect::Pg {
                    out.push_str(" for update");
                }
            }
            (("guid", column), _) => sql.guid(column),
            (("covered", names), _) => {
                let (room, scope) =
                    names.split_once(' ').ok_or(StoreError::Door("a room and a scope are named"))?;
                sql.push(&covered(room, scope));
            }
            (("target", _), Scope::Target(permit, _)) => sql.bind(permit.tenant().into()),
            (("now", _), Scope::Target(_, now)) => sql.bind((*now).into()),
            (("room", alias), Scope::Sight(sight)) => match alias.strip_suffix(" each") {
                Some(alias) => sql.rooms(alias, sight, 0)?,
                None => sql.rooms(alias, sight, FEW)?,
            },
            (("tenant", column), Scope::Sight(sight)) => sql.tenants(column, sight)?,
            (("person", alias), Scope::Sight(sight)) => sql.person(alias, sight)?,
            (("link", alias), Scope::Sight(sight)) => sql.links(alias, sight)?,
            (("reseller", alias), Scope::Sight(sight)) => sql.resellers(alias, sight)?,
            (("partner", column), Scope::Sight(sight)) => sql.partner(column, sight)?,
            (("invitation", alias), Scope::Sight(sight)) => sql.invitations(alias, sight)?,
            (("subscription", alias), Scope::Sight(sight)) => sql.subscriptions(alias, sight)?,
            (("support", alias), Scope::Sight(sight)) => sql.support_requests(alias, sight)?,
            (("operator", _), Scope::Sight(sight)) => {
                out.push_str(if matches!(sight.extent(), Extent::Operator) { "1 = 1" } else { "1 = 0" });
            }
            _ => match token.strip_prefix("in $") {
                Some(number) => sql.list(number),
                None => {
                    return Err(StoreError::Door("a token that the door of this statement does not know"));
                }
            },
        }
    }
    out.push_str(rest);
    Ok(if dialect == Dialect::Lite { out.replace('$', "?") } else { out })
}

/// The identifier of [`domain::update_ring::Preset::General`].
const fn general(dialect: Dialect) -> &'static str {
    match dialect {
        Dialect::Lite => "x'00000000000000000000000000000002'",
        Dialect::Pg => "cast('00000000-0000-0000-0000-000000000002' as uuid)",
    }
}

struct Rendering<'a> {
    dialect: Dialect,
    out: &'a mut String,
    values: &'a mut Vec<Value>,
}

impl Rendering<'_> {
    fn push(&mut self, text: &str) {
        self.out.push_str(text);
    }

    fn bind(&mut self, value: Value) {
        self.values.push(value);
        let number = self.values.len();
        self.out.push('$');
        self.out.push_str(&number.to_string());
    }

    fn list(&mut self, number: &str) {
        let text = match self.dialect {
            Dialect::Lite => format!("in rarray(${number})"),
            Dialect::Pg => format!("= any(${number})"),
        };
        self.push(&text);
    }

    fn bind_list(&mut self, values: Value) {
        self.values.push(values);
        let number = self.values.len().to_string();
        self.list(&number);
    }

    fn guid(&mut self, column: &str) {
        if self.dialect == Dialect::Pg {
            self.push(&format!("cast({column} as text)"));
            return;
        }
        let parts = [(1, 8), (9, 4), (13, 4), (17, 4), (21, 12)];
        let parts = parts.map(|(from, length)| format!("substr(lower(hex({column})), {from}, {length})"));
        // `hex` makes an empty text of no value.
        self.push(&format!("case when {column} is not null then {} end", parts.join(" || '-' || ")));
    }

    fn tenants(&mut self, column: &str, sight: &Sight) -> Result<(), StoreError> {
        match sight.extent() {
            Extent::Organization(tenant) | Extent::Person(tenant, _) => {
                self.push(column);
                self.push(" = ");
                self.bind((*tenant).into());
            }
            Extent::Rooms(_) | Extent::Directories(_) | Extent::Links { customers: Some(_), .. } => {
                let tenants = sight.tenants();
                self.push(column);
                if let [tenant] = tenants.as_slice() {
                    self.push(" = ");
                    self.bind((*tenant).into());
                } else {
                    self.push(" ");
                    self.bind_list(tenants.into());
                }
            }
            _ => return Err(StoreError::Door("this sight names no organizations")),
        }
        Ok(())
    }

    fn person(&mut self, alias: &str, sight: &Sight) -> Result<(), StoreError> {
        let Extent::Person(tenant, user) = sight.extent() else {
            return Err(StoreError::Door("this sight is not that of a person"));
        };
        self.push(alias);
        self.push(".tenant_id = ");
        self.bind((*tenant).into());
        self.push(" and ");
        self.push(alias);
        self.push(".user_id = ");
        self.bind((*user).into());
        Ok(())
    }

    fn resellers(&mut self, alias: &str, sight: &Sight) -> Result<(), StoreError> {
        if !matches!(sight.extent(), Extent::Customers(_)) {
            return Err(StoreError::Door("this sight is not that of a reseller"));
        }
        self.partner(&format!("{alias}.partner_id"), sight)
    }

    /// A partner itself, in the sight of its customers or in that of its own.
    fn partner(&mut self, column: &str, sight: &Sight) -> Result<(), StoreError> {
        let Extent::Customers(partner) = sight.extent() else { return self.tenants(column, sight) };
        self.push(&format!("{column} = "));
        self.bind((*partner).into());
        Ok(())
    }

    /// What a reader sees of subscriptions: all of one organization, those named, or what a partner sold.
    fn subscriptions(&mut self, alias: &str, sight: &Sight) -> Result<(), StoreError> {
        let Extent::Subscriptions { sold, named } = sight.extent() else {
            return self.tenants_of(alias, sight);
        };
        let tenants = sight.tenants();
        self.push("((");
        self.push(alias);
        self.push(".tenant_id ");
        self.bind_list(tenants.into());
        self.push(" and ");
        self.push(alias);
        self.push(".subscription_id ");
        self.bind_list(named.iter().map(|(_, id)| *id).collect::<Vec<_>>().into());
        self.push(")");
        if let Some(sold) = sold {
            self.push(" or (");
            self.push(alias);
            self.push(".provisioned_by = ");
            self.bind(sold.by.into());
            self.push(&format!(
                " and {alias}.tenant_id <> {alias}.provisioned_by and exists (select 1 from reseller_relationships sold \
                 where sold.tenant_id = {alias}.tenant_id and sold.partner_id = {alias}.provisioned_by \
                 and sold.ended_at is null) and not exists (select 1 from blocks kept \
                 where kept.tenant_id = {alias}.tenant_id and kept.user_id = "
            ));
            self.bind(sold.reader.into());
            self.push(")");
            if let Some(to) = sold.to {
                self.push(" and ");
                self.push(alias);
                self.push(".tenant_id = ");
                self.bind(to.into());
            }
            self.push(")");
        }
        self.push(")");
        Ok(())
    }

    /// What a reader sees of support requests: those of one organization, all that the operator is asked, or those of a partner, as long as
    /// it sells to the customer and the customer does not block the reader.
    fn support_requests(&mut self, alias: &str, sight: &Sight) -> Result<(), StoreError> {
        let (partner, reader, customer) = match sight.extent() {
            Extent::Operator => {
                self.push("1 = 1");
                return Ok(());
            }
            Extent::SupportRequests { partner, reader, customer } => (*partner, *reader, *customer),
            _ => return self.tenants_of(alias, sight),
        };
        self.push(alias);
        self.push(".partner_id = ");
        self.bind(partner.into());
        if let Some(customer) = customer {
            // Of one customer the engine decided the rest already.
            self.push(&format!(" and {alias}.tenant_id = "));
            self.bind(customer.into());
            return Ok(());
        }
        self.push(&format!(
            " and exists (select 1 from reseller_relationships sold where sold.tenant_id = {alias}.tenant_id \
             and sold.partner_id = {alias}.partner_id and sold.ended_at is null) and not exists (select 1 from blocks kept \
             where kept.tenant_id = {alias}.tenant_id and kept.user_id = "
        ));
        self.bind(reader.into());
        self.push(")");
        Ok(())
    }

    fn tenants_of(&mut self, alias: &str, sight: &Sight) -> Result<(), StoreError> {
        let Extent::Organization(tenant) = sight.extent() else {
            return Err(StoreError::Door("this sight is not that of an organization"));
        };
        self.push(alias);
        self.push(".tenant_id = ");
        self.bind((*tenant).into());
        Ok(())
    }

    fn links(&mut self, alias: &str, sight: &Sight) -> Result<(), StoreError> {
        match sight.extent() {
            Extent::Links { partner, customers } => {
                self.push(alias);
                self.push(".partner_id = ");
                self.bind((*partner).into());
                if let Some(customers) = customers {
                    self.push(" and ");
                    self.push(alias);
                    self.push(".tenant_id ");
                    self.bind_list(customers.clone().into());
                }
                Ok(())
            }
            Extent::Organization(tenant) => {
                self.push(alias);
                self.push(".tenant_id = ");
                self.bind((*tenant).into());
                Ok(())
            }
            _ => Err(StoreError::Door("this sight names no links")),
        }
    }

    fn invitations(&mut self, alias: &str, sight: &Sight) -> Result<(), StoreError> {
        match sight.extent() {
            Extent::Invitations { partner, to_organization, to_upn } => {
                self.push(alias);
                self.push(".partner_id = ");
                self.bind((*partner).into());
                self.push(" and (");
                if *to_organization {
                    self.push(alias);
                    self.push(".kind = 'domain' or ");
                }
                self.push("(");
                self.push(alias);
                self.push(".kind = 'named_user' and ");
                self.push(alias);
                self.push(".named_upn = ");
                self.bind(to_upn.into());
                self.push("))");
                Ok(())
            }
            Extent::Organization(tenant) => {
                self.push(alias);
                self.push(".tenant_id = ");
                self.bind((*tenant).into());
                Ok(())
            }
            _ => Err(StoreError::Door("this sight names no invitations")),
        }
    }

    /// Single rooms, found by their identifiers; the plus keeps SQLite from walking their organizations.
    fn named(&mut self, alias: &str, rooms: &[(Id<Organization>, Id<Room>)]) {
        let mut tenants: Vec<_> = rooms.iter().map(|(tenant, _)| *tenant).collect();
        tenants.sort_unstable();
        tenants.dedup();
        let rooms: Vec<_> = rooms.iter().map(|(_, room)| *room).collect();
        self.push("(");
        if self.dialect == Dialect::Lite && tenants.len() > 1 {
            self.push("+");
        }
        self.push(alias);
        self.push(".tenant_id ");
        self.bind_list(tenants.into());
        self.push(" and ");
        self.push(alias);
        self.push(".room_id ");
        self.bind_list(rooms.into());
        self.push(")");
    }

    /// The rooms of a sight as one condition: whole organizations by their identifiers, a `few` parts of organizations by
    /// their stored scopes, more by the rooms that the engine found in them. An empty sight shows nothing.
    fn rooms(&mut self, alias: &str, sight: &Sight, few: usize) -> Result<(), StoreError> {
        if let Extent::Named(rooms) = sight.extent() {
            self.named(alias, rooms);
            return Ok(());
        }
        let Extent::Rooms(regions) = sight.extent() else {
            return Err(StoreError::Door("this sight names no rooms"));
        };
        let mut whole: Vec<_> = regions.iter().filter(|r| r.is_whole()).map(Region::tenant).collect();
        whole.sort_unstable();
        whole.dedup();
        let parts: Vec<&Region> =
            regions.iter().filter(|r| !r.is_whole() && whole.binary_search(&r.tenant()).is_err()).collect();
        if whole.is_empty() && parts.is_empty() {
            self.push("1 = 0");
            return Ok(());
        }
        self.push("(");
        match whole.as_slice() {
            [] => {}
            [tenant] => {
                self.push(alias);
                self.push(".tenant_id = ");
                self.bind((*tenant).into());
            }
            many => {
                // SQLite would take an index on the organization and sort all rows; with the plus it walks
                // the index of the wanted order and stops at the page's end.
                if self.dialect == Dialect::Lite && many.len() > 8 {
                    self.push("+");
                }
                self.push(alias);
                self.push(".tenant_id ");
                self.bind_list(many.to_vec().into());
            }
        }
        let mut or = !whole.is_empty();
        if parts.len() > few {
            if or {
                self.push(" or ");
            }
            self.found(alias, &parts);
            self.push(")");
            return Ok(());
        }
        for region in parts {
            if std::mem::replace(&mut or, true) {
                self.push(" or ");
            }
            self.push("(");
            self.push(alias);
            self.push(".tenant_id = ");
            self.bind(region.tenant().into());
            for (stored, _) in region.scopes() {
                self.push(" and ");
                self.values.push(stored.into());
                let scope = format!("${}", self.values.len());
                self.push(&covered(alias, &scope));
            }
            self.push(")");
        }
        self.push(")");
        Ok(())
    }

    /// The rooms that the engine finds in many parts of organizations.
    fn found(&mut self, alias: &str, parts: &[&Region]) {
        let mut rooms: Vec<Id<Room>> = Vec::new();
        for region in parts {
            rooms.extend(region.positions().filter_map(|at| region.at.rooms.id(at)));
        }
        rooms.sort_unstable();
        rooms.dedup();
        self.push(alias);
        self.push(".room_id ");
        self.bind_list(rooms.into());
    }
}

/// How many parts of organizations a statement tells apart by their stored scopes.
const FEW: usize = 4;

/// The condition that a stored scope covers the room of an alias: what it includes, without what it excludes.
pub(crate) fn covered(room: &str, scope: &str) -> String {
    let parts = |excluded: &str| {
        format!(
            "exists (select 1 from scope_rooms sr where sr.tenant_id = {room}.tenant_id \
             and sr.scope_id = {scope} and sr.room_id = {room}.room_id and {excluded} sr.excluded) \
             or exists (select 1 from room_group_members gm join scope_groups sg \
             on sg.tenant_id = gm.tenant_id and sg.group_id = gm.group_id where gm.tenant_id = {room}.tenant_id \
             and gm.room_id = {room}.room_id and sg.scope_id = {scope} and {excluded} sg.excluded) \
             or exists (select 1 from places rp join scope_places sp on sp.tenant_id = rp.tenant_id \
             join places pp on pp.tenant_id = sp.tenant_id and pp.place_id = sp.place_id \
             where rp.tenant_id = {room}.tenant_id and rp.place_id = {room}.place_id and sp.scope_id = {scope} \
             and rp.path >= pp.path and rp.path < pp.path || 'g' and {excluded} sp.excluded)"
        )
    };
    format!(
        "exists (select 1 from scopes sc where sc.tenant_id = {room}.tenant_id and sc.scope_id = {scope} \
         and (sc.whole or {}) and not (sc.excludes and ({})))",
        parts("not"),
        parts("")
    )
}
