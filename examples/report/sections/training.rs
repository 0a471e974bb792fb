//! The report on a training document as one object.

use roundview::{
    dataset::training::{BlockKind, Platform},
    document::Faults,
    export::{Cell, Table, harmless},
    training::{
        MONTHS, Narrowing, Scope,
        dashboard::compute::{self as dashboard, Subject},
        external::compute::{ExternalAttempt, Outcome, State},
        groups::compute::{GroupDetails, group_details},
        sessions::{compute as sessions, view_model},
        visibility::Sight,
    },
    units::Part,
};
use serde_json::{Map, Value, json};

use super::faults_json;

/// The report on a scope, with the details of some of its users and, where they are `with_files`, the
/// files of its sessions.
pub fn report(scope: &Scope, faults: &Faults, is_detailed: &dyn Fn(&str) -> bool, with_files: bool) -> Value {
    let data = &scope.data;
    let (session_rows, external) = (sessions::session_list(scope), external_json(scope, is_detailed));
    let ids = Ids(scope);
    let of_sessions = scope
        .sessions()
        .map(|session| (ids.session(session).to_owned(), session_json(scope, session, is_detailed, with_files)));
    let of_sessions: Map<String, Value> = of_sessions.collect();
    let programs = Sight::seen(&scope.sight.programs).map(|template| {
        let sessions = sessions::of_program(scope, template);
        let sessions: Vec<&str> = sessions.iter().map(|session| ids.session(*session)).collect();
        (data.templates[template as usize].id.clone(), json!({ "sessionIds": sessions }))
    });
    let programs: Map<String, Value> = programs.collect();
    let groups = group_details(scope, None);
    let groups: Map<String, Value> =
        groups.iter().map(|details| (ids.group(details.group).to_owned(), group_json(scope, details))).collect();
    let session_list = session_rows.iter().map(|row| {
        let session = &data.sessions[row.session as usize];
        json!({
            "sessionId": session.id, "name": session.name, "start": session.starts_at, "end": session.ends_at,
            "inProgress": row.in_progress, "finished": row.finished, "registered": row.registered,
            "completion": row.completion, "instructors": row.instructors,
        })
    });
    let session_list: Vec<Value> = session_list.collect();
    let collaborative = sessions::collaborative_activities(scope);
    let collaborative = collaborative.iter().map(|row| {
        let session = &data.sessions[row.session as usize];
        json!({
            "sessionId": session.id,
            "templateId": session.template.map(|template| &data.templates[template as usize].id),
            "name": session.name, "start": session.starts_at, "end": session.ends_at,
            "publications": row.publications, "comments": row.comments, "reactions": row.reactions,
        })
    });
    let collaborative: Vec<Value> = collaborative.collect();
    json!({
        "format": "training-report/1",
        "asOf": scope.as_of,
        "today": scope.today,
        "timeZone": data.zone.name(),
        "viewerId": data.viewer.map(|viewer| ids.user(viewer)),
        "visible": visible_json(scope),
        "faults": faults_json(faults),
        "sessions": of_sessions,
        "sessionList": session_list,
        "programs": programs,
        "groups": groups,
        "collaborativeActivities": collaborative,
        "dashboard": dashboard_json(scope),
        "externalAttempts": external,
    })
}

/// Ids by index.
struct Ids<'a>(&'a Scope);

impl<'a> Ids<'a> {
    fn user(&self, user: u32) -> &'a str {
        &self.0.data.users[user as usize].id
    }

    fn group(&self, group: u32) -> &'a str {
        &self.0.data.groups[group as usize].id
    }

    fn course(&self, course: u32) -> &'a str {
        &self.0.data.courses[course as usize].id
    }

    fn session(&self, session: u32) -> &'a str {
        &self.0.data.sessions[session as usize].id
    }
}

fn visible_json(scope: &Scope) -> Value {
    let (ids, sight) = (Ids(scope), &scope.sight);
    let courses = |seen| Sight::seen(seen).map(|course| ids.course(course)).collect::<Vec<_>>();
    let sessions = |seen| Sight::seen(seen).map(|session| ids.session(session)).collect::<Vec<_>>();
    let programs = Sight::seen(&sight.programs).map(|template| &scope.data.templates[template as usize].id);
    json!({
        "everything": sight.everything,
        "userIds": Sight::seen(&sight.users).map(|user| ids.user(user)).collect::<Vec<_>>(),
        "groupIds": Sight::seen(&sight.groups).map(|group| ids.group(group)).collect::<Vec<_>>(),
        "courseIds": courses(&sight.courses),
        "wholeCourseIds": courses(&sight.whole_courses),
        "programIds": programs.collect::<Vec<_>>(),
        "sessionIds": sessions(&sight.sessions),
        "wholeSessionIds": sessions(&sight.whole_sessions),
    })
}

