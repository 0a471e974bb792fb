//! All files of an import together: people, elements and events become a course.

use hashbrown::{HashMap, HashSet};

use super::{
    Contents, File,
    gradebook::{Gradebook, ItemGrade, Owner},
    log::{Log, LogRow, NONE},
    service::Service,
    visits::visits,
    words::{self, Verb},
};
use crate::{
    dataset::{Interner, VisitRule, zone::Zone},
    import::{
        FaultCounts,
        clock::Column,
        draft::{Draft, DraftElement, DraftGrade, DraftStudent},
        protocol::{
            Answers, ColumnPreview, Counts, Fault, FilePreview, LAST_EVENT_SECONDS, Maximum, Person, Preview, Role,
        },
    },
    names,
    units::Moment,
};

/// Somebody, from whichever file.
#[derive(Clone, Debug, Default)]
struct Known {
    /// The id; the name where there is none.
    id: String,
    name: String,
    first_name: String,
    last_name: String,
    email: String,
    id_number: String,
    group_ids: Vec<String>,
    /// What the web service says.
    has_staff_role: Option<bool>,
    events: u32,
    staff_events: u32,
    first_event: Option<Moment>,
    enrolled_at: Option<Moment>,
    left_at: Option<Moment>,
}

/// Something that happened.
#[derive(Clone, Copy, Debug)]
struct Event {
    person: u32,
    at: Moment,
    /// Its place among events of one moment.
    order: u32,
    element: u32,
    verb: Verb,
    is_by_hand: bool,
}

/// Things by their keys.
struct Keyed<T> {
    index: HashMap<String, u32>,
    list: Vec<T>,
}

impl<T> Default for Keyed<T> {
    fn default() -> Self {
        Self { index: HashMap::new(), list: Vec::new() }
    }
}

impl<T> Keyed<T> {
    fn get_or(&mut self, key: &str, make: impl FnOnce() -> T) -> u32 {
        if let Some(found) = self.index.get(key) {
            return *found;
        }
        let place = self.list.len() as u32;
        self.index.insert(key.to_owned(), place);
        self.list.push(make());
        place
    }
}

/// A course under way.
#[derive(Default)]
struct Course {
    title: String,
    id: String,
    people: Keyed<Known>,
    elements: Keyed<DraftElement>,
    events: Vec<Event>,
    /// When work was graded, by person and element.
    graded: HashMap<(u32, u32), Moment>,
    completions: HashMap<(u32, u32), Moment>,
    grades: HashMap<(u32, u32), (DraftGrade, Option<Moment>)>,
    groups: Keyed<(String, String)>,
    folders: Keyed<(String, String)>,
    scales: Keyed<(String, String, Vec<String>)>,
    latest: Option<Moment>,
    /// The first and the last event.
    period: Option<(Moment, Moment)>,
    preview: Preview,
    /// The events of earlier logs, where there are several: a teacher may have downloaded a week twice.
    seen: HashSet<(u32, Moment, u32, u32)>,
    texts: Interner,
}

/// What files hold, and the course.
#[must_use]
pub fn outcome(files: &[File], answers: &Answers, zone: &Zone) -> (Preview, Draft) {
    let mut course = Course::default();
    for file in files {
        if let Contents::Service(service) = &file.contents {
            course.take_service(service);
        }
    }
    let has_several = files.iter().filter(|file| matches!(file.contents, Contents::Log(_))).count() > 1;
    for (place, file) in files.iter().enumerate() {
        let mut preview = FilePreview { name: file.info.name.clone(), kind: Some(file.kind), ..FilePreview::default() };
        match &file.contents {
            Contents::Log(log) => {
                let faults = course.take_log(log, file, answers, zone, has_several);
                preview.rows = log.seen;
                preview.columns = columns(&file.sample, &log.roles);
                preview.faults = faults.list();
            }
            Contents::Gradebook(_) => {
                let Some(book) = file.gradebook(answers) else { continue };
                preview.rows = book.owners.len() as u32;
                preview.columns = columns(&file.sample, &book.roles);
                preview.faults = book.faults.list();
            }
            Contents::Service(service) => {
                preview.rows = service.seen;
                preview.faults = service.faults.list();
            }
        }
        debug_assert_eq!(course.preview.files.len(), place);
        course.preview.files.push(preview);
    }
    course.take_service_grades(files);
    for file in files {
        if let Some(book) = file.gradebook(answers) {
            course.take_gradebook(&book, answers);
        }
    }
    if course.title.is_empty() {
        let name = files.first().map_or("", |file| file.info.name.as_str());
        name.rsplit_once('.').map_or(name, |(stem, _)| stem).clone_into(&mut course.title);
    }
    let modified = files.iter().filter_map(|file| file.info.modified).max().map(Moment::from_unix_seconds);
    course.finish(answers, zone, modified)
}

