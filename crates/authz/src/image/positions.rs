//! A set of positions of rooms, one bit for each room of the organization.

/// How many positions one word tells of.
const WORD: usize = u64::BITS as usize;

/// Positions of rooms.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Positions(Box<[u64]>);

/// The bit of a position in its word.
const fn bit(at: usize) -> u64 {
    1 << (at % WORD)
}

impl Positions {
    /// No position yet, of so many.
    pub fn none(rooms: usize) -> Self {
        Self(vec![0; rooms.div_ceil(WORD)].into())
    }

    /// The positions, each less than `rooms`, for which something holds.
    pub fn of(rooms: usize, mut holds: impl FnMut(usize) -> bool) -> Self {
        let mut positions = Self::none(rooms);
        (0..rooms).filter(|at| holds(*at)).for_each(|at| positions.insert(at));
        positions
    }

    /// Adds a position.
    pub fn insert(&mut self, at: usize) {
        if let Some(word) = self.0.get_mut(at / WORD) {
            *word |= bit(at);
        }
    }

    /// Whether a position is in the set.
    #[inline]
    pub fn contains(&self, at: usize) -> bool {
        self.0.get(at / WORD).is_some_and(|word| word & bit(at) != 0)
    }

    /// Adds those of another set of the same rooms.
    pub fn join(&mut self, other: &Self) {
        self.0.iter_mut().zip(&other.0).for_each(|(word, other)| *word |= other);
    }

    /// Keeps those for which something holds.
    pub fn retain(&mut self, mut holds: impl FnMut(usize) -> bool) {
        for (number, word) in self.0.iter_mut().enumerate() {
            let mut rest = *word;
            while rest != 0 {
                let at = number * WORD + rest.trailing_zeros() as usize;
                rest &= rest - 1;
                if !holds(at) {
                    *word &= !bit(at);
                }
            }
        }
    }

    /// How many are in both sets.
    pub fn count_both(&self, other: &Self) -> i64 {
        self.0.iter().zip(&other.0).map(|(word, other)| i64::from((word & other).count_ones())).sum()
    }

    /// The first position from one on, in ascending order.
    pub fn next(&self, from: usize) -> Option<usize> {
        let first = from / WORD;
        let word = self.0.get(first)? & (u64::MAX << (from % WORD));
        let rest = self.0.iter().enumerate().skip(first + 1).map(|(number, word)| (number, *word));
        let (number, word) = std::iter::once((first, word)).chain(rest).find(|(_, word)| *word != 0)?;
        Some(number * WORD + word.trailing_zeros() as usize)
    }

    /// The last position before one.
    pub fn previous(&self, before: usize) -> Option<usize> {
        let last = before / WORD;
        let word = self.0.get(last).map_or(0, |word| word & (bit(before) - 1));
        let rest = self.0.iter().enumerate().take(last).rev().map(|(number, word)| (number, *word));
        let (number, word) = std::iter::once((last, word)).chain(rest).find(|(_, word)| *word != 0)?;
        Some(number * WORD + WORD - 1 - word.leading_zeros() as usize)
    }

    /// Every position, in ascending order.
    pub fn iter(&self) -> impl Iterator<Item = usize> {
        let mut from = 0;
        std::iter::from_fn(move || {
            let at = self.next(from)?;
            from = at + 1;
            Some(at)
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Both ways through the set meet every position once, over the borders of words too.
    #[test]
    fn both_ways_meet_every_position() {
        for rooms in [0, 1, 63, 64, 65, 200] {
            for step in [1, 2, 7, 64] {
                let set = Positions::of(rooms, |at| at % step == 0);
                let expected: Vec<usize> = (0..rooms).step_by(step).collect();
                assert_eq!(set.iter().collect::<Vec<_>>(), expected, "{rooms} {step}");
                let mut back = Vec::new();
                let mut before = rooms;
                while let Some(at) = set.previous(before) {
                    back.push(at);
                    before = at;
                }
                back.reverse();
                assert_eq!(back, expected, "{rooms} {step}");
                assert!((0..rooms).all(|at| set.contains(at) == (at % step == 0)));
                assert_eq!(usize::try_from(set.count_both(&set)), Ok(expected.len()));
            }
        }
    }
}
