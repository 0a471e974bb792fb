//! When the reader last looked at each course, as the browser keeps it. Pure.

use crate::{document::parse_moment, units::Moment};

/// Courses that are remembered; those looked at longest ago are forgotten.
const MOST: usize = 50;

/// Which documents of courses the reader has seen, the latest course first.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Looked {
    courses: Vec<Course>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
struct Course {
    id: String,
    /// When the latest document was made that the reader has seen.
    last: Moment,
    /// When the one before it was made.
    before: Option<Moment>,
}

impl Looked {
    /// Reads what [`Self::print`] wrote. Lines that can't be read are left out.
    #[must_use]
    pub fn parse(text: &str) -> Self {
        let course = |line: &str| {
            let mut fields = line.splitn(3, ' ');
            let (last, before, id) = (fields.next()?, fields.next()?, fields.next()?);
            Some(Course { id: id.to_owned(), last: parse_moment(last)?, before: parse_moment(before) })
        };
        Self { courses: text.lines().filter_map(course).take(MOST).collect() }
    }

    /// One course to a line: the last document's moment, that of the one before it or a dash, the id.
    #[must_use]
    pub fn print(&self) -> String {
        let before = |course: &Course| course.before.map_or_else(|| "-".to_owned(), |before| before.to_string());
        let line = |course: &Course| format!("{} {} {}", course.last, before(course), course.id);
        self.courses.iter().map(line).collect::<Vec<_>>().join("\n")
    }

    /// The reader opens a document of a course, made at `generated_at`. Gives the moment since which what
    /// has changed is new to them; none where they see the course for the first time. To open a document
    /// again changes nothing, so that what is marked stays until there is a newer one.
    pub fn see(&mut self, id: &str, generated_at: Moment) -> Option<Moment> {
        // An id of several lines would be read as several courses.
        if id.contains(['\n', '\r']) {
            return None;
        }
        let place = self.courses.iter().position(|course| course.id == id);
        let course = match place.map(|place| self.courses.remove(place)) {
            Some(course) if generated_at > course.last => {
                Course { last: generated_at, before: Some(course.last), ..course }
            }
            Some(course) => course,
            None => Course { id: id.to_owned(), last: generated_at, before: None },
        };
        let since = course.before;
        self.courses.insert(0, course);
        self.courses.truncate(MOST);
        since
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(day: u32) -> Moment {
        parse_moment(&format!("2026-03-{day:02}T12:00:00Z")).unwrap()
    }

    #[test]
    fn what_is_new_stays_so_until_there_is_a_newer_document() {
        let mut looked = Looked::default();
        assert_eq!(looked.see("a", at(1)), None);
        assert_eq!(looked.see("a", at(1)), None);
        assert_eq!(looked.see("a", at(3)), Some(at(1)));
        assert_eq!(looked.see("a", at(3)), Some(at(1)));
        assert_eq!(looked.see("b", at(4)), None);
        assert_eq!(looked.see("a", at(5)), Some(at(3)));
        // An old file once more.
        assert_eq!(looked.see("a", at(2)), Some(at(3)));
    }

    #[test]
    fn it_is_kept_as_text() {
        let mut looked = Looked::default();
        let _ =
            (looked.see("a", at(1)), looked.see("a", at(3)), looked.see("a course, a", at(4)), looked.see("", at(4)));
        assert_eq!(Looked::parse(&looked.print()), looked);
        assert_eq!(Looked::parse("nonsense\n\n1 2 3"), Looked::default());
    }

    #[test]
    fn old_courses_are_forgotten() {
        let mut looked = Looked::default();
        for course in 0..=MOST {
            assert_eq!(looked.see(&course.to_string(), at(1)), None);
        }
        assert_eq!(looked.see("1", at(2)), Some(at(1)));
        assert_eq!(looked.see("0", at(2)), None);
        assert_eq!(looked.print().lines().count(), MOST);
        for id in ["two\nlines", "one\n", "one\r", "\n"] {
            assert_eq!(looked.see(id, at(1)), None);
            assert_eq!(Looked::parse(&looked.print()), looked);
        }
    }
}
