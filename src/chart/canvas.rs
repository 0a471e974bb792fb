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
use super::spec::{ChartSpec, PictureTable};

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
    const WIDTH: f64 = 912.0;
    const HEIGHT: f64 = 320.0;

    let spec = spec.explained();
    let size = Size { width: WIDTH, height: natural_height(&spec, WIDTH).unwrap_or(HEIGHT) };
    let layout = layout(&spec, size);
    let chart = new_canvas()?;
    paint_at(&chart, &layout, None, palette, PICTURE_SCALE)?;
    let Picture { canvas, context, left, top, .. } = Picture::new(palette, title, subtitle, layout.size)?;
    context
        .draw_image_with_html_canvas_element_and_dw_and_dh(&chart, left, top, WIDTH, layout.size.height)
        .map_err(|_| PaintError::Refused)?;
    Ok(canvas)
}

/// Pixels of a picture for each CSS px.
const PICTURE_SCALE: f64 = 2.0;

/// A picture under a title and a line that says of what and of when it is, with room for what it shows.
struct Picture<'a> {
    canvas: HtmlCanvasElement,
    context: CanvasRenderingContext2d,
    palette: &'a Palette,
    /// Where the room begins.
    left: f64,
    top: f64,
}

impl<'a> Picture<'a> {
    /// One with room for `size`.
    fn new(palette: &'a Palette, title: &str, subtitle: &str, size: Size) -> Result<Self, PaintError> {
        const MARGIN: f64 = 24.0;
        const HEAD: f64 = 60.0;

        let canvas = new_canvas()?;
        let whole = Size { width: size.width + 2.0 * MARGIN, height: size.height + 2.0 * MARGIN + HEAD };
        let context = sized(&canvas, whole, PICTURE_SCALE)?;
        context.scale(PICTURE_SCALE, PICTURE_SCALE).map_err(|_| PaintError::Refused)?;
        let picture = Self { canvas, context, palette, left: MARGIN, top: MARGIN + HEAD };
        picture.fill(Ink::Surface, [0.0, 0.0, whole.width, whole.height]);
        picture.write(title, Ink::Text, "600 18px", [MARGIN, MARGIN + 18.0], size.width)?;
        picture.write(subtitle, Ink::TextMuted, "13px", [MARGIN, MARGIN + 40.0], size.width)?;
        Ok(picture)
    }

    fn ink(&self, ink: Ink) {
        let RGBColor(red, green, blue) = self.palette.color(ink);
        self.context.set_fill_style_str(&format!("rgb({red} {green} {blue})"));
    }

    fn fill(&self, ink: Ink, [left, top, width, height]: [f64; 4]) {
        self.ink(ink);
        self.context.fill_rect(left, top, width, height);
    }

    /// Writes a line at its baseline; one that is too long is pressed together.
    fn write(
        &self,
        text: &str,
        ink: Ink,
        font: &str,
        [left, baseline]: [f64; 2],
        width: f64,
    ) -> Result<(), PaintError> {
        self.ink(ink);
        set_font(&self.context, font, self.palette);
        self.context.fill_text_with_max_width(text, left, baseline, width).map_err(|_| PaintError::Refused)
    }
}

fn set_font(context: &CanvasRenderingContext2d, font: &str, palette: &Palette) {
    context.set_font(&format!("{font} {}", palette.font));
}

/// A picture of a table to take away, as [`picture`] is one of a chart.
///
/// # Errors
///
/// [`PaintError`] when the browser can't draw.
pub fn table_picture(
    table: &PictureTable,
    title: &str,
    subtitle: &str,
    palette: &Palette,
) -> Result<HtmlCanvasElement, PaintError> {
    /// Sizes in CSS px.
    const ROW: f64 = 30.0;
    const GAP: f64 = 24.0;
    const BAR: f64 = 72.0;
    const LEAST: f64 = 480.0;
    const HEADING: &str = "600 13px";
    const CELL: &str = "13px";

    let ruler = sized(&new_canvas()?, Size { width: 1.0, height: 1.0 }, 1.0)?;
    let wide = |text: &str| ruler.measure_text(text).map_or(0.0, |measured| measured.width());
    // What a column says, shortened to what there is room for, with how wide it is.
    let mut columns = Vec::with_capacity(table.columns.len());
    for (index, (heading, is_number)) in table.columns.iter().enumerate() {
        set_font(&ruler, HEADING, palette);
        let mut texts = vec![shortened(heading, &wide)];
        set_font(&ruler, CELL, palette);
        texts.extend(table.rows.iter().map(|row| shortened(&row[index].0, &wide)));
        let has_bars = table.rows.iter().any(|row| row[index].1.is_some());
        let bar = if has_bars { BAR + 8.0 } else { 0.0 };
        let text = texts.iter().map(|(_, wide)| *wide).fold(0.0, f64::max);
        columns.push((texts, *is_number && !has_bars, bar, text));
    }
    let width = columns.iter().map(|(_, _, bar, text)| bar + text + GAP).sum::<f64>() - GAP;
    let width = width.max(LEAST);
    let size = Size { width, height: ROW * (table.rows.len() + 1) as f64 };
    let picture = Picture::new(palette, title, subtitle, size)?;
    let mut left = picture.left;
    for (index, (texts, is_number, bar, wide)) in columns.iter().enumerate() {
        for (line, (text, own)) in texts.iter().enumerate() {
            let top = picture.top + ROW * line as f64;
            let share = line.checked_sub(1).and_then(|row| table.rows[row][index].1);
            if let Some(share) = share {
                picture.fill(Ink::Grid, [left, top + 11.0, BAR, 8.0]);
                picture.fill(Ink::Student, [left, top + 11.0, BAR * share.clamp(0.0, 1.0), 8.0]);
            }
            let (font, before) = if line == 0 { (HEADING, 0.0) } else { (CELL, *bar) };
            let begins = left + before + if *is_number { wide - own } else { 0.0 };
            picture.write(text, Ink::Text, font, [begins, top + 20.0], *own + 1.0)?;
        }
        left += bar + wide + GAP;
    }
    for line in 1..=table.rows.len() {
        picture.fill(Ink::Grid, [picture.left, picture.top + ROW * line as f64, width, 1.0]);
    }
    Ok(picture.canvas)
}

/// A text of a table's column with its width, cut off where it would be too wide.
fn shortened(text: &str, wide: &dyn Fn(&str) -> f64) -> (String, f64) {
    const MOST: f64 = 280.0;
    /// No letter of a text is so narrow that more of them would fit.
    const MOST_LETTERS: usize = 160;

    let mut kept: String = text.chars().take(MOST_LETTERS).collect();
    let is_whole = kept.len() == text.len();
    let own = wide(&kept);
    if is_whole && own <= MOST {
        return (kept, own);
    }
    loop {
        let cut = format!("{}…", kept.trim_end());
        let own = wide(&cut);
        if own <= MOST || kept.pop().is_none() {
            return (cut, own);
        }
    }
}

/// A canvas that is not in the page.
///
/// # Errors
///
/// [`PaintError`] where there is no page.
pub fn new_canvas() -> Result<HtmlCanvasElement, PaintError> {
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
