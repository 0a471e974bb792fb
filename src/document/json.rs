//! A cursor over JSON text that may not have arrived whole. It knows the grammar of JSON (RFC 8259)
//! and nothing of documents; what the values mean stands in [`super::record`] and [`super::table`].
//!
//! Every method either consumes what it names, or says that more bytes are needed ([`Stop::More`]),
//! or that no bytes could mend the text ([`Stop::Broken`]). After `More` the caller goes back to
//! where the item began and tries again when more has come.

use std::borrow::Cow;

/// Why the cursor could not go on.
#[derive(Debug)]
pub(super) enum Stop {
    /// The text so far ends within the value.
    More,
    /// The text is no JSON.
    Broken(Broken),
}

/// A place where the text is no JSON.
#[derive(Debug)]
pub(super) struct Broken {
    /// From 1.
    pub line: u64,
    /// In bytes, from 1.
    pub column: u64,
    pub found: Cow<'static, str>,
    pub expected: &'static str,
}

pub(super) type Step<T> = Result<T, Stop>;

/// Gives the double nearest to a decimal number, as JSON writes numbers; infinite where the number is beyond all doubles.
pub type ParseNumber = fn(&str) -> f64;

/// A JSON number as it is written.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Number<'a> {
    pub text: &'a str,
    /// Neither fraction nor exponent.
    pub is_integer: bool,
    parse: ParseNumber,
}

impl Number<'_> {
    /// The nearest double; infinite where the number is beyond all doubles.
    pub fn to_f64(self) -> f64 {
        self.short().unwrap_or_else(|| (self.parse)(self.text))
    }

    /// A number of up to 15 digits without an exponent, which nearly all are. Its digits and the power of ten are exact
    /// doubles, so that their quotient is the nearest to the number.
    fn short(self) -> Option<f64> {
        let (unsigned, sign) = self.text.strip_prefix('-').map_or((self.text, 1.0), |unsigned| (unsigned, -1.0));
        if unsigned.len() > 16 {
            return None;
        }
        let (mut digits, mut scale, mut is_fraction) = (0_u64, 1.0, false);
        for byte in unsigned.bytes() {
            match byte {
                b'.' => is_fraction = true,
                b'0'..=b'9' => {
                    digits = digits * 10 + u64::from(byte - b'0');
                    if is_fraction {
                        scale *= 10.0;
                    }
                }
                _ => return None,
            }
        }
        let is_exact = is_fraction || unsigned.len() <= 15;
        is_exact.then(|| sign * (digits as f64 / scale))
    }
}

/// Where reading stands in the text; copied to come back after [`Stop::More`].
#[derive(Clone, Copy, Debug)]
pub(super) struct Position {
    at: usize,
    line: u64,
    /// Offset of the line's first byte in the whole text, less what was dropped before `bytes`.
    line_start: i64,
}

impl Position {
    pub fn start() -> Self {
        Self { at: 0, line: 1, line_start: 0 }
    }

    /// The line, from 1.
    pub fn line(self) -> u64 {
        self.line
    }

    /// Bytes consumed since the last [`Self::rebase`].
    pub fn consumed(self) -> usize {
        self.at
    }

    /// The same place after `dropped` bytes before it were let go.
    pub fn rebase(self, dropped: usize) -> Self {
        Self { at: self.at - dropped, line_start: self.line_start - dropped as i64, ..self }
    }
}

pub(super) struct Cursor<'a> {
    bytes: &'a [u8],
    place: Position,
    /// No bytes will follow these.
    is_last: bool,
    parse: ParseNumber,
}

impl<'a> Cursor<'a> {
    pub fn new(bytes: &'a [u8], place: Position, is_last: bool, parse: ParseNumber) -> Self {
        Self { bytes, place, is_last, parse }
    }

    pub fn position(&self) -> Position {
        self.place
    }

