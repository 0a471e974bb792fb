//! Checks what a document says against itself: ids become indexes, what can't be used is left out
//! and counted, events are sorted into their columns.

use super::{
    course::{self, CourseReader, ELEMENT_IDS, List, RawCourse, STUDENT_IDS},
    error::Refusal,
    faults::{FaultKind, Faults},
    reader::{Common, missing},
    references::{Index, index_of, on_loops, open_zone, resolve_ids},
    table::{BAD_MOMENT, Table, Value, known},
};
use crate::dataset::{
    Audience, Class, Dataset, Element, Folder, Interner, SCORE_SCALE_ID, Scale, ScaleKind, Student,
    events::{
        BLOCK, FirstTimes, GivenGrade, Grades, NO_PLACE, PostKind, Posts, RowsBy, Scorm, ScormRow, Views, Visits,
        order_of,
    },
    zone::{Zone, Zones},
};
use crate::units::{Day, Moment};

/// A visit or view can't be longer.
const DAY_SECONDS: f64 = 86_400.0;

impl CourseReader {
    /// The document has ended: its data, and what could not be used of it.
    ///
    /// # Errors
    /// The document breaks a rule of the format, see *Faulty input* in the documentation of the
    /// course document.
    pub fn into_dataset(self, zones: Zones) -> Result<(Dataset, Faults), Refusal> {
        let (common, raw) = self.finish()?;
        resolve(common, raw, zones)
    }
}

fn resolve(common: Common, raw: RawCourse, zones: Zones) -> Result<(Dataset, Faults), Refusal> {
    let (course, mut faults) = raw.course.ok_or_else(|| missing("/course", "an object"))?;
    if !raw.students.is_present {
        return Err(missing("/students", "an array"));
    }
    let zone = open_zone(&common.time_zone, zones)?;
    for list in [
        raw.terms.faults,
        raw.groups.faults,
        raw.students.faults,
        raw.scales.faults,
        raw.folders.faults,
        raw.elements.faults,
    ] {
        faults.merge(list);
    }

    let terms = Index::new(&raw.terms.records)?;
    let groups = Index::new(&raw.groups.records)?;
    let student_index = Index::new(&raw.students.records)?;
    let scale_index = Index::new(&raw.scales.records)?;
    let folder_index = Index::new(&raw.folders.records)?;
    let element_index = Index::new(&raw.elements.records)?;

    let students = resolve_students(raw.students.records, &groups, &mut faults);
    let folders = resolve_folders(raw.folders.records, &folder_index, &mut faults);
    let mut scales = raw.scales.records;
    scales.push(Scale { id: SCORE_SCALE_ID.to_owned(), title: String::new(), kind: ScaleKind::Points { max: None } });
    let references = References {
        terms: &terms,
        groups: &groups,
        students: &student_index,
        scales: &scale_index,
        folders: &folder_index,
        score_scale: scales.len() as u32 - 1,
    };
    let elements = resolve_elements(raw.elements.records, &references, &mut faults);

    let mut dataset = Dataset {
        generated_at: common.generated_at,
        zone,
        course,
        viewer: raw.viewer,
        terms: raw.terms.records,
        groups: raw.groups.records,
        students,
        scales,
        folders,
        elements,
        visits: Visits::default(),
        views: Views::default(),
        first_views: FirstTimes::default(),
        completions: FirstTimes::default(),
        grades: Grades::default(),
        posts: Posts::default(),
        scorm: Scorm::default(),
    };
    let mut events = Events {
        students: index_of(&common.pools.ids[STUDENT_IDS], &student_index),
        elements: index_of(&common.pools.ids[ELEMENT_IDS], &element_index),
        texts: &common.pools.texts,
        faults: &mut faults,
    };
    // Each table's raw columns are let go before the next is sorted.
    let mut tables = common.tables.into_iter();
    let mut next = || tables.next().unwrap_or_else(|| unreachable!("a reader has all tables"));
    dataset.visits = events.visits(&next(), &dataset);
    dataset.views = events.views(&next(), &dataset);
    let Views { by_student, element, at, .. } = &dataset.views;
    dataset.first_views = FirstTimes::of(by_student, element, at, dataset.elements.len());
    dataset.completions = events.completions(&next(), &dataset);
    dataset.grades = events.grades(&next(), &dataset);
    dataset.posts = events.posts(&next(), &dataset);
    dataset.scorm = events.scorm(&next(), &dataset);
    Ok((dataset, faults))
}