fn columns(sample: &[Vec<String>], roles: &[Role]) -> Vec<ColumnPreview> {
    let Some((headings, cells)) = sample.split_first() else { return Vec::new() };
    let column = |(place, (heading, role)): (usize, (&String, &Role))| {
        let mut filled =
            cells.iter().filter_map(|row| row.get(place)).filter(|cell| !matches!(cell.as_str(), "" | "-"));
        let example: String = filled.next().map_or("", String::as_str).chars().take(80).collect();
        ColumnPreview { heading: heading.clone(), example, role: *role }
    };
    headings.iter().zip(roles).enumerate().map(column).collect()
}

/// The first of two parts of a context, and the second: `Quiz: Cells`.
fn parts(context: &str) -> Option<(&str, &str)> {
    context.split_once(": ").map(|(kind, title)| (kind.trim(), title.trim())).filter(|(_, title)| !title.is_empty())
}

impl Course {
    fn person(&mut self, id: &str, name: &str) -> u32 {
        let place = self.people.get_or(id, || Known { id: id.to_owned(), ..Known::default() });
        let known = &mut self.people.list[place as usize];
        if known.name.is_empty() {
            name.clone_into(&mut known.name);
        }
        place
    }

    fn happened(&mut self, at: Moment) {
        self.latest = self.latest.max(Some(at));
    }

    fn take_service(&mut self, service: &Service) {
        for (id, name) in service.groups.iter().chain(service.users.iter().flat_map(|user| &user.groups)) {
            self.groups.get_or(id, || (id.clone(), name.clone()));
        }
        for user in &service.users {
            let full = if user.full_name.is_empty() {
                names::joined(&user.first_name, &user.last_name, &user.id)
            } else {
                user.full_name.clone()
            };
            let place = self.person(&user.id, &full);
            let known = &mut self.people.list[place as usize];
            known.first_name.clone_from(&user.first_name);
            known.last_name.clone_from(&user.last_name);
            known.email.clone_from(&user.email);
            known.id_number.clone_from(&user.id_number);
            known.group_ids = user.groups.iter().map(|(id, _)| id.clone()).collect();
            known.has_staff_role = user.is_staff;
        }
        // The same contents may have been opened twice.
        for (id, title) in &service.sections {
            self.folders.get_or(id, || (id.clone(), title.clone()));
        }
        for module in &service.modules {
            self.elements.get_or(&module.id, || DraftElement {
                id: module.id.clone(),
                title: module.title.clone(),
                kind: words::kind_of_module(&module.module_name).to_owned(),
                folder_id: Some(module.section.clone()),
                deadline: module.deadline,
                ..DraftElement::default()
            });
        }
    }

