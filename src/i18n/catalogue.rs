//! The message catalogue: a text file per language, read once. A page fetches that of its reader alone.
//!
//! A file is lines of `key = text`. The text may name placeholders, `{name}`; a counted text has one line per plural
//! form that the language has, `key[one] = …` and `key[other] = …`. Lines that start with `#` are comments. Keys are grouped by dots; their
//! first part says which page or component uses them.

use std::sync::OnceLock;

#[cfg(any(test, target_arch = "wasm32"))]
use hashbrown::HashSet;

use super::{Direction, Language, Plural};

/// The words of one language.
#[derive(Debug, Default)]
pub struct Catalogue {
    entries: Vec<Entry>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Entry {
    key: &'static str,
    form: Option<Plural>,
    text: &'static str,
}

/// Why a catalogue was refused.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("line {line}: {fault}")]
pub struct CatalogueError {
    /// Counted from 1.
    pub line: usize,
    /// What is wrong with it.
    pub fault: CatalogueFault,
}

/// What may be wrong with a line of a catalogue.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum CatalogueFault {
    /// There is no `=`.
    #[error("not of the form `key = text`")]
    NoEquals,
    /// The key is empty or has other signs than letters, digits, `-` and single dots.
    #[error("the key is malformed")]
    BadKey,
    /// The plural form is none of [`Plural`].
    #[error("the plural form is unknown")]
    BadForm,
    /// Nothing stands behind the `=`.
    #[error("the text is empty")]
    NoText,
    /// A brace has no partner, or nothing that is a name between them.
    #[error("a placeholder is malformed")]
    BadPlaceholder,
    /// The key, with its plural form, stands on an earlier line too.
    #[error("the key is there twice")]
    Twice,
}

impl Catalogue {
    /// The catalogue of a language. A native program has them all; a page has those that it has fetched, see
    /// `learn`, and shows keys instead of the words of any other.
    #[must_use]
    pub fn of(language: Language) -> &'static Self {
        let learnt = &LEARNT[language as usize];
        #[cfg(not(target_arch = "wasm32"))]
        {
            // The tests read all files, so that what ships is well-formed.
            learnt.get_or_init(|| Self::parse(language.source()).unwrap_or_default())
        }
        #[cfg(target_arch = "wasm32")]
        {
            static NONE: Catalogue = Catalogue { entries: Vec::new() };
            learnt.get().unwrap_or(&NONE)
        }
    }

    /// Whether the words of a language have been fetched.
    #[cfg(target_arch = "wasm32")]
    pub(super) fn has(language: Language) -> bool {
        LEARNT[language as usize].get().is_some()
    }

    /// Takes the words of a language, as its file has them. They stay as long as the page. False: the file is not as the
    /// module describes, or of another version than the words that the page has, and lacks some.
    #[cfg(target_arch = "wasm32")]
    pub(super) fn learn(language: Language, source: String) -> bool {
        let Ok(catalogue) = Self::parse(source.leak()) else { return false };
        let is_whole = LEARNT.iter().filter_map(OnceLock::get).all(|known| catalogue.has_all_of(known));
        if is_whole {
            LEARNT[language as usize].get_or_init(|| catalogue);
        }
        is_whole
    }

    /// Whether all texts of another catalogue are in this one, in whichever plural forms.
    #[cfg(any(test, target_arch = "wasm32"))]
    fn has_all_of(&self, other: &Self) -> bool {
        let keys: HashSet<&str> = self.entries.iter().map(|entry| entry.key).collect();
        other.entries.iter().all(|entry| keys.contains(entry.key))
    }

    /// Reads a catalogue.
    ///
    /// # Errors
    /// On the first line that is not as the module describes.
    pub fn parse(source: &'static str) -> Result<Self, CatalogueError> {
        let mut entries: Vec<Entry> = Vec::new();
        for (index, line) in source.lines().enumerate() {
            let line = line.trim();
            if line.is_empty() || line.starts_with('#') {
                continue;
            }
            let refused = |fault| CatalogueError { line: index + 1, fault };
            let entry = Entry::parse(line).map_err(refused)?;
            if find(&entries, entry.key, entry.form).is_some() {
                return Err(refused(CatalogueFault::Twice));
            }
            entries.push(entry);
        }
        Ok(Self { entries })
    }

    /// The text of `key`; none where the catalogue doesn't have it.
    #[must_use]
    pub fn get(&self, key: &str) -> Option<&'static str> {
        find(&self.entries, key, None)
    }

    /// The text of `key` in a plural form, or in that of all numbers without one of their own; none where the catalogue
    /// doesn't have it.
    #[must_use]
    pub fn get_counted(&self, key: &str, form: Plural) -> Option<&'static str> {
        find(&self.entries, key, Some(form)).or_else(|| find(&self.entries, key, Some(Plural::Other)))
    }

    /// Every key with its plural form and its text, in the order of the file.
    pub fn iter(&self) -> impl Iterator<Item = (&'static str, Option<Plural>, &'static str)> {
        self.entries.iter().map(|entry| (entry.key, entry.form, entry.text))
    }
}

