//! The students that the reader has picked out in lists, to do something with all of them at once. Pure.

use crate::order::sort_rows_by_rank;

/// Picked students, by index.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Selection {
    /// Rising, each once.
    students: Vec<u32>,
}

impl Selection {
    /// The students, by rising index.
    #[must_use]
    pub fn students(&self) -> &[u32] {
        &self.students
    }

    /// Whether a student is picked.
    #[must_use]
    pub fn contains(&self, student: u32) -> bool {
        self.students.binary_search(&student).is_ok()
    }

    /// How many students of a list are picked.
    #[must_use]
    pub fn count_in(&self, list: &[u32]) -> usize {
        list.iter().filter(|student| self.contains(**student)).count()
    }

    /// Picks a student, or no longer.
    pub fn set(&mut self, student: u32, is_picked: bool) {
        match (self.students.binary_search(&student), is_picked) {
            (Err(place), true) => self.students.insert(place, student),
            (Ok(place), false) => drop(self.students.remove(place)),
            _ => {}
        }
    }

    /// Picks all students of a list, or none of them any longer. Others stay as they are.
    pub fn set_all(&mut self, list: &[u32], is_picked: bool) {
        if is_picked {
            self.students.extend_from_slice(list);
            sort_rows_by_rank(&mut self.students, &|student| student);
            self.students.dedup();
        } else {
            let mut leaving = list.to_vec();
            sort_rows_by_rank(&mut leaving, &|student| student);
            self.students.retain(|student| leaving.binary_search(student).is_err());
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn students_are_picked_one_by_one_and_all_at_once() {
        let mut selection = Selection::default();
        for student in [7, 2, 7] {
            selection.set(student, true);
        }
        assert_eq!(selection.students(), [2, 7]);
        assert!(selection.contains(7) && !selection.contains(3));
        // Those that the list doesn't show stay picked.
        selection.set_all(&[9, 3, 2], true);
        assert_eq!(selection.students(), [2, 3, 7, 9]);
        assert_eq!(selection.count_in(&[9, 4, 7]), 2);
        selection.set_all(&[9, 2, 4], false);
        assert_eq!(selection.students(), [3, 7]);
        selection.set(3, false);
        selection.set(5, false);
        assert_eq!(selection.students(), [7]);
    }
}
