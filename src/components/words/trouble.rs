//! The text of errors: what happened, what to do about it, and the tracking id for support.

use crate::api::ApiError;
use crate::components::ui::{Button, ButtonKind, ElementRef, IconName, Notice, Tone, focus_panel_of};
use crate::i18n::{I18n, Msg};
use crate::signal::Derived;
use leptos::prelude::*;

/// The title of an error.
#[must_use]
pub fn error_title(i18n: I18n, error: &ApiError) -> String {
    let code = error.kind.code();
    i18n.text(&format!("error.{code}")).unwrap_or_else(|| code.to_owned())
}

/// The advice, the service's own message, and the tracking id.
#[must_use]
pub fn error_body(i18n: I18n, error: &ApiError) -> String {
    let mut sentences = Vec::new();
    match &error.retry_at {
        Some(at) => {
            sentences.push(i18n.with(Msg::TroubleRetryAt, &[("time", &i18n.date_time_of_millis(*at))]));
        }
        None => sentences.extend(i18n.text(&format!("error.{}.advice", error.kind.code()))),
    }
    if !error.sentences.is_empty() {
        let message = error.sentences.join(" · ");
        sentences.push(i18n.with(Msg::TroubleServerSaid, &[("text", &message)]));
    }
    if let Some(id) = &error.tracking_id {
        sentences.push(i18n.with(Msg::TroubleTracking, &[("id", id)]));
    }
    sentences.join(" ")
}

/// The notice of an error: the panel's title, the error's text, and a button to retry if there is something to retry.
#[component]
pub fn Trouble(
    /// The messages.
    i18n: I18n,
    /// The error; no notice without one.
    #[prop(into)]
    error: Derived<Option<ApiError>>,
    /// The title; without it the error's own title is the notice's.
    #[prop(optional, into)]
    title: Option<Derived<String>>,
    /// Retries what failed.
    #[prop(optional, into)]
    on_retry: Option<Callback<()>>,
) -> impl IntoView {
    let place = ElementRef::new();
    let notice = move || {
        let error = error.get()?;
        let (summary, body) = (error_title(i18n, &error), error_body(i18n, &error));
        let (title, body) = match title {
            Some(title) => (title.get(), format!("{summary}. {body}")),
            None => (summary, body),
        };
        let retry = on_retry.map(|on_retry| {
            let label = i18n.label(Msg::ActionRetry);
            let on_press = move || {
                // The button disappears with the error: the focus stays in this panel.
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
