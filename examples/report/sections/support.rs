//! The section `support`.

use roundview::reports::{
    Scope,
    grades::book::GradeBook,
    support::compute::{self, StudentSignals, Support, Thresholds},
};
use serde_json::{Map, Value, json};

use super::{by_student, grades::selection_ids};

pub fn report(scope: &Scope) -> Value {
    support_json(scope, &compute::support(&GradeBook::new(scope), scope.listed(), Thresholds::default()))
}

pub fn support_json(scope: &Scope, support: &Support) -> Value {
    let thresholds = support.thresholds;
    json!({
        "thresholds": {
            "absentDays": thresholds.absent_days,
            "lessTimePercent": thresholds.less_time_percent,
            "overdueActivities": thresholds.overdue_activities,
            "belowCourseDeviations": thresholds.below_course_deviations,
            "fallingGrades": thresholds.falling_grades,
        },
        "selection": selection_ids(scope.data, support.selection),
        "students": by_student(scope, &support.students, |signals| signals.student, signals_json),
    })
}

/// The signals that hold.
fn signals_json(signals: &StudentSignals) -> Value {
    let absent = signals
        .absent
        .map(|absent| json!({ "days": absent.days, "since": absent.since, "lastVisit": absent.last_visit }));
    let less_time = signals.less_time.map(|weeks| {
        json!({
            "last7Seconds": weeks.last7_seconds,
            "previous7Seconds": weeks.previous7_seconds,
            "changePercent": weeks.change_percent(),
        })
    });
    let overdue = signals.overdue.map(|activities| json!({ "activities": activities }));
    let below_course = signals.below_course.map(|below| {
        json!({
            "average": below.average,
            "courseMean": below.course_mean,
            "courseDeviation": below.course_deviation,
            "deviationsBelow": below.deviations_below(),
        })
    });
    let falling = signals
        .falling
        .map(|falling| json!({ "grades": falling.grades, "slope": falling.slope, "scaleRange": falling.scale_range }));
    let all = [
        ("absent", absent),
        ("lessTime", less_time),
        ("overdue", overdue),
        ("belowCourse", below_course),
        ("falling", falling),
    ];
    let held = all.into_iter().filter_map(|(name, signal)| Some((name.to_owned(), signal?)));
    Value::Object(held.collect::<Map<_, _>>())
}
