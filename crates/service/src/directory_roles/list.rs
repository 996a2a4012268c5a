//! Who holds which directory role.

use authz::{Action, Realm};
use domain::{
    directory::DirectoryPart,
    query::{Kind, Literal, Path, Property, Schema, Value},
    role::DirectoryRole,
    role_definition,
};
use store::{
    View,
    directory::{MembersOf, PrincipalRow, count_members, list_members},
    list::{Key, Listed, Place, Wanted},
};

use crate::{
    ask::{Looking, Question},
    caller::Person,
    counted::Counted,
    refusal::{Code, Refusal},
};

/// What the list of roles offers to queries.
pub static SCHEMA: Schema = Schema::new(
    &[
        Property::new("id", Kind::Text).filterable(),
        Property::new("displayName", Kind::Text).filterable(),
        Property::new("roleTemplateId", Kind::Id).filterable(),
        Property::new("members", Kind::List(&Kind::Record(&[]))),
    ],
    999,
)
.expandable(&["members"]);

/// The directory roles of one's organization with those who hold them directly.
pub struct DirectoryRoles;

/// A role with those who hold it directly.
#[derive(Clone, Debug)]
pub struct RoleWithMembers {
    /// The role.
    pub role: DirectoryRole,
    /// People and groups.
    pub members: Vec<PrincipalRow>,
}

impl Question for DirectoryRoles {
    type Answer = Vec<RoleWithMembers>;
    const NAME: &'static str = "directory roles";

    fn asks(&self, _: &Person) -> (Action, Realm) {
        (Action::ReadDirectoryOf(DirectoryPart::RoleMembers), Realm::Own)
    }

    async fn answer(&self, view: &mut View, context: &Looking<'_>) -> Result<Self::Answer, Refusal> {
        let held = store::directory::role_members(view).await?;
        let members = |role| held.iter().filter(|(of, _)| *of == role).map(|(_, who)| who.clone()).collect();
        let roles =
            DirectoryRole::ALL.into_iter().map(|role| RoleWithMembers { role, members: members(role) });
        // A role of partners alone is none elsewhere, but for those who hold it still.
        let is_partner = context.facts.is_partner();
        Ok(roles.filter(|it| is_partner || !it.role.is_of_partners() || !it.members.is_empty()).collect())
    }
}

/// A page of the directory roles of one's organization with those who hold them directly, in the order of the documentation. There are
/// few, and which ones there are is the program's to say: they are chosen in memory.
#[derive(Clone, Debug)]
pub struct ListDirectoryRoles {
    /// Which, from where.
    pub wanted: Wanted,
    /// Whether to count all of them.
    pub count: bool,
}

impl Question for ListDirectoryRoles {
    type Answer = Counted<RoleWithMembers>;
    const NAME: &'static str = "list of directory roles";

    fn asks(&self, caller: &Person) -> (Action, Realm) {
        DirectoryRoles.asks(caller)
    }

    async fn answer(&self, view: &mut View, context: &Looking<'_>) -> Result<Self::Answer, Refusal> {
        let mut roles = DirectoryRoles.answer(view, context).await?;
        if let Some(filter) = &self.wanted.filter {
            roles.retain(|it| filter.matches(&|path| value(it.role, path)));
        }
        let count = self.count.then(|| i64::try_from(roles.len()).unwrap_or(i64::MAX));
        if let Some(after) = &self.wanted.after {
            let after = read_place(after)?;
            roles.retain(|it| it.role > after);
        }
        let size = self.wanted.page.size();
        let has_more = roles.len() > size;
        roles.truncate(size);
        let next = roles.last().filter(|_| has_more).map(|it| place(it.role));
        Ok(Counted { page: Listed { items: roles, next }, count })
    }
}

/// What a filter sees of a role.
fn value(role: DirectoryRole, path: &Path) -> Option<Value> {
    let Path::Own(name) = path else { return None };
    let literal = match *name {
        "id" => Literal::Text(role.key().to_owned()),
        "displayName" => Literal::Text(role.name().to_owned()),
        "roleTemplateId" => Literal::Id(role_definition::of(role)?.id),
        _ => return None,
    };
    Some(Value::One(literal))
}

fn place(role: DirectoryRole) -> Place {
    Place::of(vec![Key::Text(role.key().to_owned())])
}

fn read_place(place: &Place) -> Result<DirectoryRole, Refusal> {
    let role = match place.keys() {
        [Key::Text(key)] => DirectoryRole::from_key(key),
        _ => None,
    };
    role.ok_or_else(|| Refusal::special(Code::BadQuery, "$skiptoken"))
}

/// A page of the people and groups that hold a directory role of one's organization directly: of its own directory alone, whoever
/// holds the role by delegation.
#[derive(Clone, Debug)]
pub struct RoleMembers {
    /// The role.
    pub role: DirectoryRole,
    /// Which, in which order, from where.
    pub wanted: Wanted,
    /// Whether to count all of them.
    pub count: bool,
}

impl Question for RoleMembers {
    type Answer = Counted<PrincipalRow>;
    const NAME: &'static str = "members of a directory role";

    fn asks(&self, _: &Person) -> (Action, Realm) {
        (Action::ReadDirectoryOf(DirectoryPart::RoleMembers), Realm::Own)
    }

    async fn answer(&self, view: &mut View, _: &Looking<'_>) -> Result<Counted<PrincipalRow>, Refusal> {
        let (of, wanted) = (MembersOf::Role(self.role), &self.wanted);
        let count = if self.count { Some(count_members(view, of, wanted).await?) } else { None };
        Ok(Counted { page: list_members(view, of, wanted).await?, count })
    }
}
