//! A page in words and shapes, whichever it is: plain data that a view only places.

use std::sync::Arc;

use crate::{
    chart::spec::{ChartSpec, Details, PictureTable},
    dataset::zone::Zone,
    export::{self, Table},
    i18n::Locale,
    names,
    order::{SortBy, sort_rows},
    page::Figure,
    training::{address::TrainingView, sessions::view_model::Column},
    units::{Moment, Part},
};

/// A page.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct PageModel {
    /// Its heading.
    pub title: String,
    /// What stands below it; empty for nothing.
    pub about: String,
    /// The way to where it belongs.
    pub back: Option<(String, TrainingView)>,
    /// Ways to what belongs to it.
    pub links: Vec<(String, TrainingView)>,
    /// The parts of the page, and which of them this is. Empty for a page without parts.
    pub tabs: Vec<(String, TrainingView, bool)>,
    /// What has to be known before reading on: whose figures these are, what is hidden by which rule.
    pub notes: Vec<String>,
    /// The band of figures.
    pub figures: Vec<Figure>,
    /// The charts.
    pub charts: Vec<ChartModel>,
    /// What can be chosen above the table.
    pub choices: Vec<ChoiceModel>,
    /// The table.
    pub table: Option<Arc<TableModel>>,
    /// The file and what narrows it.
    pub file: Option<FileModel>,
    /// What stands where there is nothing to show: a title and a text.
    pub empty: Option<[String; 2]>,
}

/// A chart with its name and its definition.
#[derive(Clone, Debug, PartialEq)]
pub struct ChartModel {
    /// Its name.
    pub title: String,
    /// Its definition.
    pub help: String,
    /// What it shows.
    pub chart: ChartSpec,
    /// What its positions stand for, where there they are only numbered.
    pub key: Vec<String>,
}

/// One of several ways to see a page.
#[derive(Clone, Debug, PartialEq)]
pub struct ChoiceModel {
    /// What is chosen.
    pub label: String,
    /// The ways, each with the view that it leads to.
    pub options: Vec<(String, TrainingView)>,
    /// Which of them this is.
    pub current: usize,
    /// There may be many: a menu, instead of all side by side.
    pub is_menu: bool,
}

/// A column.
#[derive(Clone, Debug, PartialEq)]
pub struct ColumnModel {
    /// Its name in addresses.
    pub name: &'static str,
    /// Its heading.
    pub label: String,
    /// Its definition; empty for none.
    pub help: String,
    /// Its least width, in rem.
    pub width: f32,
    /// Whether it has numbers, which stand to the right, and of which the largest come first.
    pub is_number: bool,
    /// Whether it has bars, which stand to the left as words do.
    pub has_bars: bool,
}

/// A cell: what it is about. A list may have 20,000 rows, so the words are made when a row comes into sight, see
/// [`Words::of`].
#[derive(Clone, Debug, PartialEq)]
pub enum CellModel {
    /// A text, and what it sorts by.
    Text(String, Option<f64>),
    /// How many.
    Count(u64),
    /// A number of percent.
    Percent(Option<f64>),
    /// Seconds, and what they sort by.
    Time(Option<f64>, f64),
    /// When.
    Moment(Option<Moment>),
    /// A bar as long as a number of percent.
    Bar(Option<f64>),
    /// A bar for so many of so many.
    PartBar(Part),
    /// The link that the row is for, or one beside it, and its place among others by name.
    Link(String, Option<f64>, Box<TrainingView>),
    /// The name of a row that leads nowhere, and its place.
    Name(String, Option<f64>),
    /// A text over a smaller one, and its place.
    Stack(String, String, Option<f64>),
}

impl CellModel {
    /// What it sorts by; none comes before all.
    #[must_use]
    pub fn key(&self) -> Option<f64> {
        match self {
            Self::Text(_, key) | Self::Link(_, key, _) | Self::Name(_, key) | Self::Stack(_, _, key) => *key,
            Self::Count(count) => Some(*count as f64),
            Self::Percent(percent) | Self::Bar(percent) => *percent,
            Self::Time(_, seconds) => Some(*seconds),
            Self::Moment(moment) => moment.map(|moment| moment.unix_seconds() as f64),
            Self::PartBar(part) => part.share().map(|share| share * 100.0),
        }
    }

    /// How long its bar is, 0 to 1; None for a cell without one and for a bar of nothing.
    #[must_use]
    pub fn share(&self) -> Option<f64> {
        match self {
            Self::Bar(percent) => percent.map(|percent| percent / 100.0),
            Self::PartBar(part) => part.share(),
            _ => None,
        }
    }
}

/// What stands where there is no figure.
const NOTHING: &str = "–";

/// What cells are put into words with.
#[derive(Clone, Copy, Debug)]
pub struct Words<'a> {
    /// The reader's language.
    pub locale: &'a Locale,
    /// The zone of the document.
    pub zone: &'a Zone,
}

