//! Time zones from the browser's `Intl`: no time-zone database is in the bundle.

use js_sys::{Array, Function, Object, Reflect};
use send_wrapper::SendWrapper;
use wasm_bindgen::{JsCast, JsValue};

use crate::{dataset::zone::OffsetAt, document::parse_moment};

/// The offsets of a zone by its IANA name, where the browser knows it.
#[must_use]
pub fn browser_zones(name: &str) -> Option<OffsetAt> {
    // Browsers also take offsets such as "+01:00" for zones; those are no IANA names.
    if !name.starts_with(|first: char| first.is_ascii_alphabetic()) {
        return None;
    }
    // There is one thread, to which the function belongs.
    let format = SendWrapper::new(clock_format(name).ok()?);
    Some(Box::new(move |second| {
        let milliseconds = JsValue::from_f64(second as f64 * 1000.0);
        let shown = format.call1(&JsValue::UNDEFINED, &milliseconds).ok().and_then(|shown| shown.as_string());
        // Swedish dates are ISO 8601 but for the space.
        let local = shown.and_then(|shown| parse_moment(&format!("{}Z", shown.replacen(' ', "T", 1))));
        local.map_or(0, |local| (local.unix_seconds() - second) as i32)
    }))
}

/// A function that shows milliseconds since the epoch on the zone's clocks.
fn clock_format(zone: &str) -> Result<Function, JsValue> {
    let options = Object::new();
    for (name, value) in [("timeZone", zone), ("dateStyle", "short"), ("timeStyle", "medium")] {
        Reflect::set(&options, &name.into(), &value.into())?;
    }
    let intl = Reflect::get(&js_sys::global(), &"Intl".into())?;
    let class: Function = Reflect::get(&intl, &"DateTimeFormat".into())?.dyn_into()?;
    let format = Reflect::construct(&class, &Array::of2(&"sv-SE".into(), &options))?;
    Reflect::get(&format, &"format".into())?.dyn_into()
}
