//! Bars and histograms: upright rectangles from the zero line.

use super::{
    Align, GAP, Highlight, Key, LINE_HEIGHT, Layout, Margins, Mark, Pattern, Point, Rect, flow, label_positions,
    plot_with_axis, slot, text_width, write_keys,
};
use crate::chart::palette::Ink;
use crate::chart::spec::{BarSpec, Details, Form, HistogramSpec, ReferenceLine, ValueAxis};

/// Share of its slot that a bar fills.
const BAR_SHARE: f64 = 0.68;

/// Broadest bar, in px: a few bars on a wide page shall not become slabs.
const BAR_WIDTH_MAX: f64 = 48.0;

/// Least height of a bar, in px, so that a little is told from nothing.
const BAR_HEIGHT_MIN: f64 = 1.0;

pub(super) fn lay_out(spec: &BarSpec, layout: &mut Layout) {
    let reference = spec.reference.as_ref().filter(|_| spec.form == Form::Full);
    let reference_width = reference.map_or(0.0, |line| text_width(&line.label) + GAP);
    // Beside its line where that leaves the plot most of the width, else above the plot.
    let beside = reference_width <= layout.size.width * 0.2;
    let labelled = spec.bars.iter().any(|bar| !bar.label.is_empty());
    let keys = keys(spec);
    let keys_height = if keys.is_empty() { 0.0 } else { flow(&keys, layout.size.width).1 + 4.0 };
    let margins = Margins {
        above: if reference.is_none() || beside { 0.0 } else { LINE_HEIGHT + 4.0 },
        right: if beside { reference_width } else { 0.0 },
        labelled,
        keys: keys_height,
    };
    let plot = plot_with_axis(layout, &spec.axis, spec.form, margins);
    compact_zero_line(layout, plot, spec.form);
    for (index, bar) in spec.bars.iter().enumerate() {
        let slot = slot(plot, spec.bars.len(), index);
        if let Some(value) = bar.value {
            let width = (slot.width * BAR_SHARE).clamp(1.0, BAR_WIDTH_MAX).floor().max(1.0);
            let rect = upright(plot, &spec.axis, value, slot.center().x, width);
            let pattern = if bar.unfinished { Pattern::Hatched } else { Pattern::Solid };
            layout.fill(rect, spec.role.into(), pattern);
        }
        push_mark(layout, index, slot, bar.details.as_ref());
    }
    if spec.form == Form::Full {
        label_positions(layout, plot, spec.bars.iter().map(|bar| bar.label.as_str()));
    }
    if let Some(line) = reference {
        draw_reference(layout, plot, &spec.axis, line, beside);
    }
    write_keys(layout, &keys, layout.size.height - keys_height + 4.0);
}

/// What a hatched bar means, where one is drawn.
fn keys(spec: &BarSpec) -> Vec<Key<'_>> {
    let is_drawn = spec.bars.iter().any(|bar| bar.unfinished && bar.value.is_some());
    let is_said = spec.form == Form::Full && is_drawn && !spec.unfinished_meaning.is_empty();
    let key = Key { ink: spec.role.into(), pattern: Pattern::Hatched, label: &spec.unfinished_meaning };
    if is_said { vec![key] } else { Vec::new() }
}

pub(super) fn lay_out_histogram(spec: &HistogramSpec, layout: &mut Layout) {
    let labelled = spec.bins.iter().any(|bin| !bin.label.is_empty());
    let margins =
        Margins { above: if spec.marked_label.is_empty() { 0.0 } else { LINE_HEIGHT }, labelled, ..Margins::default() };
    let plot = plot_with_axis(layout, &spec.axis, spec.form, margins);
    compact_zero_line(layout, plot, spec.form);
    for (index, bin) in spec.bins.iter().enumerate() {
        let slot = slot(plot, spec.bins.len(), index);
        let marked = spec.marked == Some(index);
        if bin.count > 0 {
            let left = slot.x.round();
            let width = (slot.right().round() - left - 2.0).max(1.0);
            let value = f64::from(bin.count);
            let rect = upright(plot, &spec.axis, value, left + width / 2.0, width);
            let ink = if marked { Ink::Student } else { Ink::Course };
            layout.fill(rect, ink, Pattern::Solid);
        }
        push_mark(layout, index, slot, bin.details.as_ref());
    }
    if spec.form == Form::Full {
        label_marked(spec, plot, layout);
    }
    if spec.form == Form::Full {
        label_positions(layout, plot, spec.bins.iter().map(|bin| bin.label.as_str()));
    }
}

/// Names the marked range, above it and above those beside it that the name reaches over.
fn label_marked(spec: &HistogramSpec, plot: Rect, layout: &mut Layout) {
    let Some(marked) = spec.marked.filter(|_| !spec.marked_label.is_empty()) else {
        return;
    };
    let half = text_width(&spec.marked_label) / 2.0;
    let of_bin = |index| slot(plot, spec.bins.len(), index);
    let middle = of_bin(marked).center().x;
    let x = middle.min(plot.right() - half).max(plot.x + half.min(plot.width / 2.0));
    let highest = spec
        .bins
        .iter()
        .enumerate()
        .filter(|&(index, _)| of_bin(index).x < x + half && of_bin(index).right() > x - half)
        .map(|(_, bin)| spec.axis.share(f64::from(bin.count)))
        .fold(0.0, f64::max);
    let y = plot.bottom() - plot.height * highest - LINE_HEIGHT / 2.0;
    layout.text(&spec.marked_label, Point { x, y }, Align::Middle, Ink::Text);
}

/// A bar from the zero line to `value`.
fn upright(plot: Rect, axis: &ValueAxis, value: f64, middle: f64, width: f64) -> Rect {
    let height = (plot.height * axis.share(value)).max(BAR_HEIGHT_MIN);
    Rect::new((middle - width / 2.0).round(), plot.bottom() - height, width, height)
}

/// A quiet line under compact bars: without it a row with gaps would float.
fn compact_zero_line(layout: &mut Layout, plot: Rect, form: Form) {
    if form == Form::Compact {
        let line = Rect::new(plot.x, plot.bottom() - 1.0, plot.width, 1.0);
        layout.fill(line, Ink::Grid, Pattern::Solid);
    }
}

fn push_mark(layout: &mut Layout, index: usize, slot: Rect, details: Option<&Details>) {
    if details.is_some() {
        layout.marks.push(Mark { index, hit: slot, anchor: slot, highlight: Highlight::Band(slot) });
    }
}

fn draw_reference(layout: &mut Layout, plot: Rect, axis: &ValueAxis, line: &ReferenceLine, beside: bool) {
    let y = (plot.bottom() - plot.height * axis.share(line.value)).round();
    let rect = Rect::new(plot.x, y - 1.0, plot.width, 2.0);
    layout.fill(rect, Ink::Course, Pattern::Solid);
    let (x, y) = if beside {
        (plot.right() + GAP, y)
    } else {
        let sample = Rect::new(0.0, LINE_HEIGHT / 2.0 - 1.0, 16.0, 2.0);
        layout.fill(sample, Ink::Course, Pattern::Solid);
        (sample.right() + 6.0, LINE_HEIGHT / 2.0)
    };
    let at = Point { x, y };
    layout.text(&line.label, at, Align::Start, Ink::TextMuted);
}
