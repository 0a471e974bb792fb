//! The canvas edge: reads the palette from the page's design tokens and paints a layout at the
//! resolution of the screen.

use plotters::prelude::IntoDrawingArea;
use plotters::style::RGBColor;
use plotters::style::text_anchor::{HPos, VPos};
use plotters_backend::{BackendColor, BackendCoord, BackendStyle, BackendTextStyle, DrawingBackend, DrawingErrorKind};
use thiserror::Error;
use wasm_bindgen::JsCast;
use web_sys::{CanvasRenderingContext2d, HtmlCanvasElement};

use super::draw::draw;
use super::geometry::Layout;
use super::palette::{Palette, parse_color};
use crate::decimal::decimal;

/// Why a canvas stayed empty. The chart's table still says everything.
#[derive(Clone, Copy, Debug, Error, PartialEq, Eq)]
pub enum PaintError {
    /// The browser gives no two-dimensional context.
    #[error("the canvas has no two-dimensional context")]
    NoContext,
    /// The context refused a drawing operation.
    #[error("the canvas refused a drawing operation")]
    Refused,
}

/// Paints a layout on a canvas with the mark `active` brought out, replacing what was there.
///
/// The canvas gets as many pixels as the screen has for the layout's size; its size in CSS px is
/// the caller's to set.
///
/// # Errors
///
/// [`PaintError`] when the browser can't draw.
pub fn paint(
    canvas: &HtmlCanvasElement,
    layout: &Layout,
    active: Option<usize>,
    palette: &Palette,
) -> Result<(), PaintError> {
    let scale = web_sys::window().map_or(1.0, |window| window.device_pixel_ratio());
    // Setting the size also clears the canvas, even to the size it has.
    canvas.set_width((layout.size.width * scale).round() as u32);
    canvas.set_height((layout.size.height * scale).round() as u32);
    let context = canvas.get_context("2d").ok().flatten();
    let context: CanvasRenderingContext2d =
        context.and_then(|context| context.dyn_into().ok()).ok_or(PaintError::NoContext)?;
    context.set_line_join("round");
    let area = Canvas { context, size: (canvas.width(), canvas.height()) }.into_drawing_area();
    draw(layout, active, &area, palette, scale).map_err(|_| PaintError::Refused)
}

/// Draws what charts consist of, in the pixels of a canvas.
struct Canvas {
    context: CanvasRenderingContext2d,
    size: (u32, u32),
}

/// What a drawing operation answers.
type Drawn = Result<(), DrawingErrorKind<PaintError>>;

impl Canvas {
    fn trace(&self, points: impl IntoIterator<Item = BackendCoord>) {
        self.context.begin_path();
        for (x, y) in points {
            // On a new path it moves there.
            self.context.line_to(f64::from(x), f64::from(y));
        }
    }

    fn fill(&self, color: BackendColor) {
        self.context.set_fill_style_str(&css_color(color));
        self.context.fill();
    }

    fn stroke<S: BackendStyle>(&self, style: &S) {
        self.context.set_stroke_style_str(&css_color(style.color()));
        self.context.set_line_width(f64::from(style.stroke_width()));
        self.context.stroke();
    }
}

fn css_color(BackendColor { alpha, rgb: (red, green, blue) }: BackendColor) -> String {
    format!("rgb({red} {green} {blue} / {}%)", decimal(alpha * 100.0, 0))
}

fn refused(_: wasm_bindgen::JsValue) -> DrawingErrorKind<PaintError> {
    DrawingErrorKind::DrawingError(PaintError::Refused)
}

impl DrawingBackend for Canvas {
    type ErrorType = PaintError;

    fn get_size(&self) -> (u32, u32) {
        self.size
    }

    fn ensure_prepared(&mut self) -> Drawn {
        Ok(())
    }

    fn present(&mut self) -> Drawn {
        Ok(())
    }

    fn draw_pixel(&mut self, (x, y): BackendCoord, color: BackendColor) -> Drawn {
        self.draw_rect((x, y), (x + 1, y + 1), &color, true)
    }

