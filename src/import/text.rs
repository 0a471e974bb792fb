//! Text of a cell: UTF-8, or Windows-1252 where it is no UTF-8.

use std::borrow::Cow;

/// What Windows-1252 has at 0x80 to 0x9f, where Latin-1 has control characters. The five bytes that it
/// leaves open are kept as those.
const HIGH: [char; 32] = [
    '€', '\u{81}', '‚', 'ƒ', '„', '…', '†', '‡', 'ˆ', '‰', 'Š', '‹', 'Œ', '\u{8d}', 'Ž', '\u{8f}', '\u{90}', '‘', '’',
    '“', '”', '•', '–', '—', '˜', '™', 'š', '›', 'œ', '\u{9d}', 'ž', 'Ÿ',
];

/// The text of `bytes`, without space around it. A text of Windows-1252 with other letters than ASCII is
/// practically never valid UTF-8, so that each cell says for itself what it is.
#[must_use]
pub fn decode(bytes: &[u8]) -> Cow<'_, str> {
    match std::str::from_utf8(bytes) {
        Ok(text) => Cow::Borrowed(trim(text)),
        Err(_) => {
            let letter = |byte: &u8| match byte {
                0x80..=0x9f => HIGH[usize::from(byte - 0x80)],
                _ => char::from(*byte),
            };
            let text: String = bytes.iter().map(letter).collect();
            Cow::Owned(trim(&text).to_owned())
        }
    }
}

fn trim(text: &str) -> &str {
    text.trim_matches(|letter: char| letter.is_whitespace() || letter == '\u{feff}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_cell_says_what_it_is() {
        assert_eq!(decode("Bjørn Åsen".as_bytes()), "Bjørn Åsen");
        assert_eq!(decode(b"Bj\xf8rn \xc5sen"), "Bjørn Åsen");
        assert_eq!(decode(b"5 \x80 \x96 \x93ja\x94"), "5 € – “ja”");
        assert_eq!(decode(b"\xef\xbb\xbfTime "), "Time");
        assert_eq!(decode(b" \xa0 "), "");
    }
}
