//! What is told of a device, and by what it is known again.

use super::Outcome;

/// The most characters of a serial number, a maker or a model.
const LONGEST: usize = 128;
/// The most characters of a product key.
const LONGEST_KEY: usize = 64;
/// The most characters of a hardware hash.
const LONGEST_HASH: usize = 8192;

/// What is told of a device; what is not told is empty.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Hardware {
    /// The serial number.
    pub serial_number: String,
    /// The Windows product ID.
    pub product_key: String,
    /// The hardware hash, in base64.
    pub hardware_hash: String,
    /// Who made it. Case counts.
    pub manufacturer: String,
    /// Its model. Case counts.
    pub model: String,
}

/// Something by which a device is known again: two that have one of these in common are the same device.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Identity(String);

impl Identity {
    /// The text that stands for it, the same for the same device.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl Hardware {
    /// The same without space around the values, if it is possible and names a device.
    ///
    /// # Errors
    /// What is wrong with it, the first that is found.
    pub fn checked(&self) -> Result<Self, Outcome> {
        let line = |text: &str, longest: usize| {
            let text = text.trim();
            if text.chars().count() > longest {
                return Err(Outcome::TooLong);
            }
            if text.chars().any(char::is_control) {
                return Err(Outcome::BadCharacters);
            }
            Ok(text.to_owned())
        };
        let checked = Self {
            serial_number: line(&self.serial_number, LONGEST)?,
            product_key: line(&self.product_key, LONGEST_KEY)?,
            hardware_hash: line(&self.hardware_hash, LONGEST_HASH)?,
            manufacturer: line(&self.manufacturer, LONGEST)?,
            model: line(&self.model, LONGEST)?,
        };
        if !is_base64(&checked.hardware_hash) {
            return Err(Outcome::BadHash);
        }
        if checked.names_a_device() { Ok(checked) } else { Err(Outcome::Incomplete) }
    }

    /// Whether what is told is one of the accepted combinations: the hash, alone or with product key and serial number; the product
    /// key; serial number, maker and model together.
    fn names_a_device(&self) -> bool {
        let told = |text: &str| !text.is_empty();
        let is_whole = told(&self.serial_number) && told(&self.manufacturer) && told(&self.model);
        let is_by_key = told(&self.product_key) && !told(&self.serial_number);
        told(&self.hardware_hash) || is_by_key || is_whole
    }

    /// Whether this may be another device of the same organization, told in another way: the serial number is the same, and maker and model
    /// do not tell the two apart.
    pub fn may_be(&self, other: &Self) -> bool {
        let is_same = |own: &str, others: &str| own.is_empty() || others.is_empty() || own == others;
        !self.serial_number.is_empty()
            && self.serial_number.to_uppercase() == other.serial_number.to_uppercase()
            && is_same(&self.manufacturer, &other.manufacturer)
            && is_same(&self.model, &other.model)
    }

    /// By what the device is known again, in ascending order.
    pub fn identities(&self) -> Vec<Identity> {
        let mut identities = Vec::new();
        if !self.hardware_hash.is_empty() {
            identities.push(Identity(format!("hash\n{}", self.hardware_hash)));
        }
        if !self.product_key.is_empty() {
            identities.push(Identity(format!("product key\n{}", self.product_key.to_uppercase())));
        }
        if [&self.serial_number, &self.manufacturer, &self.model].iter().all(|text| !text.is_empty()) {
            let serial = self.serial_number.to_uppercase();
            identities
                .push(Identity(format!("serial number\n{serial}\n{}\n{}", self.manufacturer, self.model)));
        }
        identities
    }

    /// What people call the device by: its serial number, else its product key.
    pub fn name(&self) -> &str {
        if self.serial_number.is_empty() { &self.product_key } else { &self.serial_number }
    }
}

fn is_base64(text: &str) -> bool {
    let letters = text.trim_end_matches('=');
    text.len() - letters.len() <= 2
        && letters.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'+' || byte == b'/')
}

#[cfg(test)]
#[allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "tests")]
mod tests {
    use super::*;

    fn told(fields: [bool; 5]) -> Hardware {
        let text = |at: usize, text: &str| if fields[at] { text.to_owned() } else { String::new() };
        Hardware {
            serial_number: text(0, "R9-AB12"),
            product_key: text(1, "00329-00000-0003-AA606"),
            hardware_hash: text(2, "T0GFAQ=="),
            manufacturer: text(3, "Contoso"),
            model: text(4, "Room 5"),
        }
    }

    /// of all combinations of serial number, product key, hash, maker and model those are accepted that the rule names.
    #[test]
    fn accepted_combinations() {
        for number in 0..32_u8 {
            let fields = [0, 1, 2, 3, 4].map(|bit| number >> bit & 1 == 1);
            let [serial, key, hash, maker, model] = fields;
            let accepted = match (hash, key, serial) {
                // The hash; with the product key, the serial number, or both.
                (true, _, _) | (false, true, false) => true,
                (false, _, true) => maker && model,
                (false, false, false) => false,
            };
            let outcome = told(fields).checked().map(drop);
            assert_eq!(outcome, if accepted { Ok(()) } else { Err(Outcome::Incomplete) }, "{fields:?}");
            assert_eq!(accepted, accepted && !told(fields).identities().is_empty());
        }
    }

    /// serial numbers and product keys are the same in any case, makers and models are not.
    #[test]
    fn case_counts_in_makers_and_models_alone() {
        let device = told([true, true, false, true, true]);
        let same = Hardware {
            serial_number: "r9-ab12".to_owned(),
            product_key: "00329-00000-0003-aa606".to_owned(),
            ..device.clone()
        };
        assert_eq!(device.identities(), same.identities());
        let other = Hardware { model: "ROOM 5".to_owned(), ..told([true, false, false, true, true]) };
        assert_ne!(other.identities(), told([true, false, false, true, true]).identities());
        let hash = told([false, false, true, false, false]);
        assert_eq!(told([true, true, true, true, true]).identities()[0], hash.identities()[0]);
    }

    /// values that cannot be are told by what is wrong with them.
    #[test]
    fn impossible_values() {
        let hash = |text: &str| Hardware { hardware_hash: text.to_owned(), ..Hardware::default() }.checked();
        assert_eq!(hash("not base64!"), Err(Outcome::BadHash));
        assert_eq!(hash("T0G==="), Err(Outcome::BadHash));
        assert_eq!(hash(&"a".repeat(LONGEST_HASH + 1)), Err(Outcome::TooLong));
        let key = |text: &str| Hardware { product_key: text.to_owned(), ..Hardware::default() }.checked();
        assert_eq!(key("a\u{7}b"), Err(Outcome::BadCharacters));
        assert_eq!(key("  00329 ").unwrap().product_key, "00329");
        assert_eq!(key("  "), Err(Outcome::Incomplete));
    }
}
