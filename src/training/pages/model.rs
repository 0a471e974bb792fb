//! A page in words and shapes, whichever it is: plain data that a view only places.

use crate::{
    chart::spec::{ChartSpec, Details},
    export::{self, Table},
    names,
    order::{SortBy, sort_rows},
    page::Figure,
    training::{address::TrainingView, sessions::view_model::Column},
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
    pub table: Option<TableModel>,
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

/// A cell.
#[derive(Clone, Debug, PartialEq)]
pub enum CellModel {
    /// A text.
    Text(String),
    /// The link that the row is for.
    Link(String, TrainingView),
    /// The name of a row that leads nowhere.
    Name(String),
    /// A text over a smaller one.
    Stack(String, String),
    /// How much of something, 0 to 1: the share, in words, and what that is made of.
    Bar(Option<f64>, String, String),
}

impl CellModel {
    /// What it says.
    #[must_use]
    pub fn text(&self) -> &str {
        match self {
            Self::Text(text)
            | Self::Link(text, _)
            | Self::Name(text)
            | Self::Stack(text, _)
            | Self::Bar(_, text, _) => text,
        }
    }
}

/// A row.
#[derive(Clone, Debug, PartialEq)]
pub struct RowModel {
    /// A cell for each column.
    pub cells: Vec<CellModel>,
    /// What each column sorts by; none comes before all.
    pub keys: Vec<Option<f64>>,
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
            let key = |row: u32| self.rows[row as usize].keys[column].unwrap_or(f64::NEG_INFINITY);
            sort_rows(&mut rows, &|a, b| {
                let order = key(a).total_cmp(&key(b));
                if sort.is_descending { order.reverse() } else { order }
            });
        }
        rows
    }

    /// The file of these rows: as it is laid down, else with the words of the table and, beside numbers, the
    /// values that they stand for. `raw` is what the latter are called.
    #[must_use]
    pub fn file(&self, rows: &[u32], raw: &str) -> Table {
        if let Some(file) = &self.file {
            let rows = rows.iter().map(|row| file.rows[*row as usize].clone()).collect();
            return Table { headings: file.headings.clone(), rows, ..Table::default() };
        }
        let heading = |column: &ColumnModel| {
            let raw = column.is_number.then(|| format!("{}, {raw}", column.label));
            std::iter::once(column.label.clone()).chain(raw).collect::<Vec<_>>()
        };
        let cells = |row: &u32| {
            let RowModel { cells, keys, .. } = &self.rows[*row as usize];
            let cell = |((column, cell), key): ((&ColumnModel, &CellModel), &Option<f64>)| {
                let words = match cell {
                    CellModel::Stack(text, note) if !note.is_empty() => format!("{text} ({note})"),
                    _ => cell.text().to_owned(),
                };
                let raw = column.is_number.then(|| export::Cell::number(*key));
                std::iter::once(export::Cell::Text(words)).chain(raw).collect::<Vec<_>>()
            };
            self.columns.iter().zip(cells).zip(keys).flat_map(cell).collect()
        };
        let headings = self.columns.iter().flat_map(heading).collect();
        Table { headings, rows: rows.iter().map(cells).collect(), ..Table::default() }
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
    /// The file itself, where it is there already; that of sessions is made when it is wanted.
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
            cells: vec![
                CellModel::Name(name.to_owned()),
                CellModel::Text(score.map_or("–".to_owned(), |s| format!("{s} %"))),
            ],
            keys: vec![Some(rank), score],
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
        let file = table().file(&[2, 1], "raw");
        assert_eq!(file.headings, ["name", "score", "score, raw"]);
        let text = |text: &str| export::Cell::text(text);
        assert_eq!(file.rows[0], [text("Cato"), text("70 %"), export::Cell::Number(70.0)]);
        assert_eq!(file.rows[1], [text("Bo"), text("–"), export::Cell::Empty]);
    }
}
