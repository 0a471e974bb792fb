//! What a viewer may see of a course. It is decided here alone, and kept where figures are made: what a
//! viewer may not see never leaves the engine.

use serde::{Deserialize, Serialize};

use crate::dataset::{Student, Viewer};

/// What a viewer may see.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Access {
    /// Everything: the course and all its students.
    Course,
    /// The student of this index, who is the viewer, and averages of the course where the school shows
    /// them. No other student's name or figure, and no list.
    Own(u32),
    /// Nothing.
    Nothing,
}

impl Access {
    /// What `viewer` may see of a course with these students.
    ///
    /// Teachers and tutors see the course. A student sees themself, and nothing where they aren't in the
    /// course. Any other role, or a viewer without one, sees nothing. A document without a viewer was
    /// made for its teacher, as a file on the teacher's own machine is.
    #[must_use]
    pub fn of(viewer: Option<&Viewer>, students: &[Student]) -> Self {
        let Some(viewer) = viewer else { return Self::Course };
        match viewer.role.as_deref() {
            Some("teacher" | "tutor") => Self::Course,
            Some("student") => {
                let is_viewer = |student: &Student| viewer.id.as_ref() == Some(&student.id);
                students.iter().position(is_viewer).map_or(Self::Nothing, |student| Self::Own(student as u32))
            }
            _ => Self::Nothing,
        }
    }

    /// Whether lists, other students and whatever is done to students are there.
    #[must_use]
    pub fn has_course(self) -> bool {
        self == Self::Course
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn student(id: &str) -> Student {
        Student {
            id: id.to_owned(),
            first_name: String::new(),
            last_name: String::new(),
            email: None,
            groups: Vec::new(),
            enrolled_at: None,
            left_at: None,
        }
    }

    #[track_caller]
    fn check(id: Option<&str>, role: Option<&str>, expected: Access) {
        let students = [student("101"), student("102")];
        let viewer = Viewer { id: id.map(str::to_owned), name: None, role: role.map(str::to_owned) };
        assert_eq!(Access::of(Some(&viewer), &students), expected, "{viewer:?}");
    }

    #[test]
    fn teachers_and_tutors_see_the_course() {
        check(Some("u-9"), Some("teacher"), Access::Course);
        check(Some("u-9"), Some("tutor"), Access::Course);
        check(None, Some("teacher"), Access::Course);
        // A teacher who is enrolled as well is a teacher.
        check(Some("101"), Some("teacher"), Access::Course);
    }

    #[test]
    fn students_see_themselves() {
        check(Some("101"), Some("student"), Access::Own(0));
        check(Some("102"), Some("student"), Access::Own(1));
        check(Some("103"), Some("student"), Access::Nothing);
        check(None, Some("student"), Access::Nothing);
    }

    #[test]
    fn other_roles_see_nothing() {
        for role in ["", "Teacher", "guardian", "admin", "teacher ", "student,teacher"] {
            check(Some("101"), Some(role), Access::Nothing);
        }
        check(Some("101"), None, Access::Nothing);
    }

    #[test]
    fn a_document_without_a_viewer_is_the_teachers() {
        assert_eq!(Access::of(None, &[student("101")]), Access::Course);
        assert_eq!(Access::of(None, &[]), Access::Course);
    }
}
