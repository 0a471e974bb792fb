//! The words of Moodle's exports in the languages that we know. They are looked for first; what they
//! don't settle is found by what stands below a heading, or in a description, which Moodle writes in
//! English whatever the language.

use crate::{import::protocol::Role, names};

/// Headings of a log, folded: English, Norwegian (both), Danish, Swedish, German, Dutch, French, Spanish,
/// Portuguese, Italian, Finnish, Polish.
const LOG: [(Role, &[&str]); 9] = [
    (
        Role::Time,
        &[
            "time",
            "tid",
            "tidspunkt",
            "zeit",
            "tijd",
            "heure",
            "hora",
            "data/hora",
            "data",
            "ora",
            "orario",
            "aika",
            "czas",
            "date",
        ],
    ),
    (
        Role::User,
        &[
            "user full name",
            "brukerens fulle navn",
            "fullt navn",
            "brukar fullt namn",
            "brukers fulle navn",
            "fulde navn",
            "brugerens fulde navn",
            "anvandarens fullstandiga namn",
            "fullstandigt namn",
            "vollstandiger name",
            "vollstandiger name des nutzers",
            "nutzer/in",
            "volledige naam gebruiker",
            "volledige naam van de gebruiker",
            "nom complet de lutilisateur",
            "nom complet",
            "nombre completo del usuario",
            "nome completo do utilizador",
            "nome completo do usuario",
            "nome completo",
            "nome completo dellutente",
            "kayttajan koko nimi",
            "imie i nazwisko uzytkownika",
        ],
    ),
    (
        Role::AffectedUser,
        &[
            "affected user",
            "berort bruker",
            "pavirket bruker",
            "berort brukar",
            "berort bruger",
            "paverkad anvandare",
            "betroffene/r nutzer/in",
            "betroffener nutzer",
            "betroffene person",
            "getroffen gebruiker",
            "beinvloede gebruiker",
            "utilisateur touche",
            "utilisateur concerne",
            "usuario afectado",
            "utilizador afetado",
            "usuario afetado",
            "utente coinvolto",
            "toiminnan kohde",
            "uzytkownik",
        ],
    ),
    (
        Role::Context,
        &[
            "event context",
            "hendelseskontekst",
            "hendelsens kontekst",
            "kontekst for hendelsen",
            "haendelseskontekst",
            "handelsekontext",
            "ereigniskontext",
            "ereignis-kontext",
            "kontext",
            "gebeurteniscontext",
            "context",
            "contexte de levenement",
            "contexto del evento",
            "contexto do evento",
            "contesto dellevento",
            "contesto evento",
            "tapahtuman konteksti",
            "kontekst zdarzenia",
        ],
    ),
    (
        Role::Component,
        &["component", "komponent", "komponente", "onderdeel", "composant", "componente", "komponentti", "skladnik"],
    ),
    (
        Role::Event,
        &[
            "event name",
            "hendelse",
            "hendelsesnavn",
            "navn pa hendelse",
            "hendelsens navn",
            "haendelsesnavn",
            "handelsenamn",
            "handelse",
            "ereignisname",
            "ereignis",
            "naam gebeurtenis",
            "gebeurtenis",
            "nom de levenement",
            "nombre evento",
            "nombre del evento",
            "nome do evento",
            "nome dellevento",
            "evento",
            "tapahtuman nimi",
            "nazwa zdarzenia",
        ],
    ),
    (
        Role::Description,
        &[
            "description",
            "beskrivelse",
            "beskriving",
            "beskrivning",
            "beschreibung",
            "beschrijving",
            "descripcion",
            "descricao",
            "descrizione",
            "kuvaus",
            "opis",
        ],
    ),
    (
        Role::Origin,
        &[
            "origin",
            "opprinnelse",
            "opphav",
            "kilde",
            "oprindelse",
            "ursprung",
            "herkunft",
            "oorsprong",
            "origine",
            "origen",
            "origem",
            "origine",
            "alkupera",
            "zrodlo",
        ],
    ),
    (
        Role::Address,
        &[
            "ip address",
            "ip-adresse",
            "ip-adresser",
            "ip-adress",
            "ip-adres",
            "adresse ip",
            "direccion ip",
            "endereco ip",
            "indirizzo ip",
            "ip-osoite",
            "adres ip",
        ],
    ),
];

