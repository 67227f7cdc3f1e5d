//! The browser's clipboard.

use leptos::prelude::window;
use leptos::task::spawn_local;
use wasm_bindgen_futures::JsFuture;

/// Copies the text and calls `done` with `false` where the browser refuses.
pub fn copy(text: String, done: impl FnOnce(bool) + 'static) {
    spawn_local(async move {
        // `undefined` outside of a secure context.
        let clipboard = window().navigator().clipboard();
        let is_available = !wasm_bindgen::JsValue::from(clipboard.clone()).is_undefined();
        let copied = is_available && JsFuture::from(clipboard.write_text(&text)).await.is_ok();
        done(copied);
    });
}
