//! The dataset's tables in, a course document out.
//!
//! # What becomes of what
//!
//! | source | document |
//! | --- | --- |
//! | presentation `2013J`, `2013B` | starts on 1 October or 1 February of the year: the source says only "October" and "February". `generatedAt` is the end of its last day, in London |
//! | a day, relative to the start | noon of that day; a deadline 23:59:59 of it |
//! | assessment `TMA`, `CMA`, `Exam` | assignment, test, test: mandatory, 100 points, numbered by due date |
//! | submission | a completion and, where it has a score, a grade, both on the day of submission |
//! | banked result (of an earlier presentation) | the same: nothing is left for the student to do, and the result counts |
//! | registration, unregistration | `enrolledAt`, `leftAt` |
//! | course site (`vle`) | resources: `resource` is a file, `oucontent` a lesson, `url` a link, `forumng` a discussion; pages of all sorts are pages; quizzes, questionnaires and the other tools are learning tools without a scale, for the source has no submissions of them |
//! | clicks of a student on an element and day | one view for each line of the table, however many clicks it sums |
//!
//! Events and departures after the last day are left out, since a document made on that day could
//! not have known them. An exam without a date has no deadline.
//!
//! # What the source lacks
//!
//! Names of students (they are called "Student" and their number, so that lists can be sorted and
//! searched), titles (type and number), visits with durations and time on elements (so there is no
//! Activity report beyond views), hours of the day, moments of grading, posts, groups, terms, folders
//! (planned weeks become folders), who is the teacher. Scores are all there is of grades: the weights
//! of assessments and the final results have no place in a course document, nor do the demographic
//! columns. The full table of clicks is large and often not at hand; without it there are no views.
//! A student who withdrew without a date of unregistration counts as still there.

use std::collections::HashMap;
use std::fs::{self, File};
use std::io;
use std::path::{Path, PathBuf};

use chrono::{Days, NaiveDate, NaiveTime, SecondsFormat, TimeZone};
use chrono_tz::Europe::London;
use serde::Deserialize;
use serde::de::DeserializeOwned;
use serde_json::{Value, json};
use thiserror::Error;

/// Why no document could be made.
#[derive(Debug, Error)]
pub enum ConvertError {
    #[error("{}: {source}", path.display())]
    Read { path: PathBuf, source: io::Error },
    #[error("{}: {source}", path.display())]
    Csv { path: PathBuf, source: csv::Error },
    #[error("{module} {presentation} is not in course.csv")]
    NoPresentation { module: String, presentation: String },
    #[error("{0:?} is not a presentation such as 2013J or 2014B")]
    PresentationName(String),
    #[error("day {0} is out of range")]
    Day(i64),
}

#[derive(Deserialize)]
struct PresentationRow {
    code_module: String,
    code_presentation: String,
    module_presentation_length: i64,
}

#[derive(Deserialize)]
struct AssessmentRow {
    code_module: String,
    code_presentation: String,
    id_assessment: u64,
    assessment_type: String,
    date: Option<i64>,
}

#[derive(Deserialize)]
struct RegistrationRow {
    code_module: String,
    code_presentation: String,
    id_student: u64,
    date_registration: Option<i64>,
    date_unregistration: Option<i64>,
}

#[derive(Deserialize)]
struct SubmissionRow {
    id_assessment: u64,
    id_student: u64,
    date_submitted: i64,
    score: Option<u32>,
}

#[derive(Deserialize)]
struct SiteRow {
    id_site: u64,
    code_module: String,
    code_presentation: String,
    activity_type: String,
    week_from: Option<u32>,
}

#[derive(Deserialize)]
struct ClickRow {
    code_module: String,
    code_presentation: String,
    id_student: u64,
    id_site: u64,
    date: i64,
}

/// The days of a presentation.
struct Presentation {
    start: NaiveDate,
    /// The last day, relative to the start.
    last_day: i64,
}

impl Presentation {
    fn new(name: &str, last_day: i64) -> Result<Self, ConvertError> {
        let unknown = || ConvertError::PresentationName(name.to_owned());
        let (year, month) = match name.strip_suffix('J') {
            Some(year) => (year, 10),
            None => (name.strip_suffix('B').ok_or_else(unknown)?, 2),
        };
        let start = year.parse().ok().and_then(|year| NaiveDate::from_ymd_opt(year, month, 1));
        Ok(Self { start: start.ok_or_else(unknown)?, last_day })
    }

