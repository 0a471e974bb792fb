//! Lines and sparklines.

use super::{
    Align, GAP, Highlight, LINE_HEIGHT, Layout, Margins, Mark, Point, Rect, Shape, label_positions, plot_with_axis,
    slot, text_width,
};
use crate::{
    chart::{
        palette::Ink,
        spec::{Form, LineSpec, Role, Series},
    },
    order::sort_rows,
};

/// Least distance between positions, in px, at which each value gets a dot.
const DOT_DISTANCE_MIN: f64 = 12.0;

pub(super) fn lay_out(spec: &LineSpec, layout: &mut Layout) {
    let full = spec.form == Form::Full;
    let widest = spec.series.iter().map(|series| text_width(&series.label) + GAP).fold(0.0, f64::max);
    // Direct labels beside the lines' ends where that leaves the plot most of the width.
    let beside = full && widest <= layout.size.width * 0.25;
    let labelled = spec.positions.iter().any(|position| !position.label.is_empty());
    let plot = if full {
        let margins = Margins {
            above: if beside { 0.0 } else { LINE_HEIGHT + 4.0 },
            right: if beside { widest } else { 0.0 },
            labelled,
            ..Margins::default()
        };
        plot_with_axis(layout, &spec.axis, spec.form, margins)
    } else {
        // Room for the stroke and the dot at the end.
        Rect::new(0.0, 0.0, layout.size.width, layout.size.height).inset(3.0)
    };

    let count = spec.positions.len();
    let height_of = |value: f64| plot.bottom() - plot.height * spec.axis.share(value);
    let mut ends: Vec<(f64, &Series)> = Vec::new();
    for series in &spec.series {
        let points: Vec<Option<Point>> = series
            .values
            .iter()
            .take(count)
            .enumerate()
            .map(|(index, value)| {
                value.map(|value| Point { x: slot(plot, count, index).center().x, y: height_of(value) })
            })
            .collect();
        let dots_fit = full && plot.width / count.max(1) as f64 >= DOT_DISTANCE_MIN;
        draw_series(layout, &points, series.role, dots_fit, full);
        if let Some(end) = points.iter().rev().flatten().next() {
            ends.push((end.y, series));
        }
    }
    for (index, position) in spec.positions.iter().enumerate() {
        if position.details.is_some() {
            let slot = slot(plot, count, index);
            layout.marks.push(Mark { index, hit: slot, anchor: slot, highlight: Highlight::Band(slot) });
        }
    }
    if full {
        label_positions(layout, plot, spec.positions.iter().map(|position| position.label.as_str()));
        if beside {
            label_ends(layout, plot, &ends);
        } else {
            label_above(layout, spec);
        }
    }
}

fn draw_series(layout: &mut Layout, points: &[Option<Point>], role: Role, dots_fit: bool, full: bool) {
    let ink = Ink::from(role);
    let width = match (role, full) {
        (Role::Student, true) => 2.5,
        (Role::Course, true) => 1.5,
        (Role::Student, false) => 1.75,
        (Role::Course, false) => 1.25,
    };
    for run in points.split(Option::is_none) {
        let run: Vec<Point> = run.iter().copied().flatten().collect();
        // A value between two gaps has no line to be seen by.
        let alone = run.len() == 1;
        for &center in &run {
            if alone || (dots_fit && role == Role::Student) {
                let radius = if full { width + 1.0 } else { width };
                layout.shapes.push(Shape::Dot { center, radius, ink });
            }
        }
        if !alone && !run.is_empty() {
            layout.shapes.push(Shape::Path { points: run, ink, width });
        }
    }
    // Where a sparkline ends is where the student is now.
    if !full
        && role == Role::Student
        && let Some(&center) = points.iter().rev().flatten().next()
    {
        layout.shapes.push(Shape::Dot { center, radius: 2.5, ink });
    }
}

/// Names the lines at the height of their ends, moved apart where they would overlap.
fn label_ends(layout: &mut Layout, plot: Rect, ends: &[(f64, &Series)]) {
    let mut order: Vec<u32> = (0..ends.len() as u32).collect();
    sort_rows(&mut order, &|a, b| ends[a as usize].0.total_cmp(&ends[b as usize].0));
    let mut lowest_free = f64::NEG_INFINITY;
    for place in order {
        let (end, series) = ends[place as usize];
        let y = end.max(lowest_free);
        lowest_free = y + LINE_HEIGHT;
        let at = Point { x: plot.right() + GAP, y };
        layout.text(&series.label, at, Align::Start, label_ink(series.role));
    }
}

/// Names the lines above the plot, each after a piece of it.
fn label_above(layout: &mut Layout, spec: &LineSpec) {
    let middle = LINE_HEIGHT / 2.0;
    let mut x = 0.0;
    for series in &spec.series {
        layout.shapes.push(Shape::Path {
            points: vec![Point { x, y: middle }, Point { x: x + 16.0, y: middle }],
            ink: series.role.into(),
            width: 2.5,
        });
        let at = Point { x: x + 22.0, y: middle };
        layout.text(&series.label, at, Align::Start, label_ink(series.role));
        x = at.x + text_width(&series.label) + 2.0 * GAP;
    }
}

fn label_ink(role: Role) -> Ink {
    match role {
        Role::Student => Ink::Text,
        Role::Course => Ink::TextMuted,
    }
}
