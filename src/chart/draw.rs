//! Draws a laid out chart with any plotters backend: on a canvas in the page, into SVG in the tests.
//!
//! All decisions are in the layout. What is added here is colour and the resolution of the screen:
//! edges are rounded to whole device pixels, so that bars and grid lines are sharp on every screen.
//! Straight lines are drawn as rectangles for the same reason, since a stroke of odd width lies
//! between two pixels.

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
    let pen = Pen {
        area,
        palette,
        scale,
    };
    let highlight = active
        .and_then(|index| layout.mark(index))
        .map(|mark| mark.highlight);
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
            Shape::Dot {
                center,
                radius,
                ink,
            } => {
                let style = self.palette.color(*ink).filled();
                let radius = (radius * self.scale).round().max(1.0) as i32;
                self.area
                    .draw(&Circle::new(self.pixel(*center), radius, style))
            }
            Shape::Text {
                text,
                at,
                align,
                ink,
            } => {
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
                self.area
                    .draw(&Text::new(text.as_str(), self.pixel(*at), style))
            }
        }
    }

    fn pattern(
        &self,
        rect: Rect,
        ink: Ink,
        pattern: Pattern,
    ) -> Result<(), DrawingAreaErrorKind<DB::ErrorType>> {
        let place = self.pixels(rect);
        let color = self.palette.color(ink);
        let surface = self.palette.color(Ink::Surface);
        match pattern {
            Pattern::Solid => self.fill(place, color),
            Pattern::Hatched => {
                self.stripes(place, true, color)?;
                self.frame(place, 1.0, color)
            }
            Pattern::Striped => {
                self.fill(place, color)?;
                self.stripes(place, true, surface)
            }
            Pattern::Crossed => {
                self.fill(place, color)?;
                self.stripes(place, true, surface)?;
                self.stripes(place, false, surface)
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
        (left, top, right, bottom): PixelRect,
        rising: bool,
        color: RGBColor,
    ) -> Result<(), DrawingAreaErrorKind<DB::ErrorType>> {
        let step = (STRIPE_DISTANCE * self.scale * std::f64::consts::SQRT_2).round() as i32;
        let (width, height) = (right - left, bottom - top);
        // The stripe with the offset `o` runs through the points with x + y = o, counted from the
        // upper left corner; a falling one is its mirror image.
        let mirror = |x: i32| if rising { left + x } else { right - x };
        let mut offset = step / 2;
        while offset < width + height {
            let from = (offset.min(width), (offset - width).max(0));
            let to = ((offset - height).max(0), offset.min(height));
            self.line(
                vec![(mirror(from.0), top + from.1), (mirror(to.0), top + to.1)],
                STRIPE_WIDTH,
                color,
            )?;
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
        self.area.draw(&Rectangle::new(
            [(left, top), (right, bottom)],
            color.filled(),
        ))
    }

    fn line(
        &self,
        points: Vec<(i32, i32)>,
        width: f64,
        color: RGBColor,
    ) -> Result<(), DrawingAreaErrorKind<DB::ErrorType>> {
        let width = (width * self.scale).round().max(1.0) as u32;
        self.area
            .draw(&PathElement::new(points, color.stroke_width(width)))
    }

    fn pixel(&self, point: Point) -> (i32, i32) {
        (
            (point.x * self.scale).round() as i32,
            (point.y * self.scale).round() as i32,
        )
    }

    /// Never empty: the thinnest line is one pixel.
    fn pixels(&self, rect: Rect) -> PixelRect {
        let edge = |value: f64| (value * self.scale).round() as i32;
        let (left, top) = (edge(rect.x), edge(rect.y));
        (
            left,
            top,
            edge(rect.right()).max(left + 1),
            edge(rect.bottom()).max(top + 1),
        )
    }
}