    /// An error at the next byte.
    pub fn broken<T>(&self, expected: &'static str) -> Step<T> {
        let found = match self.bytes.get(self.place.at) {
            None => Cow::Borrowed("the end of the text"),
            Some(byte @ 0x20..=0x7e) => Cow::Owned(format!("\"{}\"", char::from(*byte))),
            Some(byte) => Cow::Owned(format!("byte 0x{byte:02x}")),
        };
        self.broken_with(found, expected)
    }

    fn broken_with<T>(&self, found: Cow<'static, str>, expected: &'static str) -> Step<T> {
        Err(Stop::Broken(Broken {
            line: self.place.line,
            column: (self.place.at as i64 - self.place.line_start + 1) as u64,
            found,
            expected,
        }))
    }

    /// More bytes, or the error that the text ended.
    fn ended<T>(&self, expected: &'static str) -> Step<T> {
        if self.is_last { self.broken_with(Cow::Borrowed("the end of the text"), expected) } else { Err(Stop::More) }
    }

    /// The next byte that is not white space, not consumed. None at the end of the whole text.
    pub fn peek_or_end(&mut self) -> Step<Option<u8>> {
        while let Some(&byte) = self.bytes.get(self.place.at) {
            match byte {
                b' ' | b'\t' | b'\r' => {}
                b'\n' => {
                    self.place.line += 1;
                    self.place.line_start = self.place.at as i64 + 1;
                }
                _ => return Ok(Some(byte)),
            }
            self.place.at += 1;
        }
        if self.is_last { Ok(None) } else { Err(Stop::More) }
    }

    /// The next byte that is not white space, not consumed.
    #[inline]
    pub fn peek(&mut self) -> Step<u8> {
        match self.bytes.get(self.place.at) {
            Some(&byte) if byte > b' ' => Ok(byte),
            _ => match self.peek_or_end()? {
                Some(byte) => Ok(byte),
                None => self.ended("a value"),
            },
        }
    }

    /// Consumes the byte that [`Self::peek`] showed.
    #[inline]
    pub fn take(&mut self) {
        self.place.at += 1;
    }

    /// Consumes the next byte where it is this one.
    #[inline(always)]
    pub fn take_if(&mut self, byte: u8) -> bool {
        let is_it = self.bytes.get(self.place.at) == Some(&byte);
        self.place.at += usize::from(is_it);
        is_it
    }

    /// Consumes the end of a line, where the cursor stands before one.
    #[inline(always)]
    pub fn take_line_end(&mut self) {
        if self.take_if(b'\n') {
            self.place.line += 1;
            self.place.line_start = self.place.at as i64;
        }
    }

    /// Back to where it stood before.
    pub fn go_back(&mut self, place: Position) {
        self.place = place;
    }

    #[inline]
    pub fn expect(&mut self, byte: u8, expected: &'static str) -> Step<()> {
        if self.peek()? == byte {
            self.take();
            Ok(())
        } else {
            self.broken(expected)
        }
    }

    /// After an element of an array or object: whether another follows. Consumes the comma or the
    /// closing byte.
    #[inline]
    pub fn another(&mut self, close: u8, expected: &'static str) -> Step<bool> {
        match self.peek()? {
            b',' => {
                self.take();
                Ok(true)
            }
            byte if byte == close => {
                self.take();
                Ok(false)
            }
            _ => self.broken(expected),
        }
    }

    /// An unsigned integer of up to 15 digits that is whole, consumed; nearly all numbers are written
    /// so. None, and nothing consumed: another number, which [`Self::number`] reads, or none.
    #[inline(always)]
    pub fn short_integer(&mut self) -> Option<u64> {
        let (value, length) = short_integer(self.bytes.get(self.place.at..)?)?;
        self.place.at += length;
        Some(value)
    }

