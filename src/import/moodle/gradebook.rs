//! A gradebook: people with their grades, an item in each column, or in several that write its grades
//! differently.

use hashbrown::HashMap;

use super::words;
use crate::{
    document::parse_unix_seconds,
    import::{
        FaultCounts,
        protocol::{Answers, Fault, FileKind, Role},
    },
    names,
    units::Moment,
};

/// A row of people's data and grades.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Owner {
    /// First name.
    pub first_name: String,
    /// Last name.
    pub last_name: String,
    /// The whole name, where it stands in one column.
    pub full_name: String,
    /// Number in the school's register.
    pub id_number: String,
    /// Email address.
    pub email: String,
    /// When the row was exported.
    pub exported: Option<Moment>,
}

impl Owner {
    /// The whole name.
    #[must_use]
    pub fn name(&self) -> String {
        if self.full_name.is_empty() {
            names::joined(&self.first_name, &self.last_name, "")
        } else {
            self.full_name.clone()
        }
    }
}

/// What is graded, with the grades in the order of the people.
#[derive(Clone, Debug, PartialEq)]
pub struct Item {
    /// Its name.
    pub name: String,
    /// The highest points; none where no file says them.
    pub max: Option<f64>,
    /// The levels from the lowest, where grades are letters.
    pub levels: Vec<String>,
    /// Of each person; none where there is no grade.
    pub grades: Vec<Option<ItemGrade>>,
}

/// A grade.
#[derive(Clone, Debug, PartialEq)]
pub enum ItemGrade {
    /// Points.
    Points(f64),
    /// A letter.
    Letter(String),
}

/// A gradebook as it was understood.
#[derive(Clone, Debug, Default)]
pub struct Gradebook {
    /// The columns.
    pub roles: Vec<Role>,
    /// The people.
    pub owners: Vec<Owner>,
    /// The items.
    pub items: Vec<Item>,
    /// What could not be used.
    pub faults: FaultCounts,
}

/// Whether a table is a gradebook, by its first rows.
#[must_use]
pub fn is_gradebook(rows: &[Vec<String>]) -> bool {
    let Some(headings) = rows.first() else { return false };
    let people = headings.iter().filter(|heading| words::person_role(heading).is_some()).count();
    let items = headings.iter().filter(|heading| words::item(heading).is_some()).count();
    (people >= 1 && items >= 1) || people >= 3
}

/// What each column is: what was matched by hand, and what its heading says.
#[must_use]
pub fn columns(rows: &[Vec<String>], answers: &Answers) -> Vec<Role> {
    let Some((headings, cells)) = rows.split_first() else { return Vec::new() };
    let mut roles = Vec::with_capacity(headings.len());
    for (column, heading) in headings.iter().enumerate() {
        let of_item = || {
            let (name, role) = words::item(heading)?;
            Some(if words::is_total(name) { Role::Total } else { role })
        };
        let by_words = || of_item().or_else(|| words::person_role(heading).filter(|role| !roles.contains(role)));
        let by_cells = || {
            let mut filled = cells.iter().filter_map(|row| row.get(column)).filter(|cell| !cell.is_empty());
            let is_email = |cell: &String| cell.contains('@') && !cell.contains(' ');
            let has_emails = filled.clone().count() > 0 && filled.all(is_email);
            (has_emails && !roles.contains(&Role::Email)).then_some(Role::Email)
        };
        let by_hand = answers.role(FileKind::MoodleGradebook, heading);
        roles.push(by_hand.or_else(by_words).or_else(by_cells).unwrap_or(Role::Unused));
    }
    roles
}

/// A number with a decimal point or comma, perhaps with a sign for hundredths.
fn number(cell: &str) -> Option<f64> {
    let plain: String = cell.chars().filter(|letter| !letter.is_whitespace() && *letter != '%').collect();
    let plain = match (plain.rfind(','), plain.rfind('.')) {
        // Of both, the last parts decimals, and the other thousands.
        (Some(comma), Some(point)) if comma > point => plain.replace('.', "").replace(',', "."),
        (Some(_), Some(_)) => plain.replace(',', ""),
        (Some(_), None) => plain.replace(',', "."),
        _ => plain,
    };
    let is_number = plain.bytes().all(|byte| byte.is_ascii_digit() || matches!(byte, b'.' | b'-' | b'+'));
    plain.parse().ok().filter(|number: &f64| is_number && number.is_finite())
}

/// Letters from the worst to the best, as they are used everywhere and as Moodle uses them unless told otherwise.
const LETTERS: [&[&str]; 2] =
    [&["F", "E", "D", "C", "B", "A"], &["F", "D", "D+", "C-", "C", "C+", "B-", "B", "B+", "A-", "A"]];