    /// Grades and completions of the web service, once all elements are known.
    fn take_service_grades(&mut self, files: &[File]) {
        let services = files.iter().filter_map(|file| match &file.contents {
            Contents::Service(service) => Some(service),
            _ => None,
        });
        for service in services {
            for (user, module, at) in &service.completions {
                let person = self.person(user, "");
                let element = self.elements.get_or(module, || DraftElement {
                    id: module.clone(),
                    title: module.clone(),
                    ..DraftElement::default()
                });
                // What the service says is more than what follows from an event.
                self.completions.insert((person, element), *at);
                self.happened(*at);
            }
            for grade in &service.grades {
                let person = self.person(&grade.user, &grade.user_name);
                let kind = match grade.is_module {
                    true => words::kind_of_module(&grade.module_name),
                    false => "manualAssessment",
                };
                let element = self.elements.get_or(&grade.element, || DraftElement {
                    id: grade.element.clone(),
                    title: grade.title.clone(),
                    kind: kind.to_owned(),
                    ..DraftElement::default()
                });
                if self.elements.list[element as usize].max_score.is_none() {
                    self.elements.list[element as usize].max_score = grade.max;
                }
                if let Some(points) = grade.points {
                    if let Some(at) = grade.at {
                        self.happened(at);
                    }
                    self.grades.insert((person, element), (DraftGrade::Points(points), grade.at));
                }
            }
        }
    }

    /// The events of a log, and what of it could not be used.
    fn take_log(&mut self, log: &Log, file: &File, answers: &Answers, zone: &Zone, has_several: bool) -> FaultCounts {
        let mut faults = log.faults.clone();
        if log.lacks_columns() {
            faults.add(Fault::MissingColumn, 1);
            return faults;
        }
        self.preview.has_events = true;
        let column = Column::of(&log.times);
        let decided = column.is_day_first.or(answers.is_day_first);
        if column.is_day_first.is_none() {
            let example = column.example.and_then(|row| example(file, log, row));
            if answers.is_day_first.is_none() {
                self.preview.ambiguous_time = example;
            }
        }
        let is_day_first = decided.unwrap_or(true);
        if column.lacks_year {
            let latest = file.info.modified.unwrap_or_default();
            let likely = column.likely_year(&log.times, is_day_first, latest, zone);
            let answered = answers.year.filter(|year| (1970..=9999).contains(year));
            self.preview.year = Some(answered.unwrap_or(likely));
        }
        let moments = column.moments(&log.times, is_day_first, self.preview.year.unwrap_or_default(), zone);
        let people = self.people_of(log);
        let (by_module, by_context) = self.elements_of(log, &moments);
        let newest_first = moments.first() > moments.last();
        let count = log.rows.len() as u32;
        let first_new = self.events.len();
        let texts: Vec<u32> = log.events.texts().map(|text| self.texts.intern(text)).collect();
        for (place, (row, at)) in log.rows.iter().zip(&moments).enumerate() {
            let Some(at) = *at else {
                faults.add(Fault::BadTime, log.numbers[place]);
                continue;
            };
            let module = by_module.get(row.module as usize).copied().filter(|element| *element != NONE);
            let element = module.unwrap_or(by_context[row.context as usize]);
            let actor = people.of(row.actor, row.user);
            let related = people.of(row.related, row.affected);
            let place = place as u32;
            let order = if newest_first { count - place } else { place };
            let event = Event { person: actor, at, order, element, verb: row.verb, is_by_hand: row.is_by_hand };
            if has_several && self.seen.contains(&(actor, at, element, texts[row.event as usize])) {
                continue;
            }
            self.happened(at);
            self.take_event(event, related);
        }
        if has_several {
            for (row, at) in log.rows.iter().zip(&moments) {
                let module = by_module.get(row.module as usize).copied().filter(|element| *element != NONE);
                let element = module.unwrap_or(by_context[row.context as usize]);
                if let Some(at) = at {
                    self.seen.insert((people.of(row.actor, row.user), *at, element, texts[row.event as usize]));
                }
            }
        }
        let dated = self.events[first_new..].iter().map(|event| event.at);
        if let (Some(first), Some(last)) = (dated.clone().min(), dated.max()) {
            let earlier = self.period.unwrap_or((first, last));
            self.period = Some((earlier.0.min(first), earlier.1.max(last)));
        }
        faults
    }

