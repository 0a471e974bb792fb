use super::*;
use crate::chart::spec::{
    Bar, BarSpec, Bin, Details, HeatDay, HeatMapSpec, HeatStep, HistogramSpec, LineSpec, Position, ReferenceLine, Role,
    Series, StatusBarSpec, StatusSegment, StatusTone,
};
use crate::chart::ticks::{self, TickUnit};

const WIDE: Size = Size { width: 640.0, height: 200.0 };

fn details(title: &str) -> Option<Details> {
    Some(Details::new(title, []))
}

fn bars(values: &[Option<f64>], form: Form) -> ChartSpec {
    ChartSpec::Bars(BarSpec {
        bars: values
            .iter()
            .enumerate()
            .map(|(index, &value)| Bar {
                value,
                label: format!("d{index}"),
                details: value.and_then(|_| details("day")),
                unfinished: index + 1 == values.len(),
            })
            .collect(),
        axis: ticks::axis(TickUnit::Count, 10.0, &|value| value.to_string()),
        role: Role::Student,
        reference: None,
        unfinished_meaning: String::new(),
        form,
        position_label: "Day".to_owned(),
    })
}

fn fills(layout: &Layout, wanted: Ink) -> Vec<Rect> {
    let rect_of = |shape: &Shape| match shape {
        Shape::Fill { rect, ink, .. } if *ink == wanted => Some(*rect),
        _ => None,
    };
    layout.shapes.iter().filter_map(rect_of).collect()
}

fn words(layout: &Layout) -> Vec<&str> {
    layout
        .shapes
        .iter()
        .filter_map(|shape| match shape {
            Shape::Text { text, .. } => Some(text.as_str()),
            _ => None,
        })
        .collect()
}

/// A hatched bar is explained below the chart, in room of its own; where none is drawn there is nothing to explain.
#[test]
fn a_hatched_bar_has_its_key() {
    let bars = |values: &[Option<f64>], form| match bars(values, form) {
        ChartSpec::Bars(spec) => ChartSpec::Bars(BarSpec { unfinished_meaning: "Not over yet".to_owned(), ..spec }),
        other => other,
    };
    let drawn = layout(&bars(&[Some(4.0), Some(2.0)], Form::Full), WIDE);
    assert_eq!(words(&drawn).last(), Some(&"Not over yet"));
    let hatched: Vec<Rect> = drawn
        .shapes
        .iter()
        .filter_map(|shape| match shape {
            Shape::Fill { rect, pattern: Pattern::Hatched, .. } => Some(*rect),
            _ => None,
        })
        .collect();
    let [bar, sample] = hatched[..] else { panic!("{hatched:?}") };
    assert!(bar.bottom() + LINE_HEIGHT < sample.y && sample.bottom() <= WIDE.height, "{hatched:?}");
    for spec in [bars(&[Some(4.0), None], Form::Full), bars(&[Some(4.0), Some(2.0)], Form::Compact)] {
        assert!(!words(&layout(&spec, WIDE)).contains(&"Not over yet"));
    }
}

/// On the page the legend stands beside the bar; a picture that leaves the page takes it along.
#[test]
fn a_status_bar_explains_itself_where_the_page_is_not() {
    let lines = [("Number".to_owned(), "3".to_owned()), ("Share".to_owned(), "75%".to_owned())];
    let segment = |count, details| StatusSegment { status: StatusTone::Open, count, label: String::new(), details };
    let segments = vec![segment(3, Some(Details::new("Open", lines))), segment(0, None)];
    let spec = StatusBarSpec { segments, form: Form::Compact, position_label: "Status".to_owned() };
    let spec = ChartSpec::StatusBar(spec).explained();
    let height = natural_height(&spec, WIDE.width).unwrap();
    assert_eq!(words(&layout(&spec, Size { height, ..WIDE })), ["Open 3, 75%"]);
}

