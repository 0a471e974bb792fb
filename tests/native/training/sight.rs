//! Nothing that the viewer may not see leaves the engine, whatever is asked for.

use std::io::Read;

use flate2::read::GzDecoder;
use proptest::{collection::vec, option, prelude::*};
use roundview::{
    dataset::zone::native_zones,
    document::TrainingReader,
    engine::training::TrainingService,
    training::{
        Narrowing, Scope,
        address::{Part, TrainingPage},
        dashboard::compute::Granularity,
        pages::contents::PageRequest,
        sessions::view_model::{Column, columns},
        visibility::{Viewer, example},
    },
};
use serde_json::{Value, json};

/// An organisation of five users, three groups, three courses and three sessions of two programs, whose ids,
/// names and titles are all told apart, and whoever looks has some role.
fn organisations() -> impl Strategy<Value = Value> {
    let role = (prop::sample::select(vec!["coach", "advisor", "learner"]), 0..3_usize);
    (
        option::weighted(0.9, role),
        (option::of(0..5_usize), option::of(0..5_usize), option::of(0..5_usize)),
        vec((0..5_usize, 0..3_usize), 0..5),
        vec((0..3_usize, 0..5_usize), 0..8),
        vec((0..5_usize, option::of(0..3_usize), 0..3_usize), 0..8),
        vec((0..5_usize, 0..3_usize), 0..4),
        [0..3_usize, 0..3, 0..3],
    )
        .prop_map(|(role, (author, manager, instructor), memberships, registrations, attempts, done, groups)| {
            let (user, group) = (|index: usize| format!("usr{index}z"), |index: usize| format!("grp{index}z"));
            let (course, session) = (|index: usize| format!("crs{index}z"), |index: usize| format!("ses{index}z"));
            let roles = role.map(|(role, of)| match role {
                "advisor" => json!({ "userId": user(0), "role": role, "courseId": course(of) }),
                _ => json!({ "userId": user(0), "role": role, "groupId": group(of) }),
            });
            let block = |index: usize| json!({ "id": "b", "kind": "course", "title": "block", "courseId": course(index) });
            json!({
                "format": "training-document/1", "generatedAt": "2026-03-18T12:00:00Z", "timeZone": "UTC",
                "viewer": { "userId": user(0) },
                "users": (0..5).map(|index| json!({
                    "id": user(index), "firstName": user(index), "lastName": user(index),
                    "email": format!("mail{index}@example.org"),
                    "managerIds": if index == 4 { manager.map(user).into_iter().collect() } else { Vec::<String>::new() },
                })).collect::<Vec<_>>(),
                "groups": (0..3).map(|index| json!({
                    "id": group(index), "title": group(index), "parentId": (index > 0).then(|| group(0)),
                })).collect::<Vec<_>>(),
                "roles": roles.into_iter().collect::<Vec<_>>(),
                "memberships": memberships.into_iter().map(|(member, of)| {
                    json!({ "userId": user(member), "groupId": group(of) })
                }).collect::<Vec<_>>(),
                "courses": (0..3).map(|index| json!({
                    "id": course(index), "title": course(index), "authorId": author.filter(|_| index == 1).map(user),
                    "provider": (index == 2).then_some("external"),
                })).collect::<Vec<_>>(),
                "templates": (0..2).map(|index| json!({
                    "id": format!("tpl{index}z"), "title": format!("tpl{index}z"),
                })).collect::<Vec<_>>(),
                "sessions": (0..3).map(|index| json!({
                    "id": session(index), "name": session(index), "templateId": format!("tpl{}z", index % 2),
                    "startsAt": "2026-01-01T00:00:00Z", "groupIds": [group(groups[index])],
                    "instructorIds": instructor.filter(|_| index == 2).map(user).into_iter().collect::<Vec<_>>(),
                    "blocks": [block(index)],
                })).collect::<Vec<_>>(),
                "registrations": registrations.into_iter().map(|(of, who)| json!({
                    "sessionId": session(of), "userId": user(who), "registeredAt": "2026-01-02T00:00:00Z",
                })).collect::<Vec<_>>(),
                "attempts": attempts.iter().map(|(who, of, on)| json!({
                    "userId": user(*who), "sessionId": of.map(session), "blockId": of.map(|_| "b"),
                    "courseId": course(of.unwrap_or(*on)), "startedAt": "2026-02-01T00:00:00Z", "seconds": 60,
                })).collect::<Vec<_>>(),
                "answers": attempts.iter().map(|(who, _, on)| json!({
                    "userId": user(*who), "courseId": course(*on), "questionId": 1, "at": "2026-02-01T00:00:00Z",
                    "points": 1, "maxPoints": 2,
                })).collect::<Vec<_>>(),
                "connections": done.iter().map(|(who, on)| json!({
                    "userId": user(*who), "courseId": course(*on), "at": "2026-02-01T00:00:00Z",
                })).collect::<Vec<_>>(),
                "externalCompletions": done.iter().map(|(who, _)| json!({
                    "email": format!("mail{who}@example.org"), "courseId": course(2),
                    "completedAt": "2026-02-03T00:00:00Z", "passed": true,
                })).collect::<Vec<_>>(),
            })
        })
}

