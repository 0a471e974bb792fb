//! What the students do: from people and plan to the six tables of events.
//!
//! First it is settled what each student completes and when; then the days are walked through, and
//! the visits in which those things were done are filled up with the ordinary ones. Only additions,
//! multiplications and divisions are used on floating-point numbers, whose results are the same on
//! every machine.

use fastrand::Rng;

use super::calendar::{Calendar, Day, Moment, TODAY, hours, is_weekday, lesson};
use super::people::{Habit, Student};
use super::plan::{Audience, Element, Grading, Kind, LEVELS};

/// One use of the course, from arriving to leaving.
#[derive(Clone, Copy)]
pub struct Visit {
    pub student: u32,
    pub start: Moment,
    pub seconds: u32,
}

/// One opening of an element.
#[derive(Clone, Copy)]
pub struct View {
    pub student: u32,
    pub element: u16,
    pub at: Moment,
    pub seconds: u16,
}

/// One activity handed in.
#[derive(Clone, Copy)]
pub struct Completion {
    pub student: u32,
    pub element: u16,
    pub at: Moment,
}

/// One grade given.
#[derive(Clone, Copy)]
pub struct Grade {
    pub student: u32,
    pub element: u16,
    pub at: Moment,
    pub value: GradeValue,
}

/// What was given.
#[derive(Clone, Copy)]
pub enum GradeValue {
    Points(u32),
    /// An index into [`LEVELS`].
    Level(usize),
}

/// One contribution to the course's talk.
#[derive(Clone, Copy)]
pub struct Post {
    pub student: u32,
    pub at: Moment,
    pub kind: &'static str,
    pub deleted_at: Option<Moment>,
}

/// One report of a SCORM package.
#[derive(Clone, Copy)]
pub struct ScormReport {
    pub student: u32,
    pub element: u16,
    /// Older packages report no moment and no time.
    pub at: Option<Moment>,
    pub status: &'static str,
    /// Hundredths, 0 to 100.
    pub score: Option<u8>,
    pub seconds: Option<u32>,
}

/// The six tables. `student` and `element` are indexes, not ids.
#[derive(Default)]
pub struct Events {
    pub visits: Vec<Visit>,
    pub views: Vec<View>,
    pub completions: Vec<Completion>,
    pub grades: Vec<Grade>,
    pub posts: Vec<Post>,
    pub scorm: Vec<ScormReport>,
}

/// The course that the students work in.
pub struct Course<'a> {
    pub calendar: &'a Calendar,
    pub elements: &'a [Element],
    pub students: &'a [Student],
    pub supported: &'a [u32],
    pub seed: u64,
}

/// The streams of random numbers of one student; each can be begun anew.
#[derive(Clone, Copy)]
enum Stream {
    Work,
    Presence,
}

/// An activity done: which, and when it was handed in.
#[derive(Clone, Copy)]
struct Sitting {
    element: usize,
    at: Moment,
}

/// The students who get extra support, by index: at most six.
pub fn supported(students: &[Student]) -> Vec<u32> {
    let in_need = |student: &&Student| matches!(student.habit, Habit::Struggling | Habit::CatchingUp);
    students.iter().filter(in_need).take(6).map(|student| student.id).collect()
}

