//! The log of a course: which of its columns is what, and its rows as numbers.

use hashbrown::{HashMap, HashSet};

use super::words::{self, Verb};
use crate::{
    dataset::Interner,
    import::{
        FaultCounts,
        clock::RawTime,
        csv::Row,
        protocol::{Answers, Fault, FileKind, Role},
        text::decode,
    },
};

/// What stands for no text or id.
pub const NONE: u32 = u32::MAX;

/// The share of a column's cells that have to be of one shape, for the column to be of it.
const MOST: f64 = 0.8;

/// Whether a table is a log, by its first rows.
#[must_use]
pub fn is_log(rows: &[Vec<String>]) -> bool {
    let Some((heading, cells)) = rows.split_first() else { return false };
    let known = heading.iter().filter_map(|heading| words::log_role(heading)).collect::<HashSet<_>>();
    let has_time = || (0..heading.len()).any(|column| share(cells, column, is_time) >= MOST);
    let has_ids = || (0..heading.len()).any(|column| share(cells, column, is_description) >= MOST);
    (known.contains(&Role::Time) && known.len() >= 3) || (has_time() && (has_ids() || known.len() >= 2))
}

fn is_time(cell: &str) -> bool {
    RawTime::read(cell).is_some()
}

fn is_description(cell: &str) -> bool {
    cell.contains("with id '")
}

fn is_address(cell: &str) -> bool {
    cell.parse::<std::net::IpAddr>().is_ok()
}

fn is_origin(cell: &str) -> bool {
    matches!(cell, "web" | "ws" | "cli" | "restore" | "mobile")
}

/// The share of a column's cells, empty ones aside, that are `like` something.
fn share(rows: &[Vec<String>], column: usize, like: impl Fn(&str) -> bool) -> f64 {
    let cells = rows.iter().filter_map(|row| row.get(column)).filter(|cell| !matches!(cell.as_str(), "" | "-"));
    let (mut all, mut alike) = (0, 0);
    for cell in cells {
        all += 1;
        alike += usize::from(like(cell));
    }
    if all == 0 { 0.0 } else { alike as f64 / all as f64 }
}

