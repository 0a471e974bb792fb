//! The calendar of days. A narrow chart parts the year into two or three bands, one below the
//! other, so that a finger still meets a day and nothing scrolls sideways.

use super::{
    Align, GAP, Highlight, Key, LINE_HEIGHT, Layout, Mark, Pattern, Point, Rect, flow, text_width, write_keys,
};
use crate::chart::palette::Ink;
use crate::chart::spec::HeatMapSpec;

const WEEKDAYS: usize = 7;

/// Least distance from day to day, in px, before the year is parted further.
const PITCH_MIN: f64 = 11.0;

/// Greatest distance from day to day, in px.
const PITCH_MAX: f64 = 18.0;

/// Free room between two days, in px.
const CELL_GAP: f64 = 2.0;

/// Most bands a year is parted into.
const BANDS_MAX: usize = 3;

/// How the weeks are spread over bands.
struct Grid {
    left: f64,
    pitch: f64,
    weeks_per_band: usize,
    bands: usize,
}

impl Grid {
    fn new(spec: &HeatMapSpec, width: f64) -> Self {
        let gutter = spec.weekday_labels.iter().map(|label| text_width(label)).fold(0.0, f64::max);
        let left = if gutter > 0.0 { (gutter + GAP).ceil() } else { 0.0 };
        let weeks = (spec.first_row + spec.days.len()).div_ceil(WEEKDAYS).max(1);
        let pitch_with = |bands: usize| ((width - left) / weeks.div_ceil(bands) as f64).floor();
        let bands = (1..BANDS_MAX).find(|&bands| pitch_with(bands) >= PITCH_MIN).unwrap_or(BANDS_MAX);
        Self {
            left,
            pitch: pitch_with(bands).clamp(CELL_GAP + 1.0, PITCH_MAX),
            weeks_per_band: weeks.div_ceil(bands),
            bands,
        }
    }

    fn band_height(&self) -> f64 {
        LINE_HEIGHT + 4.0 + WEEKDAYS as f64 * self.pitch
    }

    fn band_top(&self, band: usize) -> f64 {
        band as f64 * (self.band_height() + GAP)
    }

    /// The upper edge of the days of a band.
    fn days_top(&self, band: usize) -> f64 {
        self.band_top(band) + LINE_HEIGHT + 4.0
    }

    fn keys_top(&self) -> f64 {
        self.band_top(self.bands) + 4.0
    }
}

pub(super) fn height(spec: &HeatMapSpec, width: f64) -> f64 {
    let (_, keys_height) = flow(&keys(spec), width);
    Grid::new(spec, width).keys_top() + keys_height
}

pub(super) fn lay_out(spec: &HeatMapSpec, layout: &mut Layout) {
    let grid = Grid::new(spec, layout.size.width);
    for band in 0..grid.bands {
        for (row, label) in spec.weekday_labels.iter().enumerate() {
            let at =
                Point { x: grid.left - GAP, y: grid.days_top(band) + (row as f64 + 0.5) * grid.pitch - CELL_GAP / 2.0 };
            if !label.is_empty() {
                layout.text(label, at, Align::End, Ink::TextMuted);
            }
        }
    }
    write_months(spec, &grid, layout);
    for (index, day) in spec.days.iter().enumerate() {
        let (band, column, row) = place(spec, &grid, index);
        let slot = Rect::new(
            grid.left + column as f64 * grid.pitch,
            grid.days_top(band) + row as f64 * grid.pitch,
            grid.pitch,
            grid.pitch,
        );
        let side = grid.pitch - CELL_GAP;
        let cell = Rect::new(slot.x, slot.y, side, side);
        let step = step_of(spec, day.value);
        layout.fill(cell, Ink::Heat(step), Pattern::Solid);
        if day.details.is_some() {
            layout.marks.push(Mark {
                index,
                hit: slot,
                anchor: Rect::new(slot.x, grid.days_top(band), side, WEEKDAYS as f64 * grid.pitch),
                highlight: Highlight::Outline(cell),
            });
        }
    }
    write_keys(layout, &keys(spec), grid.keys_top());
}

/// Band, column in the band and row of a day.
fn place(spec: &HeatMapSpec, grid: &Grid, index: usize) -> (usize, usize, usize) {
    let cell = spec.first_row + index;
    let week = cell / WEEKDAYS;
    (week / grid.weeks_per_band, week % grid.weeks_per_band, cell % WEEKDAYS)
}

/// Which ink a value has: 0 for none, 1 to 5 for the steps. A value of zero is none too, since
/// nothing happened on that day; anything above it is at least the first step.
fn step_of(spec: &HeatMapSpec, value: Option<f64>) -> u8 {
    let Some(value) = value.filter(|value| *value > 0.0) else {
        return 0;
    };
    let reached = spec.steps.iter().filter(|step| value >= step.from).count();
    reached.max(1) as u8
}

/// Writes each month over its first week, leaving out one that the next has no room beside.
fn write_months(spec: &HeatMapSpec, grid: &Grid, layout: &mut Layout) {
    let mut free_from: Option<(usize, f64)> = None;
    let right = grid.left + grid.weeks_per_band as f64 * grid.pitch;
    for (position, (day, label)) in spec.months.iter().enumerate() {
        let (band, column, _) = place(spec, grid, *day);
        let x = grid.left + column as f64 * grid.pitch;
        let end = x + text_width(label);
        let taken = free_from.is_some_and(|(in_band, from)| in_band == band && x < from);
        // The first month is often a few days long: rather it goes than the whole one after it.
        let crowds_next = position == 0
            && spec.months.get(1).is_some_and(|(next, _)| {
                let (next_band, next_column, _) = place(spec, grid, *next);
                next_band == band && grid.left + next_column as f64 * grid.pitch < end
            });
        if taken || crowds_next || end > right.max(layout.size.width) {
            continue;
        }
        let at = Point { x, y: grid.band_top(band) + LINE_HEIGHT / 2.0 };
        layout.text(label, at, Align::Start, Ink::TextMuted);
        free_from = Some((band, end + GAP / 2.0));
    }
}

fn keys(spec: &HeatMapSpec) -> Vec<Key<'_>> {
    let empty = Key { ink: Ink::Heat(0), pattern: Pattern::Solid, label: &spec.empty_meaning };
    let steps = spec.steps.iter().zip(1..).map(|(step, number)| Key {
        ink: Ink::Heat(number),
        pattern: Pattern::Solid,
        label: &step.meaning,
    });
    std::iter::once(empty).chain(steps).filter(|key| !key.label.is_empty()).collect()
}
