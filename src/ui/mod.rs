//! The design system: what every page is made of. It knows no report, reads no catalogue and formats no number; whoever
//! uses a component hands it the finished words.
//!
//! A component's look is in `style/components/`, under the class that the component is named after. Its states are
//! attributes that a screen reader hears too (`aria-sort`, `aria-current`, `disabled`), wherever there is one.
//!
//! [`rows`] is the arithmetic of long lists, and with [`ThemeChoice`] needs no browser; all else does.

#[cfg(target_arch = "wasm32")]
pub mod chart;
pub mod rows;
mod theme;
#[cfg(target_arch = "wasm32")]
pub mod tooltip;

#[cfg(target_arch = "wasm32")]
mod async_panel;
#[cfg(target_arch = "wasm32")]
mod awaited;
#[cfg(target_arch = "wasm32")]
mod button;
#[cfg(target_arch = "wasm32")]
mod choice;
#[cfg(target_arch = "wasm32")]
mod combobox;
#[cfg(target_arch = "wasm32")]
mod data_table;
#[cfg(target_arch = "wasm32")]
mod date_field;
#[cfg(target_arch = "wasm32")]
mod dialog;
#[cfg(target_arch = "wasm32")]
mod disclosure;
#[cfg(target_arch = "wasm32")]
mod effect;
#[cfg(target_arch = "wasm32")]
mod export_menu;
#[cfg(target_arch = "wasm32")]
mod file_picker;
#[cfg(target_arch = "wasm32")]
mod filter_bar;
#[cfg(target_arch = "wasm32")]
mod help_tip;
#[cfg(target_arch = "wasm32")]
mod lasting;
#[cfg(target_arch = "wasm32")]
mod later;
#[cfg(target_arch = "wasm32")]
mod nav_tabs;
#[cfg(target_arch = "wasm32")]
mod notice;
#[cfg(target_arch = "wasm32")]
mod number_field;
#[cfg(target_arch = "wasm32")]
mod progress_bar;
#[cfg(target_arch = "wasm32")]
mod search_field;
#[cfg(target_arch = "wasm32")]
mod share_bar;
#[cfg(target_arch = "wasm32")]
mod stat;
#[cfg(target_arch = "wasm32")]
mod status_icon;
#[cfg(target_arch = "wasm32")]
mod switches;
#[cfg(target_arch = "wasm32")]
mod tipped;

#[cfg(target_arch = "wasm32")]
pub use self::{
    async_panel::{AsyncPanel, PanelAction, PanelState},
    awaited::{Awaited, awaited},
    button::{Button, ButtonKind, Icon, IconButton},
    choice::{Checkbox, Choice, SegmentedControl, Select, Toggle},
    combobox::Combobox,
    data_table::{Align, Cell, Column, DataTable, MOST_PRINTED, RowSelection, RowSource, RowStop, Sort},
    date_field::DateField,
    dialog::Dialog,
    disclosure::Disclosure,
    effect::effect,
    export_menu::{ExportMenu, ExportOrder, Exports, ExportsContext, export_menu},
    file_picker::{FilePicker, files_of},
    filter_bar::{FilterBar, FilterChip},
    help_tip::{Help, HelpTip},
    lasting::Lasting,
    later::{Later, after_pieces},
    nav_tabs::{NavItem, NavTabs},
    notice::{Notice, NoticeTone},
    number_field::NumberField,
    progress_bar::ProgressBar,
    search_field::SearchField,
    share_bar::ShareBar,
    stat::{Stat, StatBand},
    status_icon::{Status, StatusIcon},
    switches::{LanguageSwitch, ThemeSwitch},
    tipped::Tipped,
};

pub use self::theme::ThemeChoice;

/// An id that no other element of the page has, for the attributes that name another element.
#[cfg(target_arch = "wasm32")]
fn fresh_id(component: &str) -> String {
    use std::sync::atomic::{AtomicU32, Ordering};
    static NEXT: AtomicU32 = AtomicU32::new(0);
    format!("{component}-{}", NEXT.fetch_add(1, Ordering::Relaxed))
}