/// Headings of the people in a gradebook, folded.
const PEOPLE: [(Role, &[&str]); 6] = [
    (
        Role::FirstName,
        &[
            "first name",
            "fornavn",
            "fornamn",
            "vorname",
            "voornaam",
            "prenom",
            "nombre",
            "nome proprio",
            "nome",
            "etunimi",
            "imie",
        ],
    ),
    (
        Role::LastName,
        &[
            "surname",
            "last name",
            "etternavn",
            "etternamn",
            "efternavn",
            "efternamn",
            "nachname",
            "achternaam",
            "nom",
            "nom de famille",
            "apellido(s)",
            "apellidos",
            "apelido",
            "sobrenome",
            "cognome",
            "sukunimi",
            "nazwisko",
        ],
    ),
    (Role::User, &["full name", "fullt navn", "fullt namn", "user full name", "vollstandiger name", "volledige naam"]),
    (
        Role::IdNumber,
        &[
            "id number",
            "id-nummer",
            "id",
            "id-nummer",
            "numero didentification",
            "numero de id",
            "numero id",
            "codice identificativo",
            "tunniste",
        ],
    ),
    (
        Role::Email,
        &[
            "email address",
            "email",
            "e-mail",
            "e-postadresse",
            "e-post",
            "epost",
            "e-mailadresse",
            "e-mail-adresse",
            "e-mailadres",
            "e-postadress",
            "adresse de courriel",
            "direccion de correo",
            "endereco de email",
            "indirizzo email",
            "sahkopostiosoite",
        ],
    ),
    (
        Role::Exported,
        &[
            "last downloaded from this course",
            "sist lastet ned fra dette kurset",
            "zuletzt aus diesem kurs geladen",
            "ultima descarga desde este curso",
            "dernier telechargement depuis ce cours",
        ],
    ),
];

/// How the type of a grade is written behind an item's name.
const GRADE_TYPES: [(Role, &[&str]); 3] = [
    (
        Role::Points,
        &[
            "real", "reell", "reelt", "verdi", "punkte", "punkter", "reel", "echt", "reale", "numerisk", "poang",
            "tal", "punten", "brut",
        ],
    ),
    (
        Role::Percent,
        &[
            "percentage",
            "prosent",
            "prozent",
            "prozentsatz",
            "procent",
            "pourcentage",
            "porcentaje",
            "porcentagem",
            "percentuale",
            "percentagem",
        ],
    ),
    (
        Role::Letter,
        &["letter", "bokstav", "bokstaver", "buchstabe", "notenstufe", "lettre", "letra", "lettera", "bogstav"],
    ),
];

/// How the total of a category or of the course ends, or begins.
const TOTALS: [&str; 12] = [
    "total",
    "totalt",
    "totalsum",
    "sum",
    "gesamt",
    "totaal",
    "totale",
    "kurs gesamt",
    "kurssumme",
    "summe",
    "yhteensa",
    "suma",
];