/// Levels of a grade scale may be worth 0, 1, 4 and 10. Every second of them would have left out the highest, and two
/// that lie close together would have been written over each other.
#[test]
fn levels_that_are_unevenly_spaced_are_named_where_there_is_room() {
    let levels = [("F", 0.0), ("E", 1.0), ("D", 1.5), ("C", 4.0), ("A", 10.0)];
    let lines = |height: f64| {
        let axis = ticks::level_axis(levels.map(|(label, value)| (value, label.to_owned())));
        let spec = ChartSpec::Lines(LineSpec {
            series: Vec::new(),
            positions: Vec::new(),
            axis: axis.expect("levels of different worth have a height"),
            form: Form::Full,
            position_label: String::new(),
        });
        let layout = layout(&spec, Size { width: 200.0, height });
        words(&layout).into_iter().map(str::to_owned).collect::<Vec<_>>()
    };
    assert_eq!(lines(600.0), ["F", "E", "D", "C", "A"]);
    assert_eq!(lines(200.0), ["F", "E", "C", "A"]);
    assert_eq!(lines(90.0), ["F", "C", "A"]);
}

#[test]
fn missing_is_a_gap_and_zero_is_seen() {
    let layout = layout(&bars(&[Some(10.0), None, Some(0.0), Some(5.0)], Form::Full), WIDE);
    let bars = fills(&layout, Ink::Student);
    assert_eq!(bars.len(), 3, "the day without data has no bar");
    assert_eq!(bars[1].height, 1.0, "zero is a thin line");
    let bottoms: Vec<f64> = bars.iter().map(Rect::bottom).collect();
    assert!(bottoms.iter().all(|bottom| *bottom == bottoms[0]));
    assert!((bars[0].height / bars[2].height - 2.0).abs() < 1e-9);
}

#[test]
fn the_running_day_is_hatched() {
    let layout = layout(&bars(&[Some(4.0), Some(2.0)], Form::Compact), WIDE);
    let patterns: Vec<Pattern> = layout
        .shapes
        .iter()
        .filter_map(|shape| match shape {
            Shape::Fill { ink: Ink::Student, pattern, .. } => Some(*pattern),
            _ => None,
        })
        .collect();
    assert_eq!(patterns, [Pattern::Solid, Pattern::Hatched]);
}

#[test]
fn the_pointer_means_the_whole_slot_and_nothing_without_data() {
    let layout = layout(&bars(&[Some(1.0), None, Some(3.0)], Form::Compact), WIDE);
    let at = |x: f64| layout.hit(Point { x, y: 3.0 });
    assert_eq!(at(2.0), Some(0));
    assert_eq!(at(320.0), None);
    assert_eq!(at(638.0), Some(2));
    assert_eq!(at(900.0), None);
}

#[test]
fn keys_skip_marks_without_data() {
    let layout = layout(&bars(&[None, Some(1.0), None, None, Some(3.0)], Form::Compact), WIDE);
    assert_eq!(layout.first(), Some(1));
    assert_eq!(layout.last(), Some(4));
    assert_eq!(layout.after(1, 1), Some(4));
    assert_eq!(layout.after(4, 1), Some(4), "the end holds");
    assert_eq!(layout.before(4, 1), Some(1));
    assert_eq!(layout.before(1, 1), Some(1), "the start holds");
    assert_eq!(layout.before(0, 7), Some(1));
    assert_eq!(super::layout(&bars(&[None], Form::Full), WIDE).first(), None);
}

#[test]
fn labels_thin_out_evenly_when_there_is_no_room() {
    let spec = bars(&[Some(1.0); 31], Form::Full);
    let narrow = Size { width: 320.0, height: 160.0 };
    let layout = layout(&spec, narrow);
    let days: Vec<usize> = words(&layout).iter().filter_map(|word| word.strip_prefix('d')?.parse().ok()).collect();
    assert!(days.len() >= 5 && days.len() < 31, "{days:?}");
    let step = days[1] - days[0];
    assert!(days.windows(2).all(|pair| pair[1] - pair[0] == step));
}

#[test]
fn a_line_is_interrupted_by_gaps_and_a_lone_value_is_a_dot() {
    let value = |index: usize| [Some(40.0), Some(60.0), None, Some(80.0), None][index];
    let spec = ChartSpec::Lines(LineSpec {
        series: vec![Series { label: "Student".to_owned(), role: Role::Student, values: (0..5).map(value).collect() }],
        positions: (0..5)
            .map(|index| Position { label: String::new(), details: value(index).and_then(|_| details("test")) })
            .collect(),
        axis: ticks::axis(TickUnit::Percent, 100.0, &|value| value.to_string()),
        form: Form::Compact,
        position_label: "Assessment".to_owned(),
    });
    let layout = layout(&spec, WIDE);
    let paths = |shape: &&Shape| matches!(shape, Shape::Path { .. });
    assert_eq!(layout.shapes.iter().filter(paths).count(), 1);
    let dots = |shape: &&Shape| matches!(shape, Shape::Dot { .. });
    assert!(layout.shapes.iter().filter(dots).count() >= 1);
    assert_eq!(layout.marks.len(), 3);
}

