//! The group and the place by which lists of rooms and of incidents are cut: of one organization each of its own, over all
//! customers one for all that have its name.

use domain::{
    id::{Id, Place, RoomGroup},
    permission::Permission,
    query::{Comparison, Filter, Lambda, Literal, Path},
};
use service::{
    Realm, Refusal, ask_where_allowed,
    groups::{GroupNames, SharedGroupNames},
    places::{PlaceChoice, PlaceChoices, SharedPlaceNames},
};
use uuid::Uuid;

use crate::{caller::Signed, form::Fields, portal::rooms::At, web::Web};

/// What was chosen. Addresses and saved views hold the identifiers, never the names.
#[derive(Clone, Debug, Default)]
pub(in crate::portal) struct Cut {
    /// Rooms in this place or in one within it.
    pub(in crate::portal) place: Option<Id<Place>>,
    /// Members of this group.
    pub(in crate::portal) group: Option<Id<RoomGroup>>,
    /// Whether the names at all customers are wished for.
    pub(in crate::portal) is_by_name: bool,
    /// The name of the place, where it stands for all of that name.
    place_name: Option<String>,
    /// The name of the group, where it stands for all of that name.
    group_name: Option<String>,
}

/// What there is to choose from.
#[derive(Clone, Debug, Default)]
pub(in crate::portal) struct Choices {
    pub(in crate::portal) places: Vec<PlaceChoice>,
    pub(in crate::portal) groups: Vec<(Id<RoomGroup>, String)>,
}

impl Cut {
    /// Reads the choice; what cannot be read is not chosen.
    pub(in crate::portal) fn read(fields: &Fields) -> Self {
        Self {
            place: fields.text("place").parse().ok(),
            group: fields.text("group").parse().ok(),
            is_by_name: fields.text("names") == "yes",
            ..Self::default()
        }
    }

    /// Whether something is chosen.
    pub(in crate::portal) const fn is_any(&self) -> bool {
        self.place.is_some() || self.group.is_some()
    }

    /// Whether a value is the one chosen.
    pub(in crate::portal) fn is(&self, name: &str, value: &str) -> bool {
        match name {
            "place" => self.place.is_some_and(|id| id.to_string() == value),
            "group" => self.group.is_some_and(|id| id.to_string() == value),
            _ => false,
        }
    }

    /// The choice as parts of an address.
    pub(in crate::portal) fn pairs(&self) -> [(&'static str, String); 3] {
        let text = |id: Option<Uuid>| id.map(|id| id.to_string()).unwrap_or_default();
        [
            ("place", text(self.place.map(Id::uuid))),
            ("group", text(self.group.map(Id::uuid))),
            ("names", if self.is_by_name { "yes".to_owned() } else { String::new() }),
        ]
    }

    /// What the service is asked for.
    pub(in crate::portal) fn conditions(&self) -> impl Iterator<Item = Filter> {
        let place = self.place.map(|place| match &self.place_name {
            Some(name) => holds("placeDisplayNames", Literal::Text(name.clone())),
            None => holds("placeIds", Literal::Id(place.uuid())),
        });
        let group = self.group.map(|group| match &self.group_name {
            Some(name) => holds("groupDisplayNames", Literal::Text(name.clone())),
            None => holds("groupIds", Literal::Id(group.uuid())),
        });
        place.into_iter().chain(group)
    }

    /// Whether over many customers there is something to look up.
    pub(in crate::portal) const fn asks_for_names(&self) -> bool {
        self.is_by_name || self.is_any()
    }

    /// The choice with what it means in a list.
    pub(in crate::portal) async fn named(
        self,
        web: &Web,
        signed: &Signed,
        at: At,
        permission: Permission,
    ) -> Result<Self, Refusal> {
        if at.realm() != Realm::AllCustomers {
            return Ok(self);
        }
        Ok(self.with_choices(web, signed, at, permission).await?.0)
    }

    /// The choice with what it means in a list, and what there is to choose from, as far as the reader sees it.
    pub(in crate::portal) async fn with_choices(
        self,
        web: &Web,
        signed: &Signed,
        at: At,
        permission: Permission,
    ) -> Result<(Self, Choices), Refusal> {
        let (app, caller, realm) = (&web.app, &signed.caller, at.realm());
        // What is not for the reader is nothing to choose.
        if realm != Realm::AllCustomers {
            let places = ask_where_allowed(app, caller, &PlaceChoices { realm, permission }).await?;
            let groups =
                ask_where_allowed(app, caller, &GroupNames { realm, cuts: Some(permission) }).await?;
            let choices = Choices { places: places.unwrap_or_default(), groups: groups.unwrap_or_default() };
            return Ok((self, choices));
        }
        // The names at many customers take a while to gather, and few lists are cut by them.
        if !self.asks_for_names() {
            return Ok((self, Choices::default()));
        }
        let places = SharedPlaceNames { permission, chosen: self.place };
        let places = ask_where_allowed(app, caller, &places).await?.unwrap_or_default();
        let groups = SharedGroupNames { cuts: permission, chosen: self.group };
        let groups = ask_where_allowed(app, caller, &groups).await?.unwrap_or_default();
        let place_name = places.iter().find(|(id, _)| Some(*id) == self.place).map(|(_, name)| name.clone());
        let group_name = groups.iter().find(|(id, _)| Some(*id) == self.group).map(|(_, name)| name.clone());
        let places = places.into_iter().map(|(id, name)| PlaceChoice { id, names: vec![name] }).collect();
        Ok((Self { place_name, group_name, ..self }, Choices { places, groups }))
    }
}

/// What has this among several.
pub(in crate::portal) fn holds(collection: &'static str, literal: Literal) -> Filter {
    let path = Path::Element { variable: "x".to_owned(), property: None };
    let condition = Filter::Compare { path, operator: Comparison::Eq, literal };
    let lambda = Lambda { variable: "x".to_owned(), condition: Box::new(condition) };
    Filter::Any { collection: Path::Own(collection), lambda: Some(lambda) }
}
