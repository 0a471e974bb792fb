//! Draws a laid out chart with any plotters backend: on a canvas in the page, into SVG in the tests.
//!
//! All decisions are in the layout. What is added here is colour and the resolution of the screen:
//! edges are rounded to whole device pixels, so that bars and grid lines are sharp on every screen.
//! Straight lines are drawn as rectangles for the same reason, since a stroke of odd width lies
//! between two pixels.

use std::borrow::Cow;

use plotters::coord::Shift;
use plotters::drawing::{DrawingArea, DrawingAreaErrorKind};
use plotters::element::{Circle, PathElement, Rectangle, Text};
use plotters::prelude::DrawingBackend;
use plotters::style::text_anchor::{HPos, Pos, VPos};
use plotters::style::{Color, FontDesc, FontFamily, FontStyle, RGBColor, TextStyle};

use super::geometry::{Align, FONT_SIZE, Highlight, Layout, Pattern, Point, Rect, Shape};
use super::palette::{Ink, Palette};

/// Distance of the stripes of a pattern, in CSS px.
const STRIPE_DISTANCE: f64 = 5.0;

/// Breadth of the stripes of a pattern, in CSS px.
const STRIPE_WIDTH: f64 = 1.5;

/// Breadth of stripes in both directions, in CSS px: together they shall not wash the colour out.
const CROSS_WIDTH: f64 = 1.0;

/// Draws `layout` over the whole of `area`, with the mark `active` brought out.
///
/// `scale` is the number of the area's pixels in one CSS pixel. The area isn't cleared first.
///
/// # Errors
///
/// What the backend answers; the canvas and SVG backends don't fail.
pub fn draw<DB: DrawingBackend>(
    layout: &Layout,
    active: Option<usize>,
    area: &DrawingArea<DB, Shift>,
    palette: &Palette,
    scale: f64,
) -> Result<(), DrawingAreaErrorKind<DB::ErrorType>> {
    let pen = Pen { area, palette, scale };
    let highlight = active.and_then(|index| layout.mark(index)).map(|mark| mark.highlight);
    if let Some(Highlight::Band(rect)) = highlight {
        pen.fill(pen.pixels(rect), palette.color(Ink::Grid))?;
    }
    for shape in &layout.shapes {
        pen.shape(shape)?;
    }
    if let Some(Highlight::Outline(rect)) = highlight {
        pen.frame(pen.pixels(rect), 2.0, palette.color(Ink::Text))?;
    }
    Ok(())
}

/// A rectangle in whole pixels: left, top, right, bottom.
type PixelRect = (i32, i32, i32, i32);

struct Pen<'a, DB: DrawingBackend> {
    area: &'a DrawingArea<DB, Shift>,
    palette: &'a Palette,
    scale: f64,
}