/// The catalogues by their languages.
static LEARNT: [OnceLock<Catalogue>; Language::ALL.len()] = [const { OnceLock::new() }; _];

/// Looks at each entry: there are a few hundred, and nearly all differ in the length of their key already.
fn find(entries: &[Entry], key: &str, form: Option<Plural>) -> Option<&'static str> {
    entries.iter().find(|entry| entry.key == key && entry.form == form).map(|entry| entry.text)
}

impl Entry {
    fn parse(line: &'static str) -> Result<Self, CatalogueFault> {
        let (name, text) = line.split_once('=').ok_or(CatalogueFault::NoEquals)?;
        let (name, text) = (name.trim(), text.trim());
        let (key, form) = match name.split_once('[') {
            None => (name, None),
            Some((key, form)) => {
                let form = form.strip_suffix(']').and_then(Plural::from_name);
                (key, Some(form.ok_or(CatalogueFault::BadForm)?))
            }
        };
        let is_word =
            |part: &str| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-');
        if !key.split('.').all(is_word) {
            return Err(CatalogueFault::BadKey);
        }
        if text.is_empty() {
            return Err(CatalogueFault::NoText);
        }
        if placeholders(text).any(|name| !name.is_some_and(is_word)) {
            return Err(CatalogueFault::BadPlaceholder);
        }
        Ok(Self { key, form, text })
    }
}

/// The names of the placeholders in `text`; none for a brace without its partner.
fn placeholders(text: &str) -> impl Iterator<Item = Option<&str>> {
    let stray_close =
        text.split('{').enumerate().any(|(index, part)| part.matches('}').count() != usize::from(index > 0));
    let names = text.split('{').skip(1).map(|part| part.split_once('}').map(|(name, _)| name));
    stray_close.then_some(None).into_iter().chain(names)
}

/// `text` with each `{name}` replaced by the value of that name. A placeholder without a value stays as it is: it is
/// seen, and nothing stops. A value with letters of the other direction, such as a Latin name among Arabic words, is set
/// apart by signs that nobody sees, so that it doesn't change the order of what stands beside it.
pub(super) fn fill(text: &str, values: &[(&str, &str)], direction: Direction) -> String {
    let mut filled = String::with_capacity(text.len() + 16);
    let mut rest = text;
    while let Some((before, after)) = rest.split_once('{') {
        filled.push_str(before);
        let Some((name, tail)) = after.split_once('}') else {
            rest = &rest[before.len()..];
            break;
        };
        match values.iter().find(|(known, _)| *known == name) {
            Some((_, value)) => push_value(&mut filled, value, direction),
            None => filled.extend(["{", name, "}"]),
        }
        rest = tail;
    }
    filled.push_str(rest);
    filled
}

/// Appends a value, set apart where it has letters of the other direction than the words around it.
pub(super) fn push_value(filled: &mut String, value: &str, direction: Direction) {
    if value.chars().any(|letter| letter_direction(letter).is_some_and(|own| own != direction)) {
        filled.extend([ISOLATE, value, POP]);
    } else {
        filled.push_str(value);
    }
}