/// The levels of which `labels` are some; none where nobody has said their order.
fn levels(labels: &[&str]) -> Option<Vec<String>> {
    let has_all = |letters: &&&[&str]| labels.iter().all(|label| letters.contains(label));
    let letters = LETTERS.iter().find(has_all)?;
    Some(letters.iter().map(|letter| (*letter).to_owned()).collect())
}

/// The columns of one item.
#[derive(Default)]
struct ItemColumns {
    name: String,
    points: Option<usize>,
    percent: Option<usize>,
    letter: Option<usize>,
}

impl Gradebook {
    /// Reads a table.
    #[must_use]
    pub fn read(rows: &[Vec<String>], answers: &Answers) -> Self {
        let roles = columns(rows, answers);
        let Some((headings, cells)) = rows.split_first() else { return Self::default() };
        let mut book = Self { roles, ..Self::default() };
        let is_filled = |row: &&Vec<String>| row.iter().any(|cell| !cell.is_empty());
        let people: Vec<&Vec<String>> = cells.iter().filter(is_filled).collect();
        for row in &people {
            let cell = |role| {
                let column = book.roles.iter().position(|found| *found == role);
                column.and_then(|column| row.get(column)).cloned().unwrap_or_default()
            };
            book.owners.push(Owner {
                first_name: cell(Role::FirstName),
                last_name: cell(Role::LastName),
                full_name: cell(Role::User),
                id_number: cell(Role::IdNumber),
                email: cell(Role::Email),
                exported: parse_unix_seconds(&cell(Role::Exported)).filter(|exported| exported.unix_seconds() > 0),
            });
        }
        for columns in item_columns(headings, &book.roles) {
            if let Some(item) = book.item(&columns, &people) {
                book.items.push(item);
            }
        }
        book
    }

    /// The grades of an item: its points, where their maximum is given or follows from the hundredths; else
    /// the hundredths; else the letters.
    fn item(&mut self, columns: &ItemColumns, people: &[&Vec<String>]) -> Option<Item> {
        let faults = &mut self.faults;
        let mut read = |column: usize| {
            let read = |(row, cells): (usize, &&Vec<String>)| {
                let cell = cells.get(column).map_or("", |cell| cell.trim());
                if matches!(cell, "" | "-" | "–") {
                    return None;
                }
                let number = number(cell);
                if number.is_none() {
                    faults.add(Fault::BadGrade, row as u32 + 1);
                }
                number
            };
            people.iter().enumerate().map(read).collect::<Vec<_>>()
        };
        let name = columns.name.clone();
        let numbers = |numbers: Vec<Option<f64>>| {
            numbers.into_iter().map(|number| number.map(ItemGrade::Points)).collect::<Vec<_>>()
        };
        if let Some(points) = columns.points {
            let points = read(points);
            let max = columns.percent.and_then(|percent| maximum(&points, &read(percent)));
            return Some(Item { name, max, levels: Vec::new(), grades: numbers(points) });
        }
        if let Some(percent) = columns.percent {
            return Some(Item { name, max: Some(100.0), levels: Vec::new(), grades: numbers(read(percent)) });
        }
        let column = columns.letter?;
        let letter = |cells: &&Vec<String>| {
            let cell = cells.get(column).map_or("", |cell| cell.trim());
            (!matches!(cell, "" | "-" | "–")).then(|| cell.to_owned())
        };
        let letters: Vec<Option<String>> = people.iter().map(letter).collect();
        let labels: Vec<&str> = letters.iter().flatten().map(String::as_str).collect();
        let Some(levels) = levels(&labels) else {
            // Words have no order that is known here.
            for (row, _) in letters.iter().enumerate().filter(|(_, letter)| letter.is_some()) {
                self.faults.add(Fault::BadGrade, row as u32 + 1);
            }
            return None;
        };
        let grades = letters.into_iter().map(|letter| letter.map(ItemGrade::Letter)).collect();
        Some(Item { name, max: None, levels, grades })
    }
}

fn item_columns(headings: &[String], roles: &[Role]) -> Vec<ItemColumns> {
    let mut items: Vec<ItemColumns> = Vec::new();
    let mut places: HashMap<&str, usize> = HashMap::new();
    for (column, (heading, role)) in headings.iter().zip(roles).enumerate() {
        if !matches!(role, Role::Points | Role::Percent | Role::Letter) {
            continue;
        }
        let name = words::item(heading).map_or(heading.as_str(), |(name, _)| name);
        let place = *places.entry(name).or_insert_with(|| {
            items.push(ItemColumns { name: name.to_owned(), ..ItemColumns::default() });
            items.len() - 1
        });
        let item = &mut items[place];
        match role {
            Role::Points => item.points = Some(column),
            Role::Percent => item.percent = Some(column),
            _ => item.letter = Some(column),
        }
    }
    items
}