    fn date(&self, day: i64) -> Result<NaiveDate, ConvertError> {
        let distance = Days::new(day.unsigned_abs());
        let date = if day < 0 { self.start.checked_sub_days(distance) } else { self.start.checked_add_days(distance) };
        date.ok_or(ConvertError::Day(day))
    }

    /// Noon of a day, for what the source gives no hour of.
    fn noon(&self, day: i64) -> Result<String, ConvertError> {
        self.moment(day, NaiveTime::from_hms_opt(12, 0, 0))
    }

    /// The last second of a day.
    fn end(&self, day: i64) -> Result<String, ConvertError> {
        self.moment(day, NaiveTime::from_hms_opt(23, 59, 59))
    }

    fn moment(&self, day: i64, time: Option<NaiveTime>) -> Result<String, ConvertError> {
        let local = self.date(day)?.and_time(time.unwrap_or_default());
        // Neither noon nor the end of a day is ever skipped in London.
        let moment = London.from_local_datetime(&local).earliest().ok_or(ConvertError::Day(day))?;
        Ok(moment.to_utc().to_rfc3339_opts(SecondsFormat::Secs, true))
    }
}

/// Makes the course document of a module's presentation from the tables in a directory.
pub fn convert(directory: &Path, module: &str, presentation_name: &str) -> Result<Value, ConvertError> {
    let read = Tables { directory };
    let ours = |row_module: &str, row_presentation: &str| row_module == module && row_presentation == presentation_name;

    let courses: Vec<PresentationRow> = read.table("course.csv")?;
    let course = courses.iter().find(|row| ours(&row.code_module, &row.code_presentation)).ok_or_else(|| {
        ConvertError::NoPresentation { module: module.to_owned(), presentation: presentation_name.to_owned() }
    })?;
    let presentation = Presentation::new(presentation_name, course.module_presentation_length)?;

    let mut assessments: Vec<AssessmentRow> = read.table("assessment.csv")?;
    assessments.retain(|row| ours(&row.code_module, &row.code_presentation));
    // An assessment without a date is the exam at the end.
    assessments.sort_by_key(|row| (row.date.unwrap_or(i64::MAX), row.id_assessment));
    let mut sites: Vec<SiteRow> = read.table("vle.csv")?;
    sites.retain(|row| ours(&row.code_module, &row.code_presentation));
    sites.sort_by_key(|row| row.id_site);

    let (folders, folder_of_week) = folders(&sites);
    let mut elements = Vec::new();
    let mut numbers: HashMap<&str, u32> = HashMap::new();
    for row in &assessments {
        let number = numbers.entry(&row.assessment_type).or_default();
        *number += 1;
        elements.push(json!({
            "id": assessment_id(row.id_assessment),
            "title": format!("{} {number}", row.assessment_type),
            "kind": if row.assessment_type == "TMA" { "assignment" } else { "test" },
            "folderId": ASSESSMENTS_FOLDER,
            "position": elements.len() + 1,
            "mandatory": true,
            "scaleId": SCALE,
            "maxScore": 100,
            "deadline": row.date.map(|day| presentation.end(day)).transpose()?,
        }));
    }
    for row in &sites {
        elements.push(json!({
            "id": site_id(row.id_site),
            "title": format!("{} {}", row.activity_type, row.id_site),
            "kind": site_kind(&row.activity_type),
            "folderId": row.week_from.map_or(SITE_FOLDER, |week| folder_of_week[&week]),
        }));
    }

    let mut registrations: Vec<RegistrationRow> = read.table("student_registration.csv")?;
    registrations.retain(|row| ours(&row.code_module, &row.code_presentation));
    let students = registrations
        .iter()
        .map(|row| {
            let left = row.date_unregistration.filter(|day| *day <= presentation.last_day);
            Ok(json!({
                "id": row.id_student,
                "firstName": "Student",
                "lastName": row.id_student.to_string(),
                "enrolledAt": row.date_registration.map(|day| presentation.noon(day)).transpose()?,
                "leftAt": left.map(|day| presentation.noon(day)).transpose()?,
            }))
        })
        .collect::<Result<Vec<Value>, ConvertError>>()?;

    let mut completions = Vec::new();
    let mut grades = Vec::new();
    let submissions: Vec<SubmissionRow> = read.table("student_assessment.csv")?;
    for row in submissions {
        let of_presentation = assessments.iter().any(|assessment| assessment.id_assessment == row.id_assessment);
        if !of_presentation || row.date_submitted > presentation.last_day {
            continue;
        }
        let (student, element) = (row.id_student, assessment_id(row.id_assessment));
        let at = presentation.noon(row.date_submitted)?;
        completions.push(json!({ "studentId": student, "elementId": element, "completedAt": at }));
        if let Some(score) = row.score {
            grades.push(json!({ "studentId": student, "elementId": element, "value": score, "gradedAt": at }));
        }
    }

    let mut views = Vec::new();
    for path in read.click_tables()? {
        let clicks: Vec<ClickRow> = rows(&path)?;
        for row in clicks.iter().filter(|row| ours(&row.code_module, &row.code_presentation)) {
            if row.date <= presentation.last_day {
                let at = presentation.noon(row.date)?;
                views.push(json!({ "studentId": row.id_student, "elementId": site_id(row.id_site), "at": at }));
            }
        }
    }

    Ok(json!({
        "format": "course-document/1",
        "generatedAt": presentation.end(presentation.last_day)?,
        "timeZone": London.name(),
        "course": {
            "id": format!("{module}-{presentation_name}"),
            "title": format!("{module} {presentation_name}"),
            "startsOn": presentation.start.to_string(),
            "endsOn": presentation.date(presentation.last_day)?.to_string(),
        },
        "students": students,
        "scales": [{ "id": SCALE, "title": "Score, 0 to 100", "kind": "points", "max": 100 }],
        "folders": folders,
        "elements": elements,
        "views": views,
        "completions": completions,
        "grades": grades,
    }))
}