fn resolve_students(records: Vec<course::Student>, groups: &Index, faults: &mut Faults) -> Vec<Student> {
    let resolve = |(row, record): (usize, course::Student)| Student {
        groups: resolve_ids(&record.group_ids, groups, FaultKind::UnknownGroup, List::Students as u8, faults, || {
            format!("/students/{row}/groupIds")
        }),
        id: record.id,
        first_name: record.first_name,
        last_name: record.last_name,
        email: record.email,
        enrolled_at: record.enrolled_at,
        left_at: record.left_at,
    };
    records.into_iter().enumerate().map(resolve).collect()
}

fn resolve_folders(records: Vec<course::Folder>, index: &Index, faults: &mut Faults) -> Vec<Folder> {
    let mut folders: Vec<Folder> = Vec::with_capacity(records.len());
    for (row, record) in records.into_iter().enumerate() {
        let parent = record.parent_id.and_then(|id| {
            let parent = index.get(&id);
            if parent.is_none() {
                faults.add(FaultKind::UnknownFolder, List::Folders as u8, || format!("/folders/{row}/parentId"));
            }
            parent
        });
        folders.push(Folder { id: record.id, title: record.title, parent, position: record.position });
    }
    let on_loop = on_loops(folders.iter().map(|folder| folder.parent).collect());
    for (row, folder) in folders.iter_mut().enumerate() {
        if on_loop.contains(&(row as u32)) {
            folder.parent = None;
            faults.add(FaultKind::FolderLoop, List::Folders as u8, || format!("/folders/{row}/parentId"));
        }
    }
    folders
}

/// The lists that elements refer to.
struct References<'a> {
    terms: &'a Index,
    groups: &'a Index,
    students: &'a Index,
    scales: &'a Index,
    folders: &'a Index,
    score_scale: u32,
}

fn resolve_elements(records: Vec<course::Element>, references: &References, faults: &mut Faults) -> Vec<Element> {
    records.into_iter().enumerate().map(|(row, record)| resolve_element(row, record, references, faults)).collect()
}

fn resolve_element(row: usize, record: course::Element, references: &References, faults: &mut Faults) -> Element {
    let place = |field: &str| format!("/elements/{row}/{field}");
    let mut reference = |id: &Option<String>, index: &Index, kind, field| {
        let id = id.as_ref()?;
        let found = index.get(id);
        if found.is_none() {
            faults.add(kind, List::Elements as u8, || place(field));
        }
        found
    };
    let folder = reference(&record.folder_id, references.folders, FaultKind::UnknownFolder, "folderId");
    let scale = reference(&record.scale_id, references.scales, FaultKind::UnknownScale, "scaleId");
    let term = reference(&record.term_id, references.terms, FaultKind::UnknownTerm, "termId");
    let scale = scale.or_else(|| record.max_score.map(|_| references.score_scale));
    let available_to = record.available_to.map(|audience| {
        let mut ids = |ids: &[String], index, field: &str| {
            let kind = FaultKind::UnknownAvailability;
            resolve_ids(ids, index, kind, List::Elements as u8, faults, || place(&format!("availableTo/{field}")))
        };
        Audience {
            groups: ids(&audience.group_ids, references.groups, "groupIds"),
            students: ids(&audience.student_ids, references.students, "studentIds"),
        }
    });
    Element {
        class: Class::of(&record.kind, scale.is_some()),
        id: record.id,
        title: record.title,
        kind: record.kind,
        folder,
        position: record.position,
        mandatory: record.mandatory,
        scale,
        max_score: record.max_score,
        term,
        in_assessment_record: record.in_assessment_record,
        active_from: record.active_from,
        active_until: record.active_until,
        deadline: record.deadline,
        deactivated_at: record.deactivated_at,
        created_at: record.created_at,
        deleted_at: record.deleted_at,
        available_to,
    }
}