/// The maximum of which `points` are so many hundredths: what most people's two grades say, in quarters of
/// a point, since hundredths are rounded.
fn maximum(points: &[Option<f64>], percents: &[Option<f64>]) -> Option<f64> {
    let both = points.iter().zip(percents).filter_map(|(points, percent)| Some(((*points)?, (*percent)?)));
    // The higher the grade, the less its rounding matters.
    let (points, percent) = both.filter(|(_, percent)| *percent > 0.0).max_by(|a, b| a.1.total_cmp(&b.1))?;
    let max = points / percent * 100.0;
    let rounded = (max * 4.0).round() / 4.0;
    (rounded > 0.0 && rounded.is_finite()).then_some(if (rounded - max).abs() < 0.05 { rounded } else { max })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn table(rows: &[&[&str]]) -> Vec<Vec<String>> {
        rows.iter().map(|row| row.iter().map(|cell| (*cell).to_owned()).collect()).collect()
    }

    #[test]
    fn numbers_of_both_kinds() {
        let cases =
            [("31,50", 31.5), ("31.50", 31.5), ("85.00 %", 85.0), ("1.234,5", 1234.5), ("1,234.5", 1234.5), ("0", 0.0)];
        for (cell, expected) in cases {
            assert_eq!(number(cell), Some(expected), "{cell}");
        }
        for cell in ["", "-", "A", "1e5", "inf", "NaN", "1.2.3"] {
            assert_eq!(number(cell), None, "{cell}");
        }
    }

    #[test]
    fn items_in_all_three_ways_of_writing() {
        let rows = table(&[
            &[
                "First name",
                "Surname",
                "Email address",
                "Quiz: Cells (Real)",
                "Quiz: Cells (Percentage)",
                "Quiz: Cells (Letter)",
                "Oral (Letter)",
                "Essay (Percentage)",
                "Lab (Real)",
                "Course total (Real)",
                "Last downloaded from this course",
            ],
            // 31 of 40 points are 77.5 %.
            &["Ada", "Berg", "ada@example.org", "31,00", "77,50 %", "C+", "B", "-", "x", "99", "1773734410"],
            &["Bo", "Dahl", "bo@example.org", "-", "-", "-", "A", "80,00 %", "7", "50", "1773734410"],
        ]);
        let book = Gradebook::read(&rows, &Answers::default());
        let points = |points: f64| Some(ItemGrade::Points(points));
        let letter = |letter: &str| Some(ItemGrade::Letter(letter.to_owned()));
        let item = |name: &str, max, levels: &[&str], grades: [Option<ItemGrade>; 2]| Item {
            name: name.to_owned(),
            max,
            levels: levels.iter().map(|level| (*level).to_owned()).collect(),
            grades: grades.to_vec(),
        };
        assert_eq!(
            book.items,
            [
                item("Quiz: Cells", Some(40.0), &[], [points(31.0), None]),
                item("Oral", None, LETTERS[0], [letter("B"), letter("A")]),
                item("Essay", Some(100.0), &[], [None, points(80.0)]),
                item("Lab", None, &[], [None, points(7.0)]),
            ]
        );
        assert_eq!(book.owners[0].name(), "Ada Berg");
        assert_eq!(book.owners[1].exported, Some(Moment::from_unix_seconds(1_773_734_410)));
        assert_eq!(
            book.faults.list(),
            [crate::import::protocol::FaultCount { fault: Fault::BadGrade, count: 1, first: 1 }]
        );
    }

    /// It was once written as `inf`, which is no JSON.
    #[test]
    fn a_maximum_beyond_all_numbers_is_none() {
        let points = "9".repeat(308);
        let rows = table(&[&["First name", "X (Real)", "X (Percentage)"], &["Ada", &points, "0.01 %"]]);
        let book = Gradebook::read(&rows, &Answers::default());
        assert_eq!(book.items[0].max, None);
    }

    #[test]
    fn letters_in_their_order() {
        assert_eq!(levels(&["A", "E", "A"]).unwrap(), LETTERS[0]);
        assert_eq!(levels(&["A", "B-", "B+", "F", "B"]).unwrap(), LETTERS[1]);
        assert_eq!(levels(&["Passed", "A"]), None);
    }
}