    /// The same as an item of an array, consumed with the comma behind it, where nothing but a space
    /// stands between.
    #[inline(always)]
    pub fn short_integer_item(&mut self) -> Option<u64> {
        let rest = self.item()?;
        let (value, length) = short_integer(rest)?;
        if rest.get(length) != Some(&b',') {
            return None;
        }
        self.place.at = self.bytes.len() - rest.len() + length + 1;
        Some(value)
    }

    /// A string of 20 bytes with its quotes, such as a moment in UTC, consumed where `read` can make
    /// something of it. `read` takes no text that has a quote, an escape or a control character.
    #[inline(always)]
    pub fn string_of_20<T>(&mut self, read: impl FnOnce(&[u8; 20]) -> Option<T>) -> Option<T> {
        let value = read_string_of_20(self.bytes.get(self.place.at..)?, read)?;
        self.place.at += 22;
        Some(value)
    }

    /// The same as an item of an array, see [`Self::short_integer_item`].
    #[inline(always)]
    pub fn string_of_20_item<T>(&mut self, read: impl FnOnce(&[u8; 20]) -> Option<T>) -> Option<T> {
        let rest = self.item()?;
        if rest.get(22) != Some(&b',') {
            return None;
        }
        let value = read_string_of_20(rest, read)?;
        self.place.at = self.bytes.len() - rest.len() + 23;
        Some(value)
    }