impl Course<'_> {
    /// Simulates the year, with so many visits per student on average.
    pub fn simulate(&self, visits_per_student: u32) -> Events {
        let pressure = self.pressure();
        let mut sittings_total = 0;
        let mut rate_total = 0.0;
        for index in 0..self.students.len() {
            sittings_total += self.work(index, &mut Events::default()).len();
            let student = &self.students[index];
            rate_total += self.days(student).map(|day| self.rate(student, day, &pressure)).sum::<f64>();
        }
        let wanted = f64::from(visits_per_student) * self.students.len() as f64;
        let scale = if rate_total > 0.0 { (wanted - sittings_total as f64).max(0.0) / rate_total } else { 0.0 };

        let mut events = Events::default();
        for index in 0..self.students.len() {
            let sittings = self.work(index, &mut events);
            self.presence(index, &sittings, scale, &pressure, &mut events);
        }
        // As a log keeps them: in the order of time.
        events.visits.sort_unstable_by_key(|visit| (visit.start, visit.student, visit.seconds));
        events.views.sort_unstable_by_key(|view| (view.at, view.student, view.element));
        events.completions.sort_unstable_by_key(|completion| (completion.at, completion.student, completion.element));
        events.grades.sort_by_key(|grade| (grade.at, grade.student, grade.element));
        events.posts.sort_by_key(|post| (post.at, post.student));
        events.scorm.sort_by_key(|report| (report.at, report.student, report.element));
        events
    }

    fn rng(&self, student: usize, stream: Stream) -> Rng {
        // Two odd constants spread neighbouring students over the whole range of seeds.
        let spread = (student as u64 + 1).wrapping_mul(0x9E37_79B9_7F4A_7C15);
        Rng::with_seed(self.seed.wrapping_mul(0xD134_2543_DE82_EF95) ^ spread ^ stream as u64)
    }

    fn is_available(&self, element: &Element, student: &Student) -> bool {
        match element.planned.audience {
            Audience::Everyone => true,
            Audience::Group(group) => student.group_ids.contains(&group),
            Audience::Supported => {
                self.supported.contains(&student.id) || student.group_ids.contains(&super::plan::FIELDWORK_GROUP)
            }
        }
    }

    /// The days on which a student is in the course.
    fn days(&self, student: &Student) -> std::ops::Range<Day> {
        student.days.0..student.days.1.min(TODAY + 1)
    }

    /// How much is due soon, per day: the next deadlines count more the nearer they are.
    fn pressure(&self) -> Vec<f64> {
        (0..=TODAY)
            .map(|day| {
                self.elements
                    .iter()
                    .filter(|element| element.is_activity() && element.planned.audience == Audience::Everyone)
                    .filter_map(|element| element.deadline)
                    .filter_map(|deadline| self.calendar.day(deadline).checked_sub(day))
                    .map(|ahead| match ahead {
                        0 => 1.0,
                        1 => 0.6,
                        2 => 0.3,
                        _ => 0.0,
                    })
                    .sum()
            })
            .collect()
    }

    /// The expected number of a student's visits on a day, up to the common scale.
    fn rate(&self, student: &Student, day: Day, pressure: &[f64]) -> f64 {
        let activity = student.activity(day);
        if activity == 0.0 {
            return 0.0;
        }
        let weekday = if self.calendar.is_school_day(day) {
            if lesson(day).is_some() { 1.0 } else { 0.62 }
        } else if is_weekday(day) {
            0.06
        } else if day % 7 == 6 {
            0.34
        } else {
            0.13
        };
        let due = pressure.get(day as usize).copied().unwrap_or_default();
        let holiday_damping = if self.calendar.is_school_day(day) || !is_weekday(day) { 1.0 } else { 0.2 };
        activity * weekday + student.deadline_response(day) * due * holiday_damping
    }

    /// Settles what the student completes and how it is graded, and returns the completions in the
    /// order of time.
    fn work(&self, index: usize, events: &mut Events) -> Vec<Sitting> {
        let student = &self.students[index];
        let mut rng = self.rng(index, Stream::Work);
        let mut sittings = Vec::new();
        for (element_index, element) in self.elements.iter().enumerate() {
            if !self.is_available(element, student) || element.opens > self.calendar.now() {
                continue;
            }
            let completed = element.is_activity().then(|| self.completion(element, student, &mut rng)).flatten();
            if let Some(at) = completed {
                sittings.push(Sitting { element: element_index, at });
                let (student, element) = (index as u32, element_index as u16);
                events.completions.push(Completion { student, element, at });
            }
            if element.planned.kind == Kind::Scorm {
                self.report_scorm(index, element_index, completed, &mut rng, events);
            }
            if element.is_graded() {
                self.grade(index, element_index, completed, &mut rng, events);
            }
        }
        sittings.sort_unstable_by_key(|sitting| (sitting.at, sitting.element));
        sittings
    }

    /// When a student hands in an activity, if ever.
    fn completion(&self, element: &Element, student: &Student, rng: &mut Rng) -> Option<Moment> {
        let calendar = self.calendar;
        let (first_day, end_day) = student.days;
        let opens = calendar.day(element.opens);
        let due = element.deadline.map_or(opens + 18, |deadline| calendar.day(deadline));
        let chance = student.reliability(due);
        // What isn't asked for is left out more often.
        let willing = if element.planned.mandatory { 1.0 } else { 0.78 + 0.24 * student.ability };
        let draw = rng.f64() / willing;
        let in_class = element.active_until.is_some();

        let at = if due < first_day {
            // Set before the student came: some of it is made up for in the first weeks.
            (draw < 0.92 && !in_class).then(|| calendar.moment(first_day + 2 + rng.u32(0..24), evening(rng)))?
        } else if draw < chance.on_time {
            if in_class {
                // Handed in towards the end of the lesson.
                element.deadline.map(|deadline| deadline - rng.u32(60..2_400))?
            } else {
                let latest = due.saturating_sub(opens.max(first_day));
                let ahead = match student.habit {
                    Habit::DeadlineDriven => 0,
                    Habit::Eager => rng.u32(0..=latest.min(7)),
                    _ => rng.u32(0..=latest.min(5)).min(rng.u32(0..=latest.min(5))),
                };
                let second = match student.habit {
                    Habit::DeadlineDriven => hours(19, 30) + rng.u32(0..16_000),
                    _ => evening(rng),
                };
                calendar.moment(due - ahead, second).max(element.opens + 1_800)
            }
        } else if draw < chance.on_time + chance.late && !in_class {
            let days = if student.habit == Habit::CatchingUp && due < 135 {
                // Worked off in January and February.
                143_u32.saturating_sub(due) + rng.u32(0..50)
            } else {
                1 + rng.u32(0..12).min(rng.u32(0..12))
            };
            calendar.moment(due + days, evening(rng))
        } else {
            return None;
        };
        let day = calendar.day(at);
        let possible = at < element.closes() && at <= calendar.now() && day < end_day && student.activity(day) > 0.0;
        possible.then_some(at)
    }

    fn report_scorm(
        &self,
        index: usize,
        element: usize,
        completed: Option<Moment>,
        rng: &mut Rng,
        events: &mut Events,
    ) {
        let student = &self.students[index];
        let element_id = element as u16;
        let index = index as u32;
        let score = |rng: &mut Rng, day| (100.0 * result(student, day, 0, rng)) as u8;
        match completed {
            Some(at) => {
                let day = self.calendar.day(at);
                // One in four needed a second try, a day or two after the first.
                let first_try = at - 86_400 * rng.u32(1..3) - rng.u32(0..7_200);
                if rng.u32(0..4) == 0 && first_try > self.elements[element].opens {
                    events.scorm.push(ScormReport {
                        student: index,
                        element: element_id,
                        at: Some(first_try),
                        status: if rng.bool() { "incomplete" } else { "failed" },
                        score: Some(score(rng, day) / 2),
                        seconds: Some(60 + rng.u32(0..600)),
                    });
                }
                events.scorm.push(ScormReport {
                    student: index,
                    element: element_id,
                    at: Some(at),
                    status: if rng.u32(0..3) == 0 { "passed" } else { "completed" },
                    score: Some(score(rng, day)),
                    seconds: Some(420 + rng.u32(0..1_800)),
                });
            }
            // The package that isn't graded is an old one, which tells neither when nor how long.
            None if !self.elements[element].is_graded() && student.activity(TODAY) > 0.2 && rng.u32(0..3) > 0 => {
                events.scorm.push(ScormReport {
                    student: index,
                    element: element_id,
                    at: None,
                    status: if rng.u32(0..3) > 0 { "completed" } else { "incomplete" },
                    score: None,
                    seconds: None,
                });
            }
            None => {}
        }
    }

    /// Grades what was handed in; sometimes also what wasn't, and sometimes twice.
    fn grade(&self, index: usize, element: usize, completed: Option<Moment>, rng: &mut Rng, events: &mut Events) {
        let calendar = self.calendar;
        let student = &self.students[index];
        let planned = self.elements[element].planned;
        let due = self.elements[element].deadline.unwrap_or(self.elements[element].opens);
        let (first_day, end_day) = student.days;
        // The teacher goes through a pile in one sitting, a few minutes for each.
        let pile_day = calendar.school_day_from(calendar.day(due) + 4 + element as u32 % 4);
        let pile_at = calendar.moment(pile_day, hours(14, 45)) + 150 * (index as u32 % 100) + rng.u32(0..100);

        let (at, share) = match (planned.kind, completed) {
            // Given in class: nothing is handed in.
            (Kind::ManualAssessment | Kind::Lti, _) => {
                let there = student.activity(calendar.day(due)) > 0.1 && rng.u32(0..12) > 0;
                let day = calendar.day(due);
                let at = calendar.moment(day, hours(12, 30)) + 300 * (index as u32 % 40);
                (there.then_some(at), result(student, day, planned.ease, rng))
            }
            (_, Some(at)) => {
                let day = calendar.day(at);
                let given = if self.elements[element].grades_itself() {
                    at + rng.u32(1..20)
                } else if at < pile_at {
                    pile_at
                } else {
                    calendar.moment(calendar.school_day_from(day + 2 + rng.u32(0..4)), hours(15, 0)) + rng.u32(0..5_400)
                };
                (Some(given), result(student, day, planned.ease, rng))
            }
            // Missed for good: now and then the teacher says so.
            (_, None) => {
                ((planned.mandatory && student.habit != Habit::NeverCame && rng.u32(0..7) == 0).then_some(pile_at), 0.0)
            }
        };
        let Some(at) = at else { return };
        let in_course = |moment: Moment| {
            let day = calendar.day(moment);
            moment <= calendar.now() && (first_day..end_day).contains(&day)
        };
        let deleted = self.elements[element].deleted_at;
        if !in_course(at) || deleted.is_some_and(|deleted| at >= deleted) {
            return;
        }
        let value = |share: f64| match planned.grading {
            Grading::Levels => GradeValue::Level(((share * 6.0) as usize).min(LEVELS.len() - 1)),
            Grading::Points(maximum) | Grading::Score(maximum) => {
                GradeValue::Points((share * f64::from(maximum) + 0.5) as u32)
            }
            Grading::None => GradeValue::Points(0),
        };
        let (student, element) = (index as u32, element as u16);
        events.grades.push(Grade { student, element, at, value: value(share) });
        if rng.u32(0..16) == 0 {
            // Looked at once more, mostly to the student's advantage.
            let again = calendar.moment(calendar.school_day_from(calendar.day(at) + 1 + rng.u32(0..6)), hours(15, 10))
                + rng.u32(0..3_000);
            let better = (share + 0.12 * rng.f64() - 0.02).clamp(0.0, 1.0);
            if in_course(again) {
                events.grades.push(Grade { student, element, at: again, value: value(better) });
            }
        }
    }

    /// Walks through the days: the visits in which something was handed in, and all the others,
    /// with what was opened and written in them.
    fn presence(&self, index: usize, sittings: &[Sitting], scale: f64, pressure: &[f64], events: &mut Events) {
        let student = &self.students[index];
        let mut rng = self.rng(index, Stream::Presence);
        let mut reachable: Vec<usize> =
            (0..self.elements.len()).filter(|element| self.is_available(&self.elements[*element], student)).collect();
        reachable.sort_by_key(|element| self.elements[*element].opens);

        let mut sittings = sittings.iter().peekable();
        let mut week_mood = 1.0;
        for day in self.days(student) {
            if day % 7 == 0 {
                // Now and then a week in bed, though not this week.
                week_mood = if rng.u32(0..30) == 0 && day + 14 < TODAY { 0.08 } else { 0.83 + 0.4 * rng.f64() };
            }
            let day_end = self.calendar.moment(day + 1, 0);
            while let Some(sitting) = sittings.next_if(|sitting| sitting.at < day_end) {
                let length = rng.u32(300..1_700);
                let visit =
                    Visit { student: index as u32, start: sitting.at - length, seconds: length + rng.u32(20..240) };
                self.visit(visit, Some(sitting.element), &reachable, &mut rng, events);
            }
            let expected = self.rate(student, day, pressure) * scale * week_mood * (0.4 + 1.2 * rng.f64());
            let visits = (expected + rng.f64()).min(8.0) as u32;
            for number in 0..visits {
                let in_lesson =
                    lesson(day).filter(|_| number == 0 && self.calendar.is_school_day(day) && rng.u32(0..8) > 0);
                let (second, seconds) = match in_lesson {
                    Some((start, end)) => {
                        let late = rng.u32(0..900);
                        (start + late, (end - start - late).min(900 + rng.u32(0..3_600)))
                    }
                    None => (self.time_of_day(student, day, &mut rng), short_stay(&mut rng)),
                };
                let start = self.calendar.moment(day, second);
                self.visit(Visit { student: index as u32, start, seconds }, None, &reachable, &mut rng, events);
            }
        }
    }

    fn time_of_day(&self, student: &Student, day: Day, rng: &mut Rng) -> u32 {
        if student.habit == Habit::DeadlineDriven {
            hours(18, 0) + rng.u32(0..20_000)
        } else if !self.calendar.is_school_day(day) {
            hours(10, 0) + rng.u32(0..45_000)
        } else {
            match rng.u32(0..100) {
                0..45 => hours(8, 0) + rng.u32(0..25_000),
                45..60 => hours(15, 0) + rng.u32(0..7_000),
                _ => hours(17, 0) + rng.u32(0..21_000),
            }
        }
    }

    /// Records a visit, what is opened in it and, sometimes, what is written.
    fn visit(&self, visit: Visit, sitting: Option<usize>, reachable: &[usize], rng: &mut Rng, events: &mut Events) {
        let now = self.calendar.now();
        if visit.start > now {
            return;
        }
        // A visit under way has lasted until now.
        let seconds = visit.seconds.min(now - visit.start);
        events.visits.push(Visit { seconds, ..visit });

        let opened = reachable.partition_point(|element| self.elements[*element].opens <= visit.start);
        let usual = [1, 1, 2, 2, 4][rng.usize(0..5)] + u32::from(visit.seconds > 1_200);
        let count = if sitting.is_some() { 1 + rng.u32(0..3) } else { usual };
        let step = seconds / count;
        for number in 0..count {
            let at = visit.start + number * step + rng.u32(0..=step / 10);
            let element = match sitting {
                Some(element) if number + 1 == count => element,
                _ => match self.browse(&reachable[..opened], at, rng) {
                    Some(element) => element,
                    None => continue,
                },
            };
            // Some of the time goes to finding one's way.
            let looked_at = step - step / 10 - rng.u32(0..=step / 5);
            let view = View {
                student: visit.student,
                element: element as u16,
                at,
                seconds: looked_at.min(u32::from(u16::MAX)) as u16,
            };
            events.views.push(view);
        }

        let talkativeness = 0.05 * self.students[visit.student as usize].sociability;
        if rng.f64() < talkativeness {
            let at = visit.start + rng.u32(0..=seconds);
            let kind = match rng.u32(0..100) {
                0..40 => "post",
                40..53 => "thread",
                53..69 => "announcementComment",
                69..71 => "announcement",
                _ => "message",
            };
            let regretted = rng.u32(0..20) == 0;
            let deleted_at = Some(at + rng.u32(30..200_000)).filter(|moment| regretted && *moment <= now);
            events.posts.push(Post { student: visit.student, at, kind, deleted_at });
        }
    }

    /// What a student without a fixed aim opens: mostly the newest, sometimes anything before.
    fn browse(&self, opened: &[usize], at: Moment, rng: &mut Rng) -> Option<usize> {
        for _ in 0..8 {
            let back = if rng.u32(0..5) > 0 {
                let depth = rng.f64();
                (depth * depth * 14.0) as usize
            } else {
                rng.usize(0..opened.len().max(1))
            };
            let Some(place) = opened.len().checked_sub(1 + back) else {
                continue;
            };
            let element = opened[place];
            if self.elements[element].closes() > at && rng.u32(0..100) < self.elements[element].appeal() {
                return Some(element);
            }
        }
        None
    }
}

/// A time for homework, in seconds since midnight.
fn evening(rng: &mut Rng) -> u32 {
    if rng.u32(0..5) == 0 { hours(13, 30) + rng.u32(0..9_000) } else { hours(16, 30) + rng.u32(0..23_000) }
}

/// How long a visit outside lessons lasts: many short ones, few long ones.
fn short_stay(rng: &mut Rng) -> u32 {
    let length = rng.f64();
    40 + (length * length * length * 4_200.0) as u32 + rng.u32(0..300)
}

/// A single result, 0 to 1: what is expected of the student, how hard the thing is, and luck.
fn result(student: &Student, day: Day, ease: i32, rng: &mut Rng) -> f64 {
    // The sum of three even draws lies around its middle, as results do.
    let luck = (rng.f64() + rng.f64() + rng.f64()) / 1.5 - 1.0;
    (student.expected_result(day) + f64::from(ease) / 100.0 + student.result_spread() * luck).clamp(0.02, 1.0)
}
