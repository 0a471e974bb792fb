//! Who is in the course: the students' names, groups and ways of working.
//!
//! A class of thirty is cast by hand ([`CAST`]); larger courses repeat it, each student with a
//! random variation. What the students then do is in `simulate`.

use fastrand::Rng;

use super::calendar::{Calendar, Day, Moment, TODAY, hours};
use super::plan::{FIELDWORK_GROUP, LAB_GROUP_A, LAB_GROUP_B};

#[rustfmt::skip]
pub(super) const FIRST_NAMES: [&str; 160] = [
    "Ada", "Adam", "Ahmed", "Aksel", "Alma", "Amalie", "Amina", "Amir", "Anders", "André", "Ane",
    "Anna", "Anne", "Arne", "Asbjørn", "Astrid", "Aurora", "Ayaan", "Bao", "Bendik", "Benjamin",
    "Birk", "Bjørn", "Bård", "Camilla", "Carmen", "Chloé", "Daniel", "David", "Dina", "Dávgon",
    "Ebba", "Edvard", "Eirik", "Ella", "Elias", "Elin", "Embla", "Emil", "Emilie", "Emma", "Erle",
    "Even", "Fatima", "Felix", "Filip", "Finn", "Freja", "Frida", "Fredrik", "Gabriel", "Gaute",
    "Guro", "Gustav", "Hanna", "Hassan", "Hauk", "Hedda", "Helene", "Henrik", "Håkon", "Ibrahim",
    "Ida", "Iben", "Ingrid", "Isak", "Iver", "Jakob", "Jenny", "Johanne", "Johannes", "Jonas",
    "José", "Julie", "Jørgen", "Kaia", "Karoline", "Kasper", "Khadija", "Kristian", "Kristin",
    "Lars", "Lea", "Leah", "Leon", "Lilly", "Linnéa", "Live", "Liv", "Lotte", "Lucas", "Ludvig",
    "Łukasz", "Maja", "Magnus", "Maria", "Marius", "Markus", "Mathilde", "Mats", "Maryam", "Max",
    "Mia", "Mikkel", "Mina", "Mohammed", "Máret", "Nadia", "Noah", "Nora", "Odd", "Odin", "Ola",
    "Olav", "Oliver", "Olivia", "Omar", "Oskar", "Ole", "Othilie", "Peder", "Pernille", "Petter",
    "Philip", "Priya", "Ragnhild", "Rania", "Rasmus", "Renée", "Runa", "Saga", "Samuel", "Sander",
    "Sara", "Selma", "Sigrid", "Sigurd", "Signe", "Sindre", "Siri", "Sofia", "Sofie", "Solveig",
    "Sondre", "Stella", "Synne", "Sæbjørn", "Tale", "Theo", "Thea", "Tiril", "Tomasz", "Torstein",
    "Tuva", "Ulrik", "Vilde", "Viljar", "Yasmin", "Zara", "Åse",
];

