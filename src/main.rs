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
use {
    leptos::prelude::{AnyView, Signal},
    roundview::{
        app::{self, FaultsOrder, Page, Pages},
        dataset::training::Training,
        document::{Faults, ParseNumber, ReadTraining},
        engine::{
            protocol::{Report, ReportRequest, Request, Response, TrainingReport},
            service::Service,
            training::TrainingService,
            worker::{self, Figures},
        },
        host::{
            HostContext,
            frames::{self, Frame, OnMessage},
        },
        import::{self, view::GapOrder},
        parts::{Loading, Part},
        reports::{
            front::{self, view::RulesOrder},
            messages::{self, view::MessageOrder},
            time_machine::{self, view::TimeMachineOrder},
            weekly_update::{self, view::SwitchOrder},
        },
        ui::{self, ExportOrder},
    },
};

#[cfg(target_arch = "wasm32")]
const PAGES: Pages = Pages {
    course: Part {
        load: course_pages::load,
        functions: app::CoursePages { page: course_pages::page, report: course_pages::report },
    },
    training: Part {
        load: training_pages::load,
        functions: app::TrainingPages { page: training_pages::page, report: training_pages::report },
    },
    extras: Part {
        load: extras::load,
        functions: app::Extras {
            begin: extras::begin,
            export_menu: extras::export_menu,
            faults: extras::faults,
            message_button: extras::message_button,
            rules: extras::rules,
            course_switch: extras::course_switch,
            gap: extras::gap,
            time_machine: extras::time_machine,
        },
    },
    frame: Part { load: frame::load, functions: frame::listen },
};

#[cfg(target_arch = "wasm32")]
const FIGURES: Figures = Figures {
    course: Part { load: course_figures::load, functions: course_figures::report },
    training: Part {
        load: training_figures::load,
        functions: worker::TrainingFigures {
            reader: training_figures::reader,
            open: training_figures::open,
            answer: training_figures::answer,
        },
    },
};

/// Makes a part of some functions and of what they alone use. `.ci/finish` takes the program of an optimised
/// build apart at these functions; a quick build (`make dev`) has everything in one.
#[cfg(target_arch = "wasm32")]
macro_rules! part {
    ($part:ident: $($function:ident($($argument:ident: $type:ty),*) -> $result:ty = $path:path;)+) => {
        mod $part {
            use super::*;

            #[cfg(not(debug_assertions))]
            mod split {
                $(
                    pub mod $function {
                        use crate::*;
                        use wasm_split_helpers::{SplitLoaderError, wasm_split};

                        #[wasm_split($part, preload(load), fallible)]
                        pub fn $function($($argument: $type),*) -> Result<$result, SplitLoaderError> {
                            Ok($path($($argument),*))
                        }
                    }
                )+
            }

            pub fn load() -> Loading {
                #[cfg(not(debug_assertions))]
                return Box::pin(async { true $(&& split::$function::load().await.is_ok())+ });
                #[cfg(debug_assertions)]
                return Box::pin(std::future::ready(true));
            }

            $(
                pub fn $function($($argument: $type),*) -> Option<$result> {
                    #[cfg(not(debug_assertions))]
                    return futures_util::FutureExt::now_or_never(split::$function::$function($($argument),*))?.ok();
                    #[cfg(debug_assertions)]
                    return Some($path($($argument),*));
                }
            )+
        }
    };
}

#[cfg(target_arch = "wasm32")]
part!(course_pages:
    page(page: Page) -> AnyView = app::page;
    report(bytes: &[u8]) -> Option<Report> = app::read_report;
);

#[cfg(target_arch = "wasm32")]
part!(training_pages:
    page() -> AnyView = app::training_page;
    report(bytes: &[u8]) -> Option<TrainingReport> = app::read_training_report;
);

#[cfg(target_arch = "wasm32")]
part!(extras:
    begin(host: HostContext, course: Signal<Option<String>>) -> () = app::begin_extras;
    export_menu(order: ExportOrder) -> AnyView = ui::export_menu;
    faults(order: FaultsOrder) -> AnyView = app::faults;
    message_button(order: MessageOrder) -> AnyView = messages::view::message_button;
    rules(order: RulesOrder) -> AnyView = front::view::rules;
    course_switch(order: SwitchOrder) -> AnyView = weekly_update::view::course_switch;
    gap(order: GapOrder) -> AnyView = import::view::gap_field;
    time_machine(order: TimeMachineOrder) -> AnyView = time_machine::view::time_machine;
);

#[cfg(target_arch = "wasm32")]
part!(frame:
    listen(trusted: &[String], on_message: OnMessage) -> Option<Frame> = frames::listen;
);

#[cfg(target_arch = "wasm32")]
part!(course_figures:
    report(service: &Service, request: &ReportRequest) -> Response = worker::course_report;
);

#[cfg(target_arch = "wasm32")]
part!(training_figures:
    reader(parse_number: ParseNumber) -> Box<dyn ReadTraining> = worker::training_reader;
    open(data: Training, faults: Faults) -> Box<TrainingService> = worker::training_service;
    answer(service: &mut TrainingService, request: &Request, take: &mut dyn FnMut(Response)) -> () = worker::training_answer;
);