/// What each column is: what was matched by hand, what its heading says, and else what stands in it.
#[must_use]
pub fn columns(rows: &[Vec<String>], answers: &Answers) -> Vec<Role> {
    let Some((headings, cells)) = rows.split_first() else { return Vec::new() };
    let by_hand = |heading: &String| answers.role(FileKind::MoodleLog, heading);
    let mut roles: Vec<Option<Role>> = headings.iter().map(by_hand).collect();
    for (role, heading) in roles.iter_mut().zip(headings) {
        *role = role.or_else(|| words::log_role(heading));
    }
    // A heading may be that of two columns in two languages: the first one has it.
    for column in (0..roles.len()).rev() {
        if roles[..column].contains(&roles[column]) && by_hand(&headings[column]).is_none() {
            roles[column] = None;
        }
    }
    let mut settle = |role: Role, score: &dyn Fn(usize, &[Option<Role>]) -> f64, least: f64| {
        if roles.contains(&Some(role)) {
            return;
        }
        let open = (0..roles.len()).filter(|column| roles[*column].is_none());
        let scored = open.map(|column| (score(column, &roles), column)).filter(|(score, _)| *score >= least);
        // Of several the first.
        let best = scored.fold(None::<(f64, usize)>, |best, new| match best {
            Some(best) if best.0 >= new.0 => Some(best),
            _ => Some(new),
        });
        if let Some((_, column)) = best {
            roles[column] = Some(role);
        }
    };
    settle(Role::Time, &|column, _| share(cells, column, is_time), MOST);
    settle(Role::Description, &|column, _| share(cells, column, is_description), 0.5);
    settle(Role::Address, &|column, _| share(cells, column, is_address), MOST);
    settle(Role::Origin, &|column, _| share(cells, column, is_origin), MOST);
    settle(Role::Context, &|column, _| share(cells, column, |cell| cell.contains(": ")), 0.5);
    let place = |roles: &[Option<Role>], role| roles.iter().position(|found| *found == Some(role));
    settle(
        Role::Component,
        &|column, roles| {
            // An activity's context begins with the name of its component.
            let Some(context) = place(roles, Role::Context) else { return 0.0 };
            let begins = |row: &&Vec<String>| {
                let (cell, context) = (row.get(column), row.get(context));
                cell.zip(context).is_some_and(|(cell, context)| {
                    !cell.is_empty() && context.strip_prefix(cell.as_str()).is_some_and(|rest| rest.starts_with(": "))
                })
            };
            cells.iter().filter(begins).count() as f64 / cells.len().max(1) as f64
        },
        0.1,
    );
    settle(
        Role::User,
        &|column, roles| {
            // Whoever has one id in all descriptions has one name.
            let Some(description) = place(roles, Role::Description) else { return 0.0 };
            let mut names: HashMap<&str, (&str, u32, u32)> = HashMap::new();
            for row in cells {
                let actor = row.get(description).and_then(|text| Ids::read(text).actor);
                if let (Some(id), Some(name)) = (actor, row.get(column)) {
                    let known = names.entry(id).or_insert((name, 0, 0));
                    known.1 += u32::from(known.0 == name);
                    known.2 += 1;
                }
            }
            let distinct: HashSet<&str> = names.values().map(|name| name.0).collect();
            let (same, all) = names.values().fold((0, 0), |sum, name| (sum.0 + name.1, sum.1 + name.2));
            let is_told_apart = distinct.len() * 10 >= names.len() * 8;
            if all > 0 && is_told_apart { f64::from(same) / f64::from(all) } else { 0.0 }
        },
        MOST,
    );
    settle(
        Role::AffectedUser,
        &|column, _| cells.iter().filter(|row| row.get(column).is_some_and(|cell| cell == "-")).count() as f64,
        1.0,
    );
    // What is left stands in Moodle's own order.
    settle(Role::User, &|_, _| 1.0, 1.0);
    settle(Role::Event, &|_, _| 1.0, 1.0);
    roles.into_iter().map(|role| role.unwrap_or(Role::Unused)).collect()
}

/// The ids that a description names, as they are written.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Ids<'a> {
    /// Who did it.
    pub actor: Option<&'a str>,
    /// To whom.
    pub related: Option<&'a str>,
    /// To which activity.
    pub module: Option<&'a str>,
    /// What kind of activity that is.
    pub module_name: Option<&'a str>,
    /// In which course.
    pub course: Option<&'a str>,
}

impl<'a> Ids<'a> {
    /// Reads a description.
    #[must_use]
    pub fn read(description: &'a str) -> Self {
        let mut ids = Self::default();
        let starts_with_actor = description.starts_with("The user with id '");
        let mut at = 0;
        while let Some(open) = find_quote(description, at) {
            let Some(close) = find_quote(description, open + 1) else { break };
            let (before, quoted) = (&description[..open], &description[open + 1..close]);
            at = close + 1;
            if quoted.bytes().all(|byte| byte.is_ascii_digit()) && !quoted.is_empty() {
                if before.ends_with("user with id ") {
                    if starts_with_actor && ids.actor.is_none() {
                        ids.actor = Some(quoted);
                    } else {
                        ids.related = Some(quoted);
                    }
                } else if before.ends_with("module id ") || before.ends_with("module with id ") {
                    ids.module = Some(quoted);
                } else if before.ends_with("course with id ") {
                    ids.course = Some(quoted);
                }
            } else if ids.module_name.is_none() && description[at..].starts_with(" activity") {
                ids.module_name = Some(quoted);
            }
        }
        // Nobody has the id 0, which stands for the system.
        ids.actor = ids.actor.filter(|id| *id != "0");
        ids.related = ids.related.filter(|id| *id != "0");
        ids
    }
}

fn find_quote(text: &str, from: usize) -> Option<usize> {
    text.as_bytes()[from..].iter().position(|byte| *byte == b'\'').map(|place| from + place)
}

