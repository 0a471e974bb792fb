//! The section `weeklyUpdate`.

use roundview::reports::{
    Scope,
    support::compute::Thresholds,
    weekly_update::compute::{self, Week},
};
use serde_json::{Value, json};

use super::support::support_json;

pub fn report(scope: &Scope) -> Value {
    let update = compute::weekly_update(scope, Thresholds::default());
    json!({
        "from": update.from,
        "to": update.to,
        "asOf": update.as_of,
        "due": update.due,
        "participants": update.participants,
        "last7": week_json(&update.last7),
        "previous7": week_json(&update.previous7),
        "support": support_json(scope, &update.support),
    })
}

fn week_json(week: &Week) -> Value {
    json!({
        "activeStudents": week.active_students,
        "visits": week.visits,
        "averageVisitSeconds": week.average_visit_seconds(),
        "activitiesCompleted": week.activities_completed,
        "gradesGiven": week.grades_given,
    })
}
