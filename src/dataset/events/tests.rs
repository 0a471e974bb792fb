use super::{FirstTimes, RowsBy};
use crate::units::Moment;

fn at(seconds: i64) -> Moment {
    Moment::from_unix_seconds(seconds)
}

/// The columns of some events, which ascend for each student: owners and moments.
fn sorted(students: usize, mut events: Vec<(u32, i64)>) -> (RowsBy, Vec<Moment>) {
    events.sort();
    let moments: Vec<Moment> = events.iter().map(|(_, seconds)| at(*seconds)).collect();
    let mut owners: Vec<u32> = events.iter().map(|(student, _)| *student).collect();
    let rows = RowsBy::place(students, &mut owners, Some(&moments));
    (rows, moments)
}

#[test]
fn the_first_of_each_element_stays() {
    // Two students; the first views element 1 at 10, element 0 at 20 and 30, element 1 at 40, the second element 0 at 5.
    let (rows, moments) = sorted(2, vec![(0, 10), (0, 20), (0, 30), (0, 40), (1, 5)]);
    let firsts = FirstTimes::of(&rows, &[1, 0, 0, 1, 0], &moments, 2);
    assert_eq!(firsts.element, [1, 0, 0]);
    assert_eq!(firsts.at, [at(10), at(20), at(5)]);
    assert_eq!(firsts.until(0, at(19)), [1]);
    assert_eq!(firsts.until(0, at(20)), [1, 0]);
    assert_eq!(firsts.until(1, at(4)), [0_u32; 0]);
    assert_eq!(firsts.until(1, at(5)), [0]);
}
