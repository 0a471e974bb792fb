//! One bar parted by status, and the keys below it.

use super::{GAP, Highlight, Key, Layout, Mark, Pattern, Rect, flow, write_keys};
use crate::chart::palette::Ink;
use crate::chart::spec::{Form, StatusBarSpec, StatusTone};

/// Height of the bar above its keys, in px.
const BAR_HEIGHT: f64 = 20.0;

/// Free room between two parts, in px.
const PART_GAP: f64 = 2.0;

/// Least width of a part, in px: one of a hundred is still seen and still hit.
const PART_WIDTH_MIN: f64 = 6.0;

/// The pattern that tells a status apart without its colour.
fn pattern(status: StatusTone) -> Pattern {
    match status {
        StatusTone::OnTime => Pattern::Solid,
        StatusTone::Late | StatusTone::LateGraded => Pattern::Striped,
        StatusTone::Missed => Pattern::Crossed,
        StatusTone::Open => Pattern::Hollow,
        StatusTone::Inactive => Pattern::Dashed,
    }
}

pub(super) fn height(spec: &StatusBarSpec, width: f64) -> Option<f64> {
    (spec.form == Form::Full).then(|| BAR_HEIGHT + GAP + flow(&keys(spec), width).1)
}

pub(super) fn lay_out(spec: &StatusBarSpec, layout: &mut Layout) {
    let height = match spec.form {
        Form::Full => BAR_HEIGHT.min(layout.size.height),
        Form::Compact => layout.size.height,
    };
    let parts: Vec<_> = spec.segments.iter().enumerate().filter(|(_, segment)| segment.count > 0).collect();
    let widths = widths(&parts.iter().map(|(_, part)| part.count).collect::<Vec<_>>(), layout.size.width);
    let mut x: f64 = 0.0;
    for ((index, segment), width) in parts.into_iter().zip(widths) {
        let left = x.round();
        x += width + PART_GAP;
        let rect = Rect::new(left, 0.0, (x - PART_GAP).round() - left, height);
        layout.fill(rect, Ink::Status(segment.status), pattern(segment.status));
        if segment.details.is_some() {
            layout.marks.push(Mark { index, hit: rect, anchor: rect, highlight: Highlight::Outline(rect) });
        }
    }
    if spec.form == Form::Full {
        write_keys(layout, &keys(spec), BAR_HEIGHT + GAP);
    }
}

/// The width of each part: by its count, but none under the least, which the others pay for.
fn widths(counts: &[u32], total_width: f64) -> Vec<f64> {
    let gaps = PART_GAP * counts.len().saturating_sub(1) as f64;
    let room = (total_width - gaps).max(0.0);
    let least = PART_WIDTH_MIN.min(room / counts.len().max(1) as f64);
    let total: f64 = counts.iter().map(|&count| f64::from(count)).sum();
    let spare = room - least * counts.len() as f64;
    let proportional = |count: u32| room * f64::from(count) / total;
    if counts.iter().all(|&count| proportional(count) >= least) {
        return counts.iter().map(|&count| proportional(count)).collect();
    }
    counts.iter().map(|&count| least + spare * f64::from(count) / total).collect()
}

fn keys(spec: &StatusBarSpec) -> Vec<Key<'_>> {
    spec.segments
        .iter()
        .filter(|segment| !segment.label.is_empty())
        .map(|segment| Key {
            ink: Ink::Status(segment.status),
            pattern: pattern(segment.status),
            label: &segment.label,
        })
        .collect()
}
