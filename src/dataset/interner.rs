//! Ids and repeated words as small numbers. `12` and `"12"` are one id; `"012"` is another.

use hashbrown::HashMap;

/// Integers below this are looked up in a plain table instead of a hash map.
const DIRECT: u64 = 1 << 16;

const NONE: u32 = u32::MAX;

/// Texts numbered from 0 in the order in which they were first seen.
#[derive(Clone, Default)]
pub struct Interner {
    texts: Vec<Box<str>>,
    /// The numbers of small integers.
    direct: Vec<u32>,
    /// The numbers of larger ones.
    integers: HashMap<u64, u32>,
    hashed: HashMap<Box<str>, u32>,
}

/// The texts in the order of their numbers, which is all there is to say; how they are looked up differs from run to
/// run.
impl std::fmt::Debug for Interner {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.debug_list().entries(&self.texts).finish()
    }
}

impl Interner {
    /// The number of `text`, a new one where it wasn't seen before.
    pub fn intern(&mut self, text: &str) -> u32 {
        if let Some(integer) = canonical_integer(text) {
            return self.intern_integer(integer);
        }
        if let Some(&number) = self.hashed.get(text) {
            return number;
        }
        let number = self.add(text.into());
        self.hashed.insert(text.into(), number);
        number
    }

    /// The number of the text that writes `integer`, which is of up to 15 digits.
    #[inline(always)]
    pub fn intern_integer(&mut self, integer: u64) -> u32 {
        match self.direct.get(integer as usize) {
            Some(&number) if integer < DIRECT && number != NONE => number,
            _ => self.intern_other_integer(integer),
        }
    }

    #[inline(never)]
    fn intern_other_integer(&mut self, integer: u64) -> u32 {
        if let Some(number) = self.find_integer(integer) {
            return number;
        }
        let number = self.add(integer.to_string().into());
        if integer < DIRECT {
            let index = integer as usize;
            if index >= self.direct.len() {
                self.direct.resize(index + 1, NONE);
            }
            self.direct[index] = number;
        } else {
            self.integers.insert(integer, number);
        }
        number
    }

    fn add(&mut self, text: Box<str>) -> u32 {
        self.texts.push(text);
        self.texts.len() as u32 - 1
    }

    /// The number of `text`, where it was seen.
    #[must_use]
    pub fn find(&self, text: &str) -> Option<u32> {
        match canonical_integer(text) {
            Some(integer) => self.find_integer(integer),
            None => self.hashed.get(text).copied(),
        }
    }

    fn find_integer(&self, integer: u64) -> Option<u32> {
        if integer < DIRECT {
            self.direct.get(integer as usize).copied().filter(|number| *number != NONE)
        } else {
            self.integers.get(&integer).copied()
        }
    }

    /// The text of a number that this interner gave.
    #[must_use]
    pub fn text(&self, number: u32) -> &str {
        &self.texts[number as usize]
    }

    /// The texts in the order of their numbers.
    pub fn texts(&self) -> impl ExactSizeIterator<Item = &str> {
        self.texts.iter().map(AsRef::as_ref)
    }

    /// How many there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.texts.len()
    }

    /// Whether there are none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.texts.is_empty()
    }
}

/// The integer of up to 15 digits that `text` writes the canonical way.
fn canonical_integer(text: &str) -> Option<u64> {
    let bytes = text.as_bytes();
    if bytes.is_empty() || bytes.len() > 15 || (bytes[0] == b'0' && bytes.len() > 1) {
        return None;
    }
    bytes.iter().try_fold(0, |number, byte| byte.is_ascii_digit().then(|| number * 10 + u64::from(byte - b'0')))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_number_for_one_text() {
        let mut interner = Interner::default();
        let texts = [
            "12",
            "012",
            "0",
            "00",
            "65535",
            "65536",
            "99999",
            "100000",
            "999999999999999",
            "1000000000000000",
            "u-9",
            "",
            "å",
            "__proto__",
            "-1",
        ];
        for (number, text) in texts.into_iter().enumerate() {
            assert_eq!(interner.find(text), None);
            assert_eq!(interner.intern(text), number as u32, "{text}");
        }
        for (number, text) in texts.into_iter().enumerate() {
            assert_eq!(interner.intern(text), number as u32, "{text}");
            assert_eq!(interner.find(text), Some(number as u32));
            assert_eq!(interner.text(number as u32), text);
            if text.parse::<u64>().is_ok_and(|integer| integer.to_string() == text && text.len() <= 15) {
                assert_eq!(interner.intern_integer(text.parse().unwrap()), number as u32, "{text}");
            }
        }
        assert_eq!(interner.len(), texts.len());
    }
}