impl<DB: DrawingBackend> Pen<'_, DB> {
    fn shape(&self, shape: &Shape) -> Result<(), DrawingAreaErrorKind<DB::ErrorType>> {
        match shape {
            Shape::Fill { rect, ink, pattern } => self.pattern(*rect, *ink, *pattern),
            Shape::Path { points, ink, width } => {
                let points: Vec<_> = points.iter().map(|point| self.pixel(*point)).collect();
                self.line(points, *width, self.palette.color(*ink))
            }
            Shape::Dot { center, radius, ink } => {
                let style = self.palette.color(*ink).filled();
                let radius = (radius * self.scale).round().max(1.0) as i32;
                self.area.draw(&Circle::new(self.pixel(*center), radius, style))
            }
            Shape::Text { text, at, align, ink } => {
                let family = FontFamily::Name(&self.palette.font);
                let size = FONT_SIZE * self.scale;
                let horizontal = match align {
                    Align::Start => HPos::Left,
                    Align::Middle => HPos::Center,
                    Align::End => HPos::Right,
                };
                let color = self.palette.color(*ink);
                let style = TextStyle::from(FontDesc::new(family, size, FontStyle::Normal))
                    .color(&color)
                    .pos(Pos::new(horizontal, VPos::Center));
                self.area.draw(&Text::new(ordered(text), self.pixel(*at), style))
            }
        }
    }

    fn pattern(&self, rect: Rect, ink: Ink, pattern: Pattern) -> Result<(), DrawingAreaErrorKind<DB::ErrorType>> {
        let place = self.pixels(rect);
        let color = self.palette.color(ink);
        let surface = self.palette.color(Ink::Surface);
        match pattern {
            Pattern::Solid => self.fill(place, color),
            Pattern::Hatched => {
                self.stripes(place, true, STRIPE_WIDTH, color)?;
                self.frame(place, 1.0, color)
            }
            Pattern::Striped => {
                self.fill(place, color)?;
                self.stripes(place, true, STRIPE_WIDTH, surface)
            }
            Pattern::Crossed => {
                self.fill(place, color)?;
                self.stripes(place, true, CROSS_WIDTH, surface)?;
                self.stripes(place, false, CROSS_WIDTH, surface)
            }
            Pattern::Hollow => self.frame(place, 2.0, color),
            Pattern::Dashed => {
                self.fill(place, color)?;
                let muted = self.palette.color(Ink::TextMuted);
                self.frame(place, 1.0, muted)?;
                let middle = rect.center();
                let dash = (rect.width - 8.0).clamp(0.0, 8.0);
                let dash = Rect::new(middle.x - dash / 2.0, middle.y - 0.75, dash, 1.5);
                self.fill(self.pixels(dash), muted)
            }
        }
    }

    /// Stripes at 45°, rising or falling, cut off at the edges.
    fn stripes(
        &self,
        place: PixelRect,
        rising: bool,
        breadth: f64,
        color: RGBColor,
    ) -> Result<(), DrawingAreaErrorKind<DB::ErrorType>> {
        let step = (STRIPE_DISTANCE * self.scale * std::f64::consts::SQRT_2).round() as i32;
        // A stripe's corners reach half its breadth past its ends.
        let margin = (breadth * self.scale / 2.0).ceil() as i32;
        let (left, top) = (place.0 + margin, place.1 + margin);
        let (right, bottom) = (place.2 - margin, place.3 - margin);
        let (width, height) = (right - left, bottom - top);
        if width <= 0 || height <= 0 {
            return Ok(());
        }
        // The stripe with the offset `o` runs through the points with x + y = o, counted from the
        // upper left corner; a falling one is its mirror image.
        let mirror = |x: i32| if rising { left + x } else { right - x };
        let mut offset = step / 2;
        while offset < width + height {
            let from = (offset.min(width), (offset - width).max(0));
            let to = ((offset - height).max(0), offset.min(height));
            self.line(vec![(mirror(from.0), top + from.1), (mirror(to.0), top + to.1)], breadth, color)?;
            offset += step.max(1);
        }
        Ok(())
    }

    /// A border of `breadth` CSS px inside the edges.
    fn frame(
        &self,
        (left, top, right, bottom): PixelRect,
        breadth: f64,
        color: RGBColor,
    ) -> Result<(), DrawingAreaErrorKind<DB::ErrorType>> {
        let breadth = (breadth * self.scale).round().max(1.0) as i32;
        self.fill((left, top, right, (top + breadth).min(bottom)), color)?;
        self.fill((left, (bottom - breadth).max(top), right, bottom), color)?;
        self.fill((left, top, (left + breadth).min(right), bottom), color)?;
        self.fill(((right - breadth).max(left), top, right, bottom), color)
    }

    fn fill(
        &self,
        (left, top, right, bottom): PixelRect,
        color: RGBColor,
    ) -> Result<(), DrawingAreaErrorKind<DB::ErrorType>> {
        self.area.draw(&Rectangle::new([(left, top), (right, bottom)], color.filled()))
    }

    fn line(
        &self,
        points: Vec<(i32, i32)>,
        width: f64,
        color: RGBColor,
    ) -> Result<(), DrawingAreaErrorKind<DB::ErrorType>> {
        let width = (width * self.scale).round().max(1.0) as u32;
        self.area.draw(&PathElement::new(points, color.stroke_width(width)))
    }

    fn pixel(&self, point: Point) -> (i32, i32) {
        ((point.x * self.scale).round() as i32, (point.y * self.scale).round() as i32)
    }

    /// Never empty: the thinnest line is one pixel.
    fn pixels(&self, rect: Rect) -> PixelRect {
        let edge = |value: f64| (value * self.scale).round() as i32;
        let (left, top) = (edge(rect.x), edge(rect.y));
        (left, top, edge(rect.right()).max(left + 1), edge(rect.bottom()).max(top + 1))
    }
}