/// The kinds of elements by Moodle's own name of an activity, and by how languages call it, folded.
const KINDS: [(&str, &str, &[&str]); 17] = [
    (
        "assign",
        "assignment",
        &[
            "assignment",
            "oppgave",
            "innlevering",
            "innleveringsoppgave",
            "innleveringsoppgave",
            "aufgabe",
            "opdracht",
            "devoir",
            "tarea",
            "tarefa",
            "trabalho",
            "compito",
            "uppgift",
            "inlamningsuppgift",
            "opgave",
            "tehtava",
            "zadanie",
        ],
    ),
    ("quiz", "test", &["quiz", "prove", "test", "cuestionario", "questionario", "tentti"]),
    ("forum", "discussion", &["forum", "foro", "keskustelualue", "forum for diskusjon"]),
    (
        "resource",
        "file",
        &["file", "fil", "datei", "bestand", "fichier", "archivo", "ficheiro", "arquivo", "tiedosto", "plik"],
    ),
    ("page", "page", &["page", "side", "sida", "textseite", "pagina", "sivu", "strona"]),
    ("url", "link", &["url", "nettadresse", "lenke", "link", "webadresse", "verkko-osoite", "lank"]),
    ("lesson", "lesson", &["lesson", "leksjon", "lektion", "les", "lecon", "leccion", "licao", "lezione", "oppitunti"]),
    (
        "scorm",
        "scorm",
        &[
            "scorm package",
            "scorm-pakke",
            "scorm-paket",
            "lernpaket",
            "scorm",
            "paquete scorm",
            "paquetage scorm",
            "pacchetto scorm",
        ],
    ),
    (
        "lti",
        "learningTool",
        &[
            "external tool",
            "eksternt verktoy",
            "externes tool",
            "externe tool",
            "outil externe",
            "herramienta externa",
            "ferramenta externa",
            "tool esterno",
        ],
    ),
    ("feedback", "survey", &["feedback", "tilbakemelding", "retroalimentacion"]),
    ("survey", "survey", &["survey", "undersokelse", "umfrage", "enquete", "encuesta", "undersogelse"]),
    (
        "choice",
        "survey",
        &["choice", "valg", "avstemning", "abstimmung", "keuze", "sondage", "consulta", "scelta", "valinta"],
    ),
    ("workshop", "assignment", &["workshop", "gegenseitige beurteilung", "atelier", "taller"]),
    ("book", "page", &["book", "bok", "buch", "boek", "livre", "libro", "livro", "kirja"]),
    (
        "folder",
        "file",
        &["folder", "mappe", "verzeichnis", "map", "dossier", "carpeta", "pasta", "cartella", "kansio", "mapp"],
    ),
    ("label", "note", &["label", "etikett", "text and media area", "textfeld"]),
    ("h5pactivity", "learningTool", &["h5p", "h5p activity", "interactive content", "interaktivt innhold"]),
];

/// How the course itself and a person begin a context.
const COURSE: [&str; 12] = [
    "course",
    "kurs",
    "emne",
    "fag",
    "cours",
    "curso",
    "corso",
    "cursus",
    "kursus",
    "kurssi",
    "disciplina",
    "przedmiot",
];

/// Ends of events' names, where there is no description.
const VIEWED: [&str; 14] = [
    "viewed",
    "vist",
    "sett",
    "angezeigt",
    "angesehen",
    "bekeken",
    "consulte",
    "visto",
    "visualizzato",
    "visualizado",
    "visad",
    "katsottu",
    "displayed",
    "besucht",
];
const SUBMITTED: [&str; 9] =
    ["submitted", "levert", "innlevert", "abgegeben", "ingediend", "remis", "enviado", "inviato", "inlamnad"];
const COMPLETED: [&str; 9] = [
    "completion",
    "fullforing",
    "fullfort",
    "abschluss",
    "voltooiing",
    "achevement",
    "finalizacion",
    "completamento",
    "fullfoljande",
];

/// Folded, without what punctuation does in some languages.
#[must_use]
pub fn folded(text: &str) -> String {
    names::fold(text).replace(['\'', '’'], "").trim().to_owned()
}

fn find<T: Copy>(table: &[(T, &[&str])], word: &str) -> Option<T> {
    table.iter().find(|(_, words)| words.contains(&word)).map(|(found, _)| *found)
}

/// What a heading of a log says that its column is.
#[must_use]
pub fn log_role(heading: &str) -> Option<Role> {
    find(&LOG, &folded(heading))
}

/// What a heading of a gradebook says about a person's column.
#[must_use]
pub fn person_role(heading: &str) -> Option<Role> {
    find(&PEOPLE, &folded(heading))
}

