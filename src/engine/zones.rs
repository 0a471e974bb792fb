//! Time zones from the browser's `Temporal` or `Intl`: no time-zone database is in the bundle.

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
    if let Some(offset_at) = temporal_zone(name) {
        return Some(offset_at);
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

/// The same by `Temporal`, where the browser has it: a zone of its own stands in a millisecond, the first
/// of `Intl` in twenty.
fn temporal_zone(name: &str) -> Option<OffsetAt> {
    let temporal = Reflect::get(&js_sys::global(), &"Temporal".into()).ok()?;
    let class = Reflect::get(&temporal, &"Instant".into()).ok()?;
    let make: Function = Reflect::get(&class, &"fromEpochMilliseconds".into()).ok()?.dyn_into().ok()?;
    let zone = JsValue::from_str(name);
    let offset_at = move |second: i64| -> Option<i32> {
        let instant = make.call1(&class, &JsValue::from_f64(second as f64 * 1000.0)).ok()?;
        let on_clocks: Function = Reflect::get(&instant, &"toZonedDateTimeISO".into()).ok()?.dyn_into().ok()?;
        let shown = on_clocks.call1(&instant, &zone).ok()?;
        let nanoseconds = Reflect::get(&shown, &"offsetNanoseconds".into()).ok()?.as_f64()?;
        Some((nanoseconds / 1e9) as i32)
    };
    // There is no such zone where it has no offset.
    offset_at(0)?;
    // There is one thread, to which the functions belong.
    let offset_at = SendWrapper::new(offset_at);
    Some(Box::new(move |second| offset_at(second).unwrap_or_default()))
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
