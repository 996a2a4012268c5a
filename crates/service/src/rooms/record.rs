//! The record of a room as a form gives it: checked as a whole, all faults at once.

use domain::{
    coordinates::{Coordinates, Degrees, MOST_LATITUDE, MOST_LONGITUDE},
    event::Event,
    id::{Id, Place},
    organization::is_time_zone,
    room::{DeviceType, PlaceType, RoomSize},
    tag::{Tag, Tags},
    text::{self, Name, TextError, Upn},
};
use store::{
    Change,
    rooms::{self, Record},
};

use crate::refusal::{Code, Fault, Refusal};

/// The longest single-line field in characters.
const LINE: usize = 120;
/// The longest notes in characters.
const NOTES: usize = 2000;
/// The largest capacity.
const SEATS: i64 = 10_000;

/// What people write into the record of a room (§5.1), as they wrote it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct RoomForm {
    /// The name.
    pub name: String,
    /// Where it lies.
    pub place: Option<Id<Place>>,
    /// The kind of device: its stable word.
    pub device_type: String,
    /// Who made the device.
    pub manufacturer: String,
    /// Which device.
    pub model: String,
    /// The device's serial number.
    pub serial_number: String,
    /// The sign-in address of the room account; may be empty.
    pub account: String,
    /// The time zone; may be empty.
    pub time_zone: String,
    /// How many people it seats; may be empty.
    pub capacity: String,
    /// The owner's own number.
    pub asset_tag: String,
    /// Notes.
    pub notes: String,
    /// How large it is: its stable word; may be empty.
    pub size: String,
    /// What kind of place it is: its stable word; may be empty.
    pub place_type: String,
    /// Degrees north; empty together with the longitude.
    pub latitude: String,
    /// Degrees east; empty together with the latitude.
    pub longitude: String,
    /// Words on it.
    pub tags: Vec<String>,
}

impl From<&Record> for RoomForm {
    fn from(record: &Record) -> Self {
        Self {
            name: record.name.clone(),
            place: record.place,
            device_type: record.device_type.key().to_owned(),
            manufacturer: record.manufacturer.clone(),
            model: record.model.clone(),
            serial_number: record.serial_number.clone(),
            account: record.account.clone(),
            time_zone: record.time_zone.clone(),
            capacity: record.capacity.map(|seats| seats.to_string()).unwrap_or_default(),
            asset_tag: record.asset_tag.clone(),
            notes: record.notes.clone(),
            size: word(record.size, RoomSize::key),
            place_type: word(record.place_type, PlaceType::key),
            latitude: angle(record.coordinates, Coordinates::latitude),
            longitude: angle(record.coordinates, Coordinates::longitude),
            tags: record.tags.iter().map(ToString::to_string).collect(),
        }
    }
}

impl RoomForm {
    /// The record, or everything that is wrong with it; the caller may know already that it cannot lie in its place.
    pub(super) async fn check(
        &self,
        change: &mut Change,
        misplaced: Option<Code>,
    ) -> Result<Record, Refusal> {
        let mut faults = Vec::new();
        let mut kept = |field: &str, result: Result<String, TextError>| {
            result.unwrap_or_else(|error| {
                faults.push(fault(field, error));
                String::new()
            })
        };
        let mut record = Record {
            name: kept("displayName", Name::parse(&self.name).map(|name| name.to_string())),
            place: self.place,
            manufacturer: kept("manufacturer", text::line(&self.manufacturer, LINE)),
            model: kept("model", text::line(&self.model, LINE)),
            serial_number: kept("serialNumber", text::line(&self.serial_number, LINE)),
            account: kept(
                "account",
                if self.account.trim().is_empty() {
                    Ok(String::new())
                } else {
                    Upn::parse(&self.account).map(|upn| upn.to_string())
                },
            ),
            asset_tag: kept("assetTag", text::line(&self.asset_tag, LINE)),
            notes: kept("notes", text::paragraph(&self.notes, NOTES)),
            time_zone: self.time_zone.trim().to_owned(),
            device_type: DeviceType::default(),
            capacity: None,
            size: None,
            place_type: None,
            coordinates: None,
            tags: Tags::default(),
        };
        match DeviceType::from_key(&self.device_type) {
            Some(device_type) => record.device_type = device_type,
            None => faults.push(Fault::new("deviceType", Code::UnknownValue)),
        }
        if !record.time_zone.is_empty() && !is_time_zone(&record.time_zone) {
            faults.push(Fault::new("timeZone", Code::NotATimeZone));
        }
        match self.capacity.trim() {
            "" => {}
            seats => match seats.parse() {
                Ok(seats) if (1..=SEATS).contains(&seats) => record.capacity = Some(seats),
                _ => faults.push(Fault::new("capacity", Code::OutOfRange).detail(format!("1–{SEATS}"))),
            },
        }
        let mut chosen = |field: &str, word: &str, is_known: bool| {
            if !word.is_empty() && !is_known {
                faults.push(Fault::new(field, Code::UnknownValue));
            }
        };
        record.size = RoomSize::from_key(&self.size);
        chosen("size", &self.size, record.size.is_some());
        record.place_type = PlaceType::from_key(&self.place_type);
        chosen("placeType", &self.place_type, record.place_type.is_some());
        match self.coordinates() {
            Ok(coordinates) => record.coordinates = coordinates,
            Err(wrong) => faults.extend(wrong),
        }
        match self.tags() {
            Ok(tags) => record.tags = tags,
            Err(fault) => faults.push(fault),
        }
        if let Some(code) = misplaced {
            faults.push(Fault::new("placeId", code));
        } else if let Some(place) = self.place
            && rooms::place_name(change, place).await?.is_none()
        {
            faults.push(Fault::new("placeId", Code::UnknownReference));
        }
        if faults.is_empty() { Ok(record) } else { Err(Refusal::Invalid(Code::InvalidValue, faults)) }
    }
}

