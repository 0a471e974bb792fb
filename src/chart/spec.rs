//! What a chart says: plain data in data units, with every word already formatted.
//!
//! View models make these values and the page, the picture export and the tests read them. Nothing
//! here knows a pixel (see [`geometry`](super::geometry)), a colour (see
//! [`palette`](super::palette)) or a language: labels arrive in the reader's words.
//!
//! *Missing is a gap*: a value is an [`Option`], and `None` is drawn as nothing at all, never as a
//! zero. A mark with [`Details`] can be pointed at and reached with the keyboard; one without
//! cannot.

/// One chart of any kind.
#[derive(Clone, Debug, PartialEq)]
pub enum ChartSpec {
    /// Categorical bars from a zero line.
    Bars(BarSpec),
    /// One or two lines over common positions.
    Lines(LineSpec),
    /// A calendar of days, a week to a column.
    HeatMap(Box<HeatMapSpec>),
    /// One horizontal bar parted by status.
    StatusBar(StatusBarSpec),
    /// How many fall into each range of values.
    Histogram(HistogramSpec),
}

/// How much a chart shows beside its marks.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Form {
    /// With axes, grid lines and labels.
    #[default]
    Full,
    /// Marks alone, for a row of a list or a band of figures. The scale is still the axis's, so
    /// that rows sharing an axis can be compared by eye.
    Compact,
}

/// What a mark says when it is pointed at: a title (the date in words, the assessment) and the
/// figures below it.
///
/// The same content is the tooltip, what a screen reader hears and a row of the chart's table,
/// whose columns are the labels of the lines.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Details {
    /// What the mark stands for.
    pub title: String,
    /// Label and value of each figure, in reading order.
    pub lines: Vec<(String, String)>,
}

impl Details {
    /// Details with a title and lines of label and value.
    pub fn new(title: impl Into<String>, lines: impl IntoIterator<Item = (String, String)>) -> Self {
        Self { title: title.into(), lines: lines.into_iter().collect() }
    }

    /// The content as one sentence, for a screen reader.
    ///
    /// ```
    /// use roundview::chart::spec::Details;
    ///
    /// let details = Details::new("Monday 3 March", [("Visits".to_owned(), "4".to_owned())]);
    /// assert_eq!(details.sentence(), "Monday 3 March. Visits: 4");
    /// ```
    #[must_use]
    pub fn sentence(&self) -> String {
        let mut sentence = self.title.clone();
        for (position, (label, value)) in self.lines.iter().enumerate() {
            sentence.push_str(if position == 0 { ". " } else { ", " });
            sentence.push_str(label);
            sentence.push_str(": ");
            sentence.push_str(value);
        }
        sentence
    }
}

/// A labelled place on a value axis.
#[derive(Clone, Debug, PartialEq)]
pub struct Tick {
    /// Where, in the axis's unit.
    pub value: f64,
    /// What is written there.
    pub label: String,
}

/// The vertical scale of a chart, in data units. [`ticks`](super::ticks) makes it.
#[derive(Clone, Debug, PartialEq)]
pub struct ValueAxis {
    /// The value at the bottom; zero for everything drawn as bars.
    pub min: f64,
    /// The value at the top; above `min`.
    pub max: f64,
    /// Labelled grid lines, rising. Empty on a chart without an axis.
    pub ticks: Vec<Tick>,
}

impl ValueAxis {
    /// A scale from zero to `max` without labels, for compact charts that share a maximum.
    /// Without anything to show (`max` not above zero) it runs to one.
    #[must_use]
    pub fn bare(max: f64) -> Self {
        Self { min: 0.0, max: if max > 0.0 { max } else { 1.0 }, ticks: Vec::new() }
    }

    /// How high `value` stands on the axis: 0 at the bottom, 1 at the top, held within them.
    #[must_use]
    pub fn share(&self, value: f64) -> f64 {
        let span = self.max - self.min;
        if span > 0.0 { ((value - self.min) / span).clamp(0.0, 1.0) } else { 0.0 }
    }
}

/// A horizontal line to compare with, such as the course's average.
#[derive(Clone, Debug, PartialEq)]
pub struct ReferenceLine {
    /// Where, in the axis's unit.
    pub value: f64,
    /// What it is, written beside it.
    pub label: String,
}