/// The name of an item and how its grades are written: `Quiz: Cells (Real)`.
#[must_use]
pub fn item(heading: &str) -> Option<(&str, Role)> {
    let (name, rest) = heading.trim().strip_suffix(')')?.rsplit_once('(')?;
    let kind = folded(rest);
    Some((name.trim(), find(&GRADE_TYPES, &kind)?))
}

/// Whether an item's name is that of the total of a category or of the course.
#[must_use]
pub fn is_total(name: &str) -> bool {
    // The names of activities have their kind in front.
    let folded = folded(name);
    let is_total = |word: &str| {
        folded.strip_suffix(word).is_some_and(|rest| rest.is_empty() || rest.ends_with([' ', '.', '-']))
            || (folded.starts_with(word) && folded[word.len()..].starts_with(" de"))
    };
    !name.contains(": ") && TOTALS.iter().any(|word| is_total(word))
}

/// The kind of element that Moodle's own name of an activity stands for; others are kept.
#[must_use]
pub fn kind_of_module(module: &str) -> &str {
    KINDS.iter().find(|(name, ..)| *name == module).map_or(module, |(_, kind, _)| kind)
}

/// The kind of element that a language calls so.
#[must_use]
pub fn kind_of_word(word: &str) -> Option<&'static str> {
    let folded = folded(word);
    let found = KINDS.iter().find(|(module, _, words)| *module == folded || words.contains(&folded.as_str()));
    found.map(|(_, kind, _)| *kind)
}

/// Whether a context that begins so is the course.
#[must_use]
pub fn is_course(word: &str) -> bool {
    COURSE.contains(&folded(word).as_str())
}

/// What happened.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Verb {
    /// Something was looked at.
    View,
    /// Work was handed in.
    Submission,
    /// Something was completed, by or for somebody.
    Completion,
    /// A thread was begun.
    Thread,
    /// A post was written.
    Post,
    /// Somebody's work was graded.
    Grading,
    /// Somebody was enrolled.
    Enrolment,
    /// Somebody's enrolment ended.
    Leaving,
    /// What only staff does: the course was edited, the work of others looked through.
    Staff,
    /// Anything else.
    Other,
}

/// What an event's description says, which Moodle writes in English; none where it is none of those.
#[must_use]
pub fn verb_of_description(description: &str) -> Option<Verb> {
    const RULES: [(&str, Verb); 34] = [
        ("updated the completion state", Verb::Completion),
        ("viewed the grading table", Verb::Staff),
        ("viewed the grading form", Verb::Staff),
        ("viewed the grader report", Verb::Staff),
        ("viewed the single view report", Verb::Staff),
        ("viewed the log report", Verb::Staff),
        ("viewed the edit page", Verb::Staff),
        (" viewed ", Verb::View),
        ("submitted the submission", Verb::Submission),
        ("submitted the attempt", Verb::Submission),
        ("has ended the lesson", Verb::Submission),
        ("made the choice", Verb::Submission),
        ("submitted response", Verb::Submission),
        ("created the discussion", Verb::Thread),
        ("created the post", Verb::Post),
        ("graded the submission", Verb::Grading),
        ("manually graded", Verb::Grading),
        ("updated the grade", Verb::Grading),
        ("unenrolled the user", Verb::Leaving),
        ("enrolled the user", Verb::Enrolment),
        ("assigned the role", Verb::Staff),
        ("unassigned the role", Verb::Staff),
        ("updated the course", Verb::Staff),
        ("created the course", Verb::Staff),
        ("created section", Verb::Staff),
        ("updated section", Verb::Staff),
        ("deleted section", Verb::Staff),
        ("created the section", Verb::Staff),
        ("updated the section", Verb::Staff),
        ("deleted the section", Verb::Staff),
        ("created a question", Verb::Staff),
        ("updated a question", Verb::Staff),
        ("overriden the grade", Verb::Staff),
        ("exported grades", Verb::Staff),
    ];
    if description.is_empty() {
        return None;
    }
    let found = RULES.iter().find(|(words, _)| description.contains(words)).map(|(_, verb)| *verb);
    let edits = || {
        let is_edited =
            ["created the '", "updated the '", "deleted the '"].iter().any(|word| description.contains(word));
        (is_edited && description.contains("activity with course module id")).then_some(Verb::Staff)
    };
    Some(found.or_else(edits).unwrap_or(Verb::Other))
}