impl Words<'_> {
    /// What a cell says, and the smaller text below; empty for none.
    #[must_use]
    pub fn of(&self, cell: &CellModel) -> [String; 2] {
        let words = match cell {
            CellModel::Text(text, _) | CellModel::Link(text, ..) | CellModel::Name(text, _) => text.clone(),
            CellModel::Stack(text, note, _) => return [text.clone(), note.clone()],
            CellModel::Count(count) => self.locale.whole(*count),
            CellModel::Percent(percent) | CellModel::Bar(percent) => self.percent(*percent),
            CellModel::Time(seconds, _) => {
                seconds.map_or_else(|| NOTHING.to_owned(), |seconds| self.locale.duration_bare(seconds))
            }
            CellModel::Moment(moment) => self.moment(*moment),
            CellModel::PartBar(part) => return [self.percent(cell.key()), self.counted(*part)],
        };
        [words, String::new()]
    }

    /// A number of percent.
    #[must_use]
    pub fn percent(&self, percent: Option<f64>) -> String {
        percent.map_or_else(|| NOTHING.to_owned(), |percent| self.locale.percent(percent))
    }

    /// A moment.
    #[must_use]
    pub fn moment(&self, moment: Option<Moment>) -> String {
        moment.map_or_else(|| NOTHING.to_owned(), |moment| self.locale.date_time(self.zone.local(moment)))
    }

    /// A duration.
    #[must_use]
    pub fn duration(&self, seconds: Option<f64>) -> String {
        seconds.map_or_else(|| NOTHING.to_owned(), |seconds| self.locale.duration(seconds))
    }

    /// `3 of 12`.
    #[must_use]
    pub fn counted(&self, part: Part) -> String {
        let (part, whole) = (self.locale.whole(part.part), self.locale.whole(part.whole));
        self.locale.with("activity.active-students-value", &[("part", &part), ("whole", &whole)])
    }
}

/// A row.
#[derive(Clone, Debug, PartialEq)]
pub struct RowModel {
    /// A cell for each column.
    pub cells: Vec<CellModel>,
    /// What is searched.
    pub searched: String,
    /// Whoever it is about doesn't belong here any more, which a cell says in words.
    pub is_past: bool,
}

/// A table.
#[derive(Clone, Debug, PartialEq)]
pub struct TableModel {
    /// What its rows are.
    pub label: String,
    /// What is searched for in it.
    pub search_label: String,
    /// The key of the words for how many rows are shown of how many.
    pub count: &'static str,
    /// The columns.
    pub columns: Vec<ColumnModel>,
    /// The rows, as they are sorted by themselves.
    pub rows: Vec<RowModel>,
    /// Its file, with a row for each row, where its form is laid down.
    pub file: Option<Table>,
}

impl TableModel {
    /// The rows that a search leaves, in the order of `sort`; without one as they are.
    #[must_use]
    pub fn shown(&self, search: &str, sort: Option<&SortBy>) -> Vec<u32> {
        let search = names::fold(search);
        let mut rows: Vec<u32> = (0..self.rows.len() as u32).collect();
        rows.retain(|row| names::matches(&self.rows[*row as usize].searched, &search));
        let column = sort.and_then(|sort| self.columns.iter().position(|column| column.name == sort.column));
        if let (Some(column), Some(sort)) = (column, sort) {
            let key = |row: u32| self.rows[row as usize].cells[column].key().unwrap_or(f64::NEG_INFINITY);
            sort_rows(&mut rows, &|a, b| {
                let order = key(a).total_cmp(&key(b));
                if sort.is_descending { order.reverse() } else { order }
            });
        }
        rows
    }

    /// The headings of its file: as they are laid down, else those of the table and, beside numbers, the values that
    /// they stand for. `raw` is what the latter are called.
    #[must_use]
    pub fn headings(&self, raw: &str) -> Vec<String> {
        if let Some(file) = &self.file {
            return file.headings.clone();
        }
        let heading = |column: &ColumnModel| {
            let raw = column.is_number.then(|| format!("{}, {raw}", column.label));
            std::iter::once(column.label.clone()).chain(raw).collect::<Vec<_>>()
        };
        self.columns.iter().flat_map(heading).collect()
    }

    /// A row of its file.
    #[must_use]
    pub fn file_row(&self, words: Words, row: u32) -> Vec<export::Cell> {
        if let Some(file) = &self.file {
            return file.rows[row as usize].clone();
        }
        let cell = |(column, cell): (&ColumnModel, &CellModel)| {
            let [text, note] = words.of(cell);
            let is_noted = matches!(cell, CellModel::Stack(..)) && !note.is_empty();
            let text = if is_noted { format!("{text} ({note})") } else { text };
            let raw = column.is_number.then(|| export::Cell::number(cell.key()));
            std::iter::once(export::Cell::Text(text)).chain(raw).collect::<Vec<_>>()
        };
        self.columns.iter().zip(&self.rows[row as usize].cells).flat_map(cell).collect()
    }