/// Categorical bars, one per day, week or month.
#[derive(Clone, Debug, PartialEq)]
pub struct BarSpec {
    /// The bars, from left to right.
    pub bars: Vec<Bar>,
    /// Their common scale.
    pub axis: ValueAxis,
    /// Whose bars they are, which decides how strongly they are drawn.
    pub role: Role,
    /// A line to compare with.
    pub reference: Option<ReferenceLine>,
    /// What a hatched bar means ("Today isn't over yet"), written below a chart with axes that has one.
    pub unfinished_meaning: String,
    /// Whether axes are shown.
    pub form: Form,
    /// What the positions are ("Day"), heading the first column of the table.
    pub position_label: String,
}

/// One bar.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Bar {
    /// Its height in the axis's unit; `None` without data.
    pub value: Option<f64>,
    /// What is written below it; empty for none.
    pub label: String,
    /// What it says when pointed at.
    pub details: Option<Details>,
    /// Whether its period still runs: drawn hatched, so that it isn't read as a fall.
    pub unfinished: bool,
}

/// One or two lines over common positions, such as a student's grades and the course's.
#[derive(Clone, Debug, PartialEq)]
pub struct LineSpec {
    /// The lines. The last is drawn on top.
    pub series: Vec<Series>,
    /// The positions, from left to right, as many as each line has values.
    pub positions: Vec<Position>,
    /// Their common scale.
    pub axis: ValueAxis,
    /// Whether axes are shown. Compact is a sparkline.
    pub form: Form,
    /// What the positions are ("Assessment"), heading the first column of the table.
    pub position_label: String,
}

/// One line.
#[derive(Clone, Debug, PartialEq)]
pub struct Series {
    /// What it is, written at its end.
    pub label: String,
    /// Whose it is, which decides how strongly it is drawn.
    pub role: Role,
    /// The value at each position; `None` interrupts the line.
    pub values: Vec<Option<f64>>,
}

/// Whose figures a mark shows.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Role {
    /// The ones the page is about, such as a student's: strong.
    #[default]
    Student,
    /// The ones to compare with, such as the course's: grey.
    Course,
}

/// One position of a line chart.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Position {
    /// What is written below it; empty for none.
    pub label: String,
    /// What it says when pointed at.
    pub details: Option<Details>,
}

/// A calendar of consecutive days, weeks as columns and weekdays as rows.
#[derive(Clone, Debug, PartialEq)]
pub struct HeatMapSpec {
    /// The days in order, without holes.
    pub days: Vec<HeatDay>,
    /// The row of the first day: 0 when it falls on the first day of the week, 6 on the last.
    pub first_row: usize,
    /// What is written before each row, from the first day of the week; empty for none.
    pub weekday_labels: [String; 7],
    /// Index into `days` of the first day of each month, and the month's name.
    pub months: Vec<(usize, String)>,
    /// The five steps, from the least.
    pub steps: [HeatStep; 5],
    /// What an empty cell means ("No visits").
    pub empty_meaning: String,
    /// What the cells are ("Day"), heading the first column of the table.
    pub position_label: String,
}

/// One day of a heat map.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct HeatDay {
    /// How much; `None` without data.
    pub value: Option<f64>,
    /// What it says when pointed at.
    pub details: Option<Details>,
}

/// One of the five steps of a heat map.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct HeatStep {
    /// The least value that belongs to it.
    pub from: f64,
    /// Its meaning in words ("30 min to 1 h").
    pub meaning: String,
}

/// One horizontal bar parted by status.
#[derive(Clone, Debug, PartialEq)]
pub struct StatusBarSpec {
    /// The parts, from left to right. A part with the count 0 takes no room.
    pub segments: Vec<StatusSegment>,
    /// [`Form::Full`] writes the labels below, each beside a sample of its colour and pattern.
    pub form: Form,
    /// What the parts are ("Status"), heading the first column of the table.
    pub position_label: String,
}

/// One part of a status bar.
#[derive(Clone, Debug, PartialEq)]
pub struct StatusSegment {
    /// Which status, which decides colour and pattern.
    pub status: StatusTone,
    /// How many.
    pub count: u32,
    /// The status with its count and share, as written below ("Open 4, 20 %").
    pub label: String,
    /// What it says when pointed at: the status, the count and the share.
    pub details: Option<Details>,
}

