//! The page's side of exports: has a file written, and gives it to the reader.

use js_sys::{Date, Uint8Array};
use wasm_bindgen::{JsCast, JsValue, prelude::wasm_bindgen};
use web_sys::{Blob, HtmlCanvasElement};

use super::{Draft, Format, Order, Table};

/// Milliseconds of work between two answers of the page.
const PIECE: f64 = 12.0;

#[wasm_bindgen(module = "/src/export/page.js")]
extern "C" {
    #[wasm_bindgen(catch, js_name = write)]
    async fn write_order(order: Uint8Array) -> Result<JsValue, JsValue>;

    #[wasm_bindgen(js_name = save)]
    fn save_as(contents: &JsValue, media_type: &str, name: &str);

    #[wasm_bindgen(catch, js_name = copy)]
    async fn copy_text(text: &JsValue) -> Result<JsValue, JsValue>;

    #[wasm_bindgen(catch)]
    async fn picture(canvas: &HtmlCanvasElement) -> Result<JsValue, JsValue>;

    #[wasm_bindgen(catch)]
    async fn pause() -> Result<JsValue, JsValue>;
}

/// Makes a table of its draft, in pieces. `go_on` is told how many rows there are, and may end it; None:
/// it did.
///
/// # Errors
///
/// None that a browser is known for.
pub async fn make(draft: &Draft, go_on: impl Fn(usize) -> bool) -> Result<Option<Table>, JsValue> {
    let mut table = draft.table.clone();
    loop {
        let end = Date::now() + PIECE;
        let is_whole = draft.go_on(&mut table, || Date::now() < end);
        if !go_on(table.rows.len()) {
            return Ok(None);
        }
        if is_whole {
            return Ok(Some(table));
        }
        pause().await?;
    }
}

/// Has a table written away from the page, with the rows that follow its own.
async fn written(format: Format, table: Table, rows: &[Vec<u8>]) -> Result<JsValue, JsValue> {
    let bytes = Order { format, table }.pack(rows).map_err(|error| JsValue::from(error.to_string()))?;
    write_order(Uint8Array::from(bytes.as_slice())).await
}

/// Has a table written to a file, and gives it to the reader.
///
/// # Errors
///
/// The exporter could not be had, or could not write the file; what it says is for the console.
pub async fn save(format: Format, table: Table, name: &str) -> Result<(), JsValue> {
    save_packed(format, table, &[], name, || true).await
}

/// As [`save`], with packed rows that follow those of the table, unless it isn't wanted any more once it
/// is written.
///
/// # Errors
///
/// As [`save`].
pub async fn save_packed(
    format: Format,
    table: Table,
    rows: &[Vec<u8>],
    name: &str,
    is_wanted: impl Fn() -> bool,
) -> Result<(), JsValue> {
    let file = written(format, table, rows).await?;
    if is_wanted() {
        save_as(&file, format.media_type(), name);
    }
    Ok(())
}

/// Gives the bytes of a file to the reader.
pub fn save_bytes(bytes: &JsValue, media_type: &str, name: &str) {
    save_as(bytes, media_type, name);
}

/// Puts a table where the reader can paste it from.
///
/// # Errors
///
/// The exporter could not be had, or the browser forbids it here.
pub async fn copy(table: Table) -> Result<(), JsValue> {
    copy_text(&written(Format::Tabs, table, &[]).await?).await.map(drop)
}

/// Gives a canvas to the reader as a picture.
///
/// # Errors
///
/// The browser has no room for it.
pub async fn save_picture(canvas: &HtmlCanvasElement, name: &str) -> Result<(), JsValue> {
    let blob = picture(canvas).await?.unchecked_into::<Blob>();
    save_as(&blob, "image/png", name);
    Ok(())
}
