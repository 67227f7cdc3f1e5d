//! Errors in words: what happened, what it means, what to do, and what to tell support.

use crate::api::ApiError;
use crate::components::ui::{Button, ButtonKind, ElementRef, IconName, Notice, Tone, focus_panel_of};
use crate::i18n::{I18n, Msg};
use crate::signal::Derived;
use leptos::prelude::*;

/// What happened, in one sentence.
#[must_use]
pub fn error_title(i18n: I18n, error: &ApiError) -> String {
    let code = error.kind.code();
    i18n.text(&format!("error.{code}")).unwrap_or_else(|| code.to_owned())
}

/// What it means and what to do, what the service itself said, and the tracking id.
#[must_use]
pub fn error_body(i18n: I18n, error: &ApiError) -> String {
    let mut sentences = Vec::new();
    sentences.extend(i18n.text(&format!("error.{}.advice", error.kind.code())));
    if !error.sentences.is_empty() {
        let said = error.sentences.join(" · ");
        sentences.push(i18n.with(Msg::TroubleServerSaid, &[("text", &said)]));
    }
    if let Some(id) = &error.tracking_id {
        sentences.push(i18n.with(Msg::TroubleTracking, &[("id", id)]));
    }
    sentences.join(" ")
}

/// An error in its place: a title of the panel's own, the error's words, and a way on where there is one.
#[component]
pub fn Trouble(
    /// The words.
    i18n: I18n,
    /// What went wrong.
    #[prop(into)]
    error: Derived<Option<ApiError>>,
    /// What could not be done; the error's own title then opens the body.
    #[prop(optional, into)]
    title: Option<Derived<String>>,
    /// Tries again.
    #[prop(optional, into)]
    on_retry: Option<Callback<()>>,
) -> impl IntoView {
    let place = ElementRef::new();
    let notice = move || {
        let error = error.get()?;
        let (what, body) = (error_title(i18n, &error), error_body(i18n, &error));
        let (title, body) = match title {
            Some(title) => (title.get(), format!("{what}. {body}")),
            None => (what, body),
        };
        let retry = on_retry.map(|on_retry| {
            let label = i18n.label(Msg::ActionRetry);
            let on_press = move || {
                // The button goes with the error: the keyboard stays in this panel.
                focus_panel_of(place);
                on_retry.run(());
            };
            view! { <Button label kind=ButtonKind::Outlined icon=IconName::Refresh on_press/> }
        });
        Some(view! { <Notice tone=Tone::Negative title=title body=body>{retry}</Notice> })
    };
    view! { <div class="rc-trouble" node_ref=place>{notice}</div> }
}

impl From<Option<ApiError>> for Derived<Option<ApiError>> {
    fn from(error: Option<ApiError>) -> Self {
        Self::new(move || error.clone())
    }
}