/// The five states of work, each with a colour and a pattern of its own.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum StatusTone {
    /// Completed on time, or read: green, plain.
    OnTime,
    /// Completed past the deadline, as Progress shows it: orange, striped.
    Late,
    /// Completed past the deadline, as Grades shows it: yellow, striped.
    LateGraded,
    /// Not completed in time: red, cross-striped.
    Missed,
    /// Still to be done: dark grey and hollow.
    Open,
    /// Not active: light grey with a border and a dash.
    Inactive,
}

/// How many fall into each of consecutive ranges of values.
#[derive(Clone, Debug, PartialEq)]
pub struct HistogramSpec {
    /// The ranges, rising.
    pub bins: Vec<Bin>,
    /// The scale of the counts, from zero.
    pub axis: ValueAxis,
    /// The range to bring out, such as the one the student is in.
    pub marked: Option<usize>,
    /// What is written at the marked range ("Amina", "Nearest level"); empty for nothing.
    pub marked_label: String,
    /// Whether axes are shown.
    pub form: Form,
    /// What the ranges are ("Average"), heading the first column of the table.
    pub position_label: String,
}

/// One range of a histogram.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Bin {
    /// How many; 0 is a real zero here.
    pub count: u32,
    /// What is written below it; empty for none.
    pub label: String,
    /// What it says when pointed at.
    pub details: Option<Details>,
}

impl From<BarSpec> for ChartSpec {
    fn from(spec: BarSpec) -> Self {
        Self::Bars(spec)
    }
}

impl From<LineSpec> for ChartSpec {
    fn from(spec: LineSpec) -> Self {
        Self::Lines(spec)
    }
}

impl From<HeatMapSpec> for ChartSpec {
    fn from(spec: HeatMapSpec) -> Self {
        Self::HeatMap(Box::new(spec))
    }
}

impl From<StatusBarSpec> for ChartSpec {
    fn from(spec: StatusBarSpec) -> Self {
        Self::StatusBar(spec)
    }
}

impl From<HistogramSpec> for ChartSpec {
    fn from(spec: HistogramSpec) -> Self {
        Self::Histogram(spec)
    }
}

impl ChartSpec {
    /// Number of marks: bars, positions, days, parts or ranges. Their indices run from 0.
    #[must_use]
    pub fn len(&self) -> usize {
        match self {
            Self::Bars(spec) => spec.bars.len(),
            Self::Lines(spec) => spec.positions.len(),
            Self::HeatMap(spec) => spec.days.len(),
            Self::StatusBar(spec) => spec.segments.len(),
            Self::Histogram(spec) => spec.bins.len(),
        }
    }

    /// Whether there is not a single mark.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// What the mark at `index` says; `None` for one without data and past the end.
    #[must_use]
    pub fn details(&self, index: usize) -> Option<&Details> {
        match self {
            Self::Bars(spec) => spec.bars.get(index)?.details.as_ref(),
            Self::Lines(spec) => spec.positions.get(index)?.details.as_ref(),
            Self::HeatMap(spec) => spec.days.get(index)?.details.as_ref(),
            Self::StatusBar(spec) => spec.segments.get(index)?.details.as_ref(),
            Self::Histogram(spec) => spec.bins.get(index)?.details.as_ref(),
        }
    }

    /// Whether any mark can be pointed at. Without one there is nothing to put into a table either.
    #[must_use]
    pub fn has_details(&self) -> bool {
        (0..self.len()).any(|index| self.details(index).is_some())
    }

    /// The same chart with everything in it that the page says beside it, for where the page isn't.
    #[must_use]
    pub fn explained(&self) -> Self {
        match self {
            Self::StatusBar(spec) => {
                let mut spec = StatusBarSpec { form: Form::Full, ..spec.clone() };
                for segment in spec.segments.iter_mut().filter(|segment| segment.label.is_empty()) {
                    let Some(Details { title, lines }) = &segment.details else { continue };
                    let values: Vec<&str> = lines.iter().map(|(_, value)| value.as_str()).collect();
                    segment.label = format!("{title} {}", values.join(", "));
                }
                Self::StatusBar(spec)
            }
            other => other.clone(),
        }
    }

    /// What the positions are, heading the first column of the table.
    #[must_use]
    pub fn position_label(&self) -> &str {
        match self {
            Self::Bars(spec) => &spec.position_label,
            Self::Lines(spec) => &spec.position_label,
            Self::HeatMap(spec) => &spec.position_label,
            Self::StatusBar(spec) => &spec.position_label,
            Self::Histogram(spec) => &spec.position_label,
        }
    }