#[rustfmt::skip]
pub(super) const LAST_NAMES: [&str; 160] = [
    "Aas", "Aasen", "Abdi", "Ahmadi", "Ali", "Amundsen", "Andersen", "Andreassen", "Arnesen",
    "Aune", "Bakke", "Bakken", "Bendiksen", "Berg", "Berge", "Berntsen", "Birkeland", "Bjerke",
    "Bjørnstad", "Brekke", "Bråten", "Bråthen", "Bø", "Bøe", "Carlsen", "Chaudhry", "Christensen",
    "Dahl", "Dahle", "Danielsen", "Devik", "Eide", "Eikeland", "Eliassen", "Ellingsen", "Engen",
    "Eriksen", "Evensen", "Farah", "Fjeld", "Fossum", "Fredriksen", "Førde", "García", "Gjerde",
    "Gran", "Grønli", "Gulbrandsen", "Gundersen", "Haga", "Hagen", "Halvorsen", "Hammer", "Hansen",
    "Hassan", "Haugen", "Haugland", "Hauge", "Helgesen", "Hermansen", "Holm", "Holmen", "Hoang",
    "Hussein", "Iversen", "Isaksen", "Ivanović", "Jacobsen", "Jama", "Jensen", "Johannessen",
    "Johansen", "Jørgensen", "Karlsen", "Khan", "Knudsen", "Knutsen", "Kowalska", "Kristiansen",
    "Kristoffersen", "Larsen", "Lervåg", "Lie", "Lien", "Lund", "Lunde", "Løken", "Madsen",
    "Martinsen", "Mathisen", "Moe", "Moen", "Mohamed", "Müller", "Mæland", "Myhre", "Myklebust",
    "Naess", "Nguyen", "Nilsen", "Nordby", "Nygård", "Næss", "Olsen", "Omdal", "Opsahl", "Oskal",
    "Paulsen", "Pedersen", "Persen", "Pettersen", "Popescu", "Prestegård", "Rashid", "Rasmussen",
    "Ruud", "Rønning", "Rød", "Sandberg", "Sandvik", "Sara", "Selnes", "Simonsen", "Singh",
    "Sivertsen", "Skaar", "Skoglund", "Solberg", "Solheim", "Sørensen", "Stokke", "Strand",
    "Strøm", "Sunde", "Svendsen", "Sæther", "Sætre", "Tangen", "Thomassen", "Thorsen", "Tran",
    "Tveit", "Tveiten", "Tønnessen", "Ueland", "Ulriksen", "Vang", "Vik", "Viken", "Voll",
    "Warsame", "Wiik", "Wójcik", "Yılmaz", "Ødegård", "Østby", "Øverland", "Åmodt", "Årdal", "Ås",
];

/// Second first names, which keep students of courses above 25,600 apart.
const MIDDLE_NAMES: [&str; 12] = [
    "Marie",
    "Johan",
    "Elise",
    "Martin",
    "Kristine",
    "Andreas",
    "Louise",
    "Mathias",
    "Aleksander",
    "Victoria",
    "Tobias",
    "Margrethe",
];

/// A student's way of working through the year.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Habit {
    /// Is there every day and done early.
    Eager,
    /// Comes to the lessons, does what is asked, mostly in time.
    Steady,
    /// Does what is needed, now and then late.
    Relaxed,
    /// Hardly seen until the days before a deadline.
    DeadlineDriven,
    /// Begins well and does less from month to month.
    Fading,
    /// Missed most of the autumn and has worked it off since Christmas.
    CatchingUp,
    /// Works as much as any, with poor results.
    Struggling,
    /// Still there and still on time, but the results have fallen all spring.
    Slipping,
    /// Was a steady student until some weeks ago.
    Absent,
    /// Is enrolled and has never come.
    NeverCame,
    /// Joined when the year was well under way.
    LateJoiner,
    /// Has left the course.
    Leaver,
}

use Habit::*;

/// The class of thirty that every course consists of; 28 of them are still there.
const CAST: [Habit; 30] = [
    Steady,
    Eager,
    Relaxed,
    Steady,
    DeadlineDriven,
    Steady,
    Fading,
    Steady,
    Eager,
    Leaver,
    Relaxed,
    Steady,
    CatchingUp,
    Absent,
    DeadlineDriven,
    Steady,
    Slipping,
    Eager,
    Absent,
    Relaxed,
    LateJoiner,
    Steady,
    Struggling,
    Steady,
    Eager,
    NeverCame,
    DeadlineDriven,
    Fading,
    Leaver,
    LateJoiner,
];

/// A student and what makes the student differ from the others.
#[derive(Clone, Debug)]
pub struct Student {
    pub id: u32,
    pub first_name: String,
    pub last_name: String,
    pub email: String,
    pub group_ids: Vec<u32>,
    pub habit: Habit,
    pub enrolled_at: Moment,
    pub left_at: Option<Moment>,
    /// The first whole day in the course, and the first day that isn't one any more.
    pub days: (Day, Day),
    /// A factor on the number of visits, around 1.
    pub zeal: f64,
    /// The usual result, 0 to 1.
    pub ability: f64,
    /// A factor on the number of posts, around 1.
    pub sociability: f64,
}

