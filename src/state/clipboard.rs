//! The browser's clipboard, which may refuse.

use leptos::prelude::window;
use leptos::task::spawn_local;
use wasm_bindgen_futures::JsFuture;

/// Copies the text and says whether the browser did.
pub fn copy(text: String, done: impl FnOnce(bool) + 'static) {
    spawn_local(async move {
        // Absent outside of a secure context; then the property is undefined.
        let clipboard = window().navigator().clipboard();
        let there = !wasm_bindgen::JsValue::from(clipboard.clone()).is_undefined();
        let copied = there && JsFuture::from(clipboard.write_text(&text)).await.is_ok();
        done(copied);
    });
}