/// What an event's name says, where there is no description.
#[must_use]
pub fn verb_of_name(name: &str) -> Verb {
    let folded = folded(name);
    let has = |words: &[&str]| words.iter().any(|word| folded.contains(word));
    match () {
        () if folded.starts_with("grading table") || folded.starts_with("grader report") => Verb::Staff,
        () if has(&COMPLETED) => Verb::Completion,
        () if has(&VIEWED) => Verb::View,
        () if has(&["discussion created", "diskusjon opprettet", "diskussion erstellt"]) => Verb::Thread,
        () if has(&["post created", "innlegg opprettet", "beitrag erstellt"]) => Verb::Post,
        () if has(&["submission has been graded", "user graded", "bruker vurdert"]) => Verb::Grading,
        () if has(&[
            "course module created",
            "course module updated",
            "course module deleted",
            "course updated",
            "course section",
        ]) =>
        {
            Verb::Staff
        }
        () if has(&SUBMITTED) => Verb::Submission,
        () => Verb::Other,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn items_of_a_gradebook() {
        assert_eq!(item("Quiz: Cells (week 2) (Real)"), Some(("Quiz: Cells (week 2)", Role::Points)));
        assert_eq!(item("Prøve: Celler (Prosent)"), Some(("Prøve: Celler", Role::Percent)));
        assert_eq!(item("Course total (Letter)"), Some(("Course total", Role::Letter)));
        assert_eq!(item("Institution"), None);
        assert_eq!(item("Quiz: Cells (week 2)"), None);
    }

    #[test]
    fn totals() {
        for name in ["Course total", "Unit 1 total", "Total del curso", "Kurs gesamt", "Total", "Lab work total"] {
            assert!(is_total(name), "{name}");
        }
        for name in ["Quiz: Running total", "Oral exam", "Totalitarianism", "Quiz: Total"] {
            assert!(!is_total(name), "{name}");
        }
    }

    #[track_caller]
    fn check(description: &str, expected: Verb) {
        assert_eq!(verb_of_description(description), Some(expected), "{description}");
    }

    #[test]
    fn what_descriptions_say() {
        check("The user with id '12' viewed the 'quiz' activity with course module id '34'.", Verb::View);
        check("The user with id '12' viewed the course with id '5'.", Verb::View);
        check(
            "The user with id '2' updated the completion state for the course module with id '13' for the user with id '4'.",
            Verb::Completion,
        );
        check(
            "The user with id '3' has submitted the submission with id '5' for the assignment with course module id '12'.",
            Verb::Submission,
        );
        check(
            "The user with id '3' has submitted the attempt with id '7' for the quiz with course module id '14'.",
            Verb::Submission,
        );
        check(
            "The user with id '3' has created the discussion with id '4' in the forum with course module id '5'.",
            Verb::Thread,
        );
        check(
            "The user with id '3' has created the post with id '9' in the discussion with id '4' in the forum with course module id '5'.",
            Verb::Post,
        );
        check(
            "The user with id '2' has graded the submission '5' for the user with id '3' for the assignment with course module id '12'.",
            Verb::Grading,
        );
        check("The user with id '2' updated the 'quiz' activity with course module id '14'.", Verb::Staff);
        check(
            "The user with id '2' viewed the grading table for the assignment with course module id '12'.",
            Verb::Staff,
        );
        check(
            "The user with id '2' enrolled the user with id '3' using the enrolment method 'manual' in the course with id '5'.",
            Verb::Enrolment,
        );
        check(
            "The user with id '2' unenrolled the user with id '3' using the enrolment method 'manual' from the course with id '5'.",
            Verb::Leaving,
        );
        assert_eq!(verb_of_description(""), None);
    }
}