/// A row of a log. Texts are numbers of the log's interners.
#[derive(Clone, Copy, Debug)]
pub struct LogRow {
    /// The name of who did it.
    pub user: u32,
    /// The name of to whom.
    pub affected: u32,
    /// Where.
    pub context: u32,
    /// What happened, as it is called.
    pub event: u32,
    /// Who did it, by id.
    pub actor: u32,
    /// To whom, by id.
    pub related: u32,
    /// The activity, by id.
    pub module: u32,
    /// What happened.
    pub verb: Verb,
    /// Whether a person did it in a browser or in an app.
    pub is_by_hand: bool,
}

/// What is known of a context.
#[derive(Clone, Debug, Default)]
pub struct ContextFacts {
    /// Moodle's own name of the kind of activity.
    pub module_name: Option<String>,
    /// Whether a component is called as the context begins.
    pub has_component: bool,
    /// The course, by id, where it is that.
    pub course: Option<String>,
}

/// A log as it was read.
#[derive(Default)]
pub struct Log {
    /// The columns.
    pub roles: Vec<Role>,
    places: [Option<usize>; 9],
    /// Rows, a heading aside, that were seen.
    pub seen: u32,
    /// The time of each row.
    pub times: Vec<RawTime>,
    /// The rows that have a time.
    pub rows: Vec<LogRow>,
    /// The number of each in the file.
    pub numbers: Vec<u32>,
    /// Names of people.
    pub names: Interner,
    /// Contexts.
    pub contexts: Interner,
    /// What is known of each.
    pub facts: Vec<ContextFacts>,
    /// Names of events.
    pub events: Interner,
    /// Ids of people and activities.
    pub ids: Interner,
    verbs: HashMap<(u32, u32), Verb>,
    components: Interner,
    /// What could not be used.
    pub faults: FaultCounts,
}

const READ: [Role; 9] = [
    Role::Time,
    Role::User,
    Role::AffectedUser,
    Role::Context,
    Role::Component,
    Role::Event,
    Role::Description,
    Role::Origin,
    Role::Address,
];

impl Log {
    /// A log whose columns are `roles`.
    #[must_use]
    pub fn new(roles: Vec<Role>) -> Self {
        let places = READ.map(|role| roles.iter().position(|found| *found == role));
        Self { roles, places, ..Self::default() }
    }

    /// Whether a column that there has to be is missing.
    #[must_use]
    pub fn lacks_columns(&self) -> bool {
        let [time, user, _, _, _, _, description, ..] = self.places;
        time.is_none() || (user.is_none() && description.is_none())
    }

