//! The support signals in words: the reason, the numbers and the rule, in both languages.

use roundview::{
    dataset::{Level, Scale, ScaleKind},
    i18n::{Language, Locale},
    reports::{
        activity::compute::WeekToWeek,
        grades::book::Selection,
        support::{
            compute::{Absent, BelowCourse, FallingGrades, SignalKind, StudentSignals, Support, Thresholds},
            view_model::{SignalWords, signal_words},
        },
    },
    units::{Day, Moment},
};

const NOTHING: StudentSignals =
    StudentSignals { student: 0, absent: None, less_time: None, overdue: None, below_course: None, falling: None };

/// A scale of points, and one of the levels 1 to 6, of which the 3 is called "Middels".
fn scales() -> [Scale; 2] {
    let level = |value: u32| Level {
        label: if value == 3 { "Middels".to_owned() } else { value.to_string() },
        value: f64::from(value),
    };
    let scale = |id: &str, kind| Scale { id: id.to_owned(), title: id.to_owned(), kind };
    [
        scale("points", ScaleKind::Points { max: Some(100.0) }),
        scale("levels", ScaleKind::Levels((1..=6).map(level).collect())),
    ]
}

fn words_on(scale: u32, signals: StudentSignals, language: Language) -> Vec<SignalWords> {
    let support = Support {
        thresholds: Thresholds::default(),
        selection: Some(Selection { term: None, scale }),
        students: vec![signals],
    };
    signal_words(&Locale::plain(language), &scales(), &support, &signals)
}

/// Checks reason and numbers of the only signal that holds, in English and in Norwegian.
#[track_caller]
fn check(signals: StudentSignals, kind: SignalKind, english: [&str; 2], norwegian: [&str; 2]) {
    for (language, [text, numbers]) in [(Language::English, english), (Language::Norwegian, norwegian)] {
        let words = words_on(0, signals, language);
        let found: Vec<_> = words.iter().map(|words| (words.kind, &*words.text, &*words.numbers)).collect();
        assert_eq!(found, [(kind, text, numbers)]);
        assert!(!words[0].help.contains(['{', '}']), "{}", words[0].help);
    }
}

fn absent(days: u32, has_visited: bool) -> StudentSignals {
    // Monday 9 March 2026 is 20,521 days after 1970-01-01: 56 years of 365 days, 14 leap days, 31 + 28 + 8.
    let since = Day(20_521);
    let last_visit = has_visited.then(|| Moment::from_unix_seconds(20_521 * 86_400 + 3600));
    StudentSignals { absent: Some(Absent { days, since, last_visit }), ..NOTHING }
}

#[test]
fn no_visit_for_days() {
    check(
        absent(9, true),
        SignalKind::Absent,
        ["no visit for 9 days", "The last visit was on Monday 9 March 2026."],
        ["ingen besøk på 9 dager", "Siste besøk var mandag 9. mars 2026."],
    );
    // A reader may ask for a single day.
    check(
        absent(1, true),
        SignalKind::Absent,
        ["no visit for 1 day", "The last visit was on Monday 9 March 2026."],
        ["ingen besøk på 1 dag", "Siste besøk var mandag 9. mars 2026."],
    );
    check(
        absent(9, false),
        SignalKind::Absent,
        [
            "no visit yet, after 9 days",
            "Counted from Monday 9 March 2026, when the student was enrolled or the course began.",
        ],
        [
            "ingen besøk ennå, etter 9 dager",
            "Det telles fra mandag 9. mars 2026, da eleven ble meldt inn eller faget begynte.",
        ],
    );
}

fn less_time(last7_seconds: f64, previous7_seconds: f64) -> StudentSignals {
    StudentSignals { less_time: Some(WeekToWeek { last7_seconds, previous7_seconds }), ..NOTHING }
}

#[test]
fn time_down_against_the_week_before() {
    // (1008 − 3600) / 3600 = −72 %; 1008 s are 16.8 min.
    check(
        less_time(1008.0, 3600.0),
        SignalKind::LessTime,
        [
            "time down 72% against the week before",
            "The last 7 days: about 17 min. The 7 days before: about 1 h 00 min.",
        ],
        ["72\u{a0}% mindre tid enn uken før", "De siste 7 dagene: ca. 17 min. De 7 dagene før: ca. 1 t 00 min."],
    );
    // A change of −99.7 % is shown as −100 %, for it is a change and not a part.
    check(
        less_time(10.8, 3600.0),
        SignalKind::LessTime,
        [
            "time down 100% against the week before",
            "The last 7 days: under 1 min. The 7 days before: about 1 h 00 min.",
        ],
        ["100\u{a0}% mindre tid enn uken før", "De siste 7 dagene: under 1 min. De 7 dagene før: ca. 1 t 00 min."],
    );
    check(
        less_time(0.0, 1800.0),
        SignalKind::LessTime,
        ["time down 100% against the week before", "The last 7 days: none. The 7 days before: about 30 min."],
        ["100\u{a0}% mindre tid enn uken før", "De siste 7 dagene: ingen. De 7 dagene før: ca. 30 min."],
    );
}

