//! The canvas edge: reads the palette from the page's design tokens and paints a layout at the
//! resolution of the screen.

use plotters::prelude::IntoDrawingArea;
use plotters::style::RGBColor;
use plotters_canvas::CanvasBackend;
use thiserror::Error;
use wasm_bindgen::JsCast;
use web_sys::{CanvasRenderingContext2d, HtmlCanvasElement};

use super::draw::draw;
use super::geometry::{Layout, Size, layout, natural_height};
use super::palette::{Ink, Palette, parse_color};
use super::spec::ChartSpec;

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
/// The canvas gets as many pixels as the screen has for the layout's size, and more while the page is
/// printed; its size in CSS px is the caller's to set.
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
    // Paper is finer than most screens.
    const ON_PAPER: f64 = 2.0;
    let window = web_sys::window();
    let root = window.as_ref().and_then(|window| window.document()?.document_element());
    let least = if root.is_some_and(|root| root.has_attribute("data-printing")) { ON_PAPER } else { 0.0 };
    let scale = window.map_or(1.0, |window| window.device_pixel_ratio()).max(least);
    paint_at(canvas, layout, active, palette, scale)
}

/// The same with `scale` pixels for each CSS px.
fn paint_at(
    canvas: &HtmlCanvasElement,
    layout: &Layout,
    active: Option<usize>,
    palette: &Palette,
    scale: f64,
) -> Result<(), PaintError> {
    // The backend draws with the same context and leaves this as it is.
    sized(canvas, layout.size, scale)?.set_line_join("round");
    let backend = CanvasBackend::with_canvas_object(canvas.clone()).ok_or(PaintError::NoContext)?;
    let area = backend.into_drawing_area();
    draw(layout, active, &area, palette, scale).map_err(|_| PaintError::Refused)
}

/// Gives a canvas its pixels, which also clears it, even to the size it has.
fn sized(canvas: &HtmlCanvasElement, size: Size, scale: f64) -> Result<CanvasRenderingContext2d, PaintError> {
    canvas.set_width((size.width * scale).round() as u32);
    canvas.set_height((size.height * scale).round() as u32);
    let context = canvas.get_context("2d").ok().flatten();
    context.and_then(|context| context.dyn_into().ok()).ok_or(PaintError::NoContext)
}

/// A picture to take away, at two pixels for each CSS px: the chart under its title and a line that says of
/// what and of when it is.
///
/// # Errors
///
/// [`PaintError`] when the browser can't draw.
pub fn picture(
    spec: &ChartSpec,
    title: &str,
    subtitle: &str,
    palette: &Palette,
) -> Result<HtmlCanvasElement, PaintError> {
    /// Sizes in CSS px.
    const WIDTH: f64 = 960.0;
    const HEIGHT: f64 = 320.0;
    const MARGIN: f64 = 24.0;
    const HEAD: f64 = 60.0;
    const SCALE: f64 = 2.0;

    let spec = spec.explained();
    let width = WIDTH - 2.0 * MARGIN;
    let layout = layout(&spec, Size { width, height: natural_height(&spec, width).unwrap_or(HEIGHT) });
    let (chart, whole) = (new_canvas()?, new_canvas()?);
    paint_at(&chart, &layout, None, palette, SCALE)?;
    let size = Size { width: WIDTH, height: layout.size.height + 2.0 * MARGIN + HEAD };
    let context = sized(&whole, size, SCALE)?;
    let refused = |_| PaintError::Refused;
    context.scale(SCALE, SCALE).map_err(refused)?;
    let css = |ink: Ink| {
        let RGBColor(red, green, blue) = palette.color(ink);
        format!("rgb({red} {green} {blue})")
    };
    context.set_fill_style_str(&css(Ink::Surface));
    context.fill_rect(0.0, 0.0, size.width, size.height);
    for (text, ink, font, baseline) in
        [(title, Ink::Text, "600 18px", MARGIN + 18.0), (subtitle, Ink::TextMuted, "13px", MARGIN + 40.0)]
    {
        context.set_fill_style_str(&css(ink));
        context.set_font(&format!("{font} {}", palette.font));
        context.fill_text_with_max_width(text, MARGIN, baseline, width).map_err(refused)?;
    }
    context
        .draw_image_with_html_canvas_element_and_dw_and_dh(&chart, MARGIN, MARGIN + HEAD, width, layout.size.height)
        .map_err(refused)?;
    Ok(whole)
}

fn new_canvas() -> Result<HtmlCanvasElement, PaintError> {
    let document = web_sys::window().and_then(|window| window.document());
    let canvas = document.and_then(|document| document.create_element("canvas").ok());
    canvas.and_then(|canvas| canvas.dyn_into().ok()).ok_or(PaintError::NoContext)
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