    fn take_event(&mut self, event: Event, related: u32) {
        let Event { person, at, element, verb, .. } = event;
        let whose = if related == NONE { person } else { related };
        let is_for_another = related != NONE && related != person;
        if person != NONE {
            let known = &mut self.people.list[person as usize];
            known.events += 1;
            let is_staff = match verb {
                Verb::Staff => true,
                Verb::Grading | Verb::Enrolment | Verb::Leaving | Verb::Completion => is_for_another,
                _ => false,
            };
            known.staff_events += u32::from(is_staff);
            known.first_event = Some(known.first_event.map_or(at, |first| first.min(at)));
            self.events.push(event);
        }
        if whose == NONE {
            return;
        }
        let known = &mut self.people.list[whose as usize];
        match verb {
            Verb::Enrolment => {
                known.enrolled_at = Some(known.enrolled_at.map_or(at, |first| first.min(at)));
                known.left_at = known.left_at.filter(|left| *left > at);
            }
            Verb::Leaving => known.left_at = known.left_at.max(Some(at)),
            Verb::Completion if element != NONE => self.complete(whose, element, at),
            Verb::Submission if element != NONE => self.complete(person, element, at),
            Verb::Grading if element != NONE => {
                let graded = self.graded.entry((whose, element)).or_insert(at);
                *graded = at.max(*graded);
            }
            _ => {}
        }
    }

    fn complete(&mut self, person: u32, element: u32, at: Moment) {
        if person != NONE {
            let first = self.completions.entry((person, element)).or_insert(at);
            *first = at.min(*first);
        }
    }

    /// The people of a log: by id where a description has one, else by name, where that is one person's.
    fn people_of(&mut self, log: &Log) -> LogPeople {
        let mut pairs: HashMap<(u32, u32), u32> = HashMap::new();
        for LogRow { user, affected, actor, related, .. } in &log.rows {
            for (id, name) in [(*actor, *user), (*related, *affected)] {
                if id != NONE {
                    *pairs.entry((id, name)).or_default() += 1;
                }
            }
        }
        // The name that an id has most often; of several the first in the file.
        let mut best: HashMap<u32, (u32, u32)> = HashMap::new();
        let mut ids_of_name: HashMap<u32, Vec<u32>> = HashMap::new();
        let mut sorted: Vec<_> = pairs.into_iter().collect();
        sorted.sort_unstable();
        for ((id, name), count) in sorted {
            if name == NONE {
                best.entry(id).or_insert((NONE, 0));
                continue;
            }
            let known = best.entry(id).or_insert((name, 0));
            if count > known.1 {
                *known = (name, count);
            }
            ids_of_name.entry(name).or_default().push(id);
        }
        let mut by_id = vec![NONE; log.ids.len()];
        let mut ids: Vec<_> = best.into_iter().collect();
        ids.sort_unstable();
        for (id, (name, _)) in ids {
            let name = if name == NONE { "" } else { log.names.text(name) };
            by_id[id as usize] = self.person(log.ids.text(id), name);
        }
        let mut known: HashMap<String, Vec<u32>> = HashMap::new();
        for (place, person) in (0..).zip(&self.people.list) {
            known.entry(words::folded(&person.name)).or_default().push(place);
        }
        let mut by_name = Vec::with_capacity(log.names.len());
        for name in 0..log.names.len() as u32 {
            by_name.push(match ids_of_name.get(&name).map(Vec::as_slice) {
                Some([id]) => by_id[*id as usize],
                // Of several with one name nobody knows whose a row without an id is.
                Some(_) => NONE,
                None => self.named(log.names.text(name), &mut known),
            });
        }
        LogPeople { by_id, by_name }
    }

    /// The person of a name that has no id in the log; `known` are the people by their folded names.
    fn named(&mut self, name: &str, known: &mut HashMap<String, Vec<u32>>) -> u32 {
        let alike = known.entry(words::folded(name)).or_default();
        if let [person] = alike[..] {
            return person;
        }
        let person = self.person(name, name);
        if !alike.contains(&person) {
            alike.push(person);
        }
        person
    }

