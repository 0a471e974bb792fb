//! Where everything of a chart lies, in CSS pixels from the chart's upper left corner.
//!
//! [`layout`] turns a specification and a size into a list of [`Shape`]s to draw and of [`Mark`]s to
//! point at. The drawing adds nothing but colour and the screen's resolution, so that what is
//! pointed at is what is seen.
//!
//! Widths of words are estimated here instead of measured: a pure layout is the same for the page,
//! the picture export and the tests, and plotters' own measuring in a browser adds elements with
//! style attributes to the page, which the content security policy forbids.

mod bars;
mod heat_map;
mod lines;
mod status_bar;

use super::palette::Ink;
use super::spec::{ChartSpec, Form, ValueAxis};

/// Size of all words in a chart, in px: the least that is still read easily.
pub const FONT_SIZE: f64 = 12.0;

/// Height of a line of words, in px.
const LINE_HEIGHT: f64 = 16.0;

/// Distance between words and what they label, in px.
const GAP: f64 = 8.0;

/// Width and height, in px.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Size {
    /// From left to right.
    pub width: f64,
    /// From top to bottom.
    pub height: f64,
}

/// A point, in px from the upper left corner.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Point {
    /// To the right.
    pub x: f64,
    /// Down.
    pub y: f64,
}

/// An upright rectangle, in px.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Rect {
    /// Left edge.
    pub x: f64,
    /// Upper edge.
    pub y: f64,
    /// From left to right.
    pub width: f64,
    /// From top to bottom.
    pub height: f64,
}

impl Rect {
    /// A rectangle from its upper left corner and its size.
    #[must_use]
    pub const fn new(x: f64, y: f64, width: f64, height: f64) -> Self {
        Self { x, y, width, height }
    }

    /// The right edge.
    #[must_use]
    pub fn right(&self) -> f64 {
        self.x + self.width
    }

    /// The lower edge.
    #[must_use]
    pub fn bottom(&self) -> f64 {
        self.y + self.height
    }

    /// The point in the middle.
    #[must_use]
    pub fn center(&self) -> Point {
        Point { x: self.x + self.width / 2.0, y: self.y + self.height / 2.0 }
    }

    /// Whether the point is inside; left and upper edge belong to it, right and lower don't.
    #[must_use]
    pub fn contains(&self, point: Point) -> bool {
        (self.x..self.right()).contains(&point.x) && (self.y..self.bottom()).contains(&point.y)
    }

    /// The rectangle that is `by` smaller on each side, at least empty.
    #[must_use]
    fn inset(&self, by: f64) -> Self {
        Self {
            x: self.x + by,
            y: self.y + by,
            width: (self.width - 2.0 * by).max(0.0),
            height: (self.height - 2.0 * by).max(0.0),
        }
    }
}

/// Which side of a word its position is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Align {
    /// The word begins there.
    Start,
    /// The word is centred there.
    Middle,
    /// The word ends there.
    End,
}

/// How a rectangle is filled.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Pattern {
    /// All over.
    Solid,
    /// With rising stripes of the ink and a border.
    Hatched,
    /// All over, with rising stripes of the page showing through.
    Striped,
    /// All over, with stripes of the page in both directions showing through.
    Crossed,
    /// With a border alone.
    Hollow,
    /// All over, with a muted border and a dash in the middle.
    Dashed,
}

/// Something to draw.
#[derive(Clone, Debug, PartialEq)]
pub enum Shape {
    /// A rectangle.
    Fill {
        /// Where.
        rect: Rect,
        /// With what.
        ink: Ink,
        /// How.
        pattern: Pattern,
    },
    /// A line through points.
    Path {
        /// From the first to the last.
        points: Vec<Point>,
        /// With what.
        ink: Ink,
        /// How broad, in px.
        width: f64,
    },
    /// A filled circle.
    Dot {
        /// Its middle.
        center: Point,
        /// In px.
        radius: f64,
        /// With what.
        ink: Ink,
    },
    /// A word or a few, on one line.
    Text {
        /// What.
        text: String,
        /// The side that `align` names, at half height.
        at: Point,
        /// Which side `at` is.
        align: Align,
        /// With what.
        ink: Ink,
    },
}