    /// What follows, less one space.
    #[inline(always)]
    fn item(&self) -> Option<&'a [u8]> {
        let rest = self.bytes.get(self.place.at..)?;
        match rest {
            [b' ', rest @ ..] => Some(rest),
            _ => Some(rest),
        }
    }

    /// A member's name and its colon, consumed where they are this name and written without any
    /// escape or white space; then one space, where there is one.
    #[inline(always)]
    pub fn is_name(&mut self, name: &str) -> bool {
        let length = name.len();
        let Some(text) = self.bytes.get(self.place.at..self.place.at + length + 4) else { return false };
        // One byte more than the name needs: a value follows.
        let is_it = text[0] == b'"' && text[length + 1..length + 3] == *b"\":" && text[1..=length] == *name.as_bytes();
        if is_it {
            self.place.at += length + 3 + usize::from(text[length + 3] == b' ');
        }
        is_it
    }

    /// A member's name and its colon.
    #[inline]
    pub fn name(&mut self) -> Step<Cow<'a, str>> {
        if self.peek()? != b'"' {
            return self.broken("a name in quotes");
        }
        let name = self.string()?;
        self.expect(b':', "\":\"")?;
        Ok(name)
    }

    /// A string; the cursor stands at its opening quote. A lone surrogate becomes U+FFFD.
    pub fn string(&mut self) -> Step<Cow<'a, str>> {
        let start = self.place.at + 1;
        let mut at = start;
        loop {
            match self.bytes.get(at) {
                Some(b'"') => break,
                Some(b'\\') => return self.escaped_string(start, at),
                Some(0..=0x1f) => {
                    self.place.at = at;
                    return self.broken("no control character in a string");
                }
                Some(_) => at += 1,
                None => return self.ended("the end of a string"),
            }
        }
        let text = self.utf8(start, at)?;
        self.place.at = at + 1;
        Ok(Cow::Borrowed(text))
    }

    fn utf8(&mut self, start: usize, end: usize) -> Step<&'a str> {
        let bytes: &'a [u8] = &self.bytes[start..end];
        match std::str::from_utf8(bytes) {
            Ok(text) => Ok(text),
            Err(error) => {
                self.place.at = start + error.valid_up_to();
                self.broken("text in UTF-8")
            }
        }
    }

    /// The rest of a string whose first escape stands at `at`.
    fn escaped_string(&mut self, start: usize, mut at: usize) -> Step<Cow<'a, str>> {
        let mut text = String::new();
        let mut plain_from = start;
        loop {
            match self.bytes.get(at) {
                Some(b'"') => {
                    text.push_str(self.utf8(plain_from, at)?);
                    self.place.at = at + 1;
                    return Ok(Cow::Owned(text));
                }
                Some(b'\\') => {
                    text.push_str(self.utf8(plain_from, at)?);
                    at = self.escape(at, &mut text)?;
                    plain_from = at;
                }
                Some(0..=0x1f) => {
                    self.place.at = at;
                    return self.broken("no control character in a string");
                }
                Some(_) => at += 1,
                None => return self.ended("the end of a string"),
            }
        }
    }

    /// The escape at `at`, written to `text`; the offset behind it.
    fn escape(&mut self, at: usize, text: &mut String) -> Step<usize> {
        let plain = match self.bytes.get(at + 1) {
            Some(byte @ (b'"' | b'\\' | b'/')) => char::from(*byte),
            Some(b'b') => '\u{8}',
            Some(b'f') => '\u{c}',
            Some(b'n') => '\n',
            Some(b'r') => '\r',
            Some(b't') => '\t',
            Some(b'u') => return self.unicode_escape(at, text),
            None => return self.ended("an escape"),
            Some(_) => {
                self.place.at = at + 1;
                return self.broken("an escape such as \\n");
            }
        };
        text.push(plain);
        Ok(at + 2)
    }

    fn unicode_escape(&mut self, at: usize, text: &mut String) -> Step<usize> {
        let unit = self.hex4(at + 2)?;
        if (0xd800..0xdc00).contains(&unit) {
            // A high surrogate needs to see what follows it.
            match (self.bytes.get(at + 6), self.bytes.get(at + 7)) {
                (Some(b'\\'), Some(b'u')) => {
                    let low = self.hex4(at + 8)?;
                    if (0xdc00..0xe000).contains(&low) {
                        let scalar = 0x10000 + ((unit - 0xd800) << 10) + (low - 0xdc00);
                        text.push(char::from_u32(scalar).unwrap_or(char::REPLACEMENT_CHARACTER));
                        return Ok(at + 12);
                    }
                }
                (None, _) | (Some(b'\\'), None) => return self.ended("the end of a string"),
                _ => {}
            }
        }
        text.push(char::from_u32(unit).unwrap_or(char::REPLACEMENT_CHARACTER));
        Ok(at + 6)
    }

    fn hex4(&mut self, at: usize) -> Step<u32> {
        let mut unit = 0;
        for offset in at..at + 4 {
            match self.bytes.get(offset).map(|byte| char::from(*byte).to_digit(16)) {
                Some(Some(digit)) => unit = unit * 16 + digit,
                Some(None) => {
                    self.place.at = offset;
                    return self.broken("four hexadecimal digits");
                }
                None => return self.ended("four hexadecimal digits"),
            }
        }
        Ok(unit)
    }

    /// A number; the cursor stands at its first byte.
    pub fn number(&mut self) -> Step<Number<'a>> {
        let start = self.place.at;
        let mut at = start;
        let mut is_integer = true;
        if self.bytes.get(at) == Some(&b'-') {
            at += 1;
        }
        let digits = self.digits(at)?;
        if digits > at + 1 && self.bytes[at] == b'0' {
            self.place.at = at + 1;
            return self.broken("no digit after a leading 0");
        }
        at = digits;
        if self.bytes.get(at) == Some(&b'.') {
            is_integer = false;
            at = self.digits(at + 1)?;
        }
        if let Some(b'e' | b'E') = self.bytes.get(at) {
            is_integer = false;
            at += 1;
            if let Some(b'+' | b'-') = self.bytes.get(at) {
                at += 1;
            }
            at = self.digits(at)?;
        }
        if at == self.bytes.len() && !self.is_last {
            return Err(Stop::More);
        }
        self.place.at = at;
        let text = std::str::from_utf8(&self.bytes[start..at]).unwrap_or_default();
        Ok(Number { text, is_integer, parse: self.parse })
    }

    /// The offset behind at least one digit at `at`.
    fn digits(&mut self, mut at: usize) -> Step<usize> {
        let start = at;
        while self.bytes.get(at).is_some_and(u8::is_ascii_digit) {
            at += 1;
        }
        if at > start {
            Ok(at)
        } else if at < self.bytes.len() {
            self.place.at = at;
            self.broken("a digit")
        } else {
            self.ended("a digit")
        }
    }

    /// `true`, `false` or `null`; the cursor stands at its first byte.
    pub fn literal(&mut self, literal: &'static str) -> Step<()> {
        let end = self.place.at + literal.len();
        match self.bytes.get(self.place.at..end) {
            Some(bytes) if bytes == literal.as_bytes() => {
                self.place.at = end;
                Ok(())
            }
            Some(_) => self.broken("a JSON value"),
            None if self.is_last || !literal.as_bytes().starts_with(&self.bytes[self.place.at..]) => {
                self.broken("a JSON value")
            }
            None => Err(Stop::More),
        }
    }

    /// Any value, checked and passed over. Uses no stack, however deep the value is.
    pub fn skip(&mut self) -> Step<()> {
        let mut open: Vec<u8> = Vec::new();
        loop {
            // A value begins here.
            match self.peek()? {
                b'{' => {
                    self.take();
                    if self.peek()? == b'}' {
                        self.take();
                    } else {
                        self.name()?;
                        open.push(b'}');
                        continue;
                    }
                }
                b'[' => {
                    self.take();
                    if self.peek()? == b']' {
                        self.take();
                    } else {
                        open.push(b']');
                        continue;
                    }
                }
                b'"' => drop(self.string()?),
                b't' => self.literal("true")?,
                b'f' => self.literal("false")?,
                b'n' => self.literal("null")?,
                b'-' | b'0'..=b'9' => drop(self.number()?),
                _ => return self.broken("a JSON value"),
            }
            // A value has ended: close what ends with it.
            loop {
                let Some(&close) = open.last() else { return Ok(()) };
                if self.another(close, if close == b'}' { "\",\" or \"}\"" } else { "\",\" or \"]\"" })? {
                    if close == b'}' {
                        self.name()?;
                    }
                    break;
                }
                open.pop();
            }
        }
    }
}

