//! What holds for every document, whatever is in it.

use proptest::{collection::vec, option, prelude::*, sample::Index};
use roundview::{
    dataset::Dataset,
    reports::{
        GroupFilter, Scope,
        activity::compute::{Details, Overview, details, overview},
    },
    units::Moment,
};
use serde_json::{Value, json};

use crate::course::{Form, TABLES, contents, course, read, read_pieces, read_text};

/// 18 March 2026, 09:30 UTC.
const NOW: i64 = 1_773_826_200;

/// Some moment from thirteen months before the document was made to a day after, often at the very
/// start of an hour, where days begin.
fn moment() -> impl Strategy<Value = i64> {
    prop_oneof![
        NOW - 400 * 86_400..NOW + 86_400,
        (-400 * 24..24_i64).prop_map(|hours| (NOW / 3600 + hours) * 3600),
        (-20 * 24..24_i64).prop_map(|hours| (NOW / 3600 + hours) * 3600 - 1),
        Just(NOW),
    ]
}

/// A moment that is mostly one.
fn written_moment() -> impl Strategy<Value = Value> {
    prop_oneof![
        9 => moment().prop_map(|second| json!(second)),
        9 => moment().prop_map(|second| json!(Moment::from_unix_seconds(second).to_string())),
        1 => Just(json!("yesterday")),
    ]
}

/// The id of one of four students, or of none.
fn student_id() -> impl Strategy<Value = Value> {
    prop_oneof![(0..4_i64).prop_map(|id| json!(id)), (0..5_i64).prop_map(|id| json!(id.to_string()))]
}

fn student(id: i64) -> impl Strategy<Value = Value> {
    (vec(0..4_i64, 0..3), option::weighted(0.2, moment()), option::weighted(0.2, moment())).prop_map(
        move |(groups, enrolled_at, left_at)| json!({ "id": id, "groupIds": groups, "enrolledAt": enrolled_at, "leftAt": left_at }),
    )
}

fn visit() -> impl Strategy<Value = Value> {
    let seconds = prop_oneof![9 => (0..7200_i64).prop_map(|seconds| json!(seconds)), 1 => Just(json!(-1)), 1 => Just(json!(null))];
    (student_id(), written_moment(), seconds)
        .prop_map(|(student, start, seconds)| json!({ "studentId": student, "start": start, "seconds": seconds }))
}

fn view() -> impl Strategy<Value = Value> {
    (student_id(), 0..5_i64, written_moment(), option::of(-1..100_000_i64)).prop_map(
        |(student, element, at, seconds)| json!({ "studentId": student, "elementId": element, "at": at, "seconds": seconds }),
    )
}

fn post() -> impl Strategy<Value = Value> {
    let kind = prop::sample::select(vec!["thread", "post", "announcement", "announcementComment", "message", "poll"]);
    (student_id(), written_moment(), option::of(kind), option::of(written_moment())).prop_map(
        |(student, at, kind, deleted_at)| json!({ "studentId": student, "at": at, "kind": kind, "deletedAt": deleted_at }),
    )
}

fn grade() -> impl Strategy<Value = Value> {
    let value = prop_oneof![Just(json!("A")), Just(json!(null)), (-1..12_i64).prop_map(|value| json!(value))];
    (student_id(), 0..5_i64, written_moment(), value).prop_map(
        |(student, element, at, value)| json!({ "studentId": student, "elementId": element, "gradedAt": at, "value": value }),
    )
}

/// Courses of four students with events of all kinds, some of them faulty.
fn documents() -> impl Strategy<Value = Value> {
    let zone = prop::sample::select(vec!["Europe/Oslo", "Asia/Kolkata", "America/St_Johns", "UTC"]);
    let students = [student(0), student(1), student(2), student(3)];
    (zone, students, vec(visit(), 0..40), vec(view(), 0..30), vec(post(), 0..20), vec(grade(), 0..10)).prop_map(
        |(zone, students, visits, views, posts, grades)| {
            let parts = json!({
                "timeZone": zone,
                "groups": [{ "id": 0 }, { "id": 1 }, { "id": 2 }],
                "students": students,
                "elements": [
                    { "id": 0, "kind": "page" },
                    { "id": 1, "kind": "test", "maxScore": 10 },
                    { "id": 2, "kind": "task", "deletedAt": NOW - 86_400 },
                    { "id": 3, "kind": "lti" },
                ],
                "visits": visits, "views": views, "posts": posts, "grades": grades,
            });
            course("2026-03-18T09:30:00Z", &parts)
        },
    )
}