/// What has a chance of becoming of an activity: shares that, with missing, sum to 1.
pub struct Reliability {
    pub on_time: f64,
    pub late: f64,
}

impl Student {
    /// How busy the student is on a day, where 1 is a steady student.
    pub fn activity(&self, day: Day) -> f64 {
        let day_number = f64::from(day);
        self.zeal
            * match self.habit {
                Eager => 1.45,
                Steady | Struggling | Slipping => 1.0,
                Relaxed => 0.7,
                DeadlineDriven => 0.14,
                Fading => (1.1 - (day_number - 60.0).max(0.0) / 165.0).max(0.0),
                CatchingUp if day < 142 => 0.22,
                CatchingUp => 1.6,
                Absent if day + self.days_away() > TODAY => 0.0,
                Absent => 0.9,
                NeverCame => 0.0,
                LateJoiner => 1.15,
                Leaver => 0.55,
            }
    }

    /// How many days a student who stayed away has been away, 9 to 25.
    fn days_away(&self) -> Day {
        9 + (32.0 * (self.zeal - 0.75)) as Day
    }

    /// What a deadline at hand adds to the activity of a day.
    pub fn deadline_response(&self, day: Day) -> f64 {
        match self.habit {
            DeadlineDriven => 1.3 * self.zeal,
            Relaxed => 0.5 * self.activity(day),
            _ => 0.25 * self.activity(day),
        }
    }

    /// How likely the student does in time, or late, what is due on a day.
    pub fn reliability(&self, due: Day) -> Reliability {
        let (on_time, late) = match self.habit {
            Eager => (0.985, 0.015),
            Steady | Absent => (0.93, 0.065),
            Relaxed => (0.83, 0.16),
            DeadlineDriven => (0.83, 0.16),
            Struggling => (0.72, 0.22),
            Slipping => (0.93, 0.05),
            LateJoiner => (0.9, 0.08),
            Leaver => (0.55, 0.25),
            CatchingUp if due < 135 => (0.2, 0.74),
            CatchingUp => (0.92, 0.06),
            Fading => (0.95, 0.03),
            NeverCame => (0.0, 0.0),
        };
        // Who isn't there hands in nothing.
        let presence = match self.habit {
            Fading | Absent => (self.activity(due) * 1.6).min(1.0),
            _ => 1.0,
        };
        Reliability { on_time: on_time * presence, late: late * presence }
    }

    /// The expected result, 0 to 1, of something done on a day.
    pub fn expected_result(&self, day: Day) -> f64 {
        let spring = (f64::from(day) - 142.0).max(0.0) / 70.0;
        let drift = match self.habit {
            Slipping => -0.52 * spring,
            Fading => -0.2 * spring,
            CatchingUp => 0.2 * spring,
            _ => 0.0,
        };
        self.ability + drift
    }

    /// How far single results lie from the expected one: half the width of their spread, 0 to 1.
    pub fn result_spread(&self) -> f64 {
        if self.habit == Slipping { 0.05 } else { 0.15 }
    }
}

/// The folded form of a name as in an address of electronic mail.
fn folded(name: &str) -> String {
    name.to_lowercase()
        .chars()
        .filter_map(|letter| match letter {
            'å' | 'á' => Some('a'),
            'æ' => Some('e'),
            'ø' | 'ó' => Some('o'),
            'é' => Some('e'),
            'í' | 'ı' => Some('i'),
            'ü' => Some('u'),
            'ł' => Some('l'),
            'ć' => Some('c'),
            ' ' => Some('.'),
            letter => letter.is_ascii_lowercase().then_some(letter),
        })
        .collect()
}

/// A number that has no divisor in common with the number of names, so that stepping by it visits
/// every pair of a first and a last name once.
const NAME_STRIDE: u64 = 9_973;