fn session_json(scope: &Scope, session: u32, is_detailed: &dyn Fn(&str) -> bool, with_files: bool) -> Value {
    let ids = Ids(scope);
    let general = sessions::general(scope, session);
    let blocks = &scope.data.sessions[session as usize].blocks;
    let progress = blocks.iter().zip(&general.progress_by_block);
    let scores = blocks.iter().zip(&general.score_by_block).filter(|(block, _)| block.is_scored());
    let by_group = sessions::by_group(scope, session).map(|rows| {
        let row = |row: &sessions::GroupResult| {
            json!({
                "groupId": ids.group(row.group), "users": row.started.whole,
                "attendanceShare": row.started.share(), "progress": row.progress, "score": row.score,
                "level": row.level,
            })
        };
        rows.iter().map(row).collect::<Vec<_>>()
    });
    let all = scope.learners(session);
    let individual = sessions::individual(scope, session).map(|places| {
        let row = |place: usize| {
            let learner = &all.learners[place];
            let row = json!({
                "started": learner.started, "progress": learner.progress, "score": learner.score,
                "timeSpentSeconds": learner.seconds, "start": learner.start, "lastActivity": learner.last_activity,
                "finished": learner.finished, "verified": learner.verified, "unassigned": !learner.registered,
            });
            (ids.user(learner.user).to_owned(), row)
        };
        places.into_iter().map(row).collect::<Map<_, _>>()
    });
    let details = all
        .iter()
        .filter(|(_, learner)| learner.is_listed() && is_detailed(ids.user(learner.user)))
        .map(|(place, learner)| (ids.user(learner.user).to_owned(), details_json(scope, session, place)));
    let csv = with_files.then(|| {
        let columns = view_model::columns(scope, &[session]);
        csv_json(&view_model::sessions_table(scope, &[session], &columns, &Narrowing::default()))
    });
    json!({
        "general": {
            "registrations": general.registrations,
            "openRegistrations": general.open_registrations,
            "waitingList": general.waiting_list,
            "attendees": general.attendees,
            "progressByCourse": progress.map(|(block, progress)| {
                json!({ "blockId": block.id, "progress": progress })
            }).collect::<Vec<_>>(),
            "completed": general.completed,
            "medianSeconds": general.median_seconds,
            "averageScore": general.average_score,
            "certificates": general.certificates,
            "scoreByBlock": scores.map(|(block, score)| {
                json!({ "blockId": block.id, "score": score })
            }).collect::<Vec<_>>(),
            "distributionOfLevels": general.distribution_of_levels,
        },
        "byGroup": by_group,
        "individual": individual,
        "details": details.collect::<Map<_, _>>(),
        "csv": csv,
    })
}

/// A learner on every block of a session.
fn details_json(scope: &Scope, session: u32, place: usize) -> Value {
    let all = scope.learners(session);
    let blocks = &scope.data.sessions[session as usize].blocks;
    let row = |(block, on_block): (
        &roundview::dataset::training::Block,
        &roundview::training::learners::compute::OnBlock,
    )| {
        let attendance = (block.kind == BlockKind::Classroom).then(|| {
            let slot = |slot: &roundview::dataset::training::Slot| {
                (slot.id.clone(), json!(all.attendance(place)[slot.key as usize]))
            };
            block.slots.iter().map(slot).collect::<Map<_, _>>()
        });
        json!({
            "blockId": block.id, "attempts": on_block.attempts, "progress": on_block.progress,
            "score": on_block.score, "timeSpentSeconds": on_block.seconds, "attendance": attendance,
        })
    };
    blocks.iter().zip(all.on_blocks(place)).map(row).collect()
}

/// The file with its cells as texts.
fn csv_json(table: &Table) -> Value {
    let text = |cell: &Cell| match cell {
        Cell::Text(text) => harmless(text),
        _ => String::new(),
    };
    json!({
        "header": table.headings.iter().map(|heading| harmless(heading)).collect::<Vec<_>>(),
        "rows": table.rows.iter().map(|row| row.iter().map(text).collect::<Vec<_>>()).collect::<Vec<_>>(),
    })
}

