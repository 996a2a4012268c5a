//! Where on the globe a room is (§5.1): latitude and longitude, both or neither.
//!
//! Invariant: whole millionths of a degree (about a hand's breadth) inside the limits, so that what is stored, shown
//! and compared is the same number.

/// The largest latitude in degrees; the smallest is its negative.
pub const MOST_LATITUDE: i32 = 90;
/// The largest longitude in degrees; the smallest is its negative.
pub const MOST_LONGITUDE: i32 = 180;

const MILLION: i64 = 1_000_000;

/// A point on the globe.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Coordinates {
    latitude: Degrees,
    longitude: Degrees,
}

/// An angle in millionths of a degree.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Degrees(i32);

impl Coordinates {
    /// The point of two angles, if both are inside their limits.
    pub fn new(latitude: Degrees, longitude: Degrees) -> Option<Self> {
        let is_point = latitude.is_within(MOST_LATITUDE) && longitude.is_within(MOST_LONGITUDE);
        is_point.then_some(Self { latitude, longitude })
    }

    /// North of the equator, or south if negative.
    pub const fn latitude(self) -> Degrees {
        self.latitude
    }

    /// East of Greenwich, or west if negative.
    pub const fn longitude(self) -> Degrees {
        self.longitude
    }
}

impl Degrees {
    /// Reads an angle of at most `most` degrees to either side, as people write it: `52.52`, `-0,1278`. What is finer
    /// than a millionth is rounded.
    pub fn parse(text: &str, most: i32) -> Option<Self> {
        // The typographic minus comes with numbers copied from a map.
        let text = text.trim().replace('\u{2212}', "-");
        let plain = text.strip_prefix('-').unwrap_or(&text);
        let (whole, fraction) = plain.split_once(['.', ',']).unwrap_or((plain, "0"));
        let is_number = |digits: &str| !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit());
        if !is_number(whole) || !is_number(fraction) {
            return None;
        }
        // Six digits, and a seventh by which to round.
        let seven: String = fraction.chars().chain(std::iter::repeat('0')).take(7).collect();
        let fraction = (seven.parse::<i64>().ok()? + 5) / 10;
        let millionths = whole.parse::<i64>().ok()?.checked_mul(MILLION)?.checked_add(fraction)?;
        let signed = if plain.len() < text.len() { -millionths } else { millionths };
        Self::from_millionths(signed).filter(|degrees| degrees.is_within(most))
    }

    /// The angle of a stored number.
    pub fn from_millionths(millionths: i64) -> Option<Self> {
        i32::try_from(millionths).ok().map(Self)
    }

    /// The number to store.
    pub fn millionths(self) -> i64 {
        self.0.into()
    }

    /// As a number with a fraction.
    pub fn number(self) -> f64 {
        f64::from(self.0) / 1e6
    }

    fn is_within(self, most: i32) -> bool {
        self.millionths().abs() <= i64::from(most) * MILLION
    }
}

impl std::fmt::Display for Degrees {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        // The shortest text that reads as the same number again.
        write!(f, "{}", self.number())
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "tests")]
mod tests {
    use super::*;

    /// coordinates are read as people write them, and what is shown reads as the same point again.
    #[test]
    fn degrees_are_read_and_shown() {
        for (text, shown) in [
            ("52.52", "52.52"),
            (" 52,520008 ", "52.520008"),
            ("-0.1278", "-0.1278"),
            ("\u{2212}33.8688197", "-33.86882"),
            ("0.0000004", "0"),
            ("90", "90"),
            ("-90.0", "-90"),
        ] {
            let degrees = Degrees::parse(text, MOST_LATITUDE).unwrap();
            assert_eq!(degrees.to_string(), shown, "{text}");
            assert_eq!(Degrees::parse(shown, MOST_LATITUDE), Some(degrees));
            assert_eq!(Degrees::from_millionths(degrees.millionths()), Some(degrees));
        }
    }

    /// what is no angle, or none inside the limits, is refused.
    #[test]
    fn what_is_no_angle_is_refused() {
        for text in [
            "",
            "91",
            "90.000001",
            "-90.1",
            "north",
            "1e1",
            "--1",
            "+-1",
            "1.",
            ".5",
            "1.2.3",
            "52.5, 13.4",
            "NaN",
        ] {
            assert_eq!(Degrees::parse(text, MOST_LATITUDE), None, "{text}");
        }
        assert_eq!(Degrees::parse(&"9".repeat(40), MOST_LONGITUDE), None);
        assert_eq!(Degrees::parse("9223372036854.9", MOST_LONGITUDE), None);
        let degrees = |number| Degrees::from_millionths(number * MILLION).unwrap();
        assert!(Coordinates::new(degrees(90), degrees(-180)).is_some());
        assert_eq!(Coordinates::new(degrees(91), degrees(0)), None);
        assert_eq!(Coordinates::new(degrees(0), degrees(181)), None);
    }
}