/// How a mark is brought out while it is pointed at.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Highlight {
    /// A quiet band behind everything.
    Band(Rect),
    /// An outline around it.
    Outline(Rect),
}

/// A mark that can be pointed at: one with details.
#[derive(Clone, Debug, PartialEq)]
pub struct Mark {
    /// Its index in the specification.
    pub index: usize,
    /// Where the pointer means it.
    pub hit: Rect,
    /// What its tooltip must not cover: the mark's width over the whole height of the plot, so that
    /// moving along the marks never runs into the tooltip.
    pub anchor: Rect,
    /// How it is brought out.
    pub highlight: Highlight,
}

/// A chart laid out.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Layout {
    /// The size it was made for.
    pub size: Size,
    /// What to draw, from back to front.
    pub shapes: Vec<Shape>,
    /// What to point at, by rising index.
    pub marks: Vec<Mark>,
}

impl Layout {
    /// The mark with this index, when it can be pointed at.
    #[must_use]
    pub fn mark(&self, index: usize) -> Option<&Mark> {
        let place = self.marks.binary_search_by_key(&index, |mark| mark.index);
        self.marks.get(place.ok()?)
    }

    /// The mark that a pointer at `point` means: of those around it the nearest.
    #[must_use]
    pub fn hit(&self, point: Point) -> Option<usize> {
        let distance = |mark: &Mark| {
            let center = mark.hit.center();
            (center.x - point.x).powi(2) + (center.y - point.y).powi(2)
        };
        self.marks
            .iter()
            .filter(|mark| mark.hit.contains(point))
            .min_by(|a, b| distance(a).total_cmp(&distance(b)))
            .map(|mark| mark.index)
    }

    /// The first mark with data.
    #[must_use]
    pub fn first(&self) -> Option<usize> {
        self.marks.first().map(|mark| mark.index)
    }

    /// The last mark with data.
    #[must_use]
    pub fn last(&self) -> Option<usize> {
        self.marks.last().map(|mark| mark.index)
    }

    /// The mark with data at least `by` after `index`, else the last.
    #[must_use]
    pub fn after(&self, index: usize, by: usize) -> Option<usize> {
        let from = index.saturating_add(by);
        let place = self.marks.partition_point(|mark| mark.index < from);
        self.marks.get(place).map(|mark| mark.index).or_else(|| self.last())
    }

    /// The mark with data at least `by` before `index`, else the first.
    #[must_use]
    pub fn before(&self, index: usize, by: usize) -> Option<usize> {
        let Some(until) = index.checked_sub(by) else {
            return self.first();
        };
        let place = self.marks.partition_point(|mark| mark.index <= until);
        place.checked_sub(1).and_then(|place| self.marks.get(place)).map(|mark| mark.index).or_else(|| self.first())
    }

    fn fill(&mut self, rect: Rect, ink: Ink, pattern: Pattern) {
        self.shapes.push(Shape::Fill { rect, ink, pattern });
    }

    fn text(&mut self, text: &str, at: Point, align: Align, ink: Ink) {
        self.shapes.push(Shape::Text { text: text.to_owned(), at, align, ink });
    }
}

/// Lays a chart out in `size`.
///
/// A size too small for the words leaves words out before marks; no size makes it fail.
#[must_use]
pub fn layout(spec: &ChartSpec, size: Size) -> Layout {
    let mut layout = Layout { size, ..Layout::default() };
    match spec {
        ChartSpec::Bars(spec) => bars::lay_out(spec, &mut layout),
        ChartSpec::Lines(spec) => lines::lay_out(spec, &mut layout),
        ChartSpec::HeatMap(spec) => heat_map::lay_out(spec, &mut layout),
        ChartSpec::StatusBar(spec) => status_bar::lay_out(spec, &mut layout),
        ChartSpec::Histogram(spec) => bars::lay_out_histogram(spec, &mut layout),
    }
    layout
}