/// Sorts raw tables into columns. A row with two faults is counted once, for the first of student,
/// element, moment, number.
struct Events<'a> {
    students: Vec<Option<u32>>,
    elements: Vec<Option<u32>>,
    texts: &'a Interner,
    faults: &'a mut Faults,
}

/// Which fields of a table hold what every event has.
struct Keys {
    list: List,
    student: usize,
    element: Option<usize>,
    moment: usize,
}

/// The rows of a table that count, and where they go.
struct Kept {
    by_student: RowsBy,
    /// The place of each row.
    places: Vec<u32>,
}

impl Kept {
    /// A column in its new order.
    fn spread<T: Copy, U: Clone>(&self, column: &[T], empty: U, mut value: impl FnMut(T) -> U) -> Vec<U> {
        let mut spread = vec![empty; self.by_student.count()];
        for (places, column) in self.places.chunks(BLOCK).zip(column.chunks(BLOCK)) {
            spread_loop(&mut spread, places, column, &mut value);
        }
        spread
    }

    fn spread_moments(&self, column: &[Moment]) -> Vec<Moment> {
        self.spread(column, Moment::MIN, |moment| moment)
    }

    fn spread_days(&self, column: &[Moment], zone: &Zone) -> Vec<Day> {
        self.spread(column, Day(0), zone.day_finder())
    }

    /// The rows in their new order.
    fn order(&self) -> Vec<u32> {
        order_of(&self.places, self.by_student.count())
    }
}

/// Puts the values of some rows where they belong.
#[inline(never)]
fn spread_loop<T: Copy, U>(spread: &mut [U], places: &[u32], column: &[T], value: &mut impl FnMut(T) -> U) {
    for index in 0..places.len().min(column.len()) {
        // A row that is left out has a place beyond all.
        if let Some(spread) = spread.get_mut(places[index] as usize) {
            *spread = value(column[index]);
        }
    }
}

fn gather<T, U>(order: &[u32], column: &[T], value: impl Fn(&T) -> U) -> Vec<U> {
    order.iter().map(|row| value(&column[*row as usize])).collect()
}