#[test]
fn names_at_the_ends_of_lines_keep_apart() {
    let series =
        |label: &str, role, value| Series { label: label.to_owned(), role, values: vec![Some(value), Some(value)] };
    let spec = ChartSpec::Lines(LineSpec {
        series: vec![series("Course", Role::Course, 50.0), series("Amina", Role::Student, 51.0)],
        positions: vec![Position::default(); 2],
        axis: ticks::axis(TickUnit::Percent, 100.0, &|value| value.to_string()),
        form: Form::Full,
        position_label: String::new(),
    });
    let layout = layout(&spec, WIDE);
    let height_of = |name: &str| {
        layout.shapes.iter().find_map(|shape| match shape {
            Shape::Text { text, at, .. } if text == name => Some(at.y),
            _ => None,
        })
    };
    let (course, student) = (height_of("Course").unwrap(), height_of("Amina").unwrap());
    assert!(course - student >= LINE_HEIGHT, "{course} {student}");
}

fn year(first_row: usize) -> HeatMapSpec {
    HeatMapSpec {
        days: (0..365)
            .map(|day| HeatDay {
                value: (day % 3 == 0).then_some(f64::from(day) * 30.0),
                details: (day % 3 == 0).then(|| Details::new(format!("day {day}"), [])),
            })
            .collect(),
        first_row,
        weekday_labels: ["Mon", "", "Wed", "", "Fri", "", ""].map(str::to_owned),
        months: (0..12).map(|month| (month * 30, format!("M{month}"))).collect(),
        steps: ticks::heat_thresholds(TickUnit::Duration, 0.0)
            .map(|from| HeatStep { from, meaning: format!("from {from}") }),
        empty_meaning: "No visits".to_owned(),
        position_label: "Day".to_owned(),
    }
}

#[test]
fn a_year_has_a_cell_for_each_day_and_a_week_to_a_column() {
    let spec = ChartSpec::from(year(3));
    let layout = layout(&spec, Size { width: 1000.0, height: natural_height(&spec, 1000.0).unwrap() });
    let cells: usize = (0..=5).map(|step| fills(&layout, Ink::Heat(step)).len()).sum();
    assert_eq!(cells, 365 + 6, "the days and a sample of each step");
    let hits: Vec<Rect> = layout.marks.iter().map(|mark| mark.hit).collect();
    // Day 0 stands in the fourth row; day 6 is in the third row of the next column.
    assert_eq!(hits[2].y - hits[0].y, -hits[0].height);
    assert_eq!(hits[2].x - hits[0].x, hits[0].width);
}

#[test]
fn a_narrow_year_is_parted_into_bands_that_a_finger_can_meet() {
    let spec = ChartSpec::from(year(0));
    for width in [288.0, 358.0, 700.0, 1200.0] {
        let size = Size { width, height: natural_height(&spec, width).unwrap() };
        let layout = layout(&spec, size);
        for mark in &layout.marks {
            assert!(mark.hit.width >= 11.0, "{width}");
            assert!(mark.hit.right() <= width, "{width}");
            assert!(mark.hit.bottom() <= size.height, "{width}");
            assert_eq!(layout.hit(mark.hit.center()), Some(mark.index));
        }
    }
}

#[test]
fn a_day_without_activity_is_empty_and_the_least_is_the_first_step() {
    let mut spec = year(0);
    spec.days = [None, Some(0.0), Some(1.0), Some(600.0), Some(90_000.0)]
        .map(|value| HeatDay { value, details: None })
        .to_vec();
    spec.empty_meaning = String::new();
    for step in &mut spec.steps {
        step.meaning = String::new();
    }
    let layout = layout(&spec.into(), WIDE);
    let count = |step| fills(&layout, Ink::Heat(step)).len();
    assert_eq!([0, 1, 2, 3, 4, 5].map(count), [2, 1, 1, 0, 0, 1]);
}