    /// The elements of a log, by activity and by context.
    fn elements_of(&mut self, log: &Log, moments: &[Option<Moment>]) -> (Vec<u32>, Vec<u32>) {
        // An activity is called as it was last.
        let mut newest: Vec<Option<(Moment, u32)>> = vec![None; log.ids.len()];
        let mut module_of_context = vec![NONE; log.contexts.len()];
        for (row, at) in log.rows.iter().zip(moments) {
            let Some(at) = at.filter(|_| row.module != NONE) else { continue };
            if parts(log.contexts.text(row.context)).is_none() {
                continue;
            }
            module_of_context[row.context as usize] = row.module;
            let known = &mut newest[row.module as usize];
            if known.is_none_or(|(latest, _)| at > latest) {
                *known = Some((at, row.context));
            }
        }
        let mut by_module = vec![NONE; log.ids.len()];
        for (module, newest) in newest.iter().enumerate() {
            let id = log.ids.text(module as u32);
            if let Some((_, context)) = newest {
                by_module[module] = self.element(id, log, *context);
            } else if let Some(known) = self.elements.index.get(id) {
                by_module[module] = *known;
            }
        }
        let mut by_context = Vec::with_capacity(log.contexts.len());
        for (place, context) in log.contexts.texts().enumerate() {
            let facts = &log.facts[place];
            let module = module_of_context[place];
            if module != NONE {
                by_context.push(by_module[module as usize]);
                continue;
            }
            let Some((kind, title)) = parts(context) else {
                by_context.push(NONE);
                continue;
            };
            if words::is_course(kind) || facts.course.is_some() {
                if self.title.is_empty() || facts.course.is_some() {
                    title.clone_into(&mut self.title);
                    facts.course.as_deref().unwrap_or("moodle").clone_into(&mut self.id);
                }
                by_context.push(NONE);
            } else if facts.has_component || words::kind_of_word(kind).is_some() {
                by_context.push(self.element(context, log, place as u32));
            } else {
                by_context.push(NONE);
            }
        }
        (by_module, by_context)
    }

    fn element(&mut self, id: &str, log: &Log, context: u32) -> u32 {
        let (kind, title) = parts(log.contexts.text(context)).unwrap_or_default();
        let module_name = log.facts[context as usize].module_name.as_deref();
        let known = words::kind_of_word(kind);
        let kind =
            module_name.map(words::kind_of_module).or(known).map_or_else(|| names::lower_case(kind), str::to_owned);
        self.elements.get_or(id, || DraftElement {
            id: id.to_owned(),
            title: title.to_owned(),
            kind,
            ..DraftElement::default()
        })
    }

    fn take_gradebook(&mut self, book: &Gradebook, answers: &Answers) {
        let owners = self.join(&book.owners);
        for owner in &book.owners {
            if let Some(exported) = owner.exported {
                self.happened(exported);
            }
        }
        for item in &book.items {
            let element = self.graded_element(&item.name);
            if !item.levels.is_empty() {
                let id = format!("letters-{}", item.levels.len());
                self.scales.get_or(&id, || {
                    let ends = [&item.levels[0], &item.levels[item.levels.len() - 1]];
                    (id.clone(), format!("{}–{}", ends[1], ends[0]), item.levels.clone())
                });
                self.elements.list[element as usize].scale_id = Some(id);
            } else {
                let given = self.elements.list[element as usize].max_score.or(item.max);
                let max = given.unwrap_or_else(|| self.ask_maximum(item, answers));
                self.elements.list[element as usize].max_score = Some(max);
            }
            for (grade, owner) in item.grades.iter().zip(&owners) {
                let (Some(grade), Some(person)) = (grade, owner) else { continue };
                let grade = match grade {
                    ItemGrade::Points(points) => DraftGrade::Points(*points),
                    ItemGrade::Letter(label) => DraftGrade::Label(label.clone()),
                };
                // What the web service says has its moment.
                self.grades.entry((*person, element)).or_insert((grade, None));
            }
        }
    }