    fn draw_line<S: BackendStyle>(&mut self, from: BackendCoord, to: BackendCoord, style: &S) -> Drawn {
        self.draw_path([from, to], style)
    }

    fn draw_rect<S: BackendStyle>(
        &mut self,
        (left, top): BackendCoord,
        (right, bottom): BackendCoord,
        style: &S,
        fill: bool,
    ) -> Drawn {
        self.trace([(left, top), (right, top), (right, bottom), (left, bottom), (left, top)]);
        if fill {
            self.fill(style.color());
        } else {
            self.stroke(style);
        }
        Ok(())
    }

    fn draw_path<S: BackendStyle, I: IntoIterator<Item = BackendCoord>>(&mut self, path: I, style: &S) -> Drawn {
        self.trace(path);
        self.stroke(style);
        Ok(())
    }

    fn draw_circle<S: BackendStyle>(&mut self, (x, y): BackendCoord, radius: u32, style: &S, fill: bool) -> Drawn {
        self.context.begin_path();
        let whole = 2.0 * std::f64::consts::PI;
        self.context.arc(f64::from(x), f64::from(y), f64::from(radius), 0.0, whole).map_err(refused)?;
        if fill {
            self.fill(style.color());
        } else {
            self.stroke(style);
        }
        Ok(())
    }

    fn fill_polygon<S: BackendStyle, I: IntoIterator<Item = BackendCoord>>(&mut self, path: I, style: &S) -> Drawn {
        self.trace(path);
        self.fill(style.color());
        Ok(())
    }

    /// Upright text.
    fn draw_text<S: BackendTextStyle>(&mut self, text: &str, style: &S, (x, y): BackendCoord) -> Drawn {
        let anchor = style.anchor();
        self.context.set_text_align(match anchor.h_pos {
            HPos::Left => "start",
            HPos::Center => "center",
            HPos::Right => "end",
        });
        self.context.set_text_baseline(match anchor.v_pos {
            VPos::Top => "top",
            VPos::Center => "middle",
            VPos::Bottom => "bottom",
        });
        self.context.set_font(&format!("{}px {}", decimal(style.size(), 2), style.family().as_str()));
        self.context.set_fill_style_str(&css_color(style.color()));
        self.context.fill_text(text, f64::from(x), f64::from(y)).map_err(refused)
    }

    /// Nothing asks: layouts have their own measure.
    fn estimate_text_size<S: BackendTextStyle>(
        &self,
        _text: &str,
        _style: &S,
    ) -> Result<(u32, u32), DrawingErrorKind<PaintError>> {
        Ok((0, 0))
    }
}

/// The colours and the font that the page's design tokens give at `canvas`.
///
/// The canvas's own `color` serves as a probe: mixed with itself in sRGB, whatever a token holds
/// (`light-dark()`, `oklch()`, a host's own property) is computed to three numbers. A colour that
/// can't be read is drawn in the colour of the text, which is at least visible.
#[must_use]
pub fn read_palette(canvas: &HtmlCanvasElement) -> Palette {
    let window = web_sys::window();
    let computed = window.and_then(|window| window.get_computed_style(canvas).ok().flatten());
    let property = |name: &str| {
        let computed = computed.as_ref()?;
        computed.get_property_value(name).ok()
    };
    let text = property("color").and_then(|css| parse_color(&css));
    let text = text.unwrap_or(RGBColor(128, 128, 128));
    let own = canvas.style();
    let palette = Palette::new(property("font-family").unwrap_or_else(|| "sans-serif".to_owned()), |ink| {
        let token = ink.css();
        // A value that the browser can't parse leaves the probe as it was: clear it first.
        let probed = own
            .remove_property("color")
            .and_then(|_| own.set_property("color", &format!("color-mix(in srgb, {token}, {token})")));
        probed.ok().and_then(|()| parse_color(&property("color")?)).unwrap_or(text)
    });
    // Nothing can go wrong in taking back what was just set.
    let _ = own.remove_property("color");
    palette
}
