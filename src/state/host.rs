//! The host element, as the widget sees it: the target of its events. Tokens never leave through it.

use crate::api::ApiError;
use crate::signal::Stored;
use js_sys::{Object, Reflect};
use leptos::prelude::*;
use wasm_bindgen::JsValue;
use web_sys::{CustomEvent, CustomEventInit, HtmlElement};

/// The element this widget is mounted in.
#[derive(Clone, Copy)]
pub struct Host(Stored<HtmlElement>);

impl Host {
    /// Wraps the element.
    #[must_use]
    pub fn new(element: HtmlElement) -> Self {
        Self(Stored::new(element))
    }

    /// `request-center-ready`: the viewer is known and the panels are open.
    pub fn ready(self) {
        self.dispatch("request-center-ready", &[]);
    }

    /// `request-center-error {code, retryable, trackingId}`: an error is being shown.
    pub fn error(self, error: &ApiError) {
        let tracking = error.tracking_id.as_deref().map_or(JsValue::UNDEFINED, JsValue::from_str);
        self.dispatch(
            "request-center-error",
            &[
                ("code", JsValue::from_str(error.kind.code())),
                ("retryable", JsValue::from_bool(error.kind.retryable())),
                ("trackingId", tracking),
            ],
        );
    }

    /// `request-center-submitted {key, accessRequestIds}`: the service has accepted a request.
    pub fn submitted(self, key: &str, ids: &[String]) {
        let list: js_sys::Array = ids.iter().map(|id| JsValue::from_str(id)).collect();
        self.dispatch(
            "request-center-submitted",
            &[("key", JsValue::from_str(key)), ("accessRequestIds", list.into())],
        );
    }

    /// `request-center-cancelled {accessRequestId}`: the service has accepted a cancel.
    pub fn cancelled(self, access_request_id: &str) {
        self.dispatch(
            "request-center-cancelled",
            &[("accessRequestId", JsValue::from_str(access_request_id))],
        );
    }

    /// `request-center-decided {approvalId, decision}`: a decision was read back.
    pub fn decided(self, approval: &str, decision: &str) {
        self.dispatch(
            "request-center-decided",
            &[("approvalId", JsValue::from_str(approval)), ("decision", JsValue::from_str(decision))],
        );
    }

    /// `request-center-count {approvals}`: the number of approvals pending for the viewer.
    pub fn count(self, approvals: i32) {
        self.dispatch("request-center-count", &[("approvals", JsValue::from_f64(approvals.into()))]);
    }

    fn dispatch(self, name: &str, detail: &[(&str, JsValue)]) {
        let object = Object::new();
        for (key, value) in detail {
            let _ = Reflect::set(&object, &JsValue::from_str(key), value);
        }
        let init = CustomEventInit::new();
        init.set_bubbles(true);
        init.set_composed(true);
        init.set_detail(&object);
        let Ok(event) = CustomEvent::new_with_event_init_dict(name, &init) else { return };
        let Some(element) = self.0.try_get() else { return };
        // Deferred, so that a listener that changes or removes the element never runs while a signal is being written.
        queue_microtask(move || {
            let _ = element.dispatch_event(&event);
        });
    }
}
