//! Names of students: how they are written, searched and put in order (*Population*).

use crate::{dataset::Student, order::sort_rows};

/// First and last name; the id of a student who has neither.
#[must_use]
pub fn full(student: &Student) -> String {
    joined(&student.first_name, &student.last_name, &student.id)
}

/// First and last name; the id where there is neither.
#[must_use]
pub fn joined(first: &str, last: &str, id: &str) -> String {
    let name = format!("{} {}", first.trim(), last.trim());
    match name.trim() {
        "" => id.to_owned(),
        name => name.to_owned(),
    }
}

/// A name or title as pages show it: a text of more letters than anybody gives a name is cut off, so that it leaves
/// room for what stands beside it.
#[must_use]
pub fn shown(text: &str) -> String {
    const MOST: usize = 160;
    match text.char_indices().nth(MOST) {
        Some((end, _)) => format!("{}…", text[..end].trim_end()),
        None => text.to_owned(),
    }
}

/// The place of each student by last name, then first name, then document order. `ranks` gives for
/// each of many names its rank in the reader's language, equal ones for equal names.
#[must_use]
pub fn ranks(students: &[Student], ranks: &dyn Fn(&[&str]) -> Vec<u32>) -> Vec<u32> {
    let last: Vec<&str> = students.iter().map(|student| student.last_name.trim()).collect();
    let first: Vec<&str> = students.iter().map(|student| student.first_name.trim()).collect();
    let (last, first) = (ranks(&last), ranks(&first));
    let mut order: Vec<u32> = (0..students.len() as u32).collect();
    let rank = |student: u32| (last[student as usize], first[student as usize]);
    sort_rows(&mut order, &|a, b| rank(a).cmp(&rank(b)));
    let mut places = vec![0; students.len()];
    for (place, student) in order.into_iter().enumerate() {
        places[student as usize] = place as u32;
    }
    places
}

/// A text as searches compare it: lower case, accents dropped, variants of letters as their base
/// letters (å→a, ø→o, æ→ae, ł→l, đ→d, ß→ss).
#[must_use]
pub fn fold(text: &str) -> String {
    let mut folded = String::with_capacity(text.len());
    for letter in text.chars().map(lower) {
        match letter {
            'a'..='z' | '0'..='9' | ' ' => folded.push(letter),
            _ => fold_letter(letter, &mut folded),
        }
    }
    folded
}

/// A text in lower case, as far as its letters are known here.
#[must_use]
pub fn lower_case(text: &str) -> String {
    text.chars().map(lower).collect()
}

/// The lower case of the letters of names in Latin, Greek, Cyrillic and Armenian script. The standard library knows all
/// scripts, for which it brings a table of 10 KiB to the page and to the worker.
fn lower(letter: char) -> char {
    // Letters whose lower case follows no rule.
    const PAIRS: &str = "\
        İiŸÿƁɓƂƃƄƅƆɔƇƈƉɖƊɗƋƌƎǝƏəƐɛƑƒƓɠƔɣƖɩƗɨƘƙƜɯƝɲƟɵƠơƢƣƤƥƦʀƧƨƩʃƬƭƮʈƯưƱʊƲʋƳƴƵƶƷʒƸƹƼƽ\
        ǄǆǅǆǇǉǈǉǊǌǋǌǱǳǲǳǴǵǶƕǷƿȠƞȺⱥȻȼȽƚȾⱦɁɂɃƀɄʉɅʌͰͱͲͳͶͷͿϳΆάΈέΉήΊίΌόΎύΏώϏϗϴθϷϸϹϲϺϻϽͻϾͼϿͽӀӏẞß";
    let is_even = u32::from(letter).is_multiple_of(2);
    let distance = match letter {
        '\0'..='@' | 'a'..='z' => 0,
        'A'..='Z' | 'À'..='Ö' | 'Ø'..='Þ' | 'Α'..='Ρ' | 'Σ'..='Ϋ' | 'А'..='Я' => 32,
        'Ѐ'..='Џ' => 80,
        'Ա'..='Ֆ' => 48,
        'Ĺ'..='Ň' | 'Ź'..='Ž' | 'Ǎ'..='Ǜ' | 'Ӂ'..='Ӎ' => u32::from(!is_even),
        'Ā'..='Į'
        | 'Ĳ'..='Ķ'
        | 'Ŋ'..='Ŷ'
        | 'Ǟ'..='Ǯ'
        | 'Ǹ'..='Ȟ'
        | 'Ȣ'..='Ȳ'
        | 'Ɇ'..='Ɏ'
        | 'Ϙ'..='Ϯ'
        | 'Ѡ'..='Ҁ'
        | 'Ҋ'..='Ҿ'
        | 'Ӑ'..='Ԯ'
        | 'Ḁ'..='Ẕ'
        | 'Ạ'..='Ỿ' => u32::from(is_even),
        _ => {
            let mut pairs = PAIRS.chars();
            while let (Some(upper), Some(lower)) = (pairs.next(), pairs.next()) {
                if upper == letter {
                    return lower;
                }
            }
            0
        }
    };
    char::from_u32(u32::from(letter) + distance).unwrap_or(letter)
}