#[test]
fn activities_past_their_deadline() {
    let overdue = |count| StudentSignals { overdue: Some(count), ..NOTHING };
    check(
        overdue(3),
        SignalKind::Overdue,
        ["3 activities past their deadline", ""],
        ["3 aktiviteter over fristen", ""],
    );
    check(overdue(1), SignalKind::Overdue, ["1 activity past its deadline", ""], ["1 aktivitet over fristen", ""]);
}

#[test]
fn an_average_below_the_courses() {
    let below = |average, course_mean, course_deviation| StudentSignals {
        below_course: Some(BelowCourse { average, course_mean, course_deviation }),
        ..NOTHING
    };
    // (70 − 42) / 20 = 1.4
    let points = below(42.0, 70.0, 20.0);
    check(
        points,
        SignalKind::BelowCourse,
        [
            "average 1.4 standard deviations below the course's",
            "The student's average is 42%, the mean of all students' averages 70%.",
        ],
        [
            "gjennomsnittet er 1,4 standardavvik under fagets",
            "Elevens gjennomsnitt er 42\u{a0}%, og gjennomsnittet av alle elevenes er 70\u{a0}%.",
        ],
    );
    // On levels: (4.2 − 3.1) / 0.8 = 1.375; the level nearest to 3.1 is the 3, that nearest to 4.2 the 4.
    let words = words_on(1, below(3.1, 4.2, 0.8), Language::English);
    assert_eq!(words[0].text, "average 1.4 standard deviations below the course's");
    assert_eq!(words[0].numbers, "The student's average is 3.1 (Middels), the mean of all students' averages 4.2 (4).");
}

#[test]
fn falling_over_the_last_assessments() {
    let falling = |slope, scale_range| StudentSignals {
        falling: Some(FallingGrades { grades: 4, slope, scale_range }),
        ..NOTHING
    };
    check(
        falling(-6.5, 100.0),
        SignalKind::Falling,
        ["grades falling over the last 4 assessments", "By 7% of the scale per assessment."],
        ["synkende karakterer på de siste 4 vurderingene", "Med 7\u{a0}% av skalaen per vurdering."],
    );
    // Half a level of the five between 1 and 6.
    assert_eq!(words_on(1, falling(-0.5, 5.0), Language::English)[0].numbers, "By 10% of the scale per assessment.");
}

#[test]
fn only_what_holds_is_said_and_in_the_order_of_the_rules() {
    assert_eq!(words_on(0, NOTHING, Language::English), []);
    let signals = StudentSignals { overdue: Some(2), falling: None, ..absent(7, true) };
    let kinds: Vec<_> = words_on(0, signals, Language::Norwegian).iter().map(|words| words.kind).collect();
    assert_eq!(kinds, [SignalKind::Absent, SignalKind::Overdue]);
}

/// What a reader has chosen stands in the rule.
#[test]
fn a_rule_names_its_threshold() {
    let thresholds = Thresholds {
        absent_days: 10,
        less_time_percent: 40.0,
        overdue_activities: 1,
        below_course_deviations: 1.5,
        falling_grades: 5,
    };
    let signals = StudentSignals {
        less_time: less_time(0.0, 1800.0).less_time,
        overdue: Some(1),
        below_course: Some(BelowCourse { average: 40.0, course_mean: 70.0, course_deviation: 20.0 }),
        falling: Some(FallingGrades { grades: 5, slope: -6.5, scale_range: 100.0 }),
        ..absent(10, true)
    };
    let support = Support { thresholds, selection: None, students: vec![signals] };
    let help = |language| -> Vec<String> {
        let words = signal_words(&Locale::plain(language), &scales(), &support, &signals);
        words.into_iter().map(|words| words.help).collect()
    };
    let starts = |help: &[String], starts: [&str; 5]| {
        assert_eq!(help.len(), 5);
        for (help, start) in help.iter().zip(starts) {
            assert!(help.starts_with(start), "{help}");
        }
    };
    starts(
        &help(Language::English),
        [
            "No visit for 10 days or more.",
            "The time of the last 7 days is 40% or more below",
            "At least 1 activity that is available to the student",
            "The student's average lies 1.5 standard deviations or more below",
            "The straight line that fits the last 5 grades best falls",
        ],
    );
    starts(
        &help(Language::Norwegian),
        [
            "Ingen besøk på 10 dager eller mer.",
            "Tiden de siste 7 dagene er minst 40\u{a0}% under",
            "Minst 1 aktivitet som er tilgjengelig for eleven",
            "Elevens gjennomsnitt ligger minst 1,5 standardavvik under",
            "Den rette linjen som passer best med de siste 5 karakterene",
        ],
    );
}