/// The name of the student at `index`: two lists crossed, then second first names.
fn name(index: u32, seed: u64) -> (String, String) {
    let pairs = (FIRST_NAMES.len() * LAST_NAMES.len()) as u64;
    let pair = ((u64::from(index) * NAME_STRIDE + seed % pairs) % pairs) as usize;
    let first = FIRST_NAMES[pair % FIRST_NAMES.len()];
    let last = LAST_NAMES[pair / FIRST_NAMES.len()];
    let first = match (u64::from(index) / pairs).checked_sub(1) {
        None => first.to_owned(),
        Some(round) => format!("{first} {}", MIDDLE_NAMES[round as usize % MIDDLE_NAMES.len()]),
    };
    (first, last.to_owned())
}

/// The groups besides those that the plan names: one class per thirty students in large courses.
pub fn class_count(students: u32) -> u32 {
    if students > 90 { (students / 30).min(200) } else { 0 }
}

/// The first id of the classes among the groups.
pub const FIRST_CLASS: u32 = FIELDWORK_GROUP + 1;

fn groups(index: u32, students: u32, rng: &mut Rng) -> Vec<u32> {
    let mut groups = Vec::new();
    // One in ten is in no group at all.
    if index % 10 == 7 {
        return groups;
    }
    groups.push(if rng.bool() { LAB_GROUP_A } else { LAB_GROUP_B });
    if index.is_multiple_of(4) {
        groups.push(FIELDWORK_GROUP);
    }
    if let Some(class) = (index / 30).checked_rem(class_count(students)) {
        groups.push(FIRST_CLASS + class);
    }
    groups
}

/// All students of a course of a size, in the order of their ids.
pub fn students(count: u32, seed: u64, calendar: &Calendar) -> Vec<Student> {
    let mut rng = Rng::with_seed(seed);
    (0..count)
        .map(|index| {
            let habit = CAST[index as usize % CAST.len()];
            let (first_name, last_name) = name(index, seed);
            let email = format!("{}.{}@example.org", folded(&first_name), folded(&last_name));
            let joined = match habit {
                LateJoiner => Some(if rng.bool() { rng.u32(50..80) } else { rng.u32(143..165) }),
                _ => None,
            };
            let left = match habit {
                Leaver => Some(rng.u32(40..190)),
                _ => None,
            };
            let ability = match habit {
                Eager => 0.84,
                Steady => 0.68,
                Relaxed | Absent | LateJoiner => 0.6,
                DeadlineDriven => 0.57,
                Fading | Leaver => 0.5,
                CatchingUp => 0.44,
                Struggling => 0.3,
                Slipping => 0.86,
                NeverCame => 0.0,
            };
            let varied = matches!(habit, Eager | Steady | Relaxed | DeadlineDriven | Absent | LateJoiner | Leaver);
            Student {
                id: 101 + index,
                email,
                group_ids: groups(index, count, &mut rng),
                first_name,
                last_name,
                habit,
                enrolled_at: match joined {
                    Some(day) => calendar.moment(day, hours(9, 5)),
                    // The school's register is read in on the Friday before.
                    None => calendar.moment(0, 0) - 3 * 86_400 + hours(13, 0),
                },
                left_at: left.map(|day| calendar.moment(day, hours(14, 30))),
                days: (joined.map_or(0, |day| day + 1), left.unwrap_or(Day::MAX)),
                zeal: 0.75 + 0.5 * rng.f64(),
                ability: ability + if varied { 0.24 * (rng.f64() - 0.5) } else { 0.0 },
                sociability: 2.0 * rng.f64() * rng.f64() + if rng.u32(0..6) == 0 { 2.0 } else { 0.2 },
            }
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use super::*;

    /// Above 25,600 students the two lists of names no longer suffice.
    #[test]
    fn names_and_addresses_differ_in_the_largest_courses() {
        let students = students(100_000, 1, &Calendar::new());
        let names: HashSet<_> = students.iter().map(|student| (&student.first_name, &student.last_name)).collect();
        let addresses: HashSet<_> = students.iter().map(|student| &student.email).collect();
        assert_eq!((names.len(), addresses.len()), (100_000, 100_000));
        assert!(addresses.iter().all(|address| address.is_ascii()));
    }
}
