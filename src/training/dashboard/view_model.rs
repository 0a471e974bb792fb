//! Files of the dashboard: a row for each of what the granularity says, under headings that are part of the
//! format, in the form of the [files of sessions](crate::training::sessions::view_model).

use crate::{
    export::Table,
    order::sort_rows,
    training::{
        Narrowing, Scope,
        dashboard::compute::{Granularity, Totals, TotalsRow, totals},
        sessions::view_model::{by_name, duration, email, percent, table as written},
    },
};

/// The file of a granularity, of the users and in the days that `who` leaves: by name, and those of one name
/// in document order.
///
/// | granularity | columns |
/// | --- | --- |
/// | platform | Learners, Participation, Connections, Total time spent, Answers, Overall score |
/// | group | Group, Group ID, Level, Learners, and as above |
/// | program | Program template, Program template ID, Participants, Participation, Connections, Total time spent |
/// | course | Course, Course ID, Participants, Connections, Total time spent, Answers, Overall score |
/// | learner | Last name, First name, Email, Participation, Connections, Total time spent, Answers, Overall score |
/// | question | Course, Course ID, Question ID, Answers, Overall score |
#[must_use]
pub fn table(scope: &Scope, granularity: Granularity, who: &Narrowing) -> Table {
    let (columns, figures) = columns(granularity);
    let rows = totals(scope, granularity, who);
    let named: Vec<Vec<String>> = rows.iter().map(|row| names_of(scope, granularity, row)).collect();
    let mut order: Vec<u32> = (0..rows.len() as u32).collect();
    sort_rows(&mut order, &|a, b| {
        let (a, b) = (&named[a as usize], &named[b as usize]);
        // Last name, then first name; else the name alone.
        let key = |row: &[String], place: usize| row.get(place).cloned().unwrap_or_default();
        let then = usize::from(granularity == Granularity::Learner);
        by_name(&key(a, 0), &key(b, 0)).then_with(|| by_name(&key(a, then), &key(b, then)))
    });
    let line = |row: u32| {
        let values = figures.iter().map(|figure| figure.value(&rows[row as usize].totals));
        named[row as usize].iter().cloned().chain(values).collect()
    };
    let headings: Vec<&str> = columns.iter().copied().chain(figures.iter().map(Figure::heading)).collect();
    written(&headings, order.into_iter().map(line).collect())
}

/// What stands before the figures of a row.
fn names_of(scope: &Scope, granularity: Granularity, row: &TotalsRow) -> Vec<String> {
    let data = &scope.data;
    let subject = row.subject as usize;
    match granularity {
        Granularity::Platform => Vec::new(),
        Granularity::Group => {
            let group = &data.groups[subject];
            vec![group.title.clone(), group.id.clone(), scope.circles.level[subject].to_string()]
        }
        Granularity::Program => vec![data.templates[subject].title.clone(), data.templates[subject].id.clone()],
        Granularity::Course => vec![data.courses[subject].title.clone(), data.courses[subject].id.clone()],
        Granularity::Learner => {
            let user = &data.users[subject];
            vec![user.last_name.clone(), user.first_name.clone(), email(user).to_owned()]
        }
        Granularity::Question => {
            let course = &data.courses[subject];
            vec![course.title.clone(), course.id.clone(), data.answers.questions.text(row.question).to_owned()]
        }
    }
}

/// A figure of a file.
#[derive(Clone, Copy)]
enum Figure {
    Learners,
    Participants,
    Participation,
    Connections,
    TotalTimeSpent,
    Answers,
    OverallScore,
}

impl Figure {
    fn heading(&self) -> &'static str {
        match self {
            Self::Learners => "Learners",
            Self::Participants => "Participants",
            Self::Participation => "Participation",
            Self::Connections => "Connections",
            Self::TotalTimeSpent => "Total time spent",
            Self::Answers => "Answers",
            Self::OverallScore => "Overall score",
        }
    }

    fn value(self, totals: &Totals) -> String {
        match self {
            Self::Learners | Self::Participants => totals.participants.to_string(),
            Self::Participation => percent(totals.participation).into_owned(),
            Self::Connections => totals.connections.to_string(),
            Self::TotalTimeSpent => duration(totals.seconds).into_owned(),
            Self::Answers => totals.answers.to_string(),
            Self::OverallScore => percent(totals.score).into_owned(),
        }
    }
}

/// The headings before the figures, and the figures.
fn columns(granularity: Granularity) -> (&'static [&'static str], &'static [Figure]) {
    use Figure::{Answers, Connections, Learners, OverallScore, Participants, Participation, TotalTimeSpent};
    match granularity {
        Granularity::Platform => (&[], &[Learners, Participation, Connections, TotalTimeSpent, Answers, OverallScore]),
        Granularity::Group => (
            &["Group", "Group ID", "Level"],
            &[Learners, Participation, Connections, TotalTimeSpent, Answers, OverallScore],
        ),
        Granularity::Program => {
            (&["Program template", "Program template ID"], &[Participants, Participation, Connections, TotalTimeSpent])
        }
        Granularity::Course => {
            (&["Course", "Course ID"], &[Participants, Connections, TotalTimeSpent, Answers, OverallScore])
        }
        Granularity::Learner => (
            &["Last name", "First name", "Email"],
            &[Participation, Connections, TotalTimeSpent, Answers, OverallScore],
        ),
        Granularity::Question => (&["Course", "Course ID", "Question ID"], &[Answers, OverallScore]),
    }
}