impl RoomForm {
    /// The words on it: as many as a room can have, each once.
    fn tags(&self) -> Result<Tags, Fault> {
        let tags = self.tags.iter().map(|tag| Tag::parse(tag)).collect::<Result<Tags, _>>();
        let tags = tags.map_err(|error| fault("tags", error))?;
        if tags.len() > Tags::MOST {
            return Err(Fault::new("tags", Code::TooMany).detail(Tags::MOST));
        }
        Ok(tags)
    }

    /// Where on the globe: both angles or neither.
    fn coordinates(&self) -> Result<Option<Coordinates>, Vec<Fault>> {
        let mut faults = Vec::new();
        let mut read = |field: &str, text: &str, other: &str, most: i32| match (text.trim(), other.trim()) {
            ("", "") => None,
            ("", _) => {
                faults.push(Fault::new(field, Code::CoordinatesIncomplete));
                None
            }
            (text, _) => {
                let degrees = Degrees::parse(text, most);
                if degrees.is_none() {
                    faults.push(Fault::new(field, Code::NotDegrees).detail(format!("\u{2212}{most}–{most}")));
                }
                degrees
            }
        };
        let latitude = read("latitude", &self.latitude, &self.longitude, MOST_LATITUDE);
        let longitude = read("longitude", &self.longitude, &self.latitude, MOST_LONGITUDE);
        if faults.is_empty() {
            Ok(latitude
                .zip(longitude)
                .and_then(|(latitude, longitude)| Coordinates::new(latitude, longitude)))
        } else {
            Err(faults)
        }
    }
}

/// A chosen word as the form holds it.
fn word<T>(chosen: Option<T>, key: impl Fn(T) -> &'static str) -> String {
    chosen.map(key).unwrap_or_default().to_owned()
}

/// One angle of a point as the form holds it.
fn angle(at: Option<Coordinates>, which: impl Fn(Coordinates) -> Degrees) -> String {
    at.map(|at| which(at).to_string()).unwrap_or_default()
}

/// The fault of a text.
pub(crate) fn fault(field: &str, error: TextError) -> Fault {
    match error {
        TextError::Empty => Fault::new(field, Code::Required),
        TextError::TooLong(most) => Fault::new(field, Code::TooLong).detail(most),
        TextError::Characters => Fault::new(field, Code::BadCharacters),
        TextError::NotAnAccount => Fault::new(field, Code::NotAnAccount),
        TextError::NotADomain => Fault::new(field, Code::NotADomain),
    }
}

/// Adds what differs between two records to an event.
pub(super) fn differences(event: Event, before: &Record, after: &Record) -> Event {
    let place = |record: &Record| record.place.map(|place| place.to_string()).unwrap_or_default();
    let seats = |record: &Record| record.capacity.map(|seats| seats.to_string()).unwrap_or_default();
    event
        .changed("displayName", &before.name, &after.name)
        .changed("placeId", place(before), place(after))
        .changed("deviceType", before.device_type.key(), after.device_type.key())
        .changed("manufacturer", &before.manufacturer, &after.manufacturer)
        .changed("model", &before.model, &after.model)
        .changed("serialNumber", &before.serial_number, &after.serial_number)
        .changed("account", &before.account, &after.account)
        .changed("timeZone", &before.time_zone, &after.time_zone)
        .changed("capacity", seats(before), seats(after))
        .changed("assetTag", &before.asset_tag, &after.asset_tag)
        .changed("notes", &before.notes, &after.notes)
        .changed("size", word(before.size, RoomSize::key), word(after.size, RoomSize::key))
        .changed("placeType", word(before.place_type, PlaceType::key), word(after.place_type, PlaceType::key))
        .changed(
            "latitude",
            angle(before.coordinates, Coordinates::latitude),
            angle(after.coordinates, Coordinates::latitude),
        )
        .changed(
            "longitude",
            angle(before.coordinates, Coordinates::longitude),
            angle(after.coordinates, Coordinates::longitude),
        )
        .changed("tags", &before.tags, &after.tags)
}
