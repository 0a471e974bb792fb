//! Entry: the panic hook, and the page or, in a worker, the engine; and which functions begin the parts of
//! the program that are loaded when they are needed. Nothing else.

/// The page runs in a browser alone.
#[cfg(not(target_arch = "wasm32"))]
fn main() {}

#[cfg(target_arch = "wasm32")]
fn main() {
    console_error_panic_hook::set_once();
    if !roundview::engine::worker::serve_worker(FIGURES) {
        roundview::app::start(PAGES, FIGURES);
    }
}

#[cfg(target_arch = "wasm32")]
use roundview::{
    app::{self, Pages},
    engine::{
        protocol::{Report, ReportRequest, Request, Response},
        service::Service,
        training::TrainingService,
        worker::{self, Figures},
    },
    parts::{Loading, Part},
};

#[cfg(target_arch = "wasm32")]
const PAGES: Pages = Pages { course: COURSE_PAGES, training: TRAINING_PAGES };

#[cfg(target_arch = "wasm32")]
const FIGURES: Figures = Figures { course: COURSE_FIGURES, training: TRAINING_FIGURES };

/// Makes a part of a function and of what it alone uses. `.ci/finish` takes the program of an optimised
/// build apart at these functions; a quick build (`make dev`) has everything in one.
#[cfg(target_arch = "wasm32")]
macro_rules! part {
    ($constant:ident = $part:ident($($argument:ident: $type:ty),*) -> $result:ty: $function:path) => {
        const $constant: Part<fn($($type),*) -> Option<$result>> = {
            #[cfg(not(debug_assertions))]
            mod split {
                use super::*;

                #[wasm_split_helpers::wasm_split($part, preload(load), fallible)]
                pub fn $part($($argument: $type),*) -> Result<$result, wasm_split_helpers::SplitLoaderError> {
                    Ok($function($($argument),*))
                }
            }
            fn load() -> Loading {
                #[cfg(not(debug_assertions))]
                return Box::pin(async { split::load().await.is_ok() });
                #[cfg(debug_assertions)]
                return Box::pin(std::future::ready(true));
            }
            fn $part($($argument: $type),*) -> Option<$result> {
                #[cfg(not(debug_assertions))]
                return futures_util::FutureExt::now_or_never(split::$part($($argument),*))?.ok();
                #[cfg(debug_assertions)]
                return Some($function($($argument),*));
            }
            Part { load, function: $part }
        };
    };
}

#[cfg(target_arch = "wasm32")]
part!(COURSE_PAGES = course_pages(page: app::Page) -> leptos::prelude::AnyView: app::page);
#[cfg(target_arch = "wasm32")]
part!(TRAINING_PAGES = training_pages() -> leptos::prelude::AnyView: app::training_page);
#[cfg(target_arch = "wasm32")]
part!(COURSE_FIGURES = course_figures(service: &Service, request: &ReportRequest) -> Report: worker::course_report);
#[cfg(target_arch = "wasm32")]
part!(
    TRAINING_FIGURES = training_figures(service: &TrainingService, request: &Request) -> Response: worker::training_answer
);