/// Letters with marks, by their base letter. Combining marks are dropped, other letters kept.
fn fold_letter(letter: char, folded: &mut String) {
    const BASES: [(&str, &str); 30] = [
        ("àáâãäåāăąǎǟǡǻȁȃȧạảấầẩẫậắằẳẵặ", "a"),
        ("æǣǽ", "ae"),
        ("ḃḅḇɓ", "b"),
        ("çćĉċčḉ", "c"),
        ("ďđḋḍḏḑḓð", "d"),
        ("èéêëēĕėęěȅȇȩḕḗḙḛḝẹẻẽếềểễệ", "e"),
        ("ḟ", "f"),
        ("ĝğġģǧǵḡ", "g"),
        ("ĥħḣḥḧḩḫẖ", "h"),
        ("ìíîïĩīĭįıǐȉȋḭḯỉị", "i"),
        ("ĵǰ", "j"),
        ("ķǩḱḳḵ", "k"),
        ("ĺļľŀłḷḹḻḽ", "l"),
        ("ḿṁṃ", "m"),
        ("ñńņňŉǹṅṇṉṋ", "n"),
        ("òóôõöøōŏőơǒǫǭǿȍȏȫȭȯȱṍṏṑṓọỏốồổỗộớờởỡợ", "o"),
        ("œ", "oe"),
        ("ṕṗ", "p"),
        ("ŕŗřȑȓṙṛṝṟ", "r"),
        ("śŝşšșſṡṣṥṧṩ", "s"),
        ("ß", "ss"),
        ("ţťŧțṫṭṯṱẗ", "t"),
        ("þ", "th"),
        ("ùúûüũūŭůűųưǔǖǘǚǜȕȗṳṵṷṹṻụủứừửữự", "u"),
        ("ṽṿ", "v"),
        ("ŵẁẃẅẇẉẘ", "w"),
        ("ẋẍ", "x"),
        ("ýÿŷȳẏẙỳỵỷỹ", "y"),
        ("źżžẑẓẕ", "z"),
        ("ŋ", "ng"),
    ];
    // Combining marks, such as those of decomposed accents.
    if ('\u{300}'..='\u{36f}').contains(&letter) {
        return;
    }
    match BASES.iter().find(|(variants, _)| variants.contains(letter)) {
        Some((_, base)) => folded.push_str(base),
        None => folded.push(letter),
    }
}

/// Whether a folded name has each word of a folded search somewhere in it, in any order.
#[must_use]
pub fn matches(folded_name: &str, folded_search: &str) -> bool {
    folded_search.split_whitespace().all(|word| folded_name.contains(word))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn student(id: &str, first: &str, last: &str) -> Student {
        Student {
            id: id.to_owned(),
            first_name: first.to_owned(),
            last_name: last.to_owned(),
            email: None,
            groups: Vec::new(),
            enrolled_at: None,
            left_at: None,
        }
    }

    #[test]
    fn names_are_written_with_what_there_is() {
        assert_eq!(full(&student("1", "Ada", "Berg")), "Ada Berg");
        assert_eq!(full(&student("1", "", "Berg")), "Berg");
        assert_eq!(full(&student("u-7", " ", "")), "u-7");
    }

    #[test]
    fn what_is_too_long_to_be_a_name_is_cut_off() {
        assert_eq!(shown("Ada Berg"), "Ada Berg");
        let letters = |count: usize| "å".repeat(count);
        assert_eq!(shown(&letters(160)), letters(160));
        assert_eq!(shown(&letters(161)), format!("{}…", letters(160)));
    }

    #[test]
    fn letters_are_folded_to_their_base() {
        for (text, expected) in [
            ("Åse Ødegård Ærlig", "ase odegard aerlig"),
            ("Łukasz Đorđević", "lukasz dordevic"),
            ("Strauß STRASSE", "strauss strasse"),
            ("Zoe\u{308} İpek", "zoe ipek"),
            ("Nguyễn Thị Phượng", "nguyen thi phuong"),
            ("Анна 李", "анна 李"),
        ] {
            assert_eq!(fold(text), expected);
        }
    }

    #[test]
    fn lower_case_is_that_of_unicode_in_the_scripts_of_names() {
        // Latin, Greek, Cyrillic and Armenian letters; the lower case of İ is two letters.
        for letter in ('\0'..'\u{590}').chain('\u{1e00}'..'\u{1f00}').filter(|letter| *letter != 'İ') {
            assert!(letter.to_lowercase().eq([lower(letter)]), "{letter}");
        }
    }

    #[test]
    fn words_are_found_in_any_order_anywhere() {
        let name = fold("Åse Marie Ødegård");
        for search in ["", "  ", "ode", "MARIE åse", "gard ri", "a a a"] {
            assert!(matches(&name, &fold(search)), "{search}");
        }
        assert!(!matches(&name, &fold("marie ola")));
    }

    #[test]
    fn the_order_is_by_last_name_then_first_name() {
        let students = [
            student("1", "Bo", "Berg"),
            student("2", "Ada", "Dahl"),
            student("3", "Ada", "Berg"),
            student("4", "Bo", "Berg"),
        ];
        let plain = |names: &[&str]| {
            let mut sorted = names.to_vec();
            sorted.sort_unstable();
            sorted.dedup();
            names.iter().map(|name| sorted.binary_search(name).unwrap_or_default() as u32).collect()
        };
        assert_eq!(ranks(&students, &plain), [1, 3, 0, 2]);
    }
}
