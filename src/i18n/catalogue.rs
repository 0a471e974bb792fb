//! The message catalogue: a text file per language, read once. A page fetches that of its reader alone.
//!
//! A file is lines of `key = text`. The text may name placeholders, `{name}`; a counted text has one line per plural
//! form, `key[one] = …` and `key[other] = …`. Lines that start with `#` are comments. Keys are grouped by dots; their
//! first part says which page or component uses them.

use std::sync::OnceLock;

use super::{Language, Plural};

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
    /// The plural form is neither `[one]` nor `[other]`.
    #[error("the plural form is neither `one` nor `other`")]
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

    /// Takes the words of a language, as its file has them. They stay as long as the page.
    ///
    /// # Errors
    /// The file is not as the module describes.
    #[cfg(target_arch = "wasm32")]
    pub(super) fn learn(language: Language, source: String) -> Result<(), CatalogueError> {
        let catalogue = Self::parse(source.leak())?;
        LEARNT[language as usize].get_or_init(|| catalogue);
        Ok(())
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

    /// The text of `key` in a plural form; none where the catalogue doesn't have it.
    #[must_use]
    pub fn get_counted(&self, key: &str, form: Plural) -> Option<&'static str> {
        find(&self.entries, key, Some(form))
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
            Some((key, "one]")) => (key, Some(Plural::One)),
            Some((key, "other]")) => (key, Some(Plural::Other)),
            Some(_) => return Err(CatalogueFault::BadForm),
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
/// seen, and nothing stops.
pub(super) fn fill(text: &str, values: &[(&str, &str)]) -> String {
    let mut filled = String::with_capacity(text.len() + 16);
    let mut rest = text;
    while let Some((before, after)) = rest.split_once('{') {
        filled.push_str(before);
        let Some((name, tail)) = after.split_once('}') else {
            rest = &rest[before.len()..];
            break;
        };
        match values.iter().find(|(known, _)| *known == name) {
            Some((_, value)) => filled.push_str(value),
            None => filled.extend(["{", name, "}"]),
        }
        rest = tail;
    }
    filled.push_str(rest);
    filled
}

#[cfg(test)]
mod tests {
    use super::*;

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
        refused("a[two] = text", 1, CatalogueFault::BadForm);
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
        assert_eq!(fill("{a} of {b}{a}", &[("a", "1"), ("b", "{a}")]), "1 of {a}1");
        assert_eq!(fill("{a} of {c}", &[("a", "1")]), "1 of {c}");
        assert_eq!(fill("plain", &[]), "plain");
    }

    /// What two translations of one text must share: the keys, the plural forms and the placeholders.
    fn shape(language: Language) -> Vec<(&'static str, Option<Plural>, Vec<&'static str>)> {
        let catalogue = Catalogue::parse(language.source()).unwrap();
        let mut shape: Vec<_> = catalogue
            .iter()
            .map(|(key, form, text)| {
                let mut names: Vec<_> = placeholders(text).flatten().collect();
                names.sort_unstable();
                names.dedup();
                // "one day" may leave the number out where "{n} days" has it.
                if form == Some(Plural::One) {
                    names.retain(|name| *name != "n");
                }
                (key, form, names)
            })
            .collect();
        shape.sort_unstable();
        shape
    }

    #[test]
    fn all_languages_have_the_same_keys_and_placeholders() {
        let (english, norwegian) = (shape(Language::English), shape(Language::Norwegian));
        for (ours, theirs) in english.iter().zip(&norwegian) {
            assert_eq!(ours, theirs);
        }
        assert_eq!(english.len(), norwegian.len());
    }

    #[test]
    fn a_counted_text_has_both_forms_and_no_plain_one() {
        let catalogue = Catalogue::of(Language::English);
        for (key, form, _) in catalogue.iter() {
            assert_eq!(catalogue.get(key).is_some(), form.is_none(), "{key}");
            let counted = [Plural::One, Plural::Other].map(|form| catalogue.get_counted(key, form).is_some());
            assert_eq!(counted, [form.is_some(); 2], "{key}");
        }
    }
}