/// The height, in px, that a chart wants at a width. `None` for kinds that look right at any.
#[must_use]
pub fn natural_height(spec: &ChartSpec, width: f64) -> Option<f64> {
    match spec {
        ChartSpec::HeatMap(spec) => Some(heat_map::height(spec, width)),
        ChartSpec::StatusBar(spec) => status_bar::height(spec, width),
        ChartSpec::Bars(_) | ChartSpec::Lines(_) | ChartSpec::Histogram(_) => None,
    }
}

/// Free room around a tooltip, in px: to its mark and to the edges of the window.
const TOOLTIP_GAP: f64 = 8.0;

/// Where the upper left corner of a tooltip belongs: centred above its anchor, below it where there
/// is no room above, and always inside the window as far as it fits.
#[must_use]
pub fn place_tooltip(anchor: Rect, tooltip: Size, window: Size) -> Point {
    let x_max = window.width - tooltip.width - TOOLTIP_GAP;
    let y_max = window.height - tooltip.height - TOOLTIP_GAP;
    let above = anchor.y - tooltip.height - TOOLTIP_GAP;
    let below = anchor.bottom() + TOOLTIP_GAP;
    Point {
        x: (anchor.center().x - tooltip.width / 2.0).min(x_max).max(TOOLTIP_GAP),
        y: if above >= TOOLTIP_GAP { above } else { below }.min(y_max).max(TOOLTIP_GAP),
    }
}

/// The width of a word, in px, estimated from classes of letters. Meant for DejaVu Sans, about the
/// widest of the fonts that systems use for their pages: elsewhere it is rather too wide.
fn text_width(text: &str) -> f64 {
    let em: f64 = text
        .chars()
        .map(|letter| match letter {
            ' ' | '.' | ',' | ':' | ';' | '\'' | '|' | 'i' | 'l' | 'j' | 'I' => 0.33,
            'f' | 'r' | 't' | '(' | ')' | '-' | '/' => 0.43,
            'm' | 'w' | 'M' | 'W' | '%' | '–' | '—' => 0.99,
            // Letters of Arabic differ much, and the widest may stand alone.
            '\u{600}'..='\u{6ff}' => 0.85,
            letter if letter.is_uppercase() => 0.77,
            _ => 0.64,
        })
        .sum();
    em * FONT_SIZE
}

/// What is kept free around a plot beside its value axis.
#[derive(Clone, Copy, Default)]
struct Margins {
    /// For words above, in px.
    above: f64,
    /// For words at the right end, in px.
    right: f64,
    /// Whether the positions have labels, which take a line below.
    labelled: bool,
    /// For keys below everything, in px.
    keys: f64,
}

/// The part of a chart inside its axes, with the grid lines and labels of the value axis drawn.
fn plot_with_axis(layout: &mut Layout, axis: &ValueAxis, form: Form, margins: Margins) -> Rect {
    let Size { width, height } = layout.size;
    if form == Form::Compact {
        return Rect::new(0.0, 0.0, width, height);
    }
    let gutter = axis.ticks.iter().map(|tick| text_width(&tick.label)).fold(0.0, f64::max).min(width / 3.0);
    let left = if gutter > 0.0 { (gutter + GAP).ceil() } else { 0.0 };
    // Half a line above, since the highest label is centred on its grid line.
    let top = margins.above + LINE_HEIGHT / 2.0;
    let below = if margins.labelled { LINE_HEIGHT + 4.0 } else { LINE_HEIGHT / 2.0 };
    let plot = Rect::new(
        left,
        top,
        (width - left - margins.right).max(0.0).floor(),
        (height - top - below - margins.keys).max(0.0).floor(),
    );

    // Every tick that has room; from the bottom, so that zero keeps its label. Levels of a grade
    // scale need not be the same distance apart.
    let mut free = f64::INFINITY;
    for tick in &axis.ticks {
        let y = plot.bottom() - plot.height * axis.share(tick.value);
        if y > free {
            continue;
        }
        free = y - LINE_HEIGHT;
        let y = y.round();
        let is_zero_line = tick.value == axis.min;
        layout.fill(
            Rect::new(plot.x, y - if is_zero_line { 0.0 } else { 1.0 }, plot.width, 1.0),
            if is_zero_line { Ink::Line } else { Ink::Grid },
            Pattern::Solid,
        );
        layout.text(&tick.label, Point { x: plot.x - GAP, y }, Align::End, Ink::TextMuted);
    }
    plot
}

