//! Hand-computed cases: each row of the two tables of [`status`], and each boundary.
//!
//! Moments are seconds; the report is of second 100 unless a case says otherwise.

use proptest::prelude::*;

use super::*;

const AS_OF: i64 = 100;

fn at(second: i64) -> Moment {
    Moment::from_unix_seconds(second)
}

/// What the rules look at. Everything absent: an element that is simply there.
#[derive(Clone, Copy, Debug, Default)]
struct Case {
    active_from: Option<i64>,
    active_until: Option<i64>,
    deadline: Option<i64>,
    deactivated_at: Option<i64>,
    completed: Option<i64>,
    viewed: bool,
}

impl Case {
    fn element(&self, class: Class) -> Element {
        Element {
            id: String::new(),
            title: String::new(),
            kind: String::new(),
            class,
            folder: None,
            position: None,
            mandatory: false,
            scale: None,
            max_score: None,
            term: None,
            in_assessment_record: true,
            active_from: self.active_from.map(at),
            active_until: self.active_until.map(at),
            deadline: self.deadline.map(at),
            deactivated_at: self.deactivated_at.map(at),
            created_at: None,
            deleted_at: None,
            available_to: None,
        }
    }

    fn status(&self, class: Class, as_of: i64) -> Option<Status> {
        // The rules are told of events up to the moment only.
        let completed = self.completed.filter(|completed| *completed <= as_of);
        status(&self.element(class), completed.map(at), self.viewed, at(as_of))
    }
}

#[track_caller]
fn check_activity(case: Case, expected: Status) {
    assert_eq!(case.status(Class::Activity, AS_OF), Some(expected), "{case:?}");
}

#[track_caller]
fn check_resource(case: Case, expected: Status) {
    assert_eq!(case.status(Class::Resource, AS_OF), Some(expected), "{case:?}");
}

#[test]
fn completed_on_time() {
    for case in [
        // No deadline.
        Case { completed: Some(50), ..Case::default() },
        Case { completed: Some(59), deadline: Some(60), ..Case::default() },
        // At the very deadline, past or just now.
        Case { completed: Some(60), deadline: Some(60), ..Case::default() },
        Case { completed: Some(100), deadline: Some(100), ..Case::default() },
        // Before a deadline that is to come.
        Case { completed: Some(99), deadline: Some(200), ..Case::default() },
        // What happens to the element afterwards changes nothing.
        Case { completed: Some(50), deactivated_at: Some(70), ..Case::default() },
        Case { completed: Some(50), active_until: Some(70), deadline: Some(60), ..Case::default() },
        // Nor does having been let in early, or after the expiry.
        Case { completed: Some(50), active_from: Some(200), ..Case::default() },
        Case { completed: Some(80), active_until: Some(70), ..Case::default() },
    ] {
        check_activity(case, Status::CompletedOnTime);
    }
}

#[test]
fn completed_past_deadline() {
    for case in [
        Case { completed: Some(61), deadline: Some(60), ..Case::default() },
        Case { completed: Some(100), deadline: Some(99), ..Case::default() },
        // Still active or not.
        Case { completed: Some(61), deadline: Some(60), active_until: Some(80), ..Case::default() },
        Case { completed: Some(61), deadline: Some(60), deactivated_at: Some(50), ..Case::default() },
        Case { completed: Some(61), deadline: Some(60), active_from: Some(200), ..Case::default() },
    ] {
        check_activity(case, Status::CompletedPastDeadline);
    }
}

#[test]
fn incomplete_past_deadline() {
    for case in [
        // Expired, with and without a deadline, one to come included.
        Case { active_until: Some(99), ..Case::default() },
        Case { active_until: Some(100), ..Case::default() },
        Case { active_until: Some(90), deadline: Some(80), ..Case::default() },
        Case { active_until: Some(90), deadline: Some(200), ..Case::default() },
        Case { active_until: Some(90), active_from: Some(200), ..Case::default() },
        Case { active_until: Some(90), deactivated_at: Some(50), ..Case::default() },
        // Switched off after the deadline, at it and before it.
        Case { deadline: Some(60), deactivated_at: Some(70), ..Case::default() },
        Case { deadline: Some(60), deactivated_at: Some(60), ..Case::default() },
        Case { deadline: Some(60), deactivated_at: Some(50), ..Case::default() },
        // Both just now.
        Case { deadline: Some(100), deactivated_at: Some(100), ..Case::default() },
        // Views complete nothing.
        Case { active_until: Some(90), viewed: true, ..Case::default() },
        // A completion that is still to come.
        Case { active_until: Some(90), completed: Some(101), ..Case::default() },
    ] {
        check_activity(case, Status::IncompletePastDeadline);
    }
}