    /// Takes a row below the heading.
    pub fn push(&mut self, row: Row) {
        // A line without anything is none.
        if row.len() <= 1 && row.cell(0).is_empty() {
            return;
        }
        self.seen += 1;
        let [time, user, affected, context, component, event, description, origin, _] = self.places;
        if row.len() < self.roles.len() {
            return self.faults.add(Fault::ShortRow, self.seen);
        }
        let cell = |place: Option<usize>| place.map(|column| decode(row.cell(column))).unwrap_or_default();
        let Some(time) = RawTime::read(&cell(time)) else {
            return self.faults.add(Fault::BadTime, self.seen);
        };
        let description = cell(description);
        let ids = Ids::read(&description);
        let context_text = cell(context);
        let context = self.contexts.intern(&context_text);
        let component_text = cell(component);
        let component = self.components.intern(&component_text);
        if context as usize == self.facts.len() {
            self.facts.push(ContextFacts::default());
        }
        let event_text = cell(event);
        let event = self.events.intern(&event_text);
        let fact = &mut self.facts[context as usize];
        if fact.module_name.is_none() && ids.module_name.is_some() {
            fact.module_name = ids.module_name.map(str::to_owned);
        }
        if !fact.has_component && !component_text.is_empty() {
            let rest = context_text.strip_prefix(&*component_text);
            fact.has_component = rest.is_some_and(|rest| rest.starts_with(": "));
        }
        // One event of one component is always described alike.
        let verb = *self.verbs.entry((event, component)).or_insert_with(|| {
            words::verb_of_description(&description).unwrap_or_else(|| words::verb_of_name(&event_text))
        });
        if fact.course.is_none() && ids.course.is_some() && ids.module.is_none() && verb == Verb::View {
            fact.course = ids.course.map(str::to_owned);
        }
        let mut name = |text: &str| if matches!(text, "" | "-") { NONE } else { self.names.intern(text) };
        let (user, affected) = (name(&cell(user)), name(&cell(affected)));
        let mut id = |id: Option<&str>| id.map_or(NONE, |id| self.ids.intern(id));
        self.rows.push(LogRow {
            user,
            affected,
            context,
            event,
            actor: id(ids.actor),
            related: id(ids.related),
            module: id(ids.module),
            verb,
            is_by_hand: !matches!(&*cell(origin), "cli" | "restore"),
        });
        self.times.push(time);
        self.numbers.push(self.seen);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check_columns(rows: &[&[&str]], expected: &[Role]) {
        let rows: Vec<Vec<String>> =
            rows.iter().map(|row| row.iter().map(|cell| (*cell).to_owned()).collect()).collect();
        assert!(is_log(&rows));
        assert_eq!(columns(&rows, &Answers::default()), expected);
    }

    #[test]
    fn columns_by_their_headings_in_any_order() {
        use Role::{Address, AffectedUser, Component, Context, Description, Event, Origin, Time, User};
        check_columns(
            &[&[
                "Time",
                "User full name",
                "Affected user",
                "Event context",
                "Component",
                "Event name",
                "Description",
                "Origin",
                "IP address",
            ]],
            &[Time, User, AffectedUser, Context, Component, Event, Description, Origin, Address],
        );
        check_columns(
            &[&["IP-adresse", "Tid", "Hendelse", "Komponent", "Brukerens fulle navn", "Hendelseskontekst"]],
            &[Address, Time, Event, Component, User, Context],
        );
    }

    /// Nobody knows these headings: what stands below them says what they are.
    #[test]
    fn columns_by_what_stands_in_them() {
        use Role::{Address, AffectedUser, Component, Context, Description, Event, Origin, Time, User};
        let rows: &[&[&str]] = &[
            &["q1", "q2", "q3", "q4", "q5", "q6", "q7", "q8", "q9"],
            &[
                "web",
                "Kviz",
                "Kviz: Ćelije",
                "Modul pregledan",
                "3/09/19, 10:11",
                "-",
                "Ada Berg",
                "10.0.0.1",
                "The user with id '12' viewed the 'quiz' activity with course module id '34'.",
            ],
            &[
                "web",
                "Sistem",
                "Tečaj: Biologija",
                "Tečaj pregledan",
                "3/09/19, 10:10",
                "-",
                "Ada Berg",
                "10.0.0.1",
                "The user with id '12' viewed the course with id '5'.",
            ],
            &[
                "web",
                "Kviz",
                "Kviz: Ćelije",
                "Modul pregledan",
                "3/09/19, 10:09",
                "-",
                "Bo Dahl",
                "10.0.0.2",
                "The user with id '13' viewed the 'quiz' activity with course module id '34'.",
            ],
            &[
                "web",
                "Sistem",
                "Tečaj: Biologija",
                "Tečaj pregledan",
                "3/09/19, 10:08",
                "-",
                "Bo Dahl",
                "10.0.0.2",
                "The user with id '13' viewed the course with id '5'.",
            ],
        ];
        check_columns(rows, &[Origin, Component, Context, Event, Time, AffectedUser, User, Address, Description]);
    }

    #[test]
    fn ids_of_descriptions() {
        let ids = Ids::read(
            "The user with id '2' updated the completion state for the course module with id '13' for the user with id '4'.",
        );
        assert_eq!((ids.actor, ids.related, ids.module), (Some("2"), Some("4"), Some("13")));
        let ids = Ids::read("The user with id '12' viewed the 'quiz' activity with course module id '34'.");
        assert_eq!((ids.actor, ids.module, ids.module_name), (Some("12"), Some("34"), Some("quiz")));
        let ids = Ids::read("The user with id '12' viewed the course with id '5'.");
        assert_eq!((ids.actor, ids.course), (Some("12"), Some("5")));
        assert_eq!(Ids::read("Nobody's '"), Ids::default());
    }
}