/// A text whose words are in the order of their own language: a chart runs to the right, whatever its language, and
/// "15 min" of a language that is read from the right must not.
fn ordered(text: &str) -> Cow<'_, str> {
    let runs_to_the_right = text.chars().all(|letter| !('\u{590}'..'\u{2000}').contains(&letter));
    if runs_to_the_right { Cow::Borrowed(text) } else { Cow::Owned(format!("\u{2068}{text}\u{2069}")) }
}

#[cfg(test)]
mod tests {
    use plotters::prelude::{IntoDrawingArea, SVGBackend};

    use super::*;
    use crate::chart::geometry::{Size, layout};
    use crate::chart::spec::{
        Bar, BarSpec, ChartSpec, Details, Form, Role, StatusBarSpec, StatusSegment, StatusTone, ValueAxis,
    };
    use crate::chart::ticks::{TickUnit, axis};

    const STUDENT: RGBColor = RGBColor(1, 2, 3);
    const GRID: RGBColor = RGBColor(200, 201, 202);

    fn svg(spec: &ChartSpec, size: Size, active: Option<usize>, scale: f64) -> String {
        let palette = Palette::new("sans-serif", |ink| match ink {
            Ink::Student => STUDENT,
            Ink::Grid => GRID,
            _ => RGBColor(100, 100, 100),
        });
        let mut text = String::new();
        {
            let pixels = ((size.width * scale) as u32, (size.height * scale) as u32);
            let area = SVGBackend::with_string(&mut text, pixels).into_drawing_area();
            draw(&layout(spec, size), active, &area, &palette, scale).unwrap();
            area.present().unwrap();
        }
        text
    }

    fn two_days(form: Form) -> ChartSpec {
        let bar = |value: f64, unfinished| Bar {
            value: Some(value),
            label: "Mon".to_owned(),
            details: Some(Details::default()),
            unfinished,
        };
        ChartSpec::Bars(BarSpec {
            bars: vec![bar(4.0, false), bar(2.0, true)],
            axis: match form {
                Form::Full => axis(TickUnit::Count, 4.0, &|value| format!("{value} visits")),
                Form::Compact => ValueAxis::bare(4.0),
            },
            role: Role::Student,
            reference: None,
            unfinished_meaning: "Today isn't over yet".to_owned(),
            form,
            position_label: "Day".to_owned(),
        })
    }

    const SIZE: Size = Size { width: 40.0, height: 20.0 };

    #[test]
    fn bars_stand_on_the_lower_edge_at_every_resolution() {
        for scale in [1.0, 2.0, 3.0] {
            let svg = svg(&two_days(Form::Compact), SIZE, None, scale);
            let height = 20.0 * scale;
            let solid = format!(r##"height="{height}" opacity="1" fill="#010203""##);
            assert!(svg.contains(&solid), "no full bar at {scale}:\n{svg}");
        }
    }

    #[test]
    fn the_running_day_is_drawn_with_stripes() {
        let svg = svg(&two_days(Form::Compact), SIZE, None, 1.0);
        assert!(svg.matches("<polyline").count() >= 1, "{svg}");
    }

    #[test]
    fn words_keep_their_size_on_sharp_screens() {
        let size = Size { width: 300.0, height: 150.0 };
        let svg = svg(&two_days(Form::Full), size, None, 2.0);
        assert!(svg.contains("4 visits"), "{svg}");
        assert!(svg.contains("font-size"), "{svg}");
        assert!(!svg.contains(r#"font-size="12"#), "{svg}");
    }

    #[test]
    fn the_mark_pointed_at_stands_on_a_band() {
        let band = |svg: String| svg.matches("#C8C9CA").count();
        let plain = band(svg(&two_days(Form::Compact), SIZE, None, 1.0));
        let active = band(svg(&two_days(Form::Compact), SIZE, Some(1), 1.0));
        assert_eq!(active, plain + 1);
    }

    #[test]
    fn each_status_has_a_drawing_of_its_own_without_colour() {
        let tones = [StatusTone::OnTime, StatusTone::Late, StatusTone::Missed, StatusTone::Open, StatusTone::Inactive];
        let drawings = tones.map(|status| {
            let spec = ChartSpec::StatusBar(StatusBarSpec {
                segments: vec![StatusSegment { status, count: 3, label: String::new(), details: None }],
                form: Form::Compact,
                position_label: String::new(),
            });
            svg(&spec, SIZE, None, 1.0)
        });
        for (index, drawing) in drawings.iter().enumerate() {
            assert!(!drawings[..index].contains(drawing), "{:?}", tones[index]);
        }
    }
}