const SCALE: &str = "percent";
const ASSESSMENTS_FOLDER: u32 = 1;
const SITE_FOLDER: u32 = 2;

/// The two folders and, in the course site's, one for each planned week; and the folder of a week.
fn folders(sites: &[SiteRow]) -> (Vec<Value>, HashMap<u32, u32>) {
    let mut folders = vec![
        json!({ "id": ASSESSMENTS_FOLDER, "title": "Assessments", "parentId": null, "position": 1 }),
        json!({ "id": SITE_FOLDER, "title": "Course site", "parentId": null, "position": 2 }),
    ];
    let mut weeks: Vec<u32> = sites.iter().filter_map(|row| row.week_from).collect();
    weeks.sort_unstable();
    weeks.dedup();
    let mut folder_of_week = HashMap::new();
    for (id, week) in (SITE_FOLDER + 1..).zip(weeks) {
        let title = format!("Week {week}");
        folders.push(json!({ "id": id, "title": title, "parentId": SITE_FOLDER, "position": week }));
        folder_of_week.insert(week, id);
    }
    (folders, folder_of_week)
}

/// Assessments and sites are numbered apart in the source, so each gets a prefix.
fn assessment_id(id: u64) -> String {
    format!("assessment-{id}")
}

fn site_id(id: u64) -> String {
    format!("site-{id}")
}

/// The kind of element for a type of the course site. A type not known here keeps its own name.
fn site_kind(activity_type: &str) -> &str {
    match activity_type {
        "resource" => "file",
        "oucontent" => "lesson",
        "url" => "link",
        "forumng" => "discussion",
        "homepage" | "page" | "subpage" | "sharedsubpage" | "dualpane" | "htmlactivity" | "glossary" | "folder" => {
            "page"
        }
        "quiz" | "externalquiz" | "questionnaire" | "repeatactivity" | "dataplus" | "ouwiki" | "oucollaborate"
        | "ouelluminate" => "learningTool",
        other => other,
    }
}

/// The directory of the tables.
struct Tables<'a> {
    directory: &'a Path,
}

impl Tables<'_> {
    fn table<R: DeserializeOwned>(&self, name: &str) -> Result<Vec<R>, ConvertError> {
        rows(&self.directory.join(name))
    }

    /// The files with clicks, in the order of their names; there may be none.
    fn click_tables(&self) -> Result<Vec<PathBuf>, ConvertError> {
        let failed = |source| ConvertError::Read { path: self.directory.to_owned(), source };
        let mut paths = Vec::new();
        for entry in fs::read_dir(self.directory).map_err(failed)? {
            let entry = entry.map_err(failed)?;
            let name = entry.file_name();
            let name = name.to_string_lossy();
            if name.starts_with("student_vle") && name.ends_with(".csv") {
                paths.push(entry.path());
            }
        }
        paths.sort();
        Ok(paths)
    }
}

fn rows<R: DeserializeOwned>(path: &Path) -> Result<Vec<R>, ConvertError> {
    let file = File::open(path).map_err(|source| ConvertError::Read { path: path.to_owned(), source })?;
    let rows: Result<Vec<R>, csv::Error> = csv::Reader::from_reader(file).into_deserialize().collect();
    rows.map_err(|source| ConvertError::Csv { path: path.to_owned(), source })
}
