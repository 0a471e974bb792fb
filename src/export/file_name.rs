//! Names of files that every system takes.

/// Longest name without its extension, in bytes; systems allow 255 with it.
const LONGEST: usize = 180;

/// A name of `parts`, such as course, report, filter and date, joined by ` - `.
///
/// What a system forbids in names, and what would make one look like another, becomes a space; a name
/// that grows too long loses the ends of its longest parts.
#[must_use]
pub fn file_name(parts: &[&str], extension: &str) -> String {
    let mut parts: Vec<String> = parts.iter().map(|part| clean(part)).filter(|part| !part.is_empty()).collect();
    let length = |parts: &[String]| parts.iter().map(|part| part.len() + 3).sum::<usize>();
    while length(&parts) > LONGEST {
        let Some(longest) = parts.iter_mut().max_by_key(|part| part.len()) else { break };
        longest.pop();
    }
    let name = parts.iter().map(|part| part.trim()).collect::<Vec<_>>().join(" - ");
    // A leading dot would hide the file.
    let name = name.trim_matches(['.', ' ']);
    format!("{}.{extension}", if name.is_empty() { "roundview" } else { name })
}

fn clean(part: &str) -> String {
    let is_forbidden = |character: char| {
        character.is_control()
            || matches!(character, '/' | '\\' | ':' | '*' | '?' | '"' | '<' | '>' | '|')
            // Marks that change the direction of reading, and those without a width.
            || matches!(character, '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{2069}' | '\u{feff}')
    };
    let spaced = part.replace(is_forbidden, " ");
    spaced.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(parts: &[&str], expected: &str) {
        assert_eq!(file_name(parts, "csv"), expected);
    }

    #[test]
    fn parts_are_joined() {
        check(&["Biology 1", "Activity", "", "2026-03-18"], "Biology 1 - Activity - 2026-03-18.csv");
        check(&["Kjemi, Ålesund"], "Kjemi, Ålesund.csv");
        check(&[], "roundview.csv");
        check(&["..."], "roundview.csv");
    }

    #[test]
    fn what_systems_forbid_is_left_out() {
        check(&["a/b\\c:d*e?f\"g<h>i|j"], "a b c d e f g h i j.csv");
        check(&["../../etc"], "etc.csv");
        check(&["line\nbreak\u{0}"], "line break.csv");
        // Read from right to left this would end in another extension.
        check(&["grades\u{202e}xslx"], "grades xslx.csv");
    }

    #[test]
    fn long_names_are_cut_where_they_are_longest() {
        let name = file_name(&[&"å".repeat(500), "Activity", "2026-03-18"], "xlsx");
        assert!(name.len() <= LONGEST + 5, "{}", name.len());
        assert!(name.ends_with(" - Activity - 2026-03-18.xlsx"));
    }
}
