//! What stands where something is still to come, isn't there, or failed.

use leptos::prelude::*;

use super::{Button, Notice, NoticeTone, ProgressBar};

/// Something that the reader can do about a state.
#[derive(Clone, Debug)]
pub struct PanelAction {
    /// What it does, as a verb.
    pub label: String,
    /// Called when it is chosen.
    pub run: Callback<()>,
}

/// How it stands with the contents of a panel.
#[derive(Clone, Debug)]
pub enum PanelState {
    /// They are under way.
    Loading {
        /// What is being done.
        label: String,
        /// How much of it is done, 0 to 1, where the whole is known.
        done: Option<f64>,
        /// How to stop it.
        cancel: Option<PanelAction>,
    },
    /// There are none.
    Empty {
        /// What would be here.
        title: String,
        /// Why it isn't, and what to do.
        text: String,
        /// What to do.
        action: Option<PanelAction>,
    },
    /// They couldn't be had.
    Failed {
        /// What happened.
        title: String,
        /// What was kept, and what to do.
        text: String,
        /// What to do, the likeliest first.
        actions: Vec<PanelAction>,
    },
    /// They are there, but not all of them.
    Partial {
        /// What is missing, and by which rule.
        text: String,
    },
    /// They are there.
    Ready,
}

impl PanelState {
    fn has_contents(&self) -> bool {
        matches!(self, Self::Partial { .. } | Self::Ready)
    }
}

/// A part of the page whose contents come later, or not. It owns all the states, so that they look alike everywhere.
#[component]
pub fn AsyncPanel(
    /// How it stands.
    #[prop(into)]
    state: Signal<PanelState>,
    /// What heads it as long as there are no contents, which have a head of their own.
    #[prop(optional, into)]
    head: ViewFn,
    /// The contents.
    children: ChildrenFn,
) -> impl IntoView {
    // The contents stay as they are while only the words above them change.
    let has_contents = Memo::new(move |_| state.read().has_contents());
    let loading = move || matches!(*state.read(), PanelState::Loading { .. });
    view! {
        <div class="panel" aria-busy=move || loading().to_string()>
            <Show when=move || !has_contents.get()>{head.run()}</Show>
            {move || stand_in(state.get())}
            <Show when=move || has_contents.get()>{children()}</Show>
        </div>
    }
}

fn stand_in(state: PanelState) -> AnyView {
    match state {
        PanelState::Loading { label, done, cancel } => view! {
            <div class="panel-state">
                <ProgressBar label=label done=done />
                {cancel.map(action_button)}
            </div>
        }
        .into_any(),
        PanelState::Empty { title, text, action } => view! {
            <div class="panel-state" role="status">{said(title, text, action.into_iter().collect())}</div>
        }
        .into_any(),
        PanelState::Failed { title, text, actions } => view! {
            <div class="panel-state panel-failed" role="alert">{said(title, text, actions)}</div>
        }
        .into_any(),
        PanelState::Partial { text } => view! { <Notice tone=NoticeTone::Info text=text /> }.into_any(),
        PanelState::Ready => ().into_any(),
    }
}

fn said(title: String, text: String, actions: Vec<PanelAction>) -> impl IntoView {
    view! {
        <h2>{title}</h2>
        <p>{text}</p>
        {actions.into_iter().map(action_button).collect_view()}
    }
}

fn action_button(action: PanelAction) -> impl IntoView {
    view! { <Button label=action.label on_press=action.run /> }
}
