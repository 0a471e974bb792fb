//! What Moodle's web service answers: people, contents, completions, grades and groups.

use crate::{
    document::{Node, Object, parse_small},
    import::{
        FaultCounts,
        protocol::{Fault, FileKind},
    },
    units::Moment,
};

/// The longest answer that is read, in bytes.
const MOST_BYTES: usize = 1 << 27;

/// Somebody who is enrolled.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Enrolled {
    /// Their id.
    pub id: String,
    /// First name.
    pub first_name: String,
    /// Last name.
    pub last_name: String,
    /// The whole name.
    pub full_name: String,
    /// Email address.
    pub email: String,
    /// Number in the school's register.
    pub id_number: String,
    /// Groups: id and name.
    pub groups: Vec<(String, String)>,
    /// Whether a role of theirs is one of staff; none where no role is known.
    pub is_staff: Option<bool>,
}

/// An activity.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Module {
    /// Its id.
    pub id: String,
    /// Its title.
    pub title: String,
    /// Moodle's own name of its kind.
    pub module_name: String,
    /// Its section, by id.
    pub section: String,
    /// When it is due.
    pub deadline: Option<Moment>,
}

/// A grade.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct ServiceGrade {
    /// Whose, by id.
    pub user: String,
    /// Their name.
    pub user_name: String,
    /// The activity, by id; of an item without one its own id.
    pub element: String,
    /// Whether it is an activity.
    pub is_module: bool,
    /// What is graded.
    pub title: String,
    /// Moodle's own name of the kind of activity.
    pub module_name: String,
    /// The points; none where there is no grade.
    pub points: Option<f64>,
    /// The highest points.
    pub max: Option<f64>,
    /// When it was given.
    pub at: Option<Moment>,
}

/// An answer of the web service.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Service {
    /// Records that were seen.
    pub seen: u32,
    /// People.
    pub users: Vec<Enrolled>,
    /// Sections: id and title.
    pub sections: Vec<(String, String)>,
    /// Activities.
    pub modules: Vec<Module>,
    /// Person, activity and moment.
    pub completions: Vec<(String, String, Moment)>,
    /// Grades.
    pub grades: Vec<ServiceGrade>,
    /// Groups: id and name.
    pub groups: Vec<(String, String)>,
    /// What could not be used.
    pub faults: FaultCounts,
}

/// The objects of a list.
fn objects<'a>(node: &Node<'a>) -> Vec<Object<'a>> {
    match node {
        Node::List(items) => items.iter().filter_map(|item| item.clone().into_object(String::new()).ok()).collect(),
        _ => Vec::new(),
    }
}

fn members<'a>(object: &Object<'a>, name: &str) -> Vec<Object<'a>> {
    object.get(name).map(objects).unwrap_or_default()
}

/// Which answer a text of JSON is.
#[must_use]
pub fn recognise(text: &str) -> Option<FileKind> {
    let node = parse_small(text, MOST_BYTES).ok()?;
    if let Node::Object(_) = node {
        let object = node.into_object(String::new()).ok()?;
        let has = |name| matches!(object.get(name), Some(Node::List(_)));
        return match () {
            () if has("statuses") => Some(FileKind::MoodleCompletion),
            () if has("usergrades") => Some(FileKind::MoodleGrades),
            () => None,
        };
    }
    let records = objects(&node);
    let first = records.first()?;
    let has = |name| first.get(name).is_some();
    match () {
        () if has("statuses") => Some(FileKind::MoodleCompletion),
        () if has("modules") => Some(FileKind::MoodleContents),
        () if has("fullname") || has("firstname") => Some(FileKind::MoodleUsers),
        () if has("courseid") && has("name") => Some(FileKind::MoodleGroups),
        () => None,
    }
}

fn text(object: &Object, name: &str) -> String {
    object.text(name).ok().flatten().unwrap_or_default()
}

fn id(object: &Object, name: &str) -> String {
    object.id(name).ok().flatten().unwrap_or_default()
}

/// A moment in Unix seconds; 0 stands for none.
fn moment(object: &Object, name: &str) -> Option<Moment> {
    let moment = object.moment_or_fault(name).ok()??;
    moment.filter(|moment| moment.unix_seconds() > 0)
}