/// An unsigned integer of up to 15 digits at the beginning of a text, and its length. None: it is
/// another number or none, or it isn't known yet where it ends.
#[inline(always)]
fn short_integer(text: &[u8]) -> Option<(u64, usize)> {
    let mut value = 0;
    // No iterator of several, whose steps become calls in a program that is built for size.
    for length in 0..16 {
        let byte = *text.get(length)?;
        let digit = byte.wrapping_sub(b'0');
        if digit > 9 {
            let has_end = length > 0 && !matches!(byte, b'.' | b'e' | b'E') && (text[0] != b'0' || length == 1);
            return has_end.then_some((value, length));
        }
        value = value * 10 + u64::from(digit);
    }
    None
}

#[inline(always)]
fn read_string_of_20<T>(text: &[u8], read: impl FnOnce(&[u8; 20]) -> Option<T>) -> Option<T> {
    let text: &[u8; 22] = text.get(..22)?.try_into().ok()?;
    let [b'"', inner @ .., b'"'] = text else { return None };
    read(inner)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn short_numbers_are_read_as_the_nearest_doubles(text in "-?(0|[1-9][0-9]{0,15})([.][0-9]{1,15})?") {
            let number = Number { text: &text, is_integer: !text.contains('.'), parse: |_| f64::NAN };
            let exact: f64 = text.parse().unwrap();
            if text.trim_start_matches('-').len() <= 15 {
                prop_assert_eq!(number.to_f64().to_bits(), exact.to_bits());
            } else {
                prop_assert!(number.to_f64().is_nan() || number.to_f64().to_bits() == exact.to_bits());
            }
        }
    }
}