    /// The values of the marks that have details, in the order of [`Self::table`]: for each series its name, empty
    /// where there is one alone, and its values in the unit of the axis.
    #[must_use]
    pub fn raw_values(&self) -> Vec<(String, Vec<Option<f64>>)> {
        let marks: Vec<usize> = (0..self.len()).filter(|index| self.details(*index).is_some()).collect();
        let alone = |value: &dyn Fn(usize) -> Option<f64>| {
            vec![(String::new(), marks.iter().map(|index| value(*index)).collect())]
        };
        match self {
            Self::Bars(spec) => alone(&|index| spec.bars[index].value),
            Self::HeatMap(spec) => alone(&|index| spec.days[index].value),
            Self::StatusBar(spec) => alone(&|index| Some(f64::from(spec.segments[index].count))),
            Self::Histogram(spec) => alone(&|index| Some(f64::from(spec.bins[index].count))),
            Self::Lines(spec) => {
                let values = |series: &Series| marks.iter().map(|index| series.values[*index]).collect();
                spec.series.iter().map(|series| (series.label.clone(), values(series))).collect()
            }
        }
    }

    /// The same content as a table: a row for each mark with details, a column for each label that
    /// any of them has, in the order in which they first appear.
    #[must_use]
    pub fn table(&self) -> Table {
        let mut columns: Vec<String> = Vec::new();
        let marks: Vec<&Details> = (0..self.len()).filter_map(|index| self.details(index)).collect();
        for (label, _) in marks.iter().flat_map(|mark| &mark.lines) {
            if !columns.contains(label) {
                columns.push(label.clone());
            }
        }
        let cell = |mark: &Details, column: &String| {
            let line = mark.lines.iter().find(|(label, _)| label == column);
            line.map(|(_, value)| value.clone()).unwrap_or_default()
        };
        let rows = marks
            .into_iter()
            .map(|mark| TableRow {
                title: mark.title.clone(),
                cells: columns.iter().map(|column| cell(mark, column)).collect(),
            })
            .collect();
        Table { columns, rows }
    }
}

/// A chart's content as a table.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Table {
    /// The headings after the first, which is [`ChartSpec::position_label`].
    pub columns: Vec<String>,
    /// One row for each mark with details.
    pub rows: Vec<TableRow>,
}

/// One mark as a row.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct TableRow {
    /// What the mark stands for.
    pub title: String,
    /// Its figures, one for each column; empty where it has none.
    pub cells: Vec<String>,
}

/// A table to draw: as much of one as a picture has room for.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct PictureTable {
    /// The heading of each column, and whether it has numbers, which end where it ends.
    pub columns: Vec<(String, bool)>,
    /// A cell for each column: what it says, and how long a bar before it is, 0 to 1.
    pub rows: Vec<Vec<(String, Option<f64>)>>,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_table_has_a_row_for_each_mark_with_details() {
        let position = |title: &str, lines: &[(&str, &str)]| {
            let line = |(label, value): &(&str, &str)| (label.to_string(), value.to_string());
            Position { label: String::new(), details: Some(Details::new(title, lines.iter().map(line))) }
        };
        let spec = ChartSpec::Lines(LineSpec {
            series: Vec::new(),
            positions: vec![
                position("Essay", &[("Course", "72 %")]),
                Position::default(),
                position("Test", &[("Amina", "80 %"), ("Course", "61 %")]),
            ],
            axis: ValueAxis::bare(100.0),
            form: Form::Full,
            position_label: "Assessment".to_owned(),
        });
        let table = spec.table();
        assert_eq!(table.columns, ["Course", "Amina"]);
        let rows: Vec<_> = table.rows.iter().map(|row| (row.title.as_str(), row.cells.join("|"))).collect();
        assert_eq!(rows, [("Essay", "72 %|".to_owned()), ("Test", "61 %|80 %".to_owned())]);
    }

    #[test]
    fn a_bare_axis_always_has_a_height() {
        assert_eq!(ValueAxis::bare(0.0).share(0.0), 0.0);
        assert_eq!(ValueAxis::bare(4.0).share(1.0), 0.25);
        assert_eq!(ValueAxis::bare(4.0).share(9.0), 1.0);
    }
}