fn read(document: &Value) -> roundview::dataset::training::Training {
    let mut reader = TrainingReader::default();
    reader.push(document.to_string().as_bytes()).unwrap();
    reader.into_training(&native_zones).unwrap().0
}

fn ranks(names: &[&str]) -> Vec<u32> {
    vec![0; names.len()]
}

/// Every page that an address can name, in every part.
fn requests() -> Vec<PageRequest> {
    let mut pages =
        vec![TrainingPage::Sessions, TrainingPage::Groups, TrainingPage::Collaboration, TrainingPage::Dashboard];
    for index in 0..5 {
        pages.push(TrainingPage::Learner(format!("usr{index}z")));
    }
    for index in 0..3 {
        pages.push(TrainingPage::Session(format!("ses{index}z")));
        pages.push(TrainingPage::Program(format!("tpl{index}z")));
        pages.push(TrainingPage::Group(format!("grp{index}z")));
        pages.push(TrainingPage::Course(format!("crs{index}z")));
    }
    let mut requests = Vec::new();
    for page in pages {
        for part in Part::ALL {
            let files = page == TrainingPage::Dashboard && part == Part::File;
            for granularity in Granularity::ALL.into_iter().take(if files { 6 } else { 1 }) {
                requests.push(PageRequest { page: page.clone(), part, granularity, ..PageRequest::default() });
            }
        }
    }
    requests
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    /// What crosses to the page names no user, group, course, session or program out of sight, but for the users
    /// of a session that is seen whole, and their groups, on the pages of that session and its program and in the file of
    /// a group's sessions.
    #[test]
    fn no_page_names_what_is_out_of_sight(document in organisations()) {
        let scope = Scope::new(read(&document));
        let service = TrainingService::new(read(&document), roundview::document::Faults::default());
        let sight = &scope.sight;
        let hidden = |kind: &'static str, seen: &[bool]| {
            let out = seen.iter().enumerate().filter(|(_, is_seen)| !**is_seen);
            out.map(|(index, _)| format!("{kind}{index}z")).collect::<Vec<_>>()
        };
        let (users, groups) = (hidden("usr", &sight.users), hidden("grp", &sight.groups));
        let mut others = hidden("crs", &sight.courses);
        others.extend(hidden("ses", &sight.sessions));
        others.extend(hidden("tpl", &sight.programs));
        for request in requests() {
            let data = format!("{:?}", service.page(&request, &ranks).data);
            let may_name_all = sight.whole_sessions.contains(&true)
                && match request.page {
                    TrainingPage::Session(_) | TrainingPage::Program(_) => true,
                    TrainingPage::Group(_) => request.part == Part::File,
                    _ => false,
                };
            let persons = users.iter().chain(&groups).filter(|_| !may_name_all);
            for token in others.iter().chain(persons) {
                prop_assert!(!data.contains(token.as_str()), "{token} on {request:?}: {data}");
            }
        }
    }

    /// Nor do the rows of the file of a session, whichever columns are asked for. Authors, managers and instructors are
    /// named in it by their addresses.
    #[test]
    fn no_row_of_a_file_names_what_is_out_of_sight(document in organisations()) {
        let scope = Scope::new(read(&document));
        let service = TrainingService::new(read(&document), roundview::document::Faults::default());
        let sight = &scope.sight;
        let sessions: Vec<u32> = (0..3).collect();
        let mut asked = columns(&scope, &sessions);
        asked.extend((0..3).map(Column::Group));
        for session in sessions {
            let mut rows = Vec::new();
            service.rows(session, &asked, &Narrowing::default(), |piece, _| rows.extend(piece.to_vec()));
            if !sight.sessions[session as usize] {
                prop_assert_eq!(rows.len(), 0);
                continue;
            }
            let (rows, is_whole) = (format!("{rows:?}"), sight.whole_sessions[session as usize]);
            for user in (0..5).filter(|user| !is_whole && !sight.users[*user]) {
                prop_assert!(!rows.contains(&format!("usr{user}z")), "user {user} in session {session}: {rows}");
            }
            let others = [("ses", session), ("tpl", session % 2)];
            for (kind, own) in others {
                for other in (0..3).filter(|other| *other != own) {
                    prop_assert!(!rows.contains(&format!("{kind}{other}z")), "{kind}{other} in session {session}");
                }
            }
            prop_assert!(!rows.contains("grp") && !rows.contains("crs"), "{rows}");
            // A column of a group that isn't seen is left out, and the row has a cell less.
            let seen = sight.groups.iter().filter(|is_seen| **is_seen).count();
            let expected = asked.len() - (3 - seen);
            service.rows(session, &asked, &Narrowing::default(), |piece, _| {
                assert!(piece.iter().all(|row| row.len() == expected), "{piece:?}");
            });
        }
    }

    /// A file narrowed to somebody whom the viewer doesn't see has nothing of them.
    #[test]
    fn a_file_tells_nothing_of_a_member_out_of_sight(document in organisations()) {
        let scope = Scope::new(read(&document));
        let service = TrainingService::new(read(&document), roundview::document::Faults::default());
        for user in (0..5).filter(|user| !scope.sight.users[*user]) {
            let request = |member: String| PageRequest {
                page: TrainingPage::Dashboard,
                part: Part::File,
                granularity: Granularity::Course,
                member: Some(member),
                ..PageRequest::default()
            };
            let of = |member: String| service.page(&request(member), &ranks).data;
            prop_assert_eq!(of(format!("usr{user}z")), of("nobody".to_owned()));
        }
    }
}