/// The horizontal slot of each of `count` positions of a plot.
fn slot(plot: Rect, count: usize, index: usize) -> Rect {
    let width = plot.width / count.max(1) as f64;
    Rect::new(plot.x + width * index as f64, plot.y, width, plot.height)
}

/// Writes the labels of the positions below the plot: all, or every second, third … of those that
/// have one, the same distance everywhere.
fn label_positions<'a>(layout: &mut Layout, plot: Rect, labels: impl Iterator<Item = &'a str>) {
    let labels: Vec<&str> = labels.collect();
    let count = labels.len();
    let placed: Vec<(f64, &str)> = labels
        .into_iter()
        .enumerate()
        .filter(|(_, label)| !label.is_empty())
        .map(|(index, label)| (slot(plot, count, index).center().x, label))
        .collect();
    let fits = |every: usize| {
        let mut end = f64::NEG_INFINITY;
        placed.iter().step_by(every).all(|(x, label)| {
            let half = text_width(label) / 2.0;
            let free = x - half >= end;
            end = x + half + GAP / 2.0;
            free
        })
    };
    let every = (1..=placed.len().max(1)).find(|&every| fits(every));
    for (x, label) in placed.iter().step_by(every.unwrap_or(1)) {
        let half = text_width(label) / 2.0;
        // The first and the last may be broader than their slot: keep them on the chart.
        let x = x.min(layout.size.width - half).max(half.min(layout.size.width / 2.0));
        layout.text(label, Point { x, y: plot.bottom() + 4.0 + LINE_HEIGHT / 2.0 }, Align::Middle, Ink::TextMuted);
    }
}

/// A label with a sample of what it stands for.
struct Key<'a> {
    ink: Ink,
    pattern: Pattern,
    label: &'a str,
}

/// Edge of a sample, in px.
const SAMPLE: f64 = 12.0;

/// Where each of the keys stands when they flow into lines of `width`, and the height of all.
fn flow(keys: &[Key<'_>], width: f64) -> (Vec<Point>, f64) {
    let mut places = Vec::with_capacity(keys.len());
    let mut at = Point::default();
    for key in keys {
        let own = SAMPLE + 6.0 + text_width(key.label);
        if at.x > 0.0 && at.x + own > width {
            at = Point { x: 0.0, y: at.y + LINE_HEIGHT + 4.0 };
        }
        places.push(at);
        at.x += own + 2.0 * GAP;
    }
    let height = if keys.is_empty() { 0.0 } else { at.y + LINE_HEIGHT };
    (places, height)
}

/// Writes keys into lines of the chart's width, from `top` down.
fn write_keys(layout: &mut Layout, keys: &[Key<'_>], top: f64) {
    let (places, _) = flow(keys, layout.size.width);
    for (key, place) in keys.iter().zip(places) {
        let middle = top + place.y + LINE_HEIGHT / 2.0;
        layout.fill(Rect::new(place.x, middle - SAMPLE / 2.0, SAMPLE, SAMPLE), key.ink, key.pattern);
        layout.text(key.label, Point { x: place.x + SAMPLE + 6.0, y: middle }, Align::Start, Ink::TextMuted);
    }
}

#[cfg(test)]
mod tests;