    /// As many of these rows as a picture has room for, with their words.
    #[must_use]
    pub fn picture(&self, words: Words, rows: &[u32]) -> PictureTable {
        /// More make it too long to be put on a slide or in a letter.
        const MOST: usize = 60;
        let cell = |cell: &CellModel| {
            let [text, note] = words.of(cell);
            let text = if note.is_empty() { text } else { format!("{text} ({note})") };
            (text, cell.share())
        };
        let row = |row: &u32| self.rows[*row as usize].cells.iter().map(cell).collect();
        PictureTable {
            columns: self.columns.iter().map(|column| (column.label.clone(), column.is_number)).collect(),
            rows: rows.iter().take(MOST).map(row).collect(),
        }
    }

    /// The view sorted by a column: by another one as is natural for it, by the same the other way round.
    #[must_use]
    pub fn sorted_by(&self, view: &TrainingView, index: usize) -> TrainingView {
        let Some(column) = self.columns.get(index) else { return view.clone() };
        let is_descending = match &view.sort {
            Some(sort) if sort.column == column.name => !sort.is_descending,
            _ => column.is_number,
        };
        TrainingView { sort: Some(SortBy { column: column.name.to_owned(), is_descending }), ..view.clone() }
    }
}

/// What a bar says when pointed at, and to screen readers.
#[must_use]
pub fn bar_details(title: &str, value: &str, counts: &str) -> Details {
    let value = if counts.is_empty() { value.to_owned() } else { format!("{value}, {counts}") };
    Details::new(String::new(), [(title.to_owned(), value)])
}

/// A file of sessions or of the dashboard, and what can be chosen for it.
#[derive(Clone, Debug, PartialEq)]
pub struct FileModel {
    /// What it is.
    pub title: String,
    /// What it has, in words.
    pub about: String,
    /// How many rows it will have, in words.
    pub count: String,
    /// Every column with its heading, and whether it is in the file. Empty where there is no choice.
    pub columns: Vec<(Column, String, bool)>,
    /// The file itself, where it is there already, and is chosen above the page; that of sessions is made when it
    /// is wanted.
    pub table: Option<Table>,
    /// The groups to choose from, by id and name.
    pub groups: Vec<(String, String)>,
    /// The members to choose from, by id and name.
    pub members: Vec<(String, String)>,
    /// The name of the member that is chosen; empty for all.
    pub member: String,
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{dataset::zone::native_zones, i18n::Language};

    fn table() -> TableModel {
        let column = |name: &'static str, is_number| ColumnModel {
            name,
            label: name.to_owned(),
            help: String::new(),
            width: 5.0,
            is_number,
            has_bars: false,
        };
        let row = |name: &str, rank: f64, score: Option<f64>| RowModel {
            cells: vec![CellModel::Name(name.to_owned(), Some(rank)), CellModel::Percent(score)],
            searched: names::fold(name),
            is_past: false,
        };
        TableModel {
            label: String::new(),
            search_label: String::new(),
            count: "",
            columns: vec![column("name", false), column("score", true)],
            rows: vec![row("Åse", 2.0, Some(50.0)), row("Bo", 0.0, None), row("Cato", 1.0, Some(70.0))],
            file: None,
        }
    }

    #[test]
    fn rows_are_searched_and_sorted() {
        let table = table();
        let by = |text: &str| SortBy::parse(text);
        assert_eq!(table.shown("", None), [0, 1, 2]);
        assert_eq!(table.shown("", by("name").as_ref()), [1, 2, 0]);
        // Who has no score comes before the least.
        assert_eq!(table.shown("", by("score").as_ref()), [1, 0, 2]);
        assert_eq!(table.shown("", by("-score").as_ref()), [2, 0, 1]);
        assert_eq!(table.shown("as", by("nonsense").as_ref()), [0]);
    }

    #[test]
    fn a_press_sorts_and_another_one_turns_the_order_round() {
        let (table, view) = (table(), TrainingView::default());
        let once = table.sorted_by(&view, 1);
        assert_eq!(once.sort, SortBy::parse("-score"));
        assert_eq!(table.sorted_by(&once, 1).sort, SortBy::parse("score"));
        assert_eq!(table.sorted_by(&once, 0).sort, SortBy::parse("name"));
    }

    #[test]
    fn a_file_has_the_rows_shown_and_what_their_numbers_are() {
        let table = table();
        assert_eq!(table.headings("raw"), ["name", "score", "score, raw"]);
        let zone = Zone::open("UTC", &native_zones).unwrap();
        let locale = Locale::plain(Language::English);
        let words = Words { locale: &locale, zone: &zone };
        let text = |text: &str| export::Cell::text(text);
        assert_eq!(table.file_row(words, 2), [text("Cato"), text("70%"), export::Cell::Number(70.0)]);
        assert_eq!(table.file_row(words, 1), [text("Bo"), text("–"), export::Cell::Empty]);
    }
}
