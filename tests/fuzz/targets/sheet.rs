#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| roundview_fuzz::import::sheet(bytes));