    /// The maximum that the reader gave, else the usual one that no grade is above.
    fn ask_maximum(&mut self, item: &super::gradebook::Item, answers: &Answers) -> f64 {
        let points = item.grades.iter().flatten().filter_map(|grade| match grade {
            ItemGrade::Points(points) => Some(*points),
            ItemGrade::Letter(_) => None,
        });
        let highest = points.fold(0.0, f64::max);
        let usual = [10.0, 100.0].into_iter().find(|max| highest <= *max);
        let proposed = usual.unwrap_or_else(|| (highest / 100.0).ceil() * 100.0);
        let answered = answers.maxima.iter().rev().find(|(key, _)| *key == item.name).map(|(_, max)| *max);
        let max = answered.filter(|max| *max > 0.0 && max.is_finite()).unwrap_or(proposed);
        self.preview.maxima.push(Maximum { key: item.name.clone(), title: item.name.clone(), highest, max });
        max
    }

    /// The element that an item of a gradebook grades.
    fn graded_element(&mut self, name: &str) -> u32 {
        let split = parts(name).and_then(|(kind, title)| Some((words::kind_of_word(kind)?, title)));
        let title = parts(name).map_or(name, |(_, title)| title);
        let folded = words::folded(title);
        // An activity of a known kind is one of this kind and title, anything else the only one of its title.
        let is_it = |element: &DraftElement| {
            words::folded(&element.title) == folded && split.is_none_or(|(kind, _)| element.kind == kind)
        };
        let mut found = (0..).zip(&self.elements.list).filter(|(_, element)| is_it(element)).map(|(place, _)| place);
        if let (Some(place), None) = (found.next(), found.next()) {
            return place;
        }
        let (kind, title) = split.unwrap_or(("manualAssessment", name));
        self.elements.get_or(&format!("grade:{name}"), || DraftElement {
            id: format!("grade:{name}"),
            title: title.to_owned(),
            kind: kind.to_owned(),
            ..DraftElement::default()
        })
    }

    /// The people of a gradebook; none for one who can't be told from others. Who is in no other file is a
    /// student who did nothing.
    fn join(&mut self, owners: &[Owner]) -> Vec<Option<u32>> {
        let has_others = !self.people.list.is_empty();
        let key = |text: &str| words::folded(&text.replace(',', " ")).split_whitespace().collect::<Vec<_>>().join(" ");
        let mut by_name: HashMap<String, Vec<u32>> = HashMap::new();
        let mut by_email: HashMap<String, u32> = HashMap::new();
        let mut by_number: HashMap<String, u32> = HashMap::new();
        for (place, known) in (0..).zip(&self.people.list) {
            let mut written = vec![key(&known.name)];
            if !known.last_name.is_empty() {
                written.push(key(&names::joined(&known.first_name, &known.last_name, "")));
            }
            written.dedup();
            for name in written {
                by_name.entry(name).or_default().push(place);
            }
            if !known.email.is_empty() {
                by_email.insert(names::lower_case(&known.email), place);
            }
            if !known.id_number.is_empty() {
                by_number.insert(known.id_number.clone(), place);
            }
        }
        let mut alike: HashMap<String, u32> = HashMap::new();
        for owner in owners {
            *alike.entry(key(&owner.name())).or_default() += 1;
        }
        let mut joined = Vec::with_capacity(owners.len());
        for owner in owners {
            let name = owner.name();
            let turned = names::joined(&owner.last_name, &owner.first_name, "");
            let found = by_number.get(&owner.id_number).or_else(|| by_email.get(&names::lower_case(&owner.email)));
            let named =
                [&name, &turned].into_iter().find_map(|name| by_name.get(&key(name))).map_or(&[][..], Vec::as_slice);
            let is_alone = alike.get(&key(&name)).is_none_or(|count| *count == 1);
            let by_id = self.people.index.get(&owner.id_number);
            let person = match (found.or(by_id.filter(|_| named.is_empty())), named) {
                (Some(person), _) => Some(*person),
                (None, [person]) if is_alone => Some(*person),
                // Without another file everybody is told apart by number or email.
                (None, []) if is_alone || !(owner.id_number.is_empty() && owner.email.is_empty()) => {
                    let id = [&owner.id_number, &owner.email, &name].into_iter().find(|id| !id.is_empty());
                    let id = id.cloned().unwrap_or_default();
                    if has_others {
                        self.preview.grades_alone.push(name.clone());
                    }
                    Some(self.person(&id, &name)).filter(|_| !id.is_empty())
                }
                _ => {
                    self.preview.unjoined.push(name.clone());
                    None
                }
            };
            if let Some(person) = person {
                let known = &mut self.people.list[person as usize];
                for (to, from) in [
                    (&mut known.first_name, &owner.first_name),
                    (&mut known.last_name, &owner.last_name),
                    (&mut known.email, &owner.email),
                    (&mut known.id_number, &owner.id_number),
                ] {
                    if to.is_empty() {
                        to.clone_from(from);
                    }
                }
            }
            joined.push(person);
        }
        joined
    }