impl Events<'_> {
    /// Leaves out the rows that can't be used. `number` says what is wrong with the number of a
    /// row, or with another field that comes after the moment.
    fn keep(
        &mut self,
        table: &Table,
        keys: &Keys,
        dataset: &Dataset,
        mut number: impl FnMut(usize) -> Option<(FaultKind, usize)>,
    ) -> Kept {
        let mut places = vec![NO_PLACE; table.rows()];
        for (block, places) in places.chunks_mut(BLOCK).enumerate() {
            self.keep_loop(table, keys, block * BLOCK, places, &mut number);
        }
        let moments = table.moments(keys.moment);
        // Reports of packages stay in the order of the document.
        let moments = if keys.list == List::Scorm { None } else { Some(moments) };
        let by_student = RowsBy::place(dataset.students.len(), &mut places, moments);
        Kept { by_student, places }
    }

    /// Gives the rows from `first` on the numbers of their students, where they are kept.
    #[inline(never)]
    fn keep_loop(
        &mut self,
        table: &Table,
        keys: &Keys,
        first: usize,
        owners: &mut [u32],
        number: &mut impl FnMut(usize) -> Option<(FaultKind, usize)>,
    ) {
        let student_ids = table.ids(keys.student);
        let moments = table.moments(keys.moment);
        for (index, owner) in owners.iter_mut().enumerate() {
            let row = first + index;
            let student = self.students[student_ids[row] as usize];
            let fault = match (student, keys.element) {
                (None, _) => Some((FaultKind::UnknownStudent, keys.student)),
                (_, Some(field)) if self.elements[table.ids(field)[row] as usize].is_none() => {
                    Some((FaultKind::UnknownElement, field))
                }
                _ if moments[row] == BAD_MOMENT => Some((FaultKind::BadMoment, keys.moment)),
                _ => number(row),
            };
            let is_kept = fault.is_none() || self.faults.judge(keys.list as u8, table, row, fault);
            if let (Some(student), true) = (student, is_kept) {
                *owner = student;
            }
        }
    }

    /// The elements of the kept rows.
    fn spread_elements(&self, kept: &Kept, ids: &[u32]) -> Vec<u32> {
        kept.spread(ids, 0, |id| {
            self.elements[id as usize].unwrap_or_else(|| unreachable!("rows of unknown elements are left out"))
        })
    }

    fn visits(&mut self, table: &Table, dataset: &Dataset) -> Visits {
        let (start, seconds) = (table.moments(1), table.numbers(2));
        let keys = Keys { list: List::Visits, student: 0, element: None, moment: 1 };
        let kept = self.keep(table, &keys, dataset, |row| match seconds[row] {
            seconds if seconds.is_nan() => Some((FaultKind::NoNumber, 2)),
            seconds if seconds < 0.0 => Some((FaultKind::NegativeVisit, 2)),
            seconds if seconds > DAY_SECONDS => Some((FaultKind::AboveDay, 2)),
            _ => None,
        });
        let mut visits = Visits {
            start: kept.spread_moments(start),
            day: kept.spread_days(start, &dataset.zone),
            seconds: kept.spread(seconds, 0.0, |seconds| seconds.min(DAY_SECONDS)),
            seconds_so_far: Vec::new(),
            by_student: kept.by_student,
        };
        visits.add_up();
        visits
    }

    fn views(&mut self, table: &Table, dataset: &Dataset) -> Views {
        let seconds = table.numbers(3);
        let keys = Keys { list: List::Views, student: 0, element: Some(1), moment: 2 };
        let kept = self.keep(table, &keys, dataset, |row| match seconds[row] {
            seconds if seconds < 0.0 => Some((FaultKind::NegativeView, 3)),
            seconds if seconds > DAY_SECONDS => Some((FaultKind::AboveDay, 3)),
            _ => None,
        });
        let at = table.moments(2);
        // A view without a duration took none.
        let known_seconds = |seconds: f64| if seconds.is_nan() { 0.0 } else { seconds.clamp(0.0, DAY_SECONDS) };
        Views {
            element: self.spread_elements(&kept, table.ids(1)),
            at: kept.spread_moments(at),
            day: kept.spread_days(at, &dataset.zone),
            seconds: kept.spread(seconds, 0.0, known_seconds),
            by_student: kept.by_student,
        }
    }

    fn completions(&mut self, table: &Table, dataset: &Dataset) -> FirstTimes {
        let keys = Keys { list: List::Completions, student: 0, element: Some(1), moment: 2 };
        let kept = self.keep(table, &keys, dataset, |_| None);
        let element = self.spread_elements(&kept, table.ids(1));
        let at = kept.spread_moments(table.moments(2));
        FirstTimes::of(&kept.by_student, &element, &at, dataset.elements.len())
    }

    fn grades(&mut self, table: &Table, dataset: &Dataset) -> Grades {
        let values = table.values(2);
        let element_ids = table.ids(1);
        let keys = Keys { list: List::Grades, student: 0, element: Some(1), moment: 3 };
        let (elements, texts) = (self.elements.clone(), self.texts);
        let worth = |row: usize| {
            let element = &dataset.elements[elements[element_ids[row] as usize]? as usize];
            worth(dataset, element, values[row], texts)
        };
        let kept = self.keep(table, &keys, dataset, |row| match values[row] {
            Value::None => Some((FaultKind::NoNumber, 2)),
            _ if worth(row).is_none() => Some((FaultKind::GradeOutsideScale, 2)),
            _ => None,
        });
        let order = kept.order();
        Grades {
            element: self.spread_elements(&kept, element_ids),
            at: kept.spread_moments(table.moments(3)),
            given: gather(&order, values, |value| match value {
                Value::Number(number) => GivenGrade::Number(*number),
                Value::Text(text) => GivenGrade::Label(texts.text(*text).into()),
                Value::None => unreachable!("grades without a value are left out"),
            }),
            worth: order.iter().map(|row| worth(*row as usize)).collect(),
            by_student: kept.by_student,
        }
    }

    fn posts(&mut self, table: &Table, dataset: &Dataset) -> Posts {
        let (kinds, deleted_at) = (table.texts(2), table.moments(3));
        let keys = Keys { list: List::Posts, student: 0, element: None, moment: 1 };
        let kept = self.keep(table, &keys, dataset, |row| {
            (deleted_at[row] == BAD_MOMENT).then_some((FaultKind::BadRecordMoment, 3))
        });
        let at = table.moments(1);
        Posts {
            day: kept.spread_days(at, &dataset.zone),
            at: kept.spread_moments(at),
            kind: kept.spread(kinds, PostKind::Other, |kind| post_kind(self.text(kind).unwrap_or_default())),
            deleted_at: kept.spread(deleted_at, None, known),
            by_student: kept.by_student,
        }
    }

    fn scorm(&mut self, table: &Table, dataset: &Dataset) -> Scorm {
        let (at, status, score, seconds) = (table.moments(2), table.texts(3), table.numbers(4), table.numbers(5));
        let keys = Keys { list: List::Scorm, student: 0, element: Some(1), moment: 2 };
        let kept =
            self.keep(table, &keys, dataset, |row| (seconds[row] < 0.0).then_some((FaultKind::NegativeScorm, 5)));
        let elements = self.spread_elements(&kept, table.ids(1));
        let row = |(element, row): (u32, &u32)| {
            let row = *row as usize;
            let number = |number: f64| (!number.is_nan()).then_some(number);
            ScormRow {
                element,
                at: known(at[row]),
                status: self.text(status[row]).map(Into::into),
                score: number(score[row]),
                seconds: number(seconds[row]).map(|seconds| seconds.max(0.0)),
            }
        };
        Scorm { rows: elements.into_iter().zip(&kept.order()).map(row).collect(), by_student: kept.by_student }
    }

    fn text(&self, number: u32) -> Option<&str> {
        (number != u32::MAX).then(|| self.texts.text(number))
    }
}

fn post_kind(kind: &str) -> PostKind {
    match kind {
        "thread" => PostKind::Thread,
        "post" => PostKind::Post,
        "announcement" => PostKind::Announcement,
        "announcementComment" => PostKind::AnnouncementComment,
        "message" => PostKind::Message,
        _ => PostKind::Other,
    }
}

/// What a grade counts in averages; None outside its scale. A maximum of 0 or less is none, since
/// nothing can be a percentage of it. A number is no level.
fn worth(dataset: &Dataset, element: &Element, value: Value, texts: &Interner) -> Option<f64> {
    match &dataset.scales[element.scale? as usize].kind {
        ScaleKind::Points { .. } => {
            let max = dataset.max_points(element).filter(|max| *max > 0.0)?;
            let Value::Number(points) = value else { return None };
            (0.0..=max).contains(&points).then(|| points / max * 100.0)
        }
        ScaleKind::Levels(levels) => {
            let Value::Text(label) = value else { return None };
            let level = levels.iter().find(|level| level.label == texts.text(label));
            level.map(|level| level.value)
        }
    }
}