fn status_bar(counts: &[u32], form: Form) -> ChartSpec {
    const TONES: [StatusTone; 5] =
        [StatusTone::OnTime, StatusTone::Late, StatusTone::Missed, StatusTone::Open, StatusTone::Inactive];
    ChartSpec::StatusBar(StatusBarSpec {
        segments: counts
            .iter()
            .zip(TONES)
            .map(|(&count, status)| StatusSegment {
                status,
                count,
                label: format!("{count} of these"),
                details: (count > 0).then(|| Details::new("status", [])),
            })
            .collect(),
        form,
        position_label: "Status".to_owned(),
    })
}

#[test]
fn parts_fill_the_bar_with_gaps_between_and_none_is_lost() {
    let layout = layout(&status_bar(&[500, 1, 0, 20, 4], Form::Compact), WIDE);
    let parts: Vec<Rect> = layout.marks.iter().map(|mark| mark.hit).collect();
    assert_eq!(parts.len(), 4);
    assert_eq!(parts[0].x, 0.0);
    assert_eq!(parts[3].right(), WIDE.width);
    for pair in parts.windows(2) {
        let gap = pair[1].x - pair[0].right();
        assert!((1.0..=2.0).contains(&gap), "{gap}");
    }
    assert!(parts.iter().all(|part| part.width >= 5.0));
    assert_eq!(layout.marks[2].index, 3, "indices are those of the spec");
}

#[test]
fn an_empty_bar_is_nothing() {
    let layout = layout(&status_bar(&[0, 0], Form::Compact), WIDE);
    assert_eq!((layout.shapes, layout.marks), (Vec::new(), Vec::new()));
}

#[test]
fn the_marked_range_is_brought_out() {
    let spec = ChartSpec::Histogram(HistogramSpec {
        bins: [0, 4, 9].map(|count| Bin { count, label: count.to_string(), details: details("range") }).to_vec(),
        axis: ticks::axis(TickUnit::Count, 9.0, &|value| value.to_string()),
        marked: Some(1),
        marked_label: "Amina".to_owned(),
        form: Form::Full,
        position_label: "Average".to_owned(),
    });
    let layout = layout(&spec, WIDE);
    assert_eq!(fills(&layout, Ink::Student).len(), 1);
    assert_eq!(fills(&layout, Ink::Course).len(), 1);
    assert!(words(&layout).contains(&"Amina"));
}

#[test]
fn no_size_is_too_small() {
    let mut specs = vec![
        ChartSpec::from(year(6)),
        status_bar(&[1, 2, 3, 4, 5], Form::Full),
        bars(&[Some(3.0), None], Form::Full),
        bars(&[], Form::Full),
    ];
    if let ChartSpec::Bars(spec) = &mut specs[2] {
        spec.reference = Some(ReferenceLine { value: 4.0, label: "Course average".to_owned() });
    }
    for spec in specs {
        for width in [0.0, 1.0, 30.0, 5000.0] {
            for height in [0.0, 1.0, 30.0] {
                for shape in layout(&spec, Size { width, height }).shapes {
                    if let Shape::Fill { rect, .. } = shape {
                        assert!(rect.width >= 0.0 && rect.height >= 0.0);
                        assert!(rect.x.is_finite() && rect.y.is_finite());
                    }
                }
            }
        }
    }
}

#[test]
fn a_tooltip_stays_in_the_window() {
    let tooltip = Size { width: 200.0, height: 80.0 };
    let window = Size { width: 390.0, height: 600.0 };
    let place = |x: f64, y: f64| {
        let anchor = Rect::new(x, y, 20.0, 40.0);
        let at = place_tooltip(anchor, tooltip, window);
        (at.x, at.y)
    };
    assert_eq!(place(185.0, 300.0), (95.0, 212.0), "centred above");
    assert_eq!(place(0.0, 300.0).0, 8.0, "not past the left edge");
    assert_eq!(place(380.0, 300.0).0, 182.0, "not past the right edge");
    assert_eq!(place(185.0, 50.0).1, 98.0, "below where above is no room");
    assert_eq!(place(185.0, 590.0).1, 502.0);
}