fn by_month(scope: &Scope, counts: &[u64; MONTHS]) -> Value {
    let month = |(month, count): (usize, &u64)| (scope.months.first.plus(month as i32).to_string(), json!(count));
    Value::Object(counts.iter().enumerate().map(month).collect())
}

fn group_json(scope: &Scope, details: &GroupDetails) -> Value {
    let Part { part: online, whole } = details.online;
    let session = |row: &roundview::training::groups::compute::GroupSession| {
        json!({
            "sessionId": Ids(scope).session(row.session), "learners": row.attendance.whole,
            "attendance": row.attendance.part, "progress": row.progress, "score": row.score,
        })
    };
    json!({
        "ongoingSessions": by_month(scope, &details.ongoing_sessions),
        "blendedLearning": {
            "online": online, "classroom": whole - online, "onlineShare": details.online.share(),
        },
        "attendanceRate": details.attendance.share(),
        "completionRate": details.completion.share(),
        "successRate": details.success.share(),
        "sessions": details.sessions.iter().map(session).collect::<Vec<_>>(),
    })
}

fn dashboard_json(scope: &Scope) -> Value {
    let ids = Ids(scope);
    let per_month = dashboard::per_month(scope, Subject::Platform);
    let (programs, courses) = (dashboard::programs(scope), dashboard::courses(scope));
    let programs = programs.iter().map(|row| {
        let program = json!({ "participation": row.participation, "participants": row.participants });
        (scope.data.templates[row.template as usize].id.clone(), program)
    });
    let courses = courses.iter().map(|row| {
        let course = json!({ "participants": row.participants, "connections": row.connections, "whole": row.whole });
        (ids.course(row.course).to_owned(), course)
    });
    let users = dashboard::users(scope);
    let users = users.iter().map(|row| {
        let user = json!({
            "overallScore": row.overall_score, "totalTimeSeconds": row.total_time_seconds,
            "connections": row.connections,
        });
        (ids.user(row.user).to_owned(), user)
    });
    let questions = dashboard::questions(scope);
    let questions = questions.iter().map(|row| {
        json!({
            "courseId": ids.course(row.course),
            "questionId": scope.data.answers.questions.text(row.question),
            "answers": row.answers, "score": row.score,
        })
    });
    json!({
        "connectionsPerMonth": by_month(scope, &per_month.connections),
        "connections": per_month.connections_total(),
        "sessionParticipantsPerMonth": by_month(scope, &per_month.session_participants),
        "programs": programs.collect::<Map<_, _>>(),
        "courses": courses.collect::<Map<_, _>>(),
        "users": users.collect::<Map<_, _>>(),
        "questions": questions.collect::<Vec<_>>(),
    })
}

/// The attempts on external courses that the viewer may see, of users with details who have any; what
/// session an attempt belongs to only where the viewer may see that too.
fn external_json(scope: &Scope, is_detailed: &dyn Fn(&str) -> bool) -> Value {
    let (ids, sight) = (Ids(scope), &scope.sight);
    let mut by_user: Map<String, Value> = Map::new();
    for attempt in &scope.external {
        let user = ids.user(attempt.user);
        if !is_detailed(user) || !sight.users[attempt.user as usize] || !sight.courses[attempt.course as usize] {
            continue;
        }
        let courses = by_user.entry(user).or_insert_with(|| json!({}));
        if let Value::Object(courses) = courses {
            let attempts = courses.entry(ids.course(attempt.course)).or_insert_with(|| json!([]));
            if let Value::Array(attempts) = attempts {
                attempts.push(external_attempt_json(scope, attempt));
            }
        }
    }
    Value::Object(by_user)
}

fn external_attempt_json(scope: &Scope, attempt: &ExternalAttempt) -> Value {
    let session = attempt.session.filter(|session| scope.sight.sessions[*session as usize]);
    let session = session.map(|session| &scope.data.sessions[session as usize]);
    let block = session.zip(attempt.block).map(|(session, block)| &session.blocks[block as usize]);
    json!({
        "startedAt": attempt.started_at,
        "platform": match attempt.platform { Platform::Web => "web", Platform::Mobile => "mobile" },
        "state": match attempt.state { State::Open => "open", State::Completed => "completed" },
        "progress": attempt.progress,
        "result": attempt.outcome.map(|outcome| match outcome {
            Outcome::Success => "success",
            Outcome::Failed => "failed",
        }),
        "completedAt": attempt.completed_at,
        "timeSpentSeconds": attempt.seconds,
        "sessionId": session.map(|session| &session.id),
        "blockId": block.map(|block| &block.id),
    })
}