    /// The course, with everybody who is no staff as a student.
    fn finish(mut self, answers: &Answers, zone: &Zone, modified: Option<Moment>) -> (Preview, Draft) {
        self.preview.period = self.period.map(|(first, last)| (zone.day(first), zone.day(last)));
        let acts_as_staff = |known: &Known| known.has_staff_role.unwrap_or(known.staff_events > 0);
        let is_staff = |known: &Known| {
            let answered = answers.staff.iter().rev().find(|(key, _)| *key == known.id).map(|(_, is_staff)| *is_staff);
            answered.unwrap_or_else(|| acts_as_staff(known))
        };
        let mut students = Vec::new();
        let mut student_of = vec![NONE; self.people.list.len()];
        let mut ranked = Vec::with_capacity(self.people.list.len());
        for (place, known) in self.people.list.iter().enumerate() {
            let is_staff = is_staff(known);
            let name = if known.name.is_empty() { known.id.clone() } else { known.name.clone() };
            if !is_staff {
                student_of[place] = students.len() as u32;
                students.push(student(known));
            }
            let person = Person {
                key: known.id.clone(),
                name,
                events: known.events,
                staff_events: known.staff_events,
                is_staff,
            };
            ranked.push((!acts_as_staff(known), person));
        }
        ranked.sort_by(|a, b| (a.0, &a.1.name, &a.1.key).cmp(&(b.0, &b.1.name, &b.1.key)));
        self.preview.people = ranked.into_iter().map(|(_, person)| person).collect();
        let rule = VisitRule {
            gap_seconds: f64::from(answers.gap_minutes()) * 60.0,
            last_event_seconds: f64::from(LAST_EVENT_SECONDS),
        };
        let generated_at = self.latest.or(modified).unwrap_or(Moment::from_unix_seconds(0));
        let mut draft = Draft {
            generated_at: Some(generated_at),
            time_zone: zone.name().to_owned(),
            id: if self.id.is_empty() { "moodle".to_owned() } else { self.id.clone() },
            title: self.title.clone(),
            visits_from_events: self.preview.has_events.then_some(rule),
            groups: std::mem::take(&mut self.groups.list),
            students,
            scales: std::mem::take(&mut self.scales.list),
            folders: std::mem::take(&mut self.folders.list),
            ..Draft::default()
        };
        self.write_events(&mut draft, &student_of, rule);
        let place = |((person, element), at): (&(u32, u32), &Moment)| {
            let student = student_of[*person as usize];
            (student != NONE).then_some((student, *element, *at))
        };
        draft.completions = self.completions.iter().filter_map(place).collect();
        draft.completions.sort_unstable();
        for ((person, element), (grade, at)) in &self.grades {
            let student = student_of[*person as usize];
            if student == NONE {
                continue;
            }
            let at = at.or_else(|| self.graded.get(&(*person, *element)).copied());
            self.preview.grades_undated += u32::from(at.is_none());
            draft.grades.push((student, *element, grade.clone(), at.unwrap_or(generated_at)));
        }
        draft.grades.sort_by_key(|grade| (grade.0, grade.1));
        draft.elements = std::mem::take(&mut self.elements.list);
        let count = |rows: usize| rows as u32;
        self.preview.counts = Counts {
            students: count(draft.students.len()),
            elements: count(draft.elements.len()),
            visits: count(draft.visits.len()),
            views: count(draft.views.len()),
            completions: count(draft.completions.len()),
            grades: count(draft.grades.len()),
            posts: count(draft.posts.len()),
        };
        self.preview.title.clone_from(&draft.title);
        (self.preview, draft)
    }

