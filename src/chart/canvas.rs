//! The canvas edge: reads the palette from the page's design tokens and paints a layout at the
//! resolution of the screen.

use plotters::prelude::IntoDrawingArea;
use plotters::style::RGBColor;
use plotters_canvas::CanvasBackend;
use thiserror::Error;
use wasm_bindgen::JsCast;
use web_sys::{CanvasRenderingContext2d, HtmlCanvasElement};

use super::draw::draw;
use super::geometry::Layout;
use super::palette::{Palette, parse_color};

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
    // The backend draws with the same context and leaves this as it is.
    context.set_line_join("round");
    let backend = CanvasBackend::with_canvas_object(canvas.clone()).ok_or(PaintError::NoContext)?;
    let area = backend.into_drawing_area();
    draw(layout, active, &area, palette, scale).map_err(|_| PaintError::Refused)
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
