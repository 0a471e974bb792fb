//! The parts of pages that need nothing but the reader's language.

use leptos::prelude::*;

use super::Figure;
use crate::{
    i18n::Locale,
    ui::{Exports, Help, Stat, chart::ChartLabels},
};

/// The definition of a figure, as its button shows it.
#[must_use]
pub fn help(locale: &Locale, label: &str, text: &str) -> Help {
    let question = locale.with("help.question", &[("term", label)]);
    Help { question, title: label.to_owned(), text: text.to_owned() }
}

/// The words around charts.
pub fn chart_labels(locale: Signal<Locale>) -> Signal<ChartLabels> {
    Signal::derive(move || {
        let locale = locale.read();
        ChartLabels {
            role: locale.text("chart.role").to_owned(),
            show_table: locale.text("chart.show-table").to_owned(),
            raw: locale.text("export.raw").to_owned(),
        }
    })
}

/// The words of the menus of files. What the files are called and say of themselves is the page's.
#[must_use]
pub fn exports(locale: &Locale) -> Exports {
    let word = |key| locale.text(key).to_owned();
    Exports {
        menu: word("export.menu"),
        csv: word("export.csv"),
        xlsx: word("export.xlsx"),
        copy: word("export.copy"),
        picture: word("export.picture"),
        making: word("export.making"),
        cancel: word("export.cancel"),
        copied: word("export.copied"),
        failed: word("export.failed"),
        ..Exports::default()
    }
}

/// A figure of a band, with a small chart where there is one.
pub fn figure_stat(locale: Signal<Locale>, figure: Signal<Figure>, chart: Option<AnyView>) -> AnyView {
    let help = Signal::derive(move || {
        let figure = figure.read();
        help(&locale.read(), &figure.label, &figure.help)
    });
    view! {
        <Stat
            label=Signal::derive(move || figure.read().label.clone())
            value=Signal::derive(move || figure.read().value.clone())
            comparison=Signal::derive(move || figure.read().note.clone())
            help=help
            chart=chart
        />
    }
    .into_any()
}
