//! How much memory something takes.

use peak_alloc::PeakAlloc;

#[global_allocator]
static MEMORY: PeakAlloc = PeakAlloc;

/// What reading may take of any file: buffers that are there from the beginning, a wide row of a sheet.
const ALWAYS: usize = 8 << 20;

/// What it may take for each byte. An empty list is two bytes, and a value of some dozen where it stands in a list.
const PER_BYTE: usize = 200;

/// What `work` gives, and how many bytes of memory it took at its peak. Only what happens on this thread may
/// happen meanwhile.
pub fn peak_of<T>(work: impl FnOnce() -> T) -> (T, usize) {
    let before = MEMORY.current_usage();
    MEMORY.reset_peak_usage();
    let value = work();
    (value, MEMORY.peak_usage().saturating_sub(before))
}

/// Holds reading of `length` bytes to memory in proportion.
#[track_caller]
pub fn in_proportion<T>(length: usize, work: impl FnOnce() -> T) -> T {
    let (value, peak) = peak_of(work);
    assert!(peak <= ALWAYS + PER_BYTE * length, "{peak} bytes of memory for {length} of text");
    value
}