    /// Visits, views and posts of the students.
    fn write_events(&mut self, draft: &mut Draft, student_of: &[u32], rule: VisitRule) {
        let mut events = std::mem::take(&mut self.events);
        events.retain(|event| student_of[event.person as usize] != NONE);
        events.sort_unstable_by_key(|event| (event.person, event.at, event.order));
        for events in events.chunk_by(|a, b| a.person == b.person) {
            let student = student_of[events[0].person as usize];
            let by_hand: Vec<&Event> = events.iter().filter(|event| event.is_by_hand).collect();
            let moments: Vec<Moment> = by_hand.iter().map(|event| event.at).collect();
            let (visits, lasts) = visits(&moments, rule);
            draft.visits.extend(visits.iter().map(|visit| (student, visit.start, visit.seconds)));
            for (event, seconds) in by_hand.iter().zip(lasts) {
                match event.verb {
                    Verb::View if event.element != NONE => {
                        draft.views.push((student, event.element, event.at, seconds));
                    }
                    Verb::Thread | Verb::Post => draft.posts.push((student, event.at, event.verb == Verb::Thread)),
                    _ => {}
                }
            }
        }
    }
}

/// A time of a file as it is written there.
fn example(file: &File, log: &Log, row: u32) -> Option<String> {
    let column = log.roles.iter().position(|role| *role == Role::Time)?;
    let number = log.numbers.get(row as usize)?;
    let of_file = file.sample.get(*number as usize).and_then(|row| row.get(column));
    of_file.or_else(|| file.sample.get(1)?.get(column)).cloned()
}

/// A student of a person. A log has the whole name alone: its last word is taken for the last name.
fn student(known: &Known) -> DraftStudent {
    let is_named = !(known.first_name.is_empty() && known.last_name.is_empty());
    let (first_name, last_name) = match known.name.trim() {
        _ if is_named => (known.first_name.clone(), known.last_name.clone()),
        name => match (name.split_once(", "), name.rsplit_once(' ')) {
            (Some((last, first)), _) => (first.to_owned(), last.to_owned()),
            (None, Some((first, last))) => (first.to_owned(), last.to_owned()),
            (None, None) => (name.to_owned(), String::new()),
        },
    };
    let was_there_before = |at: &Moment| known.first_event.is_none_or(|first| *at <= first);
    DraftStudent {
        id: known.id.clone(),
        first_name,
        last_name,
        email: Some(known.email.clone()).filter(|email| !email.is_empty()),
        group_ids: known.group_ids.clone(),
        enrolled_at: known.enrolled_at.filter(was_there_before),
        left_at: known.left_at,
    }
}

/// The people of a log by the numbers of its ids and names.
struct LogPeople {
    by_id: Vec<u32>,
    by_name: Vec<u32>,
}

impl LogPeople {
    fn of(&self, id: u32, name: u32) -> u32 {
        let by_id = self.by_id.get(id as usize).copied().unwrap_or(NONE);
        if by_id == NONE { self.by_name.get(name as usize).copied().unwrap_or(NONE) } else { by_id }
    }
}