#[test]
fn activity_not_active() {
    for case in [
        Case { deactivated_at: Some(70), ..Case::default() },
        Case { deactivated_at: Some(100), ..Case::default() },
        // Switched off, the deadline still to come.
        Case { deactivated_at: Some(70), deadline: Some(101), ..Case::default() },
        // Activation to come, whatever the deadline.
        Case { active_from: Some(101), ..Case::default() },
        Case { active_from: Some(101), deadline: Some(60), ..Case::default() },
        Case { active_from: Some(101), active_until: Some(200), viewed: true, ..Case::default() },
    ] {
        check_activity(case, Status::NotActive);
    }
}

#[test]
fn open() {
    for case in [
        Case::default(),
        Case { viewed: true, ..Case::default() },
        Case { active_from: Some(100), ..Case::default() },
        Case { active_until: Some(101), ..Case::default() },
        Case { deactivated_at: Some(101), ..Case::default() },
        // The deadline has passed and work can still be handed in.
        Case { deadline: Some(60), ..Case::default() },
        Case { deadline: Some(100), ..Case::default() },
        Case { deadline: Some(60), active_until: Some(101), deactivated_at: Some(101), ..Case::default() },
        Case { deadline: Some(200), completed: Some(101), ..Case::default() },
    ] {
        check_activity(case, Status::Open);
    }
}

#[test]
fn read() {
    for case in [
        Case { viewed: true, ..Case::default() },
        Case { viewed: true, deactivated_at: Some(70), ..Case::default() },
        Case { viewed: true, active_from: Some(101), ..Case::default() },
        Case { viewed: true, active_until: Some(70), ..Case::default() },
    ] {
        check_resource(case, Status::Read);
    }
}

#[test]
fn resource_not_active() {
    for case in [
        Case { deactivated_at: Some(100), ..Case::default() },
        Case { active_from: Some(101), ..Case::default() },
        // Unlike an activity, an expired resource is grey.
        Case { active_until: Some(100), ..Case::default() },
        Case { deactivated_at: Some(70), deadline: Some(60), ..Case::default() },
    ] {
        check_resource(case, Status::NotActive);
    }
}

#[test]
fn not_read() {
    for case in [
        Case::default(),
        Case { active_from: Some(100), active_until: Some(101), deactivated_at: Some(101), ..Case::default() },
        Case { deadline: Some(60), ..Case::default() },
        // Completing a resource isn't reading it.
        Case { completed: Some(50), ..Case::default() },
    ] {
        check_resource(case, Status::NotRead);
    }
}

#[test]
fn what_is_neither_has_no_status() {
    assert_eq!(Case { completed: Some(50), viewed: true, ..Case::default() }.status(Class::Neither, AS_OF), None);
}

fn cases() -> impl Strategy<Value = Case> {
    let moment = || prop::option::of(0..6_i64);
    (moment(), moment(), moment(), moment(), moment(), any::<bool>()).prop_map(
        |(active_from, active_until, deadline, deactivated_at, completed, viewed)| Case {
            active_from,
            active_until,
            deadline,
            deactivated_at,
            completed,
            viewed,
        },
    )
}

proptest! {
    #[test]
    fn every_class_has_its_own_statuses(case in cases(), as_of in 0..6_i64) {
        for class in [Class::Activity, Class::Resource] {
            let status = case.status(class, as_of).unwrap();
            prop_assert!(Status::of(class).contains(&status));
        }
    }

    #[test]
    fn done_is_what_was_completed_or_viewed(case in cases(), as_of in 0..6_i64) {
        let is_completed = case.completed.is_some_and(|completed| completed <= as_of);
        prop_assert_eq!(case.status(Class::Activity, as_of).unwrap().is_done(), is_completed);
        prop_assert_eq!(case.status(Class::Resource, as_of).unwrap().is_done(), case.viewed);
    }

    /// Once completed, an activity keeps its colour.
    #[test]
    fn a_completion_is_final(case in cases(), early in 0..6_i64, later in 0..6_i64) {
        let status = case.status(Class::Activity, early.min(later)).unwrap();
        if status.is_done() {
            prop_assert_eq!(case.status(Class::Activity, early.max(later)).unwrap(), status);
        }
    }
}
