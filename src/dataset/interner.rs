//! Ids and repeated words as small numbers. `12` and `"12"` are one id; `"012"` is another.

use hashbrown::HashMap;

/// Integers below this are looked up in a plain table instead of a hash map.
const DIRECT: usize = 1 << 16;

const NONE: u32 = u32::MAX;

/// Texts numbered from 0 in the order in which they were first seen.
#[derive(Clone, Debug, Default)]
pub struct Interner {
    texts: Vec<Box<str>>,
    direct: Vec<u32>,
    hashed: HashMap<Box<str>, u32>,
}

impl Interner {
    /// The number of `text`, a new one where it wasn't seen before.
    pub fn intern(&mut self, text: &str) -> u32 {
        if let Some(index) = direct_index(text) {
            if index >= self.direct.len() {
                self.direct.resize(index + 1, NONE);
            }
            if self.direct[index] == NONE {
                self.direct[index] = self.texts.len() as u32;
                self.texts.push(text.into());
            }
            return self.direct[index];
        }
        if let Some(&number) = self.hashed.get(text) {
            return number;
        }
        let number = self.texts.len() as u32;
        self.texts.push(text.into());
        self.hashed.insert(text.into(), number);
        number
    }

    /// The number of `text`, where it was seen.
    #[must_use]
    pub fn find(&self, text: &str) -> Option<u32> {
        match direct_index(text) {
            Some(index) => self.direct.get(index).copied().filter(|number| *number != NONE),
            None => self.hashed.get(text).copied(),
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

/// The integer that `text` writes the canonical way, where it is small.
fn direct_index(text: &str) -> Option<usize> {
    let bytes = text.as_bytes();
    if bytes.is_empty() || bytes.len() > 5 || (bytes[0] == b'0' && bytes.len() > 1) {
        return None;
    }
    let mut number = 0;
    for byte in bytes {
        if !byte.is_ascii_digit() {
            return None;
        }
        number = number * 10 + usize::from(byte - b'0');
    }
    (number < DIRECT).then_some(number)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_number_for_one_text() {
        let mut interner = Interner::default();
        let texts = ["12", "012", "0", "00", "65535", "65536", "99999", "100000", "u-9", "", "å", "__proto__", "-1"];
        for (number, text) in texts.into_iter().enumerate() {
            assert_eq!(interner.find(text), None);
            assert_eq!(interner.intern(text), number as u32, "{text}");
        }
        for (number, text) in texts.into_iter().enumerate() {
            assert_eq!(interner.intern(text), number as u32, "{text}");
            assert_eq!(interner.find(text), Some(number as u32));
            assert_eq!(interner.text(number as u32), text);
        }
        assert_eq!(interner.len(), texts.len());
    }
}
