//! A signal for as long as the page is open.
//!
//! Whoever reads a signal is noted in it, and reactive_graph strikes nobody out who has gone since. The reader's language
//! is read by every text of every page that there has been, and the view by most: with each step the notes grow, the
//! program's memory with them, and the time that a change takes. A [`Lasting`] signal strikes out who has gone.

use hashbrown::HashSet;
use leptos::{
    prelude::*,
    reactive::graph::{AnySubscriber, Observer, ReactiveNode},
};

/// Notes that are always kept.
const FEW: usize = 64;

/// A signal whose readers come and go while it stays. Cheap to copy.
#[derive(Debug)]
pub struct Lasting<T: 'static> {
    value: RwSignal<T>,
    readers: StoredValue<Readers>,
}

impl<T> Clone for Lasting<T> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<T> Copy for Lasting<T> {}

/// Who has read it since it was set, in the order in which they are told. Somebody who has read it twice may be in here
/// twice.
#[derive(Debug, Default)]
struct Readers {
    noted: Vec<AnySubscriber>,
    /// So many notes may there be until those who have gone are struck out.
    most: usize,
}

impl Readers {
    fn note(&mut self, reader: AnySubscriber) {
        if self.noted.last() == Some(&reader) {
            return;
        }
        if self.noted.len() >= self.most.max(FEW) {
            let mut known = HashSet::new();
            self.noted.retain(|AnySubscriber(address, reader)| reader.strong_count() > 0 && known.insert(*address));
            self.most = 2 * self.noted.len();
        }
        self.noted.push(reader);
    }
}

impl<T: Send + Sync + 'static> Lasting<T> {
    /// A signal with this value.
    #[must_use]
    pub fn new(value: T) -> Self {
        Self { value: RwSignal::new(value), readers: StoredValue::default() }
    }

    /// Sets it, and tells its readers.
    pub fn set(self, value: T) {
        self.update(|now| *now = value);
    }

    /// Changes it, and tells its readers.
    pub fn update(self, change: impl FnOnce(&mut T)) {
        self.try_update(change);
    }

    /// Changes it, tells its readers and gives what the change gives; nothing where the page has gone.
    pub fn try_update<U>(self, change: impl FnOnce(&mut T) -> U) -> Option<U> {
        let result = self.value.try_update(change);
        for reader in self.readers.try_update_value(|readers| std::mem::take(&mut readers.noted)).unwrap_or_default() {
            reader.mark_dirty();
        }
        result
    }
}

impl<T: Default + Send + Sync + 'static> Default for Lasting<T> {
    fn default() -> Self {
        Self::new(T::default())
    }
}

impl<T> DefinedAt for Lasting<T> {
    fn defined_at(&self) -> Option<&'static std::panic::Location<'static>> {
        self.value.defined_at()
    }
}

impl<T: Send + Sync + 'static> Track for Lasting<T> {
    fn track(&self) {
        if let Some(reader) = Observer::get() {
            // Gone with the page, as is the signal.
            let _ = self.readers.try_update_value(|readers| readers.note(reader));
        }
    }
}

impl<T: Send + Sync + 'static> ReadUntracked for Lasting<T> {
    type Value = <RwSignal<T> as ReadUntracked>::Value;

    fn try_read_untracked(&self) -> Option<Self::Value> {
        self.value.try_read_untracked()
    }
}

impl<T: Clone + Send + Sync + 'static> From<Lasting<T>> for Signal<T> {
    fn from(lasting: Lasting<T>) -> Self {
        Self::derive(move || lasting.get())
    }
}
