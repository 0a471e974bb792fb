//! The section `activity`.

use roundview::{
    reports::{
        Scope,
        activity::compute::{self, Actions, CourseActivity, Details, StudentDay},
    },
    units::Day,
};
use serde_json::{Map, Value, json};

use super::by_student;

pub fn report(scope: &Scope, detailed: &[u32]) -> Value {
    let overview = compute::overview(scope);
    let first = overview.first_day;
    let students = by_student(
        scope,
        &overview.students,
        |row| row.student,
        |row| {
            let bar = |(index, bar): (usize, &StudentDay)| json!({ "date": first.plus(index as i32), "visits": bar.visits, "seconds": bar.seconds });
            json!({
                "bars": row.bars.iter().enumerate().map(bar).collect::<Vec<_>>(),
                "averageVisitSeconds": row.average_visit_seconds,
            })
        },
    );
    json!({
        "overview": {
            "course": overview.course.map(|course| course_json(&course, first)),
            "groups": overview.chosen.map(|chosen| course_json(&chosen, first)),
            "students": students,
        },
        "details": by_student(scope, detailed, |student| *student, |student| {
            details_json(&compute::details(scope, *student))
        }),
    })
}

fn course_json(course: &CourseActivity, first: Day) -> Value {
    let bar = |(index, bar): (usize, &compute::CourseDay)| {
        json!({
            "date": first.plus(index as i32),
            "visits": bar.visits,
            "visitors": bar.visitors,
            "seconds": bar.seconds,
            "averageVisitSeconds": bar.average_visit_seconds(),
        })
    };
    json!({
        "activeStudents": course.active_students,
        "participants": course.participants,
        "bars": course.bars.iter().enumerate().map(bar).collect::<Vec<_>>(),
        "averageVisitSeconds": course.average_visit_seconds,
    })
}

fn details_json(details: &Details) -> Value {
    let visits = |day: &StudentDay| json!({ "visits": day.visits, "seconds": day.seconds });
    let actions = |actions: &Actions| {
        json!({
            "resources": actions.resources,
            "activities": actions.activities,
            "communication": actions.communication,
            "total": actions.total(),
        })
    };
    json!({
        "activeDays": details.active_days,
        "averageSecondsPerDay": details.average_seconds_per_day(),
        "averageVisitsPerDay": details.average_visits_per_day(),
        "weekToWeek": {
            "last7Seconds": details.week_to_week.last7_seconds,
            "previous7Seconds": details.week_to_week.previous7_seconds,
            "changePercent": details.week_to_week.change_percent(),
        },
        "totalSeconds": details.total_seconds,
        "totalVisits": details.total_visits,
        "averageVisitSeconds": details.average_visit_seconds(),
        "lastVisit": details.last_visit,
        "activityPerDay": {
            "firstMonth": details.months.map(|(first, _)| first.to_string()),
            "lastMonth": details.months.map(|(_, last)| last.to_string()),
            "days": by_day(&details.days, visits),
        },
        "heatMap": {
            "from": details.heat_map.0,
            "to": details.heat_map.1,
            "visitDuration": by_day(details.heat_map_days(), visits),
            "actionsTaken": by_day(&details.actions, actions),
        },
        "communication": {
            "threadsStarted": details.communication.threads_started,
            "discussionPosts": details.communication.discussion_posts,
            "announcementComments": details.communication.announcement_comments,
        },
    })
}

fn by_day<T>(days: &[(Day, T)], value: impl Fn(&T) -> Value) -> Value {
    Value::Object(days.iter().map(|(day, of_day)| (day.to_string(), value(of_day))).collect::<Map<_, _>>())
}