impl Service {
    /// Reads an answer. The ids of people that stand nowhere in it are taken from the file's name.
    #[must_use]
    pub fn read(kind: FileKind, json: &str, file: &str) -> Self {
        let mut service = Self::default();
        let Ok(node) = parse_small(json, MOST_BYTES) else {
            service.faults.add(Fault::BadRecord, 1);
            return service;
        };
        let records = match &node {
            Node::Object(_) => node.clone().into_object(String::new()).ok().into_iter().collect(),
            node => objects(node),
        };
        for record in &records {
            match kind {
                FileKind::MoodleUsers => service.user(record),
                FileKind::MoodleContents => service.section(record),
                FileKind::MoodleCompletion => service.statuses(record, file),
                FileKind::MoodleGrades => service.user_grades(record),
                FileKind::MoodleGroups => {
                    service.seen += 1;
                    service.groups.push((id(record, "id"), text(record, "name")));
                }
                FileKind::MoodleLog | FileKind::MoodleGradebook => {}
            }
        }
        service
    }

    /// Counts a record; false: it lacks what it has to have.
    fn count(&mut self, id: &str) -> bool {
        self.seen += 1;
        if id.is_empty() {
            self.faults.add(Fault::BadRecord, self.seen);
        }
        !id.is_empty()
    }

    fn user(&mut self, record: &Object) {
        let user_id = id(record, "id");
        if !self.count(&user_id) {
            return;
        }
        let roles: Vec<String> = members(record, "roles").iter().map(|role| text(role, "shortname")).collect();
        let is_staff = |role: &String| {
            matches!(
                role.as_str(),
                "teacher" | "editingteacher" | "manager" | "coursecreator" | "admin" | "noneditingteacher"
            )
        };
        self.users.push(Enrolled {
            id: user_id,
            first_name: text(record, "firstname"),
            last_name: text(record, "lastname"),
            full_name: text(record, "fullname"),
            email: text(record, "email"),
            id_number: text(record, "idnumber"),
            groups: members(record, "groups").iter().map(|group| (id(group, "id"), text(group, "name"))).collect(),
            is_staff: (!roles.is_empty()).then(|| roles.iter().any(is_staff)),
        });
    }

    fn section(&mut self, record: &Object) {
        let section = id(record, "id");
        if !self.count(&section) {
            return;
        }
        for module in members(record, "modules") {
            let module_id = id(&module, "id");
            if !self.count(&module_id) {
                continue;
            }
            let dates = members(&module, "dates");
            // The date that is due has its own name; older servers have only its label.
            let is_due = |date: &&Object| {
                let (name, label) = (text(date, "dataid"), text(date, "label"));
                matches!(name.as_str(), "duedate" | "timeclose" | "cutoffdate")
                    || (name.is_empty() && ["Due:", "Closes:", "Closed:"].contains(&label.as_str()))
            };
            self.modules.push(Module {
                id: module_id,
                title: text(&module, "name"),
                module_name: text(&module, "modname"),
                section: section.clone(),
                deadline: dates.iter().find(is_due).and_then(|date| moment(date, "timestamp")),
            });
        }
        self.sections.push((section, text(record, "name")));
    }

    fn statuses(&mut self, record: &Object, file: &str) {
        let mut user = id(record, "userid");
        if user.is_empty() {
            // The answer doesn't say whose it is; who keeps several has to name them by it.
            let stem = file.rsplit_once('.').map_or(file, |(stem, _)| stem);
            stem.rsplit(|letter: char| !letter.is_ascii_digit())
                .find(|part| !part.is_empty())
                .unwrap_or_default()
                .clone_into(&mut user);
        }
        for status in members(record, "statuses") {
            let module = id(&status, "cmid");
            if !self.count(if user.is_empty() { "" } else { &module }) {
                continue;
            }
            // 0 is incomplete; 1 is complete, 2 with a pass, 3 without one.
            let is_complete = status.number("state").ok().flatten().is_some_and(|state| state > 0.0);
            if let Some(at) = moment(&status, "timecompleted").filter(|_| is_complete) {
                self.completions.push((user.clone(), module, at));
            }
        }
    }

    fn user_grades(&mut self, record: &Object) {
        for user in members(record, "usergrades") {
            for item in members(&user, "gradeitems") {
                let kind = text(&item, "itemtype");
                let module = id(&item, "cmid");
                let element = if module.is_empty() { format!("item-{}", id(&item, "id")) } else { module.clone() };
                if matches!(kind.as_str(), "course" | "category") || !self.count(&id(&user, "userid")) {
                    continue;
                }
                self.grades.push(ServiceGrade {
                    user: id(&user, "userid"),
                    user_name: text(&user, "userfullname"),
                    element,
                    is_module: !module.is_empty(),
                    title: text(&item, "itemname"),
                    module_name: text(&item, "itemmodule"),
                    points: item.number("graderaw").ok().flatten().filter(|points| points.is_finite()),
                    max: item.number("grademax").ok().flatten().filter(|max| *max > 0.0),
                    at: moment(&item, "gradedategraded").or_else(|| moment(&item, "gradedatesubmitted")),
                });
            }
        }
    }
}