/// The sample has an example of every viewer, each of whom sees another part of it.
#[test]
fn the_sample_can_be_looked_at_as_anybody() {
    let packed = include_bytes!("../../../public/sample/training.json.gz");
    let mut bytes = Vec::new();
    GzDecoder::new(&packed[..]).read_to_end(&mut bytes).unwrap();
    let mut reader = TrainingReader::default();
    reader.push(&bytes).unwrap();
    let mut scope = Scope::new(reader.into_training(&native_zones).unwrap().0);
    let mut seen = Vec::new();
    for viewer in Viewer::ALL {
        let user = example(&scope.data, viewer);
        assert!(user.is_some(), "{viewer:?}");
        scope.look_as(user);
        let sight = scope.sight.clone();
        let is_in_charge = matches!(viewer, Viewer::Owner | Viewer::Administrator);
        assert_eq!(sight.everything, is_in_charge);
        let count = |list: &[bool]| list.iter().filter(|is_seen| **is_seen).count();
        let (users, courses, sessions) = (count(&sight.users), count(&sight.courses), count(&sight.sessions));
        match viewer {
            Viewer::Owner | Viewer::Administrator => assert_eq!((users, courses, sessions), (264, 12, 30)),
            Viewer::Author | Viewer::Advisor => assert!(users == 1 && courses > 0 && sessions == 0),
            Viewer::Coach => assert!(users > 1 && courses > 0 && sessions > 0 && count(&sight.groups) > 0),
            Viewer::Manager => assert!(users > 1 && courses == 0 && sessions == 0),
            Viewer::Instructor => assert!(users == 1 && count(&sight.whole_sessions) == sessions && sessions > 0),
            Viewer::Learner => assert_eq!((users, courses, sessions), (1, 0, 0)),
        }
        // Owner and administrator see the same; nobody else does.
        assert_eq!(seen.contains(&sight), viewer == Viewer::Administrator, "{viewer:?}");
        seen.push(sight);
    }
}