fn scope(dataset: &Dataset, as_of: i64) -> Scope<'_> {
    Scope::new(dataset, Some(Moment::from_unix_seconds(as_of)), &GroupFilter::default())
}

/// All figures at a moment.
fn figures(dataset: &Dataset, as_of: i64) -> (Overview, Vec<Details>) {
    let scope = scope(dataset, as_of);
    let details = scope.participants.iter().map(|student| details(&scope, *student)).collect();
    (overview(&scope), details)
}

/// What may only grow as time goes on.
fn totals(details: &Details) -> [f64; 4] {
    [details.total_seconds, details.total_visits as f64, details.active_days as f64, details.days.len() as f64]
}

proptest! {
    #[test]
    fn the_order_of_events_changes_no_figure(document in documents(), seed: Vec<Index>, as_of in moment()) {
        let mut shuffled = document.clone();
        for table in TABLES {
            let Some(rows) = shuffled.get_mut(table).and_then(Value::as_array_mut) else { continue };
            // Grades of one moment count in the order of the document.
            if table == "grades" || rows.is_empty() {
                continue;
            }
            for (place, other) in seed.iter().enumerate() {
                let (place, other) = (place % rows.len(), other.index(rows.len()));
                rows.swap(place, other);
            }
            rows.reverse();
        }
        let ((before, faults), (after, faults_after)) = (read(&document).unwrap(), read(&shuffled).unwrap());
        prop_assert_eq!(figures(&before, as_of), figures(&after, as_of));
        prop_assert_eq!((faults.counted(), faults.left_out()), (faults_after.counted(), faults_after.left_out()));
    }

    #[test]
    fn rows_and_columns_say_the_same(document in documents(), as_of in moment()) {
        let ((rows, faults), (columns, column_faults)) =
            (read(&document).unwrap(), read(&Form::Columns.of(&document)).unwrap());
        prop_assert_eq!(contents(&rows), contents(&columns));
        prop_assert_eq!(figures(&rows, as_of), figures(&columns, as_of));
        let lines = faults.lines().iter().map(|line| (line.kind, line.count));
        prop_assert!(lines.eq(column_faults.lines().iter().map(|line| (line.kind, line.count))));
    }

    #[test]
    fn a_later_moment_lowers_no_total(document in documents(), moments in [moment(), moment()]) {
        let (dataset, _) = read(&document).unwrap();
        let (early, late) = (moments[0].min(moments[1]), moments[0].max(moments[1]));
        let (early, late) = (scope(&dataset, early), scope(&dataset, late));
        for student in 0..dataset.students.len() as u32 {
            let (early, late) = (totals(&details(&early, student)), totals(&details(&late, student)));
            prop_assert!(early.iter().zip(&late).all(|(early, late)| early <= late), "{:?} {:?}", early, late);
        }
    }

    #[test]
    fn parts_sum_to_the_whole(document in documents(), as_of in moment()) {
        let (dataset, _) = read(&document).unwrap();
        let (overview, details) = figures(&dataset, as_of);
        let course = overview.course.unwrap();
        prop_assert_eq!(course.participants, details.len() as u64);
        for (place, bar) in course.bars.iter().enumerate() {
            let bars = || overview.students.iter().map(|student| student.bars[place]);
            prop_assert_eq!(bar.seconds, bars().map(|bar| bar.seconds).sum::<f64>());
            prop_assert_eq!(bar.visits, bars().map(|bar| bar.visits).sum::<u64>());
            prop_assert_eq!(bar.visitors, bars().filter(|bar| bar.visits > 0).count() as u64);
        }
        let (mut seconds, mut visits) = (0.0, 0);
        for (row, details) in overview.students.iter().zip(&details) {
            prop_assert_eq!(row.student, details.student);
            let week: f64 = row.bars.iter().map(|bar| bar.seconds).sum();
            prop_assert_eq!(week, details.week_to_week.last7_seconds);
            prop_assert_eq!(details.total_seconds, details.days.iter().map(|(_, day)| day.seconds).sum::<f64>());
            prop_assert_eq!(details.total_visits, details.days.iter().map(|(_, day)| day.visits).sum::<u64>());
            prop_assert_eq!(row.average_visit_seconds, details.average_visit_seconds());
            prop_assert_eq!(row.last_visit, details.last_visit);
            prop_assert!(details.week_to_week.last7_seconds + details.week_to_week.previous7_seconds <= details.total_seconds);
            prop_assert!(details.communication.threads_started <= details.communication.discussion_posts);
            seconds += details.total_seconds;
            visits += details.total_visits;
        }
        prop_assert_eq!(course.average_visit_seconds, (visits > 0).then(|| seconds / visits as f64));
    }

    #[test]
    fn days_are_ascending_and_within_their_bounds(document in documents(), as_of in moment()) {
        let (dataset, _) = read(&document).unwrap();
        let (_, details) = figures(&dataset, as_of);
        for details in details {
            prop_assert!(details.days.is_sorted_by(|a, b| a.0 < b.0));
            prop_assert!(details.actions.is_sorted_by(|a, b| a.0 < b.0));
            let (first, last) = details.heat_map;
            prop_assert!((365..=366).contains(&(last.0 - first.0 + 1)));
            prop_assert!(details.actions.iter().all(|(day, _)| (first..=last).contains(day)));
            prop_assert!(details.heat_map_days().iter().all(|(day, _)| (first..=last).contains(day)));
            match details.months {
                None => prop_assert!(details.days.is_empty()),
                Some((from, until)) => {
                    prop_assert!(details.days.iter().all(|(day, _)| (from..=until).contains(&day.month())));
                    prop_assert_eq!(from, details.days[0].0.month());
                }
            }
        }
    }

    #[test]
    fn every_group_and_none_are_the_whole_course(document in documents(), as_of in moment()) {
        let (dataset, _) = read(&document).unwrap();
        let group_ids = dataset.groups.iter().map(|group| group.id.clone()).collect();
        let filter = GroupFilter { group_ids, without_group: true };
        let filtered = overview(&Scope::new(&dataset, Some(Moment::from_unix_seconds(as_of)), &filter));
        let (whole, _) = figures(&dataset, as_of);
        prop_assert_eq!(&filtered.chosen, &whole.course);
        prop_assert_eq!(filtered.course, whole.course);
        prop_assert_eq!(filtered.students, whole.students);
    }

    #[test]
    fn a_document_may_arrive_in_any_pieces(document in documents(), columns: bool, cuts: Vec<Index>) {
        let form = if columns { Form::Columns } else { Form::Rows };
        let text = form.of(&document).to_string();
        let text = text.as_bytes();
        let mut cuts: Vec<usize> = cuts.iter().map(|cut| cut.index(text.len())).chain([0, text.len()]).collect();
        cuts.sort_unstable();
        let pieces = cuts.windows(2).map(|cut| &text[cut[0]..cut[1]]);
        let ((whole, faults), (cut, cut_faults)) = (read_text(text).unwrap(), read_pieces(pieces).unwrap());
        prop_assert_eq!(contents(&whole), contents(&cut));
        prop_assert_eq!(faults, cut_faults);
    }

    /// Whatever happens to a document on its way, it is read or refused, and so in pieces as whole.
    #[test]
    fn changed_bytes_are_read_or_refused(
        document in documents(),
        columns: bool,
        changes in vec((any::<Index>(), prop_oneof![any::<u8>(), prop::sample::select(b"{}[],:\"\\0-e.n ".to_vec())]), 1..4),
        cut: Index,
        as_of in moment(),
    ) {
        let form = if columns { Form::Columns } else { Form::Rows };
        let mut text = form.of(&document).to_string().into_bytes();
        for (place, byte) in changes {
            let place = place.index(text.len());
            text[place] = byte;
        }
        let (first, second) = text.split_at(cut.index(text.len()));
        match (read_text(&text), read_pieces([first, second])) {
            (Ok((dataset, faults)), Ok((cut, cut_faults))) => {
                figures(&dataset, as_of);
                prop_assert_eq!(contents(&dataset), contents(&cut));
                prop_assert_eq!(faults, cut_faults);
            }
            (whole, pieces) => prop_assert_eq!(whole.map(|_| ()).unwrap_err(), pieces.map(|_| ()).unwrap_err()),
        }
    }

    #[test]
    fn any_bytes_are_read_or_refused(bytes: Vec<u8>) {
        prop_assert!(read_text(&bytes).is_err());
    }
}