/// Begins and ends what is set apart in the direction of its own first letter.
const ISOLATE: &str = "\u{2068}";
const POP: &str = "\u{2069}";

/// The direction of a letter, as far as names are written in it, and of the mark that browsers put around the sign of a
/// number; none for digits and other signs.
fn letter_direction(letter: char) -> Option<Direction> {
    match letter {
        '\u{590}'..='\u{8ff}'
        | '\u{fb1d}'..='\u{fdff}'
        | '\u{fe70}'..='\u{feff}'
        | '\u{10800}'..='\u{10fff}'
        | '\u{1e800}'..='\u{1efff}' => {
            // Arabic digits run to the right, and are as neutral as others.
            (!matches!(letter, '\u{660}'..='\u{66c}' | '\u{6f0}'..='\u{6f9}')).then_some(Direction::RightToLeft)
        }
        'A'..='Z' | 'a'..='z' | '\u{c0}'..='\u{1fff}' | '\u{200e}' | '\u{2c00}'..='\u{d7ff}' => {
            Some(Direction::LeftToRight)
        }
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use std::collections::{BTreeMap, BTreeSet};

    use super::*;
    use crate::i18n::{Formats, PlainFormats};

    #[track_caller]
    fn refused(source: &'static str, line: usize, fault: CatalogueFault) {
        assert_eq!(Catalogue::parse(source).unwrap_err(), CatalogueError { line, fault });
    }

    #[test]
    fn malformed_lines_are_refused_with_their_number() {
        refused("# fine\na.b text", 2, CatalogueFault::NoEquals);
        refused(" = text", 1, CatalogueFault::BadKey);
        refused("a..b = text", 1, CatalogueFault::BadKey);
        refused("a b = text", 1, CatalogueFault::BadKey);
        refused("a[three] = text", 1, CatalogueFault::BadForm);
        refused("a[one = text", 1, CatalogueFault::BadForm);
        refused("a =", 1, CatalogueFault::NoText);
        refused("a = {n", 1, CatalogueFault::BadPlaceholder);
        refused("a = n}", 1, CatalogueFault::BadPlaceholder);
        refused("a = {}", 1, CatalogueFault::BadPlaceholder);
        refused("a = {{n}}", 1, CatalogueFault::BadPlaceholder);
        refused("b = 1\na = 1\n\nb = 2", 4, CatalogueFault::Twice);
    }

    #[test]
    fn a_text_may_have_an_equals_sign_and_a_key_both_forms() {
        let catalogue = Catalogue::parse("a = 1 = 1\nb[one] = {n} day\nb[other] = {n} days").unwrap();
        assert_eq!(catalogue.get("a"), Some("1 = 1"));
        assert_eq!(catalogue.get("b"), None);
        assert_eq!(catalogue.get_counted("b", Plural::Other), Some("{n} days"));
    }

    #[test]
    fn filling_replaces_what_is_named_and_leaves_the_rest() {
        let fill = |text, values: &[_]| fill(text, values, Direction::LeftToRight);
        assert_eq!(fill("{a} of {b}{a}", &[("a", "1"), ("b", "{a}")]), "1 of {a}1");
        assert_eq!(fill("{a} of {c}", &[("a", "1")]), "1 of {c}");
        assert_eq!(fill("plain", &[]), "plain");
    }

    #[test]
    fn names_of_the_other_direction_are_set_apart() {
        let filled = |name, direction| fill("+ {name} +", &[("name", name)], direction);
        assert_eq!(filled("Åse (2)", Direction::LeftToRight), "+ Åse (2) +");
        assert_eq!(filled("Åse (2)", Direction::RightToLeft), "+ \u{2068}Åse (2)\u{2069} +");
        assert_eq!(filled("ليلى", Direction::LeftToRight), "+ \u{2068}ليلى\u{2069} +");
        assert_eq!(filled("ليلى", Direction::RightToLeft), "+ ليلى +");
        assert_eq!(filled("\u{200e}-71\u{200e}%", Direction::RightToLeft), "+ \u{2068}\u{200e}-71\u{200e}%\u{2069} +");
        for neutral in ["12 %", "٣٫٥", "−5"] {
            assert_eq!(filled(neutral, Direction::RightToLeft), format!("+ {neutral} +"));
            assert_eq!(filled(neutral, Direction::LeftToRight), format!("+ {neutral} +"));
        }
    }

    /// The forms that the numbers of a language take.
    fn forms(language: Language) -> BTreeSet<Plural> {
        (0..=200).map(|n| PlainFormats(language).plural(n)).collect()
    }

    /// The names of the placeholders in a text. Words for none, one and two may leave the number out, where others have it.
    fn names(form: Option<Plural>, text: &'static str) -> BTreeSet<&'static str> {
        let may_leave_out = matches!(form, Some(Plural::Zero | Plural::One | Plural::Two));
        placeholders(text).flatten().filter(|name| !may_leave_out || *name != "n").collect()
    }

    /// What all translations share are the keys, whether they are counted, and the placeholders; and each has the forms
    /// that its numbers take.
    #[test]
    fn all_languages_have_the_same_keys_and_placeholders() {
        let english = Catalogue::parse(Language::English.source()).unwrap();
        let keys = |catalogue: &Catalogue| -> BTreeSet<_> {
            catalogue.iter().map(|(key, form, _)| (key, form.is_some())).collect()
        };
        for language in Language::ALL {
            let catalogue = Catalogue::parse(language.source()).unwrap_or_else(|error| panic!("{language:?}: {error}"));
            let (ours, theirs) = (keys(&english), keys(&catalogue));
            assert_eq!(
                ours.symmetric_difference(&theirs).collect::<Vec<_>>(),
                Vec::<&(&str, bool)>::new(),
                "{language:?}"
            );
            for (key, form, text) in catalogue.iter() {
                let alike = form.map(|form| if form == Plural::One { form } else { Plural::Other });
                let original = find(&english.entries, key, alike).unwrap();
                let mut wanted = names(alike, original);
                if matches!(form, Some(Plural::Zero | Plural::Two)) {
                    wanted.remove("n");
                }
                assert_eq!(names(form, text), wanted, "{language:?}: {key} {form:?}");
            }
        }
    }

    #[test]
    fn a_counted_text_has_the_forms_of_its_language_and_no_plain_one() {
        for language in Language::ALL {
            let catalogue = Catalogue::of(language);
            let mut counted: BTreeMap<&str, BTreeSet<Plural>> = BTreeMap::new();
            for (key, form, _) in catalogue.iter() {
                assert_eq!(catalogue.get(key).is_some(), form.is_none(), "{language:?}: {key}");
                counted.entry(key).or_default().extend(form);
            }
            for (key, found) in counted.into_iter().filter(|(_, found)| !found.is_empty()) {
                assert_eq!(found, forms(language), "{language:?}: {key}");
            }
        }
    }

    /// A translation keeps the order of the English file, so that what stands together can be read together.
    #[test]
    fn all_languages_have_their_keys_in_the_same_order() {
        let order = |language: Language| {
            let mut keys: Vec<_> = Catalogue::of(language).iter().map(|(key, ..)| key).collect();
            keys.dedup();
            keys
        };
        for language in Language::ALL {
            let (ours, theirs) = (order(Language::English), order(language));
            let first = ours.iter().zip(&theirs).find(|(ours, theirs)| ours != theirs);
            assert_eq!(first, None, "{language:?}");
        }
    }

    #[test]
    fn words_of_another_version_lack_some() {
        let [known, newer, older] = ["a = 1\nb[one] = 2\nb[other] = 3", "b[few] = 2\nc = 4\na = 1", "a = 1\nc = 3"]
            .map(|source| Catalogue::parse(source).unwrap());
        assert!(newer.has_all_of(&known));
        assert!(!older.has_all_of(&known));
        assert!(known.has_all_of(&Catalogue::default()), "at first there are no words");
    }

    #[test]
    fn a_form_that_is_missing_is_that_of_all_other_numbers() {
        let catalogue = Catalogue::parse("a[one] = one\na[other] = other").unwrap();
        assert_eq!(catalogue.get_counted("a", Plural::One), Some("one"));
        assert_eq!(catalogue.get_counted("a", Plural::Few), Some("other"));
    }
}
