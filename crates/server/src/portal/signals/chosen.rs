//! What a reader chose in the list of signals: read from the address and written back into addresses.

use domain::{room::DeviceType, signal::Category, text};
use service::signals::SignalLine;

use crate::form::Fields;

/// The choices of the list.
#[derive(Clone, Debug, Default)]
pub(super) struct Chosen {
    /// A part of the name.
    pub q: String,
    /// One part of the room.
    pub category: Option<Category>,
    /// One kind of device.
    pub device: Option<DeviceType>,
    /// One of [`STATES`], or empty.
    pub state: &'static str,
    /// The column, with a hyphen before it for the other direction.
    pub sort: String,
}

/// How a signal can stand here.
pub(super) const STATES: [&str; 3] = ["enabled", "disabled", "changed"];

/// The columns that can be sorted by.
const SORTS: [&str; 4] = ["category", "signal", "device", "state"];

/// The longest search that is taken, in characters.
const LONGEST: usize = 120;

impl Chosen {
    /// Reads the choices; what cannot be read is not chosen.
    pub fn read(fields: &Fields) -> Self {
        let sort = fields.text("sort");
        let known = SORTS.contains(&sort.trim_start_matches('-'));
        Self {
            q: fields.text("q").chars().filter(|c| !c.is_control()).take(LONGEST).collect(),
            category: Category::from_key(fields.text("category")),
            device: DeviceType::from_key(fields.text("device")),
            state: STATES.into_iter().find(|state| *state == fields.text("state")).unwrap_or_default(),
            sort: if known { sort.to_owned() } else { "category".to_owned() },
        }
    }

    /// Whether a signal of a name is wanted.
    pub fn wants(&self, line: &SignalLine, name: &str) -> bool {
        self.category.is_none_or(|category| category == line.signal.category)
            && self.device.is_none_or(|device| device == line.device_type)
            && text::key(name).contains(&text::key(&self.q))
            && match self.state {
                "enabled" => line.rule.is_enabled,
                "disabled" => !line.rule.is_enabled,
                "changed" => line.is_changed(),
                _ => true,
            }
    }

    /// Puts signals with their names in order.
    pub fn sort(&self, lines: &mut [(SignalLine, String)]) {
        match self.sort.trim_start_matches('-') {
            "signal" => lines.sort_by_cached_key(|(_, name)| text::key(name)),
            "device" => lines.sort_by_key(|(line, _)| line.device_type),
            "state" => lines.sort_by_key(|(line, _)| (line.rule.is_enabled, !line.is_changed())),
            _ => lines.sort_by_key(|(line, _)| line.signal.category),
        }
        if self.sort.starts_with('-') {
            lines.reverse();
        }
    }

    /// Whether a value is the one chosen.
    pub fn is(&self, name: &str, value: &str) -> bool {
        match name {
            "category" => self.category.is_some_and(|category| category.key() == value),
            "device" => self.device.is_some_and(|device| device.key() == value),
            _ => self.state == value,
        }
    }

    /// Whether anything is filtered.
    pub fn filters(&self) -> bool {
        !self.q.is_empty() || self.category.is_some() || self.device.is_some() || !self.state.is_empty()
    }

    /// The address that sorts by a column: a second time the other way.
    pub fn sorted(&self, column: &str) -> String {
        let sign = if self.sort == column { "-" } else { "" };
        let sort = format!("{sign}{column}");
        let category = self.category.map(Category::key).unwrap_or_default();
        let device = self.device.map(DeviceType::key).unwrap_or_default();
        let pairs = [
            ("q", self.q.as_str()),
            ("category", category),
            ("device", device),
            ("state", self.state),
            ("sort", sort.as_str()),
        ];
        let mut query = form_urlencoded::Serializer::new(String::new());
        for (name, value) in pairs.into_iter().filter(|(_, value)| !value.is_empty()) {
            query.append_pair(name, value);
        }
        format!("/settings/signals?{}", query.finish())
    }

    /// `aria-sort` of a column; empty where it is not sorted by it.
    pub fn direction(&self, column: &str) -> &'static str {
        if self.sort == column {
            "ascending"
        } else if self.sort.strip_prefix('-') == Some(column) {
            "descending"
        } else {
            ""
        }
    }

    /// The icon of a column's direction.
    pub fn sort_icon(&self, column: &str) -> &'static str {
        match self.direction(column) {
            "ascending" => "sort-up",
            "descending" => "sort-down",
            _ => "sort",
        }
    }
}
